//! What a file is, by its content first and its name second.

use super::cfb;
use super::docx;
use super::error::{Damage, FileKind, ReadError};
use super::mht;
use super::text;

/// Kinds that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Html,
    Mht,
    Docx,
}

/// Signatures of kinds that are not read, at the beginning of the file.
const SIGNATURES: &[(&[u8], FileKind)] = &[
    (b"%PDF-", FileKind::Pdf),
    (b"{\\rtf", FileKind::Rtf),
    (b"\x89PNG\r\n", FileKind::Picture),
    (b"\xff\xd8\xff", FileKind::Picture),
    (b"GIF8", FileKind::Picture),
    (b"II*\0", FileKind::Picture),
    (b"MM\0*", FileKind::Picture),
    (b"Rar!\x1a\x07", FileKind::Archive),
    (b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
    (b"\x1f\x8b\x08", FileKind::Archive),
];

/// What of a file is looked at for telling a web page from a text, in bytes.
const HEAD: usize = 4096;

pub(super) fn recognise(name: &str, bytes: &[u8]) -> Result<Content, ReadError> {
    let extension = extension(name);
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(&cfb::SIGNATURE) {
        return Err(cfb::refusal(&extension, bytes));
    }
    if bytes.starts_with(b"PK") {
        return docx::recognise(&extension, bytes).map(|()| Content::Docx);
    }
    if let Some(kind) = by_signature(bytes) {
        return Err(ReadError::NotReadable(kind));
    }
    let Some(head) = text::head(bytes, HEAD) else {
        return Err(by_extension(&extension));
    };
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if mht::is_mht(head) {
        return Ok(Content::Mht);
    }
    if is_word_xml(head) {
        return Err(ReadError::NotReadable(FileKind::WordXml));
    }
    if is_html(head) || matches!(extension.as_str(), "htm" | "html" | "xhtml") {
        return Ok(Content::Html);
    }
    if extension == "ron" && head.starts_with('(') {
        return Err(ReadError::NotReadable(FileKind::Project));
    }
    Ok(Content::Text)
}

/// Whether a file of a folder is read, or told to be of a kind that is not: by its extension.
pub fn is_document(name: &str) -> bool {
    const KINDS: &[&str] = &[
        "txt", "text", "md", "docx", "docm", "dotx", "htm", "html", "xhtml", "mht", "mhtml", "doc",
        "dot", "wps", "wpt", "rtf", "odt", "pdf", "ofd", "xls", "xlsx", "xlsm", "et", "csv",
    ];
    KINDS.contains(&extension(name).as_str())
}

/// The extension in lower case.
pub(super) fn extension(name: &str) -> String {
    let behind = name.rsplit_once('.').map_or("", |(_, behind)| behind);
    behind.to_ascii_lowercase()
}

fn by_signature(bytes: &[u8]) -> Option<FileKind> {
    let at_start = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|(_, kind)| *kind);
    at_start.or_else(|| {
        let starts = |at: usize, signature: &[u8]| {
            bytes
                .get(at..)
                .is_some_and(|bytes| bytes.starts_with(signature))
        };
        // BMP: its two letters, and reserved zeros behind the size.
        let bmp = starts(0, b"BM") && starts(6, &[0; 4]);
        let webp = starts(0, b"RIFF") && starts(8, b"WEBP");
        let heic = starts(4, b"ftyp");
        (bmp || webp || heic).then_some(FileKind::Picture)
    })
}

/// Bytes that are no text and have no known signature: what the name promises is damaged.
fn by_extension(extension: &str) -> ReadError {
    match extension {
        "docx" | "docm" | "dotx" => ReadError::Damaged(Damage::Package),
        "doc" | "dot" => ReadError::NotReadable(FileKind::OldWord),
        "wps" | "wpt" => ReadError::NotReadable(FileKind::Wps),
        "xls" | "et" => ReadError::NotReadable(FileKind::Xls),
        "pdf" | "ofd" => ReadError::NotReadable(FileKind::Pdf),
        _ => ReadError::Unknown,
    }
}

/// Word's XML in one file; web pages are told by their own elements.
fn is_word_xml(head: &str) -> bool {
    head.starts_with("<?xml")
        && (head.contains("progid=\"Word.Document\"")
            || head.contains("schemas.microsoft.com/office/2006/xmlPackage"))
}

fn is_html(head: &str) -> bool {
    // The header that Windows puts before HTML on the clipboard.
    if head.starts_with("Version:") && head.contains("StartHTML:") {
        return true;
    }
    if !head.starts_with('<') {
        return false;
    }
    let head = head.to_ascii_lowercase();
    let elements = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<span",
    ];
    elements.iter().any(|element| head.contains(element))
}
