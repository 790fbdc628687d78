//! 表格式: the classic bordered form, everything in one table of the text's width.
//!
//! A table with columns that is longer than half a page stands by itself below the form's first part, because only
//! the first rows of a table can be repeated on the pages on which it goes on.

use super::articles::count_articles;
use super::blocks::{Block, Cell, CellKind, Merge, Paragraph, Span};
use super::columns::Measures;
use super::compose::page;
use super::sheet::{Body, Column, Context, Fact, Grid, GridRow, Line, Section, Sheet, Signer};
use super::spans;
use super::styles::{ParagraphStyle, StyleSheet};
use super::table::{EdgeRow, TableBuilder, cell, head, hold_ends, label, one, short, value};
use super::tail::hold_rows;
use super::wording;
use crate::model::settings::{Signatory, TenthMm};

/// Least height of a row to sign in, in tenths of a millimetre: handwriting needs a centimetre.
const SIGNATURE_HEIGHT: u16 = 110;
/// Least height of any other row: one line of 五号 with air above and below.
const ROW_HEIGHT: u16 = 70;
/// A section's rows of at most so many lines stay on one page; a table with more stands by itself, so that its
/// heading can be repeated. Eight rows with their heading are a quarter of a page of A4: more than that would leave
/// pages that look unfinished.
const LINES_TOGETHER: usize = 8;
/// A row of at most so many lines is not torn.
const LINES_OF_WHOLE_ROW: usize = 6;
/// A row of at most so many characters is held whole on the page of the signatures below it: about four full lines.
pub(super) const CHARACTERS_WITH_SIGNATURES: usize = 120;
/// Least height of the place for the firm's seal, in tenths of a millimetre: a firm's seal is 42 mm wide
/// (国发〔1999〕25号: 4.2 cm), and it must not touch the lines.
pub(super) const SEAL_HEIGHT: u16 = 480;
/// Empty height beside a table that stands by itself.
const GAP: TenthMm = TenthMm(20);

/// A label and a value, or two pairs of them, in each row, between `from` and the end of the table.
fn fact_rows(facts: Vec<Fact>, measures: Measures, from: u16) -> Vec<EdgeRow> {
    let end = measures.width;
    let middle = from + (end - from) / 2;
    let label_width = if from == 0 {
        measures.label
    } else {
        measures.sub_label
    };
    let label_edge = from + label_width;
    let capacity = measures.capacity((middle - from).saturating_sub(label_width));
    let mut rows = Vec::new();
    let alone = |fact: Fact| {
        EdgeRow::new(vec![
            (label_edge, label(&fact.label)),
            (end, value(fact.value)),
        ])
    };
    let mut waiting: Option<Fact> = None;
    // Long values wait until the short one before them has found its neighbour, so that no row is half empty.
    let mut long_ones = Vec::new();
    for fact in facts {
        // Two lines are the most that looks well beside a one-line neighbour.
        if spans::length(&fact.value, capacity) > 2 * capacity {
            long_ones.push(fact);
        } else if let Some(first) = waiting.take() {
            rows.push(EdgeRow::new(vec![
                (label_edge, label(&first.label)),
                (middle, value(first.value)),
                (middle + label_width, label(&fact.label)),
                (end, value(fact.value)),
            ]));
        } else {
            waiting = Some(fact);
        }
        if waiting.is_none() {
            rows.extend(long_ones.drain(..).map(alone));
        }
    }
    rows.extend(waiting.into_iter().chain(long_ones).map(alone));
    for row in &mut rows {
        row.min_height = ROW_HEIGHT;
    }
    rows
}

/// The blocks of a sheet as a form.
pub(super) fn form(ctx: &Context<'_>, sheet: Sheet) -> Vec<Block> {
    let measures = Measures::of(ctx.settings);
    let title = Paragraph {
        style: ParagraphStyle::Title,
        spans: sheet.title,
        outline: Some(sheet.outline),
        ..Paragraph::default()
    };
    let mut form = Form {
        measures,
        blocks: vec![Block::Paragraph(title)],
        table: TableBuilder::new(measures.width),
        starts: Vec::new(),
        ended: false,
    };
    for section in sheet.sections {
        form.section(section);
    }
    let signatures = signature_rows(sheet.signatures, sheet.seal, measures);
    if !signatures.is_empty() {
        // A page with nothing but signatures proves nothing: something of the text goes with them.
        form.table.keep_last(CHARACTERS_WITH_SIGNATURES);
    }
    form.starts.push(form.table.n_rows());
    for row in signatures {
        form.table.push(row);
    }
    let starts = std::mem::take(&mut form.starts);
    form.close_table();
    count_articles(&mut form.blocks);
    if let Some(Block::Table(table)) = form.blocks.last_mut() {
        hold_rows(
            table,
            &starts,
            &page(ctx.settings),
            &StyleSheet::of(ctx.settings),
        );
    }
    form.blocks
}

