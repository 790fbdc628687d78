//! Recovery copies: what was not saved when the program or the computer stopped.
//!
//! Each running program is a session with one copy, replaced whole at each write, and a lock that the system
//! lets go when the program ends, however it ends. A copy whose lock is free is an orphan; only those are
//! offered. Nothing here touches the person's own files.

use super::error::StorageError;
use super::files::{create_folder, list_names, read_file, remove_file};
use super::folders::Folders;
use super::project_file::{PROJECT_FILE_LIMIT, content_error};
use super::project_text::{parse_project, project_text};
use super::replace_file::replace_file;
use crate::model::Project;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const COPY: &str = "ron";
const LOCK: &str = "lock";

/// The longest first line that is read, in bytes: twice the longest path of any system.
const HEADER_LIMIT: u64 = 64 << 10;

/// A lock without a copy is cleared away after this time; before, its session may be just starting.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// The first line of a copy. Unknown fields are passed over: the project below has its own version.
#[derive(Serialize, Deserialize)]
struct Header {
    /// The project's file; `None` if it was never saved, or its path is no Unicode.
    original: Option<String>,
}

/// A running program's own recovery copy.
#[derive(Debug)]
pub struct RecoverySession {
    copy: PathBuf,
    lock_path: PathBuf,
    // Held, never read: the system frees the lock when the program ends.
    _lock: File,
}

impl RecoverySession {
    /// Begins a session. Nothing but an empty lock file is written.
    ///
    /// # Errors
    /// If the data folder cannot be written.
    pub fn start(folders: &Folders) -> Result<RecoverySession, StorageError> {
        let folder = recovery_folder(folders);
        create_folder(&folder)?;
        clear_stale_locks(&folder);
        // The process number alone is not enough: an orphan may be of an earlier process of the same number.
        for number in 0_u32.. {
            let name = format!("{}-{number}", std::process::id());
            let lock_path = folder.join(&name).with_extension(LOCK);
            let copy = folder.join(&name).with_extension(COPY);
            let lock = match File::create_new(&lock_path) {
                Ok(lock) => lock,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(StorageError::io(&lock_path, &error)),
            };
            if copy.exists() {
                // An orphan whose lock file is gone: its name stays its own, and its lock is free again.
                continue;
            }
            match lock.try_lock() {
                // Some network file systems have no locks: then a copy of a living session may be offered in
                // a second window, which is better than no recovery at all.
                Ok(()) | Err(TryLockError::Error(_)) => {}
                Err(TryLockError::WouldBlock) => continue,
            }
            return Ok(RecoverySession {
                copy,
                lock_path,
                _lock: lock,
            });
        }
        Err(StorageError::NotAllowed { path: folder })
    }

    /// Writes the copy anew. Slow with a large project: call it on a worker thread, one call at a time.
    ///
    /// # Errors
    /// If the copy cannot be written. The one before is then untouched.
    pub fn write(&self, original: Option<&Path>, project: &Project) -> Result<(), StorageError> {
        let header = Header {
            original: original.and_then(Path::to_str).map(str::to_owned),
        };
        let fail = |reason: ron::Error| StorageError::NotWritable {
            path: self.copy.clone(),
            reason: reason.into(),
        };
        // On one line: without pretty printing RON writes a line feed inside a path as \n.
        let mut text = ron::to_string(&header).map_err(fail)?;
        text.push('\n');
        text += &project_text(project).map_err(|error| content_error(&self.copy, error))?;
        replace_file(&self.copy, text.as_bytes())
    }

    /// Removes the copy, because everything is saved. The session goes on.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn discard(&self) -> Result<(), StorageError> {
        remove_file(&self.copy)
    }

    /// Ends the session and removes what it wrote. A session that is dropped instead leaves its copy behind.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn end(self) -> Result<(), StorageError> {
        let RecoverySession {
            copy,
            lock_path,
            _lock,
        } = self;
        remove_file(&copy)?;
        // Windows does not remove a file that is open.
        drop(_lock);
        remove_file(&lock_path)
    }
}

