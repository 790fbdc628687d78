//! Pages on which several posts or departments are presented, each with a few lines of facts above its lists.

use super::classify::{Classifier, Kind};
use super::draft::{ReadAs, SectionKind};
use super::headings::{RoleHeading, department_of, is_hard_post, name_of};
use super::lexicon::{Title, words};
use super::markers::is_colon;
use super::squeeze::{cut, is_finished, length, trim};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many lines of facts may stand between the name of a post and its first list.
const FACTS: usize = 12;

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
    let name = trim(bare, sentence.start..sentence.start + len);
    let subject = cut(bare, name.clone());
    let known =
        words("role_noun").at_end(subject).is_some() || words("body_end").at_end(subject).is_some();
    (known && name_of(subject).is_some() && length(subject, 13) <= 12).then_some(name)
}

impl Classifier<'_> {
    /// 食品应用工程师, 应用技术部, 黄石, 全职, 职位描述: a post above lines of facts and the title of its first section.
    pub(super) fn hired(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut at = 0;
        while at < kinds.len() {
            if self.chosen(at, choices).is_none()
                && let Some(name) = self.post_above_facts(at, kinds)
                && let Some(title) = self.title_below_facts(at, kinds)
            {
                kinds[at] = Kind::Role(name);
                for fact in at + 1..title {
                    self.fact(fact, kinds);
                }
                at = title;
            }
            at += 1;
        }
    }

    /// A line that is surely the name of a post and stands where a post may begin.
    fn post_above_facts(&self, at: usize, kinds: &[Kind]) -> Option<RoleHeading> {
        let text = self.text(at);
        if kinds[at] != Kind::Text || !self.is_whole(at) || self.style(at).is_some() {
            return None;
        }
        let name = name_of(text).filter(|_| length(text, 17) <= 16)?;
        let above = at.checked_sub(1);
        let begins = above.is_none_or(|above| match &kinds[above] {
            Kind::Text | Kind::Item => {
                self.is_parted(at) || is_finished(self.text(above)) || self.ends_list(above, kinds)
            }
            Kind::Label(label) => label.len < self.text(above).len(),
            Kind::Noise | Kind::Dropped { .. } => true,
            _ => false,
        });
        let post = is_hard_post(text.get(name.name.clone())?);
        let strong = false;
        (post && begins && !self.in_cell(at)).then_some(RoleHeading { strong, ..name })
    }

    /// Whether the section above has a title and lines that all lack an end.
    fn ends_list(&self, last: usize, kinds: &[Kind]) -> bool {
        let mut above = (0..last).rev().take(40);
        let title = above.find(|at| !matches!(kinds[*at], Kind::Text));
        title.is_some_and(|at| matches!(kinds[at], Kind::Title(Title::Section(_))))
    }

    /// 能够适应出差 above 工作职责: the last line of the section above, and no post.
    pub(super) fn is_last_of_section(&self, at: usize, kinds: &[Kind]) -> bool {
        let Some(above) = at.checked_sub(1) else {
            return false;
        };
        let text = self.text(at);
        let post = name_of(text).is_some_and(|it| is_hard_post(cut(text, it.name)));
        let goes_on = kinds[above] == Kind::Text && !self.is_parted(at);
        !post && goes_on && self.style(above).is_none() && self.ends_list(above, kinds)
    }

    /// Where the title of the first section stands, if only facts stand above it.
    fn title_below_facts(&self, at: usize, kinds: &[Kind]) -> Option<usize> {
        let mut facts = 0;
        for (next, kind) in kinds.iter().enumerate().skip(at + 1).take(FACTS * 2) {
            let text = self.text(next);
            match kind {
                Kind::Title(
                    Title::Section(SectionKind::Duties | SectionKind::Qualifications)
                    | Title::Purpose,
                ) => return (facts > 0).then_some(next),
                Kind::Noise | Kind::Dropped { .. } => {}
                Kind::Label(_) | Kind::Department(_) | Kind::Text
                    if length(text, 41) <= 40
                        && !is_finished(text)
                        && self.style(next).is_none() =>
                {
                    facts += usize::from(!self.in_cell(next));
                    let table = usize::from(self.in_cell(next));
                    facts = facts.max(table);
                }
                _ => return None,
            }
            if facts > FACTS {
                return None;
            }
        }
        None
    }

    /// A department among the facts is where the post belongs; the others are notes.
    fn fact(&self, at: usize, kinds: &mut [Kind]) {
        if matches!(kinds[at], Kind::Department(_) | Kind::Text) && !self.in_cell(at) {
            let department = department_of(self.text(at)).is_some();
            kinds[at] = Kind::Fact { department };
        }
    }

    /// 修  复  组 above a paragraph, in a text of which other departments are headed in the same way.
    pub(super) fn units(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
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
