//! File names that every system takes, made of names that people typed.

use std::collections::BTreeSet;

/// Longest stem in bytes: file systems allow 255 for the whole name (ext4, and NTFS counts fewer), less an
/// extension, a number against doubles and `.bak`.
const LONGEST: usize = 220;

/// Names that Windows keeps for devices, whatever the extension.
const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// `text` as a file name without extension: signs that Windows refuses become their full-width forms, so that
/// 销售/市场经理 stays legible; never empty.
pub fn safe_stem(text: &str) -> String {
    let mut stem = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {
                // U+FF01–U+FF5E are the full-width forms of U+0021–U+007E, in order.
                stem.push(char::from_u32(u32::from(c) + 0xfee0).unwrap_or('_'));
            }
            c if c.is_control() => {}
            c => stem.push(c),
        }
    }
    let mut end = stem.len().min(LONGEST);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    stem.truncate(end);
    // Windows drops dots and spaces at the end, and so would find another file than was written.
    let stem = stem.trim().trim_end_matches(['.', ' ']);
    let device = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    if stem.is_empty() || RESERVED.contains(&device.as_str()) {
        format!("_{stem}")
    } else {
        stem.to_owned()
    }
}

/// A safe stem cut to `room` UTF-16 units, and still safe.
pub(super) fn fitted(stem: &str, room: Option<usize>) -> String {
    let Some(room) = room else {
        return stem.to_owned();
    };
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= room
    };
    let cut: String = stem.chars().take_while(fits).collect();
    safe_stem(&cut)
}

/// Gives each stem once, numbers those that come again, and counts names as equal that Windows takes for equal.
#[derive(Debug, Default)]
pub struct UniqueStems {
    given: BTreeSet<String>,
}

impl UniqueStems {
    /// `stem`, or `stem(2)`, `stem(3)` … if it was given before.
    pub fn give(&mut self, stem: &str) -> String {
        let mut candidate = stem.to_owned();
        let mut n = 1u32;
        while !self.given.insert(candidate.to_lowercase()) {
            n += 1;
            candidate = format!("{stem}({n})");
        }
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_windows_refuses_become_full_width() {
        assert_eq!(safe_stem("销售/市场经理"), "销售／市场经理");
        assert_eq!(safe_stem("a<b>:\"c\"|?*\\"), "a＜b＞：＂c＂｜？＊＼");
    }

    #[test]
    fn dots_spaces_and_device_names_do_not_survive() {
        assert_eq!(safe_stem(" 说明书. . "), "说明书");
        assert_eq!(safe_stem("con"), "_con");
        assert_eq!(safe_stem("Aux.pdf"), "_Aux.pdf");
        assert_eq!(safe_stem("..."), "_");
        assert_eq!(safe_stem("甲\n乙\u{0}"), "甲乙");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let stem = safe_stem(&"岗".repeat(200));
        assert!(stem.len() <= LONGEST && stem.chars().all(|c| c == '岗'));
    }

    #[test]
    fn a_name_that_comes_again_is_numbered() {
        let mut stems = UniqueStems::default();
        assert_eq!(stems.give("HR-专员"), "HR-专员");
        assert_eq!(stems.give("hr-专员"), "hr-专员(2)");
        assert_eq!(stems.give("HR-专员"), "HR-专员(3)");
    }
}
