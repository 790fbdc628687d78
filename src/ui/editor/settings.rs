//! How the company's documents look: page, type, header and footer, numbers, signatures, fonts in a file.

use super::widgets::{self, choice, number_field, parse_tenths, show_tenths};
use super::{Editor, Section};
use crate::document::wording;
use crate::edit::Edit;
use crate::model::settings::{
    DocumentSettings, EmbedFonts, FontFamily, HalfPoint, NumberStyle, PdfKind, RoleLayout,
    Signatory, TenthMm,
};
use crate::model::{Field, Owner, Place};
use crate::strings::{editor as words, fields};
use crate::ui::field::{self, FieldKind};
use egui::{Id, Ui};

/// The most levels of numbering that can be set; Word knows nine (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = 9;
/// The longest side of a sheet, in tenths of a millimetre (Word's limit is 22 inches, 558.7 mm).
const LONGEST_SIDE: u16 = 5587;
/// Least and largest line pitch, in percent of the type size.
const LINE_PITCH: std::ops::RangeInclusive<u16> = 100..=400;

/// Reads and writes one length of the settings.
type Length = (
    &'static str,
    fn(&DocumentSettings) -> TenthMm,
    fn(&mut DocumentSettings, TenthMm),
);

const LENGTHS: [Length; 6] = [
    (words::PAGE_WIDTH, |s| s.page_width, |s, v| s.page_width = v),
    (
        words::PAGE_HEIGHT,
        |s| s.page_height,
        |s, v| s.page_height = v,
    ),
    (words::MARGIN_TOP, |s| s.margin_top, |s, v| s.margin_top = v),
    (
        words::MARGIN_BOTTOM,
        |s| s.margin_bottom,
        |s, v| s.margin_bottom = v,
    ),
    (
        words::MARGIN_LEFT,
        |s| s.margin_left,
        |s, v| s.margin_left = v,
    ),
    (
        words::MARGIN_RIGHT,
        |s| s.margin_right,
        |s, v| s.margin_right = v,
    ),
];

/// Reads and writes one kind of type of the settings.
type Font = (
    &'static str,
    fn(&DocumentSettings) -> FontFamily,
    fn(&mut DocumentSettings, FontFamily),
);

const FONTS: [Font; 3] = [
    (
        words::TITLE_FONT,
        |s| s.fonts.title,
        |s, v| s.fonts.title = v,
    ),
    (
        words::HEADING_FONT,
        |s| s.fonts.heading,
        |s, v| s.fonts.heading = v,
    ),
    (words::BODY_FONT, |s| s.fonts.body, |s, v| s.fonts.body = v),
];

/// Reads and writes one type size of the settings.
type Size = (
    &'static str,
    fn(&DocumentSettings) -> HalfPoint,
    fn(&mut DocumentSettings, HalfPoint),
);

const SIZES: [Size; 4] = [
    (words::TITLE_SIZE, |s| s.title_size, |s, v| s.title_size = v),
    (
        words::HEADING_SIZE,
        |s| s.heading_size,
        |s, v| s.heading_size = v,
    ),
    (words::BODY_SIZE, |s| s.body_size, |s, v| s.body_size = v),
    (words::TABLE_SIZE, |s| s.table_size, |s, v| s.table_size = v),
];

impl<'a, 's> Editor<'a, 's> {
    /// The sections of document settings.
    pub(super) fn settings_sections(&mut self, ui: &mut Ui, settings: &'a DocumentSettings) {
        self.section(ui, Section::Page, None, |editor, ui| {
            editor.page(ui, settings);
        });
        self.section(ui, Section::Type, None, |editor, ui| {
            editor.type_of(ui, settings);
        });
        self.section(ui, Section::Running, None, |editor, ui| {
            for field in [Field::Header, Field::Footer] {
                editor.own_field(ui, field, FieldKind::Line);
                editor.insert_buttons(ui, field, &wording::field::ALL, true);
            }
        });
        self.section(ui, Section::Numbering, None, |editor, ui| {
            editor.numbering(ui, settings);
            editor.own_field(ui, Field::CodePattern, FieldKind::Line);
            editor.insert_buttons(ui, Field::CodePattern, words::CODE_FIELDS, false);
        });
        self.section(ui, Section::Output, None, |editor, ui| {
            editor.own_fields(ui, &[Field::BookTitle, Field::Confidentiality]);
            editor.signatories(ui, settings);
            editor.book_parts(ui, settings);
            editor.output(ui, settings);
        });
    }

