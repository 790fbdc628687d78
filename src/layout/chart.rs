//! Places the boxes of a chart: which stand beside, which below each other, and what goes to another page.
//!
//! All boxes of a chart are alike in size and stand in rows, so that between two rows there is always a free way for
//! lines. A box's lower boxes stand beside each other if they fit, otherwise below each other on spines. What is too wide
//! or too high for a page loses the largest trees below it, which are drawn by themselves, beginning with their own box;
//! a box with more single boxes below it than a page takes is drawn again above the rest of them. The time is about
//! linear in the number of boxes, and nothing here calls itself: a reporting line may be as long as a company is large.

use super::chart_lines::{self, At};
use super::flow::Flow;
use super::indent::Indents;
use super::line::{Line, Setter};
use super::page::{Area, PageItem};
use crate::document::{Chart, ChartBox, Paragraph, ParagraphStyle, Span};
use crate::fonts::Measure;
use std::collections::{BTreeMap, BTreeSet};

/// Widths that a box may have, em of its text: seven hanzi on a line and a hair, then six, then five. Narrower boxes
/// are taken only if the chart stands better with them.
const BOXES: [f32; 3] = [7.2, 6.1, 5.1];
/// With more boxes than this the first width is taken: such a chart is split whatever the width.
const TRIED: usize = 200;
/// Space around the text of a box, em.
const PAD: f32 = 0.4;
/// Between boxes beside each other, em.
const BESIDE: f32 = 0.9;
/// Between rows of boxes, em.
const BELOW: f32 = 1.7;
/// How far boxes stand right of their spine's left end, em.
const INDENT: f32 = 1.4;
/// Boxes below each other under a box that is not at the top: with more they stand in several columns.
const HIGH: usize = 9;
/// Lightness of a box's ground; a box that is outside has none.
const GROUND: f32 = 0.93;

/// A row of trees beside each other, not to be torn.
#[derive(Debug, Default)]
pub(super) struct Band {
    /// With the space below it, pt.
    pub(super) height: f32,
    boxes: Vec<LaidBox>,
    /// Straight lines, pt from the upper left corner.
    rules: Vec<[(f32, f32); 2]>,
}

#[derive(Debug)]
struct LaidBox {
    area: Area,
    ground: bool,
    /// Lines with the distance from the box's upper edge.
    lines: Vec<(f32, Line)>,
}

/// Thickness of all lines of a chart, pt.
const RULE: f32 = 0.6;

impl Flow {
    /// Places a band on this page, or on the next if it does not fit.
    pub(super) fn place_band(&mut self, band: Band) {
        if band.height > self.room() + super::flow::TOLERANCE && !self.fresh {
            self.next_page();
        }
        let (left, top) = (self.frame.left, self.y);
        for LaidBox {
            mut area,
            ground,
            lines,
        } in band.boxes
        {
            area.x += left;
            area.y += top;
            if ground {
                self.page.fills.push(PageItem::Fill { area, grey: GROUND });
            }
            for (y, line) in lines {
                self.put_line(line, area.x, area.y + y);
            }
        }
        let moved = |(x, y): (f32, f32)| (x + left, y + top);
        let rules = band.rules.into_iter().map(|[from, to]| PageItem::Rule {
            from: moved(from),
            to: moved(to),
            thickness: RULE,
        });
        self.page.rules.extend(rules);
        self.fresh = false;
        self.y = (self.y + band.height).min(self.frame.bottom);
    }
}

/// The bands of a chart for a text block of this width and height, pt.
pub(super) fn set<M: Measure>(
    chart: &Chart,
    width: f32,
    height: f32,
    setter: &mut Setter<'_, M>,
) -> Vec<Band> {
    let em = setter
        .styles()
        .get(ParagraphStyle::CellCentered)
        .size
        .points();
    let mut functional = Functional::new();
    for &(from, to) in &chart.dashed {
        functional.entry(to).or_default().push(from);
    }
    let tried = if chart.boxes.len() > TRIED {
        1
    } else {
        BOXES.len()
    };
    let mut best: Option<(usize, Measures, Vec<Vec<Expanded>>)> = None;
    for box_width in BOXES.into_iter().take(tried) {
        for named in [false, true] {
            let measures = measures(chart, box_width, named, (width, height), setter);
            let pieces = arranged(chart, &measures);
            let faults = pieces.len() * 2 + usize::from(pieces.iter().any(|piece| piece.wrapped));
            let shelves = shelves(pieces, &measures);
            // Without room for their names, all functional lines must be drawn.
            if !named && !all_drawn(&shelves, &functional) {
                continue;
            }
            if best.as_ref().is_none_or(|(fewest, ..)| faults < *fewest) {
                best = Some((faults, measures, shelves));
            }
            break;
        }
    }
    let Some((_, measures, shelves)) = best else {
        return Vec::new();
    };
    let mut texts = Texts {
        chart,
        setter,
        width: measures.box_width,
        pad: PAD * em,
    };
    shelves
        .into_iter()
        .map(|shelf| draw(shelf, &measures, &functional, &mut texts))
        .collect()
}

