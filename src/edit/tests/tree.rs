use crate::edit::testing::{
    AGENT, BOSS, CLERK, EAST, MANAGER, SALES, after, check, company, item, refused,
};
use crate::edit::{
    Applied, Created, Edit, EditError, Fragment, OpenProject, References, StepName, Value, apply,
    copy_edit,
};
use crate::model::{
    CareerPath, Company, Department, DepartmentId, FunctionalLine, ItemId, Organisation, Owner,
    Project, Role, RoleId, Supervisor,
};
use std::sync::Arc;

const NO_ROLE: EditError = EditError::NoSuchRole(RoleId(99));
const NO_DEPARTMENT: EditError = EditError::NoSuchDepartment(DepartmentId(99));

/// The tree as one line: names, departments with what is in them in brackets.
fn tree(project: &Project) -> String {
    fn part(project: &Project, roles: &[RoleId], departments: &[DepartmentId]) -> String {
        let roles = roles.iter().map(|id| project.roles[id].name.clone());
        let departments = departments.iter().map(|id| {
            let it = &project.departments[id];
            format!("{}[{}]", it.name, part(project, &it.roles, &it.departments))
        });
        roles.chain(departments).collect::<Vec<_>>().join(" ")
    }
    part(
        project,
        &project.company.roles,
        &project.company.departments,
    )
}

#[track_caller]
fn check_tree(edit: Edit, expected: &str) {
    assert_eq!(tree(&after(company(), [edit])), expected);
}

fn reports_to(role: RoleId, supervisor: RoleId) -> Edit {
    Edit::SetValue {
        owner: Owner::Role(role),
        item: None,
        value: Value::Supervisor(Supervisor::Role(supervisor)),
    }
}

fn move_role(role: RoleId, parent: Option<DepartmentId>, index: usize) -> Edit {
    Edit::MoveRole {
        role,
        parent,
        index,
    }
}

fn move_department(department: DepartmentId, parent: Option<DepartmentId>, index: usize) -> Edit {
    Edit::MoveDepartment {
        department,
        parent,
        index,
    }
}

#[test]
fn roles_move_within_and_between_departments() {
    assert_eq!(
        tree(&company()),
        "总经理 销售部[销售主管 内勤 华东区[区域代表]]"
    );
    check_tree(
        move_role(MANAGER, Some(SALES), 1),
        "总经理 销售部[内勤 销售主管 华东区[区域代表]]",
    );
    check_tree(
        move_role(AGENT, None, 0),
        "区域代表 总经理 销售部[销售主管 内勤 华东区[]]",
    );
    check_tree(
        move_role(BOSS, Some(EAST), 9),
        "销售部[销售主管 内勤 华东区[区域代表 总经理]]",
    );
    let nowhere = Some(DepartmentId(99));
    assert_eq!(
        refused(company(), move_role(AGENT, nowhere, 0)),
        NO_DEPARTMENT
    );
    assert_eq!(refused(company(), move_role(RoleId(99), None, 0)), NO_ROLE);
}

#[test]
fn a_department_moves_with_everything_below_it_but_not_into_itself() {
    check_tree(
        move_department(EAST, None, 0),
        "总经理 华东区[区域代表] 销售部[销售主管 内勤]",
    );
    for inside in [SALES, EAST] {
        let edit = move_department(SALES, Some(inside), 0);
        let expected = EditError::DepartmentInsideItself(SALES);
        assert_eq!(refused(company(), edit), expected);
    }
    let nowhere = DepartmentId(99);
    assert_eq!(
        refused(company(), move_department(nowhere, None, 0)),
        NO_DEPARTMENT
    );
    assert_eq!(
        refused(company(), move_department(EAST, Some(nowhere), 0)),
        NO_DEPARTMENT
    );
}

