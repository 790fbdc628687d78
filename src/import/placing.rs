//! Where the departments and roles of an accepted draft go, and which ids they will have.
//!
//! A fragment's ids are the ids that it gets when it enters the project ([`Edit::AddFragment`] counts departments
//! level by level, then roles): so that later edits of the same step can name what the fragment brought.
//!
//! [`Edit::AddFragment`]: crate::edit::Edit::AddFragment

use super::draft::ImportDraft;
use super::edits::Acceptance;
use crate::model::{DepartmentId, Project, RoleId};

/// What a department or role stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parent {
    /// The target of the import.
    Target,
    /// A department of the draft, by index.
    Draft(usize),
    /// A department that the project has already.
    Project(DepartmentId),
}

/// The places of a draft's departments and roles, by their index.
pub(super) struct Places {
    /// The id of each role that is accepted.
    pub(super) roles: Vec<Option<RoleId>>,
    /// The id of each department that is new.
    pub(super) departments: Vec<Option<DepartmentId>>,
    /// What each role stands in.
    pub(super) role_parents: Vec<Parent>,
    /// What each department stands in.
    pub(super) department_parents: Vec<Parent>,
    below: Vec<(Vec<usize>, Vec<usize>)>,
    new_departments: Vec<usize>,
    new_roles: Vec<usize>,
}

impl Places {
    pub(super) fn of(project: &Project, draft: &ImportDraft, acceptance: &Acceptance) -> Places {
        let parent = |above: Option<usize>| parent(draft, acceptance, above);
        let mut places = Places {
            roles: vec![None; draft.roles.len()],
            departments: vec![None; draft.departments.len()],
            role_parents: draft.roles.iter().map(|it| parent(it.department)).collect(),
            department_parents: draft
                .departments
                .iter()
                .map(|it| parent(it.parent))
                .collect(),
            below: vec![Default::default(); draft.departments.len()],
            new_departments: Vec::new(),
            new_roles: Vec::new(),
        };
        let mut top_roles = Vec::new();
        for at in 0..draft.departments.len() {
            let is_new = !acceptance.departments.contains_key(&at)
                && !acceptance.departments_left_out.contains(&at);
            match places.department_parents[at] {
                _ if !is_new => {}
                Parent::Draft(above) => places.below[above].0.push(at),
                Parent::Target | Parent::Project(_) => places.new_departments.push(at),
            }
        }
        for at in 0..draft.roles.len() {
            if acceptance.left_out.contains(&at) {
                continue;
            }
            if let Some(into) = acceptance.into.get(&at)
                && project.roles.contains_key(&into.role)
            {
                places.roles[at] = Some(into.role);
                continue;
            }
            match places.role_parents[at] {
                Parent::Draft(above) => places.below[above].1.push(at),
                Parent::Target | Parent::Project(_) => top_roles.push(at),
            }
        }
        places.number(project.last_id, top_roles);
        places
    }

    fn number(&mut self, last_id: u32, top_roles: Vec<usize>) {
        let mut next = last_id;
        let mut fresh = || {
            next = next.saturating_add(1);
            next
        };
        let mut at = 0;
        while let Some(&department) = self.new_departments.get(at) {
            self.departments[department] = Some(DepartmentId(fresh()));
            let below = &self.below[department].0;
            self.new_departments.extend(below);
            at += 1;
        }
        self.new_roles = top_roles;
        for &department in &self.new_departments {
            self.new_roles.extend(&self.below[department].1);
        }
        for &role in &self.new_roles {
            self.roles[role] = Some(RoleId(fresh()));
        }
    }

    /// Departments that are new, in the order of their ids.
    pub(super) fn new_departments(&self) -> Vec<usize> {
        self.new_departments.clone()
    }

    /// Roles that are new, in the order of their ids.
    pub(super) fn new_roles(&self) -> Vec<usize> {
        self.new_roles.clone()
    }

    /// The new departments directly in a new department.
    pub(super) fn departments_below(&self, at: usize) -> Vec<DepartmentId> {
        let below = self.below[at].0.iter();
        below.filter_map(|&at| self.departments[at]).collect()
    }

    /// The new roles directly in a new department.
    pub(super) fn roles_below(&self, at: usize) -> Vec<RoleId> {
        let below = self.below[at].1.iter();
        below.filter_map(|&at| self.roles[at]).collect()
    }
}

/// The nearest department above that is accepted.
fn parent(draft: &ImportDraft, acceptance: &Acceptance, above: Option<usize>) -> Parent {
    let mut next = above;
    // A department stands after the one it is in, so this ends.
    while let Some(at) = next {
        let Some(department) = draft.departments.get(at) else {
            break;
        };
        if let Some(&known) = acceptance.departments.get(&at) {
            return Parent::Project(known);
        }
        if !acceptance.departments_left_out.contains(&at) {
            return Parent::Draft(at);
        }
        next = department.parent.filter(|&parent| parent < at);
    }
    Parent::Target
}
