//! What is dragged, beside the pointer, and lists that move when it comes to their edges.

use super::theme::Palette;
use egui::{Id, LayerId, Order, Rect, Stroke, StrokeKind, TextStyle, Ui, vec2};

/// The most characters shown: enough to know an entry by.
const MOST: usize = 24;

/// Draws `text` on a card beside the pointer.
pub fn dragged_ui(ui: &Ui, text: &str) {
    let Some(pointer) = ui.ctx().pointer_interact_pos() else {
        return;
    };
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('\u{2026}');
    }
    let palette = Palette::of(ui);
    let layer = LayerId::new(Order::Tooltip, Id::unique("dragged"));
    let painter = ui.ctx().layer_painter(layer);
    let font = TextStyle::Body.resolve(ui.style());
    let galley = painter.layout_no_wrap(shown.replace('\n', " "), font, palette.text);
    let rect =
        Rect::from_min_size(pointer + vec2(14.0, 6.0), galley.size()).expand2(vec2(8.0, 3.0));
    let line = Stroke::new(1.0, palette.accent);
    painter.rect(rect, 5.0, palette.card, line, StrokeKind::Inside);
    painter.galley(rect.min + vec2(8.0, 3.0), galley, palette.text);
}

/// How near to an edge a list begins to move, points.
const EDGE: f32 = 24.0;
/// How far it moves in a frame, points.
const STEP: f32 = 8.0;

/// Moves the list around `ui` while the pointer is near its upper or lower edge. For lists in which something is
/// being dragged.
pub fn scroll_at_edges(ui: &Ui) {
    let Some(pointer) = ui.ctx().pointer_interact_pos() else {
        return;
    };
    let visible = ui.clip_rect();
    if !visible.x_range().contains(pointer.x) {
        return;
    }
    let by = if pointer.y < visible.top() + EDGE {
        STEP
    } else if pointer.y > visible.bottom() - EDGE {
        -STEP
    } else {
        return;
    };
    ui.scroll_with_delta(vec2(0.0, by));
    ui.ctx().request_repaint();
}
