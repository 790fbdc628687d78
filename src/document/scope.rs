//! What is to be printed.

use crate::model::settings::RoleLayout;
use crate::model::{DepartmentId, Node, Organisation, Owner, Project, RoleId};
use std::collections::BTreeSet;

/// Whose documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Chosen roles; they are printed in the order of the tree.
    Roles(Vec<RoleId>),
    /// A department.
    Department {
        /// Which.
        department: DepartmentId,
        /// Also the departments below it.
        with_below: bool,
    },
    /// The whole company.
    All,
}

/// What is to be printed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whose documents.
    pub scope: Scope,
    /// As a book (汇编): with cover, contents, departments and rules; otherwise the sheets of roles alone.
    pub book: bool,
    /// Layout of a role; `None` = as the company's settings say.
    pub layout: Option<RoleLayout>,
}

impl Request {
    /// The sheet of one role.
    pub fn role(role: RoleId) -> Request {
        Request {
            scope: Scope::Roles(vec![role]),
            book: false,
            layout: None,
        }
    }

    /// The whole company's book.
    pub fn book() -> Request {
        Request {
            scope: Scope::All,
            book: true,
            layout: None,
        }
    }
}

impl Scope {
    /// The departments and roles in printing order. Chosen roles that no department lists come last.
    pub fn nodes(&self, project: &Project, organisation: &Organisation) -> Vec<Node> {
        match self {
            Scope::Roles(roles) => chosen(roles, project, organisation),
            Scope::Department {
                department,
                with_below,
            } => {
                let is_it = |node: &Node| node.owner == Owner::Department(*department);
                let Some(start) = organisation.nodes.iter().position(is_it) else {
                    return Vec::new();
                };
                let mut nodes = organisation.nodes.iter().skip(start).copied();
                let Some(top) = nodes.next() else {
                    return Vec::new();
                };
                let below = nodes.take_while(|node| node.depth > top.depth);
                let wanted = below.filter(|node| {
                    *with_below
                        || (node.parent == Some(*department)
                            && matches!(node.owner, Owner::Role(_)))
                });
                std::iter::once(top)
                    .chain(wanted)
                    .map(|node| Node {
                        depth: node.depth - top.depth + 1,
                        ..node
                    })
                    .collect()
            }
            // The first node is the company itself.
            Scope::All => organisation.nodes.iter().skip(1).copied().collect(),
        }
    }

    /// The roles in printing order.
    pub fn roles(&self, project: &Project, organisation: &Organisation) -> Vec<RoleId> {
        let nodes = self.nodes(project, organisation);
        nodes
            .iter()
            .filter_map(|node| match node.owner {
                Owner::Role(id) => Some(id),
                Owner::Company | Owner::Department(_) => None,
            })
            .collect()
    }
}

fn chosen(roles: &[RoleId], project: &Project, organisation: &Organisation) -> Vec<Node> {
    let node = |id| Node {
        owner: Owner::Role(id),
        depth: 1,
        parent: organisation.department_of(id),
        n_roles: 1,
    };
    if let [only] = roles {
        // A preview asks for one role at a time, in a company of thousands.
        let known = project.roles.contains_key(only);
        return known.then(|| node(*only)).into_iter().collect();
    }
    let mut wanted: BTreeSet<RoleId> = roles.iter().copied().collect();
    let mut nodes: Vec<Node> = Vec::new();
    for id in organisation.roles() {
        if wanted.remove(&id) {
            nodes.push(node(id));
        }
    }
    for &id in roles {
        if wanted.remove(&id) && project.roles.contains_key(&id) {
            nodes.push(node(id));
        }
    }
    nodes
}
