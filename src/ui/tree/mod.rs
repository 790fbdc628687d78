//! The tree of departments and roles at the left.
//!
//! Only the lines on the screen are drawn, each one widget with an id made of the department's or role's own id and
//! the AccessKit role of a tree item; so that ten thousand roles cost as much as ten, the keyboard works and a
//! screen reader knows where it is. The tree changes nothing: it asks.

pub mod moves;
mod row;
pub mod rows;

use super::dragged::scroll_at_edges;
use super::icons::{Icon, icon_button};
use super::import_window::ImportCommand;
use super::menu_bar::{self, item};
use super::plain_field::plain_field;
use super::{UiCommand, View};
use crate::model::{DepartmentId, Field, Owner, Place, Project};
use crate::strings::{import_window as import_words, tree as words};
use egui::{Id, Key, Modifiers, ScrollArea, Ui, vec2};
use rows::{Row, Rows};
use std::collections::BTreeSet;

/// Height of the list of departments to move to, in points.
const MOVE_MENU_HEIGHT: f32 = 360.0;

/// A name being changed in its line.
#[derive(Clone, Debug)]
struct Renaming {
    owner: Owner,
    text: String,
    /// The field has had the focus: losing it now ends the change.
    begun: bool,
}

/// What the tree remembers between frames.
#[derive(Debug, Default)]
pub struct TreeState {
    closed: BTreeSet<DepartmentId>,
    /// Grows whenever `closed` changes: part of the key under which the lines are kept.
    closed_changes: u64,
    filter: String,
    rows: Rows,
    renaming: Option<Renaming>,
    shown_selection: Option<Owner>,
    scroll_to: Option<Owner>,
    wants_focus: bool,
    filter_wants_focus: bool,
    scrolled: f32,
}

impl TreeState {
    /// Forgets what belonged to another project.
    pub fn reset(&mut self) {
        *self = TreeState::default();
    }

    /// Puts the caret into the filter.
    pub fn focus_filter(&mut self) {
        self.filter_wants_focus = true;
    }

    /// Shows the name of `owner` in a field, ready to be typed over.
    pub fn begin_rename(&mut self, project: &Project, owner: Owner) {
        self.scroll_to = Some(owner);
        self.renaming = Some(Renaming {
            owner,
            text: own_name(project, owner).to_owned(),
            begun: false,
        });
    }

    fn set_closed(&mut self, department: DepartmentId, closed: bool) {
        let changed = if closed {
            self.closed.insert(department)
        } else {
            self.closed.remove(&department)
        };
        self.closed_changes += u64::from(changed);
    }

    /// Opens what hides `owner` and scrolls to it.
    fn reveal(&mut self, view: View<'_>, owner: Owner) {
        let above = match owner {
            Owner::Company => None,
            Owner::Department(id) => view.organisation.parent_of(id),
            Owner::Role(id) => view.organisation.department_of(id),
        };
        for department in above.map_or(Vec::new(), |id| view.organisation.path(id)) {
            self.set_closed(department, false);
        }
        self.scroll_to = Some(owner);
    }
}

fn own_name(project: &Project, owner: Owner) -> &str {
    project
        .text(Place::of(owner, Field::Name))
        .unwrap_or_default()
}

/// The name by which the screen calls `owner`; something is said even where no name was given.
pub fn display_name(project: &Project, owner: Owner) -> String {
    let name = match owner {
        Owner::Role(id) => project.roles.get(&id).map(|role| role.full_name()),
        Owner::Company | Owner::Department(_) => Some(own_name(project, owner).to_owned()),
    };
    let without_name = match owner {
        Owner::Company => words::UNNAMED_COMPANY,
        Owner::Department(_) => words::UNNAMED_DEPARTMENT,
        Owner::Role(_) => words::UNNAMED_ROLE,
    };
    name.filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| without_name.to_owned())
}

