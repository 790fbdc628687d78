//! Where the sheets stand on the screen, and how large each is.
//!
//! All pages of a column have the same room, so that the place of the ten-thousandth is known without asking those
//! before it. A page that lies on its side stands in the middle of its room: as large as the others where the room
//! is wide enough, else as wide as the room.

use super::paint::Scale;
use super::position::{Column, GAP, Standing, Zoom};
use crate::layout::LaidDocument;
use egui::{Rect, Vec2, pos2, vec2};

/// The column of a document's pages in an area (points).
pub(super) fn column_of(
    document: &LaidDocument,
    area: Vec2,
    zoom: Zoom,
    standing: Standing,
) -> Column {
    let (width, height) = document.sheet();
    let factor = zoom.factor((width, height), standing.across(), area);
    let (upright, widest) = (width * factor, document.widest() * factor);
    let room = match (standing, zoom) {
        // Facing pages stand side by side without more between them than there must be.
        (Standing::Double, _) => upright,
        (_, Zoom::Percent(_)) => widest,
        _ => widest.min(area.x - 2.0 * GAP).max(upright),
    };
    Column {
        pages: document.pages(),
        zoom: factor,
        room: vec2(room, height * factor),
        area,
        standing,
    }
}

/// How large a page is shown beside upright ones: 1 unless it lies on its side and its room is too narrow.
fn share(document: &LaidDocument, page: usize, column: &Column) -> f32 {
    let own = document.size(page);
    if own == document.sheet() {
        return 1.0;
    }
    let across = column.room.x / (own.0 * column.zoom).max(1.0);
    let down = column.room.y / (own.1 * column.zoom).max(1.0);
    across.min(down).min(1.0)
}

/// Points on the screen for one pt of a page.
pub(super) fn zoom_of(document: &LaidDocument, page: usize, column: &Column) -> f32 {
    column.zoom * share(document, page, column)
}

/// The sheet of a page in the middle of its room.
pub(super) fn fitted(document: &LaidDocument, page: usize, column: &Column, room: Rect) -> Rect {
    let own = document.size(page);
    let size = vec2(own.0, own.1) * zoom_of(document, page, column);
    Rect::from_center_size(room.center(), size)
}

/// A height on a page (pt), in points below the top of its room.
pub(super) fn height_in_room(document: &LaidDocument, page: usize, column: &Column, y: f32) -> f32 {
    let zoom = zoom_of(document, page, column);
    let spare = column.room.y - document.size(page).1 * zoom;
    y * zoom + spare / 2.0
}

/// Where the sheets stand in this frame.
pub(super) struct Placing<'a> {
    pub(super) document: &'a LaidDocument,
    pub(super) rect: Rect,
    pub(super) column: Column,
    /// The column for whose zoom glyphs are painted: another one only while the zoom is on the move.
    pub(super) glyphs: Column,
    /// Pixels per point.
    pub(super) pixels: f32,
    /// Left edge of the rooms and upper edge of the view, points.
    pub(super) left: f32,
    pub(super) y: f64,
}

impl Placing<'_> {
    /// The sheet of a page, points.
    pub(super) fn sheet(&self, page: usize) -> Rect {
        let top = (self.column.top(page) - self.y) as f32 + self.rect.top();
        let left = self.left + self.column.left(page);
        let room = Rect::from_min_size(pos2(left, top), self.column.room);
        let fitted = fitted(self.document, page, &self.column, room);
        let snap = |v: f32| (v * self.pixels).round() / self.pixels;
        Rect::from_min_size(pos2(snap(fitted.left()), snap(fitted.top())), fitted.size())
    }

    /// How large a page is painted.
    pub(super) fn scale(&self, page: usize) -> Scale {
        Scale {
            zoom: zoom_of(self.document, page, &self.column),
            glyphs: zoom_of(self.document, page, &self.glyphs),
            pixels: self.pixels,
        }
    }
}
