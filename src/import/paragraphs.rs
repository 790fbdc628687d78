//! Flows: texts that were one paragraph or one cell, and where their characters stand in the source.

use super::draft::{LineSpot, ReadAs, Span};
use super::glued_forms::Glued;
use super::squeeze::cut;
use super::undress::Bare;
use std::collections::BTreeMap;
use std::ops::Range;

/// A paragraph or a paragraph of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// Its text, without blanks at the ends.
    pub(super) text: String,
    /// The parts of the source it was made of.
    pub(super) parts: Vec<Part>,
    /// The column, if it stands in a table row.
    pub(super) column: Option<usize>,
    /// What it was in a form that stood in one paragraph.
    pub(super) glued: Option<Glued>,
    /// The line of the row that its cell belongs to, if the cells of the row stood on lines of their own.
    row: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    line: u32,
    /// First byte in the line.
    start: u32,
    /// First byte in the flow.
    at: u32,
    len: u32,
    /// True if another line begins here.
    opens: bool,
}

impl Part {
    /// The line; a flow is made of lines that there are.
    pub(super) fn line(&self) -> usize {
        wide(self.line)
    }

    /// First byte in the flow, and the byte after the last.
    pub(super) fn range(&self) -> Range<usize> {
        wide(self.at)..wide(self.at) + wide(self.len)
    }
}

/// Places in a source of a hundred megabytes fit in 32 bits; there are so many of them that it matters.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Flow {
    /// The line on which the flow, or the row that it is a cell of, begins.
    pub(super) fn line(&self) -> usize {
        let own = self.parts.first().map_or(0, Part::line);
        self.row.map_or(own, wide)
    }

    /// The line on which the flow ends.
    pub(super) fn last_line(&self) -> usize {
        self.parts.last().map_or(0, Part::line)
    }

    /// Makes it a cell of the row that began on `line`.
    pub(super) fn put_in_row(&mut self, line: usize, column: usize) {
        self.row = Some(narrow(line));
        self.column = Some(column);
    }

    /// A part of the flow as a flow of its own.
    pub(super) fn slice(&self, range: Range<usize>, glued: Glued) -> Flow {
        let part = |part: &Part| {
            let whole = part.range();
            let start = whole.start.max(range.start);
            let end = whole.end.min(range.end);
            (start < end).then(|| Part {
                line: part.line,
                start: part.start + narrow(start - whole.start),
                at: narrow(start - range.start),
                len: narrow(end - start),
                opens: part.opens && start == whole.start,
            })
        };
        Flow {
            text: cut(&self.text, range.clone()).to_owned(),
            parts: self.parts.iter().filter_map(part).collect(),
            glued: Some(glued),
            ..Flow::default()
        }
    }

    /// Where a part of the text stands in the source.
    pub(super) fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let of = |part: &Part| {
            let whole = part.range();
            let start = range.start.max(whole.start);
            let end = range.end.min(whole.end);
            let from = wide(part.start) + start.saturating_sub(whole.start);
            (start < end).then(|| span(part.line(), from..from + end - start))
        };
        if let [only] = self.parts.as_slice() {
            return of(only).map_or_else(Vec::new, |span| vec![span]);
        }
        let first = self
            .parts
            .partition_point(|part| part.range().end <= range.start);
        let touched = self
            .parts
            .iter()
            .skip(first)
            .take_while(|part| part.range().start < range.end);
        touched.filter_map(of).collect()
    }

    /// The first bytes of the lines that were joined to the first one.
    pub(super) fn joints(&self) -> impl Iterator<Item = usize> {
        let lines = self.parts.iter().skip(1).filter(|part| part.opens);
        lines.map(|part| part.range().start)
    }

    /// Where in the text a joined line begins of which `is_rest` is true.
    pub(super) fn rests(&self, is_rest: impl Fn(u32) -> bool) -> Vec<usize> {
        let joined = self.parts.iter().skip(1).filter(|part| part.opens);
        let rests = joined.filter(|part| is_rest(part.line));
        rests.map(|part| part.range().start).collect()
    }

    /// Where in the text the parts begin of which a person said that they are the rest of what stands before them.
    pub(super) fn spots(&self, parts: &BTreeMap<LineSpot, ReadAs>) -> Vec<usize> {
        let mut found = Vec::new();
        for own in &self.parts {
            let spot = |start| LineSpot {
                line: own.line,
                start,
            };
            let here = parts.range(spot(own.start)..spot(own.start + own.len));
            let rests = here.filter(|(_, way)| **way == ReadAs::Continuation);
            found.extend(rests.map(|(at, _)| wide(own.at) + wide(at.start - own.start)));
        }
        found
    }

    pub(super) fn push(&mut self, line: usize, text: &str, range: Range<usize>) {
        let part = cut(text, range.clone());
        self.space_before(part);
        // Nearly every flow is one line.
        self.parts.reserve_exact(usize::from(self.parts.is_empty()));
        self.parts.push(Part {
            line: narrow(line),
            start: narrow(range.start),
            at: narrow(self.text.len()),
            len: narrow(range.len()),
            opens: true,
        });
        self.text.push_str(part);
    }

    /// Takes its lines for pieces of one, so that nobody is asked whether they belong together.
    pub(super) fn seal(&mut self) {
        self.parts
            .iter_mut()
            .skip(1)
            .for_each(|it| it.opens = false);
    }

    /// A line break between two words of letters was a blank.
    fn space_before(&mut self, part: &str) {
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if ascii(self.text.chars().next_back()) && ascii(part.chars().next()) {
            self.text.push(' ');
        }
    }

    pub(super) fn push_bare(&mut self, line: usize, bare: &Bare) {
        self.space_before(&bare.text);
        let from = self.text.len();
        for (index, (at, range)) in bare.parts.iter().enumerate() {
            self.parts.push(Part {
                line: narrow(line),
                start: narrow(range.start),
                at: narrow(from + at),
                len: narrow(range.len()),
                opens: index == 0,
            });
        }
        self.text.push_str(&bare.text);
    }
}

/// A part of a line.
pub(super) fn span(line: usize, range: Range<usize>) -> Span {
    Span {
        line: narrow(line),
        start: narrow(range.start),
        end: narrow(range.end),
    }
}
