//! What cleaning would change, each as a difference with a check box.

use super::reading::Reading;
use super::{Action, ImportWindow};
use crate::import::clean::{Cleaning, CleaningKind, DirtyText};
use crate::strings::{import_window as words, shell::question};
use crate::ui::questions::{button_row, modal, primary};
use crate::ui::theme::{self, Palette};
use egui::accesskit::Role as Part;
use egui::text::{LayoutJob, TextFormat};
use egui::{Context, FontId, RichText, ScrollArea, Stroke, Ui, WidgetInfo, vec2};

/// So many characters stand on each side of a change.
const AROUND: usize = 14;
/// Height of a line, in points.
const ROW: f32 = 28.0;

/// Draws the changes, if they are open.
pub(super) fn cleaning_ui(
    ctx: &Context,
    window: &mut ImportWindow,
    reading: &Reading,
    out: &mut Vec<Action>,
) {
    if !window.cleaning_shown {
        return;
    }
    let size = ctx.content_rect().size();
    let width = (size.x - 80.0).clamp(420.0, 860.0);
    let response = modal(ctx, "import-cleaning").show(ctx, |ui| {
        ui.set_width(width);
        ui.label(RichText::new(words::CLEANING).font(theme::bold_font(theme::SECTION + 1.0)));
        ui.add_space(2.0);
        ui.add(egui::Label::new(words::CLEANING_HINT).wrap());
        let mut on = window.history.now().cleaning.on;
        if ui.checkbox(&mut on, words::CLEAN_ON).clicked() {
            out.push(Action::Change(|choices| {
                choices.cleaning.on = !choices.cleaning.on;
            }));
        }
        ui.add_space(4.0);
        list_ui(ui, window, reading, (size.y - 320.0).max(160.0), out);
        ui.add_space(10.0);
        let mut close = false;
        button_row(ui, |ui| {
            let button = primary(ui, question::CONFIRM).min_size(vec2(76.0, 30.0));
            close = ui.add(button).clicked();
        });
        close
    });
    if response.inner || response.should_close() {
        window.cleaning_shown = false;
    }
}

enum Line<'a> {
    Group(CleaningKind, usize),
    Change(&'a DirtyText, &'a Cleaning),
}

/// The lines, grouped by kind; only those on the screen are drawn.
fn list_ui(
    ui: &mut Ui,
    window: &ImportWindow,
    reading: &Reading,
    height: f32,
    out: &mut Vec<Action>,
) {
    let mut lines = Vec::new();
    for kind in CleaningKind::ALL {
        let from = lines.len();
        for text in &reading.dirty {
            let own = text.cleanings.iter().filter(|it| it.kind == kind);
            lines.extend(own.map(|cleaning| Line::Change(text, cleaning)));
        }
        let count = lines.len() - from;
        if count > 0 {
            lines.insert(from, Line::Group(kind, count));
        }
    }
    ScrollArea::vertical()
        .max_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, ROW, lines.len(), |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                let room = vec2(ui.available_width(), ROW);
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(room, layout, |ui| match line {
                    Line::Group(kind, count) => {
                        let text = words::cleaning_kind(*kind, *count);
                        ui.label(RichText::new(text).font(theme::bold_font(theme::SMALL)));
                    }
                    Line::Change(text, cleaning) => change_ui(ui, window, (text, cleaning), out),
                });
            }
        });
}

fn change_ui(
    ui: &mut Ui,
    window: &ImportWindow,
    (text, cleaning): (&DirtyText, &Cleaning),
    out: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let choices = &window.history.now().cleaning;
    let mut taken = choices.takes(text.anchor, cleaning);
    let (before, changed, after) = around(&text.text, cleaning);
    let name = words::cleaning(&before, &changed, &after, &cleaning.after);
    ui.push_id((text.anchor, cleaning.range.start), |ui| {
        let response = ui.add_enabled(choices.on, egui::Checkbox::new(&mut taken, ""));
        response.widget_info(|| WidgetInfo::selected(Part::CheckBox, choices.on, taken, &name));
        if response.clicked() {
            out.push(Action::Turn((text.anchor, cleaning.range.start)));
        }
    });
    let plain = TextFormat {
        font_id: FontId::proportional(super::view_state::SIZE),
        color: palette.text,
        ..TextFormat::default()
    };
    let old = TextFormat {
        color: palette.error,
        background: palette.error.gamma_multiply(0.15),
        strikethrough: Stroke::new(1.0, palette.error),
        ..plain.clone()
    };
    let new = TextFormat {
        color: palette.ok,
        background: palette.ok.gamma_multiply(0.15),
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    job.append(&before, 0.0, plain.clone());
    job.append(&visible(&changed), 0.0, old);
    job.append(&cleaning.after, 0.0, new);
    job.append(&after, 0.0, plain);
    ui.add(egui::Label::new(job).truncate());
    if !cleaning.sure {
        let text = RichText::new(words::UNSURE).size(11.5).color(palette.warn);
        ui.label(text);
    }
}

/// Blanks that go must be seen, and private-use characters have no face.
fn visible(text: &str) -> String {
    let sign = |c: char| match c {
        ' ' | '\u{3000}' | '\u{a0}' | '\t' => '\u{b7}',
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => '\u{25a1}',
        c => c,
    };
    text.chars().map(sign).collect()
}

/// What changes, and the characters before and behind it.
fn around(text: &str, cleaning: &Cleaning) -> (String, String, String) {
    let range = cleaning.range.clone();
    let before = text.get(..range.start).unwrap_or_default();
    let skip = before.chars().count().saturating_sub(AROUND);
    let clean = |c: char| if c == '\n' { ' ' } else { c };
    let mut left: String = before.chars().skip(skip).map(clean).collect();
    if skip > 0 {
        left.insert(0, '\u{2026}');
    }
    let after = text.get(range.end..).unwrap_or_default();
    let mut right: String = after.chars().take(AROUND).map(clean).collect();
    if after.chars().nth(AROUND).is_some() {
        right.push('\u{2026}');
    }
    let changed = text.get(range).unwrap_or_default().to_owned();
    (visible_private(&left), changed, visible_private(&right))
}

fn visible_private(text: &str) -> String {
    let sign = |c: char| match c {
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => '\u{25a1}',
        c => c,
    };
    text.chars().map(sign).collect()
}
