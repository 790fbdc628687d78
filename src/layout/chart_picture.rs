//! The charts of a part as pictures by themselves, for a format whose reader makes the pages.

use super::chart::{Band, LaidBox};
use super::line::{Line, Setter};
use super::page::Area;
use super::paginate::chart_bands;
use super::sheet::Sheet;
use super::signs::{Class, class_of};
use crate::document::{Part, PrintDocument, Span, StyleSheet};
use crate::fonts::{Measure, is_invisible};

/// What stands together on one page of a chart. Positions are points from the left edge of the text and from the
/// picture's own top, y downwards; functional lines may go a little beyond all edges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartPicture {
    /// Height that it takes, with the space below it.
    pub height: f32,
    /// What it shows, in words.
    pub alt: String,
    /// Its boxes, each before those below it.
    pub boxes: Vec<PictureBox>,
    /// Straight lines between them.
    pub lines: Vec<[(f32, f32); 2]>,
    /// Functional lines, dashed, from corner to corner.
    pub dashed: Vec<Vec<(f32, f32)>>,
}

/// A box of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureBox {
    /// Where its edges are.
    pub area: Area,
    /// It has a ground ([`CHART_GROUND`](super::CHART_GROUND)).
    pub ground: bool,
    /// The second line at its foot, where what is below it stands elsewhere.
    pub foot: Option<[(f32, f32); 2]>,
    /// Its paragraphs, in the middle of its height and width.
    pub texts: Vec<BoxText>,
}

/// A paragraph in a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoxText {
    /// What it says.
    pub spans: Vec<Span>,
    /// Byte in that text with which each line but the first begins.
    pub begins: Vec<usize>,
    /// Width of its widest line.
    pub width: f32,
}

/// The charts of a part as [`paginate()`](super::paginate()) draws them, in their order: each is one picture or more. `styles` are
/// those of the part, tightened if it was.
pub fn chart_pictures(
    part: &Part,
    document: &PrintDocument,
    styles: &StyleSheet,
    fonts: &impl Measure,
) -> Vec<Vec<ChartPicture>> {
    let frame = Sheet::of(document, &part.setup).frame;
    let mut setter = Setter::new(fonts, styles).with_typography(document.typography);
    let charts = chart_bands(&part.blocks, &frame, &mut setter);
    let mut figures = setter.outliner.finish().figures.into_iter();
    let mut picture = |band: Band| {
        let alt = figures.find(|figure| figure.element == band.figure);
        picture(band, alt.map(|figure| figure.alt).unwrap_or_default())
    };
    let mut pictures = |bands: Vec<Band>| bands.into_iter().map(&mut picture).collect();
    charts.into_iter().map(&mut pictures).collect()
}

fn picture(band: Band, alt: String) -> ChartPicture {
    ChartPicture {
        height: band.height,
        alt,
        boxes: band.boxes.into_iter().map(picture_box).collect(),
        lines: band.rules,
        dashed: band.dashed,
    }
}

fn picture_box(laid: LaidBox) -> PictureBox {
    let mut lines = laid.lines.iter().map(|(_, line)| line);
    let texts = laid.said.into_iter();
    PictureBox {
        area: laid.area,
        ground: laid.ground,
        foot: laid.leads_on.then(|| super::chart_lines::foot(laid.area)),
        texts: texts
            .map(|(spans, count)| {
                let lines: Vec<&Line> = lines.by_ref().take(count).collect();
                BoxText {
                    begins: begins(&spans, &lines),
                    width: lines.iter().map(|line| width(line)).fold(0.0, f32::max),
                    spans,
                }
            })
            .collect(),
    }
}

fn width(line: &Line) -> f32 {
    let left = line.texts.first().map_or(line.end, |text| text.x);
    (line.end - left).max(0.0)
}

/// Where lines begin in the text that they were set from. A line keeps every character but spaces and what prints
/// nothing, so these are counted.
fn begins(spans: &[Span], lines: &[&Line]) -> Vec<usize> {
    let prints = |c: char| class_of(c) != Class::Space && !is_invisible(c) && c != '\n';
    let printed = |line: &&Line| -> usize {
        let texts = line.texts.iter();
        texts
            .map(|text| text.text.chars().filter(|&c| prints(c)).count())
            .sum()
    };
    let characters = spans.iter().flat_map(|span| span.text.chars());
    let places = characters.scan(0, |at, c| {
        let place = *at;
        *at += c.len_utf8();
        Some((place, c))
    });
    let places: Vec<usize> = places
        .filter(|&(_, c)| prints(c))
        .map(|(place, _)| place)
        .collect();
    let mut before = 0;
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let starts = pairs.filter_map(|(line, next)| {
        before += printed(line);
        // An empty line begins nowhere: line feeds stand around it.
        places.get(before).copied().filter(|_| printed(next) > 0)
    });
    starts.collect()
}

#[cfg(test)]
mod tests {
    use super::super::indent::Indents;
    use super::super::testing::{Fixed, paragraph, random_text, styles};
    use super::*;
    use crate::document::ParagraphStyle;

    #[test]
    fn cut_where_lines_begin_a_text_falls_into_its_lines() {
        let styles = styles();
        let mut rng = fastrand::Rng::with_seed(7);
        let mut texts: Vec<String> = (0..200).map(|_| random_text(&mut rng, 60)).collect();
        let typed = [
            "",
            "\n",
            "甲 \n\n  乙",
            "a  b",
            "\u{200b}甲\u{feff}乙丙",
            "一　二",
        ];
        texts.extend(typed.map(str::to_owned));
        let said = |text: &str| -> String {
            let printed = text
                .chars()
                .filter(|&c| !c.is_whitespace() && !is_invisible(c));
            printed.collect()
        };
        let mut n_cut = 0;
        for text in texts {
            for width in [15.0, 40.0, 300.0] {
                let paragraph = paragraph(ParagraphStyle::CellCentered, &text);
                let mut setter = Setter::new(&Fixed, &styles);
                let lines = setter.paragraph(&paragraph, width, Indents::default());
                let lines: Vec<&Line> = lines.iter().collect();
                let begins = begins(&paragraph.spans, &lines);
                n_cut += begins.len();
                let ends = begins.iter().copied().chain([text.len()]);
                let mut from = 0;
                let pieces = ends.map(|end| {
                    let piece = text.get(from..end).expect("between characters");
                    from = end;
                    said(piece)
                });
                let lines = lines.iter().map(|line| -> String {
                    line.texts.iter().map(|text| said(&text.text)).collect()
                });
                let pieces: Vec<String> = pieces.filter(|piece| !piece.is_empty()).collect();
                let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
                assert_eq!(pieces, lines, "{text:?} in {width}");
            }
        }
        assert!(n_cut > 1000, "{n_cut}");
    }
}
