//! Project files on threads: the window stays usable while one is saved, and waits behind a small question that
//! can be given up while one is opened.

use super::close::{After, name_of};
use super::files::absolute;
use super::{About, App};
use crate::edit::State;
use crate::model::Project;
use crate::storage::{self, Backup, Loaded, OnDisk, Recovered, Recovery, Saved, StorageError};
use crate::strings::{self, shell::notice, shell::problem};
use crate::ui::command::FileCommand;
use crate::ui::menu_bar::file_name;
use crate::ui::notices::Tone;
use crate::ui::questions::Question;
use crate::ui::{Opening, UiCommand};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// Who reads and writes project files, on a thread of its own.
pub trait Disk: Send + Sync {
    /// As [`storage::load_project`].
    ///
    /// # Errors
    /// As [`storage::load_project`].
    fn load(&self, path: &Path) -> Result<Loaded, StorageError> {
        storage::load_project(path)
    }

    /// As [`storage::save_project`].
    ///
    /// # Errors
    /// As [`storage::save_project`].
    fn save(&self, path: &Path, project: &Project, on_disk: OnDisk) -> Result<Saved, StorageError> {
        storage::save_project(path, project, on_disk)
    }
}

/// The disk as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {}

/// Opening a file shorter than this says nothing, so that small files do not flicker.
const SILENT: Duration = Duration::from_millis(150);

/// What a thread is doing, and what comes of it.
pub(super) struct Work<T> {
    result: Receiver<T>,
}

/// How far a [`Work`] is.
pub(super) enum Progress<T> {
    Runs,
    Done(T),
    /// The thread ended without a word: it panicked, and the log says where.
    Broke,
}

impl<T: Send + 'static> Work<T> {
    pub(super) fn start(
        ctx: &Context,
        name: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> std::io::Result<Work<T>> {
        let (sender, result) = channel();
        let ctx = ctx.clone();
        let thread = std::thread::Builder::new().name(name.to_owned());
        thread.spawn(move || {
            // The window is woken also if the work panics, when the sender goes without a word.
            let _wake = Wake(ctx);
            let sender = sender;
            // Nobody waits any more for a file whose opening was given up.
            drop(sender.send(work()));
        })?;
        Ok(Work { result })
    }

    pub(super) fn progress(&self) -> Progress<T> {
        match self.result.try_recv() {
            Ok(done) => Progress::Done(done),
            Err(TryRecvError::Empty) => Progress::Runs,
            Err(TryRecvError::Disconnected) => Progress::Broke,
        }
    }
}

/// Draws the window anew when it goes.
struct Wake(Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

/// Frees something large on a thread: that takes longer than a frame may.
pub(super) fn forget(old: impl Send + 'static) {
    let thread = std::thread::Builder::new().name("forget".to_owned());
    drop(thread.spawn(move || drop(old)));
}

/// A save under way.
pub(super) struct Saving {
    path: PathBuf,
    /// What is being saved; what is changed meanwhile stays unsaved.
    state: State,
    work: Work<Result<Saved, StorageError>>,
    /// It failed, and an open question is answered before that is told.
    failed: Option<StorageError>,
    /// What was changed meanwhile is to be saved as well.
    again: bool,
    /// What is done once it is saved.
    then: Option<After>,
}

/// A file that is being opened.
pub(super) struct OpeningFile {
    name: String,
    begun: Instant,
    source: Source,
    /// The window has just opened and shows nothing yet.
    first: bool,
    /// Nobody has asked for it: that it is gone is not worth a word.
    unasked: bool,
}

impl OpeningFile {
    /// What the screen shows of it.
    pub(super) fn shown(&self, ctx: &Context) -> Opening<'_> {
        let silent = SILENT.checked_sub(self.begun.elapsed());
        if let Some(left) = silent {
            ctx.request_repaint_after(left);
        }
        Opening {
            file: &self.name,
            silent: silent.is_some(),
        }
    }
}

enum Source {
    File(PathBuf, Work<Result<Loaded, StorageError>>),
    Copy(Recovery, Work<Result<Recovered, StorageError>>),
}

impl App {
    /// A file is being read or written, or looked for.
    pub fn busy(&self) -> bool {
        let others = self.logo.is_some() || self.looking.is_some() || self.errands.are_pending();
        self.saving.is_some() || self.opening.is_some() || others
    }

    /// Something is under way that another project in place of this one would disturb.
    pub(super) fn occupied(&self) -> bool {
        self.asking.is_some()
            || self.to_ask.is_some()
            || self.to_export.is_some()
            || self.job.is_some()
            || self.sending.is_some()
            || self.import.plans()
            || self.logo.is_some()
            || self.errands.are_awaited()
            || self.opening.is_some()
    }

