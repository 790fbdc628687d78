//! 查找和替换 over every text of the project: stands beside the editor, so that what is found can be changed there.

use super::command::UiCommand;
use super::export_report::{LISTED, ReportLine, lines_at_ui};
use super::icons::{Icon, icon_button};
use super::plain_field::plain_field;
use super::questions::{button_row, primary};
use super::{ShellView, View, theme};
use crate::edit::{Mention, find_text, positions_of, replace_text};
use crate::model::{Place, Spot};
use crate::strings::fields::place_label;
use crate::strings::find as words;
use egui::{
    Align, Align2, Button, Context, Frame, Id, Key, Layout, Margin, RichText, Ui, Window, vec2,
};

/// Width of the window, points.
const WIDTH: f32 = 380.0;
/// Greatest height of the list, points.
const LIST: f32 = 260.0;
/// Height of what stands above and below the list, the window's own place included, points.
const AROUND_LIST: f32 = 310.0;
/// Characters shown before and behind what was found.
const AROUND: (usize, usize) = (10, 24);

/// What the window remembers.
#[derive(Default)]
pub struct FindWindow {
    /// It is shown.
    pub open: bool,
    wanted: String,
    by: String,
    /// Frames for which its first field takes the keyboard: one to open, some more after Enter, which leads to a field
    /// of the editor, where the next Enter would write.
    takes_focus: u8,
    found: Vec<Mention>,
    lines: Vec<ReportLine>,
    /// Words and revision that `found` answers.
    of: Option<(String, u64)>,
    /// The text that was gone to last.
    at: Option<Place>,
}

impl FindWindow {
    /// Shows the window, its first field ready to be typed over.
    pub fn show(&mut self) {
        self.open = true;
        self.takes_focus = 1;
    }

    /// Forgets what was found in another project; the words stay.
    pub fn for_another_project(self) -> FindWindow {
        FindWindow {
            wanted: self.wanted,
            by: self.by,
            ..FindWindow::default()
        }
    }

    fn search(&mut self, view: View<'_>) {
        let of = (self.wanted.clone(), view.revision);
        if self.of.as_ref() == Some(&of) {
            return;
        }
        self.found = find_text(view.project, view.organisation, &self.wanted);
        let listed = self.found.iter().take(LISTED);
        self.lines = listed
            .map(|found| ReportLine {
                place: place_label(view.project, found.place),
                what: snippet(view, found.place, &self.wanted),
                target: Spot::Text(found.place),
            })
            .collect();
        self.of = Some(of);
    }

    /// The text after the one gone to last, the first one behind the last.
    fn next(&self) -> Option<Place> {
        let places = || self.found.iter().map(|found| found.place);
        let after = self
            .at
            .and_then(|at| places().position(|place| place == at))
            .map_or(0, |at| at + 1);
        places().nth(after).or_else(|| places().next())
    }
}

/// What stands around the first place where `wanted` was found.
fn snippet(view: View<'_>, place: Place, wanted: &str) -> String {
    let text = view.project.text(place).unwrap_or_default();
    let start = positions_of(place, text, wanted)
        .first()
        .copied()
        .unwrap_or(0);
    let (before, behind) = text.split_at_checked(start).unwrap_or(("", text));
    let n_before = before.chars().count();
    let n_behind = wanted.chars().count() + AROUND.1;
    let mut shown = String::new();
    if n_before > AROUND.0 {
        shown.push('…');
    }
    shown.extend(before.chars().skip(n_before.saturating_sub(AROUND.0)));
    shown.extend(behind.chars().take(n_behind));
    if behind.chars().nth(n_behind).is_some() {
        shown.push('…');
    }
    shown.replace('\n', " ")
}

/// Draws the window, if it is open.
pub fn find_ui(
    ctx: &Context,
    shell: &ShellView<'_>,
    state: &mut FindWindow,
    out: &mut Vec<UiCommand>,
) {
    if !state.open {
        return;
    }
    state.search(shell.view);
    let style = ctx.global_style();
    let shown = Window::new(words::TITLE)
        .id(Id::unique("find and replace"))
        .frame(Frame::window(&style).inner_margin(Margin::same(16)))
        .title_bar(false)
        .resizable(false)
        .default_width(WIDTH)
        .pivot(Align2::RIGHT_TOP)
        .default_pos(ctx.content_rect().right_top() + vec2(-24.0, 84.0))
        .show(ctx, |ui| {
            ui.set_width(WIDTH);
            let closed = title_ui(ui);
            content(ui, shell.view, state, out) || closed
        });
    if shown.and_then(|shown| shown.inner) == Some(true) {
        state.open = false;
    }
}

