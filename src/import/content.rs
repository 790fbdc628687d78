//! What the entries of a draft are as entries of a project: roles, departments, sections, lines.

use super::draft::{
    DraftDepartment, DraftField, DraftItem, DraftRole, DraftSection, Piece, SectionKind, Sort,
};
use super::markers::chinese_number;
use crate::model::{
    Authority, CareerPath, Department, Duty, DutyGroup, Headcount, Incumbent, Item, Kpi,
    OwnSection, Qualification, QualificationKind, Relation, Role, Side,
};

/// A role of a draft as the project would have it, without ids and without anybody else: to be compared.
pub fn role_of(draft: &DraftRole) -> Role {
    let mut draft = draft.clone();
    let sections = std::mem::take(&mut draft.sections);
    let superior = draft.superior.take();
    let mut role = role_without_lines(draft);
    if let Some(superior) = superior {
        role.imported_superior = superior.literal.text;
    }
    for section in sections {
        add_section(&mut role, section);
    }
    role
}

/// Everything but its superior and sections.
pub(super) fn role_without_lines(draft: DraftRole) -> Role {
    let mut role = Role {
        name: draft.name.text,
        qualifiers: draft.qualifiers.into_iter().map(plain_item).collect(),
        incumbents: draft
            .incumbents
            .into_iter()
            .map(|name| Incumbent {
                name: name.text,
                ..Incumbent::default()
            })
            .collect(),
        ..Role::default()
    };
    for field in draft.fields {
        set_field(&mut role, field);
    }
    role.headcount = headcount(&role.headcount_note);
    if let Some(names) = draft.subordinates {
        role.imported_subordinates = names.literal.text;
    }
    role
}

pub(super) fn text(piece: Option<Piece>) -> String {
    piece.map(|piece| piece.text).unwrap_or_default()
}

pub(super) fn plain_item(piece: Piece) -> Item {
    Item {
        text: piece.text,
        ..Item::default()
    }
}

pub(super) fn department_of(draft: DraftDepartment) -> Department {
    let mut department = Department {
        name: draft.name.text,
        duties: items(draft.duties),
        ..Department::default()
    };
    for field in draft.fields {
        if let Some(text) = department.text_mut(field.field) {
            *text = field.value.text;
        }
    }
    department
}

fn set_field(role: &mut Role, field: DraftField) {
    if let Some(text) = role.text_mut(field.field) {
        *text = field.value.text;
    } else {
        // A field that roles do not have, such as the executive in charge, is kept as a note.
        role.notes.push(plain_item(field.value));
    }
}

pub(super) fn add_section(role: &mut Role, section: DraftSection) {
    let items = section.items.into_iter();
    match section.kind {
        SectionKind::Duties => {
            let title = text(section.title);
            let duties = items.map(duty);
            match role
                .duty_groups
                .last_mut()
                .filter(|group| group.title.is_empty() && title.is_empty())
            {
                Some(group) => group.duties.extend(duties),
                None => role.duty_groups.push(DutyGroup {
                    title,
                    duties: fitting(duties),
                    ..DutyGroup::default()
                }),
            }
        }
        SectionKind::Authorities => role.authorities.extend(items.map(authority)),
        SectionKind::Relations => for_each_line(items, &mut |item| {
            role.relations.push(Relation {
                side: match item.sort {
                    Sort::Relation(side) => side,
                    _ => Side::Inside,
                },
                with: full_text(item),
                ..Relation::default()
            });
        }),
        SectionKind::Qualifications => for_each_line(items, &mut |item| {
            role.qualifications.push(Qualification {
                kind: match item.sort {
                    Sort::Qualification(kind) => kind,
                    _ => QualificationKind::Other,
                },
                text: full_text(item),
                ..Qualification::default()
            });
        }),
        SectionKind::Kpis => for_each_line(items, &mut |item| {
            role.kpis.push(Kpi {
                name: item.text.text,
                target: text(item.standard),
                weight: item.weight.map(|(weight, _)| weight),
                ..Kpi::default()
            });
        }),
        SectionKind::Careers => for_each_line(items, &mut |item| {
            let kind = match item.sort {
                Sort::Career(kind) => kind,
                _ => crate::model::CareerKind::default(),
            };
            role.careers.push(CareerPath {
                kind,
                text: full_text(item),
                ..CareerPath::default()
            });
        }),
        SectionKind::Prohibitions => role.prohibitions.extend(items.map(item)),
        SectionKind::Notes => role.notes.extend(items.map(item)),
        SectionKind::Own => role.own_sections.push(OwnSection {
            title: text(section.title),
            items: fitting(items.map(item)),
            ..OwnSection::default()
        }),
    }
}

