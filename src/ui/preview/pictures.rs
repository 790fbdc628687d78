//! The company's logo as a texture, decoded once.

use crate::model::{Logo, PictureFormat};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::sync::Arc;

/// Longest side of a texture, in pixels: a logo is a few centimetres wide, and some graphics cards take no more
/// than 2048.
const LONGEST: u32 = 1024;
/// What decoding may take, in bytes; a small file can claim to be a huge picture.
const MEMORY: u64 = 256 << 20;

/// The picture that was shown last; a document has one logo.
#[derive(Default)]
pub(super) struct Pictures {
    last: Option<(Arc<Logo>, Option<TextureHandle>)>,
}

impl Pictures {
    /// The logo's texture; `None` if it cannot be read (layout has left it out then).
    pub(super) fn texture(&mut self, ctx: &Context, logo: &Arc<Logo>) -> Option<TextureHandle> {
        if let Some((known, texture)) = &self.last
            && Arc::ptr_eq(known, logo)
        {
            return texture.clone();
        }
        let texture = decode(logo).map(|picture| {
            let size = [picture.width() as usize, picture.height() as usize];
            let pixels = picture.into_rgba8();
            let image = ColorImage::from_rgba_unmultiplied(size, &pixels);
            let options =
                TextureOptions::LINEAR.with_mipmap_mode(Some(egui::TextureFilter::Linear));
            ctx.load_texture("logo", image, options)
        });
        self.last = Some((logo.clone(), texture.clone()));
        texture
    }
}

fn decode(logo: &Logo) -> Option<DynamicImage> {
    let bytes = STANDARD.decode(logo.base64.as_bytes()).ok()?;
    let format = match logo.format {
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Jpeg => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    if picture.width().max(picture.height()) > LONGEST {
        return Some(picture.thumbnail(LONGEST, LONGEST));
    }
    Some(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Logo {
        let mut bytes = Vec::new();
        DynamicImage::new_rgba8(width, height)
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        Logo {
            format: PictureFormat::Png,
            base64: STANDARD.encode(bytes),
        }
    }

    #[test]
    fn a_large_logo_becomes_a_texture_that_every_card_takes() {
        let picture = decode(&png(3000, 1000)).unwrap();
        assert!(picture.width() <= LONGEST && picture.height() <= LONGEST);
        assert!(picture.width().abs_diff(picture.height() * 3) <= 3);
        assert_eq!(decode(&png(40, 20)).unwrap().width(), 40);
    }

    #[test]
    fn what_is_no_picture_is_left_out() {
        for base64 in ["", "!", "aGFsbG8="] {
            let logo = Logo {
                format: PictureFormat::Png,
                base64: base64.into(),
            };
            assert!(decode(&logo).is_none());
        }
    }
}
