//! Everything without a window: `gangshu show|export|sample`. The same library, the same files.
//!
//! Results go to standard output, problems to standard error. Exit codes: 0 done; 1 done, but something needs
//! a look; 2 not done.

use crate::document::{Request, Scope, USUAL_FILE_NAME};
use crate::model::settings::RoleLayout;
use crate::model::{DepartmentId, Organisation, Owner, Project, RoleId};
use crate::printing::{Files, Format, PrintError, PrintJob, PrintedFile, Progress, print};
use crate::storage;
use crate::strings::{self, cli as words};
use lexopt::prelude::{Long, Short, Value};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How a command ended; the process's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 0: done.
    Done,
    /// 1: done, but something needs a look.
    DoneWithWarnings,
    /// 2: not done.
    Failed,
}

impl Outcome {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::DoneWithWarnings => 1,
            Outcome::Failed => 2,
        }
    }
}

/// A problem, already in words.
struct Problem(String);

/// Runs a command of the terminal; `None` if the arguments ask for the window.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Option<Outcome> {
    let mut arguments = arguments.into_iter();
    let first = arguments.next()?;
    let result = match first.to_str()? {
        "--help" | "-h" | "help" => say(out, words::HELP),
        "--version" | "-V" => say(out, &words::version()),
        "show" => show(arguments, out),
        "export" => export(arguments, out, err),
        "sample" => sample(arguments, out),
        _ => return None,
    };
    Some(result.unwrap_or_else(|Problem(text)| {
        // Nobody is left to tell if standard error is closed.
        drop(writeln!(err, "{text}"));
        Outcome::Failed
    }))
}

/// A closed pipe (`gangshu show … | head`) is no failure.
fn say(out: &mut impl Write, text: &str) -> Result<Outcome, Problem> {
    drop(writeln!(out, "{text}"));
    Ok(Outcome::Done)
}

/// What the options of `show` and `export` say.
#[derive(Default)]
struct Options {
    file: Option<PathBuf>,
    out: Option<PathBuf>,
    formats: Vec<Format>,
    roles: Vec<String>,
    department: Option<String>,
    with_below: bool,
    book: bool,
    each: bool,
    name: Option<String>,
    layout: Option<RoleLayout>,
}

fn options(
    arguments: impl Iterator<Item = OsString>,
    allowed: &[&str],
) -> Result<Options, Problem> {
    let usage = |problem: String| Problem(words::usage(&problem));
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut options = Options::default();
    while let Some(argument) = parser.next().map_err(|error| usage(error.to_string()))? {
        let name = match argument {
            Value(file) if options.file.is_none() => {
                options.file = Some(PathBuf::from(file));
                continue;
            }
            Value(extra) => return Err(usage(words::unknown_option(&extra.to_string_lossy()))),
            Short(c) => return Err(usage(words::unknown_option(&format!("-{c}")))),
            Long(name) => name.to_owned(),
        };
        if !allowed.contains(&name.as_str()) {
            return Err(usage(words::unknown_option(&format!("--{name}"))));
        }
        let mut value = || match parser.value() {
            Ok(value) => Ok(value.to_string_lossy().into_owned()),
            Err(_missing) => Err(usage(words::missing(&format!("--{name} …")))),
        };
        match name.as_str() {
            "out" => options.out = Some(PathBuf::from(value()?)),
            "role" => options.roles.push(value()?),
            "department" => options.department = Some(value()?),
            "with-below" => options.with_below = true,
            "book" => options.book = true,
            "each" => options.each = true,
            "name" => options.name = Some(value()?),
            "format" => options.formats = formats(&value()?).map_err(usage)?,
            "layout" => options.layout = Some(layout(&value()?).map_err(usage)?),
            _ => return Err(usage(words::unknown_option(&format!("--{name}")))),
        }
    }
    Ok(options)
}

fn formats(value: &str) -> Result<Vec<Format>, String> {
    match value {
        "pdf" => Ok(vec![Format::Pdf]),
        "docx" => Ok(vec![Format::Docx]),
        "both" => Ok(vec![Format::Pdf, Format::Docx]),
        other => Err(words::bad_value("--format", other)),
    }
}

