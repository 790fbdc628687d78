//! Which sections and facts a role's document has: two lists to check, name and put in order.

use super::Editor;
use super::widgets::{self, Icon, icon_button};
use crate::model::Spot;
use crate::model::settings::{
    DocumentSettings, FactSetting, SectionSetting, SheetSection, facts_in_order, sections_in_order,
};
use crate::strings::look;
use crate::ui::UiCommand;
use crate::ui::plain_field::plain_field;
use egui::{Align, Id, Label, Layout, RichText, Stroke, Ui, vec2};

/// Width of the check boxes before the names, in points: six hanzi, the longest usual name, and the box.
const NAMES: f32 = 122.0;
/// Greatest width of a field for a name, in points.
const WIDEST_FIELD: f32 = 240.0;

/// A section or fact among the settings.
trait Entry: Clone + PartialEq {
    /// What it is usually called.
    fn usual(&self) -> &'static str;
    /// Whether it can have another name.
    fn takes_name(&self) -> bool;
    /// Where its name is typed.
    fn spot(&self) -> Spot;
    fn hidden(&mut self) -> &mut bool;
    fn name(&mut self) -> &mut String;
}

impl Entry for SectionSetting {
    fn usual(&self) -> &'static str {
        look::section(self.section)
    }
    fn takes_name(&self) -> bool {
        self.section != SheetSection::Own
    }
    fn spot(&self) -> Spot {
        Spot::Heading(self.section)
    }
    fn hidden(&mut self) -> &mut bool {
        &mut self.hidden
    }
    fn name(&mut self) -> &mut String {
        &mut self.heading
    }
}

impl Entry for FactSetting {
    fn usual(&self) -> &'static str {
        look::fact(self.fact)
    }
    fn takes_name(&self) -> bool {
        true
    }
    fn spot(&self) -> Spot {
        Spot::Label(self.fact)
    }
    fn hidden(&mut self) -> &mut bool {
        &mut self.hidden
    }
    fn name(&mut self) -> &mut String {
        &mut self.label
    }
}

/// The entry under the pointer's button.
struct DraggedEntry {
    /// Of which list.
    list: &'static str,
    from: usize,
}

/// What a person did to a list.
enum Change {
    /// One step.
    Done,
    /// The name of an entry is being typed.
    Typing,
}

impl Editor<'_, '_> {
    /// The sections of a role's document.
    pub(super) fn sheet_sections(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let mut list = sections_in_order(&settings.sections);
        let usual = sections_in_order(&[]);
        if let Some(change) = self.ordered(ui, look::SECTIONS, &mut list, &usual) {
            self.set_order(change, |settings| settings.sections = list);
        }
    }

    /// The facts at its head.
    pub(super) fn sheet_facts(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let mut list = facts_in_order(&settings.facts);
        let usual = facts_in_order(&[]);
        if let Some(change) = self.ordered(ui, look::FACTS, &mut list, &usual) {
            self.set_order(change, |settings| settings.facts = list);
        }
    }

    fn set_order(&mut self, change: Change, set: impl FnOnce(&mut DocumentSettings)) {
        match change {
            Change::Done => self.change_settings(set),
            Change::Typing => self.type_settings(set),
        }
    }

    /// Draws a list; what a person does to it is done to `list`, which is empty where it has become the usual one.
    fn ordered<E: Entry>(
        &mut self,
        ui: &mut Ui,
        id: &'static str,
        list: &mut Vec<E>,
        usual: &[E],
    ) -> Option<Change> {
        let hint = if id == look::FACTS {
            look::FACTS_HINT
        } else {
            look::SECTIONS_HINT
        };
        ui.add(Label::new(RichText::new(hint).small().weak()).wrap());
        let mut change = None;
        let mut moved = None;
        for index in 0..list.len() {
            let count = list.len();
            let Some(entry) = list.get_mut(index) else {
                break;
            };
            let (row, drop) = self.entry_row(ui, id, index, count, entry);
            change = row.or(change);
            moved = drop.or(moved);
        }
        if let Some((from, to)) = moved
            && from != to
            && from < list.len()
            && to < list.len()
        {
            let entry = list.remove(from);
            list.insert(to, entry);
            change = Some(Change::Done);
        }
        let differs = list.as_slice() != usual;
        let restore = egui::Button::new(look::RESTORE);
        let shown = ui.push_id(id, |ui| ui.add_enabled(differs, restore));
        if shown.inner.clicked() {
            list.clear();
            return Some(Change::Done);
        }
        if change.is_some() && !differs {
            list.clear();
        }
        change
    }

    /// One row, and from where to where an entry moves.
    fn entry_row<E: Entry>(
        &mut self,
        ui: &mut Ui,
        list: &'static str,
        index: usize,
        count: usize,
        entry: &mut E,
    ) -> (Option<Change>, Option<(usize, usize)>) {
        let usual = entry.usual();
        let mut change = None;
        let mut moved = None;
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let id = Id::unique(("drag setting", list, index));
            let handle = widgets::drag_handle(ui, id, true);
            if handle.drag_started() {
                handle.dnd_set_drag_payload(DraggedEntry { list, from: index });
            }
            let size = vec2(NAMES, widgets::row_height(ui));
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(size);
                let mut shown = !*entry.hidden();
                let checkbox = ui.checkbox(&mut shown, usual);
                let name = look::print(usual);
                ui.ctx()
                    .accesskit_node_builder(checkbox.id, |node| node.set_label(name));
                if checkbox.changed() {
                    *entry.hidden() = !shown;
                    change = Some(Change::Done);
                }
            });
            let width = (ui.available_width() - 60.0).clamp(60.0, WIDEST_FIELD);
            if entry.takes_name() {
                let id = Id::unique(("name of setting", list, usual));
                let field = plain_field(ui, id, entry.name(), |edit| {
                    edit.desired_width(width).hint_text(usual)
                });
                ui.ctx()
                    .accesskit_node_builder(id, |node| node.set_label(look::heading_of(usual)));
                self.reveal_at(entry.spot(), &field);
                if field.changed() {
                    change = Some(Change::Typing);
                }
                if field.lost_focus() {
                    self.out.push(UiCommand::CloseStep);
                }
            } else {
                ui.add_space(width + 4.0);
            }
            for (icon, name, to) in [
                (Icon::Up, look::up(usual), index.checked_sub(1)),
                (
                    Icon::Down,
                    look::down(usual),
                    Some(index + 1).filter(|to| *to < count),
                ),
            ] {
                let button =
                    ui.add_enabled_ui(to.is_some(), |ui| icon_button(ui, icon, &name, true));
                if button.inner.clicked()
                    && let Some(to) = to
                {
                    moved = Some((index, to));
                }
            }
        });
        moved = dropped_here(ui, list, index, &row.response).or(moved);
        (change, moved)
    }
}

/// Where an entry that is dropped on this row moves; while one is held above it, a line shows where it would go.
fn dropped_here(
    ui: &Ui,
    list: &'static str,
    index: usize,
    row: &egui::Response,
) -> Option<(usize, usize)> {
    if let Some(held) = row.dnd_hover_payload::<DraggedEntry>()
        && held.list == list
    {
        let y = if held.from < index {
            row.rect.bottom()
        } else {
            row.rect.top()
        };
        let stroke = Stroke::new(2.0, ui.visuals().selection.stroke.color);
        ui.painter().hline(row.rect.x_range(), y, stroke);
    }
    let dropped = row.dnd_release_payload::<DraggedEntry>()?;
    (dropped.list == list).then_some((dropped.from, index))
}
