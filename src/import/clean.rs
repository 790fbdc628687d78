//! Tidies accepted texts: what is proposed, as differences that a person can look at one by one.
//!
//! Applied after reading, to the draft's texts only: that nothing of the source is lost stays provable without it.
//! What could be meant as it stands is proposed as unsure and left alone unless the person says otherwise.

use super::decide::Anchor;
use super::draft::{DraftField, DraftItem, DraftSection, ImportDraft, Piece};
use super::squeeze::is_blank;
use std::collections::BTreeSet;
use std::ops::Range;

/// Kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CleaningKind {
    /// Half-width signs between Chinese characters become full-width.
    Signs,
    /// Private-use characters, which no face prints, go.
    PrivateUse,
    /// Several blanks become one; one between Chinese characters goes.
    Blanks,
    /// A comma at the end goes.
    Ends,
}

impl CleaningKind {
    /// Every kind, in the order in which a person is shown them.
    pub const ALL: [CleaningKind; 4] = [
        CleaningKind::Signs,
        CleaningKind::PrivateUse,
        CleaningKind::Blanks,
        CleaningKind::Ends,
    ];
}

/// One proposed change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaning {
    /// What kind.
    pub kind: CleaningKind,
    /// The bytes that change.
    pub range: Range<usize>,
    /// What stands there instead.
    pub after: String,
    /// Whether nothing else can be meant.
    pub sure: bool,
}

/// The changes that are proposed for a text, in order; none overlap.
pub fn cleanings(text: &str) -> Vec<Cleaning> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&(start, c)) = chars.get(at) {
        let end = start + c.len_utf8();
        let before = at.checked_sub(1).map(|at| chars[at].1);
        let after = chars.get(at + 1).map(|&(_, c)| c);
        let mut propose = |kind, range, after: &str, sure| {
            found.push(Cleaning {
                kind,
                range,
                after: after.to_owned(),
                sure,
            });
        };
        if is_blank(c) && c != '\n' {
            let mut last = at;
            while chars.get(last + 1).is_some_and(|&(_, c)| is_blank(c)) {
                last += 1;
            }
            let range = start..chars[last].0 + chars[last].1.len_utf8();
            let next = chars.get(last + 1).map(|&(_, c)| c);
            let breaks = text.get(range.clone()).is_some_and(|it| it.contains('\n'));
            if breaks {
                // The lines of a text are its own.
            } else if before.is_some_and(is_chinese) && next.is_some_and(is_chinese) {
                propose(CleaningKind::Blanks, range, "", false);
            } else if last > at && before.is_some() && next.is_some() {
                propose(CleaningKind::Blanks, range, " ", true);
            }
            at = last + 1;
            continue;
        }
        if is_private(c) {
            propose(CleaningKind::PrivateUse, start..end, "", at == 0);
        } else if c == '(' {
            open.push((at, start));
        } else if c == ')' {
            if let Some((from, opened)) = open.pop() {
                let inside = chars.get(from + 1..at).unwrap_or_default();
                let chinese = inside.iter().any(|&(_, c)| is_chinese(c));
                let around = from.checked_sub(1).map(|at| chars[at].1);
                let sure = chinese && around.is_none_or(|c| is_chinese(c) || is_sign(c));
                if chinese {
                    propose(CleaningKind::Signs, opened..opened + 1, "\u{ff08}", sure);
                    propose(CleaningKind::Signs, start..end, "\u{ff09}", sure);
                }
            }
        } else if after.is_none() && at > 0 && matches!(c, '\u{3001}' | '\u{ff0c}' | ',') {
            propose(CleaningKind::Ends, start..end, "", true);
        } else if let Some(full) = full_width(c) {
            let left = before.is_some_and(is_chinese);
            let right = after.is_some_and(is_chinese);
            let ends = after.is_none() || after == Some('\n');
            if left && (right || ends) {
                propose(CleaningKind::Signs, start..end, full, true);
            } else if left && after.is_some_and(|c| c.is_alphanumeric() || is_blank(c)) {
                propose(CleaningKind::Signs, start..end, full, false);
            }
        }
        at += 1;
    }
    found.sort_by_key(|cleaning| cleaning.range.start);
    found
}

/// The text with some of its changes made.
pub fn cleaned<'a>(text: &str, accepted: impl Iterator<Item = &'a Cleaning>) -> String {
    let mut output = String::with_capacity(text.len());
    let mut from = 0;
    for cleaning in accepted {
        output.push_str(text.get(from..cleaning.range.start).unwrap_or_default());
        output.push_str(&cleaning.after);
        from = cleaning.range.end;
    }
    output.push_str(text.get(from..).unwrap_or_default());
    output
}

fn full_width(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "\u{ff0c}",
        ';' => "\u{ff1b}",
        ':' => "\u{ff1a}",
        '?' => "\u{ff1f}",
        '!' => "\u{ff01}",
        '.' => "\u{3002}",
        _ => return None,
    })
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A sign that is full-width already.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{2018}'..='\u{201d}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// What a change of a draft is known by: the text, and the byte at which the change begins.
pub type CleaningKey = (Anchor, usize);

/// A text of a draft with what is proposed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirtyText {
    /// Where the text stands in the source.
    pub anchor: Anchor,
    /// The text.
    pub text: String,
    /// What is proposed.
    pub cleanings: Vec<Cleaning>,
}

/// The texts of a draft for which something is proposed, in the order of the draft.
pub fn dirty_texts(draft: &ImportDraft) -> Vec<DirtyText> {
    let mut found = Vec::new();
    for_each_piece(draft, &mut |piece| {
        let cleanings = cleanings(&piece.text);
        if !cleanings.is_empty() {
            found.push(DirtyText {
                anchor: anchor(piece),
                text: piece.text.clone(),
                cleanings,
            });
        }
    });
    found
}

