//! Project files: new, open, save, the sample, recent ones, files dropped on the window, paths that were chosen.

use super::close::After;
use super::dialogs::{Ask, AskKind};
use super::disk::{Progress, Work};
use super::jobs::Order;
use super::{About, App};
use crate::model::{Field, LOGO_LIMIT, Logo, Owner, PictureFormat, Place, Project};
use crate::printing::{Files, Format, PrintJob, safe_stem};
use crate::storage::{self, OnDisk, StorageError};
use crate::strings::{self, shell::problem};
use crate::ui::command::FileCommand;
use crate::ui::menu_bar::file_name;
use crate::ui::notices::Tone;
use crate::ui::questions::Question;
use base64::Engine as _;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The extension of project files.
const EXTENSION: &str = "ron";

/// What a chosen path is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    /// A project to open.
    Open,
    /// A name for the project.
    Save,
    /// A file or folder for an export.
    Export(PrintJob),
    /// The company's logo.
    Logo,
    /// Files to import.
    Import,
    /// A folder to import.
    ImportFolder,
    /// A file for the style of this name.
    ExportStyle(String),
    /// A style to read.
    ImportStyle,
    /// A file for the list of what an export could not print as wanted.
    Report,
}

impl Purpose {
    fn ask_kind(&self) -> AskKind {
        match self {
            Purpose::Open => AskKind::OpenProject,
            Purpose::Save => AskKind::SaveProject,
            Purpose::Export(job) if is_each(job) => AskKind::ExportFolder,
            Purpose::Export(request) => {
                AskKind::ExportFile(request.formats.iter().map(|it| it.extension()).collect())
            }
            Purpose::Logo => AskKind::Picture,
            Purpose::Import => AskKind::ImportFiles,
            Purpose::ImportFolder => AskKind::ImportFolder,
            Purpose::ExportStyle(_) => AskKind::SaveStyle,
            Purpose::ImportStyle => AskKind::OpenStyle,
            Purpose::Report => AskKind::SaveReport,
        }
    }

    /// What the question for a path is called.
    pub(super) fn title(&self) -> &'static str {
        self.ask_kind().title()
    }
}

impl App {
    pub(super) fn carry_out_file(&mut self, command: FileCommand, ctx: &Context) {
        // While a dialog of the system is open, its answer comes first.
        let waits = self.occupied();
        match command {
            FileCommand::CancelExport => {
                if let Some(job) = &self.job {
                    job.cancel();
                }
            }
            FileCommand::StopOpening => self.stop_opening(),
            FileCommand::Show(path) => self.show_path(&path),
            FileCommand::ForgetRecent => {
                self.settings.recent.clear();
                self.save_settings();
            }
            _ if waits => self.last = Some(problem::BUSY.to_owned()),
            FileCommand::New => self.guarded(After::New, ctx),
            FileCommand::Sample => self.guarded(After::Sample, ctx),
            FileCommand::ChooseAndOpen => self.guarded(After::ChooseAndOpen, ctx),
            FileCommand::Open(path) => self.guarded(After::Open(path), ctx),
            FileCommand::Save => self.save(ctx),
            FileCommand::SaveAs => self.save_as(),
            FileCommand::CopyReport => self.copy_report(),
            FileCommand::SaveReport => {
                self.ask_for_path(Purpose::Report, strings::export::REPORT_NAME.to_owned());
            }
            FileCommand::Export(request) => self.ask_where_to_export(request),
            FileCommand::Print(request) => self.print(request),
        }
    }

    /// The project with which the window begins.
    pub(super) fn open_first(&mut self, file: Option<PathBuf>, ctx: &Context) {
        let unasked = file.is_none();
        match file.or_else(|| self.settings.recent.first().cloned()) {
            Some(path) => {
                self.open_file(&path, ctx);
                self.opening_is_first(unasked);
            }
            None => self.open_sample(),
        }
    }

    pub(super) fn new_project(&mut self) {
        self.show_project(Project::default(), None, OnDisk::Replace);
        // A company begins with its name.
        let name = Place::of(Owner::Company, Field::Name);
        self.ui.editor.reveal(self.open.project(), name);
    }

