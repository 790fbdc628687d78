//! Looks for words in every text of a project, and puts others in their place.

use super::{Edit, Mention, StepName};
use crate::model::{Field, Organisation, Place, Project};

/// Every text that holds `wanted`, in the order of the tree. Latin letters are found in either case.
///
/// What an import kept of the source's own words on reporting lines is no text of the project and left alone.
pub fn find_text(project: &Project, organisation: &Organisation, wanted: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let wanted = Wanted::new(wanted);
    for node in &organisation.nodes {
        project.for_each_text(node.owner, &mut |place, text| {
            let count = wanted.positions(place, text).len();
            if count > 0 {
                found.push(Mention { place, count });
            }
        });
    }
    found
}

/// The edit that puts `by` for `wanted` into these texts, as one step; `None` if none of them holds it.
pub fn replace_text(project: &Project, places: &[Place], wanted: &str, by: &str) -> Option<Edit> {
    if wanted.is_empty() {
        return None;
    }
    let wanted = Wanted::new(wanted);
    let replaced = |&place: &Place| {
        let before = project.text(place)?;
        let mut text = String::new();
        let mut copied_to = 0;
        for start in wanted.positions(place, before) {
            text.push_str(before.get(copied_to..start)?);
            text.push_str(by);
            copied_to = start + wanted.len();
        }
        text.push_str(before.get(copied_to..)?);
        (text != before).then_some(Edit::SetText { place, text })
    };
    let edits: Vec<Edit> = places.iter().filter_map(replaced).collect();
    (!edits.is_empty()).then_some(Edit::Group {
        name: StepName::Replace,
        edits,
    })
}

/// Where `wanted` begins in the text of `place`, in bytes.
pub fn positions_of(place: Place, text: &str, wanted: &str) -> Vec<usize> {
    Wanted::new(wanted).positions(place, text)
}

/// Words to look for.
struct Wanted {
    words: String,
    has_letters: bool,
}

impl Wanted {
    fn new(words: &str) -> Wanted {
        // Bytes keep their places: only A–Z change.
        let has_letters = words.bytes().any(|byte| byte.is_ascii_alphabetic());
        Wanted {
            words: words.to_ascii_lowercase(),
            has_letters,
        }
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    fn positions(&self, place: Place, text: &str) -> Vec<usize> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let in_text = |text: &str| -> Vec<usize> {
            text.match_indices(&self.words).map(|(at, _)| at).collect()
        };
        let mut found = if self.has_letters {
            in_text(&text.to_ascii_lowercase())
        } else {
            in_text(text)
        };
        match place.field {
            Field::ImportedSuperior | Field::ImportedSubordinates => found.clear(),
            // {公司} stands for the company; its name is not written there.
            Field::Header | Field::Footer | Field::CodePattern => {
                found.retain(|&at| !in_braces(text, at));
            }
            _ => {}
        }
        found
    }
}

fn in_braces(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut braces = before.chars().rev().filter(|c| matches!(c, '{' | '}'));
    braces.next() == Some('{')
}
