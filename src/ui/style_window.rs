//! Named styles (样式方案): what the window knows of them, and two windows: save one, manage them.

use super::plain_field::plain_field;
use super::questions::{button_row, modal, primary};
use super::theme::{self, Palette};
use super::{UiCommand, View};
use crate::model::Project;
use crate::model::settings::{DocumentSettings, NamedStyle};
use crate::strings::look as words;
use egui::{Button, Context, Id, Key, Label, RichText, ScrollArea, Ui, vec2};

/// What the person asked for about named styles. Carried out by `app`.
#[derive(Clone, Debug, PartialEq)]
pub enum StyleCommand {
    /// Show the window that saves the present look.
    AskName,
    /// Show the window that lists styles.
    Manage,
    /// Save the present look under this name.
    Save(String),
    /// Give a saved style another name.
    Rename {
        /// The name so far.
        old: String,
        /// The new one.
        new: String,
    },
    /// Remove a saved style.
    Remove(String),
    /// Write a style to a file: asks where to.
    Export(String),
    /// Read a style from a file: asks which.
    Import,
}

/// A style as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedStyle {
    /// The style.
    pub style: NamedStyle,
    /// It comes with the program and stays as it is.
    pub built_in: bool,
}

/// The styles, and what is being done with them.
#[derive(Default)]
pub struct StyleShelf {
    /// All styles, those of the program first.
    pub(super) styles: Vec<ListedStyle>,
    /// What is wrong with files that are no styles, in words.
    pub(super) faults: Vec<String>,
    /// Which is chosen to be applied.
    pub(super) chosen: Option<usize>,
    /// Which the project has, and at which revision that was found out.
    present: Option<(u64, Option<usize>)>,
    window: Option<StyleWindow>,
}

/// A window that is open.
enum StyleWindow {
    /// The name of a new style is being typed.
    Save { name: String, fresh: bool },
    /// The list.
    Manage(Row),
}

/// What is being done with one style of the list.
enum Row {
    /// Nothing.
    None,
    /// It is being renamed: its name so far, what is typed, whether the field is new.
    Renaming(String, String, bool),
    /// It is asked whether it shall go.
    Removing(String),
}

impl StyleShelf {
    /// Takes the styles as they are now, and what is wrong with files that are none.
    pub fn set(&mut self, styles: Vec<ListedStyle>, faults: Vec<String>) {
        self.styles = styles;
        self.faults = faults;
        self.chosen = None;
        self.present = None;
    }

    /// The styles, those of the program first.
    pub fn styles(&self) -> &[ListedStyle] {
        &self.styles
    }

    /// The style of this name.
    pub fn find(&self, name: &str) -> Option<&ListedStyle> {
        self.styles.iter().find(|it| it.style.name == name)
    }

    /// Forgets what belongs to the project that was open.
    #[must_use]
    pub fn for_another_project(self) -> StyleShelf {
        StyleShelf {
            styles: self.styles,
            faults: self.faults,
            ..StyleShelf::default()
        }
    }

    /// One of the windows is open.
    pub fn window_open(&self) -> bool {
        self.window.is_some()
    }

    /// Shows the window that saves the present look, with a name proposed.
    pub fn ask_name(&mut self) {
        self.window = Some(StyleWindow::Save {
            name: String::new(),
            fresh: true,
        });
    }

    /// Shows the window that lists styles.
    pub fn manage(&mut self) {
        self.window = Some(StyleWindow::Manage(Row::None));
    }

    /// The style that the project has, found once for each revision.
    pub(super) fn present(
        &mut self,
        revision: u64,
        settings: &DocumentSettings,
        company_words: &[&str],
    ) -> Option<usize> {
        if let Some((known, present)) = self.present
            && known == revision
        {
            return present;
        }
        let is = |it: &ListedStyle| it.style.is_look_of(settings, company_words);
        // Of two that look the same, the person's own: he has just saved it.
        let own = |it: &ListedStyle| !it.built_in && is(it);
        let present = self.styles.iter().position(own);
        let present = present.or_else(|| self.styles.iter().position(is));
        self.present = Some((revision, present));
        present
    }

    /// Why a style cannot be saved under this name; `except` is the name of the style itself.
    fn refusal(&self, name: &str, except: Option<&str>) -> Option<&'static str> {
        let known = self.find(name.trim())?;
        if except == Some(known.style.name.as_str()) {
            None
        } else if known.built_in {
            Some(words::NAME_BUILT_IN)
        } else {
            Some(words::NAME_TAKEN)
        }
    }
}

/// The words by which a header is known to name the company.
pub fn company_words(project: &Project) -> [&str; 2] {
    [&project.company.name, &project.company.short_name]
}

/// Draws the window that is open, if any.
pub fn styles_ui(ctx: &Context, view: View<'_>, shelf: &mut StyleShelf, out: &mut Vec<UiCommand>) {
    let Some(mut window) = shelf.window.take() else {
        return;
    };
    let response = modal(ctx, "styles").show(ctx, |ui| {
        ui.set_width(460.0);
        match &mut window {
            StyleWindow::Save { name, fresh } => save_ui(ui, shelf, name, fresh, out),
            StyleWindow::Manage(row) => manage_ui(ui, view, shelf, row, out),
        }
    });
    if !response.inner && !response.should_close() {
        shelf.window = Some(window);
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::bold_font(theme::SECTION + 1.0)));
    ui.add_space(4.0);
}

