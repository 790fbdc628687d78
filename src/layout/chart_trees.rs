//! Which boxes of a chart stand beside, which below each other, and which trees are drawn by themselves.
//!
//! A box's lower boxes stand beside each other if they fit, otherwise below each other on spines. What is too wide or too
//! high for a page loses the largest trees below it, which are drawn by themselves, beginning with their own box; a box
//! with more single boxes below it than a page takes is drawn again above the rest of them. The time is about linear in
//! the number of boxes, and nothing here calls itself: a reporting line may be as long as a company is large.

use super::chart_lines::{self, At};
use crate::document::Chart;

/// Between boxes beside each other, em.
const BESIDE: f32 = 0.9;
/// How far boxes stand right of their spine's left end, em.
pub(super) const INDENT: f32 = 1.4;
/// Boxes below each other under a box that is not at the top: with more they stand in several columns.
pub(super) const HIGH: usize = 9;

/// Sizes that hold for the whole chart, pt.
pub(super) struct Measures {
    pub(super) width: f32,
    /// Rows on a page.
    pub(super) rows: usize,
    pub(super) em: f32,
    pub(super) box_width: f32,
    /// The box that is wider than the others, by as much on both sides, and how wide it is. It stands alone in its row.
    pub(super) wide: Option<(usize, f32)>,
    pub(super) box_height: f32,
    /// From row to row, as long as all are as high as the fullest box.
    pub(super) pitch: f32,
    /// Below the first box with several right below it, all stand on spines rather than beside each other.
    pub(super) upright: bool,
}

impl Measures {
    pub(super) fn beside(&self) -> f32 {
        BESIDE * self.em
    }

    fn indent(&self) -> f32 {
        INDENT * self.em
    }

    /// How wide this box is.
    pub(super) fn width_of(&self, chart_box: usize) -> f32 {
        match self.wide {
            Some((wide, width)) if wide == chart_box => width,
            _ => self.box_width,
        }
    }
}

/// Where the boxes right below a box stand, from the upper left corner of the tree that they make with it.
#[derive(Clone, Debug, Default)]
struct Tree {
    width: f32,
    rows: usize,
    /// Middle of the upper box.
    middle: f32,
    below: Vec<Below>,
}

impl Tree {
    /// Room for an upper box of this width, pt, around its middle.
    fn make_room(&mut self, width: f32) {
        let half = width / 2.0;
        let shift = (half - self.middle).max(0.0);
        for below in &mut self.below {
            below.x += shift;
            below.spine = below.spine.map(|spine| spine + shift);
        }
        self.middle += shift;
        self.width = (self.width + shift).max(self.middle + half);
    }
}

#[derive(Clone, Debug)]
struct Below {
    chart_box: usize,
    x: f32,
    row: usize,
    /// Where its spine is, if it stands on one.
    spine: Option<f32>,
}

/// A tree that is drawn by itself.
struct Piece {
    chart_box: usize,
    tree: Tree,
    continued: bool,
}

/// A box where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) chart_box: usize,
    pub(super) at: At,
    pub(super) stub: bool,
    pub(super) continued: bool,
    /// Something stands below it, here or elsewhere.
    pub(super) leads: bool,
}

/// How the boxes right below a box would rather stand.
#[derive(Clone, Copy)]
enum Stand {
    /// Beside each other whatever they are: they are below a box that nothing is above.
    Top,
    /// Beside each other, but single boxes on spines.
    Wide,
    /// On one spine.
    Upright,
}

struct Arranging<'a> {
    measures: &'a Measures,
    trees: Vec<Tree>,
    /// Boxes whose lower boxes are drawn elsewhere.
    stubs: Vec<bool>,
    later: Vec<Piece>,
}

/// All trees of a chart: those from the top first, then those that found no room in them, in the order of the chart.
pub(super) fn arranged(chart: &Chart, measures: &Measures) -> Vec<Expanded> {
    let count = chart.boxes.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut tops = Vec::new();
    for (index, chart_box) in chart.boxes.iter().enumerate() {
        match chart_box.parent.filter(|&parent| parent < index) {
            Some(parent) => below[parent].push(index),
            None => tops.push(index),
        }
    }
    // The trunk: a top, and below it as long as there is a single box.
    let mut trunk = vec![false; count];
    for &top in &tops {
        trunk[top] = true;
    }
    for index in 0..count {
        if let ([only], true) = (below[index].as_slice(), trunk[index]) {
            trunk[*only] = true;
        }
    }
    let mut arranging = Arranging {
        measures,
        trees: vec![Tree::default(); count],
        stubs: vec![false; count],
        later: Vec::new(),
    };
    // Lower boxes stand later in the chart, so they are ready when the box above them asks for their size.
    for index in (0..count).rev() {
        let stand = if chart.boxes[index].parent.is_none() {
            Stand::Top
        } else if measures.upright && !trunk[index] {
            Stand::Upright
        } else {
            Stand::Wide
        };
        let children = std::mem::take(&mut below[index]);
        arranging.trees[index] = arranging.tree(index, children, stand);
    }
    let Arranging {
        trees,
        stubs,
        mut later,
        ..
    } = arranging;
    let whole = |&chart_box: &usize| Piece {
        chart_box,
        tree: trees[chart_box].clone(),
        continued: false,
    };
    let mut pieces: Vec<Piece> = tops.iter().map(whole).collect();
    let stubbed: Vec<usize> = (0..count).filter(|&index| stubs[index]).collect();
    later.extend(stubbed.iter().map(whole));
    later.sort_by_key(|piece| (piece.chart_box, piece.continued));
    pieces.extend(later);
    for piece in &mut pieces {
        piece.tree.make_room(measures.width_of(piece.chart_box));
    }
    let expanded = |piece| expanded(piece, &trees, &stubs, measures);
    pieces.into_iter().map(expanded).collect()
}

