//! What the characters of a Chinese line want from their neighbours: 禁则, squeezing, and the little space
//! between Chinese and Latin.
//!
//! UAX #14 (unicode-linebreak) knows most of 禁则 but lets ～ — · / begin a line and breaks A/B and C++; these
//! tables close the gaps. Sources: GB/T 15834-2011 (punctuation), CLREQ (W3C, Requirements for Chinese Text
//! Layout) 3.1. Tables hold single characters only.

use crate::model::settings::Typography;

/// What a character is for spacing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A hanzi or what stands like one (kana, hangul, circled numbers, full-width signs in the middle of their box).
    Hanzi,
    /// A letter or digit of a script with spaces, and signs that hold on to them (%, +, #).
    Latin,
    /// A space; hangs at the end of a line.
    Space,
    /// A full-width opening bracket or quote: its left half is empty.
    Open,
    /// A full-width closing bracket, quote, stop or pause: its right half is empty.
    Close,
    /// A dash or ellipsis, two of which make one sign.
    Dash,
    /// Anything else.
    Other,
}

impl Class {
    /// Whether a justified line may grow between a character of this class and its neighbour.
    pub(super) fn is_wide(self) -> bool {
        matches!(
            self,
            Class::Hanzi | Class::Open | Class::Close | Class::Dash
        )
    }
}

/// The class of a character.
pub(super) fn class_of(c: char) -> Class {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => Class::Hanzi,
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '%' | '+' | '#' | '&' => Class::Latin,
        ' '
        | '\t'
        | '\u{3000}'
        | '\u{2000}'..='\u{2006}'
        | '\u{2008}'..='\u{200a}'
        | '\u{205f}' => Class::Space,
        '\u{2018}' | '\u{201c}' => Class::Open,
        '\u{3008}' | '\u{300a}' | '\u{300c}' | '\u{300e}' | '\u{3010}' | '\u{3014}'
        | '\u{3016}' | '\u{3018}' | '\u{301d}' | '\u{ff08}' | '\u{ff3b}' | '\u{ff5b}'
        | '\u{ff5f}' => Class::Open,
        '\u{2019}' | '\u{201d}' | '\u{3001}' | '\u{3002}' => Class::Close,
        '\u{3009}' | '\u{300b}' | '\u{300d}' | '\u{300f}' | '\u{3011}' | '\u{3015}'
        | '\u{3017}' | '\u{3019}' | '\u{301e}' | '\u{301f}' | '\u{ff09}' | '\u{ff3d}'
        | '\u{ff5d}' | '\u{ff60}' => Class::Close,
        '\u{ff01}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' => Class::Close,
        '\u{2014}' | '\u{2015}' | '\u{2025}' | '\u{2026}' | '\u{22ef}' => Class::Dash,
        // Latin with accents, Greek, Cyrillic.
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{52f}' => Class::Latin,
        '\u{1e00}'..='\u{1fff}' => Class::Latin,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => Class::Hanzi,
        '\u{2460}'..='\u{24ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' => Class::Hanzi,
        '\u{20000}'..='\u{3ffff}' => Class::Hanzi,
        _ => Class::Other,
    }
}

/// A hanzi of the first block, which holds all but rare ones and nothing else.
fn is_common_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether `c` must not begin a line: closing punctuation, and signs that belong to what is before them.
pub(super) fn never_starts(c: char) -> bool {
    match class_of(c) {
        Class::Close | Class::Dash => true,
        Class::Hanzi | Class::Open | Class::Space => matches!(
            c,
            // Sound and iteration marks 々 ー, middle dot ・, ～ and 〜, full-width % / | and inverted brackets.
            '\u{3005}' | '\u{303b}' | '\u{309b}'..='\u{309e}' | '\u{30fb}'..='\u{30fe}'
                | '\u{301c}' | '\u{3030}' | '\u{ff05}' | '\u{ff0d}' | '\u{ff0f}' | '\u{ff3c}'
                | '\u{ff5c}' | '\u{ff5e}'
        ),
        Class::Latin => c == '%',
        Class::Other => matches!(
            c,
            '!' | ')' | ',' | '.' | '/' | ':' | ';' | '?' | ']' | '}' | '~'
                | '\u{a2}' | '\u{b0}' | '\u{b7}' | '\u{bb}' | '\u{2010}'..='\u{2013}'
                | '\u{2027}' | '\u{2030}'..='\u{2037}' | '\u{203a}' | '\u{203c}' | '\u{2044}'..='\u{2046}'
                | '\u{2047}'..='\u{2049}' | '\u{2103}' | '\u{2109}' | '\u{2236}' | '\u{ff61}'
                | '\u{ff63}'..='\u{ff65}'
        ),
    }
}

/// Whether `c` must not end a line: opening punctuation, and signs that belong to what follows.
pub(super) fn never_ends(c: char) -> bool {
    match class_of(c) {
        Class::Open => true,
        // Full-width № relatives: ＃ ＄ ￡ ￥.
        Class::Hanzi => matches!(c, '\u{ff03}' | '\u{ff04}'),
        Class::Latin => c == '#',
        Class::Other => matches!(
            c,
            '(' | '['
                | '{'
                | '$'
                | '\u{a3}'
                | '\u{a5}'
                | '\u{ab}'
                | '\u{2039}'
                | '\u{20ac}'
                | '\u{2116}'
                | '\u{ffe0}'
                | '\u{ffe1}'
                | '\u{ffe5}'
                | '\u{ff62}'
        ),
        Class::Close | Class::Dash | Class::Space => false,
    }
}

