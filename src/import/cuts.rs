//! Where a flow may be cut: what must stand before a marker, a heading or a label in the middle of a line.

use super::headings::{Heading, department_of, heading_of, is_hard_post, name_of, title_of};
use super::lexicon::{lexicon, words};
use super::markers::{Marker, Style, chapter_at, chinese_number, is_colon, is_digit, marker_at};
use super::plain::label_of;
use super::squeeze::{Squeezed, cut, is_blank, is_finished, is_terminal, length, trim};
use std::ops::Range;

/// Where a marker may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Boundary {
    /// After the end of a sentence, a blank, a heading.
    Strong,
    /// After a comma.
    Comma,
    /// In the middle of a sentence.
    Weak,
}

/// …。副总经理岗位职责1、协助…: a heading between the end of a sentence and the first number of a list.
pub(super) fn heading_before_list(
    text: &str,
    (start, own): (usize, Option<Marker>),
    at: usize,
) -> Option<usize> {
    let marker = marker_at(cut(text, at..text.len()))?;
    if marker.value != 1 || !marker.firm {
        return None;
    }
    // The heading behind a number is its own; a bullet heads nothing.
    let start = match own {
        Some(own) if !matches!(own.style, Style::Bullet(_)) => trim(text, start..at).start,
        _ => start,
    };
    let before = cut(text, start..at);
    let from = before
        .char_indices()
        .rev()
        .take(40)
        .find(|(_, c)| is_terminal(*c) && !is_colon(*c));
    let from = from.map(|(at, c)| at + c.len_utf8());
    // Without a sentence above, only another heading parts it from what stands before.
    let glued = length(before, 61) <= 60 && last_heading(before, 0..before.len()).start > 0;
    let from = from.or(glued.then_some(0))?;
    let heading = trim(before, from..before.len());
    let heading = last_heading(before, heading);
    let found = title_of(cut(before, heading.clone())).is_some()
        || heading_of(cut(before, heading.clone())).is_some();
    (found && heading.start > 0).then_some(start + heading.start)
}

/// 保管员岗位职责电工岗位职责: the last of headings that stand without a sign between them.
fn last_heading(text: &str, whole: Range<usize>) -> Range<usize> {
    let part = cut(text, whole.clone());
    // 岗位职责 and 工作职责
    let words = [
        "\u{5c97}\u{4f4d}\u{804c}\u{8d23}",
        "\u{5de5}\u{4f5c}\u{804c}\u{8d23}",
    ];
    let ends = words.iter().flat_map(|word| {
        let places = part.match_indices(word);
        places.map(|(at, word)| at + word.len())
    });
    // 岗位职责及权限 is one heading.
    let heads = |end: &usize| {
        matches!(
            heading_of(cut(part, *end..part.len())),
            Some(Heading::Role(_))
        )
    };
    let cut_at = ends.filter(heads).max().unwrap_or(0);
    trim(text, whole.start + cut_at..whole.end)
}

/// 一、美容师1. 负责…；2. …: whether a short heading with a marker of its own ends at `at`, where its list begins.
pub(super) fn heads_list(text: &str, start: usize, at: usize, own: Option<Marker>) -> bool {
    let before = cut(text, start..at);
    let rest = cut(text, at..text.len());
    let Some((own, first)) = own.zip(marker_at(rest)) else {
        return false;
    };
    let listed = first.value == 1 && first.firm && first.style != own.style;
    let signs = [
        '\u{ff0c}', ',', '\u{3002}', '\u{ff1b}', ';', '\u{ff1a}', ':',
    ];
    let apart = !before
        .trim_end_matches(is_blank)
        .ends_with(|c: char| c.is_ascii());
    if !listed || !apart || !(2..=12).contains(&length(before, 13)) || before.contains(signs) {
        return false;
    }
    let near = rest
        .char_indices()
        .nth(200)
        .map_or(rest.len(), |(at, _)| at);
    // The sign of the first number, behind a 2.
    let sign = cut(rest, 0..first.len).trim_start_matches(['1', '\u{ff11}', '(', '\u{ff08}']);
    let goes_on = cut(rest, 0..near).contains(&format!("2{sign}"));
    let post = || name_of(before).is_some_and(|it| it.strong || is_hard_post(cut(before, it.name)));
    // （二）技术中心1.统一… and 一、经理1、…, of which the page shows no more.
    let name = trim(before, 0..before.len());
    let unit = || department_of(before).is_some() || is_hard_post(cut(before, name));
    title_of(before).is_some()
        || heading_of(before).is_some()
        || own.rank() <= 40 && unit()
        || goes_on
            && (post()
                || words("own_end")
                    .at_end(before.trim_end_matches(is_blank))
                    .is_some())
        || goes_on
            && (own.rank() <= 40 || own.style == Style::Arabic && !own.firm)
            && name_of(before).is_some()
}

