//! Measures a table: columns, the lines of every cell, natural heights of rows.
//!
//! Placing it on pages is [`table_flow`](super::table_flow)'s work, drawing its rules [`grid`](super::grid)'s.

use super::line::{Line, Setter};
use super::structure::{Container, Heads, Meaning, Role};
use crate::document::{Cell, CellKind, Merge, ParagraphStyle, Row, Table};
use crate::fonts::Measure;
use std::collections::VecDeque;

/// Space left and right of a cell's text, pt: 1.9 mm, Word's own default.
const PAD_SIDE: f32 = 5.4;

/// A table whose lines are set.
pub(super) struct LaidTable {
    /// Left edge, pt from the text block's.
    pub(super) x: f32,
    /// Column edges, pt from the table's left edge; one more than there are columns.
    pub(super) edges: Vec<f32>,
    pub(super) rows: Vec<LaidRow>,
    pub(super) header_rows: usize,
    pub(super) ruled: bool,
    /// Height that must stand on the page of the last row, if that row stays with what comes after the table, pt.
    pub(super) after: f32,
}

/// A row whose lines are set.
pub(super) struct LaidRow {
    pub(super) cells: Vec<LaidCell>,
    /// Least height still to be filled, pt.
    pub(super) least: f32,
    /// Height if it is not divided, pt.
    pub(super) height: f32,
    pub(super) splittable: bool,
    /// That it is too high has been told.
    pub(super) told: bool,
    pub(super) keep_with_next: bool,
}

/// A cell whose lines are set.
#[derive(Clone, Default)]
pub(super) struct LaidCell {
    /// First column.
    pub(super) first: usize,
    /// Column after the last.
    pub(super) end: usize,
    pub(super) merge: Merge,
    pub(super) kind: CellKind,
    /// Last row that it covers.
    pub(super) last_row: usize,
    /// Its element; none if it is covered or the table is no table to a reader.
    element: Option<u32>,
    /// Space left of the text, pt.
    pub(super) pad: f32,
    /// Space above and below the text, pt.
    pub(super) air: f32,
    /// Lines not yet placed, in order.
    pub(super) lines: VecDeque<CellLine>,
    /// Lines of a label that is said again on the pages on which its rows go on.
    again: VecDeque<CellLine>,
}

/// A label of more lines is not repeated: it would stretch what it labels.
const LINES_SAID_AGAIN: usize = 3;

/// A line in a cell.
#[derive(Clone)]
pub(super) struct CellLine {
    pub(super) line: Line,
    /// Space above it, pt, unless it is the first on its page.
    pub(super) gap: f32,
    /// The cell may well be divided before it.
    pub(super) good: bool,
}

impl LaidCell {
    /// Height of the first `count` lines not yet placed.
    pub(super) fn height_of(&self, count: usize) -> f32 {
        let lines = self.lines.iter().take(count).enumerate();
        lines
            .map(|(nth, line)| line.line.height + if nth == 0 { 0.0 } else { line.gap })
            .sum()
    }

    /// Height of all that is not yet placed, with the space around it; 0 when nothing is left.
    pub(super) fn height(&self) -> f32 {
        if self.lines.is_empty() {
            return 0.0;
        }
        self.height_of(self.lines.len()) + 2.0 * self.air
    }

    /// How many lines fit in `room` (space around them included): at all, and with a good place to part.
    pub(super) fn fitting(&self, room: f32) -> (usize, usize) {
        let mut height = 2.0 * self.air;
        let mut good = 0;
        for (nth, line) in self.lines.iter().enumerate() {
            if nth > 0 && line.good {
                good = nth;
            }
            height += line.line.height + if nth == 0 { 0.0 } else { line.gap };
            if height > room + super::flow::TOLERANCE {
                return (nth, good);
            }
        }
        (self.lines.len(), self.lines.len())
    }

    /// Fills a label whose lines are all placed once more, if it takes at most `most` pt.
    pub(super) fn say_again(&mut self, most: f32) {
        if self.lines.is_empty() {
            self.lines.clone_from(&self.again);
            if self.height() > most {
                self.lines.clear();
            }
        }
    }

    /// The cell as it is said again on a further page, where nobody needs to hear it again.
    pub(super) fn unheard(&self) -> LaidCell {
        let mut cell = self.clone();
        unhear(&mut cell.lines);
        cell
    }

    /// Whether its text stands in the middle of its height: labels, and short content beside a tall cell.
    pub(super) fn is_centred(&self) -> bool {
        self.kind != CellKind::Plain || self.lines.len() <= 3
    }

