//! The editor at the right: everything that the project says of the company, a department or a role.
//!
//! One section a theme, all drawn every frame (200 fields cost less than a millisecond), so that Tab, search
//! and screen readers reach each of them. Nothing here walks over all roles, but the list of an open picker.

mod book_parts;
mod cells;
mod company;
mod control;
mod department;
mod duties;
mod entries;
mod keys;
mod lines;
mod lists;
mod own_numbers;
mod picker;
mod reporting;
mod role;
mod section;
mod settings;
mod settings_font;
mod settings_marks;
mod settings_order;
mod settings_page;
mod settings_styles;
mod settings_type;
mod widgets;

use super::dragged::{dragged_ui, scroll_at_edges};
use super::field::{DocumentField, FieldKind};
use super::icons::{Icon, icon_button};
use super::style_window::StyleShelf;
use super::{UiCommand, View};
use crate::document::wording;
use crate::edit::{Edit, Value};
use crate::model::{Field, ItemId, ListKind, ListPlace, Logo, Owner, Place, RoleState, Spot};
use crate::strings::{editor as words, fields};
use cells::Told;
use egui::{Align, Color32, Layout, Margin, RichText, ScrollArea, Ui};
use lists::Dragged;
use picker::PickerState;
pub use section::Section;
pub use settings_font::FontShelf;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the editor remembers between frames: nothing that belongs into a project.
#[derive(Default)]
pub struct EditorState {
    /// The field that gets the caret as soon as it is drawn.
    focus: Option<Spot>,
    /// An entry that an edit of this frame makes; it has no id yet.
    awaited: Option<Awaited>,
    /// Sections that a person opened or closed; the others are open if there is something in them.
    opened: BTreeMap<Section, bool>,
    /// Duties whose further fields are shown.
    details: BTreeSet<ItemId>,
    /// The section to scroll to.
    scroll_to: Option<Section>,
    /// Whose editor was drawn last.
    shown: Option<Owner>,
    /// The list of roles to choose from.
    picker: PickerState,
    /// Named styles.
    pub styles: StyleShelf,
    /// Fonts of the computer.
    pub fonts: FontShelf,
    /// The company's logo, unpacked for the screen.
    logo: Option<(Arc<Logo>, Option<egui::TextureHandle>)>,
}

impl EditorState {
    /// Opens a section and scrolls to it.
    pub fn show_section(&mut self, section: Section) {
        self.opened.insert(section, true);
        self.scroll_to = Some(section);
    }
}

/// An entry to be focused once it exists.
#[derive(Clone, Copy)]
struct Awaited {
    list: ListPlace,
    index: usize,
    /// Where the caret goes, in characters.
    caret: usize,
    /// The project's revision when the entry was asked for.
    revision: u64,
}

impl EditorState {
    /// Opens the section of a field or choice, scrolls to it and puts the caret there. The editor must show its
    /// owner, now or with the next frame.
    pub fn reveal(&mut self, project: &crate::model::Project, spot: impl Into<Spot>) {
        let spot = spot.into();
        self.opened.insert(Section::of(project, spot), true);
        if let Spot::Text(place) = spot
            && let Some(item) = place.item
            && matches!(place.field, Field::Category | Field::Standard)
        {
            self.details.insert(item);
        }
        self.focus = Some(spot);
    }

    /// Opens or closes every section.
    pub fn open_all(&mut self, open: bool) {
        for &section in Section::ALL {
            self.opened.insert(section, open);
        }
    }

    /// Opens every fold inside the sections too: the details of these duties.
    pub fn open_details(&mut self, items: impl IntoIterator<Item = ItemId>) {
        self.details.extend(items);
    }
}

/// Draws the editor of `view.selection`; what the person asks for goes to `out`.
pub fn editor_ui(ui: &mut Ui, view: View<'_>, state: &mut EditorState, out: &mut Vec<UiCommand>) {
    if state.shown != Some(view.selection) {
        // The focused field of the other owner is gone without a frame in which it could say so.
        if state.shown.is_some() {
            out.push(UiCommand::CloseStep);
        }
        state.shown = Some(view.selection);
        state.details.clear();
        state.awaited = None;
    }
    let (focus_before, scroll_before) = (state.focus, state.scroll_to);
    let mut editor = Editor {
        view,
        dragging: egui::DragAndDrop::payload::<Dragged>(ui.ctx()),
        inside_dragged: false,
        previous_line: None,
        joins_next: None,
        says_more: false,
        told: Told::Nothing,
        state,
        out,
    };
    egui::Frame::new()
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            editor.title_row(ui);
            ui.separator();
            editor.body(ui);
        });
    // What was asked for and not found in a whole frame does not exist.
    if state.focus.is_some() && state.focus == focus_before {
        state.focus = None;
    }
    if state.scroll_to.is_some() && state.scroll_to == scroll_before {
        state.scroll_to = None;
    }
    if state
        .awaited
        .is_some_and(|awaited| awaited.revision != view.revision)
    {
        state.awaited = None;
    }
}

