use crate::edit::testing::{
    AGENT, BOSS, CLERK, MANAGER, SALES, after, company, duty, group, item, refused, typed,
};
use crate::edit::{AnyItem, Created, Edit, EditError, OpenProject, Value};
use crate::model::{
    AuthorityKind, CareerKind, CareerPath, Degree, Duty, Field, FunctionalLine, ItemId, Kpi,
    ListKind, ListPlace, Necessity, Owner, Place, Project, QualificationKind, RoleId, Side, Weight,
};

const OWNER: Owner = Owner::Role(MANAGER);

fn list(owner: Owner, kind: ListKind, parent: Option<u32>) -> ListPlace {
    ListPlace {
        owner,
        kind,
        parent: parent.map(ItemId),
    }
}

fn add(list: ListPlace, index: usize, item: AnyItem) -> Edit {
    Edit::AddItem { list, index, item }
}

fn moved(item: u32, parent: Option<u32>, index: usize) -> Edit {
    Edit::MoveItem {
        owner: OWNER,
        item: ItemId(item),
        parent: parent.map(ItemId),
        index,
    }
}

fn removed(owner: Owner, item: u32) -> Edit {
    Edit::RemoveItem {
        owner,
        item: ItemId(item),
    }
}

/// The duties of 销售主管 as "title: duty(sub-duty …) …", a group a part.
fn duties(project: &Project) -> String {
    fn line(duties: &[Duty]) -> String {
        let lines = duties.iter().map(|duty| match &*duty.children {
            [] => duty.id.0.to_string(),
            children => format!("{}({})", duty.id.0, line(children)),
        });
        lines.collect::<Vec<_>>().join(" ")
    }
    let groups = project.roles[&MANAGER].duty_groups.iter();
    let groups = groups.map(|group| format!("{}: {}", group.id.0, line(&group.duties)));
    groups.collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check_moves(edits: impl IntoIterator<Item = Edit>, expected: &str) {
    assert_eq!(duties(&after(company(), edits)), expected);
}

#[test]
fn a_duty_moves_within_its_group_to_another_group_and_below_another_duty() {
    check_moves([], "10: 11 12; 13: 14");
    check_moves([moved(11, None, 1)], "10: 12 11; 13: 14");
    check_moves([moved(11, Some(13), 0)], "10: 12; 13: 11 14");
    check_moves([moved(11, Some(13), 99)], "10: 12; 13: 14 11");
    check_moves([moved(12, Some(11), 0)], "10: 11(12); 13: 14");
    check_moves([moved(12, Some(14), 0)], "10: 11; 13: 14(12)");
}

#[test]
fn a_sub_duty_comes_out_to_the_level_of_its_group_with_what_is_below_it() {
    let below = [moved(14, Some(12), 0), moved(12, Some(11), 0)];
    check_moves(below.clone(), "10: 11(12(14)); 13: ");
    check_moves(
        below.into_iter().chain([moved(12, None, 0)]),
        "10: 12(14) 11; 13: ",
    );
}

#[test]
fn a_group_moves_among_groups() {
    check_moves([moved(13, None, 0)], "13: 14; 10: 11 12");
}

#[test]
fn entries_move_between_lists_of_the_same_kind_only() {
    let project = after(company(), [moved(16, Some(17), 0)]);
    let sections = &project.roles[&MANAGER].own_sections;
    assert_eq!((sections[0].items.len(), sections[1].items.len()), (0, 1));
    for edit in [
        moved(16, Some(10), 0),
        moved(11, Some(17), 0),
        moved(11, Some(16), 0),
    ] {
        assert_eq!(refused(company(), edit), EditError::DoesNotFit);
    }
    assert_eq!(
        refused(company(), moved(10, Some(13), 0)),
        EditError::DoesNotFit,
        "no group in a group"
    );
}

#[test]
fn an_entry_does_not_move_into_itself() {
    let project = after(company(), [moved(12, Some(11), 0)]);
    for (entry, parent) in [(11, 11), (11, 12), (10, 12)] {
        let edit = moved(entry, Some(parent), 0);
        let expected = EditError::ItemInsideItself(ItemId(entry));
        assert_eq!(refused(project.clone(), edit), expected);
    }
}

#[test]
fn an_entry_that_does_not_exist_is_neither_moved_nor_removed_nor_joined() {
    let no_such_item = EditError::NoSuchItem(ItemId(99));
    assert_eq!(refused(company(), moved(99, None, 0)), no_such_item);
    assert_eq!(refused(company(), moved(11, Some(99), 0)), no_such_item);
    assert_eq!(refused(company(), removed(OWNER, 99)), no_such_item);
    let elsewhere = EditError::NoSuchItem(ItemId(20));
    assert_eq!(refused(company(), removed(OWNER, 20)), elsewhere);
    let into = add(
        list(OWNER, ListKind::Duties, Some(99)),
        0,
        AnyItem::Duty(Duty::default()),
    );
    assert_eq!(refused(company(), into), no_such_item);
    let value = set(OWNER, Some(99), Value::Degree(None));
    assert_eq!(refused(company(), value), no_such_item);
}

#[test]
fn an_entry_is_removed_with_what_is_below_it() {
    check_moves([moved(12, Some(11), 0), removed(OWNER, 11)], "10: ; 13: 14");
    check_moves([removed(OWNER, 10)], "13: 14");
    let project = after(company(), [removed(Owner::Company, 50)]);
    assert!(project.company.rules.is_empty());
}

#[test]
fn a_new_entry_gets_fresh_ids_with_what_is_below_it() {
    let mut new = duty(11, "新");
    new.children = vec![duty(11, "其一"), duty(12, "其二")];
    let into = list(OWNER, ListKind::DutyGroups, None);
    let edit = add(into, 1, AnyItem::DutyGroup(group(10, "组", vec![new])));
    let project = after(company(), [edit]);
    assert_eq!(duties(&project), "10: 11 12; 55: 52(53 54); 13: 14");
}

#[test]
fn a_new_entry_goes_into_its_list_at_the_place_said() {
    let into = |parent| list(OWNER, ListKind::Duties, Some(parent));
    let new = || AnyItem::Duty(Duty::default());
    check_moves([add(into(10), 1, new())], "10: 11 52 12; 13: 14");
    check_moves([add(into(13), 99, new())], "10: 11 12; 13: 14 52");
    check_moves([add(into(12), 0, new())], "10: 11 12(52); 13: 14");
    let mut open = OpenProject::new(company());
    let rule = add(
        list(Owner::Company, ListKind::Rules, Some(50)),
        0,
        AnyItem::Item(item(0, "不准早退")),
    );
    let created = open.perform(rule).unwrap().created;
    assert_eq!(
        created,
        Some(Created::Item {
            owner: Owner::Company,
            item: ItemId(52)
        })
    );
    assert_eq!(open.project().company.rules[0].items[0].text, "不准早退");
}

#[test]
fn the_first_duty_of_a_role_makes_its_group() {
    let into = list(Owner::Role(BOSS), ListKind::Duties, None);
    let new = |text| add(into, 99, AnyItem::Duty(duty(0, text)));
    let project = after(company(), [new("主持全面工作"), new("签批合同")]);
    let groups = &project.roles[&BOSS].duty_groups;
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].title, "");
    let texts: Vec<_> = groups[0].duties.iter().map(|duty| &*duty.text).collect();
    assert_eq!(texts, ["主持全面工作", "签批合同"]);
}

