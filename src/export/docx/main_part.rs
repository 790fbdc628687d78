//! The main part (word/document.xml), deflated as it is written: a book of 8,000 roles is 250 MB of XML.

use super::package::{archive_failed, options};
use super::post::Mender;
use super::xml::{DECLARATION, parse};
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
    /// XML that waits to be deflated: what is written is appended here.
    pub(super) xml: String,
    /// An archive with nothing but this part.
    archive: ZipWriter<Cursor<Vec<u8>>>,
    /// What closes the part.
    end: String,
    /// The first fault found, if any.
    fault: Option<ExportError>,
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
        let mut xml = String::with_capacity(2 * PIECE);
        xml.push_str(DECLARATION);
        root.write_start(&mut xml);
        xml.push_str("><w:body>");
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file(NAME, options())
            .map_err(|error| archive_failed(&error))?;
        Ok(MainPart {
            xml,
            archive,
            end: format!("</w:body></{}>", root.name),
            fault: None,
        })
    }

    /// Deflates what is written if it has become long. Between blocks, rows and lines: nobody comes back to what is
    /// before.
    pub(super) fn make_room(&mut self) {
        if self.xml.len() >= PIECE {
            self.deflate();
        }
    }

    /// Appends what docx-rs writes of something, mended.
    pub(super) fn add(&mut self, object: &impl dx::BuildXML, mender: &mut Mender) {
        let raw = object.build();
        let added = std::str::from_utf8(&raw)
            .map_err(|error| error.to_string())
            .and_then(parse)
            .and_then(|mut element| {
                mender.mend(&mut element);
                element.check()?;
                element.write(&mut self.xml);
                Ok(())
            });
        if let (None, Err(reason)) = (&self.fault, added) {
            self.fault = Some(unsound(reason));
        }
    }

    fn deflate(&mut self) {
        if self.fault.is_none() {
            let written = self.archive.write_all(self.xml.as_bytes());
            self.fault = written.err().map(|error| archive_failed(&error));
        }
        self.xml.clear();
    }

    /// Ends the part; an archive with it alone.
    ///
    /// # Errors
    /// The first fault of those in [`MainPart::begin`].
    pub(super) fn finish(mut self) -> Result<Vec<u8>, ExportError> {
        self.xml.push_str(&self.end);
        self.deflate();
        if let Some(fault) = self.fault {
            return Err(fault);
        }
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
