//! List entries: adding, removing, moving, and the values that are chosen in them.
//!
//! One visitor each serves every list of every owner, so that a new kind of list needs nothing here. The
//! entry in hand travels between two lists of the same type as `dyn Any`.

use super::apply::{exists, role_exists};
use super::change::Change;
use super::{AnyItem, EditError, Value};
use crate::model::{
    Authority, CareerPath, Duty, DutyGroup, FunctionalLine, Incumbent, ItemId, Kpi, ListItem,
    ListKind, ListPlace, ListVisitor, ListVisitorMut, Lists as _, Owner, Project, Qualification,
    Relation, RoleId, RuleList, find_item, find_item_mut,
};
use std::any::Any;

/// Adds an entry; returns its id.
pub(super) fn add(
    change: &mut Change<'_>,
    list: ListPlace,
    index: usize,
    item: &AnyItem,
) -> Result<ItemId, EditError> {
    exists(change.project(), list.owner)?;
    if let AnyItem::FunctionalLine(FunctionalLine { role, .. })
    | AnyItem::CareerPath(CareerPath { role, .. }) = item
    {
        refuse_reference(change.project(), *role, || {
            (list.owner, matches!(item, AnyItem::FunctionalLine(_)))
        })?;
    }
    let mut list = list;
    if list.parent.is_none()
        && let (Owner::Role(role), ListKind::Duties) = (list.owner, list.kind)
    {
        list.parent = Some(last_duty_group(change, role)?);
    }
    let (id, entry) = admit(change, item.clone())?;
    insert(change, list, index, entry)?;
    Ok(id)
}

/// Removes an entry with what is below it.
pub(super) fn remove(change: &mut Change<'_>, owner: Owner, item: ItemId) -> Result<(), EditError> {
    exists(change.project(), owner)?;
    take(change, owner, item).map(drop)
}

/// Moves an entry to where `parent` says; without a parent to the first level of the list it is in.
pub(super) fn move_to(
    change: &mut Change<'_>,
    owner: Owner,
    item: ItemId,
    parent: Option<ItemId>,
    index: usize,
) -> Result<(), EditError> {
    exists(change.project(), owner)?;
    if let Some(parent) = parent {
        if is_inside(change.project(), owner, parent, item) {
            return Err(EditError::ItemInsideItself(item));
        }
        list_of(change.project(), owner, parent).ok_or(EditError::NoSuchItem(parent))?;
    }
    let taken = take(change, owner, item)?;
    let list = ListPlace {
        owner,
        kind: taken.kind,
        parent: parent.or(taken.home),
    };
    insert(change, list, index, taken.entry)
}

/// Sets a value of an entry.
pub(super) fn set_value(
    change: &mut Change<'_>,
    owner: Owner,
    item: ItemId,
    value: &Value,
) -> Result<(), EditError> {
    struct Set<'v> {
        item: ItemId,
        value: &'v Value,
        outcome: Result<(), EditError>,
    }
    impl ListVisitorMut for Set<'_> {
        fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &mut Vec<T>) {
            if let Some(entry) = find_item_mut(list, self.item) {
                let fits = set_entry_value(entry, self.value);
                self.outcome = fits.then_some(()).ok_or(EditError::DoesNotFit);
            }
        }
    }
    match value {
        Value::FunctionalRole(role) => {
            refuse_reference(change.project(), *role, || (owner, true))?;
        }
        Value::CareerRole(role) => refuse_reference(change.project(), *role, || (owner, false))?,
        _ => {}
    }
    let mut set = Set {
        item,
        value,
        outcome: Err(EditError::NoSuchItem(item)),
    };
    change.visit_mut(owner, &mut set)?;
    set.outcome
}

