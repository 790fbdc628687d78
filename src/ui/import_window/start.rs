//! The window before anything is read: every way in, and how far files are.

use super::{ImportCommand, ImportWindow};
use crate::strings::{import_window as words, shell::question};
use crate::ui::UiCommand;
use crate::ui::opening::waiting_ui;
use crate::ui::questions::{button_row, modal, primary};
use crate::ui::theme::{self, Palette};
use egui::{Button, Context, Frame, Label, Margin, ProgressBar, RichText, Stroke, Ui, vec2};
use std::time::Duration;

/// Draws the ways in.
pub(super) fn start_ui(ui: &mut Ui, window: &ImportWindow, out: &mut Vec<UiCommand>) {
    let palette = Palette::of(ui);
    let room = ui.available_size();
    let width = room.x.min(680.0);
    ui.vertical_centered(|ui| {
        ui.add_space((room.y * 0.12).min(90.0));
        Frame::new()
            .fill(palette.card)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(10.0)
            .inner_margin(Margin::same(28))
            .show(ui, |ui| {
                ui.set_width(width - 56.0);
                ui.vertical_centered(|ui| {
                    ui.label(RichText::new(words::START).font(theme::bold_font(theme::HEADING)));
                    ui.add_space(4.0);
                    ui.add(Label::new(words::START_HINT).wrap());
                    ui.add_space(14.0);
                    let paste = primary(ui, words::FROM_CLIPBOARD).min_size(vec2(260.0, 36.0));
                    if ui.add(paste).clicked() {
                        out.push(UiCommand::Import(ImportCommand::Paste(None)));
                    }
                    for (name, command) in [
                        (words::CHOOSE_FILES, ImportCommand::ChooseFiles),
                        (words::CHOOSE_FOLDER, ImportCommand::ChooseFolder),
                    ] {
                        if ui
                            .add(Button::new(name).min_size(vec2(260.0, 34.0)))
                            .clicked()
                        {
                            out.push(UiCommand::Import(command));
                        }
                    }
                    ui.add_space(10.0);
                    let hint = RichText::new(words::FORMATS)
                        .color(palette.weak)
                        .size(theme::SMALL);
                    ui.add(Label::new(hint).wrap());
                });
            });
        if window.is_stale() && window.has_work() {
            ui.add_space(12.0);
            ui.weak(words::READING);
        }
        ui.add_space(10.0);
        for not_read in &window.not_read {
            let text = words::one_line(&not_read.message);
            ui.add(Label::new(RichText::new(text).color(palette.error)).wrap());
        }
    });
}

/// Draws how far the reading of files is.
pub(super) fn progress_ui(ctx: &Context, window: &ImportWindow, out: &mut Vec<UiCommand>) {
    let Some(progress) = &window.progress else {
        return;
    };
    modal(ctx, "import-progress").show(ctx, |ui| {
        ui.set_width(420.0);
        ui.label(RichText::new(words::READING).font(theme::bold_font(theme::SECTION + 1.0)));
        if !progress.name.is_empty() {
            ui.add(Label::new(&progress.name).truncate());
        }
        let (done, total) = progress.files;
        if total > 0 {
            let share = done as f32 / total as f32;
            ui.add(ProgressBar::new(share).text(words::files_done(done, total)));
        } else {
            ui.label(words::ASKING);
        }
        ui.add_space(8.0);
        button_row(ui, |ui| {
            if ui
                .add(Button::new(question::CANCEL).min_size(vec2(76.0, 30.0)))
                .clicked()
            {
                out.push(UiCommand::Import(ImportCommand::Stop));
            }
        });
    });
}

/// Shorter than this nothing is said, so that small imports do not flicker.
const SILENT: Duration = Duration::from_millis(150);

/// Holds the window while an edit is made of what was accepted, and says so when it takes longer.
pub(super) fn planning_ui(ctx: &Context, window: &ImportWindow, out: &mut Vec<UiCommand>) {
    let Some(since) = window.planning else {
        return;
    };
    let silent = SILENT.checked_sub(since.elapsed());
    if let Some(left) = silent {
        ctx.request_repaint_after(left);
    }
    let stopped = waiting_ui(ctx, "import-planning", words::PLANNING, silent.is_some());
    if stopped {
        out.push(UiCommand::Import(ImportCommand::Stop));
    }
}
