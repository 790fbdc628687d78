//! Who refers to a role, by reference or by name, and what becomes of that when the role goes or is renamed.
//!
//! A reference is an id and follows a new name by itself. A mention is the name inside a text; it stays as it
//! is unless the person asks for more.

use super::apply::{reporting_chain, role_exists};
use super::apply_tree::{references_of, subtree};
use super::change::Change;
use super::{Edit, EditError, References, StepName};
use crate::model::{
    Company, Department, DepartmentId, Field, ItemId, ListItem, ListKind, ListVisitor, Lists as _,
    Owner, Place, Project, Role, RoleId, Supervisor, for_each_item,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One reference to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Whose description or form holds it: a role or a department.
    pub from: Owner,
    /// The role that is referred to.
    pub to: RoleId,
    /// As what.
    pub kind: ReferenceKind,
}

/// As what a role is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// As direct supervisor.
    Supervisor,
    /// As functional supervisor, in this line.
    FunctionalLine(ItemId),
    /// As head of a department.
    Head,
    /// In this career step.
    CareerPath(ItemId),
}

/// A text that holds a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The text.
    pub place: Place,
    /// How often.
    pub count: usize,
}

/// What goes with a role or department, and what is left behind that speaks of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Departments that go, the one asked for included.
    pub departments: BTreeSet<DepartmentId>,
    /// Roles that go.
    pub roles: BTreeSet<RoleId>,
    /// References from what stays to roles that go: [`References`] says what becomes of them.
    pub references: Vec<Reference>,
    /// Texts of what stays that name what goes; they stay as they are.
    pub mentions: Vec<Mention>,
}

/// Says beforehand what removing `owner` would mean. Removing the company is not possible: nothing goes.
pub fn removal(project: &Project, owner: Owner) -> Removal {
    let (departments, roles) = match owner {
        Owner::Company => return Removal::default(),
        Owner::Department(id) => subtree(project, id),
        Owner::Role(id) => (BTreeSet::new(), [id].into()),
    };
    let goes: BTreeSet<Owner> = departments
        .iter()
        .map(|&id| Owner::Department(id))
        .collect();
    let goes: BTreeSet<Owner> = goes
        .into_iter()
        .chain(roles.iter().map(|&id| Owner::Role(id)))
        .collect();
    let mut mentions = mentions(project, &goes);
    mentions.retain(|mention| !goes.contains(&mention.place.owner));
    let mut references = references_to(project, &roles);
    references.retain(|reference| !goes.contains(&reference.from));
    Removal {
        references,
        mentions,
        departments,
        roles,
    }
}

/// Every reference to one of `roles` from a role or department outside them.
pub fn references_to(project: &Project, roles: &BTreeSet<RoleId>) -> Vec<Reference> {
    let mut found = Vec::new();
    for (&id, department) in &project.departments {
        found.extend(department.head.map(|to| Reference {
            from: Owner::Department(id),
            to,
            kind: ReferenceKind::Head,
        }));
    }
    for (&id, role) in project.roles.iter().filter(|(id, _)| !roles.contains(id)) {
        let from = Owner::Role(id);
        if let Supervisor::Role(to) = role.supervisor {
            let kind = ReferenceKind::Supervisor;
            found.push(Reference { from, to, kind });
        }
        found.extend(role.functional.iter().filter_map(|line| {
            let kind = ReferenceKind::FunctionalLine(line.id);
            line.role.map(|to| Reference { from, to, kind })
        }));
        found.extend(role.careers.iter().filter_map(|path| {
            let kind = ReferenceKind::CareerPath(path.id);
            path.role.map(|to| Reference { from, to, kind })
        }));
    }
    found.retain(|reference| roles.contains(&reference.to));
    found
}

