//! How high blocks will be at most, without fonts and without layout.
//!
//! What must stand on one page is chosen while composing, for every use of it alike: pages, Word, preview. A hanzi is
//! as wide as its type is high, no sign of punctuation gives way, and a Latin letter is as wide as the widest of its kind
//! in any face. So the estimate may be too high, but not too low; a test compares it with real pages.

use super::blocks::{Block, Cell, PageSetup, Paragraph, Row, Span, Table};
use super::styles::{CELL_PAD, ParagraphStyle, StyleSheet};

/// Space left and right of a cell's text, pt; as layout has it.
const PAD_SIDE: f32 = 5.4;
/// Height that a rule adds to the content of a row in Word's manner of counting, pt.
const RULE: f32 = 0.5;
/// Between a number and its text, em.
const NUMBER_GAP: f32 = 0.5;
/// Space between a hanzi and a Latin letter, em.
const BETWEEN: f32 = 0.25;
/// Share of the page that is used: other programs' pages differ a little from ours.
const SHARE: f32 = 0.97;

/// True if the blocks surely stand on one page.
pub(super) fn fits_one_page(blocks: &[Block], page: &PageSetup, styles: &StyleSheet) -> bool {
    let room = page.height.points() - page.top.points() - page.bottom.points();
    let width = page.text_width().points();
    let mut height = 0.0;
    for block in blocks {
        height += block_height(block, width, styles);
        if height > room * SHARE {
            return false;
        }
    }
    true
}

/// Height of a block in a text `width` pt wide, at most.
pub(super) fn block_height(block: &Block, width: f32, styles: &StyleSheet) -> f32 {
    match block {
        Block::Paragraph(one) => paragraphs_height(std::slice::from_ref(one), width, styles),
        Block::Table(table) => table_height(table, width, styles),
        Block::Space(height) => height.points(),
        // None of them is part of a sheet.
        Block::Contents { .. } | Block::Index(_) | Block::Chart(_) | Block::Logo { .. } => 0.0,
    }
}

/// Pages that a table takes below something `above` pt high if its rows but the heading are at least `least` pt high.
pub(super) fn n_pages(
    table: &Table,
    above: f32,
    least: f32,
    page: &PageSetup,
    styles: &StyleSheet,
) -> usize {
    let room = (page.height.points() - page.top.points() - page.bottom.points()) * SHARE;
    let scale = scale(table, page.text_width().points());
    let height = |row| row_height(row, table, scale, styles);
    let (head, rows) = table.rows.split_at(table.header_rows.min(table.rows.len()));
    let head: f32 = head.iter().map(height).sum();
    let (mut pages, mut used) = (1, above + head);
    for row in rows {
        let height = height(row).max(least);
        if used + height > room && used > head {
            pages += 1;
            used = head;
        }
        used += height;
    }
    pages
}

/// Height of paragraphs below each other in one box.
fn paragraphs_height(paragraphs: &[Paragraph], width: f32, styles: &StyleSheet) -> f32 {
    let steps = level_steps(paragraphs, styles);
    let height = |paragraph: &Paragraph| {
        let style = styles.get(paragraph.style);
        style.before + lines(paragraph, &steps, width, styles) * style.line + style.after
    };
    paragraphs.iter().map(height).sum()
}

/// How far each level of numbered paragraphs is indented, em: as the style says, or the widest number if that is more.
fn level_steps(paragraphs: &[Paragraph], styles: &StyleSheet) -> Vec<f32> {
    let mut steps: Vec<f32> = Vec::new();
    for paragraph in paragraphs {
        let Some(number) = &paragraph.number else {
            continue;
        };
        let least = styles.get(paragraph.style).level_indent;
        let level = usize::from(number.level);
        if steps.len() <= level {
            steps.resize(level + 1, least);
        }
        steps[level] = steps[level].max(text_width(&number.text) + NUMBER_GAP);
    }
    steps
}

fn table_height(table: &Table, width: f32, styles: &StyleSheet) -> f32 {
    let scale = scale(table, width);
    let rows = table.rows.iter();
    rows.map(|row| row_height(row, table, scale, styles)).sum()
}

