//! Numbers that depend on the whole sheet, not on their list: articles, and headings of groups below numbered sections.

use super::blocks::{Block, Number, Paragraph};
use super::numbering::printed_number;
use super::styles::ParagraphStyle;
use crate::model::settings::NumberStyle;

/// Counts articles (第一条) on through a sheet, whatever lists and tables they stand in: an article is cited by its
/// number alone, so a document has each but once (规章制定程序条例: 条 are numbered through the whole text).
pub(super) fn count_articles(blocks: &mut [Block]) {
    let mut value = 0;
    for_each_paragraph(blocks, &mut |paragraph| {
        // Sections may be articles themselves, with a count of their own.
        let is_line = paragraph.style != ParagraphStyle::Heading;
        let article = |number: &&mut Number| is_line && number.style == NumberStyle::Article;
        if let Some(number) = paragraph.number.as_mut().filter(article) {
            value += 1;
            number.value = value;
            number.text = printed_number(NumberStyle::Article, &[value]);
        }
    });
}

/// Gives the headings of groups (一、) numbers of the next kind (（一）) below sections that are numbered like them; if
/// the lines below them have that one, none.
pub(super) fn below_sections(blocks: &mut [Block], sections: NumberStyle, lines: NumberStyle) {
    if sections != NumberStyle::ChineseComma {
        return;
    }
    for_each_paragraph(blocks, &mut |paragraph| {
        let heading = matches!(
            paragraph.style,
            ParagraphStyle::SubHeading | ParagraphStyle::CellHeading
        );
        match &mut paragraph.number {
            Some(number) if heading && number.style == sections => {
                number.style = NumberStyle::ChineseParens;
                number.text = printed_number(number.style, &[number.value]);
                if lines == number.style {
                    paragraph.number = None;
                }
            }
            _ => {}
        }
    });
}

fn for_each_paragraph(blocks: &mut [Block], each: &mut impl FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => each(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells
                    .flat_map(|cell| &mut cell.paragraphs)
                    .for_each(&mut *each);
            }
            Block::Contents { .. }
            | Block::Index(_)
            | Block::Chart(_)
            | Block::Space(_)
            | Block::Logo { .. } => {}
        }
    }
}
