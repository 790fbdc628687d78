//! 条文式: numbered headings, numbered clauses, and tables only where there are columns.

use super::articles::{below_sections, count_articles};
use super::blocks::{Block, Paragraph, Span};
use super::chapters::put_below;
use super::columns::Measures;
use super::compose::page;
use super::form::{CHARACTERS_WITH_SIGNATURES, fact_table, grid_table, signature_table};
use super::numbering::{List, style_of_level};
use super::sheet::{Body, Context, Fact, Line, Section, Sheet};
use super::spans;
use super::styles::{ParagraphStyle, StyleSheet};
use super::tail::hold_blocks;
use super::wording;
use crate::model::settings::{NumberStyle, TenthMm};

/// The last clause is held on the page of the signatures below it up to so many characters: about ten lines. More would
/// leave a hole.
const CHARACTERS_OF_LAST_CLAUSE: usize = 3 * CHARACTERS_WITH_SIGNATURES;
/// A numbered line of more characters may end a page before what is below it.
const LONG_LINE: usize = 120;
/// Empty height between a text and the signature block below it.
const BEFORE_SIGNATURES: TenthMm = TenthMm(60);

/// The blocks of a sheet as clauses.
pub(super) fn clauses(ctx: &mut Context<'_>, sheet: Sheet) -> Vec<Block> {
    let measures = Measures::of(ctx.settings);
    let headings = ctx.list_with(ctx.settings.section_numbering);
    let mut blocks = vec![Block::Paragraph(Paragraph {
        style: ParagraphStyle::Title,
        spans: sheet.title,
        outline: Some(sheet.outline),
        ..Paragraph::default()
    })];
    let mut starts = vec![0];
    for (Section { title, body }, number) in sheet.sections.into_iter().zip(1..) {
        starts.push(blocks.len());
        let heading = section_heading(headings, number, title);
        let above = heading.number.as_ref().map(|number| number.text.clone());
        blocks.push(Block::Paragraph(heading));
        let first = blocks.len();
        match body {
            Body::Head(facts) => blocks.extend(fact_table(facts, measures)),
            Body::Lines(lines) => {
                blocks.extend(lines.into_iter().map(Line::in_text).map(Block::Paragraph));
            }
            Body::Facts(facts) => {
                let list = ctx.list();
                let single = facts.len() == 1;
                for (fact, value) in facts.into_iter().zip(1..) {
                    let number = if single { None } else { list.number(&[value]) };
                    let line = Line::item(number, labelled(fact));
                    blocks.push(Block::Paragraph(line.in_text()));
                }
            }
            Body::Grid(grid) => blocks.push(grid_table(grid, measures)),
        }
        if let Some(above) = above
            && ctx.settings.section_numbering == NumberStyle::Outline
        {
            for block in &mut blocks[first..] {
                put_below(block, &above);
            }
        }
    }
    if let Some(table) = signature_table(sheet.signatures, sheet.seal, measures) {
        // A page with nothing but signatures proves nothing: the last clause or row goes with them.
        match blocks.last_mut() {
            Some(Block::Paragraph(last)) => {
                let most = CHARACTERS_OF_LAST_CLAUSE;
                last.keep_with_next |= spans::length(&last.spans, most) <= most;
            }
            Some(Block::Table(table)) => {
                if let Some(last) = table.rows.last_mut() {
                    last.keep_with_next = true;
                }
            }
            _ => {}
        }
        starts.push(blocks.len());
        blocks.push(Block::Space(BEFORE_SIGNATURES));
        blocks.push(table);
    }
    let lines = style_of_level(&ctx.settings.numbering, 0);
    below_sections(&mut blocks, ctx.settings.section_numbering, lines);
    count_articles(&mut blocks);
    hold_first_below(&mut blocks);
    let styles = StyleSheet::of(ctx.settings);
    hold_blocks(&mut blocks, &starts, &page(ctx.settings), &styles);
    blocks
}

/// Holds a numbered line on the page of the first line below it: where that begins "(1)" a page, nobody knows of what.
fn hold_first_below(blocks: &mut [Block]) {
    let level = |block: &Block| match block {
        Block::Paragraph(Paragraph { number, .. }) => number.as_ref().map(|number| number.level),
        _ => None,
    };
    for at in 1..blocks.len() {
        let (above, below) = blocks.split_at_mut(at);
        let Some(Block::Paragraph(line)) = above.last_mut() else {
            continue;
        };
        let deeper = line.number.as_ref().map(|number| number.level) < level(&below[0]);
        if deeper
            && line.style == ParagraphStyle::Item
            && spans::length(&line.spans, LONG_LINE) < LONG_LINE
        {
            line.keep_with_next = true;
        }
    }
}

fn section_heading(headings: List<'_>, number: u32, spans: Vec<Span>) -> Paragraph {
    Paragraph {
        style: ParagraphStyle::Heading,
        number: headings
            .number(&[number])
            .filter(|number| number.style != NumberStyle::None),
        spans,
        ..Paragraph::default()
    }
}

fn labelled(fact: Fact) -> Vec<Span> {
    let mut line = vec![Span {
        bold: true,
        ..spans::word(&fact.label)
    }];
    line.push(spans::word(wording::COLON));
    line.extend(fact.value);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_with_the_first_below_it_if_it_is_not_long() {
        let styles = [NumberStyle::DecimalComma];
        let list = List::new(1, &styles);
        let line = |path: &[u32], n_characters: usize| {
            let spans = vec![spans::word(&"字".repeat(n_characters))];
            Block::Paragraph(Line::item(list.number(path), spans).in_text())
        };
        let mut blocks = vec![
            line(&[1], 9),
            line(&[1, 1], 9),
            line(&[1, 2], 9),
            line(&[2], 200),
            line(&[2, 1], 9),
            line(&[3], 9),
        ];
        hold_first_below(&mut blocks);
        let held = blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.keep_with_next,
            _ => false,
        });
        let held: Vec<bool> = held.collect();
        assert_eq!(held, [true, false, false, false, false, false]);
    }
}
