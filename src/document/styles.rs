//! What each kind of paragraph looks like. One table for both printed formats, so that they look alike.

use crate::fonts::Typeface;
use crate::model::settings::{DocumentSettings, FontPart, HalfPoint};

/// The kinds of paragraph. DOCX has a style of its own for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParagraphStyle {
    /// Title on a cover.
    CoverTitle,
    /// Other lines on a cover.
    CoverText,
    /// Title of a role's or department's document (Word: heading 1).
    Title,
    /// Section heading (Word: heading 2).
    Heading,
    /// Heading below a section (Word: heading 3).
    SubHeading,
    /// Running text, first line indented.
    #[default]
    Body,
    /// Numbered line of running text.
    Item,
    /// Heading of the contents.
    ContentsTitle,
    /// Contents entry of level 1.
    Contents1,
    /// Contents entry of level 2.
    Contents2,
    /// Contents entry of level 3.
    Contents3,
    /// Text in a cell.
    Cell,
    /// Short value in a cell, in the middle (a weight, a date, a signature).
    CellCentered,
    /// Numbered line in a cell.
    CellItem,
    /// Heading inside a cell (a group of duties).
    CellHeading,
    /// Label of a form.
    CellLabel,
    /// Heading of a column.
    CellHead,
    /// Header of a page.
    Header,
    /// Footer of a page.
    Footer,
}

impl ParagraphStyle {
    /// Every style.
    pub const ALL: [ParagraphStyle; 19] = [
        ParagraphStyle::CoverTitle,
        ParagraphStyle::CoverText,
        ParagraphStyle::Title,
        ParagraphStyle::Heading,
        ParagraphStyle::SubHeading,
        ParagraphStyle::Body,
        ParagraphStyle::Item,
        ParagraphStyle::ContentsTitle,
        ParagraphStyle::Contents1,
        ParagraphStyle::Contents2,
        ParagraphStyle::Contents3,
        ParagraphStyle::Cell,
        ParagraphStyle::CellCentered,
        ParagraphStyle::CellItem,
        ParagraphStyle::CellHeading,
        ParagraphStyle::CellLabel,
        ParagraphStyle::CellHead,
        ParagraphStyle::Header,
        ParagraphStyle::Footer,
    ];
}

/// How lines stand between the edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Flush left and right, the last line left.
    #[default]
    Justified,
    /// Flush left.
    Left,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
}

/// Looks of a paragraph style. Lengths are points; indents are in characters (em of the style's size).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// What it is set in.
    pub family: Typeface,
    /// Bold.
    pub bold: bool,
    /// Size.
    pub size: HalfPoint,
    /// Distance from baseline to baseline, pt. Never taken from a face, so that mixed faces do not jump.
    pub line: f32,
    /// Space above, pt; not at the top of a page.
    pub before: f32,
    /// Space below, pt.
    pub after: f32,
    /// Indent of the first line, em (2 = two characters).
    pub first_indent: f32,
    /// Indent of the whole paragraph, em.
    pub indent: f32,
    /// Indent added for each list level, em; the number hangs in it.
    pub level_indent: f32,
    /// Alignment.
    pub align: Align,
    /// Stays on the page of the paragraph after it.
    pub keep_with_next: bool,
}

/// Space above and below a cell's text, pt: 0.9 mm.
pub const CELL_PAD: f32 = 2.6;

/// All styles of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleSheet {
    styles: [Style; 19],
    pad: f32,
}

impl StyleSheet {
    /// The looks that a company's settings ask for, with the fonts of the computer that are known by now.
    pub fn of(settings: &DocumentSettings) -> StyleSheet {
        StyleSheet {
            styles: ParagraphStyle::ALL.map(|style| {
                let looks = style_of(style, settings);
                Style {
                    bold: looks.bold && looks.family.has_bold(),
                    ..looks
                }
            }),
            pad: CELL_PAD,
        }
    }

    /// The same styles, each changed.
    #[must_use]
    pub fn map(&self, change: impl Fn(&Style) -> Style) -> StyleSheet {
        StyleSheet {
            styles: self.styles.each_ref().map(change),
            pad: self.pad,
        }
    }

    /// The same styles with so much space above and below the text of cells, pt.
    #[must_use]
    pub fn with_pad(self, pad: f32) -> StyleSheet {
        StyleSheet { pad, ..self }
    }

    /// Space above and below a cell's text, pt: [`CELL_PAD`], or less where a part is tightened.
    pub fn pad(&self) -> f32 {
        self.pad
    }

    /// Empty height that is usually `usual`, pt: it gives way as the space in cells does.
    pub fn space(&self, usual: f32) -> f32 {
        usual * self.pad / CELL_PAD
    }

    /// Least height of a row that usually has `usual`, pt: what its cells lose, it loses.
    pub fn row_height(&self, usual: f32) -> f32 {
        (usual - 2.0 * (CELL_PAD - self.pad)).max(0.0)
    }

    /// Looks of one style.
    pub fn get(&self, style: ParagraphStyle) -> &Style {
        &self.styles[style as usize]
    }
}

fn style_of(style: ParagraphStyle, settings: &DocumentSettings) -> Style {
    match style {
        ParagraphStyle::CoverTitle
        | ParagraphStyle::CoverText
        | ParagraphStyle::ContentsTitle
        | ParagraphStyle::Contents1
        | ParagraphStyle::Contents2
        | ParagraphStyle::Contents3 => front_matter(style, settings),
        ParagraphStyle::Title
        | ParagraphStyle::Heading
        | ParagraphStyle::SubHeading
        | ParagraphStyle::Body
        | ParagraphStyle::Item => running_text(style, settings),
        ParagraphStyle::Cell
        | ParagraphStyle::CellCentered
        | ParagraphStyle::CellItem
        | ParagraphStyle::CellHeading
        | ParagraphStyle::CellLabel
        | ParagraphStyle::CellHead => cell(style, settings),
        ParagraphStyle::Header | ParagraphStyle::Footer => Style {
            align: Align::Left,
            ..plain(
                typeface(FontPart::Running, settings),
                settings.running_size,
                1.3,
            )
        },
    }
}

