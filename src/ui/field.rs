//! The one text field of the document: safe for IME composition and undo.
//!
//! egui writes unfinished pinyin into the text that a field is bound to and leaves it there when the focus goes
//! elsewhere. So the field edits a draft while a composition is under way, and the project sees only what was
//! committed. egui also keeps an undo history of each field; ours is the document's, so that history is emptied
//! and Ctrl+Z asks for a document undo. The field's id is made of its [`Place`], that is of the role's and the
//! entry's own ids: neither caret nor composition can come up in another role.

use super::{UiCommand, View};
use crate::edit::Edit;
use crate::fonts::{self, Face};
use crate::model::Place;
use crate::strings::editor as words;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Context, Event, Id, ImeEvent, Key, KeyboardShortcut, Modifiers, Response, TextEdit, Ui,
};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

/// How a text may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line without line breaks; it still wraps when it is long.
    Line,
    /// Running text; Enter breaks the line.
    Paragraph,
    /// A line of a list: Enter belongs to the list, Ctrl+Enter and Shift+Enter break the line.
    ListLine,
}

/// The id of the field that shows `place`.
pub fn field_id(place: Place) -> Id {
    Id::unique(("document field", place))
}

/// The place whose field has the focus.
pub fn focused(ctx: &Context) -> Option<Place> {
    let place = ctx.data(|data| data.get_temp::<Place>(Id::unique("focused document field")))?;
    ctx.memory(|memory| memory.has_focus(field_id(place)))
        .then_some(place)
}

/// A field for the text at `place`, as wide as there is room.
pub fn text_field(
    ui: &mut Ui,
    view: View<'_>,
    place: Place,
    kind: FieldKind,
    out: &mut Vec<UiCommand>,
) -> Response {
    let text = view.project.text(place).unwrap_or_default();
    DocumentField::new(place, text, kind).show(ui, out)
}

/// A text field of the document, to be shown.
pub struct DocumentField<'a> {
    place: Place,
    text: &'a str,
    kind: FieldKind,
    name: Option<String>,
    hint: &'static str,
    width: f32,
    keeps_tab: bool,
    reveal: bool,
}

/// What the screen shows while a composition is under way.
#[derive(Clone)]
struct Draft {
    text: String,
}

impl<'a> DocumentField<'a> {
    /// A field for `text`, which is what the project has at `place`.
    pub fn new(place: Place, text: &'a str, kind: FieldKind) -> DocumentField<'a> {
        DocumentField {
            place,
            text,
            kind,
            name: None,
            hint: "",
            width: f32::INFINITY,
            keeps_tab: false,
            reveal: false,
        }
    }

    /// Gives it a name for screen readers, where no label stands beside it.
    #[must_use]
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Shows `hint` while it is empty.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// Makes it `width` points wide.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Keeps Tab for the list instead of moving the focus on.
    #[must_use]
    pub fn keeps_tab(mut self, keeps_tab: bool) -> Self {
        self.keeps_tab = keeps_tab;
        self
    }

    /// Scrolls to it and puts the caret there.
    #[must_use]
    pub fn reveal(mut self, reveal: bool) -> Self {
        self.reveal = reveal;
        self
    }

    /// Draws it; asks for changes through `out`.
    pub fn show(self, ui: &mut Ui, out: &mut Vec<UiCommand>) -> Response {
        let id = field_id(self.place);
        if self.reveal {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let had_focus = ui.memory(|memory| memory.has_focus(id));
        let draft = take_valid_draft(ui, id, had_focus);
        let was_composing = draft.is_some();
        if had_focus {
            let key = Id::unique("focused document field");
            ui.data_mut(|data| data.insert_temp(key, self.place));
            ask_for_undo(ui, was_composing, out);
        }
        let mut text = draft.map_or_else(|| self.text.to_owned(), |draft| draft.text);
        let output = self.text_edit(id, &mut text).show(ui);
        let response = output.response.response.clone();
        if had_focus {
            output.state.clone().clear_undoer();
        }
        if let Some(name) = &self.name {
            ui.ctx()
                .accesskit_node_builder(id, |node| node.set_label(name.clone()));
        }
        if self.kind == FieldKind::Line {
            let role = egui::accesskit::Role::TextInput;
            ui.ctx()
                .accesskit_node_builder(id, |node| node.set_role(role));
        }
        if self.reveal {
            response.scroll_to_me(Some(egui::Align::Center));
        } else if response.gained_focus() {
            // Tab may have led out of sight.
            response.scroll_to_me(None);
        }
        context_menu(&response, self.place, self.text, out);
        let response = mark_unprintable(ui, response, &output, &text);
        self.take_over(ui, id, text, had_focus, was_composing, &response, out);
        if response.lost_focus() {
            out.push(UiCommand::CloseStep);
        }
        response
    }

    fn text_edit<'t>(&self, id: Id, text: &'t mut String) -> TextEdit<'t> {
        let return_key = match self.kind {
            FieldKind::Line => None,
            FieldKind::Paragraph => Some(KeyboardShortcut::new(Modifiers::NONE, Key::Enter)),
            FieldKind::ListLine => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter)),
        };
        TextEdit::multiline(text)
            .id(id)
            .desired_rows(1)
            .desired_width(self.width)
            .hint_text(self.hint)
            .return_key(return_key)
            .lock_focus(self.keeps_tab)
    }

    /// Keeps an unfinished composition as a draft, or asks for the change.
    #[expect(
        clippy::too_many_arguments,
        reason = "one call, the facts of one frame"
    )]
    fn take_over(
        &self,
        ui: &Ui,
        id: Id,
        text: String,
        had_focus: bool,
        was_composing: bool,
        response: &Response,
        out: &mut Vec<UiCommand>,
    ) {
        let ctx = ui.ctx();
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let mut composing = was_composing;
        if had_focus || has_focus {
            composing = still_composing(ui, was_composing);
        }
        if composing {
            // A click into the field ends the composition on most systems without a word about it.
            let clicked = response.is_pointer_button_down_on() || response.clicked();
            if !has_focus || (was_composing && clicked) {
                drop_draft(ctx, id);
                ctx.request_repaint();
            } else {
                ctx.data_mut(|data| data.insert_temp(id.with("draft"), Draft { text }));
            }
            return;
        }
        let text = match self.kind {
            FieldKind::Line => text.replace(['\r', '\n'], " "),
            FieldKind::Paragraph | FieldKind::ListLine => text,
        };
        if text != self.text {
            out.push(UiCommand::Edit(Edit::SetText {
                place: self.place,
                text,
            }));
        }
    }
}

