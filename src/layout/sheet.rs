//! What a page is beside its text: its sheet, which side the binding is on, header, footer and watermark.
//!
//! Parts are laid out without knowing on which page they begin, as if every page were a right-hand one; here a page
//! gets its number, and with it its side.

use super::flow::{Frame, LaidPage};
use super::line::{MIDDLE, Setter};
use super::page::{Area, Page, PageItem, Watermark};
use super::paginate::{Directory, finished};
use super::running::{self, Band, Numbers};
use super::structure::Structure;
use crate::document::{PageSetup, ParagraphStyle, Part, PartSetup, PrintDocument};
use crate::fonts::{Face, Measure};
use crate::model::settings::{FontFamily, PageCount};

/// How light a watermark is: clear enough to be read, and black text on it stays black text.
const WATERMARK_GREY: f32 = 0.85;
/// Rises from left to right by this angle.
const WATERMARK_ANGLE: f32 = std::f32::consts::FRAC_PI_4;
/// Length of a watermark, in shorter sides of the sheet: at 45° it then spans four fifths of that side.
const WATERMARK_LENGTH: f32 = 1.1;
/// Its greatest size, in shorter sides.
const WATERMARK_SIZE: f32 = 0.2;

/// The sheet on which the pages of a part are printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sheet {
    page: PageSetup,
    /// Of a right-hand page.
    pub(super) frame: Frame,
    bands: [Band; 2],
    /// Lies on its side, other than the document's sheet.
    turned: bool,
}

/// Which page of which part, for what is said about it.
#[derive(Clone, Copy)]
pub(super) struct PageOf<'a> {
    pub(super) title: &'a str,
    pub(super) running: bool,
    pub(super) setup: &'a PartSetup,
    /// In the document, from 0.
    pub(super) index: usize,
    /// In the part, from 0, and how many pages the part has.
    pub(super) nth: usize,
    pub(super) pages: usize,
}

impl<'a> PageOf<'a> {
    /// The first page of a part that begins on page `index` and has so many pages.
    pub(super) fn first(part: &'a Part, index: usize, pages: usize) -> PageOf<'a> {
        PageOf {
            title: &part.title,
            running: part.running,
            setup: &part.setup,
            index,
            nth: 0,
            pages,
        }
    }
}

impl Sheet {
    pub(super) fn of(document: &PrintDocument, setup: &PartSetup) -> Sheet {
        let turned = setup.turned;
        let page = if turned {
            document.page.turned()
        } else {
            document.page
        };
        let frame = Frame::of(&page);
        let style = |style| document.styles.get(style);
        let header = Band::header(&frame, style(ParagraphStyle::Header));
        let footer = Band::footer(&frame, &page, style(ParagraphStyle::Footer));
        Sheet {
            page,
            frame,
            bands: [header, footer],
            turned,
        }
    }

    /// Width and height, pt.
    fn size(&self) -> (f32, f32) {
        (self.page.width.points(), self.page.height.points())
    }

    /// Whether page `index`, from 0, is a left-hand page that mirrors right-hand ones.
    fn mirrors(&self, index: usize) -> bool {
        self.page.mirrored && index % 2 == 1
    }

    /// How far everything on page `index` stands to the right of where it was laid out, pt.
    pub(super) fn shift(&self, index: usize) -> f32 {
        if self.mirrors(index) {
            self.page.right.points() - self.frame.left
        } else {
            0.0
        }
    }

    /// Moves the figures of a part to the sides on which their pages came to lie.
    pub(super) fn shift_figures(&self, structure: &mut Structure) {
        for figure in &mut structure.figures {
            figure.area.x += self.shift(structure.first_page + figure.page);
        }
    }

