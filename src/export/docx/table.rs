//! Tables with exact widths: every reader gets the same columns, whichever of grid, table and cell widths it believes.

use super::body::{Beyond, Body};
use super::markup::{Spacing, push_attribute, push_number, push_numeric, push_value};
use super::styles::twips;
use crate::document::{Cell, CellKind, Merge, Paragraph, ParagraphStyle, Row, Table};
use crate::fonts::{EmbeddedFonts, Face, Measure as _};
use crate::model::settings::TenthMm;

/// Space left and right of a cell's text, pt; as in our own layout.
const PAD_SIDE: f32 = 5.4;

/// Height that a rule adds to a row, pt, as measured in LibreOffice; in our own layout rules take no room.
const RULE_HEIGHT: f32 = 0.25;

/// Rules inside and around a table, eighths of a point; as in our own layout.
const INNER: usize = 4;
const OUTER: usize = 6;

/// The rules of a form.
const RULES: [(&str, usize); 6] = [
    ("w:top", OUTER),
    ("w:left", OUTER),
    ("w:bottom", OUTER),
    ("w:right", OUTER),
    ("w:insideH", INNER),
    ("w:insideV", INNER),
];

/// The ground of labels and headings: 93 % white, as in our own layout.
const SHADED: &str = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/>";

/// Content of more lines stands at the top of its cell.
const CENTRED_LINES: f32 = 3.0;

/// Appends a table; answers whether it has a cell, without which there is none.
pub(super) fn write(body: &mut Body<'_>, table: &Table, text_width: TenthMm) -> bool {
    if table.rows.iter().all(|row| row.cells.is_empty()) {
        return false;
    }
    let edges = edges(table, text_width.points());
    let header_rows = table.header_rows.min(table.rows.len());
    let (side, above) = (
        twips(PAD_SIDE),
        twips(body.spaces.pad() - RULE_HEIGHT / 2.0),
    );
    let rules: &[(&str, usize)] = if table.ruled { &RULES } else { &[] };
    open(&mut body.out.xml, &edges, rules, (above, side));
    for (index, row) in table.rows.iter().enumerate() {
        if row.cells.is_empty() {
            continue;
        }
        let is_head = index < header_rows;
        // A heading alone at the foot of a page would say nothing.
        // Word would take a row that may be torn to the next page as a whole.
        let keep =
            (row.keep_with_next && !row.splittable) || (is_head && index + 1 < table.rows.len());
        write_row(body, row, &edges, keep, is_head);
        body.out.make_room();
    }
    body.out.xml.push_str(END);
    true
}

