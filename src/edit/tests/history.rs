use crate::edit::testing::{CLERK, MANAGER, SALES, company, refused, typed};
use crate::edit::{Created, Edit, EditError, OpenProject, References, STEP_LIMIT, StepName, Value};
use crate::model::{
    Department, Duty, Field, Headcount, Item, ItemId, ListKind, Owner, Place, Project, Role,
    RoleId, Weight,
};
use std::sync::Arc;

fn purpose(text: &str) -> Edit {
    typed(MANAGER, Field::Purpose, text)
}

fn open() -> OpenProject {
    OpenProject::new(company())
}

#[test]
fn typing_in_one_field_is_one_step_and_undo_makes_it_clean_again() {
    let mut open = open();
    let start = open.project().clone();
    for text in ["负", "负责", "负责客户"] {
        open.perform(purpose(text)).unwrap();
    }
    assert!(open.modified());
    let name = StepName::Typing(Place::role(MANAGER, Field::Purpose));
    assert_eq!(open.undo(), Some(name));
    assert_eq!(*open.project(), start);
    assert!(!open.modified());
    assert_eq!(open.undo(), None);
    assert_eq!(open.redo_name(), Some(name));
    assert_eq!(open.redo(), Some(name));
    assert!(open.modified());
    assert_eq!(open.project().roles[&MANAGER].purpose, "负责客户");
}

#[test]
fn typing_after_a_rest_or_in_another_field_is_a_new_step() {
    let mut open = open();
    open.perform(purpose("一")).unwrap();
    open.close_step();
    open.perform(purpose("一二")).unwrap();
    open.perform(typed(MANAGER, Field::Nature, "管理")).unwrap();
    open.perform(purpose("一二三")).unwrap();
    for left in ["一二", "一二", "一"] {
        open.undo().unwrap();
        assert_eq!(open.project().roles[&MANAGER].purpose, left);
    }
}

#[test]
fn typing_after_a_save_is_a_new_step() {
    let mut open = open();
    open.perform(purpose("一")).unwrap();
    open.mark_saved();
    open.perform(purpose("一二")).unwrap();
    assert!(open.modified());
    open.undo();
    assert!(!open.modified());
    open.undo();
    assert!(open.modified());
    open.perform(purpose("三")).unwrap();
    assert!(open.modified());
    open.undo();
    assert!(open.modified(), "the saved state is out of reach");
}

#[test]
fn typing_after_an_undo_is_a_new_step() {
    let mut open = open();
    open.perform(purpose("一")).unwrap();
    open.close_step();
    open.perform(purpose("二")).unwrap();
    open.undo();
    open.perform(purpose("三")).unwrap();
    assert_eq!(open.redo(), None);
    open.undo();
    assert_eq!(open.project().roles[&MANAGER].purpose, "一");
}

#[test]
fn what_is_typed_and_deleted_again_leaves_no_step() {
    let mut open = open();
    let start = open.project().clone();
    open.perform(purpose(&format!("{}了", start.roles[&MANAGER].purpose)))
        .unwrap();
    open.perform(purpose(&start.roles[&MANAGER].purpose))
        .unwrap();
    assert_eq!((open.undo_name(), open.modified()), (None, false));
    assert!(Arc::ptr_eq(
        &open.project().roles[&MANAGER],
        &start.roles[&MANAGER]
    ));
}

#[test]
fn a_number_that_is_dragged_is_one_step_but_two_choices_are_two() {
    let mut open = open();
    let weight = |tenths| Edit::SetValue {
        owner: Owner::Role(MANAGER),
        item: Some(ItemId(11)),
        value: Value::Weight(Some(Weight(tenths))),
    };
    let headcount = |max| Edit::SetValue {
        owner: Owner::Role(MANAGER),
        item: None,
        value: Value::Headcount(Some(Headcount { min: 1, max })),
    };
    for tenths in [10, 20, 30] {
        open.perform(weight(tenths)).unwrap();
    }
    for max in [1, 2, 3] {
        open.perform(headcount(max)).unwrap();
    }
    open.undo();
    open.undo();
    assert_eq!(*open.project(), company());
}

