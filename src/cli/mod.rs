//! Everything without a window: `gangshu show|export|print|import|styles|sample`. The same library, the same files.
//!
//! Results go to standard output, problems to standard error. Exit codes: 0 done; 1 done, with findings; 2 wrong
//! use; 3 the input or the output failed.

mod export;
mod import;
mod import_report;
mod json;
mod options;
mod spool;
mod styles;

use crate::model::{Organisation, Owner, Project};
use crate::storage;
use crate::strings::{self, cli as words};
use options::{Options, options, request};
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// How a command ended; the process's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 0: done.
    Done,
    /// 1: done, with findings.
    Findings,
    /// 2: called wrongly.
    WrongUse,
    /// 3: the input or the output failed.
    Failed,
}

impl Outcome {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::Findings => 1,
            Outcome::WrongUse => 2,
            Outcome::Failed => 3,
        }
    }
}

/// A problem, already in words, and what it makes of the command.
struct Problem {
    text: String,
    outcome: Outcome,
}

impl Problem {
    fn wrong_use(text: String) -> Problem {
        let outcome = Outcome::WrongUse;
        Problem { text, outcome }
    }

    fn failed(message: &strings::Message) -> Problem {
        let text = format!("{}\n{}\n{}", message.what, message.why, message.what_to_do);
        let outcome = Outcome::Failed;
        Problem { text, outcome }
    }
}

/// Runs a command of the terminal; `None` if the arguments ask for the window.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Option<Outcome> {
    let mut arguments = arguments.into_iter();
    let first = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    // gangshu export --help, too: one page explains all commands.
    let asks = arguments.iter().any(|it| it == "--help" || it == "-h");
    let arguments = arguments.into_iter();
    let result = match first.to_str()? {
        "--help" | "-h" | "help" => say(out, words::HELP),
        "show" | "export" | "print" | "import" | "sample" | "styles" if asks => {
            say(out, words::HELP)
        }
        "--version" | "-V" => say(out, &words::version()),
        "show" => show(arguments, out),
        "export" => export::export(arguments, out, err),
        "print" => export::print(arguments, out, err),
        "import" => import::import(arguments, out, err),
        "sample" => sample(arguments, out),
        "styles" => styles::list(arguments, out, err),
        _ => return None,
    };
    Some(result.unwrap_or_else(|Problem { text, outcome }| {
        // Nobody is left to tell if standard error is closed.
        drop(writeln!(err, "{text}"));
        outcome
    }))
}

/// A closed pipe (`gangshu show … | head`) is no failure.
fn say(out: &mut impl Write, text: &str) -> Result<Outcome, Problem> {
    drop(writeln!(out, "{text}"));
    Ok(Outcome::Done)
}

fn load(options: &Options) -> Result<Project, Problem> {
    let Some(file) = &options.file else {
        return Err(Problem::wrong_use(words::usage(&words::missing(
            words::PROJECT_FILE,
        ))));
    };
    match storage::load_project(file) {
        Ok(loaded) => {
            let mut project = loaded.project;
            if let Some(kind) = options.pdf {
                let company = Arc::make_mut(&mut project.company);
                Arc::make_mut(&mut company.settings).pdf_kind = kind;
            }
            if let Some(name) = &options.style {
                styles::apply(&mut project, name)?;
            }
            Ok(project)
        }
        Err(error) => Err(Problem::failed(&strings::errors::explain_storage(
            &error,
            &name_of(file),
        ))),
    }
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
    let options = options(arguments, &["out", "hard"])?;
    let Some(path) = options.out.or(options.file) else {
        return Err(Problem::wrong_use(words::usage(&words::missing("--out"))));
    };
    if storage::exists(&path) {
        return Err(Problem {
            text: words::exists_already(&name_of(&path)),
            outcome: Outcome::Failed,
        });
    }
    let text = if options.hard {
        storage::HARD_SAMPLE_TEXT
    } else {
        storage::SAMPLE_TEXT
    };
    store(&path, text.as_bytes())?;
    say(out, &words::written(&path.to_string_lossy(), text.len()))
}

fn store(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    storage::replace_file(path, bytes)
        .map_err(|error| Problem::failed(&strings::errors::explain_storage(&error, &name_of(path))))
}

fn show(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
) -> Result<Outcome, Problem> {
    let options = options(
        arguments,
        &["role", "department", "with-below", "book", "layout", "json"],
    )?;
    let project = load(&options)?;
    let organisation = Organisation::of(&project);
    if options.json {
        return say(out, &json::project_json(&project, &organisation));
    }
    if options.book || !options.roles.is_empty() || !options.departments.is_empty() {
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
