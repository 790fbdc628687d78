//! Where the glyphs of a text stand, and their pictures in egui's atlas.
//!
//! Every character is placed by itself, as in the PDF: a run that egui sets as a whole would take its own kerning,
//! ligatures and rounding. egui only paints single characters for us, each face under a family of its own with
//! hinting off.
//!
//! egui takes new fonts in at the beginning of a frame. A face is added when a page first needs it,
//! and [`Glyphs::ready`] says no until the next frame; until then its text is shown as grey bars,
//! never in another face.

use crate::fonts::Face;
use crate::layout::Text;
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::text::LayoutJob;
use egui::{Context, FontData, FontFamily, FontId, Galley, TextFormat};
use std::collections::HashMap;
use std::sync::Arc;

/// The characters of a text with the place of each on the baseline, pt from the left edge of the sheet:
/// `x_i = x + Σ (advance · size + spacing + kern)` over the characters before. The last entry has no character: it is
/// where the text ends.
pub fn pens(text: &Text) -> impl Iterator<Item = (Option<char>, f32)> + '_ {
    let metrics = text.face.metrics();
    let mut kerns = text.kerns.iter().peekable();
    let mut pen = f64::from(text.x);
    let size = f64::from(text.size);
    let chars = text.text.chars().map(Some).chain([None]);
    chars.enumerate().map(move |(index, c)| {
        let at = pen as f32;
        if let Some(c) = c {
            let advance = metrics.advance(c).unwrap_or(1000);
            pen += f64::from(advance) / 1000.0 * size + f64::from(text.spacing);
            while let Some((_, kern)) = kerns.next_if(|(after, _)| *after <= index) {
                pen += f64::from(*kern);
            }
        }
        (c, at)
    })
}

/// A glyph's picture in the atlas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// From the pen on the baseline to the picture's upper left corner, points.
    pub(super) offset: egui::Vec2,
    /// Size, points.
    pub(super) size: egui::Vec2,
    /// Corners in the atlas, texels.
    pub(super) uv: egui::Rect,
}

/// Parts of a pixel at which a glyph can begin.
pub(super) const BINS: u8 = 4;

/// New glyphs that one frame paints at most, about 3 ms of work; the rest of the page waits as grey bars.
const NEW_PER_FRAME: usize = 120;

/// A size on the screen in points, as a key.
type SizeKey = u32;
type Known = HashMap<(char, u8), Option<Slot>>;

/// The pictures that have been asked for.
#[derive(Default)]
pub(super) struct Glyphs {
    /// Remade by egui together with its atlas; while it is the same, all that we know of the atlas is true.
    canary: Option<Arc<Galley>>,
    known: HashMap<(Face, SizeKey), Known>,
    left: usize,
}

impl Glyphs {
    /// To be called once a frame, before anything is asked. True if all pictures made so far are void.
    pub(super) fn begin(&mut self, ctx: &Context) -> bool {
        self.left = NEW_PER_FRAME;
        let job = LayoutJob::simple_singleline("0".into(), FontId::default(), egui::Color32::BLACK);
        let canary = ctx.fonts_mut(|fonts| fonts.layout_job(job));
        let same = |known: &Arc<Galley>| Arc::ptr_eq(known, &canary);
        if self.canary.as_ref().is_some_and(same) {
            return false;
        }
        self.canary = Some(canary);
        self.known.clear();
        true
    }

    /// A galley of the present atlas, to be filled with something else.
    pub(super) fn blank_galley(&self) -> Option<&Galley> {
        self.canary.as_deref()
    }

    /// Whether egui has these faces. Asks for those that it lacks; they are there in the next frame.
    pub(super) fn ready(ctx: &Context, faces: &[Face]) -> bool {
        let lacking: Vec<Face> = ctx.fonts(|fonts| {
            let families = &fonts.definitions().families;
            let lacking = faces
                .iter()
                .filter(|&&face| !families.contains_key(&family(face)));
            lacking.copied().collect()
        });
        for &face in &lacking {
            let mut data = FontData::from_static(face.bytes());
            data.tweak.hinting = Some(false);
            data.tweak.subpixel_binning = Some(true);
            ctx.add_font(FontInsert {
                name: name(face),
                data,
                families: vec![InsertFontFamily {
                    family: family(face),
                    priority: FontPriority::Highest,
                }],
            });
        }
        if !lacking.is_empty() {
            ctx.request_repaint();
        }
        lacking.is_empty()
    }

