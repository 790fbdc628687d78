//! The editor of a role: the sections that are neither duties nor reporting lines.

use super::duties::RowOptions;
use super::lists::ListLook;
use super::widgets::{self, choice, number_field};
use super::{Editor, Section};
use crate::edit::Value;
use crate::model::settings::NumberStyle;
use crate::model::{
    AuthorityKind, CareerKind, Field, Headcount, Item, ListKind, ListPlace, Necessity, Owner,
    QualificationKind, Role, RoleId, RoleState, Side,
};
use crate::strings::{editor as words, fields};
use crate::ui::field::FieldKind;
use crate::ui::theme::{Palette, SMALL};
use egui::{Id, Ui};

impl<'a, 's> Editor<'a, 's> {
    /// Every section of a role.
    pub(super) fn role(&mut self, ui: &mut Ui, id: RoleId) {
        let Some(role) = self.view.project.roles.get(&id) else {
            return;
        };
        self.basic(ui, id, role);
        self.reporting(ui, id, role);
        self.section(ui, Section::Purpose, None, |editor, ui| {
            editor.bare_field(ui, Field::Purpose, FieldKind::Paragraph);
        });
        self.duties(ui, id, role);
        self.authorities(ui, id, role);
        self.relations(ui, id, role);
        self.qualifications(ui, id, role);
        self.kpis(ui, id, role);
        self.conditions(ui, role);
        self.plain_list(
            ui,
            Section::Prohibitions,
            ListKind::Prohibitions,
            &role.prohibitions,
        );
        self.careers(ui, id, role);
        self.incumbents(ui, id, role);
        self.plain_list(ui, Section::Notes, ListKind::Notes, &role.notes);
        self.own_sections(ui, id, role);
        self.control(ui, &role.control, true);
    }

    fn basic(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let owner = Owner::Role(id);
        self.section(ui, Section::Basic, None, |editor, ui| {
            editor.own_fields(ui, &[Field::Name, Field::Code]);
            widgets::in_columns(ui, 2, 2, |ui, column| match column {
                0 => editor.state_choice(ui, owner, role.state),
                _ => editor.headcount(ui, owner, role.headcount),
            });
            editor.own_fields(
                ui,
                &[
                    Field::Series,
                    Field::Grade,
                    Field::Nature,
                    Field::HeadcountNote,
                    Field::Location,
                ],
            );
            editor.own_field(ui, Field::Responsibility, FieldKind::Paragraph);
            widgets::headed(ui, fields::list_label(ListKind::Qualifiers), |ui| {
                ui.vertical(|ui| {
                    let list = list_of(owner, ListKind::Qualifiers);
                    let look = ListLook::default();
                    editor.list(
                        ui,
                        list,
                        &role.qualifiers,
                        look,
                        &mut |editor, ui, row, item| {
                            editor.line(ui, row, Field::Text, &item.text, 220.0);
                        },
                    );
                });
            });
        });
    }

    fn state_choice(&mut self, ui: &mut Ui, owner: Owner, state: RoleState) {
        widgets::labelled(ui, words::STATE, |ui| {
            let label = |state| fields::role_state(state).to_owned();
            let id = ("state", owner);
            let chosen = choice(ui, id, words::STATE, state, RoleState::ALL, label, 120.0);
            if let Some(state) = chosen {
                self.set(owner, None, Value::State(state));
            }
        });
    }

    fn headcount(&mut self, ui: &mut Ui, owner: Owner, headcount: Option<Headcount>) {
        widgets::labelled(ui, words::HEADCOUNT, |ui| {
            let show = |number: Option<u32>| number.map_or_else(String::new, |n| n.to_string());
            let min = show(headcount.map(|headcount| headcount.min));
            let range = headcount.filter(|headcount| headcount.max != headcount.min);
            let max = show(range.map(|headcount| headcount.max));
            let id = Id::unique(("headcount", owner));
            let from = number_field(ui, id.with("from"), words::HEADCOUNT_FROM, &min, 44.0);
            widgets::remark(ui, words::TO);
            let to = number_field(ui, id.with("to"), words::HEADCOUNT_TO, &max, 44.0);
            widgets::remark(ui, words::PERSONS);
            let typed = from.is_some() || to.is_some();
            let new = new_headcount(headcount, from.as_deref(), to.as_deref());
            if typed
                && let Some(new) = new
                && new != headcount
            {
                self.set(owner, None, Value::Headcount(new));
            }
        });
    }

