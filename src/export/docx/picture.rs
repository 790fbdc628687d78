//! The company's logo as a picture in the text.

use crate::model::Logo;
use base64::Engine as _;
use docx_rs as dx;
use image::{ImageReader, Limits};
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
}

#[derive(Clone)]
struct Picture {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Pictures {
    /// A run with the logo, as large as fits into the given points; `None` if it cannot be read.
    pub(super) fn run(&mut self, logo: &Arc<Logo>, width: f32, height: f32) -> Option<dx::Run> {
        let index = match self.known.iter().position(|(known, _)| known == logo) {
            Some(index) => index,
            None => {
                self.known.push((Arc::clone(logo), decode(logo)));
                self.known.len() - 1
            }
        };
        let picture = self.known[index].1.clone()?;
        let scale = (width / picture.width as f32).min(height / picture.height as f32);
        let side = |pixels: u32| (pixels as f32 * scale * UNITS_IN_POINT).max(1.0) as u32;
        let size = (side(picture.width), side(picture.height));
        let pic = dx::Pic::new_with_dimensions(picture.bytes, picture.width, picture.height)
            .id(format!("Logo{}", index + 1))
            .size(size.0, size.1);
        Some(dx::Run::new().add_image(pic))
    }
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
