//! The fonts of the computer: which there are, and their files.
//!
//! Of each file only the tables with its names and licence bits are read, so that a folder of hundreds costs a few
//! milliseconds; a library that maps or reads whole files would cost the folder's size (half a gigabyte on Windows).
//! The list is made at the first wish and kept until somebody asks to look again. What is damaged is passed over.

use super::files::{list_names, read_file};
use crate::fonts::installed::FontBytes;
use crate::fonts::{Embedding, FontTrouble, ListedFont, Named};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use ttf_parser::{name, name_id, os2};

/// Names the folders to search in place of the system's: tests, or a person who keeps fonts elsewhere.
const FOLDERS_VARIABLE: &str = "GANGSHU_FONTS";
/// Endings of font files.
const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];
/// The largest file that is read; the largest collections of Chinese type have 120 MB.
const FILE_LIMIT: u64 = 256 << 20;
/// The most files that are looked at.
const FILES_LIMIT: usize = 5_000;
/// Folders within folders beyond this are not looked into.
const DEEPEST: usize = 8;
/// The most faces of a collection, tables of a face, and bytes of a table that are believed.
const FACES_LIMIT: u32 = 128;
const TABLES_LIMIT: u16 = 128;
const TABLE_LIMIT: u32 = 1 << 18;
/// Languages whose names a Chinese reader knows, best first (Windows: China, Singapore, Taiwan, Hong Kong, Macao), and
/// English (United States).
const LANGUAGES: [u16; 6] = [0x0804, 0x1004, 0x0404, 0x0c04, 0x1404, 0x0409];

static LIST: Mutex<Option<Arc<Vec<FoundFont>>>> = Mutex::new(None);

/// A family and its files.
#[derive(Clone, Debug)]
pub struct FoundFont {
    /// What a person is told of it.
    pub listed: ListedFont,
    faces: Vec<FaceAt>,
}

/// Where a face is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FaceAt {
    path: PathBuf,
    index: u32,
    /// As in OS/2: 400 is regular, 700 bold.
    weight: u16,
}

/// A face as its file tells of it.
struct Told {
    /// Family names, the one to show first.
    names: Vec<String>,
    chinese: bool,
    embedding: Embedding,
    weight: u16,
}

/// The fonts of this computer, those with Chinese first, each group by name. Reads the disk at the first call of a run.
pub fn installed_fonts() -> Arc<Vec<FoundFont>> {
    let mut list = LIST.lock().unwrap_or_else(PoisonError::into_inner);
    let fonts = list.get_or_insert_with(|| Arc::new(find_fonts(&font_folders())));
    fonts.clone()
}

/// The same, reading the disk anew: a font may have been installed meanwhile.
pub fn look_for_fonts() -> Arc<Vec<FoundFont>> {
    let fonts = Arc::new(find_fonts(&font_folders()));
    let mut list = LIST.lock().unwrap_or_else(PoisonError::into_inner);
    *list = Some(fonts.clone());
    fonts
}

/// Looks for fonts by name, reads those that are there, and keeps for the run what was found. Costs nothing for names
/// that were looked for before.
pub fn load_fonts<'a>(names: impl Iterator<Item = &'a str>) {
    for name in names {
        if Named::find(name).is_none() {
            load_font(&installed_fonts(), name);
        }
    }
}

/// Reads those of `names` from `fonts` that could not be used so far.
pub fn load_new_fonts<'a>(fonts: &[FoundFont], names: impl Iterator<Item = &'a str>) {
    for name in names {
        if Named::find(name).is_none_or(|known| known.trouble().is_some()) {
            load_font(fonts, name);
        }
    }
}

