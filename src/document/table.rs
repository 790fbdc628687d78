//! Tables whose rows are divided independently of each other: rows name the right edges of their cells, and the
//! columns follow from all edges together, so that every row ends where the text ends.

use super::blocks::{Cell, CellKind, Merge, Paragraph, Row, Span, Table};
use super::spans::{length, word};
use super::styles::ParagraphStyle;
use crate::model::settings::TenthMm;

/// Edges nearer than this become one, so that a form does not get slivers of columns that a person who edits it
/// in Word would drag by mistake (2 mm).
const SNAP: u16 = 20;

/// A row whose cells are given with their right edges, in tenths of a millimetre from the left of the table.
#[derive(Default)]
pub(super) struct EdgeRow {
    pub(super) cells: Vec<(u16, Cell)>,
    pub(super) min_height: u16,
    pub(super) splittable: bool,
    pub(super) keep_with_next: bool,
}

impl EdgeRow {
    pub(super) fn new(cells: Vec<(u16, Cell)>) -> EdgeRow {
        EdgeRow {
            cells,
            ..EdgeRow::default()
        }
    }

    pub(super) fn keep(mut self) -> EdgeRow {
        self.keep_with_next = true;
        self
    }
}

/// A table in the making.
pub(super) struct TableBuilder {
    width: u16,
    /// All edges so far, sorted, the right end of the table included.
    edges: Vec<u16>,
    rows: Vec<EdgeRow>,
    header_rows: usize,
}

