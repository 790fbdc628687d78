//! Which departments and roles of a draft the project has already, by their names.

use super::draft::ImportDraft;
use crate::model::{DepartmentId, Organisation, Project, RoleId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Departments and roles of a draft that a project has already, by their index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Departments.
    pub departments: BTreeMap<usize, DepartmentId>,
    /// Roles.
    pub roles: BTreeMap<usize, RoleId>,
}

impl Links {
    /// Looks up names for a draft that goes into `below`, or into the company. A department is the one at or below
    /// that, in the company the only one of its name; a role is the one in the same department, or the only one of its name at or below that. None of the
    /// project's is taken twice.
    pub fn by_name(
        project: &Project,
        organisation: &Organisation,
        draft: &ImportDraft,
        below: Option<DepartmentId>,
    ) -> Links {
        let departments = departments(project, organisation, draft, below);
        let mut named: HashMap<String, Vec<RoleId>> = HashMap::new();
        for (id, role) in &project.roles {
            named.entry(role.full_name()).or_default().push(*id);
        }
        let mut roles = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (at, role) in draft.roles.iter().enumerate() {
            let Some(named) = named.get(&role.full_name()) else {
                continue;
            };
            let department = role.department.and_then(|at| departments.get(&at));
            let department = department.copied().or(below);
            let here = |id: &&RoleId| organisation.department_of(**id) == department;
            let inside = |id: &&RoleId| {
                let department = organisation.department_of(**id);
                below.is_none_or(|it| {
                    department.is_some_and(|id| organisation.path(id).contains(&it))
                })
            };
            let mut others = named.iter().filter(inside);
            let only = others.next().filter(|_| others.next().is_none());
            let found = named.iter().find(here).or(only);
            if let Some(&id) = found.filter(|id| taken.insert(**id)) {
                roles.insert(at, id);
            }
        }
        Links { departments, roles }
    }
}

fn departments(
    project: &Project,
    organisation: &Organisation,
    draft: &ImportDraft,
    below: Option<DepartmentId>,
) -> BTreeMap<usize, DepartmentId> {
    let mut named: HashMap<&str, Vec<DepartmentId>> = HashMap::new();
    for (id, department) in &project.departments {
        named.entry(&department.name).or_default().push(*id);
    }
    let mut links = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (at, department) in draft.departments.iter().enumerate() {
        let named = named.get(department.name.text.as_str());
        let named = named.map_or(&[][..], Vec::as_slice);
        let inside =
            |id: &&DepartmentId| below.is_some_and(|it| organisation.path(**id).contains(&it));
        let found = named.iter().find(inside).or(match named {
            [only] if below.is_none() => Some(only),
            _ => None,
        });
        if let Some(&id) = found.filter(|id| taken.insert(**id)) {
            links.insert(at, id);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::import::{into_edits, parse_text};

    /// A project of two departments, each with a clerk, and a driver in the second.
    fn project() -> Project {
        let text = "销售部职责\n1、销售。\n内勤岗位职责\n1、接单。\n生产部职责\n1、生产。\n内勤岗位职责\n1、统计。\n司机岗位职责\n1、出车。\n";
        let mut project = Project::default();
        let edit: Edit = into_edits(&parse_text(text), &Default::default()).expect("an edit");
        apply(&mut project, &edit).expect("edits that fit");
        project
    }

    fn linked(text: &str, into: Option<&str>) -> Vec<Option<String>> {
        let project = project();
        let below = into.map(|name| {
            let mut all = project.departments.iter();
            *all.find(|(_, it)| it.name == name).expect("a department").0
        });
        let draft = parse_text(text);
        let organisation = Organisation::of(&project);
        let links = Links::by_name(&project, &organisation, &draft, below);
        let department = |id: &RoleId| {
            let department = organisation.department_of(*id).expect("a department");
            project.departments[&department].name.clone()
        };
        let roles = 0..draft.roles.len();
        roles
            .map(|at| links.roles.get(&at).map(department))
            .collect()
    }

    const TEXT: &str = "内勤岗位职责\n1、打字。\n司机岗位职责\n1、洗车。\n";

    #[test]
    fn a_role_is_the_only_one_of_its_name_or_the_one_in_the_department() {
        assert_eq!(linked(TEXT, None), [None, Some("生产部".to_owned())]);
        assert_eq!(
            linked(TEXT, Some("生产部")),
            [Some("生产部".to_owned()), Some("生产部".to_owned())]
        );
        let inside = format!("销售部职责\n1、销售。\n{TEXT}");
        assert_eq!(linked(&inside, None)[0], Some("销售部".to_owned()));
    }

    #[test]
    fn a_namesake_in_another_department_than_the_one_that_takes_the_draft_is_another_post() {
        assert_eq!(
            linked(TEXT, Some("销售部")),
            [Some("销售部".to_owned()), None]
        );
    }
}
