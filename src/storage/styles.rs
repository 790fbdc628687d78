//! Named styles (样式方案): one file each in the program's own folder, so that all companies share them, and the
//! ones that come with the program.
//!
//! A style is a comfort: a file that cannot be read costs that style and no other.

use super::damage::{Damage, DamageReason};
use super::error::StorageError;
use super::files::{create_folder, list_names, read_file, remove_file};
use super::folders::Folders;
use super::replace_file::replace_file;
use crate::model::settings::{DocumentSettings, NamedStyle};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The format that this program writes, and the newest that it reads.
const FORMAT_VERSION: u64 = 1;
/// A style needs a few thousand bytes; a larger file is something else.
const STYLE_LIMIT: u64 = 1 << 20;
/// The extension of style files.
const EXTENSION: &str = "ron";

/// The styles that come with the program, in the order in which they are offered.
const BUILT_IN: [&str; 5] = [
    include_str!("../../assets/styles/form.ron"),
    include_str!("../../assets/styles/official.ron"),
    include_str!("../../assets/styles/clauses.ron"),
    include_str!("../../assets/styles/compact.ron"),
    include_str!("../../assets/styles/recruit.ron"),
];

/// What stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleFile {
    format_version: u64,
    name: String,
    #[serde(default, skip_serializing_if = "is_false")]
    without_header: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    without_footer: bool,
    settings: DocumentSettings,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Only what tells how to read the rest.
#[derive(Deserialize)]
struct Version {
    format_version: u64,
}

/// A style of the program's own folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStyle {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub style: NamedStyle,
}

fn folder(folders: &Folders) -> PathBuf {
    folders.data.join("styles")
}

/// The styles that come with the program. One that could not be read would be left out, which a test excludes.
pub fn built_in_styles() -> Vec<NamedStyle> {
    BUILT_IN
        .iter()
        .filter_map(|text| parse(text.as_bytes(), Path::new("")).ok())
        .collect()
}

/// The styles that persons have saved, by name, and what is wrong with the files that are none. Of two files
/// with the same name for a style the first counts.
pub fn list_styles(folders: &Folders) -> (Vec<StoredStyle>, Vec<StorageError>) {
    let folder = folder(folders);
    let mut styles: Vec<StoredStyle> = Vec::new();
    let mut errors = Vec::new();
    for name in list_names(&folder).unwrap_or_default() {
        let path = folder.join(name);
        if path.extension().is_none_or(|it| it != EXTENSION) {
            continue;
        }
        match load_style(&path) {
            Ok(style) if styles.iter().any(|it| it.style.name == style.name) => {}
            Ok(style) => styles.push(StoredStyle { path, style }),
            Err(error) => errors.push(error),
        }
    }
    styles.sort_by(|a, b| a.style.name.cmp(&b.style.name));
    (styles, errors)
}

/// Saves a style in the program's own folder, in place of one of the same name, and says where. `stem` is what a new
/// file is called; it is numbered where another style or file has that name.
///
/// # Errors
/// If the folder cannot be written.
pub fn save_style(
    folders: &Folders,
    style: &NamedStyle,
    stem: &str,
) -> Result<PathBuf, StorageError> {
    let folder = folder(folders);
    let known = list_styles(folders).0.into_iter();
    let path = known
        .filter(|it| it.style.name == style.name)
        .map(|it| it.path)
        .next()
        .unwrap_or_else(|| free_path(&folder, stem));
    create_folder(&folder)?;
    store_style(&path, style)?;
    Ok(path)
}

/// A path that nothing stands at: stem.ron, stem (2).ron …
fn free_path(folder: &Path, stem: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.{EXTENSION}"));
    let mut numbered = (2_u32..).map(|n| folder.join(format!("{stem} ({n}).{EXTENSION}")));
    if first.exists() {
        numbered.find(|path| !path.exists()).unwrap_or(first)
    } else {
        first
    }
}

/// Gives a saved style another name. Its file is written anew before the old one goes.
///
/// # Errors
/// If the folder cannot be written.
pub fn rename_style(
    folders: &Folders,
    stored: &StoredStyle,
    name: &str,
    stem: &str,
) -> Result<(), StorageError> {
    let style = NamedStyle {
        name: name.to_owned(),
        ..stored.style.clone()
    };
    let path = save_style(folders, &style, stem)?;
    if path != stored.path {
        remove_file(&stored.path)?;
    }
    Ok(())
}

/// A style from a file anywhere.
///
/// # Errors
/// If it cannot be read or is no style.
pub fn load_style(path: &Path) -> Result<NamedStyle, StorageError> {
    parse(&read_file(path, STYLE_LIMIT)?, path)
}

/// Writes a style to a file anywhere.
///
/// # Errors
/// If it cannot be written.
pub fn store_style(path: &Path, style: &NamedStyle) -> Result<(), StorageError> {
    let text = text_of(style).map_err(|error| StorageError::NotWritable {
        path: path.to_path_buf(),
        reason: error.into(),
    })?;
    replace_file(path, text.as_bytes())
}

fn text_of(style: &NamedStyle) -> Result<String, ron::Error> {
    let config = ron::ser::PrettyConfig::new()
        .escape_strings(false)
        .struct_names(false)
        .new_line("\n")
        .indentor("  ");
    let file = StyleFile {
        format_version: FORMAT_VERSION,
        name: style.name.clone(),
        without_header: style.without_header,
        without_footer: style.without_footer,
        settings: style.settings.clone(),
    };
    let mut text = ron::ser::to_string_pretty(&file, config)?;
    text.push('\n');
    // As in project files: a carriage return can never be told from what another tool did.
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn parse(bytes: &[u8], path: &Path) -> Result<NamedStyle, StorageError> {
    let damaged = |damage: Damage| StorageError::NotAProject {
        path: path.to_path_buf(),
        damage: Some(damage),
        backup: None,
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_not_utf8| {
        damaged(Damage {
            line: 1,
            column: 1,
            reason: DamageReason::NotUtf8,
        })
    })?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // The version may be read where the rest, of a newer program, cannot.
    if let Ok(Version { format_version }) = ron::from_str(&text)
        && format_version > FORMAT_VERSION
    {
        return Err(StorageError::NewerFormat {
            path: path.to_path_buf(),
            found: format_version,
            supported: FORMAT_VERSION,
        });
    }
    let file: StyleFile = ron::from_str(&text).map_err(|error| damaged(error.into()))?;
    Ok(NamedStyle {
        name: file.name,
        without_header: file.without_header,
        without_footer: file.without_footer,
        settings: file.settings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_styles_that_come_with_the_program_can_be_read_and_work() {
        let styles = built_in_styles();
        assert_eq!(styles.len(), BUILT_IN.len());
        for (style, text) in styles.iter().zip(BUILT_IN) {
            let shown: String = text.lines().take(3).collect();
            assert_eq!(style.settings.page_faults().next(), None, "{shown}");
            let own = NamedStyle::of(&style.name, &style.settings, &[]);
            assert_eq!(own, *style, "a style has nothing of a company: {shown}");
            assert_eq!(text_of(style).unwrap(), text, "as the program writes it");
        }
        assert_eq!(styles[0].settings, DocumentSettings::default());
    }
}