    fn incumbents(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let people = &role.incumbents;
        self.section(ui, Section::Incumbents, Some(people.len()), |editor, ui| {
            let list = list_of(Owner::Role(id), ListKind::Incumbents);
            editor.list(
                ui,
                list,
                people,
                ListLook::default(),
                &mut |editor, ui, row, person| {
                    widgets::side_by_side(ui, widgets::ROW_OF_TWO, |ui| {
                        editor.line(ui, row, Field::Name, &person.name, 160.0);
                        let mut concurrent = person.concurrent;
                        let check = ui.checkbox(&mut concurrent, words::CONCURRENT);
                        let name = words::action_on(words::CONCURRENT, row.list.kind, &row.path);
                        ui.ctx()
                            .accesskit_node_builder(check.id, |node| node.set_label(name));
                        if check.changed() {
                            let value = Value::Concurrent(concurrent);
                            editor.set(row.list.owner, Some(row.item), value);
                        }
                        editor.cell(ui, row, Field::Note, &person.note, f32::INFINITY);
                    });
                },
            );
        });
    }

    fn authorities(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let settings = &self.view.project.company.settings;
        let numbers: &'a [NumberStyle] = &settings.numbering;
        let count = Some(role.authorities.len());
        self.section(ui, Section::Authorities, count, |editor, ui| {
            let list = list_of(Owner::Role(id), ListKind::Authorities);
            let look = ListLook {
                numbers,
                nests: true,
                ..ListLook::default()
            };
            editor.list(
                ui,
                list,
                &role.authorities,
                look,
                &mut |editor, ui, row, authority| {
                    widgets::side_by_side(ui, widgets::ROW_OF_FOUR, |ui| {
                        editor.row_choice(
                            ui,
                            row,
                            words::KIND,
                            RowOptions {
                                current: authority.kind,
                                all: AuthorityKind::ALL,
                                label: fields::authority_kind,
                                width: 76.0,
                            },
                            Value::AuthorityKind,
                        );
                        let width = widgets::shared_width(ui, 8.0);
                        editor.line(ui, row, Field::Text, &authority.text, width * 0.5);
                        editor.cell(ui, row, Field::Limit, &authority.limit, width * 0.2);
                        editor.cell(ui, row, Field::Note, &authority.note, width * 0.3);
                    });
                },
            );
        });
    }

    fn relations(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let count = Some(role.relations.len());
        self.section(ui, Section::Relations, count, |editor, ui| {
            let list = list_of(Owner::Role(id), ListKind::Relations);
            let look = ListLook::default();
            editor.list(
                ui,
                list,
                &role.relations,
                look,
                &mut |editor, ui, row, relation| {
                    widgets::side_by_side(ui, widgets::ROW_OF_TWO, |ui| {
                        editor.row_choice(
                            ui,
                            row,
                            words::SIDE,
                            RowOptions {
                                current: relation.side,
                                all: Side::ALL,
                                label: fields::side,
                                width: 64.0,
                            },
                            Value::Side,
                        );
                        let width = widgets::shared_width(ui, 4.0);
                        editor.line(ui, row, Field::With, &relation.with, width * 0.35);
                        editor.cell(ui, row, Field::About, &relation.about, width * 0.65);
                    });
                },
            );
        });
    }

