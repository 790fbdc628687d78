//! What the tests of layout share: a type of fixed width, documents without a project, and text taken off pages.

use super::page::{PageItem, Pages, Text};
use crate::document::{
    Block, Cell, CellKind, Outline, PageSetup, Paragraph, ParagraphStyle, Part, PartKind,
    PartSetup, PrintDocument, Properties, Row, Running, Span, StyleSheet, Table,
};
use crate::fonts::{Face, Measure, is_invisible};
use crate::model::settings::{DocumentSettings, EmbedFonts, PdfKind, TenthMm};
use std::sync::Arc;

/// ASCII half an em, everything else one em; U+F8FF is in no face, U+3400 in 宋 regular alone.
pub(super) struct Fixed;

impl Measure for Fixed {
    fn resolve(&self, wanted: Face, c: char) -> Option<Face> {
        match c {
            '\u{f8ff}' => None,
            '\u{3400}' => Some(Face::SongRegular),
            _ => Some(wanted),
        }
    }

    fn advance(&self, _: Face, c: char) -> f32 {
        match c {
            _ if is_invisible(c) => 0.0,
            ' '..='~' => 0.5,
            _ => 1.0,
        }
    }
}

pub(super) fn styles() -> StyleSheet {
    StyleSheet::of(&DocumentSettings::default())
}

pub(super) fn span(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        ..Span::default()
    }
}

pub(super) fn paragraph(style: ParagraphStyle, text: &str) -> Paragraph {
    Paragraph {
        style,
        spans: vec![span(text)],
        ..Paragraph::default()
    }
}

pub(super) fn heading(level: u8, text: &str) -> Paragraph {
    Paragraph {
        outline: Some(Outline {
            level,
            title: text.to_owned(),
            target: None,
            in_contents: true,
        }),
        ..paragraph(ParagraphStyle::Title, text)
    }
}

pub(super) fn cell(kind: CellKind, text: &str) -> Cell {
    let style = match kind {
        CellKind::Plain => ParagraphStyle::Cell,
        CellKind::Label => ParagraphStyle::CellLabel,
        CellKind::Head => ParagraphStyle::CellHead,
    };
    Cell {
        span: 1,
        kind,
        paragraphs: vec![paragraph(style, text)],
        ..Cell::default()
    }
}

pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        ..Row::default()
    }
}

/// A ruled table of columns of the same width over 160 mm.
pub(super) fn table(columns: u16, rows: Vec<Row>) -> Table {
    Table {
        columns: (0..columns).map(|_| TenthMm(1600 / columns)).collect(),
        header_rows: 0,
        rows,
        ruled: true,
    }
}

pub(super) fn part(blocks: Vec<Block>) -> Part {
    Part {
        kind: PartKind::Rules,
        title: String::new(),
        running: false,
        setup: PartSetup::default(),
        blocks,
        left_out: Vec::new(),
    }
}

/// A4 with the default margins: 595 × 842 pt, text block 454 × 705 pt from (71, 72).
pub(super) fn document(parts: Vec<Part>) -> PrintDocument {
    let settings = DocumentSettings::default();
    PrintDocument {
        properties: Properties::default(),
        page: PageSetup {
            width: settings.page_width,
            height: settings.page_height,
            top: settings.margin_top,
            bottom: settings.margin_bottom,
            left: settings.margin_left,
            right: settings.margin_right,
            gutter: settings.pages.gutter,
            mirrored: settings.pages.mirrored,
        },
        styles: Arc::new(styles()),
        header: Running::default(),
        footer: Running::default(),
        installed: Vec::new(),
        pdf_kind: PdfKind::Plain,
        embed_fonts: EmbedFonts::None,
        typography: settings.typography,
        page_count: settings.pages.page_count,
        items: settings.pages.items,
        parts,
    }
}

/// Where the ink of a text may end, pt: its last character's advance included, but no space after it.
pub(super) fn right_edge(text: &Text) -> f32 {
    let advances: f32 = text
        .text
        .chars()
        .map(|c| Fixed.advance(text.face, c) * text.size)
        .sum();
    let kerns: f32 = text.kerns.iter().map(|&(_, kern)| kern).sum();
    let gaps = text.text.chars().count().saturating_sub(1);
    text.x + advances + kerns + text.spacing * gaps as f32
}

pub(super) fn texts(pages: &Pages) -> impl Iterator<Item = (usize, &Text)> {
    let pages = pages.pages.iter().enumerate();
    pages.flat_map(|(number, page)| {
        page.items.iter().filter_map(move |item| match item {
            PageItem::Text(text) => Some((number, text)),
            _ => None,
        })
    })
}

/// All text of one page.
pub(super) fn page_text(pages: &Pages, page: usize) -> String {
    let on_page = texts(pages).filter(|&(number, _)| number == page);
    on_page.map(|(_, text)| text.text.as_str()).collect()
}

/// All text of a document without white space.
pub(super) fn all_text(pages: &Pages) -> String {
    texts(pages).map(|(_, text)| ink(&text.text)).collect()
}

/// `text` without white space and what prints nothing.
pub(super) fn ink(text: &str) -> String {
    let shown = text
        .chars()
        .filter(|&c| !c.is_whitespace() && !is_invisible(c));
    shown.collect()
}

/// Characters in order of code, for texts whose order on the page is another.
pub(super) fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters
}

/// Text of the kind that duties are made of, with everything that 禁则 is about.
pub(super) fn random_text(rng: &mut fastrand::Rng, pieces: usize) -> String {
    const PIECES: [&str; 24] = [
        "（岗位）",
        "“职责”，",
        "《制度》。",
        "——",
        "……",
        "A/B",
        "C++",
        "3.5%",
        "30天",
        "第3条",
        "8,000～15,000元",
        "王·李",
        "、",
        "；",
        "：",
        "ISO 9001:2015",
        "Excel",
        " ",
        "\u{3000}",
        "20℃",
        "￥500",
        "№3",
        "（“甲”）。",
        "don't",
    ];
    const HANZI: &str = "负责组织编制并落实公司年度经营计划与预算执行情况的跟踪分析";
    let hanzi: Vec<char> = HANZI.chars().collect();
    let mut text = String::new();
    for _ in 0..pieces {
        for _ in 0..rng.usize(1..9) {
            text.push(hanzi[rng.usize(..hanzi.len())]);
        }
        text.push_str(PIECES[rng.usize(..PIECES.len())]);
        if rng.u8(..) < 6 {
            text.push('\n');
        }
    }
    text
}
