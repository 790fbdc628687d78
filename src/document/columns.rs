//! How wide the columns of a table are: as planned, and then as what stands in them needs.
//!
//! A planned width is a guess about usual texts. Where a word would be torn, or a short value would take a second line
//! while its neighbour has room to spare, the neighbour gives of what it does not use.

use super::blocks::PageSetup;
use super::compose::page;
use super::estimate::text_width;
use super::sheet::{Column, ColumnWidth, GridRow, Line};
use crate::model::settings::DocumentSettings;

/// Room left and right of the text in a cell, together, in tenths of a millimetre (Word's default is 1.9 mm a side).
const CELL_PADDING: u16 = 42;
/// No form is laid out narrower than this, whatever the margins leave (40 mm).
const LEAST_WIDTH: u16 = 400;
/// Characters on a line that a column of names needs: two lines of six hold nearly every name.
const LEAST_SHARE: u32 = 6;
/// A single word gets at most this share of a table, in parts of it; a longer one is torn.
const WORD_SHARE: u32 = 3;
/// A text of so many hanzi stands on no line of a table, em.
const LONG: usize = 80;
/// Characters of a heading of a column that is held on one line.
const WHOLE_HEAD: usize = 6;

/// Widths of a form, in tenths of a millimetre.
#[derive(Clone, Copy)]
pub(super) struct Measures {
    /// The whole table.
    pub(super) width: u16,
    /// Labels at the left.
    pub(super) label: u16,
    /// Labels inside a section.
    pub(super) sub_label: u16,
    /// One character of table text, in thousandths of that.
    em: u32,
}

impl Measures {
    pub(super) fn of(settings: &DocumentSettings) -> Measures {
        Measures::on(&page(settings), settings)
    }

    /// The same on the sheet that lies on its side.
    pub(super) fn turned(settings: &DocumentSettings) -> Measures {
        Measures::on(&page(settings).turned(), settings)
    }

    fn on(page: &PageSetup, settings: &DocumentSettings) -> Measures {
        let width = page.text_width().0.max(LEAST_WIDTH);
        // 1 pt = 254/72 tenths of a millimetre; 1,000 pt is beyond any page. Rounded so finely, a column of five
        // characters is no wider than that, and the text beside it has its last character too.
        let em = (settings.table_size.points().clamp(1.0, 1000.0) * 254_000.0 / 72.0).ceil() as u32;
        // Labels have four characters, or five, and some air; those inside a section have no air to spare.
        let characters = |n: u32| {
            let width = (em * n).div_ceil(1000) + u32::from(CELL_PADDING);
            u16::try_from(width).unwrap_or(u16::MAX)
        };
        Measures {
            width,
            label: characters(5).clamp(width / 10, width / 4),
            sub_label: characters(4).clamp(width / 12, width / 5),
            em,
        }
    }

    /// Characters on one line of a cell.
    pub(super) fn capacity(self, width: u16) -> usize {
        let room = u32::from(width.saturating_sub(CELL_PADDING)) * 1000;
        (room / self.em.max(1)).max(1) as usize
    }

    /// The least width in which columns look well, tenths of a millimetre.
    pub(super) fn least(self, columns: &[Column]) -> u32 {
        let characters = |column: &Column| match column.width {
            ColumnWidth::Characters(n) => u32::from(n),
            ColumnWidth::Share(_) => LEAST_SHARE,
        };
        let least = |n: u32| (n * self.em).div_ceil(1000) + u32::from(CELL_PADDING);
        columns.iter().map(|column| least(characters(column))).sum()
    }

    /// Right edges of a table's columns between `from` and the end of the form: as planned, but for what `rows` need.
    pub(super) fn edges(self, columns: &[Column], rows: &[GridRow], from: u16) -> Vec<u16> {
        let room = u32::from(self.width - from);
        let mut widths = self.planned(columns, room);
        let needs = needs(columns, rows);
        // `as` saturates; what is wider than the table stands on no single line anyway.
        let width =
            |em: f32| (em * self.em as f32 / 1000.0).ceil() as u32 + u32::from(CELL_PADDING);
        let (mut words, mut lines) = (Vec::new(), Vec::new());
        for (need, &planned) in needs.iter().zip(&widths) {
            let word = width(need.word).min(room / WORD_SHARE);
            words.push(word);
            // What is to be filled in by hand keeps its room.
            lines.push(match need.blank {
                true => planned.max(word),
                false => width(need.line),
            });
        }
        take_for_words(&mut widths, &words);
        take_for_lines(&mut widths, &lines);
        let mut edge = u32::from(from);
        let edges = widths.into_iter().map(|width| {
            edge = (edge + width).min(u32::from(self.width));
            edge as u16
        });
        edges.collect()
    }

