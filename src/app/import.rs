//! Imports: what was copied, files and folders are read on a thread, texts parsed on another; one edit in the end.

use super::clipboard::{self, Copied};
use super::close::After;
use super::disk::{Progress, Work, forget};
use super::files::Purpose;
use super::{About, App};
use crate::edit::{Applied, Edit, OpenProject};
use crate::import::Planned;
use crate::import::read::{
    FILE_LIMIT, ReadError, ReadFile, Room, is_document, read_file, read_html,
};
use crate::model::{Owner, Project};
use crate::storage::{self, FoundFile, OnDisk, StorageError};
use crate::strings::{self, Message, import as read_words, import_window as words};
use crate::ui::command::Answer;
use crate::ui::import_window::{FilesProgress, ImportCommand, Reading, Target};
use crate::ui::menu_bar::file_name;
use crate::ui::notices::{Notice, NoticeAction, Tone};
use crate::ui::questions::Question;
use egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The most that is read at once, in bytes: with what is made of it, well below 1 GiB of memory.
const TOTAL_LIMIT: u64 = 200 << 20;

/// How long a program is waited for that has not yet answered what was copied in it.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What is under way for the import window.
#[derive(Default)]
pub(super) struct ImportJobs {
    files: Option<FilesJob>,
    /// A reading, and the wish that it fulfils.
    reading: Option<(u64, Work<Reading>)>,
    /// What was accepted, being made into an edit.
    planning: Option<Work<Option<(Target, Planned)>>>,
    /// An import into a new project, while it is asked what becomes of the open one.
    new_project: Option<Planned>,
}

impl ImportJobs {
    /// What was accepted is being made into an edit.
    pub(super) fn plans(&self) -> bool {
        self.planning.is_some()
    }
}

struct FilesJob {
    shared: Arc<Mutex<FilesProgress>>,
    cancelled: Arc<AtomicBool>,
    work: Work<FilesRead>,
}

/// What is to be read.
enum Input {
    Paths(Vec<PathBuf>),
    /// What was copied; the text is what the window system gave.
    Clipboard(Arc<dyn clipboard::Clipboard>, Option<String>),
}

/// What came of it.
#[derive(Default)]
struct FilesRead {
    read: Vec<ReadFile>,
    not_read: Vec<Message>,
    /// The clipboard could not be reached; the window system may reach it.
    unreachable: bool,
}

impl App {
    /// Carries out what the import window asks for.
    pub(super) fn carry_out_import(&mut self, command: ImportCommand, ctx: &Context) {
        match command {
            ImportCommand::Open(owner) => self.open_import(owner),
            ImportCommand::Paste(text) => {
                let input = Input::Clipboard(self.clipboard.clone(), text);
                self.read_input(input, ctx);
            }
            ImportCommand::ChooseFiles => self.ask_for_path(Purpose::Import, String::new()),
            ImportCommand::ChooseFolder => self.ask_for_path(Purpose::ImportFolder, String::new()),
            ImportCommand::Add(paths) => self.read_input(Input::Paths(paths), ctx),
            ImportCommand::Stop => {
                if let Some(job) = self.import.files.take() {
                    job.cancelled.store(true, Ordering::Relaxed);
                }
                self.ui.import.progress = None;
                self.stop_planning();
            }
            ImportCommand::Close if self.ui.import.has_work() => {
                self.ask_person(Question::LeaveImport, About::LeaveImport(false));
            }
            ImportCommand::Close => self.leave_import(),
            ImportCommand::Import => self.accept_import(ctx),
        }
    }

    /// Shows the import window; an untouched sample is no company to import into.
    fn open_import(&mut self, owner: Owner) {
        let sample = self.path.is_none() && self.untitled == strings::shell::SAMPLE;
        let target = match owner {
            _ if sample && !self.open.modified() => Target::NewCompany,
            // A role takes in only when that is chosen.
            Owner::Role(_) | Owner::Company => Target::Company,
            Owner::Department(id) => Target::Department(id),
        };
        self.open.close_step();
        self.ui.import.show(self.open.project(), target);
    }

    /// Closes the import window; what is still being read is thrown away.
    fn leave_import(&mut self) {
        if let Some(job) = self.import.files.take() {
            job.cancelled.store(true, Ordering::Relaxed);
        }
        self.import.new_project = None;
        self.stop_planning();
        forget(self.ui.import.close());
    }

    fn stop_planning(&mut self) {
        self.import.planning = None;
        self.ui.import.plan_ended();
    }

