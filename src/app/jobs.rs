//! Exports on a thread: the window goes on, sees how far it is and can stop it.

use super::App;
use super::close::After;
use crate::export::ExportError;
use crate::export::batch::{self, Request, Stopped, Summary};
use crate::model::Project;
use crate::storage::{self, StagedFiles, StorageError};
use crate::strings::{export as words, shell};
use crate::ui::export_window::ExportProgress;
use crate::ui::menu_bar::file_name;
use crate::ui::notices::{Notice, NoticeAction, Tone};
use egui::Context;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// How far the thread is, as it says itself.
type Shared = Arc<Mutex<(usize, usize, String)>>;

/// A running export.
pub(super) struct ExportJob {
    shared: Shared,
    cancelled: Arc<AtomicBool>,
    done: Receiver<Finished>,
}

/// How an export ended.
struct Finished {
    result: Result<Summary, Stopped<StorageError>>,
    /// The files in the order in which they were written.
    files: Vec<PathBuf>,
    folder: PathBuf,
}

impl ExportJob {
    fn start(
        project: Project,
        folder: PathBuf,
        name: String,
        request: Request,
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
            let finished = export(&project, folder, &name, &request, &watch);
            drop(sender.send(finished));
            ctx.request_repaint();
        })?;
        Ok(job)
    }

    /// How far it is, for the screen.
    pub(super) fn progress(&self) -> ExportProgress {
        let (done, total, name) = self
            .shared
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        ExportProgress {
            done,
            total,
            name,
            cancelling: self.cancelled.load(Ordering::Relaxed),
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
    fn tell(&self, progress: batch::Progress<'_>) -> ControlFlow<()> {
        {
            let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            *shared = (progress.done, progress.total, progress.file.to_owned());
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
fn export(
    project: &Project,
    folder: PathBuf,
    name: &str,
    request: &Request,
    watch: &Watch,
) -> Finished {
    let mut staged = StagedFiles::new();
    let mut files = Vec::new();
    let made = storage::create_folder(&folder).map_err(Stopped::Sink);
    let result = made
        .and_then(|()| {
            batch::run(
                project,
                request,
                name,
                &mut |progress| watch.tell(progress),
                &mut |file, bytes| {
                    let path = folder.join(file);
                    staged.add(&path, bytes)?;
                    files.push(path);
                    Ok(())
                },
            )
        })
        .and_then(|summary| {
            if watch.cancelled.load(Ordering::Relaxed) {
                return Err(Stopped::Export(ExportError::Cancelled));
            }
            staged.put_in_place().map_err(Stopped::Sink)?;
            Ok(summary)
        });
    Finished {
        result,
        files,
        folder,
    }
}

impl App {
    /// Begins an export into `folder`; `name` names a single file.
    pub(super) fn start_export(&mut self, folder: PathBuf, name: String, request: Request) {
        self.to_export = Some((folder, name, request));
    }

    /// Starts the export that was asked for, and takes what a finished one has to say.
    pub(super) fn take_export(&mut self, ctx: &Context) {
        if let Some((folder, name, request)) = self.to_export.take() {
            let project = self.open.project().clone();
            match ExportJob::start(project, folder, name, request, ctx.clone()) {
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
        let Finished {
            result,
            files,
            folder,
        } = finished;
        match result {
            Ok(summary) => {
                self.save_settings();
                let notice = self.done_notice(&summary, &files, &folder);
                self.add_notice(notice);
            }
            Err(Stopped::Export(ExportError::Cancelled)) => {
                self.last = Some(words::CANCELLED.to_owned());
            }
            Err(Stopped::Export(error)) => self.problem(words::explain_export(&error), None),
            Err(Stopped::Sink(error)) => {
                let path = folder;
                self.storage_problem(&error, &path);
            }
        }
    }

    fn done_notice(&self, summary: &Summary, files: &[PathBuf], folder: &Path) -> Notice {
        let done = match files {
            [file] => words::done_one(&file_name(file)),
            _ => words::done_many(files.len(), &file_name(folder)),
        };
        let mut actions = Vec::new();
        let (tone, text) = match summary.warnings.as_slice() {
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
        if let [file] = files {
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
