//! What `gangshu import` tells: in the terminal, and with `--report` as one JSON object.
//!
//! ```json
//! {
//!   "files": [ { "name": …, "roles": n } ],
//!   "counts": { "files": n, "lines": n, "departments": n, "roles": n, "duties": n, "doubts": n, "unplaced": n, … },
//!   "company": name | null,
//!   "doubts":   [ { "kind": "Numbering", "text": …, "role": name | null, "file": …, "line": n, "source": …,
//!                   "alternatives": [ { "kind": "Means", … } ] } ],
//!   "merged":   [ { "role": name, "department": name | null, "way": "merge", "equal": n, "new": n,
//!                   "alike": [ { "project": …, "import": … } ],
//!                   "fields": [ { "field": …, "kept": …, "left_out": … } ] } ],
//!   "unplaced": [ { "text": …, "file": …, "line": n } ],
//!   "noise":    [ the same ],
//!   "notes":    [ { "kind": …, "text": …, "file": …, "line": n | null } ],
//!   "repeated": [ { "file": …, "same_as": … } ],
//!   "refused":  [ { "file": …, "what": …, "why": …, "what_to_do": … } ]
//! }
//! ```
//!
//! `merged` are roles that the project had already: what of the import was there in the same words, what is alike (both
//! are kept but for `replace`), and fields of which both say something.

use super::import::Reading;
use crate::import::merge::{Likeness, MergeWay, compare};
use crate::import::{
    Acceptance, Alternative, Doubt, DraftItem, DraftRole, ImportDraft, Piece, SectionKind, Span,
    role_of,
};
use crate::model::{Organisation, Project};
use crate::strings::import::{self as words, explain_doubt, explain_note};
use crate::strings::{Message, import_window};
use serde_json::{Value, json};
use std::io::Write;

/// How many doubts or unplaced texts are listed in the terminal; the report has all.
const LISTED: usize = 50;
/// How many characters of a line are shown.
const SHOWN: usize = 60;

pub(super) fn told(message: &Message) -> String {
    format!("{}\n{}\n{}", message.what, message.why, message.what_to_do)
}