/// Reads the font called `name` and keeps it for the run; also that there is none.
pub fn load_font(fonts: &[FoundFont], name: &str) -> Option<Named> {
    let wanted = name.trim().to_lowercase();
    let is_it = |font: &&FoundFont| font.listed.is_called(&wanted);
    let Some(font) = fonts.iter().find(is_it) else {
        return Named::add(name, Err(FontTrouble::Missing));
    };
    let (regular, bold) = font.regular_and_bold();
    let Some(regular) = regular else {
        return Named::add(name, Err(FontTrouble::Missing));
    };
    let read = |face: &FaceAt| read_file(&face.path, FILE_LIMIT);
    let Ok(bytes) = read(regular) else {
        return Named::add(name, Err(FontTrouble::Unreadable));
    };
    let other = bold.filter(|bold| bold.path != regular.path);
    let other = other.and_then(|bold| read(bold).ok());
    let bold = bold.and_then(|bold| {
        let same = bold.path == regular.path;
        let bytes = if same { Some(&bytes) } else { other.as_ref() };
        bytes.map(|bytes| FontBytes {
            bytes,
            index: bold.index,
        })
    });
    let regular = FontBytes {
        bytes: &bytes,
        index: regular.index,
    };
    Named::add(name, Ok((regular, bold)))
}

impl FoundFont {
    /// The face nearest to 400, and the one nearest to 700 that is clearly bolder.
    fn regular_and_bold(&self) -> (Option<&FaceAt>, Option<&FaceAt>) {
        let faces = || self.faces.iter();
        let regular = faces().min_by_key(|face| face.weight.abs_diff(400));
        let least = regular.map_or(600, |face| face.weight.saturating_add(150).max(600));
        let bold = faces().filter(|face| face.weight >= least);
        (regular, bold.min_by_key(|face| face.weight.abs_diff(700)))
    }
}

/// Where this system keeps fonts.
fn font_folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folders) = variable(FOLDERS_VARIABLE) {
        return std::env::split_paths(&folders).collect();
    }
    let below = |name: &str, path: &str| variable(name).map(|it| PathBuf::from(it).join(path));
    let mut folders = Vec::new();
    if cfg!(windows) {
        folders.extend(below("WINDIR", "Fonts"));
        folders.extend(below("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"));
        return folders;
    }
    if cfg!(target_os = "macos") {
        folders.extend(["/System/Library/Fonts", "/Library/Fonts"].map(PathBuf::from));
        folders.extend(below("HOME", "Library/Fonts"));
        return folders;
    }
    folders.extend(["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from));
    let data = below("XDG_DATA_HOME", "fonts").or_else(|| below("HOME", ".local/share/fonts"));
    folders.extend(data);
    folders.extend(below("HOME", ".fonts"));
    folders
}

/// The fonts in some folders and those below them. Of a face that is there twice the first counts.
pub fn find_fonts(folders: &[PathBuf]) -> Vec<FoundFont> {
    let mut files = Vec::new();
    for folder in folders {
        walk(folder, 0, &mut files);
    }
    let mut fonts: BTreeMap<String, FoundFont> = BTreeMap::new();
    for path in files {
        for (index, told) in read_faces(&path) {
            let Some(name) = told.names.first().cloned() else {
                continue;
            };
            let face = FaceAt {
                path: path.clone(),
                index,
                weight: told.weight,
            };
            let font = fonts
                .entry(name.to_lowercase())
                .or_insert_with(|| FoundFont {
                    listed: ListedFont {
                        name,
                        other_names: Vec::new(),
                        chinese: told.chinese,
                        embedding: told.embedding,
                    },
                    faces: Vec::new(),
                });
            if font.faces.iter().any(|known| known.weight == face.weight) {
                continue;
            }
            let listed = &mut font.listed;
            for name in told.names {
                if name != listed.name && !listed.other_names.contains(&name) {
                    listed.other_names.push(name);
                }
            }
            font.faces.push(face.clone());
            if font.regular_and_bold().0 == Some(&face) {
                font.listed.chinese = told.chinese;
                font.listed.embedding = told.embedding;
            }
        }
    }
    let mut fonts: Vec<FoundFont> = fonts.into_values().collect();
    fonts.sort_by_key(|font| !font.listed.chinese);
    fonts
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    for name in list_names(folder).unwrap_or_default() {
        let path = folder.join(name);
        let ending = path.extension().and_then(|it| it.to_str());
        let is_font = ending.is_some_and(|it| ENDINGS.contains(&it.to_lowercase().as_str()));
        if files.len() >= FILES_LIMIT {
            return;
        }
        if is_font {
            files.push(path);
        } else if depth < DEEPEST && path.is_dir() && !path.is_symlink() {
            walk(&path, depth + 1, files);
        }
    }
}

/// The upright faces of a file that can be printed, with their numbers.
fn read_faces(path: &Path) -> Vec<(u32, Told)> {
    // Before opening: opening a pipe waits for whoever writes into it.
    let is_sound = |path: &Path| {
        path.metadata()
            .is_ok_and(|it| it.is_file() && it.len() <= FILE_LIMIT)
    };
    if !is_sound(path) {
        return Vec::new();
    }
    let Ok(mut file) = File::open(path) else {
        return Vec::new();
    };
    let faces = face_offsets(&mut file).unwrap_or_default();
    let faces = (0_u32..).zip(faces);
    faces
        .filter_map(|(index, offset)| Some((index, read_face(&mut file, offset)?)))
        .collect()
}

/// `length` bytes of a file from `offset`.
fn bytes_at(file: &mut File, offset: u64, length: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(offset)).ok()?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?;
    bytes.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    bytes.try_into().ok().map(u32::from_be_bytes)
}