/// Treats every reference to a role that is about to go.
pub(super) fn release(
    change: &mut Change<'_>,
    gone: &BTreeSet<RoleId>,
    policy: References,
) -> Result<(), EditError> {
    let names: BTreeMap<RoleId, String> = gone
        .iter()
        .filter_map(|id| Some((*id, change.project().roles.get(id)?.full_name())))
        .collect();
    if let References::HandTo(heir) = policy {
        if gone.contains(&heir) {
            return Err(EditError::NoSuchRole(heir));
        }
        role_exists(change.project(), heir)?;
        succeed(change, gone, heir)?;
    }
    let project = change.project();
    let staying = project.roles.iter().filter(|(id, _)| !gone.contains(id));
    let concerned: Vec<RoleId> = staying
        .filter(|(_, role)| references_of(role).any(|to| gone.contains(&to)))
        .map(|(&id, _)| id)
        .collect();
    for id in concerned {
        release_role(change.role_mut(id)?, id, &names, policy);
    }
    let departments = change.project().departments.iter();
    let headed: Vec<DepartmentId> = departments
        .filter(|(_, department)| department.head.is_some_and(|head| gone.contains(&head)))
        .map(|(&id, _)| id)
        .collect();
    for id in headed {
        change.department_mut(id)?.head = match policy {
            References::KeepAsText | References::Clear => None,
            References::HandTo(heir) => Some(heir),
        };
    }
    Ok(())
}

/// Lets the heir of roles that go take the place of the highest of them in the reporting line, if it stood
/// below one: else it would report to itself when those who reported to them report to it.
fn succeed(
    change: &mut Change<'_>,
    gone: &BTreeSet<RoleId>,
    heir: RoleId,
) -> Result<(), EditError> {
    let chain = reporting_chain(change.project(), heir);
    let Some(highest) = chain.iter().rfind(|id| gone.contains(id)) else {
        return Ok(());
    };
    let Some(predecessor) = change.project().roles.get(highest) else {
        return Ok(());
    };
    let supervisor = match predecessor.supervisor {
        // Only in a file whose roles reported to themselves already.
        Supervisor::Role(above) if above == heir || gone.contains(&above) => Supervisor::None,
        supervisor => supervisor,
    };
    let outside = predecessor.supervisor_outside.clone();
    let heir = change.role_mut(heir)?;
    heir.supervisor = supervisor;
    if supervisor == Supervisor::Outside {
        heir.supervisor_outside = outside;
    }
    Ok(())
}

/// Treats the references in one role. What the heir would refer to itself keeps the name as text.
fn release_role(role: &mut Role, id: RoleId, names: &BTreeMap<RoleId, String>, policy: References) {
    let heir = match policy {
        References::HandTo(heir) if heir != id => Some(heir),
        References::HandTo(_) | References::KeepAsText | References::Clear => None,
    };
    let keep = policy != References::Clear;
    if let Supervisor::Role(to) = role.supervisor
        && let Some(name) = names.get(&to)
    {
        role.supervisor = match heir {
            Some(heir) => Supervisor::Role(heir),
            None if keep => Supervisor::Outside,
            None => Supervisor::None,
        };
        if role.supervisor == Supervisor::Outside {
            role.supervisor_outside.clone_from(name);
        }
    }
    role.functional.retain_mut(|line| {
        let replaced = replace(&mut line.role, &mut line.outside, names, heir, keep);
        !(replaced && !keep && line.outside.is_empty() && line.about.is_empty())
    });
    role.careers.retain_mut(|path| {
        let replaced = replace(&mut path.role, &mut path.text, names, heir, keep);
        !(replaced && !keep && path.text.is_empty())
    });
}

/// Treats one reference that has a text beside it; false if it leads to no role that goes.
fn replace(
    role: &mut Option<RoleId>,
    text: &mut String,
    names: &BTreeMap<RoleId, String>,
    heir: Option<RoleId>,
    keep: bool,
) -> bool {
    let Some(name) = role.and_then(|to| names.get(&to)) else {
        return false;
    };
    *role = heir;
    if heir.is_none() && keep {
        text.clone_from(name);
    }
    true
}

