//! The six embedded faces, their widths and coverage: one source for screen, layout, PDF and DOCX.
//!
//! Five faces are ours and share one core of 9,482 characters; 仿宋 is Zhuque Fangsong as its makers
//! ship it, so its narrow quotation marks and the signs it lacks are taken from 宋 by [`resolve`].
//! 宋 regular has 27,781 hanzi and stands in for all the others. A character that no face has prints
//! as [`REPLACEMENT`]; who exports must report it.
//!
//! The faces stand in the program as they are: the system reads from the disk what is looked at, and packages are
//! packed anyway. Nothing here can fail: the bytes are those of `fonts/`.

use std::sync::OnceLock;

use crate::model::settings::FontFamily;

mod metrics;

pub use metrics::{Metrics, is_invisible};

/// What prints in the place of a character that no face has: 〓, the sign Chinese printers use
/// for a missing type. 宋 regular has it.
pub const REPLACEMENT: char = '\u{3013}';

/// Height above the baseline in em, the same for every face.
///
/// The row of a face is centred on the Chinese em box (0.88 above, 0.12 below the baseline), so
/// `(ASCENT - DESCENT) / 2` is the middle of a hanzi. Zhuque says 1.05 and 0.15 of itself: where
/// lines are set, these two numbers count and not the face, or mixed lines would jump.
pub const ASCENT: f32 = 1.03;

/// Depth below the baseline in em, positive, the same for every face; see [`ASCENT`].
pub const DESCENT: f32 = 0.27;

/// One of the six embedded faces.
///
/// There is no bold 仿宋 or 楷 among the open fonts: [`Face::of`] answers 黑 bold for both, which is
/// how Chinese documents stress such text, instead of a smeared outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// 宋体: running text, and the stand-in of all other faces.
    SongRegular,
    /// 宋体, bold.
    SongBold,
    /// 黑体: the screen, headings and labels.
    HeiRegular,
    /// 黑体, bold.
    HeiBold,
    /// 仿宋: official documents. Zhuque Fangsong, unchanged.
    FangSong,
    /// 楷体.
    Kai,
}

/// What a face is called and its file.
struct Entry {
    file_name: &'static str,
    postscript_name: &'static str,
    family_name: &'static str,
    family: FontFamily,
    bold: bool,
    /// The faces asked in turn for what this one lacks.
    stand_ins: &'static [Face],
    /// Characters the face has, but not in the shape that Chinese text wants.
    unsuitable: &'static [char],
    file: &'static [u8],
}

/// Embeds one face.
macro_rules! file {
    ($file:literal) => {
        include_bytes!(concat!("../../fonts/", $file))
    };
}

/// What Zhuque draws narrow, as a Latin font does (0.18 to 0.53 em), where Chinese type has a full
/// em: “ ” ‘ ’, the arrows, and □ ■ ▲ △ ▼ ▽ ◆ ◇, whose like (☐ ☑ ● ○ ★) come from 宋 anyway and must be as
/// large. Its — … · are full, joined and half an em as they should be; its × ÷ ≤ suit its digits.
const NARROW_IN_ZHUQUE: [char; 20] = [
    '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2190}', '\u{2191}', '\u{2192}', '\u{2193}',
    '\u{2196}', '\u{2197}', '\u{2198}', '\u{2199}', '\u{25a0}', '\u{25a1}', '\u{25b2}', '\u{25b3}',
    '\u{25bc}', '\u{25bd}', '\u{25c6}', '\u{25c7}',
];

/// In the order of [`Face::ALL`].
static ENTRIES: [Entry; 6] = [
    Entry {
        file_name: "GangshuSong-Regular.ttf",
        postscript_name: "GangshuSong-Regular",
        family_name: "Gangshu Song",
        family: FontFamily::Song,
        bold: false,
        stand_ins: &[],
        unsuitable: &[],
        file: file!("GangshuSong-Regular.ttf"),
    },
    Entry {
        file_name: "GangshuSong-Bold.ttf",
        postscript_name: "GangshuSong-Bold",
        family_name: "Gangshu Song",
        family: FontFamily::Song,
        bold: true,
        stand_ins: &[Face::SongRegular],
        unsuitable: &[],
        file: file!("GangshuSong-Bold.ttf"),
    },
    Entry {
        file_name: "GangshuHei-Regular.ttf",
        postscript_name: "GangshuHei-Regular",
        family_name: "Gangshu Hei",
        family: FontFamily::Hei,
        bold: false,
        stand_ins: &[Face::SongRegular],
        unsuitable: &[],
        file: file!("GangshuHei-Regular.ttf"),
    },
    Entry {
        file_name: "GangshuHei-Bold.ttf",
        postscript_name: "GangshuHei-Bold",
        family_name: "Gangshu Hei",
        family: FontFamily::Hei,
        bold: true,
        stand_ins: &[Face::SongBold, Face::SongRegular],
        unsuitable: &[],
        file: file!("GangshuHei-Bold.ttf"),
    },
    Entry {
        file_name: "ZhuqueFangsong-Regular.ttf",
        postscript_name: "ZhuqueFangsong-Regular",
        family_name: "Zhuque Fangsong (technical preview)",
        family: FontFamily::FangSong,
        bold: false,
        stand_ins: &[Face::SongRegular],
        unsuitable: &NARROW_IN_ZHUQUE,
        file: file!("ZhuqueFangsong-Regular.ttf"),
    },
    Entry {
        file_name: "GangshuKai-Regular.ttf",
        postscript_name: "GangshuKai-Regular",
        family_name: "Gangshu Kai",
        family: FontFamily::Kai,
        bold: false,
        stand_ins: &[Face::SongRegular],
        unsuitable: &[],
        file: file!("GangshuKai-Regular.ttf"),
    },
];