    /// Whether it is placed row by row (and not over several rows).
    pub(super) fn is_of_row(&self, row: usize) -> bool {
        self.merge != Merge::Continue && self.last_row == row
    }
}

impl LaidTable {
    /// Sets every cell. A table wider than the text block is narrowed to it, column by column.
    pub(super) fn set<M: Measure>(
        table: &Table,
        width: f32,
        setter: &mut Setter<'_, M>,
    ) -> LaidTable {
        let mut edges = vec![0.0];
        let mut edge = 0.0;
        for column in &table.columns {
            edge += column.points();
            edges.push(edge);
        }
        if table.columns.is_empty() {
            edges.push(width);
        }
        if edge > width {
            let scale = width / edge;
            edges.iter_mut().for_each(|edge| *edge *= scale);
        }
        let columns = edges.len() - 1;
        // Per column: where the merge that covers it began.
        let mut above: Vec<Option<(usize, usize)>> = vec![None; columns];
        let mut rows: Vec<LaidRow> = Vec::with_capacity(table.rows.len());
        let outliner = &mut setter.outliner;
        let parent = outliner.parent();
        let element = outliner.add(
            if table.ruled {
                Role::Table
            } else {
                Role::Division
            },
            parent,
        );
        let outer = outliner.enter(Container {
            element: Some(element),
            alone: false,
        });
        for (index, row) in table.rows.iter().enumerate() {
            let tagged = table
                .ruled
                .then(|| setter.outliner.add(Role::Row, Some(element)));
            let mut laid = set_row(row, &edges, tagged, setter);
            for (nth, cell) in laid.cells.iter_mut().enumerate() {
                cell.last_row = index;
                let covering = above.get(cell.first).copied().flatten();
                let start = covering.and_then(|(row, nth): (usize, usize)| {
                    let start = rows.get_mut(row)?.cells.get_mut(nth)?;
                    (start.end == cell.end).then_some(start)
                });
                if cell.merge == Merge::Continue {
                    if let Some(start) = start {
                        start.last_row = index;
                        let covering = start.element.and_then(|it| setter.outliner.get_mut(it));
                        if let Some(Role::Cell { rows, .. }) = covering.map(|it| &mut it.role) {
                            *rows = rows.saturating_add(1);
                        }
                        cell.kind = start.kind;
                        continue;
                    }
                    // Nothing above to continue: it stands alone.
                    cell.merge = Merge::Single;
                }
                let now = (cell.merge == Merge::Start).then_some((index, nth));
                above[cell.first..cell.end].fill(now);
            }
            rows.push(laid);
        }
        setter.outliner.enter(outer);
        let mut laid = LaidTable {
            x: 0.0,
            edges,
            rows,
            header_rows: table.header_rows.min(table.rows.len()),
            ruled: table.ruled,
            after: 0.0,
        };
        laid.measure_rows();
        laid
    }

    fn measure_rows(&mut self) {
        for index in 0..self.rows.len() {
            let row = &self.rows[index];
            let own = row.cells.iter().filter(|cell| cell.is_of_row(index));
            let tallest = own.map(LaidCell::height).fold(row.least, f32::max);
            self.rows[index].height = tallest;
        }
        // What a merged cell needs beyond the rows that it covers is added to the last of them.
        for index in 0..self.rows.len() {
            for nth in 0..self.rows[index].cells.len() {
                let cell = &self.rows[index].cells[nth];
                let last = cell.last_row;
                if cell.merge == Merge::Start && last > index {
                    let need = cell.height();
                    let covered: f32 = self.rows[index..=last].iter().map(|row| row.height).sum();
                    self.rows[last].height += (need - covered).max(0.0);
                }
            }
        }
    }

    /// Height of the heading rows.
    pub(super) fn header_height(&self) -> f32 {
        self.rows[..self.header_rows]
            .iter()
            .map(|row| row.height)
            .sum()
    }

    /// Height that must stand together at the beginning of the table.
    pub(super) fn head(&self) -> f32 {
        self.chain(0).0
    }

    /// Height that must stand together from `row` on, and the first row that is free again: heading rows and
    /// rows kept with the next, and the beginning of the row after them. Of a row that may be divided its last lines
    /// are enough.
    pub(super) fn chain(&self, row: usize) -> (f32, usize) {
        let mut need = 0.0;
        let mut end = row;
        while let Some(kept) = self.rows.get(end)
            && ((kept.keep_with_next && !kept.splittable) || end < self.header_rows)
        {
            need += kept.height;
            end += 1;
        }
        if let Some(next) = self.rows.get(end) {
            need += next.head();
            end += 1;
        } else if end > row {
            need += self.after;
        }
        (need, end)
    }
}

