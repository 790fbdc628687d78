//! What stands over the window while a project is opened.

use super::command::{FileCommand, UiCommand};
use super::questions::modal;
use super::theme;
use crate::strings::shell::question as words;
use egui::{Align, Button, Color32, Context, Frame, Key, Label, Layout, Modifiers, RichText, vec2};

/// A project that is being opened.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    /// Its file.
    pub file: &'a str,
    /// It has just begun: the window waits, but nothing is shown yet.
    pub silent: bool,
}

/// Draws it, and says whether it is to be given up.
pub(super) fn opening_ui(ctx: &Context, opening: Option<Opening<'_>>, out: &mut Vec<UiCommand>) {
    let Some(Opening { file, silent }) = opening else {
        return;
    };
    if waiting_ui(ctx, "opening", &words::opening(file), silent) {
        out.push(UiCommand::File(FileCommand::StopOpening));
    }
}

/// Holds the window while something is under way; `silent`: without a word. True if the person gives it up.
pub(super) fn waiting_ui(ctx: &Context, id: &'static str, text: &str, silent: bool) -> bool {
    let mut modal = modal(ctx, id);
    if silent {
        modal = modal
            .frame(Frame::NONE)
            .backdrop_color(Color32::TRANSPARENT);
    }
    let response = modal.show(ctx, |ui| {
        if silent {
            return false;
        }
        ui.set_width(360.0);
        let text = RichText::new(text).font(theme::bold_font(theme::SECTION));
        ui.add(Label::new(text).wrap());
        ui.add_space(10.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let cancel = Button::new(words::CANCEL).min_size(vec2(76.0, 30.0));
            ui.add(cancel).clicked()
        })
        .inner
    });
    let escape = response.is_top_modal
        && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    response.inner || escape
}