/// Sizes of a chart whose boxes are `box_width` em wide; `named` leaves room for the names of functional supervisors.
fn measures<M: Measure>(
    chart: &Chart,
    box_width: f32,
    named: bool,
    (width, height): (f32, f32),
    setter: &mut Setter<'_, M>,
) -> Measures {
    let em = setter
        .styles()
        .get(ParagraphStyle::CellCentered)
        .size
        .points();
    let box_width = ((box_width + 2.0 * PAD) * em).min((width - 2.0 * INDENT * em).max(em));
    let mut texts = Texts {
        chart,
        setter,
        width: box_width,
        pad: PAD * em,
    };
    let box_height = texts.height(named);
    let pitch = box_height + BELOW * em;
    let rows = ((height - BELOW * em - box_height) / pitch).floor();
    Measures {
        width,
        // A whole number that is not negative; a page that takes no two rows gets two all the same.
        rows: rows.max(1.0) as usize + 1,
        em,
        box_width,
        box_height,
        pitch,
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

/// Sizes that hold for the whole chart, pt.
pub(super) struct Measures {
    width: f32,
    /// Rows on a page.
    rows: usize,
    pub(super) em: f32,
    pub(super) box_width: f32,
    pub(super) box_height: f32,
    /// From row to row.
    pub(super) pitch: f32,
}

impl Measures {
    fn beside(&self) -> f32 {
        BESIDE * self.em
    }

    fn indent(&self) -> f32 {
        INDENT * self.em
    }
}

/// The texts of boxes.
struct Texts<'t, 's, M> {
    chart: &'t Chart,
    setter: &'t mut Setter<'s, M>,
    width: f32,
    pad: f32,
}

impl<M: Measure> Texts<'_, '_, M> {
    fn lines(&mut self, spans: Vec<Span>) -> Vec<Line> {
        let paragraph = Paragraph {
            style: ParagraphStyle::CellCentered,
            spans,
            ..Paragraph::default()
        };
        let room = (self.width - 2.0 * self.pad).max(1.0);
        self.setter.paragraph(&paragraph, room, Indents::default())
    }

    fn said(&mut self, text: &str) -> Vec<Line> {
        if text.is_empty() {
            return Vec::new();
        }
        self.lines(vec![Span {
            text: text.to_owned(),
            ..Span::default()
        }])
    }

    fn name(&mut self, chart_box: &ChartBox, bold: bool) -> Vec<Line> {
        let mut spans = chart_box.name.clone();
        for span in &mut spans {
            span.bold |= bold;
        }
        self.lines(spans)
    }

    /// Height of the boxes: that of the fullest.
    fn height(&mut self, named: bool) -> f32 {
        let known = self.setter.missing.len();
        let mut most: f32 = 0.0;
        let chart = self.chart;
        for chart_box in &chart.boxes {
            let name = self.name(chart_box, false);
            let mut below: Vec<f32> = Vec::new();
            for note in [
                format!(
                    "{}\n{}",
                    chart_box.note,
                    if named { &chart_box.functional } else { "" }
                )
                .trim()
                .to_owned(),
                if chart.boxes.len() > HIGH {
                    chart.elsewhere.clone()
                } else {
                    String::new()
                },
            ] {
                below.push(height(&self.said(&note)));
            }
            let below = below.into_iter().fold(0.0, f32::max);
            most = most.max(height(&name) + below);
        }
        // They are told when they are drawn.
        self.setter.missing.truncate(known);
        most + 2.0 * self.pad
    }

    /// The text of one box, in the middle of its height.
    fn of(&mut self, placed: &Placed, undrawn: bool, box_height: f32) -> LaidLines {
        let chart = self.chart;
        let Some(chart_box) = chart.boxes.get(placed.chart_box) else {
            return Vec::new();
        };
        let mut lines = self.name(chart_box, placed.leads);
        let mut note = if placed.stub {
            chart.elsewhere.clone()
        } else if placed.continued {
            chart.continued.clone()
        } else {
            chart_box.note.clone()
        };
        if undrawn && !chart_box.functional.is_empty() {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&chart_box.functional);
        }
        lines.extend(self.said(&note));
        let mut y = ((box_height - height(&lines)) / 2.0).max(0.0);
        let mut laid = Vec::with_capacity(lines.len());
        for mut line in lines {
            for text in &mut line.texts {
                text.x += self.pad;
            }
            for link in &mut line.links {
                link.x += self.pad;
            }
            let top = y;
            y += line.height;
            laid.push((top, line));
        }
        laid
    }
}

type LaidLines = Vec<(f32, Line)>;

fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.height).sum()
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
struct Placed {
    chart_box: usize,
    at: At,
    stub: bool,
    continued: bool,
    /// Something stands below it, here or elsewhere.
    leads: bool,
}