/// What the columns of a table are narrowed by in a text `width` pt wide.
pub(super) fn scale(table: &Table, width: f32) -> f32 {
    let whole: f32 = table.columns.iter().map(|column| column.points()).sum();
    if whole > width { width / whole } else { 1.0 }
}

/// Height of a row of a table narrowed by `scale`, at most.
pub(super) fn row_height(row: &Row, table: &Table, scale: f32, styles: &StyleSheet) -> f32 {
    let one_line = styles.get(ParagraphStyle::Cell).line + 2.0 * CELL_PAD;
    let mut content = one_line;
    let mut first = 0;
    for cell in &row.cells {
        let columns = table.columns.iter().skip(first).take(cell.span);
        let width: f32 = columns.map(|column| column.points() * scale).sum();
        first += cell.span;
        content = content.max(cell_height(cell, width, styles));
    }
    row.min_height.points().max(content + RULE)
}

fn cell_height(cell: &Cell, width: f32, styles: &StyleSheet) -> f32 {
    let pad = PAD_SIDE.min(width * 0.1);
    paragraphs_height(&cell.paragraphs, width - 2.0 * pad, styles) + 2.0 * CELL_PAD
}

/// Most lines that a paragraph takes, `steps` being the indents of its list's levels; at least one.
fn lines(paragraph: &Paragraph, steps: &[f32], width: f32, styles: &StyleSheet) -> f32 {
    let style = styles.get(paragraph.style);
    let levels = paragraph.number.as_ref();
    let levels = levels.map_or(0, |number| usize::from(number.level) + 1);
    let indent = style.indent + steps.iter().take(levels).sum::<f32>();
    let em = style.size.points().max(1.0);
    let room = (width / em - indent).max(1.0);
    let mut count = 0.0;
    let fed = |span: &Span| span.text.as_bytes().contains(&b'\n');
    // No byte takes more than its em: a short value needs no second look.
    let bytes: usize = paragraph.spans.iter().map(|span| span.text.len()).sum();
    if bytes as f32 * (1.0 + BETWEEN) + style.first_indent <= room
        && !paragraph.spans.iter().any(fed)
    {
        return 1.0;
    }
    let text: String = paragraph
        .spans
        .iter()
        .map(|span| span.text.as_str())
        .collect();
    for line in text.split('\n') {
        count += wrapped(line, room, style.first_indent);
    }
    f32::max(count, 1.0)
}

/// Most lines of a text without line feeds; `room` and `indent` in em.
fn wrapped(text: &str, room: f32, indent: f32) -> f32 {
    let whole: f32 = indent + text_width(text);
    if whole <= room {
        return 1.0;
    }
    let (mut count, mut at) = (1.0, indent);
    // What is not torn: signs with what they belong to, a Latin word, a number with its unit.
    let mut unit = 0.0;
    let mut put = |unit: &mut f32| {
        let width = std::mem::take(unit);
        if at + width > room {
            count += 1.0 + (width / room).floor();
            at = width % room;
        } else {
            at += width;
        }
    };
    let mut before = Kind::Space;
    for c in text.chars() {
        let kind = Kind::of(c);
        let whole = matches!(
            (before, kind),
            (Kind::Open, _)
                | (_, Kind::Close)
                | (Kind::Latin | Kind::Number, Kind::Latin | Kind::Number)
                | (Kind::Number, Kind::Hanzi)
        );
        if !whole {
            put(&mut unit);
        }
        if before.is_latin() != kind.is_latin() && before != Kind::Space && kind != Kind::Space {
            unit += BETWEEN;
        }
        unit += advance(c);
        before = kind;
    }
    put(&mut unit);
    count
}

/// What a character is for the breaking of lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Hanzi,
    Latin,
    Number,
    Space,
    /// Does not end a line.
    Open,
    /// Does not begin a line.
    Close,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            '0'..='9' => Kind::Number,
            c if c.is_whitespace() => Kind::Space,
            c if c.is_ascii() => Kind::Latin,
            // Brackets and quotation marks that open.
            '\u{ff08}' | '\u{3014}' | '\u{3010}' | '\u{300a}' | '\u{3008}' | '\u{300c}'
            | '\u{300e}' | '\u{201c}' | '\u{2018}' => Kind::Open,
            c if c.is_alphanumeric() => Kind::Hanzi,
            _ => Kind::Close,
        }
    }

    fn is_latin(self) -> bool {
        matches!(self, Kind::Latin | Kind::Number)
    }
}

