use crate::edit::testing::{
    AGENT, BOSS, CLERK, EAST, MANAGER, SALES, after, company, item, refused, text, typed,
};
use crate::edit::{
    Edit, EditError, Mention, Reference, ReferenceKind, References, StepName, mentions,
    references_to, removal, rename_edits,
};
use crate::model::{
    CareerPath, Field, FunctionalLine, ItemId, Owner, Place, Project, Revision, Role, RoleId,
    Supervisor,
};
use std::sync::Arc;

fn remove(role: RoleId, references: References) -> Edit {
    Edit::RemoveRole { role, references }
}

fn supervisor(project: &Project, role: RoleId) -> (Supervisor, &str) {
    let role = &project.roles[&role];
    (role.supervisor, &role.supervisor_outside)
}

/// The company, changed by hand.
fn with(role: RoleId, change: impl FnOnce(&mut Role)) -> Project {
    let mut project = company();
    change(Arc::make_mut(project.roles.get_mut(&role).unwrap()));
    project
}

#[test]
fn every_reference_from_outside_is_found() {
    let reference = |from, to, kind| Reference { from, to, kind };
    assert_eq!(
        references_to(&company(), &[MANAGER].into()),
        [
            reference(Owner::Department(SALES), MANAGER, ReferenceKind::Head),
            reference(Owner::Role(CLERK), MANAGER, ReferenceKind::Supervisor),
            reference(
                Owner::Role(AGENT),
                MANAGER,
                ReferenceKind::CareerPath(ItemId(32))
            ),
        ]
    );
    let of_both = references_to(&company(), &[BOSS, MANAGER].into());
    let line = ReferenceKind::FunctionalLine(ItemId(31));
    assert!(of_both.contains(&reference(Owner::Role(AGENT), BOSS, line)));
    let inside = reference(Owner::Role(MANAGER), BOSS, ReferenceKind::Supervisor);
    assert!(!of_both.contains(&inside), "both are asked for");
    assert_eq!(of_both.len(), 4);
}

#[test]
fn a_removal_tells_beforehand_what_goes_and_what_speaks_of_it() {
    let of_role = removal(&company(), Owner::Role(MANAGER));
    assert_eq!(of_role.references.len(), 3);
    let note = Place::item(Owner::Role(CLERK), ItemId(20), Field::Text);
    let mention = Mention {
        place: note,
        count: 1,
    };
    assert_eq!(of_role.mentions, [mention]);
    let of_department = removal(&company(), Owner::Department(SALES));
    assert_eq!(of_department.departments, [SALES, EAST].into());
    assert_eq!(of_department.roles, [MANAGER, CLERK, AGENT].into());
    assert_eq!(
        (of_department.references, of_department.mentions),
        (vec![], vec![])
    );
    assert_eq!(removal(&company(), Owner::Company), Default::default());
}

#[test]
fn a_name_that_goes_can_stay_as_text() {
    let project = after(company(), [remove(MANAGER, References::KeepAsText)]);
    assert_eq!(
        supervisor(&project, CLERK),
        (Supervisor::Outside, "销售主管")
    );
    let path = &project.roles[&AGENT].careers[0];
    assert_eq!((path.role, &*path.text), (None, "销售主管"));
    assert_eq!(project.departments[&SALES].head, None);
    let project = after(company(), [remove(AGENT, References::KeepAsText)]);
    assert_eq!(project.departments[&EAST].roles, []);
    let project = after(company(), [remove(BOSS, References::KeepAsText)]);
    let line = &project.roles[&AGENT].functional[0];
    assert_eq!(
        (line.role, &*line.outside, &*line.about),
        (None, "总经理", "重大客户")
    );
}

#[test]
fn the_text_that_stays_is_the_full_name() {
    let mut project = with(CLERK, |clerk| clerk.qualifiers = vec![item(60, "夜班")]);
    project.last_id = 60;
    let project = after(project, [remove(CLERK, References::KeepAsText)]);
    assert_eq!(
        supervisor(&project, AGENT),
        (Supervisor::Outside, "内勤（夜班）")
    );
}

#[test]
fn references_can_be_cleared_and_empty_lines_go_with_them() {
    let project = after(company(), [remove(MANAGER, References::Clear)]);
    assert_eq!(supervisor(&project, CLERK), (Supervisor::None, ""));
    assert!(project.roles[&AGENT].careers.is_empty());
    let project = after(company(), [remove(BOSS, References::Clear)]);
    let lines = &project.roles[&AGENT].functional;
    assert_eq!(lines.len(), 1, "it still says about what");
    assert_eq!((lines[0].role, &*lines[0].outside), (None, ""));
}

