//! Storage: what is saved comes back the same, what is not a whole project is refused.
use gangshu::model::{Company, Duty, DutyGroup, ItemId, Project, Role, RoleId};
use gangshu::storage::{OnDisk, load_project, project_text, save_project};
use std::sync::Arc;
#[test]
fn smoke() {
    let role = Role {
        name: "库管员".into(),
        duty_groups: vec![DutyGroup {
            id: ItemId(2),
            duties: vec![Duty {
                id: ItemId(3),
                text: "核对“台账”\"#\n二".into(),
                ..Duty::default()
            }],
            ..DutyGroup::default()
        }],
        ..Role::default()
    };
    let project = Project {
        company: Arc::new(Company {
            roles: vec![RoleId(1)],
            ..Company::default()
        }),
        roles: [(RoleId(1), Arc::new(role))].into(),
        last_id: 3,
        ..Project::default()
    };
    println!("{}", project_text(&project).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    save_project(&path, &project, OnDisk::Replace).unwrap();
    assert_eq!(load_project(&path).unwrap().project, project);
}
