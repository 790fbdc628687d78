//! Version, dates, revisions and signatures of a role's or the company's document.

use super::lists::ListLook;
use super::role::list_of;
use super::{Editor, Section, widgets};
use crate::model::{DocumentControl, Field, ListKind};
use egui::Ui;

impl<'a, 's> Editor<'a, 's> {
    /// The section of version and signatures. `acknowledged`: the incumbent signs too.
    pub(super) fn control(
        &mut self,
        ui: &mut Ui,
        control: &'a DocumentControl,
        acknowledged: bool,
    ) {
        let owner = self.view.selection;
        self.section(ui, Section::Control, None, |editor, ui| {
            editor.own_fields(ui, &[Field::Version, Field::EffectiveDate]);
            editor.own_fields(ui, &[Field::PreparedBy, Field::PreparedDate]);
            editor.own_fields(ui, &[Field::ReviewedBy, Field::ReviewedDate]);
            editor.own_fields(ui, &[Field::ApprovedBy, Field::ApprovedDate]);
            if acknowledged {
                editor.own_fields(ui, &[Field::AcknowledgedBy, Field::AcknowledgedDate]);
            }
            let list = list_of(owner, ListKind::Revisions);
            let look = ListLook::default();
            editor.list(
                ui,
                list,
                &control.revisions,
                look,
                &mut |editor, ui, row, revision| {
                    widgets::side_by_side(ui, widgets::ROW_OF_FOUR, |ui| {
                        editor.line(ui, row, Field::Version, &revision.version, 80.0);
                        editor.cell(ui, row, Field::Date, &revision.date, 110.0);
                        editor.cell(ui, row, Field::Author, &revision.author, 90.0);
                        editor.cell(ui, row, Field::Text, &revision.text, f32::INFINITY);
                    });
                },
            );
        });
    }
}
