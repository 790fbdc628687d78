//! Duties of a role: groups, duties to any depth, and the further fields of each duty.

use super::cells::one_line_from;
use super::lists::{ListLook, Row};
use super::widgets::{self, choice, number_field, parse_tenths, show_tenths};
use super::{Editor, Section};
use crate::edit::{AnyItem, Edit, Value};
use crate::model::{
    Degree, Duty, DutyGroup, Field, ItemId, ListKind, ListPlace, Owner, Role, RoleId, Weight,
};
use crate::strings::{editor as words, fields};
use egui::{Id, Ui};

impl<'a, 's> Editor<'a, 's> {
    /// The section of duties.
    pub(super) fn duties(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let owner = Owner::Role(id);
        let count = role.duties().count();
        self.section(ui, Section::Duties, Some(count), |editor, ui| {
            let groups = ListPlace {
                owner,
                kind: ListKind::DutyGroups,
                parent: None,
            };
            match &role.duty_groups[..] {
                [] => editor.first_duty(ui, groups),
                [only] if only.title.is_empty() => {
                    editor.group_duties(ui, owner, role, only);
                    editor.add_button(ui, groups, 1);
                }
                all => editor.list(
                    ui,
                    groups,
                    all,
                    ListLook::default(),
                    &mut |editor, ui, row, group| {
                        editor.line(ui, row, Field::Title, &group.title, f32::INFINITY);
                        editor.group_duties(ui, owner, role, group);
                    },
                ),
            }
        });
    }

    /// A role without a group gets one together with its first duty.
    fn first_duty(&mut self, ui: &mut Ui, groups: ListPlace) {
        let add_duty = words::add_entry(ListKind::Duties);
        let button = egui::Button::new(add_duty).frame(false);
        let button = ui.horizontal(|ui| {
            ui.add_space(widgets::HANDLE + 4.0);
            ui.add(button)
        });
        if button.inner.clicked() {
            self.edit(Edit::AddItem {
                list: groups,
                index: 0,
                item: AnyItem::DutyGroup(DutyGroup {
                    duties: vec![Duty::default()],
                    ..DutyGroup::default()
                }),
            });
        }
        self.add_button(ui, groups, 0);
    }

    fn group_duties(&mut self, ui: &mut Ui, owner: Owner, role: &Role, group: &DutyGroup) {
        let list = ListPlace {
            owner,
            kind: ListKind::Duties,
            parent: Some(group.id),
        };
        let settings = self.view.project.company.settings.clone();
        let (heading, n_before) = fields::group_heading(&role.duty_groups, group.id);
        let look = ListLook {
            numbers: &settings.numbering,
            nests: true,
            group: heading,
            offset: n_before,
        };
        self.list(
            ui,
            list,
            &group.duties,
            look,
            &mut |editor, ui, row, duty| {
                editor.duty(ui, row, duty);
            },
        );
    }

    /// One duty: its text, and below it the further fields if they are asked for.
    fn duty(&mut self, ui: &mut Ui, row: &Row, duty: &Duty) {
        let open = self.state.details.contains(&duty.id);
        let told = details_in_short(duty);
        ui.horizontal_top(|ui| {
            let room = 52.0;
            let width = (ui.available_width() - room).max(60.0);
            self.says_more = duty.weight.is_some() || duty.degree.is_some();
            self.line(ui, row, Field::Text, &duty.text, width);
            self.says_more = false;
            let label = egui::RichText::new(words::DETAILS).small().weak();
            let toggle = egui::Button::new(label).frame(false).selected(open);
            let line = egui::vec2(0.0, widgets::row_height(ui));
            let middle = egui::Layout::left_to_right(egui::Align::Center);
            let toggle = ui.allocate_ui_with_layout(line, middle, |ui| {
                ui.set_min_height(line.y);
                ui.add(toggle)
            });
            let toggle = toggle.inner;
            let name = words::action_on(words::DETAILS, row.list.kind, &row.path);
            ui.ctx().accesskit_node_builder(toggle.id, |node| {
                node.set_label(name);
                node.set_expanded(open);
            });
            if toggle.clicked() {
                if open {
                    self.state.details.remove(&duty.id);
                } else {
                    self.state.details.insert(duty.id);
                }
            }
        });
        if open {
            self.duty_details(ui, row, duty);
        } else if !told.is_empty() {
            ui.add(egui::Label::new(egui::RichText::new(told).small().weak()).truncate());
        }
    }

