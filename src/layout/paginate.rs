//! Puts laid-out parts together to a document: page numbers, contents, links, headers and footers.
//!
//! Every part is laid out by itself and knows nothing of the others but the titles in its contents, so that
//! a change in one role needs that role's part only.

use super::flow::{Flow, Frame, Laid, LaidLines, LaidPage, LaidPart};
use super::line::{EntryLine, Setter};
use super::page::{Missing, OutlineEntry, Page, PageItem, Pages};
use super::picture;
use super::running::{self, Band, Numbers};
use super::table::LaidTable;
use crate::document::{
    Block, Merge, Outline, Paragraph, ParagraphStyle, Part, PartKind, PrintDocument, Span,
};
use crate::fonts::{Face, Measure};
use crate::model::Logo;
use crate::model::Owner;
use crate::model::settings::TenthMm;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Lays a document out on pages.
pub fn paginate(document: &PrintDocument, fonts: &impl Measure) -> Pages {
    let entries = contents_entries(document);
    let parts = document
        .parts
        .iter()
        .map(|part| lay_out_part(part, document, &entries, fonts))
        .collect();
    assemble(document, parts, fonts)
}

/// Every bookmark of a document that stands in its contents, in order.
pub(crate) fn contents_entries(document: &PrintDocument) -> Vec<&Outline> {
    let mut entries = Vec::new();
    for part in &document.parts {
        for block in &part.blocks {
            match block {
                Block::Paragraph(paragraph) => entries.extend(paragraph.outline.as_ref()),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    let cells = cells.filter(|cell| cell.merge != Merge::Continue);
                    let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
                    entries.extend(paragraphs.filter_map(|p| p.outline.as_ref()));
                }
                Block::Contents { .. } | Block::Space(_) | Block::Logo { .. } => {}
            }
        }
    }
    entries.retain(|outline| outline.in_contents);
    entries
}

/// Lays out one part by itself. `entries` are the document's [`contents_entries`].
pub(crate) fn lay_out_part(
    part: &Part,
    document: &PrintDocument,
    entries: &[&Outline],
    fonts: &impl Measure,
) -> LaidPart {
    let frame = Frame::of(&document.page);
    let mut setter = Setter::new(fonts, &document.styles);
    let blocks = set_blocks(&part.blocks, &frame, entries, &mut setter);
    let mut flow = Flow::new(frame, setter.marks.len());
    flow.place(blocks);
    let (pages, marks) = flow.finish();
    let outline = setter.marks.into_iter().zip(marks);
    LaidPart {
        pages,
        outline: outline
            .map(|(outline, place)| {
                let (page, y) = place.unwrap_or((0, frame.top));
                (outline, page, y)
            })
            .collect(),
        missing: setter.missing,
    }
}

fn set_blocks<M: Measure>(
    blocks: &[Block],
    frame: &Frame,
    entries: &[&Outline],
    setter: &mut Setter<'_, M>,
) -> Vec<Laid> {
    let mut laid = Vec::with_capacity(blocks.len());
    let mut steps = Vec::new();
    let mut numbered = false;
    for (index, block) in blocks.iter().enumerate() {
        let starts_run = !std::mem::replace(&mut numbered, number_of(block).is_some());
        match block {
            Block::Paragraph(paragraph) => {
                if paragraph.number.is_some() && starts_run {
                    steps = setter.level_steps(blocks[index..].iter().map_while(number_of));
                }
                let indents = setter.indents(paragraph, &steps);
                let lines = setter.paragraph(paragraph, frame.width, indents);
                laid.push(spaced(paragraph.style, lines, setter));
            }
            Block::Table(table) => {
                laid.push(Laid::Table(LaidTable::set(table, frame.width, setter)));
            }
            Block::Contents { depth } => set_contents(*depth, frame, entries, setter, &mut laid),
            Block::Space(height) => laid.push(Laid::Space(height.points())),
            Block::Logo {
                logo,
                width,
                height,
            } => laid.extend(set_logo(logo, *width, *height, frame)),
        }
    }
    laid
}

/// The paragraph, if it is a numbered one.
fn number_of(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) if paragraph.number.is_some() => Some(paragraph),
        _ => None,
    }
}

fn spaced<M: Measure>(
    style: ParagraphStyle,
    lines: Vec<super::line::Line>,
    setter: &Setter<'_, M>,
) -> Laid {
    let style = setter.styles().get(style);
    Laid::Lines(LaidLines {
        lines,
        before: style.before,
        after: style.after,
        keep_with_next: style.keep_with_next,
    })
}

fn set_logo(logo: &Arc<Logo>, width: TenthMm, height: TenthMm, frame: &Frame) -> Option<Laid> {
    let (wide, high) = picture::proportions(logo)?;
    let most = (
        width.points().min(frame.width),
        height.points().min(frame.height()),
    );
    let scale = (most.0 / wide).min(most.1 / high);
    Some(Laid::Picture {
        logo: logo.clone(),
        width: wide * scale,
        height: high * scale,
    })
}

/// Room kept for the page number of a contents entry, em: five digits and some dots.
const NUMBER_ROOM: f32 = 4.0;