/// True while the person composes in the field of `place` (pinyin not yet turned into hanzi).
pub fn is_composing(ctx: &Context, place: Place) -> bool {
    ctx.data(|data| data.get_temp::<Draft>(field_id(place).with("draft")))
        .is_some()
}

/// The caret or selection of a field as a range of characters; `None` before its first focus.
pub fn selection(ctx: &Context, place: Place) -> Option<std::ops::Range<usize>> {
    let range = TextEditState::load(ctx, field_id(place))?
        .cursor
        .char_range()?
        .as_sorted_char_range();
    Some(range.start.0..range.end.0)
}

/// Puts the caret of a field before its `index`th character.
pub fn set_caret(ctx: &Context, place: Place, index: usize) {
    set_selection(ctx, field_id(place), index, index);
}

fn set_selection(ctx: &Context, id: Id, from: usize, to: usize) {
    let mut state = TextEditState::default();
    state.cursor.set_char_range(Some(CCursorRange::two(
        CCursor::new(from),
        CCursor::new(to),
    )));
    state.store(ctx, id);
}

/// The draft of a composition that is still under way. One whose field or window has lost the focus is dropped.
fn take_valid_draft(ui: &Ui, id: Id, had_focus: bool) -> Option<Draft> {
    let key = id.with("draft");
    let draft = ui.data(|data| data.get_temp::<Draft>(key))?;
    if had_focus && ui.input(|input| input.focused) {
        ui.data_mut(|data| data.remove::<Draft>(key));
        return Some(draft);
    }
    drop_draft(ui.ctx(), id);
    None
}

/// Forgets an unfinished composition. The selection shrinks to where it began: egui keeps the pinyin selected,
/// and without the pinyin the same selection would cover, and the next key replace, text that stays.
fn drop_draft(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.remove::<Draft>(id.with("draft")));
    let range = TextEditState::load(ctx, id).and_then(|state| state.cursor.char_range());
    if let Some(range) = range {
        let start = range.as_sorted_char_range().start.0;
        set_selection(ctx, id, start, start);
    }
}

/// Whether a composition is under way after this frame's events.
fn still_composing(ui: &Ui, was_composing: bool) -> bool {
    ui.input(|input| {
        let mut composing = was_composing;
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => composing = !text.is_empty(),
                // A plain key means that the composition has ended without a word; egui has put it in its place.
                Event::Ime(ImeEvent::Commit(_)) | Event::Text(_) | Event::Paste(_) => {
                    composing = false;
                }
                _ => {}
            }
        }
        composing
    })
}