#[test]
fn an_entry_does_not_go_into_a_list_of_another_kind() {
    let duty = || AnyItem::Duty(Duty::default());
    let line = || AnyItem::Item(item(0, "行"));
    for edit in [
        add(list(OWNER, ListKind::Notes, None), 0, duty()),
        add(list(OWNER, ListKind::Duties, Some(10)), 0, line()),
        add(list(OWNER, ListKind::Duties, Some(16)), 0, duty()),
        add(list(OWNER, ListKind::Duties, None), 0, line()),
        add(list(OWNER, ListKind::RuleLists, None), 0, line()),
        add(list(OWNER, ListKind::SectionItems, None), 0, line()),
        add(
            list(Owner::Department(SALES), ListKind::Kpis, None),
            0,
            AnyItem::Kpi(Kpi::default()),
        ),
        add(list(Owner::Company, ListKind::Duties, None), 0, duty()),
    ] {
        assert_eq!(
            refused(company(), edit.clone()),
            EditError::DoesNotFit,
            "{edit:?}"
        );
    }
}

#[test]
fn an_owner_that_does_not_exist_is_named() {
    let role = Owner::Role(RoleId(99));
    let department = Owner::Department(crate::model::DepartmentId(99));
    let value = |owner| set(owner, None, Value::Head(None));
    for (owner, expected) in [
        (role, EditError::NoSuchRole(RoleId(99))),
        (
            department,
            EditError::NoSuchDepartment(crate::model::DepartmentId(99)),
        ),
    ] {
        let new = add(
            list(owner, ListKind::Notes, None),
            0,
            AnyItem::Item(item(0, "")),
        );
        let place = Place::of(owner, Field::Name);
        let text = "名".to_owned();
        for edit in [
            new,
            value(owner),
            removed(owner, 1),
            Edit::SetText { place, text },
        ] {
            assert_eq!(refused(company(), edit), expected);
        }
    }
}

