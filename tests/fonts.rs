//! What the program relies on in its six faces: coverage, widths, permissions, names, and that each face
//! stands for its file of `fonts/`.
//!
//! The files themselves are compared with `fonts/SHA256SUMS` by the release checks.

use std::collections::BTreeSet;
use std::path::Path;

use gangshu::fonts::{
    EmbeddedFonts, Face, Measure as _, REPLACEMENT, is_invisible, license_text, resolve,
};
use ttf_parser::{RawFace, Tag, name_id};

/// The faces we made; the sixth is Zhuque as it comes.
const OURS: [Face; 5] = [
    Face::SongRegular,
    Face::SongBold,
    Face::HeiRegular,
    Face::HeiBold,
    Face::Kai,
];

/// Signs that job descriptions use or that Word's lists leave in them.
const SIGNS: &str = "“”‘’—…·、。《》「」【】〔〕〇々〓①⑩⑳㈠⑴⒈ⅠⅡⅢ℃℉№℡㎡㎥㎏●○◎■□▪▫◆◇▲△▼▽★☆※\
    ☐☑☒✓✔✕✗✘➔➢➤►→←↑↓×÷±≤≥≠≈‰√½¼¾⅓²³§€£¥￥©®™°′″㊣☎Ａ０＋";

/// The signs among these that Zhuque has no glyph for; 宋 prints them.
const ZHUQUE_LACKS: &str = "々〓①⑩⑳㈠⑴⒈ⅠⅡⅢ℉℡㎡㎥㎏●○◎▪▫★☆※☐☑☒✓✔✕✗✘➔➢➤►㊣☎Ａ０＋";

fn parsed(face: Face) -> ttf_parser::Face<'static> {
    ttf_parser::Face::parse(face.bytes(), 0).expect("an embedded face is a font")
}

fn table(face: Face, tag: &[u8; 4]) -> Option<&'static [u8]> {
    RawFace::parse(face.bytes(), 0)
        .expect("an embedded face is a font")
        .table(Tag::from_bytes(tag))
}

/// Every text of the `name` table with this number, in all its languages.
fn names(face: Face, id: u16) -> Vec<String> {
    let names: Vec<_> = parsed(face)
        .names()
        .into_iter()
        .filter(|name| name.name_id == id)
        .collect();
    names
        .iter()
        .map(|name| name.to_string().expect("our faces have Unicode names only"))
        .collect()
}

/// The 6,763 hanzi of GB 2312: rows B0 to F7 of GBK, but for the five empty places of row D7.
fn hanzi_of_gb2312() -> BTreeSet<char> {
    let mut hanzi = BTreeSet::new();
    for row in 0xB0..=0xF7_u8 {
        for cell in 0xA1..=0xFE_u8 {
            if row == 0xD7 && cell > 0xF9 {
                continue;
            }
            let bytes = [row, cell];
            let (text, _, malformed) = encoding_rs::GBK.decode(&bytes);
            assert!(!malformed, "{row:X}{cell:X}");
            hanzi.extend(text.chars());
        }
    }
    hanzi
}

/// Whether `c` is a unified ideograph, or one of the 21 in the compatibility block that GBK has.
fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[test]
fn each_face_has_the_bytes_of_its_file() {
    for face in Face::ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fonts")
            .join(face.file_name());
        let file = std::fs::read(path).unwrap();
        assert!(face.bytes() == file, "{face:?} differs from its file");
    }
}

#[test]
fn every_face_is_static_truetype_that_may_be_embedded_and_subset() {
    for face in Face::ALL {
        for wanted in [b"glyf", b"loca", b"cmap", b"OS/2", b"name"] {
            assert!(table(face, wanted).is_some(), "{face:?}");
        }
        for unwanted in [b"CFF ", b"CFF2", b"fvar", b"gvar"] {
            assert!(table(face, unwanted).is_none(), "{face:?}");
        }
        let os2 = table(face, b"OS/2").unwrap();
        let embedding = u16::from_be_bytes([os2[8], os2[9]]);
        // 0 installable, 8 editable embedding: both allow subsets in PDF and DOCX.
        assert_eq!(
            embedding,
            if face == Face::FangSong { 8 } else { 0 },
            "{face:?}"
        );
        assert_eq!(parsed(face).units_per_em(), 1000, "{face:?}");
        assert_eq!(parsed(face).is_bold(), face.is_bold(), "{face:?}");
    }
}