    fn qualifications(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let demands = &role.qualifications;
        self.section(
            ui,
            Section::Qualifications,
            Some(demands.len()),
            |editor, ui| {
                let list = list_of(Owner::Role(id), ListKind::Qualifications);
                editor.list(
                    ui,
                    list,
                    demands,
                    ListLook::default(),
                    &mut |editor, ui, row, demand| {
                        widgets::side_by_side(ui, widgets::ROW_OF_TWO, |ui| {
                            editor.row_choice(
                                ui,
                                row,
                                words::KIND,
                                RowOptions {
                                    current: demand.kind,
                                    all: QualificationKind::ALL,
                                    label: fields::qualification_kind,
                                    width: 64.0,
                                },
                                Value::QualificationKind,
                            );
                            editor.row_choice(
                                ui,
                                row,
                                words::NECESSITY,
                                RowOptions {
                                    current: demand.necessity,
                                    all: Necessity::ALL,
                                    label: fields::necessity,
                                    width: 64.0,
                                },
                                Value::Necessity,
                            );
                            editor.line(ui, row, Field::Text, &demand.text, f32::INFINITY);
                        });
                    },
                );
            },
        );
    }

    fn kpis(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        self.section(ui, Section::Kpis, Some(role.kpis.len()), |editor, ui| {
            let list = list_of(Owner::Role(id), ListKind::Kpis);
            editor.list(
                ui,
                list,
                &role.kpis,
                ListLook::default(),
                &mut |editor, ui, row, kpi| {
                    widgets::side_by_side(ui, widgets::ROW_OF_FOUR, |ui| {
                        let width = widgets::shared_width(ui, 96.0);
                        editor.line(ui, row, Field::Name, &kpi.name, width * 0.28);
                        editor.cell(ui, row, Field::Target, &kpi.target, width * 0.36);
                        editor.weight(ui, row, kpi.weight);
                        editor.cell(ui, row, Field::Cycle, &kpi.cycle, width * 0.14);
                        editor.cell(ui, row, Field::Source, &kpi.source, f32::INFINITY);
                    });
                },
            );
            let weights = role.kpis.iter().filter_map(|kpi| kpi.weight);
            let tenths: Vec<u32> = weights.map(|weight| u32::from(weight.0)).collect();
            if tenths.len() > 1 {
                weights_ui(ui, tenths.iter().sum());
            }
        });
    }

    fn conditions(&mut self, ui: &mut Ui, role: &'a Role) {
        let conditions = &role.conditions;
        let filled = [
            &conditions.place,
            &conditions.hours,
            &conditions.environment,
            &conditions.travel,
            &conditions.equipment,
            &conditions.hazards,
        ];
        let count = filled.iter().filter(|text| !text.is_empty()).count();
        self.section(ui, Section::Conditions, Some(count), |editor, ui| {
            let all = [
                Field::WorkPlace,
                Field::WorkHours,
                Field::Environment,
                Field::Travel,
                Field::Equipment,
                Field::Hazards,
            ];
            for two in all.chunks(2) {
                widgets::in_columns(ui, two.len(), 2, |ui, column| {
                    editor.own_field(ui, two[column], FieldKind::Paragraph);
                });
            }
        });
    }

    fn careers(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let careers = &role.careers;
        self.section(ui, Section::Careers, Some(careers.len()), |editor, ui| {
            let list = list_of(Owner::Role(id), ListKind::CareerPaths);
            editor.list(
                ui,
                list,
                careers,
                ListLook::default(),
                &mut |editor, ui, row, career| {
                    widgets::side_by_side(ui, widgets::ROW_OF_TWO, |ui| {
                        editor.row_choice(
                            ui,
                            row,
                            words::KIND,
                            RowOptions {
                                current: career.kind,
                                all: CareerKind::ALL,
                                label: fields::career_kind,
                                width: 76.0,
                            },
                            Value::CareerKind,
                        );
                        let what = words::CAREER_ROLE;
                        editor.row_role(ui, row, what, career.role, Value::CareerRole);
                        if career.role.is_none() || !career.text.is_empty() {
                            editor.line(ui, row, Field::Text, &career.text, f32::INFINITY);
                        }
                    });
                },
            );
        });
    }