/// The title, by which the window is moved. True if the window shall close.
fn title_ui(ui: &mut Ui) -> bool {
    let closed = ui.horizontal(|ui| {
        ui.label(RichText::new(words::TITLE).font(theme::bold_font(theme::SECTION)));
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            icon_button(ui, Icon::Close, words::CLOSE).clicked()
        })
        .inner
    });
    ui.add_space(2.0);
    closed.inner
}

/// The fields, the buttons and what was found. True if Escape was pressed in a field.
fn content(ui: &mut Ui, view: View<'_>, state: &mut FindWindow, out: &mut Vec<UiCommand>) -> bool {
    let wanted = line(ui, "find-wanted", words::WANTED, &mut state.wanted);
    if state.takes_focus > 0 {
        state.takes_focus -= 1;
        wanted.request_focus();
        ui.ctx().request_repaint();
    }
    let by = line(ui, "find-by", words::BY, &mut state.by);
    let (enter, escape) = ui.input(|input| {
        (
            input.key_pressed(Key::Enter),
            input.key_pressed(Key::Escape),
        )
    });
    let left = wanted.lost_focus() || by.lost_focus();
    let mut go = None;
    if wanted.lost_focus() && enter {
        go = state.next();
        state.takes_focus = 4;
    }
    let at = state.at.map(Spot::Text);
    let count: usize = state.found.iter().map(|found| found.count).sum();
    if !state.wanted.is_empty() {
        ui.weak(words::count(count, state.found.len()));
    }
    let room = (ui.ctx().content_rect().height() - AROUND_LIST).clamp(80.0, LIST);
    if let Some(Spot::Text(place)) = lines_at_ui(ui, &state.lines, room, at) {
        go = Some(place);
    }
    if state.found.len() > state.lines.len() {
        ui.weak(words::only_first(state.lines.len()));
    }
    ui.add_space(8.0);
    let any = count > 0;
    let here = state
        .at
        .filter(|at| state.found.iter().any(|found| found.place == *at));
    button_row(ui, |ui| {
        let size = vec2(76.0, 30.0);
        let next = primary(ui, words::NEXT).min_size(size);
        if ui.add_enabled(any, next).clicked() {
            go = state.next();
        }
        let all = Button::new(words::REPLACE_ALL).min_size(size);
        if ui.add_enabled(any, all).clicked() {
            let places: Vec<Place> = state.found.iter().map(|found| found.place).collect();
            replace(view, &places, state, out);
        }
        let one = Button::new(words::REPLACE_HERE).min_size(size);
        let one = ui.add_enabled(here.is_some(), one);
        let one = one.on_hover_text(words::REPLACE_HERE_TOLD);
        if one.clicked()
            && let Some(place) = here
        {
            go = state.next().filter(|next| *next != place);
            replace(view, &[place], state, out);
        }
    });
    if let Some(place) = go {
        state.at = Some(place);
        out.push(UiCommand::Reveal(Spot::Text(place)));
    }
    left && escape
}

fn replace(view: View<'_>, places: &[Place], state: &FindWindow, out: &mut Vec<UiCommand>) {
    if let Some(edit) = replace_text(view.project, places, &state.wanted, &state.by) {
        out.push(UiCommand::CloseStep);
        out.push(UiCommand::Edit(edit));
    }
}

/// A field with its name before it.
fn line(ui: &mut Ui, id: &'static str, name: &str, text: &mut String) -> egui::Response {
    ui.horizontal(|ui| {
        let size = vec2(56.0, ui.spacing().interact_size.y);
        let left = Layout::left_to_right(Align::Center);
        let label = ui.allocate_ui_with_layout(size, left, |ui| {
            ui.set_min_size(size);
            ui.label(name)
        });
        let label = label.inner;
        let width = ui.available_width() - 8.0;
        let field = plain_field(ui, Id::unique(id), text, |edit| edit.desired_width(width));
        field.labelled_by(label.id)
    })
    .inner
}
