//! One page → printpdf's operations.
//!
//! Paints fills, pictures, rules and then text, whatever the order of the items, so that nothing covers text.
//! Positions are rounded to a thousandth of a point (0.4 µm): the moves of a PDF's text cursor are relative,
//! and whole thousandths add up without an error.

use std::collections::BTreeMap;

use printpdf::{
    Color, DictItem, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect,
    TextItem, TextMatrix, XObjectId, XObjectTransform,
};

use super::faces::{DocumentFace, DocumentFaces, Writing};
use super::pictures::Pictures;
use super::tags::Tags;
use crate::layout::{Area, Meaning, Missing, Page, PageItem, Text};

/// Rounds to the grid; what is not a number goes to the corner instead of into the file.
fn thousandths(v: f32) -> i64 {
    if v.is_finite() {
        (f64::from(v) * 1000.0).round() as i64
    } else {
        0
    }
}

fn grid(thousandths: i64) -> f32 {
    (thousandths as f64 / 1000.0) as f32
}

/// A length on the grid, pt.
pub(super) fn rounded(v: f32) -> f32 {
    grid(thousandths(v))
}

fn pt(v: f32) -> Pt {
    Pt(rounded(v))
}

fn grey(percent: f32) -> Op {
    let percent = rounded(percent).clamp(0.0, 1.0);
    Op::SetFillColor {
        col: Color::Greyscale(Greyscale {
            percent,
            icc_profile: None,
        }),
    }
}

/// Writes pages of one document.
pub(super) struct PageWriter<'a> {
    /// Height of the present page's sheet, pt; a PDF counts from the lower edge.
    pub(super) height: f32,
    pub(super) faces: &'a DocumentFaces,
    pub(super) pictures: &'a Pictures,
    /// What of the pages is what; `None` leaves it unsaid.
    pub(super) tags: Option<Tags>,
    /// Characters that layout put into a face that lacks them.
    pub(super) lacking: Vec<Missing>,
}

