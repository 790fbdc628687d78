//! One page → its drawing.
//!
//! Paints fills, pictures, rules and then text, whatever the order of the items, so that nothing covers text.
//! Positions are rounded to a thousandth of a point (0.4 µm): the moves of a PDF's text cursor are relative,
//! and whole thousandths add up without an error.

use super::faces::{DocumentFace, DocumentFaces, Writing};
use super::pictures::Pictures;
use super::stream::{ContentStream, fine, thousandths};
use super::tags::Tags;
use crate::layout::{Area, Meaning, Missing, Page, PageItem, Text};

/// Writes pages of one document.
pub(super) struct PageWriter<'a> {
    faces: &'a DocumentFaces,
    pictures: &'a Pictures,
    /// Height of the present page's sheet, pt; a PDF counts from the lower edge.
    height: f32,
    out: ContentStream,
    /// What of the pages is what; `None` leaves it unsaid.
    pub(super) tags: Option<Tags>,
    /// Characters that layout put into a face that lacks them.
    pub(super) lacking: Vec<Missing>,
}

impl<'a> PageWriter<'a> {
    /// Nothing painted yet. `tags` shall know what of the pages is what.
    pub(super) fn new(
        faces: &'a DocumentFaces,
        pictures: &'a Pictures,
        tags: Option<Tags>,
    ) -> PageWriter<'a> {
        PageWriter {
            faces,
            pictures,
            height: 0.0,
            out: ContentStream::default(),
            tags,
            lacking: Vec::new(),
        }
    }

    /// The content stream that paints `page`, whose sheet is so many pt high.
    pub(super) fn paint(&mut self, page: &Page, height: f32) -> &[u8] {
        self.height = height;
        self.out.clear();
        if let Some(tags) = &mut self.tags {
            tags.begin_page();
        }
        self.decorate(|writer| writer.paint_fills(page));
        self.decorate(|writer| writer.paint_watermarks(page));
        self.paint_pictures(page);
        self.decorate(|writer| writer.paint_rules(page));
        self.paint_texts(page);
        self.out.bytes()
    }

    /// Paints something that is not read aloud.
    fn decorate(&mut self, paint: impl FnOnce(&mut Self)) {
        let before = self.out.len();
        let marked = self.mark(Meaning::Decoration);
        let begun = self.out.len();
        paint(self);
        if self.out.len() == begun {
            self.out.truncate(before);
        } else {
            self.end_mark(marked);
        }
    }

    /// Says what follows; false if nothing needs to be said.
    fn mark(&mut self, meaning: Meaning) -> bool {
        let Some(tags) = &mut self.tags else {
            return false;
        };
        match (tags.mark(meaning), meaning) {
            (Some((name, number)), _) => self.out.begin_marked(name, number),
            (None, Meaning::Header) => self
                .out
                .raw("/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"),
            (None, Meaning::Footer) => self
                .out
                .raw("/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"),
            (None, Meaning::Decoration | Meaning::Element(_)) => self.out.raw("/Artifact BMC\n"),
        }
        true
    }

    fn end_mark(&mut self, marked: bool) {
        if marked {
            self.out.raw("EMC\n");
        }
    }

    fn upwards(&self, y: f32) -> f32 {
        self.height - y
    }

    fn paint_fills(&mut self, page: &Page) {
        let mut current = 0.0;
        for item in &page.items {
            let PageItem::Fill { area, grey } = item else {
                continue;
            };
            if *grey != current {
                self.out.grey(*grey);
                current = *grey;
            }
            let bottom = self.upwards(area.y + area.height);
            let corner_and_size = [area.x, bottom, area.width, area.height];
            let corner_and_size = corner_and_size.map(thousandths);
            self.out.operation(&corner_and_size, "re f\n");
        }
        if current != 0.0 {
            self.out.grey(0.0);
        }
    }

    /// Grey on the paper and nothing see-through, which the archive forbids.
    fn paint_watermarks(&mut self, page: &Page) {
        let faces = self.faces;
        for item in &page.items {
            let PageItem::Watermark(mark) = item else {
                continue;
            };
            self.out.grey(mark.grey);
            self.out.raw("BT\n");
            let (sin, cos) = mark.angle.sin_cos();
            for text in &mark.texts {
                let Some(face) = faces.get(text.face).filter(|_| !text.text.is_empty()) else {
                    continue;
                };
                self.out.font(&face.id.0, text.size);
                let x = mark.centre.0 + text.x * cos + text.y * sin;
                let y = mark.centre.1 - text.x * sin + text.y * cos;
                let place = (thousandths(x), thousandths(self.upwards(y)));
                self.out.turned((fine(cos), fine(sin)), place);
                self.out.spacing(fine(text.spacing));
                LineWriter::new(text, face, &mut self.out).write();
            }
            self.out.raw("0 Tc\nET\n");
            self.out.grey(0.0);
        }
    }

    fn paint_pictures(&mut self, page: &Page) {
        let pictures = self.pictures;
        for item in &page.items {
            let PageItem::Picture {
                area,
                logo,
                meaning,
            } = item
            else {
                continue;
            };
            if let Some(name) = pictures.name(logo) {
                let marked = self.mark(*meaning);
                self.picture(*area, name);
                self.end_mark(marked);
            }
        }
    }

    /// A picture is one unit wide and high, and is stretched to its area.
    fn picture(&mut self, area: Area, name: &str) {
        let bottom = self.upwards(area.y + area.height);
        let stretched = [area.width, 0.0, 0.0, area.height, area.x, bottom];
        self.out.raw("q\n");
        self.out.operation(&stretched.map(thousandths), "cm\n/");
        self.out.raw(name);
        self.out.raw(" Do\nQ\n");
    }

    /// Rules end where layout says (a PDF's own way); it has made them meet in the corners of tables.
    fn paint_rules(&mut self, page: &Page) {
        let mut current = None;
        for item in &page.items {
            let PageItem::Rule {
                from,
                to,
                thickness,
            } = item
            else {
                continue;
            };
            if current != Some(*thickness) {
                self.out.operation(&[thousandths(*thickness)], "w\n");
                current = Some(*thickness);
            }
            let [from, to] =
                [from, to].map(|&(x, y)| [thousandths(x), thousandths(self.upwards(y))]);
            self.out.operation(&from, "m ");
            self.out.operation(&to, "l S\n");
        }
    }

    fn paint_texts(&mut self, page: &Page) {
        let faces = self.faces;
        let mut state = TextState::default();
        for item in &page.items {
            let PageItem::Text(text) = item else {
                continue;
            };
            let Some(face) = faces.get(text.face).filter(|_| !text.text.is_empty()) else {
                continue;
            };
            if !state.open {
                self.out.raw("BT\n");
                state.open = true;
            }
            if state.meaning != Some(text.meaning) {
                self.end_mark(state.marked);
                state.marked = self.mark(text.meaning);
                state.meaning = Some(text.meaning);
            }
            let position = (thousandths(text.x), thousandths(self.upwards(text.y)));
            state.prepare(text, face, position, &mut self.out);
            let mut line = LineWriter::new(text, face, &mut self.out);
            line.write();
            let lacking = line.lacking.into_iter();
            self.lacking.extend(lacking.map(|character| Missing {
                character,
                place: text.place,
            }));
        }
        self.end_mark(state.marked);
        if state.open {
            self.out.raw("ET\n");
        }
    }
}

