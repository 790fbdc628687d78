//! What composing promises: nothing is lost, nothing is said twice, and every table closes.

use super::fixtures::{
    AGENT, LEAD, MANAGER, Markers, OPERATIONS, SERVICE, small_company, with_settings,
};
use super::{
    Block, Cell, Extra, Merge, Paragraph, Part, PartKind, PrintDocument, Request, RunningText,
    Scope, Span, Table, compose, compose_role, plain_part, plain_text,
};
use crate::model::settings::{NumberStyle, RoleLayout, Signatory, TenthMm, sections_in_order};
use crate::model::{Field, Item, Kpi, Organisation, Owner, Place, Project, Role, RoleId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

fn document(project: &Project, request: &Request) -> PrintDocument {
    compose(project, &Organisation::of(project), request)
}

fn role_text(project: &Project, role: RoleId, layout: RoleLayout) -> String {
    let organisation = Organisation::of(project);
    let request = Request {
        layout: Some(layout),
        ..Request::role(role)
    };
    plain_part(&compose_role(project, &organisation, &request, role).unwrap())
}

fn tables(document: &PrintDocument) -> impl Iterator<Item = &Table> {
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

fn paragraphs(document: &PrintDocument) -> Vec<&Paragraph> {
    let mut all = Vec::new();
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        match block {
            Block::Paragraph(paragraph) => all.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                all.extend(cells.flat_map(|cell| &cell.paragraphs));
            }
            _ => {}
        }
    }
    all
}

fn spans(document: &PrintDocument) -> impl Iterator<Item = &Span> {
    paragraphs(document)
        .into_iter()
        .flat_map(|paragraph| &paragraph.spans)
}

/// Random companies with their books, in both layouts.
fn random_books() -> &'static [(Project, PrintDocument)] {
    static BOOKS: OnceLock<Vec<(Project, PrintDocument)>> = OnceLock::new();
    BOOKS.get_or_init(|| {
        (0..60)
            .map(|seed| {
                let project = Markers::new(seed).project(3);
                let book = document(&project, &Request::book());
                (project, book)
            })
            .collect()
    })
}

#[test]
fn every_text_of_a_role_stands_on_its_sheet_exactly_once() {
    let mut n_texts = 0;
    for seed in 0..50 {
        let project = Markers::new(seed).project(2);
        for &id in project.roles.keys() {
            for layout in RoleLayout::FULL {
                let printed = role_text(&project, id, layout);
                project.for_each_text(Owner::Role(id), &mut |place, text| {
                    let own_name = place == Place::role(id, Field::Name);
                    let qualifiers = &project.roles[&id].qualifiers;
                    let qualifier = qualifiers.iter().any(|one| Some(one.id) == place.item);
                    // The title says the name, and the form has a field for it.
                    let expected = if own_name || qualifier { 2 } else { 1 };
                    let found = printed.matches(text).count();
                    assert_eq!(found, expected, "{layout:?} {place:?} {text} in\n{printed}");
                    n_texts += 1;
                });
            }
        }
    }
    assert!(n_texts > 5_000, "only {n_texts} texts were looked for");
}

#[test]
fn every_text_of_the_company_stands_in_its_book() {
    for (project, book) in random_books() {
        let printed = plain_text(book);
        for owner in project.owners() {
            project.for_each_text(owner, &mut |place, text| {
                assert!(printed.contains(text), "{place:?} {text} in\n{printed}");
            });
        }
    }
}

#[test]
fn each_span_says_truly_where_it_was_taken_from() {
    for (project, book) in random_books() {
        for span in spans(book) {
            if let Some(place) = span.place {
                assert_eq!(project.text(place), Some(&*span.text), "{place:?}");
            } else {
                assert!(
                    !span.text.contains('«') || !span.text.contains('»'),
                    "{span:?}"
                );
            }
        }
    }
}

