//! What happens to a text on entry (typing, paste, import), before it becomes part of the project.
//!
//! Only what would later go wrong unseen is changed: line ends, control characters (a DOCX holding
//! one does not open), radicals that look like hanzi but are not found by a search for them, and
//! the private-use bullets that Word writes for Wingdings. Everything else stays as typed:
//! full-width letters, spaces, quotation marks, 异体字. The person is told once ([`Changes`]).
//! Opening a file does not come here.

use std::borrow::Cow;
use std::ops::AddAssign;

/// A text ready to be kept, and what had to be changed for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalised<'a> {
    /// The text; borrowed when nothing was changed.
    pub text: Cow<'a, str>,
    /// What the person should be told.
    pub changes: Changes,
}

/// How many characters of each kind were changed. Line ends are not counted: nobody typed them as
/// they are stored, and nothing shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Control characters and noncharacters taken out.
    pub control_removed: usize,
    /// Radicals (康熙部首 and CJK radicals) made the hanzi they look like.
    pub radicals_mapped: usize,
    /// Private-use bullets of Wingdings made Unicode signs.
    pub bullets_mapped: usize,
    /// Private-use characters that nobody can know; they stay in the text and no face prints them.
    pub unknown_private_use: usize,
}

impl Changes {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

impl AddAssign for Changes {
    /// Sums up, so that an import of many texts is told once.
    fn add_assign(&mut self, other: Changes) {
        self.control_removed += other.control_removed;
        self.radicals_mapped += other.radicals_mapped;
        self.bullets_mapped += other.bullets_mapped;
        self.unknown_private_use += other.unknown_private_use;
    }
}

/// What becomes of one character.
enum Fate {
    Stays,
    StaysUnknown,
    Removed,
    BreaksLine,
    Radical(char),
    Bullet(char),
}

/// Makes `text` fit to be kept; borrows it when nothing needs changing. Doing it twice changes nothing
/// more.
///
/// CR LF, a lone CR and Unicode's other line breaks (NEL, LS, PS, and the vertical tab that Word copies
/// for Shift+Enter and the form feed for a page break) become LF. Tabs stay.
pub fn normalise(text: &str) -> Normalised<'_> {
    let mut changes = Changes::default();
    let mut output = String::new();
    // Where the part of `text` begins that is not yet copied.
    let mut copied_to = 0;
    let mut changed = false;
    for (at, c) in text.char_indices() {
        let replacement = match fate(c) {
            Fate::Stays => continue,
            Fate::StaysUnknown => {
                changes.unknown_private_use += 1;
                continue;
            }
            // The CR of CR LF goes, the LF stays.
            Fate::BreaksLine if c == '\r' && text.as_bytes().get(at + 1) == Some(&b'\n') => None,
            Fate::BreaksLine => Some('\n'),
            Fate::Removed => {
                changes.control_removed += 1;
                None
            }
            Fate::Radical(hanzi) => {
                changes.radicals_mapped += 1;
                Some(hanzi)
            }
            Fate::Bullet(sign) => {
                changes.bullets_mapped += 1;
                Some(sign)
            }
        };
        if !changed {
            changed = true;
            output.reserve(text.len());
        }
        output.push_str(text.get(copied_to..at).unwrap_or_default());
        output.extend(replacement);
        copied_to = at + c.len_utf8();
    }
    if !changed {
        return Normalised {
            text: Cow::Borrowed(text),
            changes,
        };
    }
    output.push_str(text.get(copied_to..).unwrap_or_default());
    Normalised {
        text: Cow::Owned(output),
        changes,
    }
}

/// Decides about one character; the common ones (ASCII, hanzi) leave at the first comparison.
fn fate(c: char) -> Fate {
    match c {
        ' '..='~' | '\n' | '\t' | '\u{3000}'..='\u{9fff}' => Fate::Stays,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::BreaksLine,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Fate::Removed,
        '\u{2e80}'..='\u{2fd5}' => hanzi_of_radical(c).map_or(Fate::Stays, Fate::Radical),
        '\u{e000}'..='\u{f8ff}' => sign_of_wingding(c).map_or(Fate::StaysUnknown, Fate::Bullet),
        '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}' => Fate::StaysUnknown,
        _ => Fate::Stays,
    }
}

