//! What can go wrong with files.

use super::damage::{Damage, DamageReason};
use super::structure::Inconsistencies;
use crate::model::Owner;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file could not be read or written. `Display` is for logs; people read
/// [`explain_storage`](crate::strings::errors::explain_storage).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no such file or folder.
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The system or a read-only mark forbids it.
    NotAllowed {
        /// What must not be read or written.
        path: PathBuf,
    },
    /// A folder or device stands where a file should be.
    NotAFile {
        /// What is no file.
        path: PathBuf,
    },
    /// The file is larger than the program reads.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// The file is damaged, or no project at all.
    NotAProject {
        /// The file.
        path: PathBuf,
        /// Where and why; `None` if it can be read but says nothing of a format version.
        damage: Option<Damage>,
        /// The copy that was kept at the last save, if there is one.
        backup: Option<PathBuf>,
    },
    /// The file was written by a newer program.
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// Its format version.
        found: u64,
        /// The newest that this program reads.
        supported: u64,
    },
    /// The parts of the file do not fit together.
    Inconsistent {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        problems: Inconsistencies,
        /// The copy that was kept at the last save, if there is one.
        backup: Option<PathBuf>,
    },
    /// The project cannot be written in a way that it could be read again. The old file is untouched.
    NotWritable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: DamageReason,
    },
    /// What would have been saved reads back as something else. The old file is untouched.
    Unfaithful {
        /// The file.
        path: PathBuf,
        /// What reads back differently; `None` = the counter of ids.
        owner: Option<Owner>,
    },
    /// The file was changed by someone else since it was opened. It is untouched.
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// The system names no place for settings.
    NoHome,
    /// The disk is full or a quota is used up.
    DiskFull {
        /// What was written.
        path: PathBuf,
    },
    /// Anything else the system says.
    Io {
        /// The file.
        path: PathBuf,
        /// The system's own words.
        reason: String,
    },
}

impl StorageError {
    /// The file or folder that it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            StorageError::NotFound { path }
            | StorageError::NotAllowed { path }
            | StorageError::NotAFile { path }
            | StorageError::TooLarge { path, .. }
            | StorageError::NotAProject { path, .. }
            | StorageError::NewerFormat { path, .. }
            | StorageError::Inconsistent { path, .. }
            | StorageError::NotWritable { path, .. }
            | StorageError::Unfaithful { path, .. }
            | StorageError::ChangedOnDisk { path }
            | StorageError::DiskFull { path }
            | StorageError::Io { path, .. } => Some(path),
            StorageError::NoHome => None,
        }
    }

    /// What the system's error about `path` means.
    pub(super) fn io(path: &Path, error: &io::Error) -> StorageError {
        use io::ErrorKind;
        let path = path.to_path_buf();
        match error.kind() {
            ErrorKind::NotFound => StorageError::NotFound { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                StorageError::NotAllowed { path }
            }
            ErrorKind::IsADirectory => StorageError::NotAFile { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::DiskFull { path },
            _ => StorageError::Io {
                path,
                reason: error.to_string(),
            },
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorageError::NotFound { path } => write!(f, "not found: {}", path.display()),
            StorageError::NotAllowed { path } => write!(f, "not allowed: {}", path.display()),
            StorageError::NotAFile { path } => write!(f, "not a file: {}", path.display()),
            StorageError::TooLarge { path, limit } => {
                write!(f, "larger than {limit} bytes: {}", path.display())
            }
            StorageError::NotAProject {
                path,
                damage: Some(damage),
                ..
            } => write!(f, "not a project: {damage}: {}", path.display()),
            StorageError::NotAProject {
                path, damage: None, ..
            } => write!(f, "not a project: no format version: {}", path.display()),
            StorageError::NewerFormat {
                path,
                found,
                supported,
            } => write!(
                f,
                "format {found} is newer than {supported}: {}",
                path.display()
            ),
            StorageError::Inconsistent { path, problems, .. } => {
                write!(f, "inconsistent: {problems}: {}", path.display())
            }
            StorageError::NotWritable { path, reason } => {
                write!(f, "cannot be written as text: {reason}: {}", path.display())
            }
            StorageError::Unfaithful { path, owner } => {
                write!(f, "{owner:?} reads back differently: {}", path.display())
            }
            StorageError::ChangedOnDisk { path } => {
                write!(f, "changed by someone else: {}", path.display())
            }
            StorageError::NoHome => f.write_str("the system names no home folder"),
            StorageError::DiskFull { path } => write!(f, "disk full: {}", path.display()),
            StorageError::Io { path, reason } => write!(f, "{reason}: {}", path.display()),
        }
    }
}

impl std::error::Error for StorageError {}
