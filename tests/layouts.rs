//! The layouts that select: 简表 on one page, 招聘版 without anything internal, 部门手册, and a book's further parts,
//! looked at on real pages.

use gangshu::document::{
    Block, Extra, LeftOutKind, Part, PartKind, PrintDocument, Request, Scope, compose, plain_text,
};
use gangshu::export::ExportWarning;
use gangshu::fonts::EmbeddedFonts;
use gangshu::layout::{Page, PageItem, Pages, paginate};
use gangshu::model::settings::{DocumentSettings, HalfPoint, RoleLayout, TenthMm};
use gangshu::model::{
    Company, Department, DepartmentId, Duty, DutyGroup, Field, FunctionalLine, Headcount,
    Incumbent, Item, ItemId, Kpi, Necessity, Organisation, Owner, Place, Project, Qualification,
    QualificationKind, Revision, Role, RoleId, Supervisor,
};
use gangshu::printing::{Files, Format, PrintJob, print};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Texts as people type them: hanzi, codes, Latin words, full stops.
fn text(rng: &mut fastrand::Rng, most: usize) -> String {
    let words = [
        "核对库存台账",
        "，",
        "SAP-ERP",
        "每月25日",
        "。",
        "WWW",
        "（夜班）",
        " ",
        "质量",
        "ISO9001",
    ];
    let mut text = String::new();
    while text.chars().count() < most {
        text.push_str(words[rng.usize(..words.len())]);
    }
    text.trim().to_owned()
}

fn random_role(rng: &mut fastrand::Rng, last: &mut u32) -> Role {
    let mut id = || {
        *last += 1;
        ItemId(*last)
    };
    let most = [5, 30, 200, 3000][rng.usize(..4)];
    let n_duties = [1, 6, 60][rng.usize(..3)];
    let duties = (0..n_duties).map(|_| Duty {
        id: id(),
        text: text(rng, most),
        ..Duty::default()
    });
    let duties = duties.collect();
    let qualifications = (0..rng.usize(..12)).map(|nth| Qualification {
        id: id(),
        kind: QualificationKind::ALL[nth % QualificationKind::ALL.len()],
        necessity: if rng.bool() {
            Necessity::Required
        } else {
            Necessity::Preferred
        },
        text: text(rng, most / 2 + 1),
    });
    let qualifications = qualifications.collect();
    Role {
        name: text(rng, 6),
        code: "QHS-RL-001".into(),
        series: text(rng, most / 4 + 1),
        grade: "M4".into(),
        nature: text(rng, most / 4 + 1),
        location: text(rng, most / 3 + 1),
        purpose: text(rng, most),
        headcount: Some(Headcount { min: 1, max: 3 }),
        qualifications,
        duty_groups: vec![DutyGroup {
            id: id(),
            duties,
            ..DutyGroup::default()
        }],
        ..Role::default()
    }
}

fn random_settings(rng: &mut fastrand::Rng) -> DocumentSettings {
    let sheets = [(2100, 2970), (1480, 2100), (2970, 2100), (1820, 2570)];
    let (width, height) = sheets[rng.usize(..sheets.len())];
    DocumentSettings {
        page_width: TenthMm(width),
        page_height: TenthMm(height),
        margin_left: TenthMm(rng.u16(100..300)),
        margin_right: TenthMm(rng.u16(100..300)),
        table_size: HalfPoint(rng.u16(15..28)),
        title_size: HalfPoint(rng.u16(30..52)),
        line_percent: rng.u16(100..200),
        show_empty_sections: rng.bool(),
        ..DocumentSettings::default()
    }
}

fn project_of(roles: Vec<Role>, settings: DocumentSettings) -> Project {
    let ids: Vec<RoleId> = (1..)
        .take(roles.len())
        .map(|id| RoleId(900_000 + id))
        .collect();
    let company = Company {
        name: "示例公司".into(),
        roles: ids.clone(),
        settings: Arc::new(settings),
        ..Company::default()
    };
    Project {
        company: Arc::new(company),
        roles: ids
            .into_iter()
            .zip(roles.into_iter().map(Arc::new))
            .collect(),
        last_id: 1_000_000,
        ..Project::default()
    }
}

