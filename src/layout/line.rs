//! Sets a paragraph into lines: measuring, line breaking, justification. Knows widths, not pages.
//!
//! A line is never wider than its box as long as one character fits in it: what is too wide is broken between
//! characters. No character is lost but spaces at the end of a broken line and what prints nothing.

mod breaks;
mod glyphs;
mod run;

use super::flaw::Flaw;
use super::indent::Indents;
use super::page::{Missing, Text};
use super::signs;
use super::structure::{Meaning, Outliner, Role};
use crate::document::{Outline, Paragraph, ParagraphStyle, StyleSheet};
use crate::fonts::{Face, Measure, is_invisible};
use crate::model::settings::Typography;
use crate::model::{Owner, Place};
use glyphs::Glyph;

/// One line; positions are relative to the left edge of its box and to its own top.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// The text, from left to right; `y` is still 0.
    pub(super) texts: Vec<Text>,
    /// Stretches that lead to an owner.
    pub(super) links: Vec<LineLink>,
    /// Distance to the next line, pt.
    pub(super) height: f32,
    /// Baseline below the top, pt.
    pub(super) baseline: f32,
    /// Where its text ends, pt.
    pub(super) end: f32,
    /// Index of the bookmark that it carries, among those of its part.
    pub(super) mark: Option<usize>,
    /// Set if it belongs to an entry of the contents.
    pub(super) entry: Option<EntryLine>,
}

/// What a line with a page number leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum EntryTarget {
    /// Which of the document's contents entries.
    Entry(usize),
    /// The part about a department or role.
    Owner(Owner),
}

/// What a line of a contents entry knows of its entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EntryLine {
    /// What it leads to.
    pub(super) entry: EntryTarget,
    /// Dots and page number stand on the last line.
    pub(super) last: bool,
    /// Face of dots and page number.
    pub(super) face: Face,
    /// Their size, pt.
    pub(super) size: f32,
    /// To what the entry belongs.
    pub(super) meaning: Meaning,
}

/// A stretch of a line that leads to an owner.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LineLink {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) target: Owner,
    pub(super) meaning: Meaning,
}

/// Span number of the characters of a number set in front of the text.
const OF_NUMBER: u32 = u32::MAX;

/// Middle of a hanzi above the baseline, em; see [`crate::fonts::ASCENT`].
pub(super) const MIDDLE: f32 = (crate::fonts::ASCENT - crate::fonts::DESCENT) / 2.0;

/// Sets paragraphs; keeps its working memory from one to the next.
pub(super) struct Setter<'a, M> {
    fonts: &'a M,
    styles: &'a StyleSheet,
    typography: Typography,
    /// Numbered lines up to this height are not torn between pages, pt.
    pub(super) keep_whole: f32,
    text: String,
    glyphs: Vec<Glyph>,
    /// Indices of glyphs before which a line feed stood.
    feeds: Vec<usize>,
    /// Characters that no face has.
    pub(super) missing: Vec<Missing>,
    /// What could not be set as wanted.
    pub(super) flaws: Vec<Flaw>,
    /// Bookmarks of the paragraphs set so far.
    pub(super) marks: Vec<Outline>,
    /// What the paragraphs set so far are.
    pub(super) outliner: Outliner,
    /// The element of the paragraph being set, and those of its links by span.
    meaning: Meaning,
    link_meanings: Vec<(u32, Meaning)>,
}

impl<'a, M: Measure> Setter<'a, M> {
    pub(super) fn new(fonts: &'a M, styles: &'a StyleSheet) -> Self {
        Setter {
            fonts,
            styles,
            typography: Typography::default(),
            keep_whole: 0.0,
            text: String::new(),
            glyphs: Vec::new(),
            feeds: Vec::new(),
            missing: Vec::new(),
            flaws: Vec::new(),
            marks: Vec::new(),
            outliner: Outliner::default(),
            meaning: Meaning::Decoration,
            link_meanings: Vec::new(),
        }
    }

    /// Sets lines as a company wants them.
    pub(super) fn with_typography(self, typography: Typography) -> Self {
        Setter { typography, ..self }
    }

