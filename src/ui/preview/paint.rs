//! One finished page → what egui paints.
//!
//! A page becomes two galleys whose meshes are ours (fills below pictures; rules and glyphs above), so that egui moves
//! them without touching a glyph and keeps the atlas coordinates right while the atlas grows. Glyphs begin on fourths
//! of a pixel (hanzi on whole ones, as egui keeps them), counted from the exact place of each, so nothing adds up.
//! Glyphs have no colour yet: who shows the galley says how dark the ink is.

use super::glyphs::{BINS, Glyphs, pens};
use super::pictures::Pictures;
use crate::fonts::Face;
use crate::layout::{Area, Page, PageItem, Text, Watermark};
use crate::model::{Logo, Place};
use egui::epaint::text::PlacedRow;
use egui::{Color32, Context, Galley, Mesh, Painter, Pos2, Rect, pos2, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Letters lower than this, in pixels, cannot be read and are painted as bars.
const READABLE: f32 = 4.0;
/// What bars look like: about as dark as text from afar.
const BAR: Color32 = Color32::from_gray(186);
/// Height of a text above and below its baseline, em.
const ABOVE: f32 = 0.9;
const BELOW: f32 = 0.2;

/// How large a page is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// Points on the screen for one pt on paper.
    pub(super) zoom: f32,
    /// The zoom at which glyphs are painted into the atlas: another one only while `zoom` is on the move.
    pub(super) glyphs: f32,
    /// Pixels per point.
    pub(super) pixels: f32,
}

impl Scale {
    fn snap(self, v: f32) -> f32 {
        (v * self.pixels).round() / self.pixels
    }

    fn rect(self, area: &Area) -> Rect {
        let min = pos2(self.snap(area.x * self.zoom), self.snap(area.y * self.zoom));
        let max = pos2(
            self.snap((area.x + area.width) * self.zoom),
            self.snap((area.y + area.height) * self.zoom),
        );
        Rect::from_min_max(min, max)
    }
}

/// A page as egui paints it, with the sheet's upper left corner at the origin.
pub(super) struct Painted {
    pub(super) scale: Scale,
    /// Some text is still bars because its glyphs were too many for one frame.
    pub(super) unfinished: bool,
    pub(super) below: Option<Arc<Galley>>,
    pub(super) pictures: Vec<(Rect, Arc<Logo>)>,
    pub(super) above: Option<Arc<Galley>>,
}

impl Painted {
    /// Puts the page on a sheet; `ink` is the colour of its text.
    pub(super) fn put(
        &self,
        ctx: &Context,
        painter: &Painter,
        sheet: Rect,
        pictures: &mut Pictures,
        ink: Color32,
    ) {
        let painter = painter.with_clip_rect(sheet.intersect(painter.clip_rect()));
        if let Some(below) = &self.below {
            painter.galley(sheet.min, below.clone(), Color32::BLACK);
        }
        for (area, logo) in &self.pictures {
            if let Some(texture) = pictures.texture(ctx, logo) {
                let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
                let area = area.translate(sheet.min.to_vec2());
                painter.image(texture.id(), area, all, Color32::WHITE);
            }
        }
        if let Some(above) = &self.above {
            painter.galley(sheet.min, above.clone(), ink);
        }
    }
}

/// Where a text of a field stands, pt on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) place: Place,
    pub(super) area: Rect,
}

/// What is shown of a page's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// All, as soon as they can be read.
    All,
    /// Those of a watermark; texts are bars, as on small pages.
    Watermark,
}

/// The faces that a page needs.
pub(super) fn faces(page: &Page, letters: Letters) -> Vec<Face> {
    let texts = page.items.iter().flat_map(|item| match item {
        PageItem::Text(text) if letters == Letters::All => std::slice::from_ref(text),
        PageItem::Watermark(mark) => &mark.texts,
        _ => &[],
    });
    let faces: BTreeSet<Face> = texts.map(|text| text.face).collect();
    faces.into_iter().collect()
}

/// Where the texts of fields stand.
pub(super) fn hits(page: &Page) -> Vec<Hit> {
    let texts = page.items.iter().filter_map(|item| match item {
        PageItem::Text(text) => Some((text, text.place?)),
        _ => None,
    });
    let hit = |(text, place): (&Text, Place)| Hit {
        place,
        area: bounds(text),
    };
    texts.map(hit).collect()
}

fn bounds(text: &Text) -> Rect {
    let end = pens(text).last().map_or(text.x, |(_, x)| x);
    Rect::from_min_max(
        pos2(text.x, text.y - ABOVE * text.size),
        pos2(end.max(text.x), text.y + BELOW * text.size),
    )
}

