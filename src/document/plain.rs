//! A printed document as plain text: what tests compare and what the terminal shows.

use super::blocks::{Block, Paragraph, Part, PrintDocument, Span, Table};
use super::diagram::Chart;

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
            Block::Index(lines) => {
                for line in lines {
                    push_spans(&line.spans, text);
                    text.push('\n');
                }
            }
            Block::Chart(chart) => push_chart(chart, text),
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
    push_spans(&paragraph.spans, text);
}

fn push_spans(spans: &[Span], text: &mut String) {
    for span in spans {
        text.push_str(&span.text);
    }
}

/// A line for each box, indented by its depth.
fn push_chart(chart: &Chart, text: &mut String) {
    for (chart_box, depth) in chart.boxes.iter().zip(chart.depths()) {
        text.push_str(&"  ".repeat(depth));
        push_spans(&chart_box.name, text);
        // Functional lines are drawn or named, as there is room.
        if !chart_box.note.is_empty() {
            text.push('\t');
            text.push_str(&chart_box.note.replace('\n', "\t"));
        }
        text.push('\n');
    }
}
