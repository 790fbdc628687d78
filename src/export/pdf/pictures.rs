//! Logos → image objects, each once in a file however often it is shown.
//!
//! A JPEG goes in as it is, since PDF readers decode it themselves; a PNG is decoded, its transparency becomes a
//! soft mask, or white in a file for the archive, which knows no transparency. A logo that cannot be decoded, or only into more memory than any logo needs, is left out and reported.

use std::io::Cursor;
use std::sync::Arc;

use base64::Engine as _;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::deflate::deflate;
use crate::layout::{PageItem, Pages};
use crate::model::Logo;

/// Largest side of a picture, pixels, and the memory that decoding may take, bytes. A file of one mebibyte can
/// claim to be gigabytes of one colour.
const LARGEST_SIDE: u32 = 10_000;
const LARGEST_MEMORY: u64 = 128 << 20;

/// The pictures of a document.
#[derive(Default)]
pub(super) struct Pictures {
    logos: Vec<(Arc<Logo>, Option<Embedded>)>,
}

struct Embedded {
    /// In the resources.
    name: String,
    object: ObjectId,
}

impl Pictures {
    /// Embeds each different logo of `pages` in `file`.
    pub(super) fn embed(pages: &Pages, archive: bool, file: &mut Document) -> Pictures {
        let mut pictures = Pictures::default();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let PageItem::Picture { logo, .. } = item else {
                continue;
            };
            if pictures.find(logo).is_none() {
                let name = format!("P{}", pictures.logos.len());
                let embedded = embed(logo, archive, file).map(|object| Embedded { name, object });
                pictures.logos.push((Arc::clone(logo), embedded));
            }
        }
        pictures
    }

    fn find(&self, logo: &Arc<Logo>) -> Option<&Option<Embedded>> {
        let same = |known: &Arc<Logo>| Arc::ptr_eq(known, logo) || known == logo;
        let found = self.logos.iter().find(|(known, _)| same(known));
        found.map(|(_, embedded)| embedded)
    }

    /// The resource name of a logo; `None` if it could not be embedded.
    pub(super) fn name(&self, logo: &Arc<Logo>) -> Option<&str> {
        self.find(logo)?
            .as_ref()
            .map(|embedded| embedded.name.as_str())
    }

    /// How many logos had to be left out.
    pub(super) fn left_out(&self) -> usize {
        let embedded = self.logos.iter().map(|(_, embedded)| embedded);
        embedded.filter(|embedded| embedded.is_none()).count()
    }

    /// The resource dictionary of all pages.
    pub(super) fn resources(&self) -> Dictionary {
        let embedded = self
            .logos
            .iter()
            .filter_map(|(_, embedded)| embedded.as_ref());
        embedded
            .map(|embedded| (embedded.name.clone(), Object::Reference(embedded.object)))
            .collect()
    }
}

fn embed(logo: &Logo, archive: bool, file: &mut Document) -> Option<ObjectId> {
    let text: Vec<u8> = logo
        .base64
        .bytes()
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text)
        .ok()?;
    // What the file is counts, not what the project says of it.
    match image::guess_format(&bytes).ok()? {
        ImageFormat::Jpeg => embed_jpeg(bytes, archive, file),
        ImageFormat::Png => {
            let picture = decode(&bytes, ImageFormat::Png)?;
            Some(embed_pixels(&picture, archive, file))
        }
        _ => None,
    }
}

fn decode(bytes: &[u8], format: ImageFormat) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(LARGEST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.decode().ok()
}

fn image_dictionary(width: u32, height: u32, colours: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => colours,
        "BitsPerComponent" => 8,
    }
}

/// Decodes once, because a reader shows nothing or half of a damaged file, and embeds the file itself.
fn embed_jpeg(bytes: Vec<u8>, archive: bool, file: &mut Document) -> Option<ObjectId> {
    let decoded = decode(&bytes, ImageFormat::Jpeg)?;
    let header = JpegHeader::read(&bytes)?;
    let colours = match header.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        // An archive says what its colours are, and says it of screens only.
        4 if archive => return Some(embed_pixels(&decoded, archive, file)),
        4 => "DeviceCMYK",
        _ => return None,
    };
    let mut dictionary = image_dictionary(decoded.width(), decoded.height(), colours);
    dictionary.set("Filter", "DCTDecode");
    if header.components == 4 && header.adobe {
        // Adobe's programs write CMYK the wrong way round, and every reader expects to be told.
        let inverted = [1, 0, 1, 0, 1, 0, 1, 0].map(Object::from);
        dictionary.set("Decode", inverted.to_vec());
    }
    let stream = Stream::new(dictionary, bytes).with_compression(false);
    Some(file.add_object(stream))
}

