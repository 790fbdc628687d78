//! Tightens a part so that it takes fewer pages: first its lines, then its type, as little as reaches the goal.

use super::flaw::{Flaw, FlawKind};
use super::flow::LaidPart;
use crate::document::{ParagraphStyle, Part, PartKind, Style, StyleSheet};
use crate::model::settings::{FitMode, FitPages, HalfPoint};
use crate::model::{Field, Place};

/// A last page that is filled less than this is worth sparing.
const NEARLY_EMPTY: f32 = 1.0 / 3.0;
/// Steps from the usual line pitch to the least.
const LINE_STEPS: u16 = 8;
/// Space between paragraphs shrinks to this at most, percent: headings must still stand out.
const LEAST_SPACE: u16 = 50;

/// How a part was tightened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tightening {
    /// Greatest line pitch, percent of the type size.
    pub line_percent: u16,
    /// Space above and below paragraphs, percent of the usual.
    pub space_percent: u16,
    /// Half-points taken off type sizes.
    pub size_less: u16,
    /// But no size goes below this; what is smaller anyway stays as it is.
    pub least_size: HalfPoint,
}

impl Tightening {
    /// The style, tightened.
    #[must_use]
    pub fn style(&self, style: &Style) -> Style {
        let least = self.least_size.min(style.size);
        let size = HalfPoint(style.size.0.saturating_sub(self.size_less)).max(least);
        // A pitch that goes with the size, as it did before.
        let usual = style.line / style.size.points().max(0.5) * size.points();
        let most = size.points() * f32::from(self.line_percent) / 100.0;
        let share = f32::from(self.space_percent) / 100.0;
        Style {
            size,
            line: usual.min(most),
            before: style.before * share,
            after: style.after * share,
            ..*style
        }
    }

    fn styles(&self, styles: &StyleSheet) -> StyleSheet {
        styles.map(|style| self.style(style))
    }
}

/// How far a part may be tightened, step by step.
struct Steps {
    /// The usual pitch, percent, and the least.
    usual: u16,
    least: u16,
    /// Steps that take a half-point off the type.
    sizes: u16,
    least_size: HalfPoint,
}

impl Steps {
    fn of(fit: &FitPages, styles: &StyleSheet) -> Steps {
        let text = [
            ParagraphStyle::Body,
            ParagraphStyle::Item,
            ParagraphStyle::Cell,
            ParagraphStyle::CellItem,
        ];
        let text = || text.into_iter().map(|style| styles.get(style));
        let pitch = |style: &Style| style.line / style.size.points().max(0.5) * 100.0;
        // `as` saturates.
        let usual = text().map(pitch).fold(0.0, f32::max).ceil() as u16;
        let least_size = fit.size_limit();
        let most = text().map(|style| style.size.0.saturating_sub(least_size.0));
        Steps {
            usual,
            least: fit.line_limit().min(usual),
            sizes: most.max().unwrap_or(0),
            least_size,
        }
    }

    fn count(&self) -> u16 {
        LINE_STEPS.saturating_add(self.sizes)
    }

    /// Step 0 leaves everything as it is.
    fn get(&self, step: u16) -> Tightening {
        let lines = u32::from(step.min(LINE_STEPS));
        let part = |range: u16| {
            // At most `range`.
            u16::try_from(u32::from(range) * lines / u32::from(LINE_STEPS)).unwrap_or(range)
        };
        Tightening {
            line_percent: self.usual - part(self.usual - self.least),
            space_percent: 100 - part(100 - LEAST_SPACE),
            size_less: step.saturating_sub(LINE_STEPS),
            least_size: self.least_size,
        }
    }
}

/// A part as it was laid out, and which share of its last page is filled.
pub(super) type Tried = (LaidPart, f32);

