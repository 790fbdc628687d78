//! Small pieces of the editor: labels, columns, choices, numbers, painted icons.
//!
//! Icons are painted, not written: the embedded face has no such signs.

use egui::accesskit::Role;
use egui::{
    Align, Color32, ComboBox, Id, Key, Layout, Painter, Rect, Response, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

/// Width of the labels at the left of fields: six hanzi.
pub(super) const LABEL_WIDTH: f32 = 92.0;
/// Width of the dots by which an entry is dragged.
pub(super) const HANDLE: f32 = 12.0;
/// Least width of a row with a choice and a text, in points.
pub(super) const ROW_OF_TWO: f32 = 320.0;
/// Least width of a row with four controls, in points.
pub(super) const ROW_OF_FOUR: f32 = 440.0;
/// Least width at which fields stand in two columns.
const TWO_COLUMNS_FROM: f32 = 600.0;

/// Height of a field of one line, which labels and icons beside it share.
pub(super) fn row_height(ui: &Ui) -> f32 {
    ui.spacing().interact_size.y
}

/// A weak word beside a field: a unit, a remark. It stands on the field's line.
pub(super) fn remark(ui: &mut Ui, text: &str) {
    let height = row_height(ui);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(0.0, height), layout, |ui| {
        ui.set_min_height(height);
        ui.weak(text);
    });
}

/// A painted label, and to its right what it names. The control beside it has the same name for screen readers,
/// so the label itself is silent: else every name would be said twice.
pub(super) fn labelled<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        let (_, rect) = ui.allocate_space(vec2(LABEL_WIDTH, row_height(ui)));
        if ui.is_rect_visible(rect) {
            let font = egui::TextStyle::Body.resolve(ui.style());
            let color = ui.visuals().text_color();
            let align = egui::Align2::LEFT_CENTER;
            ui.painter()
                .text(rect.left_center(), align, label, font, color);
        }
        add(ui)
    })
    .inner
}

/// The same for what has no name of its own (several controls, a list): here the label speaks.
pub(super) fn headed<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        let layout = Layout::left_to_right(Align::Center);
        let size = vec2(LABEL_WIDTH, row_height(ui));
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_size(size);
            ui.label(label);
        });
        add(ui)
    })
    .inner
}

/// Draws the controls of an entry in a row, or below each other where there are less than `from` points for them.
pub(super) fn side_by_side<R>(ui: &mut Ui, from: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    if ui.available_width() < from {
        ui.vertical(add).inner
    } else {
        ui.horizontal_top(add).inner
    }
}

/// The width that fields of a row share after `taken` points for what is between them; without limit where they
/// stand below each other.
pub(super) fn shared_width(ui: &Ui, taken: f32) -> f32 {
    if ui.layout().is_vertical() {
        f32::INFINITY
    } else {
        (ui.available_width() - taken).max(0.0)
    }
}

/// Draws `n` things in columns where there is room, else below each other. `of` is the number of columns.
pub(super) fn in_columns(ui: &mut Ui, n: usize, of: usize, mut add: impl FnMut(&mut Ui, usize)) {
    let width = ui.available_width();
    if width < TWO_COLUMNS_FROM {
        for column in 0..n {
            add(ui, column);
        }
        return;
    }
    let gap = 20.0;
    let columns = of.max(1) as f32;
    let width = (width - gap * (columns - 1.0)) / columns;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for column in 0..n {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.set_width(width);
                add(ui, column);
            });
        }
    });
}

/// A choice among a few values; the new one if another is chosen.
pub(super) fn choice<T: Copy + PartialEq + 'static>(
    ui: &mut Ui,
    id: impl egui::AsIdSalt,
    name: &str,
    current: T,
    all: &[T],
    label: impl Fn(T) -> String,
    width: f32,
) -> Option<T> {
    let mut chosen = current;
    let combo = ComboBox::from_id_salt(id)
        .selected_text(label(current))
        .width(width)
        .truncate()
        .height(420.0)
        .show_ui(ui, |ui| {
            for &value in all {
                ui.selectable_value(&mut chosen, value, label(value));
            }
        });
    let shown = label(current);
    ui.ctx().accesskit_node_builder(combo.response.id, |node| {
        node.set_label(name);
        node.set_value(shown);
    });
    (chosen != current).then_some(chosen)
}

/// The sign of a list to choose from, the same as on every other choice; for the right end of a button.
pub(super) fn arrow() -> egui::Atom<'static> {
    egui::Atom::paint(vec2(14.0, 14.0), |ui, args| {
        let rect = Rect::from_center_size(args.rect.center(), vec2(9.8, 6.3));
        let points = vec![rect.left_top(), rect.right_top(), rect.center_bottom()];
        let color = ui.visuals().widgets.inactive.fg_stroke.color;
        ui.painter()
            .add(Shape::convex_polygon(points, color, Stroke::NONE));
    })
}

