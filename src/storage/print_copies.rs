//! Documents on their way to the printer: in a folder of the program's own, because whoever prints them reads them
//! after we have gone on. They are thrown away at the next start.

use super::error::StorageError;
use super::files::{create_folder, list_names, remove_file};
use super::folders::Folders;
use super::replace_file::replace_file;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Younger copies may still be read by a viewer that another window of the program has opened.
const KEPT: Duration = Duration::from_secs(12 * 3600);

fn folder(folders: &Folders) -> PathBuf {
    folders.data.join("print")
}

/// Stores a document for printing and says where. Of one name there may be many at once.
///
/// # Errors
/// If the program's own folder cannot be written.
pub fn store_print_copy(
    folders: &Folders,
    name: &str,
    bytes: &[u8],
) -> Result<PathBuf, StorageError> {
    let folder = folder(folders);
    create_folder(&folder)?;
    let free = |path: &PathBuf| !path.exists();
    // The name is what the viewer's title and the printer's queue show, so it stays; its folder is numbered.
    let mut places = (0_u32..).map(|n| folder.join(format!("{}-{n}", std::process::id())));
    let place = places.find(free).unwrap_or(folder);
    create_folder(&place)?;
    let path = place.join(name);
    replace_file(&path, bytes)?;
    Ok(path)
}

/// Throws away what earlier runs have printed. What cannot be removed (a viewer holds it) stays for the next time.
pub fn discard_print_copies(folders: &Folders, now: SystemTime) {
    let folder = folder(folders);
    for name in list_names(&folder).unwrap_or_default() {
        let place = folder.join(name);
        let old = |path: &Path| {
            let modified = fs::metadata(path).and_then(|it| it.modified()).ok();
            let age = modified.and_then(|then| now.duration_since(then).ok());
            age.is_none_or(|age| age > KEPT)
        };
        if !old(&place) {
            continue;
        }
        for name in list_names(&place).unwrap_or_default() {
            drop(remove_file(&place.join(name)));
        }
        fs::remove_dir(&place).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_keep_their_name_and_go_at_a_later_start() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let first = store_print_copy(&folders, "会计.pdf", b"one").unwrap();
        let second = store_print_copy(&folders, "会计.pdf", b"two").unwrap();
        assert_eq!(fs::read(&first).unwrap(), b"one");
        assert_eq!(second.file_name(), first.file_name());
        let now = SystemTime::now();
        discard_print_copies(&folders, now);
        assert!(first.exists(), "a viewer may still read it");
        discard_print_copies(&folders, now + KEPT * 2);
        assert_eq!(list_names(&folder(&folders)).unwrap(), [""; 0]);
    }
}
