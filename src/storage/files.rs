//! Small reading and listing, so that no other module opens files.

use super::error::StorageError;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// A file's bytes.
///
/// # Errors
/// If it is not there, no plain file, not readable, or larger than `limit` bytes.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, StorageError> {
    let fail = |error: io::Error| StorageError::io(path, &error);
    let too_large = || StorageError::TooLarge {
        path: path.to_path_buf(),
        limit,
    };
    let metadata = fs::metadata(path).map_err(fail)?;
    // Before opening: opening a pipe waits for whoever writes into it.
    if !metadata.is_file() {
        return Err(StorageError::NotAFile {
            path: path.to_path_buf(),
        });
    }
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // It may grow while it is read.
    let mut file = File::open(path).map_err(fail)?.take(limit + 1);
    file.read_to_end(&mut bytes).map_err(fail)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) {
        Ok(bytes)
    } else {
        Err(too_large())
    }
}

/// The file's bytes, or `None` if there is no such file.
pub(super) fn read_if_there(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, StorageError> {
    match read_file(path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StorageError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// True if there is a file or folder at `path` that the program can see.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Makes a folder and those above it; an existing one is fine.
///
/// # Errors
/// If the system forbids it or a file stands in the way.
pub fn create_folder(path: &Path) -> Result<(), StorageError> {
    fs::create_dir_all(path).map_err(|error| StorageError::io(path, &error))
}

/// The names of what stands in a folder, sorted. Names that are no Unicode are left out.
///
/// # Errors
/// If it is not there or no folder.
pub fn list_names(folder: &Path) -> Result<Vec<String>, StorageError> {
    let fail = |error: io::Error| StorageError::io(folder, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        names.extend(entry.map_err(fail)?.file_name().into_string().ok());
    }
    names.sort_unstable();
    Ok(names)
}

/// How large a file is, in bytes; `None` if that cannot be told.
pub fn file_size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|it| it.len())
}

/// Removes a file; one that is not there is fine.
///
/// # Errors
/// If the system forbids it.
pub fn remove_file(path: &Path) -> Result<(), StorageError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StorageError::io(path, &error)),
    }
}
