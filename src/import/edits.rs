//! From a reviewed draft to one [`Edit::Group`]: accepted as one step, undone as one step.
//!
//! Superiors that are called exactly like a role of the draft become reporting lines; every other name stays in
//! words. What the text said of superiors and subordinates is kept literally, so that checks can compare.

use super::draft::{
    DraftDepartment, DraftField, DraftItem, DraftRole, DraftSection, ImportDraft, Piece, Proposal,
    SectionKind, Sort,
};
use super::markers::chinese_number;
use crate::edit::{AnyItem, Edit, Fragment, StepName};
use crate::model::{
    Authority, CareerPath, Department, DepartmentId, Duty, DutyGroup, Field, FunctionalLine,
    Headcount, Incumbent, Item, Kpi, ListKind, ListPlace, OwnSection, Owner, Place, Qualification,
    QualificationKind, Relation, Role, RoleId, RuleList, Side, Supervisor,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What of a draft a person accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// The department that takes the draft in; `None` = the company.
    pub target: Option<DepartmentId>,
    /// Roles of the draft, by index, that are left out.
    pub left_out: BTreeSet<usize>,
    /// Whether the company takes the name, the dates and the rules of the draft.
    pub company: bool,
    /// Whether superiors implied in prose become reporting lines.
    pub proposals: bool,
    /// Names in fields of the draft, and the roles (by index) that they mean: the answered questions.
    pub meanings: BTreeMap<String, usize>,
}

/// One edit that adds what was accepted of a draft; `None` if nothing was.
pub fn into_edits(draft: &ImportDraft, acceptance: &Acceptance) -> Option<Edit> {
    let mut edits = Vec::new();
    if acceptance.company {
        company_edits(draft, &mut edits);
    }
    let fragment = Builder::new(draft, acceptance).fragment();
    if !fragment.top_departments.is_empty() || !fragment.top_roles.is_empty() {
        edits.push(Edit::AddFragment {
            parent: acceptance.target,
            fragment: Box::new(fragment),
        });
    }
    (!edits.is_empty()).then_some(Edit::Group {
        name: StepName::Import,
        edits,
    })
}

fn company_edits(draft: &ImportDraft, edits: &mut Vec<Edit>) {
    let mut set = |field, text: &str| {
        edits.push(Edit::SetText {
            place: Place::of(Owner::Company, field),
            text: text.to_owned(),
        });
    };
    if let Some(company) = &draft.company {
        set(Field::Name, company);
    }
    for field in &draft.company_fields {
        set(field.field, &field.value.text);
    }
    for rules in &draft.rules {
        edits.push(Edit::AddItem {
            list: ListPlace {
                owner: Owner::Company,
                kind: ListKind::RuleLists,
                parent: None,
            },
            index: usize::MAX,
            item: AnyItem::RuleList(RuleList {
                title: text(rules.title.as_ref()),
                items: rules.items.iter().map(item).collect(),
                ..RuleList::default()
            }),
        });
    }
}

struct Builder<'a> {
    draft: &'a ImportDraft,
    acceptance: &'a Acceptance,
    by_name: HashMap<String, usize>,
    /// The superior of each role that has one, for refusing circles.
    superior: HashMap<usize, usize>,
}

impl<'a> Builder<'a> {
    fn new(draft: &'a ImportDraft, acceptance: &'a Acceptance) -> Builder<'a> {
        let mut by_name = HashMap::new();
        for (at, role) in draft.roles.iter().enumerate() {
            if !acceptance.left_out.contains(&at) {
                by_name.entry(role.full_name()).or_insert(at);
            }
        }
        Builder {
            draft,
            acceptance,
            by_name,
            superior: HashMap::new(),
        }
    }

    fn fragment(mut self) -> Fragment {
        let mut fragment = Fragment::default();
        for (at, department) in self.draft.departments.iter().enumerate() {
            fragment
                .departments
                .insert(department_id(at), department_of(department));
        }
        for (at, department) in self.draft.departments.iter().enumerate() {
            let siblings = match department.parent.map(department_id) {
                Some(parent) => match fragment.departments.get_mut(&parent) {
                    Some(parent) => &mut parent.departments,
                    None => continue,
                },
                None => &mut fragment.top_departments,
            };
            siblings.push(department_id(at));
        }
        for (at, draft) in self.draft.roles.iter().enumerate() {
            if self.acceptance.left_out.contains(&at) {
                continue;
            }
            let role = self.role(at, draft);
            let department = draft.department.map(department_id);
            match department.and_then(|id| fragment.departments.get_mut(&id)) {
                Some(department) => department.roles.push(role_id(at)),
                None => fragment.top_roles.push(role_id(at)),
            }
            fragment.roles.insert(role_id(at), role);
        }
        fragment
    }

    fn role(&mut self, at: usize, draft: &DraftRole) -> Role {
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
        let proposed = draft.proposals.iter().filter(|_| self.acceptance.proposals);
        let proposed = proposed.filter_map(|proposal| match proposal {
            Proposal::Superior { name, .. } => Some(name.clone()),
            Proposal::Subordinate { .. } | Proposal::Department { .. } => None,
        });
        let mut names: Vec<String> = proposed.collect();
        if let Some(superior) = &draft.superior {
            role.imported_superior = superior.literal.text.clone();
            names.clone_from(&superior.names);
        }
        for (place, name) in names.into_iter().enumerate() {
            let found = self.find(&name).filter(|&other| other != at);
            if place > 0 {
                role.functional.push(FunctionalLine {
                    role: found.map(role_id),
                    outside: if found.is_some() { String::new() } else { name },
                    ..FunctionalLine::default()
                });
            } else if let Some(superior) = found.filter(|&superior| !self.is_above(at, superior)) {
                self.superior.insert(at, superior);
                role.supervisor = Supervisor::Role(role_id(superior));
            } else {
                role.supervisor = Supervisor::Outside;
                role.supervisor_outside = name;
            }
        }
        for section in &draft.sections {
            add_section(&mut role, section);
        }
        role
    }

    fn find(&self, name: &str) -> Option<usize> {
        let meant = self.acceptance.meanings.get(name).copied();
        let meant = meant.filter(|role| {
            !self.acceptance.left_out.contains(role) && *role < self.draft.roles.len()
        });
        let brackets: String = name
            .chars()
            .map(|c| match c {
                '(' => '\u{ff08}',
                ')' => '\u{ff09}',
                c => c,
            })
            .collect();
        meant.or_else(|| self.by_name.get(&brackets).copied())
    }

    /// Whether `role` already stands above `other`: then `other` cannot be above it.
    fn is_above(&self, role: usize, other: usize) -> bool {
        let mut next = Some(other);
        while let Some(at) = next {
            if at == role {
                return true;
            }
            next = self.superior.get(&at).copied();
        }
        false
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).map_or(u32::MAX, |at| at.saturating_add(1))
}