/// Which changes are made: the sure ones, but for those that the person turned round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleaningChoices {
    /// Whether anything is changed at all.
    pub on: bool,
    /// Sure changes that are not made, and unsure ones that are.
    pub turned: BTreeSet<CleaningKey>,
}

impl CleaningChoices {
    /// Whether a change is made once cleaning is switched on.
    pub fn takes(&self, anchor: Anchor, cleaning: &Cleaning) -> bool {
        cleaning.sure != self.turned.contains(&(anchor, cleaning.range.start))
    }

    /// Makes the changes in a draft.
    pub fn apply(&self, draft: &mut ImportDraft) {
        if !self.on {
            return;
        }
        for_each_piece_mut(draft, &mut |piece| {
            let found = cleanings(&piece.text);
            let anchor = anchor(piece);
            let mut taken = found.iter().filter(|it| self.takes(anchor, it)).peekable();
            if taken.peek().is_some() {
                piece.text = cleaned(&piece.text, taken);
            }
        });
    }
}

fn anchor(piece: &Piece) -> Anchor {
    let span = piece.spans.first().copied();
    span.map_or_else(Anchor::default, Anchor::of)
}

macro_rules! pieces {
    ($name:ident, $fields:ident, $sections:ident, $items:ident, $iter:ident, $($mutable:tt)?) => {
        /// Calls `f` with each text that is cleaned: lines, values, titles; names stay as they are called.
        fn $name(draft: & $($mutable)? ImportDraft, f: &mut impl FnMut(& $($mutable)? Piece)) {
            $fields(& $($mutable)? draft.company_fields, f);
            for department in draft.departments.$iter() {
                $fields(& $($mutable)? department.fields, f);
                $items(& $($mutable)? department.duties, f);
            }
            for role in draft.roles.$iter() {
                $fields(& $($mutable)? role.fields, f);
                $sections(& $($mutable)? role.sections, f);
            }
            $sections(& $($mutable)? draft.rules, f);
        }
        fn $fields(fields: & $($mutable)? [DraftField], f: &mut impl FnMut(& $($mutable)? Piece)) {
            for field in fields.$iter() {
                f(& $($mutable)? field.value);
            }
        }
        fn $sections(sections: & $($mutable)? [DraftSection], f: &mut impl FnMut(& $($mutable)? Piece)) {
            for section in sections.$iter() {
                section.title.$iter().for_each(&mut *f);
                $items(& $($mutable)? section.items, f);
            }
        }
        fn $items(items: & $($mutable)? [DraftItem], f: &mut impl FnMut(& $($mutable)? Piece)) {
            for item in items.$iter() {
                f(& $($mutable)? item.text);
                item.standard.$iter().for_each(&mut *f);
                $items(& $($mutable)? item.children, f);
            }
        }
    };
}

pieces!(for_each_piece, fields, sections, items, iter,);
pieces!(
    for_each_piece_mut,
    fields_mut,
    sections_mut,
    items_mut,
    iter_mut,
    mut
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::parse_text;

    fn sure(text: &str) -> String {
        let found = cleanings(text);
        cleaned(text, found.iter().filter(|it| it.sure))
    }

    fn all(text: &str) -> String {
        let found = cleanings(text);
        cleaned(text, found.iter())
    }

    #[test]
    fn signs_between_chinese_characters_become_full_width() {
        assert_eq!(
            sure("负责盘点,核对;上报:每月(含节假日)一次."),
            "负责盘点，核对；上报：每月（含节假日）一次。"
        );
    }

    #[test]
    fn numbers_times_and_latin_words_are_left_alone() {
        for text in [
            "10:00至12:30",
            "误差1.5%",
            "使用ERP, CRM等(B/S)系统",
            "1,000元",
        ] {
            assert_eq!(sure(text), text);
        }
    }

    #[test]
    fn what_could_be_meant_is_unsure() {
        assert_eq!(sure("负责 盘点"), "负责 盘点");
        assert_eq!(all("负责 盘点"), "负责盘点");
        assert_eq!(sure("参加会议,3日内上报"), "参加会议,3日内上报");
        assert_eq!(all("参加会议,3日内上报"), "参加会议，3日内上报");
    }

    #[test]
    fn bullets_of_no_face_double_blanks_and_commas_at_the_end_go() {
        assert_eq!(sure("\u{f0b2}负责收货、"), "负责收货");
        assert_eq!(sure("Excel  Word"), "Excel Word");
        assert_eq!(
            sure("负责收货，\n并登记，"),
            "负责收货，\n并登记",
            "only the end of the text"
        );
    }

    #[test]
    fn a_draft_is_cleaned_only_when_that_is_switched_on_and_as_chosen() {
        let draft = parse_text("库管员岗位职责\n1、收货,登记;\n2、盘点,3日内上报。");
        let texts = dirty_texts(&draft);
        assert_eq!(texts.len(), 2);
        let cleaned = |choices: &CleaningChoices| {
            let mut draft = draft.clone();
            choices.apply(&mut draft);
            let items = draft.roles[0].sections[0].items.iter();
            items.map(|it| it.text.text.clone()).collect::<Vec<_>>()
        };
        let mut choices = CleaningChoices::default();
        assert_eq!(cleaned(&choices), ["收货,登记;", "盘点,3日内上报。"]);
        choices.on = true;
        assert_eq!(cleaned(&choices), ["收货，登记；", "盘点,3日内上报。"]);
        let unsure = (texts[1].anchor, texts[1].cleanings[0].range.start);
        choices.turned.insert(unsure);
        assert_eq!(cleaned(&choices), ["收货，登记；", "盘点，3日内上报。"]);
    }
}