    /// While a file is opened nothing else is done: what would be changed is about to go.
    pub(super) fn may_carry_out(&self, command: &UiCommand) -> bool {
        let stops = matches!(command, UiCommand::File(FileCommand::StopOpening));
        self.opening.is_none() || stops || matches!(command, UiCommand::Window(_))
    }

    /// Begins to save as the project is now.
    pub(super) fn save_to(&mut self, path: &Path, on_disk: OnDisk, ctx: &Context) {
        // Typing meanwhile is a step of its own, which this save does not hold.
        self.open.close_step();
        let project = self.open.project().clone();
        let (disk, goal) = (self.disk.clone(), path.to_path_buf());
        match Work::start(ctx, "save", move || disk.save(&goal, &project, on_disk)) {
            Ok(work) => {
                self.last = None;
                self.saving = Some(Saving {
                    path: path.to_path_buf(),
                    state: self.open.state(),
                    work,
                    failed: None,
                    again: false,
                    then: self.after.take(),
                });
            }
            Err(_) => {
                self.after = None;
                self.notice(Tone::Failed, problem::NO_DISK_THREAD.to_owned());
            }
        }
    }

    /// True if a save is under way; it is then followed by another one, should there be something to save.
    pub(super) fn save_again(&mut self) -> bool {
        if let Some(saving) = &mut self.saving {
            saving.again = true;
        }
        self.saving.is_some()
    }

    /// True if a save is under way; `after` then waits for it.
    pub(super) fn wait_for_saving(&mut self, after: &After) -> bool {
        if let Some(saving) = &mut self.saving {
            saving.then = Some(after.clone());
        }
        self.saving.is_some()
    }

    /// Saves to the path that was chosen, now that the context is at hand and no other save under way.
    pub(super) fn save_to_chosen(&mut self, ctx: &Context) {
        if self.saving.is_none()
            && let Some(path) = self.to_save.take()
        {
            self.save_to(&path, OnDisk::Replace, ctx);
        }
    }

    /// Takes what the threads have to say.
    pub(super) fn take_from_disk(&mut self, ctx: &Context) {
        if let Some(saving) = self.saving.take() {
            self.take_saved(saving, ctx);
        }
        if let Some(opening) = self.opening.take() {
            self.take_opened(opening, ctx);
        }
        self.take_logo();
        self.take_left_behind();
    }

    fn take_saved(&mut self, mut saving: Saving, ctx: &Context) {
        let error = match saving.failed.take() {
            Some(error) => error,
            None => match saving.work.progress() {
                Progress::Runs => {
                    self.saving = Some(saving);
                    return;
                }
                Progress::Done(Ok(saved)) => return self.saved(saving, &saved, ctx),
                Progress::Done(Err(error)) => error,
                Progress::Broke => {
                    self.notice(Tone::Failed, problem::DISK_BROKE.to_owned());
                    return;
                }
            },
        };
        if self.ui.question.is_some() {
            saving.failed = Some(error);
            self.saving = Some(saving);
        } else if matches!(error, StorageError::ChangedOnDisk { .. }) {
            self.after = saving.then;
            let file = file_name(&saving.path);
            self.ask_person(Question::Changed { file }, About::Changed(saving.path));
        } else {
            self.storage_problem(&error, &saving.path);
        }
    }

    fn saved(&mut self, saving: Saving, saved: &Saved, ctx: &Context) {
        let path = saving.path;
        self.open.mark_state_saved(saving.state);
        self.notices.retain(|it| it.text != notice::RESTORED);
        self.on_disk = OnDisk::Unchanged(saved.fingerprint);
        if self.open.modified() {
            // The recovery copy may be of what is saved now, or name the file before.
            self.copied_revision = u64::MAX;
        } else {
            self.copied_revision = self.open.revision();
            if let Some(recovery) = &self.recovery {
                recovery.discard();
            }
        }
        self.settings.remember(&path);
        self.save_settings();
        self.last = Some(notice::saved(&file_name(&path)));
        self.path = Some(path);
        if let Backup::Failed(error) = &saved.backup {
            let message = strings::errors::backup_failed(error);
            self.notice(Tone::Caution, strings::shell::one_line(&message));
        }
        if self.to_save.is_some() {
            self.after = saving.then;
        } else if saving.again && self.open.modified() {
            self.after = saving.then;
            self.save(ctx);
        } else if let Some(after) = saving.then {
            self.go_on_saved(after, ctx);
        }
    }

    /// What waited for a save is done, unless something else began meanwhile.
    fn go_on_saved(&mut self, after: After, ctx: &Context) {
        match &self.job {
            Some(job) if after == After::Close => {
                job.cancel();
                self.close_after_job = true;
            }
            _ if after != After::Close && self.occupied() => {
                self.last = Some(problem::BUSY.to_owned());
            }
            _ => self.guarded(after, ctx),
        }
    }

