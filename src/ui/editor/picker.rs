//! Chooses a role among thousands: a button that shows the choice, and a list to search in.
//!
//! The list is made only while it is open, again only when the search or the project has changed, and never
//! longer than a screen.

use super::{Editor, widgets};
use crate::model::{RoleId, Supervisor};
use crate::strings::{editor as words, fields};
use egui::{
    Align, Id, Key, Layout, Modifiers, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui,
};

/// The most roles listed at once.
const LIMIT: usize = 40;
/// The greatest height of the list, in points.
const HEIGHT: f32 = 300.0;

/// The open list of roles.
#[derive(Default)]
pub(super) struct PickerState {
    /// Which picker is open.
    open: Option<Id>,
    query: String,
    /// Query and revision that `hits` answers.
    of: Option<(String, u64)>,
    hits: Vec<(RoleId, String)>,
    /// Roles found that cannot be chosen, and why.
    barred: Vec<String>,
    n_more: usize,
    /// Which of the hits the arrows are on.
    at: usize,
    /// The arrows moved, or the list is new.
    moved: bool,
}

/// What a picker shows.
pub(super) struct Picker<'p> {
    /// Names the picker among all.
    pub(super) id: Id,
    /// Its name for screen readers.
    pub(super) name: &'p str,
    /// What is chosen now.
    pub(super) shown: String,
    /// The role that is chosen now.
    pub(super) current: Option<RoleId>,
    /// Whether something is chosen that can be cleared.
    pub(super) clearable: bool,
    /// Whether a position outside the project can be chosen.
    pub(super) outside: bool,
    /// Who cannot be chosen.
    pub(super) barred: Barred,
    /// It adds what is chosen to a list, and looks like the other buttons that do.
    pub(super) adds: bool,
}

/// Who cannot be chosen, because he would report to himself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Barred {
    /// All can.
    Nobody,
    /// The role whose supervisor is sought, and whoever reports to it.
    Below(RoleId),
    /// The role whose subordinate is sought, whoever it reports to, and its subordinates.
    Above(RoleId),
}

/// What a person chose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing.
    Cleared,
    /// A position outside the project.
    Outside,
    /// A role.
    Role(RoleId),
}

impl Editor<'_, '_> {
    /// A role and its department in words.
    pub(super) fn role_words(&self, role: RoleId) -> String {
        let name = fields::owner_name(self.view.project, crate::model::Owner::Role(role));
        match self.view.organisation.department_of(role) {
            Some(department) => {
                let department = crate::model::Owner::Department(department);
                words::role_in(&name, &fields::owner_name(self.view.project, department))
            }
            None => name,
        }
    }

    /// Draws the button, and the list while it is open.
    pub(super) fn pick_role(&mut self, ui: &mut Ui, picker: Picker<'_>) -> Option<Picked> {
        let width = ui.available_width().clamp(80.0, 420.0);
        let button = if picker.adds {
            egui::Button::new(picker.shown.as_str())
                .frame(false)
                .wrap_mode(egui::TextWrapMode::Extend)
        } else {
            egui::Button::new(picker.shown.as_str())
                .right_text(widgets::arrow())
                .truncate()
                .min_size(egui::vec2(width.min(220.0), 0.0))
        };
        let button = ui.push_id(picker.id, |ui| ui.add(button)).inner;
        let shown = picker.shown.clone();
        ui.ctx().accesskit_node_builder(button.id, |node| {
            node.set_label(picker.name);
            node.set_value(shown);
        });
        let popup = Popup::from_toggle_button_response(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(360.0);
        if !popup.is_open() {
            if self.state.picker.open == Some(picker.id) {
                self.state.picker.open = None;
            }
        } else if self.state.picker.open != Some(picker.id) {
            self.state.picker = PickerState {
                open: Some(picker.id),
                ..PickerState::default()
            };
        }
        popup
            .show(|ui| {
                let picked = self.role_list(ui, &picker);
                if picked.is_some() {
                    ui.close();
                }
                picked
            })
            .and_then(|shown| shown.inner)
    }

    fn role_list(&mut self, ui: &mut Ui, picker: &Picker<'_>) -> Option<Picked> {
        let search = Id::unique(("search role", picker.id));
        let first_frame = self.state.picker.of.is_none();
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        // Before the field, which would put its caret to its ends.
        let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
        let response = ui.add(
            egui::TextEdit::singleline(&mut self.state.picker.query)
                .id(search)
                .hint_text(words::SEARCH_ROLE)
                .desired_width(f32::INFINITY),
        );
        if first_frame {
            response.request_focus();
        }
        self.find_roles(picker);
        let state = &mut self.state.picker;
        if down && state.at + 1 < state.hits.len() {
            state.at += 1;
        } else if up {
            state.at = state.at.saturating_sub(1);
        }
        state.moved |= up || down;
        let mut picked = None;
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let chosen = state.hits.get(state.at);
            picked = chosen.map(|(role, _)| Picked::Role(*role));
        }
        picked.or(self.rows(ui, picker))
    }