/// Sets the entries of a contents. How many lines they take does not depend on the page numbers.
fn set_contents<M: Measure>(
    depth: u8,
    frame: &Frame,
    entries: &[&Outline],
    setter: &mut Setter<'_, M>,
    laid: &mut Vec<Laid>,
) {
    for (entry, outline) in entries.iter().enumerate() {
        if outline.level > depth {
            continue;
        }
        let kind = match outline.level {
            0 | 1 => ParagraphStyle::Contents1,
            2 => ParagraphStyle::Contents2,
            _ => ParagraphStyle::Contents3,
        };
        let paragraph = Paragraph {
            style: kind,
            spans: vec![Span {
                text: outline.title.clone(),
                ..Span::default()
            }],
            ..Paragraph::default()
        };
        let style = *setter.styles().get(kind);
        let size = style.size.points();
        let width = frame.width - (NUMBER_ROOM * size).min(frame.width / 3.0);
        let indents = setter.indents(&paragraph, &[]);
        let known = setter.missing.len();
        let mut lines = setter.paragraph(&paragraph, width, indents);
        // What the title lacks is told where the title stands.
        setter.missing.truncate(known);
        let count = lines.len();
        for (nth, line) in lines.iter_mut().enumerate() {
            line.entry = Some(EntryLine {
                entry,
                last: nth + 1 == count,
                face: Face::of(style.family, false),
                size,
            });
        }
        laid.push(spaced(kind, lines, setter));
    }
}

/// Where owners and contents entries are, and how many pages there are.
struct Directory {
    owners: BTreeMap<Owner, (usize, f32)>,
    entries: Vec<(usize, f32)>,
    pages: usize,
}

/// Puts parts together. They must be the laid-out parts of this document, in order.
pub(crate) fn assemble(
    document: &PrintDocument,
    parts: Vec<LaidPart>,
    fonts: &impl Measure,
) -> Pages {
    let frame = Frame::of(&document.page);
    let mut pages = Pages {
        width: document.page.width.points(),
        height: document.page.height.points(),
        ..Pages::default()
    };
    let directory = directory(document, &parts, &frame, &mut pages.outline);
    let mut setter = Setter::new(fonts, &document.styles);
    let header = Band::header(&frame, document.styles.get(ParagraphStyle::Header));
    let style = document.styles.get(ParagraphStyle::Footer);
    let footer = Band::footer(&frame, &document.page, style);
    let mut missing = Vec::new();
    pages.pages.reserve(directory.pages);
    for (part, laid) in document.parts.iter().zip(parts) {
        missing.extend(laid.missing);
        for mut page in laid.pages {
            if part.running {
                let numbers = Numbers {
                    page: pages.pages.len() + 1,
                    pages: directory.pages,
                    part_title: &part.title,
                };
                let running = [(&document.header, header), (&document.footer, footer)];
                for (running, band) in running {
                    running::draw(running, band, numbers, &frame, &mut setter, &mut page);
                }
                missing.append(&mut setter.missing);
            }
            pages.pages.push(finished(page, &directory, &mut setter));
        }
    }
    let mut told = BTreeSet::new();
    missing.retain(|missing: &Missing| told.insert((missing.character, missing.place)));
    pages.missing = missing;
    pages
}

fn directory(
    document: &PrintDocument,
    parts: &[LaidPart],
    frame: &Frame,
    outline: &mut Vec<OutlineEntry>,
) -> Directory {
    let mut directory = Directory {
        owners: BTreeMap::new(),
        entries: Vec::new(),
        pages: 0,
    };
    for (part, laid) in document.parts.iter().zip(parts) {
        for (entry, page, y) in &laid.outline {
            let page = directory.pages + page;
            if let Some(target) = entry.target {
                directory.owners.entry(target).or_insert((page, *y));
            }
            if entry.in_contents {
                directory.entries.push((page, *y));
            }
            outline.push(OutlineEntry {
                level: entry.level,
                title: entry.title.clone(),
                page,
                y: *y,
                target: entry.target,
                in_contents: entry.in_contents,
            });
        }
        if let PartKind::Owner(owner) = part.kind {
            let start = (directory.pages, frame.top);
            directory.owners.entry(owner).or_insert(start);
        }
        directory.pages += laid.pages.len();
    }
    directory
}

/// A page with its links and contents numbers, items in painting order.
fn finished<M: Measure>(
    mut page: LaidPage,
    directory: &Directory,
    setter: &mut Setter<'_, M>,
) -> Page {
    let mut links = Vec::with_capacity(page.links.len() + page.entries.len());
    for (area, target) in std::mem::take(&mut page.links) {
        if let Some(&(page, y)) = directory.owners.get(&target) {
            links.push(PageItem::Link { area, page, y });
        }
    }
    for entry in std::mem::take(&mut page.entries) {
        let Some(&(to, y)) = directory.entries.get(entry.line.entry) else {
            continue;
        };
        if entry.line.last {
            running::draw_entry(&entry, to + 1, setter, &mut page);
        }
        links.push(PageItem::Link {
            area: entry.area,
            page: to,
            y,
        });
    }
    let mut items = page.fills;
    items.append(&mut page.pictures);
    items.append(&mut page.rules);
    items.append(&mut page.texts);
    items.append(&mut links);
    Page { items }
}
