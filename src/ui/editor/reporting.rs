//! Reporting lines: the direct supervisor, functional lines, and who reports to the role.

use super::lists::{ListLook, Row};
use super::picker::{Barred, Picked, Picker};
use super::role::list_of;
use super::widgets;
use super::{Editor, Section};
use crate::edit::Value;
use crate::model::{Field, ListKind, Owner, Role, RoleId, Supervisor};
use crate::strings::{editor as words, fields};
use crate::ui::UiCommand;
use crate::ui::field::FieldKind;
use egui::{Id, Ui};

/// The most subordinates shown as buttons.
const CHIPS: usize = 40;

impl<'a, 's> Editor<'a, 's> {
    /// The section of reporting lines.
    pub(super) fn reporting(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        self.section(ui, Section::Reporting, None, |editor, ui| {
            editor.supervisor(ui, id, role);
            widgets::headed(ui, words::FUNCTIONAL_SUPERVISOR, |ui| {
                ui.vertical(|ui| editor.functional_lines(ui, id, role));
            });
            let organisation = editor.view.organisation;
            editor.chips(
                ui,
                words::SUBORDINATES,
                organisation.subordinates(id),
                Some(id),
            );
            let functional = organisation.functional_subordinates(id);
            if !functional.is_empty() {
                editor.chips(ui, words::FUNCTIONAL_SUBORDINATES, functional, None);
            }
            for field in [Field::ImportedSuperior, Field::ImportedSubordinates] {
                if role.text(field).is_some_and(|text| !text.is_empty()) {
                    editor.own_field(ui, field, FieldKind::Paragraph);
                }
            }
        });
    }

    fn supervisor(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let owner = Owner::Role(id);
        widgets::labelled(ui, words::SUPERVISOR, |ui| {
            widgets::side_by_side(ui, widgets::ROW_OF_TWO, |ui| {
                let shown = match role.supervisor {
                    Supervisor::None => words::UNSAID.to_owned(),
                    Supervisor::Role(role) => self.role_words(role),
                    Supervisor::Outside => words::OUTSIDE.to_owned(),
                };
                let picker = Picker {
                    id: Id::unique(("supervisor", owner)),
                    name: words::SUPERVISOR,
                    shown,
                    current: match role.supervisor {
                        Supervisor::Role(role) => Some(role),
                        Supervisor::None | Supervisor::Outside => None,
                    },
                    clearable: role.supervisor != Supervisor::None,
                    outside: true,
                    barred: Barred::Below(id),
                    adds: false,
                };
                let picked = self.pick_role(ui, picker).map(|picked| match picked {
                    Picked::Cleared => Supervisor::None,
                    Picked::Outside => Supervisor::Outside,
                    Picked::Role(role) => Supervisor::Role(role),
                });
                if let Some(supervisor) = picked {
                    self.set(owner, None, Value::Supervisor(supervisor));
                }
                if let Supervisor::Role(role) = role.supervisor
                    && ui.button(words::GO_TO_ROLE).clicked()
                {
                    self.out.push(UiCommand::GoTo(role));
                }
                if role.supervisor == Supervisor::Outside || !role.supervisor_outside.is_empty() {
                    let field = Field::SupervisorOutside;
                    self.bare_field(ui, field, FieldKind::Line);
                }
            });
        });
    }

    /// Roles as buttons that lead to them. `of`: whose subordinates they are, if more can be named here.
    fn chips(&mut self, ui: &mut Ui, label: &str, roles: &[RoleId], of: Option<RoleId>) {
        widgets::headed(ui, label, |ui| {
            ui.vertical(|ui| {
                if !roles.is_empty() {
                    ui.horizontal_wrapped(|ui| self.chips_ui(ui, roles));
                }
                if let Some(of) = of {
                    self.add_subordinate(ui, of);
                }
            });
        });
    }

    fn chips_ui(&mut self, ui: &mut Ui, roles: &[RoleId]) {
        for &role in roles.iter().take(CHIPS) {
            let name = fields::owner_name(self.view.project, Owner::Role(role));
            if ui.button(name).clicked() {
                self.out.push(UiCommand::GoTo(role));
            }
        }
        if roles.len() > CHIPS {
            widgets::remark(ui, &words::more_roles(roles.len() - CHIPS));
        }
    }

    /// Lets a role be named that shall report to this one.
    fn add_subordinate(&mut self, ui: &mut Ui, id: RoleId) {
        let picker = Picker {
            id: Id::unique(("subordinate", id)),
            name: words::ADD_SUBORDINATE,
            shown: words::ADD_SUBORDINATE.to_owned(),
            current: None,
            clearable: false,
            outside: false,
            barred: Barred::Above(id),
            adds: true,
        };
        let picked = ui.horizontal(|ui| {
            ui.add_space(widgets::HANDLE + 4.0);
            self.pick_role(ui, picker)
        });
        if let Some(Picked::Role(role)) = picked.inner {
            let supervisor = Value::Supervisor(Supervisor::Role(id));
            self.set(Owner::Role(role), None, supervisor);
        }
    }

    fn functional_lines(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let list = list_of(Owner::Role(id), ListKind::FunctionalLines);
        let look = ListLook::default();
        self.list(
            ui,
            list,
            &role.functional,
            look,
            &mut |editor, ui, row, line| {
                widgets::side_by_side(ui, widgets::ROW_OF_TWO, |ui| {
                    let what = words::FUNCTIONAL_SUPERVISOR;
                    editor.row_role(ui, row, what, line.role, Value::FunctionalRole);
                    if line.role.is_none() || !line.outside.is_empty() {
                        editor.line(ui, row, Field::Outside, &line.outside, 160.0);
                    }
                    editor.cell(ui, row, Field::About, &line.about, f32::INFINITY);
                });
            },
        );
    }

    /// The role that a list entry names.
    pub(super) fn row_role(
        &mut self,
        ui: &mut Ui,
        row: &Row,
        what: &str,
        current: Option<RoleId>,
        value: impl Fn(Option<RoleId>) -> Value,
    ) {
        let owner = row.list.owner;
        let name = words::action_on(what, row.list.kind, &row.path);
        let picker = Picker {
            id: Id::unique(("entry's role", owner, row.item)),
            name: &name,
            shown: current.map_or_else(|| words::OUTSIDE.to_owned(), |role| self.role_words(role)),
            current,
            clearable: current.is_some(),
            outside: false,
            barred: Barred::Nobody,
            adds: false,
        };
        let picked = self.pick_role(ui, picker).map(|picked| match picked {
            Picked::Cleared | Picked::Outside => None,
            Picked::Role(role) => Some(role),
        });
        if let Some(role) = picked {
            self.set(owner, Some(row.item), value(role));
        }
    }
}
