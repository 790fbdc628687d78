//! What could not be set as it was wanted: found while laying out, told with the file.

use super::line::Setter;
use super::page::{Missing, PageItem};
use super::sheet::{PageOf, Sheet};
use crate::document::{Paragraph, PartKind, PartSetup, PrintDocument, Running, RunningText};
use crate::fonts::{Face, Measure, Named};
use crate::model::settings::LogoPlace;
use crate::model::{Field, Logo, Owner, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Pictures that print with fewer pixels to the inch look coarse: the eye tells 150 from 300 at a hand's distance.
const FINE: f32 = 150.0;
/// A header set smaller than this share of its size is no longer what was asked for.
pub(super) const SMALLER: f32 = 0.85;

/// Something on the pages that is not as it was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flaw {
    /// The field that it is about; `None` for words of ours and for the logo.
    pub place: Option<Place>,
    /// What.
    pub kind: FlawKind,
}

/// What is not as it was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// A word (or a run that must not be parted) is wider than its line and goes on on the next.
    BrokenWord,
    /// A single character is wider than its column and stands over its edge.
    TooWide,
    /// A row that must stay whole is higher than a page and is divided.
    TallRow,
    /// A part takes more pages than wished, however much it is tightened within its limits.
    DoesNotFit {
        /// The wished number.
        pages: u8,
    },
    /// Header or footer has too much text and is set smaller.
    SmallRunning,
    /// The logo has so few pixels (to the inch as printed) that it looks coarse.
    CoarsePicture {
        /// Pixels to the inch.
        dpi: u16,
    },
    /// The logo cannot be read and is left out.
    UnreadablePicture,
    /// A font of the computer lacks a hanzi; ours that stands in for it prints it.
    Lacked {
        /// The font.
        font: Named,
        /// The hanzi.
        character: char,
    },
}

impl Flaw {
    /// A line of `paragraph` whose last character is of this span: it stands out of its box, or ends inside a word.
    pub(super) fn of_line(paragraph: &Paragraph, span: usize, stands_out: bool) -> Flaw {
        let spans = &paragraph.spans;
        let place = spans
            .get(span)
            .or(spans.first())
            .and_then(|span| span.place);
        let kind = if stands_out {
            FlawKind::TooWide
        } else {
            FlawKind::BrokenWord
        };
        Flaw { place, kind }
    }

    /// A hanzi that `wanted` leaves to another face, if that is a Chinese font of the computer: one for Latin type is
    /// chosen to have its hanzi from ours, and signs come from where they look best.
    #[cold]
    pub(super) fn of_face(wanted: Face, character: char, place: Option<Place>) -> Option<Flaw> {
        let Face::Installed(face) = wanted else {
            return None;
        };
        let is_hanzi = matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        let is_chinese = wanted.metrics().covers('\u{7684}');
        let font = face.named();
        let kind = FlawKind::Lacked { font, character };
        (is_hanzi && is_chinese).then_some(Flaw { place, kind })
    }

    /// A flaw of the company's logo, which is no text.
    pub(super) fn of_logo(kind: FlawKind) -> Flaw {
        Flaw { place: None, kind }
    }

    /// A picture `pixels` wide that prints `width` pt wide, if it has too few of them.
    pub(super) fn of_picture(pixels: f32, width: f32) -> Option<Flaw> {
        let dpi = pixels * 72.0 / width.max(0.1);
        // `as` saturates, and it is below 150.
        let kind = FlawKind::CoarsePicture { dpi: dpi as u16 };
        (dpi < FINE).then(|| Flaw::of_logo(kind))
    }
}

/// What headers and footers lack.
#[derive(Default)]
pub(super) struct RunningFlaws {
    pub(super) flaws: Vec<Flaw>,
    /// Characters that no face has.
    pub(super) missing: Vec<Missing>,
}

/// What is wrong with headers and footers. They are the same everywhere but for what parts say of themselves, so only
/// those parts are asked whose header or footer is longest: upright and on its side.
pub(super) fn of_running<'t>(
    document: &PrintDocument,
    titles: impl Iterator<Item = (&'t str, &'t PartSetup)>,
    pages: usize,
    fonts: &impl Measure,
) -> RunningFlaws {
    let mut longest: [Option<(usize, &str, &PartSetup)>; 4] = [None; 4];
    let mut watermarks = BTreeMap::new();
    for (title, setup) in titles {
        watermarks.entry(setup.watermark.as_str()).or_insert(setup);
        let lengths = [&document.header, &document.footer].map(|it| length(it, title, setup));
        for (nth, length) in lengths.into_iter().enumerate() {
            let known = &mut longest[2 * nth + usize::from(setup.turned)];
            if known.is_none_or(|(most, ..)| length > most) {
                *known = Some((length, title, setup));
            }
        }
    }
    let mut setter = Setter::new(fonts, &document.styles).with_typography(document.typography);
    for (_, title, setup) in longest.into_iter().flatten() {
        let at = PageOf {
            title,
            running: true,
            setup,
            index: pages.saturating_sub(1),
            nth: pages.saturating_sub(1),
            pages,
        };
        let mut page = super::flow::LaidPage::default();
        let sheet = Sheet::of(document, setup);
        sheet.draw_running(document, (at, pages), &mut setter, &mut page);
        for running in [&document.header, &document.footer] {
            if let Some(logo) = &running.logo
                && running.logo_place != LogoPlace::None
            {
                setter.flaws.extend(of_running_logo(logo, &page));
            }
        }
    }
    for (words, setup) in watermarks {
        Sheet::of(document, setup).watermark(words, &mut setter);
    }
    let mut missing = setter.missing;
    let mut told = BTreeSet::new();
    missing.retain(|one| told.insert((one.character, one.place)));
    RunningFlaws {
        flaws: setter.flaws,
        missing,
    }
}

