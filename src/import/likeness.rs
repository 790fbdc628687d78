//! Which entries of two lists are the same or alike, for [`merge`](super::merge).
//!
//! Equal is what has the same letters and digits; alike is what shares most pairs of neighbouring characters.

use super::merge::{Likeness, Pair};
use crate::model::{ItemId, ListItem, Role};
use std::collections::{HashMap, HashSet};

/// An entry to compare: its id (the draft's have none yet) and its whole text.
pub(super) type Entry = (ItemId, String);

pub(super) fn duties(role: &Role) -> Vec<Entry> {
    role.duties().map(|duty| (duty.id, whole(duty))).collect()
}

/// Own sections are compared line by line, each with the title before it.
pub(super) fn own_sections(role: &Role) -> Vec<Entry> {
    let mut entries = Vec::new();
    for section in &role.own_sections {
        for item in &section.items {
            entries.push((item.id, format!("{}\u{ff1a}{}", section.title, whole(item))));
        }
        if section.items.is_empty() {
            entries.push((section.id, section.title.clone()));
        }
    }
    entries
}

/// All texts of an entry and of what is below it.
pub(super) fn whole<T: ListItem>(entry: &T) -> String {
    let mut text = String::new();
    collect(entry, &mut text);
    text
}

fn collect<T: ListItem>(entry: &T, text: &mut String) {
    let fields = T::FIELDS.iter().filter_map(|&field| entry.text(field));
    for part in fields.filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(part);
    }
    for child in entry.children() {
        collect(child, text);
    }
}

pub(super) fn pairs_of<T: ListItem>(old: &[T], new: &[T]) -> Vec<Pair> {
    let entries = |list: &[T]| -> Vec<Entry> {
        list.iter()
            .map(|entry| (entry.id(), whole(entry)))
            .collect()
    };
    pairs(&entries(old), &entries(new))
}

/// Beyond so many comparisons of one list, only equal entries are found.
const COMPARISONS: usize = 40_000;
/// The share of common pairs of characters from which two entries are alike (Dice's coefficient).
const ALIKE: f32 = 0.55;

/// Finds the partner of each entry: equal ones first, then the most alike.
pub(super) fn pairs(old: &[Entry], new: &[Entry]) -> Vec<Pair> {
    let old_plain: Vec<String> = old.iter().map(|(_, text)| plain(text)).collect();
    let new_plain: Vec<String> = new.iter().map(|(_, text)| plain(text)).collect();
    let mut by_text: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, text) in old_plain.iter().enumerate().rev() {
        by_text.entry(text).or_default().push(at);
    }
    let first: HashMap<&str, usize> = by_text
        .iter()
        .filter_map(|(text, places)| Some((*text, *places.last()?)))
        .collect();
    let mut partner: Vec<Option<(usize, Likeness)>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for (at, text) in new_plain.iter().enumerate() {
        let equal = by_text.get_mut(text.as_str()).and_then(Vec::pop);
        // A line that the draft has twice and the project once is still the same line.
        if let Some(other) = equal.or_else(|| first.get(text.as_str()).copied()) {
            partner[at] = Some((other, Likeness::Equal));
            taken[other] = true;
        }
    }
    if old.len().saturating_mul(new.len()) <= COMPARISONS {
        let old_grams: Vec<_> = old_plain.iter().map(|text| grams(text)).collect();
        for (at, text) in new_plain.iter().enumerate() {
            if partner[at].is_some() {
                continue;
            }
            let own = grams(text);
            let best = old_grams
                .iter()
                .enumerate()
                .filter(|(other, _)| !taken[*other])
                .map(|(other, grams)| (other, dice(&own, grams)))
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .filter(|(_, likeness)| *likeness >= ALIKE);
            if let Some((other, _)) = best {
                partner[at] = Some((other, Likeness::Alike));
                taken[other] = true;
            }
        }
    }
    in_order((old, new), &partner)
}

fn in_order((old, new): (&[Entry], &[Entry]), partner: &[Option<(usize, Likeness)>]) -> Vec<Pair> {
    let mut of_old: HashMap<usize, Vec<(usize, Likeness)>> = HashMap::new();
    for (at, found) in partner.iter().enumerate() {
        if let Some((other, likeness)) = *found {
            of_old.entry(other).or_default().push((at, likeness));
        }
    }
    let new_entry = |at: usize| (at, new[at].1.clone());
    let mut pairs = Vec::new();
    for (at, (id, text)) in old.iter().enumerate() {
        let partners = of_old.remove(&at).unwrap_or_default();
        if partners.is_empty() {
            pairs.push(Pair {
                likeness: Likeness::OnlyOld,
                old: Some((*id, text.clone())),
                new: None,
            });
        }
        for (other, likeness) in partners {
            pairs.push(Pair {
                likeness,
                old: Some((*id, text.clone())),
                new: Some(new_entry(other)),
            });
        }
    }
    let only_new = partner.iter().enumerate().filter(|(_, it)| it.is_none());
    pairs.extend(only_new.map(|(at, _)| Pair {
        likeness: Likeness::OnlyNew,
        old: None,
        new: Some(new_entry(at)),
    }));
    pairs
}

/// A text without blanks and signs: what a person compares.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn grams(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

fn dice(a: &HashSet<(char, char)>, b: &HashSet<(char, char)>) -> f32 {
    let sum = a.len() + b.len();
    if sum == 0 {
        return 0.0;
    }
    2.0 * a.intersection(b).count() as f32 / sum as f32
}
