//! The bar at the bottom: where it goes, whether it is cleaned, how much it is, and the button that does it.

use super::choices::Target;
use super::reading::Reading;
use super::{Action, ImportCommand, ImportWindow};
use crate::model::{Node, Owner};
use crate::strings::import_window as words;
use crate::strings::shell::question;
use crate::ui::questions::primary;
use crate::ui::theme::{self, Palette};
use crate::ui::tree::display_name;
use crate::ui::{UiCommand, View};
use egui::{Align, Button, ComboBox, Label, Layout, RichText, Ui, vec2};

/// Draws the bar.
pub(super) fn foot_ui(
    ui: &mut Ui,
    view: View<'_>,
    window: &mut ImportWindow,
    reading: &Reading,
    (actions, out): (&mut Vec<Action>, &mut Vec<UiCommand>),
) {
    ui.horizontal(|ui| {
        let label = ui.label(words::TARGET);
        target_ui(ui, view, window, label.id);
        ui.add_space(8.0);
        cleaning_ui(ui, window, reading, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (roles, departments) = (window.tally.roles, window.tally.departments);
            let rules = reading.decided.draft.rules.len();
            let one_role = !matches!(window.target, Target::Role(_)) || roles == 1;
            let ready = !window.is_stale() && one_role && roles + departments + rules > 0;
            let button = primary(ui, words::IMPORT).min_size(vec2(96.0, 30.0));
            let button = ui.add_enabled(ready, button);
            if !one_role {
                button.clone().on_disabled_hover_text(words::ONE_ROLE);
            }
            if button.on_hover_text(words::IMPORT_HINT).clicked() {
                out.push(UiCommand::Import(ImportCommand::Import));
            }
            if ui
                .add(Button::new(question::CANCEL).min_size(vec2(76.0, 30.0)))
                .clicked()
            {
                out.push(UiCommand::Import(ImportCommand::Close));
            }
            let palette = Palette::of(ui);
            let (text, color) = if one_role {
                let into = window.links.roles.len();
                (words::summary(departments, roles, into), palette.weak)
            } else {
                (words::ONE_ROLE.to_owned(), palette.warn)
            };
            let text = RichText::new(text).size(theme::SMALL).color(color);
            ui.add(Label::new(text).truncate());
        });
    });
}

fn target_ui(ui: &mut Ui, view: View<'_>, window: &mut ImportWindow, label: egui::Id) {
    let name = |target: Target| match target {
        Target::NewCompany => words::NEW_COMPANY.to_owned(),
        Target::Company => words::this_company(&display_name(view.project, Owner::Company)),
        Target::Department(id) => {
            words::department(&display_name(view.project, Owner::Department(id)))
        }
        Target::Role(id) => words::role(&display_name(view.project, Owner::Role(id))),
    };
    let mut target = window.target;
    let shown = ComboBox::from_id_salt("import-target")
        .selected_text(name(target))
        .width(210.0)
        .height(360.0)
        .truncate()
        .show_ui(ui, |ui| {
            ui.set_min_width(260.0);
            for other in [Target::NewCompany, Target::Company] {
                ui.selectable_value(&mut target, other, name(other));
            }
            let selected = match view.selection {
                Owner::Role(id) => Some(Target::Role(id)),
                Owner::Company | Owner::Department(_) => None,
            };
            let chosen = Some(target).filter(|it| matches!(it, Target::Role(_)));
            for other in selected
                .into_iter()
                .chain(chosen.filter(|it| Some(*it) != selected))
            {
                ui.selectable_value(&mut target, other, name(other));
            }
            ui.separator();
            for Node { owner, depth, .. } in &view.organisation.nodes {
                if let Owner::Department(id) = *owner {
                    let indent = "\u{3000}".repeat(depth.saturating_sub(1).min(8));
                    let text = format!("{indent}{}", display_name(view.project, *owner));
                    ui.selectable_value(&mut target, Target::Department(id), text);
                }
            }
        });
    shown.response.labelled_by(label);
    // Into a project of its own no name of this one counts.
    let apart = |target| target == Target::NewCompany;
    window.history.wanted += u64::from(apart(target) != apart(window.target));
    window.target = target;
}

fn cleaning_ui(
    ui: &mut Ui,
    window: &mut ImportWindow,
    reading: &Reading,
    actions: &mut Vec<Action>,
) {
    if reading.dirty.is_empty() {
        return;
    }
    let cleaning = &window.history.now().cleaning;
    let mut on = cleaning.on;
    let label = RichText::new(words::CLEAN).size(theme::SMALL);
    if ui
        .checkbox(&mut on, label)
        .on_hover_text(words::CLEAN_HINT)
        .clicked()
    {
        actions.push(Action::Change(|choices| {
            choices.cleaning.on = !choices.cleaning.on;
        }));
    }
    let text = RichText::new(words::cleanings(window.tally.cleanings)).size(theme::SMALL);
    if ui.button(text).clicked() {
        window.cleaning_shown = true;
    }
}
