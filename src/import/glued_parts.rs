//! The lines of a form that stood in one paragraph, cut where its words begin.

use super::flow::Flow;
use super::glued_forms::{Found, Glued, Word, trimmed};
use super::lexicon::{Label, words};
use super::markers::{is_colon, is_digit, marker_at};
use super::plain::LabelAt;
use super::squeeze::{cut, is_blank, trim};
use std::ops::Range;

/// A flow for each post of a paragraph, and one for what stands before them.
pub(super) fn cut_at(flow: &Flow, starts: &[usize], parted: &mut Vec<Flow>) {
    let text = flow.text.as_str();
    let ends = starts.iter().copied().chain([text.len()]);
    let mut from = 0;
    for end in ends {
        let range = trim(text, from..end);
        if !range.is_empty() {
            parted.push(flow.slice(range, Glued::Plain));
        }
        from = end;
    }
}

/// The lines of a form.
pub(super) fn part(flow: &Flow, found: &[Found], parted: &mut Vec<Flow>) {
    let text = flow.text.as_str();
    let mut push = |range: Range<usize>, glued: Glued| {
        let range = trim(text, range);
        if !range.is_empty() {
            parted.push(flow.slice(range, glued));
        }
    };
    let starts = found.iter().enumerate().map(|(index, it)| match it.word {
        Word::Label(Label::RoleName) => heading_start(text, found, index),
        Word::Label(_) | Word::Title(_) => {
            let from = index
                .checked_sub(1)
                .map_or(0, |above| found[above].range.end);
            from + sign_before(cut(text, from..it.range.start))
        }
        _ => it.range.start,
    });
    let starts: Vec<usize> = starts.collect();
    let first = starts.first().copied().unwrap_or(text.len());
    for range in headings(text, 0..first) {
        push(range, Glued::Plain);
    }
    for (index, it) in found.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let mut start = starts[index];
        if it.word == Word::Label(Label::RoleName) {
            for range in headings(text, start..it.range.start) {
                push(range, Glued::Plain);
            }
            start = it.range.start;
        }
        let whole = start..end.max(it.range.end);
        let rest = it.range.end..whole.end;
        match it.word {
            Word::Label(label) => {
                let len = trim(text, rest).start - whole.start;
                push(whole, Glued::Label(LabelAt { label, len }));
            }
            Word::Number(_) => push(whole, Glued::Number),
            Word::Standard => push(whole, Glued::Aside),
            Word::Head => {
                push(it.range.clone(), Glued::Head);
                push(rest, Glued::Plain);
            }
            Word::Weight => {
                let value = trim(text, rest.clone()).start;
                let figures = cut(text, value..rest.end);
                let figure = |c: char| is_digit(c) || matches!(c, '.' | '%' | '\u{ff05}');
                let len = figures.len() - figures.trim_start_matches(figure).len();
                push(whole.start..value + len, Glued::Aside);
                push(value + len..rest.end, Glued::Plain);
            }
            Word::Named(_) if cut(text, it.range.clone()).ends_with(is_colon) => {
                push(whole, Glued::Plain);
            }
            Word::Title(_) | Word::Task | Word::Named(_) => {
                push(start..it.range.end, Glued::Plain);
                push(rest, Glued::Plain);
            }
        }
    }
}

/// Where the number begins that `before` ends with: the 2、 before a label or a title.
fn sign_before(before: &str) -> usize {
    let bare = before.trim_end_matches(is_blank);
    let near = bare.char_indices().rev().take(4).filter(|(at, _)| {
        marker_at(cut(bare, *at..bare.len())).is_some_and(|it| it.len == bare.len() - at)
    });
    near.last().map_or(before.len(), |(at, _)| at)
}

/// Where the heading of the form begins whose 岗位名称 is the word of that index: 仓管员岗位说明书.
fn heading_start(text: &str, found: &[Found], index: usize) -> usize {
    let name = &found[index].range;
    let from = index
        .checked_sub(1)
        .map_or(0, |above| found[above].range.end);
    if index == 0 {
        return name.start;
    }
    let end = found
        .get(index + 1)
        .map_or(text.len(), |next| next.range.start);
    let value = trimmed(text, name.end..end);
    let before = cut(text, from..name.start);
    let headed = words("role_suffix")
        .at_end(before.trim_end_matches(is_blank))
        .is_some();
    let start = before.rfind(value).filter(|_| headed && !value.is_empty());
    match start {
        Some(start) => from + sign_before(cut(before, 0..start)),
        None => name.start,
    }
}

/// 财务部出纳职位说明书财务部出纳职位说明书: one range for each heading.
fn headings(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = range.start;
    // 说明书
    let word = "\u{8bf4}\u{660e}\u{4e66}";
    for (at, _) in cut(text, range.clone()).match_indices(word) {
        let end = range.start + at + word.len();
        ranges.push(from..end);
        from = end;
    }
    ranges.push(from..range.end);
    ranges
}
