//! Storage: what is saved comes back the same, what is not a whole project is refused with its place, and no
//! file of the person is ever lost or left half written.

use gangshu::model::settings::{DocumentSettings, NumberStyle};
use gangshu::model::{
    Authority, AuthorityKind, CareerKind, CareerPath, Company, Conditions, Degree, Department,
    DepartmentId, DocumentControl, Duty, DutyGroup, FunctionalLine, Headcount, Incumbent, Item,
    ItemId, Kpi, Logo, NameAnswer, Necessity, OwnSection, Owner, PictureFormat, Project,
    Qualification, QualificationKind, Relation, Revision, Role, RoleId, RoleState, RuleList, Side,
    Signature, Supervisor, Weight,
};
use gangshu::storage::{
    Backup, Damage, DamageReason, Folders, Inconsistency, OnDisk, ProjectTextError,
    RecoverySession, Renderer, Settings, StagedFiles, StorageError, Theme, backup_of,
    discard_recovery, list_names, list_recoveries, load_project, load_recovery, load_settings,
    parse_project, project_text, read_file, replace_file, save_project, save_settings,
    settings_file,
};
use gangshu::strings::errors::explain_storage;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What breaks naive writers of quoted text.
const NASTY: &[&str] = &[
    "\"引号\" 和 \\ 反斜杠 \\n",
    "r#\"原始\"# 与 \"## 与 \"#\"##\"###",
    "\"",
    "\\",
    "#",
    "\"#",
    "第一行\n第二行\n\n  缩进\n",
    "制表\t符\u{b}竖\u{c}换页",
    "NUL\0 ESC\u{1b} DEL\u{7f}",
    "零宽\u{200b}空格\u{feff}与\u{2028}行\u{85}尾",
    "䶮𬱖👍🏽\u{fe0f}葛\u{e0100}",
    "// 不是注释 /* 也不是 */",
    "Some(None), [}{)(",
    " 前后空格 ",
];

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    let mut file = File::create(path).expect("a temporary file can be made");
    file.write_all(bytes.as_ref()).expect("and written");
}

fn item(id: u32, text: &str) -> Item {
    Item {
        id: ItemId(id),
        text: text.into(),
        ..Item::default()
    }
}

/// A company in which every field of the model holds something.
fn full_project() -> Project {
    let rules = RuleList {
        id: ItemId(10),
        title: "十不准".into(),
        text: "全体员工遵守".into(),
        numbering: Some(NumberStyle::ChineseComma),
        items: vec![item(11, "不准迟到")],
    };
    let company = Company {
        name: "示例制造有限公司".into(),
        short_name: "示例".into(),
        code: "SL".into(),
        logo: Some(Arc::new(Logo {
            format: PictureFormat::Jpeg,
            base64: "/9j/4AAQ".into(),
        })),
        departments: vec![DepartmentId(1)],
        roles: vec![RoleId(3)],
        rules: vec![rules],
        control: DocumentControl {
            version: "V1.0".into(),
            ..DocumentControl::default()
        },
        settings: Arc::new(DocumentSettings {
            header: "{公司}\t\t{密级}".into(),
            signatories: vec![],
            ..DocumentSettings::default()
        }),
        name_answers: vec![NameAnswer {
            written: "厂部主管".into(),
            meant: "生产主管".into(),
        }],
    };
    let production = Department {
        name: "生产部".into(),
        code: "SC".into(),
        head: Some(RoleId(4)),
        leader: "分管副总".into(),
        purpose: "按期交付".into(),
        duties: vec![Item {
            children: vec![item(13, "每日排产")],
            ..item(12, "组织生产")
        }],
        departments: vec![DepartmentId(2)],
        roles: vec![RoleId(4)],
    };
    let workshop = Department {
        name: "一车间".into(),
        ..Department::default()
    };
    let manager = Role {
        name: "总经理".into(),
        supervisor: Supervisor::Outside,
        supervisor_outside: "董事会".into(),
        ..Role::default()
    };
    Project {
        company: Arc::new(company),
        departments: [
            (DepartmentId(1), Arc::new(production)),
            (DepartmentId(2), Arc::new(workshop)),
        ]
        .into(),
        roles: [
            (RoleId(3), Arc::new(manager)),
            (RoleId(4), Arc::new(full_role())),
        ]
        .into(),
        last_id: 60,
    }
}

