//! Headers and footers: three texts on tab stops, with the fields that Word computes.

use super::picture::Pictures;
use super::styles::twips;
use super::text::{Texts, field};
use crate::document::style_names::PART_TITLE;
use crate::document::{
    Block, PageSetup, ParagraphStyle, Part, PartFields, Running, RunningText, StyleSheet,
};
use crate::export::ExportWarning;
use docx_rs as dx;
use std::collections::BTreeSet;

/// Between text and rule, pt (whole points in Word), and between rule and text block; as in our own layout.
const RULE_GAP: usize = 2;
const BLOCK_GAP: f32 = 9.0;

/// The rule, eighths of a point.
const RULE: usize = 4;

/// The largest logo in a header: height in points, and its share of the text's width; as in our own layout.
const LOGO_HEIGHT: f32 = 28.0;
const LOGO_SHARE: f32 = 0.3;

/// Between logo and text: about half a character.
const GAP: &str = "  ";

/// What fields show before Word computes them.
pub(super) struct Shown {
    /// Number of pages.
    pub(super) pages: usize,
    /// The only department or role, where there is one: then the header simply names it. Else Word must look for
    /// it on each page, and readers that cannot show nothing rather than a wrong name.
    pub(super) only_part: Option<String>,
    /// Every title that Word may show there.
    titles: Vec<String>,
    /// What the only department or role says of itself.
    fields: PartFields,
}

impl Shown {
    /// What is known of a document.
    pub(super) fn of(parts: &[Part], pages: usize) -> Shown {
        let running = parts.iter().filter(|part| part.running);
        let fields = running.clone().map(|part| &part.setup.fields).next();
        let titles: BTreeSet<&str> = running.clone().map(|part| part.title.as_str()).collect();
        let only = (titles.len() == 1).then(|| titles.first()).flatten();
        Shown {
            pages,
            only_part: only.map(|&title| String::from(title)),
            fields: only.and(fields).cloned().unwrap_or_default(),
            titles: running.filter_map(title_of).collect(),
        }
    }
}

/// The text that the field in the header repeats: see `Body::paragraph`.
fn title_of(part: &Part) -> Option<String> {
    part.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph)
            if matches!(
                paragraph.style,
                ParagraphStyle::Title | ParagraphStyle::ContentsTitle
            ) =>
        {
            Some(
                paragraph
                    .spans
                    .iter()
                    .map(|span| span.text.as_str())
                    .collect(),
            )
        }
        _ => None,
    })
}

/// Distances of header and footer from the edges of the sheet, twips.
pub(super) fn distances(page: &PageSetup, sheet: &StyleSheet, header: &Running) -> (i32, i32) {
    let away = |margin: f32, height: f32| {
        let gap = BLOCK_GAP.min(margin * 0.2) + RULE_GAP as f32;
        twips((margin - gap - height).max(0.0))
    };
    let (top, bottom) = (page.top.points(), page.bottom.points());
    let line = sheet.get(ParagraphStyle::Header).line;
    let height = if header.logo.is_some() {
        line.max(LOGO_HEIGHT.min(top * 0.6))
    } else {
        line
    };
    let footer = sheet.get(ParagraphStyle::Footer).line;
    (away(top, height), away(bottom, footer))
}

/// The paragraph of a header or footer.
pub(super) fn write(
    style: ParagraphStyle,
    running: &Running,
    page: &PageSetup,
    shown: &Shown,
    texts: &mut Texts<'_>,
    pictures: &mut Pictures,
) -> dx::Paragraph {
    let is_header = style == ParagraphStyle::Header;
    let mut paragraph = dx::Paragraph::new().style(if is_header { "Header" } else { "Footer" });
    let width = page.text_width().points();
    for (kind, at) in [
        (dx::TabValueType::Center, width / 2.0),
        (dx::TabValueType::Right, width),
    ] {
        let at = usize::try_from(twips(at)).unwrap_or_default();
        paragraph = paragraph.add_tab(dx::Tab::new().val(kind).pos(at));
    }
    if running.rule {
        let side = if is_header {
            dx::ParagraphBorderPosition::Bottom
        } else {
            dx::ParagraphBorderPosition::Top
        };
        let border = dx::ParagraphBorder::new(side)
            .size(RULE)
            .space(RULE_GAP)
            .color("000000");
        let borders = dx::ParagraphBorders::with_empty().set(border);
        paragraph.property = paragraph.property.set_borders(borders);
    }
    if let Some(logo) = &running.logo {
        let height = LOGO_HEIGHT.min(page.top.points() * 0.6);
        match pictures.in_header(logo, width * LOGO_SHARE, height) {
            Some(run) => {
                let line = twips(texts.sheet().get(style).line);
                let at_least = dx::LineSpacing::new().line_rule(dx::LineSpacingType::AtLeast);
                paragraph = paragraph.line_spacing(at_least.line(line)).add_run(run);
                for run in texts.plain(style, GAP) {
                    paragraph = paragraph.add_run(run);
                }
            }
            None => texts.warn(ExportWarning::UnreadableLogo),
        }
    }
    let thirds = [&running.left, &running.middle, &running.right];
    let last = thirds
        .iter()
        .rposition(|third| !third.is_empty())
        .unwrap_or(0);
    for (index, third) in thirds.into_iter().enumerate().take(last + 1) {
        if index > 0 {
            paragraph = paragraph.add_run(dx::Run::new().add_tab());
        }
        for piece in third {
            for run in pieces(piece, style, shown, texts) {
                paragraph = paragraph.add_run(run);
            }
        }
    }
    paragraph
}

fn pieces(
    piece: &RunningText,
    style: ParagraphStyle,
    shown: &Shown,
    texts: &mut Texts<'_>,
) -> Vec<dx::Run> {
    match piece {
        RunningText::Text(text) => texts.plain(style, text),
        RunningText::Page => {
            texts.field_digits(style);
            field("PAGE", texts.plain(style, "1"))
        }
        RunningText::Pages => {
            texts.field_digits(style);
            field("NUMPAGES", texts.plain(style, &shown.pages.to_string()))
        }
        RunningText::PartField(field) => texts.plain(style, shown.fields.get(*field)),
        RunningText::PartTitle => match &shown.only_part {
            Some(title) => texts.repeated(style, title),
            None => {
                for title in &shown.titles {
                    // Only for its characters.
                    texts.repeated(style, title);
                }
                field(&format!("STYLEREF \"{PART_TITLE}\""), Vec::new())
            }
        },
    }
}
