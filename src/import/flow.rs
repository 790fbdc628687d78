//! From source lines to flows: lines that a blank line or a page broke in two become one text again.
//!
//! A flow is what was one paragraph (or one cell) before a web page or a PDF broke it. Each flow knows where
//! its characters stand in the source.

use super::draft::{ReadAs, SourceLine, Span};
use super::headings::{heading_of, is_rules_heading, name_of, title_of};
use super::lexicon::{Label, words};
use super::markers::{Marker, Style, marker_at};
use super::plain::{bare_marker_fits, date_line, is_headcount_note, is_noise, label_of};
use super::squeeze::{bracket_balance, cut, is_blank, is_finished, is_open_end, length, trim};
use std::collections::BTreeMap;
use std::ops::Range;

/// A paragraph or a paragraph of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// Its text, without blanks at the ends.
    pub(super) text: String,
    /// The parts of the source it was made of.
    parts: Vec<Part>,
    /// The column, if it stands in a table row.
    pub(super) column: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    line: usize,
    /// First byte in the line.
    start: usize,
    /// First byte in the flow.
    at: usize,
    len: usize,
}

impl Flow {
    /// The line on which the flow begins.
    pub(super) fn line(&self) -> usize {
        self.parts.first().map_or(0, |part| part.line)
    }

    /// Where a part of the text stands in the source.
    pub(super) fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let first = self
            .parts
            .partition_point(|part| part.at + part.len <= range.start);
        let touched = self
            .parts
            .iter()
            .skip(first)
            .take_while(|part| part.at < range.end);
        let parts = touched.filter_map(|part| {
            let start = range.start.max(part.at);
            let end = range.end.min(part.at + part.len);
            (start < end).then(|| Span {
                line: narrow(part.line),
                start: narrow(part.start + start - part.at),
                end: narrow(part.start + end - part.at),
            })
        });
        parts.collect()
    }

    /// The first bytes of the lines that were joined to the first one.
    pub(super) fn joints(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().skip(1).map(|part| part.at)
    }

    fn push(&mut self, line: usize, text: &str, range: Range<usize>) {
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let part = cut(text, range.clone());
        if ascii(self.text.chars().next_back()) && ascii(part.chars().next()) {
            self.text.push(' ');
        }
        self.parts.push(Part {
            line,
            start: range.start,
            at: self.text.len(),
            len: range.len(),
        });
        self.text.push_str(part);
    }
}

/// How a line begins.
enum Opening {
    Marker(Marker),
    /// A heading, a label, noise: something that is never the rest of the line above.
    Own,
    Plain,
}

/// Joins broken lines.
struct Joiner<'a> {
    lines: &'a [SourceLine],
    /// Indices of the lines that are not blank.
    full: Vec<usize>,
    choices: &'a BTreeMap<u32, ReadAs>,
    flows: Vec<Flow>,
    /// Value of the last marker of each style at the beginning of a line.
    last: Vec<(Style, u32)>,
    /// Whether the current flow begins with a marker, a label of names, or plainly.
    opened: Opened,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Marker,
    Names,
    Label,
    Own,
    Plain,
}

/// The flows of all lines.
pub(super) fn flows(lines: &[SourceLine], choices: &BTreeMap<u32, ReadAs>) -> Vec<Flow> {
    let full = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.text.chars().all(is_blank))
        .map(|(at, _)| at)
        .collect();
    let mut joiner = Joiner {
        lines,
        full,
        choices,
        flows: Vec::new(),
        last: Vec::new(),
        opened: Opened::Own,
    };
    joiner.run();
    joiner.flows
}