impl LaidRow {
    /// Height of the smallest part of the row that may stand at the foot of a page.
    fn head(&self) -> f32 {
        if !self.splittable {
            return self.height;
        }
        let first = self
            .cells
            .iter()
            .filter(|cell| cell.merge != Merge::Continue);
        let lines = first.map(|cell| match cell.kind {
            CellKind::Plain => {
                let part = cell.lines.iter().skip(1).position(|line| line.good);
                cell.height_of(part.map_or(cell.lines.len(), |at| at + 1)) + 2.0 * cell.air
            }
            CellKind::Label | CellKind::Head => cell.height(),
        });
        lines.fold(0.0, f32::max).min(self.height)
    }
}

fn unhear(lines: &mut VecDeque<CellLine>) {
    for line in lines {
        for text in &mut line.line.texts {
            text.meaning = Meaning::Decoration;
        }
        for link in &mut line.line.links {
            link.meaning = Meaning::Decoration;
        }
    }
}

/// Where the text of a cell belongs. `row` is the element of its row, if the table is one to a reader.
fn enter_cell<M: Measure>(
    cell: &Cell,
    columns: usize,
    row: Option<u32>,
    setter: &mut Setter<'_, M>,
) -> Option<u32> {
    let row = row?;
    let span = cell.span.max(1);
    let heads = match cell.kind {
        CellKind::Plain => Heads::Nothing,
        CellKind::Head => Heads::Column,
        // A label over the whole width heads what is below it.
        CellKind::Label if span >= columns && columns > 1 => Heads::Column,
        CellKind::Label => Heads::Row,
    };
    let role = Role::Cell {
        heads,
        columns: u16::try_from(span.min(columns)).unwrap_or(u16::MAX),
        rows: 1,
    };
    let element = setter.outliner.add(role, Some(row));
    setter.outliner.enter(Container {
        element: Some(element),
        alone: cell.paragraphs.len() == 1,
    });
    Some(element)
}

fn set_row<M: Measure>(
    row: &Row,
    edges: &[f32],
    element: Option<u32>,
    setter: &mut Setter<'_, M>,
) -> LaidRow {
    let columns = edges.len() - 1;
    let mut cells = Vec::with_capacity(row.cells.len());
    let mut first = 0;
    for cell in &row.cells {
        let end = (first + cell.span.max(1)).min(columns);
        let width = edges[end] - edges[first.min(columns)];
        let pad = PAD_SIDE.min(width * 0.1);
        let mut laid = LaidCell {
            first,
            end,
            merge: cell.merge,
            kind: cell.kind,
            pad,
            air: setter.styles().pad(),
            ..LaidCell::default()
        };
        if cell.merge != Merge::Continue {
            laid.element = if first < columns || cells.is_empty() {
                enter_cell(cell, columns, element, setter)
            } else {
                None
            };
            let styles = setter.styles();
            let set = setter.paragraphs(&cell.paragraphs, (width - 2.0 * pad).max(1.0));
            let (mut gap, mut kept) = (0.0, false);
            for (paragraph, lines) in cell.paragraphs.iter().zip(set) {
                let style = styles.get(paragraph.style);
                let count = lines.len();
                let whole = setter.is_whole(paragraph, &lines);
                for (nth, line) in lines.into_iter().enumerate() {
                    laid.lines.push_back(CellLine {
                        line,
                        gap: if nth == 0 { gap + style.before } else { 0.0 },
                        good: if nth == 0 {
                            !kept
                        } else {
                            !whole && nth >= 2 && count - nth >= 2
                        },
                    });
                }
                (gap, kept) = (style.after, style.keep_with_next);
            }
        }
        if laid.kind == CellKind::Label && laid.lines.len() <= LINES_SAID_AGAIN {
            laid.again.clone_from(&laid.lines);
            unhear(&mut laid.again);
        }
        first = end;
        // A cell beyond the last column has no place of its own; its text joins the last cell.
        match cells.last_mut() {
            Some(LaidCell { lines, end: e, .. }) if *e == columns && laid.first == columns => {
                lines.append(&mut laid.lines);
            }
            _ => cells.push(laid),
        }
    }
    // A row in which nothing stands is as high as a line of text.
    let styles = setter.styles();
    let line = styles.get(ParagraphStyle::Cell).line + 2.0 * styles.pad();
    LaidRow {
        cells,
        least: styles.row_height(row.min_height.points()).max(line),
        height: 0.0,
        splittable: row.splittable,
        told: false,
        keep_with_next: row.keep_with_next,
    }
}