/// False if such an entry has no such value.
fn set_entry_value(entry: &mut dyn Any, value: &Value) -> bool {
    fn set<T: 'static>(entry: &mut dyn Any, change: impl FnOnce(&mut T)) -> bool {
        entry.downcast_mut::<T>().map(change).is_some()
    }
    match *value {
        Value::Weight(weight) => {
            set(entry, |duty: &mut Duty| duty.weight = weight)
                || set(entry, |kpi: &mut Kpi| kpi.weight = weight)
        }
        Value::Degree(degree) => set(entry, |duty: &mut Duty| duty.degree = degree),
        Value::AuthorityKind(kind) => set(entry, |authority: &mut Authority| authority.kind = kind),
        Value::FunctionalRole(role) => set(entry, |line: &mut FunctionalLine| line.role = role),
        Value::Side(side) => set(entry, |relation: &mut Relation| relation.side = side),
        Value::QualificationKind(kind) => set(entry, |demand: &mut Qualification| {
            demand.kind = kind;
        }),
        Value::Necessity(necessity) => set(entry, |demand: &mut Qualification| {
            demand.necessity = necessity;
        }),
        Value::CareerKind(kind) => set(entry, |path: &mut CareerPath| path.kind = kind),
        Value::CareerRole(role) => set(entry, |path: &mut CareerPath| path.role = role),
        Value::Concurrent(concurrent) => set(entry, |person: &mut Incumbent| {
            person.concurrent = concurrent;
        }),
        Value::RuleNumbering(numbering) => set(entry, |rules: &mut RuleList| {
            rules.numbering = numbering;
        }),
        Value::State(_) | Value::Headcount(_) | Value::Supervisor(_) | Value::Head(_) => false,
    }
}

/// A role that is referred to must exist, and nobody has a functional line to himself.
fn refuse_reference(
    project: &Project,
    to: Option<RoleId>,
    from: impl FnOnce() -> (Owner, bool),
) -> Result<(), EditError> {
    let Some(to) = to else { return Ok(()) };
    role_exists(project, to)?;
    match from() {
        (Owner::Role(from), true) if from == to => Err(EditError::ReportsToItself(vec![to])),
        _ => Ok(()),
    }
}

/// The group that a duty joins which names no group; a role without groups gets one without a title.
fn last_duty_group(change: &mut Change<'_>, role: RoleId) -> Result<ItemId, EditError> {
    let groups = &change.project().roles.get(&role);
    let groups = groups.map_or(&[][..], |role| &role.duty_groups);
    if let Some(last) = groups.last() {
        return Ok(last.id);
    }
    let group = DutyGroup {
        id: ItemId(change.fresh_id()?),
        ..DutyGroup::default()
    };
    let id = group.id;
    change.role_mut(role)?.duty_groups.push(group);
    Ok(id)
}

/// Gives an entry fresh ids and takes it off its name.
fn admit(change: &mut Change<'_>, item: AnyItem) -> Result<(ItemId, Box<dyn Any>), EditError> {
    fn alone<T: ListItem>(
        change: &mut Change<'_>,
        mut entry: T,
    ) -> Result<(ItemId, Box<dyn Any>), EditError> {
        change.admit(&mut entry)?;
        Ok((entry.id(), Box::new(entry)))
    }
    fn with<T: ListItem, I: ListItem>(
        change: &mut Change<'_>,
        mut entry: T,
        inner: fn(&mut T) -> &mut Vec<I>,
    ) -> Result<(ItemId, Box<dyn Any>), EditError> {
        for entry in inner(&mut entry) {
            change.admit(entry)?;
        }
        alone(change, entry)
    }
    match item {
        AnyItem::Item(entry) => alone(change, entry),
        AnyItem::DutyGroup(entry) => with(change, entry, |group| &mut group.duties),
        AnyItem::Duty(entry) => alone(change, entry),
        AnyItem::Authority(entry) => alone(change, entry),
        AnyItem::FunctionalLine(entry) => alone(change, entry),
        AnyItem::Relation(entry) => alone(change, entry),
        AnyItem::Qualification(entry) => alone(change, entry),
        AnyItem::Kpi(entry) => alone(change, entry),
        AnyItem::CareerPath(entry) => alone(change, entry),
        AnyItem::Incumbent(entry) => alone(change, entry),
        AnyItem::OwnSection(entry) => with(change, entry, |section| &mut section.items),
        AnyItem::RuleList(entry) => with(change, entry, |rules| &mut rules.items),
        AnyItem::Revision(entry) => alone(change, entry),
    }
}

/// An entry out of its list.
struct Taken {
    kind: ListKind,
    /// The entry of another kind in which its list stands.
    home: Option<ItemId>,
    entry: Box<dyn Any>,
}

