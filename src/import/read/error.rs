//! Why a file could not be read.

use std::fmt;

/// Why a file could not be read. `Display` is for logs; people read
/// [`explain_read`](crate::strings::import::explain_read).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It holds no text at all.
    Empty,
    /// It holds pictures and no text: a scan.
    OnlyPictures {
        /// How many.
        count: usize,
    },
    /// It is larger than [`FILE_LIMIT`](super::FILE_LIMIT).
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// It has more text than any company's documents, alone or with the files read before it; see
    /// [`LINE_LIMIT`](super::LINE_LIMIT) and [`PIECE_LIMIT`](super::PIECE_LIMIT).
    TooMuchText,
    /// Unpacked it is larger than any document: made to harm, or no document.
    TooLargeInside {
        /// The most that is read of one part, in bytes.
        limit: u64,
    },
    /// It holds no text of its own, but other files that are not read.
    OnlyEmbedded,
    /// A password protects it.
    Encrypted,
    /// It is of a kind that is not read.
    NotReadable(FileKind),
    /// It is of a kind that is read, but damaged.
    Damaged(Damage),
    /// It is nothing that is known.
    Unknown,
}

/// Kinds of files that are recognised and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Word 97–2003 (.doc).
    OldWord,
    /// WPS Writer's own format (.wps).
    Wps,
    /// Excel 97–2003 (.xls) or WPS Spreadsheets (.et).
    Xls,
    /// Excel (.xlsx).
    Xlsx,
    /// PowerPoint, old or new.
    Slides,
    /// OpenDocument text (.odt).
    Odt,
    /// PDF or OFD.
    Pdf,
    /// Rich text (.rtf).
    Rtf,
    /// Word's XML in one file.
    WordXml,
    /// PNG, JPEG and their like.
    Picture,
    /// ZIP, RAR, 7z.
    Archive,
    /// One of our own project files.
    Project,
}

/// What is wrong with a damaged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The package cannot be opened: cut off, or changed on its way.
    Package,
    /// A part that must be there is missing.
    Missing(&'static str),
    /// A part cannot be unpacked or is no XML.
    Part {
        /// Its name in the package.
        name: String,
    },
    /// Elements stand in each other deeper than any document.
    TooDeep,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => f.write_str("no text"),
            ReadError::OnlyPictures { count } => write!(f, "no text, but {count} pictures"),
            ReadError::TooLarge { bytes } => write!(f, "too large: {bytes} bytes"),
            ReadError::TooMuchText => f.write_str("more text than is read at once"),
            ReadError::TooLargeInside { limit } => {
                write!(f, "a part unpacks to more than {limit} bytes")
            }
            ReadError::OnlyEmbedded => f.write_str("no text, but embedded files"),
            ReadError::Encrypted => f.write_str("encrypted"),
            ReadError::NotReadable(kind) => write!(f, "a kind that is not read: {kind:?}"),
            ReadError::Damaged(damage) => write!(f, "damaged: {damage:?}"),
            ReadError::Unknown => f.write_str("of no known kind"),
        }
    }
}

impl std::error::Error for ReadError {}