/// Paints a page. `ready` = egui has the [`faces`] of these letters.
pub(super) fn paint(
    ctx: &Context,
    page: &Page,
    scale: Scale,
    (letters, ready): (Letters, bool),
    glyphs: &mut Glyphs,
) -> Painted {
    let (mut below, mut above) = (Mesh::default(), Mesh::default());
    let mut pictures = Vec::new();
    let mut unfinished = !ready;
    for item in &page.items {
        match item {
            PageItem::Fill { area, grey } => {
                let grey = (grey.clamp(0.0, 1.0) * 255.0).round() as u8;
                below.add_colored_rect(scale.rect(area), Color32::from_gray(grey));
            }
            PageItem::Watermark(mark) => {
                let drawn = ready && add_watermark(ctx, mark, scale, glyphs, &mut below);
                unfinished |= !drawn;
            }
            PageItem::Picture { area, logo, .. } => pictures.push((scale.rect(area), logo.clone())),
            PageItem::Rule {
                from,
                to,
                thickness,
            } => add_rule(*from, *to, *thickness, scale, &mut above),
            PageItem::Text(text) => {
                let wanted = letters == Letters::All && scale.readable(text.size);
                let drawn = wanted && ready && add_text(ctx, text, scale, glyphs, &mut above);
                if !drawn {
                    add_bar(text, scale, &mut above);
                }
                unfinished |= wanted && !drawn;
            }
            PageItem::Link { .. } => {}
        }
    }
    let galley = |mesh| glyphs.blank_galley().and_then(|blank| filled(blank, mesh));
    Painted {
        scale,
        unfinished,
        below: galley(below),
        pictures,
        above: galley(above),
    }
}

impl Scale {
    fn readable(self, size: f32) -> bool {
        size * self.zoom * self.pixels >= READABLE
    }
}

/// False = nothing was added, because a glyph has to wait.
fn add_text(
    ctx: &Context,
    text: &Text,
    scale: Scale,
    glyphs: &mut Glyphs,
    mesh: &mut Mesh,
) -> bool {
    let before = (mesh.vertices.len(), mesh.indices.len());
    let size = text.size * scale.glyphs;
    let sharp = scale.zoom == scale.glyphs;
    let stretch = scale.zoom / scale.glyphs;
    let y = text.y * scale.zoom;
    let y = if sharp { scale.snap(y) } else { y };
    for (c, x) in pens(text) {
        let Some(c) = c.filter(|c| !c.is_whitespace()) else {
            continue;
        };
        let x = x * scale.zoom * scale.pixels;
        let (whole, bin) = if sharp { binned(x, c) } else { (x, 0) };
        let Some(slot) = glyphs.slot(ctx, text.face, size, c, bin) else {
            mesh.vertices.truncate(before.0);
            mesh.indices.truncate(before.1);
            return false;
        };
        if let Some(slot) = slot {
            let corner = pos2(whole / scale.pixels, y) + slot.offset * stretch;
            let rect = Rect::from_min_size(corner, slot.size * stretch);
            mesh.add_rect_with_uv(rect, slot.uv, Color32::PLACEHOLDER);
        }
    }
    true
}

/// Letters of a watermark are painted into the atlas at most this large, points: they are grey and far from fine.
const LARGEST_GLYPH: f32 = 96.0;

/// False = nothing was added, because a glyph has to wait.
fn add_watermark(
    ctx: &Context,
    mark: &Watermark,
    scale: Scale,
    glyphs: &mut Glyphs,
    mesh: &mut Mesh,
) -> bool {
    let before = (mesh.vertices.len(), mesh.indices.len());
    let color = Color32::from_gray((mark.grey.clamp(0.0, 1.0) * 255.0).round() as u8);
    let centre = pos2(mark.centre.0, mark.centre.1) * scale.zoom;
    let turned = egui::emath::Rot2::from_angle(-mark.angle);
    for text in &mark.texts {
        let wanted = text.size * scale.glyphs;
        let size = wanted.min(LARGEST_GLYPH);
        let stretch = text.size * scale.zoom / size.max(0.01);
        for (c, x) in pens(text) {
            let Some(c) = c.filter(|c| !c.is_whitespace()) else {
                continue;
            };
            let Some(slot) = glyphs.slot(ctx, text.face, size, c, 0) else {
                mesh.vertices.truncate(before.0);
                mesh.indices.truncate(before.1);
                return false;
            };
            let Some(slot) = slot else {
                continue;
            };
            let corner = vec2(x, text.y) * scale.zoom + slot.offset * stretch;
            let rect = Rect::from_min_size(corner.to_pos2(), slot.size * stretch);
            let first = mesh.vertices.len();
            mesh.add_rect_with_uv(rect, slot.uv, color);
            for vertex in &mut mesh.vertices[first..] {
                vertex.pos = centre + turned * vertex.pos.to_vec2();
            }
        }
    }
    true
}