/// A field for a number. It gives what was typed when the person leaves it; what is no number is the caller's to
/// refuse, and then the field shows the old number again.
pub(super) fn number_field(
    ui: &mut Ui,
    id: Id,
    name: &str,
    current: &str,
    width: f32,
) -> Option<String> {
    let key = id.with("typed");
    let mut text: String = ui
        .data(|data| data.get_temp(key))
        .unwrap_or_else(|| current.to_owned());
    let response = ui.add(
        egui::TextEdit::singleline(&mut text)
            .id(id)
            .desired_width(width)
            .align(egui::Align2::RIGHT_TOP),
    );
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_label(name));
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(key, text.clone()));
    }
    if !response.lost_focus() {
        return None;
    }
    ui.data_mut(|data| data.remove::<String>(key));
    let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
    let text = half_width(text.trim());
    (!cancelled && text != current).then_some(text)
}

/// Full-width digits and signs as a Chinese keyboard gives them, made plain.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff10}'..='\u{ff19}' | '\u{ff05}' | '\u{ff0e}' => {
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            '\u{3002}' => '.',
            _ => c,
        })
        .collect()
}

/// A number with at most one decimal, in tenths: 12.5 → 125. `None` if it is none, or more than `limit` tenths.
pub(super) fn parse_tenths(text: &str, limit: u16) -> Option<u16> {
    let text = text.trim_end_matches('%').trim();
    let (whole, decimal) = text.split_once('.').unwrap_or((text, ""));
    let whole: u16 = whole.parse().ok()?;
    let decimal: u16 = match decimal.len() {
        0 => 0,
        1 => decimal.parse().ok()?,
        _ => return None,
    };
    let tenths = whole.checked_mul(10)?.checked_add(decimal)?;
    (tenths <= limit).then_some(tenths)
}

/// Tenths as a person writes them: 125 → 12.5, 120 → 12.
pub(super) fn show_tenths(tenths: u16) -> String {
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// A painted sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    /// Removes.
    Cross,
    /// Opens a menu.
    Dots,
    /// Moves up.
    Up,
    /// Moves down.
    Down,
}

/// A small button with a painted sign. `loud` = drawn in full; else it is there, for keys and screen readers too,
/// but hardly seen.
pub(super) fn icon_button(ui: &mut Ui, icon: Icon, name: &str, loud: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, row_height(ui)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let active = response.hovered() || response.has_focus();
    if active {
        let fill = ui.style().interact(&response).weak_bg_fill;
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    if active || loud {
        let color = if active {
            ui.visuals().strong_text_color()
        } else {
            ui.visuals().weak_text_color()
        };
        paint_icon(ui.painter(), rect, icon, color);
    }
    response.on_hover_text(name)
}

fn paint_icon(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let middle = rect.center();
    match icon {
        Icon::Cross => {
            let stroke = Stroke::new(1.4, color);
            let arm = 4.0;
            painter.line_segment([middle - vec2(arm, arm), middle + vec2(arm, arm)], stroke);
            painter.line_segment([middle + vec2(arm, -arm), middle + vec2(-arm, arm)], stroke);
        }
        Icon::Up | Icon::Down => {
            let tip = if icon == Icon::Up { -3.0 } else { 3.0 };
            let stroke = Stroke::new(1.6, color);
            for x in [-4.5, 4.5] {
                painter.line_segment(
                    [middle + vec2(x, -tip / 2.0), middle + vec2(0.0, tip)],
                    stroke,
                );
            }
        }
        Icon::Dots => {
            for y in [-5.0, 0.0, 5.0] {
                painter.circle_filled(middle + vec2(0.0, y), 1.4, color);
            }
        }
    }
}

/// Six dots by which an entry is dragged.
pub(super) fn drag_handle(ui: &mut Ui, id: Id, loud: bool) -> Response {
    let (_, rect) = ui.allocate_space(vec2(HANDLE, row_height(ui)));
    let response = ui.interact(rect, id, Sense::drag());
    if loud || response.hovered() || response.dragged() {
        let color = ui.visuals().weak_text_color();
        for x in [-2.0, 2.0] {
            for y in [-5.0, 0.0, 5.0] {
                ui.painter()
                    .circle_filled(rect.center() + vec2(x, y), 1.1, color);
            }
        }
    }
    response.on_hover_cursor(egui::CursorIcon::Grab)
}

/// The sign of a fold: points down when open, right when closed.
pub(super) fn paint_triangle(painter: &Painter, rect: Rect, open: bool, color: Color32) {
    let points = if open {
        vec![
            rect.left_top(),
            rect.right_top(),
            pos2(rect.center().x, rect.bottom()),
        ]
    } else {
        vec![
            rect.left_top(),
            pos2(rect.right(), rect.center().y),
            rect.left_bottom(),
        ]
    };
    painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_read_as_people_write_them() {
        assert_eq!(parse_tenths("12.5", 1000), Some(125));
        assert_eq!(parse_tenths("12", 1000), Some(120));
        assert_eq!(parse_tenths("12%", 1000), Some(120));
        assert_eq!(parse_tenths("100", 1000), Some(1000));
        for wrong in ["", "-1", "12.55", "abc", "100.1", "99999", "1.x"] {
            assert_eq!(parse_tenths(wrong, 1000), None, "{wrong}");
        }
        assert_eq!(parse_tenths(&half_width("１２．５％"), 1000), Some(125));
    }

    #[test]
    fn tenths_are_shown_without_a_needless_zero() {
        assert_eq!(show_tenths(125), "12.5");
        assert_eq!(show_tenths(120), "12");
    }
}
