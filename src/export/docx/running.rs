//! Headers and footers: three texts on tab stops, with the fields that Word computes.

use super::fonts::run_font;
use super::picture::Pictures;
use super::sections::{Band, Reference, Sections, Shown};
use super::styles::twips;
use super::text::{Manner, Texts, field};
use super::watermark;
use crate::document::style_names::PART_TITLE;
use crate::document::{
    Block, PageSetup, ParagraphStyle, Part, PrintDocument, Running, RunningText, StyleSheet,
};
use crate::export::ExportWarning;
use crate::fonts::{EmbeddedFonts, Face, Measure as _, resolve};
use crate::model::settings::{FontFamily, LogoPlace, PageCount};
use docx_rs as dx;
use docx_rs::BuildXML as _;

/// Between text and rule, pt (whole points in Word), and between rule and text block; as in our own layout.
const RULE_GAP: usize = 2;
const BLOCK_GAP: f32 = 9.0;

/// The rule, eighths of a point.
const RULE: usize = 4;

/// The largest logo in a header: height in points, and its share of the text's width; as in our own layout.
const LOGO_HEIGHT: f32 = 28.0;
const LOGO_SHARE: f32 = 0.3;

/// What a wished height of the logo leaves at the edge of the sheet, pt; as in our own layout.
const SHEET_EDGE: f32 = 14.0;

/// Between logo and text: about half a character.
const GAP: &str = "  ";

/// A header or footer as a part of the file.
pub(super) struct BandPart {
    /// How sections name it.
    pub(super) reference: Reference,
    /// docx-rs's XML, with one paragraph and nothing in it.
    pub(super) xml: Vec<u8>,
    /// The runs of the paragraph.
    pub(super) runs: String,
    /// A run to be put behind its text: the watermark.
    pub(super) watermark: Option<String>,
    /// Name of the picture that it refers to.
    pub(super) picture: Option<String>,
}

/// Writes headers and footers.
struct Writer<'a, 't> {
    document: &'a PrintDocument,
    /// Number of pages until Word computes it.
    pages: usize,
    texts: &'a mut Texts<'t>,
    pictures: &'a mut Pictures,
}

/// Every header and footer of a document; `pages` is how many it has in our own layout.
pub(super) fn write(
    document: &PrintDocument,
    sections: &Sections,
    pages: usize,
    texts: &mut Texts<'_>,
    pictures: &mut Pictures,
) -> Vec<BandPart> {
    let by_word = sections
        .bands
        .iter()
        .filter_map(|(band, _)| band.shown.as_ref());
    if by_word.into_iter().any(|shown| shown.title.is_none()) {
        // Only for the characters that Word may show there.
        for title in document
            .parts
            .iter()
            .filter(|part| part.running)
            .filter_map(title_of)
        {
            for (style, running) in [
                (ParagraphStyle::Header, &document.header),
                (ParagraphStyle::Footer, &document.footer),
            ] {
                if names_part(running) {
                    texts.repeated(Manner::of(style), &title, &mut String::new());
                }
            }
        }
    }
    let mut writer = Writer {
        document,
        pages,
        texts,
        pictures,
    };
    let bands = sections.bands.iter().enumerate();
    bands
        .map(|(index, (band, number))| writer.part(band, *number, index + 1))
        .collect()
}

fn names_part(running: &Running) -> bool {
    let thirds = [&running.left, &running.middle, &running.right];
    let mut pieces = thirds.into_iter().flatten();
    pieces.any(|piece| *piece == RunningText::PartTitle)
}

/// The text that the field in the header repeats: see `Body::paragraph`.
fn title_of(part: &Part) -> Option<String> {
    part.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph)
            if matches!(
                paragraph.style,
                ParagraphStyle::Title | ParagraphStyle::ContentsTitle
            ) =>
        {
            Some(
                paragraph
                    .spans
                    .iter()
                    .map(|span| span.text.as_str())
                    .collect(),
            )
        }
        _ => None,
    })
}

/// Distances of header and footer from the edges of the sheet, twips.
pub(super) fn distances(page: &PageSetup, sheet: &StyleSheet, header: &Running) -> (i32, i32) {
    let away = |margin: f32, height: f32| {
        let gap = BLOCK_GAP.min(margin * 0.2) + RULE_GAP as f32;
        twips((margin - gap - height).max(0.0))
    };
    let (top, bottom) = (page.top.points(), page.bottom.points());
    let line = sheet.get(ParagraphStyle::Header).line;
    let height = if header.logo.is_some() && header.logo_place != LogoPlace::None {
        line.max(logo_height(header, page))
    } else {
        line
    };
    let footer = sheet.get(ParagraphStyle::Footer).line;
    (away(top, height), away(bottom, footer))
}

/// Greatest height of the logo, pt.
fn logo_height(running: &Running, page: &PageSetup) -> f32 {
    let top = page.top.points();
    let usual = LOGO_HEIGHT.min(top * 0.6);
    match running.logo_height.points() {
        wanted if wanted > 0.0 => {
            let room = top - BLOCK_GAP.min(top * 0.2) - RULE_GAP as f32 - SHEET_EDGE;
            wanted.min(room.max(usual))
        }
        _ => usual,
    }
}

impl Writer<'_, '_> {
    fn part(&mut self, band: &Band, number: usize, nth: usize) -> BandPart {
        let page = band.page(self.document);
        let mut runs = String::new();
        let (paragraph, picture) = match &band.shown {
            Some(shown) => self.paragraph(band, shown, &page, &mut runs),
            None => (dx::Paragraph::new().style(style_id(band)), None),
        };
        let xml = if band.is_header {
            dx::Header::new().add_paragraph(paragraph).build()
        } else {
            dx::Footer::new().add_paragraph(paragraph).build()
        };
        BandPart {
            reference: Reference {
                is_header: band.is_header,
                even: band.even,
                number,
            },
            xml,
            runs,
            watermark: (!band.watermark.is_empty())
                .then(|| self.watermark(&band.watermark, &page, nth)),
            picture,
        }
    }

