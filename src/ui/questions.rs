//! Questions that stand in the middle of the window until they are answered.
//!
//! Escape and a click beside the window mean 取消. The button that is pressed first in most cases has the focus
//! when the question opens; none that destroys anything ever has.

use super::command::Answer;
use super::plain_field::plain_field;
use super::role_list::RoleList;
use super::theme::{self, Palette};
use super::{UiCommand, View};
use crate::edit::References;
use crate::model::Owner;
use crate::strings::import_window as import_words;
use crate::strings::shell::question as words;
use crate::strings::{Message, print};
use egui::{
    Align, Button, Color32, Context, Frame, Id, Key, Label, Layout, Margin, Modal, RichText, Ui,
    vec2,
};
use std::path::PathBuf;

/// What is asked.
#[derive(Debug)]
pub enum Question {
    /// Unsaved changes would be lost.
    Unsaved {
        /// The project's file.
        file: String,
    },
    /// Something is to be removed.
    Remove(RemoveQuestion),
    /// A copy from before a crash exists.
    Recovery {
        /// The project's file.
        file: String,
        /// When the copy was written, in words.
        when: String,
    },
    /// Something went wrong that could lose data, or that needs a decision.
    Problem {
        /// What, why, what to do.
        message: Message,
        /// A backup that can be opened instead.
        backup: Option<PathBuf>,
    },
    /// Another program has changed the file.
    Changed {
        /// The project's file.
        file: String,
    },
    /// A file of this name exists, and the system's dialog has not asked.
    Exists {
        /// The file.
        file: String,
    },
    /// Some of the files of an export exist.
    FilesExist {
        /// Where.
        folder: String,
        /// How many.
        existing: usize,
        /// How many files there will be.
        files: usize,
    },
    /// A document is ready for the printer.
    Print {
        /// Its name.
        name: String,
        /// How many pages.
        pages: usize,
        /// To which printer; `None` = that of the system's PDF program.
        printer: Option<String>,
    },
    /// A path is typed where the system has no dialog.
    Path {
        /// What the path is for.
        title: &'static str,
        /// What is typed.
        text: String,
    },
    /// The import window holds work that closing it would give up.
    LeaveImport,
    /// Texts mention a name that is changed.
    Rename {
        /// The name so far.
        old: String,
        /// The new name.
        new: String,
        /// How many texts mention the old one.
        mentions: usize,
        /// Where, for the first few.
        examples: Vec<String>,
    },
}

/// What becomes of references, as it is being chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoveChoice {
    /// The name stays as text.
    KeepText,
    /// They are emptied.
    Clear,
    /// They go to another role.
    HandTo,
}

/// The question before something is removed.
#[derive(Debug)]
pub struct RemoveQuestion {
    /// What is removed.
    pub owner: Owner,
    /// Its name.
    pub name: String,
    /// Departments below it.
    pub departments: usize,
    /// Roles in it and below it; 0 for a role.
    pub roles: usize,
    /// Who refers to it, each in words.
    pub referring: Vec<String>,
    /// What becomes of that.
    pub choice: RemoveChoice,
    /// The roles to choose from.
    pub heirs: RoleList,
}

/// How many references are named before the rest is counted.
const NAMED: usize = 6;

/// Draws the question, if there is one, and says what was answered.
pub fn question_ui(
    ctx: &Context,
    view: View<'_>,
    question: &mut Option<Question>,
    out: &mut Vec<UiCommand>,
) {
    let Some(open) = question else {
        return;
    };
    let opened_now = ctx.data_mut(|data| {
        let shown = data.get_temp_mut_or_default::<bool>(mark());
        !std::mem::replace(shown, true)
    });
    let response = modal(ctx, "question").show(ctx, |ui| {
        ui.set_width(440.0);
        match open {
            Question::Remove(remove) => remove_ui(ui, view, remove, opened_now, out),
            Question::Path { title, text } => path_ui(ui, title, text, opened_now, out),
            Question::Problem { message, backup } => {
                problem_ui(ui, message, backup.as_ref(), opened_now, out);
            }
            Question::Rename {
                old,
                new,
                mentions,
                examples,
            } => {
                title(ui, &words::rename(old, new));
                paragraph(ui, &words::mentions(*mentions));
                list(ui, examples, *mentions);
                let buttons = [
                    (words::RENAME_ONLY, Answer::RenameOnly),
                    (words::RENAME_EVERYWHERE, Answer::RenameEverywhere),
                    (words::CANCEL, Answer::Cancel),
                ];
                buttons_ui(ui, buttons, opened_now, out);
            }
            simple => simple_ui(ui, simple, opened_now, out),
        }
    });
    if response.should_close() && !opened_now {
        out.push(UiCommand::Answer(Answer::Cancel));
    }
}

