//! Kinds of lines, and weights written behind a duty.

use super::lexicon::words;
use super::markers::{is_colon, is_digit};
use super::squeeze::{cut, is_blank, is_terminal};
use crate::model::{AuthorityKind, QualificationKind, Weight};
use std::ops::Range;

/// What kind of demand a line of qualifications is.
pub(super) fn demand_kind(text: &str) -> QualificationKind {
    use QualificationKind as Kind;
    let kinds = [
        ("Education", Kind::Education),
        ("Certificate", Kind::Certificate),
        ("Experience", Kind::Experience),
        ("Training", Kind::Training),
        ("Skill", Kind::Skill),
        ("Knowledge", Kind::Knowledge),
        ("Major", Kind::Major),
        ("Quality", Kind::Quality),
    ];
    match first_kind(text, &kinds) {
        // 有耐心，抗压能力强: what is said first.
        Some(Kind::Skill) if stands_before(text, "Quality", "Skill") => Kind::Quality,
        Some(kind) => kind,
        None if names_certificate(text) => Kind::Certificate,
        None => Kind::Other,
    }
}

/// Whether a word of one group stands before all words of another.
fn stands_before(text: &str, one: &str, other: &str) -> bool {
    let first = |group| {
        let places = words(group).iter().filter_map(|word| text.find(word));
        places.min()
    };
    match (first(one), first(other)) {
        (Some(one), Some(other)) => one < other,
        (one, _) => one.is_some(),
    }
}

/// 持有理论教员证: 证 at the end of what one holds.
fn names_certificate(text: &str) -> bool {
    let bare = text.trim_end_matches(|c| is_terminal(c) || is_blank(c));
    bare.starts_with('\u{6301}') && bare.ends_with('\u{8bc1}')
}

/// What kind of authority a line is.
pub(super) fn authority_kind(text: &str) -> AuthorityKind {
    use AuthorityKind as Kind;
    let kinds = [
        ("Appraise", Kind::Appraise),
        ("Propose", Kind::Propose),
        ("Review", Kind::Review),
        ("Approve", Kind::Approve),
        ("BeInformed", Kind::BeInformed),
        ("Nominate", Kind::Nominate),
        ("RewardAndPunish", Kind::RewardAndPunish),
        ("Dispose", Kind::Dispose),
    ];
    first_kind(text, &kinds).unwrap_or(Kind::Other)
}

fn first_kind<T: Copy>(text: &str, kinds: &[(&str, T)]) -> Option<T> {
    let head: String = text.chars().take(80).collect();
    let found = kinds
        .iter()
        .find(|(group, _)| words(group).within(&head).is_some());
    found.map(|(_, kind)| *kind)
}

/// A percentage and nothing else: 30%, 30, 12.5％.
pub(super) fn weight_of(text: &str) -> Option<Weight> {
    let number = text
        .trim_matches(is_blank)
        .trim_end_matches(['%', '\u{ff05}']);
    let (whole, tenths) = number.split_once('.').unwrap_or((number, "0"));
    let plain = |part: &str| {
        !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit())
    };
    if !plain(whole) || !plain(tenths) {
        return None;
    }
    let tenth = tenths.chars().next().and_then(|c| c.to_digit(10))?;
    let value = whole.parse::<u32>().ok()? * 10 + tenth;
    u16::try_from(value)
        .ok()
        .filter(|&value| value <= 1000)
        .map(Weight)
}

/// The weight behind a duty (（40%）, 权重：25%, a blank and 15%): its value, and the characters that say so.
pub(super) fn weight_at_end(text: &str) -> Option<(Weight, Range<usize>)> {
    let end = text
        .trim_end_matches(|c| is_terminal(c) || is_blank(c) || c == '.')
        .len();
    let body = cut(text, 0..end);
    if body.ends_with([')', '\u{ff09}']) {
        let open = body.rfind(['(', '\u{ff08}'])?;
        let inner = cut(body, open..end).trim_matches(['(', ')', '\u{ff08}', '\u{ff09}']);
        let inner = words("own_weight").at_start(inner).map_or(inner, |word| {
            cut(inner, word.len()..inner.len()).trim_start_matches(is_colon)
        });
        let percent = inner.ends_with(['%', '\u{ff05}']);
        return weight_of(inner)
            .filter(|_| percent && open > 0)
            .map(|weight| (weight, open..end));
    }
    let number_end = body.trim_end_matches(['%', '\u{ff05}']).len();
    if number_end == end {
        return None;
    }
    let digits = |c: char| is_digit(c) || c == '.';
    let number = cut(body, 0..number_end).trim_end_matches(digits).len();
    let weight = weight_of(cut(body, number..end))?;
    let before = cut(body, 0..number).trim_end_matches(|c| is_colon(c) || is_blank(c));
    if let Some(word) = words("own_weight").at_end(before) {
        let start = before.len() - word.len();
        return (start > 0).then_some((weight, start..end));
    }
    let blank = cut(body, 0..number).ends_with(is_blank) && end == text.len() && !before.is_empty();
    blank.then_some((weight, number..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_behind_a_duty_is_told_from_a_figure_in_it() {
        let read = |text: &'static str| {
            weight_at_end(text).map(|(weight, range)| (weight.0, cut(text, range)))
        };
        assert_eq!(read("完成回款（40%）；"), Some((400, "（40%）")));
        assert_eq!(read("拓展客户，权重：12.5%"), Some((125, "权重：12.5%")));
        assert_eq!(read("提交分析 15%"), Some((150, "15%")));
        assert_eq!(read("损耗不超过12.5%；"), None);
        assert_eq!(read("合格率达到（含）99%"), None);
    }
}