#[test]
fn our_five_share_their_line_metrics() {
    use gangshu::fonts::{ASCENT, DESCENT};
    for face in OURS {
        assert_eq!(
            f32::from(parsed(face).ascender()) / 1000.0,
            ASCENT,
            "{face:?}"
        );
        assert_eq!(
            f32::from(parsed(face).descender()) / -1000.0,
            DESCENT,
            "{face:?}"
        );
    }
}

#[test]
fn the_names_in_the_files_are_ours_and_no_reserved_name_is_used() {
    for face in Face::ALL {
        assert!(
            names(face, name_id::FAMILY).contains(&face.family_name().to_owned()),
            "{face:?}"
        );
        assert_eq!(
            names(face, name_id::POST_SCRIPT_NAME),
            [face.postscript_name()]
        );
        let licence = names(face, name_id::LICENSE).concat();
        assert!(
            licence.contains("SIL Open Font License, Version 1.1"),
            "{face:?}: {licence}"
        );
    }
    for face in OURS {
        for id in [
            name_id::FAMILY,
            name_id::FULL_NAME,
            name_id::POST_SCRIPT_NAME,
        ] {
            for name in names(face, id) {
                for reserved in ["Source", "LXGW", "霞鹜", "Noto"] {
                    assert!(!name.contains(reserved), "{face:?} is called {name}");
                }
            }
        }
    }
}

#[test]
fn the_licence_text_names_every_copyright_holder_of_the_faces() {
    for holder in ["Adobe", "JadeFoci", "LXGW", "Klee", "Google"] {
        assert!(license_text().contains(holder), "{holder}");
    }
    assert!(license_text().contains("SIL OPEN FONT LICENSE Version 1.1"));
}

#[test]
fn every_face_has_the_hanzi_of_gb2312() {
    let hanzi = hanzi_of_gb2312();
    assert_eq!(hanzi.len(), 6763);
    for face in Face::ALL {
        let missing: String = hanzi
            .iter()
            .filter(|&&c| face.metrics().glyph(c).is_none())
            .collect();
        assert_eq!(missing, "", "{face:?}");
    }
}

#[test]
fn our_five_share_one_core_and_song_regular_has_the_wide_set() {
    let characters = |face: Face| face.metrics().characters().collect::<BTreeSet<_>>();
    let hanzi = |face: Face| face.metrics().characters().filter(|&c| is_hanzi(c)).count();
    let core = characters(Face::HeiRegular);
    // 8,230 = GB 2312 and 通用规范汉字表; 27,781 = GB 18030-2022 levels 1 and 2.
    assert_eq!(hanzi(Face::HeiRegular), 8_230);
    assert_eq!(hanzi(Face::SongRegular), 27_781);
    assert_eq!(core.len(), 9_482);
    for face in OURS {
        assert!(characters(face).is_superset(&core), "{face:?}");
    }
}

#[test]
fn every_character_of_the_core_prints_in_every_face() {
    let core: Vec<char> = Face::HeiRegular.metrics().characters().collect();
    for wanted in Face::ALL {
        for &c in &core {
            let face = resolve(wanted, c).unwrap();
            let prints = face.metrics().glyph(c).is_some() || c.is_whitespace();
            assert!(prints, "{c:?} of {wanted:?} went to {face:?}");
        }
    }
}

#[test]
fn the_signs_of_job_descriptions_are_in_our_five_and_the_gaps_of_zhuque_are_known() {
    for face in OURS {
        let missing: String = SIGNS
            .chars()
            .filter(|&c| face.metrics().glyph(c).is_none())
            .collect();
        assert_eq!(missing, "", "{face:?}");
    }
    let zhuque = parsed(Face::FangSong);
    let missing: String = SIGNS
        .chars()
        .filter(|&c| zhuque.glyph_index(c).is_none())
        .collect();
    assert_eq!(missing, ZHUQUE_LACKS);
}

#[test]
fn chinese_signs_are_one_em_wide_and_the_middle_dot_half() {
    for wanted in Face::ALL {
        let width = |c: char| EmbeddedFonts.advance(resolve(wanted, c).unwrap(), c);
        for c in "岗，。“”‘’—…□■☐☑①●★→《〓　".chars() {
            assert_eq!(width(c), 1.0, "{c} of {wanted:?}");
        }
        assert_eq!(width('·'), 0.5, "{wanted:?}");
    }
}