struct Form {
    measures: Measures,
    blocks: Vec<Block>,
    table: TableBuilder,
    /// The rows of the table with which its sections begin.
    starts: Vec<usize>,
    /// The table is one section's own: the next section begins another. Signatures do not, for they need something
    /// of the text on their page.
    ended: bool,
}

impl Form {
    fn section(&mut self, section: Section) {
        if std::mem::take(&mut self.ended) {
            self.close_table();
        }
        self.starts.push(self.table.n_rows());
        match section.body {
            Body::Lines(lines) => {
                let content = cell(CellKind::Plain, in_cells(lines));
                let mut row = EdgeRow::new(vec![
                    (self.measures.label, title_cell(section.title)),
                    (self.measures.width, content),
                ]);
                row.min_height = ROW_HEIGHT;
                row.splittable = is_longer(&row, LINES_OF_WHOLE_ROW, self.measures);
                self.table.push(row);
            }
            // At the head the facts need no heading.
            Body::Head(facts) if self.blocks.len() == 1 && self.table.is_empty() => {
                for row in fact_rows(facts, self.measures, 0) {
                    self.table.push(row);
                }
            }
            Body::Head(facts) | Body::Facts(facts) => {
                let rows = fact_rows(facts, self.measures, self.measures.label);
                self.beside(section.title, rows);
            }
            Body::Grid(grid) if grid.labelled => {
                let rows = labelled_rows(grid, self.measures);
                self.beside(section.title, rows);
            }
            Body::Grid(grid) => self.grid(section.title, grid),
        }
    }

    /// Rows with the section's heading beside them, merged over all of them.
    fn beside(&mut self, title: Vec<Span>, mut rows: Vec<EdgeRow>) {
        let n_rows = rows.len();
        keep_together(&mut rows, self.measures);
        let mut title = Some(title);
        for mut row in rows {
            let mut heading = match title.take() {
                Some(title) => title_cell(title),
                None => continued(),
            };
            if n_rows > 1 && heading.merge == Merge::Single {
                heading.merge = Merge::Start;
            }
            row.cells.insert(0, (self.measures.label, heading));
            self.table.push(row);
        }
    }

    /// A table with its heading above it, across the whole width.
    fn grid(&mut self, title: Vec<Span>, grid: Grid) {
        let edges = self.measures.edges(&grid.columns, &grid.rows, 0);
        let rows = grid.rows.into_iter();
        let mut rows: Vec<EdgeRow> = rows
            .map(|row| grid_row(row, &edges, self.measures))
            .collect();
        let own = !keep_together(&mut rows, self.measures);
        if own {
            self.close_table();
            self.starts.push(0);
        }
        let bar = EdgeRow::new(vec![(self.measures.width, title_cell(title))]).keep();
        let heads = grid.heads.then(|| heads(&grid.columns, &edges).keep());
        for row in std::iter::once(bar).chain(heads) {
            if own {
                self.table.push_header(row);
            } else {
                self.table.push(row);
            }
        }
        for row in rows {
            self.table.push(row);
        }
        self.ended = own;
    }

    fn close_table(&mut self) {
        let next = TableBuilder::new(self.measures.width);
        let table = std::mem::replace(&mut self.table, next);
        self.starts.clear();
        if table.is_empty() {
            return;
        }
        if matches!(self.blocks.last(), Some(Block::Table(_))) {
            self.blocks.push(Block::Space(GAP));
        }
        self.blocks.push(Block::Table(table.finish(true)));
    }
}

/// A section's table by itself, for a document that is no form: headings of columns and rows.
pub(super) fn grid_table(grid: Grid, measures: Measures) -> Block {
    grid_table_of_rows(grid, ROW_HEIGHT, measures)
}

