//! Departments and roles that enter a project together: a copy, a template, an import.

use super::apply::{Created, exists, role_exists};
use super::apply_tree::{
    admit_department, admit_role, listed_departments, listed_roles, parent_of_department,
    parent_of_role, references_of, subtree,
};
use super::change::Change;
use super::{Edit, EditError, Fragment, StepName};
use crate::model::{Department, DepartmentId, Owner, Project, Role, RoleId, Supervisor};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The fragment's ids and what they become.
#[derive(Default)]
struct NewIds {
    departments: BTreeMap<DepartmentId, DepartmentId>,
    roles: BTreeMap<RoleId, RoleId>,
}

/// Adds a fragment at the end of the parent's lists; returns its first department, or its first role.
///
/// Ids are given to departments from the top down in the order of the lists, then to roles: [`copy_edit`]
/// relies on the first department being the first id.
pub(super) fn add(
    change: &mut Change<'_>,
    parent: Option<DepartmentId>,
    mut fragment: Fragment,
) -> Result<Option<Created>, EditError> {
    exists(
        change.project(),
        parent.map_or(Owner::Company, Owner::Department),
    )?;
    let (departments, roles) = in_order(&fragment).ok_or(EditError::DoesNotFit)?;
    refuse_cycles(&fragment)?;
    refuse_missing(change.project(), &fragment)?;
    let mut new = NewIds::default();
    for &id in &departments {
        new.departments.insert(id, DepartmentId(change.fresh_id()?));
    }
    for &id in &roles {
        new.roles.insert(id, RoleId(change.fresh_id()?));
    }
    for id in departments {
        // Each stands in exactly one list.
        let Some(department) = fragment.departments.remove(&id) else {
            continue;
        };
        let mut department = admit_department(change, department)?;
        new.rename_department(&mut department);
        change.insert_department(new.departments[&id], department);
    }
    for id in roles {
        let Some(mut shared) = fragment.roles.remove(&id) else {
            continue;
        };
        // Nobody else has the roles of an import: they are changed in place.
        let role = Arc::make_mut(&mut shared);
        admit_role(change, role)?;
        new.rename_role(role);
        change.insert_role(new.roles[&id], shared);
    }
    let top_departments = fragment.top_departments.iter();
    let top_departments: Vec<_> = top_departments.map(|id| new.departments[id]).collect();
    let top_roles: Vec<_> = fragment.top_roles.iter().map(|id| new.roles[id]).collect();
    let department = top_departments.first().copied().map(Created::Department);
    let role = top_roles.first().copied().map(Created::Role);
    if department.is_some() {
        listed_departments(change, parent)?.extend(top_departments);
    }
    if role.is_some() {
        listed_roles(change, parent)?.extend(top_roles);
    }
    Ok(department.or(role))
}

impl NewIds {
    fn role(&self, id: &mut RoleId) {
        if let Some(&new) = self.roles.get(id) {
            *id = new;
        }
    }

    fn rename_department(&self, department: &mut Department) {
        department.head.iter_mut().for_each(|id| self.role(id));
        department.roles.iter_mut().for_each(|id| self.role(id));
        for id in &mut department.departments {
            if let Some(&new) = self.departments.get(id) {
                *id = new;
            }
        }
    }

    fn rename_role(&self, role: &mut Role) {
        if let Supervisor::Role(id) = &mut role.supervisor {
            self.role(id);
        }
        let lines = role.functional.iter_mut();
        lines
            .filter_map(|line| line.role.as_mut())
            .for_each(|id| self.role(id));
        let careers = role.careers.iter_mut();
        careers
            .filter_map(|path| path.role.as_mut())
            .for_each(|id| self.role(id));
    }
}

/// All ids of a fragment from the top down, in the order of its lists; `None` unless each stands in exactly
/// one list.
fn in_order(fragment: &Fragment) -> Option<(Vec<DepartmentId>, Vec<RoleId>)> {
    let mut departments = fragment.top_departments.clone();
    let mut roles = fragment.top_roles.clone();
    let mut seen = BTreeSet::new();
    let mut at = 0;
    while let Some(&id) = departments.get(at) {
        if !seen.insert(id) {
            return None;
        }
        let department = fragment.departments.get(&id)?;
        departments.extend(&department.departments);
        roles.extend(&department.roles);
        at += 1;
    }
    let distinct: BTreeSet<_> = roles.iter().copied().collect();
    let whole = departments.len() == fragment.departments.len()
        && roles.len() == distinct.len()
        && distinct.into_iter().eq(fragment.roles.keys().copied());
    whole.then_some((departments, roles))
}