/// Appends the start of a table: its columns lie between the `edges` (twips); `rules` are those it has, with their
/// thickness in eighths of a point; text is kept from them by `pads` (above and below, left and right, twips).
pub(super) fn open(
    out: &mut String,
    edges: &[i32],
    rules: &[(&str, usize)],
    (above, side): (i32, i32),
) {
    let total = edges.last().copied().unwrap_or_default();
    out.push_str("<w:tbl><w:tblPr><w:tblW");
    push_attribute(out, "w:w", total);
    out.push_str(" w:type=\"dxa\"/><w:jc w:val=\"left\"/>");
    push_borders(out, "w:tblBorders", rules);
    out.push_str("<w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
    for (name, pad) in [
        ("<w:top", above),
        ("<w:left", side),
        ("<w:bottom", above),
        ("<w:right", side),
    ] {
        out.push_str(name);
        push_attribute(out, "w:w", pad);
        out.push_str(" w:type=\"dxa\"/>");
    }
    out.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
    for pair in edges.windows(2) {
        out.push_str("<w:gridCol");
        push_attribute(out, "w:w", pair[1] - pair[0]);
        out.push_str("/>");
    }
    out.push_str("</w:tblGrid>");
}

/// What ends a table, a row, a cell.
pub(super) const END: &str = "</w:tbl>";
pub(super) const ROW_END: &str = "</w:tr>";
pub(super) const CELL_END: &str = "</w:tc>";

/// Appends the rules of a table or a cell.
pub(super) fn push_borders(out: &mut String, name: &str, rules: &[(&str, usize)]) {
    out.push('<');
    out.push_str(name);
    if rules.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for (side, size) in rules {
        out.push('<');
        out.push_str(side);
        out.push_str(" w:val=\"single\" w:sz=\"");
        push_number(out, *size);
        out.push_str("\" w:space=\"0\" w:color=\"000000\"/>");
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Appends the start of a row; `least` is its least height, twips.
pub(super) fn open_row(out: &mut String, whole: bool, least: i32, is_head: bool) {
    out.push_str("<w:tr>");
    if !whole && least <= 0 && !is_head {
        return;
    }
    out.push_str("<w:trPr>");
    if whole {
        out.push_str("<w:cantSplit/>");
    }
    if least > 0 {
        out.push_str("<w:trHeight");
        push_attribute(out, "w:val", least);
        out.push_str(" w:hRule=\"atLeast\"/>");
    }
    if is_head {
        out.push_str("<w:tblHeader/>");
    }
    out.push_str("</w:trPr>");
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellLook<'a> {
    /// Its width, twips.
    pub(super) width: i32,
    /// Columns that it covers.
    pub(super) span: usize,
    /// Its part in a vertical merge.
    pub(super) merge: Merge,
    /// Its own rules with their thickness in eighths of a point; `None` = those of the table.
    pub(super) rules: Option<&'a [(&'a str, usize)]>,
    /// On a grey ground.
    pub(super) shaded: bool,
    /// Its text stands in the middle of its height.
    pub(super) centred: bool,
}

impl CellLook<'_> {
    /// Appends the start of such a cell.
    pub(super) fn open(&self, out: &mut String) {
        out.push_str("<w:tc><w:tcPr><w:tcW");
        push_attribute(out, "w:w", self.width);
        out.push_str(" w:type=\"dxa\"/>");
        if self.span > 1 {
            push_numeric(out, "w:gridSpan", self.span);
        }
        match self.merge {
            Merge::Single => {}
            Merge::Start => push_value(out, "w:vMerge", "restart"),
            Merge::Continue => push_value(out, "w:vMerge", "continue"),
        }
        if let Some(rules) = self.rules {
            push_borders(out, "w:tcBorders", rules);
        }
        if self.shaded {
            out.push_str(SHADED);
        }
        if self.centred {
            push_value(out, "w:vAlign", "center");
        }
        out.push_str("</w:tcPr>");
    }
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

fn write_row(body: &mut Body<'_>, row: &Row, edges: &[i32], keep: bool, is_head: bool) {
    let least = twips(body.spaces.row_height(row.min_height.points()) - RULE_HEIGHT);
    open_row(&mut body.out.xml, !row.splittable, least, is_head);
    let columns = edges.len() - 1;
    let mut first = 0;
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
        let width = edges[end] - edges[first.min(columns)];
        write_cell(body, cell, span, width, keep);
        first = end;
    }
    body.out.xml.push_str(ROW_END);
}

fn write_cell(body: &mut Body<'_>, cell: &Cell, span: usize, width: i32, keep: bool) {
    let is_label = cell.kind != CellKind::Plain;
    let look = CellLook {
        width,
        span,
        merge: cell.merge,
        rules: None,
        // Word paints a ground over the words behind the text; labels are told by their type without it.
        shaded: is_label && !body.marked,
        centred: is_label || lines(body, cell, width) <= CENTRED_LINES,
    };
    look.open(&mut body.out.xml);
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
        // The cell's own margin is above the first already.
        let under_margin = index == 0 && looks.before > 0.0;
        let beyond = Beyond {
            keep_next: keep,
            spacing: Spacing {
                before: under_margin.then_some(0),
                ..Spacing::default()
            },
            ..Beyond::default()
        };
        body.paragraph(paragraph, beyond);
    }
    body.out.xml.push_str(CELL_END);
}

/// About how many lines a cell's text takes.
fn lines(body: &Body<'_>, cell: &Cell, width: i32) -> f32 {
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