fn printed(project: &Project, request: &Request) -> (PrintDocument, Pages) {
    let document = compose(project, &Organisation::of(project), request);
    let pages = paginate(&document, &EmbeddedFonts);
    (document, pages)
}

fn in_layout(layout: RoleLayout, scope: Scope, book: bool) -> Request {
    Request {
        scope,
        book,
        layout: Some(layout),
    }
}

fn page_text(page: &Page) -> String {
    let texts = page.items.iter().filter_map(|item| match item {
        PageItem::Text(text) => Some(text.text.as_str()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn a_brief_sheet_is_one_page_whatever_is_in_it() {
    let mut n_shortened = 0;
    for seed in 0..120 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut last = 0;
        let role = random_role(&mut rng, &mut last);
        let project = project_of(vec![role], random_settings(&mut rng));
        let request = in_layout(RoleLayout::Brief, Scope::All, false);
        let (document, pages) = printed(&project, &request);
        let part = &document.parts[0];
        assert_eq!(pages.pages.len(), 1, "seed {seed}: {:?}", part.left_out);
        n_shortened += usize::from(!part.left_out.is_empty());
    }
    assert!(
        (20..110).contains(&n_shortened),
        "{n_shortened} were shortened"
    );
}

/// A role of which nothing needs to be left out, with `n_duties` duties of 40 characters.
fn steady_role(n_duties: u32) -> Role {
    let duties = (0..n_duties).map(|nth| Duty {
        id: ItemId(100 + nth),
        text: format!("第{nth:03}项：{}", "核对库存台账并出具差异表".repeat(3)),
        children: vec![Duty {
            id: ItemId(1000 + nth),
            text: "下级职责".into(),
            ..Duty::default()
        }],
        ..Duty::default()
    });
    Role {
        name: "仓管员".into(),
        purpose: "账物相符。".into(),
        duty_groups: vec![DutyGroup {
            id: ItemId(1),
            duties: duties.collect(),
            ..DutyGroup::default()
        }],
        ..Role::default()
    }
}

#[test]
fn a_brief_sheet_loses_no_more_than_it_must_and_says_what() {
    let request = in_layout(RoleLayout::Brief, Scope::All, false);
    let sheet = |n_duties| {
        let project = project_of(vec![steady_role(n_duties)], DocumentSettings::default());
        printed(&project, &request).0
    };
    assert_eq!(sheet(10).parts[0].left_out, []);
    let full = sheet(80);
    let left: Vec<_> = full.parts[0].left_out.iter().collect();
    let duties = left.iter().find(|left| left.kind == LeftOutKind::Duties);
    let kept = 80 - duties.expect("eighty duties are more than a page").count;
    // An A4 page has room for about 34 lines of a cell; 40 characters take one line and a bit.
    assert!((14..24).contains(&kept), "{kept} duties were kept");
    let text = plain_text(&full);
    assert!(
        text.contains(&format!("第{:03}项", kept - 1)) && !text.contains(&format!("第{kept:03}项"))
    );
    assert!(
        !text.contains("下级职责"),
        "duties below others are no part of a brief sheet"
    );
    assert!(text.contains("账物相符"), "a short purpose stays");
}

#[test]
fn demands_go_before_duties_and_the_preferred_ones_first() {
    let mut role = steady_role(16);
    let demand = |id, kind, necessity, text: &str| Qualification {
        id: ItemId(id),
        kind,
        necessity,
        text: text.into(),
    };
    role.qualifications = vec![
        demand(
            50,
            QualificationKind::Education,
            Necessity::Required,
            "大专及以上",
        ),
        demand(
            51,
            QualificationKind::Skill,
            Necessity::Required,
            &"熟练使用叉车。".repeat(20),
        ),
        demand(
            52,
            QualificationKind::Knowledge,
            Necessity::Preferred,
            &"了解冷链。".repeat(30),
        ),
    ];
    let project = project_of(vec![role], DocumentSettings::default());
    let request = in_layout(RoleLayout::Brief, Scope::All, false);
    let (document, pages) = printed(&project, &request);
    assert_eq!(pages.pages.len(), 1);
    let kinds: Vec<LeftOutKind> = document.parts[0]
        .left_out
        .iter()
        .map(|left| left.kind)
        .collect();
    assert_eq!(kinds.first(), Some(&LeftOutKind::Preferred));
    assert!(!kinds.contains(&LeftOutKind::Duties), "{kinds:?}");
    assert!(page_text(&pages.pages[0]).contains("大专及以上"));
}

/// A company whose every internal text is marked 密.
fn secretive_company() -> Project {
    let control = || gangshu::model::DocumentControl {
        version: "密版本".into(),
        effective_date: "2026年1月密".into(),
        prepared: gangshu::model::Signature {
            name: "密编制人".into(),
            date: "密日期".into(),
        },
        revisions: vec![Revision {
            id: ItemId(9),
            version: "密修订".into(),
            text: "密修订内容".into(),
            ..Revision::default()
        }],
        ..gangshu::model::DocumentControl::default()
    };
    let role = Role {
        name: "会计".into(),
        code: "密编号".into(),
        incumbents: vec![Incumbent {
            id: ItemId(1),
            name: "密任职人".into(),
            ..Incumbent::default()
        }],
        purpose: "账目清楚".into(),
        kpis: vec![Kpi {
            id: ItemId(2),
            name: "密指标".into(),
            ..Kpi::default()
        }],
        duty_groups: vec![DutyGroup {
            id: ItemId(3),
            duties: vec![Duty {
                id: ItemId(4),
                text: "编制凭证".into(),
                standard: "密标准".into(),
                ..Duty::default()
            }],
            ..DutyGroup::default()
        }],
        notes: vec![Item {
            id: ItemId(5),
            text: "密备注".into(),
            ..Item::default()
        }],
        control: control(),
        ..Role::default()
    };
    let settings = DocumentSettings {
        confidentiality: "密级内部".into(),
        header: "{公司}\t{密级}{版本}{生效日期}{编号}\t{文档}".into(),
        ..DocumentSettings::default()
    };
    let mut project = project_of(vec![role], settings);
    let company = Arc::make_mut(&mut project.company);
    company.control = control();
    project
}

#[test]
fn applicants_are_shown_nothing_internal() {
    let project = secretive_company();
    let whole = printed(&project, &Request::book());
    let secrets: String = whole.1.pages.iter().map(page_text).collect();
    assert!(
        secrets.matches('密').count() > 10,
        "the full book has them all"
    );
    for book in [false, true] {
        let request = in_layout(RoleLayout::Recruit, Scope::All, book);
        let (document, pages) = printed(&project, &request);
        let text: String = pages.pages.iter().map(page_text).collect();
        assert!(
            text.contains("账目清楚") && text.contains("编制凭证"),
            "{text}"
        );
        for internal in ["密", "签字", "审批", "修订", "考核", "任职人"] {
            assert!(!text.contains(internal), "{internal} in {text}");
        }
        let properties = format!("{:?}", document.properties);
        assert!(!properties.contains('密'), "{properties}");
        assert_eq!(document.properties.date, None);
    }
}

const TOP: RoleId = RoleId(1);
const PLANT: DepartmentId = DepartmentId(900);

/// A company of a manager, a department of a head, `n_workers` workers below the head, and a controller who also
/// answers to the manager's assistant.
fn company(n_workers: u32) -> Project {
    let mut project = Project::default();
    let mut add = |id: u32, name: String, above: Supervisor| {
        let role = Role {
            name,
            supervisor: above,
            headcount: Some(Headcount { min: 2, max: 2 }),
            incumbents: vec![Incumbent {
                id: ItemId(10_000 + id),
                name: format!("示例{id:03}"),
                ..Incumbent::default()
            }],
            ..Role::default()
        };
        project.roles.insert(RoleId(id), Arc::new(role));
    };
    add(1, "总经理".into(), Supervisor::None);
    add(2, "厂长".into(), Supervisor::Role(TOP));
    add(3, "检验员".into(), Supervisor::Role(RoleId(2)));
    for nth in 0..n_workers {
        add(
            4 + nth,
            format!("操作工{nth:03}号"),
            Supervisor::Role(RoleId(2)),
        );
    }
    let controller = project.roles.get_mut(&RoleId(3)).map(Arc::make_mut);
    controller.expect("added above").functional = vec![FunctionalLine {
        id: ItemId(1),
        role: Some(TOP),
        ..FunctionalLine::default()
    }];
    let plant = Department {
        name: "工厂".into(),
        head: Some(RoleId(2)),
        duties: vec![Item {
            id: ItemId(2),
            text: "按计划生产".into(),
            ..Item::default()
        }],
        roles: (2..4 + n_workers).map(RoleId).collect(),
        ..Department::default()
    };
    project.departments.insert(PLANT, Arc::new(plant));
    let company = Arc::make_mut(&mut project.company);
    company.name = "示例公司".into();
    company.roles = vec![TOP];
    company.departments = vec![PLANT];
    project.last_id = 20_000;
    project
}

fn pages_of<'a>(document: &PrintDocument, pages: &'a Pages, wanted: &str) -> &'a [Page] {
    let begins: Vec<&str> = document
        .parts
        .iter()
        .map(|part| part.title.as_str())
        .collect();
    assert!(begins.contains(&wanted), "{begins:?}");
    let start = pages.outline.iter().find(|entry| entry.title == wanted);
    let start = start.expect("listed").page;
    let next = pages
        .outline
        .iter()
        .map(|entry| entry.page)
        .filter(|&page| page > start);
    let end = next.min().unwrap_or(pages.pages.len());
    &pages.pages[start..end]
}

/// Boxes of a chart on a page: their grounds.
fn boxes(page: &Page) -> Vec<gangshu::layout::Area> {
    let areas = page.items.iter().filter_map(|item| match item {
        PageItem::Fill { area, .. } => Some(*area),
        _ => None,
    });
    areas.collect()
}

#[test]
fn every_role_has_a_box_on_the_chart_and_no_box_covers_another() {
    for n_workers in [0, 1, 5, 40, 300] {
        let project = company(n_workers);
        let (document, pages) = printed(&project, &Request::book());
        let chart = pages_of(&document, &pages, "汇报关系图");
        let text: String = chart.iter().map(page_text).collect();
        for role in project.roles.values() {
            assert!(text.contains(&role.name), "{} of {n_workers}", role.name);
        }
        for page in chart {
            let boxes = boxes(page);
            for (nth, one) in boxes.iter().enumerate() {
                assert!(one.x >= 70.8 && one.x + one.width <= 524.6, "{one:?}");
                assert!(
                    one.y >= 71.9 && one.y + one.height <= 842.0 - 65.0,
                    "{one:?}"
                );
                for other in &boxes[nth + 1..] {
                    let beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
                    let below = one.y + one.height <= other.y || other.y + other.height <= one.y;
                    assert!(beside || below, "{one:?} {other:?}");
                }
            }
        }
    }
}

#[test]
fn a_loop_and_a_line_as_long_as_the_company_still_make_a_chart() {
    let mut project = company(400);
    for id in 4..404 {
        let role = project.roles.get_mut(&RoleId(id)).map(Arc::make_mut);
        role.expect("a worker").supervisor = Supervisor::Role(RoleId(id - 1));
    }
    let set = |project: &mut Project, id, above| {
        let role = project.roles.get_mut(&RoleId(id)).map(Arc::make_mut);
        role.expect("a role").supervisor = Supervisor::Role(RoleId(above));
    };
    // A loop of two, away from everything else.
    set(&mut project, 50, 51);
    set(&mut project, 51, 50);
    let (document, pages) = printed(&project, &Request::book());
    let text: String = pages_of(&document, &pages, "汇报关系图")
        .iter()
        .map(page_text)
        .collect();
    for role in project.roles.values() {
        assert!(text.contains(&role.name), "{}", role.name);
    }
}

#[test]
fn a_functional_line_is_dashed_and_named_only_where_it_cannot_be_drawn() {
    let strokes = |pages: &[Page]| {
        let rules = pages.iter().flat_map(|page| &page.items);
        let short = |item: &&PageItem| match item {
            PageItem::Rule { from, to, .. } => (to.0 - from.0).hypot(to.1 - from.1) <= 3.01,
            _ => false,
        };
        rules.filter(short).count()
    };
    let near = company(2);
    let (document, pages) = printed(&near, &Request::book());
    let chart = pages_of(&document, &pages, "汇报关系图");
    assert!(strokes(chart) > 5, "{} dashes", strokes(chart));
    assert!(!page_text(&chart[0]).contains("虚线上级"));
    // Without the line there are no dashes.
    let mut plain = near.clone();
    let role = plain.roles.get_mut(&RoleId(3)).map(Arc::make_mut);
    role.expect("the controller").functional.clear();
    let (document, pages) = printed(&plain, &Request::book());
    assert_eq!(strokes(pages_of(&document, &pages, "汇报关系图")), 0);
}

#[test]
fn the_role_list_sums_up_posts_by_department_and_in_all() {
    let (document, _) = printed(&company(3), &Request::book());
    let list = document
        .parts
        .iter()
        .find(|part| part.kind == PartKind::Extra(Extra::RoleList));
    let text = gangshu::document::plain_part(list.expect("a list"));
    for line in [
        "示例公司（1个岗位，编制2人）",
        "工厂（5个岗位，编制10人）",
        "4\t操作工000号",
        "合计\t6个\t12人",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}

#[test]
fn the_index_leads_to_the_page_of_each_role_in_the_order_of_pinyin() {
    let (document, pages) = printed(&company(3), &Request::book());
    let index = &pages_of(&document, &pages, "岗位索引")[0];
    let text = page_text(index);
    let order = ["操作工000号", "厂长", "检验员", "总经理"];
    let places: Vec<usize> = order
        .iter()
        .map(|name| text.find(name).expect(name))
        .collect();
    assert!(places.is_sorted(), "{text}");
    let page_of = |role| {
        let start =
            |entry: &&gangshu::layout::OutlineEntry| entry.target == Some(Owner::Role(role));
        pages.outline.iter().find(start).expect("a sheet").page
    };
    let links = index.items.iter().filter_map(|item| match item {
        PageItem::Link { page, .. } => Some(*page),
        _ => None,
    });
    let wanted = [4, 5, 6, 2, 3, 1].map(|id| page_of(RoleId(id)));
    assert_eq!(links.collect::<Vec<_>>(), wanted);
    for page in wanted {
        assert!(text.contains(&format!(".{}", page + 1)), "{page} in {text}");
    }
}

fn kinds(document: &PrintDocument) -> Vec<PartKind> {
    document.parts.iter().map(|part| part.kind).collect()
}

#[test]
fn the_settings_choose_the_parts_of_a_book() {
    let with = |change: fn(&mut gangshu::model::settings::BookParts)| {
        let mut project = company(1);
        let company = Arc::make_mut(&mut project.company);
        change(&mut Arc::make_mut(&mut company.settings).book_parts);
        kinds(&printed(&project, &Request::book()).0)
    };
    let all = with(|_| {});
    for (kind, change) in [
        (
            Extra::SignOff,
            (|parts| parts.sign_off = false) as fn(&mut gangshu::model::settings::BookParts),
        ),
        (Extra::ReportingChart, |parts| parts.charts = false),
        (Extra::RoleList, |parts| parts.role_list = false),
        (Extra::SignList, |parts| parts.sign_list = false),
        (Extra::Index, |parts| parts.index = false),
    ] {
        let kind = PartKind::Extra(kind);
        assert!(all.contains(&kind), "{kind:?} is not in {all:?}");
        assert!(!with(change).contains(&kind), "{kind:?}");
    }
    let receipts = with(|parts| parts.receipts = true);
    let is_receipt = |kind: &&PartKind| matches!(kind, PartKind::Extra(Extra::Receipt(_)));
    assert_eq!(all.iter().filter(is_receipt).count(), 0);
    assert_eq!(
        receipts.iter().filter(is_receipt).count(),
        4,
        "one for each incumbent"
    );
}

#[test]
fn the_list_to_sign_is_set_closer_only_where_that_spares_a_page() {
    // How many pages the list takes, and how high its rows are, in tenths of a millimetre.
    let list = |n_workers| {
        let (document, pages) = printed(&company(n_workers), &Request::book());
        let of_list = |part: &&Part| part.kind == PartKind::Extra(Extra::SignList);
        let part = document.parts.iter().find(of_list).unwrap();
        let tables = part.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(&table.rows),
            _ => None,
        });
        let heights: BTreeSet<u16> = tables
            .flat_map(|rows| rows.iter().skip(1))
            .map(|row| row.min_height.0)
            .collect();
        (pages_of(&document, &pages, "签收表").len(), heights)
    };
    assert_eq!(list(10), (1, BTreeSet::from([110])));
    let (pages, heights) = list(21);
    assert_eq!(pages, 1);
    assert!(
        heights.iter().all(|height| (85..110).contains(height)),
        "{heights:?}"
    );
    assert_eq!(list(34), (2, BTreeSet::from([110])));
    assert_eq!(list(150).1, BTreeSet::from([110]));
}

