//! Owns the open project and the window: carries out commands, asks for files, runs exports and saves on threads.
//!
//! The panels in [`ui`](crate::ui) see the project and push commands; here is the only place where they are
//! carried out. Each concern has a file: commands, project files, the disk, dialogs, exports, the recovery copy, closing.

pub mod clipboard;
mod close;
mod commands;
pub mod dialogs;
pub mod disk;
mod errands;
mod files;
mod fonts;
mod import;
mod jobs;
mod panic;
pub mod printers;
mod printing;
mod recovery;
mod report;
pub mod start;
mod styles;

use crate::edit::OpenProject;
use crate::model::{Organisation, Owner, Project};
use crate::storage::{self, Folders, OnDisk, Recovery, Settings, StorageError};
use crate::strings::{self, Message};
use crate::ui::menu_bar::file_name;
use crate::ui::notices::{Notice, Tone};
use crate::ui::questions::{Question, question_closed};
use crate::ui::status_bar::Counts;
use crate::ui::{self, ShellView, UiCommand, UiState, View, theme};
use close::{After, Behind};
use dialogs::{Ask, FileDialogs, Reply};
use disk::{Disk, OpeningFile, RealDisk, Saving, Work};
use egui::{Context, Ui, ViewportCommand};
use errands::Errands;
use files::{Purpose, ReadingLogo};
use fonts::FontJobs;
use import::ImportJobs;
use jobs::{ExportJob, Order};
use printers::Printers;
use printing::{Ready, Sending};
use recovery::RecoveryWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

/// What the window begins with.
pub struct Begin {
    /// Where the program keeps its own files; `None` = nowhere, nothing is remembered.
    pub folders: Option<Folders>,
    /// The project file to open; `None` = the last one, or the sample.
    pub file: Option<PathBuf>,
    /// Who shows file dialogs.
    pub dialogs: Box<dyn FileDialogs>,
    /// Who reads and writes project files.
    pub disk: Arc<dyn Disk>,
    /// Who has printers.
    pub printers: Arc<dyn Printers>,
    /// Who knows what was copied.
    pub clipboard: Arc<dyn clipboard::Clipboard>,
    /// How long a change may be without a recovery copy.
    pub recovery_delay: Duration,
}

impl Begin {
    /// As the program begins on a person's computer.
    pub fn native(folders: Option<Folders>, file: Option<PathBuf>) -> Begin {
        Begin {
            folders,
            file,
            dialogs: Box::new(dialogs::Native),
            disk: Arc::new(RealDisk),
            printers: Arc::new(printers::Native),
            clipboard: Arc::new(clipboard::Native),
            recovery_delay: Duration::from_secs(3),
        }
    }
}

/// What follows from the project and is kept until it changes.
struct Derived {
    organisation: Organisation,
    counts: Counts,
    revision: u64,
}

/// The window's owner.
pub struct App {
    open: OpenProject,
    path: Option<PathBuf>,
    /// How the project's file should stand on the disk.
    on_disk: OnDisk,
    /// Shown in place of a file's name while there is no file.
    untitled: String,
    selection: Owner,
    derived: Derived,
    ui: UiState,
    notices: Vec<Notice>,
    last: Option<String>,
    settings: Settings,
    folders: Option<Folders>,
    dialogs: Box<dyn FileDialogs>,
    disk: Arc<dyn Disk>,
    printers: Arc<dyn Printers>,
    /// A document on its way to the printer or viewer.
    sending: Option<Sending>,
    saving: Option<Saving>,
    opening: Option<OpeningFile>,
    /// A file dialog to be opened at the end of the frame, and what its answer is for.
    to_ask: Option<(Ask, Purpose)>,
    asking: Option<(Receiver<Reply>, Purpose)>,
    /// An export that can begin.
    to_export: Option<Order>,
    /// A name that was chosen for the project, to be saved under.
    to_save: Option<PathBuf>,
    /// What the open question is about.
    about: About,
    after: Option<After>,
    job: Option<ExportJob>,
    clipboard: Arc<dyn clipboard::Clipboard>,
    import: ImportJobs,
    font_jobs: FontJobs,
    errands: Errands,
    recovery: Option<RecoveryWriter>,
    /// The revision of which the recovery copy knows.
    copied_revision: u64,
    copied_at: Option<Instant>,
    recovery_delay: Duration,
    /// The search for copies that earlier runs left behind.
    looking: Option<Work<Vec<Behind>>>,
    left_behind: Vec<Behind>,
    /// They have not been offered yet.
    offers: bool,
    /// A picture that is being read.
    logo: Option<ReadingLogo>,
    title: String,
    closing: bool,
    close_after_job: bool,
}

