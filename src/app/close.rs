//! One guard for everything that would put another project in the place of this one, or close the window.

use super::files::Purpose;
use super::{About, App};
use crate::storage::{self, OnDisk};
use crate::strings::shell::{ago, notice};
use crate::ui::command::Answer;
use crate::ui::notices::Tone;
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
    /// Close the window.
    Close,
}

impl App {
    /// Does `after` at once, or asks about unsaved changes first.
    pub(super) fn guarded(&mut self, after: After, ctx: &Context) {
        if self.open.modified() {
            let file = self.file_label();
            self.after = Some(after);
            self.ask_person(Question::Unsaved { file }, About::Unsaved);
        } else {
            self.go_on(after, ctx);
        }
    }

    /// Does what waited for the answer, if anything.
    pub(super) fn go_on_after_saving(&mut self, ctx: &Context) {
        if let Some(after) = self.after.take() {
            self.go_on(after, ctx);
        }
    }

    fn go_on(&mut self, after: After, ctx: &Context) {
        match after {
            After::New => self.new_project(),
            After::Sample => self.open_sample(),
            After::ChooseAndOpen => self.choose_and_open(),
            After::Open(path) => self.open_file(&path),
            After::Close => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Holds the window open while something is unsaved or an export is running.
    pub(super) fn close_requested(&mut self, ctx: &Context) {
        if self.closing || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        if let Some(job) = &self.job {
            // Half an export must be cleared away before the program ends.
            job.cancel();
            self.close_after_job = true;
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        } else if self.open.modified() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.guarded(After::Close, ctx);
        }
    }

    /// Offers the copy that an earlier run left behind, the newest first.
    pub(super) fn offer_recovery(&mut self) {
        if self.ui.question.is_some() {
            return;
        }
        if self.left_behind.is_empty()
            && let Some(folders) = &self.folders
            && let Ok(found) = storage::list_recoveries(folders)
        {
            self.left_behind = found;
        }
        if self.left_behind.is_empty() {
            return;
        }
        let copy = self.left_behind.remove(0);
        let seconds = SystemTime::now()
            .duration_since(copy.written)
            .map_or(0, |since| since.as_secs());
        let file = copy.original.as_deref().map_or_else(
            || crate::strings::shell::UNTITLED.to_owned(),
            crate::ui::menu_bar::file_name,
        );
        let question = Question::Recovery {
            file,
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
            (About::Unsaved, Answer::Discard) => self.go_on_after_saving(ctx),
            (About::Recovery(copy), Answer::Restore) => self.restore(&copy),
            (About::Recovery(copy), Answer::Discard) => {
                drop(storage::discard_recovery(&copy));
                self.offer_next_recovery();
            }
            (About::Changed(path), Answer::Overwrite) => self.save_to(&path, OnDisk::Replace, ctx),
            (About::Changed(_), Answer::SaveElsewhere) => self.save_as(),
            (About::Changed(path), Answer::Reload) => {
                self.after = None;
                self.open_file(&path);
            }
            (About::Exists(path, purpose), Answer::Overwrite) => {
                self.path_chosen(path, purpose, true);
            }
            (About::Path(purpose), Answer::Path(text)) => self.path_typed(&text, purpose),
            (About::Rename(owner, name), Answer::RenameOnly) => self.renamed(owner, &name, false),
            (About::Rename(owner, name), Answer::RenameEverywhere) => {
                self.renamed(owner, &name, true);
            }
            _ => self.after = None,
        }
    }

    fn offer_next_recovery(&mut self) {
        if !self.left_behind.is_empty() {
            self.offer_recovery();
        }
    }

    fn restore(&mut self, copy: &storage::Recovery) {
        match storage::load_recovery(copy) {
            Ok(recovered) => {
                let on_disk = OnDisk::NotWrittenSince(copy.written);
                self.show_project(recovered.project, recovered.original, on_disk);
                self.open.mark_unsaved();
                // Written anew under this session before the old copy goes.
                self.copied_revision = u64::MAX;
                self.write_recovery_now();
                drop(storage::discard_recovery(copy));
                self.notice(Tone::Caution, notice::RESTORED.to_owned());
            }
            Err(error) => {
                let path = copy.copy.clone();
                self.storage_problem(&error, &path);
            }
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

    fn path_typed(&mut self, text: &str, purpose: Purpose) {
        // A path copied from a file manager may stand in quotation marks.
        let text = text.trim().trim_matches('"');
        if text.is_empty() {
            self.ask_path(purpose);
        } else {
            self.path_chosen(Path::new(text).to_path_buf(), purpose, false);
        }
    }
}
