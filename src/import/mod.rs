//! Reads messy text into a draft of departments and roles.

mod draft;

pub use draft::{
    Alternative, Doubt, DoubtKind, DraftDepartment, DraftField, DraftItem, DraftNames, DraftRole,
    DraftSection, Dropped, DroppedKind, ImportDraft, Piece, Proposal, ReadAs, SectionKind, Sort,
    Source, SourceLine, Span,
};