fn full_role() -> Role {
    let duty = Duty {
        id: ItemId(21),
        text: "每月25日前核对库存台账".into(),
        category: "日常".into(),
        weight: Some(Weight(125)),
        degree: Some(Degree::Full),
        standard: "差异率低于 1%".into(),
        children: vec![Duty {
            id: ItemId(22),
            text: "出具差异表".into(),
            ..Duty::default()
        }],
    };
    let signature = |name: &str| Signature {
        name: name.into(),
        date: "2024-05-06".into(),
    };
    Role {
        name: "生产经理".into(),
        qualifiers: vec![item(19, "华东")],
        state: RoleState::Active,
        code: "SL-SC-01".into(),
        series: "管理".into(),
        grade: "M2".into(),
        headcount: Some(Headcount { min: 1, max: 2 }),
        headcount_note: "至少一人".into(),
        incumbents: vec![Incumbent {
            id: ItemId(20),
            name: "示例甲".into(),
            concurrent: true,
            note: "工号 001".into(),
        }],
        nature: "管理岗".into(),
        responsibility: "对产量负责".into(),
        location: "厂区".into(),
        supervisor: Supervisor::Role(RoleId(3)),
        supervisor_outside: "总经理室".into(),
        functional: vec![FunctionalLine {
            id: ItemId(23),
            role: Some(RoleId(3)),
            outside: "集团".into(),
            about: "安全".into(),
        }],
        imported_superior: "总经理".into(),
        imported_subordinates: "班组长".into(),
        purpose: "保证交付".into(),
        duty_groups: vec![DutyGroup {
            id: ItemId(24),
            title: "计划".into(),
            duties: vec![duty],
        }],
        control: DocumentControl {
            version: "V1.2".into(),
            effective_date: "2024-06-01".into(),
            prepared: signature("示例甲"),
            reviewed: signature("示例乙"),
            approved: signature("示例丙"),
            acknowledged: signature("示例丁"),
            revisions: vec![Revision {
                id: ItemId(34),
                version: "V1.1".into(),
                date: "2023".into(),
                author: "示例甲".into(),
                text: "增加职责".into(),
            }],
        },
        ..role_lists()
    }
}

/// The lists of a role besides its duties.
fn role_lists() -> Role {
    Role {
        authorities: vec![Authority {
            id: ItemId(25),
            text: "采购".into(),
            kind: AuthorityKind::Approve,
            limit: "5 万元".into(),
            note: "超出报批".into(),
            children: vec![],
        }],
        relations: vec![Relation {
            id: ItemId(26),
            side: Side::Outside,
            with: "供应商".into(),
            about: "交期".into(),
        }],
        qualifications: vec![Qualification {
            id: ItemId(27),
            kind: QualificationKind::Certificate,
            necessity: Necessity::Preferred,
            text: "工程师".into(),
        }],
        kpis: vec![Kpi {
            id: ItemId(28),
            name: "准时交付率".into(),
            target: "≥98%".into(),
            weight: Some(Weight(300)),
            cycle: "月".into(),
            source: "系统".into(),
        }],
        conditions: Conditions {
            place: "车间".into(),
            hours: "标准".into(),
            environment: "噪声".into(),
            travel: "偶尔".into(),
            equipment: "电脑".into(),
            hazards: "机械".into(),
        },
        prohibitions: vec![item(29, "不得代签")],
        careers: vec![CareerPath {
            id: ItemId(30),
            kind: CareerKind::Rotation,
            role: Some(RoleId(3)),
            text: "厂长".into(),
        }],
        notes: vec![item(31, "备注")],
        own_sections: vec![OwnSection {
            id: ItemId(32),
            title: "交接".into(),
            text: "离岗前办理".into(),
            items: vec![item(33, "清单")],
        }],
        ..Role::default()
    }
}

/// One role with these notes, directly under the company.
fn project_with_notes<'a>(notes: impl IntoIterator<Item = &'a str>) -> Project {
    let notes: Vec<Item> = (2..).zip(notes).map(|(id, text)| item(id, text)).collect();
    let last_id = notes.last().map_or(1, |note| note.id.0);
    let role = Role {
        name: "岗位".into(),
        notes,
        ..Role::default()
    };
    let company = Company {
        roles: vec![RoleId(1)],
        ..Company::default()
    };
    Project {
        company: Arc::new(company),
        roles: [(RoleId(1), Arc::new(role))].into(),
        last_id,
        ..Project::default()
    }
}

/// One role whose only duty stands inside another `levels` times.
fn project_nested(levels: u32) -> Project {
    let mut duty = Duty {
        id: ItemId(2),
        ..Duty::default()
    };
    for id in 3..levels + 2 {
        duty = Duty {
            id: ItemId(id),
            children: vec![duty],
            ..Duty::default()
        };
    }
    let mut project = project_with_notes([]);
    let role = Arc::make_mut(project.roles.get_mut(&RoleId(1)).expect("made above"));
    role.duty_groups = vec![DutyGroup {
        id: ItemId(levels + 2),
        duties: vec![duty],
        ..DutyGroup::default()
    }];
    project.last_id = levels + 2;
    project
}

