//! A small company for the tests of this module, and what must hold of every project.

use super::history::ids_of;
use super::{Edit, EditError, OpenProject};
use crate::model::{
    CareerPath, Company, Department, DepartmentId, Duty, DutyGroup, Field, FunctionalLine, Item,
    ItemId, OwnSection, Owner, Place, Project, Role, RoleId, RuleList, Supervisor,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) const SALES: DepartmentId = DepartmentId(1);
pub(super) const EAST: DepartmentId = DepartmentId(2);
pub(super) const BOSS: RoleId = RoleId(3);
pub(super) const MANAGER: RoleId = RoleId(4);
pub(super) const CLERK: RoleId = RoleId(5);
pub(super) const AGENT: RoleId = RoleId(6);

/// 总经理 directly under the company; 销售部 with 销售主管 (head) and 内勤; in it 华东区 with 区域代表.
/// Each reports to the one before; 区域代表 also has a functional line to 总经理 and a career step to 销售主管.
pub(super) fn company() -> Project {
    let sales = Department {
        name: "销售部".into(),
        head: Some(MANAGER),
        duties: vec![item(40, "完成年度销售")],
        departments: vec![EAST],
        roles: vec![MANAGER, CLERK],
        ..Department::default()
    };
    let east = Department {
        name: "华东区".into(),
        roles: vec![AGENT],
        ..Department::default()
    };
    let company = Company {
        name: "青禾商贸有限公司".into(),
        departments: vec![SALES],
        roles: vec![BOSS],
        rules: vec![RuleList {
            id: ItemId(50),
            title: "十不准".into(),
            items: vec![item(51, "不准迟到")],
            ..RuleList::default()
        }],
        ..Company::default()
    };
    Project {
        company: Arc::new(company),
        departments: [(SALES, Arc::new(sales)), (EAST, Arc::new(east))].into(),
        roles: roles(),
        last_id: 51,
    }
}

fn roles() -> BTreeMap<RoleId, Arc<Role>> {
    let boss = Role {
        name: "总经理".into(),
        ..Role::default()
    };
    let manager = Role {
        name: "销售主管".into(),
        supervisor: Supervisor::Role(BOSS),
        purpose: "带领内勤与区域代表完成销售计划".into(),
        duty_groups: vec![
            group(
                10,
                "计划",
                vec![duty(11, "编制销售计划"), duty(12, "分解到各区")],
            ),
            group(13, "日常", vec![duty(14, "召开周会")]),
        ],
        own_sections: vec![
            OwnSection {
                id: ItemId(15),
                title: "工具".into(),
                items: vec![item(16, "订单系统")],
                ..OwnSection::default()
            },
            OwnSection {
                id: ItemId(17),
                title: "语言".into(),
                ..OwnSection::default()
            },
        ],
        ..Role::default()
    };
    let clerk = Role {
        name: "内勤".into(),
        supervisor: Supervisor::Role(MANAGER),
        notes: vec![item(20, "销售主管休假时由内勤值守"), item(21, "轮班")],
        prohibitions: vec![item(22, "不得外借印章")],
        ..Role::default()
    };
    let agent = Role {
        name: "区域代表".into(),
        qualifiers: vec![item(30, "华东")],
        supervisor: Supervisor::Role(CLERK),
        functional: vec![FunctionalLine {
            id: ItemId(31),
            role: Some(BOSS),
            about: "重大客户".into(),
            ..FunctionalLine::default()
        }],
        careers: vec![CareerPath {
            id: ItemId(32),
            role: Some(MANAGER),
            ..CareerPath::default()
        }],
        ..Role::default()
    };
    let all = [
        (BOSS, boss),
        (MANAGER, manager),
        (CLERK, clerk),
        (AGENT, agent),
    ];
    all.into_iter()
        .map(|(id, role)| (id, Arc::new(role)))
        .collect()
}

pub(super) fn item(id: u32, text: &str) -> Item {
    Item {
        id: ItemId(id),
        text: text.into(),
        ..Item::default()
    }
}