/// A copy that a session left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The copy.
    pub copy: PathBuf,
    /// The project's own file, if it had one.
    pub original: Option<PathBuf>,
    /// When the copy was written.
    pub written: SystemTime,
    /// The copy's size in bytes.
    pub size: u64,
}

/// A project from a recovery copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// The project as it was when the copy was written.
    pub project: Project,
    /// The project's own file, if it had one.
    pub original: Option<PathBuf>,
}

/// The copies that sessions left behind, newest first. Copies of living sessions are not among them.
///
/// # Errors
/// If the data folder cannot be read; one that is not there holds no copies.
pub fn list_recoveries(folders: &Folders) -> Result<Vec<Recovery>, StorageError> {
    let folder = recovery_folder(folders);
    let names = match list_names(&folder) {
        Ok(names) => names,
        Err(StorageError::NotFound { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let copies = names.iter().map(|name| folder.join(name));
    let mut found: Vec<Recovery> = copies
        .filter(|copy| copy.extension().is_some_and(|it| it == COPY))
        .filter(|copy| !is_locked(&copy.with_extension(LOCK)))
        .filter_map(|copy| {
            let metadata = fs::metadata(&copy).ok().filter(fs::Metadata::is_file)?;
            Some(Recovery {
                original: read_header(&copy).and_then(|header| header.original.map(PathBuf::from)),
                written: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
                size: metadata.len(),
                copy,
            })
        })
        .collect();
    found.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| a.copy.cmp(&b.copy)));
    Ok(found)
}

/// Reads a copy. It stays where it is until it is discarded.
///
/// # Errors
/// As for a project file.
pub fn load_recovery(recovery: &Recovery) -> Result<Recovered, StorageError> {
    let bytes = read_file(&recovery.copy, PROJECT_FILE_LIMIT + HEADER_LIMIT)?;
    // Lossy: a damaged byte in a text must not cost the person the rest of an unsaved day's work.
    let text = String::from_utf8_lossy(&bytes);
    let (header, project) = text.split_once('\n').unwrap_or(("", &text));
    let header: Option<Header> = ron::from_str(header).ok();
    Ok(Recovered {
        project: parse_project(project).map_err(|error| content_error(&recovery.copy, error))?,
        original: header.and_then(|header| header.original.map(PathBuf::from)),
    })
}

/// Removes a copy, because it was taken over or is not wanted.
///
/// # Errors
/// If it cannot be removed.
pub fn discard_recovery(recovery: &Recovery) -> Result<(), StorageError> {
    remove_file(&recovery.copy)?;
    remove_file(&recovery.copy.with_extension(LOCK))
}

fn recovery_folder(folders: &Folders) -> PathBuf {
    folders.data.join("recovery")
}

fn read_header(copy: &Path) -> Option<Header> {
    let mut line = String::new();
    let file = File::open(copy).ok()?.take(HEADER_LIMIT);
    BufReader::new(file).read_line(&mut line).ok()?;
    ron::from_str(&line).ok()
}

/// True if the session that has this lock still lives.
fn is_locked(lock: &Path) -> bool {
    let Ok(file) = File::options().write(true).open(lock) else {
        return false;
    };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Removes the locks of sessions that ended without a copy.
fn clear_stale_locks(folder: &Path) {
    for name in list_names(folder).unwrap_or_default() {
        let lock = folder.join(name);
        let is_lock = lock.extension().is_some_and(|it| it == LOCK);
        if !is_lock || lock.with_extension(COPY).exists() {
            continue;
        }
        let age = fs::metadata(&lock)
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|modified| modified.elapsed().ok());
        if age.is_some_and(|age| age > STALE) && !is_locked(&lock) {
            // Only tidying: if it fails, the next start tries again.
            fs::remove_file(&lock).ok();
        }
    }
}
