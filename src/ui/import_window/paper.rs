//! Texts broken into lines by our own widths, so that the height of every line is known without laying it out.
//!
//! Only what is on the screen is drawn, of 40,000 lines of any height; that needs all heights beforehand, and laying
//! out 2 MB of text for each new width would take seconds. Widths of Chinese characters are all the same.

use crate::import::SourceLine;
use egui::{Context, FontId};
use std::collections::HashMap;
use std::ops::Range;

/// Widths of the characters of one font and size.
#[derive(Debug)]
pub(super) struct Widths {
    font: FontId,
    ascii: [f32; 128],
    full: f32,
    other: HashMap<char, f32>,
}

impl Widths {
    /// Asks the font once.
    pub(super) fn of(ctx: &Context, font: FontId) -> Widths {
        let mut widths = Widths {
            ascii: [0.0; 128],
            full: 0.0,
            other: HashMap::new(),
            font,
        };
        ctx.fonts_mut(|fonts| {
            for (code, width) in (0u8..128).zip(&mut widths.ascii) {
                *width = fonts.glyph_width(&widths.font, char::from(code));
            }
            widths.full = fonts.glyph_width(&widths.font, '\u{4e00}');
        });
        widths.ascii[usize::from(b'\t')] = widths.ascii[usize::from(b' ')] * 4.0;
        widths
    }

    /// The font.
    pub(super) fn font(&self) -> &FontId {
        &self.font
    }

    fn width(&mut self, ctx: &Context, c: char) -> f32 {
        match c {
            '\0'..='\u{7f}' => self.ascii[c as usize],
            '\u{3000}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => self.full,
            _ => *self
                .other
                .entry(c)
                .or_insert_with(|| ctx.fonts_mut(|fonts| fonts.glyph_width(&self.font, c))),
        }
    }

    /// Where the lines of `text` begin if none is wider than `width` points, each as a byte; the first is 0.
    pub(super) fn breaks(
        &mut self,
        ctx: &Context,
        text: &str,
        width: f32,
        breaks: &mut Vec<usize>,
    ) {
        breaks.clear();
        breaks.push(0);
        let mut line = 0;
        let mut filled = 0.0;
        // Where the line could be broken, and how wide it is up to there.
        let mut chance = (0, 0.0);
        let mut last = '\n';
        for (at, c) in text.char_indices() {
            let own = self.width(ctx, c);
            if may_break(last, c) {
                chance = (at, filled);
            }
            if c == '\n' || filled + own > width && at > line {
                let (next, before) = if c == '\n' {
                    (at + 1, filled + own)
                } else if chance.0 > line {
                    chance
                } else {
                    (at, filled)
                };
                breaks.push(next);
                line = next;
                filled -= before;
                chance = (line, 0.0);
            }
            filled += own;
            last = c;
        }
    }
}

/// Between two Chinese characters, and at blanks; not inside of Latin words, not before a sign that ends something.
fn may_break(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    !(ends(after) || begins(before) || latin(before) && latin(after))
}

fn ends(c: char) -> bool {
    matches!(
        c,
        '\u{3001}'
            | '\u{3002}'
            | '\u{ff0c}'
            | '\u{ff1b}'
            | '\u{ff1a}'
            | '\u{ff1f}'
            | '\u{ff01}'
            | '\u{ff09}'
            | '\u{300d}'
            | '\u{300f}'
            | '\u{300b}'
            | '\u{3011}'
            | '\u{3015}'
            | '\u{201d}'
            | '\u{2019}'
            | '\u{ff05}'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
            | '%'
            | '!'
            | '?'
    )
}

fn begins(c: char) -> bool {
    matches!(
        c,
        '\u{ff08}'
            | '\u{300c}'
            | '\u{300e}'
            | '\u{300a}'
            | '\u{3010}'
            | '\u{3014}'
            | '\u{201c}'
            | '\u{2018}'
            | '('
    )
}

/// Rows of cells that stand one below the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The lines.
    pub lines: Range<usize>,
    /// The share of the width that each column has; they sum up to 1.
    pub columns: Vec<f32>,
}