#[test]
fn a_new_department_stands_where_it_was_put_and_is_empty() {
    let add = |parent, department| Edit::AddDepartment {
        parent,
        index: 0,
        department: Box::new(department),
    };
    let west = || Department {
        name: "华西区".into(),
        duties: vec![item(0, "开拓")],
        ..Department::default()
    };
    let project = after(company(), [add(Some(SALES), west())]);
    assert_eq!(
        tree(&project),
        "总经理 销售部[销售主管 内勤 华西区[] 华东区[区域代表]]"
    );
    assert_eq!(
        project.departments[&DepartmentId(52)].duties[0].id,
        ItemId(53)
    );
    let full = Department {
        roles: vec![AGENT],
        ..west()
    };
    assert_eq!(refused(company(), add(None, full)), EditError::DoesNotFit);
    let headless = Department {
        head: Some(RoleId(99)),
        ..west()
    };
    assert_eq!(refused(company(), add(None, headless)), NO_ROLE);
    assert_eq!(
        refused(company(), add(Some(DepartmentId(99)), west())),
        NO_DEPARTMENT
    );
}

#[test]
fn a_new_role_refers_only_to_roles_that_exist() {
    let add = |parent, role| Edit::AddRole {
        parent,
        index: 1,
        role: Box::new(role),
    };
    let copy = Role::clone(&company().roles[&AGENT]);
    let project = after(company(), [add(Some(EAST), copy)]);
    assert_eq!(
        tree(&project),
        "总经理 销售部[销售主管 内勤 华东区[区域代表 区域代表]]"
    );
    assert_eq!(
        project.roles[&RoleId(52)].supervisor,
        Supervisor::Role(CLERK)
    );
    let lost = Role {
        supervisor: Supervisor::Role(RoleId(99)),
        ..Role::default()
    };
    assert_eq!(refused(company(), add(None, lost)), NO_ROLE);
    let nowhere = Some(DepartmentId(99));
    assert_eq!(
        refused(company(), add(nowhere, Role::default())),
        NO_DEPARTMENT
    );
}

#[test]
fn nobody_reports_to_himself_not_even_through_others() {
    for (role, supervisor, expected) in [
        (BOSS, BOSS, vec![BOSS]),
        (BOSS, MANAGER, vec![BOSS, MANAGER]),
        (BOSS, AGENT, vec![BOSS, AGENT, CLERK, MANAGER]),
        (MANAGER, CLERK, vec![MANAGER, CLERK]),
    ] {
        let error = refused(company(), reports_to(role, supervisor));
        assert_eq!(error, EditError::ReportsToItself(expected));
    }
    assert_eq!(refused(company(), reports_to(AGENT, RoleId(99))), NO_ROLE);
    after(company(), [reports_to(AGENT, BOSS)]);
}

#[test]
fn values_of_departments_and_roles_do_not_mix() {
    let set = |owner, value| Edit::SetValue {
        owner,
        item: None,
        value,
    };
    let role = Owner::Role(AGENT);
    let department = Owner::Department(EAST);
    let project = after(company(), [set(department, Value::Head(Some(AGENT)))]);
    assert_eq!(project.departments[&EAST].head, Some(AGENT));
    let state = Value::State(crate::model::RoleState::Active);
    for edit in [
        set(role, Value::Head(None)),
        set(department, state.clone()),
        set(Owner::Company, state),
    ] {
        assert_eq!(refused(company(), edit), EditError::DoesNotFit);
    }
    let head = set(department, Value::Head(Some(RoleId(99))));
    assert_eq!(refused(company(), head), NO_ROLE);
}

/// A project whose roles 1 and 2 report to each other, and whose departments 3 and 4 contain each other.
fn damaged() -> Project {
    let role = |supervisor| {
        Arc::new(Role {
            supervisor: Supervisor::Role(RoleId(supervisor)),
            ..Role::default()
        })
    };
    let department = |below, role| {
        Arc::new(Department {
            departments: vec![DepartmentId(below)],
            roles: vec![RoleId(role)],
            ..Department::default()
        })
    };
    Project {
        company: Arc::new(Company {
            departments: vec![DepartmentId(3)],
            roles: vec![RoleId(5)],
            ..Company::default()
        }),
        departments: [
            (DepartmentId(3), department(4, 1)),
            (DepartmentId(4), department(3, 2)),
        ]
        .into(),
        roles: [
            (RoleId(1), role(2)),
            (RoleId(2), role(1)),
            (RoleId(5), role(77)),
        ]
        .into(),
        last_id: 5,
    }
}

