//! Offers to drop the numbers that pasted lines brought along: the list prints its own before them.

use super::Editor;
use crate::edit::{Edit, StepName};
use crate::import::own_numbers;
use crate::model::{ListItem, ListPlace, Place};
use crate::strings::{editor as words, fields};
use egui::Ui;

impl Editor<'_, '_> {
    /// Says that entries of the list have numbers of their own, with a button that drops them in one step.
    pub(super) fn own_numbers_ui<T: ListItem>(
        &mut self,
        ui: &mut Ui,
        list: ListPlace,
        entries: &[T],
    ) {
        let found = collect(list, entries);
        if found == 0 {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.add_space(16.0);
            ui.label(words::own_numbers(found));
            if ui.button(words::DROP_NUMBERS).clicked() {
                let mut edits = Vec::new();
                edits_for(list, entries, &mut edits);
                self.edit(Edit::Group {
                    name: StepName::DropNumbers(list.kind),
                    edits,
                });
            }
        });
    }
}

fn texts<T: ListItem>(list: ListPlace, entries: &[T]) -> Vec<&str> {
    let main = fields::main_field(list.kind);
    let texts = entries.iter().map(|entry| entry.text(main));
    texts.map(Option::unwrap_or_default).collect()
}

/// How many entries have a number of their own, with those below them.
fn collect<T: ListItem>(list: ListPlace, entries: &[T]) -> usize {
    let lens = own_numbers(&texts(list, entries));
    let here = lens.iter().filter(|&&len| len > 0).count();
    let below = entries.iter().map(|entry| collect(list, entry.children()));
    here + below.sum::<usize>()
}

fn edits_for<T: ListItem>(list: ListPlace, entries: &[T], edits: &mut Vec<Edit>) {
    let main = fields::main_field(list.kind);
    let texts = texts(list, entries);
    for ((entry, text), len) in entries.iter().zip(&texts).zip(own_numbers(&texts)) {
        if len > 0 {
            edits.push(Edit::SetText {
                place: Place::item(list.owner, entry.id(), main),
                text: text.get(len..).unwrap_or_default().to_owned(),
            });
        }
        edits_for(list, entry.children(), edits);
    }
}
