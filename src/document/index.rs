//! The index of roles in the order of pinyin.
//!
//! A character with several readings stands under its most common one (as the `pinyin` crate's data have it), unless it
//! is part of a word that names of roles often have and that is read otherwise (会计 kuàijì). Latin letters and digits
//! stand before hanzi of the same letter; names that begin with neither a letter nor a hanzi come last.

use super::blocks::{Block, Paragraph};
use super::diagram::IndexLine;
use super::spans::{bracketed, department_name, role_name, word};
use super::styles::ParagraphStyle;
use super::wording::book;
use crate::model::{Organisation, Owner, Project, RoleId};
use pinyin::ToPinyin as _;

/// Words of role names in which a character is not read as it usually is: the word, and the readings of its
/// characters with their tones.
const WORDS: [(&str, &[&str]); 12] = [
    ("会计", &["kuai4", "ji4"]),
    ("调度", &["diao4", "du4"]),
    ("调研", &["diao4", "yan2"]),
    ("重庆", &["chong2", "qing4"]),
    ("长沙", &["chang2", "sha1"]),
    ("长春", &["chang2", "chun1"]),
    ("长途", &["chang2", "tu2"]),
    ("厦门", &["xia4", "men2"]),
    ("银行", &["yin2", "hang2"]),
    ("行业", &["hang2", "ye4"]),
    ("朝阳", &["chao2", "yang2"]),
    ("音乐", &["yin1", "yue4"]),
];

/// Numbers of more digits are compared as texts.
const LONGEST_NUMBER: usize = 12;

/// One syllable, letter or sign of a name, comparable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sound {
    /// False for signs: they come last.
    is_sign: bool,
    /// Letters in lower case, without the tone.
    letters: String,
    is_hanzi: bool,
    tone: u8,
    /// Characters read alike stand together.
    c: char,
}

/// What the order of names is: sound by sound.
type Key = Vec<Sound>;

fn key(name: &str) -> Key {
    let mut key = Key::new();
    let mut rest = name;
    'name: while let Some(c) = rest.chars().next() {
        for (word, readings) in WORDS {
            if let Some(after) = rest.strip_prefix(word) {
                let sounds = word.chars().zip(readings);
                key.extend(sounds.map(|(c, reading)| hanzi(c, reading)));
                rest = after;
                continue 'name;
            }
        }
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if let Some(digits) = rest.strip_suffix(after).filter(|digits| !digits.is_empty()) {
            key.push(number(digits));
            rest = after;
            continue;
        }
        key.push(sound(c));
        rest = rest.strip_prefix(c).unwrap_or_default();
    }
    key
}

/// Digits beside each other are a number: 第2组 stands before 第10组.
fn number(digits: &str) -> Sound {
    Sound {
        is_sign: false,
        letters: format!("{digits:0>LONGEST_NUMBER$}"),
        is_hanzi: false,
        tone: 0,
        c: '0',
    }
}

fn sound(c: char) -> Sound {
    if let Some(reading) = c.to_pinyin() {
        return hanzi(c, reading.with_tone_num_end());
    }
    Sound {
        is_sign: !c.is_alphanumeric(),
        letters: c.to_lowercase().collect(),
        is_hanzi: false,
        tone: 0,
        c,
    }
}

fn hanzi(c: char, reading: &str) -> Sound {
    let letters = reading.trim_end_matches(|end: char| end.is_ascii_digit());
    let tone = reading
        .chars()
        .last()
        .and_then(|digit| digit.to_digit(10))
        .and_then(|tone| u8::try_from(tone).ok());
    Sound {
        is_sign: false,
        // ü is written v in some lists and u in others; 绿 stands after 路.
        letters: letters.replace('\u{fc}', "v"),
        is_hanzi: true,
        tone: tone.unwrap_or(5),
        c,
    }
}

/// The letter under which a name stands; `None` for all that begin otherwise.
fn letter(key: &Key) -> Option<char> {
    let first = key.first()?.letters.chars().next()?;
    first
        .is_ascii_lowercase()
        .then(|| first.to_ascii_uppercase())
}

/// The index of these roles: a heading and its names for each letter.
pub(super) fn index(
    project: &Project,
    organisation: &Organisation,
    roles: impl Iterator<Item = RoleId>,
) -> Vec<Block> {
    let mut named: Vec<(bool, Option<char>, Key, RoleId)> = roles
        .filter_map(|id| {
            let key = key(&project.roles.get(&id)?.full_name());
            let letter = letter(&key);
            Some((letter.is_none(), letter, key, id))
        })
        .collect();
    // Roles of one name stay in the order of the tree.
    named.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
    let mut blocks = Vec::new();
    let mut last = None;
    for (_, letter, _, id) in named {
        if last != Some(letter) {
            last = Some(letter);
            let heading = letter.map_or_else(|| book::OTHER_LETTER.to_owned(), String::from);
            blocks.push(Block::Paragraph(Paragraph {
                style: ParagraphStyle::SubHeading,
                spans: vec![word(&heading)],
                ..Paragraph::default()
            }));
            blocks.push(Block::Index(Vec::new()));
        }
        let mut spans = role_name(project, id, false);
        let department = organisation.department_of(id);
        let department = department.map(|id| department_name(project, id));
        let mut department = bracketed(department.unwrap_or_default());
        for span in &mut department {
            span.link = None;
        }
        spans.extend(department);
        if let Some(Block::Index(lines)) = blocks.last_mut() {
            lines.push(IndexLine {
                spans,
                target: Owner::Role(id),
            });
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> Vec<String> {
        let mut keyed: Vec<(Key, &str)> = names.iter().map(|name| (key(name), *name)).collect();
        keyed.sort();
        keyed.into_iter().map(|(_, name)| name.to_owned()).collect()
    }

    #[test]
    fn names_stand_in_the_order_of_their_sounds_and_tones() {
        let names = [
            "总经理",
            "保安",
            "财务经理",
            "班长",
            "采购员",
            "IT主管",
            "巴士司机",
        ];
        let wanted = [
            "巴士司机",
            "班长",
            "保安",
            "财务经理",
            "采购员",
            "IT主管",
            "总经理",
        ];
        assert_eq!(sorted(&names), wanted);
        // 妈 mā, 麻 má, 马 mǎ, 骂 mà.
        assert_eq!(sorted(&["骂", "马", "麻", "妈"]), ["妈", "麻", "马", "骂"]);
    }

    #[test]
    fn numbers_in_names_stand_in_their_order() {
        let names = [
            "第10组组员",
            "第2组组员",
            "第1组组长",
            "第二组组员",
            "第1组组员",
        ];
        let wanted = [
            "第1组组员",
            "第1组组长",
            "第2组组员",
            "第10组组员",
            "第二组组员",
        ];
        assert_eq!(sorted(&names), wanted);
    }

    #[test]
    fn a_word_is_read_as_people_read_it() {
        assert_eq!(letter(&key("会计")), Some('K'));
        assert_eq!(letter(&key("会务专员")), Some('H'));
        assert_eq!(letter(&key("调度员")), Some('D'));
        assert_eq!(letter(&key("重庆办事处主任")), Some('C'));
    }

    #[test]
    fn what_is_no_letter_and_no_hanzi_has_a_group_of_its_own() {
        assert_eq!(letter(&key("3号岗")), None);
        assert_eq!(letter(&key("（夜班）保安")), None);
        assert_eq!(letter(&key("")), None);
        assert_eq!(letter(&key("it主管")), Some('I'));
    }
}