fn damage(text: &str) -> Damage {
    match parse_project(text) {
        Err(ProjectTextError::Damaged(damage)) => damage,
        other => panic!("not damaged: {other:?}"),
    }
}

fn problems(project: &Project) -> Vec<Inconsistency> {
    match parse_project(&project_text(project).expect("it is not deep")) {
        Err(ProjectTextError::Inconsistent(problems)) => {
            assert_eq!(problems.first.len(), problems.count, "all are kept");
            problems.first
        }
        other => panic!("not inconsistent: {other:?}"),
    }
}

#[test]
fn every_field_comes_back_the_same() {
    let project = full_project();
    let text = project_text(&project).unwrap();
    assert_eq!(parse_project(&text), Ok(project));
}

#[test]
fn nasty_texts_come_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("项目.ron");
    let project = project_with_notes(NASTY.iter().copied());
    save_project(&path, &project, OnDisk::Replace).unwrap();
    assert_eq!(load_project(&path).unwrap().project, project);
}

#[test]
fn the_text_is_readable_chinese_with_line_feeds_only() {
    let text = project_text(&full_project()).unwrap();
    assert!(
        text.starts_with("(\n  format_version: 1,\n  company: (\n"),
        "{text}"
    );
    assert!(text.contains("text: \"每月25日前核对库存台账\","), "{text}");
    assert!(text.ends_with(")\n") && !text.contains('\r'));
}

#[test]
fn a_file_whose_line_ends_were_converted_is_the_same_project() {
    let project = project_with_notes(["第一行\n第二行\n", "\"引\n号\""]);
    let text = project_text(&project).unwrap();
    for line_end in ["\r\n", "\r"] {
        let converted = text.replace('\n', line_end);
        assert_eq!(parse_project(&converted).as_ref(), Ok(&project));
    }
    assert_eq!(parse_project(&format!("\u{feff}{text}")), Ok(project));
}

#[test]
fn a_carriage_return_inside_a_text_is_saved_as_a_line_feed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let project = project_with_notes(["一\r\n二\r三"]);
    save_project(&path, &project, OnDisk::Replace).unwrap();
    let loaded = load_project(&path).unwrap().project;
    assert_eq!(loaded, project_with_notes(["一\n二\n三"]));
}

#[test]
fn saving_what_was_loaded_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("1.ron"), folder.path().join("2.ron"));
    save_project(&first, &full_project(), OnDisk::Replace).unwrap();
    let loaded = load_project(&first).unwrap();
    save_project(&second, &loaded.project, OnDisk::Replace).unwrap();
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
}

#[test]
fn a_changed_duty_is_a_diff_of_one_line() {
    let before = full_project();
    let mut after = before.clone();
    let role = Arc::make_mut(after.roles.get_mut(&RoleId(4)).unwrap());
    role.duty_groups[0].duties[0].text = "每月底核对库存台账".into();
    let (before, after) = (
        project_text(&before).unwrap(),
        project_text(&after).unwrap(),
    );
    assert_eq!(before.lines().count(), after.lines().count());
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b);
    assert_eq!(changed.count(), 1);
}

#[test]
fn the_committed_file_of_version_1_keeps_loading_and_is_written_the_same() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1/full.ron");
    let bytes = fs::read(&fixture).unwrap();
    // A clone on Windows may have converted the line ends.
    let text = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    assert_eq!(parse_project(&text), Ok(full_project()));
    assert_eq!(project_text(&full_project()).unwrap(), text);
}

#[test]
fn an_unknown_field_is_refused_with_line_and_column() {
    let text = project_text(&full_project()).unwrap();
    let text = text.replace(
        "      name: \"生产经理\",\n",
        "      name: \"生产经理\", 别名: \"x\",\n",
    );
    let line = 1 + text
        .lines()
        .position(|line| line.contains("别名"))
        .expect("the field was put in");
    let damage = damage(&text);
    assert_eq!((damage.line, damage.column), (line, 21), "{damage}");
    let DamageReason::UnknownField { field, known } = damage.reason else {
        panic!("{damage:?}");
    };
    assert_eq!(field, "别名");
    assert!(known.contains(&"qualifiers"));
}

#[test]
fn an_unknown_choice_is_refused_with_line_and_column() {
    let text = project_text(&full_project()).unwrap();
    let text = text.replace("state: Active", "state: Retired");
    let line = 1 + text.lines().position(|it| it.contains("Retired")).unwrap();
    let damage = damage(&text);
    assert_eq!((damage.line, damage.column), (line, 14), "{damage}");
    assert!(
        matches!(damage.reason, DamageReason::UnknownChoice { found, .. } if found == "Retired")
    );
}

