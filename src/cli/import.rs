//! `gangshu import`: files to a project, and what a person should look at.
//!
//! Roles and departments that the project has already are found as in the import window, and by default go together in
//! the same way.

use super::import_report::{Counts, Merged, list, report_json, told};
use super::options::{MANY_FILES, Options, find_department, options};
use super::{Outcome, Problem, name_of, store};
use crate::edit::OpenProject;
use crate::import::merge::{MergeChoices, MergeWay};
use crate::import::read::{
    FILE_LIMIT, ReadError, ReadFile, Room, SourceFiles, combine, is_document, read_file,
};
use crate::import::{
    Acceptance, Decisions, DraftRole, ImportDraft, IntoRole, Links, decide, parse_taken, plan_taken,
};
use crate::model::{NameAnswer, Organisation, Project};
use crate::storage::{self, OnDisk, StorageError};
use crate::strings::import::{self as words, explain_read};
use crate::strings::{Message, cli as cli_words, errors};
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

/// What was read, and what of it was understood.
pub(super) struct Reading {
    pub(super) files: SourceFiles,
    pub(super) refused: Vec<(String, Message)>,
    /// Without the doubts that were answered in an earlier import.
    pub(super) draft: ImportDraft,
}

pub(super) fn import(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<Outcome, Problem> {
    let allowed = [
        MANY_FILES,
        "out",
        "into",
        "department",
        "report",
        "company",
        "existing",
        "means",
    ];
    let options = options(arguments, &allowed)?;
    let target = checked(&options)?;
    let way = existing(&options)?;
    let (base, on_disk) = base_project(&options)?;
    // From here on entries have the ids that they keep.
    let open = OpenProject::new(base);
    let mut acceptance = Acceptance {
        target: match options.departments.first() {
            Some(name) => Some(find_department(name, open.project())?),
            None => None,
        },
        company: options.company || options.into.is_none(),
        ..Acceptance::default()
    };
    let (reading, meanings) = read(&options, open.project(), err)?;
    let organisation = Organisation::of(open.project());
    link(
        &mut acceptance,
        &reading.draft,
        (open.project(), &organisation),
        way,
    );
    remember(&mut acceptance, &reading.draft, open.project(), &meanings);
    for (written, meant) in &options.means {
        let known =
            acceptance.meanings.contains_key(written) || acceptance.known.contains_key(written);
        if !known {
            return Err(Problem::wrong_use(cli_words::no_such_role(meant)));
        }
    }
    let merged = Merged::all(open.project(), &organisation, &reading.draft, &acceptance);
    let counts = Counts::of(&reading);
    list(&reading, &merged, err);
    let report = options.report.as_ref();
    let report = report.map(|path| (path, report_json(&reading, &merged, &counts)));
    let complete = reading.draft.unplaced.is_empty()
        && reading.refused.is_empty()
        && !merged.iter().any(Merged::leaves_out);
    let project = accepted(open, reading.draft, &acceptance)?;
    storage::save_project(&target, &project, on_disk)
        .map_err(|error| storage_problem(&error, &target))?;
    if let Some((path, text)) = report {
        store(path, text.as_bytes())?;
    }
    drop(writeln!(
        out,
        "{}\n{}",
        words::read_in(
            counts.files,
            counts.departments,
            counts.roles,
            counts.duties
        ),
        words::saved_as(&target.to_string_lossy()),
    ));
    let found = counts.roles + counts.departments > 0;
    if !found {
        drop(writeln!(err, "{}", words::NOTHING_FOUND));
    }
    Ok(if found && complete {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

fn storage_problem(error: &StorageError, path: &Path) -> Problem {
    Problem::failed(&errors::explain_storage(error, &name_of(path)))
}

fn usage(problem: &str) -> Problem {
    Problem::wrong_use(cli_words::usage(problem))
}

/// Where the project goes; an existing file is only replaced where it is the one that is imported into.
fn checked(options: &Options) -> Result<PathBuf, Problem> {
    if options.file.is_none() {
        return Err(usage(&cli_words::missing(words::FILES)));
    }
    let Some(target) = &options.out else {
        return Err(usage(&cli_words::missing("--out")));
    };
    if options.into.is_none() && !options.departments.is_empty() {
        return Err(usage(&cli_words::missing("--into")));
    }
    if options.departments.len() > 1 {
        return Err(usage(words::ONE_DEPARTMENT));
    }
    if options.into.as_ref() != Some(target) && storage::exists(target) {
        return Err(Problem {
            text: cli_words::exists_already(&name_of(target)),
            outcome: Outcome::Failed,
        });
    }
    Ok(target.clone())
}

/// The project that is imported into, and what is known of the file that will be written.
fn base_project(options: &Options) -> Result<(Project, OnDisk), Problem> {
    let Some(into) = &options.into else {
        return Ok((Project::default(), OnDisk::Replace));
    };
    let loaded = storage::load_project(into).map_err(|error| storage_problem(&error, into))?;
    let on_disk = if options.out.as_ref() == Some(into) {
        OnDisk::Unchanged(loaded.fingerprint)
    } else {
        OnDisk::Replace
    };
    Ok((loaded.project, on_disk))
}

// ---- reading ----

/// What names mean: the answers of earlier imports, and those given with this one.
type Meanings = BTreeMap<String, String>;

fn read(
    options: &Options,
    base: &Project,
    err: &mut impl Write,
) -> Result<(Reading, Meanings), Problem> {
    let mut files: Vec<ReadFile> = Vec::new();
    let mut refused = Vec::new();
    let mut paths: Vec<PathBuf> = options.file.iter().cloned().collect();
    paths.extend(options.more_files.iter().cloned());
    let mut room = Room::default();
    let mut take = |name: String, result: Result<ReadFile, ReadError>| match result
        .and_then(|file| room.take(file))
    {
        Ok(file) => files.push(file),
        Err(error) => {
            let message = explain_read(&error, &name);
            refused.push((name, message));
        }
    };
    let stdin = Path::new("-");
    if paths.iter().any(|path| path == stdin) {
        let name = words::STANDARD_INPUT;
        take(name.to_owned(), read_file(name, &standard_input()?));
        paths.retain(|path| path != stdin);
    }
    let mut found = storage::FoundFiles::default();
    for path in &paths {
        match storage::find_files(std::slice::from_ref(path), is_document) {
            Ok(more) => {
                found.files.extend(more.files);
                found.others += more.others;
                found.more |= more.more;
            }
            Err(error) => refused.push((
                name_of(path),
                errors::explain_storage(&error, &name_of(path)),
            )),
        }
    }
    if found.more {
        drop(writeln!(
            err,
            "{}",
            words::too_many_files(storage::FOLDER_FILE_LIMIT)
        ));
    }
    if found.others > 0 {
        drop(writeln!(err, "{}", words::other_files(found.others)));
    }
    for file in found.files {
        match storage::read_file(&file.path, FILE_LIMIT) {
            Ok(bytes) => match read_file(&file.name, &bytes).and_then(|read| room.take(read)) {
                Ok(read) => files.push(read),
                Err(error) => refused.push((file.name.clone(), explain_read(&error, &file.name))),
            },
            Err(error) => refused.push((file.name.clone(), too_large_or(&error, &file))),
        }
    }
    if files.is_empty() {
        let text = refused.iter().map(|(_, message)| told(message));
        return Err(Problem {
            text: text.collect::<Vec<_>>().join("\n"),
            outcome: Outcome::Failed,
        });
    }
    let mut files = combine(files);
    // The lines become those of the draft.
    let source = std::mem::take(&mut files.source);
    let answers = base.company.name_answers.iter();
    let answers = answers.map(|it| (it.written.clone(), it.meant.clone()));
    let decisions = Decisions {
        meanings: answers.chain(options.means.iter().cloned()).collect(),
        ..Decisions::default()
    };
    let known: Vec<String> = base.roles.values().map(|it| it.full_name()).collect();
    let mut draft = decide(parse_taken(source, &decisions), &decisions, &known).draft;
    draft.doubts.retain(|doubt| !decisions.is_done(doubt));
    let reading = Reading {
        files,
        refused,
        draft,
    };
    Ok((reading, decisions.meanings))
}

/// A file that is too large says so in the words of reading, with the way out.
fn too_large_or(error: &StorageError, file: &storage::FoundFile) -> Message {
    match error {
        StorageError::TooLarge { limit, .. } => {
            explain_read(&ReadError::TooLarge { bytes: limit + 1 }, &file.name)
        }
        other => errors::explain_storage(other, &file.name),
    }
}

fn standard_input() -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    // One byte more than is read, so that too much is noticed.
    match std::io::stdin()
        .take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
    {
        Ok(_) => Ok(bytes),
        Err(error) => Err(storage_problem(
            &StorageError::Io {
                path: PathBuf::from("-"),
                reason: error.to_string(),
            },
            Path::new(words::STANDARD_INPUT),
        )),
    }
}

/// What becomes of roles that the project has already; `None` = they are added beside them.
fn existing(options: &Options) -> Result<Option<MergeWay>, Problem> {
    match options.existing.as_deref() {
        None | Some("merge") => Ok(Some(MergeWay::Merge)),
        Some("add") => Ok(Some(MergeWay::Add)),
        Some("replace") => Ok(Some(MergeWay::Replace)),
        Some("beside") => Ok(None),
        Some(other) => Err(usage(&cli_words::bad_value("--existing", other))),
    }
}

/// Finds what the project has already.
fn link(
    acceptance: &mut Acceptance,
    draft: &ImportDraft,
    (base, organisation): (&Project, &Organisation),
    way: Option<MergeWay>,
) {
    let links = Links::by_name(base, organisation, draft, acceptance.target);
    acceptance.departments = links.departments;
    let Some(way) = way else {
        return;
    };
    for (at, role) in links.roles {
        let choices = MergeChoices::default();
        acceptance.into.insert(at, IntoRole { role, way, choices });
    }
}

/// What names mean that were asked about: roles of the draft, or of the project.
fn remember(acceptance: &mut Acceptance, draft: &ImportDraft, base: &Project, meanings: &Meanings) {
    if meanings.is_empty() {
        return;
    }
    let drafted: HashMap<String, usize> = (0..draft.roles.len())
        .rev()
        .map(|at| (DraftRole::full_name(&draft.roles[at]), at))
        .collect();
    let known: HashMap<String, _> = base
        .roles
        .iter()
        .map(|(id, role)| (role.full_name(), *id))
        .collect();
    for (written, meant) in meanings {
        if let Some(&at) = drafted.get(meant) {
            acceptance.meanings.insert(written.clone(), at);
        } else if let Some(&id) = known.get(meant) {
            acceptance.known.insert(written.clone(), id);
        }
        acceptance.answers.push(NameAnswer {
            written: written.clone(),
            meant: meant.clone(),
        });
    }
}

/// The project with what was read. The draft's texts move into it: a large import would not fit twice.
fn accepted(
    mut open: OpenProject,
    mut draft: ImportDraft,
    acceptance: &Acceptance,
) -> Result<Project, Problem> {
    draft.lines = Vec::new();
    draft.dropped = Vec::new();
    if let Some(planned) = plan_taken(open.project(), draft, acceptance) {
        open.perform(planned.edit)
            .map_err(|error| Problem::failed(&errors::explain_edit(&error, &Project::default())))?;
    }
    Ok(open.project().clone())
}
