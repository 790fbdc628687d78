//! The faces inside a DOCX: which characters, under which names, and how they are hidden in the file.
//!
//! Word finds an embedded font by its name, and Windows knows no family name longer than 31 characters, so a
//! subset gets a name table of ours. The subsets keep what Word asks for: cmap, OS/2 with its code pages (the bit
//! for Chinese), the copyright and the licence.

use super::super::ExportError;
use super::package::{MAIN, PACKAGE, RELATIONSHIPS};
use super::xml::{DECLARATION, escaped};
use crate::document::style_names;
use crate::fonts::{Face, Typeface, resolve};
use crate::model::settings::{EmbedFonts, FontFamily};
use write_fonts::FontBuilder;
use write_fonts::read::FontRef;
use write_fonts::read::collections::IntSet;
use write_fonts::types::Tag;

/// The 3,755 common hanzi of GB 2312 (level 1, its rows 16 to 55): what a person who edits the text will need.
const COMMON_HANZI: &str = include_str!("../../../assets/common_hanzi.txt");

/// Punctuation that every embedded face gets, so that a sentence can be mended: 、。《》（），：；？！“”‘’—…·
const PUNCTUATION: &str = "\u{3001}\u{3002}\u{300a}\u{300b}\u{ff08}\u{ff09}\u{ff0c}\u{ff1a}\u{ff1b}\u{ff1f}\u{ff01}\u{201c}\u{201d}\u{2018}\u{2019}\u{2014}\u{2026}\u{b7}";

/// Tables that text on paper does not need: layout features (our own layout uses none, so Word's lines stay
/// like ours), vertical metrics, signatures.
const DROPPED: [&[u8; 4]; 9] = [
    b"GSUB", b"GPOS", b"GDEF", b"BASE", b"vhea", b"vmtx", b"DSIG", b"STAT", b"meta",
];

/// The name by which runs ask for a face.
pub(super) fn run_font(face: Face, embed: EmbedFonts) -> &'static str {
    match (embed, face) {
        (_, Face::Installed(_)) => face.family_name(),
        (EmbedFonts::None, ours) => style_names::family_name(ours.family()),
        // Its makers' own name for it has 35 characters.
        (EmbedFonts::Used | EmbedFonts::Editable, Face::FangSong) => "Gangshu Fangsong",
        (EmbedFonts::Used | EmbedFonts::Editable, ours) => ours.family_name(),
    }
}

/// The name by which runs in a typeface ask for `face`, which prints them on our pages. A font of the computer that may
/// not be printed or is not here is named all the same: the reader's computer may have it.
pub(super) fn font_name(typeface: Typeface, face: Face, embed: EmbedFonts) -> &'static str {
    match typeface.named {
        Some(named) if embed == EmbedFonts::None => named.name(),
        None if embed == EmbedFonts::None => style_names::family_name(typeface.kind),
        Some(named) if face == Face::of(typeface, face.is_bold()) && !named.prints() => {
            named.name()
        }
        _ => run_font(face, embed),
    }
}

/// The faces of fonts of the computer that pages are set in.
fn faces_of(installed: &[Typeface]) -> impl Iterator<Item = Face> + '_ {
    let faces = installed.iter();
    let faces = faces.flat_map(|&font| [Face::of(font, false), Face::of(font, true)]);
    faces.filter(|face| matches!(face, Face::Installed(_)))
}

/// The characters of a document, face by face.
#[derive(Clone, Debug)]
pub(super) struct UsedCharacters {
    /// By [`Face::number`].
    faces: Vec<Vec<u64>>,
}

impl Default for UsedCharacters {
    fn default() -> Self {
        UsedCharacters {
            faces: vec![Vec::new(); Face::COUNT],
        }
    }
}

impl UsedCharacters {
    /// Notes that `face` prints `c`.
    pub(super) fn insert(&mut self, face: Face, c: char) {
        let set = &mut self.faces[face.number()];
        let (word, bit) = (c as usize / 64, c as usize % 64);
        if set.len() <= word {
            set.resize(word + 1, 0);
        }
        set[word] |= 1 << bit;
    }

    fn is_used(&self, face: Face) -> bool {
        !self.faces[face.number()].is_empty()
    }

