//! The words by which headings, labels and lines are known; they live in `assets/import/`, one group a line.
//!
//! The code knows groups by their English names only. A group that an asset lacks is empty.

use super::draft::SectionKind;
use super::traditional::traditional;
use crate::model::{CareerKind, Field, QualificationKind};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// Mixes bytes eight at a time with one multiplication. Every segment asks for dozens of words, and the keys are ours,
/// so that the standard hasher's defence against chosen keys is not needed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk
                .iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.write_u64(word);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

type Mix = BuildHasherDefault<Mixer>;
type Map<T> = HashMap<&'static str, T, Mix>;

/// A group of words.
#[derive(Debug, Default)]
pub(super) struct Words {
    set: HashSet<&'static str, Mix>,
    list: Vec<&'static str>,
    longest: usize,
    /// The words by their first characters, in the order of the asset: most texts are refused by one of theirs.
    first: HashMap<char, Vec<usize>, Mix>,
    last: HashSet<char, Mix>,
}

impl Words {
    fn add(&mut self, word: &'static str) {
        self.longest = self.longest.max(word.chars().count());
        if self.set.insert(word) {
            if let Some(first) = word.chars().next() {
                self.first.entry(first).or_default().push(self.list.len());
            }
            self.list.push(word);
            self.last.extend(word.chars().next_back());
        }
    }

    /// True if some word ends with the character.
    pub(super) fn may_end(&self, c: char) -> bool {
        self.last.contains(&c)
    }

    /// True if `text` is a word of the group.
    pub(super) fn has(&self, text: &str) -> bool {
        self.set.contains(text)
    }

    /// The longest word that `text` ends with.
    pub(super) fn at_end(&self, text: &str) -> Option<&'static str> {
        let mut found = None;
        if !text
            .chars()
            .next_back()
            .is_some_and(|c| self.last.contains(&c))
        {
            return None;
        }
        for (at, _) in text.char_indices().rev().take(self.longest) {
            let tail = text.get(at..).unwrap_or_default();
            found = self.set.get(tail).copied().or(found);
        }
        found
    }

    /// The longest word that `text` begins with.
    pub(super) fn at_start(&self, text: &str) -> Option<&'static str> {
        let mut found = None;
        if !text
            .chars()
            .next()
            .is_some_and(|c| self.first.contains_key(&c))
        {
            return None;
        }
        for (at, c) in text.char_indices().take(self.longest) {
            let head = text.get(..at + c.len_utf8()).unwrap_or_default();
            found = self.set.get(head).copied().or(found);
        }
        found
    }

    /// The first word of the group that stands in `text`, with its place.
    pub(super) fn within(&self, text: &str) -> Option<(usize, &'static str)> {
        let mut found: Option<(usize, usize)> = None;
        for (at, c) in text.char_indices() {
            let words = self.first.get(&c).into_iter().flatten();
            let rest = text.get(at..).unwrap_or_default();
            for &word in words.take_while(|&&word| found.is_none_or(|(best, _)| word < best)) {
                if rest.starts_with(self.list[word]) {
                    found = Some((word, at));
                    break;
                }
            }
        }
        found.map(|(word, at)| (at, self.list[word]))
    }

    /// The words, in the order of the asset.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.iter().copied()
    }
}

/// What the title of a section announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// Fields.
    Basic,
    /// Lines of a kind.
    Section(SectionKind),
    /// Duties of the department.
    DepartmentDuties,
    /// Working conditions: fields.
    Conditions,
    /// Why the role exists: one text.
    Purpose,
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    RoleName,
    Department,
    Superior,
    Subordinates,
    Incumbent,
    Field(Field),
    Signature,
    Inside,
    Outside,
    Demand(QualificationKind),
    Career(CareerKind),
    DutyText,
    /// A field of many forms that a project has no place for: an own section.
    Own,
}

/// What the column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Duty,
    Task,
    Standard,
    Weight,
    Kpi,
    Target,
    Cycle,
    Label(Label),
    Title(Title),
}

