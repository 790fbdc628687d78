//! The bar at the top: what is being read, more of it, undo, and what could not be read.

use super::{Action, ImportCommand, ImportWindow};
use crate::strings::import as read_words;
use crate::strings::import_window as words;
use crate::strings::shell::question;
use crate::ui::UiCommand;
use crate::ui::icons::{Icon, icon_button};
use crate::ui::questions::{button_row, modal, primary};
use crate::ui::theme::{self, Palette};
use egui::{Align, Button, Context, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// Draws the bar.
pub(super) fn head_ui(
    ui: &mut Ui,
    window: &mut ImportWindow,
    actions: &mut Vec<Action>,
    out: &mut Vec<UiCommand>,
) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(words::TITLE).font(theme::bold_font(theme::SECTION)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Close, words::CLOSE).clicked() {
                out.push(UiCommand::Import(ImportCommand::Close));
            }
            if window.reading.is_some() {
                let (undo, redo) = window.history.can();
                if ui.add_enabled(redo, Button::new(words::REDO)).clicked() {
                    actions.push(Action::Redo);
                }
                let undo = ui.add_enabled(undo, Button::new(words::UNDO));
                if undo.on_hover_text(words::UNDO_HINT).clicked() {
                    actions.push(Action::Undo);
                }
                ui.separator();
                let more = ui.button(words::MORE);
                egui::Popup::menu(&more).show(|ui| {
                    ui.set_min_width(180.0);
                    for (name, command) in [
                        (words::FROM_CLIPBOARD, ImportCommand::Paste(None)),
                        (words::CHOOSE_FILES, ImportCommand::ChooseFiles),
                        (words::CHOOSE_FOLDER, ImportCommand::ChooseFolder),
                    ] {
                        if ui.button(name).clicked() {
                            out.push(UiCommand::Import(command));
                            ui.close();
                        }
                    }
                });
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(6.0);
                told_ui(ui, window, &palette);
            });
        });
    });
}

/// What is shown, and what should be known of how it was read.
fn told_ui(ui: &mut Ui, window: &mut ImportWindow, palette: &Palette) {
    let Some(reading) = &window.reading else {
        if !window.not_read.is_empty() {
            let text = words::not_read(window.not_read.len());
            if ui
                .button(RichText::new(text).color(palette.error))
                .clicked()
            {
                window.files_shown = true;
            }
        }
        return;
    };
    let names: Vec<&str> = reading.files.names.iter().map(String::as_str).collect();
    let lines = reading.decided.draft.lines.len();
    let failed = window.not_read.len();
    let notes = reading.files.notes.len() + reading.files.repeated.len();
    if failed + notes > 0 {
        let color = if failed > 0 {
            palette.error
        } else {
            palette.warn
        };
        let text = if failed > 0 {
            words::not_read(failed)
        } else {
            words::notes(notes)
        };
        let text = RichText::new(text).color(color).size(theme::SMALL);
        if ui.button(text).clicked() {
            window.files_shown = true;
        }
    }
    if window.is_stale() {
        ui.label(
            RichText::new(words::READING)
                .color(palette.accent)
                .size(theme::SMALL),
        );
    }
    let text = RichText::new(words::source(&names, lines))
        .color(palette.weak)
        .size(theme::SMALL);
    ui.add(Label::new(text).truncate());
}

/// What was not read, and how the rest was read.
pub(super) fn files_ui(ctx: &Context, window: &mut ImportWindow) {
    if !window.files_shown {
        return;
    }
    let palette_of = Palette::of;
    let response = modal(ctx, "import-files").show(ctx, |ui| {
        ui.set_width(540.0);
        let palette = palette_of(ui);
        ui.label(RichText::new(words::FILES).font(theme::bold_font(theme::SECTION + 1.0)));
        ui.add_space(6.0);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            ui.set_min_width(520.0);
            for not_read in &window.not_read {
                let what = RichText::new(&not_read.message.what).color(palette.error);
                ui.add(Label::new(what.strong()).wrap());
                ui.add(Label::new(&not_read.message.why).wrap());
                let way_out = RichText::new(&not_read.message.what_to_do).color(palette.weak);
                ui.add(Label::new(way_out).wrap());
                ui.add_space(8.0);
            }
            let Some(reading) = &window.reading else {
                return;
            };
            let name = |file: u32| {
                let name = reading.files.names.get(file as usize);
                let name = name.filter(|name| !name.is_empty());
                name.map_or(words::PASTED, String::as_str)
            };
            for repeated in &reading.files.repeated {
                let text = read_words::repeated(&repeated.name, name(repeated.same_as));
                ui.add(Label::new(text).wrap());
            }
            for note in &reading.files.notes {
                let text = words::note(
                    name(note.file),
                    note.line,
                    &read_words::explain_note(&note.kind),
                );
                ui.add(Label::new(text).wrap());
            }
        });
        ui.add_space(10.0);
        let mut close = false;
        button_row(ui, |ui| {
            let button = primary(ui, question::OK).min_size(vec2(76.0, 30.0));
            close = ui.add(button).clicked();
        });
        close
    });
    if response.inner || response.should_close() {
        window.files_shown = false;
    }
}
