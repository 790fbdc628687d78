//! Draws the rules and shades of the part of a table that stands on one page.
//!
//! Every stretch of line is drawn once: what lies on one straight line is joined before it becomes a rule.

use super::flow::LaidPage;
use super::page::{Area, PageItem};
use super::table::LaidTable;
use crate::document::{CellKind, Merge};

/// Rules between cells, pt.
const INNER: f32 = 0.5;
/// Rules around a table, pt.
const OUTER: f32 = 0.75;
/// Shade of labels, 0 black … 1 white.
const SHADE: f32 = 0.93;

/// A row, or a part of one, on the page.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) row: usize,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// Draws what stands on one page; `left` is the table's left edge on the sheet.
pub(super) fn draw(table: &LaidTable, placed: &[Placed], left: f32, page: &mut LaidPage) {
    shades(table, placed, left, page);
    if table.ruled {
        across(table, placed, left, page);
        down(table, placed, left, page);
    }
}

fn shades(table: &LaidTable, placed: &[Placed], left: f32, page: &mut LaidPage) {
    // Per column: the shade that ends just above, so that a cell over several rows is one shade.
    let mut open: Vec<Option<usize>> = vec![None; table.edges.len()];
    for (nth, part) in placed.iter().enumerate() {
        for cell in &table.rows[part.row].cells {
            let Some(slot) = open.get_mut(cell.first) else {
                continue;
            };
            if cell.kind == CellKind::Plain {
                *slot = None;
                continue;
            }
            let goes_on = nth > 0 && cell.merge == Merge::Continue;
            if let Some(PageItem::Fill { area, .. }) = slot
                .filter(|_| goes_on)
                .and_then(|at| page.fills.get_mut(at))
            {
                area.height = part.bottom - area.y;
                continue;
            }
            *slot = Some(page.fills.len());
            page.fills.push(PageItem::Fill {
                area: Area {
                    x: left + table.edges[cell.first],
                    y: part.top,
                    width: table.edges[cell.end] - table.edges[cell.first],
                    height: part.bottom - part.top,
                },
                grey: SHADE,
            });
        }
    }
}

/// Horizontal rules.
fn across(table: &LaidTable, placed: &[Placed], left: f32, page: &mut LaidPage) {
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else {
        return;
    };
    let width = table.edges.last().copied().unwrap_or(0.0);
    let mut rule = |from: f32, to: f32, y: f32, thickness: f32| {
        page.rules.push(PageItem::Rule {
            from: (left + from, y),
            to: (left + to, y),
            thickness,
        });
    };
    // Half a thickness longer on both sides, so that the corners are square.
    rule(-OUTER / 2.0, width + OUTER / 2.0, first.top, OUTER);
    for pair in placed.windows(2) {
        let [above, below] = pair else { continue };
        let follows = below.row == above.row + 1;
        let mut open: Option<(f32, f32)> = None;
        for cell in &table.rows[below.row].cells {
            let (from, to) = (table.edges[cell.first], table.edges[cell.end]);
            let ruled = !(follows && cell.merge == Merge::Continue);
            open = match (open, ruled) {
                (Some((start, _)), true) => Some((start, to)),
                (None, true) => Some((from, to)),
                (Some((start, end)), false) => {
                    rule(start, end, below.top, INNER);
                    None
                }
                (None, false) => None,
            };
        }
        if let Some((start, end)) = open {
            rule(start, end, below.top, INNER);
        }
    }
    rule(-OUTER / 2.0, width + OUTER / 2.0, last.bottom, OUTER);
}

/// Vertical rules.
fn down(table: &LaidTable, placed: &[Placed], left: f32, page: &mut LaidPage) {
    let count = table.edges.len();
    let mut open: Vec<Option<(f32, f32)>> = vec![None; count];
    let mut close = |edge: usize, from: f32, to: f32| {
        let outer = edge == 0 || edge + 1 == count;
        let x = left + table.edges[edge];
        page.rules.push(PageItem::Rule {
            from: (x, from),
            to: (x, to),
            thickness: if outer { OUTER } else { INNER },
        });
    };
    let mut here = vec![false; count];
    for part in placed {
        here.fill(false);
        here[0] = true;
        here[count - 1] = true;
        for cell in &table.rows[part.row].cells {
            here[cell.first] = true;
            here[cell.end] = true;
        }
        for (edge, slot) in open.iter_mut().enumerate() {
            match (&mut *slot, here[edge]) {
                (Some((_, to)), true) => *to = part.bottom,
                (None, true) => *slot = Some((part.top, part.bottom)),
                (&mut Some((from, to)), false) => {
                    close(edge, from, to);
                    *slot = None;
                }
                (None, false) => {}
            }
        }
    }
    for (edge, slot) in open.into_iter().enumerate() {
        if let Some((from, to)) = slot {
            close(edge, from, to);
        }
    }
}