#[test]
fn a_missing_comma_is_refused_where_it_is_missing() {
    let text = project_text(&full_project()).unwrap();
    let text = text.replace("code: \"SL-SC-01\",", "code: \"SL-SC-01\"");
    let line = 1 + text.lines().position(|it| it.contains("SL-SC-01")).unwrap();
    let damage = damage(&text);
    assert!((line..=line + 1).contains(&damage.line), "{damage}");
}

#[test]
fn a_truncated_file_is_refused_wherever_it_is_cut() {
    let text = project_text(&full_project()).unwrap();
    for (end, _) in text.trim_end().char_indices() {
        let (cut, _) = text.split_at(end);
        assert!(parse_project(cut).is_err(), "cut at byte {end}");
    }
}

#[test]
fn a_newer_format_is_refused_whatever_else_is_new_in_it() {
    let text = "(format_version: 7, shapes: [Round(3), (a: 1)], company: 新)";
    let newer = ProjectTextError::NewerFormat {
        found: 7,
        supported: 1,
    };
    assert_eq!(parse_project(text), Err(newer.clone()));
    let text = "(shapes: [Round(3), (a: 1)], other: Some(\"x\"), format_version: 7)";
    assert_eq!(
        parse_project(text),
        Err(newer),
        "wherever the version stands"
    );
}

#[test]
fn a_file_without_a_version_is_no_project() {
    for text in [
        "(company: (), departments: {}, roles: {}, last_id: 0)",
        "()",
        "(format_version: 0)",
    ] {
        assert_eq!(
            parse_project(text),
            Err(ProjectTextError::NoVersion),
            "{text}"
        );
    }
    for text in ["", "你好", "{\"format_version\": 1}", "PK\u{3}\u{4}"] {
        assert!(
            matches!(parse_project(text), Err(ProjectTextError::Damaged(_))),
            "{text}"
        );
    }
}