#[test]
fn every_table_is_as_wide_as_the_text_and_every_row_as_wide_as_the_table() {
    for (_, book) in random_books() {
        for table in tables(book) {
            let width: u32 = table.columns.iter().map(|column| u32::from(column.0)).sum();
            assert_eq!(width, u32::from(book.page.text_width().0));
            assert!(table.columns.iter().all(|column| column.0 > 0));
            assert!(table.header_rows < table.rows.len());
            for row in &table.rows {
                let spans: usize = row.cells.iter().map(|cell| cell.span).sum();
                assert_eq!(spans, table.columns.len());
                for cell in &row.cells {
                    assert!(cell.span > 0 && !cell.paragraphs.is_empty());
                }
            }
        }
    }
}

/// Cells by the column in which they begin.
fn by_column(cells: &[Cell]) -> BTreeMap<usize, (usize, Merge)> {
    let mut column = 0;
    cells
        .iter()
        .map(|cell| {
            let entry = (column, (cell.span, cell.merge));
            column += cell.span;
            entry
        })
        .collect()
}

#[test]
fn a_merged_cell_goes_on_below_a_cell_of_the_same_columns() {
    let mut n_merged = 0;
    for (_, book) in random_books() {
        for table in tables(book) {
            let mut above = BTreeMap::new();
            for row in &table.rows {
                let cells = by_column(&row.cells);
                for (column, (span, merge)) in &cells {
                    if *merge == Merge::Continue {
                        n_merged += 1;
                        let (span_above, merge_above) = above[column];
                        assert_eq!(*span, span_above);
                        assert_ne!(merge_above, Merge::Single);
                    }
                }
                above = cells;
            }
        }
    }
    assert!(n_merged > 100, "only {n_merged} cells were merged");
}

#[test]
fn what_stays_with_the_next_row_has_a_next_row_or_a_text_below() {
    for (_, book) in random_books() {
        for part in &book.parts {
            for (index, block) in part.blocks.iter().enumerate() {
                let Block::Table(table) = block else { continue };
                if table.rows.last().unwrap().keep_with_next {
                    let below = &part.blocks[index + 1..];
                    let text = |block: &Block| !matches!(block, Block::Space(_));
                    assert!(below.iter().any(text));
                }
            }
        }
    }
}

#[test]
fn signatures_do_not_stand_on_a_page_of_their_own() {
    let sheet = document(&small_company(), &Request::role(LEAD));
    let form = tables(&sheet).last().unwrap();
    let [.., before, _, _, _, last] = form.rows.as_slice() else {
        panic!("{form:?}");
    };
    assert_eq!(before.cells[0].paragraphs[0].spans[0].text, "职业发展");
    assert!(before.keep_with_next && !before.splittable);
    assert!(!last.keep_with_next);
}

#[test]
fn the_sections_before_the_signatures_stay_with_them_as_a_whole() {
    for layout in [RoleLayout::Form, RoleLayout::Clauses] {
        let request = Request {
            layout: Some(layout),
            ..Request::role(LEAD)
        };
        let sheet = document(&small_company(), &request);
        // What each piece from the top says first, and whether it holds to the next.
        let mut held = Vec::new();
        for block in &sheet.parts[0].blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let text = paragraph.spans.first().map_or("", |span| &span.text);
                    let style = sheet.styles.get(paragraph.style);
                    held.push((text, paragraph.keep_with_next || style.keep_with_next));
                }
                Block::Table(table) => held.extend(table.rows.iter().map(|row| {
                    let first = row.cells[0].paragraphs[0].spans.first();
                    (
                        first.map_or("", |span| &*span.text),
                        row.keep_with_next && !row.splittable,
                    )
                })),
                _ => {}
            }
        }
        let at = |name: &str| held.iter().rposition(|(text, _)| *text == name).unwrap();
        let (kpis, last) = (at("工作条件"), held.len() - 1);
        assert!(held[kpis..last].iter().all(|(_, held)| *held), "{held:?}");
        assert!(!held[..at("岗位职责")].iter().all(|(_, held)| *held));
    }
}

#[test]
fn a_long_fact_has_a_row_of_its_own_and_leaves_no_row_half_empty() {
    let mut project = small_company();
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    let series = "系".repeat(60);
    role.series = series.clone();
    role.grade = "M3".into();
    let text = role_text(&project, LEAD, RoleLayout::Form);
    let long = format!("直接上级\t总经理\n职系\t{series}\n职级\tM3\t岗位编制");
    assert!(text.contains(&long), "{text}");
    Arc::make_mut(project.roles.get_mut(&LEAD).unwrap()).code = "号".repeat(60);
    let text = role_text(&project, LEAD, RoleLayout::Form);
    let waited = "岗位名称\t品控主管\t所属部门\t运营中心 / 客服部\n岗位编号\t号";
    assert!(text.contains(waited), "{text}");
}

