//! Numbers and bullets before items and headings: what a marker is by its own characters.
//!
//! Whether such characters are a marker at their place is decided in [`segments`](super::segments), which
//! knows what stands around them.

use super::letters::{STEMS, legal_digit, letter, stem};
use super::lexicon::words;
use super::squeeze::{cut, is_blank, is_terminal};

/// How a marker is written. The order of the first four is the order of headings from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Style {
    /// 第一章; the unit decides the rank.
    Chapter(char),
    /// 一、
    Chinese,
    /// Ⅰ、
    Roman,
    /// （一）
    ChineseParen,
    /// 第一条
    Article,
    /// 1、 1. 1，
    Arabic,
    /// 1.1; the number is the depth (1 for 1.0).
    Dotted(u8),
    /// 1)
    ArabicClose,
    /// (1)
    ArabicParen,
    /// ①
    Circled,
    /// A.
    Capital,
    /// a.
    Letter,
    /// i. ii. iii.
    LowerRoman,
    /// 甲、
    Stem,
    /// 一是, 第一，
    Spoken,
    /// A bullet.
    Bullet(char),
    /// 职责一: a number in a label.
    Named,
    /// 1 without a sign.
    Bare,
}

/// A marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) style: Style,
    /// Its number; of 1.2.3 the last. Bullets have 0.
    pub(super) value: u32,
    /// All numbers of 1.2.3.
    pub(super) numbers: [u16; 4],
    /// Length in bytes.
    pub(super) len: usize,
    /// True if a sign follows the digits that seldom follows a number in a sentence.
    pub(super) firm: bool,
}

impl Marker {
    pub(super) fn new(style: Style, value: u32, len: usize, firm: bool) -> Marker {
        Marker {
            style,
            value,
            numbers: [0; 4],
            len,
            firm,
        }
    }

    /// Whether a list may begin with it: a 1, or any bullet.
    pub(super) fn begins(&self) -> bool {
        self.value == 1 || matches!(self.style, Style::Bullet(_))
    }

    /// How high a heading with this marker stands; smaller is higher. Unmarked headings have 20.
    pub(super) fn rank(&self) -> u8 {
        match self.style {
            Style::Chapter('\u{8282}') => 15,
            Style::Chapter(_) => 10,
            Style::Chinese | Style::Roman => 30,
            Style::ChineseParen => 40,
            Style::Article => 45,
            Style::Arabic | Style::Bare => 50,
            Style::Dotted(depth) => 50 + depth,
            Style::ArabicClose => 60,
            Style::ArabicParen => 62,
            Style::Named => 64,
            Style::Circled => 70,
            Style::Capital => 48,
            Style::Letter => 72,
            Style::LowerRoman => 73,
            Style::Stem => 55,
            Style::Spoken => 74,
            Style::Bullet(_) => 80,
        }
    }
}

/// Reads the marker that `text` begins with.
pub(super) fn marker_at(text: &str) -> Option<Marker> {
    let mut marker = single_marker_at(text)?;
    marker.len += second_sign(&marker, cut(text, marker.len..text.len()));
    Some(marker)
}

/// The second sign of 1.、 or （1）、 or 1）。: its length.
fn second_sign(marker: &Marker, behind: &str) -> usize {
    let mut rest = behind.chars();
    let sign = rest.next().filter(|c| {
        matches!(
            c,
            '\u{3001}' | '.' | '\u{ff0e}' | '\u{3002}' | ',' | '\u{ff0c}' | ':' | '\u{ff1a}'
        )
    });
    let next = rest.next();
    let goes_on = next.is_some_and(|c| !is_digit(c) && !matches!(c, '.' | '\u{3002}'));
    let numbered = marker.firm && !matches!(marker.style, Style::Bullet(_));
    sign.filter(|_| numbered && goes_on)
        .map_or(0, char::len_utf8)
}

fn single_marker_at(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '0'..='9' | '\u{ff10}'..='\u{ff19}' => arabic(text),
        '(' | '\u{ff08}' | '\u{3014}' | '[' | '\u{ff3b}' | '\u{3010}' => in_brackets(text),
        '\u{2160}'..='\u{216b}' => roman(text, first),
        '\u{7b2c}' => ordinal(text),
        'a'..='z' | 'A'..='Z' => letter(text),
        _ if chinese_digit(first).is_some() || legal_digit(first).is_some() => chinese(text),
        _ if STEMS.contains(&first) => stem(text, first),
        _ => circled(first)
            .map(|value| Marker::new(Style::Circled, value, first.len_utf8(), true))
            .or_else(|| bullet(text, first)),
    }
}

