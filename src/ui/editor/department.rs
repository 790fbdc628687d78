//! The editor of a department.

use super::picker::{Barred, Picked, Picker};
use super::role::list_of;
use super::{Editor, Section, widgets};
use crate::edit::Value;
use crate::model::settings::NumberStyle;
use crate::model::{Department, DepartmentId, Field, ListKind, Owner, RoleId};
use crate::strings::{editor as words, fields};
use crate::ui::UiCommand;
use crate::ui::field::FieldKind;
use egui::{Id, Ui};

/// The most departments, and the most roles, shown as buttons: a flat company may have thousands.
const CHIPS: usize = 60;

impl<'a, 's> Editor<'a, 's> {
    /// Every section of a department.
    pub(super) fn department(&mut self, ui: &mut Ui, id: DepartmentId) {
        let Some(department) = self.view.project.departments.get(&id) else {
            return;
        };
        let department: &'a Department = department;
        let owner = Owner::Department(id);
        self.section(ui, Section::Basic, None, |editor, ui| {
            editor.own_fields(ui, &[Field::Name, Field::Code]);
            widgets::in_columns(ui, 2, 2, |ui, column| match column {
                0 => editor.head(ui, owner, department.head),
                _ => editor.own_field(ui, Field::Leader, FieldKind::Line),
            });
        });
        self.section(ui, Section::Purpose, None, |editor, ui| {
            editor.bare_field(ui, Field::Purpose, FieldKind::Paragraph);
        });
        let numbers: &'a [NumberStyle] = &self.view.project.company.settings.numbering;
        let duties = &department.duties;
        self.section(
            ui,
            Section::DepartmentDuties,
            Some(duties.len()),
            |editor, ui| {
                let list = list_of(owner, ListKind::DepartmentDuties);
                editor.items(ui, list, duties, numbers);
            },
        );
        self.below(ui, Some(id), &department.departments, &department.roles);
    }

    fn head(&mut self, ui: &mut Ui, owner: Owner, head: Option<RoleId>) {
        widgets::labelled(ui, words::HEAD, |ui| {
            let picker = Picker {
                id: Id::unique(("head", owner)),
                name: words::HEAD,
                shown: head.map_or_else(|| words::UNSAID.to_owned(), |role| self.role_words(role)),
                current: head,
                clearable: head.is_some(),
                outside: false,
                barred: Barred::Nobody,
                adds: false,
            };
            let picked = self.pick_role(ui, picker).map(|picked| match picked {
                Picked::Cleared | Picked::Outside => None,
                Picked::Role(role) => Some(role),
            });
            if let Some(head) = picked {
                self.set(owner, None, Value::Head(head));
            }
        });
    }

    /// The departments and roles directly below, as buttons that lead to them.
    pub(super) fn below(
        &mut self,
        ui: &mut Ui,
        parent: Option<DepartmentId>,
        departments: &'a [DepartmentId],
        roles: &'a [RoleId],
    ) {
        let count = departments.len() + roles.len();
        self.section(ui, Section::Below, Some(count), |editor, ui| {
            // An empty line takes room too.
            if !departments.is_empty() {
                ui.horizontal_wrapped(|ui| {
                    for &department in departments.iter().take(CHIPS) {
                        let owner = Owner::Department(department);
                        let name = fields::owner_name(editor.view.project, owner);
                        if ui
                            .add(egui::Button::new(name).min_size(egui::vec2(90.0, 28.0)))
                            .clicked()
                        {
                            editor.out.push(UiCommand::Select(owner));
                        }
                    }
                });
            }
            if count > departments.len().min(CHIPS) {
                ui.horizontal_wrapped(|ui| {
                    for &role in roles.iter().take(CHIPS) {
                        let owner = Owner::Role(role);
                        let name = fields::owner_name(editor.view.project, owner);
                        if ui.button(name).clicked() {
                            editor.out.push(UiCommand::Select(owner));
                        }
                    }
                    let more = count - departments.len().min(CHIPS) - roles.len().min(CHIPS);
                    if more > 0 {
                        widgets::remark(ui, &words::more_roles(more));
                    }
                });
            }
            ui.horizontal(|ui| {
                if ui
                    .add(egui::Button::new(words::NEW_ROLE).frame(false))
                    .clicked()
                {
                    editor.out.push(UiCommand::NewRole(parent));
                }
                if ui
                    .add(egui::Button::new(words::NEW_DEPARTMENT).frame(false))
                    .clicked()
                {
                    editor.out.push(UiCommand::NewDepartment(parent));
                }
            });
        });
    }
}
