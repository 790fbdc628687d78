//! Pages → PDF bytes.
//!
//! ```text
//! characters used ─▶ subsets ─▶ printpdf: fonts ─┐
//! page items ─▶ content streams ─────────────────┴▶ lopdf: pages, links, bookmarks ─▶ bytes
//! ```
//!
//! printpdf embeds the fonts. Its operations for pages are not used: it looks every character up twice and makes each
//! number by the general formatting of floats, a third of an export's time, and whatever it cannot write
//! (nested bookmarks, tags, language, a file ID made of the content, files for the archive) is put around them with its object
//! library anyway. A page is deflated at once, so a book of thousands of pages is never held as drawings. The same
//! pages give the same bytes.

mod archive;
mod content;
mod deflate;
mod digest;
mod faces;
mod file;
mod pictures;
mod stream;
mod structure;
mod tags;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use printpdf::{
    FontId, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfParseErrorSeverity,
    PdfSaveOptions, PdfWarnMsg, Pt, Rect, TextItem,
};

use self::content::PageWriter;
use self::deflate::Deflater;
use self::faces::DocumentFaces;
use self::file::{FileWriter, ReadyObjects, put_array};
use self::pictures::Pictures;
use self::stream::{put_integer, rounded};
use self::structure::{Destinations, put_key};
use self::tags::Tags;
use crate::document::Properties;
use crate::export::{ExportError, ExportWarning, Exported};
use crate::layout::{PageItem, Pages};
use crate::model::settings::PdfKind;

/// Pages between two questions whether to go on.
const GROUP: usize = 64;

/// Pages under one node of the page tree; an array of a PDF 1.4 holds 8,191 things at most.
const SIBLINGS: usize = 100;

/// Writes `pages` as a PDF 1.7 file, or 1.4 for the archive.
///
/// # Errors
/// [`ExportError::Empty`] for an empty document; [`ExportError::Font`], [`ExportError::Unsound`] and
/// [`ExportError::Assembly`] when an
/// embedded face or a library fails, which no input should bring about.
pub fn write(
    pages: &Pages,
    properties: &Properties,
    kind: PdfKind,
) -> Result<Exported, ExportError> {
    write_watched(pages.clone(), properties, kind, &mut |_| true)
}