    /// Asks for settings that differ in what `change` sets.
    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut DocumentSettings)) {
        let mut settings = (*self.view.project.company.settings).clone();
        change(&mut settings);
        self.edit(Edit::SetSettings(Box::new(settings)));
    }

    fn page(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        widgets::in_columns(ui, 2, 2, |ui, column| match column {
            0 => widgets::labelled(ui, words::LAYOUT, |ui| {
                let label = |layout| fields::role_layout(layout).to_owned();
                let (name, all) = (words::LAYOUT, RoleLayout::ALL);
                if let Some(layout) = choice(ui, name, name, settings.layout, all, label, 120.0) {
                    self.change_settings(|settings| settings.layout = layout);
                }
            }),
            _ => widgets::labelled(ui, words::SHEET, |ui| {
                let all: Vec<&'static str> =
                    fields::SHEETS.iter().map(|(_, _, name)| *name).collect();
                let current = fields::sheet(settings);
                let label = |name: &'static str| name.to_owned();
                let id = words::SHEET;
                let chosen = choice(ui, id, words::SHEET, current, &all, label, 120.0)
                    .and_then(|name| fields::SHEETS.iter().find(|sheet| sheet.2 == name));
                if let Some(&(width, height, _)) = chosen {
                    self.change_settings(|settings| {
                        settings.page_width = TenthMm(width);
                        settings.page_height = TenthMm(height);
                    });
                }
            }),
        });
        for two in LENGTHS.chunks(2) {
            widgets::in_columns(ui, two.len(), 2, |ui, column| {
                self.length(ui, settings, two[column]);
            });
        }
    }

    fn length(&mut self, ui: &mut Ui, settings: &DocumentSettings, length: Length) {
        let (name, get, set) = length;
        widgets::labelled(ui, name, |ui| {
            let current = show_tenths(get(settings).0);
            let id = Id::unique(("length", name));
            let typed = number_field(ui, id, name, &current, 60.0);
            widgets::remark(ui, words::MM);
            if let Some(tenths) = typed.and_then(|text| parse_tenths(&text, LONGEST_SIDE)) {
                self.change_settings(|settings| set(settings, TenthMm(tenths)));
            }
        });
    }

    fn type_of(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        for two in FONTS.chunks(2) {
            widgets::in_columns(ui, two.len(), 2, |ui, column| {
                let (name, get, set) = two[column];
                widgets::labelled(ui, name, |ui| {
                    let label = |family| fields::font_family(family).to_owned();
                    let current = get(settings);
                    let chosen = choice(ui, name, name, current, FontFamily::ALL, label, 150.0);
                    if let Some(family) = chosen {
                        self.change_settings(|settings| set(settings, family));
                    }
                });
            });
        }
        let mut all: Vec<HalfPoint> = fields::TYPE_SIZES
            .iter()
            .map(|(size, _)| HalfPoint(*size))
            .collect();
        for two in SIZES.chunks(2) {
            widgets::in_columns(ui, two.len(), 2, |ui, column| {
                let (name, get, set) = two[column];
                let current = get(settings);
                if !all.contains(&current) {
                    all.push(current);
                }
                widgets::labelled(ui, name, |ui| {
                    let label = |size: HalfPoint| fields::type_size(size.0);
                    if let Some(size) = choice(ui, name, name, current, &all, label, 150.0) {
                        self.change_settings(|settings| set(settings, size));
                    }
                });
            });
        }
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

    /// Buttons that put a field such as {公司} into a text, at the caret.
    fn insert_buttons(&mut self, ui: &mut Ui, field: Field, insertable: &[&str], tab: bool) {
        let place = Place::of(Owner::Company, field);
        let chips = |ui: &mut Ui| {
            widgets::remark(ui, words::INSERT);
            let mut insert = None;
            for &text in insertable {
                let text = format!("{{{text}}}");
                if ui.small_button(&text).clicked() {
                    insert = Some(text);
                }
            }
            if tab {
                let button = ui.small_button(words::TAB_STOP);
                if button.on_hover_text(words::RUNNING_HINT).clicked() {
                    insert = Some("\t".to_owned());
                }
            }
            insert
        };
        // Further lines of buttons begin below the field, not below its label.
        let insert = widgets::labelled(ui, "", |ui| ui.horizontal_wrapped(chips).inner);
        if let Some(insert) = insert {
            let text = self.view.project.text(place).unwrap_or_default();
            let count = text.chars().count();
            let at = field::selection(ui.ctx(), place).map_or(count, |range| range.end);
            let mut new: String = text.chars().take(at).collect();
            new.push_str(&insert);
            new.extend(text.chars().skip(at));
            field::set_caret(ui.ctx(), place, at.min(count) + insert.chars().count());
            self.edit(Edit::SetText { place, text: new });
            self.state.focus = Some(place);
        }
    }

    fn numbering(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        for (level, &style) in settings.numbering.iter().enumerate() {
            let name = words::level(level + 1);
            widgets::labelled(ui, &name, |ui| {
                let label = |style| fields::number_style(style).to_owned();
                let id = ("numbering", level);
                let chosen = choice(ui, id, &name, style, NumberStyle::ALL, label, 110.0);
                if let Some(style) = chosen {
                    self.change_settings(|settings| {
                        if let Some(of_level) = settings.numbering.get_mut(level) {
                            *of_level = style;
                        }
                    });
                }
            });
        }
        ui.horizontal(|ui| {
            ui.add_space(widgets::LABEL_WIDTH + 8.0);
            let levels = settings.numbering.len();
            let add = egui::Button::new(words::ADD_LEVEL);
            if ui.add_enabled(levels < LEVELS, add).clicked() {
                let deepest = settings.numbering.last().copied().unwrap_or_default();
                self.change_settings(|settings| settings.numbering.push(deepest));
            }
            let remove = egui::Button::new(words::REMOVE_LEVEL);
            if ui.add_enabled(levels > 1, remove).clicked() {
                self.change_settings(|settings| {
                    settings.numbering.pop();
                });
            }
        });
    }

    fn signatories(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        widgets::headed(ui, words::SIGNATORIES, |ui| {
            for &signatory in Signatory::ALL {
                let mut signs = settings.signatories.contains(&signatory);
                if ui
                    .checkbox(&mut signs, fields::signatory(signatory))
                    .changed()
                {
                    self.change_settings(|settings| {
                        settings.signatories.retain(|other| *other != signatory);
                        if signs {
                            settings.signatories.push(signatory);
                            // The signature block has one order.
                            settings.signatories.sort_unstable();
                        }
                    });
                }
            }
        });
    }

    fn output(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        widgets::labelled(ui, words::EMBED_FONTS, |ui| {
            let (name, all) = (words::EMBED_FONTS, EmbedFonts::ALL);
            let label = |embed| fields::embed_fonts(embed).to_owned();
            let current = settings.embed_fonts;
            if let Some(embed) = choice(ui, name, name, current, all, label, 280.0) {
                self.change_settings(|settings| settings.embed_fonts = embed);
            }
        });
        widgets::labelled(ui, words::PDF_KIND, |ui| {
            let (name, all) = (words::PDF_KIND, PdfKind::ALL);
            let label = |kind| fields::pdf_kind(kind).to_owned();
            if let Some(kind) = choice(ui, name, name, settings.pdf_kind, all, label, 280.0) {
                self.change_settings(|settings| settings.pdf_kind = kind);
            }
        });
        let mut show = settings.show_empty_sections;
        if ui.checkbox(&mut show, words::SHOW_EMPTY).changed() {
            self.change_settings(|settings| settings.show_empty_sections = show);
        }
    }
}
