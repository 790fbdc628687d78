//! How the lines of lists are numbered. Texts never hold their numbers; this is where they come from.

use super::blocks::Number;
use crate::model::settings::NumberStyle;

/// The deepest level of a list: Word knows nine (ECMA-376 part 1, 17.9.6); deeper lines stand on the ninth.
const DEEPEST_LEVEL: usize = 8;

/// The last number that has a circled form of its own, ⑳.
const LAST_CIRCLED: u32 = 20;

/// The number of a list line as printed, without the gap after it. `path` holds the numbers of the lines above it
/// and its own, each from 1; an empty path prints nothing.
pub fn printed_number(style: NumberStyle, path: &[u32]) -> String {
    let Some(&value) = path.last() else {
        return String::new();
    };
    match style {
        NumberStyle::DecimalComma => format!("{value}\u{3001}"),
        NumberStyle::DecimalDot => format!("{value}."),
        NumberStyle::DecimalParen => format!("{value}\u{ff09}"),
        NumberStyle::DecimalParens => in_brackets(&value.to_string()),
        NumberStyle::Circled => circled(value),
        NumberStyle::ChineseComma => format!("{}\u{3001}", chinese_numeral(value)),
        NumberStyle::ChineseParens => in_brackets(&chinese_numeral(value)),
        NumberStyle::Article => format!("\u{7b2c}{}\u{6761}", chinese_numeral(value)),
        NumberStyle::Outline => outline(path),
        NumberStyle::None => String::new(),
    }
}

fn in_brackets(inner: &str) -> String {
    format!("\u{ff08}{inner}\u{ff09}")
}

fn circled(value: u32) -> String {
    match char::from_u32(0x245f + value.min(LAST_CIRCLED)) {
        Some(sign) if (1..=LAST_CIRCLED).contains(&value) => sign.to_string(),
        _ => in_brackets(&value.to_string()),
    }
}

fn outline(path: &[u32]) -> String {
    let mut text = String::new();
    for value in path {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&value.to_string());
    }
    text
}

/// A number in Chinese: 十, 十一, 二十, 一百零一, 一百一十, 一千零一十. From 10,000 on, and for 0, in digits: no list
/// is that long, and Word's own numbering does not agree with itself there.
pub fn chinese_numeral(value: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const UNITS: [(u32, Option<char>); 4] = [
        (1000, Some('千')),
        (100, Some('百')),
        (10, Some('十')),
        (1, None),
    ];
    if value == 0 || value > 9_999 {
        return value.to_string();
    }
    let mut text = String::new();
    let mut zero = false;
    for (unit, name) in UNITS {
        let digit = value / unit % 10;
        if digit == 0 {
            // A gap is spoken once, and only between digits.
            zero = !text.is_empty();
            continue;
        }
        if zero {
            text.push(DIGITS[0]);
            zero = false;
        }
        // Ten to nineteen begin with 十, not 一十.
        if !(digit == 1 && unit == 10 && text.is_empty()) {
            text.push(DIGITS[digit as usize]);
        }
        text.extend(name);
    }
    text
}

/// The style of a level; deeper levels than the settings name repeat the last.
pub fn style_of_level(styles: &[NumberStyle], level: usize) -> NumberStyle {
    styles
        .get(level)
        .or(styles.last())
        .copied()
        .unwrap_or_default()
}

/// One list that is being written: gives its lines their numbers.
#[derive(Clone, Copy)]
pub(super) struct List<'a> {
    id: u32,
    /// Style of the first level, if it is not the company's.
    first: Option<NumberStyle>,
    styles: &'a [NumberStyle],
}

