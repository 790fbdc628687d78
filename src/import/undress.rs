//! Lines without their dress: the signs of Markdown, bars that draw a table, brackets around a label.
//!
//! What is taken off is dropped like a marker; the rest keeps its place in the source.

use super::document_titles::before_part;
use super::headings::{heading_of, is_hard_post, name_of, title_of};
use super::lexicon::{lexicon, words};
use super::markers::{Style, chapter_at, is_colon, marker_at};
use super::plain::{is_noise, label_of, opens_noise};
use super::squeeze::{Squeezed, cut, is_blank, length, trim};
use std::ops::Range;

/// A line without its dress.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bare {
    pub(super) text: String,
    /// Which bytes of the line stand where in `text`: first byte there, and the bytes here.
    pub(super) parts: Vec<(usize, Range<usize>)>,
    /// The bytes of the line that were taken off.
    pub(super) dropped: Vec<Range<usize>>,
}

impl Bare {
    fn keep(&mut self, line: &str, range: Range<usize>) {
        if !range.is_empty() {
            self.parts.push((self.text.len(), range.clone()));
            self.text.push_str(cut(line, range));
        }
    }

    fn drop(&mut self, range: Range<usize>) {
        self.dropped.push(range);
    }
}

/// `line` without `## `, `> `, `**` and the brackets of 【岗位】X; `None` if it wears nothing.
pub(super) fn undress(line: &str) -> Option<Bare> {
    let whole = trim(line, 0..line.len());
    let text = cut(line, whole.clone());
    if let Some(bare) = unwrapped(line, whole.clone()) {
        return Some(bare);
    }
    let worn = text.starts_with(['#', '>', '\u{3010}'])
        || text.contains("**")
        || text.contains(['<', '&']);
    if !worn {
        return None;
    }
    let mut bare = Bare::default();
    let mut at = whole.start;
    if let Some(len) = lead(text) {
        bare.drop(at..at + len);
        at = trim(line, at + len..whole.end).start;
    }
    if let Some(len) = hiring(cut(line, at..whole.end)) {
        bare.drop(at..at + len);
        at = trim(line, at + len..whole.end).start;
    }
    if let Some(inner) = label_in_brackets(cut(line, at..whole.end)) {
        let open = '\u{3010}'.len_utf8();
        let close = at + open + inner + '\u{3011}'.len_utf8();
        bare.drop(at..at + open);
        bare.keep(line, at + open..at + open + inner);
        bare.drop(at + open + inner..close);
        at = close;
        if !cut(line, at..whole.end).starts_with(is_colon) {
            bare.text.push('\u{ff1a}');
        }
    }
    for sign in signs(line, at..whole.end) {
        bare.keep(line, at..sign.start);
        bare.drop(sign.clone());
        at = sign.end;
    }
    bare.keep(line, at..whole.end);
    (!bare.dropped.is_empty() && !bare.parts.is_empty()).then_some(bare)
}

/// Signs that stand around headings.
const WRAPS: [(char, char); 10] = [
    ('\u{3010}', '\u{3011}'),
    ('\u{300a}', '\u{300b}'),
    ('\u{201c}', '\u{201d}'),
    ('"', '"'),
    ('[', ']'),
    ('\u{ff3b}', '\u{ff3d}'),
    ('\u{3016}', '\u{3017}'),
    ('\u{3014}', '\u{3015}'),
    ('\u{300c}', '\u{300d}'),
    ('\u{300e}', '\u{300f}'),
];