#[test]
fn a_damaged_file_hangs_nothing() {
    let policies = [
        References::Clear,
        References::KeepAsText,
        References::HandTo(RoleId(2)),
        References::HandTo(RoleId(5)),
    ];
    for references in policies {
        for edit in [
            Edit::RemoveRole {
                role: RoleId(1),
                references,
            },
            Edit::RemoveDepartment {
                department: DepartmentId(4),
                references,
            },
            reports_to(RoleId(5), RoleId(1)),
            reports_to(RoleId(1), RoleId(5)),
            move_department(DepartmentId(3), None, 0),
            move_department(DepartmentId(4), None, 0),
        ] {
            let mut open = OpenProject::new(damaged());
            let start = open.project().clone();
            if open.perform(edit).is_ok() {
                while open.undo().is_some() {}
            }
            assert_eq!(*open.project(), start);
        }
    }
    assert_eq!(
        copy_edit(&damaged(), Owner::Role(RoleId(6)), String::new()),
        None
    );
    let copy = copy_edit(&damaged(), Owner::Role(RoleId(5)), "副本".into()).unwrap();
    let mut project = damaged();
    apply(&mut project, &copy).unwrap();
    assert_eq!(
        project.roles[&RoleId(6)].supervisor,
        Supervisor::None,
        "role 77 does not exist"
    );
    let copy = copy_edit(
        &damaged(),
        Owner::Department(DepartmentId(3)),
        String::new(),
    )
    .unwrap();
    assert_eq!(refused(damaged(), copy), EditError::DoesNotFit);
}

/// A fragment whose ids are those of other things in the company.
fn fragment() -> Fragment {
    let head = Role {
        name: "主厨".into(),
        functional: vec![FunctionalLine {
            role: Some(RoleId(2)),
            ..FunctionalLine::default()
        }],
        ..Role::default()
    };
    let helper = Role {
        name: "帮厨".into(),
        supervisor: Supervisor::Role(RoleId(1)),
        careers: vec![CareerPath {
            role: Some(RoleId(1)),
            ..CareerPath::default()
        }],
        notes: vec![item(7, "其一"), item(7, "其二")],
        ..Role::default()
    };
    let outer = Department {
        name: "餐饮部".into(),
        head: Some(RoleId(1)),
        departments: vec![DepartmentId(1)],
        ..Department::default()
    };
    let inner = Department {
        name: "后厨".into(),
        roles: vec![RoleId(1)],
        ..Department::default()
    };
    Fragment {
        top_departments: vec![DepartmentId(2)],
        top_roles: vec![RoleId(2)],
        departments: [(DepartmentId(1), inner), (DepartmentId(2), outer)].into(),
        roles: [(RoleId(1), head.into()), (RoleId(2), helper.into())].into(),
    }
}

fn add_fragment(parent: Option<DepartmentId>, fragment: Fragment) -> Edit {
    Edit::AddFragment {
        parent,
        fragment: Box::new(fragment),
    }
}

#[test]
fn a_fragment_keeps_its_shape_and_its_inner_references_under_new_ids() {
    let project = after(company(), [add_fragment(Some(EAST), fragment())]);
    assert_eq!(
        tree(&project),
        "总经理 销售部[销售主管 内勤 华东区[区域代表 帮厨 餐饮部[后厨[主厨]]]]"
    );
    let (head, helper) = (
        project.departments[&DepartmentId(53)].roles[0],
        project.departments[&EAST].roles[1],
    );
    assert_eq!(project.departments[&DepartmentId(52)].head, Some(head));
    assert_eq!(project.roles[&head].functional[0].role, Some(helper));
    assert_eq!(project.roles[&helper].supervisor, Supervisor::Role(head));
    assert_eq!(project.roles[&helper].careers[0].role, Some(head));
}

