//! Pages on which departments are presented in paragraphs, and articles that give posts their powers.

use super::classify::{Classifier, Kind};
use super::draft::ReadAs;
use super::headings::{department_of, name_of};
use super::lexicon::words;
use super::markers::is_colon;
use super::squeeze::{cut, is_finished, length, trim};
use std::collections::BTreeMap;
use std::ops::Range;

/// 经理对理事长负责，行使下列职权：: whose the powers are that follow.
pub(super) fn with_powers(text: &str) -> Option<Range<usize>> {
    let bare = text.trim_end_matches(is_colon);
    if bare.len() == text.len() || length(text, 121) > 120 {
        return None;
    }
    words("powers_end").at_end(bare)?;
    let start = bare
        .rfind('\u{3002}')
        .map_or(0, |at| at + '\u{3002}'.len_utf8());
    let sentence = trim(bare, start..bare.len());
    let ends = words("subject_end").iter();
    let len = ends
        .filter_map(|word| cut(bare, sentence.clone()).find(word))
        .min()?;
    let mut name = trim(bare, sentence.start..sentence.start + len);
    // 本会理事长
    let own = words("own_body").at_start(cut(bare, name.clone()));
    name.start += own.map_or(0, str::len);
    let subject = cut(bare, name.clone());
    let known =
        words("role_noun").at_end(subject).is_some() || words("body_end").at_end(subject).is_some();
    (known && name_of(subject).is_some() && length(subject, 13) <= 12).then_some(name)
}

impl Classifier<'_> {
    /// 修  复  组 above a paragraph, in a text of which other departments are headed in the same way.
    pub(super) fn spaced_units(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let plain = |at: usize| self.is_whole(at) && self.style(at).is_none() && !self.in_cell(at);
        let headed = (0..kinds.len())
            .filter(|at| matches!(kinds[*at], Kind::Department(_)) && plain(*at))
            .count();
        if headed < 2 {
            return;
        }
        for at in 0..kinds.len() {
            let paragraph = kinds.get(at + 1) == Some(&Kind::Text)
                && plain(at + 1)
                && is_finished(self.text(at + 1))
                && length(self.text(at + 1), 13) > 12;
            if kinds[at] == Kind::Text
                && plain(at)
                && paragraph
                && self.chosen(at, choices).is_none()
                && let Some(name) = department_of(self.text(at))
            {
                kinds[at] = Kind::Department(name);
            }
        }
    }
}
