//! Reads messy text into a draft of departments and roles, and makes one edit of a draft.
//!
//! Reading is a pure function that never fails ([`parse_text`], [`parse`]). It knows texts by their shapes: how
//! headings end, how lists are numbered, which words label a field. The words are in `assets/import/`; no name
//! of a post, person or company is known beforehand. The steps, in reading order:
//!
//! ```text
//! Source ──flow──▶ paragraphs made whole ──segments──▶ items, headings, fields ──classify──▶ kinds
//!        ──build──▶ draft ──relate──▶ proposals, questions ──account──▶ what found no place
//! ```
//!
//! The one invariant: every character that is not blank is covered by exactly one place of the draft.

mod account;
mod adverts;
mod bare_numbers;
mod build;
mod build_brackets;
mod build_demands;
mod build_departments;
mod build_fields;
mod build_forms;
mod build_items;
mod build_sections;
mod build_tables;
mod build_unknown;
mod classify;
pub mod clean;
mod content;
mod cuts;
mod decide;
mod document_titles;
mod draft;
mod edits;
mod file_names;
mod flat_tables;
mod flow;
mod glued_forms;
mod glued_headings;
mod glued_parts;
mod headings;
mod label_runs;
mod letters;
mod lexicon;
mod likeness;
mod links;
mod lonely_names;
mod markers;
pub mod merge;
mod names;
mod neighbours;
mod own_numbers;
mod page_marks;
mod pages;
mod paragraphs;
mod passes;
mod placing;
mod plain;
mod posts;
mod prefaces;
pub mod read;
mod relate;
mod segments;
mod sort;
mod squeeze;
mod tables;
mod tokens;
mod traditional;
mod undress;
mod upright;
mod wraps;

pub use content::role_of;
pub use decide::{
    Anchor, Bracket, Decided, Decisions, DoubtKey, ProposalKey, ProposalKind, decide, read_decided,
};
pub use draft::{
    Alternative, Doubt, DoubtKind, DraftDepartment, DraftField, DraftItem, DraftNames, DraftRole,
    DraftSection, Dropped, DroppedKind, FieldLine, ImportDraft, LineSpot, Piece, Proposal, ReadAs,
    SectionKind, Sort, Source, SourceLine, Span,
};
pub use edits::{Acceptance, IntoRole, Planned, into_edits, plan, plan_taken};
pub use links::Links;
pub use own_numbers::own_numbers;

use crate::model::normalise::{Changes, normalise};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads a plain text.
pub fn parse_text(text: &str) -> ImportDraft {
    let normalised = normalise(text);
    let mut draft = parse(&Source::from_text(&normalised.text), &BTreeMap::new());
    draft.changes += normalised.changes;
    draft
}

/// Reads the lines of one or several files. `choices` are the lines, by their index in
/// [`ImportDraft::lines`], of which a person has said what they are.
pub fn parse(source: &Source, choices: &BTreeMap<u32, ReadAs>) -> ImportDraft {
    read(source.clone(), choices, &BTreeMap::new())
}

/// The same with all that a person has decided about lines and parts of lines, of a source that is not needed
/// afterwards: its lines become those of the draft.
pub fn parse_taken(source: Source, decisions: &Decisions) -> ImportDraft {
    read(source, &decisions.lines, &decisions.parts)
}

fn read(
    source: Source,
    choices: &BTreeMap<u32, ReadAs>,
    parts: &BTreeMap<LineSpot, ReadAs>,
) -> ImportDraft {
    let file_names = source.file_names;
    let (lines, changes) = normalised_lines(source.lines);
    let choices = &with_page_lines(&lines, choices);
    let (flows, signs) = flow::flows(&lines, choices);
    let segments = segments::segments(&flows, (choices, parts));
    let kinds = classify::classify((&lines, &flows), &segments, (choices, parts));
    let rows = tables::rows(&flows, choices);
    let kind = DroppedKind::Marker;
    let dropped = signs.into_iter().map(|span| Dropped { span, kind });
    let draft = ImportDraft {
        lines,
        changes,
        dropped: dropped.collect(),
        ..ImportDraft::default()
    };
    let builder = build::Builder::new(&flows, &segments, &kinds, &rows, draft);
    let mut draft = builder.named_files(&file_names).run();
    drop((flows, segments, kinds, rows));
    file_names::name_roles(&mut draft, &file_names);
    relate::relate(&mut draft);
    account::account(&mut draft);
    draft.doubts.sort_by_key(|doubt| doubt.at);
    draft
}

/// Lines around the matter are noise unless a person has said something else of them.
fn with_page_lines(lines: &[SourceLine], choices: &BTreeMap<u32, ReadAs>) -> BTreeMap<u32, ReadAs> {
    let mut choices = choices.clone();
    for (line, at) in lines.iter().zip(0..) {
        if line.is_page {
            choices.entry(at).or_insert(ReadAs::Noise);
        }
    }
    choices
}

/// The lines as the project would take them; a line break inside a line that is no row parts it.
fn normalised_lines(mut lines: Vec<SourceLine>) -> (Vec<SourceLine>, Changes) {
    let mut changes = Changes::default();
    for line in &mut lines {
        let normalised = normalise(&line.text);
        changes += normalised.changes;
        if let Cow::Owned(text) = normalised.text {
            line.text = text;
        }
    }
    let is_parted = |line: &SourceLine| !line.is_row && line.text.contains('\n');
    if !lines.iter().any(is_parted) {
        return (lines, changes);
    }
    let mut parted = Vec::with_capacity(lines.len() + 1);
    for line in lines {
        if is_parted(&line) {
            parted.extend(line.text.split('\n').map(|text| SourceLine {
                text: text.to_owned(),
                ..line.clone()
            }));
        } else {
            parted.push(line);
        }
    }
    (parted, changes)
}