/// What a PDF must know of a JPEG.
#[derive(Debug, PartialEq, Eq)]
struct JpegHeader {
    /// 1 grey, 3 colour, 4 CMYK.
    components: u8,
    /// Has Adobe's marker.
    adobe: bool,
}

impl JpegHeader {
    /// Walks the segments up to the frame header (ITU T.81, B.1.1.3 and B.2.2).
    fn read(bytes: &[u8]) -> Option<JpegHeader> {
        let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
        let mut adobe = false;
        loop {
            // Any number of FF may stand before a marker.
            let (&[first, marker], after) = rest.split_first_chunk::<2>()?;
            if first != 0xff {
                return None;
            }
            if marker == 0xff {
                rest = rest.get(1..)?;
                continue;
            }
            let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
            let segment = after.get(2..length)?;
            match marker {
                // Frame headers; C4, C8 and CC in the same range are something else.
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                    let components = *segment.get(5)?;
                    return Some(JpegHeader { components, adobe });
                }
                0xee => adobe |= segment.starts_with(b"Adobe"),
                _ => {}
            }
            rest = after.get(length..)?;
        }
    }
}

fn embed_pixels(picture: &DynamicImage, archive: bool, file: &mut Document) -> ObjectId {
    let (width, height) = (picture.width(), picture.height());
    let coloured = picture.color().has_color();
    let (colours, mut pixels) = if coloured {
        ("DeviceRGB", picture.to_rgb8().into_raw())
    } else {
        ("DeviceGray", picture.to_luma8().into_raw())
    };
    let mut dictionary = image_dictionary(width, height, colours);
    if let Some(alpha) = alpha(picture) {
        if archive {
            on_white(&mut pixels, if coloured { 3 } else { 1 }, &alpha);
            return file.add_object(compressed(Stream::new(dictionary, pixels)));
        }
        let mask = Stream::new(image_dictionary(width, height, "DeviceGray"), alpha);
        dictionary.set("SMask", file.add_object(compressed(mask)));
    }
    file.add_object(compressed(Stream::new(dictionary, pixels)))
}

/// Lays pixels of so many bytes on white.
fn on_white(pixels: &mut [u8], channels: usize, alpha: &[u8]) {
    for (pixel, &opacity) in pixels.chunks_mut(channels).zip(alpha) {
        for value in pixel {
            let light = u16::from(255 - *value) * u16::from(opacity);
            // At most 255 · 255 / 255.
            *value = 255 - ((light + 127) / 255) as u8;
        }
    }
}

/// The opacity of each pixel, if any lets something through.
fn alpha(picture: &DynamicImage) -> Option<Vec<u8>> {
    if !picture.color().has_alpha() {
        return None;
    }
    let alpha: Vec<u8> = picture
        .to_rgba8()
        .pixels()
        .map(|pixel| pixel.0[3])
        .collect();
    alpha
        .iter()
        .any(|&opacity| opacity < u8::MAX)
        .then_some(alpha)
}

fn compressed(mut stream: Stream) -> Stream {
    deflate(&mut stream);
    stream
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_header_is_found_behind_other_segments() {
        let jpeg = [
            0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xee, 0, 7, b'A', b'd', b'o', b'b',
            b'e', 0xff, 0xc2, 0, 9, 8, 0, 1, 0, 1, 4, 0,
        ];
        let found = JpegHeader {
            components: 4,
            adobe: true,
        };
        assert_eq!(JpegHeader::read(&jpeg), Some(found));
        for end in 0..jpeg.len() - 1 {
            assert_eq!(JpegHeader::read(&jpeg[..end]), None, "{end} bytes");
        }
    }

    #[test]
    fn what_is_no_picture_is_left_out() {
        let mut file = Document::new();
        for base64 in ["", "!!", "iVBORw0KGgo=", "/9j/4AAQ"] {
            let logo = Logo {
                base64: base64.to_owned(),
                ..Logo::default()
            };
            assert_eq!(embed(&logo, false, &mut file), None, "{base64}");
        }
        assert!(file.objects.is_empty());
    }
}
