//! Puts laid-out parts together to a document: page numbers, contents, links, headers and footers.
//!
//! Every part is laid out by itself and knows nothing of the others but the titles in its contents, so that
//! a change in one role needs that role's part only.

use super::chart;
use super::fit;
use super::flaw::{self, Flaw, FlawKind};
use super::flow::{self, Flow, Frame, Laid, LaidLines, LaidPage, LaidPart};
use super::line::{EntryLine, EntryTarget, Setter};
use super::page::{Missing, OutlineEntry, Page, PageItem, PageNumbers, Pages};
use super::picture;
use super::questions::Questions;
use super::running;
use super::sheet::{PageOf, Sheet};
use super::structure::{Container, Meaning, Role, Structure};
use super::table::LaidTable;
use crate::document::{
    Block, Chart, Merge, Outline, Paragraph, ParagraphStyle, Part, PartKind, PartSetup,
    PrintDocument, Span, StyleSheet, title_margin, wording,
};
use crate::fonts::{Face, Measure};
use crate::model::Logo;
use crate::model::Owner;
use crate::model::settings::{ItemBreak, TenthMm};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Lays a document out on pages.
pub fn paginate(document: &PrintDocument, fonts: &impl Measure) -> Pages {
    let pages = paginate_watched(document, fonts, &mut |_| true);
    pages.expect("nobody says no")
}

/// The same; `go_on` is asked before each part, and now and then inside a long one, with the number of parts laid out.
/// `None` = it said no.
pub fn paginate_watched(
    document: &PrintDocument,
    fonts: &impl Measure,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Option<Pages> {
    let entries = contents_entries(document);
    let mut parts = Vec::with_capacity(document.parts.len());
    for part in &document.parts {
        if !go_on(parts.len()) {
            return None;
        }
        let done = parts.len();
        let laid = lay_out_part(part, document, &entries, fonts, &mut || go_on(done))?;
        parts.push(laid);
    }
    assemble(document, parts, fonts, go_on)
}

/// How many pages a document has and where its bookmarks are: those of [`paginate()`], whose pages are forgotten part
/// by part.
pub fn page_numbers(document: &PrintDocument, fonts: &impl Measure) -> PageNumbers {
    let numbers = page_numbers_watched(document, fonts, &mut |_| true);
    numbers.expect("nobody says no")
}

/// The same; `go_on` is asked as [`paginate_watched`] asks it. `None` = it said no.
pub fn page_numbers_watched(
    document: &PrintDocument,
    fonts: &impl Measure,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Option<PageNumbers> {
    let entries = contents_entries(document);
    let mut numbers = PageNumbers::default();
    for (index, part) in document.parts.iter().enumerate() {
        if !go_on(index) {
            return None;
        }
        let laid = lay_out_part(part, document, &entries, fonts, &mut || go_on(index))?;
        let tightened = laid.tightening.map(|tightening| (index, tightening));
        numbers.tightened.extend(tightened);
        numbers.parts.push(laid.pages.len());
        let outline = laid.outline.into_iter();
        let first = first_page(&part.setup, numbers.pages);
        numbers
            .outline
            .extend(outline.map(|(entry, page, y)| outline_entry(entry, first + page, y)));
        numbers.pages = first + laid.pages.len();
        numbers.flaws.extend(laid.flaws);
    }
    let running = flaw::of_running(document, running_titles(document), numbers.pages, fonts);
    numbers.flaws.extend(running.flaws);
    flaw::each_once(&mut numbers.flaws);
    Some(numbers)
}

/// The titles of parts with header and footer, and what they say of themselves.
fn running_titles(document: &PrintDocument) -> impl Iterator<Item = (&str, &PartSetup)> {
    let running = document.parts.iter().filter(|part| part.running);
    running.map(|part| (part.title.as_str(), &part.setup))
}

/// Where a part begins, from 0, after so many pages: on the next page, or on the one after it.
fn first_page(setup: &PartSetup, pages: usize) -> usize {
    pages + usize::from(setup.odd_start && pages % 2 == 1)
}

fn outline_entry(entry: Outline, page: usize, y: f32) -> OutlineEntry {
    OutlineEntry {
        level: entry.level,
        title: entry.title,
        page,
        y,
        target: entry.target,
        in_contents: entry.in_contents,
    }
}

/// Every bookmark of a document that stands in its contents, in order.
fn contents_entries(document: &PrintDocument) -> Vec<&Outline> {
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
                Block::Contents { .. }
                | Block::Index(_)
                | Block::Chart(_)
                | Block::Space(_)
                | Block::Logo { .. } => {}
            }
        }
    }
    entries.retain(|outline| outline.in_contents);
    entries
}

