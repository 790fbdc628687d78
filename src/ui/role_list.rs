//! A filtered list of roles to choose one or several from.

use super::View;
use super::plain_field::plain_field;
use super::tree::display_name;
use crate::model::{Owner, RoleId};
use crate::strings::shell::question as words;
use egui::{Id, ScrollArea, Ui, vec2};
use std::collections::BTreeSet;

/// One line: a role, or the department above the next roles.
#[derive(Clone, Debug)]
struct Line {
    role: RoleId,
    text: String,
}

/// Which roles are shown and which are chosen.
#[derive(Debug, Default)]
pub struct RoleList {
    /// Roles that cannot be chosen.
    without: BTreeSet<RoleId>,
    /// Roles that are chosen.
    pub chosen: BTreeSet<RoleId>,
    filter: String,
    lines: Vec<Line>,
    made_from: Option<(u64, String)>,
}

impl RoleList {
    /// A list of all roles but these.
    pub fn without(roles: BTreeSet<RoleId>) -> RoleList {
        RoleList {
            without: roles,
            ..RoleList::default()
        }
    }

    /// The role chosen, if it is exactly one.
    pub fn chosen_one(&self) -> Option<RoleId> {
        self.chosen
            .first()
            .copied()
            .filter(|_| self.chosen.len() == 1)
    }

    fn refresh(&mut self, view: View<'_>) {
        let wanted = self.filter.trim().to_lowercase();
        let fresh = self
            .made_from
            .as_ref()
            .is_some_and(|(revision, filter)| *revision == view.revision && *filter == wanted);
        if fresh {
            return;
        }
        self.chosen
            .retain(|role| view.project.roles.contains_key(role));
        self.lines = view
            .organisation
            .roles()
            .filter(|role| !self.without.contains(role))
            .map(|role| Line {
                role,
                text: words::role_in(
                    &display_name(view.project, Owner::Role(role)),
                    &view
                        .organisation
                        .department_of(role)
                        .map(|id| display_name(view.project, Owner::Department(id)))
                        .unwrap_or_default(),
                ),
            })
            .filter(|line| wanted.is_empty() || line.text.to_lowercase().contains(&wanted))
            .collect();
        self.made_from = Some((view.revision, wanted));
    }

    /// Draws the list; one role can be chosen.
    pub fn choose_ui(&mut self, ui: &mut Ui, view: View<'_>, hint: &str, height: f32) {
        self.ui(ui, view, (hint, height), |list, ui, line| {
            let selected = list.chosen.contains(&line.role);
            if ui.selectable_label(selected, &line.text).clicked() {
                list.chosen = [line.role].into();
            }
        });
    }

    /// Draws the list; any number can be chosen, and all that are shown at once.
    pub fn check_ui(&mut self, ui: &mut Ui, view: View<'_>, hint: &str, height: f32) {
        self.refresh(view);
        ui.horizontal(|ui| {
            if ui.button(words::CHECK_SHOWN).clicked() {
                self.chosen.extend(self.lines.iter().map(|line| line.role));
            }
            if ui.button(words::CHECK_NONE).clicked() {
                self.chosen.clear();
            }
            ui.weak(words::checked(self.chosen.len()));
        });
        self.ui(ui, view, (hint, height), |list, ui, line| {
            let mut checked = list.chosen.contains(&line.role);
            if ui.checkbox(&mut checked, &line.text).clicked() {
                if checked {
                    list.chosen.insert(line.role);
                } else {
                    list.chosen.remove(&line.role);
                }
            }
        });
    }

    fn ui(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (hint, height): (&str, f32),
        mut line_ui: impl FnMut(&mut RoleList, &mut Ui, &Line),
    ) {
        let id = Id::unique("role-list-filter");
        let mut filter = std::mem::take(&mut self.filter);
        plain_field(ui, id, &mut filter, |edit| {
            edit.hint_text(hint)
                .desired_width(f32::INFINITY)
                .margin(vec2(8.0, 5.0))
        });
        self.filter = filter;
        self.refresh(view);
        let lines = std::mem::take(&mut self.lines);
        ScrollArea::vertical()
            .id_salt("role-list")
            .auto_shrink(false)
            .max_height(height)
            .show_rows(
                ui,
                ui.spacing().interact_size.y,
                lines.len(),
                |ui, range| {
                    for line in lines.get(range).unwrap_or_default() {
                        ui.push_id(line.role, |ui| line_ui(self, ui, line));
                    }
                },
            );
        self.lines = lines;
    }
}
