//! What stands around the posts of an article: its preface, and the mottos behind the names of its posts.

use super::classify::{Classifier, Kind};
use super::draft::ReadAs;
use super::headings::RoleHeading;
use super::lexicon::words;
use super::markers::{Style, is_colon};
use super::posts::name_before_motto;
use std::collections::BTreeMap;

/// The longest title of a preface with its colon, in bytes.
const LONGEST_TITLE: usize = 9;

impl Classifier<'_> {
    /// 一、项目主管：全局的统筹者 and 二、技术主管：体系的构建者: numbered posts, each with words that praise it.
    pub(super) fn mottos(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut run: Vec<(Style, u32, usize, RoleHeading)> = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            let Some(marker) = self.segments[at].marker else {
                continue;
            };
            let heads = matches!(marker.style, Style::Chinese | Style::ChineseParen);
            if !heads || *kind != Kind::Text || !self.is_whole(at) || self.in_cell(at) {
                continue;
            }
            let name = name_before_motto(self.text(at));
            let goes_on = run.last().is_none_or(|(style, value, ..)| {
                *style == marker.style && marker.value == value + 1
            });
            let free = self.chosen(at, choices).is_none();
            if let Some(name) = name.filter(|_| free && goes_on) {
                run.push((marker.style, marker.value, at, name));
            }
        }
        if run.len() >= 2 {
            for (_, _, at, name) in run {
                let strong = true;
                kinds[at] = Kind::Role(RoleHeading { strong, ..name });
            }
        }
    }

    /// 引言 or 前言 and the paragraphs below it, up to the first line that is anything else.
    pub(super) fn prefaces(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut open = false;
        for (at, kind) in kinds.iter_mut().enumerate() {
            let text = self.text(at);
            if *kind != Kind::Text || !open && text.len() > LONGEST_TITLE {
                open = false;
                continue;
            }
            let title = words("preface").has(text.trim_end_matches(is_colon));
            let goes_on = title || open && self.segments[at].marker.is_none();
            let paragraph = self.is_whole(at) && !self.in_cell(at);
            open = goes_on && paragraph && self.chosen(at, choices).is_none();
            if open {
                *kind = Kind::Noise;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::parse_text;

    #[test]
    fn a_word_of_a_form_is_no_post() {
        for word in ["姓名", "权重", "同级职位"] {
            let draft = parse_text(&format!("{word}\n岗位职责\n1、收货。\n2、发货。\n"));
            assert_eq!(draft.roles.len(), 1, "{word}");
            assert_eq!(draft.roles[0].name.text, "", "{word}");
        }
    }

    #[test]
    fn one_motto_makes_no_post() {
        let draft = parse_text("库管员岗位职责\n一、店长：门店的带头人\n二、收货时核对数量。\n");
        assert_eq!(draft.roles.len(), 1);
    }
}
