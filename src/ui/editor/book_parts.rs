//! What a book (汇编) has besides its roles: a row of check boxes.

use super::{Editor, widgets};
use crate::model::settings::{BookParts, DocumentSettings};
use crate::strings::editor as words;
use egui::Ui;

/// The name of a part and where it stands in the settings.
type Part = (&'static str, fn(&mut BookParts) -> &mut bool);

const PARTS: [Part; 8] = [
    (words::BOOK_SIGN_OFF, |parts| &mut parts.sign_off),
    (words::BOOK_REVISIONS, |parts| &mut parts.revisions),
    (words::BOOK_CHARTS, |parts| &mut parts.charts),
    (words::BOOK_ROLE_LIST, |parts| &mut parts.role_list),
    (words::BOOK_RULES, |parts| &mut parts.rules),
    (words::BOOK_SIGN_LIST, |parts| &mut parts.sign_list),
    (words::BOOK_INDEX, |parts| &mut parts.index),
    (words::BOOK_RECEIPTS, |parts| &mut parts.receipts),
];

impl Editor<'_, '_> {
    /// The parts that a book can have.
    pub(super) fn book_parts(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        widgets::headed(ui, words::BOOK_PARTS, |ui| {
            ui.horizontal_wrapped(|ui| {
                for (name, part) in PARTS {
                    let mut parts = settings.book_parts;
                    if ui.checkbox(part(&mut parts), name).changed() {
                        self.change_settings(|settings| settings.book_parts = parts);
                    }
                }
            });
        });
    }
}
