//! Headings and items that only a blank or the end of a sentence parts from the text before them.

use super::headings::{Heading, department_of, heading_of, name_of, title_of};
use super::lexicon::Title;
use super::markers::{is_colon, marker_at};
use super::segments::Cutter;
use super::squeeze::{cut, is_blank, is_finished, is_terminal, length};

/// 行政办公室 一、部门职能 …: a department, and the title of its duties behind a blank and a number.
fn unit_above_title(text: &str) -> bool {
    let near = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    let mut words = cut(text, 0..near)
        .split(is_blank)
        .filter(|it| !it.is_empty());
    let unit = words.next().is_some_and(|it| department_of(it).is_some());
    let title = words.next().unwrap_or_default();
    let number = marker_at(title).filter(|it| it.value == 1 && it.firm);
    let title = number.map(|it| cut(title, it.len..title.len()));
    unit && title.is_some_and(|it| title_of(it) == Some(Title::DepartmentDuties))
}

impl Cutter<'_> {
    /// …；  审批…: signs of a list that the copy lost leave two blanks behind them.
    pub(super) fn cuts_bullet(&self, before: &str, flow: usize) -> bool {
        let plain =
            self.flows[flow].column.is_none() && marker_at(&self.flows[flow].text).is_none();
        let ended = before.trim_end_matches(is_blank).chars().next_back();
        plain && ended.is_some_and(|c| is_terminal(c) && !is_colon(c))
    }

    /// Whether a heading that was glued behind other text begins at `at`, after a blank.
    pub(super) fn cuts_heading(&self, text: &str, at: usize, before: &str, flow: usize) -> bool {
        let before = before.trim_end_matches(is_blank);
        let rest = cut(text, at..text.len());
        let ended = before.ends_with([')', '\u{ff09}'])
            || before.chars().next_back().is_some_and(is_terminal);
        // 基本职责/ Basic Responsibility
        let translated = rest.starts_with(|c: char| c.is_ascii_alphabetic());
        let after_title = length(before, 31) <= 30 && !translated && title_of(before).is_some();
        if after_title {
            return true;
        }
        let after_heading = length(before, 31) <= 30 && heading_of(before).is_some();
        // … 3年经验¥9000.00 月嫂工作内容: the post that is open, at the end of a line.
        let again = length(rest, 21) <= 20
            && self.headed.chars().count() >= 2
            && rest.starts_with(self.headed.as_str());
        if ended && unit_above_title(rest) {
            return true;
        }
        if !ended && !after_heading && !again || length(rest, 41) > 40 {
            return false;
        }
        let next = self.flows.get(flow + 1);
        let list = next.is_some_and(|next| {
            next.column.is_none()
                && (marker_at(&next.text).is_some_and(|marker| marker.begins())
                    || title_of(&next.text).is_some())
        });
        title_of(rest).is_some()
            || heading_of(rest).is_some()
            || (list
                && ended
                && !is_finished(rest)
                && name_of(rest).is_some()
                && before.chars().count() > 8)
    }

    /// …。审计专员岗位职责 at the end of a paragraph, above a list from 1.
    pub(super) fn ends_with_heading(&self, rest: &str, flow: usize) -> bool {
        let list = self.flows.get(flow + 1).is_some_and(|next| {
            next.column.is_none() && marker_at(&next.text).is_some_and(|it| it.begins())
        });
        list && matches!(
            heading_of(rest),
            Some(Heading::Role(_) | Heading::Department(_))
        )
    }
}
