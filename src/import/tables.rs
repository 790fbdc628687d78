//! Rows of tables: which are headers, and which stand below one.
//!
//! A form (岗位名称 | 库管员 | 编号 | …) has no header; its cells are read like lines. A list (序号 | 职责 | 标准)
//! has one, and its cells get their meaning from the column.

use super::draft::{ReadAs, SectionKind};
use super::flow::Flow;
use super::headings::title_of;
use super::lexicon::{Column, Label, Title, lexicon};
use super::markers::{chinese_number, is_colon};
use super::plain::{LabelAt, label_of};
use super::squeeze::Squeezed;
use crate::model::Field;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Names the columns below it.
    Header,
    /// Stands below a header.
    Data(Arc<Table>),
}

/// A table with a header.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    columns: BTreeMap<usize, Column>,
}

impl Table {
    pub(super) fn column(&self, at: usize) -> Option<Column> {
        self.columns.get(&at).copied()
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.values().any(|other| *other == column)
    }

    /// True if each row is a role.
    pub(super) fn lists_roles(&self) -> bool {
        self.has(Column::Label(Label::RoleName))
    }

    /// Beside the names of roles, the number column whose header is a label too (编号) holds the codes of the roles.
    fn name_codes(&mut self, cells: &[Flow]) {
        for cell in cells {
            let column = cell.column.and_then(|at| self.columns.get_mut(&at));
            let label = Squeezed::new(&cell.text, 12).and_then(|it| lexicon().label(&it.text));
            if let (Some(column @ Column::Number), Some(label)) = (column, label) {
                *column = Column::Label(label);
            }
        }
    }

    fn is_list(&self) -> bool {
        let duties = Column::Title(Title::Section(SectionKind::Duties));
        let matter = [Column::Duty, Column::Task, Column::Kpi, duties];
        self.columns.len() >= 2
            && (matter.iter().any(|column| self.has(*column)) || self.lists_roles())
            && !(self.lists_roles()
                && self
                    .columns
                    .values()
                    .all(|column| matches!(column, Column::Label(_)))
                && self.columns.len() < 3)
    }
}

/// The rows that are headers or stand below one, by line.
///
/// A row of which a person has said what it is stands in no table.
pub(super) fn rows(flows: &[Flow], choices: &BTreeMap<u32, ReadAs>) -> BTreeMap<usize, Row> {
    let mut rows = BTreeMap::new();
    let mut table: Option<Arc<Table>> = None;
    let mut at = 0;
    while let Some(flow) = flows.get(at) {
        let line = flow.line();
        let same_row = |other: &&Flow| other.line() == line && other.column.is_some();
        let count = flows.iter().skip(at).take_while(same_row).count();
        if count == 0 {
            table = None;
            at += 1;
            continue;
        }
        let cells = flows.get(at..at + count).unwrap_or_default();
        let chosen = u32::try_from(line).is_ok_and(|line| choices.contains_key(&line));
        if chosen {
            at += count;
            continue;
        }
        if let Some(header) = header(cells) {
            table = Some(Arc::new(header));
            rows.insert(line, Row::Header);
        } else if let Some(current) = &table {
            if ends_table(cells, current) {
                table = None;
            } else {
                rows.insert(line, Row::Data(Arc::clone(current)));
            }
        }
        at += count;
    }
    rows
}

/// A row of column names; a few of them may be unknown, and what stands below those is a standard.
fn header(cells: &[Flow]) -> Option<Table> {
    let mut table = Table::default();
    let mut unknown = 0;
    for cell in cells {
        let squeezed = Squeezed::new(&cell.text, 12)?;
        match lexicon().column(&squeezed.text) {
            Some(column) => drop(table.columns.insert(cell.column?, column)),
            None if looks_like_label(cell) => unknown += 1,
            None => return None,
        }
    }
    let numbered = table.has(Column::Number);
    let fits = unknown == 0 || (numbered && unknown <= table.columns.len());
    let fits = fits && table.is_list();
    if fits && table.lists_roles() {
        table.name_codes(cells);
    }
    fits.then_some(table)
}

