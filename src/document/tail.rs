//! The end of a sheet that stays on one page: what is signed, and of the text before it as much as makes a page look
//! meant. A last page with one line and the signatures looks like an accident, and proves little.
//!
//! Sections go with the signatures as a whole, the last first, until the end takes [`ENOUGH`] of a page. A section with
//! which it would take more than [`MOST`] stays where it is: its page would have too large a hole.

use super::blocks::{Block, PageSetup, Table};
use super::estimate::{block_height, row_height, scale};
use super::styles::StyleSheet;

/// Share of a page that is enough for a last page.
const ENOUGH: f32 = 0.33;
/// Share of a page that is held together at most: the page before keeps as much.
const MOST: f32 = 0.5;

/// Holds the end of a table together; `starts` are the rows with which its sections begin, in order, the signatures
/// last.
pub(super) fn hold_rows(
    table: &mut Table,
    starts: &[usize],
    page: &PageSetup,
    styles: &StyleSheet,
) {
    let scale = scale(table, page.text_width().points());
    let height = |at: usize| row_height(&table.rows[at], table, scale, styles);
    let Some(first) = first_of_tail(table.rows.len(), height, starts, page) else {
        return;
    };
    if let Some((_, rows)) = table.rows[first..].split_last_mut() {
        for row in rows {
            row.keep_with_next = true;
            row.splittable = false;
        }
    }
}

/// Holds the last blocks of a sheet together; `starts` as for rows.
pub(super) fn hold_blocks(
    blocks: &mut [Block],
    starts: &[usize],
    page: &PageSetup,
    styles: &StyleSheet,
) {
    let from = starts.first().copied().unwrap_or(blocks.len());
    let mut heights = vec![0.0; from];
    let width = page.text_width().points();
    heights.extend(
        blocks[from..]
            .iter()
            .map(|block| block_height(block, width, styles)),
    );
    let width = page.text_width().points();
    let height = |at: usize| block_height(&blocks[at], width, styles);
    let Some(first) = first_of_tail(blocks.len(), height, starts, page) else {
        return;
    };
    let Some((_, others)) = blocks[first..].split_last_mut() else {
        return;
    };
    for block in others {
        match block {
            Block::Paragraph(paragraph) => paragraph.keep_with_next = true,
            Block::Table(table) => {
                for row in &mut table.rows {
                    row.keep_with_next = true;
                    row.splittable = false;
                }
            }
            Block::Contents { .. }
            | Block::Index(_)
            | Block::Chart(_)
            | Block::Space(_)
            | Block::Logo { .. } => {}
        }
    }
}

/// Where the end of `count` pieces that stays together begins: one of `starts`, but not the very first. The pieces above
/// it are not measured.
fn first_of_tail(
    count: usize,
    height_of: impl Fn(usize) -> f32,
    starts: &[usize],
    page: &PageSetup,
) -> Option<usize> {
    let room = page.height.points() - page.top.points() - page.bottom.points();
    let (mut end, mut height, mut first) = (count, 0.0, None);
    for &start in starts.iter().skip(1).rev() {
        for at in (start..end).rev() {
            height += height_of(at);
            if height > room * MOST {
                return first;
            }
        }
        first = Some(start);
        if height >= room * ENOUGH {
            break;
        }
        end = start;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::settings::TenthMm;

    /// A page of 100 pt.
    fn page() -> PageSetup {
        let points = |points: f32| TenthMm((points * 254.0 / 72.0).round() as u16);
        PageSetup {
            width: points(100.0),
            height: points(100.0),
            top: TenthMm(0),
            bottom: TenthMm(0),
            left: TenthMm(0),
            right: TenthMm(0),
            gutter: TenthMm(0),
            mirrored: false,
        }
    }

    #[test]
    fn sections_go_with_the_signatures_until_they_are_enough_for_a_page() {
        let first = |heights: &[f32]| {
            let starts: Vec<usize> = (0..heights.len()).collect();
            first_of_tail(heights.len(), |at| heights[at], &starts, &page())
        };
        assert_eq!(first(&[20.0, 10.0, 10.0, 10.0, 14.0]), Some(2));
        // One more would be too much.
        assert_eq!(first(&[20.0, 40.0, 14.0]), Some(2));
        assert_eq!(first(&[20.0, 10.0, 60.0]), None);
        // What is all there is stands on its page anyway.
        assert_eq!(first(&[10.0, 10.0]), Some(1));
        assert_eq!(first(&[10.0]), None);
    }
}