static METRICS: [OnceLock<Metrics>; 6] = [const { OnceLock::new() }; 6];

impl Face {
    /// Every face, in a fixed order.
    pub const ALL: [Face; 6] = [
        Face::SongRegular,
        Face::SongBold,
        Face::HeiRegular,
        Face::HeiBold,
        Face::FangSong,
        Face::Kai,
    ];

    /// The face for a kind of type; bold 仿宋 and bold 楷 are 黑 bold.
    pub fn of(family: FontFamily, bold: bool) -> Face {
        match (family, bold) {
            (FontFamily::Song, false) => Face::SongRegular,
            (FontFamily::Song, true) => Face::SongBold,
            (FontFamily::Hei, false) => Face::HeiRegular,
            (FontFamily::Hei | FontFamily::FangSong | FontFamily::Kai, true) => Face::HeiBold,
            (FontFamily::FangSong, false) => Face::FangSong,
            (FontFamily::Kai, false) => Face::Kai,
        }
    }

    fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }

    /// The TrueType file.
    pub fn bytes(self) -> &'static [u8] {
        self.entry().file
    }

    /// Widths, glyphs and coverage; read from the face at the first call, in less than a millisecond.
    pub fn metrics(self) -> &'static Metrics {
        METRICS[self as usize].get_or_init(|| Metrics::read(self.bytes(), self.entry().unsuitable))
    }

    /// The kind of type this face belongs to; its Chinese name is a matter of `strings` and `document`.
    pub fn family(self) -> FontFamily {
        self.entry().family
    }

    /// Whether this is the bold face of its kind.
    pub fn is_bold(self) -> bool {
        self.entry().bold
    }

    /// The name of the file in `fonts/`; unique, so it serves as a key too.
    pub fn file_name(self) -> &'static str {
        self.entry().file_name
    }

    /// The PostScript name (name ID 6), which a PDF shows.
    pub fn postscript_name(self) -> &'static str {
        self.entry().postscript_name
    }

    /// The English family name (name ID 1), shared by regular and bold; DOCX runs name it.
    pub fn family_name(self) -> &'static str {
        self.entry().family_name
    }
}

/// Which face prints `c` where `wanted` was asked for; `None` when no face has it.
///
/// The face itself, else 宋 of the same weight, else 宋 regular. 仿宋 gives “ ” ‘ ’, arrows and
/// □ ■ ▲ ◆ to 宋 although it has them, because its own are narrow. What prints nothing ([`is_invisible`] and
/// spaces of every width) stays with `wanted` and is never missing. For `None` the caller prints
/// [`REPLACEMENT`] from [`Face::SongRegular`] and reports the character.
pub fn resolve(wanted: Face, c: char) -> Option<Face> {
    if wanted.metrics().covers(c) {
        return Some(wanted);
    }
    wanted
        .entry()
        .stand_ins
        .iter()
        .copied()
        .find(|face| face.metrics().covers(c))
}

/// What layout needs to know of type; tests of layout replace it by a type of fixed width.
pub trait Measure {
    /// Which face prints `c`; see [`resolve`].
    fn resolve(&self, wanted: Face, c: char) -> Option<Face>;

    /// How far `c` moves the pen in `face`, in em. One em for a character that `face` lacks, the
    /// width of [`REPLACEMENT`].
    fn advance(&self, face: Face, c: char) -> f32;

    /// Both answers at once: which face prints `c`, and how far it moves the pen there.
    fn measured(&self, wanted: Face, c: char) -> Option<(Face, f32)> {
        let face = self.resolve(wanted, c)?;
        Some((face, self.advance(face, c)))
    }
}

/// The measures of the six embedded faces.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmbeddedFonts;

impl Measure for EmbeddedFonts {
    fn resolve(&self, wanted: Face, c: char) -> Option<Face> {
        resolve(wanted, c)
    }

    fn advance(&self, face: Face, c: char) -> f32 {
        f32::from(face.metrics().advance(c).unwrap_or(1000)) / 1000.0
    }

    fn measured(&self, wanted: Face, c: char) -> Option<(Face, f32)> {
        if let Some(advance) = wanted.metrics().advance(c) {
            return Some((wanted, f32::from(advance) / 1000.0));
        }
        let face = resolve(wanted, c)?;
        Some((face, self.advance(face, c)))
    }
}

/// The SIL Open Font License with the copyright lines of all six faces; it goes wherever they go.
pub fn license_text() -> &'static str {
    include_str!("../../fonts/OFL.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_stands_at_its_place_in_the_tables() {
        for (index, face) in Face::ALL.into_iter().enumerate() {
            assert_eq!(face as usize, index);
            assert_eq!(Face::of(face.family(), face.is_bold()), face);
            assert!(face.file_name().starts_with(face.postscript_name()));
            assert!(!face.entry().stand_ins.contains(&face));
        }
    }

    #[test]
    fn bold_of_a_kind_without_a_bold_face_is_bold_hei() {
        assert_eq!(Face::of(FontFamily::FangSong, true), Face::HeiBold);
        assert_eq!(Face::of(FontFamily::Kai, true), Face::HeiBold);
    }

    #[test]
    fn bytes_that_are_no_font_give_an_empty_face_and_no_panic() {
        for bytes in [&b"not a font"[..], &[], &Face::Kai.bytes()[..5000]] {
            assert!(!Metrics::read(bytes, &[]).covers('\u{5c97}'));
        }
    }
}
