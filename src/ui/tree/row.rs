//! One line of the tree: drawn, clicked, dragged, renamed.

use super::moves::{self, Drop};
use super::rows::Row;
use super::{Renaming, TreeState, display_name, own_name, owner_menu, row_id};
use crate::model::{Owner, RoleState};
use crate::strings::tree as words;
use crate::ui::dragged::dragged_ui;
use crate::ui::icons::{Icon, paint};
use crate::ui::menu_bar;
use crate::ui::plain_field::plain_field;
use crate::ui::theme::{self, Palette};
use crate::ui::{UiCommand, View};
use egui::accesskit::Role;
use egui::{
    Align2, EventFilter, FontId, Id, Key, Rect, Response, Sense, Stroke, StrokeKind, TextStyle,
    TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

/// How far a level is indented, in points.
const INDENT: f32 = 16.0;
/// Room for the triangle and for the sign, in points.
const SIGN: f32 = 18.0;

/// What a line has to do with the keyboard.
#[derive(Clone, Copy)]
pub(super) struct Keyboard {
    /// It takes the focus now.
    pub(super) takes: bool,
    /// Tab stops at it.
    pub(super) stops: bool,
}

/// Draws one line and hears what is done to it.
pub(super) fn row_ui(
    ui: &mut Ui,
    view: View<'_>,
    state: &mut TreeState,
    (row, keyboard): (Row, Keyboard),
    out: &mut Vec<UiCommand>,
) {
    let owner = row.node.owner;
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let (_, rect) = ui.allocate_space(size);
    let id = row_id(owner);
    let mut sense = Sense::click_and_drag();
    if !keyboard.stops && !ui.memory(|memory| memory.has_focus(id)) {
        sense -= Sense::FOCUSABLE;
    }
    let response = ui.interact(rect, id, sense);
    let selected = view.selection == owner;
    let name = display_name(view.project, owner);
    describe(ui, &response, &row, selected, &name);
    if keyboard.takes || response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        let arrows = EventFilter {
            tab: false,
            escape: false,
            horizontal_arrows: true,
            vertical_arrows: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
    background(ui, &response, selected);
    let left = rect.left() + 4.0 + row.node.depth as f32 * INDENT;
    signs(ui, &row, rect, left);
    let text_rect = Rect::from_min_max(pos2(left + 2.0 * SIGN, rect.top()), rect.max);
    let is_renamed = state.renaming.as_ref().is_some_and(|it| it.owner == owner);
    if is_renamed {
        rename_ui(ui, state, text_rect, out);
        return;
    }
    let elided = text_ui(ui, view, &row, text_rect, &name);
    clicked(ui, view, state, (&row, &response, left), out);
    drag_and_drop(ui, view, &row, &response, out);
    response.context_menu(|ui| {
        ui.set_min_width(menu_bar::MENU_WIDTH);
        owner_menu(ui, view, owner, out);
    });
    if elided {
        response.on_hover_text(name);
    }
}

fn describe(ui: &Ui, response: &Response, row: &Row, selected: bool, name: &str) {
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, selected, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_level(row.node.depth + 1);
        if row.has_below {
            node.set_expanded(row.open);
        }
    });
}

fn background(ui: &Ui, response: &Response, selected: bool) {
    let palette = Palette::of(ui);
    let fill = if selected {
        palette.selected
    } else if response.hovered() {
        palette.hovered
    } else {
        egui::Color32::TRANSPARENT
    };
    let line = if response.has_focus() {
        Stroke::new(1.0, palette.accent)
    } else {
        Stroke::NONE
    };
    let rect = response.rect.shrink2(vec2(1.0, 0.0));
    ui.painter().rect(rect, 5.0, fill, line, StrokeKind::Inside);
}

fn signs(ui: &Ui, row: &Row, rect: Rect, left: f32) {
    let palette = Palette::of(ui);
    let at = |x: f32| pos2(left + x, rect.center().y);
    if row.has_below && row.node.owner != Owner::Company {
        let icon = if row.open { Icon::Open } else { Icon::Closed };
        paint(ui.painter(), icon, at(SIGN / 2.0), palette.weak);
    }
    let (icon, color) = match row.node.owner {
        Owner::Company => (Icon::Company, palette.accent),
        Owner::Department(_) => (Icon::Department, palette.accent),
        Owner::Role(_) => (Icon::Role, palette.weak),
    };
    paint(ui.painter(), icon, at(SIGN * 1.5), color);
}