    pub(super) fn styles(&self) -> &'a StyleSheet {
        self.styles
    }

    /// Sets one paragraph into a box `width` pt wide. There is always at least one line.
    pub(super) fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        width: f32,
        indents: Indents,
    ) -> Vec<Line> {
        let style = *self.styles.get(paragraph.style);
        let inline = paragraph
            .number
            .as_ref()
            .filter(|_| indents.number.is_none());
        self.read(paragraph, &style, inline);
        let label = self.note(paragraph, indents.number.is_some());
        let mut lines = Vec::new();
        let feeds = std::mem::take(&mut self.feeds);
        let mut start = 0;
        for (nth, &end) in feeds.iter().chain([&self.glyphs.len()]).enumerate() {
            // A line feed at the very end of a text starts no line.
            if nth > 0 && nth == feeds.len() && start == end {
                break;
            }
            self.stretch_of_lines(paragraph, &style, (start, end), width, indents, &mut lines);
            start = end;
        }
        self.feeds = feeds;
        if let (Some(x), Some(number), Some(line)) =
            (indents.number, &paragraph.number, lines.first_mut())
        {
            let place = paragraph.spans.first().and_then(|span| span.place);
            let face = Face::of(style.family, style.bold);
            let mut texts = self.plain(&number.text, face, style.size.points(), place);
            for text in &mut texts.texts {
                text.x += x;
                text.meaning = label;
            }
            texts.texts.append(&mut line.texts);
            line.texts = texts.texts;
        }
        if let (Some(outline), Some(line)) = (&paragraph.outline, lines.first_mut()) {
            line.mark = Some(self.marks.len());
            self.marks.push(outline.clone());
        }
        lines
    }

    /// Notes what a paragraph is; answers with what its number is if it hangs.
    fn note(&mut self, paragraph: &Paragraph, hanging: bool) -> Meaning {
        let bookmark = paragraph.outline.as_ref().map(|outline| outline.level);
        let outliner = &mut self.outliner;
        let mut label = Meaning::Decoration;
        let element = match (paragraph.style, &paragraph.number) {
            (
                ParagraphStyle::CoverTitle | ParagraphStyle::Title | ParagraphStyle::ContentsTitle,
                _,
            ) => outliner.heading(bookmark, 0),
            (ParagraphStyle::Heading, _) => outliner.heading(bookmark, 1),
            (ParagraphStyle::SubHeading, _) => outliner.heading(bookmark, 2),
            (_, Some(number)) if hanging => {
                let (number, body) = outliner.item(number.list, number.level);
                label = Meaning::Element(number);
                body
            }
            _ => outliner.paragraph(Role::Paragraph),
        };
        self.meaning = Meaning::Element(element);
        self.link_meanings.clear();
        for (span, number) in paragraph.spans.iter().zip(0_u32..) {
            if span.link.is_some() {
                let link = outliner.add(Role::Link, Some(element));
                self.link_meanings.push((number, Meaning::Element(link)));
            }
        }
        label
    }

    /// To what the characters of a span belong.
    fn meaning_of(&self, span: u32) -> Meaning {
        let link = self.link_meanings.iter().find(|(of, _)| *of == span);
        link.map_or(self.meaning, |&(_, meaning)| meaning)
    }

    /// A single line of text at x = 0, neither broken nor justified.
    pub(super) fn plain(
        &mut self,
        text: &str,
        face: Face,
        size: f32,
        place: Option<Place>,
    ) -> Line {
        let kept = std::mem::take(&mut self.glyphs);
        self.push_text(text, face, size, OF_NUMBER, place);
        let mut line = self.emit(&[], place, (0, self.glyphs.len()), size, 0.0, 0.0);
        self.glyphs = kept;
        for text in &mut line.texts {
            text.meaning = Meaning::Decoration;
        }
        line
    }

    /// Width of `text` on one line, pt.
    pub(super) fn width_of(&self, text: &str, wanted: Face, size: f32) -> f32 {
        let mut before = None;
        let mut width = 0.0;
        for c in text.chars().filter(|&c| !is_invisible(c)) {
            let (c, _, advance) = self.printed(wanted, c);
            let class = signs::class_of(c);
            if let Some(left) = before {
                width += signs::pair_space(left, class, self.typography) * size;
            }
            width += advance * size;
            before = Some(class);
        }
        width
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Number, ParagraphStyle, Span};
    use crate::layout::testing::{Fixed, ink, paragraph, random_text, right_edge, span, styles};
    use crate::model::settings::NumberStyle;

    const SIZE: f32 = 12.0;

    fn set(text: &str, style: ParagraphStyle, width: f32) -> Vec<Line> {
        set_as(text, style, width, Typography::default())
    }

    fn set_as(text: &str, style: ParagraphStyle, width: f32, typography: Typography) -> Vec<Line> {
        let styles = styles();
        let mut setter = Setter::new(&Fixed, &styles).with_typography(typography);
        let set = setter.paragraphs(&[paragraph(style, text)], width);
        set.into_iter().flatten().collect()
    }

    fn said(line: &Line) -> String {
        line.texts.iter().map(|text| text.text.as_str()).collect()
    }

    /// Lines of body text without its first-line indent, in a box of `em` characters.
    fn check(text: &str, em: f32, expected: &[&str]) {
        let lines = set(text, ParagraphStyle::Item, em * SIZE);
        let lines: Vec<String> = lines.iter().map(said).collect();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn an_address_wider_than_the_line_is_broken_between_its_names() {
        check(
            "abcdefgh/ijklmnop/qrst",
            8.0,
            &["abcdefgh/", "ijklmnop/qrst"],
        );
        // Not where that would leave the line half empty.
        check("ab/cdefghijklmnopqrst", 8.0, &["ab/cdefghijklmno", "pqrst"]);
    }

    #[test]
    fn random_text_keeps_the_rules_loses_nothing_and_stays_in_its_box() {
        let mut rng = fastrand::Rng::with_seed(20_240_607);
        for round in 0..1600 {
            let typography = Typography {
                squeeze: round % 2 == 0,
                hang: round % 4 > 1,
                latin_gap: round % 8 > 3,
                ..Typography::default()
            };
            let pieces = rng.usize(1..40);
            let text = random_text(&mut rng, pieces);
            let em = f32::from(rng.u8(12..45)) + rng.f32();
            let lines = set_as(&text, ParagraphStyle::Item, em * SIZE, typography);
            let shown: String = lines.iter().map(said).collect();
            assert_eq!(ink(&shown), ink(&text), "round {round}");
            for line in &lines {
                let shown = said(line);
                let (first, last) = (shown.chars().next(), shown.chars().next_back());
                let starts = first.is_some_and(|c| "、，。；：？！）》」』】”’·～—…%℃".contains(c));
                let ends = last.is_some_and(|c| "（《「『【“‘￥¥$№#".contains(c));
                let fed = ["——", "……", "、", "；", "："]
                    .iter()
                    .any(|&sign| text.contains(&format!("\n{sign}")) && shown.starts_with(sign));
                assert!((!starts || fed) && !ends, "round {round}, {em} em: {shown}");
                for text in &line.texts {
                    let mut right = right_edge(text);
                    if typography.hang && last.is_some_and(|c| "，。、；：".contains(c)) {
                        right -= SIZE;
                    }
                    assert!(
                        right <= em * SIZE + 0.05,
                        "round {round}, {em} em: {shown} {right}"
                    );
                }
            }
        }
    }

    #[test]
    fn punctuation_gives_way_hangs_or_goes_on_as_it_is_told() {
        let said_as = |text: &str, em: f32, typography| -> Vec<String> {
            let lines = set_as(text, ParagraphStyle::Item, em * SIZE, typography);
            lines.iter().map(said).collect()
        };
        let usual = Typography::default();
        let stiff = Typography {
            squeeze: false,
            ..usual
        };
        let hanging = Typography {
            hang: true,
            ..stiff
        };
        // Four and a half: a squeezed comma fits, a full one does not.
        let text = "甲乙丙丁，戊己庚辛";
        assert_eq!(said_as(text, 4.5, usual)[0], "甲乙丙丁，");
        assert_eq!(said_as(text, 4.5, stiff)[0], "甲乙丙");
        assert_eq!(said_as(text, 4.0, hanging)[0], "甲乙丙丁，");
        let lines = set_as(text, ParagraphStyle::Item, 4.0 * SIZE, hanging);
        assert!((lines[0].end - 5.0 * SIZE).abs() < 0.01, "the comma hangs");
        let lines = set_as(text, ParagraphStyle::CellItem, 4.0 * 10.5, hanging);
        assert!(lines.iter().all(|line| line.end <= 4.0 * 10.5 + 0.01));
        // Two signs never hang, and no opening one.
        assert_eq!(said_as("甲乙丙丁。”戊己", 4.0, hanging)[0], "甲乙丙");
        let width = |text: &str, typography| {
            let lines = set_as(text, ParagraphStyle::Item, 40.0 * SIZE, typography);
            lines[0].end / SIZE
        };
        assert_eq!(width("（甲）（乙）", usual), 5.5);
        assert_eq!(width("（甲）（乙）", stiff), 6.0);
        let tight = Typography {
            latin_gap: false,
            ..usual
        };
        assert_eq!(width("甲A乙", usual), 2.75);
        assert_eq!(width("甲A乙", tight), 2.5);
    }

    #[test]
    fn justified_lines_end_at_the_edge() {
        let mut rng = fastrand::Rng::with_seed(7);
        let mut flush = 0;
        for _ in 0..100 {
            let text = random_text(&mut rng, 30).replace('\n', "");
            let width = 30.0 * SIZE;
            let lines = set(&text, ParagraphStyle::Item, width);
            for line in &lines[..lines.len() - 1] {
                let right = line.texts.last().map_or(0.0, right_edge);
                flush += usize::from((right - width).abs() < 0.05);
            }
            let all = lines.len() - 1;
            assert!(flush >= all, "{flush} of {all}");
            flush -= all;
        }
    }

    #[test]
    fn dashes_numbers_and_latin_are_not_torn() {
        check("落实安全——确保", 5.0, &["落实安", "全——确保"]);
        check("工资八千元3.5%起", 6.0, &["工资八千元", "3.5%起"]);
        check("为期三个月共30天整", 7.0, &["为期三个月共", "30天整"]);
        check("熟练使用C++语言", 5.0, &["熟练使用", "C++语言"]);
        check("甲乙丙丁“戊己”庚辛", 5.0, &["甲乙丙丁", "“戊己”庚", "辛"]);
    }

    #[test]
    fn no_single_hanzi_is_left_for_the_last_line() {
        let line = "一二三四五六七八九十一二三四五六七八九";
        check(&format!("{line}十末。"), 20.0, &[line, "十末。"]);
        // Two are enough, and a line that would gape keeps what it has.
        check(
            &format!("{line}十末尾"),
            20.0,
            &[&format!("{line}十"), "末尾"],
        );
        check("一二三四五", 4.0, &["一二三四", "五"]);
        let lines = set("人均培训不少于 24 学时", ParagraphStyle::Cell, 10.0 * 10.5);
        let lines: Vec<String> = lines.iter().map(said).collect();
        assert_eq!(lines, ["人均培训不少于 24", "学时"]);
        // What must not be parted is not parted for it.
        check(&format!("{line}10年末"), 20.0, &[line, "10年末"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_between_characters() {
        check("abcdefghij", 2.0, &["abcd", "efgh", "ij"]);
        check("岗位", 0.5, &["岗", "位"]);
    }

    #[test]
    fn closing_signs_are_squeezed_where_they_meet_and_at_the_end() {
        // Five characters and a stop that fits by its left half only.
        check("岗位职责表。", 5.5, &["岗位职责表。"]);
        let line = &set("（岗位）。", ParagraphStyle::Item, 500.0)[0];
        assert_eq!(line.texts[0].kerns, vec![(3, -0.5 * SIZE)]);
    }

    #[test]
    fn chinese_and_latin_stand_apart_unless_a_space_was_typed() {
        let line = &set("用Excel制表", ParagraphStyle::Item, 500.0)[0];
        assert_eq!(
            line.texts[0].kerns,
            vec![(0, 0.125 * SIZE), (5, 0.125 * SIZE)]
        );
        assert_eq!(
            set("用 Excel 制表", ParagraphStyle::Item, 500.0)[0].texts[0].kerns,
            vec![]
        );
    }

    #[test]
    fn line_feeds_break_and_empty_text_is_one_line() {
        check("甲\n\n乙\n", 5.0, &["甲", "", "乙"]);
        check("", 5.0, &[""]);
        check("\n", 5.0, &[""]);
        check("甲\u{200b}乙", 5.0, &["甲乙"]);
    }

    #[test]
    fn a_missing_character_prints_as_replacement_from_song_and_is_told() {
        let styles = styles();
        let mut setter = Setter::new(&Fixed, &styles);
        let set = setter.paragraphs(
            &[paragraph(ParagraphStyle::Heading, "甲\u{f8ff}\u{3400}")],
            500.0,
        );
        let runs: Vec<_> = set[0][0]
            .texts
            .iter()
            .map(|t| (t.face, t.text.as_str()))
            .collect();
        let song = (Face::SongRegular, "〓\u{3400}");
        assert_eq!(runs, [(Face::HeiBold, "甲"), song]);
        assert_eq!(setter.missing.len(), 1);
        assert_eq!(setter.missing[0].character, '\u{f8ff}');
    }

    #[test]
    fn numbered_lines_share_the_indent_of_the_widest_number() {
        let numbered = |text: &str, value| Paragraph {
            number: Some(Number {
                list: 1,
                level: 0,
                style: NumberStyle::DecimalParens,
                value,
                text: text.to_owned(),
                prefix: String::new(),
            }),
            ..paragraph(ParagraphStyle::Item, "甲乙丙丁戊己庚辛")
        };
        let styles = styles();
        let mut setter = Setter::new(&Fixed, &styles);
        let run = [numbered("9、", 9), numbered("（10）", 10)];
        let set = setter.paragraphs(&run, 9.0 * SIZE);
        for lines in &set {
            assert_eq!(lines[0].texts[0].x, 0.0);
            // （10） is three em wide, more than the style's two; further lines hang below the text.
            assert_eq!(lines[0].texts[1].x, 3.0 * SIZE);
            assert_eq!(lines[1].texts[0].x, 3.0 * SIZE);
        }
    }

    #[test]
    fn the_number_of_a_heading_does_not_move_the_list_below_it() {
        let numbered = |style, text: &str| Paragraph {
            number: Some(Number {
                list: 1,
                level: 0,
                style: NumberStyle::ChineseComma,
                value: 12,
                text: text.to_owned(),
                prefix: String::new(),
            }),
            ..paragraph(style, "甲乙丙")
        };
        let styles = styles();
        let mut setter = Setter::new(&Fixed, &styles);
        let heading = numbered(ParagraphStyle::Heading, "十二、");
        let item = numbered(ParagraphStyle::Item, "1、");
        let set = setter.paragraphs(&[heading, item], 500.0);
        assert_eq!(set[1][0].texts[1].x, 2.0 * SIZE);
    }

    #[test]
    fn a_link_covers_its_characters() {
        let styles = styles();
        let mut setter = Setter::new(&Fixed, &styles);
        let owner = Owner::Company;
        let linked = Span {
            link: Some(owner),
            ..span("经理")
        };
        let paragraph = Paragraph {
            style: ParagraphStyle::Item,
            spans: vec![span("上级"), linked, span("等")],
            ..Paragraph::default()
        };
        let set = setter.paragraphs(&[paragraph], 500.0);
        let link = LineLink {
            x: 2.0 * SIZE,
            width: 2.0 * SIZE,
            target: owner,
            meaning: Meaning::Element(1),
        };
        assert_eq!(set[0][0].links, [link]);
    }
}
