//! How high blocks will be at most, without fonts and without layout.
//!
//! What must stand on one page is chosen while composing, for every use of it alike: pages, Word, preview. A hanzi is
//! as wide as its type is high; of Latin letters the widest of their kind counts, and each line is taken to lose as much
//! to 禁则 as it can. So the estimate may be too high, but not too low; a test compares it with real pages.

use super::blocks::{Block, Cell, PageSetup, Paragraph, Row, Span, Table};
use super::styles::{CELL_PAD, ParagraphStyle, StyleSheet};

/// Space left and right of a cell's text, pt; as layout has it.
const PAD_SIDE: f32 = 5.4;
/// Height that a rule adds to a row in Word's manner of counting, pt.
const RULE: f32 = 0.5;
/// What the end of a line may lose because the next character must not begin a line, em.
const LOST: f32 = 2.0;
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
        Block::Paragraph(paragraph) => paragraph_height(paragraph, width, styles),
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
        let height = height(row).max(least + RULE);
        if used + height > room && used > head {
            pages += 1;
            used = head;
        }
        used += height;
    }
    pages
}

fn paragraph_height(paragraph: &Paragraph, width: f32, styles: &StyleSheet) -> f32 {
    let style = styles.get(paragraph.style);
    style.before + lines(paragraph, width, styles) * style.line + style.after
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
    let mut height = row.min_height.points().max(one_line);
    let mut first = 0;
    for cell in &row.cells {
        let columns = table.columns.iter().skip(first).take(cell.span);
        let width: f32 = columns.map(|column| column.points() * scale).sum();
        first += cell.span;
        height = height.max(cell_height(cell, width, styles));
    }
    height + RULE
}

fn cell_height(cell: &Cell, width: f32, styles: &StyleSheet) -> f32 {
    let pad = PAD_SIDE.min(width * 0.1);
    let paragraphs = cell.paragraphs.iter();
    let content: f32 = paragraphs
        .map(|paragraph| paragraph_height(paragraph, width - 2.0 * pad, styles))
        .sum();
    content + 2.0 * CELL_PAD
}

/// Most lines that a paragraph takes; at least one.
fn lines(paragraph: &Paragraph, width: f32, styles: &StyleSheet) -> f32 {
    let style = styles.get(paragraph.style);
    let level = paragraph.number.as_ref().map(|number| number.level);
    let hanging = level.map_or(0.0, |level| style.level_indent * (f32::from(level) + 1.0));
    let indent = style.indent + hanging;
    let em = style.size.points().max(1.0);
    // Indents grow with wide numbers, but not beyond this.
    let room = (width / em - indent - if level.is_some() { 1.0 } else { 0.0 }).max(1.0);
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
    let usable = (room - LOST).max(1.0);
    let (mut count, mut at, mut word) = (1.0, indent, 0.0);
    let mut was_word = false;
    let mut put = |width: f32| {
        if at + width > usable {
            count += 1.0 + (width / usable).floor();
            at = width % usable;
        } else {
            at += width;
        }
    };
    for c in text.chars() {
        let in_word = !c.is_whitespace() && c.is_ascii();
        if in_word {
            word += advance(c);
        } else {
            put(word + if was_word { 2.0 * BETWEEN } else { 0.0 });
            word = 0.0;
            put(advance(c));
        }
        was_word = in_word;
    }
    if word > 0.0 {
        put(word + BETWEEN);
    }
    count
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

/// Width of a character at most, em.
fn advance(c: char) -> f32 {
    match c {
        'W' | 'M' | 'm' | 'w' | '@' | '%' | '&' => 1.0,
        'A'..='Z' => 0.8,
        c if c.is_ascii() => 0.65,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_as_many_lines_as_its_width_asks_for() {
        assert_eq!(wrapped(&"岗".repeat(10), 10.0, 0.0), 1.0);
        assert_eq!(wrapped(&"岗".repeat(11), 10.0, 0.0), 2.0);
        // Two lines of ten in truth, if no line loses a character at its end.
        assert_eq!(wrapped(&"岗".repeat(16), 10.0, 0.0), 2.0);
        assert_eq!(wrapped("", 10.0, 2.0), 1.0);
    }

    #[test]
    fn a_word_wider_than_the_line_is_counted_in_all_its_lines() {
        assert!(wrapped(&"W".repeat(100), 12.0, 0.0) >= 10.0);
        assert!(wrapped(&"W".repeat(100), 0.1, 0.0) >= 100.0);
    }
}