impl Joiner<'_> {
    fn run(&mut self) {
        let lines = self.lines;
        let mut at = 0;
        while let Some(&line) = self.full.get(at) {
            let source = &lines[line];
            if source.is_row {
                self.row(line);
                self.opened = Opened::Own;
                at += 1;
                continue;
            }
            if !self.joins(at) {
                let opening = self.opening(at);
                self.open(&source.text, opening);
                self.flows.push(Flow::default());
            }
            self.append(line);
            // A bracket left open at the end of a line is closed within the next three, or not at all.
            for _ in 0..self.lines_to_close_bracket(at) {
                at += 1;
                if let Some(&line) = self.full.get(at) {
                    self.append(line);
                }
            }
            at += 1;
        }
    }

    fn append(&mut self, line: usize) {
        let text = &self.lines[line].text;
        if let Some(flow) = self.flows.last_mut() {
            flow.push(line, text, trim(text, 0..text.len()));
        }
    }

    fn row(&mut self, line: usize) {
        let text = &self.lines[line].text;
        let mut start = 0;
        for (column, cell) in text.split('\t').enumerate() {
            let mut from = start;
            for paragraph in cell.split('\n') {
                let range = trim(text, from..from + paragraph.len());
                if !range.is_empty() {
                    let mut flow = Flow::default();
                    flow.push(line, text, range);
                    flow.column = Some(column);
                    self.flows.push(flow);
                }
                from += paragraph.len() + 1;
            }
            start += cell.len() + 1;
        }
    }

    fn text(&self, at: usize) -> &str {
        let line = self.full.get(at).and_then(|&line| self.lines.get(line));
        line.map_or("", |line| line.text.trim_matches(is_blank))
    }

    fn chosen(&self, at: usize) -> Option<ReadAs> {
        let line = u32::try_from(*self.full.get(at)?).ok()?;
        self.choices.get(&line).copied()
    }

    fn open(&mut self, text: &str, opening: Opening) {
        let text = text.trim_matches(is_blank);
        self.opened = match opening {
            Opening::Marker(marker) => {
                self.last.retain(|(style, _)| *style != marker.style);
                self.last.push((marker.style, marker.value));
                Opened::Marker
            }
            Opening::Own => match label_of(text).map(|found| found.label) {
                Some(Label::Subordinates | Label::Superior) => Opened::Names,
                Some(_) => Opened::Label,
                None => Opened::Own,
            },
            Opening::Plain => Opened::Plain,
        };
    }

    /// Whether the line is the rest of the flow before it.
    fn joins(&self, at: usize) -> bool {
        match self.chosen(at) {
            Some(ReadAs::Continuation) => return !self.flows.is_empty(),
            Some(_) => return false,
            None => {}
        }
        let Some(flow) = self.flows.last().filter(|flow| flow.column.is_none()) else {
            return false;
        };
        let above = flow.parts.last().and_then(|part| self.lines.get(part.line));
        let here = self.full.get(at).and_then(|&line| self.lines.get(line));
        // The rest of a sentence stands neither in another file nor behind a page header.
        if above.is_none_or(|above| above.is_page || here.is_none_or(|it| it.file != above.file)) {
            return false;
        }
        if is_finished(&flow.text) || self.opened == Opened::Own {
            return false;
        }
        let text = self.text(at);
        let open_end = flow.text.chars().next_back().is_some_and(is_open_end);
        match self.opening(at) {
            Opening::Own => false,
            Opening::Marker(marker) => open_end && !self.in_sequence(&marker),
            Opening::Plain => match self.opened {
                _ if open_end => true,
                Opened::Marker => {
                    let before = flow.parts.last().map_or(0, |part| part.len);
                    // A line of four characters is no line that a page would break.
                    before >= 36 && !self.introduces_list(at)
                }
                Opened::Names => {
                    flow.text.contains('\u{3001}')
                        && length(text, 12) <= 10
                        && !self.introduces_list(at)
                }
                Opened::Label | Opened::Own | Opened::Plain => false,
            },
        }
    }

    /// Whether a marker at the beginning of a line goes on with a list or begins one.
    fn in_sequence(&self, marker: &Marker) -> bool {
        let last = self.last.iter().find(|(style, _)| *style == marker.style);
        match marker.style {
            Style::Bullet(_) | Style::Dotted(_) => true,
            _ => match last {
                Some((_, last)) => (*last + 1..=*last + 3).contains(&marker.value),
                None => marker.value == 1,
            },
        }
    }

    /// How the line begins, whatever stands above it.
    fn opening(&self, at: usize) -> Opening {
        let text = self.text(at);
        if let Some(marker) = marker_at(text) {
            return Opening::Marker(marker);
        }
        let arabic = self.last.iter().find(|(style, _)| *style == Style::Arabic);
        if let Some(marker) = bare_marker_fits(text)
            && arabic.is_some_and(|(_, last)| marker.value == last + 1)
        {
            return Opening::Marker(Marker {
                style: Style::Arabic,
                ..marker
            });
        }
        let short = length(text, 61) <= 60;
        let own = (short
            && (title_of(text).is_some()
                || heading_of(text).is_some()
                || is_rules_heading(text)
                || date_line(text).is_some()
                || super::headings::company_of(text).is_some()))
            || label_of(text).is_some_and(|found| {
                !matches!(found.label, Label::Demand(_)) || found.len < text.len()
            })
            || is_noise(text)
            || is_headcount_note(text)
            || words("own_line").at_start(text).is_some();
        if own { Opening::Own } else { Opening::Plain }
    }

    /// Whether a plain line is a heading because of what follows it: a section, or a list from 1.
    fn introduces_list(&self, at: usize) -> bool {
        let text = self.text(at);
        if is_finished(text) || name_of(text).is_none() {
            return false;
        }
        let next = self.text(at + 1);
        title_of(next).is_some()
            || label_of(next).is_some()
            || marker_at(next).is_some_and(|marker| marker.value == 1 && marker.firm)
    }

    /// How many of the following lines belong to a bracket that the current flow leaves open.
    fn lines_to_close_bracket(&self, at: usize) -> usize {
        let Some(flow) = self.flows.last() else {
            return 0;
        };
        let tail = flow.text.char_indices().rev().take(200).last();
        let mut open = bracket_balance(cut(
            &flow.text,
            tail.map_or(0, |(at, _)| at)..flow.text.len(),
        ));
        if open <= 0 {
            return 0;
        }
        for ahead in 1..=3 {
            let text = self.text(at + ahead);
            let row = self
                .full
                .get(at + ahead)
                .is_some_and(|&line| self.lines[line].is_row);
            if text.is_empty() || row || self.chosen(at + ahead).is_some() {
                return 0;
            }
            let mut depth = open;
            for c in text.chars().take(60) {
                match c {
                    '(' | '\u{ff08}' => depth += 1,
                    ')' | '\u{ff09}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return ahead;
                }
            }
            open = depth;
        }
        0
    }
}