    pub(super) fn open_sample(&mut self) {
        match storage::sample_project() {
            Ok(project) => {
                self.show_project(project, None, OnDisk::Replace);
                self.untitled = strings::shell::SAMPLE.to_owned();
            }
            Err(_) => self.notice(Tone::Failed, problem::NO_SAMPLE.to_owned()),
        }
    }

    pub(super) fn choose_and_open(&mut self) {
        self.ask_for_path(Purpose::Open, String::new());
    }

    /// Saves, and asks for a name where there is none.
    pub(super) fn save(&mut self, ctx: &Context) {
        if self.save_again() {
            return;
        }
        match self.path.clone() {
            Some(path) => self.save_to(&path, self.on_disk, ctx),
            None => self.save_as(),
        }
    }

    pub(super) fn save_as(&mut self) {
        let company = self.project().company.name.trim();
        let name = if company.is_empty() {
            strings::shell::UNTITLED
        } else {
            company
        };
        let name = self
            .path
            .as_deref()
            .map_or_else(|| format!("{}.{EXTENSION}", safe_stem(name)), file_name);
        self.ask_for_path(Purpose::Save, name);
    }

    fn proposed_stem(&self, job: &PrintJob) -> String {
        safe_stem(&strings::export::proposed_name(
            self.project(),
            &job.request,
        ))
    }

    fn ask_where_to_export(&mut self, request: PrintJob) {
        self.ui.export.open = false;
        let extension = request.formats.first().map_or("pdf", |it| it.extension());
        let name = if is_each(&request) {
            String::new()
        } else {
            format!("{}.{extension}", self.proposed_stem(&request))
        };
        self.ask_for_path(Purpose::Export(request), name);
    }

    pub(super) fn choose_logo(&mut self) {
        self.ask_for_path(Purpose::Logo, String::new());
    }

    pub(super) fn ask_for_path(&mut self, purpose: Purpose, name: String) {
        let ask = Ask {
            kind: purpose.ask_kind(),
            folder: self.start_folder(&purpose),
            name,
        };
        self.to_ask = Some((ask, purpose));
    }

    /// Where a dialog begins.
    fn start_folder(&self, purpose: &Purpose) -> Option<PathBuf> {
        let beside_project = self
            .path
            .as_deref()
            .or_else(|| self.settings.recent.first().map(PathBuf::as_path))
            .and_then(Path::parent)
            .map(Path::to_path_buf);
        match purpose {
            Purpose::Export(_) | Purpose::Report => {
                self.settings.export_folder.clone().or(beside_project)
            }
            Purpose::Open
            | Purpose::Save
            | Purpose::Logo
            | Purpose::Import
            | Purpose::ImportFolder
            | Purpose::ExportStyle(_)
            | Purpose::ImportStyle => beside_project,
        }
    }

    /// The same for the field that stands in for a dialog, with a name where one is wanted.
    pub(super) fn start_folder_text(&self, purpose: &Purpose) -> String {
        let folder = self.start_folder(purpose).or_else(std::env::home_dir);
        let name = match purpose {
            Purpose::Open
            | Purpose::Logo
            | Purpose::Import
            | Purpose::ImportFolder
            | Purpose::ImportStyle => String::new(),
            Purpose::ExportStyle(name) => format!("{}.{EXTENSION}", safe_stem(name)),
            Purpose::Report => strings::export::REPORT_NAME.to_owned(),
            Purpose::Save => format!("{}.{EXTENSION}", safe_stem(&self.project().company.name)),
            Purpose::Export(job) if is_each(job) => String::new(),
            Purpose::Export(request) => format!(
                "{}.{}",
                self.proposed_stem(request),
                request.formats.first().map_or("pdf", |it| it.extension())
            ),
        };
        folder.unwrap_or_default().join(name).display().to_string()
    }

