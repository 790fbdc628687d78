//! Texts whose lines were broken at one width, wherever the sentences end.

use super::draft::SourceLine;
use super::squeeze::{is_finished, trim};
use std::collections::{BTreeMap, HashMap};

/// The narrowest and the widest column that is looked for, in characters.
const NARROWEST: usize = 18;
const WIDEST: usize = 70;
/// So many lines of full width, cut in a sentence, show that a text is broken so.
const LEAST: usize = 3;

/// The widths at which the lines of each file are broken.
pub(super) struct Wraps(HashMap<u32, Width>);

/// A column: in characters, and in halves of a full-width character.
#[derive(Clone, Copy, Default)]
struct Width {
    characters: usize,
    halves: usize,
}

impl Wraps {
    /// Looks at all lines that are not blank.
    pub(super) fn of(lines: &[SourceLine], full: &[usize]) -> Wraps {
        let mut files: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for line in full.iter().filter_map(|&line| lines.get(line)) {
            if !line.is_row && !line.is_page {
                let text = line.text.as_str();
                let range = trim(text, 0..text.len());
                let text = text.get(range).unwrap_or_default();
                files.entry(line.file).or_default().push(text);
            }
        }
        let widths = files.into_iter().map(|(file, texts)| {
            let width = Width {
                characters: column(&texts, |text| text.chars().count(), 0, 1),
                halves: column(&texts, halves, 2, 2),
            };
            (file, width)
        });
        Wraps(widths.collect())
    }

    /// Whether the line fills its column and its sentence goes on.
    pub(super) fn is_cut(&self, line: &SourceLine) -> bool {
        let text = line.text.as_str();
        let text = text.get(trim(text, 0..text.len())).unwrap_or_default();
        let Some(width) = self.0.get(&line.file).filter(|_| !is_finished(text)) else {
            return false;
        };
        let count = text.chars().take(WIDEST + 1).count();
        let wide = halves(text);
        width.characters > 0 && count == width.characters
            || width.halves > 0 && (width.halves - 2..=width.halves).contains(&wide)
    }
}

fn halves(text: &str) -> usize {
    let each = text.chars().take(2 * WIDEST + 1);
    each.map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The width that several lines have, most of them cut in a sentence, and hardly any exceeds; 0 if there is none.
fn column(texts: &[&str], size: impl Fn(&str) -> usize, play: usize, unit: usize) -> usize {
    let sizes: Vec<usize> = texts.iter().map(|text| size(text)).collect();
    let mut widest = sizes.clone();
    widest.sort_unstable_by(|a, b| b.cmp(a));
    // Lines of the site above and below the text are wider.
    let beyond = widest.iter().enumerate().take(2 + sizes.len() / 20);
    let mut tried = 0;
    for (wider, &width) in beyond {
        if width == tried || !(NARROWEST * unit..=WIDEST * unit).contains(&width) {
            continue;
        }
        tried = width;
        let filled = texts.iter().zip(&sizes);
        let filled = filled.filter(|(_, size)| (width..=width + play).contains(&(**size + play)));
        let (cut, all) = filled.fold((0, 0), |(cut, all), (text, _)| {
            (cut + usize::from(!is_finished(text)), all + 1)
        });
        // Lines that nobody broke grow rarer towards the longest.
        let below = width.saturating_sub(play + 4 * unit)..width - play;
        let near = sizes.iter().filter(|size| below.contains(size)).count();
        let fills = |size: usize| (width..=width + play).contains(&(size + play));
        let broken = cut >= LEAST.max(3 * wider) && cut * 3 >= all * 2 && all > near;
        if broken && ends_sentences(texts, &sizes, fills) {
            return width;
        }
    }
    0
}

/// Whether the lines behind those that fill their column mostly end a sentence: items without any sign do not.
fn ends_sentences(texts: &[&str], sizes: &[usize], fills: impl Fn(usize) -> bool) -> bool {
    let pairs = sizes.windows(2).zip(texts.windows(2));
    let behind = pairs.filter_map(|(sizes, texts)| match (sizes, texts) {
        ([above, here], [cut, last]) if fills(*above) && !fills(*here) && !is_finished(cut) => {
            Some(is_finished(last))
        }
        _ => None,
    });
    let (ended, all) = behind.fold((0, 0), |(ended, all), it| {
        (ended + usize::from(it), all + 1)
    });
    ended * 2 > all
}