/// Draws the filter and the tree.
pub fn tree_ui(ui: &mut Ui, view: View<'_>, state: &mut TreeState, out: &mut Vec<UiCommand>) {
    head_ui(ui, view, state, out);
    if state.shown_selection != Some(view.selection) {
        state.shown_selection = Some(view.selection);
        state.reveal(view, view.selection);
    }
    state.rows.refresh(
        (view.project, view.organisation, view.revision),
        &state.filter,
        (&state.closed, state.closed_changes),
    );
    // Taken out while they are drawn: drawing changes what is closed, which takes effect in the next frame.
    let rows = std::mem::take(&mut state.rows);
    if rows.as_slice().is_empty() {
        ui.add_space(12.0);
        ui.vertical_centered(|ui| ui.weak(words::NOTHING_FOUND));
    } else {
        keyboard(ui, state, rows.as_slice(), out);
        if view.project.departments.is_empty() && view.project.roles.is_empty() {
            let line = vec2(ui.available_width(), ui.spacing().interact_size.y + 8.0);
            ui.allocate_ui(line, |ui| rows_ui(ui, view, state, &rows, out));
            begin_ui(ui, out);
        } else {
            rows_ui(ui, view, state, &rows, out);
        }
    }
    state.rows = rows;
}

/// What stands below a company without departments and roles: how to begin.
fn begin_ui(ui: &mut Ui, out: &mut Vec<UiCommand>) {
    ui.add_space(24.0);
    ui.vertical_centered(|ui| {
        ui.weak(words::EMPTY);
        ui.add_space(4.0);
        let button = |ui: &mut Ui, name| {
            let button = egui::Button::new(name).min_size(vec2(120.0, 30.0));
            ui.add(button).clicked()
        };
        if button(ui, words::ADD_DEPARTMENT) {
            out.push(UiCommand::NewDepartment(None));
        }
        if button(ui, words::ADD_ROLE) {
            out.push(UiCommand::NewRole(None));
        }
        if button(ui, import_words::MENU) {
            out.push(UiCommand::Import(ImportCommand::Open(Owner::Company)));
        }
    });
}

fn head_ui(ui: &mut Ui, view: View<'_>, state: &mut TreeState, out: &mut Vec<UiCommand>) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let title =
            egui::RichText::new(words::TREE).font(super::theme::bold_font(super::theme::BODY));
        ui.label(title);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, Icon::CloseAll, words::CLOSE_ALL).clicked() {
                state.closed = view.project.departments.keys().copied().collect();
                state.closed_changes += 1;
            }
            if icon_button(ui, Icon::OpenAll, words::OPEN_ALL).clicked() {
                state.closed.clear();
                state.closed_changes += 1;
            }
            let menu = icon_button(ui, Icon::Add, words::ADD_ROLE_OR_DEPARTMENT);
            egui::Popup::menu(&menu).show(|ui| {
                let here = department_here(view, view.selection);
                if ui.button(words::ADD_ROLE).clicked() {
                    out.push(UiCommand::NewRole(here));
                }
                if ui.button(words::ADD_DEPARTMENT).clicked() {
                    out.push(UiCommand::NewDepartment(here));
                }
            });
        });
    });
    ui.horizontal(|ui| {
        let id = Id::unique("tree-filter");
        let button = ui.spacing().interact_size.y;
        let shown = !state.filter.is_empty();
        let width = ui.available_width() - if shown { button + 4.0 } else { 0.0 };
        ui.spacing_mut().item_spacing.x = 4.0;
        let field = plain_field(ui, id, &mut state.filter, |edit| {
            edit.hint_text(words::FILTER)
                .desired_width(width - 8.0)
                .margin(vec2(8.0, 5.0))
        });
        if std::mem::take(&mut state.filter_wants_focus) {
            field.request_focus();
        }
        let escaped = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if shown && (escaped || icon_button(ui, Icon::Close, words::CLEAR_FILTER).clicked()) {
            state.filter.clear();
            state.scroll_to = Some(view.selection);
        }
    });
    ui.add_space(2.0);
}

