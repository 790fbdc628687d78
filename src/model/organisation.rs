//! What follows from a project and is therefore never stored: who stands where, and who reports to whom.
//!
//! Built in one walk over the project; whoever draws or checks keeps it until the project's revision changes.

use super::ids::{DepartmentId, RoleId};
use super::role::Supervisor;
use super::{Owner, Project};
use std::collections::BTreeMap;

/// One line of the tree of departments and roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The company, a department or a role.
    pub owner: Owner,
    /// 0 for the company, 1 for what stands directly under it …
    pub depth: usize,
    /// The department above, if any.
    pub parent: Option<DepartmentId>,
    /// Number of roles in it and below it (1 for a role).
    pub n_roles: usize,
}

/// The organisation that a project describes.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// The tree in printing order: a department's own roles, then the departments below it.
    pub nodes: Vec<Node>,
    department_of: BTreeMap<RoleId, Option<DepartmentId>>,
    parent_of: BTreeMap<DepartmentId, Option<DepartmentId>>,
    subordinates: BTreeMap<RoleId, Vec<RoleId>>,
    functional_subordinates: BTreeMap<RoleId, Vec<RoleId>>,
}

impl Organisation {
    /// Walks the project once. Ids that stand for nothing and departments that contain themselves are passed over.
    pub fn of(project: &Project) -> Organisation {
        let mut organisation = Organisation::default();
        organisation.nodes.push(Node {
            owner: Owner::Company,
            depth: 0,
            parent: None,
            n_roles: 0,
        });
        organisation.add_roles(project, &project.company.roles, None, 1);
        for &department in &project.company.departments {
            organisation.add_department(project, department, None, 1);
        }
        organisation.nodes[0].n_roles = organisation.department_of.len();
        // In printing order, so that subordinates are listed as the tree shows them.
        for node in &organisation.nodes {
            let Owner::Role(id) = node.owner else {
                continue;
            };
            let Some(role) = project.roles.get(&id) else {
                continue;
            };
            if let Supervisor::Role(supervisor) = role.supervisor {
                organisation
                    .subordinates
                    .entry(supervisor)
                    .or_default()
                    .push(id);
            }
            for line in role.functional.iter().filter_map(|line| line.role) {
                organisation
                    .functional_subordinates
                    .entry(line)
                    .or_default()
                    .push(id);
            }
        }
        organisation
    }

    fn add_roles(
        &mut self,
        project: &Project,
        roles: &[RoleId],
        parent: Option<DepartmentId>,
        depth: usize,
    ) {
        for &role in roles.iter().filter(|role| project.roles.contains_key(role)) {
            if self.department_of.insert(role, parent).is_none() {
                self.nodes.push(Node {
                    owner: Owner::Role(role),
                    depth,
                    parent,
                    n_roles: 1,
                });
            }
        }
    }

    fn add_department(
        &mut self,
        project: &Project,
        id: DepartmentId,
        parent: Option<DepartmentId>,
        depth: usize,
    ) {
        let Some(department) = project.departments.get(&id) else {
            return;
        };
        if self.parent_of.insert(id, parent).is_some() {
            return;
        }
        let at = self.nodes.len();
        let roles_before = self.department_of.len();
        self.nodes.push(Node {
            owner: Owner::Department(id),
            depth,
            parent,
            n_roles: 0,
        });
        self.add_roles(project, &department.roles, Some(id), depth + 1);
        for &below in &department.departments {
            self.add_department(project, below, Some(id), depth + 1);
        }
        self.nodes[at].n_roles = self.department_of.len() - roles_before;
    }

    /// The department that a role stands in; `None` if it stands directly under the company.
    pub fn department_of(&self, role: RoleId) -> Option<DepartmentId> {
        self.department_of.get(&role).copied().flatten()
    }

    /// The department that a department stands in.
    pub fn parent_of(&self, department: DepartmentId) -> Option<DepartmentId> {
        self.parent_of.get(&department).copied().flatten()
    }

    /// The departments from the top down to `department`, itself included.
    pub fn path(&self, department: DepartmentId) -> Vec<DepartmentId> {
        let mut path: Vec<_> =
            std::iter::successors(Some(department), |&id| self.parent_of(id)).collect();
        path.reverse();
        path
    }

    /// Roles whose direct supervisor is `role` (直接下级), in the tree's order.
    pub fn subordinates(&self, role: RoleId) -> &[RoleId] {
        self.subordinates.get(&role).map_or(&[], Vec::as_slice)
    }

    /// Roles with a functional line to `role`, in the tree's order.
    pub fn functional_subordinates(&self, role: RoleId) -> &[RoleId] {
        self.functional_subordinates
            .get(&role)
            .map_or(&[], Vec::as_slice)
    }

    /// Every role in the tree's order.
    pub fn roles(&self) -> impl Iterator<Item = RoleId> {
        self.nodes.iter().filter_map(|node| match node.owner {
            Owner::Role(id) => Some(id),
            Owner::Company | Owner::Department(_) => None,
        })
    }
}