    /// The person agreed that the import is given up; `then_close`: because the window is to be closed.
    pub(super) fn import_left(&mut self, then_close: bool, ctx: &Context) {
        self.leave_import();
        if then_close {
            self.guarded(After::Close, ctx);
        }
    }

    /// Asks before the window closes over an import. True if it asked.
    pub(super) fn import_holds_window(&mut self) -> bool {
        let holds = self.ui.import.open && self.ui.import.has_work();
        if holds {
            self.ask_person(Question::LeaveImport, About::LeaveImport(true));
        }
        holds
    }

    /// Paths that were chosen or dropped; shows the window if it is not shown.
    pub(super) fn import_paths(&mut self, paths: Vec<PathBuf>, ctx: &Context) {
        if !self.ui.import.open {
            self.open_import(self.selection);
        }
        self.read_input(Input::Paths(paths), ctx);
    }

    /// A text of several lines that was pasted where nothing takes it.
    pub(super) fn take_pasted_text(&mut self, ctx: &Context) {
        let busy = self.ui.import.open || self.ui.question.is_some() || self.ui.export.open;
        if busy || self.ui.telling.is_some() || self.occupied() || ctx.text_edit_focused() {
            return;
        }
        let pasted = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                egui::Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        });
        let long = |text: &String| text.lines().filter(|it| !it.trim().is_empty()).count() >= 3;
        if let Some(text) = pasted.filter(long) {
            self.open_import(self.selection);
            self.carry_out_import(ImportCommand::Paste(Some(text)), ctx);
        }
    }

    fn read_input(&mut self, input: Input, ctx: &Context) {
        if let Some(job) = self.import.files.take() {
            job.cancelled.store(true, Ordering::Relaxed);
        }
        let shared = Arc::new(Mutex::new(FilesProgress::default()));
        let cancelled = Arc::new(AtomicBool::new(false));
        let watch = Watch {
            shared: shared.clone(),
            cancelled: cancelled.clone(),
            ctx: ctx.clone(),
        };
        match Work::start(ctx, "import-files", move || read_all(input, &watch)) {
            Ok(work) => {
                self.ui.import.progress = Some(FilesProgress::default());
                self.import.files = Some(FilesJob {
                    shared,
                    cancelled,
                    work,
                });
            }
            Err(_) => self.import_failed(words::NO_THREAD),
        }
    }

    fn import_failed(&mut self, what: &str) {
        let message = Message {
            what: what.to_owned(),
            why: String::new(),
            what_to_do: String::new(),
        };
        self.problem(message, None);
    }

    /// Takes what the threads have read, and begins what is wanted next.
    pub(super) fn take_import(&mut self, ctx: &Context) {
        if let Some(job) = self.import.files.take() {
            match job.work.progress() {
                Progress::Runs => {
                    let shared = job.shared.lock().unwrap_or_else(PoisonError::into_inner);
                    self.ui.import.progress = Some(shared.clone());
                    drop(shared);
                    self.import.files = Some(job);
                }
                Progress::Done(done) => {
                    if done.unreachable {
                        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
                    }
                    self.ui.import.take_files(done.read, done.not_read);
                }
                Progress::Broke => {
                    self.ui.import.progress = None;
                    self.import_failed(words::BROKE);
                }
            }
        }
        if let Some((wanted, work)) = self.import.reading.take() {
            match work.progress() {
                Progress::Runs => self.import.reading = Some((wanted, work)),
                Progress::Done(reading) => {
                    forget(self.ui.import.take_reading(wanted, reading));
                }
                Progress::Broke => {
                    self.leave_import();
                    self.import_failed(words::BROKE);
                }
            }
        }
        self.take_planned(ctx);
        // One at a time: what was wanted meanwhile is read when the one before is done.
        if self.import.reading.is_none()
            && let Some(wanted) = self.ui.import.wants_reading(self.open.project())
        {
            let number = wanted.number;
            let read = move || Reading::of(&wanted.files, &wanted.decisions, &wanted.known);
            match Work::start(ctx, "import-parse", read) {
                Ok(work) => self.import.reading = Some((number, work)),
                Err(_) => {
                    self.leave_import();
                    self.import_failed(words::NO_THREAD);
                }
            }
        }
    }

    /// Files are being read or a text parsed.
    pub fn importing(&self) -> bool {
        let jobs = &self.import;
        let works = jobs.files.is_some() || jobs.reading.is_some() || jobs.plans();
        works || self.ui.import.waits()
    }

    /// Begins to make an edit of what is accepted.
    fn accept_import(&mut self, ctx: &Context) {
        let Some(to_plan) = self.ui.import.begin_plan(self.open.project()) else {
            return;
        };
        match Work::start(ctx, "import-plan", move || to_plan.plan()) {
            Ok(work) => self.import.planning = Some(work),
            Err(_) => {
                self.stop_planning();
                self.import_failed(words::NO_THREAD);
            }
        }
    }

    /// Imports what the thread has planned, unless a question is open: it may be whether to import at all.
    fn take_planned(&mut self, ctx: &Context) {
        if self.ui.question.is_some() {
            return;
        }
        let Some(work) = self.import.planning.take() else {
            return;
        };
        match work.progress() {
            Progress::Runs => {
                self.import.planning = Some(work);
                return;
            }
            Progress::Done(Some((Target::NewCompany, planned))) => {
                self.import.new_project = Some(planned);
                self.guarded(After::Import, ctx);
            }
            Progress::Done(Some((_, planned))) => self.perform_import(planned),
            Progress::Done(None) => {}
            Progress::Broke => self.import_failed(words::BROKE),
        }
        self.ui.import.plan_ended();
    }

    /// Puts a new project with the import in place of the open one.
    pub(super) fn import_as_project(&mut self) {
        let Some(planned) = self.import.new_project.take() else {
            return;
        };
        let (edit, told) = parted(planned);
        let mut new = OpenProject::new(Project::default());
        match new.perform_with_selection(edit, Owner::Company) {
            Ok(applied) => {
                self.leave_import();
                self.show_project(Project::default(), None, OnDisk::Replace);
                self.open = new;
                self.tell_import(&applied, told);
            }
            Err(error) => {
                let message = strings::errors::explain_edit(&error, new.project());
                self.problem(message, None);
            }
        }
    }

    fn perform_import(&mut self, planned: Planned) {
        self.open.close_step();
        let (edit, told) = parted(planned);
        match self.open.perform_with_selection(edit, self.selection) {
            Ok(applied) => {
                self.leave_import();
                self.last = None;
                self.tell_import(&applied, told);
            }
            Err(error) => {
                let message = strings::errors::explain_edit(&error, self.open.project());
                self.problem(message, None);
            }
        }
    }

    /// Shows the first of what came in, and says how much that is.
    fn tell_import(&mut self, applied: &Applied, (first, text): (Option<Owner>, String)) {
        self.selection = first.unwrap_or(self.selection);
        if let Some(normalised) = strings::shell::normalised(&applied.changes) {
            self.notice(Tone::Caution, normalised);
        }
        self.add_notice(Notice {
            tone: Tone::Done,
            text,
            actions: vec![NoticeAction::Undo(self.open.revision())],
        });
    }

    /// The answer to the question whether an import is given up.
    pub(super) fn import_answered(&mut self, close: bool, answer: &Answer, ctx: &Context) {
        if *answer == Answer::LeaveImport {
            self.import_left(close, ctx);
        }
    }
}