impl Table {
    /// The tables of a source: rows with the same number of cells share their columns.
    pub fn all(lines: &[SourceLine]) -> Vec<Table> {
        let mut tables: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.is_row) {
            let cells = line.text.split('\t').map(|cell| cell.chars().count());
            let cells: Vec<usize> = cells.map(|count| count.clamp(3, 36)).collect();
            match tables.last_mut() {
                Some((range, columns))
                    if range.end == at
                        && columns.len() == cells.len()
                        && lines[range.start].file == line.file =>
                {
                    range.end = at + 1;
                    for (column, cell) in columns.iter_mut().zip(cells) {
                        *column = (*column).max(cell);
                    }
                }
                _ => tables.push((at..at + 1, cells)),
            }
        }
        let shares = |columns: Vec<usize>| {
            let sum: usize = columns.iter().sum();
            let columns = columns.into_iter();
            columns.map(|it| it as f32 / sum.max(1) as f32).collect()
        };
        tables
            .into_iter()
            .map(|(lines, columns)| Table {
                lines,
                columns: shares(columns),
            })
            .collect()
    }

    /// The table in which a line stands.
    pub fn of_line(tables: &[Table], line: usize) -> Option<&Table> {
        let after = tables.partition_point(|table| table.lines.start <= line);
        let table = tables.get(after.checked_sub(1)?)?;
        table.lines.contains(&line).then_some(table)
    }
}

/// Where things of different heights stand below each other.
#[derive(Debug, Default)]
pub(super) struct Stack {
    /// Upper edges, and the lower edge of the last.
    edges: Vec<f64>,
}

impl Stack {
    /// Puts things of these heights below each other.
    pub(super) fn of(heights: impl Iterator<Item = f32>) -> Stack {
        let mut edges = vec![0.0];
        let mut sum = 0.0;
        edges.extend(heights.map(|height| {
            sum += f64::from(height);
            sum
        }));
        Stack { edges }
    }

    /// The height of all.
    pub(super) fn height(&self) -> f32 {
        self.edges.last().map_or(0.0, |edge| *edge as f32)
    }

    /// The upper edge of one.
    pub(super) fn top(&self, at: usize) -> f32 {
        let edge = self.edges.get(at).or(self.edges.last());
        edge.map_or(0.0, |edge| *edge as f32)
    }

    /// The ones that can be seen between two heights.
    pub(super) fn between(&self, top: f32, bottom: f32) -> Range<usize> {
        let count = self.edges.len().saturating_sub(1);
        let first = self.edges.partition_point(|edge| *edge <= f64::from(top));
        let last = self.edges.partition_point(|edge| *edge < f64::from(bottom));
        first.saturating_sub(1).min(count)..last.min(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Source;
    use crate::ui::theme;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let ctx = Context::default();
        theme::apply(&ctx);
        let mut found = Vec::new();
        let output = ctx.run_ui(Default::default(), |ui| {
            let mut widths = Widths::of(ui.ctx(), FontId::proportional(10.0));
            assert_eq!(widths.full, 10.0, "a Chinese character is as wide as high");
            widths.breaks(ui.ctx(), text, width, &mut found);
        });
        output.drop_without_applying_deltas();
        let ends = found.iter().skip(1).copied().chain([text.len()]);
        let ranges = found.iter().zip(ends);
        ranges
            .map(|(&from, to)| text.get(from..to).expect("a break").to_owned())
            .collect()
    }

    #[test]
    fn lines_are_filled_and_none_begins_with_a_sign_that_ends_something() {
        assert_eq!(
            lines("负责盘点和上报。", 35.0),
            ["负责盘", "点和上", "报。"]
        );
        assert_eq!(lines("负责盘，点", 35.0), ["负责", "盘，点"]);
        assert_eq!(lines("负责ERPX系统", 40.0), ["负责", "ERPX系", "统"]);
        assert_eq!(lines("一\n二", 100.0), ["一\n", "二"]);
        assert_eq!(lines("", 100.0), [""]);
    }

    #[test]
    fn rows_of_as_many_cells_are_one_table() {
        let source = Source::from_text("岗位\t职责\n主管\t负责全部现场的巡查\n正文\n甲\t乙\t丙");
        let tables = Table::all(&source.lines);
        assert_eq!(tables.len(), 2);
        assert_eq!(tables[0].lines, 0..2);
        assert!(tables[0].columns[1] > tables[0].columns[0]);
        assert_eq!(Table::of_line(&tables, 2), None);
        assert_eq!(Table::of_line(&tables, 3), Some(&tables[1]));
    }

    #[test]
    fn a_stack_knows_what_is_seen() {
        let stack = Stack::of([10.0, 20.0, 30.0].into_iter());
        assert_eq!(stack.height(), 60.0);
        assert_eq!(stack.between(0.0, 5.0), 0..1);
        assert_eq!(stack.between(10.0, 31.0), 1..3);
        assert_eq!(stack.between(55.0, 500.0), 2..3);
        assert_eq!(stack.top(2), 30.0);
        assert_eq!(Stack::default().between(0.0, 9.0), 0..0);
    }
}
