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
    let mut modal = modal(ctx, "opening");
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
        let text = RichText::new(words::opening(file)).font(theme::bold_font(theme::SECTION));
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
    if response.inner || escape {
        out.push(UiCommand::File(FileCommand::StopOpening));
    }
}