/// The flows that are labels of a form though no word of them is known: they stand where labels stand.
pub(super) fn unknown_labels(flows: &[Flow], rows: &BTreeMap<usize, Row>) -> HashSet<usize> {
    let mut found = HashSet::new();
    // How many known labels stand in each column, and how many of them begin their row or stand behind a title that
    // does. Lines between rows are rows of one cell as often as not, so that forms are not told apart by them.
    let mut known: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, flow) in flows.iter().enumerate() {
        let Some(column) = flow.column.filter(|_| is_known_label(flow)) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|before| flows.get(before));
        let before = before.filter(|it| it.column.is_some() && it.line() == flow.line());
        let leads = before.is_none_or(|it| it.column == Some(0) && title_of(&it.text).is_some());
        let (all, leading) = known.entry(column).or_default();
        *all += 1;
        *leading += usize::from(leads);
    }
    let mut at = 0;
    while at < flows.len() {
        let count = block_length(flows, rows, at);
        labels_of_form(flows, at..at + count, &known, &mut found);
        at += count.max(1);
    }
    found
}

/// How many flows from `at` are cells of one form: rows one after the other, none of a list.
fn block_length(flows: &[Flow], rows: &BTreeMap<usize, Row>, at: usize) -> usize {
    let cells = flows.iter().skip(at);
    cells
        .take_while(|flow| flow.column.is_some() && !rows.contains_key(&flow.line()))
        .count()
}

fn labels_of_form(
    flows: &[Flow],
    block: Range<usize>,
    known: &BTreeMap<usize, (usize, usize)>,
    found: &mut HashSet<usize>,
) {
    let mut at = block.start;
    while at < block.end {
        let line = flows[at].line();
        let row: Vec<usize> = (at..block.end)
            .take_while(|&index| flows[index].line() == line)
            .collect();
        at += row.len();
        let in_row = row.iter().any(|&index| is_known_label(&flows[index]));
        // Whether the cell before is a label that waits for its value.
        let mut waits = false;
        for (place, &index) in row.iter().enumerate() {
            let flow = &flows[index];
            let alone = |other: Option<&usize>| {
                other.is_none_or(|&other| flows[other].column != flow.column)
            };
            let single = alone(row.get(place + 1))
                && alone(place.checked_sub(1).and_then(|before| row.get(before)));
            if is_known_label(flow) || title_of(&flow.text).is_some() {
                waits = is_known_label(flow);
                continue;
            }
            let labels = flow.column.and_then(|column| known.get(&column)).copied();
            let (all, leading) = labels.unwrap_or_default();
            let followed = row.get(place + 1).is_some();
            let fits = all >= 1 && in_row || leading >= 2 && followed;
            if !waits && single && fits && looks_like_label(flow) {
                found.insert(index);
                waits = true;
            } else {
                waits = false;
            }
        }
    }
}

/// A cell that is a known label and nothing else.
pub(super) fn is_known_label(flow: &Flow) -> bool {
    label_of(&flow.text).is_some_and(|label| label.len == flow.text.len())
}

/// The field of a cell that is its label.
pub(super) fn known_field(flow: &Flow) -> Option<Field> {
    let label = label_of(&flow.text).filter(|label| label.len == flow.text.len())?;
    match label.label {
        Label::Field(field) => Some(field),
        _ => None,
    }
}

/// A short word without figures and sentence marks; 职责一 is a number.
fn looks_like_label(flow: &Flow) -> bool {
    let bare = flow.text.trim_end_matches(is_colon);
    Squeezed::new(bare, 10).is_some_and(|squeezed| {
        let count = squeezed.text.chars().count();
        let word =
            |c: char| c.is_alphabetic() || matches!(c, '/' | '(' | ')' | '\u{ff08}' | '\u{ff09}');
        let last = squeezed.text.char_indices().next_back();
        let number = last.and_then(|(at, _)| chinese_number(squeezed.text.get(at..)?));
        number.is_none()
            && count >= 2
            && squeezed.text.chars().all(word)
            && !squeezed.text.is_ascii()
    })
}

/// A row that begins with the title of a section or with a field belongs to the form around the list.
fn ends_table(cells: &[Flow], table: &Table) -> bool {
    let first = cells.first().filter(|cell| cell.column == Some(0));
    first.is_some_and(|cell| {
        let field = matches!(
            label_of(&cell.text).filter(|label| label.len == cell.text.len()),
            Some(LabelAt {
                label: Label::Superior
                    | Label::Subordinates
                    | Label::RoleName
                    | Label::Field(_)
                    | Label::Signature,
                ..
            })
        );
        let own = matches!(table.column(0), Some(Column::Label(_)));
        title_of(&cell.text).is_some() || (field && !own && cells.len() >= 2)
    })
}