fn layout(value: &str) -> Result<RoleLayout, String> {
    match value {
        "form" => Ok(RoleLayout::Form),
        "clauses" => Ok(RoleLayout::Clauses),
        other => Err(words::bad_value("--layout", other)),
    }
}

fn load(options: &Options) -> Result<Project, Problem> {
    let Some(file) = &options.file else {
        return Err(Problem(words::usage(&words::missing(words::PROJECT_FILE))));
    };
    match storage::load_project(file) {
        Ok(loaded) => Ok(loaded.project),
        Err(error) => Err(told(&strings::errors::explain_storage(
            &error,
            &name_of(file),
        ))),
    }
}

fn told(message: &strings::Message) -> Problem {
    Problem(format!(
        "{}\n{}\n{}",
        message.what, message.why, message.what_to_do
    ))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn sample(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
) -> Result<Outcome, Problem> {
    let options = options(arguments, &["out"])?;
    let Some(path) = options.out.or(options.file) else {
        return Err(Problem(words::usage(&words::missing("--out"))));
    };
    if storage::exists(&path) {
        return Err(Problem(words::exists_already(&name_of(&path))));
    }
    store(&path, storage::SAMPLE_TEXT.as_bytes())?;
    say(
        out,
        &words::written(&path.to_string_lossy(), storage::SAMPLE_TEXT.len()),
    )
}

fn store(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    storage::replace_file(path, bytes)
        .map_err(|error| told(&strings::errors::explain_storage(&error, &name_of(path))))
}

fn show(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
) -> Result<Outcome, Problem> {
    let options = options(arguments, &["role", "department", "layout"])?;
    let project = load(&options)?;
    let organisation = Organisation::of(&project);
    if !options.roles.is_empty() || options.department.is_some() {
        let request = request(&options, &project, &organisation)?;
        let document = crate::document::compose(&project, &organisation, &request);
        return say(out, &crate::document::plain_text(&document));
    }
    let duties = project
        .roles
        .values()
        .map(|role| role.duties().count())
        .sum();
    let mut text = String::new();
    for node in &organisation.nodes {
        let (name, code) = match node.owner {
            Owner::Company => (project.company.name.clone(), project.company.code.clone()),
            Owner::Department(id) => project
                .departments
                .get(&id)
                .map(|department| (department.name.clone(), department.code.clone()))
                .unwrap_or_default(),
            Owner::Role(id) => project
                .roles
                .get(&id)
                .map(|role| (role.full_name(), role.code.clone()))
                .unwrap_or_default(),
        };
        text.push_str(&"  ".repeat(node.depth));
        text.push_str(&name);
        if !code.is_empty() {
            text.push_str("  ");
            text.push_str(&code);
        }
        text.push('\n');
    }
    text.push_str(&words::counts(
        project.departments.len(),
        project.roles.len(),
        duties,
    ));
    say(out, &text)
}

fn request(
    options: &Options,
    project: &Project,
    organisation: &Organisation,
) -> Result<Request, Problem> {
    let scope = if !options.roles.is_empty() {
        let mut roles = Vec::new();
        for wanted in &options.roles {
            roles.push(find_role(wanted, project, organisation)?);
        }
        Scope::Roles(roles)
    } else if let Some(wanted) = &options.department {
        Scope::Department {
            department: find_department(wanted, project)?,
            with_below: options.with_below,
        }
    } else {
        Scope::All
    };
    let book =
        options.book || (options.roles.is_empty() && options.department.is_none() && !options.each);
    Ok(Request {
        scope,
        book,
        layout: options.layout,
    })
}

/// By code, full name or name; a name that several roles have is refused with their codes.
fn find_role(
    wanted: &str,
    project: &Project,
    organisation: &Organisation,
) -> Result<RoleId, Problem> {
    let matching = |by: &dyn Fn(RoleId) -> bool| {
        organisation
            .roles()
            .filter(|&id| by(id))
            .collect::<Vec<_>>()
    };
    let role = |id: RoleId| project.roles.get(&id);
    let by_code = matching(&|id| role(id).is_some_and(|role| role.code == wanted));
    let by_full_name = matching(&|id| role(id).is_some_and(|role| role.full_name() == wanted));
    let by_name = matching(&|id| role(id).is_some_and(|role| role.name == wanted));
    let Some(found) = [by_code, by_full_name, by_name]
        .into_iter()
        .find(|found| !found.is_empty())
    else {
        return Err(Problem(words::no_such_role(wanted)));
    };
    if let [only] = found[..] {
        return Ok(only);
    }
    let codes: Vec<String> = found
        .iter()
        .filter_map(|&id| role(id))
        .map(|role| {
            if role.code.is_empty() {
                role.full_name()
            } else {
                role.code.clone()
            }
        })
        .collect();
    Err(Problem(words::several_roles(wanted, &codes)))
}

fn find_department(wanted: &str, project: &Project) -> Result<DepartmentId, Problem> {
    let found = project
        .departments
        .iter()
        .find(|(_, department)| department.code == wanted);
    let found = found.or_else(|| {
        project
            .departments
            .iter()
            .find(|(_, department)| department.name == wanted)
    });
    found
        .map(|(&id, _)| id)
        .ok_or_else(|| Problem(words::no_such_department(wanted)))
}

fn export(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<Outcome, Problem> {
    let allowed = [
        "out",
        "role",
        "department",
        "with-below",
        "book",
        "each",
        "name",
        "format",
        "layout",
    ];
    let options = options(arguments, &allowed)?;
    let project = load(&options)?;
    let organisation = Organisation::of(&project);
    let Some(target) = options.out.clone() else {
        return Err(Problem(words::usage(&words::missing("--out"))));
    };
    let (folder, files, formats) = destination(&options, &target);
    let job = PrintJob {
        request: request(&options, &project, &organisation)?,
        files,
        formats,
    };
    if options.each {
        storage::create_folder(&folder)
            .map_err(|error| told(&strings::errors::explain_storage(&error, &name_of(&folder))))?;
    }
    let mut problem = None;
    let mut warnings = BTreeSet::new();
    let mut receive = |file: PrintedFile, _: Progress| {
        let path = folder.join(&file.name);
        match store(&path, &file.bytes) {
            Ok(()) => drop(writeln!(
                out,
                "{}",
                words::written(&path.to_string_lossy(), file.bytes.len())
            )),
            Err(told) => {
                problem = Some(told);
                return ControlFlow::Break(());
            }
        }
        warnings.extend(file.warnings);
        ControlFlow::Continue(())
    };
    let result = print(&project, &organisation, &job, &mut receive);
    if let Some(problem) = problem {
        return Err(problem);
    }
    result.map_err(|error| match &error {
        PrintError::NothingToPrint | PrintError::Stopped => {
            Problem(words::NOTHING_TO_PRINT.to_owned())
        }
        PrintError::Export(error) => told(&strings::export::explain_export(error)),
    })?;
    for warning in &warnings {
        drop(writeln!(
            err,
            "{}",
            strings::export::explain_warning(warning, &project)
        ));
    }
    Ok(if warnings.is_empty() {
        Outcome::Done
    } else {
        Outcome::DoneWithWarnings
    })
}

/// The folder, the files and the formats that `--out`, `--each` and `--format` mean together.
fn destination(options: &Options, target: &Path) -> (PathBuf, Files, Vec<Format>) {
    let by_extension = match target.extension().and_then(|extension| extension.to_str()) {
        Some("docx") => Some(Format::Docx),
        Some("pdf") => Some(Format::Pdf),
        _ => None,
    };
    let formats = match (&options.formats[..], by_extension) {
        ([], Some(format)) => vec![format],
        ([], None) => vec![Format::Pdf],
        (formats, _) => formats.to_vec(),
    };
    if options.each {
        let pattern = options
            .name
            .clone()
            .unwrap_or_else(|| USUAL_FILE_NAME.to_owned());
        return (target.to_owned(), Files::EachRole(pattern), formats);
    }
    let folder = target.parent().map(Path::to_owned).unwrap_or_default();
    let stem = if by_extension.is_some() {
        target.file_stem()
    } else {
        target.file_name()
    };
    (
        folder,
        Files::One(stem.unwrap_or_default().to_string_lossy().into_owned()),
        formats,
    )
}
