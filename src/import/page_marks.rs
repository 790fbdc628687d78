//! Numbers that a site put before its pages: 1、 and 2、 where a long paragraph was cut, in the middle of a sentence.

use super::draft::{ReadAs, SourceLine};
use super::headings::heading_of;
use super::markers::{Marker, Style, marker_at};
use super::plain::label_of;
use super::squeeze::{cut, is_finished, is_terminal, length, trim};
use super::undress::Bare;
use std::collections::BTreeMap;

/// The shortest page, in characters.
const SHORTEST: usize = 100;

/// A line without the number of its page.
pub(super) struct Page {
    /// Index of the line.
    pub(super) line: usize,
    pub(super) bare: Bare,
    /// Whether it goes on with the sentence of the line above.
    pub(super) goes_on: bool,
}

/// The pages among the lines that are not blank: lines numbered one by one, all but the last long and of several
/// sentences, one of them cut in its middle.
pub(super) fn pages(
    lines: &[SourceLine],
    full: &[usize],
    choices: &BTreeMap<u32, ReadAs>,
) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut from = 0;
    while from < full.len() {
        let count = run_length(lines, full.get(from..).unwrap_or_default());
        let run = full.get(from..from + count).unwrap_or_default();
        let said = |line: &usize| u32::try_from(*line).is_ok_and(|it| choices.contains_key(&it));
        if run.len() > 1 && !run.iter().any(said) {
            pages.extend(run_of(lines, run));
        }
        from += count.max(1);
    }
    pages
}

fn number(line: &SourceLine) -> Option<Marker> {
    let text = line.text.trim();
    let marker = marker_at(text)?;
    let plain = !line.is_row && !line.is_page;
    (plain && marker.style == Style::Arabic && marker.firm).then_some(marker)
}

/// How many lines from the first on are pages by their numbers; the first may lack its own.
fn run_length(lines: &[SourceLine], full: &[usize]) -> usize {
    let Some(first) = full.first() else { return 0 };
    let starts = number(&lines[*first]).is_none_or(|marker| marker.value == 1);
    if !starts || lines[*first].is_row || !is_page(&lines[*first].text) {
        return 1;
    }
    let mut count = 1;
    for (last, pair) in (1..).zip(full.windows(2)) {
        let (above, here) = (&lines[pair[0]], &lines[pair[1]]);
        let next = number(here).is_some_and(|marker| marker.value == last + 1);
        if !next || here.file != above.file || !is_page(&above.text) {
            break;
        }
        count += 1;
    }
    count
}

/// Long, and more than one sentence.
fn is_page(text: &str) -> bool {
    let ends = text.chars().filter(|c| is_terminal(*c)).take(3).count();
    length(text, SHORTEST) >= SHORTEST && ends >= 3
}

fn run_of(lines: &[SourceLine], run: &[usize]) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (at, &line) in run.iter().enumerate() {
        let text = lines[line].text.as_str();
        let whole = trim(text, 0..text.len());
        let len = number(&lines[line]).map_or(0, |marker| marker.len);
        let rest = trim(text, whole.start + len..whole.end);
        let body = cut(text, rest.clone());
        let above = at.checked_sub(1).and_then(|above| run.get(above));
        let above = above.map_or("\u{3002}", |&above| lines[above].text.as_str());
        let own = label_of(body).is_some() || begins_with_heading(body);
        if len > 0 {
            pages.push(Page {
                line,
                bare: Bare {
                    text: body.to_owned(),
                    parts: vec![(0, rest)],
                    dropped: std::iter::once(whole.start..whole.start + len).collect(),
                },
                goes_on: !is_finished(above) && !own,
            });
        }
    }
    // Without a sentence that was cut, the numbers are those of a list.
    if !pages.iter().any(|page| page.goes_on) {
        pages.clear();
    }
    pages
}

/// 售票员职位说明书职位名称…: another form begins.
fn begins_with_heading(text: &str) -> bool {
    let near = text.char_indices().nth(30).map_or(text.len(), |(at, _)| at);
    let suffixes = ["\u{8bf4}\u{660e}\u{4e66}", "\u{804c}\u{8d23}"];
    suffixes.iter().any(|suffix| {
        let end = cut(text, 0..near).find(suffix).map(|at| at + suffix.len());
        end.is_some_and(|end| heading_of(cut(text, 0..end)).is_some())
    })
}
