//! Tables that were copied out cell by cell, one cell a line: they are given their rows and columns back.
//!
//! Only the plainest shape is sure enough: two or more known heads, then rows that begin with 1, 2, 3 … and hold one
//! cell for each head.

use super::draft::ReadAs;
use super::flow::Flow;
use super::headings::{heading_of, title_of};
use super::lexicon::{Column, Label, lexicon};
use super::markers::marker_at;
use super::plain::label_of;
use super::squeeze::{is_finished, squeezed_text};
use std::collections::BTreeMap;

/// The most columns that are looked for.
const WIDEST: usize = 6;

/// Makes rows of flows that were the cells of a table, unless a person has said what one of their lines is.
pub(super) fn rebuild(flows: &mut [Flow], choices: &BTreeMap<u32, ReadAs>) {
    let mut at = 0;
    while at < flows.len() {
        at += match table_at(flows, at, choices) {
            Some(table) => {
                table.give(flows, at);
                table.len()
            }
            None => 1,
        };
    }
}

/// 岗位名称, 所在部门, 直接上级 and then their three values: each value behind its label. Only as many values as labels,
/// up to a line of another kind, are sure enough.
pub(super) fn pair_columns(flows: &mut [Flow], choices: &BTreeMap<u32, ReadAs>) {
    let mut at = 0;
    while at < flows.len() {
        let count = labels_in_a_row(flows.get(at..).unwrap_or_default(), choices);
        let values = flows.get(at + count..).unwrap_or_default();
        let values = values.iter().take_while(|flow| is_value(flow, choices));
        if count >= LABELS && values.take(count + 1).count() == count {
            let pairs = flows.get_mut(at..at + 2 * count).unwrap_or_default();
            let order: Vec<Flow> = (0..count)
                .flat_map(|index| [index, index + count])
                .map(|index| pairs[index].clone())
                .collect();
            pairs.clone_from_slice(&order);
            at += 2 * count;
        } else {
            at += count.max(1);
        }
    }
}

/// So many labels in a row are the first column of a form.
const LABELS: usize = 3;

fn labels_in_a_row(flows: &[Flow], choices: &BTreeMap<u32, ReadAs>) -> usize {
    let label = |flow: &&Flow| {
        let text = squeezed_text(&flow.text, 12).filter(|_| is_free(flow, choices));
        text.is_some_and(|text| {
            let known = lexicon().label(&text);
            known.is_some_and(|it| !matches!(it, Label::Demand(_) | Label::Signature))
                && lexicon().title(&text).is_none()
        })
    };
    flows.iter().take_while(label).count()
}

fn is_value(flow: &Flow, choices: &BTreeMap<u32, ReadAs>) -> bool {
    let text = flow.text.as_str();
    is_free(flow, choices)
        && text.chars().count() <= 40
        && label_of(text).is_none()
        && title_of(text).is_none()
        && heading_of(text).is_none()
        && marker_at(text).is_none()
        && !is_finished(text)
}

/// A table of `rows` rows below `heads` heads.
struct FlatTable {
    heads: usize,
    /// Whether the numbers of the rows have a head of their own.
    numbered: bool,
    rows: usize,
}

impl FlatTable {
    /// Cells of a row, its number among them.
    fn width(&self) -> usize {
        self.heads + usize::from(!self.numbered)
    }

    fn len(&self) -> usize {
        self.heads + self.rows * self.width()
    }

    fn give(&self, flows: &mut [Flow], at: usize) {
        let unnumbered = usize::from(!self.numbered);
        let (heads, cells) = flows
            .get_mut(at..at + self.len())
            .unwrap_or_default()
            .split_at_mut(self.heads);
        let rows = std::iter::once((heads, unnumbered));
        let rows = rows.chain(cells.chunks_mut(self.width()).map(|row| (row, 0)));
        for (row, first) in rows {
            let line = row.first().map_or(0, Flow::line);
            for (column, cell) in row.iter_mut().enumerate() {
                cell.put_in_row(line, column + first);
            }
        }
    }
}

fn table_at(flows: &[Flow], at: usize, choices: &BTreeMap<u32, ReadAs>) -> Option<FlatTable> {
    let heads: Vec<Column> = flows
        .iter()
        .skip(at)
        .take(WIDEST)
        .map_while(|flow| head_of(flow, choices))
        .collect();
    if heads.len() < 2 {
        return None;
    }
    let mut table = FlatTable {
        heads: heads.len(),
        numbered: heads.first() == Some(&Column::Number),
        rows: 0,
    };
    let body = flows.get(at + table.heads..)?;
    for row in body.chunks_exact(table.width()) {
        let (number, cells) = row.split_first()?;
        let counts = number_of(number, choices) == Some(table.rows + 1);
        let text = |cell: &Flow| is_free(cell, choices) && number_of(cell, choices).is_none();
        if !counts || !cells.iter().all(text) {
            break;
        }
        table.rows += 1;
    }
    (table.rows >= 2).then_some(table)
}

fn is_free(flow: &Flow, choices: &BTreeMap<u32, ReadAs>) -> bool {
    let line = u32::try_from(flow.line()).ok();
    flow.column.is_none() && line.is_none_or(|line| !choices.contains_key(&line))
}

fn head_of(flow: &Flow, choices: &BTreeMap<u32, ReadAs>) -> Option<Column> {
    let text = squeezed_text(&flow.text, 12).filter(|_| is_free(flow, choices))?;
    lexicon().column(&text)
}

fn number_of(flow: &Flow, choices: &BTreeMap<u32, ReadAs>) -> Option<usize> {
    let digits = flow.text.len() <= 2 && flow.text.bytes().all(|c| c.is_ascii_digit());
    let number = flow.text.parse().ok();
    number.filter(|_| digits && is_free(flow, choices))
}