/// As [`write()`]; calls `go_on` with the number of pages done now and then, and stops when it answers false. Takes
/// the pages because it forgets what stands on them as it goes: 30 kB a role.
///
/// # Errors
/// Those of [`write()`], and [`ExportError::Cancelled`].
pub fn write_watched(
    mut pages: Pages,
    properties: &Properties,
    kind: PdfKind,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Exported, ExportError> {
    if pages.pages.is_empty() {
        return Err(ExportError::Empty);
    }
    let (faces, fonts) = DocumentFaces::prepare(&pages)?;
    let mut deflater = Deflater::new();
    let (mut file, font_resources) = embed_fonts(fonts, &faces, &mut deflater)?;
    let archive = kind == PdfKind::Archive;
    let pictures = Pictures::embed(&pages, archive, &mut file);
    let structures = std::mem::take(&mut pages.structure);
    let tags = match kind {
        PdfKind::Tagged => Tags::new(structures, pages.pages.len()),
        // PDF 1.4 cannot pack objects: tags would make a file for the archive three times as large.
        PdfKind::Plain | PdfKind::Archive => {
            drop(structures);
            None
        }
    };
    let mut writer = PageWriter::new(&faces, &pictures, tags);
    let usual = pages.height;
    let mut contents = Vec::with_capacity(pages.pages.len());
    for page in &mut pages.pages {
        if contents.len() % GROUP == 0 && !go_on(contents.len()) {
            return Err(ExportError::Cancelled);
        }
        let height = page.size.map_or(usual, |(_, height)| height);
        let content = writer.paint(page, height);
        contents.push(file.add_object(deflater.stream(Dictionary::new(), content)));
        page.items
            .retain(|item| matches!(item, PageItem::Link { .. }));
        page.items.shrink_to_fit();
    }
    let PageWriter { lacking, tags, .. } = writer;

    let mut book = Book {
        pages: &pages,
        properties,
        faces: &faces,
        pictures: &pictures,
        tags,
        archive,
    };
    let bytes = book
        .assemble(&contents, font_resources, file)
        .map_err(assembly)?;
    if !go_on(contents.len()) {
        return Err(ExportError::Cancelled);
    }

    let missing = pages.missing.iter().copied().chain(lacking);
    let mut warnings: Vec<ExportWarning> = missing
        .map(|missing| ExportWarning::Missing {
            character: missing.character,
            place: missing.place,
        })
        .collect();
    warnings.extend(pages.flaws.iter().copied().map(ExportWarning::from));
    if pictures.left_out() > 0 && !warnings.contains(&ExportWarning::UnreadableLogo) {
        warnings.push(ExportWarning::UnreadableLogo);
    }
    Ok(Exported { bytes, warnings })
}

/// Has printpdf write the fonts, and keeps of its file nothing else.
///
/// It lists in a font what it has seen in use, so it is shown a page with each glyph's canonical character once.
fn embed_fonts(
    fonts: BTreeMap<FontId, PdfFont>,
    faces: &DocumentFaces,
    deflater: &mut Deflater,
) -> Result<(Document, ObjectId), ExportError> {
    let mut specimen = vec![Op::StartTextSection];
    for face in faces.iter() {
        specimen.push(Op::SetFont {
            font: PdfFontHandle::External(face.id.clone()),
            size: Pt(1.0),
        });
        let items = vec![TextItem::Text(face.specimen.clone())];
        specimen.push(Op::ShowText { items });
    }
    specimen.push(Op::EndTextSection);
    let size = Rect::from_wh(Pt(1.0), Pt(1.0));
    let mut document = PdfDocument::new("");
    document.resources.fonts.map = fonts;
    document.pages = vec![PdfPage {
        media_box: size.clone(),
        trim_box: size.clone(),
        crop_box: size,
        ops: specimen,
    }];
    let mut file = to_objects(&document)?;
    let page = file
        .page_iter()
        .next()
        .ok_or_else(|| unsound("fonts", "no page"))?;
    let resources = file
        .get_dictionary(page)
        .and_then(|page| page.get_deref(b"Resources", &file))
        .and_then(Object::as_dict)
        .map_err(assembly)?;
    let fonts = resources
        .get(b"Font")
        .and_then(Object::as_reference)
        .map_err(assembly)?;
    file.trailer = Dictionary::new();
    file.trailer.set("Root", fonts);
    file.prune_objects();
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            deflater.deflate(stream);
        }
    }
    Ok((file, fonts))
}

/// printpdf's file as objects. Its warnings are about things we do not do; its errors stop the export.
fn to_objects(document: &PdfDocument) -> Result<Document, ExportError> {
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    let objects = document.to_lopdf_document(&options, &mut warnings);
    let error = |warning: &PdfWarnMsg| warning.severity == PdfParseErrorSeverity::Error;
    match warnings.iter().find(|warning| error(warning)) {
        Some(warning) => Err(unsound("fonts", &warning.msg)),
        None => Ok(objects),
    }
}

fn media_box(width: f32, height: f32) -> Vec<Object> {
    let size = [0.0, 0.0, rounded(width), rounded(height)];
    size.map(Object::Real).to_vec()
}

fn assembly(error: lopdf::Error) -> ExportError {
    let reason = error.to_string();
    ExportError::Assembly { reason }
}

fn unsound(part: &str, reason: &str) -> ExportError {
    ExportError::Unsound {
        part: part.to_owned(),
        reason: reason.to_owned(),
    }
}

/// A document whose pages are encoded.
struct Book<'a> {
    pages: &'a Pages,
    properties: &'a Properties,
    faces: &'a DocumentFaces,
    pictures: &'a Pictures,
    tags: Option<Tags>,
    archive: bool,
}

