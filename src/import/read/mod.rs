//! From files to lines: text files, DOCX, web pages and what the clipboard holds, each as a [`Source`].
//!
//! A file is known by its content first and by its name second. What cannot be read is refused with its kind, so
//! that the person can be told the way out; what was read with a loss or a choice is told in notes. Nothing here
//! touches the disk, nothing panics on hostile bytes, and every limit stands below.
//!
//! ```text
//! bytes ──recognise──▶ text | html | mht | docx ──grid──▶ lines, rows of cells, notes ──combine──▶ one Source
//! ```

mod cfb;
mod combine;
mod docx;
mod error;
mod grid;
mod html;
mod mht;
mod numbers;
mod recognise;
mod text;

pub use combine::{Repeated, SourceFiles, combine};
pub use error::{Damage, FileKind, ReadError};
pub use recognise::is_document;

use super::draft::Source;

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: u64 = 100 << 20;
/// The most lines that are read at once: twice what a company of 20,000 roles has. Each costs up to a kilobyte until it
/// is an entry of the project, and all of them together must not take more than 1 GiB and 10 seconds.
pub const LINE_LIMIT: usize = 800_000;
/// The most lines, sentences and numbers within lines that are read at once: each may become an entry of its own.
pub const PIECE_LIMIT: usize = 1_600_000;

/// How much more is read, of all files that are read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    lines: usize,
    pieces: usize,
}

/// How many entries a text may become at most: its ends of sentences and its numbers.
fn pieces(text: &str) -> usize {
    let mut digit = false;
    let mut count = 1;
    for c in text.chars() {
        let mark = match c {
            '\u{3002}' | '\u{ff1b}' | ';' | '\u{2460}'..='\u{2473}' => true,
            '\u{3001}' | '.' | '\u{ff0e}' | ')' | '\u{ff09}' => digit,
            _ => false,
        };
        count += usize::from(mark);
        digit = c.is_numeric();
    }
    count
}

impl Default for Room {
    fn default() -> Room {
        Room {
            lines: LINE_LIMIT,
            pieces: PIECE_LIMIT,
        }
    }
}

impl Room {
    /// Takes in a file that was read.
    ///
    /// # Errors
    /// If there is no room for it. The room is then as before, for a smaller one.
    pub fn take(&mut self, file: ReadFile) -> Result<ReadFile, ReadError> {
        let lines = &file.source.lines;
        let all: usize = lines.iter().map(|line| pieces(&line.text)).sum();
        match (
            self.lines.checked_sub(lines.len()),
            self.pieces.checked_sub(all),
        ) {
            (Some(lines), Some(pieces)) => {
                *self = Room { lines, pieces };
                Ok(file)
            }
            _ => Err(ReadError::TooMuchText),
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name, without folders.
    pub name: String,
    /// Its lines; their `file` is 0.
    pub source: Source,
    /// What the person should know of how it was read.
    pub notes: Vec<ReadNote>,
}

/// Something that was read with a choice or a loss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadNote {
    /// Which file, counted from 0.
    pub file: u32,
    /// The first line it is about; 0 = the whole file.
    pub line: u32,
    /// What.
    pub kind: NoteKind,
}

/// Kinds of notes. Numbers are how many there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// The text file was not in Unicode; it was read in this encoding.
    Encoding(&'static str),
    /// Bytes that are no characters in the file's encoding; U+FFFD stands in their place.
    Unreadable(usize),
    /// Tracked insertions, which were read as accepted.
    Inserted(usize),
    /// Tracked deletions, which were left out as accepted.
    Deleted(usize),
    /// Comments, which were left out.
    Comments(usize),
    /// Lines of headers and footers; they stand at the end, as noise.
    HeaderLines(usize),
    /// Footnotes and endnotes; they stand at the end, as noise.
    Footnotes(usize),
    /// Lines of a table of contents or of a page's navigation, read as noise.
    ContentsLines(usize),
    /// Text boxes; their text stands behind the paragraph they are anchored to.
    TextBoxes(usize),
    /// Places of hidden text; they stand at the end, as noise.
    Hidden(usize),
    /// Pictures, in which no text is read.
    Pictures(usize),
    /// Embedded files, charts or diagrams whose text is not read.
    Embedded(usize),
    /// Characters of symbol fonts that have no known sign.
    UnknownSymbols(usize),
    /// A part of the file is damaged or missing; what it says (numbers, headers) is not known.
    PartLost(String),
    /// The file is damaged from somewhere on; what stands before was read.
    CutShort,
}

/// Reads a file. `name` is used for its extension, where the content leaves open what it is.
///
/// # Errors
/// If it is empty, too large, damaged, encrypted or of a kind that is not read.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<ReadFile, ReadError> {
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(ReadError::TooLarge {
            bytes: bytes.len() as u64,
        });
    }
    let mut file = match recognise::recognise(name, bytes)? {
        recognise::Content::Text => text::read(bytes)?,
        recognise::Content::Html => html::read(bytes)?,
        recognise::Content::Mht => mht::read(bytes)?,
        recognise::Content::Docx => docx::read(bytes)?,
    };
    if file.source.lines.is_empty() {
        let pictures = file.notes.iter().find_map(|note| match note.kind {
            NoteKind::Pictures(count) => Some(count),
            _ => None,
        });
        let embedded = |note: &ReadNote| matches!(note.kind, NoteKind::Embedded(_));
        return Err(match pictures {
            Some(count) => ReadError::OnlyPictures { count },
            None if file.notes.iter().any(embedded) => ReadError::OnlyEmbedded,
            None => ReadError::Empty,
        });
    }
    name.clone_into(&mut file.name);
    Room::default().take(file)
}

/// Reads HTML as the clipboard gives it (on Windows with a header before it) or as a page is saved.
pub fn read_html(html: &str) -> ReadFile {
    html::read_text(html)
}

/// A note about a whole file, if there is something to count.
fn note(notes: &mut Vec<ReadNote>, count: usize, kind: impl FnOnce(usize) -> NoteKind) {
    if count > 0 {
        notes.push(ReadNote {
            file: 0,
            line: 0,
            kind: kind(count),
        });
    }
}