/// Digits at the beginning without any sign, such as 11完成: value and length.
pub(super) fn bare_number(text: &str) -> Option<Marker> {
    let (value, len) = digits(text)?;
    (len <= 6 && value > 0 && value < 100).then(|| Marker::new(Style::Bare, value, len, false))
}

fn arabic(text: &str) -> Option<Marker> {
    let (value, len) = digits(text)?;
    let whole = text.get(len..)?;
    // 1 、: only this sign is sure behind a blank.
    let behind = whole.trim_start_matches(is_blank);
    let rest = match behind.starts_with('\u{3001}') {
        true => behind,
        false => whole,
    };
    let len = len + whole.len() - rest.len();
    let sign = rest.chars().next()?;
    let after = rest.chars().nth(1);
    let width = sign.len_utf8();
    match sign {
        '.' | '\u{ff0e}' if after.is_some_and(is_digit) => dotted(text, value, len),
        '.' | '\u{ff0e}' | '\u{3001}' => Some(Marker::new(Style::Arabic, value, len + width, true)),
        ',' | '\u{ff0c}' | ':' | '\u{ff1a}' if !after.is_some_and(is_digit) => {
            Some(Marker::new(Style::Arabic, value, len + width, false))
        }
        ')' | '\u{ff09}' => Some(Marker::new(Style::ArabicClose, value, len + width, true)),
        _ => None,
    }
    .filter(|marker| marker.value < 1000)
}

/// 2. of 2.3年: the first number and its dot, where digits follow them.
pub(super) fn first_of_dotted(text: &str) -> Option<Marker> {
    let (value, len) = digits(text)?;
    let dot = text
        .get(len..)?
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '\u{ff0e}'))?;
    (value < 100).then(|| Marker::new(Style::Arabic, value, len + dot.len_utf8(), false))
}

/// 1.1, 1.2.3, 1.0, and a sign that may follow.
fn dotted(text: &str, first: u32, mut len: usize) -> Option<Marker> {
    let mut numbers = [0; 4];
    numbers[0] = u16::try_from(first).ok().filter(|&number| number < 100)?;
    let mut depth = 1;
    while let Some(rest) = text.get(len..)
        && let Some(dot @ ('.' | '\u{ff0e}')) = rest.chars().next()
        && let Some((value, digits)) = next_number(rest.get(dot.len_utf8()..)?, depth)
    {
        let number = numbers.get_mut(depth)?;
        *number = u16::try_from(value).ok().filter(|&number| number < 100)?;
        len += dot.len_utf8() + digits;
        depth += 1;
    }
    let value = numbers[depth - 1];
    if depth == 2 && value == 0 {
        depth = 1;
    }
    if let Some(sign @ ('.' | '\u{ff0e}' | '\u{3001}')) = text.get(len..)?.chars().next() {
        len += sign.len_utf8();
    }
    let shown = if depth == 1 { numbers[0] } else { value };
    let style = Style::Dotted(u8::try_from(depth).ok()?);
    let mut marker = Marker::new(style, shown.into(), len, false);
    marker.numbers = numbers;
    Some(marker)
}

/// The number behind a dot: 4.1.4. 2 检定员 has a blank before its last.
fn next_number(text: &str, depth: usize) -> Option<(u32, usize)> {
    if let Some(rest) = text.strip_prefix(is_blank).filter(|_| depth >= 2) {
        let (value, len) = digits(rest)?;
        let apart = rest.get(len..)?.starts_with(is_blank);
        return apart.then_some((value, text.len() - rest.len() + len));
    }
    digits(text)
}

/// Ⅰ、 and Ⅱ with a blank behind it.
fn roman(text: &str, first: char) -> Option<Marker> {
    let len = first.len_utf8();
    let sign = text.get(len..)?.chars().next()?;
    let fits = matches!(sign, '\u{3001}' | '.' | '\u{ff0e}') || is_blank(sign);
    let value = u32::from(first) - 0x2160 + 1;
    fits.then(|| Marker::new(Style::Roman, value, len + sign.len_utf8(), true))
}