/// True if the window is done.
fn save_ui(
    ui: &mut Ui,
    shelf: &StyleShelf,
    name: &mut String,
    fresh: &mut bool,
    out: &mut Vec<UiCommand>,
) -> bool {
    title(ui, words::SAVE_TITLE);
    let label = ui.label(words::NAME);
    let field = plain_field(ui, Id::unique("style-name"), name, |edit| {
        edit.desired_width(f32::INFINITY).margin(vec2(8.0, 5.0))
    })
    .labelled_by(label.id);
    if std::mem::take(fresh) {
        field.request_focus();
    }
    let known = shelf.find(name.trim());
    let refused = known.is_some_and(|it| it.built_in);
    let palette = Palette::of(ui);
    // A line of its own at all times: the window must not jump while a name is typed.
    let (text, color) = match known {
        Some(it) if it.built_in => (words::NAME_BUILT_IN, palette.error),
        Some(_) => (words::WILL_REPLACE, palette.warn),
        None => ("", palette.weak),
    };
    ui.label(RichText::new(text).small().color(color));
    ui.add(Label::new(RichText::new(words::STYLE_HINT).small().weak()).wrap());
    let can = !refused && !name.trim().is_empty();
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut done = false;
    ui.add_space(10.0);
    button_row(ui, |ui| {
        let save = primary(ui, words::SAVE).min_size(vec2(76.0, 30.0));
        if ui.add_enabled(can, save).clicked() || (entered && can) {
            let name = name.trim().to_owned();
            out.push(UiCommand::Style(StyleCommand::Save(name)));
            done = true;
        }
        let cancel = Button::new(words::CANCEL).min_size(vec2(76.0, 30.0));
        done |= ui.add(cancel).clicked();
    });
    done
}

/// True if the window is done.
fn manage_ui(
    ui: &mut Ui,
    view: View<'_>,
    shelf: &mut StyleShelf,
    row: &mut Row,
    out: &mut Vec<UiCommand>,
) -> bool {
    title(ui, words::MANAGE_TITLE);
    let settings = &view.project.company.settings;
    let present = shelf.present(view.revision, settings, &company_words(view.project));
    ScrollArea::vertical()
        .max_height(320.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (index, listed) in shelf.styles.iter().enumerate() {
                style_row(ui, shelf, listed, present == Some(index), row, out);
            }
        });
    if shelf.styles.iter().all(|it| it.built_in) {
        ui.add(Label::new(RichText::new(words::NONE_SAVED).small().weak()).wrap());
    }
    ui.add_space(10.0);
    let mut done = false;
    button_row(ui, |ui| {
        let close = primary(ui, words::CLOSE).min_size(vec2(76.0, 30.0));
        done = ui.add(close).clicked();
        if ui
            .add(Button::new(words::IMPORT).min_size(vec2(76.0, 30.0)))
            .clicked()
        {
            out.push(UiCommand::Style(StyleCommand::Import));
        }
    });
    done
}

fn style_row(
    ui: &mut Ui,
    shelf: &StyleShelf,
    listed: &ListedStyle,
    present: bool,
    row: &mut Row,
    out: &mut Vec<UiCommand>,
) {
    let name = &listed.style.name;
    if let Row::Renaming(old, _, _) = row
        && old == name
    {
        rename_ui(ui, shelf, row, out);
        return;
    }
    ui.horizontal(|ui| {
        let text = RichText::new(name);
        let room = (ui.available_width() - 250.0).max(80.0);
        ui.allocate_ui(vec2(room, 24.0), |ui| {
            ui.set_width(room);
            ui.add(Label::new(if present { text.strong() } else { text }).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let named = |response: egui::Response, name: String| {
                response.ctx.accesskit_node_builder(response.id, |node| {
                    node.set_label(name);
                });
                response.clicked()
            };
            if listed.built_in {
                if named(ui.button(words::EXPORT), words::export(name)) {
                    out.push(UiCommand::Style(StyleCommand::Export(name.clone())));
                }
                ui.weak(words::BUILT_IN);
                return;
            }
            let removing = matches!(row, Row::Removing(which) if which == name);
            if removing {
                let text = RichText::new(words::REMOVE_REALLY).color(Palette::of(ui).error);
                if ui.button(text).clicked() {
                    out.push(UiCommand::Style(StyleCommand::Remove(name.clone())));
                    *row = Row::None;
                }
            } else if named(ui.button(words::REMOVE), words::remove(name)) {
                *row = Row::Removing(name.clone());
            }
            if named(ui.button(words::EXPORT), words::export(name)) {
                out.push(UiCommand::Style(StyleCommand::Export(name.clone())));
            }
            if named(ui.button(words::RENAME), words::rename(name)) {
                *row = Row::Renaming(name.clone(), name.clone(), true);
            }
        });
    });
}

/// A field in place of a name.
fn rename_ui(ui: &mut Ui, shelf: &StyleShelf, row: &mut Row, out: &mut Vec<UiCommand>) {
    let Row::Renaming(old, new, fresh) = row else {
        return;
    };
    let refusal = shelf.refusal(new, Some(old));
    let can = refusal.is_none() && !new.trim().is_empty();
    let mut done = false;
    ui.horizontal(|ui| {
        let id = Id::unique("style-new-name");
        let width = (ui.available_width() - 150.0).max(80.0);
        let field = plain_field(ui, id, new, |edit| edit.desired_width(width));
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_label(words::NAME));
        if std::mem::take(fresh) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let ok = ui.add_enabled(can, Button::new(words::SAVE)).clicked();
        if ok || (entered && can) {
            if new.trim() != old {
                out.push(UiCommand::Style(StyleCommand::Rename {
                    old: old.clone(),
                    new: new.trim().to_owned(),
                }));
            }
            done = true;
        }
        done |= ui.button(words::CANCEL).clicked();
    });
    if let Some(refusal) = refusal {
        ui.label(RichText::new(refusal).small().color(Palette::of(ui).error));
    }
    if done {
        *row = Row::None;
    }
}
