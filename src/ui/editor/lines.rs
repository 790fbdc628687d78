//! A line of a list, and what its keys do.
//!
//! In a list line Enter makes the next entry, Backspace in an empty entry removes it and at the start of another
//! joins it to the one before, Delete at the end joins the next one, Tab and Shift+Tab change its level, Alt+Up
//! and Alt+Down move it, and several pasted lines become several entries.

use super::Editor;
use super::entries::{inner_kind, new_entry};
use super::keys::{LineKey, take_line_keys};
use super::lists::Row;
use crate::edit::{Edit, StepName};
use crate::model::{Field, ListPlace, Place};
use crate::strings::{editor as words, fields};
use crate::ui::field::{self, DocumentField, FieldKind};
use egui::{Context, Ui};

impl<'a, 's> Editor<'a, 's> {
    /// The first field of a row, with the keys of a list.
    pub(super) fn line(&mut self, ui: &mut Ui, row: &Row, field: Field, text: &str, width: f32) {
        let place = Place::item(row.list.owner, row.item, field);
        let mut keys = take_line_keys(ui, place, text, row);
        let kind = row.list.kind;
        if self.joins_next.take() == Some(row.list.kind) {
            keys.push(LineKey::JoinBefore);
        }
        let reveal = self.takes_focus(place);
        let field_kind = match inner_kind(kind) {
            Some(_) => FieldKind::Line,
            None => FieldKind::ListLine,
        };
        let told = self.told;
        told.show(ui, words::line_name(kind), |ui| {
            DocumentField::new(place, text, field_kind)
                .hint(words::line_hint(kind))
                .name(fields::cell_label(kind, &row.path, field))
                .width(width)
                .keeps_tab(row.nests)
                .reveal(reveal)
                .show(ui, self.out);
        });
        for key in keys {
            self.line_key(ui.ctx(), row, place, text, key);
        }
        self.previous_line = Some((place, kind));
    }

    /// A further field of a row.
    pub(super) fn cell(&mut self, ui: &mut Ui, row: &Row, field: Field, text: &str, width: f32) {
        let place = Place::item(row.list.owner, row.item, field);
        let kind = row.list.kind;
        let reveal = self.takes_focus(place);
        let told = self.told;
        told.show(ui, fields::item_label(kind, field), |ui| {
            DocumentField::new(place, text, FieldKind::Paragraph)
                .hint(fields::item_label(kind, field))
                .name(fields::cell_label(kind, &row.path, field))
                .width(width)
                .reveal(reveal)
                .show(ui, self.out);
        });
    }

    fn line_key(&mut self, ctx: &Context, row: &Row, place: Place, text: &str, key: LineKey) {
        match key {
            LineKey::Next => {
                if let Some(kind) = inner_kind(row.list.kind) {
                    let inner = row.children_list();
                    self.add(ListPlace { kind, ..inner }, 0, "");
                    return;
                }
                let count = text.chars().count();
                let caret = field::selection(ctx, place).map_or(count, |range| range.end);
                self.split(row, place, text, caret, &[String::new()]);
            }
            LineKey::Lines(lines) => {
                let count = text.chars().count();
                let selected = field::selection(ctx, place).unwrap_or(count..count);
                let before: String = text.chars().take(selected.start).collect();
                let after: String = text.chars().skip(selected.end).collect();
                let caret = selected.start.min(count);
                let mut lines = lines;
                if let Some(first) = lines.first_mut() {
                    first.insert_str(0, &before);
                }
                let text = format!("{before}{after}");
                self.split_lines(row, place, &text, caret, &lines);
            }
            LineKey::RemoveEmpty => {
                self.remove(row);
                self.state.focus = self.previous_line.map(|(place, _)| place.into());
            }
            LineKey::JoinBefore => self.join_before(ctx, row, text),
            LineKey::JoinNext => self.joins_next = Some(row.list.kind),
            LineKey::Indent => self.indent(row),
            LineKey::Outdent => self.outdent(row),
            LineKey::Up => self.step(row, -1),
            LineKey::Down => self.step(row, 1),
        }
    }

    /// Makes the next entry; what stands behind the caret goes there.
    fn split(&mut self, row: &Row, place: Place, text: &str, caret: usize, lines: &[String]) {
        let before: String = text.chars().take(caret).collect();
        let mut all = vec![before];
        all.extend(lines.iter().cloned());
        self.split_lines(row, place, text, caret, &all);
    }

    /// Gives the first of `lines` to the entry itself and each other one to a new entry below; what stands behind
    /// the caret in `text` goes to the end of the last.
    fn split_lines(&mut self, row: &Row, place: Place, text: &str, caret: usize, lines: &[String]) {
        let after: String = text.chars().skip(caret).collect();
        let (Some(first), Some(last)) = (lines.first(), lines.len().checked_sub(1)) else {
            return;
        };
        let mut edits = Vec::new();
        if last == 0 || self.view.project.text(place) != Some(first) {
            let end = if last == 0 { after.as_str() } else { "" };
            edits.push(Edit::SetText {
                place,
                text: format!("{first}{end}"),
            });
        }
        for (offset, line) in lines.iter().enumerate().skip(1) {
            let end = if offset == last { after.as_str() } else { "" };
            edits.push(Edit::AddItem {
                list: row.list,
                index: row.index + offset,
                item: new_entry(row.list.kind, &format!("{line}{end}")),
            });
        }
        if last > 0 {
            let caret = lines.get(last).map_or(0, |line| line.chars().count());
            self.awaits(row.list, row.index + last, caret);
        }
        self.out.push(crate::ui::UiCommand::CloseStep);
        if edits.len() == 1 {
            self.out.extend(edits.pop().map(crate::ui::UiCommand::Edit));
        } else {
            self.edit(Edit::Group {
                name: StepName::AddItem(row.list.kind),
                edits,
            });
        }
    }

    /// Puts this entry's text behind the text of the line before, and what is below it there too. An entry that
    /// says more than its text stays, and so does one after a heading or another list.
    fn join_before(&mut self, ctx: &Context, row: &Row, text: &str) {
        let Some((target, kind)) = self.previous_line else {
            return;
        };
        let Some(before) = self.view.project.text(target) else {
            return;
        };
        let same = kind == row.list.kind && target.owner == row.list.owner;
        if !same || !row.one_text || self.says_more || target.item.is_none() {
            return;
        }
        let caret = before.chars().count();
        let mut edits = vec![Edit::SetText {
            place: target,
            text: format!("{before}{text}"),
        }];
        edits.extend(row.children.iter().map(|&item| Edit::MoveItem {
            owner: row.list.owner,
            item,
            parent: target.item,
            index: usize::MAX,
        }));
        edits.push(Edit::RemoveItem {
            owner: row.list.owner,
            item: row.item,
        });
        self.out.push(crate::ui::UiCommand::CloseStep);
        self.edit(Edit::Group {
            name: StepName::JoinItems(kind),
            edits,
        });
        field::set_caret(ctx, target, caret);
        self.state.focus = Some(target.into());
    }
}
