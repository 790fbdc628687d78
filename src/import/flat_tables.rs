//! Tables that were copied out cell by cell, one cell a line: they are given their rows and columns back.
//!
//! Only the plainest shape is sure enough: two or more known heads, then rows that begin with 1, 2, 3 … and hold one
//! cell for each head.

use super::draft::ReadAs;
use super::flow::Flow;
use super::lexicon::{Column, lexicon};
use super::squeeze::squeezed_text;
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