/// What a part of a page is set in.
pub(super) fn typeface(part: FontPart, settings: &DocumentSettings) -> Typeface {
    let of = |part| {
        let (kind, name) = settings.fonts.of(part);
        Typeface::new(kind, name)
    };
    let own = of(part);
    let Some(named) = own.named else {
        return own;
    };
    // A font that is asked for by two of its names is one, so that a file holds it once.
    let mut all = FontPart::ALL.iter().filter_map(|&part| of(part).named);
    Typeface {
        named: all.find(|&first| first.is_same_font(named)).or(own.named),
        ..own
    }
}

/// The fonts of the computer that the settings ask for, each once. Empty while they have not been looked for.
pub(super) fn installed(settings: &DocumentSettings) -> Vec<Typeface> {
    let mut fonts: Vec<Typeface> = Vec::new();
    for &part in FontPart::ALL {
        let font = typeface(part, settings);
        if font.named.is_some() && fonts.iter().all(|known| known.named != font.named) {
            fonts.push(font);
        }
    }
    fonts
}

/// A style without any space or indent; `pitch` is the line pitch in sizes.
fn plain(family: Typeface, size: HalfPoint, pitch: f32) -> Style {
    Style {
        family,
        bold: false,
        size,
        line: size.points() * pitch,
        before: 0.0,
        after: 0.0,
        first_indent: 0.0,
        indent: 0.0,
        level_indent: 0.0,
        align: Align::Justified,
        keep_with_next: false,
    }
}

fn larger(size: HalfPoint, by: u16) -> HalfPoint {
    HalfPoint(size.0.saturating_add(by))
}

fn line_pitch(settings: &DocumentSettings) -> f32 {
    f32::from(settings.line_percent) / 100.0
}

fn front_matter(style: ParagraphStyle, settings: &DocumentSettings) -> Style {
    let contents = Style {
        align: Align::Left,
        ..plain(typeface(FontPart::Body, settings), settings.body_size, 1.5)
    };
    match style {
        ParagraphStyle::CoverTitle => Style {
            bold: true,
            after: 18.0,
            align: Align::Center,
            ..plain(
                typeface(FontPart::Title, settings),
                larger(settings.title_size, 20),
                1.4,
            )
        },
        ParagraphStyle::CoverText => Style {
            align: Align::Center,
            ..plain(
                typeface(FontPart::Body, settings),
                larger(settings.heading_size, 4),
                1.6,
            )
        },
        ParagraphStyle::ContentsTitle => Style {
            bold: true,
            after: 12.0,
            align: Align::Center,
            ..plain(typeface(FontPart::Title, settings), HalfPoint(36), 1.4)
        },
        ParagraphStyle::Contents1 => Style {
            bold: true,
            family: typeface(FontPart::Heading, settings),
            before: 4.0,
            ..contents
        },
        ParagraphStyle::Contents2 => Style {
            indent: 2.0,
            ..contents
        },
        _ => Style {
            indent: 4.0,
            ..contents
        },
    }
}

fn running_text(style: ParagraphStyle, settings: &DocumentSettings) -> Style {
    let body = plain(
        typeface(FontPart::Body, settings),
        settings.body_size,
        line_pitch(settings),
    );
    match style {
        ParagraphStyle::Title => Style {
            bold: true,
            after: 10.0,
            align: Align::Center,
            keep_with_next: true,
            ..plain(
                typeface(FontPart::Title, settings),
                settings.title_size,
                1.4,
            )
        },
        ParagraphStyle::Heading => Style {
            bold: true,
            before: 10.0,
            after: 4.0,
            align: Align::Left,
            keep_with_next: true,
            ..plain(
                typeface(FontPart::Heading, settings),
                settings.heading_size,
                1.5,
            )
        },
        ParagraphStyle::SubHeading => Style {
            bold: true,
            before: 4.0,
            align: Align::Left,
            keep_with_next: true,
            family: typeface(FontPart::Heading, settings),
            ..body
        },
        ParagraphStyle::Item => Style {
            level_indent: 2.0,
            ..body
        },
        _ => Style {
            first_indent: f32::from(settings.typography.first_indent),
            ..body
        },
    }
}

fn cell(style: ParagraphStyle, settings: &DocumentSettings) -> Style {
    // Rows of a form stand closer than running text; 1.35 keeps two lines of 五号 legible in a ruled cell.
    let cell = plain(
        typeface(FontPart::Table, settings),
        settings.table_size,
        line_pitch(settings).min(1.35),
    );
    match style {
        ParagraphStyle::CellCentered => Style {
            align: Align::Center,
            ..cell
        },
        ParagraphStyle::CellItem => Style {
            level_indent: 2.0,
            ..cell
        },
        // Short values in narrow columns: flush lines would tear "周一至周五 8:30" apart.
        ParagraphStyle::Cell => Style {
            align: Align::Left,
            ..cell
        },
        ParagraphStyle::CellHeading => Style {
            bold: true,
            family: typeface(FontPart::Heading, settings),
            align: Align::Left,
            keep_with_next: true,
            ..cell
        },
        ParagraphStyle::CellLabel | ParagraphStyle::CellHead => Style {
            bold: true,
            family: typeface(FontPart::Heading, settings),
            align: Align::Center,
            ..cell
        },
        _ => cell,
    }
}