/// Words of ours in a part lead to whom it is about: what its columns hold can be made shorter, or its type smaller.
pub(super) fn lead_to_owner(flaws: &mut [Flaw], kind: PartKind) {
    let PartKind::Owner(owner) = kind else {
        return;
    };
    let whole = Place::of(owner, Field::Name);
    for flaw in flaws {
        match flaw.kind {
            FlawKind::BrokenWord | FlawKind::TooWide => {
                flaw.place.get_or_insert(whole);
            }
            // A row of names of others, subordinates say, is not high because of the first of them. (The part of a
            // department may hold the sheets of its roles.)
            FlawKind::TallRow
                if matches!(owner, Owner::Role(_))
                    && flaw.place.is_some_and(|place| place.owner != owner) =>
            {
                flaw.place = Some(whole);
            }
            _ => {}
        }
    }
}

/// About how long a header or footer is with the words of this part, half characters.
fn length(running: &Running, title: &str, setup: &PartSetup) -> usize {
    let width = |text: &str| -> usize {
        let widths = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
        widths.sum()
    };
    let sides = [&running.left, &running.middle, &running.right];
    let pieces = sides.into_iter().flatten().map(|piece| match piece {
        RunningText::PartTitle => width(title),
        RunningText::PartField(field) => width(setup.fields.get(*field)),
        // The same in every part.
        RunningText::Text(_) | RunningText::Page | RunningText::Pages => 0,
    });
    pieces.sum()
}

/// What is wrong with a logo where it stands on this page.
fn of_running_logo(logo: &Logo, page: &super::flow::LaidPage) -> Vec<Flaw> {
    let Some((pixels, _)) = super::picture::proportions(logo) else {
        return vec![Flaw::of_logo(FlawKind::UnreadablePicture)];
    };
    let printed = page.pictures.iter().filter_map(|item| match item {
        PageItem::Picture { area, .. } => Flaw::of_picture(pixels, area.width),
        _ => None,
    });
    printed.collect()
}