    /// Widths of columns that share `room`, whatever stands in them.
    fn planned(self, columns: &[Column], room: u32) -> Vec<u32> {
        let fixed = |width: ColumnWidth| match width {
            ColumnWidth::Characters(n) => {
                (u32::from(n) * self.em).div_ceil(1000) + u32::from(CELL_PADDING)
            }
            ColumnWidth::Share(_) => 0,
        };
        let shares = |width: ColumnWidth| match width {
            ColumnWidth::Characters(_) => 0,
            ColumnWidth::Share(n) => u32::from(n),
        };
        let all_fixed: u32 = columns.iter().map(|column| fixed(column.width)).sum();
        let all_shares: u32 = columns.iter().map(|column| shares(column.width)).sum();
        // Long texts keep at least half of the room, however large the type is.
        let most = if all_shares == 0 { room } else { room / 2 };
        let scaled = |n: u32| {
            if all_fixed > most {
                n * most / all_fixed.max(1)
            } else {
                n
            }
        };
        let left = room - all_fixed.min(most);
        let width = |column: &Column| {
            scaled(fixed(column.width)) + left * shares(column.width) / all_shares.max(1)
        };
        columns.iter().map(width).collect()
    }
}

/// What stands in a column, em of its type.
#[derive(Clone, Copy)]
struct Need {
    /// The widest text on one line.
    line: f32,
    /// The widest word that is not to be torn.
    word: f32,
    /// Nothing stands in it.
    blank: bool,
}

fn needs(columns: &[Column], rows: &[GridRow]) -> Vec<Need> {
    let head = |column: &Column| {
        let line = text_width(column.head);
        let whole = column.head.chars().count() <= WHOLE_HEAD;
        Need {
            line,
            word: if whole { line } else { 0.0 },
            blank: true,
        }
    };
    let mut needs: Vec<Need> = columns.iter().map(head).collect();
    for row in rows {
        let GridRow::Cells(cells) = row else { continue };
        for (need, lines) in needs.iter_mut().zip(cells) {
            for line in lines.iter().filter(|line| !line.is_empty()) {
                need.blank = false;
                let (line, word) = line_and_word(line);
                need.line = need.line.max(line);
                need.word = need.word.max(word);
            }
        }
    }
    needs
}

/// Width of a line, and of its longest word, with its number, em.
fn line_and_word(line: &Line) -> (f32, f32) {
    let number = line.number.as_ref().map_or(0.0, |number| {
        let hanging = 2.0 * (f32::from(number.level) + 1.0);
        hanging + (text_width(&number.text) - 2.0).max(0.0)
    });
    let (mut all, mut widest, mut whole) = (0.0, 0.0_f32, 0.0_f32);
    for span in &line.spans {
        for (nth, text) in span.text.split('\n').enumerate() {
            if nth > 0 {
                whole = whole.max(std::mem::take(&mut all));
            }
            // A hanzi has three bytes; how much longer a long text is does not matter.
            let long = text.len() > 3 * LONG;
            all += if long { LONG as f32 } else { text_width(text) };
            if all > widest && text.bytes().any(|byte| byte.is_ascii()) {
                let words = text.split(|c: char| !c.is_ascii() || c == ' ');
                widest = words.map(text_width).fold(widest, f32::max);
            }
        }
    }
    (number + whole.max(all), number + widest)
}

/// Gives columns that would tear a word what others have beyond their own words.
fn take_for_words(widths: &mut [u32], words: &[u32]) {
    let missing = |width: &u32, need: &u32| need.saturating_sub(*width);
    let wanted: u32 = widths.iter().zip(words).map(|(w, n)| missing(w, n)).sum();
    let given = take(widths, words, wanted);
    let mut left = given;
    for (width, &need) in widths.iter_mut().zip(words) {
        let more = need.saturating_sub(*width).min(left);
        *width += more;
        left -= more;
    }
}

