//! What the options after a command mean.

use super::Problem;
use crate::document::{Request, Scope};
use crate::model::settings::{PdfKind, RoleLayout};
use crate::model::{DepartmentId, Organisation, Project, RoleId};
use crate::printing::{Existing, Format, Per};
use crate::strings::cli as words;
use lexopt::prelude::{Long, Short, Value};
use std::ffi::OsString;
use std::path::PathBuf;

/// What the options of `show` and `export` say.
#[derive(Default)]
pub(super) struct Options {
    pub(super) file: Option<PathBuf>,
    /// The files after the first, where a command takes many.
    pub(super) more_files: Vec<PathBuf>,
    pub(super) out: Option<PathBuf>,
    pub(super) formats: Vec<Format>,
    pub(super) roles: Vec<String>,
    pub(super) departments: Vec<String>,
    pub(super) with_below: bool,
    pub(super) book: bool,
    /// A department with its chart and its roles (部门手册).
    pub(super) handbook: bool,
    pub(super) each: Option<Per>,
    pub(super) tree: bool,
    /// What becomes of what is there already; which values there are depends on the command.
    pub(super) existing: Option<String>,
    pub(super) printer: Option<String>,
    pub(super) name: Option<String>,
    pub(super) layout: Option<RoleLayout>,
    /// What a PDF shall be; else as the settings say.
    pub(super) pdf: Option<PdfKind>,
    /// A named style, or the file of one, in place of the project's look.
    pub(super) style: Option<String>,
    pub(super) json: bool,
    pub(super) hard: bool,
    /// The project that an import goes into.
    pub(super) into: Option<PathBuf>,
    pub(super) report: Option<PathBuf>,
    pub(super) company: bool,
    /// Names in fields, and the roles that they mean.
    pub(super) means: Vec<(String, String)>,
}

/// Stands among the allowed options of commands that take many files.
pub(super) const MANY_FILES: &str = "FILES";

pub(super) fn options(
    arguments: impl Iterator<Item = OsString>,
    allowed: &[&str],
) -> Result<Options, Problem> {
    let usage = |problem: String| Problem::wrong_use(words::usage(&problem));
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut options = Options::default();
    while let Some(argument) = parser.next().map_err(|error| usage(unexpected(&error)))? {
        let name = match argument {
            Value(file) if options.file.is_none() => {
                options.file = Some(PathBuf::from(file));
                continue;
            }
            Value(file) if allowed.contains(&MANY_FILES) => {
                options.more_files.push(PathBuf::from(file));
                continue;
            }
            Value(extra) => return Err(usage(words::unknown_option(&extra.to_string_lossy()))),
            Short(c) => return Err(usage(words::unknown_option(&format!("-{c}")))),
            Long(name) => name.to_owned(),
        };
        if !allowed.contains(&name.as_str()) {
            return Err(usage(words::unknown_option(&format!("--{name}"))));
        }
        if name == "each" {
            options.each = Some(each(&mut parser).map_err(usage)?);
            continue;
        }
        let mut value = || match parser.value() {
            Ok(value) => Ok(value.to_string_lossy().into_owned()),
            Err(_missing) => Err(usage(words::missing(&format!("--{name} …")))),
        };
        match name.as_str() {
            "out" => options.out = Some(PathBuf::from(value()?)),
            "role" => options.roles.push(value()?),
            "department" => options.departments.push(value()?),
            "with-below" => options.with_below = true,
            "book" => options.book = true,
            "tree" => options.tree = true,
            "existing" => options.existing = Some(value()?),
            "means" => options.means.push(meaning(&value()?).map_err(usage)?),
            "printer" => options.printer = Some(value()?),
            "name" => options.name = Some(value()?),
            "format" => options.formats = formats(&value()?).map_err(usage)?,
            "layout" => match value()?.as_str() {
                "book" => options.book = true,
                "department" => options.handbook = true,
                name => options.layout = Some(layout(name).map_err(usage)?),
            },
            "pdf" => options.pdf = Some(pdf_kind(&value()?).map_err(usage)?),
            "style" => options.style = Some(value()?),
            "json" => options.json = true,
            "hard" => options.hard = true,
            "into" => options.into = Some(PathBuf::from(value()?)),
            "report" => options.report = Some(PathBuf::from(value()?)),
            "company" => options.company = true,
            _ => return Err(usage(words::unknown_option(&format!("--{name}")))),
        }
    }
    Ok(options)
}

