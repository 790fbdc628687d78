//! Lists of names: 主管/副主管、服务员（早班）.

use super::lexicon::words;
use super::squeeze::{cut, is_blank, trim};
use std::ops::Range;

/// The names in a field: split outside brackets, 主管/副主管 written out, none for 无.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for range in ranges(text) {
        let part: String = cut(text, range).chars().filter(|c| !is_blank(*c)).collect();
        let part = part.trim_end_matches(['\u{3002}', '\u{ff1b}', ';', '.']);
        if part.is_empty() || words("none").has(part) {
            continue;
        }
        expand(part, &mut names);
    }
    names
}

/// 主管/副主管 is two names; 副主管 is short for the deputy of the same post.
fn expand(part: &str, names: &mut Vec<String>) {
    let mut head: Option<&str> = None;
    for name in split_outside(part, |c| matches!(c, '/' | '\u{ff0f}')) {
        let name = cut(part, name);
        if name.is_empty() {
            continue;
        }
        let deputy = words("deputy").at_start(name);
        let full = match (head, deputy) {
            (Some(head), Some(deputy)) => {
                let post = name.strip_prefix(deputy).unwrap_or(name);
                head.strip_suffix(post).map(|stem| format!("{stem}{name}"))
            }
            _ => None,
        };
        names.push(full.unwrap_or_else(|| name.to_owned()));
        head = head.or(Some(name));
    }
}

/// Where the names of a list stand: parted by 、 ， ； or blanks, outside brackets.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let sign = |c: char| matches!(c, '\u{3001}' | '\u{ff0c}' | ',' | '\u{ff1b}' | ';');
    let mut ranges = Vec::new();
    for range in split_outside(text, sign) {
        let part = cut(text, range.clone());
        let mut from = 0;
        // A blank parts two names unless a bracket follows it or one side is a single character.
        for (at, blank) in part.char_indices().filter(|(_, c)| is_blank(*c)) {
            let before = cut(part, from..at).trim_matches(is_blank);
            let after = cut(part, at + blank.len_utf8()..part.len()).trim_start_matches(is_blank);
            let names = before.chars().count() >= 2
                && after.chars().take(2).filter(|c| !is_blank(*c)).count() == 2
                && !after.starts_with(['(', '\u{ff08}'])
                && before
                    .chars()
                    .chain(after.chars())
                    .all(|c| !c.is_ascii() || c.is_alphanumeric());
            if names && super::squeeze::bracket_balance(before) == 0 {
                ranges.push(trim(text, range.start + from..range.start + at));
                from = at;
            }
        }
        ranges.push(trim(text, range.start + from..range.end));
    }
    ranges.retain(|range| !range.is_empty());
    ranges
}

fn split_outside(text: &str, is_sign: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '\u{ff08}' => depth += 1,
            ')' | '\u{ff09}' => depth -= 1,
            _ if depth <= 0 && is_sign(c) => {
                parts.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(start..text.len());
    parts
}

/// The posts in a name that holds several: 高级讲解员及讲解员.
pub(super) fn several(name: &str) -> Vec<String> {
    let parts = split_outside(name, |c| {
        matches!(
            c,
            '\u{3001}' | '/' | '\u{53ca}' | '\u{548c}' | '\u{4e0e}' | '\u{517c}'
        )
    });
    let parts: Vec<&str> = parts
        .into_iter()
        .map(|part| cut(name, part))
        .filter(|part| !part.is_empty())
        .collect();
    let Some(last) = parts.last() else {
        return Vec::new();
    };
    // 售票、验票人员: the first lacks the noun of the last.
    let noun = words("role_noun").at_end(last).unwrap_or_default();
    let full = parts
        .iter()
        .map(|part| match words("role_noun").at_end(part) {
            Some(_) => (*part).to_owned(),
            None => format!("{part}{noun}"),
        });
    full.collect()
}

/// The company that a heading begins with.
pub(super) fn company_in(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let ends = words("company_suffix")
        .iter()
        .filter_map(|word| Some(bare.find(word)? + word.len()));
    let company = cut(&bare, 0..ends.max()?);
    super::headings::company_of(company)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_outside_brackets_and_deputies_written_out() {
        assert_eq!(
            split("搭建主管/副主管、讲解员（中文、英文）、（临展、常展）服务员"),
            [
                "搭建主管",
                "搭建副主管",
                "讲解员（中文、英文）",
                "（临展、常展）服务员"
            ]
        );
        assert_eq!(split("会展部经理/副经理"), ["会展部经理", "会展部副经理"]);
        assert_eq!(
            split("木工，电工；美工 瓦工。"),
            ["木工", "电工", "美工", "瓦工"]
        );
        assert_eq!(split("无"), Vec::<String>::new());
    }

    #[test]
    fn a_name_of_several_posts_is_written_out() {
        assert_eq!(several("售票、验票人员"), ["售票人员", "验票人员"]);
        assert_eq!(several("高级讲解员及讲解员"), ["高级讲解员", "讲解员"]);
    }
}