#[test]
fn a_part_that_is_missing_or_stands_twice_is_refused() {
    let without_roles = "(format_version: 1, company: (), departments: {}, last_id: 0)";
    assert_eq!(
        damage(without_roles).reason,
        DamageReason::MissingField("roles")
    );
    let twice = "(format_version: 1, company: (roles: [1]), departments: {},
        roles: {1: (name: \"甲\"), 1: (name: \"乙\")}, last_id: 1)";
    let damage = damage(twice);
    assert_eq!(damage.reason, DamageReason::RepeatedId(1));
    assert_eq!(damage.line, 2);
}

#[test]
fn bytes_that_are_no_utf8_are_refused_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    write(&path, b"(\n  \xe5\x90\x8d\xff: 1)");
    let Err(StorageError::NotAProject { damage, .. }) = load_project(&path) else {
        panic!("loaded");
    };
    let expected = Damage {
        line: 2,
        column: 4,
        reason: DamageReason::NotUtf8,
    };
    assert_eq!(damage, Some(expected));
}

#[test]
fn parts_that_do_not_fit_together_are_refused_by_name() {
    let mut project = full_project();
    let company = Arc::make_mut(&mut project.company);
    company.roles = vec![RoleId(3), RoleId(4), RoleId(99)];
    let workshop = Arc::make_mut(project.departments.get_mut(&DepartmentId(2)).unwrap());
    workshop.head = Some(RoleId(98));
    project.roles.insert(RoleId(50), Arc::default());
    project.last_id = 40;
    let expected = [
        Inconsistency::NoSuchRole {
            listed_in: Owner::Company,
            role: RoleId(99),
        },
        Inconsistency::ListedTwice {
            owner: Owner::Role(RoleId(4)),
            name: "生产经理".into(),
        },
        Inconsistency::NotListed {
            owner: Owner::Role(RoleId(50)),
            name: String::new(),
        },
        Inconsistency::DeadReference {
            from: Owner::Department(DepartmentId(2)),
            name: "一车间".into(),
            to: RoleId(98),
        },
        Inconsistency::AboveLastId {
            id: 50,
            last_id: 40,
        },
    ];
    assert_eq!(problems(&project), expected);
}

#[test]
fn every_kind_of_reference_must_lead_somewhere() {
    let breaks: [fn(&mut Role); 3] = [
        |role| role.supervisor = Supervisor::Role(RoleId(99)),
        |role| role.functional[0].role = Some(RoleId(99)),
        |role| role.careers[0].role = Some(RoleId(99)),
    ];
    for break_it in breaks {
        let mut project = full_project();
        break_it(Arc::make_mut(project.roles.get_mut(&RoleId(4)).unwrap()));
        let dead = Inconsistency::DeadReference {
            from: Owner::Role(RoleId(4)),
            name: "生产经理".into(),
            to: RoleId(99),
        };
        assert_eq!(problems(&project), [dead]);
    }
}

#[test]
fn a_department_inside_itself_is_refused() {
    let mut project = full_project();
    Arc::make_mut(&mut project.company).departments.clear();
    let workshop = Arc::make_mut(project.departments.get_mut(&DepartmentId(2)).unwrap());
    workshop.departments = vec![DepartmentId(1)];
    let names: Vec<_> = problems(&project)
        .into_iter()
        .map(|problem| match problem {
            Inconsistency::InsideItself { name, .. } => name,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(names, ["生产部", "一车间"]);
}

#[test]
fn list_entries_need_an_id_of_their_own() {
    let mut project = full_project();
    let role = Arc::make_mut(project.roles.get_mut(&RoleId(4)).unwrap());
    role.kpis[0].id = ItemId(0);
    role.duty_groups[0].duties[0].children[0].id = ItemId(31);
    let owner = Owner::Role(RoleId(4));
    let expected = [
        Inconsistency::NoItemId { owner },
        Inconsistency::RepeatedItemId {
            owner,
            item: ItemId(31),
        },
    ];
    assert_eq!(problems(&project), expected);
}

#[test]
fn an_inconsistent_file_with_thousands_of_problems_names_the_first_and_counts_all() {
    let mut project = full_project();
    Arc::make_mut(&mut project.company)
        .roles
        .extend((1000..6000).map(RoleId));
    let Err(ProjectTextError::Inconsistent(problems)) =
        parse_project(&project_text(&project).unwrap())
    else {
        panic!("accepted");
    };
    assert_eq!((problems.first.len(), problems.count), (20, 5000));
}

#[test]
fn what_is_not_too_deep_to_be_written_is_not_too_deep_to_be_read() {
    let deep = project_nested(200);
    let text = project_text(&deep).unwrap();
    assert!(
        parse_project(&text) == Ok(deep),
        "200 levels come back the same"
    );
    let mut refused = 0;
    for levels in 240..270 {
        match project_text(&project_nested(levels)) {
            Ok(text) => assert!(parse_project(&text).is_ok(), "{levels} levels"),
            Err(error) => {
                assert_eq!(error, ProjectTextError::NotWritable(DamageReason::TooDeep));
                refused += 1;
            }
        }
    }
    assert!(
        (1..30).contains(&refused),
        "the limit lies among these: {refused}"
    );
}

#[test]
fn a_bottomless_file_is_refused_without_a_crash() {
    for open in ["(", "[", "{", "Some(", "(a:", "{1:", "/*"] {
        let bottomless = format!("(format_version: 1, company: {}", open.repeat(100_000));
        assert!(parse_project(&bottomless).is_err(), "{open}");
        assert!(parse_project(&open.repeat(100_000)).is_err(), "{open}");
    }
}

#[test]
fn departments_in_a_chain_of_thousands_are_refused_without_a_crash() {
    let mut project = Project::default();
    Arc::make_mut(&mut project.company).departments = vec![DepartmentId(1)];
    for id in 1..=20_000 {
        let below = if id < 20_000 {
            vec![DepartmentId(id + 1)]
        } else {
            vec![]
        };
        let department = Department {
            departments: below,
            ..Department::default()
        };
        project
            .departments
            .insert(DepartmentId(id), Arc::new(department));
    }
    project.last_id = 20_000;
    let too_deep = Inconsistency::TooDeep {
        department: DepartmentId(201),
        name: String::new(),
    };
    assert_eq!(problems(&project), [too_deep]);
}

#[test]
fn opening_changes_neither_bytes_nor_time_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let text = project_text(&full_project()).unwrap().replace('\n', "\r\n");
    write(&path, &text);
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    load_project(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), text.as_bytes());
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
    assert_eq!(list_names(folder.path()).unwrap(), ["a.ron"]);
}

#[test]
fn the_backup_is_the_file_before_the_last_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("公司.ron");
    let versions: Vec<Project> = ["一", "二", "三"]
        .map(|note| project_with_notes([note]))
        .into();
    let first = save_project(&path, &versions[0], OnDisk::Replace).unwrap();
    assert_eq!(first.backup, Backup::NotNeeded);
    assert_eq!(backup_of(&path), None);
    let second = save_project(&path, &versions[1], OnDisk::Unchanged(first.fingerprint)).unwrap();
    let backup = folder.path().join("公司.ron.bak");
    assert_eq!(second.backup, Backup::Kept(backup.clone()));
    assert_eq!(load_project(&backup).unwrap().project, versions[0]);
    // Saving the same again must not push the last real backup out.
    let again = save_project(&path, &versions[1], OnDisk::Unchanged(second.fingerprint)).unwrap();
    assert_eq!(again.backup, Backup::NotNeeded);
    assert_eq!(load_project(&backup).unwrap().project, versions[0]);
    save_project(&path, &versions[2], OnDisk::Unchanged(again.fingerprint)).unwrap();
    assert_eq!(load_project(&backup).unwrap().project, versions[1]);
    assert_eq!(load_project(&path).unwrap().project, versions[2]);
    assert_eq!(
        list_names(folder.path()).unwrap(),
        ["公司.ron", "公司.ron.bak"]
    );
}

