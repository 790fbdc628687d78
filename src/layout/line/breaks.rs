//! Where the lines of a paragraph end, and how each fills its box.

use super::glyphs::Glyph;
use super::{Line, MIDDLE, Setter};
use crate::document::{Align, Paragraph, ParagraphStyle, Style};
use crate::fonts::Measure;
use crate::layout::flaw::Flaw;
use crate::layout::indent::Indents;
use crate::layout::signs::{self, Class};

/// A gap of a justified line grows by at most this, em; a line that needs more stays ragged.
const MOST_STRETCH: f32 = 0.25;
/// Glyphs of a last line that may be a single hanzi with its punctuation.
const LONGEST_ORPHAN: usize = 3;
/// Most glyphs that go to it from the line before: a number with its unit.
const LONGEST_COMPANY: usize = 6;
/// What a sum of f32 widths may be off, pt.
const TOLERANCE: f32 = 0.01;

/// Whether a comma may hang beyond the edge of a paragraph: in running text, where nothing stands beside it.
fn hangs_in(style: ParagraphStyle) -> bool {
    matches!(style, ParagraphStyle::Body | ParagraphStyle::Item)
}

impl<M: Measure> Setter<'_, M> {
    /// Breaks the glyphs between two line feeds into lines.
    pub(super) fn stretch_of_lines(
        &mut self,
        paragraph: &Paragraph,
        style: &Style,
        (mut start, limit): (usize, usize),
        width: f32,
        indents: Indents,
        lines: &mut Vec<Line>,
    ) {
        let size = style.size.points();
        let height = style.line.max(1.0);
        loop {
            let first = if lines.is_empty() { indents.first } else { 0.0 };
            let left = (indents.text + first).min(width * 0.75).max(0.0);
            let room = width - left - indents.right.min(width * 0.24).max(0.0);
            let hangs = self.typography.hang && hangs_in(paragraph.style);
            let mut next = self.fit((start, limit), room, size, hangs);
            if next < limit {
                next = self.without_orphan(start, next, limit, room, style);
            }
            let end = self.trimmed(start, next, next < limit, room, size);
            let (mut natural, gaps) = self.measure(start, end, size);
            let mut tail = 0.0;
            if natural > room + TOLERANCE && end > start {
                tail = self.tail_squeeze(end - 1, size);
                if hangs && natural - tail > room + TOLERANCE && self.may_hang(end - 1) {
                    // It stands beyond the edge, as wide as it is.
                    tail = 0.0;
                    natural -= self.glyphs[end - 1].advance;
                } else {
                    natural -= tail;
                }
            }
            let stands_out = natural > room + TOLERANCE;
            if stands_out || (next < limit && !self.glyphs[next].breaks) {
                let last = self.glyphs[start.max(end.saturating_sub(1))].span;
                let flaw = Flaw::of_line(paragraph, last as usize, stands_out);
                self.flaws.push(flaw);
            }
            let slack = (room - natural).max(0.0);
            let mut stretch = 0.0;
            let mut x = left;
            match style.align {
                Align::Justified if next < limit && gaps > 0 => {
                    let share = slack / f32::from(u16::try_from(gaps).unwrap_or(u16::MAX));
                    stretch = if share > MOST_STRETCH * size {
                        0.0
                    } else {
                        share
                    };
                }
                Align::Justified | Align::Left => {}
                Align::Center => x += slack / 2.0,
                Align::Right => x += slack,
            }
            let place = paragraph.spans.first().and_then(|span| span.place);
            let mut line = self.emit(&paragraph.spans, place, (start, end), size, stretch, tail);
            for text in &mut line.texts {
                text.x += x;
            }
            for link in &mut line.links {
                link.x += x;
            }
            line.end += x;
            line.height = height;
            line.baseline = height / 2.0 + MIDDLE * size;
            lines.push(line);
            start = next;
            while start < limit && self.glyphs[start].class == Class::Space {
                start += 1;
            }
            if start >= limit {
                return;
            }
        }
    }

    /// How many glyphs from `start` go on a line: the index of the first one that does not.
    fn fit(&self, (start, limit): (usize, usize), room: f32, size: f32, hangs: bool) -> usize {
        let mut width = 0.0;
        let mut opportunity = None;
        for i in start..limit {
            let glyph = &self.glyphs[i];
            if i > start {
                width += self.pair(i - 1, size);
                if glyph.breaks {
                    opportunity = Some(i);
                }
            }
            width += glyph.advance;
            if glyph.class == Class::Space || i == start {
                continue;
            }
            if width <= room + TOLERANCE {
                continue;
            }
            let mut gives = self.tail_squeeze(i, size);
            if hangs && self.may_hang(i) {
                gives = gives.max(glyph.advance);
            }
            if width - gives > room + TOLERANCE {
                return opportunity.unwrap_or_else(|| self.forced(start, i));
            }
        }
        limit
    }

    /// The index to go on with, so that the last line is no single hanzi: the one before it joins it, as editors
    /// do by hand. The line that loses it must not look emptier for that.
    fn without_orphan(
        &self,
        start: usize,
        next: usize,
        limit: usize,
        room: f32,
        style: &Style,
    ) -> usize {
        let (mut n_hanzi, mut n_others) = (0, 0);
        for glyph in self.glyphs[next..limit].iter().take(LONGEST_ORPHAN + 1) {
            match glyph.class {
                Class::Hanzi => n_hanzi += 1,
                Class::Close | Class::Space => {}
                Class::Latin | Class::Open | Class::Dash | Class::Other => n_others += 1,
            }
        }
        if limit - next > LONGEST_ORPHAN || n_hanzi != 1 || n_others > 0 {
            return next;
        }
        let earliest = next.saturating_sub(LONGEST_COMPANY).max(start + 1);
        let Some(earlier) = (earliest..next).rev().find(|&at| self.glyphs[at].breaks) else {
            return next;
        };
        let size = style.size.points();
        let (natural, gaps) = self.measure(start, earlier, size);
        let slack = room - natural;
        let most = match style.align {
            Align::Justified => {
                MOST_STRETCH * size * 0.7 * f32::from(u16::try_from(gaps).unwrap_or(u16::MAX))
            }
            // Ragged lines may be as uneven as this.
            Align::Left | Align::Center | Align::Right => room * 0.4,
        };
        if slack <= most { earlier } else { next }
    }

    /// Where to break a word that is wider than the line and overflows at `at`.
    fn forced(&self, start: usize, at: usize) -> usize {
        let allowed = |&i: &usize| {
            let (left, right) = (&self.glyphs[i - 1], &self.glyphs[i]);
            !signs::never_starts(right.c) && !signs::never_ends(left.c) && right.advance > 0.0
        };
        // An address is easier to read if it is broken between its names.
        let between = |&i: &usize| {
            matches!(
                self.glyphs[i - 1].c,
                '/' | '-' | '_' | '.' | '?' | '&' | '='
            )
        };
        let named = (start.midpoint(at) + 1..=at)
            .rev()
            .find(|i| between(i) && allowed(i));
        if let Some(named) = named {
            return named;
        }
        // Beyond a few characters a short line looks worse than a comma at its beginning.
        (start + 1..=at).rev().take(6).find(allowed).unwrap_or(at)
    }

    /// End of a line without the spaces that hang at it. The last line before a feed keeps ideographic
    /// spaces that fit: people type them to leave room for a signature.
    fn trimmed(&self, start: usize, next: usize, broken: bool, room: f32, size: f32) -> usize {
        let trim = |keep: fn(&Glyph) -> bool| {
            let glyphs = &self.glyphs[start..next];
            let kept = glyphs.iter().rposition(keep).map_or(0, |last| last + 1);
            start + kept
        };
        let all = trim(|glyph| glyph.class != Class::Space);
        if broken || all == start {
            return all;
        }
        let end = trim(|glyph| glyph.c != ' ');
        if end > all && self.measure(start, end, size).0 > room {
            return all;
        }
        end
    }
}
