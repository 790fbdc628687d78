//! Numbers of list lines as Word's own multi-level numbering, so that a line added in Word is numbered too.
//!
//! Word counts by itself. Its counting is repeated here line by line, and wherever it would print another number
//! than the document says, another counter begins or the number is written as text: what is printed never differs.

use super::fonts::run_font;
use super::markup::{push_number, push_numeric};
use super::styles::{fonts_of, twips};
use super::text::Texts;
use crate::document::numbering::{chinese_numeral, printed_number};
use crate::document::{Align, Block, Merge, Number, ParagraphStyle, PrintDocument, Style};
use crate::fonts::{EmbeddedFonts, Face, Measure as _, resolve};
use crate::model::settings::NumberStyle;
use docx_rs as dx;
use std::collections::BTreeMap;

/// Levels that Word knows (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = 9;

/// docx-rs keeps the ids below for itself.
const FIRST_ID: usize = 2;

/// Looks beyond this many are text when they go on below another number: each chapter of a book needs looks of its own,
/// and Word becomes slow with thousands.
const MOST_PREFIXED: usize = 1000;

/// How a level of a list looks: as numbered there first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LevelLook {
    style: NumberStyle,
    paragraph: ParagraphStyle,
    /// Room for its widest number, twips.
    room: i32,
    /// What it goes on below: index in [`Numberings::prefixes`].
    prefix: usize,
}

/// Between a number that does not end in punctuation (1.1) and its text, em; as in our own layout.
const NUMBER_GAP: f32 = 0.5;

/// The looks of all levels of a list, as far as they occur.
type ListLook = [Option<LevelLook>; LEVELS];

/// How the number of one line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// Word counts it.
    Counted {
        /// The counter.
        num_id: usize,
        /// 0 = outermost.
        level: usize,
    },
    /// It stands in the text.
    Literal,
}

/// One counter: which look, and from which number each level starts.
#[derive(Clone, Debug, PartialEq)]
struct Counter {
    look: usize,
    starts: [u32; LEVELS],
}

/// The numbering of a document.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    /// What numbers go on below (13.2 where 13.2.1 is printed); the first is nothing.
    prefixes: Vec<String>,
    looks: Vec<ListLook>,
    counters: Vec<Counter>,
    /// One for each numbered line, in document order.
    pub(super) placed: Vec<Placed>,
}

/// Counting as Word does it.
struct Running {
    counter: usize,
    starts: [u32; LEVELS],
    values: [u32; LEVELS],
    /// Levels that have had a line since they last started.
    begun: [bool; LEVELS],
    /// No line has been counted yet.
    fresh: bool,
}

impl Numberings {
    /// Assigns a counter to each numbered line.
    pub(super) fn of(document: &PrintDocument) -> Numberings {
        let mut lists: BTreeMap<u32, ListLook> = BTreeMap::new();
        let mut prefixes: BTreeMap<&str, usize> = BTreeMap::from([("", 0)]);
        each_number(document, &mut |number, paragraph| {
            let next = prefixes.len();
            let prefix = *prefixes.entry(&number.prefix).or_insert(next);
            let look = lists.entry(number.list).or_default();
            let level = look[level_of(number)].get_or_insert(LevelLook {
                style: number.style,
                paragraph,
                room: 0,
                prefix,
            });
            let room = room(number, document.styles.get(level.paragraph));
            level.room = level.room.max(room);
        });
        let mut known: BTreeMap<ListLook, usize> = BTreeMap::new();
        let mut running: BTreeMap<u32, Running> = BTreeMap::new();
        let mut result = Numberings::default();
        result.prefixes.resize(prefixes.len(), String::new());
        for (prefix, index) in prefixes {
            prefix.clone_into(&mut result.prefixes[index]);
        }
        each_number(document, &mut |number, _| {
            let look = lists.get(&number.list).copied().unwrap_or_default();
            let placed = result.place(number, &look, &mut known, &mut running);
            result.placed.push(placed);
        });
        result
    }

