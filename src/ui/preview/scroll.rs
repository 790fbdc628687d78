//! Wheel, keys, dragging, the scroll bar, and following the edited field.

use super::position::{Column, GAP, Position, Zoom};
use super::sheets::{column_of, height_in_room};
use super::source::Shown;
use super::{Preview, badge};
use crate::document::PartKind;
use crate::edit::Edit;
use crate::layout::LaidDocument;
use crate::model::settings::DocumentSettings;
use crate::model::{Field, Owner};
use crate::strings::preview as words;
use crate::ui::UiCommand;
use egui::{Id, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

/// Ctrl+wheel and pinching, in steps, around the pointer.
pub(super) fn zoom_by_wheel(
    ui: &Ui,
    response: &Response,
    document: &LaidDocument,
    area: Rect,
    state: &mut Preview,
) {
    let delta = ui.input(egui::InputState::zoom_delta);
    if !response.contains_pointer() || delta == 1.0 {
        return;
    }
    state.turned += delta.ln();
    // A notch of a wheel is about 0.2.
    if state.turned.abs() < 0.12 {
        return;
    }
    let larger = state.turned > 0.0;
    state.turned = 0.0;
    let at = response.hover_pos().map_or(0.0, |at| at.y - area.top());
    let before = state.zoom;
    let before = before.factor(document.sheet(), state.standing.across(), area.size());
    set_zoom(Zoom::step(before, larger), at, document, area, state);
}

pub(super) fn set_zoom(
    zoom: Zoom,
    at: f32,
    document: &LaidDocument,
    area: Rect,
    state: &mut Preview,
) {
    let column = |zoom| column_of(document, area.size(), zoom, state.standing);
    let (before, after) = (column(state.zoom), column(zoom));
    state.position.rezoomed(at, &before, &after);
    state.zoom = zoom;
}

/// Wheel, dragging and keys.
pub(super) fn scroll_by_input(ui: &Ui, response: &Response, column: &Column, state: &mut Preview) {
    let mut moved = egui::Vec2::ZERO;
    if response.contains_pointer() {
        moved += ui.input(egui::InputState::smooth_scroll_delta);
    }
    if response.dragged() {
        moved += response.drag_delta();
    }
    let mut y = state.position.y(column) - f64::from(moved.y);
    let spare = column.width() + 2.0 * GAP - column.area.x;
    if spare > 0.0 {
        state.position.across = (state.position.across - moved.x / spare).clamp(0.0, 1.0);
    } else {
        state.position.across = 0.5;
    }
    if response.clicked() {
        response.request_focus();
    }
    let others_type = ui.ctx().egui_wants_keyboard_input();
    if response.has_focus() || (response.contains_pointer() && !others_type) {
        let whole = column.is_whole();
        let page = f64::from(column.area.y) * if whole { 1.0 } else { 0.9 };
        let line = if whole { page } else { 48.0 };
        let keys = [
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::ArrowDown, line),
            (Key::ArrowUp, -line),
            (Key::End, f64::INFINITY),
            (Key::Home, f64::NEG_INFINITY),
        ];
        for (key, by) in keys {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                y += by;
                moved.y = 0.0;
            }
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Num0)) {
            state.zoom_to(state.standing.usual_zoom());
        }
    }
    if response.has_focus() {
        let filter = egui::EventFilter {
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    if column.is_whole() && moved.y != 0.0 {
        leaf(moved.y, column, state);
    } else {
        state.position.set_y(y, column);
    }
}

/// A notch of the wheel, points: turns one page.
const NOTCH: f32 = 40.0;

/// Turns pages by the wheel or by dragging.
fn leaf(by: f32, column: &Column, state: &mut Preview) {
    state.leafed -= by;
    let rows = (state.leafed / NOTCH).trunc();
    if rows != 0.0 {
        state.leafed = 0.0;
        state.position.turn(f64::from(rows.signum()), column);
    }
}

/// Scrolls to the edited field, if it has to be looked for.
pub(super) fn follow(shown: &Shown, column: &Column, state: &mut Preview) {
    if !std::mem::take(&mut state.to_follow) {
        return;
    }
    let Some(place) = state.followed else {
        return;
    };
    if let Some((page, area)) = state.find(shown, place) {
        let top = column.top(page);
        let height = |y: f32| top + f64::from(height_in_room(&shown.document, page, column, y));
        let span = height(area.top())..=height(area.bottom());
        let y = state.position.y(column);
        let y = column.reveal(y, span);
        state.position.set_y(y, column);
    }
}

/// From the cover to the first role, if a change there is to be seen and its pages are made.
pub(super) fn leave_cover(shown: &Shown, state: &mut Preview) {
    if !state.leaves_cover || state.is_working() {
        return;
    }
    state.leaves_cover = false;
    let role = |kind| matches!(kind, PartKind::Owner(Owner::Role(_)));
    let first = shown.document.pages_about(role).into_iter().next();
    if let Some(pages) = first
        && state.current_page() == 0
    {
        state.go_to(pages.start);
    }
}

/// Whether a command changes how the pages of roles look; what only the cover or the file shows does not.
pub(super) fn shapes_roles(command: &UiCommand, before: &DocumentSettings) -> bool {
    let UiCommand::Edit(edit) = command else {
        return false;
    };
    let edits = match edit {
        Edit::Group { edits, .. } => edits.as_slice(),
        other => std::slice::from_ref(other),
    };
    edits.iter().any(|edit| match edit {
        Edit::SetSettings(after) => {
            let mut after = (**after).clone();
            after.book_title.clone_from(&before.book_title);
            after.confidentiality.clone_from(&before.confidentiality);
            after.copy_number.clone_from(&before.copy_number);
            after.code_pattern.clone_from(&before.code_pattern);
            after.book_parts = before.book_parts;
            after.embed_fonts = before.embed_fonts;
            after.pdf_kind = before.pdf_kind;
            after.logo.clone_from(&before.logo);
            after != *before
        }
        Edit::SetText { place, .. } => matches!(place.field, Field::Header | Field::Footer),
        _ => false,
    })
}

/// A bar of our own, because the column is longer than egui's can tell apart.
pub(super) fn scroll_bar(ui: &Ui, bar: Rect, name: &str, column: &Column, position: &mut Position) {
    let most = column.most();
    if most <= 0.0 {
        return;
    }
    let id: Id = ui.scope_id().with(("scroll bar", name));
    let response = ui.interact(bar, id, Sense::click_and_drag());
    let share = f64::from(bar.height()) / column.height();
    let length =
        ((share * f64::from(bar.height())) as f32).clamp(28.0_f32.min(bar.height()), bar.height());
    let way = f64::from(bar.height() - length).max(1.0);
    if (response.dragged() || response.clicked())
        && let Some(at) = response.interact_pointer_pos()
    {
        let y = f64::from(at.y - bar.top() - length / 2.0) / way * most;
        position.set_y(y, column);
    }
    let y = position.y(column);
    let top = bar.top() + (y / most * way) as f32;
    let handle = Rect::from_min_size(pos2(bar.left() + 2.0, top), vec2(bar.width() - 4.0, length));
    let style = ui.style().interact(&response);
    let painter = ui.painter_at(bar);
    painter.rect(
        handle,
        4.0,
        style.bg_fill.lerp_to_gamma(ui.visuals().text_color(), 0.25),
        Stroke::NONE,
        egui::StrokeKind::Inside,
    );
    if response.dragged() {
        let text = words::page(column.current(y) + 1);
        badge(ui, ui.painter(), pos2(bar.left() - 6.0, top), &text);
    }
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(egui::accesskit::Role::ScrollBar);
        node.set_label(name);
        node.set_numeric_value(column.current(y) as f64 + 1.0);
        node.set_min_numeric_value(1.0);
        node.set_max_numeric_value(column.pages as f64);
    });
}