    fn characters(&self, face: Face) -> impl Iterator<Item = u32> + '_ {
        (0_u32..)
            .zip(&self.faces[face.number()])
            .flat_map(|(word, &bits)| {
                (0..64)
                    .filter(move |bit| bits >> bit & 1 == 1)
                    .map(move |bit| word * 64 + bit)
            })
    }

    /// Adds what a person who edits the text is likely to type: to each face in use signs and digits, and to
    /// `common` the common hanzi.
    pub(super) fn add_for_editing(&mut self, common: Option<Face>, installed: &[Typeface]) {
        for face in Face::ALL.into_iter().chain(faces_of(installed)) {
            if self.is_used(face) {
                (' '..='~')
                    .chain(PUNCTUATION.chars())
                    .filter(|&c| face.metrics().glyph(c).is_some())
                    .for_each(|c| self.insert(face, c));
            }
        }
        if let Some(face) = common {
            for c in COMMON_HANZI.chars().filter(|c| !c.is_whitespace()) {
                self.insert(face, c);
            }
        }
    }

    /// Gives the characters of fonts that the file may only name to ours that stand in for them.
    fn stand_in(&mut self, installed: &[Typeface]) {
        for face in faces_of(installed) {
            let Face::Installed(font) = face else {
                continue;
            };
            if font.named().in_docx() {
                continue;
            }
            let characters: Vec<char> = self.characters(face).filter_map(char::from_u32).collect();
            for c in characters {
                let ours = resolve(font.stand_in(), c);
                self.insert(ours.unwrap_or(Face::SongRegular), c);
            }
        }
    }
}

/// What the fonts add to the file.
#[derive(Debug, Default)]
pub(super) struct FontParts {
    /// word/fontTable.xml
    pub(super) table: String,
    /// word/_rels/fontTable.xml.rels, if fonts are embedded.
    pub(super) relationships: Option<String>,
    /// Names below word/ and bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// The font table, with the faces that have characters in `used` embedded; a font of the computer only if its licence
/// bits allow it for a document that is edited.
///
/// # Errors
/// [`ExportError::Font`] if a face cannot be subset.
pub(super) fn font_parts(
    mut used: UsedCharacters,
    embed: EmbedFonts,
    installed: &[Typeface],
) -> Result<FontParts, ExportError> {
    used.stand_in(installed);
    let mut parts = Parts::default();
    for &family in FontFamily::ALL {
        let faces = [false, true].map(|bold| Face::of(family, bold));
        let name = run_font(faces[0], embed);
        if embed == EmbedFonts::None {
            parts.name(name, system_name(family));
            continue;
        }
        // A kind of type without a bold face borrows another kind's, which has an entry of its own.
        let own = faces.map(|face| (face.family() == family).then_some(face));
        parts.embed(name, style_names::family_name(family), own, &used)?;
    }
    for &typeface in installed {
        let ours = Face::of(typeface.kind, false);
        let Some(named) = typeface
            .named
            .filter(|it| it.name() != run_font(ours, embed))
        else {
            continue;
        };
        if embed == EmbedFonts::None || !named.in_docx() {
            parts.name(named.name(), run_font(ours, embed));
            continue;
        }
        let faces = [false, true].map(|bold| Face::of(typeface, bold));
        let own = faces.map(|face| matches!(face, Face::Installed(_)).then_some(face));
        let alternative = style_names::family_name(typeface.kind);
        parts.embed(named.name(), alternative, own, &used)?;
    }
    Ok(parts.finish())
}

/// The font table in the making.
#[derive(Default)]
struct Parts {
    entries: String,
    relationships: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Parts {
    /// A font that the reader's computer supplies.
    fn name(&mut self, name: &str, alternative: &str) {
        let entry = font_entry(name, alternative, "", "", "");
        self.entries.push_str(&entry);
    }

    /// A font with those of its faces, regular and bold, that are in use; none if neither is.
    fn embed(
        &mut self,
        name: &str,
        alternative: &str,
        faces: [Option<Face>; 2],
        used: &UsedCharacters,
    ) -> Result<(), ExportError> {
        let mut slots = String::new();
        let mut signature = None;
        for (slot, face) in ["embedRegular", "embedBold"].into_iter().zip(faces) {
            let Some(face) = face.filter(|&face| used.is_used(face)) else {
                continue;
            };
            let mut bytes = subset(face, name, used)?;
            signature = signature.or_else(|| Signature::read(&bytes));
            let key = content_key(&bytes);
            obfuscate(&mut bytes, &key);
            let id = self.files.len() + 1;
            let file = format!("fonts/font{id}.odttf");
            slots.push_str(&format!(
                "<w:{slot} r:id=\"rId{id}\" w:fontKey=\"{}\" w:subsetted=\"true\"/>",
                key_text(&key)
            ));
            self.relationships.push_str(&format!(
                "<Relationship Id=\"rId{id}\" Type=\"{RELATIONSHIPS}/font\" Target=\"{file}\"/>"
            ));
            self.files.push((file, bytes));
        }
        if !slots.is_empty() {
            let signature = signature.unwrap_or_default();
            let (panose, ranges) = (signature.panose(), signature.ranges());
            let entry = font_entry(name, alternative, &panose, &ranges, &slots);
            self.entries.push_str(&entry);
        }
        Ok(())
    }

    fn finish(self) -> FontParts {
        let relationships = (!self.files.is_empty()).then(|| {
            let relationships = self.relationships;
            format!(
                "{DECLARATION}<Relationships xmlns=\"{PACKAGE}\">{relationships}</Relationships>"
            )
        });
        let entries = self.entries;
        FontParts {
            table: format!(
                "{DECLARATION}<w:fonts xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\">{entries}</w:fonts>"
            ),
            relationships,
            files: self.files,
        }
    }
}

/// One font; 86 is the character set of simplified Chinese.
fn font_entry(name: &str, alternative: &str, panose: &str, ranges: &str, slots: &str) -> String {
    format!(
        "<w:font w:name=\"{}\"><w:altName w:val=\"{}\"/>{panose}<w:charset w:val=\"86\"/>\
         <w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/>{ranges}{slots}</w:font>",
        escaped(name),
        escaped(alternative)
    )
}

/// The English name under which Windows lists its own font of that kind.
fn system_name(family: FontFamily) -> &'static str {
    match family {
        FontFamily::Song => "SimSun",
        FontFamily::Hei => "SimHei",
        FontFamily::FangSong => "FangSong",
        FontFamily::Kai => "KaiTi",
    }
}

/// What a font says of its looks and of its languages (table OS/2 of the OpenType specification).
#[derive(Default)]
struct Signature {
    panose: [u8; 10],
    ranges: [u32; 4],
    code_pages: [u32; 2],
}

impl Signature {
    fn read(font: &[u8]) -> Option<Signature> {
        let raw = ttf_parser::RawFace::parse(font, 0).ok()?;
        let table = raw.table(ttf_parser::Tag::from_bytes(b"OS/2"))?;
        let word = |at: usize| {
            let bytes = table.get(at..at + 4)?;
            bytes.try_into().ok().map(u32::from_be_bytes)
        };
        Some(Signature {
            panose: table.get(32..42)?.try_into().ok()?,
            ranges: [word(42)?, word(46)?, word(50)?, word(54)?],
            code_pages: [word(78)?, word(82)?],
        })
    }

