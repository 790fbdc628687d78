//! Whether the parts of a project fit together: every id that is listed exists, everything stands in exactly
//! one place, every reference leads somewhere.
//!
//! A file in which they do not was written by hand, merged or damaged. It is refused: what is listed nowhere
//! would be invisible, what is listed twice would be printed twice. Linear in the size of the project but for
//! one sort. A department and a role may share a number: nothing mixes their ids up.

use crate::model::{
    DepartmentId, ItemId, ListItem, ListKind, ListVisitor, Lists, Owner, Project, RoleId,
    Supervisor, for_each_item,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many problems are kept with their data; the rest is only counted.
const KEPT: usize = 20;

/// How deeply departments may stand inside each other: far beyond any company, and shallow enough for whoever
/// walks down the tree with a function that calls itself.
const DEPARTMENT_DEPTH: usize = 200;

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inconsistency {
    /// A department is listed that does not exist.
    NoSuchDepartment {
        /// The list's owner.
        listed_in: Owner,
        /// What is listed.
        department: DepartmentId,
    },
    /// A role is listed that does not exist.
    NoSuchRole {
        /// The list's owner.
        listed_in: Owner,
        /// What is listed.
        role: RoleId,
    },
    /// A department or role stands in more than one place.
    ListedTwice {
        /// Which.
        owner: Owner,
        /// Its name.
        name: String,
    },
    /// A department or role stands in no place.
    NotListed {
        /// Which.
        owner: Owner,
        /// Its name.
        name: String,
    },
    /// A department stands inside itself.
    InsideItself {
        /// Which.
        department: DepartmentId,
        /// Its name.
        name: String,
    },
    /// Departments stand inside each other more deeply than the program can hold.
    TooDeep {
        /// The first that is too deep.
        department: DepartmentId,
        /// Its name.
        name: String,
    },
    /// A supervisor, head or career step names a role that does not exist.
    DeadReference {
        /// Who refers.
        from: Owner,
        /// The name of who refers.
        name: String,
        /// The role that does not exist.
        to: RoleId,
    },
    /// A list entry has no id.
    NoItemId {
        /// Whose entry.
        owner: Owner,
    },
    /// Two list entries have the same id.
    RepeatedItemId {
        /// Whose entry the second one is.
        owner: Owner,
        /// The id.
        item: ItemId,
    },
    /// An id is greater than the greatest that was given.
    AboveLastId {
        /// The id.
        id: u32,
        /// The greatest, as the file says.
        last_id: u32,
    },
}

/// What does not fit in one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inconsistencies {
    /// The first problems; never empty.
    pub first: Vec<Inconsistency>,
    /// How many there are in all.
    pub count: usize,
}

impl fmt::Display for Inconsistencies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} problems", self.count)?;
        match self.first.first() {
            Some(first) => write!(f, ", the first: {first:?}"),
            None => Ok(()),
        }
    }
}

/// Checks that the parts of `project` fit together.
pub(super) fn check_structure(project: &Project) -> Result<(), Inconsistencies> {
    let mut check = Check {
        project,
        found: Inconsistencies {
            first: Vec::new(),
            count: 0,
        },
        items: Vec::new(),
    };
    check.places();
    check.references();
    check.ids();
    if check.found.count == 0 {
        Ok(())
    } else {
        Err(check.found)
    }
}

struct Check<'p> {
    project: &'p Project,
    found: Inconsistencies,
    items: Vec<(ItemId, Owner)>,
}