/// All words.
pub(super) struct Lexicon {
    groups: Map<Words>,
    titles: Map<Title>,
    labels: Map<Label>,
    columns: Map<Column>,
    /// Labels as words, for looking at the beginning of a text.
    pub(super) label_words: Words,
    /// Titles as words, for looking at the end of a text.
    pub(super) title_words: Words,
    /// All words that forms consist of.
    pub(super) form_words: Words,
    /// Characters that begin a person's name.
    surnames: HashSet<char, Mix>,
    word_ends: HashSet<char, Mix>,
    place_ends: HashSet<char, Mix>,
}

/// The lexicon, read at its first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::read)
}

/// The words of one group.
pub(super) fn words(group: &str) -> &'static Words {
    static EMPTY: OnceLock<Words> = OnceLock::new();
    lexicon()
        .groups
        .get(group)
        .unwrap_or_else(|| EMPTY.get_or_init(Words::default))
}

impl Lexicon {
    fn read() -> Lexicon {
        let mut lexicon = Lexicon {
            groups: Map::default(),
            titles: Map::default(),
            labels: Map::default(),
            columns: Map::default(),
            label_words: Words::default(),
            title_words: Words::default(),
            form_words: Words::default(),
            surnames: HashSet::default(),
            word_ends: HashSet::default(),
            place_ends: HashSet::default(),
        };
        for (group, word) in entries(include_str!("../../assets/import/sections.txt")) {
            if let Some(title) = title_called(group) {
                lexicon.titles.entry(word).or_insert(title);
                lexicon.title_words.add(word);
                lexicon.form_words.add(word);
            }
        }
        for (group, word) in entries(include_str!("../../assets/import/labels.txt")) {
            if let Some(column) = column_called(group) {
                lexicon.columns.entry(word).or_insert(column);
            } else if let Some(label) = label_called(group) {
                lexicon.labels.entry(word).or_insert(label);
                lexicon.label_words.add(word);
            }
            lexicon.form_words.add(word);
        }
        let words = entries(include_str!("../../assets/import/headings.txt"))
            .chain(entries(include_str!("../../assets/import/words.txt")))
            .chain(entries(include_str!("../../assets/import/qualities.txt")));
        for (group, word) in words {
            match group {
                "surname" => lexicon.surnames.extend(word.chars()),
                "bracket_place_end" => lexicon.place_ends.extend(word.chars()),
                "bracket_word_end" => lexicon.word_ends.extend(word.chars()),
                "own_field" | "named_item" | "task" | "aside_weight" | "aside_standard" => {
                    lexicon.form_words.add(word);
                    lexicon.groups.entry(group).or_default().add(word);
                }
                _ => lexicon.groups.entry(group).or_default().add(word),
            }
        }
        lexicon
    }

    /// The section with this title (no blanks, no colon).
    pub(super) fn title(&self, text: &str) -> Option<Title> {
        self.titles.get(text).copied()
    }

    /// The field with this label (no blanks, no colon).
    pub(super) fn label(&self, text: &str) -> Option<Label> {
        self.labels.get(text).copied()
    }

    /// The column with this heading.
    pub(super) fn column(&self, text: &str) -> Option<Column> {
        let own = self.columns.get(text).copied();
        let label = || self.label(text).map(Column::Label);
        // 主要安全生产职责
        let bare = text.strip_prefix("\u{4e3b}\u{8981}");
        let title = || self.title(text).or_else(|| self.title(bare?));
        own.or_else(label).or_else(|| title().map(Column::Title))
    }

    /// True if `text` looks like a person's name: a surname and one or two characters more, and no other word.
    pub(super) fn is_person(&self, text: &str) -> bool {
        self.is_like_a_person(text) && !ends_in(text, &self.place_ends)
    }

    /// True for what looks like a person's name and like a place: 方家桥.
    pub(super) fn is_person_or_place(&self, text: &str) -> bool {
        self.is_like_a_person(text) && ends_in(text, &self.place_ends)
    }

