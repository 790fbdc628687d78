//! The lines of a chart: from a box to those below it, and functional lines around other boxes.
//!
//! Between two rows of boxes nothing stands, so lines run there; direct lines in the middle of the gap, dashed ones
//! above and below it, so that no line covers another of the other kind.

use super::chart_trees::Measures;
use super::page::Area;

/// Where a box is: its left edge, pt, and its row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct At {
    pub(super) x: f32,
    pub(super) row: usize,
}

/// A straight line.
pub(super) type Stroke = [(f32, f32); 2];

/// A dash and the gap after it, pt.
const DASH: f32 = 3.0;
const GAP: f32 = 2.0;
/// Where dashed lines run in the gap between two rows: below a box that they leave, above one that they reach.
const LEAVING: f32 = 0.26;
const REACHING: f32 = 0.74;
/// The second line at the foot of a box stands so far above the first, pt.
const FOOT_ABOVE: f32 = 2.0;
/// Where on a box's width they leave and reach it.
const FOOT: f32 = 0.82;
/// Lines in one gap stand this far apart, em, in turn.
const APART: f32 = 0.13;

impl Measures {
    fn top(&self, row: usize) -> f32 {
        row as f32 * self.pitch
    }

    fn bottom(&self, row: usize) -> f32 {
        self.top(row) + self.box_height
    }

    fn gap(&self) -> f32 {
        self.pitch - self.box_height
    }
}

/// How high each row of a band is, pt. All is arranged as if every row were as high as the chart's fullest box.
pub(super) struct Rows {
    box_height: f32,
    pitch: f32,
    /// Upper edge and height of each.
    rows: Vec<(f32, f32)>,
}

impl Rows {
    /// Rows of boxes, each given with its row and the height that it needs.
    pub(super) fn new(boxes: impl Iterator<Item = (usize, f32)>, measures: &Measures) -> Self {
        let mut rows: Vec<(f32, f32)> = Vec::new();
        for (row, needed) in boxes {
            if rows.len() <= row {
                rows.resize(row + 1, (0.0, 0.0));
            }
            rows[row].1 = rows[row].1.max(needed);
        }
        let mut y = 0.0;
        for (top, height) in &mut rows {
            *top = y;
            y += *height + measures.gap();
        }
        Self {
            box_height: measures.box_height,
            pitch: measures.pitch,
            rows,
        }
    }

    /// Upper edge of a row.
    pub(super) fn top(&self, row: usize) -> f32 {
        self.rows.get(row).map_or_else(|| self.end(), |row| row.0)
    }

    pub(super) fn height(&self, row: usize) -> f32 {
        self.rows.get(row).map_or(self.box_height, |row| row.1)
    }

    /// Where the last row ends, with the gap below it.
    pub(super) fn end(&self) -> f32 {
        let gap = self.pitch - self.box_height;
        self.rows
            .last()
            .map_or(0.0, |(top, height)| top + height + gap)
    }

    /// Where a height among the even rows comes to be: in a row in proportion, in a gap as far below the row as it was.
    pub(super) fn moved(&self, y: f32) -> f32 {
        // Edges of rows are products of the pitch: a hair keeps them in their own row.
        let row = (y / self.pitch + 1e-4).floor().max(0.0) as usize;
        let row = row.min(self.rows.len());
        let into = y - row as f32 * self.pitch;
        let (top, height) = (self.top(row), self.height(row));
        if into <= self.box_height {
            top + into * height / self.box_height
        } else {
            top + height + into - self.box_height
        }
    }
}

/// Lines from a box to those right below it; each of these has its spine, if it stands on one.
pub(super) fn join(
    from: At,
    below: &[(At, Option<f32>)],
    measures: &Measures,
    strokes: &mut Vec<Stroke>,
) {
    if below.is_empty() {
        return;
    }
    let half = measures.box_width / 2.0;
    let (middle, bottom) = (from.x + half, measures.bottom(from.row));
    let bus = bottom + measures.gap() / 2.0;
    // From the bus (or the box itself) downwards: the x of each and how deep it goes.
    let mut downs: Vec<(f32, f32)> = Vec::new();
    for &(at, spine) in below {
        match spine {
            None => downs.push((at.x + half, measures.top(at.row))),
            Some(spine) => {
                let y = measures.top(at.row) + measures.box_height / 2.0;
                strokes.push([(spine, y), (at.x, y)]);
                match downs.last_mut() {
                    Some((x, deepest)) if *x == spine => *deepest = deepest.max(y),
                    _ => downs.push((spine, y)),
                }
            }
        }
    }
    if let [(x, y)] = downs[..]
        && (from.x..=from.x + measures.box_width).contains(&x)
    {
        strokes.push([(x, bottom), (x, y)]);
        return;
    }
    let xs = downs.iter().map(|(x, _)| *x).chain([middle]);
    let (left, right) = xs.fold((middle, middle), |(left, right), x| {
        (left.min(x), right.max(x))
    });
    strokes.push([(middle, bottom), (middle, bus)]);
    strokes.push([(left, bus), (right, bus)]);
    strokes.extend(downs.into_iter().map(|(x, y)| [(x, bus), (x, y)]));
}

