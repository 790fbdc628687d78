//! Paragraph styles as Word styles: names that Word knows where it has them, looks from the document's style sheet.
//!
//! Titles of departments and roles become “heading n” by their level in the outline, all with the looks of a title,
//! so that Word's navigation nests roles in departments; section headings take the levels below.

use super::fonts::font_name;
use super::markup::{LineRule, Spacing};
use crate::document::style_names::{PART_TITLE, style_name};
use crate::document::{Align, Block, Paragraph, ParagraphStyle, PrintDocument, Style, StyleSheet};
use crate::fonts::Face;
use crate::layout::Tightening;
use crate::model::settings::{EmbedFonts, ItemBreak};
use docx_rs as dx;
use std::collections::BTreeMap;

/// Id of the character style that marks the name of a part.
pub(super) const PART_TITLE_ID: &str = "PartTitle";

/// Ids of the headings that Word knows.
const HEADINGS: [(&str, &str); 9] = [
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("Heading4", "heading 4"),
    ("Heading5", "heading 5"),
    ("Heading6", "heading 6"),
    ("Heading7", "heading 7"),
    ("Heading8", "heading 8"),
    ("Heading9", "heading 9"),
];

/// A length in points as twentieths of a point, Word's unit.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// The same font for every script: our faces have Latin letters that suit their hanzi, and Word would otherwise set
/// digits in a font that we do not know.
pub(super) fn fonts_of(name: &str) -> dx::RunFonts {
    dx::RunFonts::new()
        .ascii(name)
        .hi_ansi(name)
        .east_asia(name)
        .cs(name)
}

/// Which style ids a document uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StyleIds {
    /// Heading levels that are titles of departments and roles.
    title_levels: usize,
}

impl StyleIds {
    /// Looks for the deepest title; two levels are kept for section headings.
    pub(super) fn of(document: &PrintDocument) -> StyleIds {
        let blocks = document.parts.iter().flat_map(|part| &part.blocks);
        let levels = blocks.filter_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.style == ParagraphStyle::Title => {
                paragraph.outline.as_ref().map(|outline| outline.level)
            }
            _ => None,
        });
        let deepest = levels.max().unwrap_or(1);
        StyleIds {
            title_levels: usize::from(deepest).clamp(1, HEADINGS.len() - 2),
        }
    }

    /// How many of the highest heading levels are titles.
    pub(super) fn title_levels(self) -> usize {
        self.title_levels
    }

    /// Id of the style of a paragraph.
    pub(super) fn of_paragraph(self, paragraph: &Paragraph) -> &'static str {
        let level = paragraph
            .outline
            .as_ref()
            .map_or(1, |outline| outline.level);
        self.id(paragraph.style, usize::from(level))
    }

    /// Id of a style; `level` (from 1) matters for titles only.
    pub(super) fn id(self, style: ParagraphStyle, level: usize) -> &'static str {
        match style {
            ParagraphStyle::CoverTitle => "Title",
            ParagraphStyle::CoverText => "CoverText",
            ParagraphStyle::Title => HEADINGS[level.clamp(1, self.title_levels) - 1].0,
            ParagraphStyle::Heading => HEADINGS[self.title_levels].0,
            ParagraphStyle::SubHeading => HEADINGS[self.title_levels + 1].0,
            ParagraphStyle::Body => "RoleBody",
            ParagraphStyle::Item => "DutyItem",
            ParagraphStyle::ContentsTitle => "TOCHeading",
            ParagraphStyle::Contents1 => "TOC1",
            ParagraphStyle::Contents2 => "TOC2",
            ParagraphStyle::Contents3 => "TOC3",
            ParagraphStyle::Cell => "CellText",
            ParagraphStyle::CellCentered => "CellCentered",
            ParagraphStyle::CellItem => "CellItem",
            ParagraphStyle::CellHeading => "CellHeading",
            ParagraphStyle::CellLabel => "CellLabel",
            ParagraphStyle::CellHead => "CellHead",
            ParagraphStyle::Header => "Header",
            ParagraphStyle::Footer => "Footer",
        }
    }

    /// The outline level (0 = highest) that a style has by itself.
    pub(super) fn outline_level(self, style: ParagraphStyle, level: usize) -> Option<usize> {
        match style {
            ParagraphStyle::Title => Some(level.clamp(1, self.title_levels) - 1),
            ParagraphStyle::Heading => Some(self.title_levels),
            ParagraphStyle::SubHeading => Some(self.title_levels + 1),
            _ => None,
        }
    }

    fn name(self, style: ParagraphStyle, level: usize) -> &'static str {
        if let Some(name) = style_name(style) {
            return name;
        }
        match style {
            ParagraphStyle::CoverTitle => "Title",
            ParagraphStyle::ContentsTitle => "TOC Heading",
            ParagraphStyle::Contents1 => "toc 1",
            ParagraphStyle::Contents2 => "toc 2",
            ParagraphStyle::Contents3 => "toc 3",
            ParagraphStyle::Header => "header",
            ParagraphStyle::Footer => "footer",
            other => self
                .outline_level(other, level)
                .map_or("Normal", |level| HEADINGS[level].1),
        }
    }
}

