//! A printed document as plain text: what tests compare and what the terminal shows.

use super::blocks::{Block, Paragraph, Part, PrintDocument, Table};

/// Each paragraph on a line of its own, with its number; the cells of a row are separated by tabs, and so is a
/// second paragraph of a cell from the first by a line feed. Parts are separated by an empty line. Headers, footers
/// and the lines of the contents, which only layout knows, are left out.
pub fn plain_text(document: &PrintDocument) -> String {
    let mut text = String::new();
    for part in &document.parts {
        if !text.is_empty() {
            text.push('\n');
        }
        push_part(part, &mut text);
    }
    text
}

/// The same of one part.
pub fn plain_part(part: &Part) -> String {
    let mut text = String::new();
    push_part(part, &mut text);
    text
}

fn push_part(part: &Part, text: &mut String) {
    for block in &part.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                push_paragraph(paragraph, text);
                text.push('\n');
            }
            Block::Table(table) => push_table(table, text),
            Block::Contents { .. } | Block::Space(_) | Block::Logo { .. } => {}
        }
    }
}

fn push_table(table: &Table, text: &mut String) {
    for row in &table.rows {
        for (index, cell) in row.cells.iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            for (index, paragraph) in cell.paragraphs.iter().enumerate() {
                if index > 0 {
                    text.push('\n');
                }
                push_paragraph(paragraph, text);
            }
        }
        text.push('\n');
    }
}

fn push_paragraph(paragraph: &Paragraph, text: &mut String) {
    if let Some(number) = &paragraph.number {
        text.push_str(&number.text);
    }
    for span in &paragraph.spans {
        text.push_str(&span.text);
    }
}
