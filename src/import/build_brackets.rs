//! Brackets behind the name of a role: people, qualifiers, or fields such as （2人） and （编号：QC-01）.

use super::build::{Builder, Place};
use super::draft::{Alternative, Doubt, DoubtKind, DroppedKind, Piece};
use super::headings::RoleHeading;
use super::lexicon::{Label, lexicon, words};
use super::markers::{chinese_number, is_digit};
use super::plain::label_of;
use super::squeeze::{Squeezed, cut, is_blank};
use crate::model::Field;
use std::ops::Range;

/// What a bracket says.
enum Inside {
    /// Names of people.
    People(Vec<Range<usize>>),
    /// Fields: which, and where the value stands.
    Fields(Vec<(Field, Range<usize>)>),
    Qualifier,
}

impl Builder<'_> {
    /// Reads the brackets behind a role's name. Returns what of the body they keep, in order.
    pub(super) fn brackets(&mut self, at: usize, heading: &RoleHeading) -> Vec<Range<usize>> {
        let mut kept = Vec::new();
        for range in &heading.brackets {
            let text = cut(self.body(at), range.clone());
            match inside(text) {
                Inside::People(people) => {
                    let alone = people.len() == 1;
                    self.lists_people |= !alone;
                    for name in people {
                        let place = range.start + name.start..range.start + name.end;
                        let piece = self.name_piece(at, place.clone());
                        self.incumbent(piece, alone);
                        kept.push(place);
                    }
                }
                Inside::Fields(fields) => {
                    for (field, value) in fields {
                        let place = range.start + value.start..range.start + value.end;
                        let value = self.name_piece(at, place.clone());
                        self.add_field(field, value);
                        kept.push(place);
                    }
                }
                Inside::Qualifier => {
                    let piece = self.name_piece(at, range.clone());
                    if let Some(&place) = piece.spans.first() {
                        let doubtful = lexicon().is_person_or_place(&piece.text)
                            || lexicon().is_nickname(&piece.text);
                        if let Place::Role(role) = self.place
                            && !doubtful
                            && lexicon().may_be_a_person(&piece.text)
                        {
                            self.maybe_people.push((role, place));
                        }
                        self.with_role(|role| role.qualifiers.push(piece));
                        kept.push(range.clone());
                        if doubtful {
                            let other = vec![Alternative::Incumbents];
                            self.doubt(DoubtKind::BracketMeaning, place, other);
                        }
                    }
                }
            }
        }
        kept
    }

    /// Two characters may be a person or a word; three with a surname are a person.
    fn incumbent(&mut self, piece: Piece, alone: bool) {
        // 李某 is nobody's qualifier.
        let doubtful =
            alone && piece.text.chars().count() == 2 && !piece.text.ends_with('\u{67d0}');
        let place = piece.spans.first().copied().unwrap_or_default();
        self.with_role(|role| role.incumbents.push(piece));
        if doubtful {
            self.doubt(
                DoubtKind::BracketMeaning,
                place,
                vec![Alternative::Qualifier],
            );
        }
    }

    /// Where one heading lists several people, brackets hold people; beside a bracket that holds one, another that no
    /// word tells of may do so as well.
    pub(super) fn settle_people(&mut self) {
        let held = self.draft.roles.iter().any(|it| !it.incumbents.is_empty());
        let maybe = std::mem::take(&mut self.maybe_people).into_iter();
        let doubts = maybe.filter(|_| held).map(|(role, at)| Doubt {
            kind: DoubtKind::BracketMeaning,
            at,
            role: Some(role),
            alternatives: vec![Alternative::Incumbents],
        });
        self.draft.doubts.extend(doubts);
        if self.lists_people {
            self.draft.doubts.retain(|doubt| {
                doubt.kind != DoubtKind::BracketMeaning
                    || doubt.alternatives != [Alternative::Qualifier]
            });
        }
    }

    /// 岗位：值班经理（2人）: the name without its brackets; they become fields, people or qualifiers.
    pub(super) fn name_without_brackets(&mut self, at: usize, piece: Piece) -> Piece {
        let Some(open) = piece.text.find(['(', '\u{ff08}']) else {
            return piece;
        };
        let [span] = piece.spans.as_slice() else {
            return piece;
        };
        let fields = match inside(bracket(&piece.text, open)) {
            Inside::Fields(fields) => fields,
            Inside::People(_) | Inside::Qualifier => return piece,
        };
        // The piece is one run of the source, so that its bytes count on from the first.
        let flow = &self.flows[self.segments[at].flow];
        let start = self.segments[at].body.clone().find(|&byte| {
            flow.spans(byte..byte + 1)
                .first()
                .is_some_and(|first| first.start == span.start && first.line == span.line)
        });
        let Some(start) = start else { return piece };
        let inner = start + open + first_len(cut(&piece.text, open..piece.text.len()));
        let mut from = start + open;
        for (field, value) in fields {
            let place = inner + value.start..inner + value.end;
            self.drop_range(at, from..place.start, DroppedKind::Heading);
            from = place.end;
            let value = self.piece(at, place);
            self.pending.push((Label::Field(field), value));
        }
        self.drop_range(at, from..start + piece.text.len(), DroppedKind::Heading);
        self.piece(at, start..start + open)
    }

    /// 行政部（或综合管理部）, 店长（根据规模调整）: the name without what is said of the template, which is noise.
    pub(super) fn without_aside(&mut self, mut piece: Piece) -> Piece {
        let open = piece.text.find(['(', '\u{ff08}']).filter(|open| *open > 0);
        let (Some(open), [span]) = (open, piece.spans.as_slice()) else {
            return piece;
        };
        let inner = bracket(&piece.text, open);
        let aside = words("aside_start").at_start(inner).is_some();
        let (Ok(len), true) = (u32::try_from(open), aside) else {
            return piece;
        };
        let (mut name, mut rest) = (*span, *span);
        name.end = name.start + len;
        rest.start = name.end;
        let text = piece.text.split_off(open);
        self.draft.noise.push(Piece {
            text,
            spans: vec![rest],
        });
        piece.spans = vec![name];
        piece
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// What stands between the bracket at `open` and the end of the text, if the text ends with a bracket.
fn bracket(text: &str, open: usize) -> &str {
    let inner = cut(text, open..text.len());
    let inner = inner.trim_start_matches(['(', '\u{ff08}']);
    inner.strip_suffix([')', '\u{ff09}']).unwrap_or_default()
}

fn inside(text: &str) -> Inside {
    if let Some(fields) = fields(text) {
        return Inside::Fields(fields);
    }
    let people = super::names::ranges(text);
    let all = people.iter().all(|name| {
        let squeezed = Squeezed::new(cut(text, name.clone()), 8);
        squeezed.is_some_and(|name| lexicon().is_person(&name.text))
    });
    if all && !people.is_empty() {
        Inside::People(people)
    } else {
        Inside::Qualifier
    }
}

/// 编号：QC-01，编制4人: every part a field, or none.
fn fields(text: &str) -> Option<Vec<(Field, Range<usize>)>> {
    let mut found = Vec::new();
    let mut from = 0;
    let sign = |c: char| matches!(c, '\u{ff0c}' | ',' | '\u{ff1b}' | ';' | '\u{3001}');
    for part in text.split(sign) {
        let range = super::squeeze::trim(text, from..from + part.len());
        from += part.len();
        from += first_len(cut(text, from..text.len()));
        found.push(field(text, range)?);
    }
    (!found.is_empty()).then_some(found)
}

fn field(text: &str, range: Range<usize>) -> Option<(Field, Range<usize>)> {
    let part = cut(text, range.clone());
    if let Some(found) = label_of(part).filter(|found| found.len < part.len()) {
        let Label::Field(field) = found.label else {
            return None;
        };
        let value = super::squeeze::trim(text, range.start + found.len..range.end);
        return Some((field, value));
    }
    if is_code(part) {
        return Some((Field::Code, range));
    }
    let label = words("headcount_label").at_start(part).map_or(0, str::len);
    is_headcount(cut(part, label..part.len()))
        .then(|| (Field::HeadcountNote, range.start + label..range.end))
}

/// 2人, 3-5名, 两人.
fn is_headcount(text: &str) -> bool {
    let Some(number) = text.strip_suffix(['\u{4eba}', '\u{540d}']) else {
        return false;
    };
    // 两 is no digit of a number but counts people.
    let counts = |c: char| {
        is_digit(c)
            || c == '\u{4e24}'
            || chinese_number(c.encode_utf8(&mut [0; 4])).is_some()
            || matches!(c, '-' | '~' | '\u{2014}' | '\u{ff5e}')
            || is_blank(c)
    };
    number.chars().any(|c| !is_blank(c)) && number.chars().all(counts)
}

/// QC-01, HR02: letters, then digits.
fn is_code(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    (1..=6).contains(&letters)
        && text.len() <= 20
        && text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Field, &str)> {
        let fields = fields(text).unwrap_or_default().into_iter();
        fields
            .map(|(field, range)| (field, cut(text, range)))
            .collect()
    }

    /// The kinds of doubt of a text whose headings hold these brackets, and what one click makes of each.
    fn asked(brackets: &[&str]) -> Vec<Alternative> {
        let roles = ["出纳", "会计", "司机"];
        let heads = roles.iter().zip(brackets);
        let text: String = heads
            .map(|(role, inner)| format!("{role}（{inner}）岗位职责\n1、做事。\n2、记录。\n"))
            .collect();
        let doubts = crate::import::parse_text(&text).doubts.into_iter();
        let doubts = doubts.filter(|doubt| doubt.kind == DoubtKind::BracketMeaning);
        doubts.flat_map(|doubt| doubt.alternatives).collect()
    }

    #[test]
    fn a_bracket_is_asked_about_only_where_it_may_hold_either() {
        assert_eq!(asked(&["方圆"]), [Alternative::Qualifier]);
        assert_eq!(asked(&["小方"]), [Alternative::Incumbents]);
        assert_eq!(asked(&["方某"]), []);
        assert_eq!(asked(&["欧阳小方"]), []);
        assert_eq!(asked(&["方圆", "李某、周某某"]), [], "brackets hold people");
        assert_eq!(asked(&["持证"]), [], "no bracket holds people");
        assert_eq!(asked(&["晨曦", "方某某"]), [Alternative::Incumbents]);
    }

    #[test]
    fn fields_in_brackets_are_told_from_qualifiers() {
        assert_eq!(read("2人"), [(Field::HeadcountNote, "2人")]);
        assert_eq!(
            read("编号：QC-02，编制4人"),
            [(Field::Code, "QC-02"), (Field::HeadcountNote, "4人")]
        );
        assert_eq!(read("QC-03"), [(Field::Code, "QC-03")]);
        for text in ["华东", "夜班", "A岗", "中文、英文", "负责人", ""] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
