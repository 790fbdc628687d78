//! The front of a book: cover, revision history, contents.

use super::blocks::{Block, Paragraph, Part, PartKind, PartSetup, Span};
use super::book::{Plan, book_seal};
use super::columns::Measures;
use super::form::{grid_table, seal_row};
use super::role::{revision_grid, signers};
use super::sheet::Context;
use super::spans::{is_blank, text, word};
use super::styles::ParagraphStyle;
use super::table::{EdgeRow, TableBuilder, head, label, short};
use super::wording::{self, label, section};
use crate::model::settings::{CoverLogo, Signatory, TenthMm};
use crate::model::{Field, Owner, Place};

/// Usual width of a logo on a cover at most, in tenths of a millimetre; it is at most half as high.
const LOGO_WIDTH: u16 = 700;

/// Height of a row to sign in on the cover.
const SIGNATURE_HEIGHT: u16 = 110;

/// The cover: logo, company, title, version and who answers for it. Heights are shares of the text's height, so
/// that the cover fills an A5 page as it fills an A4 page.
pub(super) fn cover(ctx: &Context<'_>, title: &str, department: Option<&str>, plan: &Plan) -> Part {
    let company = &ctx.project.company;
    let settings = ctx.settings;
    let height = settings
        .page_height
        .0
        .saturating_sub(settings.margin_top.0)
        .saturating_sub(settings.margin_bottom.0);
    // Room for a seal is taken from the spaces.
    let signed = plan.control && !plan.parts.sign_off;
    let sealed = signed && book_seal(ctx);
    let whole = if sealed { 200 } else { 100 };
    let share = |percent: u32| {
        let share = u32::from(height) * percent / whole;
        Block::Space(TenthMm(share as u16))
    };
    let own = |field, content: &str| text(Place::of(Owner::Company, field), content);
    let mut blocks = vec![share(8)];
    let logo = company.logo.as_ref();
    if let Some(logo) = logo.filter(|_| settings.logo.cover == CoverLogo::Top) {
        let width = match settings.logo.cover_width.0 {
            0 => LOGO_WIDTH,
            width => width,
        };
        blocks.push(Block::Logo {
            logo: logo.clone(),
            width: TenthMm(width),
            height: TenthMm((width / 2).min(height / 6)),
        });
        blocks.push(share(3));
    } else {
        blocks.push(share(9));
    }
    blocks.extend(line(own(Field::Name, &company.name)));
    if let Some(department) = department {
        blocks.extend(line(vec![word(department)]));
    }
    blocks.push(share(10));
    let title_place = Place::of(Owner::Company, Field::BookTitle);
    blocks.push(Block::Paragraph(Paragraph {
        style: ParagraphStyle::CoverTitle,
        spans: vec![Span {
            place: (!is_blank(&settings.book_title)).then_some(title_place),
            ..word(title)
        }],
        ..Paragraph::default()
    }));
    blocks.push(share(if signed { 14 } else { 28 }));
    let control = &company.control;
    for (label, field, content) in [
        (label::VERSION, Field::Version, &control.version),
        (
            label::EFFECTIVE_DATE,
            Field::EffectiveDate,
            &control.effective_date,
        ),
        (
            label::CONFIDENTIALITY,
            Field::Confidentiality,
            &settings.confidentiality,
        ),
        (label::COPY_NUMBER, Field::CopyNumber, &settings.copy_number),
    ] {
        let value = own(field, content);
        if plan.control && !value.is_empty() {
            let mut spans = vec![word(label), word(wording::COLON)];
            spans.extend(value);
            blocks.extend(line(spans));
        }
    }
    if signed {
        blocks.push(share(8));
        blocks.extend(signature_grid(ctx, sealed));
    }
    Part {
        kind: PartKind::Cover,
        title: title.to_owned(),
        running: false,
        setup: PartSetup::default(),
        left_out: Vec::new(),
        blocks,
    }
}

fn line(spans: Vec<Span>) -> Option<Block> {
    (!spans.is_empty()).then(|| {
        Block::Paragraph(Paragraph {
            style: ParagraphStyle::CoverText,
            spans,
            ..Paragraph::default()
        })
    })
}

/// Who drew up, reviewed and approved the book. Nobody holds a company as one holds a role, so 任职者确认 has no
/// place here.
fn signature_grid(ctx: &Context<'_>, sealed: bool) -> Option<Block> {
    let company = &ctx.project.company;
    let mut signers = signers(Owner::Company, &company.control, &ctx.settings.signatories);
    signers.retain(|signer| signer.who != Signatory::Acknowledged);
    if signers.is_empty() && !sealed {
        return None;
    }
    let measures = Measures::of(ctx.settings);
    let n_signers = signers.len().max(1) as u32;
    let label_edge = measures.width / 7;
    let edge = |index: u32| {
        let room = u32::from(measures.width - label_edge);
        label_edge + (room * (index + 1) / n_signers) as u16
    };
    let mut heads = vec![(label_edge, label(""))];
    let mut names = vec![(label_edge, label(label::SIGNATURE))];
    let mut dates = vec![(label_edge, label(label::DATE))];
    for (signer, index) in signers.into_iter().zip(0..) {
        heads.push((edge(index), head(wording::signatory(signer.who))));
        names.push((edge(index), short(signer.name)));
        dates.push((edge(index), short(signer.date)));
    }
    let mut table = TableBuilder::new(measures.width);
    if heads.len() > 1 {
        table.push(EdgeRow::new(heads).keep());
        for cells in [names, dates] {
            let row = EdgeRow {
                min_height: SIGNATURE_HEIGHT,
                ..EdgeRow::new(cells)
            };
            table.push(row.keep());
        }
    }
    if sealed {
        table.push(seal_row(label_edge, measures));
    }
    Some(Block::Table(table.finish(true)))
}

/// The revision history of the book, if it has one.
pub(super) fn revision_part(ctx: &Context<'_>) -> Option<Part> {
    let grid = revision_grid(Owner::Company, &ctx.project.company.control.revisions);
    if grid.rows.is_empty() {
        return None;
    }
    Some(Part {
        kind: PartKind::Owner(Owner::Company),
        title: section::REVISIONS.to_owned(),
        running: true,
        setup: PartSetup::default(),
        left_out: Vec::new(),
        blocks: vec![
            front_title(section::REVISIONS),
            grid_table(grid, Measures::of(ctx.settings)),
        ],
    })
}

/// The table of contents, down to the level `depth`: every role is listed, however deep its department is.
pub(super) fn contents(depth: u8) -> Part {
    Part {
        kind: PartKind::Contents,
        title: section::CONTENTS.replace('\u{3000}', ""),
        running: true,
        setup: PartSetup::default(),
        left_out: Vec::new(),
        blocks: vec![front_title(section::CONTENTS), Block::Contents { depth }],
    }
}

fn front_title(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        style: ParagraphStyle::ContentsTitle,
        spans: vec![word(text)],
        ..Paragraph::default()
    })
}