#[test]
fn an_edit_that_makes_no_difference_is_no_step_and_keeps_redo() {
    let mut open = open();
    open.perform(purpose("一")).unwrap();
    open.undo();
    let revision = open.revision();
    let same = company().roles[&MANAGER].purpose.clone();
    open.perform(purpose(&same)).unwrap();
    open.perform(Edit::MoveRole {
        role: CLERK,
        parent: Some(SALES),
        index: 9,
    })
    .unwrap();
    assert_eq!(open.revision(), revision);
    assert!(!open.modified());
    assert!(open.redo_name().is_some());
}

#[test]
fn what_an_edit_does_not_touch_stays_shared() {
    let mut open = open();
    let start = open.project().clone();
    open.perform(purpose("一")).unwrap();
    let now = open.project();
    assert!(Arc::ptr_eq(&now.company, &start.company));
    for (id, role) in &now.roles {
        assert_eq!(Arc::ptr_eq(role, &start.roles[id]), *id != MANAGER);
    }
}

#[test]
fn the_oldest_steps_are_dropped_and_what_was_saved_there_is_out_of_reach() {
    let mut open = open();
    for n in 0..STEP_LIMIT + 5 {
        open.perform(purpose(&format!("第{n}版"))).unwrap();
        open.close_step();
    }
    let mut steps = 0;
    while open.undo().is_some() {
        steps += 1;
        assert!(open.modified(), "the state that was opened is not reached");
    }
    assert_eq!(steps, STEP_LIMIT);
    assert_eq!(open.project().roles[&MANAGER].purpose, "第4版");
    while open.redo().is_some() {}
    assert_eq!(
        open.project().roles[&MANAGER].purpose,
        format!("第{}版", STEP_LIMIT + 4)
    );
}

#[test]
fn a_save_that_takes_its_time_saves_the_state_at_which_it_began() {
    let mut open = open();
    open.perform(purpose("一")).unwrap();
    open.close_step();
    let saving = open.state();
    open.perform(purpose("二")).unwrap();
    open.mark_state_saved(saving);
    assert!(open.modified());
    open.undo();
    assert!(!open.modified());
}

#[test]
fn a_recovered_project_is_to_be_saved_until_it_is() {
    let mut open = open();
    open.mark_unsaved();
    assert!(open.modified());
    open.mark_saved();
    assert!(!open.modified());
}

#[test]
fn undo_and_redo_show_where_they_acted() {
    let mut open = open();
    let added = Edit::AddRole {
        parent: Some(SALES),
        index: 0,
        role: Box::default(),
    };
    let applied = open
        .perform_with_selection(added, Owner::Role(CLERK))
        .unwrap();
    let Some(Created::Role(created)) = applied.created else {
        panic!("{applied:?}");
    };
    assert_eq!(open.acted_on(), Owner::Role(created));
    open.undo();
    assert_eq!(open.acted_on(), Owner::Role(CLERK), "what was shown before");
    open.redo();
    assert_eq!(open.acted_on(), Owner::Role(created));
    let removed = Edit::RemoveRole {
        role: MANAGER,
        references: References::Clear,
    };
    open.perform(removed).unwrap();
    assert_eq!(open.acted_on(), Owner::Department(SALES), "where it stood");
    open.undo();
    assert_eq!(open.acted_on(), Owner::Role(MANAGER));
}

#[test]
fn a_step_is_named_by_the_list_it_changed() {
    let mut open = open();
    let owner = Owner::Role(MANAGER);
    let place = Place::item(owner, ItemId(11), Field::Text);
    let text = "订".to_owned();
    open.perform(Edit::SetText { place, text }).unwrap();
    let name = open.undo_name().unwrap();
    assert_eq!(name, StepName::TypingIn(ListKind::Duties, Field::Text));
    let item = ItemId(11);
    open.perform(Edit::RemoveItem { owner, item }).unwrap();
    assert_eq!(
        open.undo_name(),
        Some(StepName::RemoveItemFrom(ListKind::Duties))
    );
}

