//! What a narrow cell or a page left of a line: words one character a line, signs of lists without their text.

use super::headings::title_of;
use super::lexicon::lexicon;
use super::markers::{Style, marker_at};

/// The most characters of a heading that stands upright.
const LONGEST: usize = 12;

/// 工, 作, 职, 责 on four lines, or 职业 and 道德 on two: how many lines behind the first belong to the word, if it is a
/// known title or label.
pub(super) fn lines_of_word<'a>(text: impl Fn(usize) -> &'a str) -> usize {
    let size = text(0).chars().take(3).count();
    let is_part = |part: &str| part.chars().take(3).count() == size && part.chars().all(is_hanzi);
    if !matches!(size, 1 | 2) || !is_part(text(0)) {
        return 0;
    }
    let most = if size == 1 { LONGEST } else { 2 };
    let parts: Vec<&str> = (0..most).map(text).take_while(|it| is_part(it)).collect();
    let known = |count: &usize| {
        let word = parts[..*count].concat();
        lexicon().label(&word).is_some() || title_of(&word).is_some()
    };
    let ends = (2..=parts.len()).rev();
    // One character a line is no chance, and parts of an unknown word are no lines of a list.
    ends.filter(|count| size == 2 || parts.len() == *count)
        .find(known)
        .map_or(0, |count| count - 1)
}

fn is_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a line is the sign of a list and nothing else.
pub(super) fn is_lone_sign(text: &str) -> bool {
    let mut signs = text.chars();
    let sign = signs.next().filter(|sign| !sign.is_alphanumeric());
    let listed = |sign: char| {
        let head: String = [sign, ' ', '\u{4e00}'].iter().collect();
        marker_at(&head).is_some_and(|it| matches!(it.style, Style::Bullet(_)))
    };
    signs.next().is_none() && sign.is_some_and(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(lines: &[&str]) -> usize {
        lines_of_word(|at| lines.get(at).copied().unwrap_or_default())
    }

    #[test]
    fn a_known_title_may_stand_upright() {
        assert_eq!(behind(&["工", "作", "职", "责", "1、收货"]), 3);
        assert_eq!(behind(&["任职", "资格", "大专以上"]), 1);
    }

    #[test]
    fn short_lines_that_make_no_title_stay_lines() {
        assert_eq!(behind(&["是", "否", "是"]), 0);
        assert_eq!(behind(&["收货", "发货"]), 0);
        assert_eq!(behind(&["岗位职责", "1、收货"]), 0);
    }

    #[test]
    fn a_sign_of_a_list_alone_is_no_text() {
        for sign in ["-", "\u{2022}", "\u{25cf}", "\u{b7}"] {
            assert!(is_lone_sign(sign), "{sign}");
        }
        for text in ["", "1", "\u{4e00}", "--", "("] {
            assert!(!is_lone_sign(text), "{text}");
        }
    }
}