    /// The picture of `c`; `Some(None)` = it has none (a space); `None` = not in this frame any more.
    /// The face must be [`ready`](Self::ready).
    pub(super) fn slot(
        &mut self,
        ctx: &Context,
        face: Face,
        size: f32,
        c: char,
        bin: u8,
    ) -> Option<Option<Slot>> {
        let known = self.known.entry((face, size.to_bits())).or_default();
        if let Some(slot) = known.get(&(c, bin)) {
            return Some(*slot);
        }
        if face.metrics().glyph(c).is_none() {
            known.insert((c, bin), None);
            return Some(None);
        }
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let slot = make(ctx, face, size, c, bin);
        known.insert((c, bin), slot);
        Some(slot)
    }
}

/// Has egui paint one character that begins `bin` fourths of a pixel after a whole one.
fn make(ctx: &Context, face: Face, size: f32, c: char, bin: u8) -> Option<Slot> {
    let format = TextFormat::simple(FontId::new(size, family(face)), egui::Color32::BLACK);
    let indent = f32::from(bin) / f32::from(BINS) / ctx.pixels_per_point();
    let mut job = LayoutJob::default();
    job.append(c.encode_utf8(&mut [0; 4]), indent, format);
    let galley = ctx.fonts_mut(|fonts| fonts.layout_job(job));
    let glyph = galley.rows.first()?.glyphs.last()?;
    let picture = glyph.uv_rect;
    let corner = |[x, y]: [u16; 2]| egui::pos2(f32::from(x), f32::from(y));
    (!picture.is_nothing()).then(|| Slot {
        offset: egui::vec2(glyph.pos.x + picture.offset.x, picture.offset.y),
        size: picture.size,
        uv: egui::Rect::from_min_max(corner(picture.min), corner(picture.max)),
    })
}

/// The family under which egui has a face for the preview.
fn family(face: Face) -> FontFamily {
    FontFamily::Name(name(face).into())
}

fn name(face: Face) -> String {
    format!("preview {}", face.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Text {
        Text {
            x: 90.0,
            y: 100.0,
            face: Face::SongRegular,
            size: 10.5,
            text: "核A，b".into(),
            spacing: 0.25,
            kerns: vec![(0, 1.5), (2, -5.25)],
            place: None,
            meaning: crate::layout::Meaning::Decoration,
        }
    }

    #[test]
    fn each_glyph_stands_where_the_widths_spacings_and_kerns_before_it_put_it() {
        let text = text();
        let width = |c| f32::from(text.face.metrics().advance(c).unwrap()) / 1000.0 * 10.5;
        let second = 90.0 + 10.5 + 0.25 + 1.5;
        let third = second + width('A') + 0.25;
        let fourth = third + 10.5 + 0.25 - 5.25;
        let end = fourth + width('b') + 0.25;
        let wanted = [
            (Some('核'), 90.0),
            (Some('A'), second),
            (Some('，'), third),
            (Some('b'), fourth),
            (None, end),
        ];
        let pens: Vec<_> = pens(&text).collect();
        assert_eq!(pens.len(), wanted.len());
        for ((c, x), (wanted_c, wanted_x)) in pens.into_iter().zip(wanted) {
            assert_eq!(c, wanted_c);
            assert!((x - wanted_x).abs() < 1e-3, "{c:?} at {x}, not {wanted_x}");
        }
    }

    #[test]
    fn a_text_without_characters_ends_where_it_begins() {
        let empty = Text {
            text: String::new(),
            ..text()
        };
        assert_eq!(pens(&empty).collect::<Vec<_>>(), [(None, 90.0)]);
    }
}