pub(super) fn duty(id: u32, text: &str) -> Duty {
    Duty {
        id: ItemId(id),
        text: text.into(),
        ..Duty::default()
    }
}

pub(super) fn group(id: u32, title: &str, duties: Vec<Duty>) -> DutyGroup {
    DutyGroup {
        id: ItemId(id),
        title: title.into(),
        duties,
    }
}

/// Typing into a role's own field.
pub(super) fn typed(role: RoleId, field: Field, text: &str) -> Edit {
    Edit::SetText {
        place: Place::role(role, field),
        text: text.to_owned(),
    }
}

/// Applies an edit that must succeed and returns the project after it.
pub(super) fn after(project: Project, edits: impl IntoIterator<Item = Edit>) -> Project {
    let mut open = OpenProject::new(project);
    for edit in edits {
        open.perform(edit.clone())
            .unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        check(open.project());
    }
    open.project().clone()
}

/// Applies an edit that must fail: nothing may be changed by it, and it is no step.
pub(super) fn refused(project: Project, edit: Edit) -> EditError {
    let mut open = OpenProject::new(project.clone());
    let error = open.perform(edit).expect_err("this edit is to be refused");
    assert_eq!(*open.project(), project, "a refused edit changes nothing");
    for (id, role) in &open.project().roles {
        assert!(Arc::ptr_eq(role, &project.roles[id]), "{id:?} stays shared");
    }
    assert_eq!((open.undo_name(), open.modified()), (None, false));
    error
}

/// What holds of every project that began whole, whatever was done to it.
pub(super) fn check(project: &Project) {
    let mut departments = project.company.departments.clone();
    let mut roles = project.company.roles.clone();
    for department in project.departments.values() {
        departments.extend(&department.departments);
        roles.extend(&department.roles);
    }
    departments.sort();
    roles.sort();
    assert!(
        departments.iter().eq(project.departments.keys()),
        "each department listed once"
    );
    assert!(
        roles.iter().eq(project.roles.keys()),
        "each role listed once"
    );
    let mut seen = BTreeSet::new();
    let owners = project.departments.keys().map(|id| id.0);
    let mut all: Vec<u32> = owners.chain(project.roles.keys().map(|id| id.0)).collect();
    all.extend(
        project
            .owners()
            .flat_map(|owner| ids_of(project, owner))
            .map(|id| id.0),
    );
    for id in all {
        assert!(seen.insert(id), "id {id} is given twice");
        assert!(
            id > 0 && id <= project.last_id,
            "id {id} beyond {}",
            project.last_id
        );
    }
    let mut above = BTreeMap::new();
    for (&id, role) in &project.roles {
        if let Supervisor::Role(to) = role.supervisor {
            above.insert(id, to);
        }
        let lines = role.functional.iter().filter_map(|line| line.role);
        let careers = role.careers.iter().filter_map(|path| path.role);
        for to in lines.chain(careers).chain(above.get(&id).copied()) {
            assert!(project.roles.contains_key(&to), "{id:?} refers to {to:?}");
        }
        assert!(role.functional.iter().all(|line| line.role != Some(id)));
    }
    for department in project.departments.values() {
        assert!(
            department
                .head
                .is_none_or(|head| project.roles.contains_key(&head))
        );
    }
    for &start in above.keys() {
        let chain = std::iter::successors(Some(start), |id| above.get(id).copied());
        assert!(
            chain.take(above.len() + 2).count() <= above.len() + 1,
            "{start:?} in a circle"
        );
    }
    let tree = crate::model::Organisation::of(project);
    assert_eq!(
        tree.nodes.len(),
        1 + project.departments.len() + project.roles.len(),
        "everything hangs together from the company"
    );
}

/// The owner's field.
pub(super) fn text(project: &Project, owner: Owner, field: Field) -> &str {
    project.text(Place::of(owner, field)).unwrap_or_default()
}
