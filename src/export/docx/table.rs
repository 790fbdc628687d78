//! Tables with exact widths: every reader gets the same columns, whichever of grid, table and cell widths it believes.

use super::body::Body;
use super::styles::twips;
use crate::document::{Cell, CellKind, Merge, Paragraph, ParagraphStyle, Row, Table};
use crate::fonts::{EmbeddedFonts, Face, Measure as _};
use crate::model::settings::TenthMm;
use docx_rs as dx;

/// Space left and right of a cell's text, pt, and above and below; as in our own layout.
const PAD_SIDE: f32 = 5.4;
const PAD: f32 = 2.6;

/// Height that a rule adds to a row, pt, as measured in LibreOffice; in our own layout rules take no room.
const RULE_HEIGHT: f32 = 0.25;

/// Rules inside and around a table, eighths of a point; as in our own layout.
const INNER: usize = 4;
const OUTER: usize = 6;

/// The shade of labels and headings: 93 % white, as in our own layout.
const SHADE: &str = "EDEDED";

/// Content of more lines stands at the top of its cell.
const CENTRED_LINES: f32 = 3.0;

/// A table and how many of its rows are its heading; `None` if it has no cell.
pub(super) fn write(
    body: &mut Body<'_>,
    table: &Table,
    text_width: TenthMm,
) -> Option<(dx::Table, usize)> {
    let edges = edges(table, text_width.points());
    let header_rows = table.header_rows.min(table.rows.len());
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut written_header_rows = 0;
    for (index, row) in table.rows.iter().enumerate() {
        if row.cells.is_empty() {
            continue;
        }
        let is_head = index < header_rows;
        written_header_rows += usize::from(is_head);
        // A heading alone at the foot of a page would say nothing.
        let keep = row.keep_with_next || is_head;
        rows.push(write_row(
            body,
            row,
            &edges,
            keep && index + 1 < table.rows.len(),
        ));
    }
    if rows.is_empty() {
        return None;
    }
    let widths: Vec<usize> = edges
        .windows(2)
        .map(|pair| width(pair[0], pair[1]))
        .collect();
    let total = widths.iter().sum();
    let (side, above) = (length(PAD_SIDE), length(PAD - RULE_HEIGHT / 2.0));
    let mut result = if table.ruled {
        dx::Table::new(rows).set_borders(borders())
    } else {
        dx::Table::without_borders(rows)
    };
    result = result
        .set_grid(widths)
        .width(total, dx::WidthType::Dxa)
        .layout(dx::TableLayoutType::Fixed)
        .margins(dx::TableCellMargins::new().margin(above, side, above, side));
    Some((result, written_header_rows))
}

/// The paragraphs of a table that are written, in order.
pub(super) fn written_paragraphs(table: &Table) -> impl Iterator<Item = &Paragraph> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells
        .filter(|cell| cell.merge != Merge::Continue)
        .flat_map(|cell| &cell.paragraphs)
}

/// Column edges in twips. Each edge is rounded by itself, so that the columns add up to the table exactly; a table
/// wider than the text block is narrowed to it, as in our own layout.
fn edges(table: &Table, text_width: f32) -> Vec<i32> {
    let total: f32 = table.columns.iter().map(|column| column.points()).sum();
    let scale = if total > text_width {
        text_width / total
    } else {
        1.0
    };
    let mut edge = 0.0;
    let mut edges = vec![0];
    for column in &table.columns {
        edge += column.points();
        edges.push(twips(edge * scale));
    }
    if table.columns.is_empty() {
        edges.push(twips(text_width));
    }
    edges
}

fn length(points: f32) -> usize {
    usize::try_from(twips(points)).unwrap_or_default()
}

fn width(from: i32, to: i32) -> usize {
    usize::try_from(to - from).unwrap_or_default()
}

