//! Where a dragged department or role would go, and where one step up or down leads: plain answers as edits.

use crate::edit::Edit;
use crate::model::{DepartmentId, Organisation, Owner, Project, RoleId};

/// Where on a line something is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drop {
    /// Above the line, on its level.
    Before,
    /// Into the department.
    Into,
    /// Below the line, on its level.
    After,
}

/// Which kind of drop a height on a line means: 0 is its upper edge, 1 its lower.
pub fn drop_at(dragged: Owner, target: Owner, height: f32) -> Drop {
    match (dragged, target) {
        (_, Owner::Company) | (Owner::Role(_), Owner::Department(_)) => Drop::Into,
        (_, Owner::Department(_)) if height < 0.3 => Drop::Before,
        (_, Owner::Department(_)) if height > 0.7 => Drop::After,
        (_, Owner::Department(_)) => Drop::Into,
        (_, Owner::Role(_)) if height < 0.5 => Drop::Before,
        (_, Owner::Role(_)) => Drop::After,
    }
}

fn roles_of(project: &Project, parent: Option<DepartmentId>) -> &[RoleId] {
    match parent {
        None => &project.company.roles,
        Some(id) => project
            .departments
            .get(&id)
            .map_or(&[], |department| &department.roles),
    }
}

fn departments_of(project: &Project, parent: Option<DepartmentId>) -> &[DepartmentId] {
    match parent {
        None => &project.company.departments,
        Some(id) => project
            .departments
            .get(&id)
            .map_or(&[], |department| &department.departments),
    }
}

/// Position of `sibling` in a list without `moved`, one further for [`Drop::After`].
fn index_beside<T: Copy + PartialEq>(
    list: &[T],
    moved: T,
    sibling: T,
    drop: Drop,
) -> Option<usize> {
    let position = list
        .iter()
        .filter(|&&id| id != moved)
        .position(|&id| id == sibling)?;
    Some(position + usize::from(drop == Drop::After))
}

/// The edit that drops `dragged` on `target`; `None` where that cannot be, or would change nothing.
pub fn dropped(
    project: &Project,
    organisation: &Organisation,
    dragged: Owner,
    target: Owner,
    drop: Drop,
) -> Option<Edit> {
    if dragged == target {
        return None;
    }
    match dragged {
        Owner::Company => None,
        Owner::Role(role) => {
            let (parent, index) = match target {
                Owner::Company => (None, usize::MAX),
                Owner::Department(id) => (Some(id), usize::MAX),
                Owner::Role(sibling) => {
                    let parent = organisation.department_of(sibling);
                    let list = roles_of(project, parent);
                    (parent, index_beside(list, role, sibling, drop)?)
                }
            };
            role_move(project, organisation, role, parent, index)
        }
        Owner::Department(department) => {
            let (parent, index) = match target {
                Owner::Company => (None, usize::MAX),
                Owner::Department(id) if drop == Drop::Into => (Some(id), usize::MAX),
                Owner::Department(sibling) => {
                    let parent = organisation.parent_of(sibling);
                    let list = departments_of(project, parent);
                    (parent, index_beside(list, department, sibling, drop)?)
                }
                Owner::Role(_) => return None,
            };
            department_move(project, organisation, department, parent, index)
        }
    }
}

fn role_move(
    project: &Project,
    organisation: &Organisation,
    role: RoleId,
    parent: Option<DepartmentId>,
    index: usize,
) -> Option<Edit> {
    let list = roles_of(project, parent);
    let same_parent = organisation.department_of(role) == parent;
    let index = index.min(list.len() - usize::from(same_parent));
    if same_parent && list.get(index) == Some(&role) {
        return None;
    }
    Some(Edit::MoveRole {
        role,
        parent,
        index,
    })
}

fn department_move(
    project: &Project,
    organisation: &Organisation,
    department: DepartmentId,
    parent: Option<DepartmentId>,
    index: usize,
) -> Option<Edit> {
    if parent.is_some_and(|parent| organisation.path(parent).contains(&department)) {
        return None;
    }
    let list = departments_of(project, parent);
    let same_parent = organisation.parent_of(department) == parent;
    let index = index.min(list.len() - usize::from(same_parent));
    if same_parent && list.get(index) == Some(&department) {
        return None;
    }
    Some(Edit::MoveDepartment {
        department,
        parent,
        index,
    })
}

