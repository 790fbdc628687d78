//! Markers that are letters: a. and A., i. ii. iii., 甲、, and numbers in the characters of cheques.

use super::markers::{Marker, Style};

/// 壹 and the like, as the plain number of the same length.
pub(super) fn legal_digit(c: char) -> Option<char> {
    Some(match c {
        '\u{58f9}' => '\u{4e00}',
        '\u{8d30}' => '\u{4e8c}',
        '\u{53c1}' => '\u{4e09}',
        '\u{8086}' => '\u{56db}',
        '\u{4f0d}' => '\u{4e94}',
        '\u{9646}' => '\u{516d}',
        '\u{67d2}' => '\u{4e03}',
        '\u{634c}' => '\u{516b}',
        '\u{7396}' => '\u{4e5d}',
        '\u{62fe}' => '\u{5341}',
        _ => return None,
    })
}

/// 甲 to 癸.
pub(super) const STEMS: [char; 10] = [
    '\u{7532}', '\u{4e59}', '\u{4e19}', '\u{4e01}', '\u{620a}', '\u{5df1}', '\u{5e9a}', '\u{8f9b}',
    '\u{58ec}', '\u{7678}',
];

/// 甲、 unless another of its kind follows: 甲、乙双方.
pub(super) fn stem(text: &str, first: char) -> Option<Marker> {
    let mut behind = text.chars().skip(1);
    let sign = behind
        .next()
        .filter(|c| matches!(c, '\u{3001}' | '.' | '\u{ff0e}'))?;
    let counted = behind.next().is_some_and(|c| STEMS.contains(&c));
    let value = STEMS.iter().zip(1..).find(|(stem, _)| **stem == first)?.1;
    let len = first.len_utf8() + sign.len_utf8();
    (!counted).then(|| Marker::new(Style::Stem, value, len, false))
}

/// i. ii) XIV、: the letters of a number, two or more of them or a single i.
fn roman_letters(text: &str) -> Option<Marker> {
    let upper = text.starts_with(|c: char| c.is_ascii_uppercase());
    let of = |c: char| {
        let value = match c.to_ascii_lowercase() {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            _ => return None,
        };
        (c.is_ascii_uppercase() == upper).then_some(value)
    };
    let values: Vec<u32> = text.chars().take(6).map_while(of).collect();
    // Vix is a word; each number has one way to be written.
    let value = (1..40).find(|number| roman_of(*number) == values)?;
    let sign = text.get(values.len()..)?.chars().next()?;
    let sign_fits = matches!(sign, '.' | '\u{ff0e}' | '\u{3001}' | ')' | '\u{ff09}');
    let after = text.get(values.len() + sign.len_utf8()..)?.chars().next();
    let plain = !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let style = if upper {
        Style::Roman
    } else {
        Style::LowerRoman
    };
    let numbered = values.len() > 1 || value == 1;
    (sign_fits && plain && numbered)
        .then(|| Marker::new(style, value, values.len() + sign.len_utf8(), false))
}

/// The letters of a number below 40, by their values.
fn roman_of(value: u32) -> Vec<u32> {
    let ones: &[u32] = match value % 10 {
        1 => &[1],
        2 => &[1, 1],
        3 => &[1, 1, 1],
        4 => &[1, 5],
        5 => &[5],
        6 => &[5, 1],
        7 => &[5, 1, 1],
        8 => &[5, 1, 1, 1],
        9 => &[1, 10],
        _ => &[],
    };
    let tens = usize::try_from(value / 10).unwrap_or_default();
    let mut letters = vec![10; tens];
    letters.extend(ones);
    letters
}

/// What a single letter is by the list so far: i behind h is a letter, v behind iv a number.
pub(super) fn in_context(marker: Marker, text: &str, last: &[(Style, u32)]) -> Marker {
    let above = |style: Style, value: u32| last.contains(&(style, value));
    let (letter, roman) = match text.chars().next() {
        Some('i' | 'v' | 'x') => (Style::Letter, Style::LowerRoman),
        Some('I' | 'V' | 'X') => (Style::Capital, Style::Roman),
        _ => return marker,
    };
    let (style, value) = match (marker.style, marker.value) {
        (style, 1) if style == roman && above(letter, 8) => (letter, 9),
        (style, 22) if style == letter && above(roman, 4) => (roman, 5),
        (style, 24) if style == letter && above(roman, 9) => (roman, 10),
        _ => return marker,
    };
    Marker {
        style,
        value,
        ..marker
    }
}

pub(super) fn letter(text: &str) -> Option<Marker> {
    if let Some(number) = roman_letters(text) {
        return Some(number);
    }
    let mut chars = text.chars();
    let letter = chars.next()?.to_ascii_lowercase();
    let sign = chars.next()?;
    let after = chars.next();
    let plain = !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let sign_fits = matches!(sign, '.' | '\u{ff0e}' | '\u{3001}' | ')' | '\u{ff09}');
    let len = 1 + sign.len_utf8();
    if !sign_fits || !plain {
        return None;
    }
    // l、 is a 1 that was read badly far oftener than the twelfth of a list.
    if text.starts_with('l') && after.is_some_and(|c| !c.is_ascii()) {
        return Some(Marker::new(Style::Arabic, 1, len, true));
    }
    let value = u32::from(letter) - u32::from('a') + 1;
    let style = match text.starts_with(|c: char| c.is_ascii_uppercase()) {
        true => Style::Capital,
        false => Style::Letter,
    };
    Some(Marker::new(style, value, len, false))
}

#[cfg(test)]
mod tests {
    use crate::import::markers::{Style, marker_at};
    use crate::import::parse_text;

    fn read(text: &str) -> Option<(Style, u32)> {
        marker_at(text).map(|marker| (marker.style, marker.value))
    }

    #[test]
    fn numbers_in_letters_are_read_and_words_are_none() {
        assert_eq!(read("i. 收货"), Some((Style::LowerRoman, 1)));
        assert_eq!(read("xiv）收货"), Some((Style::LowerRoman, 14)));
        assert_eq!(read("IV、收货"), Some((Style::Roman, 4)));
        assert_eq!(read("b.收货"), Some((Style::Letter, 2)));
        assert_eq!(read("乙、收货"), Some((Style::Stem, 2)));
        assert_eq!(read("拾壹、收货"), Some((Style::Chinese, 11)));
        for text in [
            "iiii. 收货",
            "VIP接待",
            "vi.exe",
            "甲、乙双方",
            "第一、第二季度",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    /// How many duties the one role of a text has.
    fn duties(text: &str) -> usize {
        let draft = parse_text(&format!("库管员岗位职责\n{text}"));
        assert_eq!(draft.doubts, [], "{text}");
        draft.roles[0].sections[0].items.len()
    }

    #[test]
    fn a_letter_is_a_number_or_a_letter_by_the_list_so_far() {
        let list = |signs: &[&str]| -> String {
            let lines = signs.iter().map(|sign| format!("{sign}. 清点货物。\n"));
            lines.collect()
        };
        let roman = [
            "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi",
        ];
        assert_eq!(duties(&list(&roman)), 11);
        let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        assert_eq!(duties(&list(&letters)), 10);
        assert_eq!(duties(&list(&["甲", "乙", "丙"])), 3);
        assert_eq!(duties(&list(&["I", "II", "III", "IV", "V"])), 5);
    }
}
