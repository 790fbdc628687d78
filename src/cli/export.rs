//! `gangshu export` and `gangshu print`: files from a project, and paper.

use super::options::{Options, existing_files, options, request};
use super::spool::{self, spool};
use super::{Outcome, Problem, load, name_of, say, store};
use crate::document::unknown_mark;
use crate::model::{Organisation, Project};
use crate::printing::{
    Each, Files, Format, Plan, PrintError, PrintJob, PrintedFile, Working, print_plan, room_below,
};
use crate::storage::{self, Folders};
use crate::strings::{self, cli as words};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Writes documents to files.
pub(super) fn export(
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
        "tree",
        "existing",
        "name",
        "format",
        "layout",
        "pdf",
        "style",
    ];
    let options = options(arguments, &allowed)?;
    let project = load(&options)?;
    storage::load_fonts(project.company.settings.fonts.asked_for());
    let organisation = Organisation::of(&project);
    let Some(target) = options.out.clone() else {
        return Err(Problem::wrong_use(words::usage(&words::missing("--out"))));
    };
    if let Some(mark) = options.name.as_deref().and_then(unknown_mark) {
        let problem = strings::export::unknown_mark(mark);
        return Err(Problem::wrong_use(words::usage(&problem)));
    }
    let (folder, files, formats) = destination(&options, &target);
    let job = PrintJob {
        request: request(&options, &project, &organisation)?,
        files,
        formats,
    };
    let mut plan = Plan::of(&project, &organisation, &job, room_below(&folder))
        .map_err(|error| print_problem(&error))?;
    let existing = existing_files(&options)?;
    let kept = plan.go_around(existing, |path| storage::exists(&folder.join(path)));
    let mut written = 0;
    let mut put = |file: &PrintedFile| {
        let path = folder.join(file.path());
        make_folder(path.parent().unwrap_or(&folder))?;
        store(&path, &file.bytes)?;
        written += 1;
        let line = words::written(&path.to_string_lossy(), file.bytes.len());
        drop(writeln!(out, "{line}"));
        Ok(())
    };
    let warned = run(&project, &organisation, plan, &mut put, err)?;
    if options.each.is_some() || kept > 0 {
        drop(writeln!(out, "{}", words::written_in_all(written, kept)));
    }
    Ok(if warned {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// Makes the files of a plan, hands each over, and tells what is not as it was typed: file, field, what. True if
/// there was something to tell.
fn run(
    project: &Project,
    organisation: &Organisation,
    plan: Plan,
    put: &mut dyn FnMut(&PrintedFile) -> Result<(), Problem>,
    err: &mut impl Write,
) -> Result<bool, Problem> {
    let mut problem = None;
    let mut warnings = Vec::new();
    let mut told = BTreeSet::new();
    let mut receive = |file: PrintedFile, _| {
        if let Err(failed) = put(&file) {
            problem = Some(failed);
            return ControlFlow::Break(());
        }
        let path = file.path();
        // The second format of a sheet lacks what the first one lacks.
        let stem = path.with_extension("");
        let new = file.warnings.into_iter();
        let new = new.filter(|warning| told.insert((stem.clone(), *warning)));
        warnings.extend(new.map(|warning| (path.clone(), warning)));
        ControlFlow::Continue(())
    };
    let mut watch = |_: Working<'_>| ControlFlow::Continue(());
    let result = print_plan(project, organisation, plan, &mut watch, &mut receive);
    if let Some(problem) = problem {
        return Err(problem);
    }
    result.map_err(|error| print_problem(&error))?;
    for (path, warning) in &warnings {
        let place = strings::export::warning_where(warning, project);
        let what = strings::export::warning_what(warning);
        let line = words::warning(&path.to_string_lossy(), &place, &what);
        drop(writeln!(err, "{line}"));
    }
    Ok(!warnings.is_empty())
}

fn print_problem(error: &PrintError) -> Problem {
    match error {
        PrintError::NothingToPrint | PrintError::Stopped => {
            Problem::wrong_use(words::NOTHING_TO_PRINT.to_owned())
        }
        PrintError::Export(error) => Problem::failed(&strings::export::explain_export(error)),
    }
}

fn make_folder(folder: &Path) -> Result<(), Problem> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    storage::create_folder(folder).map_err(|error| {
        Problem::failed(&strings::errors::explain_storage(&error, &name_of(folder)))
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
    if let Some(per) = options.each {
        let usual = || per.usual_name().to_owned();
        let each = Each {
            per,
            pattern: options.name.clone().unwrap_or_else(usual),
            tree: options.tree,
        };
        return (target.to_owned(), Files::Each(each), formats);
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

/// Sends documents to a printer: the system's spooler (CUPS: `lp`), on Windows the PDF program.
pub(super) fn print(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<Outcome, Problem> {
    let allowed = [
        "role",
        "department",
        "with-below",
        "book",
        "layout",
        "printer",
        "style",
    ];
    let options = options(arguments, &allowed)?;
    let project = load(&options)?;
    storage::load_fonts(project.company.settings.fonts.asked_for());
    let organisation = Organisation::of(&project);
    let request = request(&options, &project, &organisation)?;
    let job = PrintJob {
        files: Files::One(strings::export::proposed_name(&project, &request)),
        request,
        formats: vec![Format::Pdf],
    };
    let plan =
        Plan::of(&project, &organisation, &job, None).map_err(|error| print_problem(&error))?;
    let storage_problem = |error: &storage::StorageError| {
        Problem::failed(&strings::errors::explain_storage(error, words::PRINT_COPY))
    };
    let folders = Folders::find().map_err(|error| storage_problem(&error))?;
    storage::discard_print_copies(&folders, SystemTime::now());
    let mut sent = Ok(());
    let mut put = |file: &PrintedFile| {
        let stored = storage::store_print_copy(&folders, &file.name, &file.bytes);
        let path = stored.map_err(|error| storage_problem(&error))?;
        sent = spool(&path, options.printer.as_deref());
        if spool::KEEPS_ITS_OWN_COPY || sent.is_err() {
            drop(storage::remove_file(&path));
        }
        Ok(())
    };
    let warned = run(&project, &organisation, plan, &mut put, err)?;
    sent?;
    say(out, words::SENT_TO_PRINTER)?;
    Ok(if warned {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}
