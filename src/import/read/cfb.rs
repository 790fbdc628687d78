//! What an OLE container holds: old Office files and encrypted new ones share it.

use super::error::{FileKind, ReadError};

/// The first bytes of every container.
pub(super) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// An entry of the directory: its name in UTF-16, and the length of the name at byte 64. Sectors begin at multiples
/// of 512, so that each entry begins at a multiple of 128; looking at all of them reads damaged files too.
const ENTRY: usize = 128;

/// Why the container is not read.
pub(super) fn refusal(extension: &str, bytes: &[u8]) -> ReadError {
    let mut found = None;
    for entry in bytes.chunks_exact(ENTRY) {
        match name_of(entry).as_deref() {
            Some("EncryptedPackage" | "EncryptionInfo") => return ReadError::Encrypted,
            Some("WordDocument") => found = found.or(Some(FileKind::OldWord)),
            Some("Workbook" | "Book") => found = found.or(Some(FileKind::Xls)),
            Some("PowerPoint Document") => found = found.or(Some(FileKind::Slides)),
            _ => {}
        }
    }
    let kind = match (extension, found) {
        ("wps" | "wpt", None | Some(FileKind::OldWord)) => FileKind::Wps,
        (_, Some(kind)) => kind,
        ("doc" | "dot", None) => FileKind::OldWord,
        ("xls" | "et", None) => FileKind::Xls,
        ("ppt" | "pps" | "dps", None) => FileKind::Slides,
        _ => return ReadError::Unknown,
    };
    ReadError::NotReadable(kind)
}

/// The name of a directory entry, if these bytes look like one.
fn name_of(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([*entry.get(64)?, *entry.get(65)?]));
    if !(4..=64).contains(&length) || length % 2 != 0 {
        return None;
    }
    let units = entry.get(..length - 2)?.chunks_exact(2);
    units
        .map(|unit| match unit {
            [low, 0] if low.is_ascii_graphic() || *low == b' ' => Some(char::from(*low)),
            _ => None,
        })
        .collect()
}
