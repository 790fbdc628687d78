//! DOCX as Word, WPS, LibreOffice and python-docx write it, transitional or strict.
//!
//! The document is read from its beginning to its end without a tree; only the small parts (relationships,
//! styles, numbering) become one. What a part says wrong costs that part: a document without readable numbering
//! is read without numbers, and that is told.

mod body;
mod chunks;
mod numbering;
mod package;
mod styles;
mod symbols;
mod tree;
mod xml;

use super::error::{Damage, FileKind, ReadError};
use super::grid::Lines;
use super::{NoteKind, ReadFile, ReadNote, note};
use body::Reading;
use numbering::Numbering;
use package::{Package, PartError};
use styles::Styles;
use tree::Element;

/// The most headers and footers that are read; long documents have a set of them for each section.
const RUNNING_PARTS: usize = 200;

/// Checks that a package is a Word document and not something else that is zipped.
pub(super) fn recognise(extension: &str, bytes: &[u8]) -> Result<(), ReadError> {
    let package = match Package::open(bytes) {
        Ok(package) => package,
        Err(_damaged) if extension == "zip" => {
            return Err(ReadError::NotReadable(FileKind::Archive));
        }
        Err(error) => return Err(error),
    };
    if package.has("[content_types].xml") || package.has("_rels/.rels") {
        if package.has("xl/workbook.xml") || package.has("xl/workbook.bin") {
            return Err(ReadError::NotReadable(FileKind::Xlsx));
        }
        if package.has("ppt/presentation.xml") {
            return Err(ReadError::NotReadable(FileKind::Slides));
        }
        return Ok(());
    }
    Err(ReadError::NotReadable(
        if package.has("content.xml") && package.has("mimetype") {
            FileKind::Odt
        } else if package.has("ofd.xml") {
            FileKind::Pdf
        } else if package.has("word/document.xml") {
            return Ok(());
        } else if extension.starts_with("doc") {
            return Err(ReadError::Damaged(Damage::Missing("word/document.xml")));
        } else {
            FileKind::Archive
        },
    ))
}

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, ReadError> {
    let mut package = Package::open(bytes)?;
    let mut notes = Vec::new();
    let main = main_part(&mut package);
    if !package.has(&main) {
        return Err(ReadError::Damaged(Damage::Missing("word/document.xml")));
    }
    let relations = package.relations(&main);
    let mut small = |kind: &str| {
        let name = relations.iter().find(|relation| relation.kind == kind)?;
        match package.tree(&name.target) {
            Ok(tree) => tree,
            Err(_unreadable) => {
                lost(&mut notes, &name.target);
                None
            }
        }
    };
    let styles = Styles::of(small("styles").as_ref());
    let numbering = small("numbering");
    let numbers = Numbering::of(numbering.as_ref(), &styles);

    let mut reading = Reading::new(&styles, numbers);
    reading.chunks = chunks::chunks(&mut package, &relations);
    let cut = read_part(&mut package, &main, &mut reading)?;
    let counts = reading.counts();
    if counts.full {
        return Err(ReadError::TooMuchText);
    }
    let (blocks, mut around) = reading.finish();
    let mut lines = Lines::default();
    lines.add(blocks);

    let mut header_lines = 0;
    let mut footnotes = 0;
    let mut known: Vec<String> = Vec::new();
    let around_kinds = ["header", "footer", "footnotes", "endnotes"];
    let parts = relations
        .iter()
        .filter(|relation| around_kinds.contains(&relation.kind.as_str()));
    for relation in parts.take(RUNNING_PARTS) {
        let is_note = relation.kind.ends_with("notes");
        if (is_note && counts.footnotes == 0) || !package.has(&relation.target) {
            continue;
        }
        let numbers = Numbering::of(numbering.as_ref(), &styles);
        let mut part = Reading::new(&styles, numbers);
        if read_part(&mut package, &relation.target, &mut part) != Ok(false) {
            lost(&mut notes, &relation.target);
        }
        let (blocks, _) = part.finish();
        let mut text = Lines::default();
        text.add_page(blocks);
        for line in text.lines {
            // Each section repeats the header of the one before it.
            if !is_note && known.contains(&line.text) {
                continue;
            }
            known.push(line.text.clone());
            header_lines += usize::from(!is_note);
            footnotes += usize::from(is_note);
            around.push(super::grid::Block::Line(line.text));
        }
    }
    lines.add_page(around);
    counts.note(&mut notes);
    note(&mut notes, header_lines, NoteKind::HeaderLines);
    note(&mut notes, footnotes, NoteKind::Footnotes);
    if cut {
        if lines.lines.is_empty() {
            return Err(ReadError::Damaged(Damage::Part { name: main }));
        }
        note(&mut notes, 1, |_| NoteKind::CutShort);
    }
    let mut file = ReadFile {
        notes,
        ..ReadFile::default()
    };
    file.source.lines = lines.lines;
    Ok(file)
}

fn lost(notes: &mut Vec<ReadNote>, part: &str) {
    note(notes, 1, |_| NoteKind::PartLost(part.to_owned()));
}

/// Reads a part; true if it broke off.
fn read_part(
    package: &mut Package<'_>,
    name: &str,
    reading: &mut Reading<'_>,
) -> Result<bool, ReadError> {
    match package.read(name, |part| reading.read(part)) {
        Ok(()) => Ok(false),
        Err(PartError::Broken) => Ok(true),
        Err(PartError::TooLarge) => Err(ReadError::TooLargeInside {
            limit: package::PART_LIMIT,
        }),
        Err(PartError::TooDeep) => Err(ReadError::Damaged(Damage::TooDeep)),
        Err(PartError::Encrypted) => Err(ReadError::Encrypted),
    }
}

/// The part that holds the document: as the package says, or where everyone puts it.
fn main_part(package: &mut Package<'_>) -> String {
    let relations = package.relations("");
    let said = relations
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.target)
        .filter(|target| package.has(target));
    said.unwrap_or_else(|| "word/document.xml".to_owned())
}

/// The `val` of a child.
fn value<'a>(element: &'a Element, child: &str) -> Option<&'a str> {
    element.child(child)?.attribute("val")
}