/// [岗位职责], “保管员岗位职责”： without the signs around the whole.
fn unwrapped(line: &str, whole: Range<usize>) -> Option<Bare> {
    let text = cut(line, whole.clone());
    let first = text.chars().next()?;
    let (_, close) = WRAPS.iter().find(|(open, _)| *open == first)?;
    let inside = first.len_utf8();
    let rest = cut(text, inside..text.len());
    let end = inside + rest.find(*close)?;
    let behind = end + close.len_utf8();
    let colon = cut(text, behind..text.len());
    let inner = cut(text, inside..end);
    let alone = colon.chars().all(|c| is_colon(c) || is_blank(c)) && length(inner, 31) <= 30;
    let heading = title_of(inner).is_some()
        || heading_of(inner).is_some()
        || label_of(inner).is_some()
        || before_part(inner).is_some()
        || matches!(first, '\u{3010}' | '[' | '\u{ff3b}') && name_of(inner).is_some();
    if !alone || !heading || inner.contains(first) || is_noise(inner) || opens_noise(inner) {
        return None;
    }
    let mut bare = Bare::default();
    let start = whole.start;
    bare.drop(start..start + inside);
    bare.keep(line, start + inside..start + end);
    bare.drop(start + end..start + behind);
    bare.keep(line, start + behind..whole.end);
    Some(bare)
}

/// ★保管员岗位职责: the heading without its sign, if no line beside it wears the same.
pub(super) fn decorated(line: &str, above: &str, below: &str) -> Option<Bare> {
    let whole = trim(line, 0..line.len());
    let text = cut(line, whole.clone());
    let first = text.chars().next()?;
    let marker = marker_at(text).filter(|marker| matches!(marker.style, Style::Bullet(_)))?;
    let rest = trim(line, whole.start + marker.len..whole.end);
    let inner = cut(line, rest.clone());
    let beside = |other: &str| other.trim_start_matches(is_blank).starts_with(first);
    let post = || {
        name_of(inner).is_some_and(|name| is_hard_post(cut(inner, name.name)))
            && length(inner, 13) <= 12
            && !inner.contains('\u{7684}')
    };
    let short = length(inner, 31) <= 30 && !beside(above) && !beside(below);
    let heading = short && (title_of(inner).is_some() || heading_of(inner).is_some() || post());
    if !heading {
        return None;
    }
    let mut bare = Bare::default();
    bare.drop(whole.start..whole.start + marker.len);
    bare.keep(line, rest);
    Some(bare)
}

/// Pairs of `**`, tags and blanks of web pages (`<br>`, `&nbsp;`) within a line.
fn signs(line: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let rest = cut(line, range.clone());
    let mut stars: Vec<_> = rest
        .match_indices("**")
        .map(|(at, it)| at..at + it.len())
        .collect();
    if !stars.len().is_multiple_of(2) {
        stars.clear();
    }
    let mut signs = stars;
    for (at, _) in rest.match_indices(['<', '&']) {
        if let Some(len) = remnant(cut(rest, at..rest.len())) {
            signs.push(at..at + len);
        }
    }
    signs.sort_unstable_by_key(|sign| sign.start);
    let mut end = 0;
    signs.retain(|sign| {
        let apart = sign.start >= end;
        end = end.max(sign.end);
        apart
    });
    let place = |sign: Range<usize>| range.start + sign.start..range.start + sign.end;
    signs.into_iter().map(place).collect()
}

/// `<br/>`, `</p>`, `&nbsp;` at the beginning of a text: its length.
fn remnant(text: &str) -> Option<usize> {
    let blanks = ["&nbsp;", "&ensp;", "&emsp;", "&thinsp;"];
    if let Some(blank) = blanks.into_iter().find(|blank| text.starts_with(*blank)) {
        return Some(blank.len());
    }
    let inside = text.strip_prefix('<')?;
    let (close, _) = inside.char_indices().take(120).find(|(_, c)| *c == '>')?;
    let name = cut(inside, 0..close).trim_start_matches('/');
    let letters = name.len()
        - name
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric())
            .len();
    let behind = cut(name, letters..name.len()).chars().next();
    let tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && letters <= 8
        && behind.is_none_or(|c| c == '/' || is_blank(c));
    tag.then_some(close + 2)
}

