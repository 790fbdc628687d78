//! Rows of lists: numbers, drag and drop, the row's menu. The lines in them and their keys are in `lines`.

use super::cells::{Told, one_line_from};
use super::entries::new_entry;
use super::widgets::{self, Icon};
use super::{Awaited, Editor};
use crate::document::numbering::{printed_number, style_of_level};
use crate::edit::{AnyItem, Edit};
use crate::model::settings::NumberStyle;
use crate::model::{Field, ItemId, ListItem, ListPlace, Place};
use crate::strings::{editor as words, fields};
use crate::ui::field;
use egui::{Align, Layout, Rect, Stroke, Ui, vec2};

/// How far an entry stands in from the one above it.
const INDENT: f32 = 24.0;
/// Room for the buttons at the right of a row.
const ACTIONS: f32 = 44.0;
/// Room for the number of a row.
const NUMBER: f32 = 38.0;
/// Between the parts of a row.
const GAP: f32 = 4.0;

/// The entry that is being dragged.
pub(super) struct Dragged {
    list: ListPlace,
    index: usize,
    item: ItemId,
}

impl Dragged {
    /// The text by which it is known.
    pub(super) fn place(&self) -> Place {
        let main = fields::main_field(self.list.kind);
        Place::item(self.list.owner, self.item, main)
    }
}

/// Where an entry stands.
pub(super) struct Row {
    /// Its list.
    pub(super) list: ListPlace,
    /// Its position in the list, from 0.
    pub(super) index: usize,
    /// The entry.
    pub(super) item: ItemId,
    /// Its number for names: 2.1, in a group of duties with the group's heading before it.
    pub(super) path: String,
    /// Its number as it will print; empty if it has none.
    number: String,
    /// Number of entries in its list.
    len: usize,
    /// Entries above it of the same kind.
    depth: usize,
    /// Position of the entry in whose list of the same kind it stands.
    pub(super) above: Option<(ListPlace, usize)>,
    /// The entry before it, and how many entries that one has below it.
    pub(super) before: Option<(ItemId, usize)>,
    /// Whether entries of this kind can have entries below them.
    pub(super) nests: bool,
    /// Whether it holds nothing at all.
    pub(super) blank: bool,
    /// The entries below it.
    pub(super) children: Vec<ItemId>,
    /// Whether its first field is the only one that says something.
    pub(super) one_text: bool,
}

/// How a list is shown.
#[derive(Clone, Copy, Default)]
pub(super) struct ListLook<'a> {
    /// Numbers, level by level; empty = none.
    pub(super) numbers: &'a [NumberStyle],
    /// Whether entries can have entries below them.
    pub(super) nests: bool,
    /// The heading below which the entries are numbered, for their names; empty = none.
    pub(super) group: &'a str,
    /// Added to the first level's numbers.
    pub(super) offset: usize,
}

/// Draws the fields of one row.
type RowContent<'c, 'a, 's, T> = &'c mut dyn FnMut(&mut Editor<'a, 's>, &mut Ui, &Row, &T);