    fn panose(&self) -> String {
        format!("<w:panose1 w:val=\"{}\"/>", hex(&self.panose))
    }

    fn ranges(&self) -> String {
        let [a, b, c, d] = self.ranges;
        let [first, second] = self.code_pages;
        format!(
            "<w:sig w:usb0=\"{a:08X}\" w:usb1=\"{b:08X}\" w:usb2=\"{c:08X}\" w:usb3=\"{d:08X}\" \
             w:csb0=\"{first:08X}\" w:csb1=\"{second:08X}\"/>"
        )
    }
}

/// `face` with the characters in `used`, called `family`.
fn subset(face: Face, family: &str, used: &UsedCharacters) -> Result<Vec<u8>, ExportError> {
    let failed = ExportError::Font { face };
    let Ok(font) = FontRef::new(face.bytes()) else {
        return Err(failed);
    };
    let mut characters = IntSet::<u32>::empty();
    characters.extend(used.characters(face));
    let mut dropped = IntSet::<Tag>::empty();
    dropped.extend(DROPPED.map(Tag::new));
    let flags = skera::SubsetFlags::SUBSET_FLAGS_NO_PRUNE_UNICODE_RANGES
        | skera::SubsetFlags::SUBSET_FLAGS_NO_LAYOUT_CLOSURE
        | skera::SubsetFlags::SUBSET_FLAGS_NO_BIDI_CLOSURE
        | skera::SubsetFlags::SUBSET_FLAGS_NO_HINTING
        | skera::SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE;
    let plan = skera::Plan::new(
        &IntSet::empty(),
        &characters,
        &font,
        flags,
        &dropped,
        &IntSet::empty(),
        &IntSet::empty(),
        &IntSet::empty(),
        &IntSet::empty(),
    );
    let Ok(bytes) = skera::subset_font(&font, &plan) else {
        return Err(failed);
    };
    let Ok(small) = FontRef::new(&bytes) else {
        return Err(failed);
    };
    let renamed = FontBuilder::new()
        .add_raw(Tag::new(b"name"), name_table(face, family))
        .copy_missing_tables(small)
        .build();
    Ok(renamed)
}

/// A name table (OpenType specification, format 0) in English for Windows: ours for the names, the original's
/// copyright (0), licence (13) and its address (14).
fn name_table(face: Face, family: &str) -> Vec<u8> {
    let style = if face.is_bold() { "Bold" } else { "Regular" };
    let full = format!("{family} {style}");
    let post_script = format!("{}-{style}", family.replace(' ', ""));
    let mut names: Vec<(u16, String)> = vec![
        (1, family.to_owned()),
        (2, style.to_owned()),
        (3, full.clone()),
        (4, full),
        (6, post_script),
    ];
    if let Ok(original) = ttf_parser::Face::parse(face.bytes(), 0) {
        for kept in [0, 13, 14] {
            let text = original
                .names()
                .into_iter()
                .filter(|name| name.name_id == kept)
                .find_map(|name| name.to_string());
            names.extend(text.map(|text| (kept, text)));
        }
    }
    names.sort();
    let mut storage = Vec::new();
    let mut records = Vec::new();
    for (id, text) in &names {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        // Platform Windows, encoding UTF-16, language English (United States).
        for field in [3, 1, 0x409, *id, text.len() as u16, storage.len() as u16] {
            records.extend(u16::to_be_bytes(field));
        }
        storage.extend(text);
    }
    let begin = 6 + records.len();
    let mut table = Vec::with_capacity(begin + storage.len());
    for field in [0, names.len() as u16, begin as u16] {
        table.extend(u16::to_be_bytes(field));
    }
    table.extend(records);
    table.extend(storage);
    table
}

/// A key that is the same for the same font, so that the same document gives the same bytes: FNV-1a, 128 bits
/// (Fowler, Noll, Vo), of the file.
fn content_key(font: &[u8]) -> [u8; 16] {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = font.iter().fold(OFFSET, |hash, &byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    });
    hash.to_be_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The key as Word writes it: {001B70DC-AA60-4AD5-90EC-18A0948E1EAE}
fn key_text(key: &[u8; 16]) -> String {
    let [a, b, c, d, e, f, g, h, rest @ ..] = key;
    let first = hex(&[*a, *b, *c, *d]);
    let (second, third, fourth) = (hex(&[*e, *f]), hex(&[*g, *h]), hex(&rest[..2]));
    format!("{{{first}-{second}-{third}-{fourth}-{}}}", hex(&rest[2..]))
}

/// Hides a font as ECMA-376 part 4, 2.8.1 asks: the first 32 bytes are combined with the key read backwards, twice.
/// Doing it again brings the font back.
fn obfuscate(font: &mut [u8], key: &[u8; 16]) {
    for (byte, key) in font.iter_mut().zip(key.iter().rev().cycle()).take(32) {
        *byte ^= key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(face: Face, text: &str) -> UsedCharacters {
        let mut used = UsedCharacters::default();
        text.chars().for_each(|c| used.insert(face, c));
        used
    }

    #[test]
    fn the_key_of_the_standards_example_is_applied_backwards() {
        let key = 0x001B_70DC_AA60_4AD5_90EC_18A0_948E_1EAE_u128.to_be_bytes();
        assert_eq!(key_text(&key), "{001B70DC-AA60-4AD5-90EC-18A0948E1EAE}");
        let mut zeros = [0; 40];
        obfuscate(&mut zeros, &key);
        // ECMA-376 part 4, 2.8.1: the key's order reversed is AE1E8E94-A018-EC90-D54A-60AADC701B00.
        let reversed = "AE1E8E94A018EC90D54A60AADC701B00";
        assert_eq!(
            hex(&zeros),
            format!("{reversed}{reversed}{}", "00".repeat(8))
        );
    }

    #[test]
    fn hidden_twice_a_font_is_itself_and_short_ones_do_no_harm() {
        let key = content_key(b"a font");
        for length in [0, 1, 31, 32, 33, 100] {
            let font: Vec<u8> = (0..length).collect();
            let mut hidden = font.clone();
            obfuscate(&mut hidden, &key);
            assert!(length == 0 || hidden != font);
            obfuscate(&mut hidden, &key);
            assert_eq!(hidden, font);
        }
        assert_ne!(content_key(b"a font"), content_key(b"another"));
    }

    #[test]
    fn windows_can_name_every_family() {
        for &family in FontFamily::ALL {
            for embed in [EmbedFonts::Used, EmbedFonts::None, EmbedFonts::Editable] {
                assert!(
                    run_font(Face::of(family, false), embed)
                        .encode_utf16()
                        .count()
                        <= 31
                );
            }
        }
    }

    #[test]
    fn a_subset_has_its_characters_our_name_the_licence_and_the_chinese_code_page() {
        for face in Face::ALL {
            let name = run_font(face, EmbedFonts::Used);
            let bytes = subset(face, name, &used(face, "岗位A1，")).unwrap();
            assert!(bytes.len() < 40_000, "{face:?}: {}", bytes.len());
            let font = ttf_parser::Face::parse(&bytes, 0).unwrap();
            for c in "岗位A1，".chars() {
                let glyph = font.glyph_index(c).unwrap();
                assert!(font.glyph_bounding_box(glyph).is_some(), "{face:?} {c}");
            }
            assert_eq!(font.glyph_index('职'), None);
            let names: Vec<(u16, String)> = font
                .names()
                .into_iter()
                .map(|record| (record.name_id, record.to_string().unwrap()))
                .collect();
            let text = |id| &names.iter().find(|(known, _)| *known == id).unwrap().1;
            assert_eq!(text(1), name);
            assert!(text(0).contains("Copyright"), "{face:?}");
            assert!(text(13).contains("Open Font License"), "{face:?}");
            assert!(text(14).starts_with("http"), "{face:?}");
            let before = Signature::read(face.bytes()).unwrap();
            let after = Signature::read(&bytes).unwrap();
            assert_eq!(after.code_pages, before.code_pages);
            // Bit 18: simplified Chinese.
            assert_eq!(after.code_pages[0] >> 18 & 1, 1, "{face:?}");
            assert_eq!(bytes, subset(face, name, &used(face, "，1A位岗")).unwrap());
        }
    }

    #[test]
    fn bold_and_regular_of_one_kind_share_an_entry() {
        let mut both = used(Face::SongRegular, "岗");
        both.insert(Face::SongBold, '岗');
        both.insert(Face::FangSong, '岗');
        let parts = font_parts(both, EmbedFonts::Used, &[]).unwrap();
        assert_eq!(parts.files.len(), 3);
        assert_eq!(parts.table.matches("<w:font ").count(), 2);
        assert_eq!(parts.table.matches("<w:embedBold ").count(), 1);
        assert!(
            parts
                .table
                .contains("<w:font w:name=\"Gangshu Song\"><w:altName w:val=\"宋体\"/>")
        );
        assert!(
            parts
                .table
                .contains("<w:font w:name=\"Gangshu Fangsong\"><w:altName w:val=\"仿宋\"/>")
        );
    }

    #[test]
    fn without_embedding_the_table_names_the_fonts_of_the_readers_computer() {
        let parts = font_parts(used(Face::Kai, "岗"), EmbedFonts::None, &[]).unwrap();
        assert!(parts.files.is_empty() && parts.relationships.is_none());
        for name in ["宋体", "黑体", "仿宋", "楷体"] {
            assert!(parts.table.contains(&format!("<w:font w:name=\"{name}\">")));
        }
    }

    #[test]
    fn the_common_hanzi_are_level_one_of_gb_2312() {
        let ours: Vec<char> = COMMON_HANZI.chars().filter(|c| *c != '\n').collect();
        let mut expected = Vec::new();
        for row in 0xb0..=0xd7_u8 {
            for cell in 0xa1..=0xfe_u8 {
                let bytes = [row, cell];
                let (text, _, damaged) = encoding_rs::GBK.decode(&bytes);
                // Row 55 ends after 89 characters.
                if !damaged && (row != 0xd7 || cell <= 0xf9) {
                    expected.extend(text.chars());
                }
            }
        }
        assert_eq!(ours, expected);
        assert_eq!(ours.len(), 3_755);
        for c in ours {
            for face in Face::ALL {
                assert!(face.metrics().covers(c), "{face:?} lacks {c}");
            }
        }
    }

    #[test]
    fn for_editing_the_faces_in_use_get_signs_and_the_body_face_the_common_hanzi() {
        let mut characters = used(Face::HeiBold, "岗");
        characters.add_for_editing(Some(Face::SongRegular), &[]);
        let count = |face| characters.characters(face).count();
        assert_eq!(count(Face::SongRegular), 3_755);
        assert_eq!(count(Face::HeiBold), 1 + 95 + PUNCTUATION.chars().count());
        assert_eq!(count(Face::Kai), 0);
    }
}