impl<'a> List<'a> {
    /// A list in the company's styles.
    pub(super) fn new(id: u32, styles: &'a [NumberStyle]) -> List<'a> {
        List {
            id,
            first: None,
            styles,
        }
    }

    /// A list with a style of its own on the first level.
    pub(super) fn with_first(id: u32, first: NumberStyle, styles: &'a [NumberStyle]) -> List<'a> {
        List {
            id,
            first: Some(first),
            styles,
        }
    }

    /// The number of the line at `path`; `None` for an empty path.
    pub(super) fn number(&self, path: &[u32]) -> Option<Number> {
        let value = *path.last()?;
        let level = (path.len() - 1).min(DEEPEST_LEVEL);
        let style = match self.first {
            Some(first) if level == 0 => first,
            _ => style_of_level(self.styles, level),
        };
        Some(Number {
            list: self.id,
            level: level as u8,
            style,
            value,
            text: printed_number(style, path),
            prefix: String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_numeral(value: u32, expected: &str) {
        assert_eq!(chinese_numeral(value), expected, "{value}");
    }

    #[test]
    fn chinese_numerals_are_those_of_written_chinese() {
        for (value, expected) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (19, "十九"),
            (20, "二十"),
            (21, "二十一"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (111, "一百一十一"),
            (120, "一百二十"),
            (1_000, "一千"),
            (1_001, "一千零一"),
            (1_010, "一千零一十"),
            (1_011, "一千零一十一"),
            (1_100, "一千一百"),
            (1_101, "一千一百零一"),
            (2_020, "二千零二十"),
            (9_999, "九千九百九十九"),
        ] {
            check_numeral(value, expected);
        }
    }

    #[test]
    fn every_chinese_numeral_can_be_read_back() {
        for value in 1..=9_999 {
            let text = chinese_numeral(value);
            assert_eq!(read(&text), value, "{text}");
            assert!(!text.contains("零零") && !text.ends_with('零'), "{text}");
        }
    }

    /// Reads a numeral the way a person does: each digit times the unit after it.
    fn read(text: &str) -> u32 {
        let mut sum = 0;
        let mut digit = None;
        for c in text.chars() {
            let unit = match c {
                '千' => 1000,
                '百' => 100,
                '十' => 10,
                _ => {
                    digit = "零一二三四五六七八九".chars().position(|d| d == c);
                    continue;
                }
            };
            sum += digit.take().unwrap_or(1) as u32 * unit;
        }
        sum + digit.unwrap_or(0) as u32
    }

    #[test]
    fn numbers_are_printed_as_their_style_says() {
        for (style, expected) in [
            (NumberStyle::DecimalComma, "2、"),
            (NumberStyle::DecimalDot, "2."),
            (NumberStyle::DecimalParen, "2）"),
            (NumberStyle::DecimalParens, "（2）"),
            (NumberStyle::Circled, "②"),
            (NumberStyle::ChineseComma, "二、"),
            (NumberStyle::ChineseParens, "（二）"),
            (NumberStyle::Article, "第二条"),
            (NumberStyle::Outline, "13.1.2"),
            (NumberStyle::None, ""),
        ] {
            assert_eq!(printed_number(style, &[13, 1, 2]), expected, "{style:?}");
        }
    }

    #[test]
    fn circled_numbers_end_at_twenty() {
        assert_eq!(printed_number(NumberStyle::Circled, &[1]), "①");
        assert_eq!(printed_number(NumberStyle::Circled, &[20]), "⑳");
        assert_eq!(printed_number(NumberStyle::Circled, &[21]), "（21）");
        assert_eq!(
            printed_number(NumberStyle::Circled, &[u32::MAX]),
            "（4294967295）"
        );
    }

    #[test]
    fn levels_deeper_than_the_settings_repeat_the_last_style() {
        let styles = [NumberStyle::DecimalComma, NumberStyle::DecimalParens];
        let list = List::new(7, &styles);
        let number = list.number(&[3, 1, 4]).unwrap();
        assert_eq!((number.level, number.value, &*number.text), (2, 4, "（4）"));
        assert_eq!(list.number(&[]), None);
        assert_eq!(style_of_level(&[], 0), NumberStyle::DecimalComma);
    }

    #[test]
    fn a_list_may_have_a_first_level_of_its_own() {
        let styles = [NumberStyle::DecimalComma, NumberStyle::DecimalParens];
        let list = List::with_first(1, NumberStyle::Article, &styles);
        assert_eq!(list.number(&[12]).unwrap().text, "第十二条");
        assert_eq!(list.number(&[12, 1]).unwrap().text, "（1）");
    }
}