#[test]
fn references_can_be_handed_to_another_role() {
    let project = after(company(), [remove(MANAGER, References::HandTo(BOSS))]);
    assert_eq!(supervisor(&project, CLERK), (Supervisor::Role(BOSS), ""));
    assert_eq!(project.roles[&AGENT].careers[0].role, Some(BOSS));
    assert_eq!(project.departments[&SALES].head, Some(BOSS));
}

#[test]
fn an_heir_from_below_takes_the_place_in_the_reporting_line() {
    // 内勤 reported to 销售主管 itself; 区域代表 only through 内勤.
    let project = after(company(), [remove(MANAGER, References::HandTo(CLERK))]);
    assert_eq!(supervisor(&project, CLERK), (Supervisor::Role(BOSS), ""));
    let project = after(company(), [remove(MANAGER, References::HandTo(AGENT))]);
    assert_eq!(supervisor(&project, AGENT), (Supervisor::Role(BOSS), ""));
    assert_eq!(supervisor(&project, CLERK), (Supervisor::Role(AGENT), ""));
    let path = &project.roles[&AGENT].careers[0];
    assert_eq!(
        (path.role, &*path.text),
        (None, "销售主管"),
        "no step to himself"
    );
    let outside = with(BOSS, |boss| {
        boss.supervisor = Supervisor::Outside;
        boss.supervisor_outside = "董事会".into();
    });
    let project = after(outside, [remove(BOSS, References::HandTo(AGENT))]);
    assert_eq!(supervisor(&project, AGENT), (Supervisor::Outside, "董事会"));
    assert_eq!(supervisor(&project, MANAGER), (Supervisor::Role(AGENT), ""));
    let line = &project.roles[&AGENT].functional[0];
    assert_eq!((line.role, &*line.outside), (None, "总经理"));
}

#[test]
fn a_department_goes_with_everything_in_it_and_its_references_are_treated() {
    let project = with(BOSS, |boss| {
        boss.careers = vec![CareerPath {
            id: ItemId(51),
            role: Some(AGENT),
            ..CareerPath::default()
        }];
        boss.functional = vec![FunctionalLine {
            id: ItemId(50),
            role: Some(CLERK),
            ..FunctionalLine::default()
        }];
    });
    let mut project = project;
    Arc::make_mut(&mut project.company).rules.clear();
    let edit = Edit::RemoveDepartment {
        department: SALES,
        references: References::KeepAsText,
    };
    let project = after(project, [edit]);
    assert_eq!(project.roles.len(), 1);
    assert!(project.departments.is_empty());
    let boss = &project.roles[&BOSS];
    assert_eq!(
        (boss.careers[0].role, &*boss.careers[0].text),
        (None, "区域代表（华东）")
    );
    assert_eq!(boss.functional[0].outside, "内勤");
}

#[test]
fn references_are_not_handed_to_who_goes_or_is_not_there() {
    let there = |heir| Edit::RemoveDepartment {
        department: SALES,
        references: References::HandTo(heir),
    };
    for (edit, missing) in [
        (remove(MANAGER, References::HandTo(MANAGER)), MANAGER),
        (remove(MANAGER, References::HandTo(RoleId(99))), RoleId(99)),
        (remove(RoleId(99), References::Clear), RoleId(99)),
        (there(AGENT), AGENT),
    ] {
        assert_eq!(refused(company(), edit), EditError::NoSuchRole(missing));
    }
    let edit = Edit::RemoveDepartment {
        department: crate::model::DepartmentId(99),
        references: References::Clear,
    };
    let expected = EditError::NoSuchDepartment(crate::model::DepartmentId(99));
    assert_eq!(refused(company(), edit), expected);
}

/// A company in which 内勤's purpose is `text`.
fn saying(text: &str) -> Project {
    with(CLERK, |clerk| clerk.purpose = text.into())
}

/// Renames a role in the texts too; returns what 内勤's purpose becomes.
fn renamed(project: Project, role: RoleId, new_name: &str) -> String {
    let edit = rename_edits(&project, Owner::Role(role), new_name, true);
    let project = after(project, [edit]);
    assert_eq!(project.roles[&role].name, new_name);
    text(&project, Owner::Role(CLERK), Field::Purpose).to_owned()
}

#[test]
fn a_new_name_is_put_into_texts_only_if_asked() {
    let owner = Owner::Role(MANAGER);
    let alone = after(
        company(),
        [rename_edits(&company(), owner, "大区经理", false)],
    );
    assert_eq!(
        alone.roles[&CLERK].notes[0].text,
        "销售主管休假时由内勤值守"
    );
    let edit = rename_edits(&company(), owner, "大区经理", true);
    let name = StepName::Typing(Place::of(owner, Field::Name));
    assert_eq!(edit.step_name(), name);
    let project = after(company(), [edit]);
    assert_eq!(
        project.roles[&CLERK].notes[0].text,
        "大区经理休假时由内勤值守"
    );
    assert_eq!(project.roles[&AGENT].careers[0].role, Some(MANAGER));
}