/// …第二章 仓储部基本职能1、…: a chapter or an article in the middle of a paragraph, whose heading ends at its list.
pub(super) fn chapter_inside(text: &str) -> Option<Marker> {
    if !text.starts_with('\u{7b2c}') {
        return None;
    }
    let (marker, after) = chapter_and_rest(text)?;
    // 第三章 人员要求第一节 任职资格一、…
    let mut near = after.char_indices().take(21).skip(2);
    let mut inner = || near.find(|(_, c)| *c == '\u{7b2c}').map(|(at, _)| at);
    let above_another = |at: usize| {
        let apart = cut(after, 0..at)
            .chars()
            .all(|c| c.is_alphanumeric() || is_blank(c));
        let next = chapter_and_rest(cut(after, at..after.len()));
        apart && next.is_some_and(|(_, after)| heads_next_list(after))
    };
    (heads_next_list(after) || inner().is_some_and(above_another)).then_some(marker)
}

/// The marker of a chapter or an article, and what stands behind it.
fn chapter_and_rest(text: &str) -> Option<(Marker, &str)> {
    let article = || marker_at(text).filter(|it| it.style == Style::Article);
    let marker = chapter_at(text).or_else(article)?;
    Some((marker, cut(text, marker.len..text.len())))
}

/// …二、工程部工作人员岗位职责1、…: whether what follows a number is a heading up to the first number of a list.
pub(super) fn heads_next_list(after: &str) -> bool {
    let mut near = after.char_indices().take(31).skip(4);
    let list = near.find(|(at, c)| {
        let first = || marker_at(cut(after, *at..after.len()));
        may_open_marker(*c) && first().is_some_and(|it| it.value == 1 && it.firm)
    });
    list.is_some_and(|(at, _)| {
        let heading = cut(after, 0..at);
        title_of(heading).is_some() || heading_of(heading).is_some()
    })
}

/// [岗位职责] in the middle of a paragraph: where the bracket that begins at `at` ends.
pub(super) fn bracketed_title(text: &str, at: usize) -> Option<usize> {
    let rest = cut(text, at..text.len());
    let open = rest.chars().next()?;
    let close = match open {
        '[' => ']',
        '<' => '>',
        '\u{3008}' => '\u{3009}',
        '\u{ff3b}' => '\u{ff3d}',
        '\u{3010}' => '\u{3011}',
        _ => return None,
    };
    let inner = cut(rest, open.len_utf8()..rest.len());
    let (end, _) = inner.char_indices().take(12).find(|(_, c)| *c == close)?;
    let known = title_of(cut(inner, 0..end)).is_some();
    known.then_some(at + open.len_utf8() + end + close.len_utf8())
}

/// 矿长的安全生产职责矿长是…: where a sentence on the role begins right behind its heading.
pub(super) fn heading_before_name(text: &str) -> Option<usize> {
    let suffix = "\u{804c}\u{8d23}";
    let near = text.char_indices().nth(31).map_or(text.len(), |(at, _)| at);
    let end = cut(text, 0..near).find(suffix)? + suffix.len();
    let (heading, rest) = (cut(text, 0..end), cut(text, end..text.len()));
    if length(heading, 31) > 30 || rest.is_empty() {
        return None;
    }
    let Some(Heading::Role(role)) = heading_of(heading) else {
        return None;
    };
    let name = cut(heading, role.name);
    (name.chars().count() >= 2 && rest.starts_with(name)).then_some(end)
}

/// Whether a character can begin a marker in the middle of a line; keeps the scan cheap.
pub(super) fn may_open_marker(c: char) -> bool {
    match c {
        '0'..='9' | '\u{ff10}'..='\u{ff19}' | '(' | '\u{ff08}' | 'a'..='z' => true,
        '\u{4e00}'..='\u{9fff}' => {
            c == '\u{7b2c}' || chinese_number(c.encode_utf8(&mut [0; 4])).is_some()
        }
        _ => !c.is_alphabetic(),
    }
}