#[test]
fn a_text_that_does_not_exist_is_not_set() {
    let place = Place::role(MANAGER, Field::Leader);
    let edit = typed(MANAGER, Field::Leader, "某");
    assert_eq!(refused(company(), edit), EditError::NoSuchPlace(place));
}

fn set(owner: Owner, item: Option<u32>, value: Value) -> Edit {
    Edit::SetValue {
        owner,
        item: item.map(ItemId),
        value,
    }
}

/// An entry of each kind that has values, and values that are not those it begins with.
fn entries_with_values() -> Vec<(Edit, Vec<Value>)> {
    let kinds = |kind| list(OWNER, kind, None);
    let rules = list(Owner::Company, ListKind::RuleLists, None);
    vec![
        (
            add(
                list(OWNER, ListKind::Duties, Some(10)),
                0,
                AnyItem::Duty(Duty::default()),
            ),
            vec![
                Value::Weight(Some(Weight(125))),
                Value::Degree(Some(Degree::Support)),
            ],
        ),
        (
            add(kinds(ListKind::Kpis), 0, AnyItem::Kpi(Kpi::default())),
            vec![Value::Weight(Some(Weight(5)))],
        ),
        (
            add(
                kinds(ListKind::Authorities),
                0,
                AnyItem::Authority(Default::default()),
            ),
            vec![Value::AuthorityKind(AuthorityKind::Approve)],
        ),
        (
            add(
                kinds(ListKind::FunctionalLines),
                0,
                AnyItem::FunctionalLine(Default::default()),
            ),
            vec![Value::FunctionalRole(Some(BOSS))],
        ),
        (
            add(
                kinds(ListKind::Relations),
                0,
                AnyItem::Relation(Default::default()),
            ),
            vec![Value::Side(Side::Outside)],
        ),
        (
            add(
                kinds(ListKind::Qualifications),
                0,
                AnyItem::Qualification(Default::default()),
            ),
            vec![
                Value::QualificationKind(QualificationKind::Skill),
                Value::Necessity(Necessity::Preferred),
            ],
        ),
        (
            add(
                kinds(ListKind::CareerPaths),
                0,
                AnyItem::CareerPath(Default::default()),
            ),
            vec![
                Value::CareerKind(CareerKind::Rotation),
                Value::CareerRole(Some(CLERK)),
            ],
        ),
        (
            add(
                kinds(ListKind::Incumbents),
                0,
                AnyItem::Incumbent(Default::default()),
            ),
            vec![Value::Concurrent(true)],
        ),
        (
            add(rules, 0, AnyItem::RuleList(Default::default())),
            vec![Value::RuleNumbering(Some(
                crate::model::settings::NumberStyle::Circled,
            ))],
        ),
    ]
}

#[test]
fn each_value_is_set_in_the_entry_that_has_it() {
    for (new, values) in entries_with_values() {
        let mut open = OpenProject::new(company());
        let Some(Created::Item { owner, item }) = open.perform(new).unwrap().created else {
            panic!("an entry is created");
        };
        for value in values {
            let before = open.revision();
            open.perform(set(owner, Some(item.0), value.clone()))
                .unwrap();
            assert!(open.revision() > before, "{value:?} makes a difference");
            let wrong = set(OWNER, Some(15), value.clone());
            assert_eq!(
                refused(open.project().clone(), wrong),
                EditError::DoesNotFit
            );
            let own = set(owner, None, value);
            assert_eq!(refused(open.project().clone(), own), EditError::DoesNotFit);
        }
    }
}

#[test]
fn nobody_has_a_functional_line_to_himself_and_references_lead_to_roles() {
    let line = |role| {
        let line = FunctionalLine {
            role: Some(role),
            ..FunctionalLine::default()
        };
        let into = list(Owner::Role(AGENT), ListKind::FunctionalLines, None);
        add(into, 0, AnyItem::FunctionalLine(line))
    };
    let chosen = |role| {
        set(
            Owner::Role(AGENT),
            Some(31),
            Value::FunctionalRole(Some(role)),
        )
    };
    for edit in [line(AGENT), chosen(AGENT)] {
        assert_eq!(
            refused(company(), edit),
            EditError::ReportsToItself(vec![AGENT])
        );
    }
    let career = AnyItem::CareerPath(CareerPath {
        role: Some(RoleId(99)),
        ..CareerPath::default()
    });
    let career = add(
        list(Owner::Role(AGENT), ListKind::CareerPaths, None),
        0,
        career,
    );
    for edit in [line(RoleId(99)), chosen(RoleId(99)), career] {
        assert_eq!(refused(company(), edit), EditError::NoSuchRole(RoleId(99)));
    }
}