#[test]
fn a_section_of_one_column_has_no_head_that_says_its_title_again() {
    let mut project = small_company();
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    for kpi in &mut role.kpis {
        (kpi.target, kpi.cycle, kpi.source) = (String::new(), String::new(), String::new());
        kpi.weight = None;
    }
    let name = role.kpis[0].name.clone();
    for layout in [RoleLayout::Form, RoleLayout::Clauses] {
        let text = role_text(&project, LEAD, layout);
        assert!(text.contains(&format!("考核指标\n{name}")), "{text}");
    }
}

#[test]
fn a_company_without_a_name_has_no_empty_box_and_no_empty_heading() {
    let mut project = small_company();
    Arc::make_mut(&mut project.company).name.clear();
    let book = document(&project, &Request::book());
    let charts = book.parts.iter().flat_map(|part| &part.blocks);
    for block in charts {
        if let Block::Chart(chart) = block {
            assert!(chart.boxes.iter().all(|one| !one.name.is_empty()));
        }
    }
    let text = plain_text(&book);
    assert!(text.contains("公司直属（"), "{text}");
    assert!(!text.contains("\n（1个岗位"), "{text}");
}

#[test]
fn brief_and_recruiting_sheets_have_the_sections_in_the_company_s_order() {
    let project = with_settings(small_company(), |settings| settings.sections.clear());
    let reversed = with_settings(small_company(), |settings| {
        settings.sections = sections_in_order(&[]);
        settings.sections.reverse();
    });
    for layout in [RoleLayout::Brief, RoleLayout::Recruit] {
        let at = |project: &Project| {
            let text = role_text(project, LEAD, layout);
            ["受理投诉", "大专及以上"].map(|said| text.find(said).unwrap())
        };
        let (usual, turned) = (at(&project), at(&reversed));
        assert!(usual[0] < usual[1], "{usual:?}");
        assert!(turned[0] > turned[1], "{turned:?}");
    }
}

#[test]
fn two_tables_never_touch() {
    // Word would make one table of them.
    for (_, book) in random_books() {
        for part in &book.parts {
            for pair in part.blocks.windows(2) {
                assert!(!matches!(pair, [Block::Table(_), Block::Table(_)]));
            }
        }
    }
}

#[test]
fn numbers_count_on_in_a_list_and_start_again_in_the_next() {
    for (_, book) in random_books() {
        // The number that each level of each list must have next.
        let mut counts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for number in paragraphs(book).iter().filter_map(|p| p.number.as_ref()) {
            let levels = counts.entry(number.list).or_default();
            levels.resize(usize::from(number.level) + 1, 0);
            *levels.last_mut().unwrap() += 1;
            assert_eq!(levels.last(), Some(&number.value), "{number:?}");
        }
        assert!(counts.len() > 1);
    }
}

#[test]
fn a_role_in_a_form_reads_as_the_form_has_it() {
    let text = role_text(&small_company(), LEAD, RoleLayout::Form);
    let expected = "\
品控主管岗位说明书
岗位名称\t品控主管\t岗位编号\tKF-02
所属部门\t运营中心 / 客服部\t直接上级\t总经理
职系\t管理类\t岗位编制\t1～2人
版本\tV1.2\t生效日期\t2026年11月23日
文件状态\t生效\t直接下级\t客服专员（夜班）
虚线上级\t质量委员会（质量）
岗位目的\t让客户的问题当日有回音。
岗位职责
职责内容\t负责程度\t权重\t绩效标准
1、受理投诉并在当日回复
（1）登记投诉
（2）回访客户\t\t40%\t当日回复率 98% 以上
2、每月培训班组一次\t全责\t12.5%\t
岗位权限
权限事项\t权限类型\t限额
小额赔付\t审批权\t500 元以内
工作关系\t外部\t客户：投诉处理
任职资格\t项目\t必备条件\t优先条件
\t学历\t大专及以上\t
\t技能\t\t会一门外语
考核指标
指标\t目标/口径\t权重
投诉回复率\t≥98%\t30%
工作条件\t工作时间\t轮班
禁止事项\t不得泄露客户资料
职业发展\t晋升至\t总经理
编制\t\t审核\t\t批准\t
日期\t\t日期\t\t日期\t
任职者确认\t本人已阅读并知悉本岗位说明书的内容。
任职者签字\t\t日期\t
";
    assert_eq!(text, expected);
}

