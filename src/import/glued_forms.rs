//! Forms that a copy left in one paragraph, labels, values, titles and sentences run together: they get their lines back.
//!
//! A word of a form is taken for one only where a form would have it: a label behind a short value, a title behind a
//! sentence or before a list, 职责二 behind 职责一. Everything else stays in the value or sentence that it stands in.

use super::draft::{ReadAs, SectionKind};
use super::flow::Flow;
use super::glued_parts::{cut_at, part};
use super::headings::heading_of;
use super::lexicon::{Column, Label, Title, lexicon, words};
use super::markers::{chinese_number, is_colon, is_digit, marker_at};
use super::plain::{LabelAt, bare_marker_fits};
use super::posts::posts_in_a_row;
use super::squeeze::{cut, is_blank, is_terminal, length, trim};
use std::collections::BTreeMap;
use std::ops::Range;

/// The shortest text, in bytes, that is looked at: a label or two on a line are read elsewhere.
const SHORTEST: usize = 60;
/// The longest value of a field, in characters.
const VALUE_LIMIT: usize = 60;
/// So many different labels make a form.
const LEAST: usize = 3;

/// How a flow that was cut out of a form is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glued {
    /// A label and its value.
    Label(LabelAt),
    /// An item behind digits without a sign.
    Number,
    /// 工作时间百分比：45% of the duty above.
    Aside,
    /// The heads of a table.
    Head,
    /// Anything else.
    Plain,
}

/// What a word of a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Label(Label),
    Title(Title),
    /// 职责一, 权限2: its number.
    Named(u32),
    /// 工作任务 below 职责一.
    Task,
    Weight,
    Standard,
    /// Digits without a sign.
    Number(u32),
    /// 序号 and the other heads of a table.
    Head,
}

#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) word: Word,
}

/// Gives forms in one paragraph their lines back; paragraphs of which a person has said something stay whole.
pub(super) fn rebuild(flows: &mut Vec<Flow>, choices: &BTreeMap<u32, ReadAs>) {
    let form = |flow: &Flow| {
        let free = u32::try_from(flow.line()).is_ok_and(|line| !choices.contains_key(&line));
        let candidate = flow.column.is_none() && free && may_be_form(&flow.text);
        candidate.then(|| words_of(&flow.text)).flatten()
    };
    let posts = |flow: &Flow| {
        let free = u32::try_from(flow.line()).is_ok_and(|line| !choices.contains_key(&line));
        match flow.column.is_none() && free && flow.text.len() >= SHORTEST {
            true => posts_in_a_row(&flow.text),
            false => Vec::new(),
        }
    };
    let glued = |flow: &Flow| may_be_form(&flow.text) || !posts(flow).is_empty();
    if !flows.iter().any(glued) {
        return;
    }
    let mut parted = Vec::with_capacity(flows.len() + 32);
    for flow in std::mem::take(flows) {
        match form(&flow) {
            Some(found) => part(&flow, &found, &mut parted),
            None if !posts(&flow).is_empty() => cut_at(&flow, &posts(&flow), &mut parted),
            None => parted.push(flow),
        }
    }
    *flows = parted;
}

/// A quick look: two words that every form has.
fn may_be_form(text: &str) -> bool {
    // 名称, 部门, 上级, 下级, 编号
    const SIGNS: [&str; 5] = [
        "\u{540d}\u{79f0}",
        "\u{90e8}\u{95e8}",
        "\u{4e0a}\u{7ea7}",
        "\u{4e0b}\u{7ea7}",
        "\u{7f16}\u{53f7}",
    ];
    text.len() >= SHORTEST && SIGNS.iter().filter(|sign| text.contains(**sign)).count() >= 2
}

/// The words of the form that `text` is, in order; `None` if it is none.
fn words_of(text: &str) -> Option<Vec<Found>> {
    let mut reader = Reader {
        text,
        found: Vec::new(),
        section: None,
        named: 0,
        task: false,
        number: 0,
    };
    let mut at = 0;
    while let Some(c) = cut(text, at..text.len()).chars().next() {
        at = match reader.word_at(at) {
            Some(found) => {
                let end = found.range.end;
                reader.take(found);
                end
            }
            None => at + c.len_utf8(),
        };
    }
    is_form(text, &reader.found).then_some(reader.found)
}

