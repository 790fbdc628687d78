//! One change in the making: everything that [`apply`](super::apply()) does to a project goes through
//! [`Change`], which keeps what was there before.
//!
//! A snapshot of the whole project would be right too, but with 8,000 roles each of a thousand undo steps
//! would hold its own maps. [`Before`] holds only the shared owners that were touched: it rolls back an edit
//! that fails, and it is the undo step of one that does not.

use super::EditError;
use crate::model::normalise::{Changes, normalise};
use crate::model::{
    Company, Department, DepartmentId, ItemId, ListItem, ListKind, ListVisitorMut, Lists, Owner,
    Place, Project, Role, RoleId,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a part of a project was before a change: each owner that was touched, `None` if it did not exist.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    company: Option<Arc<Company>>,
    departments: BTreeMap<DepartmentId, Option<Arc<Department>>>,
    roles: BTreeMap<RoleId, Option<Arc<Role>>>,
    last_id: Option<u32>,
}

impl Before {
    /// True if nothing was changed.
    pub(super) fn is_empty(&self) -> bool {
        self.company.is_none()
            && self.departments.is_empty()
            && self.roles.is_empty()
            && self.last_id.is_none()
    }

    /// Puts the project back and keeps what it was instead: undo, and at the second call redo.
    pub(super) fn swap(&mut self, project: &mut Project) {
        if let Some(company) = &mut self.company {
            std::mem::swap(company, &mut project.company);
        }
        if let Some(last_id) = &mut self.last_id {
            std::mem::swap(last_id, &mut project.last_id);
        }
        swap_entries(&mut self.departments, &mut project.departments);
        swap_entries(&mut self.roles, &mut project.roles);
    }

    /// Makes this the state before both changes, of which `later` was the second.
    pub(super) fn absorb(&mut self, later: Before) {
        self.company = self.company.take().or(later.company);
        self.last_id = self.last_id.or(later.last_id);
        for (id, old) in later.departments {
            self.departments.entry(id).or_insert(old);
        }
        for (id, old) in later.roles {
            self.roles.entry(id).or_insert(old);
        }
    }

    /// Drops what is the same as before, and gives the project its old shared copy of it back.
    pub(super) fn forget_unchanged(&mut self, project: &mut Project) {
        if let Some(old) = &self.company
            && *old == project.company
        {
            project.company = Arc::clone(old);
            self.company = None;
        }
        forget_entries(&mut self.departments, &mut project.departments);
        forget_entries(&mut self.roles, &mut project.roles);
        if self.company.is_none() && self.departments.is_empty() && self.roles.is_empty() {
            // Ids given to entries that went again in the same group.
            if let Some(last_id) = self.last_id.take() {
                project.last_id = last_id;
            }
        }
    }
}

fn swap_entries<K: Ord + Copy, T>(
    before: &mut BTreeMap<K, Option<Arc<T>>>,
    now: &mut BTreeMap<K, Arc<T>>,
) {
    for (&id, old) in before {
        *old = match old.take() {
            Some(old) => now.insert(id, old),
            None => now.remove(&id),
        };
    }
}

fn forget_entries<K: Ord, T: PartialEq>(
    before: &mut BTreeMap<K, Option<Arc<T>>>,
    now: &mut BTreeMap<K, Arc<T>>,
) {
    before.retain(|id, old| match (old, now.get_mut(id)) {
        (None, None) => false,
        (Some(old), Some(now)) if Arc::ptr_eq(old, now) || **old == **now => {
            *now = Arc::clone(old);
            false
        }
        _ => true,
    });
}

/// A project while one edit is applied to it.
pub(super) struct Change<'p> {
    project: &'p mut Project,
    before: Before,
    /// What normalising did to texts that came in.
    pub(super) told: Changes,
}

