//! Project files on the disk: load, save with a backup, and notice when someone else wrote in between.
//!
//! Loading never writes. Saving writes only what has been read back and found equal.

use super::error::StorageError;
use super::files::{read_file, read_if_there};
use super::project_text::{ProjectTextError, faithful_text, parse_project_bytes};
use super::replace_file::{Staged, follow_links, keep_copy};
use crate::model::{Owner, Project};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The largest project file that is read, in bytes: thirty times a company of 20,000 roles, and still far from
/// what would fill the memory of an office computer.
pub const PROJECT_FILE_LIMIT: u64 = 512 << 20;

/// Tells whether a file has still the same bytes. Only for comparing within one run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    length: usize,
    hash: u64,
}

impl Fingerprint {
    fn of(bytes: &[u8]) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Fingerprint {
            length: bytes.len(),
            hash: hasher.finish(),
        }
    }
}

/// A project that was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// The file as it was, to be handed to [`save_project`].
    pub fingerprint: Fingerprint,
}

/// What the one who saves knows of the file on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// It should be as it was loaded or last saved; a file changed by someone else is not overwritten.
    Unchanged(Fingerprint),
    /// It should not have been written after this moment: what is saved comes from a recovery copy of that time.
    NotWrittenSince(SystemTime),
    /// Whatever is there may be replaced: the person was asked.
    Replace,
}

/// What saving did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file as it is now.
    pub fingerprint: Fingerprint,
    /// What became of the file before.
    pub backup: Backup,
}

/// What became of the file before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backup {
    /// There was none, or it had the same bytes and nothing was written.
    NotNeeded,
    /// It is kept here.
    Kept(PathBuf),
    /// It could not be kept (its name is taken by a folder, or too long). The project is saved all the same.
    Failed(StorageError),
}

/// Reads a project file. The file is not changed.
///
/// # Errors
/// If it cannot be read, is damaged, newer than this program or inconsistent. Errors about the content name the
/// backup if there is one.
pub fn load_project(path: &Path) -> Result<Loaded, StorageError> {
    let bytes = read_file(path, PROJECT_FILE_LIMIT)?;
    match parse_project_bytes(&bytes) {
        Ok(project) => Ok(Loaded {
            project,
            fingerprint: Fingerprint::of(&bytes),
        }),
        Err(error) => Err(content_error(path, error)),
    }
}

/// When a file was written last; `None` if the system does not say.
fn written(path: &Path) -> Option<SystemTime> {
    let metadata = std::fs::metadata(path).ok()?;
    metadata.modified().ok()
}

/// Saves a project: proves that the text reads back the same, keeps the old file as backup, replaces it.
///
/// # Errors
/// If the file was changed by someone else, cannot be written, or the text would not read back the same. The
/// old file is then untouched.
pub fn save_project(
    path: &Path,
    project: &Project,
    on_disk: OnDisk,
) -> Result<Saved, StorageError> {
    let text = match faithful_text(project) {
        Ok(Ok(text)) => text,
        Ok(Err(read)) => {
            return Err(StorageError::Unfaithful {
                path: path.to_path_buf(),
                owner: difference(project, &read),
            });
        }
        Err(error) => return Err(content_error(path, error)),
    };
    let fingerprint = Fingerprint::of(text.as_bytes());
    // Too large to be a project file = not the file that was loaded.
    let old = match read_if_there(path, PROJECT_FILE_LIMIT) {
        Ok(old) => old.map(|bytes| Fingerprint::of(&bytes)),
        Err(StorageError::TooLarge { .. }) => Some(Fingerprint { length: 0, hash: 0 }),
        Err(error) => return Err(error),
    };
    let changed = match (on_disk, old) {
        (OnDisk::Unchanged(expected), Some(found)) => expected != found,
        (OnDisk::NotWrittenSince(moment), Some(_)) => {
            written(path).is_none_or(|written| written > moment)
        }
        (OnDisk::Replace, _) | (_, None) => false,
    };
    if changed {
        return Err(StorageError::ChangedOnDisk {
            path: path.to_path_buf(),
        });
    }
    // Writing the same again would only push the last real backup out.
    if old == Some(fingerprint) {
        return Ok(Saved {
            fingerprint,
            backup: Backup::NotNeeded,
        });
    }
    let staged = Staged::forced(path, text.as_bytes())?;
    let backup = match old {
        None => Backup::NotNeeded,
        Some(_) => {
            let backup = backup_name(staged.goal());
            match keep_copy(staged.goal(), &backup) {
                Ok(()) => Backup::Kept(backup),
                Err(error) => Backup::Failed(StorageError::io(&backup, &error)),
            }
        }
    };
    staged.put_in_place()?;
    Ok(Saved {
        fingerprint,
        backup,
    })
}

/// The backup of a project file, if there is one.
pub fn backup_of(path: &Path) -> Option<PathBuf> {
    let backup = backup_name(&follow_links(path).ok()?);
    backup.is_file().then_some(backup)
}

/// `公司.ron` → `公司.ron.bak`.
fn backup_name(path: &Path) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(".bak");
    PathBuf::from(name)
}

/// The error of a text, as the error of the file it stands in.
pub(super) fn content_error(path: &Path, error: ProjectTextError) -> StorageError {
    let file = path.to_path_buf();
    match error {
        ProjectTextError::Damaged(damage) => StorageError::NotAProject {
            path: file,
            damage: Some(damage),
            backup: backup_of(path),
        },
        ProjectTextError::NoVersion => StorageError::NotAProject {
            path: file,
            damage: None,
            backup: backup_of(path),
        },
        ProjectTextError::NewerFormat { found, supported } => StorageError::NewerFormat {
            path: file,
            found,
            supported,
        },
        ProjectTextError::Inconsistent(problems) => StorageError::Inconsistent {
            path: file,
            problems,
            backup: backup_of(path),
        },
        ProjectTextError::NotWritable(reason) => StorageError::NotWritable { path: file, reason },
        ProjectTextError::NoThread(reason) => StorageError::Io { path: file, reason },
    }
}

/// The first part in which two projects differ; `None` if only the counter of ids does.
fn difference(project: &Project, read: &Project) -> Option<Owner> {
    if project.company != read.company {
        return Some(Owner::Company);
    }
    let departments = project.departments.iter();
    let department = departments
        .filter(|(id, department)| read.departments.get(id) != Some(*department))
        .map(|(&id, _)| Owner::Department(id));
    let roles = project.roles.iter();
    let role = roles
        .filter(|(id, role)| read.roles.get(id) != Some(*role))
        .map(|(&id, _)| Owner::Role(id));
    department.chain(role).next()
}
