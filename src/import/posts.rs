//! Lists in which each line is a post and what it does: 店长：负责门店的全面管理。
//!
//! Only a run of such lines is read so, and only in a text that has not begun to head its roles in another way.

use super::flow::Flow;
use super::headings::{Heading, heading_of, is_hard_post, name_of};
use super::markers::{Marker, Style, is_colon, marker_at};
use super::squeeze::{cut, length, trim};
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

/// Where the colon behind the name of a post ends, if duties follow it.
pub(super) fn colon_behind_post(text: &str) -> Option<usize> {
    let (at, colon) = text.char_indices().take(14).find(|(_, c)| is_colon(*c))?;
    let name = cut(text, 0..at);
    let end = at + colon.len_utf8();
    let behind = trim(text, end..text.len());
    let post = name_of(name).is_some_and(|it| is_hard_post(cut(name, it.name)));
    (post && length(cut(text, behind), 9) > 8).then_some(end)
}