#[test]
fn a_damaged_file_names_its_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("公司.ron");
    save_project(&path, &project_with_notes(["一"]), OnDisk::Replace).unwrap();
    save_project(&path, &project_with_notes(["二"]), OnDisk::Replace).unwrap();
    write(&path, "(format_version: 1, compan");
    let error = load_project(&path).unwrap_err();
    let message = explain_storage(&error, "公司.ron");
    assert!(message.why.starts_with("第 1 行第 "), "{message:?}");
    assert!(message.what_to_do.contains("公司.ron.bak"), "{message:?}");
}

#[test]
fn a_file_that_someone_else_changed_is_not_overwritten_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let saved = save_project(&path, &project_with_notes(["我"]), OnDisk::Replace).unwrap();
    let theirs = project_text(&project_with_notes(["别人"])).unwrap();
    write(&path, &theirs);
    let mine = project_with_notes(["我又改了"]);
    let refused = save_project(&path, &mine, OnDisk::Unchanged(saved.fingerprint));
    assert_eq!(
        refused,
        Err(StorageError::ChangedOnDisk { path: path.clone() })
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    save_project(&path, &mine, OnDisk::Replace).unwrap();
    assert_eq!(load_project(&path).unwrap().project, mine);
    let backup = backup_of(&path).unwrap();
    assert_eq!(
        fs::read_to_string(backup).unwrap(),
        theirs,
        "theirs is not lost"
    );
}

#[test]
fn a_file_that_was_removed_meanwhile_is_simply_saved_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let project = project_with_notes(["一"]);
    let saved = save_project(&path, &project, OnDisk::Replace).unwrap();
    fs::remove_file(&path).unwrap();
    save_project(&path, &project, OnDisk::Unchanged(saved.fingerprint)).unwrap();
    assert_eq!(load_project(&path).unwrap().project, project);
}

#[test]
fn a_failed_save_leaves_the_old_file_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    save_project(&path, &project_with_notes(["一"]), OnDisk::Replace).unwrap();
    let before = fs::read(&path).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = save_project(&path, &project_with_notes(["二"]), OnDisk::Replace).unwrap_err();
    assert_eq!(error, StorageError::NotAllowed { path: path.clone() });
    let too_deep = save_project(&path, &project_nested(600), OnDisk::Replace).unwrap_err();
    assert!(
        matches!(too_deep, StorageError::NotWritable { .. }),
        "{too_deep}"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(list_names(folder.path()).unwrap(), ["a.ron"]);
    let below_a_file = path.join("b.ron");
    assert!(save_project(&below_a_file, &project_with_notes([]), OnDisk::Replace).is_err());
    let no_folder = folder.path().join("无/b.ron");
    let error = save_project(&no_folder, &project_with_notes([]), OnDisk::Replace).unwrap_err();
    assert_eq!(error, StorageError::NotFound { path: no_folder });
    assert_eq!(
        replace_file(folder.path(), b"x"),
        Err(StorageError::NotAFile {
            path: folder.path().into()
        })
    );
}

#[test]
fn a_backup_that_cannot_be_kept_does_not_stop_the_save() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    save_project(&path, &project_with_notes(["一"]), OnDisk::Replace).unwrap();
    fs::create_dir(folder.path().join("a.ron.bak")).unwrap();
    let saved = save_project(&path, &project_with_notes(["二"]), OnDisk::Replace).unwrap();
    assert!(matches!(saved.backup, Backup::Failed(_)), "{saved:?}");
    assert_eq!(
        load_project(&path).unwrap().project,
        project_with_notes(["二"])
    );
    assert_eq!(list_names(folder.path()).unwrap(), ["a.ron", "a.ron.bak"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay_as_they_were() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("真.ron");
    let link = folder.path().join("链接.ron");
    write(&real, "旧");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("真.ron", &link).unwrap();
    replace_file(&link, "新".as_bytes()).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "新");
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    // A backup stands beside the real file and is found through the link.
    save_project(&link, &project_with_notes(["一"]), OnDisk::Replace).unwrap();
    assert_eq!(backup_of(&link), Some(folder.path().join("真.ron.bak")));
    // A link to a file that is not there yet makes that file.
    let dangling = folder.path().join("空.ron");
    symlink("将有.ron", &dangling).unwrap();
    replace_file(&dangling, b"x").unwrap();
    assert_eq!(fs::read(folder.path().join("将有.ron")).unwrap(), b"x");
    let ring = folder.path().join("环.ron");
    symlink("环.ron", &ring).unwrap();
    assert!(replace_file(&ring, b"x").is_err());
}

