//! What a font file says of itself, and one face cut out of it.
//!
//! A file of the computer is hostile until it is read: the tables that printing needs are copied into a file of our
//! own making (a face of a collection becomes a file by itself), so that every later reader begins with sound offsets.

use super::metrics::Metrics;
use ttf_parser::{Face as Parsed, Permissions, RawFace, Tag, name_id, os2};
use write_fonts::FontBuilder;

/// What the font's own licence bits allow (`fsType` of the table OS/2, OpenType specification 1.9.1).
///
/// The bits are a statement of the font, not its licence; who prints answers for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Embedding {
    /// Installable (0) or editable (bit 3): it may travel in any document.
    Free,
    /// Preview and print (bit 2): in documents that are only read and printed.
    ReadOnly,
    /// No subsetting (bit 8): as a whole or not at all. We embed subsets only, so: not at all.
    Whole,
    /// Bitmaps only (bit 9): its outlines stay where they are.
    BitmapsOnly,
    /// Restricted licence (bit 1), or bits that contradict each other: not without leave of its owner.
    Restricted,
}

impl Embedding {
    /// Reads the bits. Before version 3 of the table the most lenient of several counts, later there is only one
    /// (`ttf_parser` knows this); a font without the table says nothing and is taken at its word.
    pub fn of(table: Option<&os2::Table<'_>>) -> Embedding {
        let Some(table) = table else {
            return Embedding::Free;
        };
        match table.permissions() {
            None | Some(Permissions::Restricted) => Embedding::Restricted,
            Some(_) if !table.is_outline_embedding_allowed() => Embedding::BitmapsOnly,
            Some(_) if !table.is_subsetting_allowed() => Embedding::Whole,
            Some(Permissions::PreviewAndPrint) => Embedding::ReadOnly,
            Some(Permissions::Installable | Permissions::Editable) => Embedding::Free,
        }
    }

    /// Whether a subset may stand in a PDF, which is read and printed.
    pub fn in_pdf(self) -> bool {
        matches!(self, Embedding::Free | Embedding::ReadOnly)
    }

    /// Whether a subset may stand in a Word document, which is there to be edited.
    pub fn in_docx(self) -> bool {
        self == Embedding::Free
    }
}

/// How a face draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlines {
    /// Table glyf.
    TrueType,
    /// Table CFF.
    PostScript,
}

/// Why a font that was asked for cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontTrouble {
    /// It is not installed.
    Missing,
    /// Its file cannot be read, or is damaged.
    Unreadable,
    /// A variable font, one without outlines, or one of signs without Unicode.
    Unsuitable,
}

/// What later readers need of a face; layout features, signatures and bitmaps stay behind.
const TABLES: [&[u8; 4]; 14] = [
    b"CFF ", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca",
    b"maxp", b"name", b"post", b"prep",
];

/// What Chinese type draws a full em wide. A face that draws it narrower leaves it to the one that stands in, so that
/// quotation marks and dashes look Chinese also beside Latin type.
const FULL: [char; 22] = [
    '\u{2014}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2026}', '\u{2190}', '\u{2191}',
    '\u{2192}', '\u{2193}', '\u{2196}', '\u{2197}', '\u{2198}', '\u{2199}', '\u{25a0}', '\u{25a1}',
    '\u{25b2}', '\u{25b3}', '\u{25bc}', '\u{25bd}', '\u{25c6}', '\u{25c7}',
];
/// A sign narrower than this is no Chinese one, thousandths of an em.
const NEARLY_FULL: u16 = 900;

/// One face, by itself.
#[derive(Debug)]
pub(super) struct FaceFile {
    /// A font file with this face alone.
    pub(super) bytes: Vec<u8>,
    pub(super) metrics: Metrics,
    pub(super) postscript_name: String,
    pub(super) embedding: Embedding,
    pub(super) outlines: Outlines,
}

impl FaceFile {
    /// Cuts face `index` out of a file.
    ///
    /// # Errors
    /// [`FontTrouble::Unreadable`] if it is no font, [`FontTrouble::Unsuitable`] if it is none that can be printed.
    pub(super) fn read(file: &[u8], index: u32) -> Result<FaceFile, FontTrouble> {
        let Ok(raw) = RawFace::parse(file, index) else {
            return Err(FontTrouble::Unreadable);
        };
        let has = |tag| raw.table(Tag::from_bytes(tag)).is_some();
        if has(b"fvar") || has(b"CFF2") {
            return Err(FontTrouble::Unsuitable);
        }
        let outlines = match (has(b"glyf"), has(b"CFF ")) {
            (true, _) => Outlines::TrueType,
            (false, true) => Outlines::PostScript,
            (false, false) => return Err(FontTrouble::Unsuitable),
        };
        let mut builder = FontBuilder::new();
        for tag in TABLES {
            // A face with both would be taken for the wrong one.
            if tag == b"CFF " && outlines == Outlines::TrueType {
                continue;
            }
            if let Some(table) = raw.table(Tag::from_bytes(tag)) {
                builder.add_raw(write_fonts::types::Tag::new(tag), table);
            }
        }
        let bytes = builder.build();
        let Ok(face) = Parsed::parse(&bytes, 0) else {
            return Err(FontTrouble::Unreadable);
        };
        let embedding = Embedding::of(face.tables().os2.as_ref());
        let postscript_name = postscript_name(&face);
        let measured = Metrics::read(&bytes, &[]);
        let narrow = |&c: &char| measured.advance(c).is_some_and(|width| width < NEARLY_FULL);
        let unsuitable: Vec<char> = FULL.into_iter().filter(narrow).collect();
        let metrics = Metrics::read(&bytes, &unsuitable);
        if metrics.characters().next().is_none() {
            return Err(FontTrouble::Unsuitable);
        }
        Ok(FaceFile {
            bytes,
            metrics,
            postscript_name,
            embedding,
            outlines,
        })
    }
}

/// The PostScript name, of the characters that such names may have (OpenType specification, name ID 6).
fn postscript_name(face: &Parsed<'_>) -> String {
    let names = face.names().into_iter();
    let mut names = names.filter(|name| name.name_id == name_id::POST_SCRIPT_NAME);
    let name = names.find_map(|name| name.to_string()).unwrap_or_default();
    let allowed = |c: &char| c.is_ascii_graphic() && !"[](){}<>/%#".contains(*c);
    let name: String = name.chars().filter(allowed).take(63).collect();
    if name.is_empty() {
        "Installed".to_owned()
    } else {
        name
    }
}
