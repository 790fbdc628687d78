//! The main part (word/document.xml), deflated as it is written: a book of 8,000 roles is 250 MB of XML.

use super::package::{archive_failed, options};
use super::post::Mender;
use super::xml::{DECLARATION, Element, parse};
use crate::export::ExportError;
use docx_rs as dx;
use docx_rs::BuildXML as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;

/// Its name inside the file.
pub(super) const NAME: &str = "word/document.xml";

/// Bytes of XML that are deflated at once.
const PIECE: usize = 1 << 16;

/// The main part being written.
pub(super) struct MainPart {
    /// An archive with nothing but this part.
    archive: ZipWriter<Cursor<Vec<u8>>>,
    /// XML that waits to be deflated.
    waiting: String,
    /// What closes the part.
    end: String,
}

impl MainPart {
    /// Begins the part with docx-rs's root element, for its names of namespaces.
    ///
    /// # Errors
    /// [`ExportError::Unsound`] and [`ExportError::Assembly`], for faults of ours.
    pub(super) fn begin() -> Result<MainPart, ExportError> {
        let empty = dx::Document::new().build();
        let source = std::str::from_utf8(&empty).map_err(|error| unsound(error.to_string()))?;
        let mut root = parse(source).map_err(unsound)?;
        root.children.clear();
        root.check().map_err(unsound)?;
        let mut waiting = String::with_capacity(2 * PIECE);
        waiting.push_str(DECLARATION);
        root.write_start(&mut waiting);
        waiting.push_str("><w:body>");
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file(NAME, options())
            .map_err(|error| archive_failed(&error))?;
        Ok(MainPart {
            archive,
            waiting,
            end: format!("</w:body></{}>", root.name),
        })
    }

    /// Appends what docx-rs writes of a paragraph or table, mended.
    ///
    /// # Errors
    /// [`ExportError::Unsound`] if a reader would not take it; [`ExportError::Assembly`] when the archive fails.
    pub(super) fn add(
        &mut self,
        child: &impl dx::BuildXML,
        mender: &mut Mender,
    ) -> Result<(), ExportError> {
        self.add_as(child, mender, |element, out| element.write(out))
    }

    /// Appends a piece of a long table, which would otherwise stand in memory as a whole.
    ///
    /// # Errors
    /// Those of [`MainPart::add`].
    pub(super) fn add_piece(
        &mut self,
        table: &impl dx::BuildXML,
        (first, last): (bool, bool),
        mender: &mut Mender,
    ) -> Result<(), ExportError> {
        self.add_as(table, mender, |element, out| {
            element.write_piece(first, last, out);
        })
    }

    fn add_as(
        &mut self,
        child: &impl dx::BuildXML,
        mender: &mut Mender,
        write: impl FnOnce(&Element<'_>, &mut String),
    ) -> Result<(), ExportError> {
        let raw = child.build();
        let source = std::str::from_utf8(&raw).map_err(|error| unsound(error.to_string()))?;
        let mut element = parse(source).map_err(unsound)?;
        mender.mend(&mut element);
        element.check().map_err(unsound)?;
        write(&element, &mut self.waiting);
        if self.waiting.len() < PIECE {
            return Ok(());
        }
        self.deflate()
    }

    fn deflate(&mut self) -> Result<(), ExportError> {
        self.archive
            .write_all(self.waiting.as_bytes())
            .map_err(|error| archive_failed(&error))?;
        self.waiting.clear();
        Ok(())
    }

    /// Ends the part; an archive with it alone.
    ///
    /// # Errors
    /// [`ExportError::Assembly`] when the archive fails.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, ExportError> {
        self.waiting.push_str(&self.end);
        self.deflate()?;
        let archive = self.archive.finish();
        Ok(archive
            .map_err(|error| archive_failed(&error))?
            .into_inner())
    }
}

fn unsound(reason: String) -> ExportError {
    ExportError::Unsound {
        part: NAME.to_owned(),
        reason,
    }
}
