//! Exports on a thread: the window goes on, sees how far it is and can stop it.

use super::close::After;
use super::printers::Way;
use super::printing::{Printing, print_copy};
use super::{About, App};
use crate::export::{ExportError, ExportWarning};
use crate::model::{Organisation, Project};
use crate::printing::{
    Existing, Files, Plan, PrintError, PrintJob, PrintedFile, Working, print_plan, room_below,
    spot_of,
};
use crate::storage::{self, StagedFiles, StorageError};
use crate::strings::{self, export as words, shell};
use crate::ui::export_window::ExportProgress;
use crate::ui::menu_bar::file_name;
use crate::ui::notices::{Notice, NoticeAction, Tone};
use crate::ui::questions::Question;
use egui::Context;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How far the thread is, as it says itself.
type Shared = Arc<Mutex<ExportProgress>>;

/// An export that can begin.
pub(super) struct Order {
    pub(super) folder: PathBuf,
    pub(super) job: PrintJob,
    /// What becomes of files that exist; `None` = ask when there are some.
    pub(super) existing: Option<Existing>,
    /// The files are for the printer, and `folder` is no matter.
    pub(super) print: Option<Printing>,
}

/// A running export.
pub(super) struct ExportJob {
    shared: Shared,
    cancelled: Arc<AtomicBool>,
    done: Receiver<Finished>,
}

/// How an export ended.
pub(super) struct Finished {
    result: Result<(), Stopped>,
    /// The files in the order in which they were written.
    pub(super) files: Vec<PathBuf>,
    /// What the reader must be told, each once.
    pub(super) warnings: Vec<ExportWarning>,
    /// Files that were there and stay.
    kept: usize,
    /// Where a document for the printer would go, and how many pages it has.
    pub(super) way: Option<(Way, usize)>,
    pub(super) order: Order,
}

/// Why it ended before its last file.
pub(super) enum Stopped {
    /// The person has to say what becomes of files that exist: how many do, and how many there will be in all.
    Exist(usize, usize),
    Print(PrintError),
    Storage(StorageError),
}

