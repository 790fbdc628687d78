//! Tightens a part so that it takes fewer pages: first its lines, then its type, as little as reaches the goal.
//!
//! Where nothing is wished, only space gives way, and only where that spares a nearly empty last page: what typesetters
//! do before they let a page hold two rows. Lines and type stay as the settings say; those of lists that we compose
//! ourselves (contents, index) are ours to set closer.

use super::flaw::{Flaw, FlawKind};
use super::flow::LaidPart;
use crate::document::{CELL_PAD, Extra, ParagraphStyle, Part, PartKind, Style, StyleSheet};
use crate::model::settings::{FitMode, FitPages, HalfPoint};
use crate::model::{Field, Place};

/// A last page of which less than this is too much for the page before it is worth sparing.
const NEARLY_EMPTY: f32 = 1.0 / 3.0;
/// Steps from the usual line pitch to the least.
const LINE_STEPS: u16 = 8;
/// Space between paragraphs shrinks to this at most, percent: headings must still stand out.
const LEAST_SPACE: u16 = 50;
/// What space gives way to where nothing is wished, percent: most first, then less if that is enough.
const QUIET: [u16; 2] = [LEAST_SPACE, 75];
/// Line pitch of contents and index for each of these, percent; usually 150.
const QUIET_LINES: [u16; 2] = [128, 139];
/// A page filled more than this might overflow in Word, whose lines and rows are not quite ours; then nothing is spared
/// unasked, and what is asked for is tightened a step more where it can be.
const SURE: f32 = 0.985;
/// What rules make a row of a table higher in Word and LibreOffice than on our pages, pt, as measured.
const RULE: f32 = 0.3;
/// A part of more pages is not squeezed for the sake of its last.
const MOST_PAGES: usize = 4;

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

    /// All styles, tightened.
    #[must_use]
    pub fn styles(&self, styles: &StyleSheet) -> StyleSheet {
        let pad = CELL_PAD * f32::from(self.space_percent) / 100.0;
        styles.map(|style| self.style(style)).with_pad(pad)
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

/// A part as it was laid out.
pub(super) struct Tried {
    pub(super) laid: LaidPart,
    /// Which share of its last page is filled, and how much of that is more than the page before it has free: what is
    /// held together at the end of a part may have left a page that has room for most of it.
    pub(super) filled: f32,
    pub(super) over: f32,
    /// What the other pages have free, in pages, and what all space that can give way takes.
    pub(super) free: f32,
    pub(super) space: f32,
}

/// Lays out a part in as many pages as it may take; `lay_out` does it with certain styles.
pub(super) fn fitted(
    part: &Part,
    styles: &StyleSheet,
    mut lay_out: impl FnMut(&StyleSheet) -> Tried,
) -> LaidPart {
    let fit = &part.setup.fit;
    let natural = lay_out(styles);
    if fit.mode == FitMode::Natural {
        return quietly_fitted(part.kind, natural, styles, lay_out);
    }
    let over = natural.over;
    let mut natural = natural.laid;
    let pages = natural.pages.len();
    let goal = match fit.mode {
        FitMode::Natural => pages,
        FitMode::SpareLastPage if over < NEARLY_EMPTY => pages.saturating_sub(1).max(1),
        FitMode::SpareLastPage => pages,
        FitMode::Pages => usize::from(fit.pages.max(1)),
    };
    if pages <= goal {
        return natural;
    }
    let steps = Steps::of(fit, styles);
    // Whether the pages suffice, and whether they surely do in Word too.
    let mut tried = |step: u16| {
        let tightening = steps.get(step);
        let tried = lay_out(&tightening.styles(styles));
        let sure = tried.laid.pages.len() <= goal && tried.filled <= SURE;
        let laid = LaidPart {
            tightening: Some(tightening),
            ..tried.laid
        };
        (laid, sure)
    };
    let (mut enough, mut too_little) = (steps.count(), 0);
    let (mut best, can_be_sure) = tried(enough);
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
        let (laid, sure) = tried(step);
        if laid.pages.len() <= goal && (sure || !can_be_sure) {
            (enough, best) = (step, laid);
        } else {
            too_little = step;
        }
    }
    best
}

