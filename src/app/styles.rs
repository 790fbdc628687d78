//! Named styles: read at the start, saved, renamed, removed, written to files and read from them. All that is
//! done on the thread for [`errands`](super::errands).

use super::App;
use super::files::Purpose;
use crate::model::settings::NamedStyle;
use crate::printing::safe_stem;
use crate::storage::{self, Folders, StorageError, StoredStyle};
use crate::strings::{look as words, shell};
use crate::ui::menu_bar::file_name;
use crate::ui::notices::Tone;
use crate::ui::style_window::{ListedStyle, StyleCommand, company_words};
use egui::Context;
use std::path::{Path, PathBuf};

impl App {
    /// The named styles.
    pub fn styles(&self) -> &[ListedStyle] {
        self.ui.editor.styles.styles()
    }

    /// Begins to read the styles; files that are none are told where styles are chosen.
    pub(super) fn load_styles(&mut self) {
        self.ui.editor.styles.set(built_in(), Vec::new());
        if let Some(folders) = self.folders.clone() {
            self.errand(move || {
                let shelf = Shelf::read(&folders);
                Box::new(move |app: &mut App, _: &Context| app.show_shelf(shelf))
            });
        }
    }

    fn show_shelf(&mut self, shelf: Shelf) {
        self.ui.editor.styles.set(shelf.styles, shelf.faults);
    }

    pub(super) fn carry_out_style(&mut self, command: StyleCommand) {
        match command {
            StyleCommand::AskName => self.ui.editor.styles.ask_name(),
            StyleCommand::Manage => self.ui.editor.styles.manage(),
            StyleCommand::Save(name) => self.save_style(&name),
            StyleCommand::Rename { old, new } => self.rename_style(old, new),
            StyleCommand::Remove(name) => self.remove_style(name),
            StyleCommand::Export(name) => {
                let file = format!("{}.ron", safe_stem(&name));
                self.ask_for_path(Purpose::ExportStyle(name), file);
            }
            StyleCommand::Import => self.ask_for_path(Purpose::ImportStyle, String::new()),
        }
    }

    fn save_style(&mut self, name: &str) {
        let project = self.open.project();
        let company = company_words(project);
        let style = NamedStyle::of(name, &project.company.settings, &company);
        let done = if style.without_header || style.without_footer {
            words::saved_without(name)
        } else {
            words::saved(name)
        };
        self.store_style(style, done);
    }

    /// Stores a style, and then says so.
    fn store_style(&mut self, style: NamedStyle, done: String) {
        let name = style.name.clone();
        self.change_shelf(name, done, move |folders| {
            storage::save_style(folders, &style, &safe_stem(&style.name)).map(drop)
        });
    }

    /// Does something with the stored styles, says what came of it and shows them anew.
    fn change_shelf(
        &mut self,
        name: String,
        done: String,
        change: impl FnOnce(&Folders) -> Result<(), StorageError> + Send + 'static,
    ) {
        let Some(folders) = self.folders.clone() else {
            self.notice(Tone::Failed, words::NO_FOLDER.to_owned());
            return;
        };
        self.errand(move || {
            let changed = change(&folders);
            let shelf = Shelf::read(&folders);
            Box::new(move |app: &mut App, _: &Context| {
                app.show_shelf(shelf);
                match changed {
                    Ok(()) => app.last = Some(done),
                    Err(error) => app.style_problem(&error, &name),
                }
            })
        });
    }

    fn style_problem(&mut self, error: &StorageError, name: &str) {
        let message = words::not_stored(error, name);
        self.notice(Tone::Failed, shell::one_line(&message));
    }

    fn rename_style(&mut self, old: String, new: String) {
        if self.ui.editor.styles.find(&new).is_some() {
            return self.notice(Tone::Failed, words::NAME_TAKEN.to_owned());
        }
        let done = words::renamed(&old, &new);
        self.change_shelf(old.clone(), done, move |folders| {
            let Some(stored) = stored_style(folders, &old) else {
                return Ok(());
            };
            storage::rename_style(folders, &stored, &new, &safe_stem(&new))
        });
    }

    fn remove_style(&mut self, name: String) {
        let done = words::removed(&name);
        self.change_shelf(name.clone(), done, move |folders| {
            let stored = stored_style(folders, &name);
            stored.map_or(Ok(()), |stored| storage::remove_file(&stored.path))
        });
    }

    /// Writes a style to a file that was chosen.
    pub(super) fn export_style(&mut self, name: &str, file: PathBuf) {
        let Some(listed) = self.ui.editor.styles.find(name) else {
            return;
        };
        let style = listed.style.clone();
        self.errand(move || {
            let stored = storage::store_style(&file, &style);
            Box::new(move |app: &mut App, _: &Context| match stored {
                Ok(()) => app.last = Some(words::exported(&style.name, &file_name(&file))),
                Err(error) => app.style_problem(&error, &style.name),
            })
        });
    }

    /// Takes a style from a file that was chosen.
    pub(super) fn import_style(&mut self, file: PathBuf) {
        self.errand(move || {
            let style = storage::load_style(&file);
            Box::new(move |app: &mut App, _: &Context| match style {
                Ok(style) => app.take_style(style, &file),
                Err(error) => {
                    let message = words::not_read(&error, &file_name(&file));
                    app.notice(Tone::Failed, shell::one_line(&message));
                }
            })
        });
    }

    /// Stores a style that was read from a file; a name that is taken is numbered.
    fn take_style(&mut self, mut style: NamedStyle, file: &Path) {
        let shelf = &self.ui.editor.styles;
        let name = style.name.trim().to_owned();
        let name = if name.is_empty() {
            file_name(&file.with_extension(""))
        } else {
            name
        };
        let free = |name: &String| shelf.find(name).is_none();
        let mut numbered = (2_usize..).map(|number| words::numbered(&name, number));
        style.name = Some(name.clone())
            .filter(free)
            .or_else(|| numbered.find(free))
            .unwrap_or(name);
        let done = words::imported(&style.name);
        self.store_style(style, done);
    }
}

/// The styles as they are listed, and what is wrong with files that are none.
struct Shelf {
    styles: Vec<ListedStyle>,
    faults: Vec<String>,
}

impl Shelf {
    fn read(folders: &Folders) -> Shelf {
        let (stored, errors) = storage::list_styles(folders);
        let mut styles = built_in();
        for StoredStyle { style, .. } in stored {
            if !styles.iter().any(|it| it.style.name == style.name) {
                styles.push(ListedStyle {
                    style,
                    built_in: false,
                });
            }
        }
        let faults = errors.iter().map(|error| {
            let file = error.path().map(file_name).unwrap_or_default();
            shell::one_line(&words::not_read(error, &file))
        });
        Shelf {
            styles,
            faults: faults.collect(),
        }
    }
}

/// The styles that come with the program.
fn built_in() -> Vec<ListedStyle> {
    let styles = storage::built_in_styles().into_iter();
    let listed = styles.map(|style| ListedStyle {
        style,
        built_in: true,
    });
    listed.collect()
}

/// The saved style of this name.
fn stored_style(folders: &Folders, name: &str) -> Option<StoredStyle> {
    let (stored, _) = storage::list_styles(folders);
    stored.into_iter().find(|it| it.style.name == name)
}
