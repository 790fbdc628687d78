//! The ZIP package: its parts by name, read within limits.

use super::super::error::{Damage, ReadError};
use super::tree::{self, Element};
use encoding_rs::{UTF_16BE, UTF_16LE};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// The largest part that is read, unpacked, in bytes: the text of a document of 20,000 pages.
pub(super) const PART_LIMIT: u64 = 200 << 20;
/// The largest part that becomes a tree, in bytes; styles and numbering have at most a few megabytes.
const TREE_LIMIT: u64 = 16 << 20;
/// The most entries of a package.
const ENTRY_LIMIT: u64 = 65_535;

/// Why a part could not be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartError {
    /// It cannot be unpacked, is no XML, or ends too early.
    Broken,
    /// It is larger than is read.
    TooLarge,
    /// Its elements stand in each other too deep.
    TooDeep,
    /// It needs a password.
    Encrypted,
}

/// What the reader below says when a part is larger than its limit.
const LIMIT_REACHED: &str = "part limit reached";

impl PartError {
    pub(super) fn of_xml(error: &quick_xml::Error) -> PartError {
        match error {
            quick_xml::Error::Io(error) if error.to_string() == LIMIT_REACHED => {
                PartError::TooLarge
            }
            _ => PartError::Broken,
        }
    }
}

/// A relation of a part to another one.
pub(super) struct Relation {
    /// By which name the part refers to it.
    pub(super) id: String,
    /// The last step of its type, the same for transitional and strict: `styles`.
    pub(super) kind: String,
    /// The name of the other part.
    pub(super) target: String,
}

/// A package.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Place of each part, by its name in lower case with slashes.
    places: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, ReadError> {
        let damaged = ReadError::Damaged(Damage::Package);
        if entry_count(bytes).is_none_or(|count| count > ENTRY_LIMIT) {
            return Err(damaged);
        }
        let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
            return Err(damaged);
        };
        let places = (0..zip.len())
            .filter_map(|at| Some((key(zip.name_for_index(at)?), at)))
            .collect();
        Ok(Package { zip, places })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// Reads a part within the usual limit.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, PartError>,
    ) -> Result<T, PartError> {
        self.read_within(name, PART_LIMIT, read)
    }

    fn read_within<T>(
        &mut self,
        name: &str,
        limit: u64,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, PartError>,
    ) -> Result<T, PartError> {
        let place = self.places.get(&key(name)).ok_or(PartError::Broken)?;
        let file = match self.zip.by_index(*place) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(
                zip::result::ZipError::PASSWORD_REQUIRED,
            )) => return Err(PartError::Encrypted),
            Err(_damaged) => return Err(PartError::Broken),
        };
        let mut part = BufReader::with_capacity(1 << 16, Limited { file, left: limit });
        let start = part.fill_buf().unwrap_or_default();
        let wide = match start {
            [0xff, 0xfe, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] => Some(UTF_16BE),
            _ => None,
        };
        let Some(encoding) = wide else {
            return read(&mut part);
        };
        let mut bytes = Vec::new();
        if part.take(TREE_LIMIT).read_to_end(&mut bytes).is_err() {
            return Err(PartError::Broken);
        }
        let (text, _) = encoding.decode_with_bom_removal(&bytes);
        read(&mut Cursor::new(text.as_bytes()))
    }

    /// A small part as a tree; `None` if there is no such part.
    pub(super) fn tree(&mut self, name: &str) -> Result<Option<Element>, PartError> {
        if !self.has(name) {
            return Ok(None);
        }
        self.read_within(name, TREE_LIMIT, |part| tree::read(part))
            .map(Some)
    }

    /// The relations of a part; `""` is the package itself.
    pub(super) fn relations(&mut self, part: &str) -> Vec<Relation> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let base = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let Ok(Some(tree)) = self.tree(&format!("{base}_rels/{file}.rels")) else {
            return usual_relations(&base);
        };
        let relations = tree.children("Relationship").filter_map(|relation| {
            if relation.attribute("TargetMode") == Some("External") {
                return None;
            }
            let target = relation.attribute("Target")?;
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => joined(folder, target),
            };
            let kind = relation.attribute("Type")?;
            let kind = kind.rsplit_once('/').map_or(kind, |(_, last)| last);
            Some(Relation {
                id: relation.attribute("Id").unwrap_or_default().to_owned(),
                kind: kind.to_owned(),
                target,
            })
        });
        relations.collect()
    }
}

/// The relations where everyone has them, for packages that lost theirs.
fn usual_relations(base: &str) -> Vec<Relation> {
    let usual = ["styles", "numbering", "footnotes", "endnotes"];
    usual
        .map(|kind| Relation {
            id: String::new(),
            kind: kind.to_owned(),
            target: format!("{base}{kind}.xml"),
        })
        .into()
}

/// `../header1.xml` from a folder.
fn joined(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Names differ in case and, where a poor program packed them, in their slashes.
fn key(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

/// How many entries the directory at the end of the package announces; `None` if there is no directory.
///
/// The directory is read into memory as a whole, so that a hostile one must be refused before.
fn entry_count(bytes: &[u8]) -> Option<u64> {
    // Behind the directory's end stands a comment of at most 65,535 bytes.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(from..)?;
    let at = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?;
    let count = u16::from_le_bytes([*tail.get(at + 10)?, *tail.get(at + 11)?]);
    if count < u16::MAX {
        return Some(count.into());
    }
    let wide = tail
        .get(..at)?
        .windows(4)
        .rposition(|window| window == b"PK\x06\x06")?;
    let count = tail.get(wide + 32..wide + 40)?;
    Some(u64::from_le_bytes(count.try_into().ok()?))
}

/// Refuses to go on at a limit, where [`Read::take`] would pretend that the part ends.
struct Limited<R> {
    file: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other(LIMIT_REACHED))?;
        Ok(count)
    }
}