#[test]
fn reading_stops_at_the_limit_and_refuses_folders() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("logo.png");
    write(&path, [7; 100]);
    assert_eq!(read_file(&path, 100).unwrap(), [7; 100]);
    assert_eq!(
        read_file(&path, 99),
        Err(StorageError::TooLarge {
            path: path.clone(),
            limit: 99
        })
    );
    let path = folder.path().to_path_buf();
    assert_eq!(read_file(&path, 9), Err(StorageError::NotAFile { path }));
}

#[test]
fn staged_files_appear_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..5)
        .map(|n| folder.path().join(format!("{n}.pdf")))
        .collect();
    write(&paths[0], "旧");
    let mut cancelled = StagedFiles::new();
    for path in &paths {
        cancelled.add(path, b"new").unwrap();
    }
    drop(cancelled);
    assert_eq!(list_names(folder.path()).unwrap(), ["0.pdf"]);
    assert_eq!(fs::read_to_string(&paths[0]).unwrap(), "旧");
    let mut done = StagedFiles::new();
    for path in &paths {
        done.add(path, b"new").unwrap();
    }
    assert_eq!(done.len(), 5);
    done.put_in_place().unwrap();
    assert_eq!(list_names(folder.path()).unwrap().len(), 5);
    let below = folder.path().join("财务部").join("核算科");
    let mut cancelled = StagedFiles::new();
    cancelled.create_folder(&below).unwrap();
    cancelled.add(&below.join("会计.pdf"), b"new").unwrap();
    drop(cancelled);
    assert_eq!(list_names(folder.path()).unwrap().len(), 5, "no folder");
    let mut done = StagedFiles::new();
    done.create_folder(&below).unwrap();
    done.add(&below.join("会计.pdf"), b"new").unwrap();
    done.put_in_place().unwrap();
    assert_eq!(list_names(&below).unwrap(), ["会计.pdf"]);
    assert!(paths.iter().all(|path| fs::read(path).unwrap() == b"new"));
}

#[test]
fn only_copies_of_sessions_that_ended_are_offered() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    assert_eq!(list_recoveries(&folders).unwrap(), []);
    let original = Path::new("甲\n\"乙\".ron");
    let crashed = RecoverySession::start(&folders).unwrap();
    crashed.write(None, &project_with_notes(["旧"])).unwrap();
    crashed.write(Some(original), &full_project()).unwrap();
    let living = RecoverySession::start(&folders).unwrap();
    living.write(None, &project_with_notes(["活"])).unwrap();
    assert_eq!(list_recoveries(&folders).unwrap(), [], "both sessions live");
    drop(crashed);
    let found = list_recoveries(&folders).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].original.as_deref(), Some(original));
    let recovered = load_recovery(&found[0]).unwrap();
    assert_eq!(recovered.project, full_project());
    assert_eq!(recovered.original.as_deref(), Some(original));
    // A new session does not take the orphan's name, though the process number is the same.
    let new = RecoverySession::start(&folders).unwrap();
    new.write(None, &project_with_notes([])).unwrap();
    assert_eq!(load_recovery(&found[0]).unwrap().project, full_project());
    discard_recovery(&found[0]).unwrap();
    assert_eq!(list_recoveries(&folders).unwrap(), []);
    living.discard().unwrap();
    living.end().unwrap();
    new.end().unwrap();
    assert!(
        list_names(&folders.data.join("recovery"))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_damaged_recovery_copy_is_offered_and_refused_when_read() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let session = RecoverySession::start(&folders).unwrap();
    session.write(None, &full_project()).unwrap();
    drop(session);
    let copy = list_recoveries(&folders).unwrap().remove(0);
    let bytes = fs::read(&copy.copy).unwrap();
    write(&copy.copy, &bytes[..bytes.len() / 2]);
    let copy = list_recoveries(&folders).unwrap().remove(0);
    assert!(matches!(
        load_recovery(&copy),
        Err(StorageError::NotAProject { .. })
    ));
    write(&copy.copy, "");
    assert!(load_recovery(&list_recoveries(&folders).unwrap()[0]).is_err());
}