impl<'a, 's> Editor<'a, 's> {
    /// Draws a list with all levels, and the button that adds an entry at its end.
    pub(super) fn list<T: ListItem>(
        &mut self,
        ui: &mut Ui,
        list: ListPlace,
        entries: &[T],
        look: ListLook<'_>,
        content: RowContent<'_, 'a, 's, T>,
    ) {
        self.level(ui, list, entries, look, &mut Vec::new(), None, content);
        self.own_numbers_ui(ui, list, entries);
        self.add_button(ui, list, entries.len());
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a recursion carries its way along"
    )]
    fn level<T: ListItem>(
        &mut self,
        ui: &mut Ui,
        list: ListPlace,
        entries: &[T],
        look: ListLook<'_>,
        path: &mut Vec<usize>,
        above: Option<(ListPlace, usize)>,
        content: RowContent<'_, 'a, 's, T>,
    ) {
        for (index, entry) in entries.iter().enumerate() {
            let first = if path.is_empty() { look.offset } else { 0 };
            path.push(first + index + 1);
            let names: Vec<String> = path.iter().map(usize::to_string).collect();
            let blank = |field: &Field| entry.text(*field).is_none_or(str::is_empty);
            let row = Row {
                list,
                index,
                item: entry.id(),
                path: fields::number_in_group(look.group, &names.join(".")),
                number: number(look.numbers, path),
                len: entries.len(),
                depth: path.len() - 1,
                above,
                before: index
                    .checked_sub(1)
                    .and_then(|before| entries.get(before))
                    .map(|before| (before.id(), before.children().len())),
                nests: look.nests,
                blank: entry.children().is_empty() && T::FIELDS.iter().all(blank),
                children: entry.children().iter().map(ListItem::id).collect(),
                one_text: T::FIELDS.iter().skip(1).all(blank),
            };
            self.row(ui, &row, |editor, ui| content(editor, ui, &row, entry));
            if !entry.children().is_empty() {
                let was_inside = self.inside_dragged;
                self.inside_dragged |= self.is_dragged(entry.id());
                let below = ListPlace {
                    owner: list.owner,
                    kind: list.kind,
                    parent: Some(entry.id()),
                };
                let here = Some((list, index));
                self.level(ui, below, entry.children(), look, path, here, content);
                self.inside_dragged = was_inside;
            }
            path.pop();
        }
    }

    fn is_dragged(&self, item: ItemId) -> bool {
        self.dragging
            .as_ref()
            .is_some_and(|dragged| dragged.item == item)
    }

    /// One row: handle, number, fields, buttons.
    fn row(&mut self, ui: &mut Ui, row: &Row, content: impl FnOnce(&mut Self, &mut Ui)) {
        if let Some(awaited) = self.state.awaited
            && awaited.list == row.list
            && awaited.index == row.index
            && awaited.revision != self.view.revision
        {
            self.state.awaited = None;
            let main = fields::main_field(row.list.kind);
            let place = Place::item(row.list.owner, row.item, main);
            field::set_caret(ui.ctx(), place, awaited.caret);
            self.state.focus = Some(place.into());
        }
        let before = std::mem::replace(&mut self.told, Told::Nothing);
        let width = content_width(ui, row);
        if let Some(from) = one_line_from(row.list.kind) {
            self.told = Told::of(row.index, row.depth, width < from);
            self.told.space_before(ui, row.index);
        }
        let top = ui.cursor().top();
        let shown = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.add_space(row.depth as f32 * INDENT);
            // The height is not known yet; the handle cares only for its own line.
            let line =
                Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + widgets::row_height(ui));
            let loud = ui.rect_contains_pointer(line) || self.is_dragged(row.item);
            let id = egui::Id::unique(("drag entry", row.list.owner, row.item));
            let handle = widgets::drag_handle(ui, id, loud);
            if handle.drag_started() {
                handle.dnd_set_drag_payload(Dragged {
                    list: row.list,
                    index: row.index,
                    item: row.item,
                });
            }
            if !row.number.is_empty() {
                show_number(ui, &row.number);
            }
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                content(self, ui);
            });
            let loud = ui.rect_contains_pointer(ui.min_rect());
            self.row_actions(ui, row, loud);
        });
        self.told = before;
        self.drop_target(ui, row, shown.response.rect);
    }

    /// The buttons at the right of a row.
    fn row_actions(&mut self, ui: &mut Ui, row: &Row, loud: bool) {
        ui.spacing_mut().item_spacing.x = 0.0;
        let kind = row.list.kind;
        let name = words::action_on(words::ROW_MENU, kind, &row.path);
        let menu = widgets::icon_button(ui, Icon::Dots, &name, loud);
        egui::Popup::menu(&menu).show(|ui| self.row_menu(ui, row));
        let name = words::action_on(words::DELETE, kind, &row.path);
        if widgets::icon_button(ui, Icon::Cross, &name, loud).clicked() {
            self.remove(row);
        }
    }

    fn row_menu(&mut self, ui: &mut Ui, row: &Row) {
        let button = |ui: &mut Ui, enabled: bool, label: &str| {
            ui.add_enabled(enabled, egui::Button::new(label)).clicked()
        };
        if button(ui, true, words::ADD_BELOW) {
            self.add(row.list, row.index + 1, "");
        }
        if row.nests && button(ui, true, words::ADD_CHILD) {
            self.add(row.children_list(), row.children.len(), "");
        }
        ui.separator();
        if button(ui, row.index > 0, words::MOVE_UP) {
            self.step(row, -1);
        }
        if button(ui, row.index + 1 < row.len, words::MOVE_DOWN) {
            self.step(row, 1);
        }
        if row.nests {
            if button(ui, row.before.is_some(), words::INDENT) {
                self.indent(row);
            }
            if button(ui, row.above.is_some(), words::OUTDENT) {
                self.outdent(row);
            }
        }
        ui.separator();
        if button(ui, true, words::DELETE) {
            self.remove(row);
        }
    }

    /// Lets an entry of the same kind be dropped before or after this row.
    fn drop_target(&mut self, ui: &Ui, row: &Row, rect: Rect) {
        let Some(dragged) = self.dragging.clone() else {
            return;
        };
        let fits = dragged.list.kind == row.list.kind && dragged.list.owner == row.list.owner;
        if !fits || self.inside_dragged || dragged.item == row.item {
            return;
        }
        let rect = rect.expand2(vec2(0.0, ui.spacing().item_spacing.y / 2.0));
        let Some(pointer) = ui.ctx().pointer_interact_pos() else {
            return;
        };
        if !rect.contains(pointer) || !ui.clip_rect().contains(pointer) {
            return;
        }
        let after = pointer.y > rect.center().y;
        let y = if after { rect.bottom() } else { rect.top() };
        let left = rect.left() + row.depth as f32 * INDENT;
        let stroke = Stroke::new(2.0, ui.visuals().selection.stroke.color);
        ui.painter().hline(left..=rect.right(), y, stroke);
        if ui.input(|input| input.pointer.any_released()) {
            self.drop_at(&dragged, row.list, row.index + usize::from(after));
        }
    }

    /// Moves the dragged entry to `index` of `list`, counted with the entry itself.
    fn drop_at(&mut self, dragged: &Dragged, list: ListPlace, index: usize) {
        let from_before = dragged.list == list && dragged.index < index;
        let index = index - usize::from(from_before);
        if dragged.list != list || dragged.index != index {
            self.move_to(list, dragged.item, index);
        }
        self.dragging = None;
    }

    /// The button at the end of a list; an entry can be dropped on it too.
    pub(super) fn add_button(&mut self, ui: &mut Ui, list: ListPlace, len: usize) {
        let button = egui::Button::new(words::add_entry(list.kind)).frame(false);
        let response = ui
            .horizontal(|ui| {
                ui.add_space(16.0);
                ui.add(button)
            })
            .inner;
        if response.clicked() {
            self.add(list, len, "");
        }
        if let Some(dragged) = self.dragging.clone()
            && dragged.list.kind == list.kind
            && dragged.list.owner == list.owner
            && !self.inside_dragged
            && response.contains_pointer()
        {
            ui.painter().rect_stroke(
                response.rect,
                4.0,
                ui.visuals().selection.stroke,
                egui::StrokeKind::Outside,
            );
            if ui.input(|input| input.pointer.any_released()) {
                self.drop_at(&dragged, list, len);
            }
        }
    }

    /// Adds an entry and puts the caret into it.
    pub(super) fn add(&mut self, list: ListPlace, index: usize, text: &str) {
        self.add_entry(list, index, new_entry(list.kind, text));
    }

    /// Adds this entry and puts the caret into it.
    pub(super) fn add_entry(&mut self, list: ListPlace, index: usize, item: AnyItem) {
        self.awaits(list, index, 0);
        self.edit(Edit::AddItem { list, index, item });
    }

    pub(super) fn awaits(&mut self, list: ListPlace, index: usize, caret: usize) {
        self.state.awaited = Some(Awaited {
            list,
            index,
            caret,
            revision: self.view.revision,
        });
    }

    pub(super) fn remove(&mut self, row: &Row) {
        self.edit(Edit::RemoveItem {
            owner: row.list.owner,
            item: row.item,
        });
    }

    pub(super) fn move_to(&mut self, list: ListPlace, item: ItemId, index: usize) {
        self.edit(Edit::MoveItem {
            owner: list.owner,
            item,
            parent: list.parent,
            index,
        });
    }

    /// One position up (-1) or down (1) in its list.
    pub(super) fn step(&mut self, row: &Row, by: isize) {
        if let Some(index) = row.index.checked_add_signed(by)
            && index < row.len
        {
            self.move_to(row.list, row.item, index);
        }
    }

    /// Below the entry before it, at the end.
    pub(super) fn indent(&mut self, row: &Row) {
        if let Some((before, n_children)) = row.before {
            let below = ListPlace {
                parent: Some(before),
                ..row.list
            };
            self.move_to(below, row.item, n_children);
        }
    }

    /// Beside the entry above it, after it.
    pub(super) fn outdent(&mut self, row: &Row) {
        if let Some((list, index)) = row.above {
            self.move_to(list, row.item, index + 1);
        }
    }
}