/// What a PDF remembers from one text to the next on a page.
#[derive(Default)]
struct TextState {
    open: bool,
    /// What the present texts are, and whether that has been said.
    meaning: Option<Meaning>,
    marked: bool,
    face: Option<(crate::fonts::Face, f32)>,
    /// Thousandths of a pt from the lower left corner.
    position: (i64, i64),
    spacing: i64,
}

impl TextState {
    fn prepare(
        &mut self,
        text: &Text,
        face: &DocumentFace,
        position: (i64, i64),
        out: &mut ContentStream,
    ) {
        if self.face != Some((text.face, text.size)) {
            out.font(&face.id.0, text.size);
            self.face = Some((text.face, text.size));
        }
        // Relative to the start of the text before.
        let right = position.0.saturating_sub(self.position.0);
        let up = position.1.saturating_sub(self.position.1);
        out.operation(&[right, up], "Td\n");
        self.position = position;
        let spacing = fine(text.spacing);
        if spacing != self.spacing {
            out.spacing(spacing);
            self.spacing = spacing;
        }
    }
}

/// What of a text has been begun and not ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    Nothing,
    /// Strings and moves between them.
    Show,
    /// A string among these.
    String,
}

/// Writes one text: runs of glyphs, moves between them, and what a glyph means where it is not its own character.
struct LineWriter<'a> {
    text: &'a Text,
    face: &'a DocumentFace,
    out: &'a mut ContentStream,
    begun: Begun,
    /// How far the pen must still move right before the next glyph, pt.
    gap: f32,
    lacking: Vec<char>,
}

