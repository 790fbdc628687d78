//! Tries the ways in which a chart can stand and takes the best: first on few pages, then without columns of boxes that
//! belong beside each other.

use super::chart::{Functional, boxes};
use super::chart_lines::Rows;
use super::chart_trees::{Expanded, Measures, arranged, shelves};
use super::line::Setter;
use crate::document::Chart;
use crate::fonts::Measure;
use std::collections::BTreeSet;

/// Widths that a box may have, em of its text: seven hanzi on a line and a hair, then six, then five. Narrower boxes
/// are taken only if the chart stands better with them.
const BOXES: [f32; 3] = [7.2, 6.1, 5.1];
/// Between rows of boxes, em, and whether all but the upper boxes stand below each other on spines. What comes later is
/// tried only for a chart that is not yet on one page.
const WAYS: [(f32, bool); 4] = [(1.7, false), (1.7, true), (1.4, false), (1.4, true)];
/// With more boxes than this only the first way is tried: no page takes so many.
const ON_A_PAGE: usize = 80;
/// With more boxes than this the first width is taken: such a chart is split whatever the width.
const TRIED: usize = 200;

/// Sizes of the boxes of a chart, pt.
pub(super) struct Boxes {
    /// Size of the text.
    pub(super) em: f32,
    pub(super) width: f32,
    /// The box that is wider than the others, and how wide it is.
    pub(super) wide: Option<(usize, f32)>,
    /// Height that each needs at most.
    pub(super) needed: Vec<f32>,
}

/// Trees side by side, row after row of them.
type Shelves = Vec<Vec<Expanded>>;

/// The best way for a chart to stand on pages of this width and height, pt.
pub(super) fn chosen<M: Measure>(
    chart: &Chart,
    page: (f32, f32),
    functional: &Functional,
    setter: &mut Setter<'_, M>,
) -> Option<(Measures, Shelves)> {
    let count = chart.boxes.len();
    let widths = if count > TRIED { 1 } else { BOXES.len() };
    let ways = if count > ON_A_PAGE { 1 } else { WAYS.len() };
    // Of each width the boxes without and with the names of functional supervisors; measured when they are wanted.
    let mut measured: [[Option<Boxes>; 2]; BOXES.len()] = Default::default();
    let mut best: Option<(usize, Measures, Shelves)> = None;
    for &(gap, upright) in WAYS.iter().take(ways) {
        for (nth, &box_width) in BOXES.iter().enumerate().take(widths) {
            for named in [false, true] {
                let boxes = measured[nth][usize::from(named)]
                    .get_or_insert_with(|| boxes(chart, box_width, named, page.0, setter));
                let (measures, shelves) = standing(chart, boxes, page, gap, upright);
                let pieces = || shelves.iter().flatten();
                let wrapped = pieces().any(|piece| piece.wrapped);
                let faults = pieces().count() * 2 + usize::from(wrapped);
                // Without room for their names, all functional lines must be drawn.
                if !named && !all_drawn(&shelves, functional) {
                    continue;
                }
                if best.as_ref().is_none_or(|(fewest, ..)| faults < *fewest) {
                    best = Some((faults, measures, shelves));
                }
                break;
            }
        }
        // One tree cannot be drawn on fewer pages.
        if best.as_ref().is_some_and(|(faults, ..)| *faults < 4) {
            break;
        }
    }
    best.map(|(_, measures, shelves)| (measures, shelves))
}

/// The trees of a chart with as many rows on a page as really fit it: most rows are lower than the fullest box.
fn standing(
    chart: &Chart,
    boxes: &Boxes,
    (width, height): (f32, f32),
    gap: f32,
    upright: bool,
) -> (Measures, Shelves) {
    let fullest = boxes.needed.iter().copied().fold(0.0, f32::max);
    let mean = boxes.needed.iter().sum::<f32>() / boxes.needed.len().max(1) as f32;
    let gap = gap * boxes.em;
    // A whole number that is not negative; a page that takes no two rows gets two all the same.
    let rows_of = |row: f32| (((height - gap - row) / (row + gap)).floor().max(1.0)) as usize + 1;
    let sure = rows_of(fullest);
    let most = if chart.boxes.len() > TRIED {
        sure
    } else {
        rows_of(mean)
    };
    let mut rows = most.max(sure);
    loop {
        let measures = Measures {
            width,
            rows,
            em: boxes.em,
            box_width: boxes.width,
            wide: boxes.wide,
            box_height: fullest,
            pitch: fullest + gap,
            upright,
        };
        let shelves = shelves(arranged(chart, &measures), &measures);
        let fits = |shelf: &Vec<Expanded>| {
            let placed = shelf.iter().flat_map(|piece| &piece.placed);
            let needed = placed.map(|one| (one.at.row, boxes.needed[one.chart_box]));
            Rows::new(needed, &measures).end() <= height
        };
        if rows <= sure || shelves.iter().all(fits) {
            return (measures, shelves);
        }
        rows -= 1;
    }
}

/// Whether each functional line has both its boxes in one band.
fn all_drawn(shelves: &[Vec<Expanded>], functional: &Functional) -> bool {
    shelves.iter().all(|shelf| {
        let here: BTreeSet<usize> = shelf
            .iter()
            .flat_map(|piece| &piece.placed)
            .map(|placed| placed.chart_box)
            .collect();
        here.iter()
            .filter_map(|to| functional.get(to))
            .flatten()
            .all(|from| here.contains(from))
    })
}
