//! 关于 and 快捷键与用法: two windows that only tell.

use super::questions::{modal, primary};
use super::theme;
use crate::strings::shell::{APP, about as words};
use egui::{CollapsingHeader, Context, Grid, Label, RichText, ScrollArea, Ui, vec2};

/// The licences of the crates that are compiled in, one line each.
const CRATE_LICENCES: &str = include_str!("../../assets/licenses.txt");
/// The licence of our own five faces.
const FONT_LICENCE: &str = include_str!("../../fonts/OFL.txt");

/// Which of the two is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// 关于.
    About,
    /// 快捷键与用法.
    Help,
}

/// Draws the window that is open, if any.
pub fn about_ui(ctx: &Context, telling: &mut Option<Telling>) {
    let Some(open) = *telling else {
        return;
    };
    let response = modal(ctx, "about").show(ctx, |ui| {
        ui.set_width(520.0);
        match open {
            Telling::About => about(ui),
            Telling::Help => help(ui),
        }
        ui.add_space(10.0);
        ui.vertical_centered(|ui| {
            let close = primary(ui, words::CLOSE).min_size(vec2(96.0, 30.0));
            ui.add(close).clicked()
        })
        .inner
    });
    if response.inner || response.should_close() {
        *telling = None;
    }
}

fn about(ui: &mut Ui) {
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(APP).font(theme::bold_font(30.0)));
        ui.label(words::WHAT);
        ui.weak(words::version(env!("CARGO_PKG_VERSION")));
        ui.weak(words::LICENCE);
    });
    ui.add_space(8.0);
    for (title, text) in [
        (words::FONTS, FONT_LICENCE),
        (words::CRATES, CRATE_LICENCES),
    ] {
        CollapsingHeader::new(title).show(ui, |ui| lines_ui(ui, title, text));
    }
}

/// A long text, of which only the lines on the screen are laid out.
fn lines_ui(ui: &mut Ui, salt: &str, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let height = ui.text_style_height(&egui::TextStyle::Small);
    ScrollArea::both()
        .id_salt(salt)
        .max_height(220.0)
        .auto_shrink([false, true])
        .show_rows(ui, height, lines.len(), |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                ui.add(Label::new(RichText::new(*line).small()).extend());
            }
        });
}

fn help(ui: &mut Ui) {
    ui.label(RichText::new(words::HELP).font(theme::bold_font(theme::SECTION + 1.0)));
    ui.add_space(4.0);
    for (number, step) in words::STEPS.iter().enumerate() {
        ui.add(Label::new(format!("{}. {step}", number + 1)).wrap());
    }
    ui.add_space(8.0);
    Grid::new("keys")
        .num_columns(2)
        .spacing(vec2(24.0, 6.0))
        .striped(true)
        .show(ui, |ui| {
            for (keys, what) in words::KEYS {
                ui.label(RichText::new(*keys).font(theme::bold_font(theme::BODY)));
                ui.label(*what);
                ui.end_row();
            }
        });
}
