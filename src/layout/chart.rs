//! Sets the boxes of a chart with their texts and puts them on pages.
//!
//! All boxes of a chart are equally wide and those of a row equally high: as high as the fullest of them. Between two
//! rows there is always a free way for lines. Only the box at the top, a company's long name as a rule, may be wider.
//! Where each stands is [`chart_trees`](super::chart_trees)' work and which of the ways to stand is taken
//! [`chart_choice`](super::chart_choice)'s; the lines are [`chart_lines`](super::chart_lines)', and
//! [`chart_picture`](super::chart_picture) gives the same to the Word file.

use super::chart_choice::{Boxes, chosen};
use super::chart_lines::{self, At, Rows, Stroke};
use super::chart_trees::{Expanded, HIGH, INDENT, Measures, Placed};
use super::flow::Flow;
use super::indent::Indents;
use super::line::{Line, Setter};
use super::page::{Area, PageItem};
use super::structure::Container;
use crate::document::{Chart, Paragraph, ParagraphStyle, Span};
use crate::fonts::Measure;
use std::collections::BTreeMap;

/// How much wider than the others the box at the top may be, the least first.
const WIDER: [f32; 4] = [1.0, 1.5, 2.0, 2.5];
/// Space around the text of a box, em.
const PAD: f32 = 0.4;
/// How light the ground of a chart's box is: 0 black … 1 white. A box that is outside has none.
pub const CHART_GROUND: f32 = 0.93;
/// Thickness of all lines of a chart, pt.
pub const CHART_LINE: f32 = 0.6;

/// A row of trees beside each other, not to be torn.
#[derive(Debug, Default)]
pub(super) struct Band {
    /// With the space below it, pt.
    pub(super) height: f32,
    pub(super) boxes: Vec<LaidBox>,
    /// Its element.
    pub(super) figure: u32,
    /// Straight lines between boxes, pt from the upper left corner.
    pub(super) rules: Vec<Stroke>,
    /// Functional lines from corner to corner.
    pub(super) dashed: Vec<Vec<(f32, f32)>>,
}

/// A box with its text; positions from the upper left corner of the band.
#[derive(Debug)]
pub(super) struct LaidBox {
    pub(super) area: Area,
    pub(super) ground: bool,
    /// What is below it stands elsewhere.
    pub(super) leads_on: bool,
    /// Its paragraphs, each with the number of lines that it takes.
    pub(super) said: Vec<(Vec<Span>, usize)>,
    /// Lines with the distance from the box's upper edge.
    pub(super) lines: Vec<(f32, Line)>,
}

impl Band {
    /// Makes every row only as high as its fullest box, and moves all that is below it up. `rows` has that of each box.
    fn lower(&mut self, rows: &[usize], measures: &Measures) {
        let needed = self.boxes.iter().map(|laid| laid.area.height);
        let lowered = Rows::new(rows.iter().copied().zip(needed), measures);
        self.height = lowered.end();
        for (laid, &row) in self.boxes.iter_mut().zip(rows) {
            let height = lowered.height(row);
            let shift = (height - laid.area.height) / 2.0;
            laid.area.y = lowered.top(row);
            laid.area.height = height;
            for (y, _) in &mut laid.lines {
                *y += shift;
            }
        }
        let ends = self.rules.iter_mut().flatten();
        for (_, y) in ends.chain(self.dashed.iter_mut().flatten()) {
            *y = lowered.moved(*y);
        }
    }
}