/// A place in pixels as whole pixels and fourths.
fn binned(x: f32, c: char) -> (f32, u8) {
    if is_wide(c) {
        return (x.round(), 0);
    }
    let bins = f32::from(BINS);
    let fourths = (x * bins).round();
    let whole = (fourths / bins).floor();
    // 0 … 3 by the line above.
    (whole, (fourths - whole * bins) as u8)
}

/// Whether egui keeps `c` on whole pixels: hanzi and what belongs to them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}

fn add_bar(text: &Text, scale: Scale, mesh: &mut Mesh) {
    let bounds = bounds(text);
    let (from, to) = (text.y - 0.7 * text.size, text.y);
    let rect = Rect::from_min_max(
        pos2(bounds.left() * scale.zoom, from * scale.zoom),
        pos2(bounds.right() * scale.zoom, to * scale.zoom),
    );
    mesh.add_colored_rect(rect, BAR);
}

/// A line of whole pixels, with the square ends that the PDF's have. One thinner than a pixel is lighter instead.
fn add_rule(from: (f32, f32), to: (f32, f32), thickness: f32, scale: Scale, mesh: &mut Mesh) {
    let pixels = thickness * scale.zoom * scale.pixels;
    let wide = pixels.round().max(1.0) / scale.pixels;
    let half = thickness * scale.zoom / 2.0;
    let dark = (pixels.clamp(0.45, 1.0) * 255.0).round() as u8;
    let color = Color32::from_black_alpha(dark);
    let (left, right) = (from.0.min(to.0) * scale.zoom, from.0.max(to.0) * scale.zoom);
    let (top, bottom) = (from.1.min(to.1) * scale.zoom, from.1.max(to.1) * scale.zoom);
    let flat = bottom - top <= right - left;
    let min = pos2(scale.snap(left - half), scale.snap(top - half));
    let max = if flat {
        pos2(scale.snap(right + half), min.y + wide)
    } else {
        pos2(min.x + wide, scale.snap(bottom + half))
    };
    mesh.add_colored_rect(Rect::from_min_max(min, max), color);
}

/// A galley that shows `mesh`, whose texture coordinates are texels.
fn filled(blank: &Galley, mesh: Mesh) -> Option<Arc<Galley>> {
    if mesh.is_empty() {
        return None;
    }
    let mut galley = blank.clone();
    let first = galley.rows.first()?;
    let mut row = (*first.row).clone();
    let bounds = mesh.calc_bounds();
    row.size = bounds.size();
    row.visuals.mesh_bounds = bounds;
    row.visuals.glyph_index_start = 0;
    row.visuals.glyph_vertex_range = 0..mesh.vertices.len();
    galley.num_vertices = mesh.vertices.len();
    galley.num_indices = mesh.indices.len();
    galley.mesh_bounds = bounds;
    galley.rect = Rect::from_min_size(Pos2::ZERO, bounds.max.to_vec2().max(vec2(0.0, 0.0)));
    row.visuals.mesh = mesh;
    galley.rows = vec![PlacedRow {
        pos: Pos2::ZERO,
        row: Arc::new(row),
        ends_with_newline: false,
    }];
    Some(Arc::new(galley))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_begins_on_the_nearest_fourth_and_a_hanzi_on_the_nearest_pixel() {
        for (x, wanted) in [
            (7.0, (7.0, 0)),
            (7.13, (7.0, 1)),
            (7.87, (7.0, 3)),
            (7.9, (8.0, 0)),
            (-0.2, (-1.0, 3)),
        ] {
            assert_eq!(binned(x, 'a'), wanted, "{x}");
        }
        assert_eq!(binned(7.49, '核'), (7.0, 0));
        assert_eq!(binned(7.51, '核'), (8.0, 0));
    }

    #[test]
    fn a_rule_is_as_thick_as_the_pdf_s_in_whole_pixels_and_meets_its_neighbour() {
        let scale = Scale {
            zoom: 2.0,
            glyphs: 2.0,
            pixels: 1.5,
        };
        let mut mesh = Mesh::default();
        add_rule((10.0, 10.0), (50.0, 10.0), 1.0, scale, &mut mesh);
        let across = mesh.calc_bounds();
        assert_eq!(across.height() * scale.pixels, 3.0);
        let mut mesh = Mesh::default();
        add_rule((10.0, 10.0), (10.0, 90.0), 1.0, scale, &mut mesh);
        let down = mesh.calc_bounds();
        assert_eq!(down.width() * scale.pixels, 3.0);
        assert_eq!(across.min, down.min, "the corner is closed");
    }
}