/// Refuses references to roles that neither the fragment nor the project has.
fn refuse_missing(project: &Project, fragment: &Fragment) -> Result<(), EditError> {
    let heads = fragment.departments.values().filter_map(|it| it.head);
    let mut references = fragment
        .roles
        .values()
        .flat_map(|it| references_of(it))
        .chain(heads);
    references.try_for_each(|to| {
        if fragment.roles.contains_key(&to) {
            Ok(())
        } else {
            role_exists(project, to)
        }
    })
}

/// Refuses roles of a fragment that would report to themselves.
fn refuse_cycles(fragment: &Fragment) -> Result<(), EditError> {
    let mut acyclic = BTreeSet::new();
    for &start in fragment.roles.keys() {
        let mut chain = Vec::new();
        let mut members = BTreeSet::new();
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| !acyclic.contains(id)) {
            let Some(role) = fragment.roles.get(&id) else {
                break;
            };
            if !members.insert(id) {
                let from = chain.iter().position(|&member| member == id);
                return Err(EditError::ReportsToItself(
                    chain.split_off(from.unwrap_or(0)),
                ));
            }
            chain.push(id);
            next = match role.supervisor {
                Supervisor::Role(above) => Some(above),
                Supervisor::None | Supervisor::Outside => None,
            };
        }
        acyclic.extend(chain);
    }
    Ok(())
}

/// The edit that puts a copy of a role, or of a department with everything below it, beside the original;
/// `name` is the copy's. `None` if there is no such owner, and for the company.
///
/// Inside the copy references lead to the copied roles; references to others are kept. Nobody else's
/// references lead to the copy.
pub fn copy_edit(project: &Project, owner: Owner, name: String) -> Option<Edit> {
    let edits = match owner {
        Owner::Company => return None,
        Owner::Role(id) => {
            let mut role = Role::clone(project.roles.get(&id)?);
            role.name = name;
            forget_missing(project, &mut role);
            let parent = parent_of_role(project, id);
            let siblings = match parent {
                None => &project.company.roles,
                Some(parent) => &project.departments.get(&parent)?.roles,
            };
            vec![Edit::AddRole {
                parent,
                index: place_after(siblings, &id),
                role: Box::new(role),
            }]
        }
        Owner::Department(id) => {
            let mut fragment = fragment_of(project, id);
            fragment.departments.get_mut(&id)?.name = name;
            let parent = parent_of_department(project, id);
            let siblings = match parent {
                None => &project.company.departments,
                Some(parent) => &project.departments.get(&parent)?.departments,
            };
            vec![
                Edit::AddFragment {
                    parent,
                    fragment: Box::new(fragment),
                },
                Edit::MoveDepartment {
                    department: DepartmentId(project.last_id.checked_add(1)?),
                    parent,
                    index: place_after(siblings, &id),
                },
            ]
        }
    };
    Some(Edit::Group {
        name: StepName::Duplicate,
        edits,
    })
}

fn place_after<T: PartialEq>(siblings: &[T], id: &T) -> usize {
    let at = siblings.iter().position(|sibling| sibling == id);
    at.map_or(usize::MAX, |at| at + 1)
}

/// A department with everything below it, under the project's own ids.
fn fragment_of(project: &Project, top: DepartmentId) -> Fragment {
    let (departments, roles) = subtree(project, top);
    let mut fragment = Fragment {
        top_departments: vec![top],
        ..Fragment::default()
    };
    for id in departments {
        let mut department = Department::clone(&project.departments[&id]);
        department
            .roles
            .retain(|role| project.roles.contains_key(role));
        department
            .departments
            .retain(|id| project.departments.contains_key(id));
        department.head = department.head.filter(|id| project.roles.contains_key(id));
        fragment.departments.insert(id, department);
    }
    for id in roles {
        let mut role = Role::clone(&project.roles[&id]);
        forget_missing(project, &mut role);
        fragment.roles.insert(id, Arc::new(role));
    }
    fragment
}

/// Clears references to roles that a damaged file names and does not hold.
fn forget_missing(project: &Project, role: &mut Role) {
    let missing = |id: &RoleId| !project.roles.contains_key(id);
    if matches!(&role.supervisor, Supervisor::Role(id) if missing(id)) {
        role.supervisor = Supervisor::None;
    }
    for line in &mut role.functional {
        line.role = line.role.filter(|id| !missing(id));
    }
    for path in &mut role.careers {
        path.role = path.role.filter(|id| !missing(id));
    }
}