/// Draws the name and, at the right, the count of roles or the state. True if the name did not fit.
fn text_ui(ui: &Ui, view: View<'_>, row: &Row, rect: Rect, name: &str) -> bool {
    let palette = Palette::of(ui);
    let mut right = rect.right() - 8.0;
    let suspended = match row.node.owner {
        Owner::Role(id) => view
            .project
            .roles
            .get(&id)
            .is_some_and(|role| role.state == RoleState::Suspended),
        Owner::Company | Owner::Department(_) => false,
    };
    let remark = match row.node.owner {
        Owner::Role(_) if suspended => words::SUSPENDED.to_owned(),
        Owner::Role(_) => String::new(),
        Owner::Company | Owner::Department(_) => row.node.n_roles.to_string(),
    };
    if !remark.is_empty() {
        let font = FontId::proportional(theme::SMALL);
        let drawn = ui.painter().text(
            pos2(right, rect.center().y),
            Align2::RIGHT_CENTER,
            remark,
            font,
            palette.weak,
        );
        right = drawn.left() - 6.0;
    }
    let font = if row.node.owner == Owner::Company {
        theme::bold_font(theme::BODY)
    } else {
        TextStyle::Body.resolve(ui.style())
    };
    let left = rect.left() + 4.0;
    let width = (right - left).max(1.0);
    let galley = WidgetText::from(name).into_galley(ui, Some(TextWrapMode::Truncate), width, font);
    let color = if suspended {
        palette.weak
    } else {
        palette.text
    };
    let top = rect.center().y - galley.size().y / 2.0;
    let elided = galley.elided;
    ui.painter().galley(pos2(left, top), galley, color);
    elided
}

fn clicked(
    ui: &Ui,
    view: View<'_>,
    state: &mut TreeState,
    (row, response, left): (&Row, &Response, f32),
    out: &mut Vec<UiCommand>,
) {
    let owner = row.node.owner;
    let pointer = response.interact_pointer_pos();
    if response.secondary_clicked() && view.selection != owner {
        state.shown_selection = Some(owner);
        out.push(UiCommand::Select(owner));
    }
    if !response.clicked() {
        return;
    }
    match (owner, pointer) {
        (Owner::Department(id), Some(pointer)) if pointer.x < left + SIGN && row.has_below => {
            state.set_closed(id, row.open);
        }
        (Owner::Department(id), _) if response.double_clicked() && row.has_below => {
            state.set_closed(id, row.open);
        }
        _ if response.double_clicked() => {
            state.renaming = Some(Renaming {
                owner,
                text: own_name(view.project, owner).to_owned(),
                begun: false,
            });
        }
        _ => {
            state.shown_selection = Some(owner);
            out.push(UiCommand::Select(owner));
        }
    }
    ui.ctx().request_repaint();
}

fn drag_and_drop(
    ui: &Ui,
    view: View<'_>,
    row: &Row,
    response: &Response,
    out: &mut Vec<UiCommand>,
) {
    let target = row.node.owner;
    if target != Owner::Company {
        response.dnd_set_drag_payload(target);
    }
    let (Some(dragged), Some(pointer)) = (
        response.dnd_hover_payload::<Owner>(),
        ui.ctx().pointer_interact_pos(),
    ) else {
        return;
    };
    let rect = response.rect;
    let height = (pointer.y - rect.top()) / rect.height();
    let drop = moves::drop_at(*dragged, target, height);
    let Some(edit) = moves::dropped(view.project, view.organisation, *dragged, target, drop) else {
        return;
    };
    let stroke = Stroke::new(2.0, Palette::of(ui).accent);
    let left = rect.left() + 4.0 + row.node.depth as f32 * INDENT;
    let across = left..=rect.right() - 2.0;
    match drop {
        Drop::Before => _ = ui.painter().hline(across, rect.top(), stroke),
        Drop::After => _ = ui.painter().hline(across, rect.bottom(), stroke),
        Drop::Into => {
            ui.painter()
                .rect_stroke(rect.shrink(1.0), 5.0, stroke, StrokeKind::Inside);
        }
    }
    if response.dnd_release_payload::<Owner>().is_some() {
        out.push(UiCommand::Edit(edit));
    }
}

/// The name of what is dragged, beside the pointer.
pub(super) fn dragged_owner_ui(ui: &Ui, view: View<'_>) {
    if let Some(owner) = egui::DragAndDrop::payload::<Owner>(ui.ctx()) {
        dragged_ui(ui, &display_name(view.project, *owner));
    }
}

/// The field of a name being changed: Enter or a click elsewhere takes it, Escape drops it.
fn rename_ui(ui: &mut Ui, state: &mut TreeState, rect: Rect, out: &mut Vec<UiCommand>) {
    let Some(mut renaming) = state.renaming.take() else {
        return;
    };
    let id = Id::unique(("tree-rename", renaming.owner));
    let mut area = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, 1.0))));
    let field = plain_field(&mut area, id, &mut renaming.text, |edit| {
        edit.hint_text(words::NEW_NAME)
            .desired_width(rect.width() - 10.0)
            .margin(vec2(4.0, 2.0))
    });
    if !renaming.begun {
        renaming.begun = true;
        field.request_focus();
        select_all(ui, id, &renaming.text);
        state.renaming = Some(renaming);
        return;
    }
    if field.has_focus() || !field.lost_focus() && !field.clicked_elsewhere() {
        state.renaming = Some(renaming);
        return;
    }
    let escaped = ui.input(|input| input.key_pressed(Key::Escape));
    state.wants_focus = ui.input(|input| input.key_pressed(Key::Enter)) || escaped;
    if !escaped {
        out.push(UiCommand::Rename(renaming.owner, renaming.text));
    }
}

fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut edit = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    edit.cursor
        .set_char_range(Some(egui::text_selection::CCursorRange::select_all_str(
            text,
        )));
    edit.store(ui.ctx(), id);
}
