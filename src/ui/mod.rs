//! Draws a project and asks for changes; changes nothing itself.
//!
//! Every panel gets a [`View`] of what there is and pushes what the person asked for to a list of
//! [`UiCommand`]s, which [`app`](crate::app) carries out in order.

pub mod about;
pub mod command;
pub mod dragged;
pub mod editor;
pub mod export_report;
pub mod export_window;
pub mod field;
pub mod find_window;
pub mod icons;
pub mod import_window;
pub mod menu_bar;
pub mod notices;
pub mod opening;
pub mod plain_field;
pub mod preview;
pub mod questions;
pub mod role_list;
pub mod status_bar;
pub mod style_window;
pub mod theme;
pub mod tree;

use command::WindowCommand;
pub use command::{UiCommand, View};
pub use opening::Opening;

use crate::strings::import_window as import_words;
use crate::strings::shell::notice as words;
use egui::{CentralPanel, Color32, Context, Frame, Margin, Panel, Rect, RichText, Ui, vec2};
use export_window::{ExportProgress, ExportWindow};
use find_window::FindWindow;
use import_window::ImportWindow;
use notices::Notice;
use questions::Question;
use status_bar::Counts;
use std::path::{Path, PathBuf};
use theme::Palette;

/// What the window looks at in one frame, beside the project itself.
#[derive(Clone, Copy)]
pub struct ShellView<'a> {
    /// The project and what is selected.
    pub view: View<'a>,
    /// Name of the project's file, or what stands for it.
    pub file: &'a str,
    /// The project's file.
    pub path: Option<&'a Path>,
    /// There is something to save.
    pub modified: bool,
    /// What undo would take back, in words.
    pub undo: Option<&'a str>,
    /// What redo would do again, in words.
    pub redo: Option<&'a str>,
    /// Files opened before, the last one first.
    pub recent: &'a [PathBuf],
    /// How much there is.
    pub counts: Counts,
    /// What happened last, in words.
    pub last: Option<&'a str>,
    /// Notices above the editor.
    pub notices: &'a [Notice],
    /// How far a running export is.
    pub progress: Option<&'a ExportProgress>,
    /// The project is being saved.
    pub saving: bool,
    /// A project that is being opened, for which everything waits.
    pub opening: Option<Opening<'a>>,
    /// A file dialog of the system is open.
    pub busy: bool,
    /// Width of the tree when the window opens, in points.
    pub tree_width: f32,
    /// The pages as they will print stand beside the editor.
    pub preview: bool,
    /// Width of that preview when it opens, in points.
    pub preview_width: f32,
}

/// What the panels remember between frames.
#[derive(Default)]
pub struct UiState {
    /// The tree.
    pub tree: tree::TreeState,
    /// The editor.
    pub editor: editor::EditorState,
    /// The export window.
    pub export: ExportWindow,
    /// What the last export could not print as wanted.
    pub report: Option<export_report::Report>,
    /// The import window.
    pub import: ImportWindow,
    /// Looks for words in all texts.
    pub find: FindWindow,
    /// The question that waits for an answer.
    pub question: Option<Question>,
    /// 关于, 快捷键与用法.
    pub telling: Option<about::Telling>,
    /// Width of the tree as it was drawn last, in points.
    pub tree_width: f32,
    /// The pages as they will print.
    pub preview: preview::Preview,
    /// Width of the preview as it was drawn last, in points; 0 = not shown yet.
    pub preview_width: f32,
}

/// Least width of the editor beside the preview, in points: a label and a field that is still read.
const LEAST_EDITOR: f32 = 340.0;
/// Least width of the preview beside the editor, in points: a page whose words are still recognised.
const LEAST_PREVIEW: f32 = 280.0;

