//! Several files as one source.

use super::{ReadFile, ReadNote};
use crate::import::draft::{Source, SourceLine};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Files that were read, as one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFiles {
    /// The lines of all files, each with its file.
    pub source: Source,
    /// The names of the files, by their number.
    pub names: Vec<String>,
    /// What should be known of how they were read.
    pub notes: Vec<ReadNote>,
    /// Files that say the same as one before them; they are read once.
    pub repeated: Vec<Repeated>,
}

/// A file that says the same as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// Its name.
    pub name: String,
    /// The number of the file that was read in its place.
    pub same_as: u32,
}

/// Puts files together, in their order; a file with the same text as one before it is left out and told.
pub fn combine(files: Vec<ReadFile>) -> SourceFiles {
    let mut all = SourceFiles::default();
    // Where the lines of each file that was taken stand.
    let mut taken: HashMap<u64, Vec<(u32, std::ops::Range<usize>)>> = HashMap::new();
    for file in files {
        let key = fingerprint(&file.source.lines);
        let known = taken.entry(key).or_default();
        let same = known.iter().find(|(_, range)| {
            let lines = all.source.lines.get(range.clone()).unwrap_or_default();
            says_the_same(lines, &file.source.lines)
        });
        if let Some(&(same_as, _)) = same {
            all.repeated.push(Repeated {
                name: file.name,
                same_as,
            });
            continue;
        }
        let number = u32::try_from(all.names.len()).unwrap_or(u32::MAX);
        let start = all.source.lines.len();
        known.push((number, start..start + file.source.lines.len()));
        let lines = file.source.lines.into_iter();
        all.source.lines.extend(lines.map(|line| SourceLine {
            file: number,
            ..line
        }));
        let notes = file.notes.into_iter();
        all.notes.extend(notes.map(|note| ReadNote {
            file: number,
            ..note
        }));
        all.source.file_names.push(file.name.clone());
        all.names.push(file.name);
    }
    all
}

fn fingerprint(lines: &[SourceLine]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for line in lines {
        line.text.hash(&mut hasher);
    }
    hasher.finish()
}

fn says_the_same(some: &[SourceLine], others: &[SourceLine]) -> bool {
    let text = |line: &SourceLine| (line.text.len(), line.is_row, line.is_page);
    some.len() == others.len()
        && some
            .iter()
            .zip(others)
            .all(|(a, b)| text(a) == text(b) && a.text == b.text)
}
