//! One guard for everything that would put another project in the place of this one, or close the window.

use super::disk::{Progress, Work};
use super::files::Purpose;
use super::jobs::Order;
use super::{About, App};
use crate::printing::Existing;
use crate::storage::{self, Recovery};
use crate::strings::shell::{UNTITLED, ago};
use crate::ui::command::Answer;
use crate::ui::menu_bar::file_name;
use crate::ui::questions::{Question, question_closed};
use egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What is done once the changes are saved or given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Begin an empty project.
    New,
    /// Open the sample.
    Sample,
    /// Choose a file.
    ChooseAndOpen,
    /// Open this file.
    Open(PathBuf),
    /// Put an import into a project of its own.
    Import,
    /// Close the window.
    Close,
}

impl App {
    /// Does `after` at once, or asks about unsaved changes first; waits for a save that is under way.
    pub(super) fn guarded(&mut self, after: After, ctx: &Context) {
        if self.wait_for_saving(&after) {
            return;
        }
        if self.open.modified() {
            let file = self.file_label();
            self.after = Some(after);
            self.ask_person(Question::Unsaved { file }, About::Unsaved);
        } else {
            self.go_on(after, ctx);
        }
    }

    /// Does what waited for the answer, if anything.
    fn go_on_waiting(&mut self, ctx: &Context) {
        if let Some(after) = self.after.take() {
            self.go_on(after, ctx);
        }
    }

    fn go_on(&mut self, after: After, ctx: &Context) {
        match after {
            After::New => self.new_project(),
            After::Sample => self.open_sample(),
            After::ChooseAndOpen => self.choose_and_open(),
            After::Open(path) => self.open_file(&path, ctx),
            After::Import => self.import_as_project(),
            After::Close => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Holds the window open while something is unsaved, being saved, or an export is running.
    pub(super) fn close_requested(&mut self, ctx: &Context) {
        if self.closing || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        if self.import_holds_window() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            return;
        }
        // Nothing is lost by it.
        self.opening = None;
        if let Some(job) = &self.job {
            // Half an export must be cleared away before the program ends.
            job.cancel();
            self.close_after_job = true;
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        } else if self.saving.is_some() || self.open.modified() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.guarded(After::Close, ctx);
        }
    }

    /// Begins to look for what earlier runs left behind: documents for the printer go, copies of lost work are
    /// offered. Without a thread that is done at the next start.
    pub(super) fn look_behind(&mut self, ctx: &Context) {
        let Some(folders) = self.folders.clone() else {
            return;
        };
        let look = move || {
            storage::discard_print_copies(&folders, SystemTime::now());
            let found = storage::list_recoveries(&folders).unwrap_or_default();
            found.into_iter().map(Behind::of).collect()
        };
        self.looking = Work::start(ctx, "look-behind", look).ok();
    }

    /// Offers what was found as soon as nothing is being opened and no question is open.
    pub(super) fn take_left_behind(&mut self) {
        if let Some(looking) = self.looking.take() {
            match looking.progress() {
                Progress::Runs => self.looking = Some(looking),
                Progress::Done(found) => {
                    self.left_behind = found;
                    self.offers = true;
                }
                Progress::Broke => {}
            }
        }
        if self.offers && self.opening.is_none() && self.ui.question.is_none() {
            self.offers = false;
            self.offer_recovery();
        }
    }

    /// Offers the newest copy that an earlier run left behind.
    fn offer_recovery(&mut self) {
        if self.left_behind.is_empty() {
            return;
        }
        let Behind { copy, name } = self.left_behind.remove(0);
        let seconds = SystemTime::now()
            .duration_since(copy.written)
            .map_or(0, |since| since.as_secs());
        let question = Question::Recovery {
            file: name,
            when: ago(seconds),
        };
        self.ask_person(question, About::Recovery(copy));
    }

    /// Carries out the answer to the open question.
    pub(super) fn answered(&mut self, answer: Answer, ctx: &Context) {
        self.ui.question = None;
        question_closed(ctx);
        let about = std::mem::replace(&mut self.about, About::Nothing);
        match (about, answer) {
            (_, Answer::OpenInstead(path)) => self.guarded(After::Open(path), ctx),
            (About::Unsaved, Answer::Save) => self.save(ctx),
            (About::Unsaved, Answer::Discard) => self.go_on_waiting(ctx),
            (About::LeaveImport(close), answer) => self.import_answered(close, &answer, ctx),
            (About::Recovery(copy), Answer::Restore) => self.restore(copy, ctx),
            (About::Recovery(copy), Answer::Discard) => {
                self.errand(move || {
                    drop(storage::discard_recovery(&copy));
                    Box::new(|_, _| {})
                });
                self.offer_recovery();
            }
            (About::Changed(path), Answer::Overwrite) => self.to_save = Some(path),
            (About::Changed(_), Answer::SaveElsewhere) => self.save_as(),
            (About::Changed(path), Answer::Reload) => {
                self.after = None;
                self.open_file(&path, ctx);
            }
            (About::Exists(path, purpose), Answer::Overwrite) => {
                self.path_chosen(path, purpose, true, ctx);
            }
            (About::FilesExist(order), answer) => {
                let existing = match answer {
                    Answer::Overwrite => Existing::Replace,
                    Answer::KeepFiles => Existing::Keep,
                    Answer::NumberFiles => Existing::Number,
                    _ => return,
                };
                self.start_export(Order {
                    existing: Some(existing),
                    ..order
                });
                ctx.request_repaint();
            }
            (About::Print(ready), Answer::Print) => self.send(ready, true, ctx),
            (About::Print(ready), Answer::ShowDocument) => self.send(ready, false, ctx),
            (About::Path(purpose), Answer::Path(text)) => self.path_typed(&text, purpose, ctx),
            (About::Rename(owner, name), Answer::RenameOnly) => self.renamed(owner, &name, false),
            (About::Rename(owner, name), Answer::RenameEverywhere) => {
                self.renamed(owner, &name, true);
            }
            _ => self.after = None,
        }
    }

    /// Shows a field for the path where the system has no dialog.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let question = Question::Path {
            title: purpose.title(),
            text: self.start_folder_text(&purpose),
        };
        self.ask_person(question, About::Path(purpose));
    }

    fn path_typed(&mut self, text: &str, purpose: Purpose, ctx: &Context) {
        // A path copied from a file manager may stand in quotation marks.
        let text = text.trim().trim_matches('"');
        if text.is_empty() {
            self.ask_path(purpose);
        } else {
            self.path_chosen(Path::new(text).to_path_buf(), purpose, false, ctx);
        }
    }
}

/// What a recovery copy is a copy of.
/// A copy that an earlier run left behind.
pub(super) struct Behind {
    /// The copy.
    pub(super) copy: Recovery,
    /// What a person knows it by: its file, or else its company. That is read, so not on the window's thread.
    pub(super) name: String,
}

impl Behind {
    pub(super) fn of(copy: Recovery) -> Behind {
        let name = match &copy.original {
            Some(file) => file_name(file),
            None => storage::load_recovery(&copy)
                .map(|recovered| recovered.project.company.name.trim().to_owned())
                .ok()
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| UNTITLED.to_owned()),
        };
        Behind { copy, name }
    }
}

pub(super) fn name_of(copy: &Recovery) -> String {
    let original = copy.original.as_deref();
    original.map_or_else(|| UNTITLED.to_owned(), file_name)
}