/// The settings, and what was wrong with their file.
type LoadedSettings = (Settings, Option<StorageError>);

/// Read once, before there is a window: it has the size that they say.
fn load_settings(folders: Option<&Folders>) -> LoadedSettings {
    folders.map(storage::load_settings).unwrap_or_default()
}

/// What the open question is about, beyond what it shows.
enum About {
    Nothing,
    Unsaved,
    Recovery(Recovery),
    Changed(PathBuf),
    Exists(PathBuf, Purpose),
    FilesExist(Order),
    Print(Ready),
    Path(Purpose),
    Rename(Owner, String),
    /// An import is given up; true: because the window is to be closed.
    LeaveImport(bool),
}

impl App {
    /// Reads the settings and prepares the window.
    pub fn new(ctx: &Context, begin: Begin) -> App {
        let settings = load_settings(begin.folders.as_ref());
        App::with_settings(ctx, begin, settings)
    }

    /// Prepares the window: type, colours, the first project.
    fn with_settings(ctx: &Context, begin: Begin, settings: LoadedSettings) -> App {
        theme::apply(ctx);
        let (settings, settings_error) = settings;
        // Where the system does not say: most offices work in the light.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        ctx.set_theme(theme_preference(settings.theme));
        if let Some(percent) = settings.zoom_percent {
            ctx.set_zoom_factor((percent as f32 / 100.0).clamp(0.5, 3.0));
        }
        let recovery = begin
            .folders
            .as_ref()
            .and_then(|folders| RecoveryWriter::start(folders, begin.recovery_delay / 2, ctx));
        let mut app = App {
            open: OpenProject::new(Project::default()),
            path: None,
            on_disk: OnDisk::Replace,
            untitled: strings::shell::UNTITLED.to_owned(),
            selection: Owner::Company,
            derived: derive(&Project::default(), 0),
            ui: UiState::default(),
            notices: Vec::new(),
            last: None,
            settings,
            folders: begin.folders,
            dialogs: begin.dialogs,
            disk: begin.disk,
            printers: begin.printers,
            sending: None,
            saving: None,
            opening: None,
            to_ask: None,
            asking: None,
            to_save: None,
            to_export: None,
            about: About::Nothing,
            after: None,
            job: None,
            clipboard: begin.clipboard,
            import: ImportJobs::default(),
            font_jobs: FontJobs::default(),
            errands: Errands::start(ctx),
            recovery,
            copied_revision: 0,
            copied_at: None,
            recovery_delay: begin.recovery_delay / 2,
            looking: None,
            left_behind: Vec::new(),
            offers: false,
            logo: None,
            title: String::new(),
            closing: false,
            close_after_job: false,
        };
        if let Some(error) = settings_error {
            let message = strings::errors::settings_not_read(&error);
            app.notice(Tone::Caution, join(&message));
        }
        app.open_first(begin.file, ctx);
        app.load_styles();
        app.look_behind(ctx);
        app
    }

    /// The open project.
    pub fn project(&self) -> &Project {
        self.open.project()
    }

    /// The project's file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// True if there is something to save.
    pub fn modified(&self) -> bool {
        self.open.modified()
    }

    /// What the editor shows.
    pub fn selection(&self) -> Owner {
        self.selection
    }

    /// The notices that stand above the editor.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The question that waits for an answer.
    pub fn question(&self) -> Option<&Question> {
        self.ui.question.as_ref()
    }

    /// An export is running.
    pub fn exporting(&self) -> bool {
        self.job.is_some()
    }

    /// How far a running export is.
    pub fn export_progress(&self) -> Option<ui::export_window::ExportProgress> {
        self.job.as_ref().map(ExportJob::progress)
    }

    /// The pages as they will print.
    pub fn preview(&self) -> &ui::preview::Preview {
        &self.ui.preview
    }