impl PageWriter<'_> {
    /// The operations that paint `page`, whose sheet is so many pt high.
    pub(super) fn paint(&mut self, page: &Page, height: f32) -> Vec<Op> {
        self.height = height;
        if let Some(tags) = &mut self.tags {
            tags.begin_page();
        }
        let mut ops = Vec::with_capacity(page.items.len() * 4 + 4);
        self.decorate(&mut ops, |writer, ops| writer.paint_fills(page, ops));
        self.decorate(&mut ops, |writer, ops| writer.paint_watermarks(page, ops));
        self.paint_pictures(page, &mut ops);
        self.decorate(&mut ops, |writer, ops| writer.paint_rules(page, ops));
        self.paint_texts(page, &mut ops);
        ops
    }

    /// Paints something that is not read aloud.
    fn decorate(&mut self, ops: &mut Vec<Op>, paint: impl FnOnce(&mut Self, &mut Vec<Op>)) {
        let mark = self.mark(Meaning::Decoration, ops);
        let before = ops.len();
        paint(self, ops);
        if mark && ops.len() == before {
            ops.pop();
        } else if mark {
            ops.push(Op::EndMarkedContent);
        }
    }

    /// Says what follows; false if nothing needs to be said.
    fn mark(&mut self, meaning: Meaning, ops: &mut Vec<Op>) -> bool {
        let Some(tags) = &mut self.tags else {
            return false;
        };
        let (tag, properties) = match (tags.mark(meaning), meaning) {
            (Some((tag, number)), _) => (tag, vec![("MCID", DictItem::Int(number))]),
            (None, Meaning::Header | Meaning::Footer) => {
                let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
                let band = match meaning {
                    Meaning::Header => "Header",
                    _ => "Footer",
                };
                let properties = vec![("Type", name("Pagination")), ("Subtype", name(band))];
                ("Artifact", properties)
            }
            (None, Meaning::Decoration | Meaning::Element(_)) => ("Artifact", Vec::new()),
        };
        let tag = tag.to_owned();
        if properties.is_empty() {
            ops.push(Op::BeginMarkedContent { tag });
        } else {
            let properties = properties.into_iter();
            let map = properties
                .map(|(key, value)| (key.to_owned(), value))
                .collect();
            let properties = DictItem::Dict { map };
            ops.push(Op::BeginMarkedContentWithProperties { tag, properties });
        }
        true
    }

    fn upwards(&self, y: f32) -> f32 {
        self.height - y
    }

    fn paint_fills(&self, page: &Page, ops: &mut Vec<Op>) {
        let mut current = 0.0;
        for item in &page.items {
            let PageItem::Fill { area, grey: light } = item else {
                continue;
            };
            if *light != current {
                ops.push(grey(*light));
                current = *light;
            }
            let rectangle = Rect {
                x: pt(area.x),
                y: pt(self.upwards(area.y + area.height)),
                width: pt(area.width),
                height: pt(area.height),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            };
            ops.push(Op::DrawRectangle { rectangle });
        }
        if current != 0.0 {
            ops.push(grey(0.0));
        }
    }

    /// Grey on the paper and nothing see-through, which the archive forbids.
    fn paint_watermarks(&mut self, page: &Page, ops: &mut Vec<Op>) {
        let faces = self.faces;
        for item in &page.items {
            let PageItem::Watermark(mark) = item else {
                continue;
            };
            ops.push(grey(mark.grey));
            ops.push(Op::StartTextSection);
            let (sin, cos) = mark.angle.sin_cos();
            for text in &mark.texts {
                let Some(face) = faces.get(text.face).filter(|_| !text.text.is_empty()) else {
                    continue;
                };
                ops.push(Op::SetFont {
                    font: PdfFontHandle::External(face.id.clone()),
                    size: pt(text.size),
                });
                let x = mark.centre.0 + text.x * cos + text.y * sin;
                let y = mark.centre.1 - text.x * sin + text.y * cos;
                let place = [rounded(x), rounded(self.upwards(y))];
                let [a, b] = [fine(cos), fine(sin)];
                ops.push(Op::SetTextMatrix {
                    matrix: TextMatrix::Raw([a, b, -b, a, place[0], place[1]]),
                });
                ops.push(Op::SetCharacterSpacing {
                    multiplier: fine(text.spacing),
                });
                let mut line = LineWriter::new(text, face, ops);
                line.write();
            }
            ops.push(Op::SetCharacterSpacing { multiplier: 0.0 });
            ops.push(Op::EndTextSection);
            ops.push(grey(0.0));
        }
    }

    fn paint_pictures(&mut self, page: &Page, ops: &mut Vec<Op>) {
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
                let marked = self.mark(*meaning, ops);
                ops.push(self.picture(*area, name));
                if marked {
                    ops.push(Op::EndMarkedContent);
                }
            }
        }
    }

    fn picture(&self, area: Area, name: &str) -> Op {
        let transform = XObjectTransform {
            translate_x: Some(pt(area.x)),
            translate_y: Some(pt(self.upwards(area.y + area.height))),
            scale_x: Some(rounded(area.width)),
            scale_y: Some(rounded(area.height)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        let id = XObjectId(name.to_owned());
        Op::UseXobject { id, transform }
    }

    /// Rules end where layout says (a PDF's own way); it has made them meet in the corners of tables.
    fn paint_rules(&self, page: &Page, ops: &mut Vec<Op>) {
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
                ops.push(Op::SetOutlineThickness { pt: pt(*thickness) });
                current = Some(*thickness);
            }
            let points = [from, to].map(|&(x, y)| LinePoint {
                p: Point {
                    x: pt(x),
                    y: pt(self.upwards(y)),
                },
                bezier: false,
            });
            let line = Line {
                points: points.to_vec(),
                is_closed: false,
            };
            ops.push(Op::DrawLine { line });
        }
    }

    fn paint_texts(&mut self, page: &Page, ops: &mut Vec<Op>) {
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
                ops.push(Op::StartTextSection);
                state.open = true;
            }
            if state.meaning != Some(text.meaning) {
                if state.marked {
                    ops.push(Op::EndMarkedContent);
                }
                state.marked = self.mark(text.meaning, ops);
                state.meaning = Some(text.meaning);
            }
            let position = (thousandths(text.x), thousandths(self.upwards(text.y)));
            state.prepare(text, face, position, ops);
            let mut line = LineWriter::new(text, face, ops);
            line.write();
            let lacking = line.lacking.into_iter();
            self.lacking.extend(lacking.map(|character| Missing {
                character,
                place: text.place,
            }));
        }
        if state.marked {
            ops.push(Op::EndMarkedContent);
        }
        if state.open {
            ops.push(Op::EndTextSection);
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
    position: (i64, i64),
    spacing: f32,
}

