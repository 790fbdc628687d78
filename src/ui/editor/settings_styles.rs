//! The row of named styles above the settings: which one this is, apply another, save, manage.

use super::Editor;
use super::settings::CHOICE;
use super::widgets::{self, choice};
use crate::edit::{Edit, StepName};
use crate::model::settings::DocumentSettings;
use crate::strings::look;
use crate::ui::UiCommand;
use crate::ui::style_window::{StyleCommand, company_words};
use crate::ui::theme::Palette;
use egui::{Button, Label, RichText, Ui};

impl Editor<'_, '_> {
    /// The row of named styles.
    pub(super) fn styles(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let words = company_words(self.view.project);
        let revision = self.view.revision;
        let shelf = &mut self.state.styles;
        let present = shelf.present(revision, settings, &words);
        let shown = shelf.chosen.or(present);
        let mut apply = None;
        let mut chosen = None;
        widgets::labelled(ui, look::STYLE, |ui| {
            ui.horizontal_wrapped(|ui| {
                let all: Vec<Option<usize>> = (0..shelf.styles.len()).map(Some).collect();
                let label = |index: Option<usize>| {
                    let style = index.and_then(|index| shelf.styles.get(index));
                    style.map_or(look::NO_STYLE, |it| &it.style.name).to_owned()
                };
                chosen = choice(ui, "style", look::STYLE, shown, &all, label, CHOICE);
                let other = shown.filter(|_| shown != present);
                let button = ui.add_enabled(other.is_some(), Button::new(look::APPLY));
                if button.clicked() {
                    apply = other.and_then(|index| shelf.styles.get(index));
                }
                if ui.button(look::SAVE_AS).clicked() {
                    self.out.push(UiCommand::Style(StyleCommand::AskName));
                }
                if ui.button(look::MANAGE).clicked() {
                    self.out.push(UiCommand::Style(StyleCommand::Manage));
                }
            });
        });
        ui.add(Label::new(RichText::new(look::STYLE_HINT).small().weak()).wrap());
        for fault in &shelf.faults {
            let text = RichText::new(fault).small().color(Palette::of(ui).warn);
            ui.add(Label::new(text).wrap());
        }
        if let Some(style) = apply {
            let new = style.style.apply(settings, &words);
            self.out.push(UiCommand::CloseStep);
            self.out.push(UiCommand::Edit(Edit::Group {
                name: StepName::Style,
                edits: vec![Edit::SetSettings(Box::new(new))],
            }));
            self.state.styles.chosen = None;
        }
        if let Some(index) = chosen.flatten() {
            self.state.styles.chosen = Some(index);
        }
    }
}
