//! The characters of a paragraph as they will print: their faces and widths, and the space between two of them.

use super::{OF_NUMBER, Setter};
use crate::document::{Number, Paragraph, Style};
use crate::fonts::{Face, Measure, REPLACEMENT, is_invisible};
use crate::layout::flaw::Flaw;
use crate::layout::indent::gap_after;
use crate::layout::page::Missing;
use crate::layout::signs::{self, Class};
use crate::model::Place;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Width that a tab takes, em.
const TAB: f32 = 2.0;

/// A character as it will print.
#[derive(Clone, Copy)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) class: Class,
    pub(super) face: Face,
    /// A line may begin here.
    pub(super) breaks: bool,
    pub(super) span: u32,
    /// pt.
    pub(super) advance: f32,
    /// Space after it whatever follows (the rest of a tab), pt.
    pub(super) extra: f32,
}

impl<M: Measure> Setter<'_, M> {
    /// What prints for `c`, from which face, and how far it moves the pen, em.
    pub(super) fn printed(&self, wanted: Face, c: char) -> (char, Face, f32) {
        match self.fonts.measured(wanted, c) {
            Some((face, advance)) => (c, face, advance),
            None => {
                let face = Face::SongRegular;
                (REPLACEMENT, face, self.fonts.advance(face, REPLACEMENT))
            }
        }
    }

    /// Reads the characters of a paragraph into `glyphs`, with the places where lines may begin.
    pub(super) fn read(&mut self, paragraph: &Paragraph, style: &Style, inline: Option<&Number>) {
        self.glyphs.clear();
        self.feeds.clear();
        self.text.clear();
        let size = style.size.points();
        if let Some(number) = inline {
            let face = Face::of(style.family, style.bold);
            self.push_text(&number.text, face, size, OF_NUMBER, None);
            let gap = gap_after(&number.text) * size;
            if gap > 0.0 {
                self.push(' ', face, size, OF_NUMBER, None);
                self.widen_last(gap);
            }
        }
        for span in &paragraph.spans {
            self.text.push_str(&span.text);
        }
        let text = std::mem::take(&mut self.text);
        let mut breaks = linebreaks(&text).peekable();
        let (mut at, mut allowed, mut before, mut left) = (0, false, None, None);
        for (span, number) in paragraph.spans.iter().zip(0_u32..) {
            let face = Face::of(style.family, style.bold || span.bold);
            for c in span.text.chars() {
                if let Some((_, kind)) = breaks.next_if(|&(place, _)| place == at) {
                    allowed = true;
                    if kind == BreakOpportunity::Mandatory {
                        self.feeds.push(self.glyphs.len());
                        left = None;
                    }
                }
                at += c.len_utf8();
                if c == '\t' {
                    self.push(' ', face, size, number, span.place);
                    self.widen_last(TAB * size);
                } else if is_invisible(c) {
                    continue;
                } else {
                    self.push(c, face, size, number, span.place);
                }
                if let (Some(left), Some(glyph)) = (left, self.glyphs.last_mut()) {
                    glyph.breaks = signs::may_break(before, left, c, allowed);
                }
                (before, left, allowed) = (left, Some(c), false);
            }
        }
        drop(breaks);
        self.text = text;
    }

    pub(super) fn push_text(
        &mut self,
        text: &str,
        face: Face,
        size: f32,
        span: u32,
        place: Option<Place>,
    ) {
        for c in text.chars().filter(|&c| !is_invisible(c)) {
            self.push(c, face, size, span, place);
        }
    }

    pub(super) fn push(
        &mut self,
        c: char,
        wanted: Face,
        size: f32,
        span: u32,
        place: Option<Place>,
    ) {
        let (shown, face, advance) = self.printed(wanted, c);
        if shown != c {
            self.missing.push(Missing {
                character: c,
                place,
            });
        } else if face != wanted {
            self.flaws.extend(Flaw::of_face(wanted, c, place));
        }
        self.glyphs.push(Glyph {
            c: shown,
            class: signs::class_of(shown),
            face,
            breaks: false,
            span,
            advance: advance * size,
            extra: 0.0,
        });
    }

    /// Makes the last glyph (a space) take `width` pt in all.
    fn widen_last(&mut self, width: f32) {
        if let Some(glyph) = self.glyphs.last_mut() {
            glyph.extra = width - glyph.advance;
        }
    }

    /// Natural width of a stretch and the number of its gaps that may grow.
    pub(super) fn measure(&self, start: usize, end: usize, size: f32) -> (f32, usize) {
        let mut width = 0.0;
        let mut gaps = 0;
        for i in start..end {
            width += self.glyphs[i].advance;
            if i + 1 < end {
                width += self.pair(i, size);
                gaps += usize::from(self.grows(i));
            }
        }
        (width, gaps)
    }

    /// Space after glyph `i` towards the next one, pt, without justification.
    pub(super) fn pair(&self, i: usize, size: f32) -> f32 {
        let (left, right) = (&self.glyphs[i], &self.glyphs[i + 1]);
        let space = signs::pair_space(left.class, right.class, self.typography);
        // A face may draw a quote narrow; then there is no empty half to take away.
        let narrow = |glyph: &Glyph| glyph.advance < 0.9 * size;
        let half = if left.class == Class::Close {
            left
        } else {
            right
        };
        if space < 0.0 && narrow(half) {
            return left.extra;
        }
        left.extra + space * size
    }

    /// Whether the gap after glyph `i` may grow in a justified line.
    pub(super) fn grows(&self, i: usize) -> bool {
        let (left, right) = (&self.glyphs[i], &self.glyphs[i + 1]);
        match (left.class, right.class) {
            (Class::Dash, Class::Dash) | (_, Class::Space) => false,
            (Class::Space, _) => true,
            (left, other) => (left.is_wide() || other.is_wide()) && right.advance > 0.0,
        }
    }

    /// The empty half of glyph `i` at the end of a line, pt.
    pub(super) fn tail_squeeze(&self, i: usize, size: f32) -> f32 {
        let glyph = &self.glyphs[i];
        let squeezes = self.typography.squeeze && glyph.class == Class::Close;
        if squeezes && glyph.advance >= 0.9 * size {
            signs::SQUEEZE * size
        } else {
            0.0
        }
    }

    /// Whether glyph `i` may stand beyond the right edge: a comma or stop.
    pub(super) fn may_hang(&self, i: usize) -> bool {
        matches!(
            self.glyphs[i].c,
            '\u{3001}' | '\u{3002}' | '\u{ff0c}' | '\u{ff1a}' | '\u{ff1b}'
        )
    }
}
