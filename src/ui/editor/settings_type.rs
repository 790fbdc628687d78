//! Settings of type: kinds and sizes by part, line pitch, how lines are set.

use super::Editor;
use super::settings::CHOICE;
use super::widgets::{self, number_field};
use crate::model::settings::{DocumentSettings, FontPart, HalfPoint, Typography};
use crate::strings::{editor as words, fields, look};
use egui::{Id, Ui};

/// Least and largest line pitch, in percent of the type size.
const LINE_PITCH: std::ops::RangeInclusive<u16> = 100..=400;
/// Indents of first lines that are offered, in characters.
const INDENTS: [u8; 5] = [0, 1, 2, 3, 4];

/// Reads and writes one type size of the settings.
type Size = (
    &'static str,
    fn(&DocumentSettings) -> HalfPoint,
    fn(&mut DocumentSettings, HalfPoint),
);

const SIZES: [Size; 5] = [
    (words::TITLE_SIZE, |s| s.title_size, |s, v| s.title_size = v),
    (
        words::HEADING_SIZE,
        |s| s.heading_size,
        |s, v| s.heading_size = v,
    ),
    (words::BODY_SIZE, |s| s.body_size, |s, v| s.body_size = v),
    (words::TABLE_SIZE, |s| s.table_size, |s, v| s.table_size = v),
    (
        look::RUNNING_SIZE,
        |s| s.running_size,
        |s, v| s.running_size = v,
    ),
];

/// A switch of how lines are set.
type Switch = (&'static str, fn(&mut Typography) -> &mut bool);

const SWITCHES: [Switch; 3] = [
    (look::SQUEEZE, |it| &mut it.squeeze),
    (look::HANG, |it| &mut it.hang),
    (look::LATIN_GAP, |it| &mut it.latin_gap),
];

impl Editor<'_, '_> {
    /// Kind and size of each part side by side, then line pitch and how lines are set.
    pub(super) fn type_of(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        for (&part, size) in FontPart::ALL.iter().zip(SIZES) {
            widgets::in_columns(ui, 2, 2, |ui, column| match column {
                0 => self.font(ui, settings, part),
                _ => self.size(ui, settings, size),
            });
        }
        widgets::in_columns(ui, 2, 2, |ui, column| match column {
            0 => self.line_pitch(ui, settings),
            _ => {
                let current = settings.typography.first_indent;
                let mut all = INDENTS.to_vec();
                if !all.contains(&current) {
                    all.push(current);
                }
                self.pick(
                    ui,
                    look::FIRST_INDENT,
                    current,
                    &all,
                    look::characters,
                    CHOICE,
                    |settings, indent| settings.typography.first_indent = indent,
                );
            }
        });
        widgets::headed(ui, look::TYPOGRAPHY, |ui| {
            ui.horizontal_wrapped(|ui| {
                for (name, switch) in SWITCHES {
                    let mut typography = settings.typography;
                    let on = *switch(&mut typography);
                    self.check(ui, name, on, |settings, on| {
                        *switch(&mut settings.typography) = on;
                    });
                }
            });
        });
    }

    fn size(&mut self, ui: &mut Ui, settings: &DocumentSettings, size: Size) {
        let (name, get, set) = size;
        let current = get(settings);
        let sizes = fields::TYPE_SIZES.iter().map(|(size, _)| HalfPoint(*size));
        let mut all: Vec<HalfPoint> = sizes.collect();
        if !all.contains(&current) {
            all.push(current);
        }
        let label = |size: HalfPoint| fields::type_size(size.0);
        self.pick(ui, name, current, &all, label, CHOICE, set);
    }

    fn line_pitch(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        widgets::labelled(ui, words::LINE_PITCH, |ui| {
            let current = settings.line_percent.to_string();
            let id = Id::unique("line pitch");
            let typed = number_field(ui, id, words::LINE_PITCH, &current, 60.0);
            widgets::remark(ui, words::PERCENT);
            let percent = typed.and_then(|text| text.trim_end_matches('%').parse().ok());
            if let Some(percent) = percent.filter(|percent| LINE_PITCH.contains(percent)) {
                self.change_settings(|settings| settings.line_percent = percent);
            }
        });
    }
}