    /// What is remembered.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Shows a project in place of the one before.
    fn show_project(&mut self, project: Project, path: Option<PathBuf>, on_disk: OnDisk) {
        disk::forget(std::mem::replace(&mut self.open, OpenProject::new(project)));
        self.path = path;
        self.on_disk = on_disk;
        self.untitled = strings::shell::UNTITLED.to_owned();
        self.selection = Owner::Company;
        self.derived = derive(self.open.project(), self.open.revision());
        self.ui.tree.reset();
        // What belongs to the program, not to the project, stays.
        let styles = std::mem::take(&mut self.ui.editor.styles);
        let fonts = std::mem::take(&mut self.ui.editor.fonts);
        self.ui.editor = Default::default();
        self.ui.editor.styles = styles.for_another_project();
        self.ui.editor.fonts = fonts.for_another_project();
        self.ui.export = Default::default();
        self.ui.find = std::mem::take(&mut self.ui.find).for_another_project();
        self.ui.report = None;
        self.ui.preview = Default::default();
        disk::forget(self.ui.import.close());
        self.notices.clear();
        self.last = None;
        self.copied_revision = self.open.revision();
        if let Some(recovery) = &self.recovery {
            recovery.discard();
        }
    }

    fn notice(&mut self, tone: Tone, text: String) {
        self.add_notice(Notice {
            tone,
            text,
            actions: Vec::new(),
        });
    }

    /// Adds a notice; the oldest of more than three goes, so that the editor keeps its room.
    fn add_notice(&mut self, notice: Notice) {
        self.notices.retain(|known| known.text != notice.text);
        self.notices.push(notice);
        if self.notices.len() > 3 {
            self.notices.remove(0);
        }
    }

    /// Shows what went wrong and waits until it is read.
    fn problem(&mut self, message: Message, backup: Option<PathBuf>) {
        self.ask_person(Question::Problem { message, backup }, About::Nothing);
    }

    fn storage_problem(&mut self, error: &StorageError, path: &Path) {
        let message = strings::errors::explain_storage(error, &file_name(path));
        let backup = match error {
            StorageError::NotAProject { backup, .. }
            | StorageError::Inconsistent { backup, .. } => backup.clone(),
            _ => None,
        };
        self.problem(message, backup);
    }

    fn ask_person(&mut self, question: Question, about: About) {
        self.ui.question = Some(question);
        self.about = about;
    }

    fn file_label(&self) -> String {
        self.path
            .as_deref()
            .map_or_else(|| self.untitled.clone(), file_name)
    }

    /// Brings what follows from the project up to date, and the selection to something that exists.
    fn refresh(&mut self) {
        let revision = self.open.revision();
        if self.derived.revision != revision {
            self.derived = derive(self.open.project(), revision);
        }
        let project = self.open.project();
        let exists = match self.selection {
            Owner::Company => true,
            Owner::Department(id) => project.departments.contains_key(&id),
            Owner::Role(id) => project.roles.contains_key(&id),
        };
        if !exists {
            self.selection = self.open.acted_on();
        }
    }

    fn draw(&mut self, ui: &mut Ui) -> Vec<UiCommand> {
        let step = |name: Option<crate::edit::StepName>| name.map(strings::steps::name);
        let (undo, redo) = (step(self.open.undo_name()), step(self.open.redo_name()));
        let file = self.file_label();
        let progress = self.job.as_ref().map(ExportJob::progress);
        let shell = ShellView {
            view: View {
                project: self.open.project(),
                organisation: &self.derived.organisation,
                revision: self.derived.revision,
                selection: self.selection,
            },
            file: &file,
            path: self.path.as_deref(),
            modified: self.open.modified(),
            undo: undo.as_deref(),
            redo: redo.as_deref(),
            recent: &self.settings.recent,
            counts: self.derived.counts,
            last: self.last.as_deref(),
            notices: &self.notices,
            progress: progress.as_ref(),
            saving: self.saving.is_some(),
            opening: self.opening.as_ref().map(|it| it.shown(ui.ctx())),
            busy: self.asking.is_some(),
            tree_width: self.settings.tree_width.map_or(300.0, |width| width as f32),
            preview: self.settings.preview,
            preview_width: self
                .settings
                .preview_width
                .map_or(460.0, |width| width as f32),
        };
        let mut out = Vec::new();
        ui::show(ui, &shell, &mut self.ui, &mut out);
        out
    }

