//! What an export could not print as it was wanted: each line leads to its field.

use super::command::{FileCommand, UiCommand};
use super::questions::{button_row, modal, primary};
use super::theme::{self, Palette};
use crate::export::ExportWarning;
use crate::model::{Project, Spot};
use crate::printing::spot_of;
use crate::strings::export as words;
use crate::strings::shell::{about, notice};
use egui::{
    Align, Button, Context, CursorIcon, Label, Layout, RichText, ScrollArea, Sense, Ui, vec2,
};
use std::path::PathBuf;

/// One thing that is not as it was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// Role and field.
    pub place: String,
    /// What is the matter.
    pub what: String,
    /// Where a click leads.
    pub target: Spot,
}

impl ReportLine {
    /// A warning in words.
    pub fn of(warning: &ExportWarning, project: &Project) -> ReportLine {
        ReportLine {
            place: words::warning_where(warning, project),
            what: words::warning_what(warning),
            target: spot_of(warning, project),
        }
    }
}

/// What an export has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many files were written, and where.
    pub done: String,
    /// What is not as it was wanted: the first [`LISTED`] of it.
    pub lines: Vec<ReportLine>,
    /// All of it.
    pub warnings: Vec<ExportWarning>,
    /// The file, if it is a single one.
    pub file: Option<PathBuf>,
    /// Where the files are.
    pub folder: PathBuf,
    /// It is shown.
    pub open: bool,
    /// Where to go when it is gone: while it is there no field below it takes the caret.
    pub chosen: Option<Spot>,
}

/// Lines that are put into words; a project with more has one cause, not thousands.
pub const LISTED: usize = 500;

/// Height of a line of the list: two rows of text, points.
const LINE: f32 = 40.0;

/// Draws the window, if it is open. `busy`: a dialog of the system is open.
pub fn report_ui(ctx: &Context, busy: bool, report: &mut Option<Report>, out: &mut Vec<UiCommand>) {
    let Some(report) = report else {
        return;
    };
    if !report.open {
        if let Some(spot) = report.chosen.take() {
            out.push(UiCommand::Reveal(spot));
        }
        return;
    }
    let response = modal(ctx, "export-report").show(ctx, |ui| {
        ui.set_width(540.0);
        ui.label(RichText::new(words::REPORT_TITLE).font(theme::bold_font(theme::SECTION + 1.0)));
        ui.add_space(2.0);
        ui.add(Label::new(&report.done).wrap());
        ui.weak(words::to_look_at(report.warnings.len()));
        ui.add_space(6.0);
        let room = (ctx.content_rect().height() - 260.0).clamp(2.0 * LINE, 9.0 * LINE);
        report.chosen = lines_ui(ui, &report.lines, room);
        let mut close = report.chosen.is_some();
        if report.warnings.len() > report.lines.len() {
            ui.weak(words::only_first(report.lines.len()));
        }
        ui.add_space(10.0);
        button_row(ui, |ui| {
            close |= ui
                .add(primary(ui, about::CLOSE).min_size(vec2(76.0, 30.0)))
                .clicked();
            let mut show = |ui: &mut Ui, name: &str, path: &PathBuf| {
                if ui
                    .add(Button::new(name).min_size(vec2(76.0, 30.0)))
                    .clicked()
                {
                    out.push(UiCommand::File(FileCommand::Show(path.clone())));
                }
            };
            if let Some(file) = &report.file {
                show(ui, notice::SHOW_FILE, file);
            }
            show(ui, notice::SHOW_FOLDER, &report.folder);
            for (name, command) in [
                (words::COPY_REPORT, FileCommand::CopyReport),
                (words::SAVE_REPORT, FileCommand::SaveReport),
            ] {
                let button = Button::new(name).min_size(vec2(76.0, 30.0));
                if ui.add_enabled(!busy, button).clicked() {
                    out.push(UiCommand::File(command));
                }
            }
        });
        close
    });
    if response.inner || (response.should_close() && !busy) {
        report.open = false;
        ctx.request_repaint();
    }
}

/// The lines, of which only those on the screen are laid out; the place whose line was clicked.
pub fn lines_ui(ui: &mut Ui, lines: &[ReportLine], most: f32) -> Option<Spot> {
    lines_at_ui(ui, lines, most, None)
}

/// The same; the line that leads to `at` is marked.
pub fn lines_at_ui(ui: &mut Ui, lines: &[ReportLine], most: f32, at: Option<Spot>) -> Option<Spot> {
    let mut chosen = None;
    ScrollArea::vertical()
        .id_salt("report-lines")
        .auto_shrink([false, true])
        .max_height(most)
        .show_rows(ui, LINE, lines.len(), |ui, range| {
            let first = range.start;
            for (index, line) in lines.get(range).unwrap_or_default().iter().enumerate() {
                ui.push_id(first + index, |ui| {
                    if line_ui(ui, line, at == Some(line.target)) {
                        chosen = Some(line.target);
                    }
                });
            }
        });
    chosen
}

fn line_ui(ui: &mut Ui, line: &ReportLine, marked: bool) -> bool {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), LINE - ui.spacing().item_spacing.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = format!("{} {}", line.place, line.what);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), &name)
    });
    if marked {
        ui.painter().rect_filled(rect, 5.0, palette.selected);
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, palette.hovered);
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let mut inner = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(8.0, 2.0)))
            .layout(Layout::top_down(Align::Min)),
    );
    inner.spacing_mut().item_spacing.y = 0.0;
    let label = |text: RichText| Label::new(text).truncate().selectable(false);
    inner.add(label(RichText::new(&line.what)));
    inner.add(label(
        RichText::new(&line.place).small().color(palette.weak),
    ));
    // A long line is cut off; the whole of it is read by resting on it.
    response.on_hover_text(&line.what).clicked()
}