/// Several fields without colons, one of them the name of the post, one glued to another or to a title.
fn is_form(text: &str, found: &[Found]) -> bool {
    let fields = found.iter().filter(|it| is_field(it.word));
    let plain: Vec<_> = fields
        .filter(|it| !cut(text, it.range.clone()).ends_with(is_colon))
        .collect();
    let mut kinds: Vec<Word> = Vec::new();
    for it in &plain {
        if !kinds.contains(&it.word) {
            kinds.push(it.word);
        }
    }
    let first = found.first().map_or(0, |it| it.range.start);
    let named = kinds.contains(&Word::Label(Label::RoleName))
        || heading_of(trimmed(text, 0..first)).is_some();
    let more = kinds.len() > LEAST
        || found.iter().any(|it| matches!(it.word, Word::Title(_))) && kinds.len() >= 2;
    named && kinds.len() >= 2 && more
}

fn is_field(word: Word) -> bool {
    matches!(
        word,
        Word::Label(
            Label::RoleName
                | Label::Department
                | Label::Superior
                | Label::Subordinates
                | Label::Incumbent
                | Label::Own
                | Label::Field(_)
        )
    )
}

pub(super) fn trimmed(text: &str, range: Range<usize>) -> &str {
    cut(text, trim(text, range))
}

struct Reader<'a> {
    text: &'a str,
    found: Vec<Found>,
    /// The section that is open; `None` among the fields.
    section: Option<Title>,
    /// The number of the last 职责一.
    named: u32,
    /// Whether 工作任务 stands below it.
    task: bool,
    /// The last of digits without a sign.
    number: u32,
}