/// Draws the whole window.
pub fn show(ui: &mut Ui, shell: &ShellView<'_>, state: &mut UiState, out: &mut Vec<UiCommand>) {
    let reports = state.report.as_ref().is_some_and(|report| report.open);
    let asks = state.question.is_some()
        || state.telling.is_some()
        || reports
        || state.editor.styles.window_open();
    if state.import.open {
        import_window::import_ui(ui, shell, &mut state.import, asks, out);
        questions::question_ui(ui.ctx(), shell.view, &mut state.question, out);
        hovered_file_ui(ui.ctx(), import_words::DROP_HERE);
        return;
    }
    let keys = !asks && !state.export.open && shell.progress.is_none() && shell.opening.is_none();
    if keys {
        menu_bar::shortcuts(ui.ctx(), shell, out);
    }
    let palette = Palette::of(ui);
    let bar = Frame::new()
        .fill(palette.side)
        .inner_margin(Margin::symmetric(8, 4));
    Panel::top("menu")
        .frame(bar)
        .show(ui, |ui| menu_bar::menu_bar_ui(ui, shell, keys, out));
    Panel::bottom("status")
        .frame(bar)
        .exact_size(30.0)
        .show(ui, |ui| status_bar::status_bar_ui(ui, shell));
    let side = Frame::new().fill(palette.side).inner_margin(Margin {
        left: 10,
        right: 4,
        top: 0,
        bottom: 4,
    });
    let widest = (ui.available_width() * 0.45).clamp(200.0, 560.0);
    let tree = Panel::left("tree")
        .frame(side)
        .default_size(shell.tree_width)
        .size_range(200.0..=widest)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            tree::tree_ui(ui, shell.view, &mut state.tree, out);
        });
    state.tree_width = tree.response.rect.width();
    // Where both do not fit, the pages take the editor's place, and leave it as soon as one wants to edit.
    let room = ui.available_width();
    let beside = room >= LEAST_EDITOR + LEAST_PREVIEW;
    if shell.preview && beside {
        let widest = (room * 0.6).min(room - LEAST_EDITOR);
        let pages = Panel::right("preview")
            .frame(side)
            .default_size(shell.preview_width)
            .size_range(LEAST_PREVIEW..=widest.max(LEAST_PREVIEW))
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                state.preview.follow(field::focused(ui.ctx()));
                preview::preview_ui(ui, shell.view, &mut state.preview, out);
            });
        state.preview_width = pages.response.rect.width();
    }
    let alone = shell.preview && !beside;
    let page = if alone {
        side
    } else {
        Frame::new().fill(palette.page)
    };
    CentralPanel::default().frame(page).show(ui, |ui| {
        notices::notices_ui(ui, shell.notices, shell.view.revision, out);
        if alone {
            preview::preview_ui(ui, shell.view, &mut state.preview, out);
        } else {
            editor::editor_ui(ui, shell.view, &mut state.editor, out);
        }
    });
    state.preview.leave_cover_after(out, shell.view);
    find_window::find_ui(ui.ctx(), shell, &mut state.find, out);
    if alone && out.iter().any(|it| matches!(it, UiCommand::Reveal(_))) {
        out.push(UiCommand::Window(WindowCommand::Preview));
    }
    windows_ui(ui.ctx(), shell, state, out);
    hovered_file_ui(ui.ctx(), words::DROP_HERE);
}

fn windows_ui(ctx: &Context, shell: &ShellView<'_>, state: &mut UiState, out: &mut Vec<UiCommand>) {
    export_window::export_ui(ctx, shell, &mut state.export, out);
    export_report::report_ui(ctx, shell.busy, &mut state.report, out);
    about::about_ui(ctx, &mut state.telling);
    style_window::styles_ui(ctx, shell.view, &mut state.editor.styles, out);
    opening::opening_ui(ctx, shell.opening, out);
    questions::question_ui(ctx, shell.view, &mut state.question, out);
}

/// What a person sees while dragging a file over the window.
fn hovered_file_ui(ctx: &Context, words: &str) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("hovered-file"));
    let painter = ctx.layer_painter(layer);
    let all = ctx.content_rect();
    painter.rect_filled(all, 0.0, Color32::from_black_alpha(150));
    let text = RichText::new(words);
    let galley = painter.layout_no_wrap(
        text.text().to_owned(),
        theme::bold_font(theme::HEADING),
        Color32::WHITE,
    );
    // On a ground of its own: below lies whatever the window shows.
    let ground = Rect::from_center_size(all.center(), galley.size() + vec2(48.0, 28.0));
    painter.rect_filled(ground, 8.0, Color32::from_black_alpha(200));
    painter.galley(all.center() - galley.size() / 2.0, galley, Color32::WHITE);
}
