//! File names of printed roles by pattern, such as {编号}-{部门}-{岗位}.

use crate::model::{Company, DepartmentId, Organisation, Project, RoleId};

/// The usual pattern.
pub const USUAL_FILE_NAME: &str = "{编号}-{部门}-{岗位}";
/// The usual pattern of a department's file.
pub const USUAL_DEPARTMENT_FILE_NAME: &str = "{编号}-{部门}";

/// The marks that a pattern may have.
const MARKS: [&str; 7] = [
    "{公司}",
    "{部门}",
    "{岗位}",
    "{编号}",
    "{职级}",
    "{版本}",
    "{生效日期}",
];

/// The first mark of a pattern that is none, which would print as it stands in every name.
pub fn unknown_mark(pattern: &str) -> Option<&str> {
    let marks = pattern.match_indices('{').filter_map(|(at, _)| {
        let rest = pattern.get(at..)?;
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        rest.get(..end)
    });
    let mut unknown = marks.filter(|mark| !MARKS.contains(mark));
    unknown.next()
}

/// The fields of a pattern filled in for `role`; parts that stay empty take their separator with them, so that
/// a role without a code is 财务部-会计 and not -财务部-会计. Not yet safe as a file name.
pub fn role_file_stem(
    project: &Project,
    organisation: &Organisation,
    role: RoleId,
    pattern: &str,
) -> String {
    let Some(data) = project.roles.get(&role) else {
        return String::new();
    };
    let department = organisation
        .department_of(role)
        .and_then(|id| project.departments.get(&id));
    let fields = [
        ("{公司}", short_name(&project.company)),
        (
            "{部门}",
            department
                .map(|department| department.name.clone())
                .unwrap_or_default(),
        ),
        ("{岗位}", data.full_name()),
        ("{编号}", data.code.clone()),
        ("{职级}", data.grade.clone()),
        ("{版本}", data.control.version.clone()),
        ("{生效日期}", data.control.effective_date.clone()),
    ];
    filled(pattern, &fields).unwrap_or_else(|| data.full_name())
}

/// The same for a department's file; `None` = the roles that stand directly under the company. A department has no
/// version of its own: it takes the company's.
pub fn department_file_stem(
    project: &Project,
    department: Option<DepartmentId>,
    pattern: &str,
) -> String {
    let company = &project.company;
    let department = department.and_then(|id| project.departments.get(&id));
    let (name, code) = match department {
        Some(department) => (department.name.clone(), department.code.clone()),
        None => (short_name(company), company.code.clone()),
    };
    let fields = [
        ("{公司}", short_name(company)),
        ("{部门}", name.clone()),
        ("{岗位}", String::new()),
        ("{编号}", code),
        ("{职级}", String::new()),
        ("{版本}", company.control.version.clone()),
        ("{生效日期}", company.control.effective_date.clone()),
    ];
    filled(pattern, &fields).unwrap_or(name)
}

fn short_name(company: &Company) -> String {
    if company.short_name.is_empty() {
        company.name.clone()
    } else {
        company.short_name.clone()
    }
}

/// `None` if nothing is left.
fn filled(pattern: &str, fields: &[(&str, String)]) -> Option<String> {
    let filled = fields
        .iter()
        .fold(pattern.to_owned(), |name, (field, value)| {
            name.replace(field, value)
        });
    let parts: Vec<&str> = filled
        .split('-')
        .filter(|part| !part.trim().is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Company, Department, DepartmentId, Role};
    use std::sync::Arc;

    fn stem(code: &str, pattern: &str) -> String {
        let role = Role {
            name: "会计".into(),
            code: code.into(),
            ..Role::default()
        };
        let department = Department {
            name: "财务部".into(),
            roles: vec![RoleId(1)],
            ..Department::default()
        };
        let company = Company {
            departments: vec![DepartmentId(2)],
            ..Company::default()
        };
        let project = Project {
            company: Arc::new(company),
            departments: [(DepartmentId(2), Arc::new(department))].into(),
            roles: [(RoleId(1), Arc::new(role))].into(),
            last_id: 2,
        };
        role_file_stem(&project, &Organisation::of(&project), RoleId(1), pattern)
    }

    #[test]
    fn the_fields_of_a_pattern_are_filled_in() {
        assert_eq!(stem("CW-02", USUAL_FILE_NAME), "CW-02-财务部-会计");
        assert_eq!(stem("CW-02", "{岗位}说明书"), "会计说明书");
    }

    #[test]
    fn an_empty_part_takes_its_separator_with_it() {
        assert_eq!(stem("", USUAL_FILE_NAME), "财务部-会计");
        assert_eq!(stem("", "{编号}"), "会计", "a name is never empty");
    }

    #[test]
    fn a_mark_that_is_none_is_found() {
        assert_eq!(unknown_mark(USUAL_FILE_NAME), None);
        assert_eq!(unknown_mark(USUAL_DEPARTMENT_FILE_NAME), None);
        assert_eq!(unknown_mark("{公司}{版本}-{职级} {生效日期}"), None);
        assert_eq!(unknown_mark("岗位说明书"), None);
        assert_eq!(unknown_mark("{编号}-{姓名}"), Some("{姓名}"));
        assert_eq!(unknown_mark("{编号}-{岗位"), Some("{岗位"));
    }
}