/// The edit that moves `owner` one place up or down among its like; `None` at the end of the list.
pub fn one_step(
    project: &Project,
    organisation: &Organisation,
    owner: Owner,
    down: bool,
) -> Option<Edit> {
    let step = |at: usize, length: usize| {
        if down {
            (at + 1 < length).then_some(at + 1)
        } else {
            at.checked_sub(1)
        }
    };
    match owner {
        Owner::Company => None,
        Owner::Role(role) => {
            let parent = organisation.department_of(role);
            let list = roles_of(project, parent);
            let at = list.iter().position(|&id| id == role)?;
            Some(Edit::MoveRole {
                role,
                parent,
                index: step(at, list.len())?,
            })
        }
        Owner::Department(department) => {
            let parent = organisation.parent_of(department);
            let list = departments_of(project, parent);
            let at = list.iter().position(|&id| id == department)?;
            Some(Edit::MoveDepartment {
                department,
                parent,
                index: step(at, list.len())?,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Company, Department, Role};
    use std::sync::Arc;

    /// Departments 1 (holding 2) and 3; roles 11, 12, 13 in 1 and 14 in 2.
    fn project() -> Project {
        let department = |departments: &[u32], roles: &[u32]| {
            Arc::new(Department {
                departments: departments.iter().copied().map(DepartmentId).collect(),
                roles: roles.iter().copied().map(RoleId).collect(),
                ..Department::default()
            })
        };
        Project {
            company: Arc::new(Company {
                departments: vec![DepartmentId(1), DepartmentId(3)],
                ..Company::default()
            }),
            departments: [
                (DepartmentId(1), department(&[2], &[11, 12, 13])),
                (DepartmentId(2), department(&[], &[14])),
                (DepartmentId(3), department(&[], &[])),
            ]
            .into(),
            roles: (11..=14)
                .map(|id| (RoleId(id), Arc::new(Role::default())))
                .collect(),
            last_id: 14,
        }
    }

    fn role(id: u32) -> Owner {
        Owner::Role(RoleId(id))
    }

    fn department(id: u32) -> Owner {
        Owner::Department(DepartmentId(id))
    }

    fn drop(dragged: Owner, target: Owner, drop: Drop) -> Option<Edit> {
        let project = project();
        dropped(&project, &Organisation::of(&project), dragged, target, drop)
    }

    #[test]
    fn a_role_goes_before_or_after_another_counted_without_itself() {
        let to = |index| {
            Some(Edit::MoveRole {
                role: RoleId(11),
                parent: Some(DepartmentId(1)),
                index,
            })
        };
        assert_eq!(drop(role(11), role(13), Drop::After), to(2));
        assert_eq!(drop(role(11), role(13), Drop::Before), to(1));
    }

    #[test]
    fn a_drop_that_changes_nothing_is_none() {
        assert_eq!(drop(role(11), role(12), Drop::Before), None);
        assert_eq!(drop(role(13), department(1), Drop::Into), None);
        assert_eq!(drop(department(1), department(3), Drop::Before), None);
        assert_eq!(drop(role(11), role(11), Drop::After), None);
    }

    #[test]
    fn a_department_never_goes_into_itself_or_below_itself() {
        assert_eq!(drop(department(1), department(2), Drop::Into), None);
        assert_eq!(drop(department(1), department(2), Drop::After), None);
        assert!(drop(department(2), department(3), Drop::Into).is_some());
    }

    #[test]
    fn a_department_goes_to_the_company_at_the_end() {
        assert_eq!(
            drop(department(2), Owner::Company, Drop::Into),
            Some(Edit::MoveDepartment {
                department: DepartmentId(2),
                parent: None,
                index: 2
            })
        );
    }

    #[test]
    fn the_first_cannot_go_up_and_the_last_cannot_go_down() {
        let project = project();
        let organisation = Organisation::of(&project);
        let step = |owner, down| one_step(&project, &organisation, owner, down);
        assert_eq!(step(role(11), false), None);
        assert_eq!(step(role(13), true), None);
        assert!(step(role(12), true).is_some());
        assert_eq!(step(Owner::Company, true), None);
        assert_eq!(step(department(3), true), None);
        assert!(step(department(3), false).is_some());
    }
}
