//! The parts around the text, and the archive that holds them all (ECMA-376 part 2).
//!
//! Settings, properties and the list of contents are written here and not by docx-rs, whose own lack what we need.
//! Fixed times and a fixed order make the same document the same bytes.

use super::fonts::FontParts;
use super::main_part;
use super::post::{Mender, mend_styles};
use super::running::BandPart;
use super::styles::{StyleIds, first_indents};
use super::xml::{DECLARATION, Element, escaped, parse};
use crate::document::{PrintDocument, Properties};
use crate::export::ExportError;
use docx_rs::XMLDocx;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// The namespace of Word's own elements.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships in documents; kinds of relationships begin with it.
pub(super) const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of relationship parts.
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// Kinds of content begin with it.
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The first bytes of a JPEG file.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// Names and contents of parts, in the order of the archive.
type Parts = Vec<(String, Content)>;

/// What a part holds.
enum Content {
    /// Its bytes.
    Plain(Vec<u8>),
    /// An archive with this part alone.
    Deflated(Vec<u8>),
}

/// What becomes a file.
pub(super) struct Package<'a> {
    /// docx-rs's parts; its main part is not used.
    pub(super) raw: XMLDocx,
    /// An archive with the main part alone.
    pub(super) main: Vec<u8>,
    /// Fonts.
    pub(super) fonts: FontParts,
    /// Headers and footers.
    pub(super) bands: Vec<BandPart>,
    /// Names of pictures that the main part does not refer to.
    pub(super) hidden_pictures: Vec<String>,
    /// Title, author, company, and how pages and lines are.
    pub(super) document: &'a PrintDocument,
    /// The counters of lists that Word numbers, as XML; `None` if there is none.
    pub(super) counters: Option<String>,
}

/// Puts the file together.
///
/// # Errors
/// [`ExportError::Unsound`] when a part is not XML that a reader takes; [`ExportError::Assembly`] when the archive fails.
pub(super) fn assemble(package: Package<'_>) -> Result<Vec<u8>, ExportError> {
    let raw = &package.raw;
    let mut mender = Mender::default();
    let media = media(&raw.media);
    let mut parts: Parts = vec![(main_part::NAME.to_owned(), Content::Deflated(package.main))];
    let document = package.document;
    let indents = first_indents(StyleIds::of(document), &document.styles);
    add(&mut parts, "word/styles.xml", &raw.styles, "", |root| {
        mend_styles(root, &document.typography, &indents);
    })?;
    if let Some(counters) = &package.counters {
        let name = "word/numbering.xml";
        add(&mut parts, name, &raw.numberings, counters, |root| {
            mender.mend(root);
        })?;
    }
    for band in &package.bands {
        add_band(&mut parts, band, &media, &mut mender)?;
    }
    let numbered = package.counters.is_some();
    add(
        &mut parts,
        "word/_rels/document.xml.rels",
        &raw.document_rels,
        "",
        |root| {
            mend_relations(root, &media, numbered);
            let hidden = &package.hidden_pictures;
            root.remove(|child| {
                let id = child.get("Id").unwrap_or_default();
                hidden.iter().any(|picture| picture == id)
            });
            for band in &package.bands {
                root.push(band_relation(band));
            }
            sort_relations(root);
        },
    )?;
    let has_fonts = !package.fonts.files.is_empty();
    text(
        &mut parts,
        "word/settings.xml",
        settings(has_fonts, document),
    )?;
    text(&mut parts, "word/fontTable.xml", package.fonts.table)?;
    if let Some(relations) = package.fonts.relationships {
        text(&mut parts, "word/_rels/fontTable.xml.rels", relations)?;
    }
    text(&mut parts, "docProps/core.xml", core(&document.properties))?;
    text(
        &mut parts,
        "docProps/app.xml",
        application(&document.properties),
    )?;
    let root_relations = root_relations();
    text(&mut parts, "_rels/.rels", root_relations)?;
    for ((name, _), (_, bytes)) in media.iter().zip(package.raw.media) {
        parts.push((format!("word/{name}"), Content::Plain(bytes)));
    }
    for (name, bytes) in package.fonts.files {
        parts.push((format!("word/{name}"), Content::Plain(bytes)));
    }
    let mut first: Parts = Vec::new();
    text(&mut first, "[Content_Types].xml", content_types(&parts))?;
    first.extend(parts);
    zipped(first)
}

