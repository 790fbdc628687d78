//! Documents to print: the sample company's book, and small ones made by hand.

use gangshu::document::{
    Block, Cell, Number, Paragraph, ParagraphStyle, Part, PartKind, PartSetup, PrintDocument,
    Request, Row, Span, Table, compose,
};
use gangshu::export::{Exported, docx};
use gangshu::model::settings::{NumberStyle, RoleLayout, TenthMm};
use gangshu::model::{Logo, Organisation, PictureFormat, Project};
use std::sync::Arc;

pub(crate) fn sample() -> Project {
    gangshu::storage::sample_project().unwrap()
}

pub(crate) fn book(layout: RoleLayout) -> PrintDocument {
    let project = sample();
    let request = Request {
        layout: Some(layout),
        ..Request::book()
    };
    compose(&project, &Organisation::of(&project), &request)
}

pub(crate) fn write(document: &PrintDocument) -> Exported {
    docx::write(document, None).unwrap()
}

/// A document with nothing but these blocks.
pub(crate) fn document_of(blocks: Vec<Block>) -> PrintDocument {
    let mut document = book(RoleLayout::Form);
    document.header.left.clear();
    document.parts = vec![part(blocks)];
    document
}

pub(crate) fn part(blocks: Vec<Block>) -> Part {
    Part {
        kind: PartKind::Rules,
        title: "部分".into(),
        running: true,
        setup: PartSetup::default(),
        blocks,
        left_out: Vec::new(),
    }
}

pub(crate) fn paragraph(style: ParagraphStyle, text: &str) -> Paragraph {
    Paragraph {
        style,
        spans: vec![Span {
            text: text.into(),
            ..Span::default()
        }],
        ..Paragraph::default()
    }
}

pub(crate) fn line(text: &str) -> Block {
    Block::Paragraph(paragraph(ParagraphStyle::Body, text))
}

pub(crate) fn numbered(
    list: u32,
    level: u8,
    style: NumberStyle,
    value: u32,
    number: &str,
) -> Block {
    Block::Paragraph(Paragraph {
        number: Some(Number {
            list,
            level,
            style,
            value,
            text: number.into(),
            prefix: String::new(),
        }),
        ..paragraph(ParagraphStyle::Item, "条目")
    })
}

pub(crate) fn cell(text: &str) -> Cell {
    Cell {
        span: 1,
        paragraphs: vec![paragraph(ParagraphStyle::Cell, text)],
        ..Cell::default()
    }
}

pub(crate) fn table(rows: Vec<Row>) -> Block {
    Block::Table(Table {
        columns: vec![TenthMm(333), TenthMm(333), TenthMm(334)],
        header_rows: 1,
        rows,
        ruled: true,
    })
}

pub(crate) fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        ..Row::default()
    }
}

pub(crate) fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// One red dot, 1 × 1.
pub(crate) const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// The same with this logo alone, in the header and on the cover.
pub(crate) fn with_logo(
    mut document: PrintDocument,
    base64: &str,
    format: PictureFormat,
) -> PrintDocument {
    let logo = Arc::new(Logo {
        format,
        base64: base64.into(),
    });
    document.header.logo = Some(Arc::clone(&logo));
    for part in &mut document.parts {
        part.blocks
            .retain(|block| !matches!(block, Block::Logo { .. }));
    }
    let cover = Block::Logo {
        logo,
        width: TenthMm(500),
        height: TenthMm(200),
    };
    document.parts[0].blocks.insert(0, cover);
    document
}