/// An edit, and apart from it what is shown and said when it is done.
fn parted(planned: Planned) -> (Edit, (Option<Owner>, String)) {
    let text = words::imported(planned.departments, planned.added, planned.merged);
    (planned.edit, (planned.first, text))
}

struct Watch {
    shared: Arc<Mutex<FilesProgress>>,
    cancelled: Arc<AtomicBool>,
    ctx: Context,
}

impl Watch {
    /// Tells how far it is; false if it shall stop.
    fn tell(&self, files: (usize, usize), name: &str) -> bool {
        {
            let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.files = files;
            name.clone_into(&mut shared.name);
        }
        self.ctx.request_repaint();
        !self.cancelled.load(Ordering::Relaxed)
    }
}

fn read_all(input: Input, watch: &Watch) -> FilesRead {
    match input {
        Input::Paths(paths) => read_paths(paths, watch),
        Input::Clipboard(clipboard, text) => read_copied(copied(clipboard, &text), text),
    }
}

fn read_paths(paths: Vec<PathBuf>, watch: &Watch) -> FilesRead {
    let mut done = FilesRead::default();
    let mut files = Vec::new();
    for path in paths {
        match storage::find_files(std::slice::from_ref(&path), is_document) {
            Ok(found) => {
                files.extend(found.files);
                if found.more {
                    let text = read_words::too_many_files(storage::FOLDER_FILE_LIMIT);
                    done.not_read.push(remark(text));
                }
                if found.others > 0 {
                    done.not_read
                        .push(remark(read_words::other_files(found.others)));
                }
            }
            Err(error) => done.not_read.push(storage_message(&error, &path)),
        }
    }
    let mut total = 0;
    let mut room = Room::default();
    for (at, FoundFile { path, name }) in files.iter().enumerate() {
        if !watch.tell((at, files.len()), name) {
            break;
        }
        let limit = FILE_LIMIT.min(TOTAL_LIMIT.saturating_sub(total));
        let read = match storage::read_file(path, limit) {
            Ok(bytes) => {
                total += bytes.len() as u64;
                read_file(name, &bytes)
            }
            Err(StorageError::TooLarge { .. }) => Err(ReadError::TooLarge {
                bytes: storage::file_size(path).unwrap_or(FILE_LIMIT + 1),
            }),
            Err(error) => {
                done.not_read.push(storage_message(&error, path));
                continue;
            }
        };
        match read.and_then(|file| room.take(file)) {
            Ok(file) => done.read.push(file),
            Err(error) => done.not_read.push(read_words::explain_read(&error, name)),
        }
    }
    done
}