fn department_id(at: usize) -> DepartmentId {
    DepartmentId(number(at))
}

fn role_id(at: usize) -> RoleId {
    RoleId(number(at))
}

fn text(piece: Option<&Piece>) -> String {
    piece.map(|piece| piece.text.clone()).unwrap_or_default()
}

fn plain_item(piece: &Piece) -> Item {
    Item {
        text: piece.text.clone(),
        ..Item::default()
    }
}

fn department_of(draft: &DraftDepartment) -> Department {
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

fn add_section(role: &mut Role, section: &DraftSection) {
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

fn item(draft: &DraftItem) -> Item {
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
    use crate::import::parse_text;

    fn added(text: &str, acceptance: &Acceptance) -> Fragment {
        let Some(Edit::Group {
            name: StepName::Import,
            edits,
        }) = into_edits(&parse_text(text), acceptance)
        else {
            panic!("no group");
        };
        let fragment = edits.into_iter().find_map(|edit| match edit {
            Edit::AddFragment { fragment, .. } => Some(*fragment),
            _ => None,
        });
        fragment.expect("a fragment")
    }

    #[test]
    fn a_superior_of_the_draft_becomes_a_reporting_line_and_another_stays_in_words() {
        let text = "仓储部职责\n1、保管物料。\n仓储主管岗位职责\n直接上级：厂长\n1、盘点。\n库管员岗位职责\n直接上级：仓储主管/副主管\n1、收货。";
        let fragment = added(text, &Acceptance::default());
        let roles: Vec<&Role> = fragment.roles.values().collect();
        assert_eq!(roles[0].supervisor, Supervisor::Outside);
        assert_eq!(roles[0].supervisor_outside, "厂长");
        assert_eq!(roles[1].supervisor, Supervisor::Role(RoleId(1)));
        assert_eq!(roles[1].functional[0].outside, "仓储副主管");
        assert_eq!(roles[1].imported_superior, "仓储主管/副主管");
        assert_eq!(
            fragment.departments[&DepartmentId(1)].roles,
            [RoleId(1), RoleId(2)]
        );
    }

    #[test]
    fn two_roles_that_name_each_other_make_no_circle() {
        let text = "甲班长岗位职责\n直接上级：乙班长\n1、巡查。\n乙班长岗位职责\n直接上级：甲班长\n1、记录。";
        let roles = added(text, &Acceptance::default()).roles;
        assert_eq!(roles[&RoleId(1)].supervisor, Supervisor::Role(RoleId(2)));
        assert_eq!(roles[&RoleId(2)].supervisor, Supervisor::Outside);
    }

    #[test]
    fn what_is_left_out_is_not_added_and_nobody_reports_to_it() {
        let text = "甲班长岗位职责\n1、巡查。\n操作工岗位职责\n直接上级：甲班长\n1、记录。";
        let acceptance = Acceptance {
            left_out: [0].into(),
            ..Acceptance::default()
        };
        let fragment = added(text, &acceptance);
        assert_eq!(fragment.roles.len(), 1);
        assert_eq!(fragment.roles[&RoleId(2)].supervisor_outside, "甲班长");
        assert_eq!(
            into_edits(&parse_text("无关的话"), &Acceptance::default()),
            None
        );
    }

    #[test]
    fn a_note_on_posts_gives_its_numbers() {
        let read = |note| headcount(note).map(|it| (it.min, it.max));
        assert_eq!(read("2人"), Some((2, 2)));
        assert_eq!(read("6-8人"), Some((6, 8)));
        assert_eq!(read("此岗位至少两人值守"), Some((2, 2)));
        assert_eq!(read("若干"), None);
    }
}
