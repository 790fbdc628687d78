//! Pages → PDF bytes.
//!
//! ```text
//! characters used ─▶ subsets ─▶ printpdf fonts ─┐
//! page items ─▶ printpdf operations ────────────┴▶ content streams ─▶ lopdf: pages, links, bookmarks ─▶ bytes
//! ```
//!
//! printpdf encodes fonts and pages; what it cannot write (nested bookmarks, language, a file ID made of the
//! content) is put around them with its object library. Pages are encoded in groups and deflated at once, so a
//! book of thousands of pages is never held as operations. The same pages give the same bytes.

mod content;
mod digest;
mod faces;
mod pictures;
mod structure;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Op, PdfDocument, PdfFontHandle, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, PdfWarnMsg, Pt,
    Rect, TextItem,
};

use self::content::{PageWriter, rounded};
use self::faces::DocumentFaces;
use self::pictures::Pictures;
use self::structure::Destinations;
use crate::document::Properties;
use crate::export::{ExportError, ExportWarning, Exported};
use crate::layout::{PageItem, Pages};

/// Pages encoded at once. Each group costs a copy of the codes in use (some 100 kB).
const GROUP: usize = 64;

/// Stands for a font program that has been written already; printpdf warns of an empty one.
const NO_PROGRAM: &[u8] = b"none";

/// Writes `pages` as a PDF 1.7 file.
///
/// # Errors
/// [`ExportError::Empty`] for an empty document; [`ExportError::Font`], [`ExportError::Unsound`] and
/// [`ExportError::Assembly`] when an
/// embedded face or a library fails, which no input should bring about.
pub fn write(pages: &Pages, properties: &Properties) -> Result<Exported, ExportError> {
    write_watched(pages.clone(), properties, &mut |_| true)
}

/// As [`write()`]; calls `go_on` with the number of pages done now and then, and stops when it answers false. Takes
/// the pages because it forgets what stands on them as it goes: 30 kB a role.
///
/// # Errors
/// Those of [`write()`], and [`ExportError::Cancelled`].
pub fn write_watched(
    mut pages: Pages,
    properties: &Properties,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Exported, ExportError> {
    if pages.pages.is_empty() {
        return Err(ExportError::Empty);
    }
    let (faces, fonts) = DocumentFaces::prepare(&pages)?;
    let mut encoder = PdfDocument::new(&properties.title);
    encoder.resources.fonts.map = fonts;
    let (mut file, font_resources) = encode_fonts(&mut encoder, &faces)?;
    let pictures = Pictures::embed(&pages, &mut file);
    let mut writer = PageWriter {
        height: pages.height,
        faces: &faces,
        pictures: &pictures,
        lacking: Vec::new(),
    };
    let mut contents = Vec::with_capacity(pages.pages.len());
    for group in pages.pages.chunks_mut(GROUP) {
        if !go_on(contents.len()) {
            return Err(ExportError::Cancelled);
        }
        let ops = group.iter().map(|page| writer.paint(page)).collect();
        for page in group {
            page.items
                .retain(|item| matches!(item, PageItem::Link { .. }));
            page.items.shrink_to_fit();
        }
        for stream in encode(&mut encoder, ops)? {
            contents.push(file.add_object(stream));
        }
    }
    let lacking = std::mem::take(&mut writer.lacking);
    drop(encoder);

    assemble(
        &pages,
        properties,
        &contents,
        (font_resources, &pictures),
        &mut file,
    );
    let mut bytes = Vec::new();
    file.save_modern(&mut bytes)
        .map_err(|e| assembly(e.into()))?;
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
    if pages.unreadable_logo || pictures.left_out() > 0 {
        warnings.push(ExportWarning::UnreadableLogo);
    }
    Ok(Exported { bytes, warnings })
}

/// Has printpdf write the fonts, and keeps of its file nothing else.
///
/// It lists in a font what it has seen in use, so it is shown a page with each glyph's canonical character once.
fn encode_fonts(
    encoder: &mut PdfDocument,
    faces: &DocumentFaces,
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
    encoder.pages = vec![sheet(specimen)];
    let mut file = to_objects(encoder)?;
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
            stream.compress().map_err(assembly)?;
        }
    }
    file.version = "1.7".to_owned();
    // From here on only codes are asked for, and each group of pages would copy whole font programs.
    for font in encoder.resources.fonts.map.values_mut() {
        font.parsed_font.original_bytes = NO_PROGRAM.to_vec();
    }
    Ok((file, fonts))
}