#[test]
fn grouped_duties_are_numbered_group_by_group() {
    let text = role_text(&small_company(), AGENT, RoleLayout::Clauses);
    let duties = "\
二、岗位职责
（一）前台
1、接待来访
2、接听电话
（二）大堂
1、巡视大堂
2、引导客户
";
    assert!(text.contains(duties), "{text}");
}

#[test]
fn a_sub_duty_with_a_weight_of_its_own_has_a_row_of_its_own() {
    let mut project = small_company();
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    role.duty_groups[0].duties[0].children[1].standard = "三日内".into();
    let text = role_text(&project, LEAD, RoleLayout::Form);
    assert!(
        text.contains("\n（1）登记投诉\t\t\t\n（2）回访客户\t\t\t三日内\n"),
        "{text}"
    );
}

#[test]
fn empty_sections_are_left_out_or_marked_as_the_settings_say() {
    let project = small_company();
    for &layout in RoleLayout::ALL {
        assert!(!role_text(&project, AGENT, layout).contains("禁止事项"));
    }
    let shown = with_settings(project, |settings| settings.show_empty_sections = true);
    let text = role_text(&shown, AGENT, RoleLayout::Form);
    for section in [
        "岗位目的\t无",
        "禁止事项\t无",
        "任职资格\t无",
        "考核指标\t无",
        "职级\t",
    ] {
        assert!(text.contains(section), "{section} in\n{text}");
    }
}

#[test]
fn the_book_goes_from_the_cover_through_the_tree_to_the_rules() {
    let book = document(&small_company(), &Request::book());
    let kinds: Vec<PartKind> = book.parts.iter().map(|part| part.kind).collect();
    let expected = [
        PartKind::Cover,
        PartKind::Extra(Extra::SignOff),
        PartKind::Contents,
        PartKind::Extra(Extra::DepartmentChart),
        PartKind::Extra(Extra::ReportingChart),
        PartKind::Extra(Extra::RoleList),
        PartKind::Owner(Owner::Role(MANAGER)),
        PartKind::Owner(Owner::Department(OPERATIONS)),
        PartKind::Owner(Owner::Department(SERVICE)),
        PartKind::Owner(Owner::Role(LEAD)),
        PartKind::Owner(Owner::Role(AGENT)),
        PartKind::Rules,
        PartKind::Extra(Extra::Index),
    ];
    assert_eq!(kinds, expected);
    let levels: Vec<u8> = paragraphs(&book)
        .iter()
        .filter_map(|paragraph| Some(paragraph.outline.as_ref()?.level))
        .collect();
    assert_eq!(levels, [1, 1, 1, 1, 1, 2, 3, 3, 1, 1]);
    assert_eq!(
        book.parts[2].blocks.last(),
        Some(&Block::Contents { depth: 3 })
    );
    assert!(plain_part(&book.parts[11]).contains("第一条不准顶撞客户\n第二条不准推诿"));
    assert_eq!(book.properties.title, "示例公司岗位说明书汇编");
}