impl<'p> Change<'p> {
    /// Begins a change.
    pub(super) fn of(project: &'p mut Project) -> Change<'p> {
        Change {
            project,
            before: Before::default(),
            told: Changes::default(),
        }
    }

    /// The project as it is now.
    pub(super) fn project(&self) -> &Project {
        self.project
    }

    /// Undoes everything.
    pub(super) fn roll_back(mut self) {
        self.before.swap(self.project);
    }

    /// Keeps everything; returns the way back, empty if nothing is different.
    pub(super) fn finish(mut self) -> Before {
        self.before.forget_unchanged(self.project);
        self.before
    }

    /// The company, to change.
    pub(super) fn company_mut(&mut self) -> &mut Company {
        if self.before.company.is_none() {
            self.before.company = Some(Arc::clone(&self.project.company));
        }
        Arc::make_mut(&mut self.project.company)
    }

    /// A department, to change.
    pub(super) fn department_mut(
        &mut self,
        id: DepartmentId,
    ) -> Result<&mut Department, EditError> {
        let now = self.project.departments.get_mut(&id);
        let now = now.ok_or(EditError::NoSuchDepartment(id))?;
        let before = self.before.departments.entry(id);
        before.or_insert_with(|| Some(Arc::clone(now)));
        Ok(Arc::make_mut(now))
    }

    /// A role, to change.
    pub(super) fn role_mut(&mut self, id: RoleId) -> Result<&mut Role, EditError> {
        let now = self.project.roles.get_mut(&id);
        let now = now.ok_or(EditError::NoSuchRole(id))?;
        let before = self.before.roles.entry(id);
        before.or_insert_with(|| Some(Arc::clone(now)));
        Ok(Arc::make_mut(now))
    }

    /// Sets one text as it is.
    pub(super) fn set_text(&mut self, place: Place, text: &str) -> Result<(), EditError> {
        match place.owner {
            Owner::Company => {
                self.company_mut();
            }
            Owner::Department(id) => {
                self.department_mut(id)?;
            }
            Owner::Role(id) => {
                self.role_mut(id)?;
            }
        }
        let done = self.project.set_text(place, text);
        done.then_some(()).ok_or(EditError::NoSuchPlace(place))
    }

    /// Adds a department under an id from [`Change::fresh_id`]; listing it is the caller's work.
    pub(super) fn insert_department(&mut self, id: DepartmentId, department: Department) {
        let old = self.project.departments.insert(id, Arc::new(department));
        self.before.departments.entry(id).or_insert(old);
    }

    /// Adds a role under an id from [`Change::fresh_id`]; listing it is the caller's work.
    pub(super) fn insert_role(&mut self, id: RoleId, role: Arc<Role>) {
        let old = self.project.roles.insert(id, role);
        self.before.roles.entry(id).or_insert(old);
    }

    /// Takes a department out; unlisting it is the caller's work.
    pub(super) fn take_department(&mut self, id: DepartmentId) {
        if let Some(old) = self.project.departments.remove(&id) {
            self.before.departments.entry(id).or_insert(Some(old));
        }
    }

    /// Takes a role out; unlisting it is the caller's work.
    pub(super) fn take_role(&mut self, id: RoleId) {
        if let Some(old) = self.project.roles.remove(&id) {
            self.before.roles.entry(id).or_insert(Some(old));
        }
    }

    /// A number that was never an id in this project.
    pub(super) fn fresh_id(&mut self) -> Result<u32, EditError> {
        let last = self.project.last_id;
        let fresh = last.checked_add(1).ok_or(EditError::OutOfIds)?;
        self.before.last_id.get_or_insert(last);
        self.project.last_id = fresh;
        Ok(fresh)
    }

    /// Normalises a text that comes in, and remembers what there is to tell.
    pub(super) fn normalise(&mut self, text: &mut String) {
        let normalised = normalise(text);
        self.told += normalised.changes;
        if let std::borrow::Cow::Owned(changed) = normalised.text {
            *text = changed;
        }
    }

    /// Shows every list of an owner to `visitor`, to change.
    pub(super) fn visit_mut(
        &mut self,
        owner: Owner,
        visitor: &mut impl ListVisitorMut,
    ) -> Result<(), EditError> {
        match owner {
            Owner::Company => self.company_mut().visit_mut(visitor),
            Owner::Department(id) => self.department_mut(id)?.visit_mut(visitor),
            Owner::Role(id) => self.role_mut(id)?.visit_mut(visitor),
        }
        Ok(())
    }

    /// Makes a list entry that comes in the project's own: fresh ids and normalised texts, with what is below
    /// it of the same kind.
    pub(super) fn admit<T: ListItem>(&mut self, entry: &mut T) -> Result<(), EditError> {
        entry.set_id(ItemId(self.fresh_id()?));
        for &field in T::FIELDS {
            if let Some(text) = entry.text_mut(field) {
                self.normalise(text);
            }
        }
        let children = entry.children_mut().into_iter().flatten();
        for child in children {
            self.admit(child)?;
        }
        Ok(())
    }

    /// The same for every entry of every list of an owner that comes in.
    pub(super) fn admit_lists(&mut self, owner: &mut impl Lists) -> Result<(), EditError> {
        let mut admit = Admit {
            change: self,
            outcome: Ok(()),
        };
        owner.visit_mut(&mut admit);
        admit.outcome
    }
}

struct Admit<'c, 'p> {
    change: &'c mut Change<'p>,
    outcome: Result<(), EditError>,
}

impl ListVisitorMut for Admit<'_, '_> {
    fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &mut Vec<T>) {
        for entry in list {
            if self.outcome.is_ok() {
                self.outcome = self.change.admit(entry);
            }
        }
    }
}