    fn place(
        &mut self,
        number: &Number,
        look: &ListLook,
        known: &mut BTreeMap<ListLook, usize>,
        running: &mut BTreeMap<u32, Running>,
    ) -> Placed {
        let level = level_of(number);
        let same_style = look[level].is_some_and(|look| {
            look.style == number.style && self.prefixes[look.prefix] == number.prefix
        });
        let too_many = !number.prefix.is_empty() && self.looks.len() >= MOST_PREFIXED;
        if number.text.is_empty()
            || !same_style
            || too_many
            || !counts_alike(number.style, number.value)
        {
            return Placed::Literal;
        }
        if let Some(list) = running.get_mut(&number.list)
            && list.next(level, number)
        {
            return counted(list.counter, level);
        }
        // A new counter: its upper levels stand where the list is.
        let mut starts = [1; LEVELS];
        if let Some(list) = running.get(&number.list) {
            starts[..level].copy_from_slice(&list.values[..level]);
        }
        starts[level] = number.value;
        let mut list = Running {
            counter: self.counters.len(),
            starts,
            values: starts,
            begun: [false; LEVELS],
            fresh: true,
        };
        if !list.next(level, number) {
            return Placed::Literal;
        }
        let next_look = known.len();
        let look_index = *known.entry(*look).or_insert(next_look);
        if look_index == self.looks.len() {
            self.looks.push(*look);
        }
        self.counters.push(Counter {
            look: look_index,
            starts,
        });
        let counter = list.counter;
        running.insert(number.list, list);
        counted(counter, level)
    }

    /// Indents of a line whose number is text: where the text begins and how far the number hangs, twips.
    pub(super) fn literal_indent(number: &Number, style: &Style) -> (i32, i32) {
        let hanging = room(number, style);
        let mut look = ListLook::default();
        let level = level_of(number);
        for above in &mut look[..level] {
            let room = twips(style.level_indent * style.size.points());
            *above = Some(LevelLook {
                style: number.style,
                paragraph: ParagraphStyle::Item,
                room,
                prefix: 0,
            });
        }
        (left_of_text(level, &look, style, hanging), hanging)
    }

    /// True if nothing is numbered by Word.
    pub(super) fn is_empty(&self) -> bool {
        self.counters.is_empty()
    }

    /// Hands the definitions to docx-rs, and the characters of the numbers to `texts`.
    pub(super) fn write(&self, texts: &mut Texts<'_>) -> dx::Numberings {
        let mut numberings = dx::Numberings::new();
        for (index, look) in self.looks.iter().enumerate() {
            let mut definition = dx::AbstractNumbering::new(FIRST_ID + index);
            definition.multi_level_type = Some(String::from("multilevel"));
            for level in 0..LEVELS {
                definition = definition.add_level(self.write_level(level, look, texts));
            }
            numberings = numberings.add_abstract_numbering(definition);
        }
        numberings
    }

    /// The counters as XML, to stand behind the definitions: a book has one for each list of each role.
    pub(super) fn counters(&self) -> String {
        let mut out = String::new();
        for (index, counter) in self.counters.iter().enumerate() {
            out.push_str("<w:num w:numId=\"");
            push_number(&mut out, FIRST_ID + index);
            out.push_str("\">");
            push_numeric(&mut out, "w:abstractNumId", FIRST_ID + counter.look);
            for (level, &start) in counter.starts.iter().enumerate() {
                if self.looks[counter.look][level].is_some() {
                    out.push_str("<w:lvlOverride w:ilvl=\"");
                    push_number(&mut out, level);
                    out.push_str("\">");
                    let start = usize::try_from(start).unwrap_or(1);
                    push_numeric(&mut out, "w:startOverride", start);
                    out.push_str("</w:lvlOverride>");
                }
            }
            out.push_str("</w:num>");
        }
        out
    }