/// The length of `##` or `>` before a blank.
fn lead(text: &str) -> Option<usize> {
    let signs = text.len() - text.trim_start_matches('#').len();
    let signs = if signs == 0 {
        usize::from(text.starts_with('>'))
    } else {
        signs
    };
    let blank = cut(text, signs..text.len()).starts_with(is_blank);
    ((1..=6).contains(&signs) && blank).then_some(signs)
}

/// 【急聘】 before the name of a post: its length.
fn hiring(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\u{3010}')?;
    let (close, sign) = inside
        .char_indices()
        .take(8)
        .find(|(_, c)| *c == '\u{3011}')?;
    let len = '\u{3010}'.len_utf8() + close + sign.len_utf8();
    (words("hiring").has(cut(inside, 0..close)) && len < text.len()).then_some(len)
}

/// 【岗位】水电工 and 【第1篇】X: the length of what the brackets hold.
fn label_in_brackets(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\u{3010}')?;
    let (close, _) = inside
        .char_indices()
        .take(16)
        .find(|(_, c)| *c == '\u{3011}')?;
    let (inner, behind) = (
        cut(inside, 0..close),
        cut(inside, close + '\u{3011}'.len_utf8()..inside.len()),
    );
    let label = Squeezed::new(inner, 16).is_some_and(|it| lexicon().label(&it.text).is_some());
    let chapter = chapter_at(inner).is_some_and(|marker| marker.len == inner.len());
    let more = !behind
        .trim_matches(|c| is_blank(c) || is_colon(c))
        .is_empty();
    (more && (label || chapter)).then_some(close)
}

/// Whether a bar stands between blanks.
fn bar_between(text: &str) -> bool {
    text.match_indices('|').any(|(at, bar)| {
        cut(text, 0..at).ends_with(is_blank)
            && cut(text, at + bar.len()..text.len()).starts_with(is_blank)
    })
}

/// The cells of a row that is drawn with bars, and whether it is a mere line (| --- | --- |).
pub(super) fn bars(line: &str) -> Option<(Vec<Range<usize>>, bool)> {
    let whole = trim(line, 0..line.len());
    let text = cut(line, whole.clone());
    // 岗位名称 | 职责 | needs no bar before it.
    let open = text.starts_with('|');
    if !text.ends_with('|') || text.len() < 3 || !open && !bar_between(text) {
        return None;
    }
    let mut cells = Vec::new();
    let first = whole.start + usize::from(open);
    let mut from = first;
    for (at, _) in cut(line, from..whole.end).match_indices('|') {
        let end = first + at;
        cells.push(trim(line, from..end));
        from = end + 1;
    }
    let ruled = text
        .chars()
        .all(|c| is_blank(c) || matches!(c, '|' | '-' | ':' | '='));
    (cells.len() >= 2).then_some((cells, ruled))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Option<String> {
        undress(line).map(|bare| bare.text)
    }

    #[test]
    fn signs_of_markdown_and_brackets_around_labels_come_off() {
        assert_eq!(text("## 班长"), Some("班长".to_owned()));
        assert_eq!(text("**部门：** 质检部"), Some("部门： 质检部".to_owned()));
        assert_eq!(text("【岗位】电工"), Some("岗位：电工".to_owned()));
        assert_eq!(text("【第2篇】电工"), Some("第2篇：电工".to_owned()));
    }

    #[test]
    fn what_only_looks_like_dress_stays() {
        assert_eq!(text("巡检；&nbsp;<br/>"), Some("巡检；".to_owned()));
        for line in [
            "温度<5且>0",
            "R&D",
            "#1机组巡检",
            "【通知】放假",
            "2**3",
            "> ",
            "##",
        ] {
            assert_eq!(text(line), None, "{line}");
        }
    }

    #[test]
    fn a_row_of_bars_has_cells() {
        let (cells, ruled) = bars("| a | b |").expect("a row");
        assert_eq!(cells, [2..3, 6..7]);
        assert!(!ruled);
        assert!(bars("|---|:-:|").is_some_and(|(_, ruled)| ruled));
        assert_eq!(bars("| a"), None);
    }
}
