//! Automatic numbers as they are shown: 一, （二）, ③, iv, C.

use crate::import::markers::marker_at;

/// How a number is written; the names are those of DOCX, the CSS ones are mapped to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Decimal,
    /// At least that many digits.
    Padded(u8),
    FullWidth,
    Circled,
    /// ⑴
    Parenthesised,
    /// ⒈
    WithStop,
    /// 一, 十一, 二十
    Counting,
    /// 一〇
    Digits,
    /// 壹
    Legal,
    /// 甲
    Stems,
    /// 子
    Branches,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Bullet,
    None,
}

const DIGITS: [char; 10] = [
    '\u{96f6}', '\u{4e00}', '\u{4e8c}', '\u{4e09}', '\u{56db}', '\u{4e94}', '\u{516d}', '\u{4e03}',
    '\u{516b}', '\u{4e5d}',
];
const UNITS: [&str; 4] = ["", "\u{5341}", "\u{767e}", "\u{5343}"];
const LEGAL_DIGITS: [char; 10] = [
    '\u{96f6}', '\u{58f9}', '\u{8d30}', '\u{53c1}', '\u{8086}', '\u{4f0d}', '\u{9646}', '\u{67d2}',
    '\u{634c}', '\u{7396}',
];
const LEGAL_UNITS: [&str; 4] = ["", "\u{62fe}", "\u{4f70}", "\u{4edf}"];
const STEMS: [char; 10] = [
    '\u{7532}', '\u{4e59}', '\u{4e19}', '\u{4e01}', '\u{620a}', '\u{5df1}', '\u{5e9a}', '\u{8f9b}',
    '\u{58ec}', '\u{7678}',
];
const BRANCHES: [char; 12] = [
    '\u{5b50}', '\u{4e11}', '\u{5bc5}', '\u{536f}', '\u{8fb0}', '\u{5df3}', '\u{5348}', '\u{672a}',
    '\u{7533}', '\u{9149}', '\u{620c}', '\u{4ea5}',
];
const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

impl Format {
    /// By the value of `w:numFmt`; what is not known is shown in digits, as Word does.
    pub(super) fn of_docx(name: &str) -> Format {
        match name {
            "none" => Format::None,
            "bullet" => Format::Bullet,
            "decimalZero" => Format::Padded(2),
            "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Format::Circled,
            "decimalEnclosedParen" => Format::Parenthesised,
            "decimalEnclosedFullstop" => Format::WithStop,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting" => Format::Counting,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                Format::Digits
            }
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
                Format::Legal
            }
            "ideographTraditional" => Format::Stems,
            "ideographZodiac" => Format::Branches,
            "lowerLetter" => Format::LowerLetter,
            "upperLetter" => Format::UpperLetter,
            "lowerRoman" => Format::LowerRoman,
            "upperRoman" => Format::UpperRoman,
            _ => Format::Decimal,
        }
    }

    /// By the `type` of an `ol` or the CSS property `list-style-type`.
    pub(super) fn of_html(name: &str) -> Option<Format> {
        Some(match name {
            "1" | "decimal" => Format::Decimal,
            "decimal-leading-zero" => Format::Padded(2),
            "a" | "lower-alpha" | "lower-latin" => Format::LowerLetter,
            "A" | "upper-alpha" | "upper-latin" => Format::UpperLetter,
            "i" | "lower-roman" => Format::LowerRoman,
            "I" | "upper-roman" => Format::UpperRoman,
            "cjk-ideographic"
            | "simp-chinese-informal"
            | "trad-chinese-informal"
            | "japanese-informal" => Format::Counting,
            "simp-chinese-formal" | "trad-chinese-formal" => Format::Legal,
            "cjk-decimal" => Format::Digits,
            "cjk-heavenly-stem" => Format::Stems,
            "cjk-earthly-branch" => Format::Branches,
            "disc" | "circle" | "square" => Format::Bullet,
            "none" => Format::None,
            _ => return None,
        })
    }

    /// The number, without signs around it.
    pub(super) fn write(self, number: u32) -> String {
        let cycle = |signs: &[char]| {
            let at = usize::try_from(number.max(1) - 1).unwrap_or(0) % signs.len();
            signs.get(at).map(char::to_string).unwrap_or_default()
        };
        match self {
            Format::Decimal => number.to_string(),
            Format::Padded(width) => format!("{number:0width$}", width = usize::from(width)),
            Format::FullWidth => number
                .to_string()
                .chars()
                .filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10))
                .collect(),
            Format::Circled => sign_from(0x2460, 20, number),
            Format::Parenthesised => sign_from(0x2474, 20, number),
            Format::WithStop => sign_from(0x2488, 20, number),
            Format::Counting => counted(number, &DIGITS, UNITS),
            Format::Legal => counted(number, &LEGAL_DIGITS, LEGAL_UNITS),
            Format::Digits => number
                .to_string()
                .bytes()
                .map(|digit| match digit {
                    b'0' => '\u{3007}',
                    digit => DIGITS[usize::from(digit - b'0')],
                })
                .collect(),
            Format::Stems => cycle(&STEMS),
            Format::Branches => cycle(&BRANCHES),
            Format::LowerLetter => letters(number, b'a'),
            Format::UpperLetter => letters(number, b'A'),
            Format::LowerRoman => roman(number),
            Format::UpperRoman => roman(number).to_ascii_uppercase(),
            Format::Bullet | Format::None => String::new(),
        }
    }
}

