//! Departments and roles: adding, moving and removing them, their ids and their places in the lists of ids.

use super::apply::{department_exists, role_exists};
use super::change::Change;
use super::references::release;
use super::{EditError, References};
use crate::model::{Department, DepartmentId, Project, Role, RoleId, Supervisor};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Adds a role; returns its id.
pub(super) fn add_role(
    change: &mut Change<'_>,
    parent: Option<DepartmentId>,
    index: usize,
    role: &Role,
) -> Result<RoleId, EditError> {
    for to in references_of(role) {
        role_exists(change.project(), to)?;
    }
    let id = RoleId(change.fresh_id()?);
    let mut role = role.clone();
    admit_role(change, &mut role)?;
    change.insert_role(id, Arc::new(role));
    put(listed_roles(change, parent)?, index, id);
    Ok(id)
}

/// Adds a department without anything below it; returns its id.
pub(super) fn add_department(
    change: &mut Change<'_>,
    parent: Option<DepartmentId>,
    index: usize,
    department: &Department,
) -> Result<DepartmentId, EditError> {
    if !department.departments.is_empty() || !department.roles.is_empty() {
        return Err(EditError::DoesNotFit);
    }
    if let Some(head) = department.head {
        role_exists(change.project(), head)?;
    }
    let id = DepartmentId(change.fresh_id()?);
    let department = admit_department(change, department.clone())?;
    change.insert_department(id, department);
    put(listed_departments(change, parent)?, index, id);
    Ok(id)
}

/// Makes a role that comes in the project's own: texts normalised, fresh ids for its list entries.
pub(super) fn admit_role(change: &mut Change<'_>, role: &mut Role) -> Result<(), EditError> {
    for &field in Role::FIELDS {
        if let Some(text) = role.text_mut(field) {
            change.normalise(text);
        }
    }
    change.admit_lists(role)
}

/// The same for a department.
pub(super) fn admit_department(
    change: &mut Change<'_>,
    mut department: Department,
) -> Result<Department, EditError> {
    for &field in Department::FIELDS {
        if let Some(text) = department.text_mut(field) {
            change.normalise(text);
        }
    }
    change.admit_lists(&mut department)?;
    Ok(department)
}

/// Every role that a role refers to.
pub(super) fn references_of(role: &Role) -> impl Iterator<Item = RoleId> {
    let supervisor = match role.supervisor {
        Supervisor::Role(supervisor) => Some(supervisor),
        Supervisor::None | Supervisor::Outside => None,
    };
    let lines = role.functional.iter().filter_map(|line| line.role);
    let careers = role.careers.iter().filter_map(|path| path.role);
    supervisor.into_iter().chain(lines).chain(careers)
}

pub(super) fn remove_role(
    change: &mut Change<'_>,
    role: RoleId,
    references: References,
) -> Result<(), EditError> {
    role_exists(change.project(), role)?;
    release(change, &[role].into(), references)?;
    unlist_role(change, role)?;
    change.take_role(role);
    Ok(())
}

pub(super) fn remove_department(
    change: &mut Change<'_>,
    department: DepartmentId,
    references: References,
) -> Result<(), EditError> {
    department_exists(change.project(), department)?;
    let (departments, roles) = subtree(change.project(), department);
    release(change, &roles, references)?;
    unlist_department(change, department)?;
    for id in departments {
        change.take_department(id);
    }
    for id in roles {
        change.take_role(id);
    }
    Ok(())
}

pub(super) fn move_role(
    change: &mut Change<'_>,
    role: RoleId,
    parent: Option<DepartmentId>,
    index: usize,
) -> Result<(), EditError> {
    role_exists(change.project(), role)?;
    unlist_role(change, role)?;
    put(listed_roles(change, parent)?, index, role);
    Ok(())
}

pub(super) fn move_department(
    change: &mut Change<'_>,
    department: DepartmentId,
    parent: Option<DepartmentId>,
    index: usize,
) -> Result<(), EditError> {
    department_exists(change.project(), department)?;
    if let Some(parent) = parent
        && subtree(change.project(), department).0.contains(&parent)
    {
        return Err(EditError::DepartmentInsideItself(department));
    }
    unlist_department(change, department)?;
    put(listed_departments(change, parent)?, index, department);
    Ok(())
}

/// A department and everything below it. Ends also if a file lets departments contain each other.
pub(super) fn subtree(
    project: &Project,
    top: DepartmentId,
) -> (BTreeSet<DepartmentId>, BTreeSet<RoleId>) {
    let mut departments = BTreeSet::new();
    let mut roles = BTreeSet::new();
    let mut open = vec![top];
    while let Some(id) = open.pop() {
        if let Some(department) = project.departments.get(&id)
            && departments.insert(id)
        {
            let listed = department.roles.iter().copied();
            roles.extend(listed.filter(|role| project.roles.contains_key(role)));
            open.extend(&department.departments);
        }
    }
    (departments, roles)
}

fn put<T>(list: &mut Vec<T>, index: usize, id: T) {
    list.insert(index.min(list.len()), id);
}

/// The list in which the roles of `parent` stand.
pub(super) fn listed_roles<'c>(
    change: &'c mut Change<'_>,
    parent: Option<DepartmentId>,
) -> Result<&'c mut Vec<RoleId>, EditError> {
    Ok(match parent {
        None => &mut change.company_mut().roles,
        Some(id) => &mut change.department_mut(id)?.roles,
    })
}

/// The list in which the departments of `parent` stand.
pub(super) fn listed_departments<'c>(
    change: &'c mut Change<'_>,
    parent: Option<DepartmentId>,
) -> Result<&'c mut Vec<DepartmentId>, EditError> {
    Ok(match parent {
        None => &mut change.company_mut().departments,
        Some(id) => &mut change.department_mut(id)?.departments,
    })
}

/// The department in which a role is listed; `None` = directly under the company.
pub(super) fn parent_of_role(project: &Project, role: RoleId) -> Option<DepartmentId> {
    let mut departments = project.departments.iter();
    let found = departments.find(|(_, department)| department.roles.contains(&role));
    found.map(|(&id, _)| id)
}

/// The department in which a department is listed; `None` = the company.
pub(super) fn parent_of_department(project: &Project, id: DepartmentId) -> Option<DepartmentId> {
    let mut departments = project.departments.iter();
    let found = departments.find(|(_, department)| department.departments.contains(&id));
    found.map(|(&id, _)| id)
}

/// Takes a role off every list it stands on.
fn unlist_role(change: &mut Change<'_>, role: RoleId) -> Result<(), EditError> {
    if change.project().company.roles.contains(&role) {
        change.company_mut().roles.retain(|&id| id != role);
    }
    while let Some(parent) = parent_of_role(change.project(), role) {
        let parent = change.department_mut(parent)?;
        parent.roles.retain(|&id| id != role);
    }
    Ok(())
}

/// Takes a department off every list it stands on.
fn unlist_department(change: &mut Change<'_>, department: DepartmentId) -> Result<(), EditError> {
    if change.project().company.departments.contains(&department) {
        let company = change.company_mut();
        company.departments.retain(|&id| id != department);
    }
    while let Some(parent) = parent_of_department(change.project(), department) {
        let parent = change.department_mut(parent)?;
        parent.departments.retain(|&id| id != department);
    }
    Ok(())
}
