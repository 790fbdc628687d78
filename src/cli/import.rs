//! `gangshu import`: files to a project, and what a person should look at.
//!
//! `--report` writes one JSON object:
//!
//! ```json
//! {
//!   "files": [ { "name": …, "roles": n } ],
//!   "counts": { "files": n, "lines": n, "departments": n, "roles": n, "duties": n, "doubts": n, "unplaced": n, … },
//!   "company": name | null,
//!   "doubts":   [ { "kind": "Numbering", "text": …, "role": name | null, "file": …, "line": n, "source": … } ],
//!   "unplaced": [ { "text": …, "file": …, "line": n } ],
//!   "noise":    [ the same ],
//!   "notes":    [ { "kind": …, "text": …, "file": …, "line": n | null } ],
//!   "repeated": [ { "file": …, "same_as": … } ],
//!   "refused":  [ { "file": …, "what": …, "why": …, "what_to_do": … } ]
//! }
//! ```

use super::options::{MANY_FILES, Options, find_department, options};
use super::{Outcome, Problem, name_of, store};
use crate::edit::OpenProject;
use crate::import::read::{
    FILE_LIMIT, ReadError, ReadFile, SourceFiles, combine, is_document, read_file,
};
use crate::import::{
    Acceptance, Doubt, DraftItem, ImportDraft, Piece, SectionKind, Source, Span, parse, plan,
};
use crate::model::Project;
use crate::storage::{self, OnDisk, StorageError};
use crate::strings::import::{self as words, explain_doubt, explain_note, explain_read};
use crate::strings::{Message, cli as cli_words, errors};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

/// How many doubts or unplaced texts are listed in the terminal; the report has all.
const LISTED: usize = 50;
/// How many characters of a line are shown.
const SHOWN: usize = 60;

/// What was read, and what of it was understood.
struct Reading {
    files: SourceFiles,
    refused: Vec<(String, Message)>,
    draft: ImportDraft,
}

