//! The company's logo as a picture in the text.

use crate::model::Logo;
use base64::Engine as _;
use docx_rs as dx;
use image::{ImageReader, Limits};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

/// English metric units in a point (ECMA-376 part 1, 20.1.2.1): 12,700.
const UNITS_IN_POINT: f32 = 12_700.0;

/// The most memory that decoding a logo may take: a picture of 64 million pixels.
const MEMORY_LIMIT: u64 = 256 << 20;

/// Pictures that were read, so that each logo is decoded once.
#[derive(Default)]
pub(super) struct Pictures {
    known: Vec<(Arc<Logo>, Option<Picture>)>,
    /// Those that stand in the text and those that stand in headers and footers, by index.
    in_text: BTreeSet<usize>,
    in_bands: BTreeSet<usize>,
}

struct Picture {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Pictures {
    /// A run with the logo for a header or footer, as large as fits into the given points, and its name; `None` if it
    /// cannot be read. It refers to the picture without holding it; see [`Pictures::held`].
    pub(super) fn in_band(
        &mut self,
        logo: &Arc<Logo>,
        width: f32,
        height: f32,
    ) -> Option<(dx::Run, String)> {
        let index = self.index_of(logo);
        let run = self.run(index, width, height)?;
        self.in_bands.insert(index);
        Some((run, name(index)))
    }

    /// The same for the text.
    pub(super) fn in_text(&mut self, logo: &Arc<Logo>, width: f32, height: f32) -> Option<dx::Run> {
        let index = self.index_of(logo);
        let run = self.run(index, width, height)?;
        self.in_text.insert(index);
        Some(run)
    }

    fn run(&self, index: usize, width: f32, height: f32) -> Option<dx::Run> {
        let picture = self.known[index].1.as_ref()?;
        let pic = picture.sized(picture.pic(index, Vec::new()), width, height);
        Some(dx::Run::new().add_image(pic))
    }

    /// Names of the pictures that only headers and footers refer to.
    pub(super) fn not_in_text(&self) -> Vec<String> {
        let only = self.in_bands.difference(&self.in_text);
        only.map(|&index| name(index)).collect()
    }

    /// A paragraph with each picture that the document refers to, for docx-rs to store.
    pub(super) fn held(&self) -> dx::Paragraph {
        let pictures = self.in_text.union(&self.in_bands).filter_map(|&index| {
            let picture = self.known[index].1.as_ref()?;
            Some(picture.pic(index, picture.bytes.clone()))
        });
        pictures.fold(dx::Paragraph::new(), |paragraph, pic| {
            paragraph.add_run(dx::Run::new().add_image(pic))
        })
    }

    fn index_of(&mut self, logo: &Arc<Logo>) -> usize {
        if let Some(index) = self.known.iter().position(|(known, _)| known == logo) {
            return index;
        }
        self.known.push((Arc::clone(logo), decode(logo)));
        self.known.len() - 1
    }
}

impl Picture {
    fn pic(&self, index: usize, bytes: Vec<u8>) -> dx::Pic {
        let pic = dx::Pic::new_with_dimensions(bytes, self.width, self.height);
        pic.id(name(index))
    }

    fn sized(&self, pic: dx::Pic, width: f32, height: f32) -> dx::Pic {
        let scale = (width / self.width as f32).min(height / self.height as f32);
        let side = |pixels: u32| (pixels as f32 * scale * UNITS_IN_POINT).max(1.0) as u32;
        pic.size(side(self.width), side(self.height))
    }
}

fn name(index: usize) -> String {
    format!("Logo{}", index + 1)
}

/// Reads a logo; it is decoded wholly, because Word shows a cross for a picture that is cut off.
fn decode(logo: &Logo) -> Option<Picture> {
    let text: String = logo.base64.split_ascii_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text)
        .ok()?;
    let mut reader = ImageReader::new(Cursor::new(&bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_LIMIT);
    reader.limits(limits);
    let decoded = reader.decode().ok()?;
    let (width, height) = (decoded.width(), decoded.height());
    (width > 0 && height > 0).then_some(Picture {
        bytes,
        width,
        height,
    })
}