/// Reads, mends, checks and adds a part of docx-rs; `more` is XML of ours that stands behind what is in it.
fn add(
    parts: &mut Parts,
    name: &str,
    raw: &[u8],
    more: &str,
    mend: impl FnOnce(&mut Element<'_>),
) -> Result<(), ExportError> {
    let unsound = |reason: String| ExportError::Unsound {
        part: name.to_owned(),
        reason,
    };
    let source = std::str::from_utf8(raw).map_err(|error| unsound(error.to_string()))?;
    let mut root = parse(source).map_err(unsound)?;
    mend(&mut root);
    root.check().map_err(unsound)?;
    let bytes = root.to_part(raw.len(), more);
    parts.push((name.to_owned(), Content::Plain(bytes)));
    Ok(())
}

/// Adds a header or footer, with its watermark and what refers to its picture.
fn add_band(
    parts: &mut Parts,
    band: &BandPart,
    media: &[(String, String)],
    mender: &mut Mender,
) -> Result<(), ExportError> {
    let name = band_name(band);
    let unsound = |reason: String| ExportError::Unsound {
        part: name.clone(),
        reason,
    };
    let source = std::str::from_utf8(&band.xml).map_err(|error| unsound(error.to_string()))?;
    let mut root = parse(source).map_err(unsound)?;
    let runs = format!("<w:p>{}</w:p>", band.runs);
    if let Some(paragraph) = root.child_mut("w:p") {
        let runs = parse(&runs).map_err(unsound)?;
        paragraph.children.extend(runs.children);
    }
    mender.mend(&mut root);
    if let (Some(watermark), Some(paragraph)) = (&band.watermark, root.child_mut("w:p")) {
        paragraph.push(parse(watermark).map_err(unsound)?);
    }
    root.check().map_err(unsound)?;
    let bytes = root.to_part(band.xml.len() + band.runs.len(), "");
    parts.push((format!("word/{name}"), Content::Plain(bytes)));
    let prefix = band
        .picture
        .as_ref()
        .map(|picture| format!("media/{picture}."));
    let pictures =
        prefix.and_then(|prefix| media.iter().find(|(name, _)| name.starts_with(&prefix)));
    if let (Some(id), Some((target, _))) = (&band.picture, pictures) {
        let xml = format!(
            "{DECLARATION}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"{id}\" \
             Type=\"{RELATIONSHIPS}/image\" Target=\"{target}\"/></Relationships>"
        );
        text(parts, &format!("word/_rels/{name}.rels"), xml)?;
    }
    Ok(())
}

fn band_name(band: &BandPart) -> String {
    let kind = if band.reference.is_header {
        "header"
    } else {
        "footer"
    };
    format!("{kind}{}.xml", band.reference.number)
}

fn band_relation(band: &BandPart) -> Element<'static> {
    let kind = if band.reference.is_header {
        "header"
    } else {
        "footer"
    };
    Element::new("Relationship")
        .with("Id", band.reference.id())
        .with("Type", format!("{RELATIONSHIPS}/{kind}"))
        .with("Target", band_name(band))
}

/// Checks and adds a part of ours.
fn text(parts: &mut Parts, name: &str, xml: String) -> Result<(), ExportError> {
    let sound = parse(&xml).and_then(|root| root.check());
    sound.map_err(|reason| ExportError::Unsound {
        part: name.to_owned(),
        reason,
    })?;
    parts.push((name.to_owned(), Content::Plain(xml.into_bytes())));
    Ok(())
}

/// For each picture its name below word/, and the name that docx-rs gave it: it calls every picture a PNG.
fn media(media: &[(String, Vec<u8>)]) -> Vec<(String, String)> {
    let names = media.iter().map(|(id, bytes)| {
        let kind = if bytes.starts_with(&JPEG) {
            "jpeg"
        } else {
            "png"
        };
        (format!("media/{id}.{kind}"), format!("media/{id}.png"))
    });
    names.collect()
}

/// Leaves out what we do not write, names pictures by their kind, and sorts.
fn mend_relations(root: &mut Element<'_>, media: &[(String, String)], numbered: bool) {
    root.remove(|child| match child.get("Target") {
        Some("commentsExtended.xml" | "comments.xml" | "footnotes.xml") => true,
        Some("numbering.xml") => !numbered,
        _ => false,
    });
    for relation in root.elements_mut() {
        let target = relation.get("Target").unwrap_or_default();
        let renamed = media.iter().find(|(_, before)| before == target);
        if let Some((name, _)) = renamed {
            relation.set("Target", name.clone());
        }
    }
    sort_relations(root);
}

fn sort_relations(root: &mut Element<'_>) {
    root.children.sort_by_cached_key(|node| {
        let value = |key| {
            node.element()
                .and_then(|child| child.get(key))
                .map(str::to_owned)
        };
        (value("Type"), value("Target"))
    });
}

