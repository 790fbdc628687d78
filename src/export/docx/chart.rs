//! A chart in Word: boxes below each other, indented by their depth, joined by the rules of a table.
//!
//! docx-rs writes no drawings that carry text, so Word and PDF differ here: PDF has boxes beside each other, Word an
//! outline that can be edited as text. Functional lines are named in their box instead of drawn.

use super::body::Body;
use super::styles::twips;
use crate::document::{Chart, ChartBox, Paragraph, ParagraphStyle, Span};
use docx_rs as dx;

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
/// Ground of a box: 93 % white, as in our own layout.
const SHADE: &str = "EDEDED";
/// Text is kept from the rules of its box by this, pt.
const PAD_SIDE: f32 = 4.0;

/// Boxes that are written at once: docx-rs takes 40 kB for one in a deep chart.
const AT_ONCE: usize = 64;

/// Writes the chart as a table, if it has a box.
pub(super) fn write(body: &mut Body<'_>, chart: &Chart, text_width: f32) {
    let depths: Vec<usize> = chart
        .depths()
        .into_iter()
        .map(|depth| depth.min(DEEPEST))
        .collect();
    let Some(&deepest) = depths.iter().max() else {
        return;
    };
    let grid = Grid::of(deepest, text_width);
    let goes_on = going_on(&depths);
    let mut rows = Vec::with_capacity(3 * AT_ONCE);
    let mut first = true;
    for (index, chart_box) in chart.boxes.iter().enumerate() {
        let depth = depths[index];
        let lines: Vec<bool> = (0..depth)
            .map(|level| goes_on[level].contains(index))
            .collect();
        rows.push(half(body, chart_box, &grid, depth, &lines, true));
        rows.push(half(body, chart_box, &grid, depth, &lines, false));
        let next = depths.get(index + 1);
        if let Some(&next) = next {
            // Whether the line of a level is needed below the box: by itself or by one that comes.
            let needed = |level: usize| lines.get(level).copied().unwrap_or(false);
            let through: Vec<bool> = (0..=depth.max(next))
                .map(|level| needed(level) || level + 1 == next)
                .collect();
            rows.push(gap(&grid, &through));
        }
        if next.is_none() || (index + 1) % AT_ONCE == 0 {
            let table = table_of(std::mem::take(&mut rows), &grid);
            body.piece(table, std::mem::take(&mut first), next.is_none());
        }
    }
}

fn table_of(rows: Vec<dx::TableRow>, grid: &Grid) -> dx::Table {
    let widths = grid.widths();
    let total = widths.iter().sum();
    let side = usize::try_from(twips(PAD_SIDE)).unwrap_or_default();
    dx::Table::without_borders(rows)
        .set_grid(widths)
        .width(total, dx::WidthType::Dxa)
        .layout(dx::TableLayoutType::Fixed)
        .margins(dx::TableCellMargins::new().margin(0, side, 0, side))
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

    fn widths(&self) -> Vec<usize> {
        let pairs = self.edges.windows(2);
        pairs.map(|pair| span(pair[0], pair[1])).collect()
    }

    /// Columns of the grid.
    fn n_columns(&self) -> usize {
        self.edges.len() - 1
    }

    fn width(&self, from: usize, to: usize) -> usize {
        let edge = |at: usize| self.edges.get(at).copied().unwrap_or_default();
        span(edge(from), edge(to))
    }
}

fn span(from: i32, to: i32) -> usize {
    usize::try_from(to - from).unwrap_or_default()
}

