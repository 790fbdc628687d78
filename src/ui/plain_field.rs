//! A line of text that belongs to no document: the filter, a name being changed, a path.
//!
//! Like the document's field it keeps an unfinished composition (pinyin) out of the text behind it, and unlike it
//! it keeps egui's own undo: while it has the focus, Ctrl+Z is its own.

use egui::{Context, Event, Id, ImeEvent, Response, TextEdit, Ui};

/// What is typed while an input method is composing.
#[derive(Clone)]
struct Draft(String);

fn focus_mark() -> Id {
    Id::unique("plain-field-with-focus")
}

/// True while a line that belongs to no document has the focus: it wants Ctrl+Z itself.
pub fn has_focus(ctx: &Context) -> bool {
    let marked: Option<Id> = ctx.data(|data| data.get_temp(focus_mark()));
    marked.is_some() && ctx.memory(|memory| memory.focused()) == marked
}

/// Draws the line; `style` sets its width, hint and font. The response says `changed` only when `text` changed.
pub fn plain_field(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    style: impl FnOnce(TextEdit<'_>) -> TextEdit<'_>,
) -> Response {
    let key = id.with("draft");
    let draft: Option<Draft> = ui.data(|data| data.get_temp(key));
    let was_composing = draft.is_some();
    let mut shown = draft.map_or_else(|| text.clone(), |draft| draft.0);
    let mut response = ui.add(style(TextEdit::singleline(&mut shown)).id(id));
    let composing = ui.input(|input| {
        input
            .events
            .iter()
            .fold(was_composing, |state, event| match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => false,
                _ => state,
            })
    });
    let focused = response.has_focus();
    if focused {
        ui.data_mut(|data| data.insert_temp(focus_mark(), id));
    }
    response.flags.remove(egui::response::Flags::CHANGED);
    if focused && composing {
        ui.data_mut(|data| data.insert_temp(key, Draft(shown)));
        return response;
    }
    ui.data_mut(|data| data.remove::<Draft>(key));
    if !focused && was_composing {
        // The focus left in the middle of a composition: its letters were never text.
        ui.ctx().request_repaint();
        return response;
    }
    if shown != *text {
        *text = shown;
        response.mark_changed();
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::accesskit::Role;
    use egui_kittest::{Harness, kittest::Queryable as _};

    fn harness() -> Harness<'static, String> {
        Harness::builder().with_max_steps(20).build_ui_state(
            |ui, text: &mut String| {
                plain_field(ui, Id::unique("line"), text, |edit| edit.hint_text("line"));
                _ = ui.button("elsewhere");
            },
            String::new(),
        )
    }

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    }

    #[test]
    fn a_composition_reaches_the_text_only_when_it_is_committed() {
        let mut harness = harness();
        harness.get_by_role(Role::TextInput).click();
        harness.run();
        harness.event(preedit("ming"));
        harness.run();
        assert_eq!(harness.state(), "");
        assert!(has_focus(&harness.ctx));
        harness.input_mut().events.push(preedit(""));
        harness
            .input_mut()
            .events
            .push(Event::Ime(ImeEvent::Commit("ok".to_owned())));
        harness.run();
        assert_eq!(harness.state(), "ok");
    }

    #[test]
    fn a_composition_that_is_left_leaves_nothing_behind() {
        let mut harness = harness();
        harness.get_by_role(Role::TextInput).click();
        harness.run();
        harness.event(preedit("ming"));
        harness.run();
        harness.get_by_label("elsewhere").click();
        harness.run();
        assert_eq!(harness.state(), "");
        assert!(!has_focus(&harness.ctx));
    }
}