/// Whether a line may end between two neighbours, given what UAX #14 says and the character before them.
pub(super) fn may_break(before: Option<char>, left: char, right: char, allowed: bool) -> bool {
    // Most neighbours, about which no table says anything.
    if is_common_hanzi(left) && is_common_hanzi(right) {
        return allowed;
    }
    if never_starts(right) || never_ends(left) {
        return false;
    }
    // UAX #14 cannot tell an opening quote from a closing one and never breaks beside it.
    if !allowed {
        let closed = matches!(left, '\u{2019}' | '\u{201d}') && class_of(right) == Class::Hanzi;
        let opened = matches!(right, '\u{2018}' | '\u{201c}')
            && matches!(class_of(left), Class::Hanzi | Class::Close);
        return (closed || opened) && !continues(right);
    }
    // A/B, C++, HR-001: without a space ASCII holds together.
    if left.is_ascii_graphic() && right.is_ascii_graphic() {
        return false;
    }
    // 30天 and 第3条 stay whole; so does "5 kg", where the break would be at the space.
    if left.is_ascii_digit() && is_unit(right) || left == '\u{7b2c}' && right.is_ascii_digit() {
        return false;
    }
    if left == ' ' && before.is_some_and(|c| c.is_ascii_digit()) {
        return !(is_unit(right) || right.is_ascii_alphabetic());
    }
    true
}

/// Combining and joining characters, which never stand at the beginning of a line.
fn continues(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{302a}'..='\u{302f}' | '\u{fe00}'..='\u{fe0f}')
}

/// Units of measure and counting that follow a number: 年月日号天周时分秒人名位个元万亿千百吨米台套件次项份条岁
/// 页层级倍度期季届款章节种家班组户辆轮步点角厘毫公斤克升十代类篇张
/// 本所栋寸.
fn is_unit(c: char) -> bool {
    const UNITS: [char; 64] = [
        '\u{5e74}', '\u{6708}', '\u{65e5}', '\u{53f7}', '\u{5929}', '\u{5468}', '\u{65f6}',
        '\u{5206}', '\u{79d2}', '\u{4eba}', '\u{540d}', '\u{4f4d}', '\u{4e2a}', '\u{5143}',
        '\u{4e07}', '\u{4ebf}', '\u{5343}', '\u{767e}', '\u{5428}', '\u{7c73}', '\u{53f0}',
        '\u{5957}', '\u{4ef6}', '\u{6b21}', '\u{9879}', '\u{4efd}', '\u{6761}', '\u{5c81}',
        '\u{9875}', '\u{5c42}', '\u{7ea7}', '\u{500d}', '\u{5ea6}', '\u{671f}', '\u{5b63}',
        '\u{5c4a}', '\u{6b3e}', '\u{7ae0}', '\u{8282}', '\u{79cd}', '\u{5bb6}', '\u{73ed}',
        '\u{7ec4}', '\u{6237}', '\u{8f86}', '\u{8f6e}', '\u{6b65}', '\u{70b9}', '\u{89d2}',
        '\u{5398}', '\u{6beb}', '\u{516c}', '\u{65a4}', '\u{514b}', '\u{5347}', '\u{5341}',
        '\u{4ee3}', '\u{7c7b}', '\u{7bc7}', '\u{5f20}', '\u{672c}', '\u{6240}', '\u{680b}',
        '\u{5bf8}',
    ];
    c >= '\u{4e00}' && UNITS.contains(&c)
}

/// Space that a pair takes more than its advances, in em: negative where two half-empty signs meet, positive
/// between Chinese and Latin.
///
/// The empty half is half an em in all six faces (their ink was measured: closing signs end at or before
/// 0.51 em, opening ones begin at or after 0.49 em).
pub(super) fn pair_space(left: Class, right: Class, typography: Typography) -> f32 {
    match (left, right) {
        (Class::Close, Class::Close | Class::Open) | (Class::Open, Class::Open)
            if typography.squeeze =>
        {
            -SQUEEZE
        }
        (Class::Hanzi, Class::Latin) | (Class::Latin, Class::Hanzi) if typography.latin_gap => {
            LATIN_SPACE
        }
        _ => 0.0,
    }
}

/// The empty half of a full-width sign, em.
pub(super) const SQUEEZE: f32 = 0.5;

/// Between Chinese and Latin, em. CLREQ allows up to a quarter; an eighth is seen without tearing the line,
/// and text taken out of a PDF gets no space for it.
const LATIN_SPACE: f32 = 0.125;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_signs_never_start_and_opening_signs_never_end_a_line() {
        for c in "·・‧～〜—…–/％‰℃、。，；：？！）》」』】”’〕〉!),.:;?]}%々ー".chars()
        {
            assert!(never_starts(c), "{c}");
            assert!(!never_ends(c), "{c}");
        }
        for c in "（《「『【“‘〔〈￥¥$№#＃([{".chars() {
            assert!(never_ends(c), "{c}");
            assert!(!never_starts(c), "{c}");
        }
        for c in "岗位0aA①□●一".chars() {
            assert!(!never_starts(c) && !never_ends(c), "{c}");
        }
    }

    #[test]
    fn ascii_without_a_space_and_numbers_with_their_units_hold_together() {
        for (left, right) in [
            ('A', '/'),
            ('/', 'B'),
            ('C', '+'),
            ('-', '0'),
            ('3', '天'),
            ('第', '3'),
        ] {
            assert!(!may_break(None, left, right, true), "{left}{right}");
        }
        assert!(!may_break(Some('5'), ' ', 'k', true));
        assert!(may_break(Some('a'), ' ', 'k', true));
        assert!(may_break(None, '天', '3', true));
    }

    #[test]
    fn a_line_may_end_outside_quotes_though_unicode_does_not_say_so() {
        assert!(may_break(None, '”', '的', false));
        assert!(may_break(None, '的', '“', false));
        assert!(!may_break(None, '’', 't', false));
        assert!(!may_break(None, '“', '的', false));
    }
}