/// Has printpdf encode the operations of some pages; gives back their deflated contents.
fn encode(encoder: &mut PdfDocument, ops: Vec<Vec<Op>>) -> Result<Vec<Stream>, ExportError> {
    encoder.pages = ops.into_iter().map(sheet).collect();
    let mut objects = to_objects(encoder)?;
    encoder.pages.clear();
    let pages: Vec<ObjectId> = objects.page_iter().collect();
    let mut streams = Vec::with_capacity(pages.len());
    for page in pages {
        let content = objects
            .get_dictionary(page)
            .and_then(|page| page.get(b"Contents"))
            .and_then(Object::as_reference)
            .map_err(assembly)?;
        let content = objects.objects.remove(&content);
        let Some(Object::Stream(mut stream)) = content else {
            return Err(unsound("page", "no content"));
        };
        stream.compress().map_err(assembly)?;
        stream.content.shrink_to_fit();
        streams.push(stream);
    }
    Ok(streams)
}

/// A page for printpdf; its size is written elsewhere.
fn sheet(ops: Vec<Op>) -> PdfPage {
    let size = Rect::from_wh(Pt(1.0), Pt(1.0));
    PdfPage {
        media_box: size.clone(),
        trim_box: size.clone(),
        crop_box: size,
        ops,
    }
}

/// printpdf's file as objects. Its warnings are about things we do not do; its errors stop the export.
fn to_objects(encoder: &PdfDocument) -> Result<Document, ExportError> {
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    let objects = encoder.to_lopdf_document(&options, &mut warnings);
    let error = |warning: &PdfWarnMsg| warning.severity == PdfParseErrorSeverity::Error;
    match warnings.iter().find(|warning| error(warning)) {
        Some(warning) => Err(unsound("page", &warning.msg)),
        None => Ok(objects),
    }
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

/// Puts pages, links, bookmarks and properties around the encoded contents.
fn assemble(
    pages: &Pages,
    properties: &Properties,
    contents: &[ObjectId],
    (fonts, pictures): (ObjectId, &Pictures),
    file: &mut Document,
) {
    let tree = file.new_object_id();
    let page_ids: Vec<ObjectId> = contents.iter().map(|_| file.new_object_id()).collect();
    let mut destinations = Destinations::new(&page_ids, pages.height, file);
    for ((page, &content), &id) in pages.pages.iter().zip(contents).zip(&page_ids) {
        let mut object = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "Contents" => content,
        };
        let links = destinations.links(page, file);
        if !links.is_empty() {
            object.set("Annots", links);
        }
        file.set_object(id, object);
    }

    let mut resources = dictionary! { "Font" => fonts };
    let embedded = pictures.resources();
    if !embedded.is_empty() {
        resources.set("XObject", embedded);
    }
    let resources = file.add_object(resources);
    let size = [0.0, 0.0, rounded(pages.width), rounded(pages.height)];
    // All pages inherit their size and resources.
    let root = dictionary! {
        "Type" => "Pages",
        "Count" => page_ids.len() as i64,
        "Kids" => page_ids.iter().map(|&id| id.into()).collect::<Vec<Object>>(),
        "MediaBox" => size.map(Object::Real).to_vec(),
        "Resources" => resources,
    };
    file.set_object(tree, root);
    let pages_and_tree = (tree, page_ids.as_slice());
    let height = pages.height;
    structure::catalogue(&pages.outline, properties, pages_and_tree, height, file);
    structure::information(properties, file);
    structure::identify(file);
}