/// Signs that Unicode has only for the first numbers; digits for the others.
fn sign_from(first: u32, count: u32, number: u32) -> String {
    let sign = (1..=count)
        .contains(&number)
        .then(|| char::from_u32(first + number - 1))
        .flatten();
    sign.map_or_else(|| number.to_string(), String::from)
}

/// 一千零二十三; digits from 10,000 on.
fn counted(number: u32, digits: &[char; 10], units: [&str; 4]) -> String {
    if number >= 10_000 {
        return number.to_string();
    }
    if number == 0 {
        return digits[0].to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (place, unit) in units.iter().enumerate().rev() {
        let power = [1, 10, 100, 1000][place];
        let digit = number / power % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(digits[0]);
            gap = false;
        }
        // 十一, not 一十一.
        if !(place == 1 && digit == 1 && text.is_empty() && digits == &DIGITS) {
            text.extend(usize::try_from(digit).ok().map(|digit| digits[digit]));
        }
        text.push_str(unit);
    }
    text
}

/// a … z, aa, bb, as Word and Excel's lists do; no longer than nine letters.
fn letters(number: u32, first: u8) -> String {
    let at = number.max(1) - 1;
    let letter = char::from(first + u8::try_from(at % 26).unwrap_or(0));
    let times = usize::try_from(at / 26 + 1).unwrap_or(1).min(9);
    letter.to_string().repeat(times)
}

fn roman(number: u32) -> String {
    if number == 0 || number >= 4000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in ROMAN {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// A number in the shape that is told apart below one of the same shape: 1. (1) ① a.
///
/// Word and browsers tell levels by their indent, which a line of text has not.
pub(super) fn by_level(format: Format, level: usize, number: u32) -> String {
    match (format, level) {
        (_, 0) => format!("{}.", format.write(number)),
        (_, 1) => format!("({})", format.write(number)),
        (Format::Decimal, 2) => Format::Circled.write(number),
        _ => format!("{}.", Format::LowerLetter.write(number)),
    }
}

/// The bullet of a level.
pub(super) fn bullet(level: usize) -> char {
    ['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{25c6}'][level.min(3)]
}

/// `number` before `text`, with a blank where none of its own signs parts them, and with a sign where the number
/// alone would look like part of the sentence.
pub(super) fn join(number: &str, text: &str) -> String {
    let number = number.trim();
    if number.is_empty() {
        return text.to_owned();
    }
    let bare = number
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let with_blank = format!("{number} {text}");
    if !bare || marker_at(&with_blank).is_some() {
        return with_blank;
    }
    format!("{number}\u{3001}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_are_written_as_people_count() {
        let written: Vec<_> = [1, 10, 11, 20, 21, 101, 110, 1023, 12_345]
            .map(|number| Format::Counting.write(number))
            .to_vec();
        let expected = [
            "一",
            "十",
            "十一",
            "二十",
            "二十一",
            "一百零一",
            "一百一十",
            "一千零二十三",
            "12345",
        ];
        assert_eq!(written, expected);
        assert_eq!(Format::Digits.write(10), "一〇");
        assert_eq!(Format::Legal.write(12), "壹拾贰");
    }

    #[test]
    fn letters_romans_and_circles_end_somewhere() {
        assert_eq!(Format::LowerLetter.write(28), "bb");
        assert_eq!(Format::UpperRoman.write(14), "XIV");
        assert_eq!(Format::Circled.write(20), "⑳");
        assert_eq!(Format::Circled.write(21), "21");
        assert!(Format::LowerLetter.write(u32::MAX).len() <= 9);
        assert_eq!(Format::LowerRoman.write(u32::MAX), u32::MAX.to_string());
    }

    #[test]
    fn a_bare_number_gets_a_sign() {
        assert_eq!(join("1", "负责"), "1、负责");
        assert_eq!(join("一、", "职责"), "一、 职责");
        assert_eq!(join("第一条", "总则"), "第一条 总则");
        assert_eq!(join("", "无"), "无");
    }
}
