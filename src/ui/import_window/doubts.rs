//! The bar above both halves: what is doubtful, one after the other, with the other readings as buttons.

use super::reading::{Reading, Topic};
use super::{Action, ImportWindow};
use crate::import::{Alternative, Doubt, DoubtKind};
use crate::strings::import as read_words;
use crate::strings::import_window as words;
use crate::ui::View;
use crate::ui::icons::{Icon, icon_button};
use crate::ui::plain_field::plain_field;
use crate::ui::theme::{self, Palette};
use egui::{Align, Button, Frame, Id, Label, Layout, Margin, Panel, RichText, ScrollArea, Ui};

/// So many names are offered for a name that is no role's.
const NAMES: usize = 60;

impl ImportWindow {
    /// The next doubt that nobody has looked at, after the one that is shown; that one if it was not led to yet.
    pub(super) fn doubt_after(&self, forward: bool) -> Option<usize> {
        let open = &self.tally.open;
        let here = open.binary_search(&self.doubt);
        let count = open.len();
        let at = match (here, forward) {
            _ if count == 0 => return None,
            (Ok(at), _) if !self.led => at,
            (Ok(at), true) => (at + 1) % count,
            (Err(at), true) => at % count,
            (Ok(at) | Err(at), false) => (at + count - 1) % count,
        };
        open.get(at).copied()
    }

    /// Leads to a doubt.
    pub(super) fn go_to(&mut self, reading: &Reading, doubt: usize, now: f64) {
        self.doubt = doubt;
        self.led = true;
        if let Some(doubt) = reading.decided.draft.doubts.get(doubt) {
            let line = doubt.at.line as usize;
            self.halves.selected = Some((line, line));
            self.halves.source.show(line, now);
            self.selected_row = reading.row_of_line(line);
            self.halves.show_in_result(reading, line, now);
        }
    }

    /// After an answer: the next one, if there is one.
    pub(super) fn next_doubt(&mut self, reading: &Reading, now: f64) {
        self.tally.refresh(reading, self.shown, &self.history);
        if let Some(next) = self.doubt_after(true) {
            self.go_to(reading, next, now);
        }
    }
}

/// Draws what is doubtful, and what found no place.
pub(super) fn doubts_panel(
    ui: &mut Ui,
    view: View<'_>,
    window: &mut ImportWindow,
    reading: &Reading,
    out: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.card)
        .inner_margin(Margin::symmetric(12, 6));
    let draft = &reading.decided.draft;
    let open = window.tally.open.len();
    let known = window.links.roles.len();
    Panel::top("import-doubts").frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal(|ui| {
            let color = if open > 0 { palette.warn } else { palette.ok };
            let text = words::open_doubts(open, draft.doubts.len());
            ui.label(
                RichText::new(text)
                    .font(theme::bold_font(theme::BODY))
                    .color(color),
            );
            if !draft.doubts.is_empty() {
                steps_ui(ui, window, reading, out);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                unplaced_ui(ui, window, reading, out);
                if known > 0 {
                    let text = RichText::new(words::known_roles(known)).size(theme::SMALL);
                    let button = ui.button(text).on_hover_text(words::KNOWN_ROLE_HINT);
                    if button.clicked() {
                        out.extend(next_known(window, reading).map(Action::ShowRow));
                    }
                }
            });
        });
        // A reading may have fewer doubts than the one before.
        let at = window.doubt.min(draft.doubts.len().saturating_sub(1));
        if let Some(doubt) = draft.doubts.get(at) {
            doubt_ui(ui, view, window, reading, (at, doubt), out);
        }
    });
}

fn steps_ui(ui: &mut Ui, window: &mut ImportWindow, reading: &Reading, out: &mut Vec<Action>) {
    let count = reading.decided.draft.doubts.len();
    let at = window.doubt.min(count - 1);
    ui.add_space(6.0);
    if icon_button(ui, Icon::Before, words::BEFORE).clicked() {
        out.push(Action::GoTo((at + count - 1) % count));
    }
    ui.label(words::step(at + 1, count));
    if icon_button(ui, Icon::Closed, words::NEXT).clicked() {
        out.push(Action::GoTo((at + 1) % count));
    }
    let open = window.doubt_after(true);
    let open = open.filter(|next| *next != at || !window.led);
    if let Some(next) = open
        && ui
            .add(
                Button::new(RichText::new(words::NEXT_OPEN).size(theme::SMALL)).shortcut_text("F8"),
            )
            .clicked()
    {
        out.push(Action::GoTo(next));
    }
}