#[test]
fn two_dashes_join_in_every_face() {
    for face in Face::ALL {
        let parsed = parsed(face);
        let ink = parsed
            .glyph_bounding_box(parsed.glyph_index('—').unwrap())
            .unwrap();
        // Kai's gap of 0.004 em is a twentieth of a point in running text.
        assert!(ink.x_min <= 2 && ink.x_max >= 998, "{face:?}: {ink:?}");
    }
}

#[test]
fn digits_of_the_screen_face_are_equally_wide() {
    for c in '0'..='9' {
        assert_eq!(Face::HeiRegular.metrics().advance(c), Some(555), "{c}");
    }
}

#[test]
fn the_table_says_what_the_font_file_says() {
    for face in Face::ALL {
        let file = parsed(face);
        let mut compared = 0;
        for c in face.metrics().characters() {
            let glyph = file.glyph_index(c).unwrap();
            assert_eq!(face.metrics().glyph(c), Some(glyph.0), "{c} of {face:?}");
            assert_eq!(
                face.metrics().advance(c),
                file.glyph_hor_advance(glyph),
                "{c} of {face:?}"
            );
            compared += 1;
        }
        assert!(compared > 9_000, "{face:?} has only {compared}");
    }
}

#[test]
fn fangsong_takes_quotes_and_missing_signs_from_song() {
    for c in "“”‘’①☐□→々Ａ〓".chars() {
        assert_eq!(resolve(Face::FangSong, c), Some(Face::SongRegular), "{c}");
    }
    for c in "岗，。《—…·9".chars() {
        assert_eq!(resolve(Face::FangSong, c), Some(Face::FangSong), "{c}");
    }
}

#[test]
fn a_hanzi_outside_the_core_comes_from_song_regular() {
    for wanted in Face::ALL.into_iter().filter(|&face| face != Face::FangSong) {
        for c in "麵査".chars() {
            assert_eq!(
                resolve(wanted, c),
                Some(Face::SongRegular),
                "{c} of {wanted:?}"
            );
        }
    }
}

#[test]
fn rare_characters_of_names_stay_in_the_face_that_was_asked() {
    // 通用规范汉字表 has them, so all six faces do.
    for wanted in Face::ALL {
        for c in "䶮㛃𬱖𬍛".chars() {
            assert_eq!(resolve(wanted, c), Some(wanted), "{c}");
        }
    }
}

#[test]
fn what_no_face_has_is_said_to_be_missing_and_its_substitute_exists() {
    for wanted in Face::ALL {
        // Private use, an emoji, an extension-G hanzi, a noncharacter.
        for c in [
            '\u{e000}',
            '\u{f0d8}',
            '\u{10fffd}',
            '\u{1f600}',
            '\u{30edd}',
            '\u{ffff}',
        ] {
            assert_eq!(resolve(wanted, c), None, "{c:?}");
            assert_eq!(EmbeddedFonts.advance(wanted, c), 1.0);
        }
    }
    assert!(Face::SongRegular.metrics().glyph(REPLACEMENT).is_some());
}

#[test]
fn what_shows_nothing_is_never_missing_and_takes_no_room() {
    let invisible = [
        '\u{0}',
        '\n',
        '\t',
        '\u{ad}',
        '\u{200b}',
        '\u{200d}',
        '\u{2060}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{e0100}',
    ];
    for face in Face::ALL {
        for c in invisible {
            assert!(is_invisible(c), "{c:?}");
            assert_eq!(resolve(face, c), Some(face), "{c:?}");
            assert_eq!(face.metrics().advance(c), Some(0), "{c:?}");
            assert_eq!(face.metrics().glyph(c), None, "{c:?}");
        }
    }
}

#[test]
fn a_space_of_any_width_is_never_missing_and_takes_room() {
    // U+1680, the Ogham space, is a stroke and not a space to the eye.
    let spaces = ('\u{0}'..='\u{3000}')
        .filter(|&c| c.is_whitespace() && !is_invisible(c) && c != '\u{1680}');
    let spaces: Vec<char> = spaces.collect();
    assert_eq!(spaces.len(), 16);
    for face in Face::ALL {
        for &c in &spaces {
            assert_eq!(resolve(face, c), Some(face), "{c:?}");
            assert!(face.metrics().advance(c).unwrap() > 0, "{c:?} of {face:?}");
        }
    }
}
