//! What a file needs to be kept for decades: PDF/A-1b (ISO 19005-1).
//!
//! Such a file carries its fonts with lists of their glyphs, says what its colours are, describes itself a second time
//! in XMP, and has nothing that a reader of 2005 could not show: no transparency, no packed objects.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::deflate::deflate;
use super::faces::DocumentFaces;
use super::structure::{PROGRAM, known_day};
use crate::document::Properties;

/// Adds what the archive asks for to a finished catalogue and its file.
///
/// # Errors
/// If a stream cannot be deflated.
pub(super) fn complete(
    catalogue: &mut Dictionary,
    properties: &Properties,
    faces: &DocumentFaces,
    file: &mut Document,
) -> Result<(), lopdf::Error> {
    list_glyphs(faces, file)?;
    let mut profile = Stream::new(dictionary! { "N" => 3 }, srgb_profile());
    deflate(&mut profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => file.add_object(profile),
    };
    catalogue.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Not deflated: programs that know nothing of PDF must find it.
    let metadata = Stream::new(metadata, describe(properties).into_bytes());
    catalogue.set("Metadata", file.add_object(metadata));
    Ok(())
}

/// Says which glyphs each subset has: all, from the first to the last.
fn list_glyphs(faces: &DocumentFaces, file: &mut Document) -> Result<(), lopdf::Error> {
    let descriptor = |object: &Object| {
        let dictionary = object.as_dict().ok()?;
        let font = dictionary.get(b"FontName").and_then(Object::as_name).ok()?;
        dictionary
            .has_type(b"FontDescriptor")
            .then(|| font.to_vec())
    };
    let fonts: Vec<_> = file
        .objects
        .iter()
        .filter_map(|(&id, object)| Some((id, descriptor(object)?)))
        .collect();
    for (id, font) in fonts {
        let Some(face) = faces.iter().find(|face| face.name.as_bytes() == font) else {
            continue;
        };
        let mut bits = vec![0_u8; usize::from(face.glyphs).div_ceil(8)];
        for glyph in 0..usize::from(face.glyphs) {
            bits[glyph / 8] |= 0x80 >> (glyph % 8);
        }
        let mut set = Stream::new(Dictionary::new(), bits);
        deflate(&mut set);
        let set = file.add_object(set);
        if let Some(Object::Dictionary(descriptor)) = file.objects.get_mut(&id) {
            descriptor.set("CIDSet", set);
        }
    }
    Ok(())
}

/// A text in XML, cleaned like the same text in the document information.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c if c.is_control() => escaped.push(' '),
            // No characters in XML.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The document information once more, as XMP (ISO 16684-1).
