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
    let mut role = role_without_lines(draft);
    if let Some(superior) = &draft.superior {
        role.imported_superior = superior.literal.text.clone();
    }
    for section in &draft.sections {
        add_section(&mut role, section);
    }
    role
}

pub(super) fn role_without_lines(draft: &DraftRole) -> Role {
    let mut role = Role {
        name: draft.name.text.clone(),
        qualifiers: draft.qualifiers.iter().map(plain_item).collect(),
        incumbents: draft
            .incumbents
            .iter()
            .map(|name| Incumbent {
                name: name.text.clone(),
                ..Incumbent::default()
            })
            .collect(),
        ..Role::default()
    };
    for field in &draft.fields {
        set_field(&mut role, field);
    }
    role.headcount = headcount(&role.headcount_note);
    if let Some(names) = &draft.subordinates {
        role.imported_subordinates = names.literal.text.clone();
    }
    role
}

pub(super) fn text(piece: Option<&Piece>) -> String {
    piece.map(|piece| piece.text.clone()).unwrap_or_default()
}

pub(super) fn plain_item(piece: &Piece) -> Item {
    Item {
        text: piece.text.clone(),
        ..Item::default()
    }
}

pub(super) fn department_of(draft: &DraftDepartment) -> Department {
    let mut department = Department {
        name: draft.name.text.clone(),
        duties: draft.duties.iter().map(item).collect(),
        ..Department::default()
    };
    for field in &draft.fields {
        if let Some(text) = department.text_mut(field.field) {
            text.clone_from(&field.value.text);
        }
    }
    department
}

fn set_field(role: &mut Role, field: &DraftField) {
    if let Some(text) = role.text_mut(field.field) {
        text.clone_from(&field.value.text);
    } else {
        // A field that roles do not have, such as the executive in charge, is kept as a note.
        role.notes.push(plain_item(&field.value));
    }
}

pub(super) fn add_section(role: &mut Role, section: &DraftSection) {
    match section.kind {
        SectionKind::Duties => {
            let title = text(section.title.as_ref());
            let duties = section.items.iter().map(duty);
            match role
                .duty_groups
                .last_mut()
                .filter(|group| group.title.is_empty() && title.is_empty())
            {
                Some(group) => group.duties.extend(duties),
                None => role.duty_groups.push(DutyGroup {
                    title,
                    duties: duties.collect(),
                    ..DutyGroup::default()
                }),
            }
        }
        SectionKind::Authorities => role.authorities.extend(section.items.iter().map(authority)),
        SectionKind::Relations => for_each_line(&section.items, &mut |item| {
            role.relations.push(Relation {
                side: match item.sort {
                    Sort::Relation(side) => side,
                    _ => Side::Inside,
                },
                with: full_text(item),
                ..Relation::default()
            });
        }),
        SectionKind::Qualifications => for_each_line(&section.items, &mut |item| {
            role.qualifications.push(Qualification {
                kind: match item.sort {
                    Sort::Qualification(kind) => kind,
                    _ => QualificationKind::Other,
                },
                text: full_text(item),
                ..Qualification::default()
            });
        }),
        SectionKind::Kpis => for_each_line(&section.items, &mut |item| {
            role.kpis.push(Kpi {
                name: item.text.text.clone(),
                target: text(item.standard.as_ref()),
                weight: item.weight.as_ref().map(|(weight, _)| *weight),
                ..Kpi::default()
            });
        }),
        SectionKind::Careers => for_each_line(&section.items, &mut |item| {
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
        SectionKind::Prohibitions => role.prohibitions.extend(section.items.iter().map(item)),
        SectionKind::Notes => role.notes.extend(section.items.iter().map(item)),
        SectionKind::Own => role.own_sections.push(OwnSection {
            title: text(section.title.as_ref()),
            items: section.items.iter().map(item).collect(),
            ..OwnSection::default()
        }),
    }
}

/// Lists without levels take each line of each level.
fn for_each_line(items: &[DraftItem], f: &mut impl FnMut(&DraftItem)) {
    for item in items {
        f(item);
        for_each_line(&item.children, f);
    }
}

/// The text of a line with the weight and standard that its list has no member for.
fn full_text(item: &DraftItem) -> String {
    let mut text = item.text.text.clone();
    let weight = item.weight.as_ref().map(|(_, piece)| piece);
    for piece in weight.into_iter().chain(&item.standard) {
        text.push('\u{ff08}');
        text.push_str(&piece.text);
        text.push('\u{ff09}');
    }
    text
}

pub(super) fn item(draft: &DraftItem) -> Item {
    Item {
        text: full_text(draft),
        children: draft.children.iter().map(item).collect(),
        ..Item::default()
    }
}

fn duty(draft: &DraftItem) -> Duty {
    Duty {
        text: draft.text.text.clone(),
        weight: draft.weight.as_ref().map(|(weight, _)| *weight),
        standard: text(draft.standard.as_ref()),
        children: draft.children.iter().map(duty).collect(),
        ..Duty::default()
    }
}

fn authority(draft: &DraftItem) -> Authority {
    Authority {
        text: full_text(draft),
        kind: match draft.sort {
            Sort::Authority(kind) => kind,
            _ => crate::model::AuthorityKind::default(),
        },
        children: draft.children.iter().map(authority).collect(),
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
