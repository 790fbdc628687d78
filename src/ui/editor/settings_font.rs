//! What a part of a page is set in: a button that shows it, and a list of our kinds of type and of the fonts of the
//! computer, to search in.
//!
//! The fonts are asked for when a list is opened, and those of the time before shown until they are there; only the
//! rows that are seen are drawn.

use super::Editor;
use super::settings::CHOICE;
use super::widgets;
use crate::fonts::{Embedding, ListedFont, Named};
use crate::model::Spot;
use crate::model::settings::{DocumentSettings, FontFamily, FontPart, InstalledFonts, PartFonts};
use crate::strings::{export, fields, look};
use crate::ui::UiCommand;
use crate::ui::theme::Palette;
use egui::{Button, Id, Key, Label, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};

/// Width of the list, points.
const LIST_WIDTH: f32 = 340.0;
/// Height of the fonts of the computer in it, points.
const LIST_HEIGHT: f32 = 260.0;

/// The fonts of the computer, as far as the window knows them, and the open list.
#[derive(Default)]
pub struct FontShelf {
    fonts: Option<Vec<ListedFont>>,
    /// Which list is open.
    open: Option<Id>,
    query: String,
    /// The search that `hits` answers.
    of: Option<String>,
    /// Indices of fonts.
    hits: Vec<usize>,
}

impl FontShelf {
    /// Takes the fonts of the computer.
    pub fn set(&mut self, fonts: Vec<ListedFont>) {
        if self.fonts.as_ref() != Some(&fonts) {
            self.fonts = Some(fonts);
            self.of = None;
        }
    }

    /// Forgets what belongs to the project that was open.
    #[must_use]
    pub fn for_another_project(self) -> FontShelf {
        FontShelf {
            fonts: self.fonts,
            ..FontShelf::default()
        }
    }

    /// Answers the search, if it has changed.
    fn search(&mut self) {
        let query = self.query.trim().to_lowercase();
        if self.of.as_ref() == Some(&query) {
            return;
        }
        let fonts = self.fonts.iter().flatten().enumerate();
        let has = |name: &String| name.to_lowercase().contains(&query);
        let hits = fonts.filter(|(_, font)| has(&font.name) || font.other_names.iter().any(has));
        self.hits = hits.map(|(index, _)| index).collect();
        self.of = Some(query);
    }
}

/// What a person chose.
enum Picked {
    /// A kind of ours; `None` = as running text.
    Kind(Option<FontFamily>),
    /// A font of the computer.
    Installed(String),
}

/// The kind of type of a part; `None` = as running text.
fn kind_of(fonts: &PartFonts, part: FontPart) -> Option<FontFamily> {
    match part {
        FontPart::Title => Some(fonts.title),
        FontPart::Heading => Some(fonts.heading),
        FontPart::Body => Some(fonts.body),
        FontPart::Table => fonts.table,
        FontPart::Running => fonts.running,
    }
}

/// The font of the computer that a part names itself.
fn own_name(installed: &InstalledFonts, part: FontPart) -> &str {
    match part {
        FontPart::Title => &installed.title,
        FontPart::Heading => &installed.heading,
        FontPart::Body => &installed.body,
        FontPart::Table => &installed.table,
        FontPart::Running => &installed.running,
    }
}

fn set(fonts: &mut PartFonts, part: FontPart, picked: Picked) {
    let installed = &mut fonts.installed;
    let name = match part {
        FontPart::Title => &mut installed.title,
        FontPart::Heading => &mut installed.heading,
        FontPart::Body => &mut installed.body,
        FontPart::Table => &mut installed.table,
        FontPart::Running => &mut installed.running,
    };
    let kind = match picked {
        // The kind chosen before stands in for what it lacks.
        Picked::Installed(font) => {
            *name = font;
            return;
        }
        Picked::Kind(kind) => kind,
    };
    name.clear();
    match part {
        FontPart::Title => fonts.title = kind.unwrap_or_default(),
        FontPart::Heading => fonts.heading = kind.unwrap_or_default(),
        FontPart::Body => fonts.body = kind.unwrap_or_default(),
        FontPart::Table => fonts.table = kind,
        FontPart::Running => fonts.running = kind,
    }
}

impl Editor<'_, '_> {
    /// A labelled choice of type for a part.
    pub(super) fn font(&mut self, ui: &mut Ui, settings: &DocumentSettings, part: FontPart) {
        let name = look::font_part(part);
        let fonts = &settings.fonts;
        let kind = kind_of(fonts, part);
        let follows = matches!(part, FontPart::Table | FontPart::Running);
        let follow_body = kind.is_none() && own_name(&fonts.installed, part).is_empty();
        let (stand_in, installed) = fonts.of(part);
        let shown = if follow_body {
            look::AS_BODY
        } else if installed.is_empty() {
            fields::font_family(stand_in)
        } else {
            installed
        };
        let picked = widgets::labelled(ui, name, |ui| {
            let width = CHOICE.min(ui.available_width() - 8.0);
            let button = Button::new(shown)
                .right_text(widgets::arrow())
                .truncate()
                .min_size(egui::vec2(width, 0.0));
            let id = Id::unique(("font", part));
            let button = ui
                .push_id(id, |ui| {
                    ui.set_max_width(width);
                    ui.add(button)
                })
                .inner;
            ui.ctx().accesskit_node_builder(button.id, |node| {
                node.set_role(egui::accesskit::Role::ComboBox);
                node.set_label(name);
                node.set_value(shown);
            });
            self.reveal_at(Spot::Font(part), &button);
            let popup = Popup::from_toggle_button_response(&button)
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .width(LIST_WIDTH);
            self.note_open(id, popup.is_open());
            let present = (
                kind.filter(|_| installed.is_empty() || follow_body),
                installed,
            );
            let list = popup.show(|ui| {
                let picked = self.font_list(ui, follows, present, follow_body);
                if picked.is_some() {
                    ui.close();
                }
                picked
            });
            list.and_then(|list| list.inner)
        });
        if let Some(picked) = picked {
            self.change_settings(|settings| set(&mut settings.fonts, part, picked));
        }
        if !installed.is_empty() && !follow_body {
            remark(ui, installed, stand_in);
        }
    }