/// Gives columns whose texts do not stand on one line what others have beyond theirs: those first that lack least, and
/// the rest to that with the longest text.
fn take_for_lines(widths: &mut [u32], lines: &[u32]) {
    let spare: u32 = widths
        .iter()
        .zip(lines)
        .map(|(w, n)| w.saturating_sub(*n))
        .sum();
    let mut short: Vec<(u32, usize)> = (0..widths.len())
        .map(|at| (lines[at].saturating_sub(widths[at]), at))
        .filter(|(missing, _)| *missing > 0)
        .collect();
    short.sort_unstable();
    let wanted = short
        .iter()
        .fold(0_u32, |all, (one, _)| all.saturating_add(*one));
    let mut left = take(widths, lines, wanted.min(spare));
    let longest = short.last().map(|(_, at)| *at);
    for (missing, at) in short {
        if missing > left {
            break;
        }
        widths[at] += missing;
        left -= missing;
    }
    if let Some(longest) = longest {
        widths[longest] += left;
    }
}

/// Takes up to `wanted` from the columns that are wider than they need to be, from each its share; what was taken.
fn take(widths: &mut [u32], needs: &[u32], wanted: u32) -> u32 {
    let spare: u32 = widths
        .iter()
        .zip(needs)
        .map(|(w, n)| w.saturating_sub(*n))
        .sum();
    let mut taken = 0;
    for (width, &need) in widths.iter_mut().zip(needs) {
        let own = u64::from(width.saturating_sub(need));
        let share = own * u64::from(wanted.min(spare)) / u64::from(spare.max(1));
        let share = u32::try_from(share).unwrap_or(0);
        *width -= share;
        taken += share;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Span;
    use super::*;

    fn after(widths: &[u32], words: &[u32], lines: &[u32]) -> Vec<u32> {
        let mut widths = widths.to_vec();
        let all: u32 = widths.iter().sum();
        take_for_words(&mut widths, words);
        take_for_lines(&mut widths, lines);
        assert!(widths.iter().sum::<u32>() <= all && all - widths.iter().sum::<u32>() < 4);
        widths
    }

    #[test]
    fn columns_stay_as_planned_where_everything_has_its_line() {
        assert_eq!(
            after(&[300, 200, 100], &[50; 3], &[250, 200, 90]),
            [300, 200, 100]
        );
    }

    #[test]
    fn a_short_value_gets_its_line_from_a_neighbour_that_does_not_need_its_room() {
        assert_eq!(
            after(&[300, 100, 200], &[50; 3], &[200, 120, 200]),
            [280, 120, 200]
        );
        // Nobody has room to spare: nobody loses a character.
        assert_eq!(after(&[300, 100], &[50; 2], &[900, 120]), [300, 100]);
    }

    #[test]
    fn the_least_wish_is_fulfilled_first_and_the_rest_goes_to_the_longest_text() {
        assert_eq!(
            after(&[300, 100, 100, 100], &[50; 4], &[200, 120, 500, 100]),
            [200, 120, 180, 100]
        );
    }

    #[test]
    fn a_word_is_not_torn_while_others_have_more_than_their_words() {
        assert_eq!(after(&[300, 60], &[50, 110], &[900, 110]), [250, 110]);
        assert_eq!(after(&[60, 60], &[60, 90], &[60, 90]), [60, 60]);
    }

    #[test]
    fn the_widths_of_texts_know_numbers_words_and_line_feeds() {
        let line = |text: &str| {
            let spans = vec![Span {
                text: text.to_owned(),
                ..Span::default()
            }];
            line_and_word(&Line::text(spans))
        };
        let (whole, word) = line("\u{5ba1}\u{6838}");
        assert_eq!((whole, word), (2.0, 0.0));
        let (whole, word) = line("QHS-RL-001");
        assert!(whole > 5.0 && whole == word);
        assert!(line("AB CD").1 < line("AB CD").0);
        assert_eq!(line("\u{5ba1}\u{6838}\n\u{5ba1}").0, 2.0);
    }
}