    fn duty_details(&mut self, ui: &mut Ui, row: &Row, duty: &Duty) {
        let owner = row.list.owner;
        let item = duty.id;
        ui.horizontal_wrapped(|ui| {
            let width = ui.available_width().min(160.0);
            self.cell(ui, row, Field::Category, &duty.category, width);
            self.weight(ui, row, duty.weight);
            let all: Vec<Option<Degree>> = std::iter::once(None)
                .chain(Degree::ALL.iter().copied().map(Some))
                .collect();
            let name = words::action_on(words::DEGREE, row.list.kind, &row.path);
            let label = |degree: Option<Degree>| match degree {
                Some(degree) => fields::degree(degree).to_owned(),
                None => format!("{} {}", words::DEGREE, words::UNSAID),
            };
            let id = ("degree", owner, item);
            if let Some(degree) = choice(ui, id, &name, duty.degree, &all, label, 130.0) {
                self.set(owner, Some(item), Value::Degree(degree));
            }
        });
        self.cell(ui, row, Field::Standard, &duty.standard, f32::INFINITY);
    }

    /// A percentage with its label.
    pub(super) fn weight(&mut self, ui: &mut Ui, row: &Row, weight: Option<Weight>) {
        let told = self.told;
        if one_line_from(row.list.kind).is_some() {
            told.show(ui, words::WEIGHT, |ui| {
                ui.horizontal_top(|ui| self.weight_ui(ui, row, weight));
            });
        } else {
            ui.horizontal_top(|ui| {
                widgets::remark(ui, words::WEIGHT);
                self.weight_ui(ui, row, weight);
            });
        }
    }

    fn weight_ui(&mut self, ui: &mut Ui, row: &Row, weight: Option<Weight>) {
        let owner = row.list.owner;
        let item: ItemId = row.item;
        let current = weight.map_or_else(String::new, |weight| show_tenths(weight.0));
        let name = words::action_on(words::WEIGHT, row.list.kind, &row.path);
        let id = Id::unique(("weight", owner, item));
        if let Some(text) = number_field(ui, id, &name, &current, 44.0) {
            if text.is_empty() {
                self.set(owner, Some(item), Value::Weight(None));
            } else if let Some(tenths) = parse_tenths(&text, 1000) {
                self.set(owner, Some(item), Value::Weight(Some(Weight(tenths))));
            }
        }
        widgets::remark(ui, words::PERCENT);
    }

    /// A small choice that belongs to a row; the new value if another is chosen.
    pub(super) fn row_choice<T: Copy + PartialEq + 'static>(
        &mut self,
        ui: &mut Ui,
        row: &Row,
        what: &'static str,
        options: RowOptions<'_, T>,
        value: impl Fn(T) -> Value,
    ) {
        let name = words::action_on(what, row.list.kind, &row.path);
        let id = (what, row.list.owner, row.item);
        let label = |value: T| (options.label)(value).to_owned();
        let RowOptions {
            current,
            all,
            width,
            ..
        } = options;
        let told = self.told;
        let chosen = told.show(ui, what, |ui| {
            choice(ui, id, &name, current, all, label, width)
        });
        if let Some(chosen) = chosen {
            self.set(row.list.owner, Some(row.item), value(chosen));
        }
    }
}

/// What a small choice offers.
pub(super) struct RowOptions<'o, T> {
    pub(super) current: T,
    pub(super) all: &'o [T],
    pub(super) label: fn(T) -> &'static str,
    pub(super) width: f32,
}

/// What the folded fields say, on one line.
fn details_in_short(duty: &Duty) -> String {
    let mut parts = Vec::new();
    if !duty.category.is_empty() {
        parts.push(duty.category.clone());
    }
    if let Some(weight) = duty.weight {
        parts.push(format!("{}{}", show_tenths(weight.0), words::PERCENT));
    }
    if let Some(degree) = duty.degree {
        parts.push(fields::degree(degree).to_owned());
    }
    if !duty.standard.is_empty() {
        parts.push(duty.standard.clone());
    }
    parts.join(" · ")
}