struct Arranging<'a> {
    measures: &'a Measures,
    trees: Vec<Tree>,
    /// Boxes whose lower boxes are drawn elsewhere.
    stubs: Vec<bool>,
    later: Vec<Piece>,
}

/// All trees of a chart: those from the top first, then those that found no room in them, in the order of the chart.
fn arranged(chart: &Chart, measures: &Measures) -> Vec<Expanded> {
    let count = chart.boxes.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut tops = Vec::new();
    for (index, chart_box) in chart.boxes.iter().enumerate() {
        match chart_box.parent.filter(|&parent| parent < index) {
            Some(parent) => below[parent].push(index),
            None => tops.push(index),
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
        let top = chart.boxes[index].parent.is_none();
        let children = std::mem::take(&mut below[index]);
        arranging.trees[index] = arranging.tree(index, children, top);
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
    fn tree(&mut self, index: usize, below: Vec<usize>, top: bool) -> Tree {
        let mut given_away = 0;
        loop {
            if let Some(tree) = self.fitting(&below, top) {
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
    fn fitting(&self, below: &[usize], top: bool) -> Option<Tree> {
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
        if !top && single && below.len() > 1 {
            return narrow().or_else(|| columns(most));
        }
        let beside = side_by_side();
        if top {
            return beside.or_else(|| columns(most));
        }
        beside.or_else(narrow).or_else(|| columns(most))
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
struct Expanded {
    width: f32,
    rows: usize,
    placed: Vec<Placed>,
    rules: Vec<[(f32, f32); 2]>,
    /// Boxes that belong beside each other stand in columns of several.
    wrapped: bool,
}

fn expanded(piece: Piece, trees: &[Tree], stubs: &[bool], measures: &Measures) -> Expanded {
    let mut all = Expanded {
        width: piece.tree.width,
        rows: piece.tree.rows,
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
fn shelves(pieces: Vec<Expanded>, measures: &Measures) -> Vec<Vec<Expanded>> {
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

fn draw<M: Measure>(
    shelf: Vec<Expanded>,
    measures: &Measures,
    functional: &Functional,
    texts: &mut Texts<'_, '_, M>,
) -> Band {
    let gaps = 2.0 * measures.beside() * shelf.len().saturating_sub(1) as f32;
    let width: f32 = shelf.iter().map(|piece| piece.width).sum::<f32>() + gaps;
    let rows = shelf.iter().map(|piece| piece.rows).max().unwrap_or(0);
    let mut band = Band {
        height: rows as f32 * measures.pitch,
        ..Band::default()
    };
    let mut x = ((measures.width - width) / 2.0).max(0.0);
    let mut placed: Vec<Placed> = Vec::new();
    for piece in shelf {
        let moved = |(at, y)| (at + x, y);
        let rules = piece.rules.into_iter();
        band.rules
            .extend(rules.map(|[from, to]| [moved(from), moved(to)]));
        placed.extend(piece.placed.into_iter().map(|one| Placed {
            at: At {
                x: one.at.x + x,
                ..one.at
            },
            ..one
        }));
        x += piece.width + 2.0 * measures.beside();
    }
    let ats: BTreeMap<usize, At> = placed.iter().map(|one| (one.chart_box, one.at)).collect();
    let all: Vec<At> = placed.iter().map(|one| one.at).collect();
    let mut nth = 0;
    for one in placed {
        let above = functional.get(&one.chart_box);
        let above = above.map(Vec::as_slice).unwrap_or_default();
        let mut undrawn = false;
        for from in above {
            match ats.get(from) {
                Some(&from) => {
                    nth += 1;
                    chart_lines::dashed(from, one.at, nth, &all, measures, &mut band.rules);
                }
                None => undrawn = true,
            }
        }
        let area = Area {
            x: one.at.x,
            y: one.at.row as f32 * measures.pitch,
            width: measures.box_width,
            height: measures.box_height,
        };
        band.rules.extend(chart_lines::frame(area, one.stub));
        let outside = texts.chart.boxes.get(one.chart_box);
        band.boxes.push(LaidBox {
            area,
            ground: outside.is_some_and(|chart_box| !chart_box.outside),
            lines: texts.of(&one, undrawn, measures.box_height),
        });
    }
    band
}

/// For each box those to which it has functional lines.
type Functional = BTreeMap<usize, Vec<usize>>;