/// The same with rows of at least this height, in tenths of a millimetre.
pub(super) fn grid_table_of_rows(grid: Grid, height: u16, measures: Measures) -> Block {
    let edges = measures.edges(&grid.columns, &grid.rows, 0);
    let mut table = TableBuilder::new(measures.width);
    if grid.heads {
        table.push_header(heads(&grid.columns, &edges).keep());
    }
    let rows = grid.rows.into_iter();
    let mut rows: Vec<EdgeRow> = rows.map(|row| grid_row(row, &edges, measures)).collect();
    keep_together(&mut rows, measures);
    for mut row in rows {
        if grid.labelled {
            mark_label(&mut row);
        }
        if row.min_height > 0 {
            row.min_height = height;
        }
        table.push(row);
    }
    Block::Table(table.finish(true))
}

/// The signature block by itself.
pub(super) fn signature_table(
    signers: Vec<Signer>,
    seal: bool,
    measures: Measures,
) -> Option<Block> {
    let mut table = TableBuilder::new(measures.width);
    for row in signature_rows(signers, seal, measures) {
        table.push(row);
    }
    (!table.is_empty()).then(|| Block::Table(table.finish(true)))
}

/// A table of facts by itself.
pub(super) fn fact_table(facts: Vec<Fact>, measures: Measures) -> Option<Block> {
    let mut table = TableBuilder::new(measures.width);
    for row in fact_rows(facts, measures, 0) {
        table.push(row);
    }
    (!table.is_empty()).then(|| Block::Table(table.finish(true)))
}

fn in_cells(lines: Vec<Line>) -> Vec<Paragraph> {
    lines.into_iter().map(Line::in_cell).collect()
}

fn title_cell(spans: Vec<Span>) -> Cell {
    one(CellKind::Label, ParagraphStyle::CellLabel, spans)
}

fn continued() -> Cell {
    Cell {
        merge: Merge::Continue,
        ..title_cell(Vec::new())
    }
}

fn heads(columns: &[Column], edges: &[u16]) -> EdgeRow {
    let cells = columns.iter().map(|column| head(column.head));
    EdgeRow::new(edges.iter().copied().zip(cells).collect())
}

fn labelled_rows(grid: Grid, measures: Measures) -> Vec<EdgeRow> {
    let edges = measures.edges(&grid.columns, &grid.rows, measures.label);
    let mut rows = Vec::new();
    if grid.heads {
        rows.push(heads(&grid.columns, &edges).keep());
    }
    for row in grid.rows {
        let mut row = grid_row(row, &edges, measures);
        mark_label(&mut row);
        rows.push(row);
    }
    rows
}

fn mark_label(row: &mut EdgeRow) {
    if let Some((_, first)) = row.cells.first_mut() {
        first.kind = CellKind::Label;
        for paragraph in &mut first.paragraphs {
            paragraph.style = ParagraphStyle::CellLabel;
        }
    }
}

fn grid_row(row: GridRow, edges: &[u16], measures: Measures) -> EdgeRow {
    match row {
        GridRow::Heading(line) => {
            let content = cell(CellKind::Plain, vec![line.in_cell()]);
            EdgeRow::new(vec![(measures.width, content)]).keep()
        }
        GridRow::Cells(cells) => {
            let cells = cells
                .into_iter()
                .map(|lines| cell(CellKind::Plain, in_cells(lines)));
            let mut row = EdgeRow::new(edges.iter().copied().zip(cells).collect());
            row.min_height = ROW_HEIGHT;
            row.splittable = is_longer(&row, LINES_OF_WHOLE_ROW, measures);
            row
        }
    }
}

/// Keeps the rows of a short section on one page; whether they are short enough for that. Of a longer one no row stands
/// alone.
fn keep_together(rows: &mut [EdgeRow], measures: Measures) -> bool {
    let all = || -> usize { rows.iter().map(|row| n_lines(row, measures)).sum() };
    if rows.len() > LINES_TOGETHER || all() > LINES_TOGETHER {
        hold_ends(rows);
        return false;
    }
    if let Some((_, others)) = rows.split_last_mut() {
        for row in others {
            row.keep_with_next = true;
        }
    }
    true
}

/// Whether a row has more than so many lines on paper.
fn is_longer(row: &EdgeRow, most: usize, measures: Measures) -> bool {
    let mut cells = row.cells.iter();
    cells.any(|(_, cell)| cell.paragraphs.len() > most) || n_lines(row, measures) > most
}

