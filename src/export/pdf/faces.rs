//! The fonts of a PDF: one subset of each face for the whole document.
//!
//! printpdf without its layout feature would embed whole faces (7 to 13 MB each), so it is handed ready subsets.
//! It also keeps only one character for each glyph, the last one seen; where a face draws several characters
//! with one glyph (space and no-break space, U+4EBA and the radical U+2F08) the text copied out of the file would change.
//! So each glyph gets one canonical character here, and `content` writes what the others really are beside it.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont};
use subsetter::GlyphRemapper;

use super::digest::Digest;
use crate::export::ExportError;
use crate::fonts::{ASCENT, DESCENT, Face, Outlines, is_invisible};
use crate::layout::{PageItem, Pages};

/// Thousandths of an em, the unit of widths in a PDF; the subsets are described in it.
const EM: u16 = 1000;

/// Characters whose codes stand in a table; those beyond are rare.
const CODES: usize = 0x1_0000;

/// Words of 64 characters that cover Unicode.
const SET_WORDS: usize = 0x11_0000 / 64;

/// How a character is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// As itself, with this code.
    Plain(u16),
    /// With the code of a glyph that another character of the document owns.
    Alias(u16),
    /// Without ink: a space of this width (thousandths of an em) for which the face has no glyph.
    Blank(u16),
    /// Not at all, and without moving the pen.
    Nothing,
    /// The face lacks it; only an error in layout brings it here. Takes one em.
    Lacking,
}

/// One face as the document uses it.
pub(super) struct DocumentFace {
    /// Its number in the file.
    index: usize,
    /// Its name in the PDF's resources.
    pub(super) id: FontId,
    /// The subset's own name.
    pub(super) name: String,
    /// Glyphs of the subset, parts of others and the one for nothing included.
    pub(super) glyphs: u16,
    /// By character: the code of a glyph that it owns, 0 for every other.
    codes: Vec<u16>,
    /// The other characters of the document, and those beyond the table.
    others: BTreeMap<char, Writing>,
    /// Each glyph's canonical character once.
    pub(super) specimen: String,
    /// Code and width (thousandths of an em) of the space that stands for blanks without a glyph.
    space: Option<(u16, u16)>,
}

impl DocumentFace {
    /// How `c`, a character of the document, is written in this face.
    pub(super) fn writing(&self, c: char) -> Writing {
        match self.codes.get(c as usize) {
            Some(&code) if code != 0 => Writing::Plain(code),
            _ => self.others.get(&c).copied().unwrap_or(Writing::Lacking),
        }
    }

    /// Code and width of the space glyph (thousandths of an em), if the subset has one.
    pub(super) fn space(&self) -> Option<(u16, u16)> {
        self.space
    }
}

/// The faces of a document.
pub(super) struct DocumentFaces {
    /// By [`Face::number`].
    places: Vec<Option<usize>>,
    /// Ours first; those of the computer by name, so that the file does not depend on what was printed before.
    faces: Vec<DocumentFace>,
}

impl DocumentFaces {
    /// Finds the characters of every face in `pages` and makes the subsets.
    ///
    /// # Errors
    /// [`ExportError::Font`] when an embedded face cannot be read or divided.
    pub(super) fn prepare(
        pages: &Pages,
    ) -> Result<(DocumentFaces, BTreeMap<FontId, PdfFont>), ExportError> {
        let mut faces = DocumentFaces {
            places: vec![None; Face::COUNT],
            faces: Vec::new(),
        };
        let mut fonts = BTreeMap::new();
        for (face, characters) in used_characters(pages) {
            let index = match face {
                Face::Installed(_) => Face::ALL.len().max(faces.next_index()),
                ours => ours.number(),
            };
            let id = FontId(format!("G{index}"));
            let (prepared, font) = prepare_face(face, id.clone(), index, &characters)?;
            faces.places[face.number()] = Some(faces.faces.len());
            faces.faces.push(prepared);
            fonts.insert(id, PdfFont::new(font));
        }
        Ok((faces, fonts))
    }

    fn next_index(&self) -> usize {
        self.faces.last().map_or(0, |face| face.index + 1)
    }