fn content_types(parts: &Parts) -> String {
    let mut overrides = String::new();
    let mut defaults = String::new();
    for (extension, kind) in [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        (
            "odttf",
            "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        ),
    ] {
        if parts.iter().any(|(name, _)| {
            name.rsplit_once('.')
                .is_some_and(|(_, end)| end == extension)
        }) {
            defaults.push_str(&format!(
                "<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>"
            ));
        }
    }
    for (name, _) in parts {
        let stem = name
            .strip_prefix("word/")
            .and_then(|name| name.strip_suffix(".xml"));
        let kind = match (name.as_str(), stem) {
            ("docProps/core.xml", _) => {
                String::from("application/vnd.openxmlformats-package.core-properties+xml")
            }
            ("docProps/app.xml", _) => String::from(
                "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            ),
            (_, Some("document")) => format!("{CONTENT}.document.main+xml"),
            (_, Some(stem)) => {
                let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
                format!("{CONTENT}.{stem}+xml")
            }
            (_, None) => continue,
        };
        overrides.push_str(&format!(
            "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"
        ));
    }
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">{defaults}{overrides}</Types>"
    )
}

fn root_relations() -> String {
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let main = relation(
        1,
        &format!("{RELATIONSHIPS}/officeDocument"),
        "word/document.xml",
    );
    let core = relation(
        2,
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    );
    let application = relation(
        3,
        &format!("{RELATIONSHIPS}/extended-properties"),
        "docProps/app.xml",
    );
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}\">{main}{core}{application}</Relationships>"
    )
}

/// Settings of Word 2013 and later (mode 15) for Chinese text. `updateFields` is left out on purpose: Word would ask
/// at every first opening whether it may.
fn settings(embedded: bool, document: &PrintDocument) -> String {
    let embedded = if embedded {
        "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>"
    } else {
        ""
    };
    let (mirrored, even) = if document.page.mirrored {
        ("<w:mirrorMargins/>", "<w:evenAndOddHeaders/>")
    } else {
        ("", "")
    };
    let spacing = if document.typography.squeeze {
        "compressPunctuation"
    } else {
        "doNotCompress"
    };
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/>{embedded}{mirrored}\
         <w:defaultTabStop w:val=\"420\"/>{even}<w:drawingGridVerticalSpacing w:val=\"312\"/>\
         <w:characterSpacingControl w:val=\"{spacing}\"/><w:compat><w:spaceForUL/>\
         <w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>\
         <w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

fn core(properties: &Properties) -> String {
    let element = |name: &str, text: &str| format!("<{name}>{}</{name}>", escaped(text));
    let title = element("dc:title", &properties.title);
    let subject = element("dc:subject", &properties.subject);
    let author = element("dc:creator", &properties.author);
    let keywords = element("cp:keywords", &properties.keywords);
    let by = element("cp:lastModifiedBy", &properties.author);
    let dates: String = properties
        .date
        .into_iter()
        .flat_map(|(year, month, day)| {
            ["created", "modified"].map(|what| {
                format!(
                    "<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{year:04}-{month:02}-{day:02}T00:00:00Z</dcterms:{what}>"
                )
            })
        })
        .collect();
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:dcmitype=\"http://purl.org/dc/dcmitype/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         {title}{subject}{author}{keywords}{by}<cp:revision>1</cp:revision>{dates}</cp:coreProperties>"
    )
}

fn application(properties: &Properties) -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Gangshu</Application><Company>{}</Company></Properties>",
        escaped(&properties.company)
    )
}

/// The archive: deflated, every time the first that the format knows (1980-01-01).
fn zipped(parts: Parts) -> Result<Vec<u8>, ExportError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let written = match content {
            Content::Plain(bytes) => archive
                .start_file(name, options())
                .and_then(|()| Ok(archive.write_all(&bytes)?)),
            // Copying the file alone would have the entry made by the system that copies.
            Content::Deflated(alone) => zip::ZipArchive::new(Cursor::new(alone))
                .and_then(|alone| archive.merge_archive(alone)),
        };
        written.map_err(|error| archive_failed(&error))?;
    }
    let written = archive.finish().map_err(|error| archive_failed(&error))?;
    Ok(written.into_inner())
}

/// How every part is packed.
pub(super) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        // "Made by" MS-DOS, as Word writes: the same bytes from every system (APPNOTE 4.4.2.2).
        .system(zip::System::Dos)
}

pub(super) fn archive_failed(error: &dyn std::error::Error) -> ExportError {
    ExportError::Assembly {
        reason: error.to_string(),
    }
}