/// One frame of the editor.
struct Editor<'a, 's> {
    view: View<'a>,
    state: &'s mut EditorState,
    out: &'s mut Vec<UiCommand>,
    /// The list entry under the pointer's button.
    dragging: Option<Arc<Dragged>>,
    /// True while what is drawn stands below that entry.
    inside_dragged: bool,
    /// The list line drawn before, and of which list: where Backspace leads.
    previous_line: Option<(Place, ListKind)>,
    /// The next line of this list is to be joined to the one before it.
    joins_next: Option<ListKind>,
    /// The entry being drawn says more than its texts do.
    says_more: bool,
    /// Where the names of fields stand in the entry being drawn.
    told: Told,
}

impl Editor<'_, '_> {
    fn edit(&mut self, edit: Edit) {
        self.out.push(UiCommand::Edit(edit));
    }

    fn set(&mut self, owner: Owner, item: Option<ItemId>, value: Value) {
        self.edit(Edit::SetValue { owner, item, value });
    }

    /// Whether the field of `place` shall get the caret now; asks only once.
    fn takes_focus(&mut self, place: Place) -> bool {
        self.takes_spot(place.into())
    }

    fn takes_spot(&mut self, spot: Spot) -> bool {
        let takes = self.state.focus == Some(spot);
        if takes {
            self.state.focus = None;
        }
        takes
    }

    /// Gives a control the keyboard and scrolls to it, if the person was led to what it chooses.
    fn reveal_at(&mut self, spot: Spot, control: &egui::Response) {
        if self.takes_spot(spot) {
            control.request_focus();
            control.scroll_to_me(Some(Align::Center));
        }
    }