/// Width of a text on one line at most, em.
pub(super) fn text_width(text: &str) -> f32 {
    let (mut width, mut changes) = (0.0, 0.0);
    // Whether the character before is Latin, once there is one.
    let mut before = None;
    for c in text.chars() {
        let latin = c.is_ascii();
        width += if latin { advance(c) } else { 1.0 };
        if before == Some(!latin) {
            changes += 1.0;
        }
        before = Some(latin);
    }
    width + changes * BETWEEN
}

/// Width of a character at most, em: of the widest in its class in any of our faces, bold ones too. The faces of Word that
/// take their place are not wider.
fn advance(c: char) -> f32 {
    match c {
        'W' => 1.1,
        'M' | 'm' | '@' | '%' => 1.01,
        'H' | 'w' | '&' => 0.88,
        'A'..='Z' if c != 'I' => 0.82,
        'I' | 'i' | 'j' | 'l' | 'f' | 't' => 0.43,
        '!' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | '[' | '\\' | ']' | '{'
        | '|' | '}' | ' ' => 0.4,
        '0'..='9' => 0.6,
        c if c.is_ascii() => 0.69,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Number;
    use crate::model::settings::NumberStyle;

    #[test]
    fn a_text_takes_as_many_lines_as_its_width_asks_for() {
        assert_eq!(wrapped(&"岗".repeat(10), 10.0, 0.0), 1.0);
        assert_eq!(wrapped(&"岗".repeat(11), 10.0, 0.0), 2.0);
        assert_eq!(wrapped(&"岗".repeat(20), 10.0, 0.0), 2.0);
        assert_eq!(wrapped(&"岗".repeat(20), 10.0, 2.0), 3.0);
        assert_eq!(wrapped("", 10.0, 2.0), 1.0);
    }

    #[test]
    fn signs_go_with_what_they_belong_to_and_numbers_with_their_unit() {
        let nine = "岗".repeat(9);
        // The last of ten goes on with the comma behind it, a bracket with what it opens.
        assert_eq!(wrapped(&format!("{nine}位，{nine}"), 10.0, 0.0), 3.0);
        assert_eq!(wrapped(&format!("{nine}（{nine}"), 10.0, 0.0), 2.0);
        assert_eq!(wrapped(&format!("{nine}位{nine}，"), 10.0, 0.0), 2.0);
        assert_eq!(wrapped(&format!("岗位岗位岗位岗5日{nine}"), 10.0, 0.0), 2.0);
        assert_eq!(
            wrapped(&format!("岗位岗位岗位岗位5日{nine}"), 10.0, 0.0),
            3.0
        );
    }

    #[test]
    fn a_word_wider_than_the_line_is_counted_in_all_its_lines() {
        assert!(wrapped(&"W".repeat(100), 12.0, 0.0) >= 10.0);
        assert!(wrapped(&"W".repeat(100), 0.1, 0.0) >= 100.0);
    }

    #[test]
    fn texts_beside_the_widest_number_of_their_list_have_that_much_less_room() {
        let styles = StyleSheet::of(&crate::model::settings::DocumentSettings::default());
        let item = |number: &str| Paragraph {
            style: ParagraphStyle::CellItem,
            number: Some(Number {
                text: number.into(),
                list: 0,
                level: 0,
                style: NumberStyle::default(),
                value: 1,
                prefix: String::new(),
            }),
            spans: vec![Span {
                text: "岗".repeat(20),
                ..Span::default()
            }],
            ..Paragraph::default()
        };
        let style = styles.get(ParagraphStyle::CellItem);
        let width = (20.0 + 2.5 + style.indent) * style.size.points();
        let height = |numbers: &[&str]| {
            let items: Vec<Paragraph> = numbers.iter().map(|number| item(number)).collect();
            paragraphs_height(&items, width, &styles) / style.line
        };
        let close = |a: f32, b: f32| (a - b).abs() < 0.01;
        let one = height(&["1、"]);
        assert!(close(height(&["1、", "2、"]), 2.0 * one), "{one}");
        let wide = height(&["第一条", "第二十一条"]);
        assert!(close(wide, 2.0 * (one + 1.0)), "{wide} beside {one}");
    }
}
