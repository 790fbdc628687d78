//! Lists in which each line is a post and what it does: 店长：负责门店的全面管理。
//!
//! Only a run of such lines is read so, and only in a text that has not begun to head its roles in another way.

use super::flow::Flow;
use super::headings::{Heading, RoleHeading, heading_of, is_hard_post, name_of};
use super::lexicon::words;
use super::markers::{Marker, Style, is_colon, marker_at};
use super::squeeze::{cut, is_blank, is_terminal, length, trim};
use std::collections::HashSet;

/// So many such lines are a list and no chance.
const LEAST: usize = 3;

/// The flows that are a post and its duties.
pub(super) fn post_lines(flows: &[Flow]) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut run: Vec<usize> = Vec::new();
    let mut last: Option<Option<Marker>> = None;
    for (at, flow) in flows.iter().enumerate() {
        let marker = marker_at(&flow.text);
        let body = cut(&flow.text, marker.map_or(0, |it| it.len)..flow.text.len());
        if flow.column.is_some() || matches!(heading_of(body), Some(Heading::Role(_))) {
            break;
        }
        let beside = last.is_none_or(|last| follows(last, marker));
        let post = colon_behind_post(body).is_some();
        if !post || !beside {
            take(&mut run, &mut found);
        }
        last = post.then_some(marker);
        if post {
            run.push(at);
        }
    }
    take(&mut run, &mut found);
    found
}

fn take(run: &mut Vec<usize>, found: &mut HashSet<usize>) {
    if run.len() >= LEAST {
        found.extend(run.iter());
    }
    run.clear();
}

fn follows(above: Option<Marker>, here: Option<Marker>) -> bool {
    match (above, here) {
        (None, None) => true,
        (Some(above), Some(here)) => {
            above.style == here.style
                && (matches!(here.style, Style::Bullet(_)) || here.value == above.value + 1)
        }
        _ => false,
    }
}

/// 店长：负责…； 店员：负责…； 收银员：…: where such posts begin, if a paragraph holds three or more.
pub(super) fn posts_in_a_row(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    for (colon, _) in text.char_indices().filter(|(_, c)| is_colon(*c)) {
        let near = cut(text, 0..colon).char_indices().rev().take(12);
        let mut before = near.filter(|(_, c)| is_blank(*c) || is_terminal(*c));
        let start = match before.next() {
            Some((at, c)) => at + c.len_utf8(),
            None if colon <= 36 => 0,
            None => continue,
        };
        if colon_behind_post(cut(text, start..text.len())).is_some() {
            starts.push(start);
        }
    }
    if starts.len() < LEAST {
        starts.clear();
    }
    starts
}

/// The style of the numbers in …（三）保洁员：负责…（四）园艺工：负责…, if a paragraph holds two such posts or more.
pub(super) fn posts_inside(text: &str) -> Option<Style> {
    let mut found: Vec<(Style, u32)> = Vec::new();
    for (colon, _) in text.char_indices().filter(|(_, c)| is_colon(*c)) {
        let near = cut(text, 0..colon).char_indices().rev().take(16);
        let mut starts = near.filter_map(|(at, _)| {
            let marker = marker_at(cut(text, at..text.len()))?;
            let heads = matches!(
                marker.style,
                Style::Chinese | Style::ChineseParen | Style::Arabic | Style::ArabicParen
            );
            let name = cut(text, at + marker.len..colon);
            let post = name_of(name).is_some_and(|it| is_hard_post(cut(name, it.name)));
            (heads && marker.firm && post).then_some((marker.style, marker.value))
        });
        found.extend(starts.next());
    }
    let (style, value) = *found.first()?;
    let next = found
        .iter()
        .any(|(other, number)| *other == style && *number == value + 1);
    next.then_some(style)
}

/// Where the duties begin in 园艺工：负责… and in 保洁负责…, in a paragraph of such posts.
pub(super) fn post_inside(text: &str) -> Option<usize> {
    // 负责
    let verb = "\u{8d1f}\u{8d23}";
    let near = text.char_indices().nth(10).map_or(text.len(), |(at, _)| at);
    let named = || {
        let at = cut(text, 0..near).find(verb)?;
        let name = name_of(cut(text, 0..at))?;
        (name.strong && name.name == (0..at)).then_some(at)
    };
    colon_behind_post(text).or_else(named)
}

/// 车间主任车间主任作为…: where a sentence begins that repeats the name of the post above it.
pub(super) fn name_said_twice(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let again = text
        .char_indices()
        .skip(2)
        .take(9)
        .filter(|(_, c)| *c == first);
    let ends = again.map(|(at, _)| at);
    let twice = |end: &usize| {
        let (name, rest) = (cut(text, 0..*end), cut(text, *end..text.len()));
        rest.len() > 2 * name.len() && rest.starts_with(name) && is_hard_post(name)
    };
    ends.filter(twice).last()
}

/// 项目主管：全局的统筹者: the name before a colon and a few words that are no duty.
pub(super) fn name_before_motto(text: &str) -> Option<RoleHeading> {
    let (at, colon) = text.char_indices().take(14).find(|(_, c)| is_colon(*c))?;
    let motto = cut(text, at + colon.len_utf8()..text.len());
    let name = name_of(cut(text, 0..at))?;
    let fits = (4..=20).contains(&length(motto, 21))
        && motto.chars().all(|c| c.is_alphanumeric() || is_blank(c))
        && words("verb_start").at_start(motto).is_none()
        && is_hard_post(cut(text, name.name.clone()));
    fits.then_some(name)
}

/// Where the colon behind the name of a post ends, if duties follow it.
pub(super) fn colon_behind_post(text: &str) -> Option<usize> {
    let (at, colon) = text.char_indices().take(14).find(|(_, c)| is_colon(*c))?;
    let name = cut(text, 0..at);
    let end = at + colon.len_utf8();
    let behind = trim(text, end..text.len());
    let post = name_of(name).is_some_and(|it| is_hard_post(cut(name, it.name)));
    (post && length(cut(text, behind), 9) > 8).then_some(end)
}