/// The questions that are a sentence and some answers.
fn simple_ui(ui: &mut Ui, question: &Question, opened_now: bool, out: &mut Vec<UiCommand>) {
    match question {
        Question::Unsaved { file } => {
            let heading = (words::UNSAVED, words::unsaved(file));
            let buttons = [
                (words::SAVE, Answer::Save),
                (words::DISCARD, Answer::Discard),
                (words::CANCEL, Answer::Cancel),
            ];
            ask_ui(ui, heading, buttons, opened_now, out);
        }
        Question::LeaveImport => {
            let heading = (import_words::LEAVE, import_words::LEAVE_WHY.to_owned());
            let buttons = [
                (import_words::LEAVE_NO, Answer::Cancel),
                (import_words::LEAVE_YES, Answer::LeaveImport),
            ];
            ask_ui(ui, heading, buttons, opened_now, out);
        }
        Question::Recovery { file, when } => {
            let heading = (words::RECOVERY, words::recovery(file, when));
            let buttons = [
                (words::RESTORE, Answer::Restore),
                (words::LATER, Answer::Cancel),
                (words::DROP_COPY, Answer::Discard),
            ];
            ask_ui(ui, heading, buttons, opened_now, out);
        }
        Question::Changed { file } => {
            let heading = (words::CHANGED, words::changed(file));
            let buttons = [
                (words::SAVE_ELSEWHERE, Answer::SaveElsewhere),
                (words::RELOAD, Answer::Reload),
                (words::OVERWRITE, Answer::Overwrite),
                (words::CANCEL, Answer::Cancel),
            ];
            ask_ui(ui, heading, buttons, opened_now, out);
        }
        Question::FilesExist {
            folder,
            existing,
            files,
        } => {
            let heading = (words::EXISTS, words::files_exist(folder, *existing, *files));
            let buttons = [
                (words::KEEP_FILES, Answer::KeepFiles),
                (words::NUMBER_FILES, Answer::NumberFiles),
                (words::OVERWRITE, Answer::Overwrite),
                (words::CANCEL, Answer::Cancel),
            ];
            ask_ui(ui, heading, buttons, opened_now, out);
        }
        Question::Print {
            name,
            pages,
            printer,
        } => {
            let text = print::question(name, *pages, printer.as_deref());
            let buttons = [
                (print::CONFIRM, Answer::Print),
                (print::SHOW, Answer::ShowDocument),
                (words::CANCEL, Answer::Cancel),
            ];
            ask_ui(ui, (print::TITLE, text), buttons, opened_now, out);
        }
        Question::Exists { file } => {
            let heading = (words::EXISTS, words::exists(file));
            let buttons = [
                (words::CANCEL, Answer::Cancel),
                (words::OVERWRITE, Answer::Overwrite),
            ];
            ask_ui(ui, heading, buttons, opened_now, out);
        }
        // These have a drawing of their own.
        Question::Remove(_)
        | Question::Path { .. }
        | Question::Problem { .. }
        | Question::Rename { .. } => {}
    }
}

/// A question with its answers and nothing else.
fn ask_ui<const N: usize>(
    ui: &mut Ui,
    (heading, text): (&str, String),
    answers: [(&str, Answer); N],
    focus_first: bool,
    out: &mut Vec<UiCommand>,
) {
    title(ui, heading);
    paragraph(ui, &text);
    buttons_ui(ui, answers, focus_first, out);
}

/// Says that the question is gone, so that the next one takes the focus anew.
pub fn question_closed(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<bool>(mark()));
}

/// A window in the middle with room around its content.
pub(super) fn modal(ctx: &Context, id: &'static str) -> Modal {
    let style = ctx.global_style();
    let frame = Frame::window(&style).inner_margin(Margin::same(20));
    Modal::new(Id::unique(id))
        .frame(frame)
        .backdrop_color(Color32::from_black_alpha(70))
}

fn mark() -> Id {
    Id::unique("question-shown")
}

fn title(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).font(theme::bold_font(theme::SECTION + 1.0))).wrap());
    ui.add_space(4.0);
}

fn paragraph(ui: &mut Ui, text: &str) {
    ui.add(Label::new(text).wrap());
    ui.add_space(2.0);
}

/// Some of `count` lines, and how many more there are.
fn list(ui: &mut Ui, lines: &[String], count: usize) {
    let palette = Palette::of(ui);
    for line in lines.iter().take(NAMED) {
        ui.horizontal_top(|ui| {
            let (dot, _) = ui.allocate_exact_size(vec2(10.0, 18.0), egui::Sense::hover());
            ui.painter().circle_filled(dot.center(), 2.0, palette.weak);
            ui.add(Label::new(RichText::new(line).color(palette.weak)).wrap());
        });
    }
    let more = count.saturating_sub(lines.len().min(NAMED));
    if more > 0 {
        ui.label(RichText::new(words::and_more(more)).color(palette.weak));
    }
}