impl Flow {
    /// Places a band on this page, or on the next if it does not fit.
    pub(super) fn place_band(&mut self, band: Band) {
        if band.height > self.room() + super::flow::TOLERANCE && !self.fresh {
            self.next_page();
        }
        let (left, top) = (self.frame.left, self.y);
        let area = Area {
            x: left,
            y: top,
            width: self.frame.width,
            height: band.height.min(self.room()),
        };
        self.note_figure(band.figure, area);
        let mut strokes = band.rules;
        for path in &band.dashed {
            chart_lines::dashes(path, &mut strokes);
        }
        for LaidBox {
            mut area,
            ground,
            leads_on,
            lines,
            ..
        } in band.boxes
        {
            strokes.extend(chart_lines::frame(area));
            strokes.extend(leads_on.then(|| chart_lines::foot(area)));
            area.x += left;
            area.y += top;
            if ground {
                let grey = CHART_GROUND;
                self.page.fills.push(PageItem::Fill { area, grey });
            }
            for (y, line) in lines {
                self.put_line(line, area.x, area.y + y);
            }
        }
        let moved = |(x, y): (f32, f32)| (x + left, y + top);
        let rules = strokes.into_iter().map(|[from, to]| PageItem::Rule {
            from: moved(from),
            to: moved(to),
            thickness: CHART_LINE,
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
    let mut functional = Functional::new();
    for &(from, to) in &chart.dashed {
        functional.entry(to).or_default().push(from);
    }
    let Some((measures, shelves)) = chosen(chart, (width, height), &functional, setter) else {
        return Vec::new();
    };
    let mut texts = Texts {
        chart,
        setter,
        width: measures.box_width,
        wide: measures.wide,
        pad: PAD * measures.em,
    };
    shelves
        .into_iter()
        .map(|shelf| draw(shelf, &measures, &functional, &mut texts))
        .collect()
}

/// Sizes that boxes `box_width` em wide come to have; `named` leaves room for the names of functional supervisors.
pub(super) fn boxes<M: Measure>(
    chart: &Chart,
    box_width: f32,
    named: bool,
    width: f32,
    setter: &mut Setter<'_, M>,
) -> Boxes {
    let em = setter
        .styles()
        .get(ParagraphStyle::CellCentered)
        .size
        .points();
    let room = width - 2.0 * INDENT * em;
    let box_width = ((box_width + 2.0 * PAD) * em).min(room.max(em));
    let mut texts = Texts {
        chart,
        setter,
        width: box_width,
        wide: None,
        pad: PAD * em,
    };
    texts.wide = texts.widened(room);
    Boxes {
        em,
        width: box_width,
        wide: texts.wide,
        needed: texts.heights(named),
    }
}

/// The same with a line feed before the first bracket inside the text; `None` if there is none.
fn fed_before_bracket(spans: &[Span]) -> Option<Vec<Span>> {
    let mut before = 0;
    for (nth, span) in spans.iter().enumerate() {
        if let Some(at) = span.text.find('\u{ff08}').filter(|at| before + at > 0) {
            let mut fed = spans.to_vec();
            fed[nth].text.insert(at, '\n');
            return Some(fed);
        }
        before += span.text.len();
    }
    None
}

/// The texts of boxes.
struct Texts<'t, 's, M> {
    chart: &'t Chart,
    setter: &'t mut Setter<'s, M>,
    /// Of the boxes, pt.
    width: f32,
    /// The box that is wider, and how wide it is.
    wide: Option<(usize, f32)>,
    pad: f32,
}

impl<M: Measure> Texts<'_, '_, M> {
    /// The box at the top with the width that its name wants, if there is one such box and no functional line meets it.
    fn widened(&mut self, room: f32) -> Option<(usize, f32)> {
        let chart = self.chart;
        let mut tops = (0..chart.boxes.len()).filter(|&at| chart.boxes[at].parent.is_none());
        let top = tops.next()?;
        let met = chart
            .dashed
            .iter()
            .any(|&(from, to)| from == top || to == top);
        if met || tops.next().is_some() || chart.boxes.len() == 1 {
            return None;
        }
        let known = self.known();
        let mut best: Option<(usize, f32)> = None;
        for factor in WIDER {
            let width = factor * self.width;
            if width > room {
                break;
            }
            self.wide = Some((top, width));
            let count = self.name(top, true).1.len();
            if best.is_none_or(|(fewest, _)| count < fewest) {
                best = Some((count, width));
            }
        }
        self.forget(known);
        let (_, width) = best?;
        (width > self.width).then_some((top, width))
    }

    /// What has been told of texts so far; boxes are told of when they are drawn.
    fn known(&self) -> (usize, usize, usize) {
        let setter = &self.setter;
        (
            setter.missing.len(),
            setter.flaws.len(),
            setter.outliner.len(),
        )
    }

    fn forget(&mut self, known: (usize, usize, usize)) {
        self.setter.missing.truncate(known.0);
        self.setter.flaws.truncate(known.1);
        self.setter.outliner.truncate(known.2);
    }

    /// Lines of a text in this box.
    fn lines(&mut self, at: usize, spans: Vec<Span>) -> (Vec<Span>, Vec<Line>) {
        let paragraph = Paragraph {
            style: ParagraphStyle::CellCentered,
            spans,
            ..Paragraph::default()
        };
        let width = match self.wide {
            Some((wide, width)) if wide == at => width,
            _ => self.width,
        };
        let room = (width - 2.0 * self.pad).max(1.0);
        let lines = self.setter.paragraph(&paragraph, room, Indents::default());
        (paragraph.spans, lines)
    }

    fn said(&mut self, at: usize, text: &str) -> (Vec<Span>, Vec<Line>) {
        if text.is_empty() {
            return Default::default();
        }
        let span = Span {
            text: text.to_owned(),
            ..Span::default()
        };
        self.lines(at, vec![span])
    }

    fn name(&mut self, at: usize, bold: bool) -> (Vec<Span>, Vec<Line>) {
        let chart_box = self.chart.boxes.get(at);
        let mut spans = chart_box.map_or_else(Vec::new, |chart_box| chart_box.name.clone());
        for span in &mut spans {
            span.bold |= bold;
        }
        // What stands in brackets begins a line if that costs none.
        if let Some(fed) = fed_before_bracket(&spans) {
            let lines = self.n_lines(at, &spans);
            if lines > 1 && self.n_lines(at, &fed) <= lines {
                spans = fed;
            }
        }
        self.lines(at, spans)
    }

    /// How many lines a text takes; nothing is told of it.
    fn n_lines(&mut self, at: usize, spans: &[Span]) -> usize {
        let known = self.known();
        let (_, lines) = self.lines(at, spans.to_vec());
        self.forget(known);
        lines.len()
    }

    /// Height that each box needs at most, whatever is said in it.
    fn heights(&mut self, named: bool) -> Vec<f32> {
        let known = self.known();
        let chart = self.chart;
        let mut heights = Vec::with_capacity(chart.boxes.len());
        for (at, chart_box) in chart.boxes.iter().enumerate() {
            let (_, name) = self.name(at, false);
            let functional = if named { &chart_box.functional } else { "" };
            let note = format!("{}\n{functional}", chart_box.note);
            let below = height(&self.said(at, note.trim()).1);
            let elsewhere = if chart.boxes.len() > HIGH {
                height(&self.said(at, &chart.elsewhere).1)
            } else {
                0.0
            };
            heights.push(height(&name) + below.max(elsewhere) + 2.0 * self.pad);
        }
        self.forget(known);
        heights
    }

    /// One box with its text, as high as that needs.
    fn of(&mut self, placed: &Placed, undrawn: bool, area: Area) -> Option<LaidBox> {
        let chart = self.chart;
        let chart_box = chart.boxes.get(placed.chart_box)?;
        let (name, mut lines) = self.name(placed.chart_box, placed.leads);
        let mut said = vec![(name, lines.len())];
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
        let (note, below) = self.said(placed.chart_box, &note);
        if !below.is_empty() {
            said.push((note, below.len()));
            lines.extend(below);
        }
        let mut y = self.pad;
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
        Some(LaidBox {
            area: Area {
                height: y + self.pad,
                ..area
            },
            ground: !chart_box.outside,
            leads_on: placed.stub,
            said,
            lines: laid,
        })
    }
}

fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.height).sum()
}

fn draw<M: Measure>(
    shelf: Vec<Expanded>,
    measures: &Measures,
    functional: &Functional,
    texts: &mut Texts<'_, '_, M>,
) -> Band {
    let gaps = 2.0 * measures.beside() * shelf.len().saturating_sub(1) as f32;
    let width: f32 = shelf.iter().map(|piece| piece.width).sum::<f32>() + gaps;
    let figure = texts.setter.outliner.figure(told(texts.chart, &shelf));
    let outer = texts.setter.outliner.enter(Container {
        element: Some(figure),
        alone: true,
    });
    let mut band = Band {
        figure,
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
    let mut rows = Vec::new();
    for one in placed {
        let above = functional.get(&one.chart_box);
        let above = above.map(Vec::as_slice).unwrap_or_default();
        let mut undrawn = false;
        for from in above {
            match ats.get(from) {
                Some(&from) => {
                    nth += 1;
                    let path = chart_lines::dashed(from, one.at, nth, &all, measures);
                    band.dashed.push(path);
                }
                None => undrawn = true,
            }
        }
        let width = measures.width_of(one.chart_box);
        let area = Area {
            x: one.at.x - (width - measures.box_width) / 2.0,
            y: one.at.row as f32 * measures.pitch,
            width,
            height: measures.box_height,
        };
        if let Some(laid) = texts.of(&one, undrawn, area) {
            rows.push(one.at.row);
            band.boxes.push(laid);
        }
    }
    band.lower(&rows, measures);
    texts.setter.outliner.enter(outer);
    band
}

/// What a row of trees shows, in words: each box with those right below it, and those that stand alone.
fn told(chart: &Chart, shelf: &[Expanded]) -> String {
    let name = |at: usize| -> String {
        let spans = chart.boxes.get(at).map(|chart_box| &chart_box.name);
        spans
            .into_iter()
            .flatten()
            .map(|span| span.text.as_str())
            .collect()
    };
    // Each box with whether it is below another here, and their order on the page.
    let mut order = Vec::new();
    let mut shown: BTreeMap<usize, (bool, Vec<String>)> = BTreeMap::new();
    for placed in shelf.iter().flat_map(|piece| &piece.placed) {
        let at = placed.chart_box;
        let above = chart.boxes.get(at).and_then(|chart_box| chart_box.parent);
        let above = above.and_then(|above| shown.get_mut(&above));
        let has_above = above.is_some();
        if let Some((_, below)) = above {
            below.push(name(at));
        }
        shown.entry(at).or_insert_with(|| {
            order.push(at);
            (has_above, Vec::new())
        });
    }
    let lines = order.into_iter().filter_map(|at| {
        let (has_above, below) = shown.remove(&at)?;
        let alone = below.is_empty();
        // Full-width colon, ideographic comma, full-width semicolon.
        let line = || format!("{}\u{ff1a}{}", name(at), below.join("\u{3001}"));
        match (alone, has_above) {
            (false, _) => Some(line()),
            (true, false) => Some(name(at)),
            (true, true) => None,
        }
    });
    lines.collect::<Vec<String>>().join("\u{ff1b}")
}

/// For each box those to which it has functional lines.
pub(super) type Functional = BTreeMap<usize, Vec<usize>>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ChartBox;
    use crate::layout::testing::{Fixed, span, styles};

    /// A chart on A4 of boxes, each with its name and the box above it.
    fn bands<'n>(boxes: impl Iterator<Item = (&'n str, Option<usize>)>) -> Vec<Band> {
        let made = boxes.map(|(name, parent)| ChartBox {
            parent,
            name: vec![span(name)],
            ..ChartBox::default()
        });
        let chart = Chart {
            boxes: made.collect(),
            ..Chart::default()
        };
        let styles = styles();
        let mut setter = Setter::new(&Fixed, &styles);
        set(&chart, 453.0, 700.0, &mut setter)
    }

    /// The boxes of a chart, the first above the others: their names line by line.
    fn boxes(names: &[&str]) -> Vec<Vec<String>> {
        let made = names.iter().enumerate();
        let bands = bands(made.map(|(at, name)| (*name, (at > 0).then_some(0))));
        let said = |line: &Line| line.texts.iter().map(|text| text.text.as_str()).collect();
        let boxes = bands.iter().flat_map(|band| &band.boxes);
        let lines = boxes.map(|one| one.lines.iter().map(|(_, line)| said(line)).collect());
        lines.collect()
    }

    #[test]
    fn what_stands_in_brackets_begins_a_line_where_that_costs_none() {
        let boxes = boxes(&[
            "甲",
            "区域销售主管（华东）",
            "班长（早班）",
            "（临时）人员甲乙丙丁",
        ]);
        assert_eq!(boxes[1], ["区域销售主管", "（华东）"]);
        assert_eq!(boxes[2], ["班长（早班）"]);
        assert_eq!(boxes[3].concat(), "（临时）人员甲乙丙丁");
    }

    #[test]
    fn a_row_is_only_as_high_as_its_fullest_box_and_lines_end_at_the_boxes() {
        let names = ["甲", "乙", "丙丁戊己庚辛壬癸子丑寅卯", "辰", "巳"];
        let parents = [None, Some(0), Some(0), Some(1), Some(2)];
        let bands = bands(names.into_iter().zip(parents));
        assert_eq!(bands.len(), 1);
        let mut areas: Vec<Area> = bands[0].boxes.iter().map(|one| one.area).collect();
        areas.sort_by(|a, b| a.y.total_cmp(&b.y));
        let close = |a: f32, b: f32| (a - b).abs() < 0.01;
        let [top, beside, full, last, other] = areas[..] else {
            panic!("{areas:?}");
        };
        assert!(close(beside.y, full.y) && close(beside.height, full.height));
        assert!(close(last.y, other.y) && close(last.height, top.height));
        assert!(top.height < full.height - 1.0, "{areas:?}");
        let gap = full.y - top.height;
        assert!(close(last.y - full.y - full.height, gap), "{areas:?}");
        assert!(close(bands[0].height, last.y + last.height + gap));
        // Every line below a box begins at its lower edge, every line to a box ends at its upper edge.
        let ends: Vec<f32> = bands[0].rules.iter().flatten().map(|end| end.1).collect();
        for edge in [top.height, full.y, full.y + full.height, last.y] {
            assert!(ends.iter().any(|&y| close(y, edge)), "{edge} {ends:?}");
        }
    }

    #[test]
    fn a_chart_of_two_dozen_boxes_stands_whole_on_a_page() {
        // Those right below the second, with how many are below each of the ones below them.
        let parts: [&[usize]; 6] = [&[], &[0, 0], &[0, 0], &[3, 1, 2], &[0], &[0, 0, 0]];
        let mut parents = vec![None, Some(0)];
        for part in parts {
            let head = parents.len();
            parents.push(Some(1));
            for &below in part {
                let middle = parents.len();
                parents.push(Some(head));
                parents.extend(std::iter::repeat_n(Some(middle), below));
            }
        }
        let names = std::iter::repeat("区域销售主管（华东）");
        let bands = bands(names.zip(parents.iter().copied()));
        assert_eq!(bands.len(), 1);
        assert_eq!(bands[0].boxes.len(), parents.len());
        assert!(bands[0].boxes.iter().all(|one| !one.leads_on));
        assert!(bands[0].height <= 700.0, "{}", bands[0].height);
    }
}