    /// The face, if the document uses it.
    pub(super) fn get(&self, face: Face) -> Option<&DocumentFace> {
        self.faces.get(self.places[face.number()]?)
    }

    /// The faces that the document uses.
    pub(super) fn iter(&self) -> impl Iterator<Item = &DocumentFace> {
        self.faces.iter()
    }
}

/// A set of characters as bits: a book has hundreds of thousands of them, and each is looked at once.
struct CharacterSet(Vec<u64>);

impl CharacterSet {
    fn new() -> CharacterSet {
        CharacterSet(vec![0; SET_WORDS])
    }

    fn insert(&mut self, c: char) {
        let code = c as usize;
        self.0[code / 64] |= 1 << (code % 64);
    }

    fn iter(&self) -> impl Iterator<Item = char> + '_ {
        (0_u32..).zip(&self.0).flat_map(|(word, &bits)| {
            let mut rest = bits;
            let places = std::iter::from_fn(move || {
                let place = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(place)
            });
            places.filter_map(move |place| char::from_u32(word * 64 + place))
        })
    }
}

fn used_characters(pages: &Pages) -> Vec<(Face, CharacterSet)> {
    let mut used = Vec::new();
    used.resize_with(Face::COUNT, || None);
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let texts = match item {
            PageItem::Text(text) => std::slice::from_ref(text),
            PageItem::Watermark(mark) => &mark.texts,
            _ => &[],
        };
        for text in texts {
            let face = text.face;
            let (_, set) = used[face.number()].get_or_insert_with(|| (face, CharacterSet::new()));
            for c in text.text.chars() {
                set.insert(c);
            }
        }
    }
    let mut used: Vec<(Face, CharacterSet)> = used.into_iter().flatten().collect();
    used.sort_by_key(|(face, _)| match face {
        Face::Installed(it) => (Face::ALL.len(), it.named().name(), it.is_bold()),
        ours => (ours.number(), "", false),
    });
    used
}

fn prepare_face(
    face: Face,
    id: FontId,
    index: usize,
    characters: &CharacterSet,
) -> Result<(DocumentFace, ParsedFont), ExportError> {
    let metrics = face.metrics();
    let mut glyphs = BTreeMap::<u16, Vec<char>>::new();
    let mut others = BTreeMap::new();
    for c in characters.iter() {
        match metrics.glyph(c) {
            Some(glyph) => glyphs.entry(glyph).or_default().push(c),
            None => {
                others.insert(c, without_glyph(face, c));
            }
        }
    }
    let blank = |writing: &Writing| matches!(writing, Writing::Blank(_) | Writing::Lacking);
    if others.values().any(blank)
        && let Some(space) = metrics.glyph(' ')
    {
        let owners = glyphs.entry(space).or_default();
        if !owners.contains(&' ') {
            owners.push(' ');
        }
    }

    let mut remapper = GlyphRemapper::new();
    let (mut owned, mut widths) = (BTreeMap::new(), BTreeMap::new());
    let (mut codes, mut specimen) = (vec![0; CODES], String::new());
    for (&glyph, owners) in &glyphs {
        let Some(&canonical) = owners.iter().min_by_key(|&&c| (rank(c), c)) else {
            continue;
        };
        let code = remapper.remap(glyph);
        specimen.push(canonical);
        owned.insert(u32::from(canonical), code);
        widths.insert(code, metrics.advance(canonical).unwrap_or(EM));
        for &c in owners {
            match codes.get_mut(c as usize) {
                Some(place) if c == canonical => *place = code,
                None if c == canonical => {
                    others.insert(c, Writing::Plain(code));
                }
                _ => {
                    others.insert(c, Writing::Alias(code));
                }
            }
        }
    }

    let Ok(program) = subsetter::subset(face.bytes(), 0, &remapper) else {
        return Err(ExportError::Font { face });
    };
    let name = format!("{}+{}", tag(face, &specimen), face.postscript_name());
    let Ok(glyphs) = ttf_parser::Face::parse(&program, 0).map(|subset| subset.number_of_glyphs())
    else {
        return Err(ExportError::Font { face });
    };
    let space = owned.get(&u32::from(' ')).copied();
    let space = space.zip(metrics.advance(' '));
    let font = describe(face, program, name.clone(), owned, widths)?;
    let face = DocumentFace {
        index,
        id,
        name,
        glyphs,
        codes,
        others,
        specimen,
        space,
    };
    Ok((face, font))
}

