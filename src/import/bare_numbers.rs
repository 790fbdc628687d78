//! Digits that are markers though no sign follows them: 11完成 behind 10、, 1 负责 above 2 检查.

use super::markers::{Marker, Style, bare_number, marker_at};
use super::segments::{Cutter, Fit};
use super::squeeze::{cut, is_blank, is_terminal};

impl Cutter<'_> {
    /// 11完成 after 10、; 1 负责 if 2 begins the next line.
    pub(super) fn bare_fits(&self, marker: &Marker, rest: &str, flow: usize) -> bool {
        let spaced = cut(rest, marker.len..rest.len()).starts_with(is_blank);
        let next = self
            .flows
            .get(flow + 1)
            .map_or("", |flow| flow.text.as_str());
        let list =
            spaced && marker.value == 1 && bare_number(next).is_some_and(|next| next.value == 2);
        // 1 总经理 above 1.1 主持…
        let heads = spaced
            && marker_at(next).is_some_and(|next| {
                matches!(next.style, Style::Dotted(2))
                    && u32::from(next.numbers[0]) == marker.value
                    && next.value == 1
            });
        list || heads
            || self
                .last_of(Style::Arabic)
                .is_some_and(|last| last > 0 && marker.value == last + 1)
    }

    /// …；2负责…；3、…: digits without a sign between two numbers of a list that runs on.
    pub(super) fn bare_between(&self, marker: &Marker, rest: &str) -> bool {
        if self.signed || self.fit(Style::Arabic, marker.value) != Fit::Next {
            return false;
        }
        let near = rest
            .char_indices()
            .nth(200)
            .map_or(rest.len(), |(at, _)| at);
        let near = cut(rest, 0..near);
        let next = (marker.value + 1).to_string();
        near.match_indices(next.as_str()).any(|(at, _)| {
            let before = cut(near, 0..at)
                .trim_end_matches(is_blank)
                .chars()
                .next_back();
            let next = marker_at(cut(near, at..near.len()));
            before.is_some_and(is_terminal)
                && next.is_some_and(|it| it.style == Style::Arabic && it.firm)
        })
    }
}