/// A sign that stands between words as well as before items.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2014}' | '\u{2013}' | '\u{ff0d}' | '\u{2500}')
}

/// What stands before a possible marker.
pub(super) fn boundary(before: &str, blank: bool) -> Boundary {
    let Some(previous) = before.trim_end_matches(is_blank).chars().next_back() else {
        return Boundary::Strong;
    };
    let comma = matches!(previous, '\u{ff0c}' | ',' | '\u{3001}');
    if is_terminal(previous) || (blank && !comma) || is_finished(before) {
        return Boundary::Strong;
    }
    if comma {
        return Boundary::Comma;
    }
    let heads = || {
        title_of(before).is_some()
            || heading_of(before).is_some()
            || words("chart_title").at_end(before).is_some()
    };
    if length(before, 41) <= 40 && heads() {
        return Boundary::Strong;
    }
    Boundary::Weak
}

/// A heading that a colon parts from the text behind it (加工师岗位职责：按单割边): where the text begins.
pub(super) fn heading_before_colon(text: &str, start: usize) -> Option<usize> {
    let rest = cut(text, start..text.len());
    let (at, colon) = rest.char_indices().take(41).find(|(_, c)| is_colon(*c))?;
    let before = cut(rest, 0..at);
    if let Some(end) = first_of_two(before).or_else(|| heading_behind_count(before)) {
        return Some(start + end);
    }
    let end = start + at + colon.len_utf8();
    let more = !trim(text, end..text.len()).is_empty();
    let label = label_of(rest).is_some();
    (more && !label && (title_of(before).is_some() || heading_of(before).is_some())).then_some(end)
}

/// 调度部职责及权限 调度部的工作职责: where the first of two headings ends that a blank parts.
fn first_of_two(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches(is_blank);
    let at = bare.rfind(is_blank)?;
    let heads = |text: &str| heading_of(text).is_some();
    (heads(trimmed(bare, 0..at)) && heads(trimmed(bare, at..bare.len()))).then_some(at)
}

fn trimmed(text: &str, range: Range<usize>) -> &str {
    cut(text, trim(text, range))
}

/// 会计1人出纳2人会计岗位职责: where the heading of a post begins behind the number of people.
fn heading_behind_count(text: &str) -> Option<usize> {
    let people = '\u{4eba}';
    let near = text.char_indices().rev().take(14);
    let mut counts = near.filter(|(at, c)| *c == people && cut(text, 0..*at).ends_with(is_digit));
    let heading = counts.next()?.0 + people.len_utf8();
    let found = heading_of(cut(text, heading..text.len()));
    matches!(found, Some(Heading::Role(_))).then_some(heading)
}

/// The label that ends before the colon at `colon`: where it begins, if it may begin there.
pub(super) fn label_before(
    text: &str,
    start: usize,
    colon: usize,
    is_label_line: bool,
) -> Option<usize> {
    let before = cut(text, start..colon);
    if let Some(heading) = heading_behind_count(before) {
        return Some(start + heading);
    }
    let word_start = before
        .char_indices()
        .rev()
        .take(12)
        .find(|(_, c)| is_blank(*c) || is_terminal(*c) || matches!(c, ')' | '\u{ff09}'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let word = cut(before, word_start..before.len());
    let first = before.trim_start_matches(is_blank);
    let behind_text = word_start > before.len() - first.len();
    if behind_text && word_start < before.len() {
        let squeezed = Squeezed::new(word, 16)?;
        let title = title_of(word).is_some() || heading_of(word).is_some();
        if lexicon()
            .label(&squeezed.text)
            .is_some_and(|_| is_label_line || title)
            || title
            // …。福利待遇：
            || words("own_end").at_end(word).is_some() && length(word, 7) <= 6 && is_finished(cut(before, 0..word_start))
        {
            return Some(start + word_start);
        }
    }
    let word = |words: &super::lexicon::Words| words.at_end(before);
    let label = word(&lexicon().label_words);
    let title = word(&lexicon().title_words);
    let label = label.into_iter().chain(title).max_by_key(|it| it.len())?;
    // 直接下级：无编制：2人
    let counted = cut(text, colon..text.len())
        .chars()
        .nth(1)
        .is_some_and(is_digit);
    let short = counted && words("short_label").has(label);
    let long = (label.chars().count() >= 4 || short) && is_label_line;
    long.then_some(start + before.len() - label.len())
        .filter(|&at| at > start + before.len() - first.len())
}