fn in_brackets(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let inner = text.get(open..)?;
    let (style, value, len) = match digits(inner) {
        Some((value, len)) => (Style::ArabicParen, value, len),
        None => {
            let (value, len) = chinese_number(inner)?;
            (Style::ChineseParen, value, len)
        }
    };
    let close = inner.get(len..)?.chars().next()?;
    let closed = matches!(
        close,
        ')' | '\u{ff09}' | '\u{3015}' | ']' | '\u{ff3d}' | '\u{3011}'
    ) && value > 0
        && value < 100;
    closed.then(|| {
        let mut len = open + len + close.len_utf8();
        if text
            .get(len..)
            .is_some_and(|rest| rest.starts_with('\u{3001}'))
        {
            len += '\u{3001}'.len_utf8();
        }
        Marker::new(style, value, len, true)
    })
}

fn chinese(text: &str) -> Option<Marker> {
    let plain: String = text.chars().take(8).map_while(legal_digit).collect();
    let (value, len) = match plain.is_empty() {
        true => chinese_number(text)?,
        false => chinese_number(&plain)?,
    };
    let sign = text.get(len..)?.chars().next()?;
    let (style, firm) = match sign {
        '\u{3001}' | '.' | '\u{ff0e}' => (Style::Chinese, true),
        ',' | '\u{ff0c}' | ':' | '\u{ff1a}' => (Style::Chinese, false),
        ')' | '\u{ff09}' => (Style::ChineseParen, true),
        // 是
        '\u{662f}' if value < 10 => (Style::Spoken, false),
        _ => return None,
    };
    Some(Marker::new(style, value, len + sign.len_utf8(), firm))
}

/// 第一条 and 第三章.
fn ordinal(text: &str) -> Option<Marker> {
    let start = '\u{7b2c}'.len_utf8();
    let inner = text.strip_prefix('\u{7b2c}')?;
    let (value, len) = digits(inner).or_else(|| chinese_number(inner))?;
    let unit = inner.get(len..)?.chars().next()?;
    let mut total = start + len + unit.len_utf8();
    let style = match unit {
        // 条
        '\u{6761}' | '\u{689d}' => Style::Article,
        ',' | '\u{ff0c}' => Style::Spoken,
        // 第一、第二季度
        '\u{3001}' if !inner.get(len + unit.len_utf8()..)?.starts_with('\u{7b2c}') => Style::Spoken,
        // 節 編
        '\u{7bc0}' => Style::Chapter('\u{8282}'),
        '\u{7de8}' => Style::Chapter('\u{7f16}'),
        // 篇 章 节 编 卷
        '\u{7bc7}' | '\u{7ae0}' | '\u{8282}' | '\u{7f16}' | '\u{5377}' => Style::Chapter(unit),
        // 部分
        '\u{90e8}' if inner.get(len + unit.len_utf8()..)?.starts_with('\u{5206}') => {
            total += '\u{5206}'.len_utf8();
            Style::Chapter(unit)
        }
        _ => return None,
    };
    let rest = text.get(total..).unwrap_or_default();
    if let Some(sign) = rest
        .chars()
        .next()
        .filter(|&c| is_colon(c) || c == '\u{3001}')
    {
        total += sign.len_utf8();
    }
    Some(Marker::new(style, value, total, true))
}

/// 推荐第3篇： and 篇一：, which web pages put before the title of a document.
pub(super) fn chapter_at(text: &str) -> Option<Marker> {
    let prefix = words("chapter_prefix").at_start(text).map_or(0, str::len);
    let rest = text.get(prefix..)?.trim_start_matches([' ', '\u{3000}']);
    let skipped = text.len() - rest.len();
    if let Some(unit @ '\u{7bc7}') = rest.chars().next() {
        let inner = rest.get(unit.len_utf8()..)?;
        // 篇：某某岗位职责, whose number was lost.
        let (value, len) = digits(inner)
            .or_else(|| chinese_number(inner))
            .or(inner.starts_with(is_colon).then_some((0, 0)))?;
        let colon = inner.get(len..)?.chars().next().filter(|c| is_colon(*c))?;
        let len = skipped + unit.len_utf8() + len + colon.len_utf8();
        return Some(Marker::new(Style::Chapter(unit), value, len, true));
    }
    if let Some(marker) = attachment(rest) {
        return Some(marker);
    }
    let mut marker = ordinal(rest).filter(|marker| matches!(marker.style, Style::Chapter(_)))?;
    marker.len += skipped;
    Some(marker)
}

/// 附件1：
fn attachment(text: &str) -> Option<Marker> {
    let word = words("attachment").at_start(text)?;
    let inner = text.get(word.len()..)?;
    let (value, len) = digits(inner).or_else(|| chinese_number(inner))?;
    let sign = inner.get(len..)?.chars().next();
    let width = match sign {
        None => 0,
        Some(c) if is_colon(c) || c == '\u{3001}' => c.len_utf8(),
        Some(c) if is_blank(c) => 0,
        Some(_) => return None,
    };
    Some(Marker::new(
        Style::Chapter('\u{9644}'),
        value,
        word.len() + len + width,
        true,
    ))
}