impl Check<'_> {
    fn report(&mut self, problem: Inconsistency) {
        self.found.count += 1;
        if self.found.first.len() < KEPT {
            self.found.first.push(problem);
        }
    }

    fn name(&self, owner: Owner) -> String {
        let name = match owner {
            Owner::Company => Some(&self.project.company.name),
            Owner::Department(id) => self.project.departments.get(&id).map(|it| &it.name),
            Owner::Role(id) => self.project.roles.get(&id).map(|it| &it.name),
        };
        name.cloned().unwrap_or_default()
    }

    /// Every department and role is listed exactly once, on a way down from the company.
    fn places(&mut self) {
        let project = self.project;
        let mut listed_departments: BTreeMap<DepartmentId, u32> = BTreeMap::new();
        let mut listed_roles: BTreeMap<RoleId, u32> = BTreeMap::new();
        let company = (
            Owner::Company,
            &project.company.departments,
            &project.company.roles,
        );
        let departments = project
            .departments
            .iter()
            .map(|(&id, it)| (Owner::Department(id), &it.departments, &it.roles));
        for (owner, departments, roles) in std::iter::once(company).chain(departments) {
            for &department in departments {
                *listed_departments.entry(department).or_default() += 1;
                if !project.departments.contains_key(&department) {
                    self.report(Inconsistency::NoSuchDepartment {
                        listed_in: owner,
                        department,
                    });
                }
            }
            for &role in roles {
                *listed_roles.entry(role).or_default() += 1;
                if !project.roles.contains_key(&role) {
                    self.report(Inconsistency::NoSuchRole {
                        listed_in: owner,
                        role,
                    });
                }
            }
        }
        let departments = project
            .departments
            .keys()
            .map(|id| (Owner::Department(*id), listed_departments.get(id)));
        let roles = project
            .roles
            .keys()
            .map(|id| (Owner::Role(*id), listed_roles.get(id)));
        for (owner, times) in departments.chain(roles) {
            let times = times.copied().unwrap_or(0);
            if times != 1 {
                let name = self.name(owner);
                self.report(match times {
                    0 => Inconsistency::NotListed { owner, name },
                    _ => Inconsistency::ListedTwice { owner, name },
                });
            }
        }
        if self.found.count == 0 {
            self.depths();
        }
    }

    /// Goes down from the company level by level. Everything is listed once, so a department that is not
    /// reached stands in a ring.
    fn depths(&mut self) {
        let project = self.project;
        let mut reached: BTreeSet<DepartmentId> = BTreeSet::new();
        let mut level: Vec<DepartmentId> = project.company.departments.clone();
        let mut depth = 1;
        while let Some(&first) = level.first() {
            if depth == DEPARTMENT_DEPTH + 1 {
                self.report(Inconsistency::TooDeep {
                    department: first,
                    name: self.name(Owner::Department(first)),
                });
            }
            reached.extend(&level);
            level = level
                .iter()
                .filter_map(|id| project.departments.get(id))
                .flat_map(|department| department.departments.iter().copied())
                .collect();
            depth += 1;
        }
        for &department in project.departments.keys() {
            if !reached.contains(&department) {
                self.report(Inconsistency::InsideItself {
                    department,
                    name: self.name(Owner::Department(department)),
                });
            }
        }
    }

    fn references(&mut self) {
        let project = self.project;
        for (&id, department) in &project.departments {
            self.reference(Owner::Department(id), department.head);
        }
        for (&id, role) in &project.roles {
            let from = Owner::Role(id);
            if let Supervisor::Role(supervisor) = role.supervisor {
                self.reference(from, Some(supervisor));
            }
            for line in &role.functional {
                self.reference(from, line.role);
            }
            for career in &role.careers {
                self.reference(from, career.role);
            }
        }
    }

    fn reference(&mut self, from: Owner, to: Option<RoleId>) {
        if let Some(to) = to.filter(|to| !self.project.roles.contains_key(to)) {
            let name = self.name(from);
            self.report(Inconsistency::DeadReference { from, name, to });
        }
    }

    fn ids(&mut self) {
        let project = self.project;
        let last_id = project.last_id;
        let departments = project.departments.keys().map(|&id| u32::from(id));
        let roles = project.roles.keys().map(|&id| u32::from(id));
        for id in departments.chain(roles).filter(|&id| id > last_id) {
            self.report(Inconsistency::AboveLastId { id, last_id });
        }
        self.collect(Owner::Company, &*project.company);
        for (&id, department) in &project.departments {
            self.collect(Owner::Department(id), &**department);
        }
        for (&id, role) in &project.roles {
            self.collect(Owner::Role(id), &**role);
        }
        let mut items = std::mem::take(&mut self.items);
        items.sort_unstable();
        let mut before = ItemId(0);
        for (item, owner) in items {
            if item == ItemId(0) {
                self.report(Inconsistency::NoItemId { owner });
            } else if item == before {
                self.report(Inconsistency::RepeatedItemId { owner, item });
            } else if item.0 > last_id {
                self.report(Inconsistency::AboveLastId {
                    id: item.0,
                    last_id,
                });
            }
            before = item;
        }
    }

    fn collect(&mut self, owner: Owner, lists: &impl Lists) {
        struct Ids<'i> {
            owner: Owner,
            items: &'i mut Vec<(ItemId, Owner)>,
        }
        impl<'a> ListVisitor<'a> for Ids<'_> {
            fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &'a [T]) {
                for_each_item(list, &mut |entry| {
                    self.items.push((entry.id(), self.owner));
                });
            }
        }
        let items = &mut self.items;
        lists.visit(&mut Ids { owner, items });
    }
}
