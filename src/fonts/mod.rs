//! The six embedded faces and those of the computer, their widths and coverage: one source for screen, layout, PDF and
//! DOCX.
//!
//! Five faces are ours and share one core of 9,482 characters; 仿宋 is Zhuque Fangsong as its makers
//! ship it, so its narrow quotation marks and the signs it lacks are taken from 宋 by [`resolve`].
//! 宋 regular has 27,781 hanzi and stands in for all the others. A character that no face has prints
//! as [`REPLACEMENT`]; who exports must report it. A font of the computer ([`installed`]) that a project asks for has
//! one of our faces standing in for what it lacks.
//!
//! The faces stand in the program as they are: the system reads from the disk what is looked at, and packages are
//! packed anyway. Nothing here can fail: the bytes are those of `fonts/`.

use std::sync::OnceLock;

use crate::model::settings::FontFamily;

mod file;
pub mod installed;
mod metrics;

pub use file::{Embedding, FontTrouble, Outlines};
pub use installed::{Installed, ListedFont, Named, Typeface};
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

/// One of the six embedded faces, or a face of the computer.
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
    /// A face of the computer.
    Installed(Installed),
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
    /// Every face of ours, in a fixed order.
    pub const ALL: [Face; 6] = [
        Face::SongRegular,
        Face::SongBold,
        Face::HeiRegular,
        Face::HeiBold,
        Face::FangSong,
        Face::Kai,
    ];

    /// How many numbers [`number`](Face::number) gives.
    pub const COUNT: usize = Face::ALL.len() + 2 * installed::MOST;

    /// The face for a typeface: that of the computer where it prints, else ours; bold 仿宋 and bold 楷 are 黑 bold.
    pub fn of(typeface: impl Into<Typeface>, bold: bool) -> Face {
        let typeface = typeface.into();
        if let Some(installed) = typeface.installed(bold) {
            return Face::Installed(installed);
        }
        match (typeface.kind, bold) {
            (FontFamily::Song, false) => Face::SongRegular,
            (FontFamily::Song, true) => Face::SongBold,
            (FontFamily::Hei, false) => Face::HeiRegular,
            (FontFamily::Hei | FontFamily::FangSong | FontFamily::Kai, true) => Face::HeiBold,
            (FontFamily::FangSong, false) => Face::FangSong,
            (FontFamily::Kai, false) => Face::Kai,
        }
    }

    /// A number for tables, below [`Face::COUNT`]; our own faces have those of [`Face::ALL`].
    pub fn number(self) -> usize {
        match self {
            Face::SongRegular => 0,
            Face::SongBold => 1,
            Face::HeiRegular => 2,
            Face::HeiBold => 3,
            Face::FangSong => 4,
            Face::Kai => 5,
            Face::Installed(face) => Face::ALL.len() + face.number(),
        }
    }

    /// What is known of one of our faces; of that which stands in for one of the computer.
    fn entry(self) -> &'static Entry {
        match self {
            Face::Installed(face) => face.stand_in().entry(),
            ours => &ENTRIES[ours.number()],
        }
    }

    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Installed(face) => face.bytes(),
            ours => ours.entry().file,
        }
    }

    /// Widths, glyphs and coverage; those of ours are read from the face at the first call, in less than a millisecond.
    pub fn metrics(self) -> &'static Metrics {
        match self {
            Face::Installed(face) => face.metrics(),
            ours => METRICS[ours.number()]
                .get_or_init(|| Metrics::read(ours.bytes(), ours.entry().unsuitable)),
        }
    }

    /// The kind of type this face belongs to, or that stands in for it; its Chinese name is a matter of `strings` and
    /// `document`.
    pub fn family(self) -> FontFamily {
        self.entry().family
    }

    /// Whether this is the bold face of its kind.
    pub fn is_bold(self) -> bool {
        match self {
            Face::Installed(face) => face.is_bold(),
            ours => ours.entry().bold,
        }
    }

    /// The name of the file in `fonts/`; unique among ours, so it serves as a key too.
    pub fn file_name(self) -> &'static str {
        self.entry().file_name
    }

    /// The PostScript name (name ID 6), which a PDF shows.
    pub fn postscript_name(self) -> &'static str {
        match self {
            Face::Installed(face) => face.postscript_name(),
            ours => ours.entry().postscript_name,
        }
    }

    /// How it draws.
    pub fn outlines(self) -> Outlines {
        match self {
            Face::Installed(face) => face.outlines(),
            _ => Outlines::TrueType,
        }
    }

    /// The family name that DOCX runs say: the English one (name ID 1) of ours, shared by regular and bold; of a font
    /// of the computer the one that was asked for.
    pub fn family_name(self) -> &'static str {
        match self {
            Face::Installed(face) => face.named().name(),
            ours => ours.entry().family_name,
        }
    }
}

/// Which face prints `c` where `wanted` was asked for; `None` when no face has it.
///
/// The face itself (for one of the computer then our own that stands in for it), else 宋 of the same weight, else 宋 regular. 仿宋 gives “ ” ‘ ’, arrows and
/// □ ■ ▲ ◆ to 宋 although it has them, because its own are narrow. What prints nothing ([`is_invisible`] and
/// spaces of every width) stays with `wanted` and is never missing. For `None` the caller prints
/// [`REPLACEMENT`] from [`Face::SongRegular`] and reports the character.
pub fn resolve(wanted: Face, c: char) -> Option<Face> {
    if wanted.metrics().covers(c) {
        return Some(wanted);
    }
    if let Face::Installed(face) = wanted {
        return resolve(face.stand_in(), c);
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

/// The measures of the faces themselves.
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
            assert_eq!(face.number(), index);
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
