//! File dialogs of the system, asked on a thread of their own so that the window never stands still.

use crate::strings::shell::{dialog as words, question};
use crate::strings::{export, look};
use eframe::Frame;
use egui::Context;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskKind {
    /// A project file to open.
    OpenProject,
    /// A name for the project.
    SaveProject,
    /// A name for one exported file; its extensions.
    ExportFile(Vec<&'static str>),
    /// A folder for exported files.
    ExportFolder,
    /// A picture.
    Picture,
    /// One or several files to import.
    ImportFiles,
    /// A folder to import.
    ImportFolder,
    /// A name for the file of a style.
    SaveStyle,
    /// A style file to read.
    OpenStyle,
    /// A name for the list of what an export could not print as wanted.
    SaveReport,
}

impl AskKind {
    /// The title of the dialog.
    pub fn title(&self) -> &'static str {
        match self {
            AskKind::OpenProject => question::PATH_OPEN,
            AskKind::SaveProject => question::PATH_SAVE,
            AskKind::ExportFile(_) => question::PATH_EXPORT,
            AskKind::ExportFolder => question::PATH_FOLDER,
            AskKind::Picture => question::PATH_LOGO,
            AskKind::ImportFiles => question::PATH_IMPORT,
            AskKind::ImportFolder => question::PATH_IMPORT_FOLDER,
            AskKind::SaveStyle => look::FILE_SAVE,
            AskKind::OpenStyle => look::FILE_OPEN,
            AskKind::SaveReport => export::SAVE_REPORT_TITLE,
        }
    }
}

/// A question to the file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What for.
    pub kind: AskKind,
    /// Where to begin.
    pub folder: Option<PathBuf>,
    /// The name proposed.
    pub name: String,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// This path.
    Path(PathBuf),
    /// These files to import.
    Paths(Vec<PathBuf>),
    /// Nothing, by the person's will.
    Cancelled,
    /// The system has no dialog.
    NoDialog,
}

/// Whoever shows file dialogs: the system, or a test.
pub trait FileDialogs {
    /// Asks; the answer comes later, with a repaint.
    fn ask(&self, ask: Ask, ctx: &Context, frame: &Frame) -> Receiver<Reply>;
}

/// A dialog that closes faster than anyone can press Escape was never there: without a desktop portal and zenity,
/// rfd answers `None` at once (on a busy computer after a third of a second), which looks like a cancel.
const FASTER_THAN_A_PERSON: Duration = Duration::from_millis(500);

/// The system's dialogs, by rfd.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl FileDialogs for Native {
    fn ask(&self, ask: Ask, ctx: &Context, frame: &Frame) -> Receiver<Reply> {
        let (sender, receiver) = channel();
        let mut dialog = rfd::FileDialog::new()
            .set_title(ask.kind.title())
            .set_parent(frame);
        if let Some(folder) = &ask.folder {
            dialog = dialog.set_directory(folder);
        }
        if !ask.name.is_empty() {
            dialog = dialog.set_file_name(&ask.name);
        }
        let ctx = ctx.clone();
        let failed = sender.clone();
        let thread = std::thread::Builder::new().name("file-dialog".to_owned());
        let started = thread.spawn(move || {
            let begun = Instant::now();
            let shown = show(dialog, &ask.kind);
            let reply = match shown {
                Some(reply) => reply,
                None if begun.elapsed() < FASTER_THAN_A_PERSON => Reply::NoDialog,
                None => Reply::Cancelled,
            };
            answer(&sender, reply);
            ctx.request_repaint();
        });
        if started.is_err() {
            answer(&failed, Reply::NoDialog);
        }
        receiver
    }
}

fn answer(sender: &Sender<Reply>, reply: Reply) {
    // Nobody waits any more if the window has closed meanwhile.
    drop(sender.send(reply));
}

fn show(dialog: rfd::FileDialog, kind: &AskKind) -> Option<Reply> {
    let path = match kind {
        AskKind::OpenProject => dialog
            .add_filter(words::PROJECTS, &["ron"])
            .add_filter(words::ALL_FILES, &["*"])
            .pick_file(),
        AskKind::SaveProject => dialog.add_filter(words::PROJECTS, &["ron"]).save_file(),
        AskKind::ExportFile(extensions) => {
            dialog.add_filter(words::DOCUMENTS, extensions).save_file()
        }
        AskKind::ExportFolder => dialog.pick_folder(),
        AskKind::Picture => dialog
            .add_filter(words::PICTURES, &["png", "jpg", "jpeg"])
            .pick_file(),
        AskKind::ImportFiles => {
            return dialog
                .add_filter(
                    words::TO_IMPORT,
                    &["docx", "txt", "html", "htm", "mht", "mhtml"],
                )
                .add_filter(words::ALL_FILES, &["*"])
                .pick_files()
                .map(Reply::Paths);
        }
        AskKind::ImportFolder => dialog.pick_folder(),
        AskKind::SaveStyle => dialog.add_filter(look::FILES, &["ron"]).save_file(),
        AskKind::SaveReport => dialog
            .add_filter(export::REPORT_FILES, &["txt"])
            .save_file(),
        AskKind::OpenStyle => dialog
            .add_filter(look::FILES, &["ron"])
            .add_filter(words::ALL_FILES, &["*"])
            .pick_file(),
    };
    path.map(Reply::Path)
}

/// Answers from a script, for tests.
#[derive(Clone, Debug, Default)]
pub struct Scripted {
    script: Arc<Mutex<Script>>,
}

#[derive(Debug, Default)]
struct Script {
    replies: VecDeque<Reply>,
    asked: Vec<Ask>,
}

impl Scripted {
    /// Answers the next question with `reply`.
    pub fn will_answer(&self, reply: Reply) {
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.replies.push_back(reply);
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Ask> {
        let script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.asked.clone()
    }
}

impl FileDialogs for Scripted {
    fn ask(&self, ask: Ask, ctx: &Context, _frame: &Frame) -> Receiver<Reply> {
        let (sender, receiver) = channel();
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.asked.push(ask);
        answer(
            &sender,
            script.replies.pop_front().unwrap_or(Reply::Cancelled),
        );
        ctx.request_repaint();
        receiver
    }
}
