//! Short texts without their blanks, and the way back to where each character stands.
//!
//! Headings are compared without blanks (测 量 员 岗 位 职 责), but the draft keeps places in the source.

use super::markers::is_colon;
use std::ops::Range;

/// A text without blanks.
#[derive(Clone, Debug, Default)]
pub(super) struct Squeezed {
    /// The text.
    pub(super) text: String,
    /// For each byte of `text`, its byte in the original.
    at: Vec<usize>,
}

impl Squeezed {
    /// Takes the blanks out of `text`; `None` if more than `limit` characters are left.
    pub(super) fn new(text: &str, limit: usize) -> Option<Squeezed> {
        let mut count = 0;
        let enough = text.len().min(limit * 4);
        let mut squeezed = Squeezed {
            text: String::with_capacity(enough),
            at: Vec::with_capacity(enough),
        };
        for (at, c) in text.char_indices().filter(|(_, c)| !is_blank(*c)) {
            count += 1;
            if count > limit {
                return None;
            }
            squeezed.text.push(c);
            squeezed.at.extend(at..at + c.len_utf8());
        }
        Some(squeezed)
    }

    /// Where a part of the squeezed text stands in the original.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let last = range.end.checked_sub(1);
        match (
            self.at.get(range.start),
            last.and_then(|last| self.at.get(last)),
        ) {
            (Some(&start), Some(&last)) if range.start < range.end => start..last + 1,
            _ => 0..0,
        }
    }
}

/// `text` without blanks, if no more than `limit` characters are left.
pub(super) fn squeezed_text(text: &str, limit: usize) -> Option<String> {
    // A hanzi has three bytes; a text that is longer by far need not be counted.
    let mut squeezed = String::with_capacity(text.len().min(limit * 4));
    for (count, c) in text.chars().filter(|c| !is_blank(*c)).enumerate() {
        if count >= limit {
            return None;
        }
        squeezed.push(c);
    }
    Some(squeezed)
}

/// The last character that is no blank, colon or closing bracket.
pub(super) fn last_word_char(text: &str) -> Option<char> {
    text.chars().rev().find(|c| {
        !is_blank(*c)
            && !is_colon(*c)
            && !matches!(c, '\u{3011}' | '\u{300b}' | ']' | '>' | '\u{3009}')
    })
}

/// White space, the byte order mark and other characters that show nothing.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// Part of a text; empty where the range does not fit.
pub(super) fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// `range` of `text` without blanks at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = cut(text, range.clone());
    let start = part.trim_start_matches(is_blank);
    let whole = start.trim_end_matches(is_blank);
    let from = range.start + (part.len() - start.len());
    from..from + whole.len()
}

/// True for a sign that ends a sentence or clause with weight.
pub(super) fn is_terminal(c: char) -> bool {
    is_colon(c)
        || matches!(
            c,
            '\u{3002}'
                | '\u{ff1b}'
                | ';'
                | '\u{ff01}'
                | '!'
                | '\u{ff1f}'
                | '?'
                | '\u{2026}'
                | '\u{ff61}'
        )
}

/// True for a sign after which a sentence must go on.
pub(super) fn is_open_end(c: char) -> bool {
    matches!(
        c,
        '\u{ff0c}'
            | ','
            | '\u{3001}'
            | '/'
            | '\u{ff0f}'
            | '('
            | '\u{ff08}'
            | '\u{300a}'
            | '\u{201c}'
    )
}

/// How many more brackets are opened than closed in `text` (negative: closed).
pub(super) fn bracket_balance(text: &str) -> i32 {
    text.chars().fold(0, |sum, c| match c {
        '(' | '\u{ff08}' => sum + 1,
        ')' | '\u{ff09}' => sum - 1,
        _ => sum,
    })
}

/// True if the text ends with a sign that ends a sentence, closing quotes and brackets left aside.
pub(super) fn is_finished(text: &str) -> bool {
    let text = text.trim_end_matches(is_blank);
    let bare = text.trim_end_matches(['\u{201d}', '"', '\u{300b}', ')', '\u{ff09}', '\u{300d}']);
    let dot = text.ends_with('.') && !text.ends_with("..");
    dot || bare.chars().next_back().is_some_and(is_terminal)
}

/// Number of characters that are not blank, counted up to `limit`.
pub(super) fn length(text: &str, limit: usize) -> usize {
    text.chars().filter(|c| !is_blank(*c)).take(limit).count()
}