#[test]
fn every_occurrence_is_replaced_once() {
    let project = saying("总经理、总经理，向总经理汇报");
    assert_eq!(renamed(project, BOSS, "总裁"), "总裁、总裁，向总裁汇报");
    let project = saying("总经理外出时");
    assert_eq!(renamed(project, BOSS, "副总经理"), "副总经理外出时");
}

#[test]
fn a_text_that_already_says_the_new_name_keeps_it() {
    let project = saying("报总经理与常务总经理");
    assert_eq!(
        renamed(project, BOSS, "常务总经理"),
        "报常务总经理与常务总经理"
    );
}

#[test]
fn a_name_inside_a_longer_name_of_the_project_is_another_name() {
    let mut project = saying("经理协助区域经理");
    let rename = |project: &mut Project, id, name: &str| {
        Arc::make_mut(project.roles.get_mut(&id).unwrap()).name = name.into();
    };
    rename(&mut project, BOSS, "经理");
    rename(&mut project, AGENT, "区域经理");
    assert_eq!(renamed(project.clone(), BOSS, "店长"), "店长协助区域经理");
    let counts = |id| {
        mentions(&project, &[Owner::Role(id)].into())
            .iter()
            .map(|m| m.count)
            .sum()
    };
    assert_eq!((counts(BOSS), counts(AGENT)), (1_usize, 1_usize));
}

#[test]
fn a_latin_name_is_a_word_and_a_single_character_is_no_name() {
    let mut project = saying("HR与CHRO、HR2");
    Arc::make_mut(project.roles.get_mut(&BOSS).unwrap()).name = "HR".into();
    assert_eq!(renamed(project.clone(), BOSS, "人事"), "人事与CHRO、HR2");
    Arc::make_mut(project.roles.get_mut(&BOSS).unwrap()).name = "与".into();
    assert_eq!(renamed(project.clone(), BOSS, "人事"), "HR与CHRO、HR2");
    assert_eq!(mentions(&project, &[Owner::Role(BOSS)].into()), []);
    Arc::make_mut(project.roles.get_mut(&BOSS).unwrap()).name = String::new();
    assert_eq!(renamed(project, BOSS, "人事"), "HR与CHRO、HR2");
}

#[test]
fn an_empty_new_name_empties_no_text() {
    assert_eq!(renamed(saying("报总经理"), BOSS, ""), "报总经理");
}

#[test]
fn what_once_was_and_what_others_are_called_keeps_the_old_name() {
    let project = with(CLERK, |clerk| {
        clerk.name = "总经理秘书".into();
        clerk.imported_superior = "总经理".into();
        clerk.control.revisions = vec![Revision {
            id: ItemId(51),
            text: "改由总经理领导".into(),
            ..Revision::default()
        }];
    });
    let mut project = project;
    Arc::make_mut(&mut project.company).rules.clear();
    assert_eq!(mentions(&project, &[Owner::Role(BOSS)].into()), []);
    let edit = rename_edits(&project, Owner::Role(BOSS), "总裁", true);
    let mut expected = project.clone();
    Arc::make_mut(expected.roles.get_mut(&BOSS).unwrap()).name = "总裁".into();
    assert_eq!(after(project, [edit]), expected);
}

#[test]
fn departments_and_the_company_are_renamed_in_texts_too() {
    let mut project = saying("对接销售部");
    let owner = Owner::Department(SALES);
    let edit = rename_edits(&project, owner, "市场部", true);
    project = after(project, [edit]);
    assert_eq!(text(&project, owner, Field::Name), "市场部");
    assert_eq!(project.roles[&CLERK].purpose, "对接市场部");
    let footer = Place::of(Owner::Company, Field::Footer);
    let text = "青禾商贸有限公司内部资料".to_owned();
    let place = footer;
    let edit = Edit::SetText { place, text };
    project = after(project, [edit]);
    let edit = rename_edits(&project, Owner::Company, "青禾集团", true);
    project = after(project, [edit]);
    assert_eq!(project.company.settings.footer, "青禾集团内部资料");
}

#[test]
fn a_renamed_role_that_does_not_exist_is_refused() {
    let edit = rename_edits(&company(), Owner::Role(RoleId(99)), "某", true);
    assert_eq!(refused(company(), edit), EditError::NoSuchRole(RoleId(99)));
    after(company(), [typed(BOSS, Field::Name, "")]);
}