/// The sign for a character of the Wingdings font as Word copies it (U+F000 + its code): the six that
/// stand before list items in real job descriptions.
fn sign_of_wingding(c: char) -> Option<char> {
    Some(match c {
        '\u{f0d8}' => '\u{27a2}',
        '\u{f06c}' => '\u{25cf}',
        '\u{f06e}' => '\u{25a0}',
        '\u{f0fc}' => '\u{2713}',
        '\u{f0a7}' => '\u{25aa}',
        '\u{f0b7}' => '\u{2022}',
        _ => return None,
    })
}

/// The hanzi that a radical looks like, by Unicode's property Equivalent_Unified_Ideograph; `None` for
/// the radicals without one (or only one above U+FFFF, which hardly any font has).
fn hanzi_of_radical(radical: char) -> Option<char> {
    let code = u32::from(radical);
    let (first, table): (u32, &[u16]) = if code < KANGXI_FIRST {
        (SUPPLEMENT_FIRST, &SUPPLEMENT)
    } else {
        (KANGXI_FIRST, &KANGXI)
    };
    let place = usize::try_from(code.checked_sub(first)?).ok()?;
    table
        .get(place)
        .copied()
        .filter(|&hanzi| hanzi != 0)
        .and_then(|hanzi| char::from_u32(hanzi.into()))
}

const SUPPLEMENT_FIRST: u32 = 0x2E80;
const KANGXI_FIRST: u32 = 0x2F00;

/// From U+2E80 (CJK Radicals Supplement); 0 where there is no hanzi. Unicode 14.
#[rustfmt::skip]
const SUPPLEMENT: [u16; 116] = [
    0x0000, 0x5382, 0x4E5B, 0x4E5A, 0x4E59, 0x4EBB, 0x5182, 0x0000, 0x5200, 0x5202, 0x535C, 0x353E,
    0x5C0F, 0x5C0F, 0x5140, 0x5C23, 0x5C22, 0x0000, 0x5DF3, 0x5E7A, 0x5F51, 0x5F50, 0x5FC4, 0x5FC3,
    0x624C, 0x6535, 0x0000, 0x65E1, 0x65E5, 0x6708, 0x6B7A, 0x6BCD, 0x6C11, 0x6C35, 0x6C3A, 0x706C,
    0x722B, 0x722B, 0x4E2C, 0x725B, 0x72AD, 0x738B, 0x0000, 0x76EE, 0x793A, 0x793B, 0x0000, 0x7CF9,
    0x7E9F, 0x7F53, 0x7F52, 0x34C1, 0x5197, 0x0000, 0x7F8A, 0x0000, 0x0000, 0x8002, 0x8080, 0x807F,
    0x8089, 0x0000, 0x8279, 0x8279, 0x8279, 0x864E, 0x8864, 0x8980, 0x897F, 0x89C1, 0x89D2, 0x0000,
    0x8BA0, 0x8D1D, 0x0000, 0x8F66, 0x8FB6, 0x8FB6, 0x8FB6, 0x9091, 0x9485, 0x9577, 0x9578, 0x957F,
    0x95E8, 0x0000, 0x961D, 0x96E8, 0x9752, 0x97E6, 0x9875, 0x98CE, 0x98DE, 0x98DF, 0x0000, 0x98E0,
    0x9963, 0x0000, 0x9A6C, 0x9AA8, 0x9B3C, 0x9C7C, 0x9E1F, 0x5364, 0x9EA6, 0x9EC4, 0x9EFE, 0x6589,
    0x9F50, 0x6B6F, 0x9F7F, 0x7ADC, 0x9F99, 0x9F9C, 0x4E80, 0x9F9F,
];