    /// Begins to open a file; the project before stays until it is read.
    pub(super) fn open_file(&mut self, path: &Path, ctx: &Context) {
        let (disk, file) = (self.disk.clone(), path.to_path_buf());
        let work = Work::start(ctx, "open", move || disk.load(&file));
        let source = work.map(|work| Source::File(path.to_path_buf(), work));
        self.begin_opening(file_name(path), source);
    }

    /// Begins to read a recovery copy.
    pub(super) fn restore(&mut self, copy: Recovery, ctx: &Context) {
        let name = name_of(&copy);
        let file = copy.clone();
        let work = Work::start(ctx, "open", move || storage::load_recovery(&file));
        self.begin_opening(name, work.map(|work| Source::Copy(copy, work)));
    }

    fn begin_opening(&mut self, name: String, source: std::io::Result<Source>) {
        match source {
            Ok(source) => {
                self.opening = Some(OpeningFile {
                    name,
                    begun: Instant::now(),
                    source,
                    first: false,
                    unasked: false,
                });
            }
            Err(_) => self.notice(Tone::Failed, problem::NO_DISK_THREAD.to_owned()),
        }
    }

    /// The file that is being opened is the one with which the window begins; `unasked`: it is the last one.
    pub(super) fn opening_is_first(&mut self, unasked: bool) {
        if let Some(opening) = &mut self.opening {
            opening.first = true;
            opening.unasked = unasked;
        }
    }

    /// Gives a file up that is being opened: the project before stays.
    pub(super) fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            self.last = Some(notice::not_opened(&opening.name));
            self.begin_without(opening.first);
        }
    }

    /// Where nothing could be opened at first, the sample is shown.
    fn begin_without(&mut self, first: bool) {
        if first {
            let (question, last) = (self.ui.question.take(), self.last.take());
            self.open_sample();
            (self.ui.question, self.last) = (question, last);
        }
    }

    fn take_opened(&mut self, opening: OpeningFile, ctx: &Context) {
        match opening.source {
            Source::File(path, work) => match work.progress() {
                Progress::Runs => {
                    let source = Source::File(path, work);
                    self.opening = Some(OpeningFile { source, ..opening });
                }
                Progress::Done(Ok(loaded)) => self.opened(loaded, &path),
                Progress::Done(Err(StorageError::NotFound { .. })) if opening.unasked => {
                    self.begin_without(true);
                }
                Progress::Done(Err(error)) => {
                    if matches!(error, StorageError::NotFound { .. }) {
                        self.settings.forget(&path);
                    }
                    self.storage_problem(&error, &path);
                    self.begin_without(opening.first);
                }
                Progress::Broke => {
                    self.begin_without(opening.first);
                    self.notice(Tone::Failed, problem::DISK_BROKE.to_owned());
                }
            },
            Source::Copy(copy, work) => match work.progress() {
                Progress::Runs => {
                    let source = Source::Copy(copy, work);
                    self.opening = Some(OpeningFile { source, ..opening });
                }
                Progress::Done(Ok(recovered)) => self.restored(recovered, copy, ctx),
                Progress::Done(Err(error)) => self.storage_problem(&error, &copy.copy),
                Progress::Broke => self.notice(Tone::Failed, problem::DISK_BROKE.to_owned()),
            },
        }
    }

    fn opened(&mut self, loaded: Loaded, path: &Path) {
        let path = absolute(path);
        self.settings.remember(&path);
        self.save_settings();
        let last = notice::opened(&file_name(&path));
        let on_disk = OnDisk::Unchanged(loaded.fingerprint);
        self.show_project(loaded.project, Some(path), on_disk);
        self.last = Some(last);
    }

    fn restored(&mut self, recovered: Recovered, copy: Recovery, ctx: &Context) {
        let on_disk = OnDisk::NotWrittenSince(copy.written);
        self.show_project(recovered.project, recovered.original, on_disk);
        self.open.mark_unsaved();
        self.notice(Tone::Caution, notice::RESTORED.to_owned());
        // Written anew under this session before the old copy goes.
        let Some(written) = self.write_recovery_now() else {
            return;
        };
        let discard = Work::start(ctx, "discard", move || {
            if written.recv().is_ok() {
                drop(storage::discard_recovery(&copy));
            }
        });
        // If there is no thread, the old copy stays and is offered once more.
        drop(discard);
    }

    /// Waits for a save when the program ends without asking.
    pub(super) fn end_saving(&mut self) {
        if let Some(saving) = self.saving.take() {
            drop(saving.work.result.recv());
        }
    }
}
