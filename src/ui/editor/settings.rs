//! How the company's documents look: which sections the form has, numbers, signatures, fonts in a file. The rest of
//! the form stands in the files beside this one.

use super::widgets::{self, choice};
use super::{Editor, Section};
use crate::document::wording;
use crate::edit::Edit;
use crate::model::settings::{
    ChapterNumbers, DocumentSettings, EmbedFonts, NumberStyle, PdfKind, Signatory,
};
use crate::model::{Field, Owner, Place};
use crate::strings::{editor as words, fields, look};
use crate::ui::UiCommand;
use crate::ui::field::{self, FieldKind};
use crate::ui::theme::Palette;
use egui::{Label, RichText, Ui};

/// The most levels of numbering that can be set; Word knows nine (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = 9;
/// Width of a choice of a few words, in points.
pub(super) const CHOICE: f32 = 150.0;
/// Width of a choice of a sentence, in points.
pub(super) const LONG_CHOICE: f32 = 280.0;

impl<'a, 's> Editor<'a, 's> {
    /// The sections of document settings.
    pub(super) fn settings_sections(&mut self, ui: &mut Ui, settings: &'a DocumentSettings) {
        self.section(ui, Section::Styles, None, |editor, ui| {
            editor.styles(ui, settings);
        });
        if self.state.opened.get(&Section::Page) == Some(&false) {
            // Whoever looks for what is wrong need not open anything.
            page_faults(ui, settings);
        }
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
        self.section(ui, Section::Pages, None, |editor, ui| {
            editor.page_rules(ui, settings);
        });
        self.section(ui, Section::SheetSections, None, |editor, ui| {
            editor.sheet_sections(ui, settings);
        });
        self.section(ui, Section::Facts, None, |editor, ui| {
            editor.sheet_facts(ui, settings);
        });
        self.section(ui, Section::Marks, None, |editor, ui| {
            editor.marks(ui, settings);
        });
        self.section(ui, Section::Output, None, |editor, ui| {
            editor.own_fields(ui, &[Field::BookTitle]);
            editor.signatories(ui, settings);
            editor.book_parts(ui, settings);
            editor.output(ui, settings);
        });
    }

    /// Asks for settings that differ in what `change` sets: a step of its own to undo.
    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut DocumentSettings)) {
        self.out.push(UiCommand::CloseStep);
        self.type_settings(change);
        self.out.push(UiCommand::CloseStep);
    }

    /// The same while a person types: one step until the field is left.
    pub(super) fn type_settings(&mut self, change: impl FnOnce(&mut DocumentSettings)) {
        let mut settings = (*self.view.project.company.settings).clone();
        change(&mut settings);
        self.edit(Edit::SetSettings(Box::new(settings)));
    }

    /// A labelled choice of the settings.
    #[expect(
        clippy::too_many_arguments,
        reason = "what a choice shows, what it holds, what it sets"
    )]
    pub(super) fn pick<T: Copy + PartialEq + 'static>(
        &mut self,
        ui: &mut Ui,
        name: &str,
        current: T,
        all: &[T],
        label: impl Fn(T) -> String,
        width: f32,
        set: impl FnOnce(&mut DocumentSettings, T),
    ) {
        widgets::labelled(ui, name, |ui| {
            let width = width.min(ui.available_width() - 8.0);
            if let Some(value) = choice(ui, name, name, current, all, label, width) {
                self.change_settings(|settings| set(settings, value));
            }
        });
    }

    /// A check box of the settings.
    pub(super) fn check(
        &mut self,
        ui: &mut Ui,
        name: &str,
        current: bool,
        set: impl FnOnce(&mut DocumentSettings, bool),
    ) {
        let mut checked = current;
        if ui.checkbox(&mut checked, name).changed() {
            self.change_settings(|settings| set(settings, checked));
        }
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
            self.state.focus = Some(place.into());
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
        widgets::labelled(ui, "", |ui| {
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
        let label = |style| fields::number_style(style).to_owned();
        let current = settings.section_numbering;
        widgets::in_columns(ui, 2, 2, |ui, column| match column {
            0 => self.pick(
                ui,
                look::SECTION_NUMBERS,
                current,
                NumberStyle::ALL,
                label,
                110.0,
                |settings, style| settings.section_numbering = style,
            ),
            _ => self.pick(
                ui,
                look::CHAPTER_NUMBERS,
                settings.chapter_numbers,
                ChapterNumbers::ALL,
                |numbers| look::chapter_numbers(numbers).to_owned(),
                CHOICE,
                |settings, numbers| settings.chapter_numbers = numbers,
            ),
        });
    }

    fn signatories(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        widgets::headed(ui, words::SIGNATORIES, |ui| {
            ui.horizontal_wrapped(|ui| {
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
        });
    }

    fn output(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        self.pick(
            ui,
            words::EMBED_FONTS,
            settings.embed_fonts,
            EmbedFonts::ALL,
            |embed| fields::embed_fonts(embed).to_owned(),
            LONG_CHOICE,
            |settings, embed| settings.embed_fonts = embed,
        );
        self.pick(
            ui,
            words::PDF_KIND,
            settings.pdf_kind,
            PdfKind::ALL,
            |kind| fields::pdf_kind(kind).to_owned(),
            LONG_CHOICE,
            |settings, kind| settings.pdf_kind = kind,
        );
        let show = settings.show_empty_sections;
        self.check(ui, words::SHOW_EMPTY, show, |settings, show| {
            settings.show_empty_sections = show;
        });
    }
}

/// What keeps pages from being set, in red.
pub(super) fn page_faults(ui: &mut Ui, settings: &DocumentSettings) {
    for fault in settings.page_faults() {
        let text = RichText::new(look::page_fault(fault)).color(Palette::of(ui).error);
        ui.add(Label::new(text).wrap());
    }
}