impl Book<'_> {
    /// Puts pages, links, bookmarks, tags and properties around the encoded contents.
    fn assemble(
        &mut self,
        contents: &[ObjectId],
        fonts: ObjectId,
        mut file: Document,
    ) -> Result<Vec<u8>, lopdf::Error> {
        let (pages, properties) = (self.pages, self.properties);
        let tree = file.new_object_id();
        let mut ready = ReadyObjects::default();
        let page_ids = self.put_pages(contents, tree, fonts, &mut file, &mut ready);
        let pages_and_tree = (tree, page_ids.as_slice());
        let mut catalogue =
            structure::catalogue(pages, properties, pages_and_tree, &mut file, &mut ready);
        if self.archive {
            archive::complete(&mut catalogue, properties, self.faces, &mut file)?;
        }
        let tags = self.tags.take();
        let tags = tags.map(|tags| (tags.announce(&mut catalogue, &mut file), tags));
        let root = file.add_object(catalogue);
        let information = file.add_object(structure::information(properties));

        let version = if self.archive { "1.4" } else { "1.7" };
        let mut out = FileWriter::new(version, !self.archive, file.max_id);
        out.objects(std::mem::take(&mut file.objects))?;
        out.ready(&ready)?;
        drop(ready);
        if let Some((announced, tags)) = tags {
            tags.write(&announced, &page_ids, pages, &mut out)?;
        }
        out.finish(root, information)
    }

    /// Writes the pages with their links, and the tree that holds them.
    fn put_pages(
        &mut self,
        contents: &[ObjectId],
        tree: ObjectId,
        fonts: ObjectId,
        file: &mut Document,
        ready: &mut ReadyObjects,
    ) -> Vec<ObjectId> {
        let pages = self.pages;
        let page_ids: Vec<ObjectId> = contents.iter().map(|_| file.new_object_id()).collect();
        let mut destinations = Destinations::new(&page_ids, pages);
        let siblings =
            |ids: &[ObjectId]| -> Vec<Object> { ids.iter().map(|&id| id.into()).collect() };
        let few = page_ids.len() <= SIBLINGS;
        let mut nodes = Vec::new();
        for (nth, ids) in page_ids.chunks(SIBLINGS).enumerate() {
            let parent = if few { tree } else { file.new_object_id() };
            for (index, &id) in (nth * SIBLINGS..).zip(ids) {
                let links = destinations.links(index, &mut self.tags, file, ready);
                let tagged = self.tags.is_some();
                ready.add(id, |out| {
                    out.extend_from_slice(b"<</Type/Page");
                    put_key("/Parent", parent, out);
                    put_key("/Contents", contents[index], out);
                    if tagged {
                        // The key that moves on goes in the order of the tags.
                        out.extend_from_slice(b"/Tabs/S/StructParents ");
                        put_integer(index as u64, out);
                    }
                    if let Some((width, height)) = pages.pages[index].size {
                        out.extend_from_slice(b"/MediaBox");
                        put_array(&[0.0, 0.0, width, height], out);
                    }
                    for (nth, &link) in links.iter().enumerate() {
                        put_key(if nth == 0 { "/Annots[" } else { "" }, link, out);
                    }
                    if !links.is_empty() {
                        out.push(b']');
                    }
                    out.extend_from_slice(b">>");
                });
            }
            if !few {
                let node = dictionary! {
                    "Type" => "Pages",
                    "Parent" => tree,
                    "Count" => ids.len() as i64,
                    "Kids" => siblings(ids),
                };
                file.set_object(parent, node);
                nodes.push(parent);
            }
        }
        let mut resources = dictionary! { "Font" => fonts };
        let embedded = self.pictures.resources();
        if !embedded.is_empty() {
            resources.set("XObject", embedded);
        }
        // All pages inherit their resources, and their size unless they lie on their side.
        let root = dictionary! {
            "Type" => "Pages",
            "Count" => page_ids.len() as i64,
            "Kids" => siblings(if few { &page_ids } else { &nodes }),
            "MediaBox" => media_box(pages.width, pages.height),
            "Resources" => file.add_object(resources),
        };
        file.set_object(tree, root);
        page_ids
    }
}