/// Where the faces of a file begin (OpenType specification, "Organization of an OpenType font").
fn face_offsets(file: &mut File) -> Option<Vec<u32>> {
    let head = bytes_at(file, 0, 12)?;
    if head.get(..4)? != b"ttcf" {
        return Some(vec![0]);
    }
    let count = u32_at(&head, 8)?.min(FACES_LIMIT);
    let offsets = bytes_at(file, 12, usize::try_from(count).ok()? * 4)?;
    let offsets = offsets.chunks_exact(4);
    offsets.map(|offset| u32_at(offset, 0)).collect()
}

fn read_face(file: &mut File, offset: u32) -> Option<Told> {
    let offset = u64::from(offset);
    let count = u16_at(&bytes_at(file, offset, 12)?, 4)?.min(TABLES_LIMIT);
    let records = bytes_at(file, offset + 12, usize::from(count) * 16)?;
    let record = |tag: &[u8; 4]| records.chunks_exact(16).find(|it| it.starts_with(tag));
    if record(b"fvar").is_some() || record(b"CFF2").is_some() {
        return None;
    }
    record(b"glyf").or_else(|| record(b"CFF "))?;
    let mut table = |tag| {
        let record = record(tag)?;
        let length = u32_at(record, 12)?.min(TABLE_LIMIT);
        bytes_at(
            file,
            u64::from(u32_at(record, 8)?),
            usize::try_from(length).ok()?,
        )
    };
    let names = family_names(&table(b"name")?);
    let os2 = table(b"OS/2").unwrap_or_default();
    let parsed = os2::Table::parse(&os2);
    if parsed.is_some_and(|it| it.style() != ttf_parser::Style::Normal) {
        return None;
    }
    // ulCodePageRange1, since version 1: bit 18 Chinese in mainland China, 20 elsewhere, 31 signs.
    let pages = match u16_at(&os2, 0) {
        Some(1..) => u32_at(&os2, 78).unwrap_or(0),
        _ => 0,
    };
    if pages >> 31 == 1 {
        return None;
    }
    Some(Told {
        names,
        chinese: pages & (1 << 18 | 1 << 20) != 0,
        embedding: Embedding::of(parsed.as_ref()),
        weight: parsed.map_or(400, |it| it.weight().to_number()),
    })
}

/// The names under which Word lists a font (name ID 1), the one to show first.
fn family_names(table: &[u8]) -> Vec<String> {
    let Some(table) = name::Table::parse(table) else {
        return Vec::new();
    };
    let mut names: Vec<(usize, String)> = Vec::new();
    for name in table.names {
        let text = (name.name_id == name_id::FAMILY).then(|| name.to_string());
        let text = text.flatten().unwrap_or_default();
        let text = text.trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            continue;
        }
        let language = LANGUAGES.iter().position(|&it| it == name.language_id);
        let rank = language.unwrap_or(LANGUAGES.len());
        if names.iter().all(|(_, known)| known != text) {
            names.push((rank, text.to_owned()));
        }
    }
    names.sort_by_key(|&(rank, _)| rank);
    names.into_iter().map(|(_, name)| name).collect()
}