impl Reader<'_> {
    fn take(&mut self, found: Found) {
        match found.word {
            Word::Title(title) => {
                self.section = Some(title).filter(|it| *it != Title::Basic);
                (self.named, self.task, self.number) = (0, false, 0);
            }
            Word::Label(Label::RoleName) => {
                self.section = None;
                (self.named, self.task, self.number) = (0, false, 0);
            }
            Word::Named(number) => {
                (self.named, self.task, self.number) = (number, false, 0);
                if self.section != Some(Title::Section(SectionKind::Authorities)) {
                    self.section = Some(Title::Section(SectionKind::Duties));
                }
            }
            Word::Task => (self.task, self.number) = (true, 0),
            Word::Number(number) => self.number = number,
            Word::Label(_) | Word::Weight | Word::Standard | Word::Head => {}
        }
        self.found.push(found);
    }

    fn before(&self, at: usize) -> &str {
        let from = self.found.last().map_or(0, |it| it.range.end);
        trimmed(self.text, from..at)
    }

    fn rest(&self, at: usize) -> &str {
        cut(self.text, at..self.text.len())
    }

    fn found(&self, at: usize, len: usize, word: Word) -> Found {
        let behind = self.rest(at + len).trim_start_matches(is_blank);
        let colon = behind.chars().next().filter(|c| is_colon(*c));
        let end = match colon {
            Some(colon) => self.text.len() - behind.len() + colon.len_utf8(),
            None => at + len,
        };
        Found {
            range: at..end,
            word,
        }
    }

    fn word_at(&self, at: usize) -> Option<Found> {
        let rest = self.rest(at);
        let known = lexicon().form_words.at_start(rest);
        if let Some(found) = self.number_at(at) {
            return Some(found);
        }
        let word = known?;
        if let Some(found) = self.named_at(at, word) {
            return Some(found);
        }
        let found = |it: Word| Some(self.found(at, word.len(), it));
        let duties = self.section == Some(Title::Section(SectionKind::Duties));
        if words("aside_weight").has(word) && duties {
            return found(Word::Weight);
        }
        let colon = self.rest(at + word.len()).starts_with(is_colon);
        if words("aside_standard").has(word) && duties && colon {
            return found(Word::Standard);
        }
        if self.named > 0 && !self.task && words("task").has(word) && !self.before(at).is_empty() {
            return found(Word::Task);
        }
        let own = words("own_field").has(word).then_some(Label::Own);
        let label = lexicon().label(word).or(own);
        if let Some(label) = label.filter(|it| self.is_label(at, word, *it)) {
            return found(Word::Label(label));
        }
        if let Some(title) = lexicon()
            .title(word)
            .filter(|it| self.is_title(at, word, *it))
        {
            return found(Word::Title(title));
        }
        let heads = lexicon().column(word).is_some() && self.is_head(at, word);
        heads.then(|| self.found(at, word.len(), Word::Head))
    }

    /// 序号具体内容 behind the title of a section.
    fn is_head(&self, at: usize, word: &str) -> bool {
        let above = self.found.last().map(|it| it.word);
        let first = lexicon().column(word) == Some(Column::Number);
        self.before(at).is_empty()
            && matches!(
                (above, first),
                (Some(Word::Title(_)), true) | (Some(Word::Head), _)
            )
    }

    /// 职责一 behind the title 职责与工作任务, 职责二 behind 职责一.
    fn named_at(&self, at: usize, word: &str) -> Option<Found> {
        let listed = matches!(
            self.section,
            Some(Title::Section(
                SectionKind::Duties | SectionKind::Authorities
            ))
        );
        let behind = self.rest(at + word.len());
        let (value, len) = digit_at(behind).or_else(|| chinese_number(behind))?;
        let next = value == self.named + 1 || value == 1 && self.named > 0 && self.task;
        let sign = cut(behind, len..behind.len()).chars().next();
        let counted = sign.is_some_and(|c| matches!(c, '\u{3001}' | '.' | '\u{ff0c}' | ','));
        // The duties may begin with 职责一职责表述, without a title.
        let told = lexicon()
            .form_words
            .at_start(cut(behind, len..behind.len()));
        let told = told.is_some_and(|it| lexicon().label(it) == Some(Label::DutyText));
        let fresh = listed || value == 1 && (told || self.section.is_none());
        (words("named_item").has(word) && next && !counted && fresh)
            .then(|| self.found(at, word.len() + len, Word::Named(value)))
    }

    /// 1主持…2审核… behind a title: digits without a sign that count on.
    fn number_at(&self, at: usize) -> Option<Found> {
        let marker = bare_marker_fits(self.rest(at))?;
        let before = self.before(at);
        let sure = self.rest(at).starts_with(is_digit);
        let first = marker.value == 1
            && before.is_empty()
            && matches!(
                self.found.last().map(|it| it.word),
                Some(Word::Title(_) | Word::Task | Word::Head)
            );
        let next = self.number > 0 && marker.value == self.number + 1;
        let apart = !before
            .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '\u{7b2c}' || c == '.')
            && !before.is_empty();
        (sure && (first || next && apart)).then(|| Found {
            range: at..at + marker.len,
            word: Word::Number(marker.value),
        })
    }

    /// Whether a label means a field where it stands.
    fn is_label(&self, at: usize, word: &str, label: Label) -> bool {
        let before = self.before(at);
        let behind = self.rest(at + word.len());
        let long = word.chars().count() >= 4;
        match label {
            Label::DutyText => {
                let duties = self.section == Some(Title::Section(SectionKind::Duties));
                self.named > 0 && before.is_empty() || duties && behind.starts_with(is_colon)
            }
            Label::Demand(_) => self.is_demand(at, word, label),
            Label::Inside | Label::Outside => {
                long && self.section == Some(Title::Section(SectionKind::Relations))
                    || word.chars().count() >= 6
            }
            Label::Career(_) => long && (self.section.is_none() || ends(before)),
            Label::Signature => false,
            _ => {
                let colon = behind.starts_with(is_colon);
                let short = (words("short_label").has(word) || colon && before.is_empty())
                    && self.found.iter().any(|it| is_field(it.word))
                    && !self.is_used(label);
                if goes_on(behind) || !(long || short) {
                    return false;
                }
                match self.section {
                    // The value of a field is short and no sentence.
                    None | Some(Title::Conditions) => {
                        !before.contains(['\u{3002}', '\u{ff1b}', ';'])
                            && length(before, VALUE_LIMIT + 1) <= VALUE_LIMIT
                            || self.begins_form(before, label)
                    }
                    Some(_) => {
                        long && (self.begins_form(before, label)
                            || ends(before) && label != Label::RoleName)
                    }
                }
            }
        }
    }

    /// Whether the form has the label already.
    fn is_used(&self, label: Label) -> bool {
        let own = self.found.iter().rev();
        let mut own = own.take_while(|it| it.word != Word::Label(Label::RoleName));
        own.any(|it| it.word == Word::Label(label))
    }

    /// 岗位名称 behind 仓管员岗位说明书, or at the very beginning.
    fn begins_form(&self, before: &str, label: Label) -> bool {
        let headed = words("role_suffix").at_end(before).is_some()
            || words("title_end").at_end(before).is_some();
        label == Label::RoleName && (headed || ends(before))
    }

    /// 专业 behind 学历: the labels of a list of demands; a short one only where no sentence has it.
    fn is_demand(&self, at: usize, word: &str, label: Label) -> bool {
        let open = self.section == Some(Title::Section(SectionKind::Qualifications));
        let before = self.before(at);
        let behind = self.rest(at + word.len());
        let mut above = self.found.iter().rev();
        let used = above
            .by_ref()
            .take_while(|it| !matches!(it.word, Word::Title(_)))
            .any(|it| it.word == Word::Label(label));
        // 学历专业 behind 高中及以上 is 学历, and then 专业.
        let begins = word.char_indices().skip(2).any(|(end, _)| {
            let kind = lexicon().label(cut(word, 0..end));
            kind.is_some_and(|kind| {
                kind != label
                    && self
                        .found
                        .last()
                        .is_some_and(|it| it.word == Word::Label(kind))
            })
        });
        if !open || goes_on(behind) || used || begins {
            return false;
        }
        let first = match self.found.last().map(|it| it.word) {
            Some(Word::Title(_)) => before.is_empty(),
            Some(Word::Label(Label::Demand(_))) => false,
            _ => return false,
        };
        let inside = [
            "\u{76f8}\u{5173}",
            "\u{5de5}\u{4f5c}",
            "\u{672c}",
            "\u{7c7b}",
        ];
        let verb = words("verb_start").at_end(before).is_some();
        let within = verb || inside.iter().any(|it| before.ends_with(it));
        // 高中及以上学历专业…: the first of two labels ends the value of the one above.
        let closes = lexicon()
            .form_words
            .at_start(behind)
            .is_some_and(|next| matches!(lexicon().label(next), Some(Label::Demand(_))));
        let short = word.chars().count() < 4;
        first || !(before.is_empty() || closes || short && within)
    }

    /// Whether the title of a section stands here, and no word of a sentence.
    fn is_title(&self, at: usize, word: &str, title: Title) -> bool {
        let before = self.before(at);
        let behind = self.rest(at + word.len());
        let fields = self.found.iter().any(|it| is_field(it.word));
        let titled = title == Title::Basic;
        if goes_on(behind) || !(fields || titled) || title == Title::DepartmentDuties {
            return false;
        }
        // 岗位职责 of 保管员岗位职责, the heading of the next form.
        let long = word.chars().count() >= 4;
        let listed = self.opens_list(behind, title);
        if !long {
            return listed && !before.is_empty();
        }
        if listed && length(before, 201) > 0 || before.is_empty() {
            return true;
        }
        match self.section {
            None => {
                !before.contains(['\u{3002}', '\u{ff1b}', ';'])
                    && length(before, VALUE_LIMIT + 1) <= VALUE_LIMIT
            }
            Some(_) => ends(before),
        }
    }

    /// Whether what follows a title is the beginning of its list: 职责一, 序号, 1, or a label of its own.
    fn opens_list(&self, behind: &str, title: Title) -> bool {
        let behind = behind.trim_start_matches(|c| is_blank(c) || is_colon(c));
        let first = marker_at(behind)
            .or_else(|| bare_marker_fits(behind))
            .is_some_and(|it| it.value == 1 && behind.starts_with(is_list_sign));
        let own = lexicon().form_words.at_start(behind).is_some_and(|word| {
            let named = cut(behind, word.len()..behind.len());
            let one = words("named_item").has(word)
                && (digit_at(named).or_else(|| chinese_number(named))).is_some_and(|it| it.0 == 1);
            let label = matches!(
                (lexicon().label(word), title),
                (
                    Some(Label::Demand(_)),
                    Title::Section(SectionKind::Qualifications)
                ) | (
                    Some(Label::Inside | Label::Outside),
                    Title::Section(SectionKind::Relations)
                ) | (Some(_), Title::Basic)
            );
            one || label || lexicon().column(word) == Some(Column::Number)
        });
        first || own
    }
}

fn is_list_sign(c: char) -> bool {
    is_digit(c)
        || matches!(
            c,
            '\u{4e00}' | '(' | '\u{ff08}' | '\u{2460}' | '\u{2474}' | '\u{2488}'
        )
}

fn digit_at(text: &str) -> Option<(u32, usize)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = cut(text, 0..digits).parse().ok()?;
    (digits <= 2).then_some((value, digits))
}

/// Whether a sentence ends here.
fn ends(before: &str) -> bool {
    before.is_empty() || before.ends_with(|c| is_terminal(c) && !is_colon(c))
}

/// Whether a word is followed by what makes it a word of a sentence.
fn goes_on(behind: &str) -> bool {
    let next = behind.chars().next();
    // 的 和 及 与 等 或
    next.is_some_and(|c| {
        matches!(
            c,
            '\u{7684}'
                | '\u{548c}'
                | '\u{53ca}'
                | '\u{4e0e}'
                | '\u{7b49}'
                | '\u{6216}'
                | '\u{3001}'
                | '\u{ff0c}'
                | ','
                | '\u{3002}'
                | '\u{ff1b}'
                | ';'
                | ')'
                | '\u{ff09}'
                | '\u{300b}'
                | '\u{201d}'
        )
    })
}