pub(super) fn list(reading: &Reading, merged: &[Merged], err: &mut impl Write) {
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
    for role in merged.iter().take(LISTED) {
        say(&role.told());
        for field in role.fields.iter().filter(|_| role.way != MergeWay::Replace) {
            let name = import_window::field(field.0);
            say(&words::field_left_out(
                name,
                &short(&field.1),
                &short(&field.2),
            ));
        }
    }
    if merged.len() > LISTED {
        say(&words::more_merged(merged.len() - LISTED));
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
        if let Some(question) = question(reading, doubt) {
            say(&question);
        }
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

pub(super) struct Counts {
    pub(super) files: usize,
    pub(super) departments: usize,
    pub(super) roles: usize,
    pub(super) duties: usize,
}

impl Counts {
    pub(super) fn of(reading: &Reading) -> Counts {
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

pub(super) fn report_json(reading: &Reading, merged: &[Merged], counts: &Counts) -> String {
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
            "merged": merged.len(),
            "control_characters_removed": draft.changes.control_removed,
            "radicals_mapped": draft.changes.radicals_mapped,
            "bullets_mapped": draft.changes.bullets_mapped,
            "unknown_private_use": draft.changes.unknown_private_use,
        },
        "company": draft.company,
        "doubts": draft.doubts.iter().map(|doubt| doubt_json(reading, doubt)).collect::<Vec<_>>(),
        "merged": merged.iter().map(Merged::json).collect::<Vec<_>>(),
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
        "alternatives": doubt.alternatives.iter().map(|it| alternative_json(reading, it)).collect::<Vec<_>>(),
    })
}

fn alternative_json(reading: &Reading, alternative: &Alternative) -> Value {
    let draft = &reading.draft;
    let role = |at: &usize| draft.roles.get(*at).map(DraftRole::full_name);
    match alternative {
        Alternative::ReadAs { line, read_as } => {
            let at = usize::try_from(*line).ok();
            let at = at.and_then(|at| draft.lines.get(at));
            json!({
                "kind": "ReadAs",
                "line": at.map(|line| line.line),
                "as": format!("{read_as:?}"),
            })
        }
        Alternative::ReadPart { at, read_as } => {
            let line = usize::try_from(at.line).ok();
            let line = line.and_then(|line| draft.lines.get(line));
            json!({
                "kind": "ReadPart",
                "line": line.map(|line| line.line),
                "as": format!("{read_as:?}"),
            })
        }
        Alternative::Name(name) => json!({ "kind": "Name", "name": name }),
        Alternative::Split(names) => json!({ "kind": "Split", "names": names }),
        Alternative::Means { written, role: at } => {
            json!({ "kind": "Means", "written": written, "meant": role(at) })
        }
        Alternative::MeansKnown { written, meant } => {
            json!({ "kind": "MeansKnown", "written": written, "meant": meant })
        }
        Alternative::JoinTo { role: at } => json!({ "kind": "JoinTo", "role": role(at) }),
        Alternative::Incumbents => json!({ "kind": "Incumbents" }),
        Alternative::Qualifier => json!({ "kind": "Qualifier" }),
    }
}

/// Which roles a name could mean, and how to answer.
fn question(reading: &Reading, doubt: &Doubt) -> Option<String> {
    let mut names = Vec::new();
    let mut asked = "";
    for alternative in &doubt.alternatives {
        match alternative {
            Alternative::Means { written, role } => {
                asked = written;
                names.extend(reading.draft.roles.get(*role).map(DraftRole::full_name));
            }
            Alternative::MeansKnown { written, meant } => {
                asked = written;
                names.push(meant.clone());
            }
            _ => {}
        }
    }
    (!names.is_empty()).then(|| words::which_role(asked, &names))
}

// ---- roles that were there ----

/// A role of the import that the project has already.
pub(super) struct Merged {
    role: String,
    department: Option<String>,
    way: MergeWay,
    equal: usize,
    new: usize,
    alike: Vec<(String, String)>,
    /// Fields of which both say something: what is kept, and what is not.
    fields: Vec<(crate::model::Field, String, String)>,
}

impl Merged {
    /// What becomes of the roles of `draft` that go into roles of `project`.
    pub(super) fn all(
        project: &Project,
        organisation: &Organisation,
        draft: &ImportDraft,
        acceptance: &Acceptance,
    ) -> Vec<Merged> {
        let roles = acceptance.into.iter().filter_map(|(&at, into)| {
            let (old, new) = (project.roles.get(&into.role)?, draft.roles.get(at)?);
            let comparison = compare(old, &role_of(new));
            let department = organisation.department_of(into.role);
            let department = department.and_then(|id| project.departments.get(&id));
            let pairs = comparison.lists.iter().flat_map(|list| &list.pairs);
            let alike = pairs.filter(|pair| pair.likeness == Likeness::Alike);
            let alike = alike.filter_map(|pair| {
                let (old, new) = (pair.old.as_ref()?, pair.new.as_ref()?);
                Some((old.1.clone(), new.1.clone()))
            });
            Some(Merged {
                role: old.full_name(),
                department: department.map(|it| it.name.clone()),
                way: into.way,
                equal: comparison.count(Likeness::Equal),
                new: comparison.count(Likeness::OnlyNew),
                alike: alike.collect(),
                fields: comparison
                    .fields
                    .into_iter()
                    .filter(|field| !field.old.trim().is_empty())
                    .map(|field| match into.way {
                        MergeWay::Replace => (field.field, field.new, field.old),
                        MergeWay::Merge | MergeWay::Add => (field.field, field.old, field.new),
                    })
                    .collect(),
            })
        });
        roles.collect()
    }

    /// Whether something of the import is not in the result.
    pub(super) fn leaves_out(&self) -> bool {
        self.way != MergeWay::Replace && !self.fields.is_empty()
    }

    fn told(&self) -> String {
        let counts = (self.equal, self.alike.len(), self.new);
        words::merged(&self.role, import_window::merge_way(self.way), counts)
    }

    fn json(&self) -> Value {
        let way = match self.way {
            MergeWay::Merge => "merge",
            MergeWay::Add => "add",
            MergeWay::Replace => "replace",
        };
        let alike = self.alike.iter();
        let alike = alike.map(|(old, new)| json!({ "project": old, "import": new }));
        let fields = self.fields.iter().map(|(field, kept, left_out)| {
            json!({
                "field": import_window::field(*field),
                "kept": kept,
                "left_out": left_out,
            })
        });
        json!({
            "role": self.role,
            "department": self.department,
            "way": way,
            "equal": self.equal,
            "new": self.new,
            "alike": alike.collect::<Vec<_>>(),
            "fields": fields.collect::<Vec<_>>(),
        })
    }
}

/// `Deleted` of `Deleted(3)`.
fn kind_name(debug: &str) -> &str {
    debug.split('(').next().unwrap_or(debug)
}