/// The department in which something new stands when `owner` is selected.
pub fn department_here(view: View<'_>, owner: Owner) -> Option<DepartmentId> {
    match owner {
        Owner::Company => None,
        Owner::Department(id) => Some(id),
        Owner::Role(id) => view.organisation.department_of(id),
    }
}

fn row_id(owner: Owner) -> Id {
    Id::unique(("tree-row", owner))
}

/// Arrows, Home, End, Delete and Enter, for the line that has the focus.
fn keyboard(ui: &mut Ui, state: &mut TreeState, rows: &[Row], out: &mut Vec<UiCommand>) {
    if state.renaming.is_some() {
        return;
    }
    let Some(focused) = ui.memory(|memory| memory.focused()) else {
        return;
    };
    let Some(at) = rows
        .iter()
        .position(|row| row_id(row.node.owner) == focused)
    else {
        return;
    };
    let row = rows[at];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut to = None;
    if pressed(Key::ArrowUp) {
        to = at.checked_sub(1);
    } else if pressed(Key::ArrowDown) {
        to = Some(at + 1);
    } else if pressed(Key::Home) {
        to = Some(0);
    } else if pressed(Key::End) {
        to = Some(rows.len() - 1);
    } else if pressed(Key::ArrowLeft) {
        match row.node.owner {
            Owner::Department(id) if row.open && row.has_below => state.set_closed(id, true),
            _ => {
                to = rows[..at]
                    .iter()
                    .rposition(|above| above.node.depth < row.node.depth);
            }
        }
    } else if pressed(Key::ArrowRight) {
        match row.node.owner {
            Owner::Department(id) if !row.open => state.set_closed(id, false),
            _ if row.has_below => to = Some(at + 1),
            _ => {}
        }
    } else if pressed(Key::Delete) && row.node.owner != Owner::Company {
        out.push(UiCommand::AskRemove(row.node.owner));
    } else if pressed(Key::Enter) {
        out.push(UiCommand::Reveal(
            Place::of(row.node.owner, Field::Name).into(),
        ));
    }
    if let Some(row) = to.and_then(|to| rows.get(to)) {
        out.push(UiCommand::Select(row.node.owner));
        // The selection is known here already, so that opening what hides it is not tried.
        state.shown_selection = Some(row.node.owner);
        state.scroll_to = Some(row.node.owner);
        state.wants_focus = true;
    }
}

fn rows_ui(
    ui: &mut Ui,
    view: View<'_>,
    state: &mut TreeState,
    rows: &Rows,
    out: &mut Vec<UiCommand>,
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let height = ui.spacing().interact_size.y;
    let stride = height + ui.spacing().item_spacing.y;
    let mut area = ScrollArea::vertical().id_salt("tree").auto_shrink(false);
    if let Some(row) = state
        .scroll_to
        .take()
        .and_then(|owner| rows.position(owner))
    {
        // A line that is not drawn cannot scroll itself into view.
        let top = row as f32 * stride;
        let visible = ui.available_height();
        if top < state.scrolled {
            area = area.vertical_scroll_offset(top);
        } else if top + stride > state.scrolled + visible {
            area = area.vertical_scroll_offset(top + stride - visible);
        }
    }
    let focus_selected = std::mem::take(&mut state.wants_focus);
    let shown = area.show_rows(ui, height, rows.as_slice().len(), |ui, range| {
        if egui::DragAndDrop::has_payload_of_type::<Owner>(ui.ctx()) {
            scroll_at_edges(ui);
        }
        let lines = rows.as_slice().get(range).unwrap_or_default();
        let selected_now = state.shown_selection.unwrap_or(view.selection);
        // Tab stops at one line of the tree, the arrows lead on: else there would be a stop for each of 8,000 roles.
        let drawn = |owner: &Owner| lines.iter().any(|line| line.node.owner == *owner);
        let first = lines.first().map(|line| line.node.owner);
        let stop = Some(selected_now).filter(drawn).or(first);
        for line in lines {
            let owner = line.node.owner;
            let keyboard = row::Keyboard {
                takes: focus_selected && owner == selected_now,
                stops: stop == Some(owner),
            };
            row::row_ui(ui, view, state, (*line, keyboard), out);
        }
    });
    state.scrolled = shown.state.clamped_offset().y;
    row::dragged_owner_ui(ui, view);
}