/// Ctrl+Z and its kin in a document field mean the document, whoever reads the keys first.
fn ask_for_undo(ui: &Ui, composing: bool, out: &mut Vec<UiCommand>) {
    let (undo, redo) = ui.input_mut(|input| {
        let redo = input.consume_key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)
            || input.consume_key(Modifiers::COMMAND, Key::Y);
        (input.consume_key(Modifiers::COMMAND, Key::Z), redo)
    });
    if composing {
        return;
    }
    if undo {
        out.push(UiCommand::Undo);
    }
    if redo {
        out.push(UiCommand::Redo);
    }
}

/// 剪切, 复制, 粘贴, 全选: egui's fields have no such menu.
fn context_menu(response: &Response, place: Place, text: &str, out: &mut Vec<UiCommand>) {
    let ctx = response.ctx.clone();
    let key = response.id.with("menu selection");
    if response.secondary_clicked() {
        // The press on a menu button takes the focus, and with it the selection: remember it here.
        let range = selection(&ctx, place).unwrap_or(0..0);
        ctx.data_mut(|data| data.insert_temp(key, (range.start, range.end)));
    }
    response.context_menu(|ui| {
        let remembered: (usize, usize) = ui.data(|data| data.get_temp(key)).unwrap_or_default();
        let (from, to) = remembered;
        let selected: String = text.chars().skip(from).take(to - from).collect();
        let enabled = !selected.is_empty();
        if ui
            .add_enabled(enabled, egui::Button::new(words::CUT))
            .clicked()
        {
            let rest = text.chars().take(from).chain(text.chars().skip(to));
            let text = rest.collect();
            ctx.copy_text(selected.clone());
            out.push(UiCommand::Edit(Edit::SetText { place, text }));
            set_selection(&ctx, field_id(place), from, from);
            ui.close();
        }
        if ui
            .add_enabled(enabled, egui::Button::new(words::COPY))
            .clicked()
        {
            ctx.copy_text(selected);
            ui.close();
        }
        if ui.button(words::PASTE).clicked() {
            set_selection(&ctx, field_id(place), from, to);
            ctx.memory_mut(|memory| memory.request_focus(field_id(place)));
            ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            ui.close();
        }
        if ui.button(words::SELECT_ALL).clicked() {
            set_selection(&ctx, field_id(place), 0, text.chars().count());
            ctx.memory_mut(|memory| memory.request_focus(field_id(place)));
            ui.close();
        }
    });
}

/// Underlines the characters that no face can print, and says so when the pointer rests on the field.
fn mark_unprintable(
    ui: &Ui,
    response: Response,
    output: &egui::text_edit::TextEditOutput,
    text: &str,
) -> Response {
    if text.is_ascii() || !ui.is_rect_visible(response.rect) {
        return response;
    }
    let missing = unprintable(ui.ctx(), response.id, text);
    if missing.is_empty() {
        return response;
    }
    let painter = ui.painter_at(response.rect);
    let color = ui.visuals().error_fg_color;
    for (index, _) in text
        .chars()
        .enumerate()
        .filter(|(_, c)| missing.contains(c))
    {
        let start = output.galley.pos_from_cursor(CCursor::new(index));
        let end = output.galley.pos_from_cursor(CCursor::new(index + 1));
        let width = if end.left() > start.left() {
            end.left() - start.left()
        } else {
            start.height() * 0.8
        };
        let origin = start.left_bottom() + output.galley_pos.to_vec2();
        let mut x = 0.0;
        while x < width {
            painter.circle_filled(origin + egui::vec2(x, -1.0), 1.0, color);
            x += 3.0;
        }
    }
    response.on_hover_text(words::cannot_print(&missing))
}

/// The characters of `text` that no face has, each once; looked up again only when the text has changed.
fn unprintable(ctx: &Context, id: Id, text: &str) -> Arc<Vec<char>> {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let hash = hasher.finish();
    let key = id.with("unprintable");
    let cached: Option<(u64, Arc<Vec<char>>)> = ctx.data(|data| data.get_temp(key));
    if let Some((of, missing)) = cached
        && of == hash
    {
        return missing;
    }
    let mut missing: Vec<char> = text.chars().filter(|&c| !can_print(c)).collect();
    missing.sort_unstable();
    missing.dedup();
    let missing = Arc::new(missing);
    ctx.data_mut(|data| data.insert_temp(key, (hash, missing.clone())));
    missing
}

/// Whether a face of ours has `c`. 黑体 is asked first because it is the screen's.
fn can_print(c: char) -> bool {
    c.is_ascii() || fonts::resolve(Face::HeiRegular, c).is_some()
}