#[test]
fn a_group_that_fails_changes_nothing() {
    let edits = vec![
        purpose("新"),
        Edit::AddRole {
            parent: None,
            index: 0,
            role: Box::default(),
        },
        typed(RoleId(99), Field::Name, ""),
    ];
    let group = Edit::Group {
        name: StepName::Several,
        edits,
    };
    assert_eq!(refused(company(), group), EditError::NoSuchRole(RoleId(99)));
}

#[test]
fn a_text_is_normalised_on_the_way_in_and_it_is_told() {
    let mut open = open();
    let applied = open.perform(purpose("核\u{1}对\r\n台账")).unwrap();
    assert_eq!(applied.changes.control_removed, 1);
    assert_eq!(open.project().roles[&MANAGER].purpose, "核对\n台账");
    let pasted = Role {
        name: "\u{2f08}事".into(),
        notes: vec![Item {
            text: "\u{f06c}备\u{7}".into(),
            ..Item::default()
        }],
        ..Role::default()
    };
    let added = Edit::AddRole {
        parent: None,
        index: 0,
        role: Box::new(pasted),
    };
    let told = open.perform(added).unwrap().changes;
    assert_eq!(
        (
            told.radicals_mapped,
            told.bullets_mapped,
            told.control_removed
        ),
        (1, 1, 1)
    );
    let id = open.project().company.roles[0];
    assert_eq!(open.project().roles[&id].name, "人事");
    assert_eq!(open.project().roles[&id].notes[0].text, "\u{25cf}备");
}

#[test]
fn entries_without_an_id_of_their_own_get_one_when_a_project_is_opened() {
    let duty = |id, text: &str| Duty {
        id: ItemId(id),
        text: text.into(),
        ..Duty::default()
    };
    let mut project = company();
    let manager = Arc::make_mut(project.roles.get_mut(&MANAGER).unwrap());
    manager.duty_groups[0].duties = vec![duty(0, "甲"), duty(11, "乙"), duty(11, "丙")];
    manager.duty_groups[0].duties[1].children = vec![duty(20, "丁")];
    project.last_id = 2;
    let clerk = Arc::clone(&project.roles[&CLERK]);
    let open = OpenProject::new(project);
    crate::edit::testing::check(open.project());
    let duties = &open.project().roles[&MANAGER].duty_groups[0].duties;
    assert_eq!(duties[1].id, ItemId(11), "who has an id keeps it");
    assert!(duties[0].id > ItemId(51) && duties[2].id > ItemId(51));
    assert!(!open.modified());
    assert!(
        !Arc::ptr_eq(&clerk, &open.project().roles[&CLERK]),
        "20 was taken by the role before"
    );
}

#[test]
fn a_project_with_whole_ids_is_opened_as_it_is() {
    assert_eq!(*OpenProject::new(company()).project(), company());
    assert_eq!(
        *OpenProject::new(Project::default()).project(),
        Project::default()
    );
}

#[test]
fn the_last_id_is_the_last() {
    let mut project = company();
    project.last_id = u32::MAX - 1;
    let department = || Edit::AddDepartment {
        parent: None,
        index: 0,
        department: Box::new(Department::default()),
    };
    let mut open = OpenProject::new(project);
    open.perform(department()).unwrap();
    let full = open.project().clone();
    assert_eq!(refused(full, department()), EditError::OutOfIds);
}

#[test]
fn each_refusal_can_be_written_to_a_log() {
    let errors = [
        EditError::NoSuchRole(RoleId(1)),
        EditError::NoSuchDepartment(SALES),
        EditError::NoSuchItem(ItemId(1)),
        EditError::NoSuchPlace(Place::role(RoleId(1), Field::Name)),
        EditError::DoesNotFit,
        EditError::DepartmentInsideItself(SALES),
        EditError::ItemInsideItself(ItemId(1)),
        EditError::ReportsToItself(vec![RoleId(1), RoleId(2)]),
        EditError::OutOfIds,
    ];
    for error in errors {
        let line = error.to_string();
        assert!(
            !line.is_empty() && !line.ends_with('.') && line == line.trim(),
            "{line}"
        );
    }
}