/// What found no place is said where it cannot be overlooked, with what becomes of it.
fn unplaced_ui(ui: &mut Ui, window: &mut ImportWindow, reading: &Reading, out: &mut Vec<Action>) {
    let count = reading.decided.draft.unplaced.len();
    if count == 0 {
        return;
    }
    let palette = Palette::of(ui);
    let mut kept = !window.history.now().drop_unplaced;
    let keep = ui.checkbox(
        &mut kept,
        RichText::new(words::KEEP_UNPLACED).size(theme::SMALL),
    );
    if keep.on_hover_text(words::KEEP_UNPLACED_HINT).clicked() {
        out.push(Action::Change(|choices| {
            choices.drop_unplaced = !choices.drop_unplaced;
        }));
    }
    let text = RichText::new(words::unplaced(count))
        .color(palette.error)
        .size(theme::SMALL);
    if ui.button(text).clicked() {
        let row = reading
            .rows
            .iter()
            .position(|row| row.topic == Topic::Unplaced);
        out.extend(row.map(|row| Action::ShowRow(row + 1)));
    }
}

/// The next role, after the selected one, that the project has already.
fn next_known(window: &ImportWindow, reading: &Reading) -> Option<usize> {
    let is_known = |at: &usize| {
        let row = reading.rows.get(*at);
        row.is_some_and(
            |row| matches!(row.topic, Topic::Role(role) if window.links.roles.contains_key(&role)),
        )
    };
    let from = window.halves.result.flash.map_or(0, |(row, _)| row + 1);
    let mut around = (from..reading.rows.len()).chain(0..from);
    around.find(is_known)
}

fn doubt_ui(
    ui: &mut Ui,
    view: View<'_>,
    window: &mut ImportWindow,
    reading: &Reading,
    (at, doubt): (usize, &Doubt),
    out: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let done = window.history.now().decisions.is_done(doubt);
    ui.horizontal(|ui| {
        let color = if done { palette.ok } else { palette.warn };
        let (dot, _) = ui.allocate_exact_size(egui::vec2(12.0, 18.0), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, color);
        let line = reading.decided.draft.lines.get(doubt.at.line as usize);
        let number = line.map_or(0, |line| line.line);
        let quoted = line.map_or("", |line| line.text.trim());
        let sentence = words::doubt(number, read_words::explain_doubt(doubt.kind), done);
        ui.label(sentence);
        let quoted = RichText::new(words::quoted(quoted)).color(palette.weak);
        let label = ui.add(Label::new(quoted).truncate().sense(egui::Sense::click()));
        if label.clicked() {
            out.push(Action::GoTo(at));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        for alternative in &doubt.alternatives {
            let name = words::alternative(alternative, &reading.decided.draft);
            if ui.button(name).clicked() {
                out.push(Action::Choose(at, alternative.clone()));
            }
        }
        if doubt.kind == DoubtKind::UnknownName {
            name_ui(ui, view, window, reading, doubt, out);
        } else if !done {
            let as_it_is = Button::new(match doubt.kind {
                DoubtKind::SameName => words::KEEP_BOTH,
                _ => words::AS_IT_IS,
            });
            if ui
                .add(as_it_is)
                .on_hover_text(words::AS_IT_IS_HINT)
                .clicked()
            {
                out.push(Action::Settle(doubt.key()));
            }
            let alike = window.tally.open_of.get(&doubt.kind).copied();
            let count = alike.unwrap_or_default();
            if count > 2
                && ui
                    .button(words::all_as_they_are(count))
                    .on_hover_text(words::ALL_AS_THEY_ARE_HINT)
                    .clicked()
            {
                out.push(Action::SettleAll(doubt.kind));
            }
        }
    });
}

/// For a name that is no role's: nobody, or any other role.
fn name_ui(
    ui: &mut Ui,
    view: View<'_>,
    window: &mut ImportWindow,
    reading: &Reading,
    doubt: &Doubt,
    out: &mut Vec<Action>,
) {
    let written = doubt.alternatives.iter().find_map(|it| match it {
        Alternative::Means { written, .. } | Alternative::MeansKnown { written, .. } => {
            Some(written.clone())
        }
        _ => None,
    });
    let Some(written) = written else { return };
    if let Some(meant) = window.history.now().decisions.meanings.get(&written) {
        let palette = Palette::of(ui);
        ui.label(RichText::new(words::answered(meant)).color(palette.ok));
    }
    if ui.button(words::NOBODY).clicked() {
        out.push(Action::Means(doubt.key(), written.clone(), String::new()));
    }
    let other = ui.button(words::OTHER);
    egui::Popup::menu(&other)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(240.0);
            let id = Id::unique("import-other-name");
            plain_field(ui, id, &mut window.other_filter, |edit| {
                edit.hint_text(words::FILTER_NAMES).desired_width(240.0)
            });
            let wanted = window.other_filter.trim();
            let drafted = reading.decided.draft.roles.iter().map(|it| it.full_name());
            let known = view.project.roles.values().map(|it| it.full_name());
            let mut names: Vec<String> = drafted
                .chain(known)
                .filter(|name| name.contains(wanted))
                .take(NAMES)
                .collect();
            names.sort();
            names.dedup();
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                for name in names {
                    if ui.selectable_label(false, &name).clicked() {
                        out.push(Action::Means(doubt.key(), written.clone(), name));
                        ui.close();
                    }
                }
            });
        });
}