/// The part without its last page, if that is nearly empty and less space is enough for that.
fn quietly_fitted(
    kind: PartKind,
    natural: Tried,
    styles: &StyleSheet,
    mut lay_out: impl FnMut(&StyleSheet) -> Tried,
) -> LaidPart {
    let pages = natural.laid.pages.len();
    let our_lines = matches!(kind, PartKind::Contents | PartKind::Extra(Extra::Index));
    let saved = natural.space * f32::from(100 - LEAST_SPACE) / 100.0 + natural.free;
    let hopeless = natural.filled > saved && !our_lines;
    let worth = (2..=MOST_PAGES).contains(&pages) && natural.over < NEARLY_EMPTY;
    if !worth || hopeless {
        return natural.laid;
    }
    let mut best = natural.laid;
    for (space_percent, lines) in QUIET.into_iter().zip(QUIET_LINES) {
        let tightening = Tightening {
            line_percent: if our_lines { lines } else { u16::MAX },
            space_percent,
            size_less: 0,
            least_size: HalfPoint(u16::MAX),
        };
        let tight = tightening.styles(styles);
        let tried = lay_out(&tight);
        if tried.laid.pages.len() == pages || tried.filled > SURE {
            break;
        }
        // A table that only just stands on a page would go on to the next in Word, and that to a page more.
        let pad = tight.pad() + RULE / 2.0;
        if !our_lines && lay_out(&tight.with_pad(pad)).laid.pages.len() == pages {
            break;
        }
        best = LaidPart {
            tightening: Some(tightening),
            ..tried.laid
        };
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
    use std::collections::BTreeSet;

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
    fn where_nothing_is_wished_space_alone_gives_way_to_a_last_page_of_two_lines() {
        // Ten headings above lines: their space is what can give way.
        let of = |lines: usize| {
            let mut document = role(lines, FitPages::default());
            let blocks = &mut document.parts[0].blocks;
            for at in 0..10 {
                let title = paragraph(ParagraphStyle::Heading, "节");
                blocks.insert(1 + at, Block::Paragraph(title));
            }
            document
        };
        let laid = |lines| paginate(&of(lines), &Fixed);
        let pitches = |pages: &Pages| -> BTreeSet<(i32, i32)> {
            let texts = crate::layout::testing::texts(pages).filter(|(_, text)| text.text == "甲");
            let all: Vec<_> = texts
                .map(|(page, text)| (page, text.y, text.size))
                .collect();
            let lines = all.windows(2).filter(|pair| pair[0].0 == pair[1].0);
            let steps = lines.map(|pair| ((pair[1].1 - pair[0].1) * 100.0, pair[1].2 * 100.0));
            let all: BTreeSet<(i32, i32)> = steps
                .map(|(step, size)| (step.round() as i32, size.round() as i32))
                .collect();
            let least = all.iter().copied().min();
            least.into_iter().collect()
        };
        let quiet: Vec<usize> = (10..45)
            .filter(|&n| !laid(n).tightened.is_empty())
            .collect();
        assert!(quiet.len() >= 2, "{quiet:?}");
        let usual = pitches(&laid(quiet[0] - 1));
        for &lines in &quiet {
            let pages = laid(lines);
            assert_eq!(pages.pages.len(), 1);
            assert_eq!(pages.tightened[&0].size_less, 0);
            assert_eq!(pitches(&pages), usual, "lines and type are as before");
            assert_eq!(pages.numbers(), page_numbers(&of(lines), &Fixed));
        }
        let after = laid(quiet[quiet.len() - 1] + 1);
        assert!(after.pages.len() == 2 && after.tightened.is_empty());
        // More is saved by less space than by none at all: the first is squeezed less than the last.
        let shares: Vec<u16> = quiet
            .iter()
            .map(|&lines| laid(lines).tightened[&0].space_percent)
            .collect();
        assert!(shares[0] > shares[shares.len() - 1], "{shares:?}");
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
