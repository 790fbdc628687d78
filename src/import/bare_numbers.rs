//! Digits that are markers though no sign follows them: 11完成 behind 10、, 1 负责 above 2 检查.

use super::headings::{heading_of, title_of};
use super::markers::{Marker, Style, bare_number, first_of_dotted, marker_at};
use super::plain::bare_marker_fits;
use super::segments::{Cutter, Fit};
use super::squeeze::{cut, is_blank, is_terminal, length};

impl Cutter<'_> {
    /// 11完成 after 10、; 1 负责 if 2 begins the next line.
    pub(super) fn bare_fits(&self, marker: &Marker, rest: &str, flow: usize) -> bool {
        let spaced = cut(rest, marker.len..rest.len()).starts_with(is_blank);
        let next = self
            .flows
            .get(flow + 1)
            .map_or("", |flow| flow.text.as_str());
        let sure = spaced || bare_marker_fits(next).is_some();
        let list =
            sure && marker.value == 1 && bare_number(next).is_some_and(|next| next.value == 2);
        // 1 总经理 above 1.1 主持…
        let heads = spaced
            && marker_at(next).is_some_and(|next| {
                matches!(next.style, Style::Dotted(2))
                    && u32::from(next.numbers[0]) == marker.value
                    && next.value == 1
            });
        // 1负责…。2检查…, a list in one paragraph.
        let run = marker.value == 1 && self.bare_between(marker, rest);
        // 1收货 below 岗位职责 and above 2发货
        let above = flow.checked_sub(1).and_then(|above| self.flows.get(above));
        let glued = marker.value == 1
            && above.is_some_and(|above| title_of(&above.text).is_some())
            && bare_marker_fits(next).is_some_and(|next| next.value == 2);
        list || run
            || glued
            || heads
            || self
                .last_of(Style::Arabic)
                .is_some_and(|last| last > 0 && marker.value == last + 1)
    }

    /// …；2负责…；3、…: digits without a sign in a list that runs on: between two numbers, or before a next one.
    pub(super) fn bare_between(&self, marker: &Marker, rest: &str) -> bool {
        if self.signed {
            return false;
        }
        let near = rest
            .char_indices()
            .nth(300)
            .map_or(rest.len(), |(at, _)| at);
        let near = cut(rest, marker.len..near);
        let firm = near_number(near, marker.value + 1, is_terminal).is_some_and(|firm| firm);
        match self.fit(Style::Arabic, marker.value) {
            Fit::Next if firm || self.bare_list => true,
            Fit::Next | Fit::First => near_number(near, marker.value + 1, is_terminal).is_some(),
            Fit::Near | Fit::Far => false,
        }
    }

    /// Whether digits without a sign begin an item in the middle of a paragraph.
    pub(super) fn cuts_bare(&self, before: &str, rest: &str, blank: bool) -> bool {
        let Some(marker) = bare_marker_fits(rest) else {
            return false;
        };
        let bare = before.trim_end_matches(is_blank);
        if bare.chars().next_back().is_some_and(is_terminal) {
            return self.bare_between(&marker, rest);
        }
        self.between_blanks(&marker, bare, rest, blank)
    }

    /// 站长岗位职责 1 编制方案 2 组织检查: numbers between blanks, in a text without signs.
    fn between_blanks(&self, marker: &Marker, before: &str, rest: &str, blank: bool) -> bool {
        let heading = marker.value > 1
            || length(before, 31) <= 30
                && (title_of(before).is_some() || heading_of(before).is_some());
        blank && heading && self.before_blank(marker, rest)
    }

    /// Whether a number between blanks is the next of its list, or the first of one that goes on.
    pub(super) fn before_blank(&self, marker: &Marker, rest: &str) -> bool {
        let behind = cut(rest, marker.len..rest.len());
        if self.signed || !behind.starts_with(is_blank) {
            return false;
        }
        let near = behind
            .char_indices()
            .nth(300)
            .map_or(behind.len(), |(at, _)| at);
        let near = cut(behind, 0..near);
        match self.fit(Style::Arabic, marker.value) {
            Fit::Next => self.bare_list,
            Fit::First => near_number(near, marker.value + 1, is_blank).is_some(),
            Fit::Near | Fit::Far => false,
        }
    }

    /// 1.1年以上经验, 2.3年内: the number of a list and its dot before a figure.
    pub(super) fn before_figure(&self, rest: &str) -> Option<Marker> {
        let marker = first_of_dotted(rest)?;
        let behind = cut(rest, marker.len..rest.len());
        let figure = bare_number(behind)?;
        // 年 and 岁 are counted in lists of demands; 1.1年 is no number of a part.
        // 1.20-30岁
        let behind = cut(behind, figure.len..behind.len());
        let range = behind.trim_start_matches(['-', '~', '\u{2014}', '\u{81f3}', '\u{5230}']);
        let upper = bare_number(range).filter(|_| range.len() < behind.len());
        let rest = upper.map_or(behind, |upper| cut(range, upper.len..range.len()));
        let unit = rest.trim_start_matches('\u{5468}').chars().next();
        let counted = unit.is_some_and(|c| matches!(c, '\u{5e74}' | '\u{5c81}'));
        let fit = self.fit(Style::Arabic, marker.value);
        (counted && (fit == Fit::Next || marker.value == 1)).then_some(marker)
    }
}

/// Whether a number stands in a text, as a list that runs on would have it: behind what `opens` says, before a word.
/// The answer is whether a sign follows it.
fn near_number(near: &str, number: u32, opens: fn(char) -> bool) -> Option<bool> {
    let number = number.to_string();
    near.match_indices(number.as_str()).find_map(|(at, _)| {
        let before = cut(near, 0..at);
        let before = match opens(' ') {
            true => before,
            false => before.trim_end_matches(is_blank),
        };
        let opened = before.chars().next_back().is_some_and(opens);
        let rest = cut(near, at..near.len());
        let firm = marker_at(rest).is_some_and(|it| it.style == Style::Arabic && it.firm);
        let bare = bare_marker_fits(rest).is_some_and(|it| it.len == number.len());
        (opened && (firm || bare)).then_some(firm)
    })
}
