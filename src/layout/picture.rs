//! Reads how large a picture is, from its header alone.

use crate::model::{Logo, PictureFormat};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, ImageReader};
use std::io::Cursor;

/// Width and height in pixels; `None` if the bytes cannot be read as a picture (it is left out then).
pub(super) fn proportions(logo: &Logo) -> Option<(f32, f32)> {
    let bytes = STANDARD.decode(logo.base64.as_bytes()).ok()?;
    let format = match logo.format {
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Jpeg => ImageFormat::Jpeg,
    };
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader.into_dimensions().ok()?;
    let side = |pixels: u32| u16::try_from(pixels).ok().filter(|&side| side > 0);
    Some((f32::from(side(width)?), f32::from(side(height)?)))
}