    /// True for what begins with no surname and is no word that qualifies a post either: 阿珍, 晨曦.
    pub(super) fn may_be_a_person(&self, text: &str) -> bool {
        let surname = |c: char| self.surnames.contains(&c);
        !text.starts_with(surname)
            && !ends_in(text, &self.place_ends)
            && !text.starts_with('\u{517c}')
            && words("role_noun").at_end(text).is_none()
            && self.is_shaped_like_a_person(text, 2)
    }

    /// 小王, 老张, 阿明.
    pub(super) fn is_nickname(&self, text: &str) -> bool {
        let name = text.strip_prefix(['\u{5c0f}', '\u{8001}', '\u{963f}']);
        let one = name.filter(|name| name.chars().count() == 1);
        one.is_some_and(|name| name.starts_with(|c: char| self.surnames.contains(&c)))
            && !ends_in(text, &self.word_ends)
    }

    fn is_like_a_person(&self, text: &str) -> bool {
        let surname = |c: char| self.surnames.contains(&c);
        // 欧阳 and the like are surnames of two characters.
        let longer = words("compound_surname").at_start(text).is_some();
        text.starts_with(surname) && self.is_shaped_like_a_person(text, 2)
            || longer && self.is_shaped_like_a_person(text, 3)
    }

    /// So many characters or one more, all of them Chinese, and no word that is known from brackets.
    fn is_shaped_like_a_person(&self, text: &str, least: usize) -> bool {
        !ends_in(text, &self.word_ends)
            && (least..=least + 1).contains(&text.chars().count())
            && text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            && words("inside_brackets").within(text).is_none()
            && words("role_noun")
                .at_end(text)
                .is_none_or(|noun| noun.chars().count() < 2)
    }
}

fn ends_in(text: &str, ends: &HashSet<char, Mix>) -> bool {
    text.chars().last().is_some_and(|c| ends.contains(&c))
}

/// Group and word of every entry of an asset, and the same words in traditional characters.
fn entries(asset: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let words = simplified(asset);
    // The lexicon is made once and stays.
    let others = simplified(asset).flat_map(|(group, word)| {
        let ways = traditional(word).into_iter();
        ways.map(move |way| (group, &*way.leak()))
    });
    words.chain(others)
}

fn simplified(asset: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    asset
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(group, words)| words.split_whitespace().map(move |word| (group, word)))
}

fn title_called(group: &str) -> Option<Title> {
    use SectionKind as Kind;
    Some(match group {
        "Basic" => Title::Basic,
        "DepartmentDuties" => Title::DepartmentDuties,
        "Conditions" => Title::Conditions,
        "Purpose" => Title::Purpose,
        "Duties" => Title::Section(Kind::Duties),
        "Authorities" => Title::Section(Kind::Authorities),
        "Relations" => Title::Section(Kind::Relations),
        "Qualifications" => Title::Section(Kind::Qualifications),
        "Kpis" => Title::Section(Kind::Kpis),
        "Prohibitions" => Title::Section(Kind::Prohibitions),
        "Careers" => Title::Section(Kind::Careers),
        "Notes" => Title::Section(Kind::Notes),
        _ => return None,
    })
}

fn column_called(group: &str) -> Option<Column> {
    Some(match group.strip_prefix("Column.")? {
        "No" => Column::Number,
        "Duty" => Column::Duty,
        "Task" => Column::Task,
        "Standard" => Column::Standard,
        "Weight" => Column::Weight,
        "Kpi" => Column::Kpi,
        "Target" => Column::Target,
        "Cycle" => Column::Cycle,
        _ => return None,
    })
}

