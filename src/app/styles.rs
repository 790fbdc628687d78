//! Named styles: read at the start, saved, renamed, removed, written to files and read from them. Each is a file of a
//! few thousand bytes, so that no thread is needed.

use super::App;
use super::files::Purpose;
use crate::model::settings::NamedStyle;
use crate::printing::safe_stem;
use crate::storage::{self, StorageError, StoredStyle};
use crate::strings::{look as words, shell};
use crate::ui::menu_bar::file_name;
use crate::ui::notices::Tone;
use crate::ui::style_window::{ListedStyle, StyleCommand, company_words};
use std::path::Path;

impl App {
    /// The named styles.
    pub fn styles(&self) -> &[ListedStyle] {
        self.ui.editor.styles.styles()
    }

    /// Reads the styles; files that are none are told where styles are chosen.
    pub(super) fn load_styles(&mut self) {
        let (stored, errors) = match &self.folders {
            Some(folders) => storage::list_styles(folders),
            None => Default::default(),
        };
        let built_in = storage::built_in_styles().into_iter();
        let mut styles: Vec<ListedStyle> = built_in
            .map(|style| ListedStyle {
                style,
                built_in: true,
            })
            .collect();
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
        self.ui.editor.styles.set(styles, faults.collect());
    }

    pub(super) fn carry_out_style(&mut self, command: StyleCommand) {
        match command {
            StyleCommand::AskName => self.ui.editor.styles.ask_name(),
            StyleCommand::Manage => self.ui.editor.styles.manage(),
            StyleCommand::Save(name) => self.save_style(&name),
            StyleCommand::Rename { old, new } => self.rename_style(&old, &new),
            StyleCommand::Remove(name) => self.remove_style(&name),
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
        if self.store_style(&style) {
            self.last = Some(if style.without_header || style.without_footer {
                words::saved_without(name)
            } else {
                words::saved(name)
            });
        }
    }

    /// True if it is stored.
    fn store_style(&mut self, style: &NamedStyle) -> bool {
        let Some(folders) = &self.folders else {
            self.notice(Tone::Failed, words::NO_FOLDER.to_owned());
            return false;
        };
        match storage::save_style(folders, style, &safe_stem(&style.name)) {
            Ok(_) => {
                self.load_styles();
                true
            }
            Err(error) => {
                self.style_problem(&error, &style.name);
                false
            }
        }
    }

    fn style_problem(&mut self, error: &StorageError, name: &str) {
        let message = words::not_stored(error, name);
        self.notice(Tone::Failed, shell::one_line(&message));
    }

    /// The saved style of this name.
    fn stored_style(&self, name: &str) -> Option<StoredStyle> {
        let (stored, _) = storage::list_styles(self.folders.as_ref()?);
        stored.into_iter().find(|it| it.style.name == name)
    }

    fn rename_style(&mut self, old: &str, new: &str) {
        if self.ui.editor.styles.find(new).is_some() {
            return self.notice(Tone::Failed, words::NAME_TAKEN.to_owned());
        }
        if let Some(stored) = self.stored_style(old)
            && let Some(folders) = &self.folders
        {
            let done = storage::rename_style(folders, &stored, new, &safe_stem(new));
            if let Err(error) = done {
                self.style_problem(&error, old);
            }
        }
        self.load_styles();
    }

    fn remove_style(&mut self, name: &str) {
        if let Some(stored) = self.stored_style(name) {
            match storage::remove_file(&stored.path) {
                Ok(()) => self.last = Some(words::removed(name)),
                Err(error) => self.style_problem(&error, name),
            }
        }
        self.load_styles();
    }

    /// Writes a style to a file that was chosen.
    pub(super) fn export_style(&mut self, name: &str, file: &Path) {
        let Some(listed) = self.ui.editor.styles.find(name) else {
            return;
        };
        match storage::store_style(file, &listed.style) {
            Ok(()) => self.last = Some(words::exported(name, &file_name(file))),
            Err(error) => self.style_problem(&error, name),
        }
    }

    /// Takes a style from a file that was chosen; a name that is taken is numbered.
    pub(super) fn import_style(&mut self, file: &Path) {
        let mut style = match storage::load_style(file) {
            Ok(style) => style,
            Err(error) => {
                let message = words::not_read(&error, &file_name(file));
                return self.notice(Tone::Failed, shell::one_line(&message));
            }
        };
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
        if self.store_style(&style) {
            self.last = Some(words::imported(&style.name));
        }
    }
}
