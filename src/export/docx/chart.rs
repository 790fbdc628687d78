//! A chart in Word: boxes below each other, indented by their depth, joined by the rules of a table.
//!
//! docx-rs writes no drawings that carry text, so Word and PDF differ here: PDF has boxes beside each other, Word an
//! outline that can be edited as text. Functional lines are named in their box instead of drawn.

use super::body::{Beyond, Body};
use super::markup::{ParagraphProperties, Spacing};
use super::styles::twips;
use super::table::{self, CellLook};
use crate::document::{Chart, ChartBox, Merge, Paragraph, ParagraphStyle, Span};

/// Widths of the two columns of a level: left and right of its line, pt.
const STEP: [f32; 2] = [7.0, 12.0];
/// The deepest level that is indented further; a table has 63 columns at most (Word's limit), two for each level.
const DEEPEST: usize = 24;
/// Share of the width that indents may take.
const INDENTS: f32 = 0.5;
/// Height of half a box and between two boxes, pt.
const HALF: f32 = 10.0;
const GAP: f32 = 5.0;
/// Thickness of lines, eighths of a point.
const LINE: usize = 4;
/// The sides of a cell with a line.
const LEFT: (&str, usize) = ("w:left", LINE);
const BOTTOM: (&str, usize) = ("w:bottom", LINE);
const RIGHT: (&str, usize) = ("w:right", LINE);
/// A box.
const FRAME: [(&str, usize); 4] = [("w:top", LINE), LEFT, BOTTOM, RIGHT];
/// The lowest line that Word knows.
const LOW: Spacing = Spacing::only_line(20);
/// Text is kept from the rules of its box by this, pt.
const PAD_SIDE: f32 = 4.0;

/// Appends the chart as a table, if it has a box; answers whether it has.
pub(super) fn write(body: &mut Body<'_>, chart: &Chart, text_width: f32) -> bool {
    let depths: Vec<usize> = chart
        .depths()
        .into_iter()
        .map(|depth| depth.min(DEEPEST))
        .collect();
    let Some(&deepest) = depths.iter().max() else {
        return false;
    };
    let grid = Grid::of(deepest, text_width);
    let goes_on = going_on(&depths);
    table::open(&mut body.out.xml, &grid.edges, &[], (0, twips(PAD_SIDE)));
    for (index, chart_box) in chart.boxes.iter().enumerate() {
        let depth = depths[index];
        let lines: Vec<bool> = (0..depth)
            .map(|level| goes_on[level].contains(index))
            .collect();
        half(body, chart_box, &grid, depth, &lines, true);
        half(body, chart_box, &grid, depth, &lines, false);
        if let Some(&next) = depths.get(index + 1) {
            // Whether the line of a level is needed below the box: by itself or by one that comes.
            let needed = |level: usize| lines.get(level).copied().unwrap_or(false);
            let through: Vec<bool> = (0..=depth.max(next))
                .map(|level| needed(level) || level + 1 == next)
                .collect();
            gap(body, &grid, &through);
        }
        body.out.make_room();
    }
    body.out.xml.push_str(table::END);
    true
}

/// For each level the boxes after which its line goes on to a later box.
fn going_on(depths: &[usize]) -> Vec<Later> {
    let deepest = depths.iter().copied().max().unwrap_or(0);
    let mut levels = vec![Later::default(); deepest];
    // From the end: the nearest later box that stands on each level's line.
    let mut open: Vec<bool> = vec![false; deepest];
    for (index, &depth) in depths.iter().enumerate().rev() {
        for (level, later) in levels.iter_mut().enumerate().take(depth) {
            if open[level] {
                later.boxes.push(index);
            }
        }
        // Lines right of this box belong to trees that are complete.
        for open in open.iter_mut().skip(depth) {
            *open = false;
        }
        if let Some(own) = depth.checked_sub(1) {
            open[own] = true;
        }
    }
    for later in &mut levels {
        later.boxes.reverse();
    }
    levels
}

#[derive(Clone, Default)]
struct Later {
    boxes: Vec<usize>,
}

impl Later {
    fn contains(&self, index: usize) -> bool {
        self.boxes.binary_search(&index).is_ok()
    }
}

/// Edges of the columns, twips: two for each level, and the end.
struct Grid {
    edges: Vec<i32>,
}

impl Grid {
    fn of(deepest: usize, text_width: f32) -> Grid {
        let wanted = deepest as f32 * (STEP[0] + STEP[1]);
        let scale = (text_width * INDENTS / wanted.max(1.0)).min(1.0);
        let mut edges = vec![0];
        let mut edge = 0.0;
        for step in STEP.iter().cycle().take(2 * deepest) {
            edge += step * scale;
            edges.push(twips(edge));
        }
        edges.push(twips(text_width));
        Grid { edges }
    }

    /// Columns of the grid.
    fn n_columns(&self) -> usize {
        self.edges.len() - 1
    }