/// 职责一 and 职责1：, which the forms of consultancies put before a duty.
pub(super) fn named_at(text: &str) -> Option<Marker> {
    let word = words("named_item").at_start(text)?;
    let inner = text.get(word.len()..)?;
    let (value, len) = digits(inner).or_else(|| chinese_number(inner))?;
    let behind = inner.get(len..)?;
    let sign = behind.chars().next();
    let stands = sign.is_none_or(|c| c.is_whitespace() || is_colon(c) || c == '\u{3001}');
    let width = sign
        .filter(|c| !c.is_whitespace())
        .map_or(0, char::len_utf8);
    stands.then(|| Marker::new(Style::Named, value, word.len() + len + width, true))
}

/// Bullets that stand before items. Hyphens and the middle dot are bullets only before something else.
fn bullet(text: &str, first: char) -> Option<Marker> {
    let firm = match first {
        '\u{27a2}'
        | '\u{25cf}'
        | '\u{25a0}'
        | '\u{2713}'
        | '\u{25aa}'
        | '\u{2022}'
        | '\u{25c6}'
        | '\u{25b6}'
        | '\u{25ba}'
        | '\u{2605}'
        | '\u{2714}'
        | '\u{2756}'
        | '\u{27a4}'
        | '\u{2b25}'
        | '\u{25b8}'
        | '\u{25ce}'
        | '\u{e000}'..='\u{f8ff}' => true,
        '\u{b7}' | '\u{25c7}' | '\u{25cb}' | '\u{25a1}' | '\u{25b2}' | '\u{25b3}' | '\u{2606}'
        | '\u{203b}' | '\u{2192}' | '-' | '\u{2013}' | '\u{2014}' | '*' | '+' | '\u{2219}'
        | '\u{30fb}' | '\u{25e6}' | '\u{2027}' | '\u{25ab}' | '\u{25fc}' | '\u{25fb}' => false,
        _ => return None,
    };
    if let Some(row) = row_of_dashes(text, first) {
        return Some(row);
    }
    let next = text.chars().nth(1)?;
    let stands = next != first && !(matches!(first, '-' | '+') && is_digit(next));
    stands.then(|| Marker::new(Style::Bullet(first), 0, first.len_utf8(), firm))
}

/// -----负责…, ——负责…；: two dashes or more before a text; two of them only before a sentence.
fn row_of_dashes(text: &str, first: char) -> Option<Marker> {
    if !matches!(
        first,
        '-' | '\u{2014}' | '\u{2013}' | '\u{ff0d}' | '\u{2500}'
    ) {
        return None;
    }
    let rest = text.trim_start_matches(first);
    let len = text.len() - rest.len();
    let count = len / first.len_utf8();
    let next = rest.trim_start_matches(is_blank).chars().next()?;
    let sentence = rest.contains(['\u{3002}', '\u{ff1b}', ';', '\u{ff0c}']);
    let stands = count >= 3 || count == 2 && sentence;
    (stands && next.is_alphabetic()).then(|| Marker::new(Style::Bullet(first), 0, len, true))
}

/// The number of ① ⑴ ⒈ ❶ ㈠.
fn circled(c: char) -> Option<u32> {
    let code = u32::from(c);
    Some(match code {
        0x2460..=0x2473 => code - 0x2460 + 1,
        0x2474..=0x2487 => code - 0x2474 + 1,
        0x2488..=0x249b => code - 0x2488 + 1,
        0x2776..=0x277f => code - 0x2776 + 1,
        0x3220..=0x3229 => code - 0x3220 + 1,
        _ => return None,
    })
}

/// Up to three digits, half or full width.
fn digits(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut len = 0;
    for c in text.chars() {
        let Some(digit) = digit_value(c) else { break };
        value = value * 10 + digit;
        len += c.len_utf8();
        if value > 9999 {
            return None;
        }
    }
    (len > 0).then_some((value, len))
}

fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(c) - 0xff10),
        _ => None,
    }
}

/// Whether tabs part a line into cells: not those before all words, nor those that each stand behind a marker.
pub(super) fn is_row(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let mut tabs = line.match_indices('\t').map(|(at, _)| at);
    tabs.any(|tab| !stands_behind_marker(line, tab))
}

