//! Looking for words in all texts, and replacing them.

use crate::edit::{Edit, OpenProject, StepName, find_text, replace_text};
use crate::model::{
    Company, Department, DepartmentId, Field, Item, ItemId, Organisation, Owner, Place, Project,
    Role, RoleId, settings::DocumentSettings,
};
use std::sync::Arc;

/// 行政部 with a clerk whose notes speak of it twice, under a company whose header names it too.
fn project() -> Project {
    let clerk = Role {
        name: "行政部文员".into(),
        purpose: "协助 Office 工作".into(),
        notes: vec![Item {
            id: ItemId(3),
            text: "行政部与财务部合办，行政部牵头".into(),
            ..Item::default()
        }],
        imported_superior: "行政部主管".into(),
        ..Role::default()
    };
    let department = Department {
        name: "行政部".into(),
        roles: vec![RoleId(2)],
        ..Department::default()
    };
    let settings = DocumentSettings {
        header: "{部门}行政部".into(),
        ..DocumentSettings::default()
    };
    Project {
        company: Arc::new(Company {
            name: "示例公司".into(),
            departments: vec![DepartmentId(1)],
            settings: Arc::new(settings),
            ..Company::default()
        }),
        departments: [(DepartmentId(1), Arc::new(department))].into(),
        roles: [(RoleId(2), Arc::new(clerk))].into(),
        last_id: 3,
    }
}

fn places(project: &Project, wanted: &str) -> Vec<(Place, usize)> {
    let found = find_text(project, &Organisation::of(project), wanted);
    found.iter().map(|it| (it.place, it.count)).collect()
}

#[test]
fn words_are_found_in_every_text_in_the_order_of_the_tree() {
    let (department, role) = (Owner::Department(DepartmentId(1)), Owner::Role(RoleId(2)));
    assert_eq!(
        places(&project(), "行政部"),
        [
            (Place::of(Owner::Company, Field::Header), 1),
            (Place::of(department, Field::Name), 1),
            (Place::of(role, Field::Name), 1),
            (Place::item(role, ItemId(3), Field::Text), 2),
        ]
    );
    assert_eq!(places(&project(), ""), []);
}

#[test]
fn latin_letters_are_found_in_either_case_and_fields_in_braces_are_no_words() {
    let purpose = Place::role(RoleId(2), Field::Purpose);
    assert_eq!(places(&project(), "office"), [(purpose, 1)]);
    assert_eq!(
        places(&project(), "{部门"),
        [(Place::of(Owner::Company, Field::Header), 1)]
    );
    let header = Place::of(Owner::Company, Field::Header);
    let found = places(&project(), "部门");
    assert!(found.iter().all(|(place, _)| *place != header), "{found:?}");
}

#[test]
fn everything_is_replaced_in_one_step_and_undone_in_one() {
    let mut open = OpenProject::new(project());
    let found = places(open.project(), "行政部");
    let all: Vec<Place> = found.iter().map(|(place, _)| *place).collect();
    let edit = replace_text(open.project(), &all, "行政部", "综合部").expect("something");
    let Edit::Group { name, .. } = &edit else {
        panic!("a group");
    };
    assert_eq!(*name, StepName::Replace);
    open.perform(edit).expect("it fits");
    let role = &open.project().roles[&RoleId(2)];
    assert_eq!(role.name, "综合部文员");
    assert_eq!(role.notes[0].text, "综合部与财务部合办，综合部牵头");
    assert_eq!(role.imported_superior, "行政部主管", "what once was stays");
    assert_eq!(open.project().company.settings.header, "{部门}综合部");
    open.undo();
    assert_eq!(open.project(), &project());
}

#[test]
fn words_longer_than_a_text_or_replaced_by_themselves_change_nothing() {
    let project = project();
    let place = Place::role(RoleId(2), Field::Name);
    assert_eq!(replace_text(&project, &[place], "行政部", "行政部"), None);
    assert_eq!(replace_text(&project, &[place], "没有的字", "x"), None);
    assert_eq!(replace_text(&project, &[place], "", "x"), None);
}