/// The button that is most wanted: filled with the accent colour.
pub(super) fn primary(ui: &Ui, name: &str) -> Button<'static> {
    let palette = Palette::of(ui);
    Button::new(RichText::new(name).color(palette.on_accent)).fill(palette.accent)
}

/// A row of buttons from the right. Its height is its own: a window that was taller before gives no room to it.
pub(super) fn button_row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), add));
}

/// A row of answers, the first one most wanted and at the right.
fn buttons_ui<const N: usize>(
    ui: &mut Ui,
    answers: [(&str, Answer); N],
    focus_first: bool,
    out: &mut Vec<UiCommand>,
) {
    ui.add_space(10.0);
    button_row(ui, |ui| {
        for (index, (name, answer)) in answers.into_iter().enumerate() {
            let button = if index == 0 {
                primary(ui, name)
            } else {
                Button::new(name)
            };
            let response = ui.add(button.min_size(vec2(76.0, 30.0)));
            if index == 0 && focus_first {
                response.request_focus();
            }
            if response.clicked() {
                out.push(UiCommand::Answer(answer));
            }
        }
    });
}

fn problem_ui(
    ui: &mut Ui,
    message: &Message,
    backup: Option<&PathBuf>,
    focus_first: bool,
    out: &mut Vec<UiCommand>,
) {
    title(ui, &message.what);
    for (label, text) in [
        (words::WHY, &message.why),
        (words::WHAT_TO_DO, &message.what_to_do),
    ] {
        if !text.is_empty() {
            ui.label(RichText::new(label).small().weak());
            paragraph(ui, text);
        }
    }
    match backup {
        Some(backup) => {
            let buttons = [
                (words::OPEN_BACKUP, Answer::OpenInstead(backup.clone())),
                (words::CANCEL, Answer::Cancel),
            ];
            buttons_ui(ui, buttons, focus_first, out);
        }
        None => buttons_ui(ui, [(words::OK, Answer::Cancel)], focus_first, out),
    }
}

fn path_ui(
    ui: &mut Ui,
    heading: &str,
    text: &mut String,
    focus_first: bool,
    out: &mut Vec<UiCommand>,
) {
    title(ui, heading);
    paragraph(ui, crate::strings::shell::notice::NO_DIALOG);
    let label = ui.label(words::PATH);
    let field = plain_field(ui, Id::unique("question-path"), text, |edit| {
        edit.desired_width(f32::INFINITY).margin(vec2(8.0, 5.0))
    })
    .labelled_by(label.id);
    if focus_first {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let typed = Answer::Path(text.trim().to_owned());
    if entered && !text.trim().is_empty() {
        out.push(UiCommand::Answer(typed.clone()));
    }
    let buttons = [(words::CONFIRM, typed), (words::CANCEL, Answer::Cancel)];
    buttons_ui(ui, buttons, false, out);
}

fn remove_ui(
    ui: &mut Ui,
    view: View<'_>,
    remove: &mut RemoveQuestion,
    opened_now: bool,
    out: &mut Vec<UiCommand>,
) {
    title(ui, &words::remove(&remove.name));
    if remove.departments + remove.roles > 0 {
        paragraph(ui, &words::remove_below(remove.departments, remove.roles));
    }
    if !remove.referring.is_empty() {
        paragraph(ui, &words::referred(remove.referring.len()));
        list(ui, &remove.referring, remove.referring.len());
        ui.add_space(4.0);
        ui.label(RichText::new(words::REFERENCES).small().weak());
        for (choice, name) in [
            (RemoveChoice::KeepText, words::KEEP_TEXT),
            (RemoveChoice::Clear, words::CLEAR),
            (RemoveChoice::HandTo, words::HAND_TO),
        ] {
            ui.radio_value(&mut remove.choice, choice, name);
        }
        if remove.choice == RemoveChoice::HandTo {
            remove.heirs.choose_ui(ui, view, words::FILTER_ROLES, 150.0);
        }
    }
    paragraph(ui, words::CAN_UNDO);
    let references = match remove.choice {
        RemoveChoice::KeepText => Some(References::KeepAsText),
        RemoveChoice::Clear => Some(References::Clear),
        RemoveChoice::HandTo => remove.heirs.chosen_one().map(References::HandTo),
    };
    ui.add_space(10.0);
    button_row(ui, |ui| {
        let palette = Palette::of(ui);
        let button = Button::new(RichText::new(words::REMOVE).color(palette.error))
            .min_size(vec2(76.0, 30.0));
        if ui.add_enabled(references.is_some(), button).clicked() {
            out.extend(references.map(|references| UiCommand::Remove(remove.owner, references)));
        }
        let cancel = ui.add(Button::new(words::CANCEL).min_size(vec2(76.0, 30.0)));
        if opened_now {
            cancel.request_focus();
        }
        if cancel.clicked() {
            out.push(UiCommand::Answer(Answer::Cancel));
        }
    });
}