/// …；2、 before a tab.
fn stands_behind_marker(line: &str, tab: usize) -> bool {
    let before = cut(line, 0..tab).trim_end();
    let starts = before.char_indices().rev().take(8);
    let mut ends = starts.filter(|(at, _)| {
        let above = cut(before, 0..*at).chars().next_back();
        above.is_none_or(|c| is_terminal(c) || is_blank(c))
    });
    ends.any(|(at, _)| {
        let marker = marker_at(cut(line, at..line.len()));
        marker.is_some_and(|marker| at + marker.len >= before.len())
    })
}

/// True for a digit, half or full width.
pub(super) fn is_digit(c: char) -> bool {
    digit_value(c).is_some()
}

/// True for a colon, half or full width.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '\u{ff1a}' | '\u{fe55}')
}

/// 0–9, 10 for 十, 100 for 百.
fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '\u{3007}' | '\u{96f6}' => 0,
        '\u{4e00}' => 1,
        '\u{4e8c}' => 2,
        '\u{4e09}' => 3,
        '\u{56db}' => 4,
        '\u{4e94}' => 5,
        '\u{516d}' => 6,
        '\u{4e03}' => 7,
        '\u{516b}' => 8,
        '\u{4e5d}' => 9,
        '\u{5341}' => 10,
        '\u{767e}' => 100,
        _ => return None,
    })
}

/// A Chinese number below 1000 and its length in bytes.
pub(super) fn chinese_number(text: &str) -> Option<(u32, usize)> {
    let mut total = 0;
    let mut digit = 0;
    let mut len = 0;
    for c in text.chars().take(6) {
        let Some(value) = chinese_digit(c) else { break };
        if value >= 10 {
            total += digit.max(1) * value;
            digit = 0;
        } else {
            digit = digit * 10 * u32::from(total == 0) + value;
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((total + digit, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, &str)> {
        marker_at(text).map(|marker| (marker.style, marker.value, text.get(..marker.len).unwrap()))
    }

    #[test]
    fn markers_of_every_kind_are_read() {
        assert_eq!(read("1.组织"), Some((Style::Arabic, 1, "1.")));
        assert_eq!(read("12、组织"), Some((Style::Arabic, 12, "12、")));
        assert_eq!(read("3）组织"), Some((Style::ArabicClose, 3, "3）")));
        assert_eq!(read("(4)组织"), Some((Style::ArabicParen, 4, "(4)")));
        assert_eq!(read("十一、组织"), Some((Style::Chinese, 11, "十一、")));
        assert_eq!(
            read("（二十）组织"),
            Some((Style::ChineseParen, 20, "（二十）"))
        );
        assert_eq!(read("第三条 组织"), Some((Style::Article, 3, "第三条")));
        assert_eq!(
            read("第12篇：组织"),
            Some((Style::Chapter('篇'), 12, "第12篇："))
        );
        assert_eq!(read("⑤组织"), Some((Style::Circled, 5, "⑤")));
        assert_eq!(read("b.组织"), Some((Style::Letter, 2, "b.")));
        assert_eq!(read("1.2.3 组织"), Some((Style::Dotted(3), 3, "1.2.3")));
        assert_eq!(read("10.0 组织"), Some((Style::Dotted(1), 10, "10.0")));
        assert_eq!(
            read("\u{f0a8}组织"),
            Some((Style::Bullet('\u{f0a8}'), 0, "\u{f0a8}"))
        );
    }

    #[test]
    fn only_a_number_with_its_sign_heads_a_chapter() {
        assert_eq!(chapter_at("上一篇:施工制度"), None);
        assert_eq!(chapter_at("每一章都要学习"), None);
        let lost = chapter_at("篇:库管员岗位职责").map(|marker| marker.value);
        assert_eq!(lost, Some(0));
    }

    #[test]
    fn tabs_behind_markers_part_no_cells() {
        for text in [
            "1、\t收货。",
            "1、\t收货；2、\t发货；3、\t盘点。",
            "\t收货。",
        ] {
            assert!(!is_row(text), "{text}");
        }
        for text in ["姓名\t部门", "1、\t收货\t30%", "1、收货；2、\t发货\t合格"] {
            assert!(is_row(text), "{text}");
        }
    }

    #[test]
    fn numbers_in_sentences_are_none() {
        for text in [
            "2019年",
            "800热线",
            "一楼",
            "1,000元",
            "（张某）",
            "APP",
            "第三方",
            "--",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
