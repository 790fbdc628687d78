//! Settings of what is put on a page beside its text: logo, marks, watermark, place for the seal.

use super::settings::{CHOICE, LONG_CHOICE};
use super::{Editor, widgets};
use crate::model::Field;
use crate::model::settings::{CoverLogo, DocumentSettings, LogoPlace, SealPlace};
use crate::strings::look;
use crate::ui::field::FieldKind;
use egui::Ui;

impl Editor<'_, '_> {
    /// Logo, marks, watermark, seal.
    pub(super) fn marks(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let logo = &settings.logo;
        widgets::in_columns(ui, 2, 2, |ui, column| match column {
            0 => self.pick(
                ui,
                look::HEADER_LOGO,
                logo.header,
                LogoPlace::ALL,
                |place| look::logo_place(place).to_owned(),
                CHOICE,
                |settings, place| settings.logo.header = place,
            ),
            _ => self.length(
                ui,
                look::HEADER_LOGO_HEIGHT,
                logo.header_height,
                true,
                |settings, height| settings.logo.header_height = height,
            ),
        });
        widgets::in_columns(ui, 2, 2, |ui, column| match column {
            0 => self.pick(
                ui,
                look::COVER_LOGO,
                logo.cover,
                CoverLogo::ALL,
                |cover| look::cover_logo(cover).to_owned(),
                CHOICE,
                |settings, cover| settings.logo.cover = cover,
            ),
            _ => self.length(
                ui,
                look::COVER_LOGO_WIDTH,
                logo.cover_width,
                true,
                |settings, width| settings.logo.cover_width = width,
            ),
        });
        self.own_fields(ui, &[Field::Confidentiality, Field::CopyNumber]);
        self.own_field(ui, Field::Watermark, FieldKind::Line);
        let drafts = settings.watermark.drafts;
        widgets::labelled(ui, "", |ui| {
            self.check(ui, look::DRAFTS, drafts, |settings, drafts| {
                settings.watermark.drafts = drafts;
            });
        });
        self.pick(
            ui,
            look::SEAL,
            settings.seal,
            SealPlace::ALL,
            |place| look::seal(place).to_owned(),
            LONG_CHOICE,
            |settings, place| settings.seal = place,
        );
    }
}
