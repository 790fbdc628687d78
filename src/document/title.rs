//! Long titles in lines of about the same length.

use super::blocks::Paragraph;
use super::estimate::text_width;
use super::styles::{ParagraphStyle, Style};

/// What a line is wider than its share of the title, em: as much may 禁则 take from the end of the line before.
const SLACK: f32 = 1.5;
/// The narrowest that a Latin character comes out, em.
const NARROW: f32 = 0.25;
/// What a sign of punctuation loses before another and at the end of a line, em.
const SQUEEZED: f32 = 0.5;
/// Latin words of more characters make lines too uneven to say where they end.
const LONGEST_WORD: usize = 4;

/// Space left and right of a title in a text `width` pt wide, pt: a title that is a little too long for a line stands on
/// two of about the same length, so that its last two characters are not left alone. 0 for all other paragraphs.
pub fn title_margin(paragraph: &Paragraph, style: &Style, width: f32) -> f32 {
    use ParagraphStyle::{ContentsTitle, CoverTitle, Title};
    if !matches!(paragraph.style, CoverTitle | Title | ContentsTitle) {
        return 0.0;
    }
    let number = paragraph.number.iter().map(|number| number.text.as_str());
    let spans = paragraph.spans.iter().map(|span| span.text.as_str());
    let text: String = number.chain(spans).collect();
    let size = style.size.points();
    let width_of = |em: f32| em * size;
    let most = width_of(text_width(&text));
    if most <= width || text.contains('\n') {
        return 0.0;
    }
    let mut words = text.split(|c: char| !c.is_ascii() || c.is_whitespace());
    if words.any(|word| word.len() > LONGEST_WORD) {
        return 0.0;
    }
    let lines = (most / width).ceil();
    let least = width_of(narrowest(&text) - SQUEEZED * (lines - 1.0));
    let room = most / lines + width_of(SLACK);
    if (least / width).ceil() < lines || room >= width {
        return 0.0;
    }
    (width - room) / 2.0
}

/// Width of a text on one line at least, em.
fn narrowest(text: &str) -> f32 {
    let (mut width, mut after_sign) = (0.0, false);
    for c in text.chars() {
        width += if c.is_ascii() { NARROW } else { 1.0 };
        let sign = !c.is_alphanumeric();
        if sign && after_sign {
            width -= SQUEEZED;
        }
        after_sign = sign;
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Span, StyleSheet};
    use crate::model::settings::DocumentSettings;

    /// The margins of a title in a text twenty em wide, em.
    fn margin(style: ParagraphStyle, text: &str) -> f32 {
        let styles = StyleSheet::of(&DocumentSettings::default());
        let paragraph = Paragraph {
            style,
            spans: vec![Span {
                text: text.into(),
                ..Span::default()
            }],
            ..Paragraph::default()
        };
        let style = styles.get(style);
        let size = style.size.points();
        title_margin(&paragraph, style, 20.0 * size) / size
    }

    #[test]
    fn a_title_that_is_too_long_for_a_line_is_shared_out_evenly() {
        let title = |hanzi: usize| margin(ParagraphStyle::Title, &"岗".repeat(hanzi));
        let close = |a: f32, b: f32| (a - b).abs() < 0.01;
        assert_eq!(title(20), 0.0);
        assert!(close(title(22), (20.0 - 11.0 - SLACK) / 2.0));
        assert!(close(title(45), (20.0 - 15.0 - SLACK) / 2.0));
        // Two lines that are nearly full stay as they are.
        assert_eq!(title(39), 0.0);
    }

    #[test]
    fn what_may_stand_on_one_line_and_what_is_no_title_keep_the_width() {
        let brackets = "岗".repeat(16) + "（）（）";
        assert_eq!(margin(ParagraphStyle::Title, &brackets), 0.0);
        let brackets = brackets + "甲";
        assert_eq!(margin(ParagraphStyle::Title, &brackets), 0.0);
        let (long, word) = ("岗".repeat(25), "岗".repeat(22) + "Wonderland");
        assert_eq!(margin(ParagraphStyle::Body, &long), 0.0);
        assert_eq!(margin(ParagraphStyle::Title, &word), 0.0);
    }
}