fn write_row(body: &mut Body<'_>, row: &Row, edges: &[i32], keep: bool) -> dx::TableRow {
    let columns = edges.len() - 1;
    let mut first = 0;
    let mut cells = Vec::with_capacity(row.cells.len());
    for (index, cell) in row.cells.iter().enumerate() {
        let after = row.cells.len() - index - 1;
        // Every cell after this one needs a column of its own; the last takes what is left.
        let most = columns.saturating_sub(first + after).max(1);
        let span = if after == 0 {
            most
        } else {
            cell.span.clamp(1, most)
        };
        let end = (first + span).min(columns);
        let from = edges[first.min(columns)];
        cells.push(write_cell(body, cell, span, width(from, edges[end]), keep));
        first = end;
    }
    let mut result = dx::TableRow::new(cells);
    if !row.splittable {
        result = result.cant_split();
    }
    let least = twips(row.min_height.points() - RULE_HEIGHT);
    if least > 0 {
        result = result
            .row_height(least as f32)
            .height_rule(dx::HeightRule::AtLeast);
    }
    result
}

fn write_cell(
    body: &mut Body<'_>,
    cell: &Cell,
    span: usize,
    width: usize,
    keep: bool,
) -> dx::TableCell {
    let mut result = dx::TableCell::new().width(width, dx::WidthType::Dxa);
    if span > 1 {
        result = result.grid_span(span);
    }
    result = match cell.merge {
        Merge::Single => result,
        Merge::Start => result.vertical_merge(dx::VMergeType::Restart),
        Merge::Continue => result.vertical_merge(dx::VMergeType::Continue),
    };
    if cell.kind != CellKind::Plain {
        let shading = dx::Shading::new().shd_type(dx::ShdType::Clear);
        result = result.shading(shading.color("auto").fill(SHADE));
    }
    if cell.kind != CellKind::Plain || lines(body, cell, width) <= CENTRED_LINES {
        result = result.vertical_align(dx::VAlignType::Center);
    }
    let empty = [Paragraph {
        style: ParagraphStyle::Cell,
        ..Paragraph::default()
    }];
    let covered = cell.merge == Merge::Continue || cell.paragraphs.is_empty();
    let paragraphs = if covered {
        &empty[..]
    } else {
        &cell.paragraphs
    };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let looks = body.texts.sheet().get(paragraph.style);
        let mut paragraph = body.paragraph(paragraph);
        if index == 0 && looks.before > 0.0 {
            // The cell's own margin is above it already.
            paragraph = paragraph.line_spacing(dx::LineSpacing::new().before(0));
        }
        if keep {
            paragraph = paragraph.keep_next(true);
        }
        result = result.add_paragraph(paragraph);
    }
    result
}

/// About how many lines a cell's text takes.
fn lines(body: &Body<'_>, cell: &Cell, width: usize) -> f32 {
    let mut lines = 0.0;
    for paragraph in &cell.paragraphs {
        let style = body.texts.sheet().get(paragraph.style);
        let em = style.size.points();
        let face = Face::of(style.family, style.bold);
        let indent = paragraph.number.as_ref().map_or(0.0, |number| {
            style.level_indent * em * f32::from(number.level + 1)
        });
        let room = (width as f32 / 20.0 - 2.0 * PAD_SIDE - indent).max(em);
        let text = paragraph
            .spans
            .iter()
            .flat_map(|span| span.text.split('\n'));
        let mut count = 0.0;
        for line in text {
            let advance: f32 = line.chars().map(|c| EmbeddedFonts.advance(face, c)).sum();
            count += (advance * em / room).ceil();
            if lines + count > CENTRED_LINES {
                return lines + count;
            }
        }
        lines += f32::max(count, 1.0);
    }
    lines
}

fn borders() -> dx::TableBorders {
    use dx::TableBorderPosition as At;
    let sides = [
        (At::Top, OUTER),
        (At::Left, OUTER),
        (At::Bottom, OUTER),
        (At::Right, OUTER),
        (At::InsideH, INNER),
        (At::InsideV, INNER),
    ];
    sides
        .into_iter()
        .fold(dx::TableBorders::new(), |borders, (at, size)| {
            borders.set(dx::TableBorder::new(at).size(size).color("000000"))
        })
}
