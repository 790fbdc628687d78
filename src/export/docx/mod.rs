//! Blocks → DOCX bytes.
//!
//! What comes seldom is docx-rs's (styles, lists, the frames of headers and footers, pictures): its raw parts are put
//! into the order of the schema and mended ([`post`]). The text itself, millions of elements, is written straight away
//! as it must stand ([`markup`], [`text`], [`table`]), charts as the shapes that our own layout makes of them ([`chart`]),
//! and the parts around it are ours ([`package`], [`fonts`]).
//! Nothing leaves that a reader would call damaged: text goes in by one door, which leaves out what XML cannot carry
//! and escapes the rest, and what docx-rs wrote is checked last.

mod body;
mod chart;
mod contents;
mod fonts;
mod main_part;
mod markup;
mod numbering;
mod package;
mod picture;
mod post;
mod running;
mod schema;
mod sections;
mod styles;
mod table;
mod text;
mod watermark;
mod xml;

use super::{ExportError, Exported};
use crate::document::{ParagraphStyle, PrintDocument};
use crate::fonts::Face;
use crate::layout::PageNumbers;
use crate::model::settings::EmbedFonts;
use body::Body;
use docx_rs as dx;
use main_part::MainPart;
use numbering::Numberings;
use package::Package;
use sections::Sections;
use styles::{StyleIds, twips};

/// Writes a document as DOCX. `pages` tells where things are in the same document laid out: the page numbers that the contents show
/// until Word computes its own; without it they are left open.
///
/// The same document gives the same bytes.
///
/// # Errors
/// [`ExportError::Empty`] for a document without parts; the others stand for faults of ours, never of a text.
pub fn write(
    document: &PrintDocument,
    pages: Option<&PageNumbers>,
) -> Result<Exported, ExportError> {
    write_watched(document, pages, &mut |_| true)
}

/// As [`write()`]; calls `go_on` before each part and inside long ones with the number of parts done, and once before the file is put
/// together, and stops when it answers false.
///
/// # Errors
/// Those of [`write()`], and [`ExportError::Cancelled`].
pub fn write_watched(
    document: &PrintDocument,
    pages: Option<&PageNumbers>,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Exported, ExportError> {
    if document.parts.is_empty() {
        return Err(ExportError::Empty);
    }
    let ids = StyleIds::of(document);
    let mut numberings = Numberings::of(document);
    let sheet = &document.styles;
    let sections = Sections::of(document, pages);
    let body = Body::new(document, pages, &mut numberings, ids, MainPart::begin()?);
    let written = body.write(&sections, go_on)?;
    let (mut texts, mut pictures) = (written.texts, written.pictures);

    let text_width =
        usize::try_from(twips(document.page.text_width().points())).unwrap_or_default();
    let mut docx = dx::Docx::new()
        .styles(styles::write(ids, document, text_width))
        .numberings(numberings.write(&mut texts));
    docx.document_rels.has_numberings = !numberings.is_empty();
    let pages = pages.map_or(1, |pages| pages.pages);
    let bands = running::write(document, &sections, pages, &mut texts, &mut pictures);

    // Only for the pictures: the text itself is written already.
    docx = docx.add_paragraph(pictures.held());

    if !go_on(document.parts.len()) {
        return Err(ExportError::Cancelled);
    }
    let (mut used, warnings) = texts.finish();
    let body_face = Face::of(sheet.get(ParagraphStyle::Body).family, false);
    if document.embed_fonts != EmbedFonts::None {
        let editable = document.embed_fonts == EmbedFonts::Editable;
        used.add_for_editing(editable.then_some(body_face), &document.installed);
    }
    let bytes = package::assemble(Package {
        raw: docx.build(),
        main: written.main,
        fonts: fonts::font_parts(used, document.embed_fonts, &document.installed)?,
        bands,
        hidden_pictures: pictures.not_in_text(),
        document,
        counters: (!numberings.is_empty()).then(|| numberings.counters()),
    })?;
    Ok(Exported { bytes, warnings })
}