impl Arranging<'_> {
    /// Width, rows and middle of a box with what is drawn below it.
    fn size(&self, index: usize) -> (f32, usize, f32) {
        match self.trees.get(index) {
            Some(tree) if !self.stubs[index] => (tree.width, tree.rows, tree.middle),
            _ => (self.measures.box_width, 1, self.measures.box_width / 2.0),
        }
    }

    /// Finds a place for the boxes below `index`.
    fn tree(&mut self, index: usize, below: Vec<usize>, stand: Stand) -> Tree {
        let mut given_away = 0;
        loop {
            if let Some(tree) = self.fitting(&below, stand) {
                return tree;
            }
            let mut large: Vec<usize> = below
                .iter()
                .copied()
                .filter(|&child| self.size(child).1 > 1)
                .collect();
            if large.is_empty() {
                break;
            }
            // The largest first; more of them each time, so that a thousand take ten rounds.
            large.sort_by(|&a, &b| self.area(b).total_cmp(&self.area(a)));
            let count = given_away.max(1).min(large.len());
            for &child in large.iter().take(count) {
                self.stubs[child] = true;
            }
            given_away += count;
        }
        // Nothing but single boxes, and too many of them.
        let columns = self.most_columns(self.measures.box_width);
        let on_a_page = columns * (self.measures.rows - 1);
        let mut chunks = below.chunks(on_a_page);
        let first = chunks.next().unwrap_or_default();
        let tree = self.columns(first, columns);
        for chunk in chunks {
            let tree = self.columns(chunk, columns);
            self.later.push(Piece {
                chart_box: index,
                tree,
                continued: true,
            });
        }
        tree
    }

    fn area(&self, index: usize) -> f32 {
        let (width, rows, _) = self.size(index);
        width * rows as f32
    }

    /// The best way to stand that fits the page, if there is one.
    fn fitting(&self, below: &[usize], stand: Stand) -> Option<Tree> {
        let measures = self.measures;
        if below.is_empty() {
            return Some(Tree {
                width: measures.box_width,
                rows: 1,
                middle: measures.box_width / 2.0,
                below: Vec::new(),
            });
        }
        let single = below.iter().all(|&child| self.size(child).1 == 1);
        let fits = |tree: &Tree| {
            tree.width <= measures.width + super::flow::TOLERANCE && tree.rows <= measures.rows
        };
        let few_rows = if single { HIGH } else { measures.rows / 2 }.max(2);
        let side_by_side = || Some(self.side_by_side(below)).filter(fits);
        let widest = below.iter().map(|&child| self.size(child).0);
        let most = self.most_columns(widest.fold(0.0, f32::max));
        let columns = |count| Some(self.columns(below, count)).filter(fits);
        let narrow = || {
            let mut counts = 1..=most;
            counts.find_map(|count| columns(count).filter(|tree| tree.rows <= few_rows))
        };
        let all = || columns(most);
        match stand {
            Stand::Top => side_by_side().or_else(all),
            _ if single && below.len() > 1 => narrow().or_else(all),
            Stand::Wide => side_by_side().or_else(narrow).or_else(all),
            Stand::Upright => {
                let spine = columns(1).or_else(side_by_side);
                spine.or_else(narrow).or_else(all)
            }
        }
    }

    /// How many columns of trees of this width stand beside each other.
    fn most_columns(&self, width: f32) -> usize {
        let measures = self.measures;
        let column = measures.indent() + width + measures.beside();
        let room = measures.width + measures.beside() + super::flow::TOLERANCE;
        // At least one, whether it fits or not: who asks for it looks at the width.
        (room / column).floor().max(1.0) as usize
    }

    fn side_by_side(&self, below: &[usize]) -> Tree {
        let measures = self.measures;
        let mut tree = Tree::default();
        let (mut first, mut last) = (None, 0.0);
        for &child in below {
            let (width, rows, middle) = self.size(child);
            let x = if tree.width > 0.0 {
                tree.width + measures.beside()
            } else {
                0.0
            };
            tree.below.push(Below {
                chart_box: child,
                x,
                row: 1,
                spine: None,
            });
            first.get_or_insert(x + middle);
            last = x + middle;
            tree.width = x + width;
            tree.rows = tree.rows.max(rows + 1);
        }
        let half = measures.box_width / 2.0;
        tree.width = tree.width.max(measures.box_width);
        let middle = (first.unwrap_or(half) + last) / 2.0;
        tree.middle = middle.clamp(half, tree.width - half);
        tree
    }

    /// Trees below each other in at most `count` columns, as evenly as their order allows.
    fn columns(&self, below: &[usize], count: usize) -> Tree {
        let measures = self.measures;
        let rows = |child: &usize| self.size(*child).1;
        let total: usize = below.iter().map(rows).sum();
        let highest = below.iter().map(rows).max().unwrap_or(1);
        let mut most = total.div_ceil(count.max(1)).max(highest);
        while n_columns(below, rows, most) > count {
            most += 1;
        }
        let mut tree = Tree::default();
        let (mut left, mut row, mut n_columns) = (0.0, 0, 1);
        for child in below {
            let (width, rows, _) = self.size(*child);
            if row > 0 && row + rows > most {
                left = tree.width + measures.beside();
                row = 0;
                n_columns += 1;
            }
            let x = left + measures.indent();
            tree.below.push(Below {
                chart_box: *child,
                x,
                row: row + 1,
                spine: Some(left + measures.indent() * SPINE),
            });
            row += rows;
            tree.rows = tree.rows.max(row + 1);
            tree.width = tree.width.max(x + width);
        }
        tree.width = tree.width.max(measures.box_width);
        tree.middle = if n_columns == 1 {
            measures.box_width / 2.0
        } else {
            tree.width / 2.0
        };
        tree
    }
}

