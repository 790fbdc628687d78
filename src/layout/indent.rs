//! Indents of paragraphs: of the first line, of list levels, and of the numbers that hang in them.

use super::line::{Line, Setter};
use super::signs::{self, Class};
use crate::document::{Align, Paragraph, Style};
use crate::fonts::{Face, Measure};

/// Where the lines of a paragraph begin, pt from the left edge of the box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Indents {
    /// Every line.
    pub(super) text: f32,
    /// What lines end before the right edge of the box.
    pub(super) right: f32,
    /// Added for the first line.
    pub(super) first: f32,
    /// The number, if it hangs; `None` sets it in front of the text.
    pub(super) number: Option<f32>,
}

/// Between a number that does not end in punctuation ("1.1") and its text, em.
const NUMBER_GAP: f32 = 0.5;

impl<M: Measure> Setter<'_, M> {
    /// Whether the lines of a paragraph are not torn between pages: those of a list item that is not too long.
    pub(super) fn is_whole(&self, paragraph: &Paragraph, lines: &[Line]) -> bool {
        let height: f32 = lines.iter().map(|line| line.height).sum();
        paragraph.number.is_some() && height <= self.keep_whole
    }

    /// Sets paragraphs that stand below each other in one box. Numbered lines that follow each other share
    /// their indents, so that texts stay flush where "9、" is followed by "（10）".
    pub(super) fn paragraphs(&mut self, paragraphs: &[Paragraph], width: f32) -> Vec<Vec<Line>> {
        let mut set = Vec::with_capacity(paragraphs.len());
        let mut rest = paragraphs;
        while let Some(first) = rest.first() {
            let run = match first.number {
                Some(_) => rest.iter().take_while(|p| p.number.is_some()).count(),
                None => 1,
            };
            let (now, later) = rest.split_at(run);
            let steps = self.level_steps(now);
            for paragraph in now {
                let indents = self.indents(paragraph, &steps);
                set.push(self.paragraph(paragraph, width, indents));
            }
            rest = later;
        }
        set
    }

    /// Width of each level's indent, pt, among numbered paragraphs that follow each other: the style's, or
    /// the widest number if that is more.
    pub(super) fn level_steps<'p>(&self, run: impl IntoIterator<Item = &'p Paragraph>) -> Vec<f32> {
        let mut steps = Vec::new();
        for paragraph in run {
            let Some(number) = &paragraph.number else {
                continue;
            };
            let style = self.styles().get(paragraph.style);
            if !hangs(style) {
                // The number of a heading among them stands in front of its text and indents nothing.
                continue;
            }
            let size = style.size.points();
            let least = style.level_indent * size;
            let level = usize::from(number.level);
            if steps.len() <= level {
                steps.resize(level + 1, least);
            }
            let face = Face::of(style.family, style.bold);
            let own = self.width_of(&number.text, face, size) + gap_after(&number.text) * size;
            steps[level] = steps[level].max(own);
        }
        steps
    }

    /// The indents of a paragraph among others whose levels are `steps` wide.
    pub(super) fn indents(&self, paragraph: &Paragraph, steps: &[f32]) -> Indents {
        let style = self.styles().get(paragraph.style);
        let size = style.size.points();
        let base = style.indent * size;
        match &paragraph.number {
            Some(number) if hangs(style) => {
                let level = usize::from(number.level).min(steps.len().saturating_sub(1));
                let outer: f32 = steps.iter().take(level).sum();
                let own = steps.get(level).copied().unwrap_or(0.0);
                Indents {
                    text: base + outer + own,
                    right: 0.0,
                    first: 0.0,
                    number: Some(base + outer),
                }
            }
            _ => Indents {
                text: base,
                right: 0.0,
                first: style.first_indent * size,
                number: None,
            },
        }
    }
}

/// Whether numbers hang in an indent of their own; else they stand in front of the text.
fn hangs(style: &Style) -> bool {
    style.level_indent > 0.0 && matches!(style.align, Align::Justified | Align::Left)
}

/// Between a number and its text, em: what ends in punctuation has its space already.
pub(super) fn gap_after(number: &str) -> f32 {
    match number.chars().next_back().map(signs::class_of) {
        None | Some(Class::Close) => 0.0,
        Some(_) => NUMBER_GAP,
    }
}
