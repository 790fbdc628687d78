//! Heading lines of several words: a company, a heading and the category of a page, parted by blanks.
//!
//! "保管员岗位职责 仓库管理制度" is the heading of a role and a word of the page; neither is known by its end alone.

use super::headings::{Heading, company_of, heading_of, is_hard_post, name_of, title_of};
use super::lexicon::words;
use super::squeeze::{cut, is_blank, length};
use std::ops::Range;

/// What a word of such a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The name of a role.
    Name,
    /// The company.
    Company,
    /// Of the page.
    Aside,
    /// A heading of which nothing need be kept.
    Nothing,
    /// What its shape tells.
    Heading,
}

/// The words of a heading line, in order; `None` if the line is one text.
pub(super) fn words_of_heading(text: &str) -> Option<Vec<(Range<usize>, Said)>> {
    let sentence = ['\u{3002}', '\u{ff1b}', ';', '\u{ff1a}', ':'];
    if text.len() > 300
        || !text.contains(is_blank)
        || text.contains(sentence)
        || !(6..=80).contains(&length(text, 81))
        || title_of(text).is_some()
    {
        return None;
    }
    let parts = parts(text);
    if !(2..=6).contains(&parts.len()) {
        return None;
    }
    headed(text, &parts).or_else(|| titled(text, &parts))
}

fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for part in text.split(is_blank) {
        if !part.is_empty() {
            parts.push(from..from + part.len());
        }
        from += part.len();
        from += cut(text, from..text.len())
            .chars()
            .next()
            .map_or(0, char::len_utf8);
    }
    parts
}

/// 甲公司 保管员岗位职责 保管员岗位职责 管理制度: one role, whatever stands beside it.
fn headed(text: &str, parts: &[Range<usize>]) -> Option<Vec<(Range<usize>, Said)>> {
    let name = |part: &Range<usize>| match heading_of(cut(text, part.clone())) {
        Some(Heading::Role(role)) if length(cut(text, part.clone()), 5) == 5 => {
            Some(cut(cut(text, part.clone()), role.name).to_owned())
        }
        _ => None,
    };
    let names: Vec<_> = parts.iter().map(name).collect();
    let last = names.iter().rposition(Option::is_some)?;
    let mut said = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let word = cut(text, part.clone());
        let kind = if at == last {
            Said::Heading
        } else if names[at].is_some() && names[at] == names[last] {
            Said::Aside
        } else {
            beside(word)?
        };
        said.push((part.clone(), kind));
    }
    // One word that all say together is a heading in itself.
    let aside = said.iter().any(|(_, it)| *it == Said::Aside);
    aside.then_some(said)
}

/// What a word beside a heading is: a company, a line of signs, or the category of the page.
fn beside(word: &str) -> Option<Said> {
    if names_company(word) {
        return Some(Said::Company);
    }
    let signs = !word.chars().any(char::is_alphanumeric);
    let category =
        words("own_end").at_end(word).is_some() || words("title_end").at_end(word).is_some();
    (signs || category && length(word, 11) <= 10).then_some(Said::Aside)
}

/// 前台主管 甲酒店有限公司 任职标准: the role, its company, the title of a section.
fn titled(text: &str, parts: &[Range<usize>]) -> Option<Vec<(Range<usize>, Said)>> {
    let [first, between @ .., last] = parts else {
        return None;
    };
    let word = |part: &Range<usize>| cut(text, part.clone());
    let name = name_of(word(first))?;
    let post = is_hard_post(cut(word(first), name.name)) || !between.is_empty();
    let title = title_of(word(last)).is_some() && length(word(last), 4) == 4;
    let companies = between.iter().all(|part| names_company(word(part)));
    if !post || !title || !companies {
        return None;
    }
    let mut said = vec![(first.clone(), Said::Name)];
    said.extend(between.iter().map(|part| (part.clone(), Said::Company)));
    said.push((last.clone(), Said::Heading));
    Some(said)
}

/// A word that is or begins with the name of a company.
fn names_company(word: &str) -> bool {
    let whole = word.split(['\u{ff0c}', ',']).next().unwrap_or(word);
    company_of(whole).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Said)> {
        let parts = words_of_heading(text).unwrap_or_default().into_iter();
        parts
            .map(|(range, said)| (cut(text, range), said))
            .collect()
    }

    #[test]
    fn the_heading_is_told_from_what_stands_beside_it() {
        assert_eq!(
            read("保管员岗位职责 仓库管理制度"),
            [
                ("保管员岗位职责", Said::Heading),
                ("仓库管理制度", Said::Aside)
            ]
        );
        assert_eq!(
            read("示例物流有限公司 叉车工岗位职责 叉车工岗位职责 ————"),
            [
                ("示例物流有限公司", Said::Company),
                ("叉车工岗位职责", Said::Aside),
                ("叉车工岗位职责", Said::Heading),
                ("————", Said::Aside)
            ]
        );
        assert_eq!(
            read("前台主管 示例酒店有限公司 任职标准"),
            [
                ("前台主管", Said::Name),
                ("示例酒店有限公司", Said::Company),
                ("任职标准", Said::Heading)
            ]
        );
    }

    #[test]
    fn other_lines_with_blanks_are_one_text() {
        for text in [
            "保 管 员 岗 位 职 责",
            "编制 采购计划",
            "出纳 会计 岗位职责",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