/// A list item that takes more of a page than this share may be torn: the page before it would stay too empty.
pub const MOST_WHOLE: f32 = 1.0 / 3.0;

/// Lays out one part by itself. `entries` are the document's [`contents_entries`]; `go_on` is asked now and then in a
/// long one, `None` = it said no.
pub(super) fn lay_out_part(
    part: &Part,
    document: &PrintDocument,
    entries: &[&Outline],
    fonts: &impl Measure,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<LaidPart> {
    let mut stopped = false;
    let mut go_on = || {
        // Whoever has stopped is not asked again, however often the part is tried.
        stopped = stopped || !go_on();
        !stopped
    };
    let laid = fit::fitted(part, &document.styles, |styles| {
        lay_out_with(styles, part, document, entries, (fonts, &mut go_on))
    });
    (!stopped).then_some(laid)
}

fn lay_out_with(
    styles: &StyleSheet,
    part: &Part,
    document: &PrintDocument,
    entries: &[&Outline],
    (fonts, go_on): (&impl Measure, &mut dyn FnMut() -> bool),
) -> fit::Tried {
    let frame = Sheet::of(document, &part.setup).frame;
    let mut setter = Setter::new(fonts, styles).with_typography(document.typography);
    if document.items == ItemBreak::KeepWhole {
        setter.keep_whole = frame.height() * MOST_WHOLE;
    }
    let mut questions = Questions::new(go_on);
    let blocks = set_blocks(&part.blocks, &frame, entries, &mut setter, &mut questions);
    let space = flow::space(&blocks) / frame.height();
    let mut flow = Flow::new(frame, setter.marks.len());
    flow.place(blocks, &mut questions);
    setter.flaws.append(&mut flow.flaws);
    flaw::lead_to_owner(&mut setter.flaws, part.kind);
    let filled = flow.finish();
    let outline = setter.marks.into_iter().zip(filled.marks);
    let mut structure = setter.outliner.finish();
    for (figure, (_, page, area)) in structure.figures.iter_mut().zip(filled.figures) {
        (figure.page, figure.area) = (page, area);
    }
    let laid = LaidPart {
        pages: filled.pages,
        outline: outline
            .map(|(outline, place)| {
                let (page, y) = place.unwrap_or((0, frame.top));
                (outline, page, y)
            })
            .collect(),
        missing: setter.missing,
        flaws: setter.flaws,
        structure,
        tightening: None,
    };
    fit::Tried {
        laid,
        filled: filled.last,
        over: filled.last - filled.hole,
        free: filled.free,
        space,
    }
}

fn set_blocks<M: Measure>(
    blocks: &[Block],
    frame: &Frame,
    entries: &[&Outline],
    setter: &mut Setter<'_, M>,
    questions: &mut Questions<'_>,
) -> Vec<Laid> {
    let mut laid = Vec::with_capacity(blocks.len());
    let mut steps = Vec::new();
    let mut numbered = false;
    for (index, block) in blocks.iter().enumerate() {
        let rows = match block {
            Block::Table(table) => table.rows.len(),
            _ => 1,
        };
        if !questions.go_on(rows) {
            return Vec::new();
        }
        let starts_run = !std::mem::replace(&mut numbered, number_of(block).is_some());
        match block {
            Block::Paragraph(paragraph) => {
                if paragraph.number.is_some() && starts_run {
                    steps = setter.level_steps(blocks[index..].iter().map_while(number_of));
                }
                let mut indents = setter.indents(paragraph, &steps);
                let style = setter.styles().get(paragraph.style);
                let margin = title_margin(paragraph, style, frame.width);
                indents.text += margin;
                indents.right += margin;
                let lines = setter.paragraph(paragraph, frame.width, indents);
                laid.push(spaced(paragraph, lines, setter));
            }
            Block::Table(table) => {
                laid.push(Laid::Table(LaidTable::set(table, frame.width, setter)));
            }
            Block::Contents { depth } => set_contents(*depth, frame, entries, setter, &mut laid),
            Block::Index(lines) => {
                let index = setter.outliner.add(Role::Index, None);
                for line in lines {
                    let target = EntryTarget::Owner(line.target);
                    set_entry(
                        ParagraphStyle::Contents2,
                        line.spans.clone(),
                        (target, index, Role::Paragraph),
                        frame,
                        setter,
                        &mut laid,
                    );
                }
            }
            Block::Chart(chart) => {
                let bands = set_chart(chart, frame, kept_above(&laid), setter);
                laid.extend(bands.into_iter().map(Laid::Band));
            }
            Block::Space(height) => laid.push(Laid::Space(setter.styles().space(height.points()))),
            Block::Logo {
                logo,
                width,
                height,
            } => laid.extend(set_logo(logo, (*width, *height), frame, setter)),
        }
    }
    laid
}

/// Height of the paragraphs at the end of `laid` that stay with what comes after them, pt.
fn kept_above(laid: &[Laid]) -> f32 {
    let lines = laid.iter().rev().map_while(|block| match block {
        Laid::Lines(lines) if lines.keep_with_next => Some(lines.height()),
        _ => None,
    });
    lines.sum()
}

/// Sets a chart below a heading `above` pt high: it takes a whole page only if the heading need not stand on it.
fn set_chart<M: Measure>(
    chart: &Chart,
    frame: &Frame,
    above: f32,
    setter: &mut Setter<'_, M>,
) -> Vec<chart::Band> {
    let (width, height) = (frame.width, frame.height());
    let known = setter.outliner.len();
    let bands = chart::set(chart, width, height, setter);
    let alone = |band: &chart::Band| above > 0.0 && above + band.height > height;
    if !bands.first().is_some_and(alone) {
        return bands;
    }
    setter.outliner.truncate(known);
    chart::set(chart, width, height - above, setter)
}

/// The bands of each chart of a part as [`paginate()`] sets them, and what it notes of their figures.
pub(super) fn chart_bands<M: Measure>(
    blocks: &[Block],
    frame: &Frame,
    setter: &mut Setter<'_, M>,
) -> Vec<Vec<chart::Band>> {
    let mut charts = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Block::Chart(chart) = block else { continue };
        let before = blocks.get(..index).unwrap_or_default();
        let headings = before.iter().rev().take_while(|block| match block {
            Block::Paragraph(it) => {
                it.keep_with_next || setter.styles().get(it.style).keep_with_next
            }
            _ => false,
        });
        let headings = before.get(index - headings.count()..).unwrap_or_default();
        let above = kept_above(&set_blocks(
            headings,
            frame,
            &[],
            setter,
            &mut Questions::new(&mut || true),
        ));
        charts.push(set_chart(chart, frame, above, setter));
    }
    charts
}

