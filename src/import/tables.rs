//! Rows of tables: which are headers, and which stand below one.
//!
//! A form (岗位名称 | 库管员 | 编号 | …) has no header; its cells are read like lines. A list (序号 | 职责 | 标准)
//! has one, and its cells get their meaning from the column.

use super::draft::{ReadAs, SectionKind};
use super::flow::Flow;
use super::headings::title_of;
use super::lexicon::{Column, Label, Title, lexicon};
use super::squeeze::Squeezed;
use std::collections::BTreeMap;
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
            if ends_table(cells) {
                table = None;
            } else {
                rows.insert(line, Row::Data(Arc::clone(current)));
            }
        }
        at += count;
    }
    rows
}

fn header(cells: &[Flow]) -> Option<Table> {
    let mut table = Table::default();
    for cell in cells {
        let squeezed = Squeezed::new(&cell.text, 12)?;
        let column = lexicon().column(&squeezed.text)?;
        table.columns.insert(cell.column?, column);
    }
    table.is_list().then_some(table)
}

/// A row that begins with the title of a section belongs to the form around the list.
fn ends_table(cells: &[Flow]) -> bool {
    cells
        .first()
        .is_some_and(|cell| cell.column == Some(0) && title_of(&cell.text).is_some())
}