/// From U+2F00 (Kangxi Radicals), all 214. Unicode 14; the same as compatibility decomposition gives.
#[rustfmt::skip]
const KANGXI: [u16; 214] = [
    0x4E00, 0x4E28, 0x4E36, 0x4E3F, 0x4E59, 0x4E85, 0x4E8C, 0x4EA0, 0x4EBA, 0x513F, 0x5165, 0x516B,
    0x5182, 0x5196, 0x51AB, 0x51E0, 0x51F5, 0x5200, 0x529B, 0x52F9, 0x5315, 0x531A, 0x5338, 0x5341,
    0x535C, 0x5369, 0x5382, 0x53B6, 0x53C8, 0x53E3, 0x56D7, 0x571F, 0x58EB, 0x5902, 0x590A, 0x5915,
    0x5927, 0x5973, 0x5B50, 0x5B80, 0x5BF8, 0x5C0F, 0x5C22, 0x5C38, 0x5C6E, 0x5C71, 0x5DDB, 0x5DE5,
    0x5DF1, 0x5DFE, 0x5E72, 0x5E7A, 0x5E7F, 0x5EF4, 0x5EFE, 0x5F0B, 0x5F13, 0x5F50, 0x5F61, 0x5F73,
    0x5FC3, 0x6208, 0x6236, 0x624B, 0x652F, 0x6534, 0x6587, 0x6597, 0x65A4, 0x65B9, 0x65E0, 0x65E5,
    0x66F0, 0x6708, 0x6728, 0x6B20, 0x6B62, 0x6B79, 0x6BB3, 0x6BCB, 0x6BD4, 0x6BDB, 0x6C0F, 0x6C14,
    0x6C34, 0x706B, 0x722A, 0x7236, 0x723B, 0x723F, 0x7247, 0x7259, 0x725B, 0x72AC, 0x7384, 0x7389,
    0x74DC, 0x74E6, 0x7518, 0x751F, 0x7528, 0x7530, 0x758B, 0x7592, 0x7676, 0x767D, 0x76AE, 0x76BF,
    0x76EE, 0x77DB, 0x77E2, 0x77F3, 0x793A, 0x79B8, 0x79BE, 0x7A74, 0x7ACB, 0x7AF9, 0x7C73, 0x7CF8,
    0x7F36, 0x7F51, 0x7F8A, 0x7FBD, 0x8001, 0x800C, 0x8012, 0x8033, 0x807F, 0x8089, 0x81E3, 0x81EA,
    0x81F3, 0x81FC, 0x820C, 0x821B, 0x821F, 0x826E, 0x8272, 0x8278, 0x864D, 0x866B, 0x8840, 0x884C,
    0x8863, 0x897E, 0x898B, 0x89D2, 0x8A00, 0x8C37, 0x8C46, 0x8C55, 0x8C78, 0x8C9D, 0x8D64, 0x8D70,
    0x8DB3, 0x8EAB, 0x8ECA, 0x8F9B, 0x8FB0, 0x8FB5, 0x9091, 0x9149, 0x91C6, 0x91CC, 0x91D1, 0x9577,
    0x9580, 0x961C, 0x96B6, 0x96B9, 0x96E8, 0x9751, 0x975E, 0x9762, 0x9769, 0x97CB, 0x97ED, 0x97F3,
    0x9801, 0x98A8, 0x98DB, 0x98DF, 0x9996, 0x9999, 0x99AC, 0x9AA8, 0x9AD8, 0x9ADF, 0x9B25, 0x9B2F,
    0x9B32, 0x9B3C, 0x9B5A, 0x9CE5, 0x9E75, 0x9E7F, 0x9EA5, 0x9EBB, 0x9EC3, 0x9ECD, 0x9ED1, 0x9EF9,
    0x9EFD, 0x9F0E, 0x9F13, 0x9F20, 0x9F3B, 0x9F4A, 0x9F52, 0x9F8D, 0x9F9C, 0x9FA0,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(input: &str) -> String {
        normalise(input).text.into_owned()
    }

    #[test]
    fn an_ordinary_text_is_borrowed_and_nothing_is_told() {
        for text in [
            "",
            "1、负责组织现场服务；\n\t“客户至上”——ＡＢＣ　①★☐ café 䶮𬱖",
            "\u{200b}\u{feff}e\u{301}",
        ] {
            let normalised = normalise(text);
            assert!(matches!(normalised.text, Cow::Borrowed(same) if same == text));
            assert!(normalised.changes.is_empty());
        }
    }

    #[test]
    fn every_kind_of_line_break_becomes_a_line_feed_and_is_not_told() {
        let normalised = normalise("a\r\nb\rc\n\rd\r\r\ne\u{85}f\u{2028}g\u{2029}h\u{b}i\u{c}j\r");
        assert_eq!(normalised.text, "a\nb\nc\n\nd\n\ne\nf\ng\nh\ni\nj\n");
        assert!(normalised.changes.is_empty());
    }

    #[test]
    fn control_characters_go_and_tabs_stay() {
        let normalised = normalise("\u{0}负\u{1}责\t采\u{7f}购\u{9f}\u{fffe}\u{ffff}");
        assert_eq!(normalised.text, "负责\t采购");
        assert_eq!(
            normalised.changes,
            Changes {
                control_removed: 6,
                ..Changes::default()
            }
        );
    }

    #[test]
    fn radicals_copied_from_a_pdf_become_the_hanzi_they_look_like() {
        let normalised = normalise("\u{2f08}\u{2f12}资源、⻓期、⻔店、⻚⾯、⻋间");
        assert_eq!(normalised.text, "人力资源、长期、门店、页面、车间");
        assert_eq!(
            normalised.changes,
            Changes {
                radicals_mapped: 7,
                ..Changes::default()
            }
        );
    }

    #[test]
    fn every_kangxi_radical_has_its_hanzi_and_the_table_is_in_order() {
        for code in 0x2F00..=0x2FD5 {
            let hanzi = char::from_u32(code).and_then(hanzi_of_radical);
            assert!(
                hanzi.is_some_and(|hanzi| ('\u{4e00}'..='\u{9fff}').contains(&hanzi)),
                "{code:X}"
            );
        }
        // Kangxi order is the order of the unified ideographs, but for few; the ends and a middle fix it.
        assert_eq!(text_of("\u{2f00}\u{2f54}\u{2fa6}\u{2fd5}"), "一水金龠");
        assert_eq!(text_of("\u{2e81}\u{2ea0}\u{2ec5}\u{2ef3}"), "厂民见龟");
    }

    #[test]
    fn a_radical_without_a_hanzi_stays() {
        // U+2E80 has none, U+2E9A is not assigned, U+2E87 only one above U+FFFF.
        let normalised = normalise("\u{2e80}\u{2e9a}\u{2e87}");
        assert_eq!(normalised.text, "\u{2e80}\u{2e9a}\u{2e87}");
        assert!(normalised.changes.is_empty());
    }

    #[test]
    fn private_use_bullets_of_word_become_signs_that_print() {
        let normalised = normalise("\u{f0d8}\u{f06c}\u{f06e}\u{f0fc}\u{f0a7}\u{f0b7}制定计划");
        assert_eq!(normalised.text, "➢●■✓▪•制定计划");
        assert_eq!(
            normalised.changes,
            Changes {
                bullets_mapped: 6,
                ..Changes::default()
            }
        );
    }

    #[test]
    fn other_private_use_characters_stay_and_are_told() {
        let text = "\u{e000}\u{f8ff}\u{f0001}\u{10fffd}";
        let normalised = normalise(text);
        assert!(matches!(normalised.text, Cow::Borrowed(same) if same == text));
        assert_eq!(
            normalised.changes,
            Changes {
                unknown_private_use: 4,
                ..Changes::default()
            }
        );
    }

    #[test]
    fn what_was_normalised_once_stays_as_it_is() {
        let every_character: String = (0..=0x10FFFF).filter_map(char::from_u32).collect();
        let once = normalise(&every_character);
        let twice = normalise(&once.text);
        assert_eq!(twice.text, once.text);
        assert_eq!(
            twice.changes,
            Changes {
                unknown_private_use: once.changes.unknown_private_use,
                ..Changes::default()
            }
        );
        assert_eq!(once.changes.control_removed, 65 - 2 - 4 + 2);
        assert_eq!(once.changes.radicals_mapped, 214 + 101);
        assert_eq!(once.changes.unknown_private_use, 6400 - 6 + 2 * 65534);
    }

    #[test]
    fn changes_of_many_texts_add_up() {
        let mut sum = Changes::default();
        sum += normalise("\u{1}\u{f0b7}").changes;
        sum += normalise("\u{2f00}\u{e000}\u{2}").changes;
        assert_eq!(
            sum,
            Changes {
                control_removed: 2,
                radicals_mapped: 1,
                bullets_mapped: 1,
                unknown_private_use: 1
            }
        );
    }
}