    fn watermark(&mut self, words: &str, page: &PageSetup, nth: usize) -> String {
        // LibreOffice takes the document's usual font for such words, whichever is named.
        let face = self.texts.one_face(Face::of(FontFamily::Hei, true), words);
        let advance = |c| EmbeddedFonts.advance(resolve(face, c).unwrap_or(face), c);
        let font = run_font(face, self.texts.embed());
        watermark::run(words, words.chars().map(advance).sum(), page, font, nth)
    }

    /// The paragraph of a header or footer, and the name of its picture; its runs are appended.
    fn paragraph(
        &mut self,
        band: &Band,
        shown: &Shown,
        page: &PageSetup,
        runs: &mut String,
    ) -> (dx::Paragraph, Option<String>) {
        let (style, running) = if band.is_header {
            (ParagraphStyle::Header, &self.document.header)
        } else {
            (ParagraphStyle::Footer, &self.document.footer)
        };
        let mut paragraph = framed(band, running, page);
        let mut thirds = [&running.left, &running.middle, &running.right].map(|third| {
            let mut out = String::new();
            for piece in third {
                self.piece(piece, style, shown, &mut out);
            }
            out
        });
        let mut name = None;
        if let Some((run, picture)) = self.logo(running, page) {
            name = Some(picture);
            let line = twips(self.texts.sheet().get(style).line);
            let at_least = dx::LineSpacing::new().line_rule(dx::LineSpacingType::AtLeast);
            paragraph = paragraph.line_spacing(at_least.line(line));
            let run = String::from_utf8_lossy(&run.build()).into_owned();
            let mut gap = String::new();
            self.texts.plain(Manner::of(style), GAP, &mut gap);
            let [left, middle, right] = &mut thirds;
            match running.logo_place {
                LogoPlace::Left | LogoPlace::None => *left = run + &gap + left,
                LogoPlace::Middle => *middle = run,
                LogoPlace::Right => *right += &(gap + &run),
            }
        }
        // Even pages are the mirror of odd ones; those on their side are alike.
        if band.even && !band.turned {
            thirds.swap(0, 2);
        }
        let last = thirds.iter().rposition(|third| !third.is_empty());
        for (index, third) in thirds.into_iter().enumerate() {
            if index > 0 && last.is_some_and(|last| index <= last) {
                runs.push_str("<w:r><w:tab/></w:r>");
            }
            runs.push_str(&third);
        }
        (paragraph, name)
    }

    fn logo(&mut self, running: &Running, page: &PageSetup) -> Option<(dx::Run, String)> {
        let logo = running.logo.as_ref()?;
        if running.logo_place == LogoPlace::None {
            return None;
        }
        let width = page.text_width().points() * LOGO_SHARE;
        let picture = self
            .pictures
            .in_band(logo, width, logo_height(running, page));
        if picture.is_none() {
            self.texts.warn(ExportWarning::UnreadableLogo);
        }
        picture
    }

    fn piece(
        &mut self,
        piece: &RunningText,
        style: ParagraphStyle,
        shown: &Shown,
        out: &mut String,
    ) {
        let texts = &mut *self.texts;
        let manner = Manner::of(style);
        match piece {
            RunningText::Text(text) => texts.plain(manner, text, out),
            RunningText::Page => {
                texts.field_digits(style);
                field(manner, "PAGE", out, |out| texts.plain(manner, "1", out));
            }
            RunningText::Pages => {
                texts.field_digits(style);
                let (name, pages) = match self.document.page_count {
                    PageCount::Document => ("NUMPAGES", Some(self.pages)),
                    PageCount::Part => ("SECTIONPAGES", shown.pages),
                };
                let pages = pages.map_or_else(String::new, |pages| pages.to_string());
                field(manner, name, out, |out| texts.plain(manner, &pages, out));
            }
            RunningText::PartField(field) => {
                let mut fields = shown.fields.iter();
                if let Some((_, text)) = fields.find(|(named, _)| named == field) {
                    texts.plain(manner, text, out);
                }
            }
            RunningText::PartTitle => match &shown.title {
                Some(title) => texts.repeated(manner, title, out),
                None => field(manner, &format!("STYLEREF \"{PART_TITLE}\""), out, |_| {}),
            },
        }
    }
}

fn style_id(band: &Band) -> &'static str {
    if band.is_header { "Header" } else { "Footer" }
}

/// An empty paragraph with its tab stops and its rule.
fn framed(band: &Band, running: &Running, page: &PageSetup) -> dx::Paragraph {
    let mut paragraph = dx::Paragraph::new().style(style_id(band));
    let width = page.text_width().points();
    for (kind, at) in [
        (dx::TabValueType::Center, width / 2.0),
        (dx::TabValueType::Right, width),
    ] {
        let at = usize::try_from(twips(at)).unwrap_or_default();
        paragraph = paragraph.add_tab(dx::Tab::new().val(kind).pos(at));
    }
    if running.rule {
        let side = if band.is_header {
            dx::ParagraphBorderPosition::Bottom
        } else {
            dx::ParagraphBorderPosition::Top
        };
        let border = dx::ParagraphBorder::new(side)
            .size(RULE)
            .space(RULE_GAP)
            .color("000000");
        let borders = dx::ParagraphBorders::with_empty().set(border);
        paragraph.property = paragraph.property.set_borders(borders);
    }
    paragraph
}