/// Every text that mentions one of `owners` by name, their own texts included.
///
/// Names of owners are no mentions, nor are the revision history and the literal text of an import, which say
/// what once was. A name inside a longer name of the project is none either: 经理 in 销售经理.
pub fn mentions(project: &Project, owners: &BTreeSet<Owner>) -> Vec<Mention> {
    let wanted: BTreeSet<&str> = owners.iter().filter_map(|&it| name(project, it)).collect();
    let names = Names::new(project, wanted, None);
    let mut found = Vec::new();
    if names.is_empty() {
        return found;
    }
    for_each_mentioning_text(project, &mut |place, text| {
        let mut count = 0;
        names.find(text, |_| count += 1);
        if count > 0 {
            found.push(Mention { place, count });
        }
    });
    found
}

/// The edit that renames `owner` and, with `in_texts`, puts the new name into every text that mentions the old
/// one (see [`mentions`]; names of a single character are left alone).
///
/// If two roles share the name, texts cannot say which they mean: all follow.
pub fn rename_edits(project: &Project, owner: Owner, new_name: &str, in_texts: bool) -> Edit {
    let place = Place::of(owner, Field::Name);
    let mut edits = vec![Edit::SetText {
        place,
        text: new_name.to_owned(),
    }];
    if let Some(old) = name(project, owner)
        && in_texts
        && !new_name.trim().is_empty()
        && old != new_name
    {
        let names = Names::new(project, [old].into(), Some(new_name));
        for_each_mentioning_text(project, &mut |place, text| {
            let mut replaced = String::new();
            let mut copied_to = 0;
            names.find(text, |found| {
                replaced.push_str(text.get(copied_to..found.start).unwrap_or_default());
                replaced.push_str(new_name);
                copied_to = found.end;
            });
            if copied_to > 0 {
                replaced.push_str(text.get(copied_to..).unwrap_or_default());
                let text = replaced;
                edits.push(Edit::SetText { place, text });
            }
        });
    }
    Edit::Group {
        name: StepName::Typing(place),
        edits,
    }
}

fn name(project: &Project, owner: Owner) -> Option<&str> {
    project.text(Place::of(owner, Field::Name))
}

/// Calls `f` with every text in which a name is a mention.
fn for_each_mentioning_text(project: &Project, f: &mut impl FnMut(Place, &str)) {
    struct Texts<'f, F> {
        owner: Owner,
        f: &'f mut F,
    }
    impl<'a, F: FnMut(Place, &str)> ListVisitor<'a> for Texts<'_, F> {
        fn list<T: ListItem>(&mut self, kind: ListKind, _: Option<ItemId>, list: &'a [T]) {
            if kind == ListKind::Revisions {
                return;
            }
            for_each_item(list, &mut |entry| {
                for &field in T::FIELDS {
                    if let Some(text) = entry.text(field) {
                        (self.f)(Place::item(self.owner, entry.id(), field), text);
                    }
                }
            });
        }
    }
    let settings = [Field::Header, Field::Footer, Field::BookTitle];
    let owner = Owner::Company;
    let company = &*project.company;
    own_texts(owner, Company::FIELDS, |field| company.text(field), f);
    own_texts(
        owner,
        &settings,
        |field| project.text(Place::of(owner, field)),
        f,
    );
    company.visit(&mut Texts { owner, f });
    for (&id, department) in &project.departments {
        let owner = Owner::Department(id);
        own_texts(owner, Department::FIELDS, |field| department.text(field), f);
        department.visit(&mut Texts { owner, f });
    }
    for (&id, role) in &project.roles {
        let owner = Owner::Role(id);
        own_texts(owner, Role::FIELDS, |field| role.text(field), f);
        role.visit(&mut Texts { owner, f });
    }
}

/// Calls `f` with those of an owner's own texts in which a name is a mention.
fn own_texts<'t>(
    owner: Owner,
    fields: &[Field],
    text: impl Fn(Field) -> Option<&'t str>,
    f: &mut impl FnMut(Place, &str),
) {
    for &field in fields {
        let is_name = matches!(field, Field::Name | Field::ShortName);
        let is_literal = matches!(field, Field::ImportedSuperior | Field::ImportedSubordinates);
        if !is_name
            && !is_literal
            && let Some(text) = text(field).filter(|text| !text.is_empty())
        {
            f(Place::of(owner, field), text);
        }
    }
}