/// `--each` alone means each role, as it always did; `--each department` and `--each=department` say more.
fn each(parser: &mut lexopt::Parser) -> Result<Per, String> {
    let per = |value: &str| match value {
        "role" => Some(Per::Role),
        "department" => Some(Per::Department),
        _ => None,
    };
    if let Some(value) = parser.optional_value() {
        let value = value.to_string_lossy();
        return per(&value).ok_or_else(|| words::bad_value("--each", &value));
    }
    let Some(mut rest) = parser.try_raw_args() else {
        return Ok(Per::Role);
    };
    let named = rest.peek().and_then(|next| per(next.to_str()?));
    if named.is_some() {
        rest.next();
    }
    Ok(named.unwrap_or_default())
}

/// What an export does with files that are there already.
pub(super) fn existing_files(options: &Options) -> Result<Existing, Problem> {
    match options.existing.as_deref() {
        None | Some("replace") => Ok(Existing::Replace),
        Some("keep") => Ok(Existing::Keep),
        Some("number") => Ok(Existing::Number),
        Some(other) => {
            let problem = words::bad_value("--existing", other);
            Err(Problem::wrong_use(words::usage(&problem)))
        }
    }
}

/// `written=meant`
fn meaning(value: &str) -> Result<(String, String), String> {
    let (written, meant) = value.split_once('=').unwrap_or_default();
    let (written, meant) = (written.trim(), meant.trim());
    if written.is_empty() || meant.is_empty() {
        return Err(words::bad_value("--means", value));
    }
    Ok((written.to_owned(), meant.to_owned()))
}

/// One format or several with commas between them; `both` is an older way to say both.
fn formats(value: &str) -> Result<Vec<Format>, String> {
    let mut formats = Vec::new();
    for name in value.split(',') {
        let named: &[Format] = match name.trim() {
            "pdf" => &[Format::Pdf],
            "docx" => &[Format::Docx],
            "both" => &[Format::Pdf, Format::Docx],
            _ => return Err(words::bad_value("--format", value)),
        };
        for &format in named {
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
    }
    Ok(formats)
}

fn pdf_kind(value: &str) -> Result<PdfKind, String> {
    match value {
        "plain" => Ok(PdfKind::Plain),
        "tagged" => Ok(PdfKind::Tagged),
        "archive" => Ok(PdfKind::Archive),
        other => Err(words::bad_value("--pdf", other)),
    }
}

fn layout(value: &str) -> Result<RoleLayout, String> {
    match value {
        "form" => Ok(RoleLayout::Form),
        "clauses" => Ok(RoleLayout::Clauses),
        "brief" => Ok(RoleLayout::Brief),
        "recruit" => Ok(RoleLayout::Recruit),
        other => Err(words::bad_value("--layout", other)),
    }
}

/// What lexopt could not take, in words.
fn unexpected(error: &lexopt::Error) -> String {
    match error {
        lexopt::Error::UnexpectedValue { option, value } => {
            words::bad_value(option, &value.to_string_lossy())
        }
        other => words::not_understood(&other.to_string()),
    }
}

pub(super) fn request(
    options: &Options,
    project: &Project,
    organisation: &Organisation,
) -> Result<Request, Problem> {
    let mut departments = Vec::new();
    for wanted in &options.departments {
        departments.push(find_department(wanted, project)?);
    }
    let mut roles = Vec::new();
    for wanted in &options.roles {
        roles.push(find_role(wanted, project, organisation)?);
    }
    let with_below = options.with_below;
    let scope = match (&departments[..], roles.is_empty()) {
        ([], true) => Scope::All,
        (&[department], true) => Scope::Department {
            department,
            with_below,
        },
        _ => {
            for department in departments {
                let all = Scope::Department {
                    department,
                    with_below,
                };
                roles.extend(all.roles(project, organisation));
            }
            Scope::Roles(roles)
        }
    };
    if options.handbook && !matches!(scope, Scope::Department { .. }) {
        let usage = words::usage(&words::missing("--department"));
        return Err(Problem::wrong_use(usage));
    }
    let book = options.book || options.handbook || (scope == Scope::All && options.each.is_none());
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
        return Err(Problem::wrong_use(words::no_such_role(wanted)));
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
    Err(Problem::wrong_use(words::several_roles(wanted, &codes)))
}

pub(super) fn find_department(wanted: &str, project: &Project) -> Result<DepartmentId, Problem> {
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
        .ok_or_else(|| Problem::wrong_use(words::no_such_department(wanted)))
}
