//! Writes the two printed formats. Neither sees a project: DOCX comes from blocks, PDF from pages.
//!
//! Both answer with bytes in memory and with what the reader of the result must be told; storage puts the
//! bytes on the disk, so that a failed export never leaves half a file.

pub mod docx;
pub mod pdf;

use crate::document::LeftOut;
use crate::fonts::{Embedding, Face, FontTrouble, Named, Typeface};
use crate::layout::{Flaw, FlawKind};
use crate::model::Place;
use crate::model::settings::EmbedFonts;

/// A written document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What is not as it was typed, in document order.
    pub warnings: Vec<ExportWarning>,
}

/// Something in a written document that differs from the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportWarning {
    /// A character that none of our faces has; it prints as 〓 ([`fonts::REPLACEMENT`](crate::fonts::REPLACEMENT)).
    Missing {
        /// The character.
        character: char,
        /// The field it was typed in.
        place: Option<Place>,
    },
    /// The company's logo is no picture that can be read; it is left out.
    UnreadableLogo,
    /// Something could not be set as it was wanted.
    Flaw(Flaw),
    /// Something found no room on a page that must be the only one.
    LeftOut(LeftOut),
    /// A font of the computer that was asked for is not where it should be.
    Font {
        /// The font.
        font: Named,
        /// What is the matter.
        fault: FontFault,
    },
}

/// Why a document is not in the font that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontFault {
    /// It is not here, or cannot be used; our kind of type prints in its place.
    Trouble(FontTrouble),
    /// Its licence bits forbid embedding; our kind of type prints in its place, and a Word document names it.
    Forbidden(Embedding),
    /// A Word document names it but does not carry it: its licence bits allow documents only that are read and printed,
    /// or its outlines are of a kind that Word does not take from a file.
    OnlyNamed,
}

/// What must be said of the fonts of the computer that a document asks for. `docx` = it is a Word document, with these
/// fonts inside; else pages.
pub fn font_warnings(installed: &[Typeface], docx: Option<EmbedFonts>) -> Vec<ExportWarning> {
    let fault = |font: Named| match (font.trouble(), font.embedding()) {
        (Some(trouble), _) => Some(FontFault::Trouble(trouble)),
        (None, Some(bits)) if !bits.in_pdf() => Some(FontFault::Forbidden(bits)),
        _ if docx.is_some_and(|embed| embed != EmbedFonts::None) && !font.in_docx() => {
            Some(FontFault::OnlyNamed)
        }
        _ => None,
    };
    let fonts = installed.iter().filter_map(|typeface| typeface.named);
    let warnings =
        fonts.filter_map(|font| fault(font).map(|fault| ExportWarning::Font { font, fault }));
    warnings.collect()
}

/// Why a document could not be written. None of these is the writer's fault who typed the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// There is nothing to write.
    Empty,
    /// A face could not be reduced to the characters in use.
    Font {
        /// The face.
        face: Face,
    },
    /// A part of the file came out unsound; it is refused here because a reader would call the file damaged.
    Unsound {
        /// Name of the part inside the file.
        part: String,
        /// What is wrong, for the log.
        reason: String,
    },
    /// Whoever asked for the file asked to stop.
    Cancelled,
    /// The file could not be put together in memory.
    Assembly {
        /// What is wrong, for the log.
        reason: String,
    },
}

impl ExportWarning {
    /// The text that it is about, if it is about one and knows it.
    pub fn place(&self) -> Option<Place> {
        match self {
            ExportWarning::Missing { place, .. } => *place,
            ExportWarning::Flaw(flaw) => flaw.place,
            ExportWarning::UnreadableLogo | ExportWarning::Font { .. } => None,
            ExportWarning::LeftOut(left_out) => Some(Place::role(left_out.role, left_out.field())),
        }
    }
}

impl From<Flaw> for ExportWarning {
    fn from(flaw: Flaw) -> ExportWarning {
        match flaw.kind {
            // The writers tell it in the same words.
            FlawKind::UnreadablePicture => ExportWarning::UnreadableLogo,
            _ => ExportWarning::Flaw(flaw),
        }
    }
}

impl std::fmt::Display for ExportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ExportError::Empty => write!(f, "the document has no part"),
            ExportError::Font { face } => {
                write!(f, "no subset of the face {}", face.postscript_name())
            }
            ExportError::Unsound { part, reason } => write!(f, "unsound part {part}: {reason}"),
            ExportError::Cancelled => write!(f, "cancelled"),
            ExportError::Assembly { reason } => write!(f, "cannot assemble the file: {reason}"),
        }
    }
}

impl std::error::Error for ExportError {}