fn label_called(group: &str) -> Option<Label> {
    use QualificationKind as Demand;
    Some(match group {
        "RoleName" => Label::RoleName,
        "Department" => Label::Department,
        "Superior" => Label::Superior,
        "Subordinates" => Label::Subordinates,
        "Incumbent" => Label::Incumbent,
        "Signature" => Label::Signature,
        "Inside" => Label::Inside,
        "Outside" => Label::Outside,
        "DutyText" => Label::DutyText,
        "Education" => Label::Demand(Demand::Education),
        "Major" => Label::Demand(Demand::Major),
        "Experience" => Label::Demand(Demand::Experience),
        "Training" => Label::Demand(Demand::Training),
        "Knowledge" => Label::Demand(Demand::Knowledge),
        "Skill" => Label::Demand(Demand::Skill),
        "Certificate" => Label::Demand(Demand::Certificate),
        "Quality" => Label::Demand(Demand::Quality),
        "OtherDemand" => Label::Demand(Demand::Other),
        "CareerTo" => Label::Career(CareerKind::To),
        "CareerFrom" => Label::Career(CareerKind::From),
        "CareerRotation" => Label::Career(CareerKind::Rotation),
        _ => Label::Field(field_called(group)?),
    })
}

fn field_called(group: &str) -> Option<Field> {
    Some(match group {
        "Code" => Field::Code,
        "Nature" => Field::Nature,
        "Responsibility" => Field::Responsibility,
        "HeadcountNote" => Field::HeadcountNote,
        "Series" => Field::Series,
        "Grade" => Field::Grade,
        "Location" => Field::Location,
        "Purpose" => Field::Purpose,
        "WorkPlace" => Field::WorkPlace,
        "WorkHours" => Field::WorkHours,
        "Environment" => Field::Environment,
        "Travel" => Field::Travel,
        "Equipment" => Field::Equipment,
        "Hazards" => Field::Hazards,
        "Version" => Field::Version,
        "EffectiveDate" => Field::EffectiveDate,
        "PreparedBy" => Field::PreparedBy,
        "PreparedDate" => Field::PreparedDate,
        "ReviewedBy" => Field::ReviewedBy,
        "ReviewedDate" => Field::ReviewedDate,
        "ApprovedBy" => Field::ApprovedBy,
        "ApprovedDate" => Field::ApprovedDate,
        "Leader" => Field::Leader,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_titles_and_labels_is_known_to_the_code() {
        for (group, _) in entries(include_str!("../../assets/import/sections.txt")) {
            assert!(title_called(group).is_some(), "{group}");
        }
        for (group, _) in entries(include_str!("../../assets/import/labels.txt")) {
            assert!(
                column_called(group).is_some() || label_called(group).is_some(),
                "{group}"
            );
        }
    }

    #[test]
    fn the_longest_word_wins_at_both_ends() {
        assert_eq!(
            words("role_suffix").at_end("库管员岗位职责"),
            Some("岗位职责")
        );
        assert_eq!(
            lexicon().label_words.at_start("岗位名称库管员"),
            Some("岗位名称")
        );
    }

    #[test]
    fn the_first_word_of_a_group_is_found_wherever_it_stands() {
        let mut words = Words::default();
        for word in ["乙丙", "甲", "乙"] {
            words.add(word);
        }
        assert_eq!(words.within("说甲再说乙丙"), Some((12, "乙丙")));
        assert_eq!(words.within("说甲再说乙"), Some((3, "甲")));
        assert_eq!(words.within("再说乙"), Some((6, "乙")));
        assert_eq!(words.within("丙"), None);
    }

    #[test]
    fn a_person_is_told_from_a_qualifier() {
        for person in ["王甲", "赵丙丁", "周某某"] {
            assert!(lexicon().is_person(person), "{person}");
        }
        for word in ["华东", "冷库", "夜班", "项目总监", "巡楼", "兼理货"] {
            assert!(!lexicon().is_person(word), "{word}");
            assert!(!lexicon().is_person_or_place(word), "{word}");
        }
        assert!(lexicon().is_person_or_place("方家桥"));
        assert!(!lexicon().is_person("方家桥"));
    }
}