    fn own_sections(&mut self, ui: &mut Ui, id: RoleId, role: &'a Role) {
        let owner = Owner::Role(id);
        let own = &role.own_sections;
        let numbers: &'a [NumberStyle] = &self.view.project.company.settings.numbering;
        self.section(ui, Section::OwnSections, Some(own.len()), |editor, ui| {
            let list = list_of(owner, ListKind::OwnSections);
            editor.list(
                ui,
                list,
                own,
                ListLook::default(),
                &mut |editor, ui, row, section| {
                    editor.line(ui, row, Field::Title, &section.title, f32::INFINITY);
                    editor.cell(ui, row, Field::Text, &section.text, f32::INFINITY);
                    let list = ListPlace {
                        owner,
                        kind: ListKind::SectionItems,
                        parent: Some(section.id),
                    };
                    editor.items(ui, list, &section.items, numbers);
                },
            );
        });
    }

    /// A section with nothing but numbered lines.
    fn plain_list(&mut self, ui: &mut Ui, section: Section, kind: ListKind, items: &'a [Item]) {
        let list = list_of(self.view.selection, kind);
        let numbers: &'a [NumberStyle] = &self.view.project.company.settings.numbering;
        self.section(ui, section, Some(items.len()), |editor, ui| {
            editor.items(ui, list, items, numbers);
        });
    }

    /// Numbered lines with lines below them.
    pub(super) fn items(
        &mut self,
        ui: &mut Ui,
        list: ListPlace,
        items: &[Item],
        numbers: &[NumberStyle],
    ) {
        let look = ListLook {
            numbers,
            nests: true,
            ..ListLook::default()
        };
        self.list(ui, list, items, look, &mut |editor, ui, row, item| {
            editor.line(ui, row, Field::Text, &item.text, f32::INFINITY);
        });
    }
}

/// What the weights come to, in tenths of a percent.
fn weights_ui(ui: &mut Ui, sum: u32) {
    let told = words::weights_sum(sum);
    let color = if sum == 1000 {
        ui.visuals().weak_text_color()
    } else {
        Palette::of(ui).warn
    };
    ui.horizontal(|ui| {
        ui.add_space(widgets::HANDLE + 4.0);
        ui.label(egui::RichText::new(told).size(SMALL).color(color));
    });
}

/// A list that stands directly in its owner.
pub(super) fn list_of(owner: Owner, kind: ListKind) -> ListPlace {
    ListPlace {
        owner,
        kind,
        parent: None,
    }
}

/// The posts after one end of the range was typed; `None` if that is no number.
fn new_headcount(
    old: Option<Headcount>,
    from: Option<&str>,
    to: Option<&str>,
) -> Option<Option<Headcount>> {
    let was_range = old.is_some_and(|old| old.max != old.min);
    let min = match from {
        Some("") => None,
        Some(text) => Some(text.parse::<u32>().ok()?),
        None => old.map(|old| old.min),
    };
    let max = match to {
        Some("") => None,
        Some(text) => Some(text.parse::<u32>().ok()?),
        None => old.filter(|_| was_range).map(|old| old.max),
    };
    Some(match (min, max) {
        (None, None) => None,
        (Some(only), None) | (None, Some(only)) => Some(Headcount {
            min: only,
            max: only,
        }),
        (Some(a), Some(b)) => Some(Headcount {
            min: a.min(b),
            max: a.max(b),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headcount_is_a_number_a_range_or_nothing() {
        let range = |min, max| Some(Headcount { min, max });
        assert_eq!(new_headcount(None, Some("2"), None), Some(range(2, 2)));
        assert_eq!(
            new_headcount(range(2, 2), None, Some("4")),
            Some(range(2, 4))
        );
        assert_eq!(
            new_headcount(range(2, 4), None, Some("")),
            Some(range(2, 2))
        );
        assert_eq!(
            new_headcount(range(2, 4), Some("9"), None),
            Some(range(4, 9))
        );
        assert_eq!(new_headcount(range(2, 2), Some(""), None), Some(None));
        assert_eq!(new_headcount(range(2, 2), Some("two"), None), None);
    }
}