#[test]
fn settings_come_back_the_same() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path().join("还没有"));
    assert_eq!(load_settings(&folders), (Settings::default(), None));
    let mut settings = Settings {
        window_size: Some((1280, 800)),
        maximized: true,
        theme: Theme::Dark,
        renderer: Some(Renderer::Wgpu),
        tree_width: Some(300),
        zoom_percent: Some(125),
        export_folder: Some("导出".into()),
        ..Settings::default()
    };
    for n in 0..15 {
        settings.remember(Path::new(&format!("{n}.ron")));
    }
    settings.remember(Path::new("10.ron"));
    assert_eq!(settings.recent.len(), 10);
    assert_eq!(settings.recent[0], Path::new("10.ron"));
    assert_eq!(settings.recent[1], Path::new("14.ron"));
    save_settings(&folders, &settings).unwrap();
    assert_eq!(load_settings(&folders), (settings, None));
}

#[test]
fn settings_of_a_newer_program_are_read_as_far_as_they_are_known() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    write(
        &settings_file(&folders),
        "(theme: \"high-contrast\", panels: [Left(3)], maximized: true, recent: [\"a.ron\"])",
    );
    let (settings, note) = load_settings(&folders);
    assert_eq!(note, None);
    assert!(settings.maximized);
    assert_eq!(settings.theme, Theme::System);
    assert_eq!(settings.recent, [Path::new("a.ron")]);
}

#[test]
fn damaged_settings_are_told_and_do_not_stop_the_program() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    write(&settings_file(&folders), b"(theme: \xff");
    let (settings, note) = load_settings(&folders);
    assert_eq!(settings, Settings::default());
    assert!(note.is_some());
    save_settings(&folders, &settings).unwrap();
    assert_eq!(load_settings(&folders).1, None);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_unicode_does_not_cost_the_other_settings() {
    use std::os::unix::ffi::OsStrExt as _;
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let strange = Path::new(std::ffi::OsStr::from_bytes(b"\xff.ron"));
    let mut settings = Settings {
        maximized: true,
        export_folder: Some(strange.into()),
        ..Settings::default()
    };
    settings.remember(Path::new("a.ron"));
    settings.remember(strange);
    save_settings(&folders, &settings).unwrap();
    let (read, note) = load_settings(&folders);
    assert_eq!((note, read.maximized), (None, true));
    assert_eq!(read.recent, [Path::new("a.ron")]);
    let session = RecoverySession::start(&folders).unwrap();
    session.write(Some(strange), &full_project()).unwrap();
}

/// Whatever happens to a file, it is either refused or a project that saves and loads again. Seeded; the number
/// of rounds depends on the machine, their order does not.
#[test]
fn a_mangled_file_never_crashes_the_program() {
    let mut random = fastrand::Rng::with_seed(20_240_506);
    let text = project_text(&full_project()).unwrap();
    let nasty = project_text(&project_with_notes(NASTY.iter().copied())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let end = Instant::now() + Duration::from_secs(4);
    let (mut rounds, mut accepted) = (0, 0);
    while Instant::now() < end {
        rounds += 1;
        let source = if random.bool() { &text } else { &nasty };
        let mut bytes = source.clone().into_bytes();
        for _ in 0..random.usize(1..4) {
            mangle(&mut bytes, &mut random);
        }
        write(&path, &bytes);
        let started = Instant::now();
        let loaded = load_project(&path);
        assert!(
            started.elapsed() < Duration::from_secs(2),
            "slow: {bytes:?}"
        );
        match loaded {
            Ok(loaded) => {
                accepted += 1;
                let text = project_text(&loaded.project).unwrap();
                let again = parse_project(&text).unwrap();
                assert_eq!(project_text(&again).unwrap(), text);
            }
            Err(error) => {
                let message = explain_storage(&error, "a.ron");
                assert!(
                    !message.what.is_empty() && !message.why.is_empty(),
                    "{error}"
                );
                assert!(!message.what_to_do.is_empty(), "{error}");
            }
        }
    }
    assert!(
        rounds > 50 && accepted > 0 && accepted < rounds,
        "{accepted} of {rounds}"
    );
}

fn mangle(bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
    const SIGNS: &[u8] = b"(){}[]\",:#r\\/*0129- \n\r\xe4\xff\0";
    let at = random.usize(..bytes.len().max(1)).min(bytes.len());
    let to = (at + random.usize(..40)).min(bytes.len());
    match random.u8(..6) {
        0 => bytes.truncate(at),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.u8(..8);
            }
        }
        2 => bytes.insert(at, SIGNS[random.usize(..SIGNS.len())]),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let piece = bytes[at..to].to_vec();
            let goal = random.usize(..=bytes.len());
            bytes.splice(goal..goal, piece);
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = SIGNS[random.usize(..SIGNS.len())];
            }
        }
    }
}
