//! Where the program keeps its own files.

use super::error::StorageError;
use etcetera::BaseStrategy as _;
use std::path::PathBuf;

/// The name of the program's folder in the system's folders.
const NAME: &str = "gangshu";

/// Names another home for everything: tests, or a person with two sets of settings.
const HOME_VARIABLE: &str = "GANGSHU_HOME";

/// A file of this name beside the program says: keep everything here, on the USB stick.
const PORTABLE_MARK: &str = "portable.txt";

/// The program's own folders. They need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings.
    pub config: PathBuf,
    /// Recovery copies and templates.
    pub data: PathBuf,
}

impl Folders {
    /// Everything below one folder.
    pub fn below(home: impl Into<PathBuf>) -> Folders {
        let home = home.into();
        Folders {
            data: home.join("data"),
            config: home,
        }
    }

    /// The folders of this run: below `GANGSHU_HOME` if it is set, beside the program if `portable.txt` stands
    /// there, else where the system has such things (XDG, `%APPDATA%`, `~/Library`).
    ///
    /// # Errors
    /// If the system names no home.
    pub fn find() -> Result<Folders, StorageError> {
        if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            return Ok(Folders::below(home));
        }
        let program = std::env::current_exe().ok();
        if let Some(beside) = program.as_deref().and_then(|program| program.parent())
            && beside.join(PORTABLE_MARK).is_file()
        {
            return Ok(Folders::below(beside.join("gangshu-data")));
        }
        match etcetera::base_strategy::choose_native_strategy() {
            Ok(system) => Ok(Folders {
                config: system.config_dir().join(NAME),
                data: system.data_dir().join(NAME),
            }),
            Err(etcetera::HomeDirError) => Err(StorageError::NoHome),
        }
    }
}
