//! The keys of list lines: Enter, Backspace and Delete at an end of the entry, Tab, Alt with arrows, several pasted lines.

use super::entries::inner_kind;
use super::lists::Row;
use crate::model::Place;
use crate::ui::field;
use egui::{Event, Key, Modifiers, Ui};

/// What the keys of one frame ask of a list line.
pub(super) enum LineKey {
    Next,
    RemoveEmpty,
    JoinBefore,
    JoinNext,
    Indent,
    Outdent,
    Up,
    Down,
    Lines(Vec<String>),
}

/// Takes the keys of a list out of this frame's events, while the field of `place` has the focus and no
/// composition is under way.
pub(super) fn take_line_keys(ui: &mut Ui, place: Place, text: &str, row: &Row) -> Vec<LineKey> {
    let mut keys = Vec::new();
    let focused = ui.memory(|memory| memory.has_focus(field::field_id(place)));
    if !focused || field::is_composing(ui.ctx(), place) {
        return keys;
    }
    let mut move_on = None;
    let (at_start, at_end) = ends(ui, place, text, row);
    ui.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(pasted) if inner_kind(row.list.kind).is_none() => {
                match split_paste(pasted) {
                    Some(lines) => {
                        keys.push(LineKey::Lines(lines));
                        false
                    }
                    None => true,
                }
            }
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => match (*key, *modifiers) {
                (Key::Enter, modifiers) if modifiers.is_none() => {
                    keys.push(LineKey::Next);
                    false
                }
                (Key::Enter, modifiers) if modifiers.shift_only() => {
                    // The field knows one key that breaks the line.
                    *event = ctrl_enter();
                    true
                }
                (Key::Backspace, modifiers)
                    if modifiers.is_none() && row.blank && text.is_empty() =>
                {
                    keys.push(LineKey::RemoveEmpty);
                    false
                }
                (Key::Backspace, modifiers) if modifiers.is_none() && at_start => {
                    keys.push(LineKey::JoinBefore);
                    false
                }
                (Key::Delete, modifiers) if modifiers.is_none() && at_end => {
                    keys.push(LineKey::JoinNext);
                    false
                }
                (Key::ArrowUp, Modifiers::ALT) => {
                    keys.push(LineKey::Up);
                    false
                }
                (Key::ArrowDown, Modifiers::ALT) => {
                    keys.push(LineKey::Down);
                    false
                }
                (Key::Tab, modifiers) if row.nests && modifiers.is_none() => {
                    if row.before.is_some() {
                        keys.push(LineKey::Indent);
                    } else {
                        move_on = Some(egui::FocusDirection::Next);
                    }
                    false
                }
                (Key::Tab, modifiers) if row.nests && modifiers.shift_only() => {
                    if row.above.is_some() {
                        keys.push(LineKey::Outdent);
                    } else {
                        move_on = Some(egui::FocusDirection::Previous);
                    }
                    false
                }
                _ => true,
            },
            _ => true,
        });
    });
    if let Some(direction) = move_on {
        // Nothing to change here: Tab does what it does elsewhere.
        ui.memory_mut(|memory| memory.move_focus(direction));
    }
    keys
}

/// Whether the caret stands at the start and at the end of an entry that can be joined to another.
fn ends(ui: &Ui, place: Place, text: &str, row: &Row) -> (bool, bool) {
    let caret = field::selection(ui.ctx(), place).filter(std::ops::Range::is_empty);
    match caret {
        Some(caret) if inner_kind(row.list.kind).is_none() && !text.is_empty() => {
            (caret.start == 0, caret.start >= text.chars().count())
        }
        _ => (false, false),
    }
}

fn ctrl_enter() -> Event {
    Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    }
}

/// The lines of a pasted text if they are several; empty ones are left out, the others stay as they are.
fn split_paste(pasted: &str) -> Option<Vec<String>> {
    let lines: Vec<String> = pasted
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect();
    (lines.len() > 1).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_pasted_lines_are_split_and_one_is_not() {
        let lines = split_paste("1、编制计划；\r\n\r\n  2、核对台账。\n").unwrap();
        assert_eq!(lines, ["1、编制计划；", "  2、核对台账。"]);
        assert_eq!(split_paste("核对台账\n"), None);
    }
}