impl TextState {
    fn prepare(
        &mut self,
        text: &Text,
        face: &DocumentFace,
        position: (i64, i64),
        ops: &mut Vec<Op>,
    ) {
        if self.face != Some((text.face, text.size)) {
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(face.id.clone()),
                size: pt(text.size),
            });
            self.face = Some((text.face, text.size));
        }
        // Relative to the start of the text before, although printpdf's name for it says otherwise.
        let pos = Point {
            x: Pt(grid(position.0 - self.position.0)),
            y: Pt(grid(position.1 - self.position.1)),
        };
        ops.push(Op::SetTextCursor { pos });
        self.position = position;
        let spacing = fine(text.spacing);
        if spacing != self.spacing {
            ops.push(Op::SetCharacterSpacing {
                multiplier: spacing,
            });
            self.spacing = spacing;
        }
    }
}

/// Rounds a spacing to 10⁻⁵ pt: it is added up over a line of some 60 characters.
fn fine(v: f32) -> f32 {
    if v.is_finite() {
        ((f64::from(v) * 1e5).round() / 1e5) as f32
    } else {
        0.0
    }
}

/// Writes one text: runs of glyphs, moves between them, and what a glyph means where it is not its own character.
struct LineWriter<'a> {
    text: &'a Text,
    face: &'a DocumentFace,
    ops: &'a mut Vec<Op>,
    items: Vec<TextItem>,
    run: String,
    /// How far the pen must still move right before the next glyph, pt.
    gap: f32,
    lacking: Vec<char>,
}

impl<'a> LineWriter<'a> {
    fn new(text: &'a Text, face: &'a DocumentFace, ops: &'a mut Vec<Op>) -> LineWriter<'a> {
        LineWriter {
            text,
            face,
            ops,
            items: Vec::new(),
            run: String::with_capacity(text.text.len()),
            gap: 0.0,
            lacking: Vec::new(),
        }
    }

    fn write(&mut self) {
        let text = self.text;
        let mut kerns = text.kerns.iter().peekable();
        for (index, c) in text.text.chars().enumerate() {
            match self.face.writing(c) {
                Writing::Plain => self.glyph(c),
                Writing::Alias(drawn) => self.glyph_for(c, drawn),
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
        self.show();
    }

    fn glyph(&mut self, c: char) {
        self.close_gap();
        self.run.push(c);
    }

    /// Moves the pen by what has gathered; `TextItem::Offset` moves left, in thousandths of an em.
    fn close_gap(&mut self) {
        let em = self.text.size / 1000.0;
        if self.gap.is_finite() && em > 0.0 {
            let move_left = rounded(-self.gap / em);
            if move_left != 0.0 {
                self.end_run();
                self.items.push(TextItem::Offset(move_left));
            }
        }
        self.gap = 0.0;
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            let run = self.run.as_str().to_owned();
            self.run.clear();
            self.items.push(TextItem::Text(run));
        }
    }

    fn show(&mut self) {
        self.end_run();
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            self.ops.push(Op::ShowText { items });
        }
    }

    /// Paints `drawn` and says that it means `c`.
    fn glyph_for(&mut self, c: char, drawn: char) {
        self.close_gap();
        self.show();
        let mut utf16 = vec![0xfe, 0xff];
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            utf16.extend(unit.to_be_bytes());
        }
        let actual = DictItem::String {
            data: utf16,
            literal: false,
        };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("ActualText".to_owned(), actual)]),
            },
        });
        self.run.push(drawn);
        self.show();
        self.ops.push(Op::EndMarkedContent);
    }

    /// A space of another width than the face's own, which stands in for it so that it can be copied.
    fn blank(&mut self, c: char, width: u16) {
        let mut rest = f32::from(width);
        if let Some(space) = self.face.space() {
            self.glyph_for(c, ' ');
            rest -= f32::from(space);
        } else {
            self.gap += self.text.spacing;
        }
        self.gap += rest * self.text.size / 1000.0;
    }
}