    /// One level; those that do not occur look like the nearest one that does, for whoever goes deeper in Word.
    fn write_level(&self, level: usize, look: &ListLook, texts: &mut Texts<'_>) -> dx::Level {
        let nearest = look[..=level].iter().rev().chain(&look[level..]);
        let nearest = nearest.copied().flatten().next();
        let LevelLook {
            style: number_style,
            paragraph: paragraph_style,
            room: hanging,
            prefix,
        } = nearest.unwrap_or(LevelLook {
            style: NumberStyle::DecimalComma,
            paragraph: ParagraphStyle::Item,
            room: 0,
            prefix: 0,
        });
        let style = *texts.sheet().get(paragraph_style);
        let em = style.size.points();
        let left = left_of_text(level, look, &style, hanging);
        let (format, pattern) = pattern(number_style, level);
        let pattern = below(&self.prefixes[prefix], &pattern);
        let mut result = dx::Level::new(
            level,
            dx::Start::new(1),
            dx::NumberFormat::new(format),
            dx::LevelText::new(pattern),
            dx::LevelJc::new("left"),
        );
        if number_style == NumberStyle::Outline {
            // Levels above count in digits here even if they are written 一、 themselves.
            result = result.is_lgl();
        }
        if hanging > 0 {
            result = result.indent(
                Some(left),
                Some(dx::SpecialIndentType::Hanging(hanging)),
                None,
                None,
            );
            // A number wider than its room goes on to the next of these, not to the next stop of the page.
            for stop in 1..=6 {
                let at = left + twips(em * 0.5 * stop as f32);
                let tab = dx::Tab::new().val(dx::TabValueType::Num);
                result.paragraph_property = result
                    .paragraph_property
                    .add_tab(tab.pos(usize::try_from(at).unwrap_or_default()));
            }
        } else {
            let gap = gap_after(&printed_number(number_style, &[1])) > 0.0;
            result = result.suffix(if gap {
                dx::LevelSuffixType::Space
            } else {
                dx::LevelSuffixType::Nothing
            });
        }
        let base = Face::of(style.family, style.bold);
        let face = texts.one_face(base, &examples(number_style));
        if face != base {
            result = result.fonts(fonts_of(run_font(face, texts.embed())));
            result = match (base.is_bold(), face.is_bold()) {
                (false, true) => result.bold(),
                (true, false) => result.disable_bold(),
                _ => result,
            };
        }
        result
    }
}

impl Running {
    /// Counts one line of `level`; false, with nothing changed, if Word's number would not be the document's.
    fn next(&mut self, level: usize, number: &Number) -> bool {
        let value = match (self.begun[level], self.fresh || self.starts[level] == 1) {
            (true, _) => self.values[level].saturating_add(1),
            (false, true) => self.values[level],
            // Whether a level starts again from 1 or from its own start is told differently.
            (false, false) => return false,
        };
        let mut values = self.values;
        values[level] = value;
        let own = printed_number(number.style, &values[..=level]);
        if value != number.value || below(&number.prefix, &own) != number.text {
            return false;
        }
        self.values = values;
        self.begun[level] = true;
        self.fresh = false;
        for deeper in level + 1..LEVELS {
            self.values[deeper] = 1;
            self.begun[deeper] = false;
        }
        true
    }
}

/// A number below another: 13.2 and 1 make 13.2.1.
fn below(prefix: &str, number: &str) -> String {
    if prefix.is_empty() {
        number.to_owned()
    } else {
        format!("{prefix}.{number}")
    }
}

fn counted(counter: usize, level: usize) -> Placed {
    Placed::Counted {
        num_id: FIRST_ID + counter,
        level,
    }
}

fn level_of(number: &Number) -> usize {
    usize::from(number.level).min(LEVELS - 1)
}

