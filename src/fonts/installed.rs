//! Fonts of the computer that a document asked for by name: kept from when they are found until the program ends.
//!
//! The program's memory of them is a table that only grows, so that a [`Face`] stays a small number and asking it for
//! widths costs what it costs for our own. `storage` finds and reads the files; here they are only kept.

use super::file::{Embedding, FaceFile, FontTrouble, Outlines};
use super::{Face, Metrics};
use crate::model::settings::FontFamily;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many names one run of the program looks for; each font that is found keeps its file in memory (5 to 20 MB). What
/// is asked for beyond is as if it had not been asked for.
pub(super) const MOST: usize = 128;

static ENTRIES: [OnceLock<Entry>; MOST] = [const { OnceLock::new() }; MOST];
/// Held while an entry is added.
static ADDING: Mutex<()> = Mutex::new(());

struct Entry {
    name: String,
    /// Shared with the entries of the font's other names.
    found: Result<Arc<Found>, FontTrouble>,
}

/// The faces of a family; equal are those of the same files.
struct Found {
    regular: FaceFile,
    bold: Option<FaceFile>,
}

impl PartialEq for Found {
    fn eq(&self, other: &Found) -> bool {
        let bold = match (&self.bold, &other.bold) {
            (Some(one), Some(other)) => one.bytes == other.bytes,
            (one, other) => one.is_none() && other.is_none(),
        };
        bold && self.regular.bytes == other.regular.bytes
    }
}

/// A file's content and which face of it is meant.
#[derive(Clone, Copy, Debug)]
pub struct FontBytes<'a> {
    /// The whole file.
    pub bytes: &'a [u8],
    /// Number of the face in a collection, else 0.
    pub index: u32,
}

/// A font of the computer as a person chooses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFont {
    /// Its family name, in Chinese if it has one.
    pub name: String,
    /// The same in other languages.
    pub other_names: Vec<String>,
    /// Says of itself that it is for Chinese.
    pub chinese: bool,
    /// What its licence bits allow.
    pub embedding: Embedding,
}

impl ListedFont {
    /// Whether `name`, in small letters, is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        let mut names = std::iter::once(&self.name).chain(&self.other_names);
        names.any(|known| known.to_lowercase() == name)
    }
}

/// The name of a font that was looked for, whether it was found or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named(u8);

impl Named {
    /// The font called `name`, if it was looked for in this run: as it was found last.
    pub fn find(name: &str) -> Option<Named> {
        let same = |entry: &OnceLock<Entry>| entry.get().is_some_and(|entry| entry.name == name);
        let slot = ENTRIES.iter().rposition(same)?;
        u8::try_from(slot).ok().map(Named)
    }

    /// Keeps what was found under `name`: its regular face and, if the family has one, its bold face. A font that is
    /// known stays as it is, and one that is still not here too; one that has come gets an entry of its own, so that
    /// documents made before stay as they were made. A bold face that cannot be read is none. `None` if the table is
    /// full.
    pub fn add(
        name: &str,
        found: Result<(FontBytes<'_>, Option<FontBytes<'_>>), FontTrouble>,
    ) -> Option<Named> {
        let found = found.and_then(|(regular, bold)| {
            let read = |font: FontBytes<'_>| FaceFile::read(font.bytes, font.index);
            let regular = read(regular)?;
            let bold = bold.and_then(|bold| read(bold).ok());
            // What one of the faces forbids, the other does not allow.
            let bold = bold.filter(|bold| bold.embedding == regular.embedding);
            Ok(Arc::new(Found { regular, bold }))
        });
        let _adding = ADDING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = Named::find(name)
            && (known.found().is_some() || found.is_err())
        {
            return Some(known);
        }
        let found = found.map(|found| {
            let known = ENTRIES.iter().map_while(OnceLock::get);
            let mut known = known.filter_map(|entry| entry.found.as_ref().ok());
            let same = known.find(|known| ***known == *found);
            same.cloned().unwrap_or(found)
        });
        let slot = ENTRIES.iter().position(|entry| entry.get().is_none())?;
        ENTRIES[slot].get_or_init(|| Entry {
            name: name.to_owned(),
            found,
        });
        u8::try_from(slot).ok().map(Named)
    }

    /// How many names have been looked for; grows with each.
    pub fn count() -> usize {
        ENTRIES.iter().take_while(|it| it.get().is_some()).count()
    }