    /// Draws header and footer of a page.
    pub(super) fn draw_running<M: Measure>(
        &self,
        document: &PrintDocument,
        (at, pages): (PageOf<'_>, usize),
        setter: &mut Setter<'_, M>,
        page: &mut LaidPage,
    ) {
        let (number, count) = match document.page_count {
            PageCount::Document => (at.index + 1, pages),
            PageCount::Part => (at.nth + 1, at.pages),
        };
        let numbers = Numbers {
            page: number,
            pages: count,
            title: at.title,
            setup: at.setup,
            mirrored: self.mirrors(at.index),
        };
        let mut frame = self.frame;
        frame.left += self.shift(at.index);
        let both = [&document.header, &document.footer];
        for (running, band) in both.into_iter().zip(self.bands) {
            running::draw(running, band, numbers, &frame, setter, page);
        }
    }

    /// A laid-out page as it is printed.
    pub(super) fn complete<M: Measure>(
        &self,
        document: &PrintDocument,
        mut page: LaidPage,
        at: PageOf<'_>,
        directory: &Directory,
        setter: &mut Setter<'_, M>,
    ) -> Page {
        page.shift(self.shift(at.index));
        let words = &at.setup.watermark;
        if !words.is_empty() {
            // Behind all text, above the shades of labels, which would hide it.
            page.fills.extend(self.watermark(words, setter));
        }
        if at.running {
            self.draw_running(document, (at, directory.pages), setter, &mut page);
        }
        Page {
            size: self.turned.then(|| self.size()),
            ..finished(page, directory, setter)
        }
    }

    /// Words behind a page's text; `None` if nothing of them is seen.
    pub(super) fn watermark<M: Measure>(
        &self,
        words: &str,
        setter: &mut Setter<'_, M>,
    ) -> Option<PageItem> {
        let (width, height) = self.size();
        let side = width.min(height);
        let face = Face::of(FontFamily::Hei, true);
        let unit = setter.width_of(words, face, 1.0);
        let size = (WATERMARK_LENGTH * side / unit.max(0.01)).min(WATERMARK_SIZE * side);
        let line = setter.plain(words, face, size, None);
        let mut texts = line.texts;
        for text in &mut texts {
            text.x -= line.end / 2.0;
            text.y = MIDDLE * size;
        }
        (!texts.is_empty()).then_some(PageItem::Watermark(Watermark {
            texts,
            centre: (width / 2.0, height / 2.0),
            angle: WATERMARK_ANGLE,
            grey: WATERMARK_GREY,
        }))
    }
}

impl LaidPage {
    /// Moves everything to the right.
    fn shift(&mut self, by: f32) {
        if by == 0.0 {
            return;
        }
        let areas = self.links.iter_mut().map(|(area, ..)| area);
        areas.for_each(|area: &mut Area| area.x += by);
        for entry in &mut self.entries {
            entry.area.x += by;
            entry.end += by;
        }
        let items = [
            &mut self.fills,
            &mut self.pictures,
            &mut self.rules,
            &mut self.texts,
        ];
        for item in items.into_iter().flatten() {
            match item {
                PageItem::Text(text) => text.x += by,
                PageItem::Rule { from, to, .. } => {
                    from.0 += by;
                    to.0 += by;
                }
                PageItem::Fill { area, .. }
                | PageItem::Picture { area, .. }
                | PageItem::Link { area, .. } => area.x += by,
                PageItem::Watermark(mark) => mark.centre.0 += by,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, ParagraphStyle, Running, RunningText};
    use crate::layout::testing::{
        Fixed, document, heading, page_text, paragraph, part, right_edge, texts,
    };
    use crate::layout::{Pages, page_numbers, paginate};
    use crate::model::settings::{LogoPlace, TenthMm};
    use crate::model::{Logo, PictureFormat};
    use std::sync::Arc;

    fn lines(count: usize) -> Vec<Block> {
        let line = Block::Paragraph(paragraph(ParagraphStyle::Body, "甲"));
        let title = Block::Paragraph(heading(1, "标题"));
        std::iter::once(title).chain(vec![line; count]).collect()
    }

    fn running_part(count: usize) -> Part {
        Part {
            running: true,
            title: "经理".into(),
            ..part(lines(count))
        }
    }

    fn left_edge(pages: &Pages, page: usize) -> f32 {
        let on_page = texts(pages).filter(|&(number, _)| number == page);
        on_page.map(|(_, text)| text.x).fold(f32::MAX, f32::min)
    }

    #[test]
    fn the_gutter_takes_room_at_the_inner_margin() {
        let long = Block::Paragraph(paragraph(ParagraphStyle::Cell, &"甲".repeat(4000)));
        let mut document = document(vec![part(vec![long])]);
        document.page.gutter = TenthMm(100);
        document.page.right = TenthMm(150);
        let edges = |pages: &Pages, page: usize| {
            let on_page = texts(pages).filter(|&(number, _)| number == page);
            let right = on_page
                .map(|(_, text)| right_edge(text))
                .fold(0.0, f32::max);
            (left_edge(pages, page), right)
        };
        let near = |(left, right): (f32, f32), wanted: (u16, u16)| {
            let (from, to) = (
                TenthMm(wanted.0).points(),
                TenthMm(2100 - wanted.1).points(),
            );
            assert!((left - from).abs() < 0.01, "{left} not {from}");
            assert!(right <= to + 0.05 && right > to - 12.0, "{right} not {to}");
        };
        let pages = paginate(&document, &Fixed);
        near(edges(&pages, 0), (350, 150));
        near(edges(&pages, 1), (350, 150));
        document.page.mirrored = true;
        let pages = paginate(&document, &Fixed);
        near(edges(&pages, 0), (350, 150));
        near(edges(&pages, 1), (150, 350));
    }

    #[test]
    fn headers_change_sides_on_mirrored_pages() {
        let mut document = document(vec![running_part(60)]);
        document.page.mirrored = true;
        document.header.left = vec![RunningText::Text("公司".into())];
        document.header.right = vec![RunningText::PartTitle];
        let pages = paginate(&document, &Fixed);
        assert!(page_text(&pages, 0).ends_with("公司经理"));
        assert!(page_text(&pages, 1).ends_with("经理公司"));
    }

    #[test]
    fn a_part_that_begins_on_an_odd_page_leaves_an_empty_one_before_it() {
        let mut parts: Vec<Part> = (0..4).map(|_| running_part(5)).collect();
        for part in &mut parts {
            part.setup.odd_start = true;
        }
        parts[3].setup.odd_start = false;
        let mut document = document(parts);
        document.footer.middle = vec![RunningText::Page];
        document.header.rule = true;
        let pages = paginate(&document, &Fixed);
        let starts: Vec<usize> = pages.outline.iter().map(|entry| entry.page).collect();
        assert_eq!(starts, [0, 2, 4, 5]);
        assert_eq!(pages.pages.len(), 6);
        assert_eq!(pages.pages[1].items, []);
        assert!(page_text(&pages, 2).ends_with('3'));
        assert_eq!(pages.structure[1].first_page, 2);
        assert_eq!(page_numbers(&document, &Fixed), pages.numbers());
    }

    #[test]
    fn pages_are_counted_by_part_where_that_is_wanted() {
        let mut document = document(vec![running_part(60), running_part(5)]);
        document.footer.middle = vec![
            RunningText::Page,
            RunningText::Text("/".into()),
            RunningText::Pages,
        ];
        let said = |document: &PrintDocument| {
            let pages = paginate(document, &Fixed);
            let all = (0..pages.pages.len()).map(|page| page_text(&pages, page));
            all.map(|text| text.trim_start_matches(['标', '题', '甲']).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(said(&document), ["1/3", "2/3", "3/3"]);
        document.page_count = PageCount::Part;
        assert_eq!(said(&document), ["1/2", "2/2", "1/1"]);
    }

    #[test]
    fn a_turned_part_has_its_own_sheet_and_its_headers_fit_it() {
        let mut turned = running_part(60);
        turned.setup.turned = true;
        let mut document = document(vec![running_part(5), turned]);
        document.header.right = vec![RunningText::PartTitle];
        let pages = paginate(&document, &Fixed);
        let upright = (pages.width, pages.height);
        assert_eq!(pages.size(0), upright);
        assert_eq!(pages.size(1), (upright.1, upright.0));
        let right = texts(&pages).filter(|(page, text)| *page == 1 && text.text == "经理");
        let right = right.map(|(_, text)| right_edge(text)).fold(0.0, f32::max);
        let margin = document.page.turned().right.points();
        assert!((right - (upright.1 - margin)).abs() < 0.1, "{right}");
        for (page, text) in texts(&pages) {
            let (width, height) = pages.size(page);
            assert!(text.x > 0.0 && right_edge(text) < width && text.y < height);
        }
    }

    #[test]
    fn a_watermark_stands_once_on_each_page_of_its_part_and_inside_the_sheet() {
        let mut marked = running_part(60);
        marked.setup.watermark = "受控文件".into();
        let pages = paginate(&document(vec![running_part(5), marked]), &Fixed);
        let marks = |page: usize| {
            let items = pages.pages[page].items.iter();
            let marks = items.filter_map(|item| match item {
                PageItem::Watermark(mark) => Some(mark),
                _ => None,
            });
            marks.collect::<Vec<_>>()
        };
        assert!(marks(0).is_empty());
        for page in 1..pages.pages.len() {
            let [mark] = marks(page)[..] else {
                panic!("one on page {page}");
            };
            let said: String = mark.texts.iter().map(|text| text.text.as_str()).collect();
            assert_eq!(said, "受控文件");
            let (sin, cos) = mark.angle.sin_cos();
            let text = &mark.texts[0];
            let end = text.x + 4.0 * text.size;
            assert!((text.x + end).abs() < 0.1, "in the middle");
            for along in [text.x, end] {
                for up in [text.y - text.size, text.y + 0.2 * text.size] {
                    let x = mark.centre.0 + along * cos + up * sin;
                    let y = mark.centre.1 - along * sin + up * cos;
                    assert!(x > 0.0 && x < pages.width && y > 0.0 && y < pages.height);
                }
            }
        }
    }

    #[test]
    fn the_logo_stands_where_it_is_wanted_and_as_high() {
        let png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNg+A8AAQIBAEK+vGgAAAAASUVORK5CYII=";
        let mut document = document(vec![running_part(60)]);
        document.page.mirrored = true;
        document.header = Running {
            left: vec![RunningText::Text("左".into())],
            middle: vec![RunningText::Text("中".into())],
            right: vec![RunningText::Text("右".into())],
            logo: Some(Arc::new(Logo {
                format: PictureFormat::Png,
                base64: png.into(),
            })),
            ..Running::default()
        };
        let placed = |document: &PrintDocument, page: usize| {
            let pages = paginate(document, &Fixed);
            let items = pages.pages[page].items.iter();
            let area = items.filter_map(|item| match item {
                PageItem::Picture { area, .. } => Some((area.x, area.width, area.height)),
                _ => None,
            });
            (area.collect::<Vec<_>>(), page_text(&pages, page))
        };
        let (left, right) = (70.87, 524.41);
        let near = |a: f32, b: f32| (a - b).abs() < 0.1;
        for (place, x) in [
            (LogoPlace::Left, 0.0),
            (LogoPlace::Middle, 0.5),
            (LogoPlace::Right, 1.0),
        ] {
            document.header.logo_place = place;
            for (page, x) in [(0, x), (1, 1.0 - x)] {
                let (areas, text) = placed(&document, page);
                let [(at, width, height)] = areas[..] else {
                    panic!("one logo, {place:?}");
                };
                assert!(
                    near(at, left + x * (right - left - width)),
                    "{place:?} {at}"
                );
                assert!(near(height, 28.0) && near(width, 56.0));
                assert_eq!(text.contains('中'), place != LogoPlace::Middle);
                assert!(text.contains('左') && text.contains('右'));
            }
        }
        document.header.logo_height = TenthMm(50);
        assert!(near(placed(&document, 0).0[0].2, TenthMm(50).points()));
        document.header.logo_place = LogoPlace::None;
        assert!(placed(&document, 0).0.is_empty());
    }
}