/// What the menu of a line offers, and the menu bar under 编辑.
pub fn owner_menu(ui: &mut Ui, view: View<'_>, owner: Owner, out: &mut Vec<UiCommand>) {
    let here = department_here(view, owner);
    let role = Some(&menu_bar::ADD_ROLE);
    if item(ui, true, words::ADD_ROLE, role) {
        out.push(UiCommand::NewRole(here));
    }
    let add_department = match owner {
        Owner::Department(_) => words::ADD_BELOW,
        Owner::Company | Owner::Role(_) => words::ADD_DEPARTMENT,
    };
    let department = Some(&menu_bar::ADD_DEPARTMENT);
    if item(ui, true, add_department, department) {
        out.push(UiCommand::NewDepartment(here));
    }
    if !matches!(owner, Owner::Role(_)) && item(ui, true, import_words::MENU_HERE, None) {
        out.push(UiCommand::Import(ImportCommand::Open(owner)));
    }
    ui.separator();
    let is_company = owner == Owner::Company;
    if item(ui, !is_company, words::DUPLICATE, None) {
        out.push(UiCommand::Duplicate(owner));
    }
    if item(ui, true, words::RENAME, Some(&menu_bar::RENAME)) {
        out.push(UiCommand::BeginRename(owner));
    }
    for (down, name, keys) in [
        (false, words::MOVE_UP, menu_bar::UP),
        (true, words::MOVE_DOWN, menu_bar::DOWN),
    ] {
        let step = moves::one_step(view.project, view.organisation, owner, down);
        if item(ui, step.is_some(), name, Some(&keys)) {
            out.extend(step.map(UiCommand::Edit));
        }
    }
    if !is_company {
        ui.menu_button(words::MOVE_TO, |ui| move_menu(ui, view, owner, out));
    }
    ui.separator();
    let delete = egui::KeyboardShortcut::new(Modifiers::NONE, Key::Delete);
    if item(ui, !is_company, words::REMOVE, Some(&delete)) {
        out.push(UiCommand::AskRemove(owner));
    }
}

/// Every department that `owner` can go to, and the company itself.
fn move_menu(ui: &mut Ui, view: View<'_>, owner: Owner, out: &mut Vec<UiCommand>) {
    ui.set_min_width(menu_bar::MENU_WIDTH);
    let nodes = view.organisation.nodes.iter();
    let above: Vec<_> = nodes
        .filter(|node| !matches!(node.owner, Owner::Role(_)))
        .collect();
    let department = match owner {
        Owner::Company => None,
        Owner::Department(id) => view.organisation.parent_of(id),
        Owner::Role(id) => view.organisation.department_of(id),
    };
    let here = department.map_or(Owner::Company, Owner::Department);
    let height = ui.spacing().interact_size.y;
    let area = ScrollArea::vertical().max_height(MOVE_MENU_HEIGHT);
    area.show_rows(ui, height, above.len(), |ui, range| {
        for node in above.get(range).unwrap_or_default() {
            let (project, to) = (view.project, node.owner);
            let edit = moves::dropped(project, view.organisation, owner, to, moves::Drop::Into)
                .filter(|_| to != here);
            ui.horizontal(|ui| {
                ui.add_space(node.depth as f32 * 14.0);
                if item(ui, edit.is_some(), &display_name(project, to), None) {
                    out.extend(edit.map(UiCommand::Edit));
                }
            });
        }
    });
}