fn remark(what: String) -> Message {
    Message {
        what,
        why: String::new(),
        what_to_do: String::new(),
    }
}

fn storage_message(error: &StorageError, path: &Path) -> Message {
    strings::errors::explain_storage(error, &file_name(path))
}

/// Asks the clipboard. Where the window system gave the text already, a program that does not answer for its HTML
/// is not waited for.
fn copied(clipboard: Arc<dyn clipboard::Clipboard>, text: &Option<String>) -> Copied {
    if text.is_none() {
        return clipboard.copied(true);
    }
    let (sender, receiver) = std::sync::mpsc::channel();
    let thread = std::thread::Builder::new().name("clipboard".to_owned());
    let started = thread.spawn(move || drop(sender.send(clipboard.copied(false))));
    let answer = started
        .ok()
        .and_then(|_| receiver.recv_timeout(PATIENCE).ok());
    answer.unwrap_or(Copied {
        reached: true,
        ..Copied::default()
    })
}

/// HTML where cells or numbers would be lost in the plain text; the plain text otherwise.
fn read_copied(copied: Copied, text: Option<String>) -> FilesRead {
    let mut done = FilesRead::default();
    let html = copied.html.filter(|html| {
        let html = html.to_ascii_lowercase();
        ["<table", "<ol", "<ul"]
            .iter()
            .any(|tag| html.contains(tag))
    });
    if let Some(html) = html {
        let file = read_html(&html);
        if file
            .source
            .lines
            .iter()
            .any(|line| !line.text.trim().is_empty())
        {
            done.read.push(ReadFile {
                name: String::new(),
                ..file
            });
            return done;
        }
    }
    let Some(text) = text.or(copied.text).filter(|text| !text.trim().is_empty()) else {
        done.unreachable = !copied.reached;
        if copied.reached {
            done.not_read.push(Message {
                what: words::NOTHING_COPIED.to_owned(),
                why: String::new(),
                what_to_do: words::COPY_FIRST.to_owned(),
            });
        }
        return done;
    };
    let text = crate::model::normalise::normalise(&text);
    done.read.push(ReadFile {
        source: crate::import::Source::from_text(&text.text),
        ..ReadFile::default()
    });
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(copied: Copied, text: Option<&str>) -> Vec<(String, bool)> {
        let done = read_copied(copied, text.map(str::to_owned));
        let lines = done.read.into_iter().flat_map(|file| file.source.lines);
        lines.map(|line| (line.text, line.is_row)).collect()
    }

    #[test]
    fn a_copied_table_keeps_its_cells_and_plain_words_come_as_text() {
        let table = Copied {
            html: Some("<table><tr><td>岗位</td><td>职责</td></tr></table>".to_owned()),
            text: Some("岗位\n职责".to_owned()),
            reached: true,
        };
        assert_eq!(lines(table, None), [("岗位\t职责".to_owned(), true)]);
        let words = Copied {
            html: Some("<p>岗位<b>职责</b></p>".to_owned()),
            text: None,
            reached: true,
        };
        assert_eq!(
            lines(words, Some("岗位职责")),
            [("岗位职责".to_owned(), false)]
        );
    }

    #[test]
    fn an_empty_clipboard_is_told_and_an_unreachable_one_is_asked_for_otherwise() {
        let empty = Copied {
            reached: true,
            ..Copied::default()
        };
        let done = read_copied(empty, None);
        assert_eq!(done.not_read[0].what, words::NOTHING_COPIED);
        let done = read_copied(Copied::default(), None);
        assert!(done.unreachable && done.not_read.is_empty());
    }
}