/// The paragraph, if it is a numbered one.
fn number_of(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) if paragraph.number.is_some() => Some(paragraph),
        _ => None,
    }
}

fn spaced<M: Measure>(
    paragraph: &Paragraph,
    lines: Vec<super::line::Line>,
    setter: &Setter<'_, M>,
) -> Laid {
    let style = setter.styles().get(paragraph.style);
    let whole = setter.is_whole(paragraph, &lines);
    Laid::Lines(LaidLines {
        whole,
        lines,
        before: style.before,
        after: style.after,
        keep_with_next: style.keep_with_next || paragraph.keep_with_next,
    })
}

fn set_logo<M: Measure>(
    logo: &Arc<Logo>,
    (width, height): (TenthMm, TenthMm),
    frame: &Frame,
    setter: &mut Setter<'_, M>,
) -> Option<Laid> {
    let Some((wide, high)) = picture::proportions(logo) else {
        let unreadable = Flaw::of_logo(FlawKind::UnreadablePicture);
        setter.flaws.push(unreadable);
        return None;
    };
    let most = (
        width.points().min(frame.width),
        height.points().min(frame.height()),
    );
    let scale = (most.0 / wide).min(most.1 / high);
    setter.flaws.extend(Flaw::of_picture(wide, wide * scale));
    Some(Laid::Picture {
        logo: logo.clone(),
        width: wide * scale,
        height: high * scale,
        figure: setter.outliner.figure(wording::LOGO.to_owned()),
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
    let contents = setter.outliner.add(Role::Contents, None);
    for (entry, outline) in entries.iter().enumerate() {
        if outline.level > depth {
            continue;
        }
        let kind = match outline.level {
            0 | 1 => ParagraphStyle::Contents1,
            2 => ParagraphStyle::Contents2,
            _ => ParagraphStyle::Contents3,
        };
        let spans = vec![Span {
            text: outline.title.clone(),
            ..Span::default()
        }];
        let target = (EntryTarget::Entry(entry), contents, Role::Entry);
        set_entry(kind, spans, target, frame, setter, laid);
    }
}

/// Sets a line that leads to a page: what it leads to, and as what it stands in which element.
fn set_entry<M: Measure>(
    kind: ParagraphStyle,
    spans: Vec<Span>,
    (entry, around, role): (EntryTarget, u32, Role),
    frame: &Frame,
    setter: &mut Setter<'_, M>,
    laid: &mut Vec<Laid>,
) {
    let paragraph = Paragraph {
        style: kind,
        spans,
        ..Paragraph::default()
    };
    let style = *setter.styles().get(kind);
    let size = style.size.points();
    let width = frame.width - (NUMBER_ROOM * size).min(frame.width / 3.0);
    let indents = setter.indents(&paragraph, &[]);
    let known = (setter.missing.len(), setter.flaws.len());
    let outliner = &mut setter.outliner;
    let element = outliner.add(role, Some(around));
    let reference = outliner.add(Role::Reference, Some(element));
    let link = outliner.add(Role::Link, Some(reference));
    let outer = outliner.enter(Container {
        element: Some(link),
        alone: true,
    });
    let mut lines = setter.paragraph(&paragraph, width, indents);
    setter.outliner.enter(outer);
    // What the title lacks is told where the title stands.
    setter.missing.truncate(known.0);
    setter.flaws.truncate(known.1);
    let count = lines.len();
    for (nth, line) in lines.iter_mut().enumerate() {
        line.entry = Some(EntryLine {
            entry,
            last: nth + 1 == count,
            face: Face::of(style.family, false),
            size,
            meaning: Meaning::Element(link),
        });
    }
    laid.push(spaced(&paragraph, lines, setter));
}

/// Where owners and contents entries are, and how many pages there are.
#[derive(Debug, Default)]
pub(super) struct Directory {
    owners: BTreeMap<Owner, (usize, f32)>,
    entries: Vec<(usize, f32)>,
    pub(super) pages: usize,
}

impl Directory {
    /// Notes the next part: its bookmarks, how many pages it has and where they begin to be filled. Answers with its
    /// first page, from 0.
    pub(super) fn add(
        &mut self,
        (kind, setup): (PartKind, &PartSetup),
        outline: &[(Outline, usize, f32)],
        pages: usize,
        top: f32,
    ) -> usize {
        let first = first_page(setup, self.pages);
        for (entry, page, y) in outline {
            let page = first + page;
            if let Some(target) = entry.target {
                self.owners.entry(target).or_insert((page, *y));
            }
            if entry.in_contents {
                self.entries.push((page, *y));
            }
        }
        if let PartKind::Owner(owner) = kind {
            self.owners.entry(owner).or_insert((first, top));
        }
        self.pages = first + pages;
        first
    }
}

/// Puts parts together. They must be the laid-out parts of this document, in order.
pub(crate) fn assemble(
    document: &PrintDocument,
    parts: Vec<LaidPart>,
    fonts: &impl Measure,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Option<Pages> {
    let mut pages = Pages {
        width: document.page.width.points(),
        height: document.page.height.points(),
        ..Pages::default()
    };
    let (directory, starts) = directory(document, &parts, &mut pages.outline);
    let mut setter = Setter::new(fonts, &document.styles).with_typography(document.typography);
    let mut missing = Vec::new();
    pages.pages.reserve(directory.pages);
    let all = document.parts.iter().zip(parts).zip(starts);
    for (index, ((part, laid), first)) in all.enumerate() {
        if !go_on(document.parts.len()) {
            return None;
        }
        let tightened = laid.tightening.map(|tightening| (index, tightening));
        pages.tightened.extend(tightened);
        pages.parts.push(laid.pages.len());
        // A part that begins on the next odd page leaves the one before it empty.
        pages.pages.resize_with(first, Page::default);
        missing.extend(laid.missing);
        pages.flaws.extend(laid.flaws);
        let sheet = Sheet::of(document, &part.setup);
        let mut structure = Structure {
            first_page: first,
            ..laid.structure
        };
        sheet.shift_figures(&mut structure);
        pages.structure.push(structure);
        let mut at = PageOf::first(part, first, laid.pages.len());
        for page in laid.pages {
            let page = sheet.complete(document, page, at, &directory, &mut setter);
            missing.append(&mut setter.missing);
            pages.pages.push(page);
            (at.index, at.nth) = (at.index + 1, at.nth + 1);
        }
    }
    let mut told = BTreeSet::new();
    missing.retain(|missing: &Missing| told.insert((missing.character, missing.place)));
    pages.missing = missing;
    let running = flaw::of_running(document, running_titles(document), directory.pages, fonts);
    pages.flaws.extend(running.flaws);
    flaw::each_once(&mut pages.flaws);
    Some(pages)
}

/// Where things are, and the first page of every part.
fn directory(
    document: &PrintDocument,
    parts: &[LaidPart],
    outline: &mut Vec<OutlineEntry>,
) -> (Directory, Vec<usize>) {
    let mut directory = Directory::default();
    let mut starts = Vec::with_capacity(parts.len());
    for (part, laid) in document.parts.iter().zip(parts) {
        let top = Sheet::of(document, &part.setup).frame.top;
        let about = (part.kind, &part.setup);
        let first = directory.add(about, &laid.outline, laid.pages.len(), top);
        let entries = laid.outline.iter();
        outline
            .extend(entries.map(|(entry, page, y)| outline_entry(entry.clone(), first + page, *y)));
        starts.push(first);
    }
    (directory, starts)
}

/// A page with its links and contents numbers, items in painting order.
pub(super) fn finished<M: Measure>(
    mut page: LaidPage,
    directory: &Directory,
    setter: &mut Setter<'_, M>,
) -> Page {
    let mut links = Vec::with_capacity(page.links.len() + page.entries.len());
    for (area, target, meaning) in std::mem::take(&mut page.links) {
        if let Some(&(page, y)) = directory.owners.get(&target) {
            links.push(PageItem::Link {
                area,
                page,
                y,
                meaning,
            });
        }
    }
    for entry in std::mem::take(&mut page.entries) {
        let place = match entry.line.entry {
            EntryTarget::Entry(entry) => directory.entries.get(entry),
            EntryTarget::Owner(owner) => directory.owners.get(&owner),
        };
        let Some(&(to, y)) = place else {
            continue;
        };
        if entry.line.last {
            running::draw_entry(&entry, to + 1, setter, &mut page);
        }
        links.push(PageItem::Link {
            area: entry.area,
            page: to,
            y,
            meaning: entry.line.meaning,
        });
    }
    let mut items = page.fills;
    items.append(&mut page.pictures);
    items.append(&mut page.rules);
    items.append(&mut page.texts);
    items.append(&mut links);
    Page { items, size: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CellKind, Number, Row, Running, RunningText};
    use crate::layout::testing::{
        Fixed, all_text, cell, document, heading, ink, page_text, paragraph, part, random_text,
        right_edge, row, table, texts,
    };
    use crate::model::settings::NumberStyle;
    use crate::model::{DepartmentId, PictureFormat, RoleId};

    fn body(text: &str) -> Block {
        Block::Paragraph(paragraph(ParagraphStyle::Body, text))
    }

    #[test]
    fn running_text_flows_over_pages_without_loss_and_inside_its_frame() {
        let mut rng = fastrand::Rng::with_seed(5);
        let source: Vec<String> = (0..200).map(|_| random_text(&mut rng, 12)).collect();
        let pages = paginate(
            &document(vec![part(source.iter().map(|text| body(text)).collect())]),
            &Fixed,
        );
        assert!(pages.pages.len() > 5);
        assert_eq!(all_text(&pages), ink(&source.concat()));
        for (_, text) in texts(&pages) {
            assert!(text.x >= 70.8 && right_edge(text) <= 524.6, "{text:?}");
            assert!(text.y > 72.0 && text.y < 842.0 - 65.0);
        }
    }

    #[test]
    fn no_page_begins_or_ends_with_a_single_line_of_a_paragraph() {
        // Paragraphs of four lines of 37 characters, the first indented by two.
        let text = "甲".repeat(35) + &"乙".repeat(37) + &"丙".repeat(37) + "丁";
        let pages = paginate(&document(vec![part(vec![body(&text); 60])]), &Fixed);
        assert!(pages.pages.len() > 3);
        for page in 0..pages.pages.len() {
            let on_page = page_text(&pages, page);
            assert!(!on_page.starts_with('乙') && !on_page.starts_with('丁'));
            assert!(!on_page.ends_with('甲') && !on_page.ends_with('丙'));
        }
    }

    #[test]
    fn of_two_spaces_that_meet_the_larger_counts() {
        let styles = crate::layout::testing::styles();
        let (title, heading) = (
            *styles.get(ParagraphStyle::Title),
            *styles.get(ParagraphStyle::Heading),
        );
        assert!(title.after > 0.0 && heading.before > 0.0);
        let line = |style, text: &str| Block::Paragraph(paragraph(style, text));
        let pages = paginate(
            &document(vec![part(vec![
                line(ParagraphStyle::Title, "甲"),
                line(ParagraphStyle::Heading, "乙"),
            ])]),
            &Fixed,
        );
        let all: Vec<f32> = texts(&pages).map(|(_, text)| text.y).collect();
        let base = |style: &crate::document::Style| {
            style.line / 2.0 + super::super::line::MIDDLE * style.size.points()
        };
        let step = title.line - base(&title) + title.after.max(heading.before) + base(&heading);
        assert!((all[1] - all[0] - step).abs() < 0.01, "{all:?}, {step}");
    }

    #[test]
    fn what_is_kept_together_over_paragraphs_and_tables_stands_on_one_page() {
        let kept = |text: &str| {
            Block::Paragraph(Paragraph {
                keep_with_next: true,
                ..paragraph(ParagraphStyle::Body, text)
            })
        };
        let row = |keep_with_next| Row {
            keep_with_next,
            ..row(vec![cell(CellKind::Plain, "乙")])
        };
        let pages_of_tail = |before: usize| {
            let mut blocks = vec![body("甲"); before];
            let tables = [vec![row(true); 3], vec![row(true), row(false)]];
            let [first, second] = tables.map(|rows| Block::Table(table(1, rows)));
            blocks.extend([
                kept("乙"),
                first,
                kept("乙"),
                Block::Space(TenthMm(50)),
                second,
            ]);
            let pages = paginate(&document(vec![part(blocks)]), &Fixed);
            let said = (0..pages.pages.len()).map(|page| page_text(&pages, page));
            said.map(|text| text.matches('乙').count())
                .collect::<Vec<usize>>()
        };
        let mut torn_off = 0;
        for before in 20..40 {
            let tail = pages_of_tail(before);
            assert!(tail == [7] || tail == [0, 7], "{before}: {tail:?}");
            torn_off += tail.len() - 1;
        }
        assert!((1..20).contains(&torn_off), "{torn_off}");
    }

    /// Where the texts of an item of `lines` lines stand that comes after `before` single lines: how many on each page.
    fn torn(before: usize, lines: usize, items: ItemBreak, in_cell: bool) -> Vec<usize> {
        let item = Paragraph {
            number: Some(Number {
                list: 1,
                level: 0,
                style: NumberStyle::DecimalComma,
                value: 1,
                text: "1、".into(),
                prefix: String::new(),
            }),
            ..paragraph(ParagraphStyle::Item, &vec!["乙"; lines].join("\n"))
        };
        let mut blocks = vec![body("甲"); before];
        blocks.push(if in_cell {
            let mut cell = cell(CellKind::Plain, "甲");
            cell.paragraphs.push(item);
            let row = Row {
                splittable: true,
                ..row(vec![cell])
            };
            Block::Table(table(1, vec![row]))
        } else {
            Block::Paragraph(item)
        });
        let mut document = document(vec![part(blocks)]);
        document.items = items;
        let pages = paginate(&document, &Fixed);
        let said = (0..pages.pages.len()).map(|page| page_text(&pages, page));
        said.map(|text| text.matches('乙').count()).collect()
    }

    #[test]
    fn a_list_item_is_kept_whole_where_a_page_has_room_for_it_unless_it_may_be_torn() {
        for in_cell in [false, true] {
            let mut tears = 0;
            for before in 20..40 {
                let whole = torn(before, 8, ItemBreak::KeepWhole, in_cell);
                assert!(whole.contains(&8), "{before}: {whole:?}");
                let may = torn(before, 8, ItemBreak::Tear, in_cell);
                tears += usize::from(!may.contains(&8));
                // One that takes much of a page would leave a hole.
                let long = torn(before, 20, ItemBreak::KeepWhole, in_cell);
                assert!(long[0] > 0 || before > 30, "{before}: {long:?}");
            }
            assert!(tears >= 3, "{tears}");
        }
    }

    #[test]
    fn a_heading_stays_with_what_follows() {
        for lines in 20..45 {
            let mut blocks = vec![body("甲"); lines];
            blocks.push(Block::Paragraph(paragraph(ParagraphStyle::Heading, "标题")));
            blocks.push(body("正文"));
            let pages = paginate(&document(vec![part(blocks)]), &Fixed);
            let page_of = |wanted: &str| {
                texts(&pages)
                    .find(|(_, t)| t.text == wanted)
                    .map(|(p, _)| p)
            };
            assert_eq!(page_of("标题"), page_of("正文"));
        }
    }

    #[test]
    fn what_is_kept_with_the_next_block_is_kept_across_a_space() {
        let signatures = || {
            let signing = row(vec![cell(CellKind::Label, "签字")]);
            Block::Table(table(1, vec![signing]))
        };
        let pages_with = |n: usize, kept: bool| {
            let mut blocks: Vec<Block> = (0..n).map(|_| body("甲")).collect();
            let mut last = paragraph(ParagraphStyle::Body, "末");
            last.keep_with_next = kept;
            blocks.extend([
                Block::Paragraph(last),
                Block::Space(TenthMm(60)),
                signatures(),
            ]);
            paginate(&document(vec![part(blocks)]), &Fixed)
        };
        // As many paragraphs as leave room for the last one alone.
        let n = (1..100).find(|&n| {
            let pages = pages_with(n, false);
            pages.pages.len() == 2 && page_text(&pages, 1) == "签字"
        });
        let pages = pages_with(n.unwrap(), true);
        assert_eq!(page_text(&pages, 1), "末签字");
    }

    #[test]
    fn contents_name_the_pages_where_titles_stand() {
        let mut parts = vec![part(vec![
            Block::Paragraph(paragraph(ParagraphStyle::ContentsTitle, "目录")),
            Block::Contents { depth: 2 },
        ])];
        for n in 0..120_usize {
            let mut blocks = vec![Block::Paragraph(heading(
                u8::try_from(n % 3 + 1).unwrap(),
                &format!("岗位{n}号"),
            ))];
            blocks.extend(vec![body("甲"); n % 70]);
            parts.push(part(blocks));
        }
        let pages = paginate(&document(parts), &Fixed);
        let listed: Vec<_> = pages
            .outline
            .iter()
            .filter(|entry| entry.level <= 2)
            .collect();
        assert_eq!(listed.len(), 80);
        let first_part = pages.outline[0].page;
        assert!(first_part >= 2, "eighty entries take more than one page");
        let items: Vec<&PageItem> = pages.pages[..first_part]
            .iter()
            .flat_map(|p| &p.items)
            .collect();
        for entry in &listed {
            let title = items.iter().find_map(|item| match item {
                PageItem::Text(text) if text.text == entry.title => Some(text.y),
                _ => None,
            });
            let y = title.unwrap();
            let number = (entry.page + 1).to_string();
            let numbered = items.iter().any(|item| {
                matches!(item, PageItem::Text(text)
                if text.y == y && text.text == number && (right_edge(text) - 524.4).abs() < 0.1)
            });
            assert!(numbered, "{} → {number}", entry.title);
            assert!(page_text(&pages, entry.page).starts_with(&entry.title));
        }
        let links: Vec<usize> = items
            .iter()
            .filter_map(|item| match item {
                PageItem::Link { page, .. } => Some(*page),
                _ => None,
            })
            .collect();
        let wanted: Vec<usize> = listed.iter().map(|entry| entry.page).collect();
        assert_eq!(links, wanted);
    }

    #[test]
    fn links_lead_to_owners_in_the_document_and_nowhere_else() {
        let here = Owner::Role(RoleId(1));
        let linked = |target| {
            let mut paragraph = paragraph(ParagraphStyle::Cell, "上级");
            paragraph.spans[0].link = Some(target);
            Block::Paragraph(paragraph)
        };
        let away = Owner::Department(DepartmentId(7));
        let mut second = part(vec![body("经理")]);
        second.kind = PartKind::Owner(here);
        let pages = paginate(
            &document(vec![part(vec![linked(here), linked(away)]), second]),
            &Fixed,
        );
        let links = pages.pages[0].items.iter().filter_map(|item| match item {
            PageItem::Link { page, .. } => Some(*page),
            _ => None,
        });
        assert_eq!(links.collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn headers_and_footers_number_the_pages_of_running_parts() {
        let mut parts = vec![part(vec![body("封面")]), part(vec![body("甲"), body("乙")])];
        parts[1].running = true;
        parts[1].title = "经理".to_owned();
        let mut document = document(parts);
        document.header.right = vec![RunningText::PartTitle];
        document.footer.middle = vec![
            RunningText::Text("第".to_owned()),
            RunningText::Page,
            RunningText::Text("页共".to_owned()),
            RunningText::Pages,
            RunningText::Text("页".to_owned()),
        ];
        let pages = paginate(&document, &Fixed);
        assert_eq!(page_text(&pages, 0), "封面");
        assert_eq!(page_text(&pages, 1), "甲乙经理第2页共2页");
        for (_, text) in texts(&pages) {
            assert!(text.y > 0.0 && text.y < 842.0);
            assert!(text.text != "经理" || (right_edge(text) - 524.4).abs() < 0.1);
        }
    }

    #[test]
    fn impossible_pages_come_to_their_end_with_all_their_text() {
        let mut rng = fastrand::Rng::with_seed(9);
        for sides in [0, 1, 500, 30_000, u16::MAX] {
            let text = random_text(&mut rng, 10);
            let mut document = document(vec![part(vec![
                Block::Space(TenthMm(u16::MAX)),
                Block::Paragraph(heading(1, "标题")),
                body(&text),
            ])]);
            document.header = Running {
                left: vec![RunningText::Text("公司".repeat(100))],
                rule: true,
                ..Running::default()
            };
            document.page.left = TenthMm(sides);
            document.page.top = TenthMm(sides);
            document.page.bottom = TenthMm(sides);
            let pages = paginate(&document, &Fixed);
            assert_eq!(all_text(&pages), format!("标题{}", ink(&text)), "{sides}");
        }
    }

    #[test]
    fn a_logo_keeps_its_proportions_and_a_damaged_one_is_left_out() {
        // A PNG of 2 × 1 pixels: signature and IHDR (with its checksum), then an IDAT and IEND.
        let png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNg+A8AAQIBAEK+vGgAAAAASUVORK5CYII=";
        let logo = |base64: &str| Block::Logo {
            logo: Arc::new(Logo {
                format: PictureFormat::Png,
                base64: base64.to_owned(),
            }),
            width: TenthMm(500),
            height: TenthMm(500),
        };
        let pages = paginate(
            &document(vec![part(vec![logo(png), logo("AAAA"), logo("no!")])]),
            &Fixed,
        );
        let areas: Vec<_> = pages.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                PageItem::Picture { area, .. } => Some((area.width, area.height)),
                _ => None,
            })
            .collect();
        assert_eq!(areas.len(), 1);
        assert!((areas[0].0 - 2.0 * areas[0].1).abs() < 0.01);
        let kind = FlawKind::UnreadablePicture;
        let unreadable = Flaw::of_logo(kind);
        assert!(pages.flaws.contains(&unreadable));
        let readable = paginate(&document(vec![part(vec![logo(png)])]), &Fixed);
        assert!(!readable.flaws.contains(&unreadable));
    }

    #[test]
    fn a_part_is_laid_out_the_same_with_and_without_the_others() {
        let mut rng = fastrand::Rng::with_seed(13);
        let parts: Vec<Part> = (0..5)
            .map(|_| part(vec![body(&random_text(&mut rng, 200))]))
            .collect();
        let together = paginate(&document(parts.clone()), &Fixed);
        let apart: Vec<Page> = parts
            .into_iter()
            .flat_map(|part| paginate(&document(vec![part]), &Fixed).pages)
            .collect();
        assert_eq!(together.pages, apart);
    }
}