/// Each flaw once, in the order in which they were found; of the logo's, which is printed in several sizes, the worst.
pub(super) fn each_once(flaws: &mut Vec<Flaw>) {
    let coarse = |flaw: &Flaw| matches!(flaw.kind, FlawKind::CoarsePicture { .. });
    let worst = flaws.iter().copied().filter(coarse).min();
    let mut told = BTreeSet::new();
    flaws.retain(|flaw| (!coarse(flaw) || Some(*flaw) == worst) && told.insert(*flaw));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, CellKind, ParagraphStyle, Row};
    use crate::layout::paginate;
    use crate::layout::testing::{Fixed, cell, document, paragraph, part, row, table};
    use crate::model::{PictureFormat, RoleId, settings::TenthMm};
    use base64::Engine as _;
    use std::sync::Arc;

    const PURPOSE: Place = Place::role(RoleId(3), Field::Purpose);

    fn flaws_of(blocks: Vec<Block>) -> Vec<Flaw> {
        let document = document(vec![part(blocks)]);
        let pages = paginate(&document, &Fixed);
        let numbers = super::super::page_numbers(&document, &Fixed);
        assert_eq!(
            pages.flaws, numbers.flaws,
            "Word's readers are told the same"
        );
        pages.flaws
    }

    fn placed(text: &str) -> Paragraph {
        let mut paragraph = paragraph(ParagraphStyle::Item, text);
        paragraph.spans[0].place = Some(PURPOSE);
        paragraph
    }

    fn flaw(kind: FlawKind) -> Flaw {
        let place = Some(PURPOSE);
        Flaw { place, kind }
    }

    #[test]
    fn a_word_wider_than_its_line_is_told_once_with_its_field() {
        let address = "https://example.invalid/".to_owned() + &"path".repeat(80);
        let flaws = flaws_of(vec![Block::Paragraph(placed(&address))]);
        assert_eq!(flaws, [flaw(FlawKind::BrokenWord)]);
        let prose =
            "负责区域内的客户开发与维护，编制月度计划（含预算），参见 GB/T 9704。".repeat(20);
        assert_eq!(flaws_of(vec![Block::Paragraph(placed(&prose))]), []);
    }

    #[test]
    fn a_column_narrower_than_a_character_is_told() {
        let mut narrow = cell(CellKind::Plain, "甲");
        narrow.paragraphs = vec![placed("甲")];
        let mut narrow = table(2, vec![row(vec![narrow, cell(CellKind::Plain, "乙")])]);
        narrow.columns = vec![TenthMm(45), TenthMm(1500)];
        assert_eq!(
            flaws_of(vec![Block::Table(narrow)]),
            [flaw(FlawKind::TooWide)]
        );
    }

    #[test]
    fn a_high_row_of_names_of_others_leads_to_whose_sheet_it_is() {
        let mut tall = cell(CellKind::Plain, "");
        tall.paragraphs = (0..60).map(|_| placed("盘点库存")).collect();
        let row = Row {
            splittable: false,
            ..row(vec![tall])
        };
        let mut document = document(vec![part(vec![Block::Table(table(1, vec![row]))])]);
        let led_to = |document: &PrintDocument| paginate(document, &Fixed).flaws[0].place;
        for (owner, place) in [
            (PURPOSE.owner, PURPOSE),
            (Owner::Role(RoleId(9)), Place::role(RoleId(9), Field::Name)),
            (Owner::Company, PURPOSE),
        ] {
            document.parts[0].kind = PartKind::Owner(owner);
            assert_eq!(led_to(&document), Some(place));
        }
    }

    #[test]
    fn a_row_that_must_stay_whole_and_is_higher_than_a_page_is_told() {
        let tall = |splittable| {
            let mut tall = cell(CellKind::Plain, "");
            tall.paragraphs = (0..60).map(|_| placed("盘点库存")).collect();
            let row = Row {
                splittable,
                ..row(vec![tall])
            };
            flaws_of(vec![Block::Table(table(1, vec![row]))])
        };
        assert_eq!(tall(false), [flaw(FlawKind::TallRow)]);
        assert_eq!(tall(true), [], "a long duty may well go on");
    }

    fn logo(width: u32) -> Block {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::DynamicImage::new_rgb8(width, width / 2);
        picture
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        let base64 = base64::engine::general_purpose::STANDARD.encode(bytes.into_inner());
        Block::Logo {
            logo: Arc::new(Logo {
                format: PictureFormat::Png,
                base64,
            }),
            width: TenthMm(508),
            height: TenthMm(508),
        }
    }

    #[test]
    fn a_logo_with_too_few_pixels_or_none_is_told() {
        // Two inches wide.
        let kind = FlawKind::CoarsePicture { dpi: 100 };
        assert_eq!(flaws_of(vec![logo(200)]), [Flaw::of_logo(kind)]);
        assert_eq!(flaws_of(vec![logo(301)]), []);
        let Block::Logo { width, height, .. } = logo(200) else {
            unreachable!("a logo");
        };
        let broken = Block::Logo {
            logo: Arc::new(Logo {
                format: PictureFormat::Jpeg,
                base64: "aGFsbG8=".into(),
            }),
            width,
            height,
        };
        let kind = FlawKind::UnreadablePicture;
        assert_eq!(flaws_of(vec![broken]), [Flaw::of_logo(kind)]);
    }

    #[test]
    fn a_header_with_too_much_text_is_told_as_the_company_s() {
        let mut document = document(vec![part(vec![])]);
        document.parts[0].running = true;
        document.header.left = vec![crate::document::RunningText::Text("甲".repeat(90))];
        let pages = paginate(&document, &Fixed);
        let place = Some(Place::of(Owner::Company, Field::Header));
        let kind = FlawKind::SmallRunning;
        assert_eq!(pages.flaws, [Flaw { place, kind }]);
    }

    #[test]
    fn the_header_of_each_part_is_looked_at_with_what_that_part_says_and_a_footer_is_told_as_one() {
        use crate::document::{PartField, RunningText};
        let mut document = document(vec![part(vec![]), part(vec![])]);
        for part in &mut document.parts {
            part.running = true;
        }
        document.parts[0].title = "\u{7532}".repeat(20);
        let code = vec![RunningText::PartField(PartField::Code)];
        let told = |document: &PrintDocument| paginate(document, &Fixed).flaws;
        document.footer.middle = code.clone();
        assert_eq!(told(&document), []);
        document.parts[1].setup.fields.code = "\u{7532}".repeat(90);
        let kind = FlawKind::SmallRunning;
        let place = |field| Some(Place::of(Owner::Company, field));
        let of = |field| Flaw {
            place: place(field),
            kind,
        };
        assert_eq!(told(&document), [of(Field::Footer)]);
        document.header.left = code;
        assert_eq!(told(&document), [of(Field::Header), of(Field::Footer)]);
    }
}
