//! Writing a file so that at every moment either the old or the new one stands there whole.
//!
//! The new bytes go into a file beside the old one, are forced to the disk, and take the old name in one step
//! of the file system. Whatever fails before that step leaves the old file as it was and nothing beside it.

use super::error::StorageError;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Whether the bytes are forced to the disk before the file takes its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sync {
    Forced,
    /// Left to the system: for what can be made again.
    Lazy,
}

/// Writes `bytes` to `path`, replacing what is there. A link is followed and stays a link; the permissions of
/// an existing file are kept.
///
/// # Errors
/// If the folder is not there or must not be written, the file is marked read-only, or the disk is full. The
/// old file is then untouched.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    let staged = Staged::write(path, bytes, Sync::Forced)?;
    staged.put_in_place()?;
    Ok(())
}

/// Many files that appear together or not at all: a cancelled export leaves nothing behind, and the files of
/// the export before stay as they were.
#[derive(Debug, Default)]
pub struct StagedFiles {
    staged: Vec<Staged>,
    /// Folders that were not there before, the outer ones first.
    made: MadeFolders,
}

/// Folders of ours; those that are empty go again when this is dropped.
#[derive(Debug, Default)]
struct MadeFolders(Vec<PathBuf>);

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // One that holds something stays: that is what removing an empty folder means.
            fs::remove_dir(folder).ok();
        }
    }
}

impl StagedFiles {
    /// Nothing written yet.
    pub fn new() -> StagedFiles {
        StagedFiles::default()
    }

    /// Writes the bytes beside `path`, under a name of no meaning. Not forced to the disk file by file: an
    /// export can be made again, and a slow disk would take a minute for 2,000 files.
    ///
    /// # Errors
    /// As [`replace_file`].
    pub fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
        self.staged.push(Staged::write(path, bytes, Sync::Lazy)?);
        Ok(())
    }

    /// Makes a folder and those above it for files to come. What was made goes again with the files.
    ///
    /// # Errors
    /// If the system forbids it or a file stands in the way.
    pub fn create_folder(&mut self, folder: &Path) -> Result<(), StorageError> {
        let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let mut new: Vec<&Path> = folder.ancestors().take_while(missing).collect();
        while let Some(next) = new.pop() {
            match fs::create_dir(next) {
                Ok(()) => self.made.0.push(next.to_path_buf()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(StorageError::io(next, &error)),
            }
        }
        Ok(())
    }

    /// How many files are written.
    pub fn len(&self) -> usize {
        self.staged.len()
    }

    /// True if no file is written.
    pub fn is_empty(&self) -> bool {
        self.staged.is_empty()
    }

    /// Gives all files their names. Dropping the value instead removes them.
    ///
    /// # Errors
    /// If one cannot take its name; those before it have theirs, those after it are removed.
    pub fn put_in_place(self) -> Result<(), StorageError> {
        for staged in self.staged {
            staged.put_in_place()?;
        }
        Ok(())
    }
}

/// New bytes beside their goal. Removed when dropped, unless they took their place.
#[derive(Debug)]
pub(super) struct Staged {
    temp: PathBuf,
    goal: PathBuf,
    sync: Sync,
    in_place: bool,
}

impl Staged {
    /// Writes and forces to the disk.
    pub(super) fn forced(path: &Path, bytes: &[u8]) -> Result<Staged, StorageError> {
        Staged::write(path, bytes, Sync::Forced)
    }

    fn write(path: &Path, bytes: &[u8], sync: Sync) -> Result<Staged, StorageError> {
        let fail = |error: io::Error| StorageError::io(path, &error);
        let goal = follow_links(path).map_err(fail)?;
        let old = match fs::metadata(&goal) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(fail(error)),
        };
        if let Some(old) = &old {
            allow_replacing(path, old)?;
        }
        let (temp, mut file) = create_beside(&goal).map_err(fail)?;
        let staged = Staged {
            temp,
            goal,
            sync,
            in_place: false,
        };
        // From here on dropping `staged` removes the file.
        file.write_all(bytes).map_err(fail)?;
        if let Some(old) = old {
            file.set_permissions(old.permissions()).map_err(fail)?;
        }
        if sync == Sync::Forced {
            file.sync_all().map_err(fail)?;
        }
        Ok(staged)
    }

    /// The path that will be replaced, links followed.
    pub(super) fn goal(&self) -> &Path {
        &self.goal
    }

    /// Takes the place of the old file.
    pub(super) fn put_in_place(mut self) -> Result<(), StorageError> {
        rename(&self.temp, &self.goal).map_err(|error| StorageError::io(&self.goal, &error))?;
        self.in_place = true;
        if self.sync == Sync::Forced {
            sync_folder(&self.goal);
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.in_place {
            // Nothing can be done about a failure here, and the error that led here is already on its way.
            fs::remove_file(&self.temp).ok();
        }
    }
}

/// Keeps the file at `path` under the name `backup`, replacing an older backup, while it also stays at `path`.
pub(super) fn keep_copy(path: &Path, backup: &Path) -> io::Result<()> {
    let temp = temp_name(path);
    // A second name for the same file costs nothing; where the file system has no such thing, copy.
    if fs::hard_link(path, &temp).is_err() {
        fs::copy(path, &temp)?;
    }
    let renamed = rename(&temp, backup);
    // Still there after a failure, and after a success too if the backup was this very file already.
    fs::remove_file(&temp).ok();
    renamed
}

/// A read-only mark is somebody's wish, although replacing would get around it on Unix.
fn allow_replacing(path: &Path, old: &Metadata) -> Result<(), StorageError> {
    let path = path.to_path_buf();
    if !old.is_file() {
        Err(StorageError::NotAFile { path })
    } else if old.permissions().readonly() {
        Err(StorageError::NotAllowed { path })
    } else {
        Ok(())
    }
}

/// The file that `path` stands for. Not `canonicalize`: the last goal of a link need not exist yet, and on
/// Windows it would turn the path into a form that other programs do not read.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut goal = path.to_path_buf();
    // Linux gives up after 40 links too.
    for _ in 0..40 {
        match fs::symlink_metadata(&goal) {
            Ok(metadata) if metadata.file_type().is_symlink() => {
                let target = fs::read_link(&goal)?;
                goal = match goal.parent() {
                    Some(folder) => folder.join(target),
                    None => target,
                };
            }
            Ok(_) => return Ok(goal),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(goal),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many links"))
}

fn create_beside(goal: &Path) -> io::Result<(PathBuf, File)> {
    loop {
        let temp = temp_name(goal);
        match File::create_new(&temp) {
            Ok(file) => return Ok((temp, file)),
            // Left behind by a process of the same number that was killed.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// A name in the same folder that no other process and no other call uses. Short, whatever the goal is called:
/// file names end at 255 bytes, 85 Chinese characters.
fn temp_name(goal: &Path) -> PathBuf {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    goal.with_file_name(format!(".gangshu-{}-{number}.tmp", std::process::id()))
}

/// On Windows a virus scanner or indexer may hold a file for a moment after it was written.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut tries = if cfg!(windows) { 10 } else { 1 };
    loop {
        tries -= 1;
        match fs::rename(from, to) {
            Err(error) if tries > 0 && error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(30));
            }
            result => return result,
        }
    }
}

/// Forces the new name to the disk. A failure is not reported: the file has its name already, and some network
/// file systems refuse this for folders.
#[cfg(unix)]
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        folder.sync_all().ok();
    }
}

/// Windows has no such thing; its file systems write names through their journal.
#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