/// Lists without levels take each line of each level.
fn for_each_line(items: impl IntoIterator<Item = DraftItem>, f: &mut impl FnMut(DraftItem)) {
    for mut item in items {
        let below = std::mem::take(&mut item.children);
        f(item);
        for_each_line(below, f);
    }
}

/// The text of a line with the weight and standard that its list has no member for.
fn full_text(item: DraftItem) -> String {
    let mut text = item.text.text;
    let weight = item.weight.map(|(_, piece)| piece);
    for piece in weight.into_iter().chain(item.standard) {
        text.push('\u{ff08}');
        text.push_str(&piece.text);
        text.push('\u{ff09}');
    }
    text
}

/// A list without room to spare. `collect` would keep the draft's own allocation, which is larger by far.
fn fitting<T>(entries: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::with_capacity(entries.len());
    list.extend(entries);
    list
}

/// Lines as plain entries.
pub(super) fn items(lines: Vec<DraftItem>) -> Vec<Item> {
    fitting(lines.into_iter().map(item))
}

fn item(mut draft: DraftItem) -> Item {
    let children = std::mem::take(&mut draft.children);
    Item {
        text: full_text(draft),
        children: items(children),
        ..Item::default()
    }
}

fn duty(draft: DraftItem) -> Duty {
    Duty {
        text: draft.text.text,
        weight: draft.weight.map(|(weight, _)| weight),
        standard: text(draft.standard),
        children: fitting(draft.children.into_iter().map(duty)),
        ..Duty::default()
    }
}

fn authority(mut draft: DraftItem) -> Authority {
    let children = std::mem::take(&mut draft.children);
    Authority {
        kind: match draft.sort {
            Sort::Authority(kind) => kind,
            _ => crate::model::AuthorityKind::default(),
        },
        text: full_text(draft),
        children: fitting(children.into_iter().map(authority)),
        ..Authority::default()
    }
}

/// The numbers of a note on posts: 2人, 6-8人, 至少四人.
fn headcount(note: &str) -> Option<Headcount> {
    let mut numbers = Vec::new();
    let mut rest = note.chars();
    while let Some(c) = rest.next() {
        let here: String = std::iter::once(c).chain(rest.clone()).collect();
        let digits: String = here.chars().take_while(char::is_ascii_digit).collect();
        // 两 is two of something that is counted.
        let chinese = if c == '\u{4e24}' {
            Some((2, c.len_utf8()))
        } else {
            chinese_number(&here)
        };
        let number = if digits.is_empty() {
            chinese.map(|(value, _)| value)
        } else {
            digits.parse().ok()
        };
        if let Some(number) = number {
            let len = if digits.is_empty() {
                let bytes = chinese.map_or(0, |(_, len)| len);
                here.get(..bytes).map_or(1, |part| part.chars().count())
            } else {
                digits.len()
            };
            for _ in 1..len {
                rest.next();
            }
            numbers.push(number);
        }
        if numbers.len() == 2 || note.len() > 300 {
            break;
        }
    }
    let range =
        note.contains(['-', '~', '\u{2014}', '\u{81f3}', '\u{5230}']) && note.chars().count() <= 10;
    match numbers.as_slice() {
        [min, max, ..] if range && min <= max => Some(Headcount {
            min: *min,
            max: *max,
        }),
        [only, ..] if *only > 0 => Some(Headcount {
            min: *only,
            max: *only,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_on_posts_gives_its_numbers() {
        let read = |note| headcount(note).map(|it| (it.min, it.max));
        assert_eq!(read("2人"), Some((2, 2)));
        assert_eq!(read("6-8人"), Some((6, 8)));
        assert_eq!(read("此岗位至少两人值守"), Some((2, 2)));
        assert_eq!(read("若干"), None);
    }
}