/// How a character is written that has no glyph in this face.
fn without_glyph(face: Face, c: char) -> Writing {
    match face.metrics().advance(c) {
        _ if is_invisible(c) => Writing::Nothing,
        Some(0) => Writing::Nothing,
        Some(width) => Writing::Blank(width),
        None => Writing::Lacking,
    }
}

/// Tells printpdf about a subset: widths are layout's own, so that viewers and layout agree.
fn describe(
    face: Face,
    program: Vec<u8>,
    name: String,
    codes: BTreeMap<u32, u16>,
    widths: BTreeMap<u16, u16>,
) -> Result<ParsedFont, ExportError> {
    let Ok(parsed) = ttf_parser::Face::parse(face.bytes(), 0) else {
        return Err(ExportError::Font { face });
    };
    let units = i32::from(parsed.units_per_em().max(1));
    let scaled = |v: i16| i16::try_from(i32::from(v) * i32::from(EM) / units).unwrap_or(v);
    let heights = FontMetrics {
        ascent: (ASCENT * f32::from(EM)) as i16,
        descent: (-DESCENT * f32::from(EM)) as i16,
    };
    let mut font = ParsedFont::with_glyph_data(program, 0, Some(name), codes, widths, EM, heights);
    if face.outlines() == Outlines::PostScript {
        // printpdf then embeds the table CFF alone, as PDF wants it.
        font.font_type = FontType::OpenTypeCFF(());
    }
    let bounds = parsed.global_bounding_box();
    let described = &mut font.pdf_font_metrics;
    described.x_min = scaled(bounds.x_min);
    described.y_min = scaled(bounds.y_min);
    described.x_max = scaled(bounds.x_max);
    described.y_max = scaled(bounds.y_max);
    described.us_weight_class = parsed.weight().to_number();
    Ok(font)
}

/// Six capitals before the name of a subset (ISO 32000-1, 9.6.4): the same for the same characters.
fn tag(face: Face, specimen: &str) -> String {
    let mut digest = Digest::new();
    digest.add(face.postscript_name().as_bytes());
    digest.add(specimen.as_bytes());
    let mut rest = digest.number();
    let letters = std::iter::repeat_with(|| {
        let letter = char::from(b'A' + (rest % 26) as u8);
        rest /= 26;
        letter
    });
    letters.take(6).collect()
}

/// Which of several characters with one glyph is searched for and copied: the lower, the better.
fn rank(c: char) -> u8 {
    match c {
        ' '..='~' => 0,
        // Chinese punctuation, full-width signs, unified ideographs, middle dot, dashes, ellipsis.
        '\u{3000}'..='\u{303f}'
        | '\u{ff00}'..='\u{ff5e}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{b7}'
        | '\u{2013}'
        | '\u{2014}'
        | '\u{2026}' => 1,
        '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2f7ff}' | '\u{30000}'..='\u{323af}' => 2,
        // No-break space and its like, then radicals and compatibility ideographs.
        '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{2012}' => 8,
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => 9,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_its_characters_in_order() {
        let mut set = CharacterSet::new();
        for c in ['\u{31350}', 'b', 'a', '\u{10ffff}', '岗', '\0'] {
            set.insert(c);
        }
        let found: Vec<char> = set.iter().collect();
        assert_eq!(found, ['\0', 'a', 'b', '岗', '\u{31350}', '\u{10ffff}']);
    }

    #[test]
    fn everyday_characters_own_the_glyphs_they_share() {
        assert!(rank('人') < rank('\u{2f08}'));
        assert!(rank(' ') < rank('\u{a0}'));
        assert!(rank('\u{3000}') < rank('\u{2003}'));
        assert!(rank('·') < rank('•'));
    }
}