/// The shortest name that is looked for in texts, in characters: a single one means too many things.
const SHORTEST_NAME: usize = 2;

/// Names to look for, and longer ones that must not be mistaken for them, by their first character.
struct Names<'a> {
    by_first: BTreeMap<char, Candidates<'a>>,
    /// First characters by their low 16 bits, one bit each: most characters of a text begin no name, and leave here.
    first: Vec<u64>,
}

/// The names that begin with the same character. A company has hundreds that begin with 销售: they are looked
/// up, not tried one by one.
#[derive(Default)]
struct Candidates<'a> {
    /// True for the names looked for.
    names: BTreeMap<&'a str, bool>,
    /// Their lengths in bytes, longest first, so that the longest name at a position counts.
    lengths: BTreeSet<std::cmp::Reverse<usize>>,
}

impl<'a> Names<'a> {
    /// `becomes` is a name to come, which may already stand in texts: 经理 → 总经理 leaves 总经理 alone.
    fn new(project: &'a Project, wanted: BTreeSet<&'a str>, becomes: Option<&'a str>) -> Names<'a> {
        let wanted: BTreeSet<&str> = wanted
            .into_iter()
            .filter(|name| name.chars().count() >= SHORTEST_NAME)
            .collect();
        let looked_for = Names::of(wanted.iter().map(|&name| (name, true)));
        if looked_for.is_empty() {
            return looked_for;
        }
        let others: BTreeSet<&str> = project
            .owners()
            .filter_map(|owner| name(project, owner))
            .chain(becomes)
            .filter(|name| !wanted.contains(name))
            .filter(|name| {
                let mut holds_one = false;
                looked_for.find(name, |_| holds_one = true);
                holds_one
            })
            .collect();
        let others = others.into_iter().map(|name| (name, false));
        Names::of(wanted.iter().map(|&name| (name, true)).chain(others))
    }

    fn of(all: impl Iterator<Item = (&'a str, bool)>) -> Names<'a> {
        let mut names = Names {
            by_first: BTreeMap::new(),
            first: vec![0; 1 << 10],
        };
        for (name, wanted) in all {
            if let Some(c) = name.chars().next() {
                let candidates = names.by_first.entry(c).or_default();
                candidates.names.insert(name, wanted);
                candidates.lengths.insert(std::cmp::Reverse(name.len()));
                let (word, bit) = Names::bit(c);
                names.first[word] |= bit;
            }
        }
        names
    }

    fn bit(c: char) -> (usize, u64) {
        let low = u32::from(c) as usize & 0xffff;
        (low >> 6, 1 << (low & 63))
    }

    fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Calls `found` with the place of each name looked for, from left to right.
    fn find(&self, text: &str, mut found: impl FnMut(Range<usize>)) {
        let mut resume = 0;
        for (at, c) in text.char_indices() {
            let (word, bit) = Names::bit(c);
            if at < resume || self.first[word] & bit == 0 {
                continue;
            }
            let candidates = self.by_first.get(&c);
            if let Some((end, wanted)) = candidates.and_then(|it| it.longest(text, at)) {
                resume = end;
                if wanted {
                    found(at..end);
                }
            }
        }
    }
}

impl Candidates<'_> {
    /// The end of the longest name that stands at `at`, and whether it is looked for.
    fn longest(&self, text: &str, at: usize) -> Option<(usize, bool)> {
        self.lengths.iter().find_map(|length| {
            let end = at.checked_add(length.0)?;
            let wanted = self.names.get(text.get(at..end)?)?;
            is_word(text, at..end).then_some((end, *wanted))
        })
    }
}

/// True unless letters or digits go on at either end: HR does not stand in CHRO.
fn is_word(text: &str, name: Range<usize>) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let in_word = |at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        latin(before.chars().next_back()) && latin(after.chars().next())
    };
    !in_word(name.start) && !in_word(name.end)
}