    fn entry(self) -> Option<&'static Entry> {
        ENTRIES.get(usize::from(self.0))?.get()
    }

    fn found(self) -> Option<&'static Arc<Found>> {
        self.entry()?.found.as_ref().ok()
    }

    /// Whether both are the very same font, be it under two names: a Chinese and an English one.
    pub fn is_same_font(self, other: Named) -> bool {
        let same = |(one, other)| Arc::ptr_eq(one, other);
        self == other || self.found().zip(other.found()).is_some_and(same)
    }

    /// The name that was asked for.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| &entry.name)
    }

    /// Why there is no such font here, if there is none.
    pub fn trouble(self) -> Option<FontTrouble> {
        self.entry()?.found.as_ref().err().copied()
    }

    /// What its licence bits allow, if it is there.
    pub fn embedding(self) -> Option<Embedding> {
        self.found().map(|found| found.regular.embedding)
    }

    /// Whether pages are set in it: it is there, and may stand in a PDF.
    pub fn prints(self) -> bool {
        self.embedding().is_some_and(Embedding::in_pdf)
    }

    /// Whether a Word document may carry it. Word takes embedded fonts with TrueType outlines only.
    pub fn in_docx(self) -> bool {
        self.found().is_some_and(|found| {
            let regular = &found.regular;
            regular.embedding.in_docx() && regular.outlines == Outlines::TrueType
        })
    }

    fn has_bold(self) -> bool {
        self.found().is_some_and(|found| found.bold.is_some())
    }
}

/// What a text is set in: one of our kinds of type, or a font of the computer with ours standing in for what it lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Typeface {
    /// Our kind of type.
    pub kind: FontFamily,
    /// The font of the computer, whether it prints or not.
    pub named: Option<Named>,
}

impl Typeface {
    /// The font called `name` if it was looked for, with `kind` standing in; `kind` alone for an empty name and for one
    /// that no file could say.
    pub fn new(kind: FontFamily, name: &str) -> Typeface {
        let sayable = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
        let named = match name {
            "" => None,
            name => Named::find(name).filter(|_| name.chars().all(sayable)),
        };
        Typeface { kind, named }
    }

    /// The font of the computer that pages are set in.
    pub fn printing(self) -> Option<Named> {
        self.named.filter(|named| named.prints())
    }

    /// Whether headings are to be set bold. A font without a bold face keeps its own looks there: who chooses a type
    /// for titles wants to see it, and those made for titles have one weight.
    pub fn has_bold(self) -> bool {
        self.printing().is_none_or(Named::has_bold)
    }

    /// The font of the computer in the weight asked for. One without a bold face has emphasis in our bold face, as our
    /// own 仿宋 and 楷体 have.
    pub(super) fn installed(self, bold: bool) -> Option<Installed> {
        let named = self.printing()?;
        (!bold || named.has_bold()).then_some(Installed {
            named,
            bold,
            stand_in: self.kind,
        })
    }
}

impl From<FontFamily> for Typeface {
    fn from(kind: FontFamily) -> Typeface {
        Typeface { kind, named: None }
    }
}

/// A face of a font of the computer. Which of our kinds stands in for it says nothing about which face it is: two
/// parts of a page in the same font are in the same face.
#[derive(Clone, Copy, Debug)]
pub struct Installed {
    named: Named,
    bold: bool,
    stand_in: FontFamily,
}

impl Installed {
    /// The font it is of.
    pub fn named(self) -> Named {
        self.named
    }

    /// Whether it is the bold face.
    pub fn is_bold(self) -> bool {
        self.bold
    }

    /// Our face that prints what it lacks.
    pub fn stand_in(self) -> Face {
        Face::of(self.stand_in, self.bold)
    }

    /// Its number, beginning with 0.
    pub(super) fn number(self) -> usize {
        usize::from(self.named.0) * 2 + usize::from(self.bold)
    }

    /// Made for fonts that were found only; the stand-in's else.
    fn file(self) -> Option<&'static FaceFile> {
        let found = self.named.found()?;
        if self.bold {
            found.bold.as_ref()
        } else {
            Some(&found.regular)
        }
    }

    pub(super) fn metrics(self) -> &'static Metrics {
        match self.file() {
            Some(file) => &file.metrics,
            None => self.stand_in().metrics(),
        }
    }

    pub(super) fn bytes(self) -> &'static [u8] {
        match self.file() {
            Some(file) => &file.bytes,
            None => self.stand_in().bytes(),
        }
    }

    pub(super) fn postscript_name(self) -> &'static str {
        match self.file() {
            Some(file) => &file.postscript_name,
            None => self.stand_in().postscript_name(),
        }
    }

    pub(super) fn outlines(self) -> Outlines {
        self.file().map_or(Outlines::TrueType, |file| file.outlines)
    }
}

impl PartialEq for Installed {
    fn eq(&self, other: &Installed) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Installed {}

impl PartialOrd for Installed {
    fn partial_cmp(&self, other: &Installed) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Installed {
    fn cmp(&self, other: &Installed) -> Ordering {
        self.number().cmp(&other.number())
    }
}

impl Hash for Installed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}