/// The styles of a document; `text_width` in twips is where page numbers of the contents end.
pub(super) fn write(ids: StyleIds, document: &PrintDocument, text_width: usize) -> dx::Styles {
    let (sheet, embed) = (&*document.styles, document.embed_fonts);
    let body = sheet.get(ParagraphStyle::Body);
    let body_font = font_name(body.family, Face::of(body.family, false), embed);
    let single = dx::LineSpacing::new()
        .line_rule(dx::LineSpacingType::Auto)
        .line(240)
        .before(0)
        .after(0);
    let mut styles = dx::Styles::new()
        .default_fonts(fonts_of(body_font))
        .default_size(usize::from(body.size.0))
        .default_line_spacing(single);
    for style in ParagraphStyle::ALL {
        let levels = if style == ParagraphStyle::Title {
            ids.title_levels
        } else {
            1
        };
        for level in 1..=levels {
            let mut word = word_style(ids, style, level, sheet.get(style), embed);
            let item = matches!(style, ParagraphStyle::Item | ParagraphStyle::CellItem);
            if item && document.items == ItemBreak::KeepWhole {
                word.paragraph_property = word.paragraph_property.keep_lines(true);
            }
            if let ParagraphStyle::Contents1
            | ParagraphStyle::Contents2
            | ParagraphStyle::Contents3 = style
            {
                let tab = dx::Tab::new()
                    .val(dx::TabValueType::Right)
                    .leader(dx::TabLeaderType::Dot)
                    .pos(text_width);
                word.paragraph_property = word.paragraph_property.add_tab(tab);
            }
            styles = styles.add_style(word);
        }
    }
    styles.add_style(dx::Style::new(PART_TITLE_ID, dx::StyleType::Character).name(PART_TITLE))
}

/// First-line indents in characters, by the id of the style.
pub(super) fn first_indents(ids: StyleIds, sheet: &StyleSheet) -> Vec<(&'static str, f32)> {
    let styles = ParagraphStyle::ALL.into_iter();
    let indents = styles.map(|style| (ids.id(style, 1), sheet.get(style).first_indent));
    indents.filter(|(_, chars)| *chars != 0.0).collect()
}

/// What a paragraph of a tightened part says for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tight {
    /// From baseline to baseline, twips, where it differs from the style's.
    pub(super) line: Option<i32>,
    /// Space above and below, twips.
    pub(super) before: i32,
    pub(super) after: i32,
    /// Size in half-points, where it differs from the style's.
    pub(super) size: Option<u16>,
}