/// The upper or lower half of a box with the lines left of it: the line to the box ends between the halves.
fn half(
    body: &mut Body<'_>,
    chart_box: &ChartBox,
    grid: &Grid,
    depth: usize,
    lines: &[bool],
    upper: bool,
) -> dx::TableRow {
    let mut row = RowBuilder::new(grid);
    for (level, &later) in lines.iter().enumerate() {
        let own = level + 1 == depth;
        row.indent(level, later || (own && upper), own && upper);
    }
    let merge = if upper {
        dx::VMergeType::Restart
    } else {
        dx::VMergeType::Continue
    };
    let mut cell = row
        .last(2 * depth)
        .vertical_merge(merge)
        .vertical_align(dx::VAlignType::Center)
        .set_borders(frame());
    if !chart_box.outside {
        let shading = dx::Shading::new().shd_type(dx::ShdType::Clear);
        cell = cell.shading(shading.color("auto").fill(SHADE));
    }
    let paragraph = Paragraph {
        style: ParagraphStyle::Cell,
        spans: if upper { text(chart_box) } else { Vec::new() },
        ..Paragraph::default()
    };
    let paragraph = body.paragraph(&paragraph);
    let paragraph = if upper {
        paragraph.keep_next(true)
    } else {
        small(paragraph)
    };
    row.cells.push(cell.add_paragraph(paragraph));
    row.finish(HALF)
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
fn gap(grid: &Grid, through: &[bool]) -> dx::TableRow {
    let mut row = RowBuilder::new(grid);
    let levels = (grid.n_columns() - 1) / 2;
    for level in 0..levels {
        row.indent(level, through.get(level).copied().unwrap_or(false), false);
    }
    let rest = row.last(2 * levels);
    row.cells
        .push(rest.add_paragraph(small(dx::Paragraph::new())));
    row.finish(GAP)
}

/// A row from left to right. Columns without lines share one cell: a chart of thousands of boxes has many of them.
struct RowBuilder<'g> {
    grid: &'g Grid,
    cells: Vec<dx::TableCell>,
    /// First column that no cell covers yet.
    next: usize,
}

impl RowBuilder<'_> {
    fn new(grid: &Grid) -> RowBuilder<'_> {
        RowBuilder {
            grid,
            cells: Vec::new(),
            next: 0,
        }
    }

    /// An empty cell over these columns.
    fn cell(&self, from: usize, to: usize) -> dx::TableCell {
        let width = self.grid.width(from, to);
        let cell = dx::TableCell::new().width(width, dx::WidthType::Dxa);
        if to - from > 1 {
            cell.grid_span(to - from)
        } else {
            cell
        }
    }

    /// Covers the columns before `to` with one empty cell that has these lines.
    fn cover(&mut self, to: usize, sides: impl IntoIterator<Item = dx::TableCellBorderPosition>) {
        if to > self.next {
            let cell = self.cell(self.next, to).set_borders(borders(sides));
            self.cells
                .push(cell.add_paragraph(small(dx::Paragraph::new())));
            self.next = to;
        }
    }

    /// The two columns of a level: a line down between them, and one to the right at their foot.
    fn indent(&mut self, level: usize, down: bool, right: bool) {
        use dx::TableCellBorderPosition as At;
        if !(down || right) {
            return;
        }
        // All that is empty up to the line, and the line at its right.
        self.cover(2 * level + 1, down.then_some(At::Right));
        let sides = [down.then_some(At::Left), right.then_some(At::Bottom)];
        self.cover(2 * level + 2, sides.into_iter().flatten());
    }

    /// The cell from this column to the end of the row.
    fn last(&mut self, from: usize) -> dx::TableCell {
        self.cover(from, None);
        self.next = self.grid.n_columns();
        self.cell(from, self.grid.n_columns())
    }

    fn finish(self, height: f32) -> dx::TableRow {
        dx::TableRow::new(self.cells)
            .cant_split()
            .row_height(twips(height) as f32)
            .height_rule(dx::HeightRule::AtLeast)
    }
}

/// The smallest paragraph that Word knows, so that a row is as low as it is told to be.
fn small(paragraph: dx::Paragraph) -> dx::Paragraph {
    let line = dx::LineSpacing::new()
        .line_rule(dx::LineSpacingType::Exact)
        .line(20)
        .before(0)
        .after(0);
    paragraph.line_spacing(line)
}

fn borders(sides: impl IntoIterator<Item = dx::TableCellBorderPosition>) -> dx::TableCellBorders {
    let mut borders = dx::TableCellBorders::with_empty();
    for side in sides {
        borders = borders.set(dx::TableCellBorder::new(side).size(LINE).color("000000"));
    }
    borders
}

fn frame() -> dx::TableCellBorders {
    use dx::TableCellBorderPosition as At;
    borders([At::Top, At::Left, At::Bottom, At::Right])
}
