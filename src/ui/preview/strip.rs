//! Small pictures of the pages beside them.
//!
//! A small page is painted as the large one is, but its texts are bars: a hundred rectangles, kept once they are
//! made. Only those that are seen are made, two in a frame; so a strip of sixteen thousand costs what one of ten does.

use super::glyphs::Glyphs;
use super::paint::{self, Letters, Painted, Scale};
use super::position::{Column, GAP, Position, Standing};
use super::sheets::{fitted, zoom_of};
use super::source::Shown;
use super::{Preview, drop_far, scroll};
use crate::fonts::EmbeddedFonts;
use crate::layout::LaidPart;
use crate::strings::preview as words;
use crate::ui::theme::Palette;
use egui::{Align2, Color32, Painter, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Width of a small sheet, points.
const SHEET: f32 = 62.0;
/// Width of the strip, points: sheet, space around it, scroll bar.
const WIDTH: f32 = SHEET + 30.0;
/// The pages keep at least this width, points: a narrow preview has no room for a strip.
const LEAST_PAGES: f32 = 150.0;
/// Small pages that are kept.
const KEPT: usize = 120;
/// Small pages that one frame makes at most: each costs up to two milliseconds.
const NEW_PER_FRAME: usize = 2;

/// The state of the strip between frames.
#[derive(Default)]
pub(super) struct Strip {
    pub(super) open: bool,
    position: Position,
    painted: BTreeMap<usize, Painted>,
    /// The part that was laid out last; its pages stand together.
    part: Option<(usize, Arc<LaidPart>)>,
    /// The page that was shown when the strip last followed.
    followed: Option<usize>,
}

impl Strip {
    pub(super) fn forget(&mut self) {
        self.painted.clear();
        self.part = None;
    }

    /// To be called when pictures of glyphs are void: a watermark is made of them.
    pub(super) fn forget_painted(&mut self) {
        self.painted.clear();
    }

    fn make(&mut self, ui: &Ui, shown: &Shown, index: usize, scale: Scale, glyphs: &mut Glyphs) {
        let part = shown.document.part_of(index);
        let laid = match &self.part {
            Some((known, laid)) if *known == part => laid.clone(),
            _ => shown.part(part),
        };
        let page = shown.document.page(index, &laid, &EmbeddedFonts);
        self.part = Some((part, laid));
        let letters = Letters::Watermark;
        let ready = Glyphs::ready(ui.ctx(), &paint::faces(&page, letters));
        let painted = paint::paint(ui.ctx(), &page, scale, (letters, ready), glyphs);
        if painted.unfinished {
            ui.ctx().request_repaint();
        }
        self.painted.insert(index, painted);
        drop_far(&mut self.painted, index, KEPT);
    }
}

/// Draws the strip, if it is open and there is room; the rectangle that is left for the pages.
pub(super) fn strip_ui(ui: &Ui, rect: Rect, shown: &Shown, state: &mut Preview) -> Rect {
    if !state.strip.open || rect.width() < WIDTH + LEAST_PAGES {
        return rect;
    }
    let bar_width = ui.spacing().scroll.bar_width + 4.0;
    let all = Rect::from_min_size(rect.min, vec2(WIDTH, rect.height()));
    let area = all.with_max_x(all.right() - bar_width);
    let (width, height) = shown.document.sheet();
    let zoom = SHEET / width.max(1.0);
    let column = Column {
        pages: shown.document.pages(),
        zoom,
        room: vec2(SHEET, height * zoom),
        area: area.size(),
        standing: Standing::Continuous,
    };
    let current = state.current_page();
    let response = ui.interact(area, ui.scope_id().with("strip"), Sense::click());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::List);
        node.set_label(words::THUMBNAILS);
    });
    let strip = &mut state.strip;
    if strip.followed.replace(current) != Some(current) {
        let y = strip.position.y(&column);
        let (from, to) = (column.top(current), column.top(current) + column.pitch());
        strip.position.set_y(column.reveal(y, from..=to), &column);
    }
    if response.contains_pointer() {
        let wheel = ui.input(egui::InputState::smooth_scroll_delta).y;
        let y = strip.position.y(&column) - f64::from(wheel);
        strip.position.set_y(y, &column);
    }
    let y = strip.position.y(&column);
    let painter = ui.painter_at(area);
    let mut budget = NEW_PER_FRAME;
    let mut clicked = None;
    for index in column.seen(y) {
        let top = (column.top(index) - y) as f32 + area.top();
        let left_edge = area.left() + (area.width() - SHEET) / 2.0;
        let room = Rect::from_min_size(pos2(left_edge, top.round()), column.room);
        let sheet = fitted(&shown.document, index, &column, room);
        let zoom = zoom_of(&shown.document, index, &column);
        let scale = Scale {
            zoom,
            glyphs: zoom,
            pixels: ui.ctx().pixels_per_point(),
        };
        let done = |painted: &Painted| painted.scale == scale && !painted.unfinished;
        if !state.strip.painted.get(&index).is_some_and(done) {
            if budget > 0 {
                budget -= 1;
                let Preview { strip, glyphs, .. } = state;
                strip.make(ui, shown, index, scale, glyphs);
            } else {
                ui.ctx().request_repaint();
            }
        }
        small_page_ui(ui, &painter, sheet, index, index == current, state);
        let row = room.expand2(vec2(8.0, GAP / 2.0));
        if response.clicked() && response.hover_pos().is_some_and(|at| row.contains(at)) {
            clicked = Some(index);
        }
    }
    if let Some(page) = clicked {
        state.go_to(page);
        // The strip has been looked at where it stands.
        state.strip.followed = Some(state.current_page());
    }
    let bar = Rect::from_min_max(pos2(area.right(), all.top()), all.max);
    let name = words::SCROLL_THUMBNAILS;
    scroll::scroll_bar(ui, bar, name, &column, &mut state.strip.position);
    rect.with_min_x(all.right())
}

fn small_page_ui(
    ui: &Ui,
    painter: &Painter,
    sheet: Rect,
    index: usize,
    is_current: bool,
    state: &mut Preview,
) {
    let palette = Palette::of(ui);
    painter.rect_filled(sheet, 0.0, Color32::WHITE);
    let Preview {
        strip, pictures, ..
    } = state;
    if let Some(painted) = strip.painted.get(&index) {
        painted.put(ui.ctx(), painter, sheet, pictures, Color32::BLACK);
    }
    let (stroke, color) = if is_current {
        (Stroke::new(2.0, palette.accent), palette.accent)
    } else {
        (Stroke::new(1.0, palette.line), palette.weak)
    };
    painter.rect_stroke(sheet, 0.0, stroke, StrokeKind::Outside);
    painter.text(
        sheet.center_bottom() + vec2(0.0, GAP / 2.0 + 0.5),
        Align2::CENTER_CENTER,
        index + 1,
        egui::FontId::proportional(10.5),
        color,
    );
}
