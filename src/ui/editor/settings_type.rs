//! Settings of type: kinds and sizes by part, line pitch, how lines are set.

use super::Editor;
use super::settings::CHOICE;
use super::widgets::{self, number_field};
use crate::model::settings::{DocumentSettings, FontFamily, HalfPoint, Typography};
use crate::strings::{editor as words, fields, look};
use egui::{Id, Ui};

/// Least and largest line pitch, in percent of the type size.
const LINE_PITCH: std::ops::RangeInclusive<u16> = 100..=400;
/// Indents of first lines that are offered, in characters.
const INDENTS: [u8; 5] = [0, 1, 2, 3, 4];

/// Reads and writes one kind of type of the settings; `None` = as running text.
type Font = (
    &'static str,
    fn(&DocumentSettings) -> Option<FontFamily>,
    fn(&mut DocumentSettings, Option<FontFamily>),
);

const FONTS: [Font; 5] = [
    (
        words::TITLE_FONT,
        |s| Some(s.fonts.title),
        |s, v| s.fonts.title = v.unwrap_or_default(),
    ),
    (
        words::HEADING_FONT,
        |s| Some(s.fonts.heading),
        |s, v| s.fonts.heading = v.unwrap_or_default(),
    ),
    (
        words::BODY_FONT,
        |s| Some(s.fonts.body),
        |s, v| s.fonts.body = v.unwrap_or_default(),
    ),
    (
        look::TABLE_FONT,
        |s| s.fonts.table,
        |s, v| s.fonts.table = v,
    ),
    (
        look::RUNNING_FONT,
        |s| s.fonts.running,
        |s, v| s.fonts.running = v,
    ),
];

/// How many of [`FONTS`] cannot follow the running text.
const OWN_FONTS: usize = 3;

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
        for (index, (font, size)) in FONTS.iter().zip(SIZES).enumerate() {
            widgets::in_columns(ui, 2, 2, |ui, column| match column {
                0 => self.font(ui, settings, *font, index >= OWN_FONTS),
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

    fn font(&mut self, ui: &mut Ui, settings: &DocumentSettings, font: Font, follows: bool) {
        let (name, get, set) = font;
        let as_body = follows.then_some(None);
        let kinds = FontFamily::ALL.iter().copied().map(Some);
        let all: Vec<Option<FontFamily>> = as_body.into_iter().chain(kinds).collect();
        let label = |family: Option<FontFamily>| {
            family.map_or(look::AS_BODY, fields::font_family).to_owned()
        };
        self.pick(ui, name, get(settings), &all, label, CHOICE, set);
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