/// The room that the fields of a row have.
fn content_width(ui: &Ui, row: &Row) -> f32 {
    let number = if row.number.is_empty() {
        0.0
    } else {
        NUMBER + GAP
    };
    let left = row.depth as f32 * INDENT + widgets::HANDLE + GAP + number;
    (ui.available_width() - left - ACTIONS).max(60.0)
}

impl Row {
    pub(super) fn children_list(&self) -> ListPlace {
        ListPlace {
            parent: Some(self.item),
            ..self.list
        }
    }
}

/// The number of the entry at `path` as it will print; none where a list has no styles.
fn number(styles: &[NumberStyle], path: &[usize]) -> String {
    if styles.is_empty() || path.is_empty() {
        return String::new();
    }
    let path: Vec<u32> = path
        .iter()
        .map(|&value| u32::try_from(value).unwrap_or(u32::MAX))
        .collect();
    printed_number(style_of_level(styles, path.len() - 1), &path)
}

/// The number of a row, at the right of its own column. Screen readers hear it in the field's name.
fn show_number(ui: &mut Ui, number: &str) {
    let (_, rect) = ui.allocate_space(vec2(NUMBER, widgets::row_height(ui)));
    if ui.is_rect_visible(rect) {
        let font = egui::TextStyle::Body.resolve(ui.style());
        let color = ui.visuals().weak_text_color();
        let at = rect.right_center();
        let align = egui::Align2::RIGHT_CENTER;
        ui.painter().text(at, align, number, font, color);
    }
}