#[test]
fn a_department_shows_its_head_and_its_roles() {
    let book = document(&small_company(), &Request::book());
    let text = plain_part(&book.parts[8]);
    for line in [
        "上级部门\t运营中心\t部门负责人\t品控主管",
        "岗位数量\t2个",
        "部门宗旨\t守住客户。",
        "1、受理客户来电\n2、汇总客户意见",
        "序号\t岗位名称\t岗位编号\t编制\t直接上级",
        "1\t品控主管\tKF-02\t1～2人\t总经理",
        "\t合计\t\t1～2人\t",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}

#[test]
fn names_of_other_roles_lead_to_their_pages() {
    let sheet = document(&small_company(), &Request::role(AGENT));
    let links: BTreeSet<Owner> = spans(&sheet).filter_map(|span| span.link).collect();
    let expected = [
        Owner::Department(OPERATIONS),
        Owner::Department(SERVICE),
        Owner::Role(LEAD),
    ];
    assert_eq!(links, BTreeSet::from(expected));
}

fn owners(project: &Project, scope: Scope) -> Vec<Owner> {
    let nodes = scope.nodes(project, &Organisation::of(project));
    nodes.iter().map(|node| node.owner).collect()
}

#[test]
fn a_scope_names_its_roles_in_the_order_of_the_tree() {
    let project = small_company();
    let role = |id| Owner::Role(id);
    assert_eq!(
        owners(
            &project,
            Scope::Roles(vec![AGENT, MANAGER, AGENT, RoleId(99)])
        ),
        [role(MANAGER), role(AGENT)]
    );
    let department = |department, with_below| Scope::Department {
        department,
        with_below,
    };
    let (operations, service) = (Owner::Department(OPERATIONS), Owner::Department(SERVICE));
    assert_eq!(
        owners(&project, department(OPERATIONS, false)),
        [operations]
    );
    assert_eq!(
        owners(&project, department(OPERATIONS, true)),
        [operations, service, role(LEAD), role(AGENT)]
    );
    assert_eq!(
        owners(&project, department(crate::model::DepartmentId(9), true)),
        []
    );
}

#[test]
fn a_single_role_gives_the_document_its_facts() {
    let project = with_settings(small_company(), |settings| {
        settings.header = "{岗位}\t{部门} {编号} {版本}\t{标题}".into();
    });
    let sheet = document(&project, &Request::role(LEAD));
    assert_eq!(sheet.properties.date, Some((2026, 11, 23)));
    assert_eq!(sheet.properties.title, "品控主管岗位说明书");
    assert_eq!(sheet.header.left, [RunningText::Text("品控主管".into())]);
    assert_eq!(
        sheet.header.middle,
        [RunningText::Text("客服部 KF-02 V1.2".into())]
    );
    assert_eq!(sheet.header.right, [RunningText::PartTitle]);
    let all = Request {
        scope: Scope::All,
        ..Request::role(LEAD)
    };
    let all = document(&project, &all);
    assert_eq!(
        all.parts.len(),
        3,
        "departments and rules stand in books only"
    );
    assert_eq!(all.header.left, [RunningText::PartTitle]);
}

#[test]
fn a_signature_block_has_those_who_sign_each_once() {
    for (signatories, lines) in [
        (vec![], 0),
        (vec![Signatory::Approved], 1),
        (vec![Signatory::Approved, Signatory::Approved], 1),
        (vec![Signatory::Prepared, Signatory::Approved], 2),
        (vec![Signatory::Acknowledged], 2),
        (Signatory::ALL.to_vec(), 4),
    ] {
        let project = with_settings(small_company(), |settings| {
            settings.signatories = signatories.clone();
        });
        let text = role_text(&project, AGENT, RoleLayout::Form);
        let after = text.split_once("引导客户\n").unwrap().1;
        assert_eq!(after.lines().count(), lines, "{signatories:?}: {after}");
    }
}

#[test]
fn no_settings_can_break_a_table() {
    let wild = |page_width, margin, size, label: &str| {
        let project = with_settings(small_company(), |settings| {
            settings.page_width = TenthMm(page_width);
            settings.page_height = TenthMm(page_width);
            settings.margin_left = TenthMm(margin);
            settings.margin_top = TenthMm(margin);
            settings.table_size.0 = size;
            settings.numbering.clear();
            settings.line_percent = size;
        });
        for layout in [Some(RoleLayout::Form), Some(RoleLayout::Clauses)] {
            let request = Request {
                layout,
                ..Request::book()
            };
            for table in tables(&document(&project, &request)) {
                for row in &table.rows {
                    let spans: usize = row.cells.iter().map(|cell| cell.span).sum();
                    assert_eq!(spans, table.columns.len(), "{label}");
                }
                assert!(table.columns.iter().all(|column| column.0 > 0), "{label}");
            }
        }
    };
    wild(0, 0, 0, "no page");
    wild(100, 5000, 21, "margins wider than the page");
    wild(u16::MAX, 0, u16::MAX, "the largest numbers");
    wild(2100, 250, u16::MAX, "type larger than the page");
}

#[test]
fn a_long_table_stands_by_itself_and_repeats_its_heading() {
    let mut project = small_company();
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    let duty = role.duty_groups[0].duties[0].clone();
    role.duty_groups[0].duties = vec![duty; 40];
    let sheet = document(&project, &Request::role(LEAD));
    let headers: Vec<usize> = tables(&sheet).map(|table| table.header_rows).collect();
    assert_eq!(headers, [0, 2, 0]);
}

#[test]
fn signatures_below_a_long_table_belong_to_it() {
    let mut project = small_company();
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    let duty = role.duty_groups[0].duties[0].clone();
    *role = Role {
        name: role.name.clone(),
        duty_groups: role.duty_groups.clone(),
        ..Role::default()
    };
    role.duty_groups[0].duties = vec![duty; 40];
    let sheet = document(&project, &Request::role(LEAD));
    let last = tables(&sheet).last().unwrap();
    assert_eq!(last.header_rows, 2);
    let label = |row: &super::Row| row.cells[0].paragraphs[0].spans[0].text.clone();
    let [.., before, sign, _, _, _] = last.rows.as_slice() else {
        panic!("{last:?}");
    };
    assert_eq!(label(sign), "编制");
    assert!(before.keep_with_next, "{before:?}");
}

#[test]
fn a_short_section_and_a_short_row_are_not_torn() {
    let mut project = small_company();
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    let kpi = |name: &str| Kpi {
        name: name.into(),
        target: "九成".into(),
        ..Kpi::default()
    };
    role.kpis = vec![kpi("指标甲"), kpi("指标乙"), kpi("指标丙")];
    let sheet = document(&project, &Request::role(LEAD));
    let rows: Vec<_> = tables(&sheet).flat_map(|table| &table.rows).collect();
    let says = |row: &&super::Row, text: &str| {
        let paragraphs = row.cells.iter().flat_map(|cell| &cell.paragraphs);
        paragraphs
            .flat_map(|paragraph| &paragraph.spans)
            .any(|span| span.text == text)
    };
    let first = rows.iter().position(|row| says(row, "考核指标")).unwrap();
    let last = rows.iter().position(|row| says(row, "指标丙")).unwrap();
    assert_eq!(last, first + 4);
    assert!(rows[first..last].iter().all(|row| row.keep_with_next));
    assert!(!rows[last].splittable);
}

#[test]
fn a_deep_tree_of_items_is_numbered_to_its_end() {
    let line = |text: &str, children| Item {
        text: text.into(),
        children,
        ..Item::default()
    };
    let mut deep = line("底", Vec::new());
    for _ in 0..60 {
        deep = line("层", vec![deep]);
    }
    let mut project = with_settings(small_company(), |settings| {
        settings.numbering = vec![NumberStyle::Outline];
    });
    let role = Arc::make_mut(project.roles.get_mut(&AGENT).unwrap());
    role.notes = vec![deep, line("叶", Vec::new())];
    let text = role_text(&project, AGENT, RoleLayout::Form);
    assert!(
        text.contains(&format!("1{}底\n2叶", ".1".repeat(60))),
        "{text}"
    );
}

#[test]
fn the_same_project_gives_the_same_document() {
    let project = Markers::new(7).project(4);
    assert_eq!(
        document(&project, &Request::book()),
        document(&project, &Request::book())
    );
}

#[test]
fn a_part_of_the_preview_is_the_part_of_the_document() {
    let project = small_company();
    let organisation = Organisation::of(&project);
    let alone: Part = compose_role(&project, &organisation, &Request::role(LEAD), LEAD).unwrap();
    assert_eq!(document(&project, &Request::role(LEAD)).parts, [alone]);
    assert_eq!(
        compose_role(&project, &organisation, &Request::book(), RoleId(99)),
        None
    );
}