impl ExportJob {
    fn start(project: Project, order: Order, ctx: Context) -> std::io::Result<ExportJob> {
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
            let finished = export(&project, order, &watch);
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

/// How often the screen shows how far an export is.
const BETWEEN_FRAMES: Duration = Duration::from_millis(50);

pub(super) struct Watch {
    shared: Shared,
    cancelled: Arc<AtomicBool>,
    ctx: Context,
}

impl Watch {
    pub(super) fn stopped(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(super) fn tell(&self, working: Working<'_>) -> ControlFlow<()> {
        {
            let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.files = (working.files.done, working.files.total);
            shared.layout = (working.layout.done, working.layout.total);
            shared.pages = (working.pages.done, working.pages.total);
            working.file.clone_into(&mut shared.name);
        }
        // Told of each part: the screen need not be drawn as often.
        self.ctx.request_repaint_after(BETWEEN_FRAMES);
        if self.cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Writes everything beside its place and gives it its names only when all is done.
fn export(project: &Project, order: Order, watch: &Watch) -> Finished {
    let mut staged = StagedFiles::new();
    let mut finished = Finished {
        result: Ok(()),
        files: Vec::new(),
        warnings: Vec::new(),
        kept: 0,
        way: None,
        order,
    };
    // Nothing to do where the window has read them.
    storage::load_fonts(project.company.settings.fonts.asked_for());
    if let Some(print) = finished.order.print.clone() {
        finished.result = print_copy(project, &mut finished, &print, watch);
        return finished;
    }
    let printed = print_staged(project, &mut finished, &mut staged, watch);
    finished.result = match printed {
        Ok(()) if watch.stopped() => Err(Stopped::Print(PrintError::Stopped)),
        Ok(()) => staged.put_in_place().map_err(Stopped::Storage),
        Err(stopped) => Err(stopped),
    };
    finished
}

fn print_staged(
    project: &Project,
    finished: &mut Finished,
    staged: &mut StagedFiles,
    watch: &Watch,
) -> Result<(), Stopped> {
    let organisation = Organisation::of(project);
    let (folder, job) = (&finished.order.folder, &finished.order.job);
    let plan = Plan::of(project, &organisation, job, room_below(folder));
    let mut plan = plan.map_err(Stopped::Print)?;
    let exists = |path: &Path| storage::exists(&folder.join(path));
    let existing = match (finished.order.existing, &job.files) {
        (Some(existing), _) => existing,
        // The dialog for the file's name has asked.
        (None, Files::One(_)) => Existing::Replace,
        (None, Files::Each(_)) => {
            let (known, all) = plan.paths().fold((0, 0), |(known, all), path| {
                (known + usize::from(exists(&path)), all + 1)
            });
            if known > 0 {
                return Err(Stopped::Exist(known, all));
            }
            Existing::Replace
        }
    };
    finished.kept = plan.go_around(existing, exists);
    let mut warned = BTreeSet::new();
    let mut failed = None;
    let (files, warnings) = (&mut finished.files, &mut finished.warnings);
    let mut receive = |file: PrintedFile, _| {
        let path = folder.join(file.path());
        let made = staged.create_folder(path.parent().unwrap_or(folder));
        if let Err(error) = made.and_then(|()| staged.add(&path, &file.bytes)) {
            failed = Some(error);
            return ControlFlow::Break(());
        }
        files.push(path);
        let new = file.warnings.into_iter().filter(|it| warned.insert(*it));
        warnings.extend(new);
        ControlFlow::Continue(())
    };
    let mut tell = |working: Working<'_>| watch.tell(working);
    let printed = print_plan(project, &organisation, plan, &mut tell, &mut receive);
    match failed {
        Some(error) => Err(Stopped::Storage(error)),
        None => printed.map_err(Stopped::Print),
    }
}

impl App {
    /// Begins an export into `folder`.
    pub(super) fn start_export(&mut self, order: Order) {
        self.last = None;
        self.to_export = Some(order);
    }

    /// Starts the export that was asked for, and takes what a finished one has to say.
    pub(super) fn take_export(&mut self, ctx: &Context) {
        if let Some(order) = self.to_export.take() {
            let project = self.open.project().clone();
            match ExportJob::start(project, order, ctx.clone()) {
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
            Some(finished) => self.tell_export(finished, ctx),
            None => self.notice(Tone::Failed, shell::problem::EXPORT_BROKE.to_owned()),
        }
        if std::mem::take(&mut self.close_after_job) {
            self.guarded(After::Close, ctx);
        }
    }

    fn tell_export(&mut self, finished: Finished, ctx: &Context) {
        match finished.result {
            Ok(()) if finished.order.print.is_some() => self.ready_to_print(finished, ctx),
            Ok(()) => {
                self.save_settings();
                let notice = self.done_notice(&finished);
                self.add_notice(notice);
            }
            Err(Stopped::Exist(existing, files)) => {
                let folder = file_name(&finished.order.folder);
                let question = Question::FilesExist {
                    folder,
                    existing,
                    files,
                };
                self.ask_person(question, About::FilesExist(finished.order));
            }
            Err(Stopped::Print(PrintError::Stopped)) => {
                let printing = finished.order.print.is_some();
                let words = if printing {
                    strings::print::CANCELLED
                } else {
                    words::CANCELLED
                };
                self.last = Some(words.to_owned());
            }
            Err(Stopped::Print(PrintError::NothingToPrint)) => {
                self.problem(words::explain_export(&ExportError::Empty), None);
            }
            Err(Stopped::Print(PrintError::Export(error))) => {
                self.problem(words::explain_export(&error), None);
            }
            Err(Stopped::Storage(error)) => {
                self.storage_problem(&error, &finished.order.folder);
            }
        }
    }

    /// Says what was written; more than one warning is also listed in a window.
    fn done_notice(&mut self, finished: &Finished) -> Notice {
        let Finished {
            files,
            warnings,
            kept,
            order,
            ..
        } = finished;
        let folder = &order.folder;
        let done = match files.as_slice() {
            [file] if *kept == 0 => words::done_one(&file_name(file)),
            _ => words::done_many(files.len(), *kept, &file_name(folder)),
        };
        let mut actions = Vec::new();
        let (tone, text) = match warnings.as_slice() {
            [] => (Tone::Done, done),
            [first, more @ ..] => {
                if !more.is_empty() {
                    self.report(done.clone(), finished);
                    actions.push(NoticeAction::Report);
                } else {
                    let spot = spot_of(first, self.project());
                    actions.push(NoticeAction::Reveal(spot, words::SHOW_PLACE.to_owned()));
                }
                let text = match more {
                    [] => {
                        words::with_warning(&done, &words::explain_warning(first, self.project()))
                    }
                    _ => words::with_warnings(&done, warnings.len()),
                };
                (Tone::Caution, text)
            }
        };
        if let [file] = files.as_slice() {
            actions.push(NoticeAction::ShowFile(file.clone()));
        }
        actions.push(NoticeAction::ShowFolder(folder.clone()));
        Notice {
            tone,
            text,
            actions,
        }
    }
}
