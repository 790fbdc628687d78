//! What of the pages shown is not as it was wanted: a line above them, and the list behind it.

use super::Preview;
use crate::strings::export as export_words;
use crate::strings::preview as words;
use crate::ui::export_report::{LISTED, ReportLine, lines_ui};
use crate::ui::theme::Palette;
use crate::ui::{UiCommand, View};
use egui::{CollapsingHeader, RichText, Ui};

/// The list between frames.
#[derive(Default)]
pub(super) struct Report {
    /// Made when it is first looked at after a change of the pages: how many there are, and the first of them.
    made: Option<(usize, Vec<ReportLine>)>,
}

impl Report {
    pub(super) fn forget(&mut self) {
        self.made = None;
    }
}

/// Draws the line and the list; nothing where all is as it was wanted.
pub(super) fn report_ui(
    ui: &mut Ui,
    view: View<'_>,
    state: &mut Preview,
    out: &mut Vec<UiCommand>,
) {
    if state.report.made.is_none() {
        let warnings = state.warnings(view.project);
        let lines = warnings.iter().take(LISTED);
        let lines = lines.map(|warning| ReportLine::of(warning, view.project));
        state.report.made = Some((warnings.len(), lines.collect()));
    }
    let Some((count, lines)) = state.report.made.as_ref().filter(|(count, _)| *count > 0) else {
        return;
    };
    let palette = Palette::of(ui);
    let title = RichText::new(words::troubles(*count)).color(palette.warn);
    let most = (ui.available_height() * 0.3).max(80.0);
    let list = CollapsingHeader::new(title)
        .id_salt("preview-report")
        .show(ui, |ui| {
            let chosen = lines_ui(ui, lines, most);
            if *count > lines.len() {
                ui.weak(export_words::only_first(lines.len()));
            }
            chosen
        });
    out.extend(list.body_returned.flatten().map(UiCommand::Reveal));
}
