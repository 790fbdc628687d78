//! Widths and glyph numbers of one face, as a table that is filled once.
//!
//! Layout asks for the width of every character of a company's book (hundreds of thousands), so an
//! answer must be one look-up and not a search in the font's own tables (about 100 ns). Heights are
//! not here: they are the same for every face, see `ASCENT`.

use ttf_parser::{Face as Parsed, GlyphId};
use write_fonts::read::tables::cmap::{CmapIterLimits, EncodingRecord, PlatformId};
use write_fonts::read::{FontRef, TableProvider as _};

/// What the face says of one character. Glyph 0 ("no such glyph") marks a character that takes its
/// width, or none, and paints nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    glyph: u16,
    advance: u16,
}

/// A character the face lacks; no glyph is 65 em wide.
const MISSING: Slot = Slot {
    glyph: 0,
    advance: u16::MAX,
};
/// A character that is known and shows nothing.
const INVISIBLE: Slot = Slot {
    glyph: 0,
    advance: 0,
};

/// Spaces of a fixed width in thousandths of an em (the Unicode standard, table 6-2), for the faces
/// that lack them: a space has no ink, so no face needs a glyph to print it.
const FIXED_SPACES: [(char, u16); 12] = [
    ('\u{2000}', 500),
    ('\u{2001}', 1000),
    ('\u{2002}', 500),
    ('\u{2003}', 1000),
    ('\u{2004}', 333),
    ('\u{2005}', 250),
    ('\u{2006}', 167),
    ('\u{2009}', 200),
    ('\u{200a}', 100),
    ('\u{202f}', 200),
    ('\u{205f}', 222),
    ('\u{3000}', 1000),
];

/// Spaces that are as wide as another character of the same face.
const RELATIVE_SPACES: [(char, char); 3] = [('\u{a0}', ' '), ('\u{2007}', '0'), ('\u{2008}', '.')];

/// Widths, glyph numbers and coverage of one face.
pub struct Metrics {
    /// One slot for each character below U+10000; surrogates stay missing.
    low: Box<[Slot]>,
    /// The characters above, sorted.
    high: Vec<(char, Slot)>,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics")
            .field("characters", &self.characters().count())
            .finish()
    }
}

impl Metrics {
    /// Reads a TrueType file, leaving `unsuitable` out as if the face lacked them. A file that is not
    /// a font covers only what shows nothing.
    ///
    /// Private-use characters are left out too: what the maker of a font keeps there is not what the
    /// writer of a text meant.
    pub(super) fn read(bytes: &[u8], unsuitable: &[char]) -> Metrics {
        let mut metrics = Metrics {
            low: vec![MISSING; 0x1_0000].into_boxed_slice(),
            high: Vec::new(),
        };
        if let Ok(face) = Parsed::parse(bytes, 0) {
            metrics.read_cmap(bytes, &face);
        }
        for &c in unsuitable {
            metrics.set(c, MISSING);
        }
        // Between them stand ideographs, syllables, surrogates and private characters, all of which show something.
        for c in ('\0'..='\u{33ff}').chain('\u{f900}'..='\u{ffff}') {
            if is_invisible(c) {
                metrics.set(c, INVISIBLE);
            }
        }
        metrics.high.retain(|&(c, _)| !is_invisible(c));
        let relative = RELATIVE_SPACES.map(|(c, like)| (c, metrics.slot(like).advance));
        for (c, advance) in FIXED_SPACES.into_iter().chain(relative) {
            if metrics.slot(c) == MISSING {
                metrics.set(c, Slot { glyph: 0, advance });
            }
        }
        metrics
    }

    /// Walks along the tables once; looking each character up by itself takes twenty times as long.
    fn read_cmap(&mut self, bytes: &[u8], face: &Parsed<'_>) {
        let units = u32::from(face.units_per_em());
        let Ok(font) = FontRef::from_index(bytes, 0) else {
            return;
        };
        let Ok(cmap) = font.cmap() else { return };
        let limits = CmapIterLimits::default_for_font(&font);
        let tables = cmap
            .encoding_records()
            .iter()
            .filter(|record| is_unicode(record))
            .filter_map(|record| record.subtable(cmap.offset_data()).ok());
        for (code, glyph) in tables.flat_map(|table| table.iter_with_limits(limits)) {
            let Some(c) = char::from_u32(code).filter(|&c| !is_private_use(c)) else {
                continue;
            };
            let Some(glyph) = u16::try_from(glyph.to_u32())
                .ok()
                .filter(|&glyph| glyph != 0 && glyph < face.number_of_glyphs())
            else {
                continue;
            };
            let width = face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0);
            let advance = u16::try_from(u32::from(width) * 1000 / units).unwrap_or(u16::MAX - 1);
            let slot = Slot { glyph, advance };
            match self.low.get_mut(code as usize) {
                Some(place) => *place = slot,
                None => self.high.push((c, slot)),
            }
        }
        self.high.sort_by_key(|&(c, _)| c);
        self.high.dedup_by_key(|&mut (c, _)| c);
    }

    /// Changes what is known of a character below U+10000; others are left alone.
    fn set(&mut self, c: char, slot: Slot) {
        if let Some(place) = self.low.get_mut(c as usize) {
            *place = slot;
        }
    }

    fn slot(&self, c: char) -> Slot {
        match self.low.get(c as usize) {
            Some(&slot) => slot,
            None => self.high_slot(c),
        }
    }

    #[cold]
    fn high_slot(&self, c: char) -> Slot {
        match self.high.binary_search_by_key(&c, |&(known, _)| known) {
            Ok(place) => self.high[place].1,
            Err(_) if is_invisible(c) => INVISIBLE,
            Err(_) => MISSING,
        }
    }

    /// Whether this face can print `c`, nothing being printed for what is invisible.
    pub fn covers(&self, c: char) -> bool {
        self.slot(c).advance != MISSING.advance
    }

    /// How far `c` moves the pen, in thousandths of an em; `None` when the face lacks it.
    pub fn advance(&self, c: char) -> Option<u16> {
        Some(self.slot(c).advance).filter(|&advance| advance != MISSING.advance)
    }

    /// The number of the glyph that paints `c`; `None` when the face lacks it and also when `c` paints
    /// nothing (an invisible character, or a space of a width the face has no glyph for). The space
    /// U+0020 has a glyph, so that it can be found again in a PDF.
    pub fn glyph(&self, c: char) -> Option<u16> {
        Some(self.slot(c).glyph).filter(|&glyph| glyph != 0)
    }

    /// Every character with a glyph, in order of code.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        let low = (0_u32..).zip(&self.low).filter(|(_, slot)| slot.glyph != 0);
        let low = low.filter_map(|(code, _)| char::from_u32(code));
        low.chain(self.high.iter().map(|&(c, _)| c))
    }
}

/// Whether `c` never shows anything and takes no room: Unicode's default-ignorable characters (joiners,
/// variation selectors, direction marks, the soft hyphen), control characters and line separators.
///
/// They are covered by every face with a width of nothing, so they never print [`REPLACEMENT`] and are
/// never reported. Layout must act on line breaks and tabs before it measures.
///
/// [`REPLACEMENT`]: super::REPLACEMENT
pub fn is_invisible(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => c.is_control(),
    }
}

/// Whether the codes of a table are Unicode: those of Unicode itself, and Windows' old and new ones.
fn is_unicode(record: &EncodingRecord) -> bool {
    match record.platform_id() {
        PlatformId::Unicode => true,
        PlatformId::Windows => matches!(record.encoding_id(), 1 | 10),
        _ => false,
    }
}

fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}
