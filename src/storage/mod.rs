//! The disk: project files, backups, recovery copies, settings, the computer's fonts. The only module that opens files, and the only
//! one that knows RON.
//!
//! Nothing here decides for the person: a damaged, newer or inconsistent file is refused with what is known
//! about it, never repaired in silence, and no file is ever left half written.

mod damage;
mod error;
mod files;
mod folder_walk;
mod folders;
mod fonts;
mod print_copies;
mod project_file;
mod project_text;
mod recovery;
mod replace_file;
mod sample;
mod settings;
mod structure;
mod styles;

pub use damage::{Damage, DamageReason, Expected};
pub use error::StorageError;
pub use files::{create_folder, exists, file_size, list_names, read_file, remove_file};
pub use folder_walk::{FOLDER_FILE_LIMIT, FoundFile, FoundFiles, find_files};
pub use folders::Folders;
pub use fonts::{
    FoundFont, find_fonts, installed_fonts, load_font, load_fonts, load_new_fonts, look_for_fonts,
};
pub use print_copies::{discard_print_copies, store_print_copy};
pub use project_file::{
    Backup, Fingerprint, Loaded, OnDisk, PROJECT_FILE_LIMIT, Saved, backup_of, load_project,
    save_project,
};
pub use project_text::{FORMAT_VERSION, ProjectTextError, parse_project, project_text};
pub use recovery::{
    Recovered, Recovery, RecoverySession, discard_recovery, list_recoveries, load_recovery,
};
pub use replace_file::{StagedFiles, replace_file};
pub use sample::{HARD_SAMPLE_TEXT, SAMPLE_TEXT, sample_project};
pub use settings::{
    RECENT_LIMIT, Renderer, Settings, Theme, load_settings, save_settings, settings_file,
};
pub use structure::{Inconsistencies, Inconsistency};
pub use styles::{
    StoredStyle, built_in_styles, list_styles, load_style, rename_style, save_style, store_style,
};
