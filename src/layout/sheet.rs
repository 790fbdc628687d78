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

    fn watermark<M: Measure>(&self, words: &str, setter: &mut Setter<'_, M>) -> Option<PageItem> {
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