fn take(change: &mut Change<'_>, owner: Owner, item: ItemId) -> Result<Taken, EditError> {
    struct Take {
        item: ItemId,
        taken: Option<Taken>,
    }
    impl ListVisitorMut for Take {
        fn list<T: ListItem>(&mut self, kind: ListKind, home: Option<ItemId>, list: &mut Vec<T>) {
            if self.taken.is_none() {
                self.taken = take_from(list, self.item).map(|entry| Taken {
                    kind,
                    home,
                    entry: Box::new(entry),
                });
            }
        }
    }
    let mut take = Take { item, taken: None };
    change.visit_mut(owner, &mut take)?;
    take.taken.ok_or(EditError::NoSuchItem(item))
}

fn take_from<T: ListItem>(list: &mut Vec<T>, item: ItemId) -> Option<T> {
    if let Some(at) = list.iter().position(|entry| entry.id() == item) {
        return Some(list.remove(at));
    }
    list.iter_mut()
        .filter_map(ListItem::children_mut)
        .find_map(|children| take_from(children, item))
}

fn insert(
    change: &mut Change<'_>,
    list: ListPlace,
    index: usize,
    entry: Box<dyn Any>,
) -> Result<(), EditError> {
    struct Insert {
        kind: ListKind,
        parent: Option<ItemId>,
        index: usize,
        entry: Option<Box<dyn Any>>,
        done: bool,
    }
    impl Insert {
        fn into<T: ListItem>(&mut self, list: &mut Vec<T>) {
            if let Some(Ok(entry)) = self.entry.take().map(|entry| entry.downcast::<T>()) {
                list.insert(self.index.min(list.len()), *entry);
                self.done = true;
            }
        }
    }
    impl ListVisitorMut for Insert {
        fn list<T: ListItem>(&mut self, kind: ListKind, home: Option<ItemId>, list: &mut Vec<T>) {
            if kind != self.kind {
                return;
            }
            if home == self.parent {
                return self.into(list);
            }
            let parent = self.parent.and_then(|parent| find_item_mut(list, parent));
            if let Some(children) = parent.and_then(ListItem::children_mut) {
                self.into(children);
            }
        }
    }
    let mut insert = Insert {
        kind: list.kind,
        parent: list.parent,
        index,
        entry: Some(entry),
        done: false,
    };
    change.visit_mut(list.owner, &mut insert)?;
    match list.parent {
        _ if insert.done => Ok(()),
        Some(parent) if list_of(change.project(), list.owner, parent).is_none() => {
            Err(EditError::NoSuchItem(parent))
        }
        _ => Err(EditError::DoesNotFit),
    }
}

/// The list in which an entry stands, at whatever level.
pub(super) fn list_of(project: &Project, owner: Owner, item: ItemId) -> Option<ListKind> {
    struct Find {
        item: ItemId,
        found: Option<ListKind>,
    }
    impl<'a> ListVisitor<'a> for Find {
        fn list<T: ListItem>(&mut self, kind: ListKind, _: Option<ItemId>, list: &'a [T]) {
            if self.found.is_none() && find_item(list, self.item).is_some() {
                self.found = Some(kind);
            }
        }
    }
    let mut find = Find { item, found: None };
    visit(project, owner, &mut find);
    find.found
}

/// True if `inner` is `outer` or stands below it, also in a list of another kind (a duty of a group).
fn is_inside(project: &Project, owner: Owner, inner: ItemId, outer: ItemId) -> bool {
    struct Find {
        inner: ItemId,
        outer: ItemId,
        found: bool,
    }
    impl<'a> ListVisitor<'a> for Find {
        fn list<T: ListItem>(&mut self, _: ListKind, home: Option<ItemId>, list: &'a [T]) {
            self.found = self.found
                || home == Some(self.outer) && find_item(list, self.inner).is_some()
                || find_item(list, self.outer)
                    .is_some_and(|outer| find_item(outer.children(), self.inner).is_some());
        }
    }
    let mut find = Find {
        inner,
        outer,
        found: inner == outer,
    };
    visit(project, owner, &mut find);
    find.found
}

/// Shows every list of an owner to `visitor`; none if there is no such owner.
pub(super) fn visit<'a>(project: &'a Project, owner: Owner, visitor: &mut impl ListVisitor<'a>) {
    match owner {
        Owner::Company => project.company.visit(visitor),
        Owner::Department(id) => {
            if let Some(department) = project.departments.get(&id) {
                department.visit(visitor);
            }
        }
        Owner::Role(id) => {
            if let Some(role) = project.roles.get(&id) {
                role.visit(visitor);
            }
        }
    }
}