pub(super) fn import(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<Outcome, Problem> {
    let allowed = [MANY_FILES, "out", "into", "department", "report", "company"];
    let options = options(arguments, &allowed)?;
    let target = checked(&options)?;
    let (base, on_disk) = base_project(&options)?;
    let reading = read(&options, err)?;
    let project = accepted(&reading.draft, &options, base)?;
    let counts = Counts::of(&reading);
    list(&reading, err);
    let report = options.report.as_ref();
    let report = report.map(|path| (path, report_json(&reading, &counts)));
    let complete = reading.draft.unplaced.is_empty() && reading.refused.is_empty();
    // The draft of a large import needs as much memory as the project, and saving needs that twice more.
    drop(reading);
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

fn read(options: &Options, err: &mut impl Write) -> Result<Reading, Problem> {
    let mut files: Vec<ReadFile> = Vec::new();
    let mut refused = Vec::new();
    let mut paths: Vec<PathBuf> = options.file.iter().cloned().collect();
    paths.extend(options.more_files.iter().cloned());
    let mut take = |name: String, result: Result<ReadFile, ReadError>| match result {
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
            Ok(bytes) => match read_file(&file.name, &bytes) {
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
    let draft = parse(&files.source, &BTreeMap::new());
    // The draft has the lines as well.
    files.source = Source::default();
    Ok(Reading {
        files,
        refused,
        draft,
    })
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

fn accepted(draft: &ImportDraft, options: &Options, base: Project) -> Result<Project, Problem> {
    let target = match options.departments.first() {
        Some(name) => Some(find_department(name, &base)?),
        None => None,
    };
    let mut acceptance = Acceptance {
        target,
        company: options.company || options.into.is_none(),
        ..Acceptance::default()
    };
    remember(&mut acceptance, draft, &base);
    let planned = plan(&base, draft, &acceptance);
    let mut open = OpenProject::new(base);
    if let Some(planned) = planned {
        open.perform(planned.edit)
            .map_err(|error| Problem::failed(&errors::explain_edit(&error, &Project::default())))?;
    }
    Ok(open.project().clone())
}

/// What was answered about names in earlier imports holds for this one too.
fn remember(acceptance: &mut Acceptance, draft: &ImportDraft, base: &Project) {
    let answers = &base.company.name_answers;
    if answers.is_empty() {
        return;
    }
    let drafted: HashMap<String, usize> = (0..draft.roles.len())
        .rev()
        .map(|at| (draft.roles[at].full_name(), at))
        .collect();
    let known: HashMap<String, _> = base
        .roles
        .iter()
        .map(|(id, role)| (role.full_name(), *id))
        .collect();
    for answer in answers {
        let written = answer.written.clone();
        if let Some(&at) = drafted.get(&answer.meant) {
            acceptance.meanings.insert(written, at);
        } else if let Some(&id) = known.get(&answer.meant) {
            acceptance.known.insert(written, id);
        }
    }
}

// ---- what is told ----

fn told(message: &Message) -> String {
    format!("{}\n{}\n{}", message.what, message.why, message.what_to_do)
}

fn list(reading: &Reading, err: &mut impl Write) {
    let mut say = |text: &str| drop(writeln!(err, "{text}"));
    for (_, message) in &reading.refused {
        say(&told(message));
    }
    for repeated in &reading.files.repeated {
        let same = file_name(reading, repeated.same_as);
        say(&words::repeated(&repeated.name, same));
    }
    for note in &reading.files.notes {
        let place = place(file_name(reading, note.file), note.line);
        say(&format!("{place} {}", explain_note(&note.kind)));
    }
    let doubts = &reading.draft.doubts;
    for doubt in doubts.iter().take(LISTED) {
        let (file, line) = origin(reading, doubt.at);
        let text = short(&line_text(reading, doubt.at));
        say(&format!(
            "{} {}：{text}",
            place(file, line),
            explain_doubt(doubt.kind)
        ));
    }
    if doubts.len() > LISTED {
        say(&words::more_doubts(doubts.len() - LISTED));
    }
    let unplaced = &reading.draft.unplaced;
    for piece in unplaced.iter().take(LISTED) {
        let (file, line) = piece_origin(reading, piece);
        say(&format!(
            "{} {}：{}",
            place(file, line),
            words::UNPLACED,
            short(&piece.text)
        ));
    }
    if unplaced.len() > LISTED {
        say(&words::more_unplaced(unplaced.len() - LISTED));
    }
}

/// `file:line`, as compilers write it; the file alone where it is about all of it.
fn place(file: &str, line: u32) -> String {
    match line {
        0 => file.to_owned(),
        line => format!("{file}:{line}"),
    }
}

fn short(text: &str) -> String {
    let text = text.replace(['\n', '\t'], " ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn file_name(reading: &Reading, file: u32) -> &str {
    let at = usize::try_from(file).unwrap_or(usize::MAX);
    reading.files.names.get(at).map_or("", String::as_str)
}

fn origin(reading: &Reading, at: Span) -> (&str, u32) {
    let line = usize::try_from(at.line).ok();
    let line = line.and_then(|line| reading.draft.lines.get(line));
    line.map_or(("", 0), |line| (file_name(reading, line.file), line.line))
}

fn piece_origin<'a>(reading: &'a Reading, piece: &Piece) -> (&'a str, u32) {
    let first = piece.spans.first().copied().unwrap_or_default();
    origin(reading, first)
}

fn line_text(reading: &Reading, at: Span) -> String {
    let line = usize::try_from(at.line).ok();
    let line = line.and_then(|line| reading.draft.lines.get(line));
    line.map(|line| line.text.trim().to_owned())
        .unwrap_or_default()
}

// ---- the report ----

struct Counts {
    files: usize,
    departments: usize,
    roles: usize,
    duties: usize,
}

impl Counts {
    fn of(reading: &Reading) -> Counts {
        let draft = &reading.draft;
        let lists = draft.roles.iter().flat_map(|role| &role.sections);
        let of_roles = lists
            .filter(|section| section.kind == SectionKind::Duties)
            .map(|section| items(&section.items));
        let of_departments = draft.departments.iter().map(|it| items(&it.duties));
        Counts {
            files: reading.files.names.len(),
            departments: draft.departments.len(),
            roles: draft.roles.len(),
            duties: of_roles.chain(of_departments).sum(),
        }
    }
}

/// How many items there are, with those below.
fn items(list: &[DraftItem]) -> usize {
    list.iter().map(|item| 1 + items(&item.children)).sum()
}

fn report_json(reading: &Reading, counts: &Counts) -> String {
    let draft = &reading.draft;
    let mut roles = vec![0usize; reading.files.names.len()];
    for role in &draft.roles {
        let line = role.name.spans.first().and_then(|span| {
            let at = usize::try_from(span.line).ok()?;
            draft.lines.get(at)
        });
        let count = line.and_then(|line| roles.get_mut(usize::try_from(line.file).ok()?));
        if let Some(count) = count {
            *count += 1;
        }
    }
    let files = reading.files.names.iter().zip(roles);
    let pieces = |list: &[Piece]| -> Vec<Value> {
        list.iter()
            .map(|piece| {
                let (file, line) = piece_origin(reading, piece);
                json!({ "text": piece.text, "file": file, "line": line })
            })
            .collect()
    };
    let report = json!({
        "files": files.map(|(name, roles)| json!({ "name": name, "roles": roles })).collect::<Vec<_>>(),
        "counts": {
            "files": counts.files,
            "lines": draft.lines.len(),
            "departments": counts.departments,
            "roles": counts.roles,
            "duties": counts.duties,
            "doubts": draft.doubts.len(),
            "unplaced": draft.unplaced.len(),
            "noise": draft.noise.len(),
            "refused": reading.refused.len(),
            "control_characters_removed": draft.changes.control_removed,
            "radicals_mapped": draft.changes.radicals_mapped,
            "bullets_mapped": draft.changes.bullets_mapped,
            "unknown_private_use": draft.changes.unknown_private_use,
        },
        "company": draft.company,
        "doubts": draft.doubts.iter().map(|doubt| doubt_json(reading, doubt)).collect::<Vec<_>>(),
        "unplaced": pieces(&draft.unplaced),
        "noise": pieces(&draft.noise),
        "notes": reading.files.notes.iter().map(|note| json!({
            "kind": kind_name(&format!("{:?}", note.kind)),
            "text": explain_note(&note.kind),
            "file": file_name(reading, note.file),
            "line": (note.line > 0).then_some(note.line),
        })).collect::<Vec<_>>(),
        "repeated": reading.files.repeated.iter().map(|it| json!({
            "file": it.name,
            "same_as": file_name(reading, it.same_as),
        })).collect::<Vec<_>>(),
        "refused": reading.refused.iter().map(|(file, message)| json!({
            "file": file,
            "what": message.what,
            "why": message.why,
            "what_to_do": message.what_to_do,
        })).collect::<Vec<_>>(),
    });
    // A value made of text, numbers and lists can always be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn doubt_json(reading: &Reading, doubt: &Doubt) -> Value {
    let (file, line) = origin(reading, doubt.at);
    let role = doubt.role.and_then(|role| reading.draft.roles.get(role));
    json!({
        "kind": format!("{:?}", doubt.kind),
        "text": explain_doubt(doubt.kind),
        "role": role.map(|role| &role.name.text),
        "file": file,
        "line": line,
        "source": line_text(reading, doubt.at),
    })
}

/// `Deleted` of `Deleted(3)`.
fn kind_name(debug: &str) -> &str {
    debug.split('(').next().unwrap_or(debug)
}
