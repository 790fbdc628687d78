//! Notices above the editor: a job is done or has failed, with the next step as a button.

use super::UiCommand;
use super::command::{FileCommand, WindowCommand};
use super::icons::{Icon, icon_button};
use super::theme::Palette;
use crate::model::Spot;
use crate::strings::import_window as import_words;
use crate::strings::shell::notice as words;
use egui::{Align, Color32, Frame, Label, Layout, Margin, Sense, Stroke, Ui, vec2};
use std::path::PathBuf;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something is done.
    Done,
    /// Something needs attention.
    Caution,
    /// Something failed.
    Failed,
}

/// What a notice offers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    /// Show a file with the system's program.
    ShowFile(PathBuf),
    /// Show a folder.
    ShowFolder(PathBuf),
    /// List what could not be printed as wanted.
    Report,
    /// Undo the step of this state of the project, while it is the last one.
    Undo(u64),
    /// Jump there; the words of the button.
    Reveal(Spot, String),
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What is said.
    pub text: String,
    /// What can be done next.
    pub actions: Vec<NoticeAction>,
}

/// Draws the notices, the newest lowest.
pub fn notices_ui(ui: &mut Ui, notices: &[Notice], revision: u64, out: &mut Vec<UiCommand>) {
    let palette = Palette::of(ui);
    for (index, notice) in notices.iter().enumerate() {
        let color = match notice.tone {
            Tone::Done => palette.ok,
            Tone::Caution => palette.warn,
            Tone::Failed => palette.error,
        };
        Frame::new()
            .fill(palette.card)
            .stroke(Stroke::new(1.0, palette.line))
            .inner_margin(Margin::symmetric(12, 5))
            .show(ui, |ui| {
                let shown = Shown {
                    notice,
                    index,
                    color,
                    revision,
                };
                // Beside its buttons a text needs some room; in a narrow editor they stand below it.
                if ui.available_width() < ROOM && !notice.actions.is_empty() {
                    text_and_close(ui, &shown, false, out);
                    ui.horizontal_wrapped(|ui| {
                        for action in &notice.actions {
                            action_ui(ui, action, revision, out);
                        }
                    });
                } else {
                    text_and_close(ui, &shown, true, out);
                }
            });
    }
}

/// Below this width a text and its buttons do not stand on one line, points.
const ROOM: f32 = 480.0;

/// A notice as it is drawn.
struct Shown<'a> {
    notice: &'a Notice,
    index: usize,
    color: Color32,
    revision: u64,
}

fn text_and_close(ui: &mut Ui, shown: &Shown<'_>, with_actions: bool, out: &mut Vec<UiCommand>) {
    let Shown {
        notice,
        index,
        color,
        revision,
    } = *shown;
    ui.horizontal(|ui| {
        let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, color);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Close, words::DISMISS).clicked() {
                out.push(UiCommand::Window(WindowCommand::DismissNotice(index)));
            }
            let actions = notice.actions.iter().rev().filter(|_| with_actions);
            for action in actions {
                action_ui(ui, action, revision, out);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(&notice.text).wrap());
            });
        });
    });
}

fn action_ui(ui: &mut Ui, action: &NoticeAction, revision: u64, out: &mut Vec<UiCommand>) {
    let (name, command) = match action {
        NoticeAction::ShowFile(path) => (
            words::SHOW_FILE,
            UiCommand::File(FileCommand::Show(path.clone())),
        ),
        NoticeAction::ShowFolder(path) => (
            words::SHOW_FOLDER,
            UiCommand::File(FileCommand::Show(path.clone())),
        ),
        NoticeAction::Report => (
            crate::strings::export::REPORT,
            UiCommand::Window(WindowCommand::Report),
        ),
        // Once more has happened, it would undo that.
        NoticeAction::Undo(step) if *step != revision => return,
        NoticeAction::Undo(_) => (import_words::UNDO_IMPORT, UiCommand::Undo),
        NoticeAction::Reveal(place, name) => (name.as_str(), UiCommand::Reveal(*place)),
    };
    if ui.button(name).clicked() {
        out.push(command);
    }
}
