//! The line at the bottom: which file, saved or not, how much there is, what happened last.

use super::ShellView;
use super::theme::{Palette, SMALL};
use crate::strings::shell::status as words;
use egui::{Align, Layout, RichText, Sense, Ui, vec2};

/// How much a project holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Departments.
    pub departments: usize,
    /// Roles.
    pub roles: usize,
    /// Duties of all roles, without sub-duties.
    pub duties: usize,
}

impl Counts {
    /// Counts once; kept per revision by the owner.
    pub fn of(project: &crate::model::Project) -> Counts {
        Counts {
            departments: project.departments.len(),
            roles: project.roles.len(),
            duties: project
                .roles
                .values()
                .map(|role| role.duties().count())
                .sum(),
        }
    }
}

/// Draws the line.
pub fn status_bar_ui(ui: &mut Ui, shell: &ShellView<'_>) {
    let palette = Palette::of(ui);
    ui.horizontal_centered(|ui| {
        let small = |text: &str| RichText::new(text).size(SMALL);
        let file = ui.label(small(shell.file).color(palette.text));
        if let Some(path) = shell.path {
            file.on_hover_text(path.display().to_string());
        }
        let (color, word) = match (shell.modified, shell.path) {
            _ if shell.saving => (palette.weak, words::SAVING),
            (true, _) => (palette.warn, words::UNSAVED),
            (false, Some(_)) => (palette.ok, words::SAVED),
            (false, None) => (palette.weak, words::NO_FILE),
        };
        let (dot, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), 3.5, color);
        ui.label(small(word).color(color));
        if let Some(last) = shell.last {
            ui.separator();
            ui.add(egui::Label::new(small(last).color(palette.weak)).truncate());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let Counts {
                departments,
                roles,
                duties,
            } = shell.counts;
            ui.label(small(&words::counts(departments, roles, duties)).color(palette.weak));
        });
    });
}
