//! Glyphs of a line as texts of one face and meaning, with their kerns and links.

use super::glyphs::Glyph;
use super::{Line, LineLink, Setter};
use crate::document::Span;
use crate::fonts::Measure;
use crate::layout::page::Text;
use crate::model::Place;

impl<M: Measure> Setter<'_, M> {
    /// Makes the text items of glyphs `start..end` from x = 0 on. `tail` is taken off the last glyph.
    pub(super) fn emit(
        &self,
        spans: &[Span],
        number_place: Option<Place>,
        (start, end): (usize, usize),
        size: f32,
        stretch: f32,
        tail: f32,
    ) -> Line {
        let source = |glyph: &Glyph| spans.get(glyph.span as usize);
        let place_of = |glyph: &Glyph| match source(glyph) {
            Some(span) => span.place,
            None => number_place,
        };
        // Most gaps of a Chinese line grow; then one `spacing` for all says it shortest.
        let growing = match stretch > 0.0 {
            true => (start..end.saturating_sub(1))
                .filter(|&i| self.grows(i))
                .count(),
            false => 0,
        };
        let spacing = if growing * 2 > end - start {
            stretch
        } else {
            0.0
        };
        let mut line = Line::default();
        let mut x = 0.0;
        let mut link: Option<(u32, f32)> = None;
        let mut i = start;
        while i < end {
            let head = self.glyphs[i];
            let place = place_of(&head);
            let meaning = self.meaning_of(head.span);
            let same = |glyph: &Glyph| {
                glyph.face == head.face
                    && (glyph.span == head.span
                        || (place_of(glyph) == place && self.meaning_of(glyph.span) == meaning))
            };
            let mut run = Text {
                x,
                y: 0.0,
                face: head.face,
                size,
                text: String::with_capacity((end - i) * 3),
                spacing,
                kerns: Vec::new(),
                place,
                meaning,
            };
            let mut index = 0;
            while i < end && same(&self.glyphs[i]) {
                let glyph = &self.glyphs[i];
                if link.is_none_or(|(span, _)| span != glyph.span) {
                    self.close_link(&mut line, spans, link, x);
                    link = source(glyph).and_then(|s| s.link).map(|_| (glyph.span, x));
                }
                run.text.push(glyph.c);
                let mut gap = 0.0;
                if i + 1 < end {
                    gap = self.pair(i, size);
                    if stretch > 0.0 && self.grows(i) {
                        gap += stretch;
                    }
                    if same(&self.glyphs[i + 1]) && (gap - spacing).abs() > 0.001 {
                        run.kerns.push((index, gap - spacing));
                    }
                } else if tail > 0.0 {
                    gap = -tail;
                    run.kerns.push((index, -tail));
                }
                x += glyph.advance + gap;
                index += 1;
                i += 1;
            }
            line.texts.push(run);
        }
        self.close_link(&mut line, spans, link, x);
        line.end = x;
        line
    }

    fn close_link(&self, line: &mut Line, spans: &[Span], open: Option<(u32, f32)>, x: f32) {
        let Some((span, from)) = open else { return };
        if let Some(target) = spans.get(span as usize).and_then(|span| span.link) {
            line.links.push(LineLink {
                x: from,
                width: (x - from).max(0.0),
                target,
                meaning: self.meaning_of(span),
            });
        }
    }
}