    /// Opens the file dialog that a command asked for.
    fn open_dialog(&mut self, ctx: &Context, frame: &eframe::Frame) {
        if let Some((ask, purpose)) = self.to_ask.take() {
            let receiver = self.dialogs.ask(ask, ctx, frame);
            self.asking = Some((receiver, purpose));
        }
    }

    fn take_reply(&mut self, ctx: &Context) {
        let Some((receiver, purpose)) = self.asking.take() else {
            return;
        };
        match receiver.try_recv() {
            Err(TryRecvError::Empty) => self.asking = Some((receiver, purpose)),
            Err(TryRecvError::Disconnected) | Ok(Reply::Cancelled) => self.after = None,
            Ok(Reply::Path(path)) => self.path_chosen(path, purpose, true, ctx),
            Ok(Reply::Paths(paths)) => self.import_paths(paths, ctx),
            Ok(Reply::NoDialog) => self.ask_path(purpose),
        }
    }

    fn remember_window(&mut self, ctx: &Context) {
        let (rect, maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            (viewport.inner_rect, viewport.maximized.unwrap_or(false))
        });
        self.settings.maximized = maximized;
        if let Some(rect) = rect.filter(|_| !maximized) {
            let size = rect.size() * ctx.zoom_factor();
            self.settings.window_size = Some((size.x as u32, size.y as u32));
        }
        self.settings.tree_width = Some(self.ui.tree_width as u32).filter(|&width| width > 0);
        if self.ui.preview_width > 0.0 {
            self.settings.preview_width = Some(self.ui.preview_width as u32);
        }
        let percent = (ctx.zoom_factor() * 100.0).round() as u32;
        self.settings.zoom_percent = Some(percent).filter(|&percent| percent != 100);
    }

    fn save_settings(&mut self) {
        if let Some(folders) = self.folders.clone() {
            let settings = self.settings.clone();
            self.errand(move || {
                // Settings are a comfort; that they cannot be kept is no reason to stop anyone.
                drop(storage::save_settings(&folders, &settings));
                Box::new(|_, _| {})
            });
        }
    }

    fn update_title(&mut self, ctx: &Context) {
        let project = self.open.project();
        let company = ui::tree::display_name(project, Owner::Company);
        let title = strings::shell::title(&company, self.open.modified());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.take_reply(ctx);
        self.take_errands(ctx);
        self.take_from_disk(ctx);
        self.save_to_chosen(ctx);
        self.take_export(ctx);
        self.take_sent();
        self.take_import(ctx);
        self.take_font_list();
        self.read_fonts(ctx);
        self.take_recovery_error();
        self.close_requested(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.take_dropped_files(ui.ctx());
        self.take_pasted_text(ui.ctx());
        self.refresh();
        let asked_before = self.ui.question.is_some();
        let commands = self.draw(ui);
        let any = !commands.is_empty();
        for command in commands {
            if self.may_carry_out(&command) {
                self.carry_out(command, ui.ctx());
            }
        }
        self.save_to_chosen(ui.ctx());
        self.refresh();
        if asked_before && self.ui.question.is_none() {
            question_closed(ui.ctx());
        }
        self.open_dialog(ui.ctx(), frame);
        self.write_recovery(ui.ctx());
        self.update_title(ui.ctx());
        self.remember_window(ui.ctx());
        if any {
            ui.ctx().request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end_saving();
        self.save_settings();
        self.end_errands();
        if let Some(recovery) = self.recovery.take() {
            recovery.end();
        }
    }
}

fn derive(project: &Project, revision: u64) -> Derived {
    Derived {
        organisation: Organisation::of(project),
        counts: Counts::of(project),
        revision,
    }
}

fn theme_preference(theme: storage::Theme) -> egui::ThemePreference {
    match theme {
        storage::Theme::System => egui::ThemePreference::System,
        storage::Theme::Light => egui::ThemePreference::Light,
        storage::Theme::Dark => egui::ThemePreference::Dark,
    }
}

/// A message on one line, for a notice.
fn join(message: &Message) -> String {
    strings::shell::one_line(message)
}
