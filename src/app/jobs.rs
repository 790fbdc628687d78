//! Exports on a thread: the window goes on, sees how far it is and can stop it.

use super::App;
use super::close::After;
use crate::export::{ExportError, ExportWarning};
use crate::model::{Organisation, Project};
use crate::printing::{PrintError, PrintJob, PrintedFile, Working, print_watched};
use crate::storage::{self, StagedFiles, StorageError};
use crate::strings::{export as words, shell};
use crate::ui::export_window::ExportProgress;
use crate::ui::menu_bar::file_name;
use crate::ui::notices::{Notice, NoticeAction, Tone};
use egui::Context;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// How far the thread is, as it says itself.
type Shared = Arc<Mutex<ExportProgress>>;

/// A running export.
pub(super) struct ExportJob {
    shared: Shared,
    cancelled: Arc<AtomicBool>,
    done: Receiver<Finished>,
}

/// How an export ended.
struct Finished {
    result: Result<(), Stopped>,
    /// The files in the order in which they were written.
    files: Vec<PathBuf>,
    /// What the reader must be told, each once.
    warnings: Vec<ExportWarning>,
    folder: PathBuf,
}

/// Why it ended before its last file.
enum Stopped {
    Print(PrintError),
    Storage(StorageError),
}

impl ExportJob {
    fn start(
        project: Project,
        folder: PathBuf,
        request: PrintJob,
        ctx: Context,
    ) -> std::io::Result<ExportJob> {
        let shared = Shared::default();
        let cancelled = Arc::new(AtomicBool::new(false));
        let (sender, done) = channel();
        let job = ExportJob {
            shared: shared.clone(),
            cancelled: cancelled.clone(),
            done,
        };
        let thread = std::thread::Builder::new().name("export".to_owned());
        thread.spawn(move || {
            let watch = Watch {
                shared,
                cancelled,
                ctx: ctx.clone(),
            };
            let finished = export(&project, folder, &request, &watch);
            drop(sender.send(finished));
            ctx.request_repaint();
        })?;
        Ok(job)
    }

    /// How far it is, for the screen.
    pub(super) fn progress(&self) -> ExportProgress {
        let shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        ExportProgress {
            cancelling: self.cancelled.load(Ordering::Relaxed),
            ..shared.clone()
        }
    }

    /// Asks it to stop.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

struct Watch {
    shared: Shared,
    cancelled: Arc<AtomicBool>,
    ctx: Context,
}

impl Watch {
    fn tell(&self, working: Working<'_>) -> ControlFlow<()> {
        {
            let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.files = (working.files.done, working.files.total);
            shared.pages = (working.pages.done, working.pages.total);
            working.file.clone_into(&mut shared.name);
        }
        self.ctx.request_repaint();
        if self.cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Writes everything beside its place and gives it its names only when all is done.
fn export(project: &Project, folder: PathBuf, job: &PrintJob, watch: &Watch) -> Finished {
    let mut staged = StagedFiles::new();
    let mut files = Vec::new();
    let mut warnings = Vec::new();
    let mut warned = BTreeSet::new();
    let mut failed = None;
    let organisation = Organisation::of(project);
    let printed = storage::create_folder(&folder)
        .map_err(Stopped::Storage)
        .and_then(|()| {
            let mut receive = |file: PrintedFile, _| {
                let path = folder.join(&file.name);
                if let Err(error) = staged.add(&path, &file.bytes) {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
                files.push(path);
                let new = file.warnings.into_iter().filter(|it| warned.insert(*it));
                warnings.extend(new);
                ControlFlow::Continue(())
            };
            let mut tell = |working: Working<'_>| watch.tell(working);
            print_watched(project, &organisation, job, &mut tell, &mut receive)
                .map_err(Stopped::Print)
        });
    let result = match (printed, failed) {
        (_, Some(error)) => Err(Stopped::Storage(error)),
        (Ok(()), None) if watch.cancelled.load(Ordering::Relaxed) => {
            Err(Stopped::Print(PrintError::Stopped))
        }
        (Ok(()), None) => staged.put_in_place().map_err(Stopped::Storage),
        (Err(stopped), None) => Err(stopped),
    };
    Finished {
        result,
        files,
        warnings,
        folder,
    }
}

impl App {
    /// Begins an export into `folder`.
    pub(super) fn start_export(&mut self, folder: PathBuf, job: PrintJob) {
        self.to_export = Some((folder, job));
    }

    /// Starts the export that was asked for, and takes what a finished one has to say.
    pub(super) fn take_export(&mut self, ctx: &Context) {
        if let Some((folder, request)) = self.to_export.take() {
            let project = self.open.project().clone();
            match ExportJob::start(project, folder, request, ctx.clone()) {
                Ok(job) => self.job = Some(job),
                Err(_) => self.notice(Tone::Failed, shell::problem::NO_THREAD.to_owned()),
            }
        }
        let Some(job) = &self.job else {
            return;
        };
        let finished = match job.done.try_recv() {
            Ok(finished) => Some(finished),
            Err(TryRecvError::Empty) => return,
            // The thread ended without a word: it panicked, and the log says where.
            Err(TryRecvError::Disconnected) => None,
        };
        self.job = None;
        match finished {
            Some(finished) => self.tell_export(finished),
            None => self.notice(Tone::Failed, shell::problem::EXPORT_BROKE.to_owned()),
        }
        if std::mem::take(&mut self.close_after_job) {
            self.guarded(After::Close, ctx);
        }
    }

    fn tell_export(&mut self, finished: Finished) {
        let folder = finished.folder.clone();
        match finished.result {
            Ok(()) => {
                self.save_settings();
                let notice = self.done_notice(&finished);
                self.add_notice(notice);
            }
            Err(Stopped::Print(PrintError::Stopped)) => {
                self.last = Some(words::CANCELLED.to_owned());
            }
            Err(Stopped::Print(PrintError::NothingToPrint)) => {
                self.problem(words::explain_export(&ExportError::Empty), None);
            }
            Err(Stopped::Print(PrintError::Export(error))) => {
                self.problem(words::explain_export(&error), None);
            }
            Err(Stopped::Storage(error)) => self.storage_problem(&error, &folder),
        }
    }

    fn done_notice(&self, finished: &Finished) -> Notice {
        let Finished {
            files,
            folder,
            warnings,
            ..
        } = finished;
        let done = match files.as_slice() {
            [file] => words::done_one(&file_name(file)),
            _ => words::done_many(files.len(), &file_name(folder)),
        };
        let mut actions = Vec::new();
        let (tone, text) = match warnings.as_slice() {
            [] => (Tone::Done, done),
            [first, more @ ..] => {
                if let Some(place) = first.place() {
                    actions.push(NoticeAction::Reveal(place, words::SHOW_PLACE.to_owned()));
                }
                let first = words::explain_warning(first, self.project());
                (
                    Tone::Caution,
                    words::with_warnings(&done, &first, more.len()),
                )
            }
        };
        if let [file] = files.as_slice() {
            actions.push(NoticeAction::ShowFile(file.clone()));
        }
        actions.push(NoticeAction::ShowFolder(folder.to_path_buf()));
        Notice {
            tone,
            text,
            actions,
        }
    }
}