#[test]
fn what_a_fragment_creates_first_is_told() {
    let mut project = company();
    let applied = apply(&mut project, &add_fragment(None, fragment())).unwrap();
    assert_eq!(applied.created, Some(Created::Department(DepartmentId(52))));
    let alone = Fragment {
        top_roles: vec![RoleId(1)],
        roles: [(RoleId(1), Arc::default())].into(),
        ..Fragment::default()
    };
    let applied = apply(&mut project, &add_fragment(None, alone)).unwrap();
    let created = applied.created.map(Created::owner);
    assert_eq!(
        created,
        project.company.roles.last().map(|&id| Owner::Role(id))
    );
    let nothing = apply(&mut project, &add_fragment(None, Fragment::default()));
    assert_eq!(nothing, Ok(Applied::default()));
}

#[test]
fn a_fragment_in_which_something_stands_nowhere_or_twice_does_not_fit() {
    let mut nowhere = fragment();
    nowhere.top_roles.clear();
    let mut twice = fragment();
    twice.top_roles.push(RoleId(1));
    let mut circular = fragment();
    circular
        .departments
        .get_mut(&DepartmentId(1))
        .unwrap()
        .departments = vec![DepartmentId(2)];
    let mut missing = fragment();
    missing.departments.remove(&DepartmentId(1));
    let mut unheld = fragment();
    unheld.roles.remove(&RoleId(1));
    for fragment in [nowhere, twice, circular, missing, unheld] {
        let edit = add_fragment(None, fragment);
        assert_eq!(refused(company(), edit), EditError::DoesNotFit);
    }
    assert_eq!(
        refused(company(), add_fragment(Some(DepartmentId(99)), fragment())),
        NO_DEPARTMENT
    );
}

#[test]
fn a_fragment_has_no_circle_of_superiors_and_no_reference_into_the_void() {
    let mut circle = fragment();
    Arc::make_mut(circle.roles.get_mut(&RoleId(1)).unwrap()).supervisor =
        Supervisor::Role(RoleId(2));
    assert_eq!(
        refused(company(), add_fragment(None, circle)),
        EditError::ReportsToItself(vec![RoleId(1), RoleId(2)])
    );
    let mut lost = fragment();
    Arc::make_mut(lost.roles.get_mut(&RoleId(1)).unwrap()).supervisor =
        Supervisor::Role(RoleId(99));
    assert_eq!(refused(company(), add_fragment(None, lost)), NO_ROLE);
}

#[test]
fn a_copy_stands_beside_the_original_and_refers_to_its_own() {
    let name = "销售二部".to_owned();
    let copy = copy_edit(&company(), Owner::Department(SALES), name).unwrap();
    assert_eq!(copy.step_name(), StepName::Duplicate);
    let second = Edit::AddDepartment {
        parent: None,
        index: 9,
        department: Box::default(),
    };
    let project = after(company(), [second]);
    let copy = copy_edit(&project, Owner::Department(SALES), "销售二部".into()).unwrap_or(copy);
    let project = after(project, [copy]);
    assert_eq!(
        tree(&project),
        "总经理 销售部[销售主管 内勤 华东区[区域代表]] \
         销售二部[销售主管 内勤 华东区[区域代表]] []"
    );
    let copied = &project.departments[&project.company.departments[1]];
    let [manager, clerk] = copied.roles[..] else {
        panic!("{copied:?}");
    };
    assert_eq!(copied.head, Some(manager));
    assert_eq!(project.roles[&clerk].supervisor, Supervisor::Role(manager));
    assert_eq!(
        project.roles[&manager].supervisor,
        Supervisor::Role(BOSS),
        "who is not copied stays the superior"
    );
    assert_eq!(Organisation::of(&project).subordinates(MANAGER), [CLERK]);
}

#[test]
fn a_copied_role_stands_beside_the_original() {
    let copy = copy_edit(&company(), Owner::Role(MANAGER), "销售副主管".into()).unwrap();
    let mut open = OpenProject::new(company());
    let created = open.perform(copy).unwrap().created.unwrap();
    check(open.project());
    assert_eq!(
        tree(open.project()),
        "总经理 销售部[销售主管 销售副主管 内勤 华东区[区域代表]]"
    );
    assert_eq!(open.acted_on(), created.owner());
    assert_eq!(open.undo(), Some(StepName::Duplicate));
    assert_eq!(*open.project(), company());
    assert_eq!(copy_edit(&company(), Owner::Company, String::new()), None);
}