    /// The rows below the search; what was clicked.
    fn rows(&mut self, ui: &mut Ui, picker: &Picker<'_>) -> Option<Picked> {
        let state = &mut self.state.picker;
        let moved = std::mem::take(&mut state.moved);
        let mut picked = None;
        let n_rows = 2 + state.hits.len() + state.barred.len();
        let row_height = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
        // The room of the first frame is that of a list without rows.
        let least = (n_rows as f32 * row_height).min(HEIGHT);
        let area = ScrollArea::vertical()
            .max_height(HEIGHT)
            .min_scrolled_height(least);
        let rows = Layout::top_down_justified(Align::LEFT);
        area.show(ui, |ui| {
            ui.with_layout(rows, |ui| {
                ui.set_width(ui.available_width());
                for (offered, name, choice) in [
                    (picker.clearable, words::CLEAR, Picked::Cleared),
                    (picker.outside, words::USE_OUTSIDE, Picked::Outside),
                ] {
                    if offered
                        && ui
                            .selectable_label(false, RichText::new(name).weak())
                            .clicked()
                    {
                        picked = Some(choice);
                    }
                }
                for (index, (role, label)) in state.hits.iter().enumerate() {
                    let on = index == state.at;
                    let row = egui::Button::selectable(on, label.as_str()).truncate();
                    let row = ui.add(row);
                    if on && moved {
                        row.scroll_to_me(None);
                    }
                    if row.clicked() {
                        picked = Some(Picked::Role(*role));
                    }
                }
                for label in &state.barred {
                    let row = egui::Button::selectable(false, label.as_str()).truncate();
                    ui.add_enabled(false, row);
                }
                if state.hits.is_empty() && state.barred.is_empty() {
                    ui.weak(words::NO_ROLE_FOUND);
                }
                if state.n_more > 0 {
                    ui.weak(words::and_more(state.n_more));
                }
            })
        });
        picked
    }

    /// Answers the search, if it has changed.
    fn find_roles(&mut self, picker: &Picker<'_>) {
        let query = self.state.picker.query.trim().to_lowercase();
        let of = (query, self.view.revision);
        if self.state.picker.of.as_ref() == Some(&of) {
            return;
        }
        let mut hits = Vec::new();
        let mut barred = Vec::new();
        let mut n_hits = 0;
        for role in self.view.organisation.roles() {
            let Some(data) = self.view.project.roles.get(&role) else {
                continue;
            };
            let matches = of.0.is_empty()
                || data.full_name().to_lowercase().contains(&of.0)
                || data.code.to_lowercase().contains(&of.0)
                || self.role_words(role).to_lowercase().contains(&of.0);
            let itself = match picker.barred {
                Barred::Below(it) | Barred::Above(it) => it == role,
                Barred::Nobody => false,
            };
            if !matches || itself {
                continue;
            }
            let why_not: Option<fn(&str) -> String> = match picker.barred {
                Barred::Below(it) if self.reports_to(role, it) => Some(words::reports_here),
                Barred::Above(it) if data.supervisor == Supervisor::Role(it) => {
                    Some(words::reports_already)
                }
                Barred::Above(it) if self.reports_to(it, role) => Some(words::is_above),
                _ => None,
            };
            if let Some(why_not) = why_not {
                // Only what was asked for by name is worth a word on why it cannot be.
                if !of.0.is_empty() && barred.len() < LIMIT {
                    barred.push(why_not(&self.role_words(role)));
                }
                continue;
            }
            n_hits += 1;
            if hits.len() < LIMIT {
                hits.push((role, self.role_words(role)));
            }
        }
        let chosen = hits
            .iter()
            .position(|(role, _)| Some(*role) == picker.current);
        let state = &mut self.state.picker;
        state.n_more = n_hits - hits.len();
        state.at = chosen.unwrap_or(0);
        state.moved = true;
        state.hits = hits;
        state.barred = barred;
        state.of = Some(of);
    }

    /// Whether `role` is `above` or reports to it, directly or through others.
    fn reports_to(&self, role: RoleId, above: RoleId) -> bool {
        let mut at = role;
        // More steps than there are roles would be a circle in a damaged file.
        for _ in 0..=self.view.project.roles.len() {
            if at == above {
                return true;
            }
            match self.view.project.roles.get(&at).map(|role| role.supervisor) {
                Some(Supervisor::Role(next)) => at = next,
                _ => return false,
            }
        }
        true
    }
}