impl<'a> LineWriter<'a> {
    fn new(text: &'a Text, face: &'a DocumentFace, out: &'a mut ContentStream) -> LineWriter<'a> {
        LineWriter {
            text,
            face,
            out,
            begun: Begun::Nothing,
            gap: 0.0,
            lacking: Vec::new(),
        }
    }

    fn write(&mut self) {
        let text = self.text;
        let mut kerns = text.kerns.iter().peekable();
        for (index, c) in text.text.chars().enumerate() {
            match self.face.writing(c) {
                Writing::Plain(code) => self.glyph(code),
                Writing::Alias(code) => self.glyph_for(c, code),
                Writing::Blank(width) => self.blank(c, width),
                Writing::Nothing => self.gap += text.spacing,
                Writing::Lacking => {
                    self.lacking.push(c);
                    self.blank(c, 1000);
                }
            }
            while let Some((_, kern)) = kerns.next_if(|(at, _)| *at <= index) {
                self.gap += kern;
            }
        }
        self.end();
    }

    fn glyph(&mut self, code: u16) {
        if self.gap != 0.0 {
            self.close_gap();
        }
        if self.begun == Begun::Nothing {
            self.out.begin_show();
        }
        if self.begun != Begun::String {
            self.out.begin_string();
            self.begun = Begun::String;
        }
        self.out.code(code);
    }

    /// Moves the pen by what has gathered; a PDF moves left between strings, in thousandths of an em.
    fn close_gap(&mut self) {
        let em = self.text.size / 1000.0;
        if self.gap.is_finite() && em > 0.0 {
            let move_left = thousandths(-self.gap / em);
            if move_left != 0 {
                match self.begun {
                    Begun::Nothing => self.out.begin_show(),
                    Begun::String => self.out.end_string(),
                    Begun::Show => {}
                }
                self.out.move_left(move_left);
                self.begun = Begun::Show;
            }
        }
        self.gap = 0.0;
    }

    fn end(&mut self) {
        if self.begun == Begun::String {
            self.out.end_string();
        }
        if self.begun != Begun::Nothing {
            self.out.end_show();
        }
        self.begun = Begun::Nothing;
    }

    /// Paints a glyph and says that it means `c`.
    fn glyph_for(&mut self, c: char, code: u16) {
        self.close_gap();
        self.end();
        self.out.actual_text(c);
        self.glyph(code);
        self.end();
        self.out.raw("EMC\n");
    }

    /// A space of another width than the face's own, which stands in for it so that it can be copied.
    fn blank(&mut self, c: char, width: u16) {
        let mut rest = f32::from(width);
        if let Some((code, space)) = self.face.space() {
            self.glyph_for(c, code);
            rest -= f32::from(space);
        } else {
            self.gap += self.text.spacing;
        }
        self.gap += rest * self.text.size / 1000.0;
    }
}