    /// Goes on with a path. `asked`: the person has already agreed that a file of this very name is replaced.
    pub(super) fn path_chosen(
        &mut self,
        path: PathBuf,
        purpose: Purpose,
        asked: bool,
        ctx: &Context,
    ) {
        let path = absolute(&path);
        match purpose {
            Purpose::Open => self.open_file(&path, ctx),
            Purpose::Logo => self.read_logo(&path, ctx),
            Purpose::Import | Purpose::ImportFolder => self.import_paths(vec![path], ctx),
            Purpose::Save => {
                let with_extension = with_extension(&path, EXTENSION);
                if asked && with_extension == path {
                    self.to_save = Some(with_extension);
                } else {
                    self.unless_exists(with_extension, Purpose::Save, |app, file| {
                        app.to_save = Some(file);
                    });
                }
            }
            Purpose::Export(request) => self.export_to(path, request, asked),
            Purpose::ImportStyle => self.import_style(path),
            Purpose::Report => {
                let file = with_extension(&path, "txt");
                if asked && file == path {
                    self.save_report(file);
                } else {
                    self.unless_exists(file, Purpose::Report, App::save_report);
                }
            }
            Purpose::ExportStyle(name) => {
                let file = with_extension(&path, EXTENSION);
                if asked && file == path {
                    self.export_style(&name, file);
                } else {
                    self.unless_exists(
                        file,
                        Purpose::ExportStyle(name.clone()),
                        move |app, file| {
                            app.export_style(&name, file);
                        },
                    );
                }
            }
        }
    }

    /// Looks on the disk whether a file is there, and asks whether it shall be replaced; else does `then`.
    fn unless_exists(
        &mut self,
        file: PathBuf,
        purpose: Purpose,
        then: impl FnOnce(&mut App, PathBuf) + Send + 'static,
    ) {
        self.awaited_errand(move || {
            let exists = storage::exists(&file);
            Box::new(move |app: &mut App, _: &Context| {
                if exists {
                    let question = Question::Exists {
                        file: file_name(&file),
                    };
                    app.ask_person(question, About::Exists(file, purpose));
                } else {
                    then(app, file);
                }
            })
        });
    }

    fn export_to(&mut self, path: PathBuf, request: PrintJob, asked: bool) {
        if is_each(&request) {
            self.settings.export_folder = Some(path.clone());
            self.start_export(Order {
                folder: path,
                job: request,
                existing: None,
                print: None,
            });
            return;
        }
        let typed = path
            .extension()
            .map(|it| it.to_string_lossy().to_lowercase())
            .filter(|typed| {
                [Format::Pdf, Format::Docx]
                    .iter()
                    .any(|it| it.extension() == typed)
            });
        let stem = match &typed {
            Some(_) => path.with_extension(""),
            None => path.clone(),
        };
        let extensions = request.formats.iter().map(|it| it.extension());
        let files = extensions.map(|extension| with_extension(&stem, extension));
        let several = request.formats.len() > 1;
        let files: Vec<PathBuf> = files
            .filter(|file| !(asked && (*file == path || several)))
            .collect();
        if files.is_empty() {
            self.export_one(&stem, request);
            return;
        }
        self.awaited_errand(move || {
            let replaced = files.iter().find(|file| storage::exists(file));
            let replaced = replaced.map(|file| file_name(file));
            Box::new(move |app: &mut App, _: &Context| match replaced {
                Some(file) => {
                    let about = About::Exists(path, Purpose::Export(request));
                    app.ask_person(Question::Exists { file }, about);
                }
                None => app.export_one(&stem, request),
            })
        });
    }

    /// Begins to export everything into one file, in each format.
    fn export_one(&mut self, stem: &Path, request: PrintJob) {
        let folder = stem.parent().map(Path::to_path_buf).unwrap_or_default();
        self.settings.export_folder = Some(folder.clone());
        let files = Files::One(file_name(stem));
        self.start_export(Order {
            folder,
            job: PrintJob { files, ..request },
            existing: None,
            print: None,
        });
    }

