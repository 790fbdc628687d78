//! The files that a person means by naming files and folders.

use super::error::StorageError;
use std::fs;
use std::path::{Path, PathBuf};

/// The most files that are taken from folders at once.
pub const FOLDER_FILE_LIMIT: usize = 5_000;
/// Folders within folders beyond this are not looked into.
const DEEPEST: usize = 16;

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called before people: its name, and behind a folder that was named the way to it.
    pub name: String,
}

/// The files that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFiles {
    /// Files, those named in the order of naming, those of a folder by name.
    pub files: Vec<FoundFile>,
    /// How many files of folders are of kinds that nobody wants.
    pub others: usize,
    /// True if the folders hold more than [`FOLDER_FILE_LIMIT`] files or are too deep; the first are there.
    pub more: bool,
}

/// The files behind `paths`: files themselves, and of folders, with those below, what is `wanted` by its name.
///
/// Hidden files, the lock files of Office (`~$…`) and links to folders are passed over.
///
/// # Errors
/// If one of the paths is not there or a folder cannot be listed.
pub fn find_files(
    paths: &[PathBuf],
    wanted: impl Fn(&str) -> bool,
) -> Result<FoundFiles, StorageError> {
    let mut found = FoundFiles::default();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| StorageError::io(path, &error))?;
        let name = name_of(path);
        if metadata.is_dir() {
            // The folder one is in has no name worth telling.
            let named = path.file_name().is_some();
            let prefix = if named { name.as_str() } else { "" };
            walk(path, prefix, 0, &wanted, &mut found)?;
        } else {
            found.files.push(FoundFile {
                path: path.clone(),
                name,
            });
        }
    }
    Ok(found)
}

fn walk(
    folder: &Path,
    name: &str,
    depth: usize,
    wanted: &impl Fn(&str) -> bool,
    found: &mut FoundFiles,
) -> Result<(), StorageError> {
    if depth >= DEEPEST {
        found.more = true;
        return Ok(());
    }
    let fail = |error| StorageError::io(folder, &error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        entries.push((entry.file_name(), entry));
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (file_name, entry) in entries {
        let own = file_name.to_string_lossy();
        if own.starts_with('.') || own.starts_with("~$") {
            continue;
        }
        let path = entry.path();
        let below = if name.is_empty() {
            own.clone().into_owned()
        } else {
            format!("{name}/{own}")
        };
        if entry.file_type().map_err(fail)?.is_dir() {
            walk(&path, &below, depth + 1, wanted, found)?;
        } else if !path.is_file() || !wanted(&own) {
            found.others += 1;
        } else if found.files.len() >= FOLDER_FILE_LIMIT {
            found.more = true;
            return Ok(());
        } else {
            found.files.push(FoundFile { path, name: below });
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