fn describe(properties: &Properties) -> String {
    let mut about = String::new();
    let mut say = |before: &str, text: &str, after: &str| {
        if !text.is_empty() {
            // Writing to a string cannot fail.
            let _written = writeln!(about, "{before}{}{after}", escaped(text));
        }
    };
    say(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
        &properties.title,
        "</rdf:li></rdf:Alt></dc:title>",
    );
    say(
        "<dc:creator><rdf:Seq><rdf:li>",
        &properties.author,
        "</rdf:li></rdf:Seq></dc:creator>",
    );
    say(
        "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
        &properties.subject,
        "</rdf:li></rdf:Alt></dc:description>",
    );
    say("<pdf:Keywords>", &properties.keywords, "</pdf:Keywords>");
    say("<pdf:Producer>", PROGRAM, "</pdf:Producer>");
    say("<xmp:CreatorTool>", PROGRAM, "</xmp:CreatorTool>");
    if let Some((year, month, day)) = properties.date.and_then(known_day) {
        let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        say("<xmp:CreateDate>", &date, "</xmp:CreateDate>");
        say("<xmp:ModifyDate>", &date, "</xmp:ModifyDate>");
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <pdfaid:part>1</pdfaid:part>\n\
         <pdfaid:conformance>B</pdfaid:conformance>\n\
         {about}\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// Steps of the curve from a colour's number to its light.
const STEPS: u16 = 256;

/// A profile of the colours of IEC 61966-2-1 (sRGB), made here: ICC.1:2001-04 (version 2.1), as PDF 1.4 knows it.
fn srgb_profile() -> Vec<u8> {
    // The primaries and the white point as seen under D50, in 1/65536 (X, Y, Z).
    const WHITE: [u32; 3] = [0xf6d6, 0x1_0000, 0xd32d];
    const RED: [u32; 3] = [0x6fa2, 0x38f5, 0x0390];
    const GREEN: [u32; 3] = [0x6299, 0xb785, 0x18da];
    const BLUE: [u32; 3] = [0x24a0, 0x0f84, 0xb6cf];
    let name = b"sRGB IEC61966-2.1\0";
    let mut description = b"desc\0\0\0\0".to_vec();
    description.extend((name.len() as u32).to_be_bytes());
    description.extend(name);
    // No name in Unicode and none for the Macintosh.
    description.extend([0; 4 + 4 + 2 + 1 + 67]);
    let rights = b"text\0\0\0\0No rights reserved (CC0)\0".to_vec();
    let colour = |xyz: [u32; 3]| {
        let mut colour = b"XYZ \0\0\0\0".to_vec();
        colour.extend(xyz.iter().flat_map(|v| v.to_be_bytes()));
        colour
    };
    let mut curve = b"curv\0\0\0\0".to_vec();
    curve.extend(u32::from(STEPS).to_be_bytes());
    for step in 0..STEPS {
        let v = f64::from(step) / f64::from(STEPS - 1);
        let light = if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        };
        curve.extend(((light * 65535.0).round() as u16).to_be_bytes());
    }
    let blocks = [
        (vec![b"desc"], description),
        (vec![b"cprt"], rights),
        (vec![b"wtpt"], colour(WHITE)),
        (vec![b"rXYZ"], colour(RED)),
        (vec![b"gXYZ"], colour(GREEN)),
        (vec![b"bXYZ"], colour(BLUE)),
        (vec![b"rTRC", b"gTRC", b"bTRC"], curve),
    ];
    let tags: usize = blocks.iter().map(|(tags, _)| tags.len()).sum();
    let mut table = (tags as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags;
    for (tags, block) in blocks {
        for tag in tags {
            table.extend(tag);
            table.extend(((start + data.len()) as u32).to_be_bytes());
            table.extend((block.len() as u32).to_be_bytes());
        }
        data.extend(block);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = ((start + data.len()) as u32).to_be_bytes().to_vec();
    profile.extend([0; 4]);
    profile.extend([2, 0x10, 0, 0]);
    profile.extend(b"mntrRGB XYZ ");
    // 1 January 2026, midnight.
    profile.extend(
        [2026, 1, 1, 0, 0, 0_u16]
            .iter()
            .flat_map(|v| v.to_be_bytes()),
    );
    profile.extend(b"acsp");
    // No platform, flags, maker, model or attributes; perceptual intent.
    profile.extend([0; 28]);
    profile.extend(WHITE.iter().flat_map(|v| v.to_be_bytes()));
    profile.resize(128, 0);
    profile.extend(table);
    profile.extend(data);
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_its_own_length_and_where_its_parts_are() {
        let profile = srgb_profile();
        let number = |at: usize| {
            let bytes = profile[at..at + 4].try_into().unwrap();
            u32::from_be_bytes(bytes) as usize
        };
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(number(128), 9);
        let mut kinds = Vec::new();
        for tag in 0..9 {
            let entry = 132 + tag * 12;
            let (at, length) = (number(entry + 4), number(entry + 8));
            assert!(at % 4 == 0 && at + length <= profile.len());
            kinds.push(profile[at..at + 4].to_vec());
        }
        let expected = [
            "desc", "text", "XYZ ", "XYZ ", "XYZ ", "XYZ ", "curv", "curv", "curv",
        ];
        assert_eq!(kinds, expected.map(|kind| kind.as_bytes().to_vec()));
        // Half of the way is a fifth of the light: 0.2140 (IEC 61966-2-1).
        let curve = number(132 + 6 * 12 + 4) + 12;
        let light = |step: usize| {
            let at = curve + 2 * step;
            f64::from(u16::from_be_bytes([profile[at], profile[at + 1]])) / 65535.0
        };
        assert!(light(127) < 0.2140 && 0.2140 < light(128));
        assert_eq!((light(0), light(255)), (0.0, 1.0));
    }

    #[test]
    fn what_people_type_stays_text_in_xml() {
        let properties = Properties {
            title: "A&B <\u{1}岗>".to_owned(),
            ..Properties::default()
        };
        let described = describe(&properties);
        assert!(described.contains(">A&amp;B &lt; 岗&gt;<"), "{described}");
        assert!(!described.contains("Keywords") && !described.contains("Date"));
    }
}
