//! Which lines of the tree are shown, and which are found: plain data, made once per change.

use crate::model::{DepartmentId, Node, Organisation, Owner, Project};
use std::collections::BTreeSet;

/// One line as the tree shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What stands there.
    pub node: Node,
    /// It is a department or the company and has something below it.
    pub has_below: bool,
    /// What is below it is shown.
    pub open: bool,
}

/// The lines shown, and what they were made from.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// Revision of the project, filter, and number of changes of what is closed.
    made_from: Option<(u64, String, u64)>,
}

impl Rows {
    /// The lines shown, from above.
    pub fn as_slice(&self) -> &[Row] {
        &self.rows
    }

    /// Position of `owner` among the lines shown.
    pub fn position(&self, owner: Owner) -> Option<usize> {
        self.rows.iter().position(|row| row.node.owner == owner)
    }

    /// Makes the lines anew if the project, the filter or what is closed has changed.
    pub fn refresh(
        &mut self,
        (project, organisation, revision): (&Project, &Organisation, u64),
        filter: &str,
        (closed, closed_changes): (&BTreeSet<DepartmentId>, u64),
    ) {
        let wanted = filter.trim().to_lowercase();
        let fresh = self
            .made_from
            .as_ref()
            .is_some_and(|(made, text, changes)| {
                *made == revision && *text == wanted && *changes == closed_changes
            });
        if fresh {
            return;
        }
        self.rows.clear();
        if wanted.is_empty() {
            all_open(organisation, closed, &mut self.rows);
        } else {
            found(project, organisation, &wanted, &mut self.rows);
        }
        self.made_from = Some((revision, wanted, closed_changes));
    }
}

fn has_below(nodes: &[Node], index: usize) -> bool {
    nodes
        .get(index + 1)
        .is_some_and(|next| next.depth > nodes[index].depth)
}

/// Every line that no closed department hides.
fn all_open(organisation: &Organisation, closed: &BTreeSet<DepartmentId>, rows: &mut Vec<Row>) {
    let mut hidden_below = usize::MAX;
    for (index, &node) in organisation.nodes.iter().enumerate() {
        if node.depth > hidden_below {
            continue;
        }
        hidden_below = usize::MAX;
        let open = !matches!(node.owner, Owner::Department(id) if closed.contains(&id));
        if !open {
            hidden_below = node.depth;
        }
        rows.push(Row {
            node,
            has_below: has_below(&organisation.nodes, index),
            open,
        });
    }
}

/// Every line whose name or code holds `wanted` (in small letters), all that stands in a department found, and the
/// departments above both.
fn found(project: &Project, organisation: &Organisation, wanted: &str, rows: &mut Vec<Row>) {
    let mut above: Vec<Row> = Vec::new();
    let mut inside_found = usize::MAX;
    for (index, &node) in organisation.nodes.iter().enumerate() {
        above.retain(|row| row.node.depth < node.depth);
        if node.depth <= inside_found {
            inside_found = usize::MAX;
        }
        let row = Row {
            node,
            has_below: has_below(&organisation.nodes, index),
            open: true,
        };
        let matches = node.owner != Owner::Company && matches(project, node.owner, wanted);
        if matches || inside_found != usize::MAX {
            rows.append(&mut above);
            rows.push(row);
            if matches && matches!(node.owner, Owner::Department(_)) {
                inside_found = inside_found.min(node.depth);
            }
        } else if !matches!(node.owner, Owner::Role(_)) {
            above.push(row);
        }
    }
}

fn matches(project: &Project, owner: Owner, wanted: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(wanted);
    match owner {
        Owner::Company => holds(&project.company.name),
        Owner::Department(id) => project
            .departments
            .get(&id)
            .is_some_and(|department| holds(&department.name) || holds(&department.code)),
        Owner::Role(id) => project.roles.get(&id).is_some_and(|role| {
            holds(&role.name)
                || holds(&role.code)
                || (!role.qualifiers.is_empty() && holds(&role.full_name()))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Company, Department, Role, RoleId};
    use std::sync::Arc;

    /// 公司 ─ 董事长; 行政部(1) ─ 行政专员(11), 车队(2) ─ 司机(12); 财务部(3) ─ 会计(13)
    fn project() -> Project {
        let role = |name: &str| {
            Arc::new(Role {
                name: name.to_owned(),
                ..Role::default()
            })
        };
        let department = |name: &str, departments: &[u32], roles: &[u32]| {
            Arc::new(Department {
                name: name.to_owned(),
                departments: departments.iter().copied().map(DepartmentId).collect(),
                roles: roles.iter().copied().map(RoleId).collect(),
                ..Department::default()
            })
        };
        Project {
            company: Arc::new(Company {
                departments: vec![DepartmentId(1), DepartmentId(3)],
                roles: vec![RoleId(10)],
                ..Company::default()
            }),
            departments: [
                (DepartmentId(1), department("行政部", &[2], &[11])),
                (DepartmentId(2), department("车队", &[], &[12])),
                (DepartmentId(3), department("财务部", &[], &[13])),
            ]
            .into(),
            roles: [
                (RoleId(10), role("董事长")),
                (RoleId(11), role("行政专员")),
                (RoleId(12), role("司机")),
                (RoleId(13), role("会计")),
            ]
            .into(),
            last_id: 13,
        }
    }

    fn shown(filter: &str, closed: &[u32]) -> Vec<Owner> {
        let project = project();
        let organisation = Organisation::of(&project);
        let closed = closed.iter().copied().map(DepartmentId).collect();
        let mut rows = Rows::default();
        rows.refresh((&project, &organisation, 0), filter, (&closed, 0));
        rows.as_slice().iter().map(|row| row.node.owner).collect()
    }

    const COMPANY: Owner = Owner::Company;
    const fn department(id: u32) -> Owner {
        Owner::Department(DepartmentId(id))
    }
    const fn role(id: u32) -> Owner {
        Owner::Role(RoleId(id))
    }

    #[test]
    fn everything_is_shown_until_a_department_is_closed() {
        assert_eq!(shown("", &[]).len(), 8);
        assert_eq!(
            shown("", &[1]),
            [COMPANY, role(10), department(1), department(3), role(13)]
        );
    }

    #[test]
    fn a_role_is_found_with_the_departments_above_it_even_when_they_are_closed() {
        assert_eq!(
            shown("司机", &[1, 2]),
            [COMPANY, department(1), department(2), role(12)]
        );
    }

    #[test]
    fn a_department_is_found_with_everything_in_it() {
        assert_eq!(
            shown("行政", &[]),
            [COMPANY, department(1), role(11), department(2), role(12)]
        );
    }

    #[test]
    fn what_is_nowhere_finds_nothing() {
        assert_eq!(shown("总监", &[]), []);
    }

    #[test]
    fn lines_are_kept_until_something_changes() {
        let project = project();
        let organisation = Organisation::of(&project);
        let mut rows = Rows::default();
        let closed = BTreeSet::new();
        rows.refresh((&project, &organisation, 7), "", (&closed, 0));
        let first = rows.as_slice().as_ptr();
        rows.refresh((&Project::default(), &organisation, 7), " ", (&closed, 0));
        assert_eq!(
            (rows.as_slice().as_ptr(), rows.as_slice().len()),
            (first, 8)
        );
        rows.refresh((&project, &organisation, 7), "会计", (&closed, 0));
        assert_eq!(rows.as_slice().len(), 3);
    }
}