    fn width(&self, from: usize, to: usize) -> i32 {
        let edge = |at: usize| self.edges.get(at).copied().unwrap_or_default();
        edge(to) - edge(from)
    }
}

/// The upper or lower half of a box with the lines left of it: the line to the box ends between the halves.
fn half(
    body: &mut Body<'_>,
    chart_box: &ChartBox,
    grid: &Grid,
    depth: usize,
    lines: &[bool],
    upper: bool,
) {
    let mut row = RowBuilder::begin(grid, HALF, &mut body.out.xml);
    for (level, &later) in lines.iter().enumerate() {
        let own = level + 1 == depth;
        row.indent(level, later || (own && upper), own && upper);
    }
    let look = CellLook {
        merge: if upper { Merge::Start } else { Merge::Continue },
        rules: Some(&FRAME),
        shaded: !chart_box.outside,
        centred: true,
        ..row.last(2 * depth)
    };
    look.open(&mut body.out.xml);
    let paragraph = Paragraph {
        style: ParagraphStyle::Cell,
        spans: if upper { text(chart_box) } else { Vec::new() },
        ..Paragraph::default()
    };
    let beyond = Beyond {
        keep_next: upper,
        spacing: if upper { Spacing::default() } else { LOW },
        ..Beyond::default()
    };
    body.paragraph(&paragraph, beyond);
    end_row(&mut body.out.xml);
}

/// Name, note and functional supervisors on one line.
fn text(chart_box: &ChartBox) -> Vec<Span> {
    let mut spans = chart_box.name.clone();
    for span in &mut spans {
        span.bold = true;
    }
    let more = [&chart_box.note, &chart_box.functional];
    let more: Vec<&str> = more
        .into_iter()
        .flat_map(|text| text.split('\n'))
        .filter(|text| !text.is_empty())
        .collect();
    if !more.is_empty() {
        spans.push(Span {
            text: format!("\u{3000}{}", more.join("\u{3000}")),
            ..Span::default()
        });
    }
    spans
}

/// The space between two boxes, with the lines that go through it.
fn gap(body: &mut Body<'_>, grid: &Grid, through: &[bool]) {
    let out = &mut body.out.xml;
    let mut row = RowBuilder::begin(grid, GAP, out);
    let levels = (grid.n_columns() - 1) / 2;
    for level in 0..levels {
        row.indent(level, through.get(level).copied().unwrap_or(false), false);
    }
    let rest = row.last(2 * levels);
    rest.open(out);
    push_low_paragraph(out);
    end_row(out);
}

fn end_row(out: &mut String) {
    out.push_str(table::CELL_END);
    out.push_str(table::ROW_END);
}

/// A row from left to right. Columns without lines share one cell: a chart of thousands of boxes has many of them.
struct RowBuilder<'g, 'o> {
    grid: &'g Grid,
    out: &'o mut String,
    /// First column that no cell covers yet.
    next: usize,
}

impl<'g, 'o> RowBuilder<'g, 'o> {
    fn begin(grid: &'g Grid, height: f32, out: &'o mut String) -> RowBuilder<'g, 'o> {
        table::open_row(out, true, twips(height), false);
        RowBuilder { grid, out, next: 0 }
    }

    /// The look of a cell over these columns.
    fn cell(&self, from: usize, to: usize) -> CellLook<'static> {
        CellLook {
            width: self.grid.width(from, to),
            span: to - from,
            ..CellLook::default()
        }
    }

    /// Covers the columns before `to` with one empty cell that has these lines.
    fn cover(&mut self, to: usize, sides: &[(&str, usize)]) {
        if to > self.next {
            let look = CellLook {
                rules: Some(sides),
                ..self.cell(self.next, to)
            };
            look.open(self.out);
            push_low_paragraph(self.out);
            self.out.push_str(table::CELL_END);
            self.next = to;
        }
    }

    /// The two columns of a level: a line down between them, and one to the right at their foot.
    fn indent(&mut self, level: usize, down: bool, right: bool) {
        if !(down || right) {
            return;
        }
        // All that is empty up to the line, and the line at its right.
        self.cover(2 * level + 1, if down { &[RIGHT] } else { &[] });
        let sides: &[(&str, usize)] = match (down, right) {
            (true, true) => &[LEFT, BOTTOM],
            (true, false) => &[LEFT],
            (false, _) => &[BOTTOM],
        };
        self.cover(2 * level + 2, sides);
    }

    /// The look of the cell from this column to the end of the row, all before it covered.
    fn last(mut self, from: usize) -> CellLook<'static> {
        self.cover(from, &[]);
        self.cell(from, self.grid.n_columns())
    }
}

/// The smallest paragraph that Word knows, so that a row is as low as it is told to be.
fn push_low_paragraph(out: &mut String) {
    out.push_str("<w:p>");
    let properties = ParagraphProperties {
        spacing: LOW,
        ..ParagraphProperties::default()
    };
    properties.write(out);
    out.push_str("</w:p>");
}