    /// Name, path and state: stays in sight while the rest scrolls. The path goes below the name where both do
    /// not fit on a line.
    fn title_row(&mut self, ui: &mut Ui) {
        let owner = self.view.selection;
        let path = self.path_of(owner);
        let below = ui
            .horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    self.section_menu(ui);
                    ui.spacing_mut().item_spacing.x = 2.0;
                    if icon_button(ui, Icon::CloseAll, words::CLOSE_ALL).clicked() {
                        self.state.open_all(false);
                    }
                    if icon_button(ui, Icon::OpenAll, words::OPEN_ALL).clicked() {
                        self.state.open_all(true);
                    }
                    ui.spacing_mut().item_spacing.x = 8.0;
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        self.title(ui, owner, &path)
                    })
                    .inner
                })
                .inner
            })
            .inner;
        if below {
            let path = RichText::new(path).small().weak();
            ui.add(egui::Label::new(path).truncate());
        }
    }

    /// State, name and, where there is room, the path. True if the path is still to be shown.
    fn title(&self, ui: &mut Ui, owner: Owner, path: &str) -> bool {
        let project = self.view.project;
        if let Owner::Role(id) = owner
            && let Some(role) = project.roles.get(&id)
        {
            state_chip(ui, role.state);
        }
        let room = ui.available_width();
        let name = RichText::new(fields::owner_name(project, owner)).heading();
        let shown = ui.add(egui::Label::new(name.strong()).truncate());
        let body = egui::TextStyle::Body.resolve(ui.style());
        let path_width = ui.fonts_mut(|fonts| {
            let galley = fonts.layout_no_wrap(path.to_owned(), body, Color32::PLACEHOLDER);
            galley.size().x
        });
        let fits = shown.rect.width() + path_width + 2.0 * ui.spacing().item_spacing.x <= room;
        if fits {
            ui.weak(path);
        }
        !fits && !path.is_empty()
    }

    /// The departments above, from the top.
    fn path_of(&self, owner: Owner) -> String {
        let organisation = self.view.organisation;
        let department = match owner {
            Owner::Company => return String::new(),
            Owner::Department(id) => organisation.parent_of(id),
            Owner::Role(id) => organisation.department_of(id),
        };
        let Some(department) = department else {
            return fields::owner_name(self.view.project, Owner::Company);
        };
        let names: Vec<String> = organisation
            .path(department)
            .into_iter()
            .map(|id| fields::owner_name(self.view.project, Owner::Department(id)))
            .collect();
        names.join(" / ")
    }

    fn section_menu(&mut self, ui: &mut Ui) {
        ui.menu_button(words::GO_TO_SECTION, |ui| {
            for &section in Section::of_owner(self.view.selection) {
                if ui.button(section.title()).clicked() {
                    self.state.show_section(section);
                    ui.close();
                }
            }
        });
    }

    fn body(&mut self, ui: &mut Ui) {
        ScrollArea::vertical()
            .id_salt(("editor", self.view.selection))
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                ui.set_width(ui.available_width() - 8.0);
                self.dragged(ui);
                match self.view.selection {
                    Owner::Company => self.company(ui),
                    Owner::Department(id) => self.department(ui, id),
                    Owner::Role(id) => self.role(ui, id),
                }
                ui.add_space(ui.available_height().clamp(40.0, 160.0));
            });
    }

    /// The list entry that is being dragged, beside the pointer.
    fn dragged(&self, ui: &Ui) {
        if let Some(dragged) = &self.dragging {
            scroll_at_edges(ui);
            let text = self.view.project.text(dragged.place());
            dragged_ui(ui, text.unwrap_or_default());
        }
    }

    /// A field of the owner itself, its label at the left.
    fn own_field(&mut self, ui: &mut Ui, field: Field, kind: FieldKind) {
        let owner = self.view.selection;
        widgets::labelled(ui, fields::label(field, owner), |ui| {
            self.bare_field(ui, field, kind);
        });
    }

    /// Own fields, two in a row where there is room.
    fn own_fields(&mut self, ui: &mut Ui, list: &[Field]) {
        for two in list.chunks(2) {
            widgets::in_columns(ui, two.len(), 2, |ui, column| {
                self.own_field(ui, two[column], FieldKind::Line);
            });
        }
    }

    /// A field of the owner itself without a label beside it.
    fn bare_field(&mut self, ui: &mut Ui, field: Field, kind: FieldKind) {
        let owner = self.view.selection;
        let place = Place::of(owner, field);
        let text = self.view.project.text(place).unwrap_or_default();
        let reveal = self.takes_focus(place);
        DocumentField::new(place, text, kind)
            .name(fields::label(field, owner).to_owned())
            .hint(usual_text(field))
            .reveal(reveal)
            .show(ui, self.out);
    }
}

/// What prints while a text is empty.
fn usual_text(field: Field) -> &'static str {
    match field {
        Field::Header => wording::DEFAULT_HEADER,
        Field::Footer => wording::DEFAULT_FOOTER,
        Field::BookTitle => wording::BOOK,
        _ => "",
    }
}

/// The state of a description as a small coloured sign; the word says it too.
fn state_chip(ui: &mut Ui, state: RoleState) {
    let dark = ui.visuals().dark_mode;
    let (fill, text) = match (state, dark) {
        (RoleState::Draft, false) => (
            Color32::from_rgb(255, 240, 205),
            Color32::from_rgb(120, 75, 0),
        ),
        (RoleState::Draft, true) => (
            Color32::from_rgb(74, 56, 16),
            Color32::from_rgb(255, 214, 140),
        ),
        (RoleState::Active, false) => (
            Color32::from_rgb(215, 240, 220),
            Color32::from_rgb(0, 90, 40),
        ),
        (RoleState::Active, true) => (
            Color32::from_rgb(22, 62, 38),
            Color32::from_rgb(150, 230, 175),
        ),
        (RoleState::Suspended, false) => (Color32::from_gray(228), Color32::from_gray(80)),
        (RoleState::Suspended, true) => (Color32::from_gray(58), Color32::from_gray(190)),
    };
    egui::Frame::new()
        .fill(fill)
        .corner_radius(4)
        .inner_margin(Margin::symmetric(6, 1))
        .show(ui, |ui| {
            ui.label(RichText::new(fields::role_state(state)).color(text).small());
        });
}