/// Where a spine is in its indent.
const SPINE: f32 = 0.4;

/// Columns of at most `most` rows that the trees take.
fn n_columns(below: &[usize], rows: impl Fn(&usize) -> usize, most: usize) -> usize {
    let (mut count, mut row) = (1, 0);
    for child in below {
        let own = rows(child);
        if row > 0 && row + own > most {
            count += 1;
            row = 0;
        }
        row += own;
    }
    count
}

/// A piece with the place of every box.
#[derive(Default)]
pub(super) struct Expanded {
    pub(super) width: f32,
    pub(super) placed: Vec<Placed>,
    pub(super) rules: Vec<[(f32, f32); 2]>,
    /// Boxes that belong beside each other stand in columns of several.
    pub(super) wrapped: bool,
}

fn expanded(piece: Piece, trees: &[Tree], stubs: &[bool], measures: &Measures) -> Expanded {
    let mut all = Expanded {
        width: piece.tree.width,
        ..Expanded::default()
    };
    let empty = Tree {
        middle: measures.box_width / 2.0,
        ..Tree::default()
    };
    let mut waiting = vec![(piece.chart_box, &piece.tree, false, (0.0, 0_usize))];
    while let Some((chart_box, tree, stub, (x, row))) = waiting.pop() {
        let at = At {
            x: x + tree.middle - measures.box_width / 2.0,
            row,
        };
        // More than one spine under one box.
        let mut spines = tree.below.iter().filter_map(|below| below.spine);
        let first = spines.next();
        all.wrapped |= first.is_some_and(|first| spines.any(|spine| spine != first));
        let mut joined = Vec::with_capacity(tree.below.len());
        let known = waiting.len();
        for below in &tree.below {
            let child = below.chart_box;
            let stub = stubs[child];
            let subtree = if stub { &empty } else { &trees[child] };
            let corner = (x + below.x, row + below.row);
            let at = At {
                x: corner.0 + subtree.middle - measures.box_width / 2.0,
                row: corner.1,
            };
            joined.push((at, below.spine.map(|spine| x + spine)));
            waiting.push((child, subtree, stub, corner));
        }
        // They are read from the left, each with all below it.
        waiting[known..].reverse();
        chart_lines::join(at, &joined, measures, &mut all.rules);
        all.placed.push(Placed {
            chart_box,
            at,
            stub,
            continued: piece.continued && row == 0,
            leads: !tree.below.is_empty() || stub,
        });
    }
    all
}

/// Pieces beside each other as long as there is room.
pub(super) fn shelves(pieces: Vec<Expanded>, measures: &Measures) -> Vec<Vec<Expanded>> {
    let mut shelves: Vec<Vec<Expanded>> = Vec::new();
    let mut used = f32::INFINITY;
    for piece in pieces {
        let with = used + 2.0 * measures.beside() + piece.width;
        match shelves.last_mut() {
            Some(shelf) if with <= measures.width => {
                used = with;
                shelf.push(piece);
            }
            _ => {
                used = piece.width;
                shelves.push(vec![piece]);
            }
        }
    }
    shelves
}