impl Tight {
    /// The space of a paragraph: what it says for itself stays.
    pub(super) fn spacing(&self, own: Spacing) -> Spacing {
        let line = own.line.map(|(line, _)| line).or(self.line);
        Spacing {
            before: own.before.or(Some(self.before)),
            after: own.after.or(Some(self.after)),
            line: line.map(|line| (line, LineRule::Exact)),
        }
    }
}

/// The paragraphs of a tightened part, by the id of their style.
pub(super) fn tight_styles(
    ids: StyleIds,
    sheet: &StyleSheet,
    tightening: &Tightening,
) -> BTreeMap<&'static str, Tight> {
    let mut result = BTreeMap::new();
    for style in ParagraphStyle::ALL {
        let usual = sheet.get(style);
        let looks = tightening.style(usual);
        let tight = Tight {
            line: (looks.line != usual.line).then(|| twips(looks.line)),
            before: twips(looks.before),
            after: twips(looks.after),
            size: (looks.size != usual.size).then_some(looks.size.0),
        };
        if looks == *usual {
            continue;
        }
        for level in 1..=ids.title_levels {
            result.insert(ids.id(style, level), tight);
        }
    }
    result
}

fn word_style(
    ids: StyleIds,
    kind: ParagraphStyle,
    level: usize,
    looks: &Style,
    embed: EmbedFonts,
) -> dx::Style {
    let mut style = dx::Style::new(ids.id(kind, level), dx::StyleType::Paragraph)
        .name(ids.name(kind, level))
        .based_on("Normal")
        .size(usize::from(looks.size.0))
        .align(alignment(looks.align))
        .line_spacing(
            dx::LineSpacing::new()
                .line_rule(dx::LineSpacingType::Exact)
                .line(twips(looks.line))
                .before(twips(looks.before).unsigned_abs())
                .after(twips(looks.after).unsigned_abs()),
        );
    let (family, bold) = type_of(looks, embed);
    style = style.fonts(fonts_of(family));
    if bold {
        style = style.bold();
    }
    let em = looks.size.points();
    let (left, first) = (twips(looks.indent * em), twips(looks.first_indent * em));
    if left != 0 || first != 0 {
        let first = (first != 0).then_some(dx::SpecialIndentType::FirstLine(first));
        style = style.indent(Some(left), first, None, None);
    }
    let mut property = std::mem::take(&mut style.paragraph_property);
    if looks.keep_with_next {
        property = property.keep_next(true).keep_lines(true);
    }
    style.paragraph_property = property;
    if let Some(outline) = ids.outline_level(kind, level) {
        style = style.outline_lvl(outline);
        style = style.next(ids.id(ParagraphStyle::Body, 1));
    }
    style.ui_priority(priority(kind))
}

/// Name of the font and whether Word makes it bold.
pub(super) fn type_of(looks: &Style, embed: EmbedFonts) -> (&'static str, bool) {
    let face = Face::of(looks.family, looks.bold);
    let bold = match embed {
        EmbedFonts::None => looks.bold,
        EmbedFonts::Used | EmbedFonts::Editable => face.is_bold(),
    };
    (font_name(looks.family, face, embed), bold)
}

fn alignment(align: Align) -> dx::AlignmentType {
    match align {
        Align::Justified => dx::AlignmentType::Both,
        Align::Left => dx::AlignmentType::Left,
        Align::Center => dx::AlignmentType::Center,
        Align::Right => dx::AlignmentType::Right,
    }
}

/// The order of Word's list of styles: its own values for its own styles (headings 9, title 10, contents 39), ours first.
fn priority(style: ParagraphStyle) -> usize {
    match style {
        ParagraphStyle::Title | ParagraphStyle::Heading | ParagraphStyle::SubHeading => 9,
        ParagraphStyle::CoverTitle => 10,
        ParagraphStyle::ContentsTitle
        | ParagraphStyle::Contents1
        | ParagraphStyle::Contents2
        | ParagraphStyle::Contents3 => 39,
        ParagraphStyle::Header | ParagraphStyle::Footer => 99,
        _ => 1,
    }
}