#[test]
fn a_receipt_is_one_page_and_the_list_to_sign_has_everyone_once() {
    let mut project = company(30);
    let company = Arc::make_mut(&mut project.company);
    Arc::make_mut(&mut company.settings).book_parts.receipts = true;
    let (document, pages) = printed(&project, &Request::book());
    let list: String = pages_of(&document, &pages, "签收表")
        .iter()
        .map(page_text)
        .collect();
    let receipts: BTreeSet<String> = pages
        .pages
        .iter()
        .map(page_text)
        .filter(|text| text.contains("签收回执"))
        .collect();
    assert_eq!(receipts.len(), 33);
    for id in 1..=33 {
        let name = format!("示例{id:03}");
        assert_eq!(list.matches(&name).count(), 1, "{name}");
        assert_eq!(
            receipts.iter().filter(|text| text.contains(&name)).count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn a_department_handbook_has_duties_chart_list_and_roles_and_nothing_of_the_company() {
    let scope = Scope::Department {
        department: PLANT,
        with_below: true,
    };
    let request = Request {
        scope,
        book: true,
        layout: None,
    };
    let (document, _) = printed(&company(2), &request);
    let expected = [
        PartKind::Cover,
        PartKind::Contents,
        PartKind::Owner(Owner::Department(PLANT)),
        PartKind::Owner(Owner::Role(RoleId(2))),
        PartKind::Owner(Owner::Role(RoleId(3))),
        PartKind::Owner(Owner::Role(RoleId(4))),
        PartKind::Owner(Owner::Role(RoleId(5))),
        PartKind::Extra(Extra::SignList),
        PartKind::Extra(Extra::Index),
    ];
    assert_eq!(kinds(&document), expected);
    let own: &Part = &document.parts[2];
    assert!(matches!(own.blocks.last(), Some(Block::Chart(_))));
    let text = gangshu::document::plain_part(own);
    for line in [
        "按计划生产",
        "合计\t",
        // The manager stands above the chart, though not in the department.
        "总经理\n  厂长\t编制2人\n    检验员",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}

#[test]
fn a_small_chart_of_departments_stands_on_the_sheet_of_the_first_and_a_large_one_on_pages_of_its_own()
 {
    let charts_on_sheet = |below: u32| {
        let mut project = company(2);
        for nth in 0..below {
            let id = DepartmentId(500 + nth);
            let plant = project.departments.get_mut(&PLANT).expect("the plant");
            Arc::make_mut(plant).departments.push(id);
            let below = Department {
                name: format!("工段{nth}"),
                ..Department::default()
            };
            project.departments.insert(id, Arc::new(below));
        }
        let request = Request {
            scope: Scope::Department {
                department: PLANT,
                with_below: true,
            },
            book: true,
            layout: None,
        };
        let (document, _) = printed(&project, &request);
        let apart = kinds(&document).contains(&PartKind::Extra(Extra::DepartmentChart));
        let sheet = document.parts.iter();
        let sheet = sheet.filter(|part| part.kind == PartKind::Owner(Owner::Department(PLANT)));
        let blocks = sheet.flat_map(|part| &part.blocks);
        let charts = blocks.filter(|block| matches!(block, Block::Chart(_)));
        (charts.count(), apart)
    };
    assert_eq!(
        charts_on_sheet(0),
        (1, false),
        "a chart of one box says nothing"
    );
    assert_eq!(charts_on_sheet(3), (2, false));
    assert_eq!(charts_on_sheet(30), (1, true));
}

#[test]
fn a_shortened_name_in_a_box_does_not_claim_to_be_the_field() {
    let mut project = company(1);
    let role = project.roles.get_mut(&RoleId(4)).map(Arc::make_mut);
    role.expect("a worker").name = "超长岗位名称".repeat(20);
    let (document, _) = printed(&project, &Request::book());
    let charts = document.parts.iter().flat_map(|part| &part.blocks);
    let charts = charts.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let names: Vec<_> = charts
        .flat_map(|chart| &chart.boxes)
        .flat_map(|chart_box| &chart_box.name)
        .filter(|span| span.text.starts_with("超长"))
        .collect();
    assert!(!names.is_empty());
    for span in names {
        assert!(span.text.chars().count() <= 28 && span.text.ends_with('…'));
        assert_eq!(span.place, None);
        assert_ne!(
            project.text(Place::role(RoleId(4), Field::Name)),
            Some(&*span.text)
        );
    }
}

#[test]
fn what_a_brief_sheet_leaves_out_is_told_whatever_the_formats_are() {
    let project = project_of(vec![steady_role(80)], DocumentSettings::default());
    let organisation = Organisation::of(&project);
    for formats in [
        vec![Format::Pdf],
        vec![Format::Docx],
        vec![Format::Docx, Format::Pdf],
    ] {
        let job = PrintJob {
            request: in_layout(RoleLayout::Brief, Scope::All, false),
            files: Files::One("简表".into()),
            formats: formats.clone(),
        };
        let mut told = Vec::new();
        let done = print(&project, &organisation, &job, &mut |file, _| {
            told.push(file.warnings);
            ControlFlow::Continue(())
        });
        assert_eq!(done, Ok(()));
        assert_eq!(told.len(), formats.len());
        for warnings in told {
            let about_duties = warnings.iter().any(|warning| match warning {
                ExportWarning::LeftOut(left) => left.kind == LeftOutKind::Duties,
                _ => false,
            });
            assert!(about_duties, "{formats:?}: {warnings:?}");
        }
    }
}

#[test]
fn a_long_company_name_has_a_wider_box_above_departments_that_are_all_alike() {
    for departments in 1..=9 {
        let mut project = company(0);
        let company = Arc::make_mut(&mut project.company);
        company.name = "江南机电设备制造有限公司（示例）".into();
        for nth in 0..departments - 1 {
            let id = DepartmentId(5_000 + nth);
            let name = format!("第{}车间", nth + 1);
            let department = Department {
                name,
                ..Department::default()
            };
            project.departments.insert(id, Arc::new(department));
            company.departments.push(id);
        }
        let (document, pages) = printed(&project, &Request::book());
        let chart = pages_of(&document, &pages, "组织架构图");
        let boxes = boxes(&chart[0]);
        let (top, below) = boxes.split_first().expect("boxes");
        assert!(!below.is_empty() && below.iter().all(|one| one.width == below[0].width));
        assert!(top.width > 1.4 * below[0].width, "{top:?} {:?}", below[0]);
        for one in below {
            assert!(one.y >= top.y + top.height, "{top:?} {one:?}");
        }
        assert!(top.x >= 70.8 && top.x + top.width <= 524.6, "{top:?}");
    }
}