impl TableBuilder {
    /// A table of this width.
    pub(super) fn new(width: u16) -> TableBuilder {
        TableBuilder {
            width,
            edges: vec![width],
            rows: Vec::new(),
            header_rows: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows so far.
    pub(super) fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// Holds the last row so far on the page of the next: all of it if it has at most so many characters, else its last
    /// lines.
    pub(super) fn keep_last(&mut self, most: usize) {
        if let Some(row) = self.rows.last_mut() {
            let paragraphs = row.cells.iter().flat_map(|(_, cell)| &cell.paragraphs);
            // A paragraph costs a line, however short it is.
            let n_characters: usize = paragraphs
                .map(|paragraph| length(&paragraph.spans, 10) + 10)
                .sum();
            row.keep_with_next = true;
            row.splittable &= n_characters > most;
        }
    }

    /// Adds a row that is repeated on each page; before all other rows.
    pub(super) fn push_header(&mut self, row: EdgeRow) {
        self.push(row);
        self.header_rows = self.rows.len();
    }

    /// Adds a row. Its edges are moved to edges that are nearly there, put in order, and the last to the table's end.
    pub(super) fn push(&mut self, mut row: EdgeRow) {
        let n_cells = row.cells.len();
        if n_cells == 0 || n_cells > usize::from(self.width) {
            return;
        }
        let (mut left, mut wished_left) = (0_u16, 0);
        for (index, (edge, cell)) in row.cells.iter_mut().enumerate() {
            let cells_to_come = (n_cells - 1 - index) as u16;
            let wished = std::mem::replace(&mut wished_left, *edge);
            *edge = if cells_to_come == 0 {
                self.width
            } else {
                // A label is no wider than its words: it gives nothing away.
                let least = match cell.kind {
                    CellKind::Label => left.saturating_add(edge.saturating_sub(wished)),
                    _ => 0,
                };
                // Each cell to come keeps at least a sliver, whatever page and type sizes were asked for.
                self.snapped(*edge, least)
                    .clamp(left + 1, self.width - cells_to_come)
            };
            left = *edge;
            if let Err(at) = self.edges.binary_search(edge) {
                self.edges.insert(at, *edge);
            }
        }
        self.rows.push(row);
    }

    /// An edge that is there already and nearly where this one is wished, but not left of `least`, and rather further to
    /// the right; else this one.
    fn snapped(&self, edge: u16, least: u16) -> u16 {
        let edge = edge.max(least);
        self.edges
            .iter()
            .copied()
            .filter(|&known| {
                let snap = if known >= edge && least > 0 {
                    2 * SNAP
                } else {
                    SNAP
                };
                (least..self.width).contains(&known) && known.abs_diff(edge) <= snap
            })
            .min_by_key(|&known| known.abs_diff(edge))
            .unwrap_or(edge)
    }

    /// The table, with lines or without.
    pub(super) fn finish(self, ruled: bool) -> Table {
        let TableBuilder {
            edges,
            mut rows,
            header_rows,
            ..
        } = self;
        if let Some(last) = rows.last_mut() {
            // The table ends here; what follows may stand on another page.
            last.keep_with_next = false;
        }
        let mut left = 0;
        let columns = edges
            .iter()
            .map(|&edge| TenthMm(edge - std::mem::replace(&mut left, edge)))
            .collect();
        Table {
            columns,
            header_rows,
            rows: rows.into_iter().map(|row| spanned(row, &edges)).collect(),
            ruled,
        }
    }
}

/// What widows and orphans are to lines, single rows are to a list: the first two and the last two rows of a group stay
/// together, and so do the last three of all, a sum included. Headings of groups are the rows that stay with the next
/// already; rows that may be torn do as they like.
pub(super) fn hold_ends(rows: &mut [EdgeRow]) {
    let heads: Vec<bool> = rows.iter().map(|row| row.keep_with_next).collect();
    let is_head = |at: usize| heads.get(at).copied().unwrap_or(true);
    let count = rows.len();
    for (at, row) in rows.iter_mut().enumerate().take(count.saturating_sub(1)) {
        let first = at == 0 || is_head(at - 1);
        let before_last = is_head(at + 2) || at + 3 >= count;
        let held = !is_head(at + 1) && (first || before_last);
        row.keep_with_next |= held && !row.splittable;
    }
}

fn spanned(row: EdgeRow, edges: &[u16]) -> Row {
    let mut first = 0;
    let cells = row
        .cells
        .into_iter()
        .map(|(edge, mut cell)| {
            let past = edges.partition_point(|&known| known <= edge);
            cell.span = past - first;
            first = past;
            cell
        })
        .collect();
    Row {
        cells,
        min_height: TenthMm(row.min_height),
        splittable: row.splittable,
        keep_with_next: row.keep_with_next,
    }
}

/// A cell of these paragraphs; one empty paragraph if there are none.
pub(super) fn cell(kind: CellKind, mut paragraphs: Vec<Paragraph>) -> Cell {
    if paragraphs.is_empty() {
        paragraphs.push(Paragraph {
            style: ParagraphStyle::Cell,
            ..Paragraph::default()
        });
    }
    Cell {
        span: 1,
        merge: Merge::Single,
        kind,
        paragraphs,
    }
}

/// A cell of one paragraph.
pub(super) fn one(kind: CellKind, style: ParagraphStyle, spans: Vec<Span>) -> Cell {
    let paragraph = Paragraph {
        style,
        spans,
        ..Paragraph::default()
    };
    cell(kind, vec![paragraph])
}

/// A label of a form.
pub(super) fn label(text: &str) -> Cell {
    one(CellKind::Label, ParagraphStyle::CellLabel, vec![word(text)])
}

/// The heading of a column.
pub(super) fn head(text: &str) -> Cell {
    one(CellKind::Head, ParagraphStyle::CellHead, vec![word(text)])
}

/// A value.
pub(super) fn value(spans: Vec<Span>) -> Cell {
    one(CellKind::Plain, ParagraphStyle::Cell, spans)
}

/// A short value in the middle of its cell.
pub(super) fn short(spans: Vec<Span>) -> Cell {
    one(CellKind::Plain, ParagraphStyle::CellCentered, spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(edges: &[u16]) -> EdgeRow {
        EdgeRow::new(
            edges
                .iter()
                .map(|&edge| (edge, short(Vec::new())))
                .collect(),
        )
    }

    fn table(width: u16, rows: &[&[u16]]) -> Table {
        let mut builder = TableBuilder::new(width);
        for edges in rows {
            builder.push(row(edges));
        }
        builder.finish(true)
    }

    fn spans(table: &Table) -> Vec<Vec<usize>> {
        let row = |row: &Row| row.cells.iter().map(|cell| cell.span).collect();
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn no_group_of_rows_leaves_one_of_them_alone_at_the_edge_of_a_page() {
        let held = |heads: &[usize], count: usize| {
            let mut rows: Vec<EdgeRow> = (0..count).map(|_| row(&[100])).collect();
            for &at in heads {
                rows[at].keep_with_next = true;
            }
            hold_ends(&mut rows);
            let kept = rows.iter().map(|row| row.keep_with_next);
            kept.map(|kept| if kept { '-' } else { '/' })
                .collect::<String>()
        };
        assert_eq!(held(&[], 8), "-////--/");
        assert_eq!(held(&[], 3), "--/");
        assert_eq!(held(&[], 1), "/");
        assert_eq!(held(&[0, 6], 12), "--//-/--/--/");
        assert_eq!(held(&[0, 3, 5], 8), "--/-/--/");
        let mut long = [row(&[100]), row(&[100])];
        long[0].splittable = true;
        hold_ends(&mut long);
        assert!(!long[0].keep_with_next);
    }

    #[test]
    fn rows_divided_differently_share_one_grid() {
        let table = table(1600, &[&[240, 800, 1040, 1600], &[240, 1600], &[1600]]);
        assert_eq!(
            table.columns.iter().map(|c| c.0).collect::<Vec<_>>(),
            [240, 560, 240, 560]
        );
        assert_eq!(spans(&table), [vec![1, 1, 1, 1], vec![1, 3], vec![4]]);
    }

    #[test]
    fn edges_that_nearly_meet_become_one() {
        let table = table(1600, &[&[240, 1600], &[255, 1600], &[1590, 1600]]);
        assert_eq!(table.columns.len(), 3, "{:?}", table.columns);
        assert_eq!(spans(&table), [vec![1, 2], vec![1, 2], vec![2, 1]]);
    }

    #[test]
    fn an_edge_that_moves_to_another_leaves_a_label_its_width() {
        let mut builder = TableBuilder::new(1600);
        builder.push(row(&[240, 800, 1600]));
        let cells = [(600, short(Vec::new())), (815, label("x"))];
        let last = (1600, short(Vec::new()));
        builder.push(EdgeRow::new(cells.into_iter().chain([last]).collect()));
        let cells = [(600, short(Vec::new())), (770, label("x"))];
        let last = (1600, short(Vec::new()));
        builder.push(EdgeRow::new(cells.into_iter().chain([last]).collect()));
        let table = builder.finish(true);
        let columns: Vec<u16> = table.columns.iter().map(|column| column.0).collect();
        // The first label keeps its 215 and the second, somewhat narrower, ends where a line is already.
        assert_eq!(columns, [240, 360, 200, 15, 785]);
    }

    #[test]
    fn edges_out_of_order_or_outside_still_make_a_table() {
        let table = table(100, &[&[90, 30, 5000, 7], &[50, 10]]);
        let sum: u16 = table.columns.iter().map(|c| c.0).sum();
        assert_eq!(sum, 100);
        for row in spans(&table) {
            assert!(row.iter().all(|&span| span > 0), "{row:?}");
            assert_eq!(row.iter().sum::<usize>(), table.columns.len());
        }
    }
}