    /// Begins to read a picture.
    fn read_logo(&mut self, path: &Path, ctx: &Context) {
        let file = path.to_path_buf();
        match Work::start(ctx, "logo", move || logo_from(&file)) {
            Ok(work) => {
                let path = path.to_path_buf();
                self.logo = Some(ReadingLogo { path, work });
            }
            Err(_) => self.notice(Tone::Failed, problem::NO_DISK_THREAD.to_owned()),
        }
    }

    /// Takes the picture that was read; a question that is open is answered before.
    pub(super) fn take_logo(&mut self) {
        if self.ui.question.is_some() {
            return;
        }
        let Some(reading) = self.logo.take() else {
            return;
        };
        match reading.work.progress() {
            Progress::Runs => self.logo = Some(reading),
            Progress::Done(Ok(Some(logo))) => {
                self.perform(crate::edit::Edit::SetLogo(Some(Arc::new(logo))));
                self.selection = Owner::Company;
            }
            Progress::Done(Ok(None)) => {
                self.problem(problem::no_picture(&file_name(&reading.path)), None);
            }
            Progress::Done(Err(error)) => self.storage_problem(&error, &reading.path),
            Progress::Broke => self.notice(Tone::Failed, problem::DISK_BROKE.to_owned()),
        }
    }

    /// Opens a project file that was dropped on the window, and imports anything else.
    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let mut dropped: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_path_buf()).collect()
        });
        let is_project = |path: &PathBuf| {
            let extension = path.extension();
            extension.is_some_and(|it| it.eq_ignore_ascii_case(EXTENSION))
        };
        match dropped.first() {
            None => {}
            Some(path) if !self.ui.import.open && dropped.iter().all(is_project) => {
                self.carry_out_file(FileCommand::Open(path.clone()), ctx);
            }
            Some(_) if self.occupied() || self.ui.question.is_some() => {
                self.last = Some(problem::BUSY.to_owned());
            }
            Some(_) => {
                dropped.retain(|path| self.ui.import.open || !is_project(path));
                self.import_paths(dropped, ctx);
            }
        }
    }

    /// Shows a file or folder with the system's own program.
    fn show_path(&mut self, path: &Path) {
        let program = if cfg!(windows) {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let path = path.to_path_buf();
        self.errand(move || {
            let started = std::process::Command::new(program)
                .arg(&path)
                .stdin(std::process::Stdio::null())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn();
            match started {
                Ok(mut child) => {
                    // Waited for on a thread of its own: a child that nobody waits for stays a zombie.
                    let waiter = std::thread::Builder::new().name("show".to_owned());
                    drop(waiter.spawn(move || drop(child.wait())));
                    Box::new(|_, _| {})
                }
                Err(_) => {
                    let text = problem::not_shown(&path.display().to_string());
                    Box::new(move |app: &mut App, _: &Context| app.notice(Tone::Failed, text))
                }
            }
        });
    }
}

/// A picture that is being read.
pub(super) struct ReadingLogo {
    path: PathBuf,
    work: Work<Result<Option<Logo>, StorageError>>,
}

/// The picture in a file; `None` = it holds none that can be printed.
fn logo_from(path: &Path) -> Result<Option<Logo>, StorageError> {
    let bytes = storage::read_file(path, LOGO_LIMIT as u64)?;
    let format = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        PictureFormat::Png
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        PictureFormat::Jpeg
    } else {
        return Ok(None);
    };
    let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
    Ok(Some(Logo { format, base64 }))
}

fn is_each(job: &PrintJob) -> bool {
    matches!(job.files, Files::Each(_))
}

pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The path with an extension added, unless it has it already. `公司1.2` becomes `公司1.2.ron`.
fn with_extension(path: &Path, extension: &str) -> PathBuf {
    if path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case(extension))
    {
        return path.to_path_buf();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_added_and_a_dot_in_a_name_is_none() {
        let added = |name: &str| with_extension(Path::new(name), EXTENSION);
        assert_eq!(added("公司"), Path::new("公司.ron"));
        assert_eq!(added("公司1.2"), Path::new("公司1.2.ron"));
        assert_eq!(added("公司.RON"), Path::new("公司.RON"));
    }
}
