//! Posts whose only heading is their name on a line, and whose duties are the paragraph below it.
//!
//! 收银员 above 负责结账、账目核对及收款工作。 may be anything once; as often as [`LEAST`] times in a text that heads
//! no post in another way, it is how the text presents its posts.

use super::classify::{Classifier, Kind};
use super::draft::ReadAs;
use super::headings::{RoleHeading, name_of};
use super::squeeze::{is_finished, length};
use std::collections::BTreeMap;

/// So many names that are certainly posts stand above paragraphs of their own.
const LEAST: usize = 4;
/// The longest name, and the shortest paragraph, in characters.
const NAME: usize = 14;
const PARAGRAPH: usize = 12;

impl Classifier<'_> {
    /// Finds posts that have nothing but a name and a paragraph.
    pub(super) fn lonely_posts(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let headed = |kind: &Kind| {
            matches!(
                kind,
                Kind::Role(_) | Kind::Title(_) | Kind::Department(_) | Kind::Rules
            )
        };
        if kinds.iter().any(headed) {
            return;
        }
        let found: Vec<(usize, RoleHeading)> = (0..kinds.len())
            .filter(|&at| self.chosen(at, choices).is_none())
            .filter_map(|at| Some((at, self.above_paragraph(at, kinds)?)))
            .collect();
        if found.iter().filter(|(_, name)| name.strong).count() < LEAST {
            return;
        }
        for (at, name) in found {
            kinds[at] = Kind::Role(name);
        }
    }

    /// The name that this line is, if a paragraph of whole sentences stands below it.
    fn above_paragraph(&self, at: usize, kinds: &[Kind]) -> Option<RoleHeading> {
        let plain = |at: usize| self.is_whole(at) && self.style(at).is_none() && !self.in_cell(at);
        let below = self.text(at + 1);
        let paragraph = kinds.get(at + 1) == Some(&Kind::Text)
            && plain(at + 1)
            && is_finished(below)
            && length(below, PARAGRAPH + 1) > PARAGRAPH;
        let line = matches!(kinds[at], Kind::Text | Kind::Noise) && plain(at);
        if !line || !paragraph || length(self.text(at), NAME + 1) > NAME {
            return None;
        }
        name_of(self.text(at))
    }
}
