//! What the program remembers between two starts. Nothing of a project is kept here.
//!
//! Settings are a comfort: whatever is wrong with the file, the program starts. Unknown fields and unknown
//! choices of a newer program are passed over.

use super::error::StorageError;
use super::files::{create_folder, read_if_there};
use super::folders::Folders;
use super::replace_file::replace_file;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How many recent files are remembered.
pub const RECENT_LIMIT: usize = 10;

/// Settings need a few hundred bytes; a larger file is something else.
const SETTINGS_LIMIT: u64 = 1 << 20;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Project files, the last one first. Changed by [`Settings::remember`].
    #[serde(with = "paths")]
    pub recent: Vec<PathBuf>,
    /// Size of the window in points, when not maximised.
    pub window_size: Option<(u32, u32)>,
    /// The window fills the screen.
    pub maximized: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Draws with this; `None` = by system.
    pub renderer: Option<Renderer>,
    /// Width of the tree in points.
    pub tree_width: Option<u32>,
    /// Size of everything in the window in percent; `None` = as the system says.
    pub zoom_percent: Option<u32>,
    /// The pages as they will print stand beside the editor.
    pub preview: bool,
    /// Width of that preview in points.
    pub preview_width: Option<u32>,
    /// Where the last export went.
    #[serde(with = "path")]
    pub export_folder: Option<PathBuf>,
}

impl Settings {
    /// Puts a project file at the top of the recent ones.
    pub fn remember(&mut self, file: &Path) {
        self.recent.retain(|known| known != file);
        self.recent.insert(0, file.to_path_buf());
        self.recent.truncate(RECENT_LIMIT);
    }

    /// Drops a project file from the recent ones, because it is gone.
    pub fn forget(&mut self, file: &Path) {
        self.recent.retain(|known| known != file);
    }
}

/// Declares a choice that is kept as a word, so that a word of a newer program can be passed over.
macro_rules! word {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name { $($(#[$variant_meta])* $variant,)* }
        impl From<String> for $name {
            fn from(word: String) -> $name {
                match &*word { $($word => $name::$variant,)* _ => $name::default() }
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                match value { $($name::$variant => $word,)* }.to_owned()
            }
        }
    };
}

word! {
    /// Light or dark.
    Theme {
        /// As the system has it.
        #[default]
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

word! {
    /// What draws the window.
    Renderer {
        /// OpenGL.
        #[default]
        Glow = "glow",
        /// Vulkan, DirectX 12, Metal.
        Wgpu = "wgpu",
    }
}

/// The settings file.
pub fn settings_file(folders: &Folders) -> PathBuf {
    folders.config.join("settings.ron")
}

/// The settings, and what was wrong with their file. A file that is not there is nothing wrong.
pub fn load_settings(folders: &Folders) -> (Settings, Option<StorageError>) {
    let path = settings_file(folders);
    let bytes = match read_if_there(&path, SETTINGS_LIMIT) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return (Settings::default(), None),
        Err(error) => return (Settings::default(), Some(error)),
    };
    match ron::de::from_bytes::<Settings>(&bytes) {
        Ok(mut settings) => {
            settings.recent.truncate(RECENT_LIMIT);
            (settings, None)
        }
        Err(error) => {
            let damaged = StorageError::NotAProject {
                path,
                damage: Some(error.into()),
                backup: None,
            };
            (Settings::default(), Some(damaged))
        }
    }
}

/// Writes the settings.
///
/// # Errors
/// If the folder cannot be written.
pub fn save_settings(folders: &Folders, settings: &Settings) -> Result<(), StorageError> {
    let path = settings_file(folders);
    let config = ron::ser::PrettyConfig::new().new_line("\n");
    let text = ron::ser::to_string_pretty(settings, config).map_err(|error| {
        StorageError::NotWritable {
            path: path.clone(),
            reason: error.into(),
        }
    })?;
    create_folder(&folders.config)?;
    replace_file(&path, text.as_bytes())
}

/// Paths as text. serde fails on a path that is no Unicode; such a path is left out instead, so that one
/// strange file name does not cost all settings.
mod paths {
    use serde::{Deserialize as _, Deserializer, Serializer};
    use std::path::PathBuf;

    pub(super) fn serialize<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(paths.iter().filter_map(|path| path.to_str()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<PathBuf>, D::Error> {
        Vec::deserialize(from)
    }
}

/// The same for one path.
mod path {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use std::path::PathBuf;

    pub(super) fn serialize<S: Serializer>(
        path: &Option<PathBuf>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        path.as_ref().and_then(|path| path.to_str()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<PathBuf>, D::Error> {
        Option::deserialize(from)
    }
}