/// Lays out a part in as many pages as it may take; `lay_out` does it with certain styles.
pub(super) fn fitted(
    part: &Part,
    styles: &StyleSheet,
    mut lay_out: impl FnMut(&StyleSheet) -> Tried,
) -> LaidPart {
    let fit = &part.setup.fit;
    let (mut natural, filled) = lay_out(styles);
    let pages = natural.pages.len();
    let goal = match fit.mode {
        FitMode::Natural => pages,
        FitMode::SpareLastPage if filled < NEARLY_EMPTY => pages.saturating_sub(1).max(1),
        FitMode::SpareLastPage => pages,
        FitMode::Pages => usize::from(fit.pages.max(1)),
    };
    if pages <= goal {
        return natural;
    }
    let steps = Steps::of(fit, styles);
    let mut tried = |step: u16| {
        let tightening = steps.get(step);
        let (laid, _) = lay_out(&tightening.styles(styles));
        LaidPart {
            tightening: Some(tightening),
            ..laid
        }
    };
    let (mut enough, mut too_little) = (steps.count(), 0);
    let mut best = tried(enough);
    if best.pages.len() > goal {
        if fit.mode == FitMode::Pages {
            natural
                .flaws
                .push(does_not_fit(part.kind, fit.pages.max(1)));
        }
        return natural;
    }
    while enough - too_little > 1 {
        let step = too_little.midpoint(enough);
        let laid = tried(step);
        if laid.pages.len() <= goal {
            (enough, best) = (step, laid);
        } else {
            too_little = step;
        }
    }
    best
}

fn does_not_fit(kind: PartKind, pages: u8) -> Flaw {
    let place = match kind {
        PartKind::Owner(owner) => Some(Place::of(owner, Field::Name)),
        _ => None,
    };
    Flaw {
        place,
        kind: FlawKind::DoesNotFit { pages },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, PrintDocument};
    use crate::layout::testing::{Fixed, all_text, document, heading, paragraph, part};
    use crate::layout::{Pages, page_numbers, paginate};
    use crate::model::{Owner, RoleId};

    /// So many lines under a title, of a role.
    fn role(lines: usize, fit: FitPages) -> PrintDocument {
        let line = Block::Paragraph(paragraph(ParagraphStyle::Body, "甲"));
        let title = Block::Paragraph(heading(1, "标题"));
        let blocks = std::iter::once(title).chain(vec![line; lines]).collect();
        let mut part = part(blocks);
        part.kind = PartKind::Owner(Owner::Role(RoleId(7)));
        part.setup.fit = fit;
        document(vec![part])
    }

    fn laid(lines: usize, mode: FitMode, pages: u8) -> Pages {
        let fit = FitPages {
            mode,
            pages,
            ..FitPages::default()
        };
        let document = role(lines, fit);
        let pages = paginate(&document, &Fixed);
        assert_eq!(pages.numbers(), page_numbers(&document, &Fixed));
        assert_eq!(
            all_text(&pages).chars().count(),
            lines + 2,
            "nothing is lost"
        );
        pages
    }

    #[test]
    fn a_nearly_empty_last_page_is_spared_by_the_least_tightening_that_does_it() {
        let natural = (1..60).find(|&n| laid(n, FitMode::Natural, 0).pages.len() == 2);
        let one_too_many = natural.unwrap();
        let spared = laid(one_too_many, FitMode::SpareLastPage, 0);
        assert_eq!(spared.pages.len(), 1);
        let little = spared.tightened[&0];
        assert_eq!(little.size_less, 0, "{little:?}");
        let more = laid(one_too_many + 5, FitMode::SpareLastPage, 0);
        assert_eq!(more.pages.len(), 1);
        let more = more.tightened[&0];
        assert!(
            more.line_percent < little.line_percent,
            "{more:?} {little:?}"
        );
        // More than a third of the second page is used.
        let full = laid(one_too_many + 20, FitMode::SpareLastPage, 0);
        assert_eq!(full.pages.len(), 2);
        assert!(full.tightened.is_empty() && full.flaws.is_empty());
    }

    #[test]
    fn a_wished_number_of_pages_is_reached_within_the_limits_or_told() {
        let lines = 70;
        assert_eq!(laid(lines, FitMode::Natural, 0).pages.len(), 2);
        let wide = laid(lines, FitMode::Pages, 2);
        assert!(wide.tightened.is_empty(), "two are natural");
        // 705 pt hold at most 67 lines of 9 pt at 115 %.
        let tight = laid(60, FitMode::Pages, 1);
        assert_eq!(tight.pages.len(), 1);
        assert!(tight.tightened[&0].size_less > 0);
        for page in &tight.pages {
            for item in &page.items {
                if let crate::layout::PageItem::Text(text) = item {
                    assert!(text.size >= 9.0);
                }
            }
        }
        let never = laid(100, FitMode::Pages, 1);
        assert_eq!(never, {
            let mut natural = laid(100, FitMode::Natural, 0);
            let place = Some(Place::role(RoleId(7), Field::Name));
            let kind = FlawKind::DoesNotFit { pages: 1 };
            natural.flaws.push(Flaw { place, kind });
            natural
        });
    }
}