/// The edges of a box.
pub(super) fn frame(area: Area) -> [Stroke; 4] {
    let Area {
        x,
        y,
        width,
        height,
    } = area;
    let (right, bottom) = (x + width, y + height);
    [
        [(x, y), (right, y)],
        [(right, y), (right, bottom)],
        [(right, bottom), (x, bottom)],
        [(x, bottom), (x, y)],
    ]
}

/// The second line at the foot of a box that leads on elsewhere.
pub(super) fn foot(area: Area) -> Stroke {
    let y = area.y + area.height - FOOT_ABOVE;
    [(area.x, y), (area.x + area.width, y)]
}

/// The corners of a dashed line between two boxes, around all others. `nth` keeps lines in the same gap apart.
pub(super) fn dashed(
    from: At,
    to: At,
    nth: usize,
    all: &[At],
    measures: &Measures,
) -> Vec<(f32, f32)> {
    let shift = APART * measures.em * ((nth % 3) as f32 - 1.0);
    let gap = measures.gap();
    let start = from.x + FOOT * measures.box_width + shift;
    let end = to.x + FOOT * measures.box_width + shift;
    let leaving = measures.bottom(from.row) + LEAVING * gap + shift;
    // The gap above the box that is reached; above the first row there is the margin.
    let reaching = measures.top(to.row) - (1.0 - REACHING) * gap + shift;
    let mut path = vec![(start, measures.bottom(from.row)), (start, leaving)];
    let (upper, lower) = if to.row > from.row {
        (from.row + 1, to.row)
    } else {
        (to.row, from.row + 1)
    };
    if upper == lower {
        path.push((end, leaving));
    } else {
        let way = free_way(f32::midpoint(start, end), upper..lower, all, measures) + shift;
        path.extend([(way, leaving), (way, reaching), (end, reaching)]);
    }
    path.push((end, measures.top(to.row)));
    path
}

/// Draws the dashes of a line from corner to corner.
pub(super) fn dashes(path: &[(f32, f32)], strokes: &mut Vec<Stroke>) {
    let mut left = 0.0;
    for pair in path.windows(2) {
        if let [a, b] = *pair {
            dash(a, b, &mut left, strokes);
        }
    }
}

/// The x nearest to `wanted` at which nothing stands in these rows.
fn free_way(wanted: f32, rows: std::ops::Range<usize>, all: &[At], measures: &Measures) -> f32 {
    let margin = 0.3 * measures.em;
    let mut taken: Vec<(f32, f32)> = all
        .iter()
        .filter(|at| rows.contains(&at.row))
        .map(|at| (at.x - margin, at.x + measures.box_width + margin))
        .collect();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best = wanted;
    let mut distance = f32::INFINITY;
    // Free stretches between the boxes, from the left end to the right.
    let mut left = f32::NEG_INFINITY;
    for (from, to) in taken.into_iter().chain([(f32::INFINITY, f32::INFINITY)]) {
        if from > left {
            let x = wanted.clamp(left, from);
            if (x - wanted).abs() < distance {
                (best, distance) = (x, (x - wanted).abs());
            }
        }
        left = left.max(to);
    }
    best
}

/// Dashes from `a` to `b`; `done` is how much of a dash and its gap the corner before has used.
fn dash(a: (f32, f32), b: (f32, f32), done: &mut f32, strokes: &mut Vec<Stroke>) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    if length <= 0.0 || !length.is_finite() {
        return;
    }
    let at = |along: f32| (a.0 + dx * along / length, a.1 + dy * along / length);
    let mut along = -*done;
    while along < length {
        let (from, to) = (along.max(0.0), (along + DASH).min(length));
        if to > from {
            strokes.push([at(from), at(to)]);
        }
        along += DASH + GAP;
    }
    *done = (length - (along - DASH - GAP)).clamp(0.0, DASH + GAP);
}