/// About how many lines a row has on paper.
fn n_lines(row: &EdgeRow, measures: Measures) -> usize {
    let mut left = 0;
    let lines = row.cells.iter().map(|(edge, cell)| {
        let width = edge.saturating_sub(std::mem::replace(&mut left, *edge));
        let capacity = measures.capacity(width);
        let paragraphs = cell.paragraphs.iter();
        paragraphs.map(|one| n_lines_of(one, capacity)).sum()
    });
    lines.max().unwrap_or(0)
}

/// About how many lines of `capacity` characters a paragraph has.
fn n_lines_of(paragraph: &Paragraph, capacity: usize) -> usize {
    let indent = paragraph
        .number
        .as_ref()
        .map_or(0, |number| 2 * (usize::from(number.level) + 1));
    // Letters and digits are about half as wide as hanzi.
    let capacity = 2 * capacity.saturating_sub(indent).max(1);
    // A hanzi has three bytes and counts two: most values are seen to be short without a look at each character.
    let bytes: usize = paragraph.spans.iter().map(|span| span.text.len()).sum();
    let fed = |span: &Span| span.text.as_bytes().contains(&b'\n');
    if bytes <= capacity && !paragraph.spans.iter().any(fed) {
        return 1;
    }
    let (mut lines, mut width) = (1, 0);
    for c in paragraph.spans.iter().flat_map(|span| span.text.chars()) {
        width += if c.is_ascii() { 1 } else { 2 };
        if c == '\n' || width > capacity {
            lines += 1;
            width = if c.is_ascii() { 0 } else { 2 };
        }
    }
    lines
}

/// Names and dates to sign. Those who draw up, review and approve stand side by side; the holder of the role signs
/// below a sentence of their own, because that signature is what a firm needs before a court.
fn signature_rows(signers: Vec<Signer>, seal: bool, measures: Measures) -> Vec<EdgeRow> {
    let (acknowledging, drawing): (Vec<_>, Vec<_>) = signers
        .into_iter()
        .partition(|signer| signer.who == Signatory::Acknowledged);
    let mut rows = Vec::new();
    let n_blocks = drawing.len() as u32;
    if let [_] = drawing.as_slice() {
        for signer in drawing {
            let who = wording::signatory(signer.who);
            rows.push(signing_row(who, signer, measures));
        }
    } else if n_blocks > 1 {
        let edge = |block: u32| (u32::from(measures.width) * block / n_blocks) as u16;
        let (mut names, mut dates) = (Vec::new(), Vec::new());
        for (signer, block) in drawing.into_iter().zip(0..) {
            let (label_edge, end) = (edge(block) + measures.label, edge(block + 1));
            names.push((label_edge, label(wording::signatory(signer.who))));
            names.push((end, short(signer.name)));
            dates.push((label_edge, label(wording::label::DATE)));
            dates.push((end, short(signer.date)));
        }
        rows.push(EdgeRow {
            min_height: SIGNATURE_HEIGHT,
            ..EdgeRow::new(names)
        });
        rows.push(EdgeRow {
            min_height: ROW_HEIGHT,
            ..EdgeRow::new(dates)
        });
    }
    for signer in acknowledging {
        rows.push(EdgeRow {
            min_height: ROW_HEIGHT,
            ..EdgeRow::new(vec![
                (measures.label, label(wording::label::ACKNOWLEDGED)),
                (
                    measures.width,
                    value(vec![spans::word(wording::label::ACKNOWLEDGED_STATEMENT)]),
                ),
            ])
        });
        rows.push(signing_row(
            wording::label::HOLDER_SIGNATURE,
            signer,
            measures,
        ));
    }
    if seal {
        rows.push(seal_row(measures.label, measures));
    }
    rows.into_iter().map(EdgeRow::keep).collect()
}

/// The place for the firm's seal, across the whole width; its label ends at `label_edge`.
pub(super) fn seal_row(label_edge: u16, measures: Measures) -> EdgeRow {
    EdgeRow {
        min_height: SEAL_HEIGHT,
        ..EdgeRow::new(vec![
            (label_edge, label(wording::book::SEAL)),
            (measures.width, short(Vec::new())),
        ])
    }
}

fn signing_row(who: &str, signer: Signer, measures: Measures) -> EdgeRow {
    let middle = measures.width / 2;
    EdgeRow {
        min_height: SIGNATURE_HEIGHT,
        ..EdgeRow::new(vec![
            (measures.label, label(who)),
            (middle, short(signer.name)),
            (middle + measures.label, label(wording::label::DATE)),
            (measures.width, short(signer.date)),
        ])
    }
}