/// Whether Word surely prints this number like us. Its Chinese numbers differ from ours from 100 on (〇 or 零), its
/// circles end at ⑩ or ⑳ by version.
fn counts_alike(style: NumberStyle, value: u32) -> bool {
    match style {
        NumberStyle::ChineseComma | NumberStyle::ChineseParens | NumberStyle::Article => {
            (1..100).contains(&value)
        }
        NumberStyle::Circled => (1..=10).contains(&value),
        NumberStyle::None => false,
        NumberStyle::DecimalComma
        | NumberStyle::DecimalDot
        | NumberStyle::DecimalParen
        | NumberStyle::DecimalParens
        | NumberStyle::Outline => value <= i32::MAX.cast_unsigned(),
    }
}

/// Calls `visit` for each numbered line in the order in which lines are written.
fn each_number<'a>(document: &'a PrintDocument, visit: &mut dyn FnMut(&'a Number, ParagraphStyle)) {
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        match block {
            Block::Paragraph(paragraph) => {
                if let Some(number) = &paragraph.number {
                    visit(number, paragraph.style);
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                // What a covered cell holds is not written.
                for cell in cells.filter(|cell| cell.merge != Merge::Continue) {
                    for paragraph in &cell.paragraphs {
                        if let Some(number) = &paragraph.number {
                            visit(number, paragraph.style);
                        }
                    }
                }
            }
            Block::Contents { .. }
            | Block::Index(_)
            | Block::Chart(_)
            | Block::Space(_)
            | Block::Logo { .. } => {}
        }
    }
}

/// Where the text of a level begins, twips: levels above that do not occur are as wide as this one.
fn left_of_text(level: usize, look: &ListLook, style: &Style, hanging: i32) -> i32 {
    let above = look[..level].iter();
    let above: i32 = above
        .map(|level| level.map_or(hanging, |look| look.room))
        .sum();
    twips(style.indent * style.size.points()) + above + hanging
}

/// The room that a number hangs in, twips: what the style gives it, or more if it is wider; 0 if it does not hang.
fn room(number: &Number, style: &Style) -> i32 {
    if !hangs(style) {
        return 0;
    }
    let em = style.size.points();
    let base = Face::of(style.family, style.bold);
    let advance = |c| EmbeddedFonts.advance(resolve(base, c).unwrap_or(base), c);
    let width: f32 = number.text.chars().map(advance).sum();
    twips(style.level_indent * em).max(twips((width + gap_after(&number.text)) * em) + 1)
}

/// Whether numbers of a style hang in an indent of their own, as in our own layout.
pub(super) fn hangs(style: &Style) -> bool {
    style.level_indent > 0.0 && matches!(style.align, Align::Justified | Align::Left)
}

/// The gap after a number, em: what ends in punctuation has its space already.
pub(super) fn gap_after(number: &str) -> f32 {
    match number.chars().next_back() {
        Some('\u{3001}' | '\u{ff09}' | '.') | None => 0.0,
        Some(_) => NUMBER_GAP,
    }
}

/// Word's format of the counter, and its pattern with %1 for the number of level 0 and so on.
fn pattern(style: NumberStyle, level: usize) -> (&'static str, String) {
    let place = format!("%{}", level + 1);
    let around = |numeral: &str| printed_number(style, &[1]).replacen(numeral, &place, 1);
    match style {
        NumberStyle::DecimalComma
        | NumberStyle::DecimalDot
        | NumberStyle::DecimalParen
        | NumberStyle::DecimalParens => ("decimal", around("1")),
        NumberStyle::ChineseComma | NumberStyle::ChineseParens | NumberStyle::Article => {
            ("chineseCountingThousand", around(&chinese_numeral(1)))
        }
        NumberStyle::Circled => ("decimalEnclosedCircleChinese", place),
        NumberStyle::Outline => {
            let levels: Vec<String> = (1..=level + 1).map(|level| format!("%{level}")).collect();
            ("decimal", levels.join("."))
        }
        NumberStyle::None => ("none", String::new()),
    }
}

/// Every character that the first numbers of a style are made of.
fn examples(style: NumberStyle) -> String {
    (1..=20)
        .chain([30, 40, 50, 60, 70, 80, 90])
        .filter(|&value| counts_alike(style, value))
        .map(|value| printed_number(style, &[value]))
        .collect()
}
