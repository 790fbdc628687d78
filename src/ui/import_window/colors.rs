//! One calm colour for each kind, the same in source and result.

use super::reading::Kind;
use egui::{Color32, Visuals};

/// The colour of a kind: a strip beside lines, a line under words, headings in words.
pub(super) fn of_kind(kind: Kind, visuals: &Visuals) -> Color32 {
    let (light, dark) = match kind {
        Kind::Company => ((70, 82, 110), (176, 188, 214)),
        Kind::Department => ((112, 66, 168), (196, 164, 246)),
        Kind::Role => ((29, 92, 178), (112, 170, 250)),
        Kind::Section => ((10, 106, 112), (92, 200, 204)),
        Kind::Line => ((58, 116, 66), (134, 196, 138)),
        Kind::Field => ((150, 88, 8), (236, 184, 104)),
        Kind::Proposal => ((160, 48, 112), (240, 154, 204)),
        Kind::Noise | Kind::Marker => ((100, 105, 114), (156, 162, 172)),
        Kind::Unplaced => ((180, 35, 35), (250, 132, 124)),
    };
    let (red, green, blue) = if visuals.dark_mode { dark } else { light };
    Color32::from_rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Palette, contrast};

    #[test]
    fn words_in_the_colour_of_a_kind_are_read_on_every_ground() {
        for visuals in [Visuals::light(), Visuals::dark()] {
            let palette = Palette::for_visuals(&visuals);
            for kind in [
                Kind::Company,
                Kind::Department,
                Kind::Role,
                Kind::Section,
                Kind::Line,
                Kind::Field,
                Kind::Proposal,
                Kind::Noise,
                Kind::Unplaced,
            ] {
                let color = of_kind(kind, &visuals);
                for ground in [palette.page, palette.card, palette.side, palette.hovered] {
                    let contrast = contrast(color, ground);
                    assert!(contrast >= 4.5, "{kind:?}: {contrast:.2}");
                }
            }
        }
    }
}