    /// Begins a search where a list has just been opened, and asks for the fonts.
    fn note_open(&mut self, id: Id, open: bool) {
        let shelf = &mut self.state.fonts;
        if !open {
            if shelf.open == Some(id) {
                shelf.open = None;
            }
            return;
        }
        if shelf.open != Some(id) {
            shelf.open = Some(id);
            shelf.query.clear();
            shelf.of = None;
            self.out.push(UiCommand::ListFonts);
        }
    }

    /// Our kinds of type, and below them the fonts of the computer.
    fn font_list(
        &mut self,
        ui: &mut Ui,
        follows: bool,
        present: (Option<FontFamily>, &str),
        follow_body: bool,
    ) -> Option<Picked> {
        let mut picked = None;
        if follows && ui.selectable_label(follow_body, look::AS_BODY).clicked() {
            picked = Some(Picked::Kind(None));
        }
        ui.horizontal_wrapped(|ui| {
            for &kind in FontFamily::ALL {
                let chosen = present.0 == Some(kind);
                let label = ui.selectable_label(chosen, fields::font_family(kind));
                if label.clicked() {
                    picked = Some(Picked::Kind(Some(kind)));
                }
            }
        });
        ui.separator();
        let shelf = &mut self.state.fonts;
        let Some(fonts) = &shelf.fonts else {
            ui.weak(look::LISTING_FONTS);
            return picked;
        };
        if fonts.is_empty() {
            ui.weak(look::NO_FONTS);
            return picked;
        }
        let search = egui::TextEdit::singleline(&mut shelf.query)
            .id(Id::unique("search font"))
            .hint_text(look::SEARCH_FONT)
            .desired_width(f32::INFINITY);
        let search = ui.add(search);
        ui.ctx().accesskit_node_builder(search.id, |node| {
            node.set_label(look::SEARCH_FONT);
        });
        if shelf.of.is_none() {
            search.request_focus();
        }
        shelf.search();
        let fonts = shelf.fonts.as_deref().unwrap_or_default();
        let entered = search.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if let Some(first) = shelf.hits.first().and_then(|&first| fonts.get(first))
            && entered
        {
            picked = Some(Picked::Installed(first.name.clone()));
        }
        let height = widgets::row_height(ui);
        let scroll = ScrollArea::vertical().max_height(LIST_HEIGHT);
        scroll.show_rows(ui, height, shelf.hits.len(), |ui, rows| {
            ui.set_width(ui.available_width());
            let hits = shelf.hits.get(rows).unwrap_or_default();
            for font in hits.iter().filter_map(|&index| fonts.get(index)) {
                if font_row(ui, font, font.name == present.1).clicked() {
                    picked = Some(Picked::Installed(font.name.clone()));
                }
            }
        });
        if shelf.hits.is_empty() {
            ui.weak(look::NO_FONT_FOUND);
        }
        let hint = RichText::new(look::FONT_HINT).small().weak();
        ui.add(Label::new(hint).wrap());
        picked
    }
}

/// A font of the computer; those that may not be embedded say so.
fn font_row(ui: &mut Ui, font: &ListedFont, chosen: bool) -> egui::Response {
    let palette = Palette::of(ui);
    let (mark, color) = match font.embedding {
        Embedding::Free => (look::OF_COMPUTER, palette.weak),
        Embedding::ReadOnly => (look::READ_ONLY_FONT, palette.weak),
        Embedding::Whole | Embedding::BitmapsOnly | Embedding::Restricted => {
            (look::FORBIDDEN_FONT, palette.warn)
        }
    };
    let row = Button::selectable(chosen, font.name.as_str())
        .right_text(RichText::new(mark).small().color(color))
        .truncate()
        .min_size(egui::vec2(ui.available_width(), widgets::row_height(ui)));
    let response = ui.add(row);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(look::font_row(&font.name, mark));
    });
    response
}

/// Why a chosen font does not print, or what a Word document makes of it.
fn remark(ui: &mut Ui, name: &str, stand_in: FontFamily) {
    let Some(font) = Named::find(name) else {
        return;
    };
    let palette = Palette::of(ui);
    let stand_in = fields::font_family(stand_in);
    let (text, color) = match (font.trouble(), font.embedding()) {
        (Some(trouble), _) => (
            look::printed_in(export::font_trouble(trouble), stand_in),
            palette.warn,
        ),
        (None, Some(bits)) if !bits.in_pdf() => (
            look::printed_in(export::embedding(bits), stand_in),
            palette.warn,
        ),
        _ if font.in_docx() => (look::stands_in(stand_in), palette.weak),
        _ => (look::only_named(stand_in), palette.weak),
    };
    widgets::labelled(ui, "", |ui| {
        ui.add(Label::new(RichText::new(text).small().color(color)).wrap());
    });
}
