//! What the settings change on paper: parts and their pages, sections, facts, numbers, marks.

use super::fixtures::{
    AGENT, LEAD, MANAGER, Markers, OPERATIONS, SERVICE, small_company, with_settings,
};
use super::{
    Block, Extra, Paragraph, Part, PartField, PartKind, PrintDocument, Request, RunningText, Scope,
    compose, compose_role, plain_part, plain_text, wording,
};
use crate::model::settings::{
    BookParts, ChapterNumbers, CoverLogo, DocumentSettings, FactSetting, FitMode, FontFamily,
    HalfPoint, LandscapeParts, NumberStyle, RoleLayout, RoleStart, SealPlace, SectionSetting,
    SheetFact, SheetSection, TenthMm,
};
use crate::model::{
    Department, DepartmentId, Item, ItemId, Logo, Organisation, Owner, Project, RoleId, RoleState,
};
use std::sync::Arc;

fn company(change: impl FnOnce(&mut DocumentSettings)) -> Project {
    with_settings(small_company(), change)
}

fn document(project: &Project, request: &Request) -> PrintDocument {
    compose(project, &Organisation::of(project), request)
}

fn book(change: impl FnOnce(&mut DocumentSettings)) -> PrintDocument {
    document(&company(change), &Request::book())
}

fn role_text(project: &Project, role: RoleId, layout: RoleLayout) -> String {
    let request = Request {
        layout: Some(layout),
        ..Request::role(role)
    };
    plain_text(&document(project, &request))
}

fn part_of(document: &PrintDocument, owner: Owner) -> &Part {
    let wanted = |part: &&Part| part.kind == PartKind::Owner(owner);
    document.parts.iter().find(wanted).unwrap()
}

fn extra(document: &PrintDocument, kind: Extra) -> &Part {
    let wanted = |part: &&Part| part.kind == PartKind::Extra(kind);
    document.parts.iter().find(wanted).unwrap()
}

fn each_paragraph(part: &mut Part, visit: &mut dyn FnMut(&mut Paragraph)) {
    for block in &mut part.blocks {
        match block {
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells
                    .flat_map(|cell| &mut cell.paragraphs)
                    .for_each(&mut *visit);
            }
            _ => {}
        }
    }
}

/// Lists are counted through a document; which number a list has does not show.
fn with_lists_counted_anew(mut part: Part) -> Part {
    let mut known: Vec<u32> = Vec::new();
    each_paragraph(&mut part, &mut |paragraph| {
        if let Some(number) = &mut paragraph.number {
            let at = known.iter().position(|&list| list == number.list);
            let at = at.unwrap_or_else(|| {
                known.push(number.list);
                known.len() - 1
            });
            number.list = at as u32;
        }
    });
    part
}

fn hidden(section: SheetSection) -> SectionSetting {
    SectionSetting {
        section,
        hidden: true,
        ..SectionSetting::default()
    }
}

#[test]
fn a_role_alone_is_the_part_that_it_is_in_its_document() {
    let mut n_parts = 0;
    for seed in 0..12 {
        let project = with_settings(Markers::new(seed).project(3), |settings| {
            settings.pages.role_start = RoleStart::OddPage;
            settings.pages.fit.mode = FitMode::SpareLastPage;
            settings.watermark.text = "受控".into();
            settings.watermark.drafts = true;
            settings.chapter_numbers = ChapterNumbers::Outline;
            settings.section_numbering = NumberStyle::Outline;
            settings.numbering = vec![NumberStyle::Outline];
        });
        let organisation = Organisation::of(&project);
        let scopes = [
            Scope::All,
            Scope::Department {
                department: *project.departments.keys().next().unwrap(),
                with_below: true,
            },
        ];
        for (scope, book) in scopes
            .into_iter()
            .flat_map(|s| [(s.clone(), true), (s, false)])
        {
            for &layout in RoleLayout::ALL {
                let request = Request {
                    scope: scope.clone(),
                    book,
                    layout: Some(layout),
                };
                for part in compose(&project, &organisation, &request).parts {
                    let PartKind::Owner(Owner::Role(role)) = part.kind else {
                        continue;
                    };
                    let alone = compose_role(&project, &organisation, &request, role).unwrap();
                    assert_eq!(
                        with_lists_counted_anew(alone),
                        with_lists_counted_anew(part),
                        "{request:?}"
                    );
                    n_parts += 1;
                }
            }
        }
    }
    assert!(n_parts > 200, "only {n_parts} parts were compared");
}

#[test]
fn roles_and_departments_begin_on_odd_pages_if_asked() {
    let odd = book(|settings| settings.pages.role_start = RoleStart::OddPage);
    for part in &odd.parts {
        let starts = matches!(
            part.kind,
            PartKind::Owner(Owner::Role(_) | Owner::Department(_))
        );
        assert_eq!(part.setup.odd_start, starts, "{:?}", part.kind);
    }
}

#[test]
fn only_roles_are_tightened_and_a_brief_sheet_has_its_page_already() {
    let project = company(|settings| settings.pages.fit.mode = FitMode::Pages);
    let book = document(&project, &Request::book());
    for part in &book.parts {
        let is_role = matches!(part.kind, PartKind::Owner(Owner::Role(_)));
        assert_eq!(part.setup.fit.mode == FitMode::Pages, is_role);
    }
    let brief = Request {
        layout: Some(RoleLayout::Brief),
        ..Request::role(LEAD)
    };
    let brief = document(&project, &brief);
    assert_eq!(brief.parts[0].setup.fit.mode, FitMode::Natural);
}

#[test]
fn roles_that_follow_each_other_stand_in_the_part_of_their_department() {
    let flowing = book(|settings| settings.pages.role_start = RoleStart::FlowOn);
    let owners: Vec<PartKind> = flowing
        .parts
        .iter()
        .map(|part| part.kind)
        .filter(|kind| matches!(kind, PartKind::Owner(_)))
        .collect();
    let [role, operations, service] = [
        Owner::Role(MANAGER),
        Owner::Department(OPERATIONS),
        Owner::Department(SERVICE),
    ]
    .map(PartKind::Owner);
    assert_eq!(owners, [role, operations, service]);
    let service = part_of(&flowing, Owner::Department(SERVICE));
    let targets: Vec<Owner> = service
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.outline.as_ref()?.target,
            _ => None,
        })
        .collect();
    let roles = [Owner::Role(LEAD), Owner::Role(AGENT)];
    assert_eq!(targets, [Owner::Department(SERVICE), roles[0], roles[1]]);
    let usual = book(|_| {});
    let role_texts = roles.map(|role| plain_part(part_of(&usual, role)));
    let text = plain_part(service);
    assert!(role_texts.iter().all(|role| text.contains(role)), "{text}");
    for pair in service.blocks.windows(2) {
        assert!(!matches!(pair, [Block::Table(_), Block::Table(_)]));
    }
}

#[test]
fn roles_without_their_department_flow_together_and_a_brief_sheet_keeps_its_page() {
    let project = company(|settings| settings.pages.role_start = RoleStart::FlowOn);
    let sheets = |layout| {
        let request = Request {
            scope: Scope::All,
            book: false,
            layout: Some(layout),
        };
        let document = document(&project, &request);
        let kinds = document.parts.iter().map(|part| part.kind);
        kinds.collect::<Vec<_>>()
    };
    let service = PartKind::Owner(Owner::Department(SERVICE));
    let manager = PartKind::Owner(Owner::Role(MANAGER));
    assert_eq!(sheets(RoleLayout::Clauses), [manager, service]);
    assert_eq!(sheets(RoleLayout::Brief).len(), 3);
}

#[test]
fn a_draft_is_marked_as_one_and_does_not_lend_its_mark() {
    let mut project = company(|settings| {
        settings.watermark.text = "受控文件".into();
        settings.watermark.drafts = true;
        settings.pages.role_start = RoleStart::FlowOn;
    });
    for (id, state) in [
        (MANAGER, RoleState::Active),
        (LEAD, RoleState::Draft),
        (AGENT, RoleState::Active),
    ] {
        Arc::make_mut(project.roles.get_mut(&id).unwrap()).state = state;
    }
    let book = document(&project, &Request::book());
    for part in &book.parts {
        let is_draft = part.kind == PartKind::Owner(Owner::Role(LEAD));
        let expected = if is_draft {
            wording::DRAFT
        } else {
            "受控文件"
        };
        assert_eq!(part.setup.watermark, expected, "{:?}", part.kind);
    }
    assert!(book.parts.iter().any(|part| part.setup.watermark == "草稿"));
    let public = Request {
        layout: Some(RoleLayout::Recruit),
        ..Request::book()
    };
    let public = document(&project, &public);
    assert!(
        public
            .parts
            .iter()
            .all(|part| part.setup.watermark.is_empty())
    );
}

#[test]
fn each_page_of_a_book_says_whose_it_is() {
    let project = company(|settings| {
        settings.header = "{部门} {编号}\t{版本}\t{生效日期} {份号}".into();
        settings.copy_number = "07".into();
    });
    let book = document(&project, &Request::book());
    assert_eq!(
        book.header.left,
        [
            RunningText::PartField(PartField::Department),
            RunningText::Text(" ".into()),
            RunningText::PartField(PartField::Code),
        ]
    );
    assert_eq!(book.header.right[1], RunningText::Text(" 07".into()));
    let lead = &part_of(&book, Owner::Role(LEAD)).setup.fields;
    let said = [
        &lead.department,
        &lead.code,
        &lead.version,
        &lead.effective_date,
    ];
    assert_eq!(said, ["客服部", "KF-02", "V1.2", "2026年11月23日"]);
    let service = &part_of(&book, Owner::Department(SERVICE)).setup.fields;
    assert_eq!(service.department, "客服部");
    let sheet = document(&project, &Request::role(LEAD));
    assert_eq!(
        sheet.header.left,
        [RunningText::Text("客服部 KF-02".into())]
    );
    let public = Request {
        layout: Some(RoleLayout::Recruit),
        ..Request::book()
    };
    let public = document(&project, &public);
    assert_eq!(public.header.right.len(), 2);
    assert_eq!(public.header.right[1], RunningText::Text(" ".into()));
    let lead = &part_of(&public, Owner::Role(LEAD)).setup.fields;
    assert_eq!((&*lead.code, &*lead.version), ("", ""));
}

#[test]
fn sections_stand_in_the_company_s_order_and_under_its_headings() {
    let project = company(|settings| {
        settings.sections = vec![
            SectionSetting {
                section: SheetSection::Duties,
                heading: "工作内容".into(),
                ..SectionSetting::default()
            },
            SectionSetting {
                section: SheetSection::Facts,
                heading: "岗位概况".into(),
                ..SectionSetting::default()
            },
        ];
    });
    let text = role_text(&project, LEAD, RoleLayout::Clauses);
    let at = |wanted: &str| {
        text.find(wanted)
            .unwrap_or_else(|| panic!("{wanted} in {text}"))
    };
    assert!(at("一、工作内容") < at("二、岗位概况"));
    assert!(at("二、岗位概况") < at("三、岗位目的"));
    let text = role_text(&project, LEAD, RoleLayout::Form);
    assert!(
        text.contains("\n工作内容\n职责内容\t") || text.contains("\n工作内容\t"),
        "{text}"
    );
    assert!(text.contains("\n岗位概况\t岗位名称\t品控主管\t"), "{text}");
    for layout in [RoleLayout::Brief, RoleLayout::Recruit] {
        let text = role_text(&project, LEAD, layout);
        assert!(
            text.contains("工作内容") && !text.contains("岗位职责"),
            "{layout:?} {text}"
        );
    }
}

#[test]
fn what_is_hidden_stands_in_no_layout() {
    for (section, words) in [
        (
            SheetSection::Facts,
            &["所属部门", "岗位编号", "文件状态"][..],
        ),
        (SheetSection::Purpose, &["当日有回音"]),
        (SheetSection::Duties, &["受理投诉", "登记投诉"]),
        (SheetSection::Authorities, &["小额赔付"]),
        (SheetSection::Relations, &["投诉处理"]),
        (SheetSection::Qualifications, &["大专及以上", "会一门外语"]),
        (SheetSection::Kpis, &["投诉回复率"]),
        (SheetSection::Conditions, &["轮班"]),
        (SheetSection::Prohibitions, &["不得泄露"]),
        (SheetSection::Careers, &["晋升至"]),
    ] {
        let usual = RoleLayout::ALL
            .iter()
            .map(|&layout| role_text(&small_company(), LEAD, layout));
        let usual: String = usual.collect();
        let project = company(|settings| settings.sections = vec![hidden(section)]);
        for &layout in RoleLayout::ALL {
            let text = role_text(&project, LEAD, layout);
            for word in words {
                assert!(usual.contains(word), "{word} was never printed");
                assert!(!text.contains(word), "{section:?} {layout:?} {text}");
            }
        }
    }
}

#[test]
fn what_is_hidden_is_not_missed_on_a_brief_sheet() {
    let mut project = company(|settings| {
        settings.sections = vec![hidden(SheetSection::Qualifications)];
    });
    let role = Arc::make_mut(project.roles.get_mut(&LEAD).unwrap());
    let duty = role.duty_groups[0].duties[0].clone();
    role.duty_groups[0].duties = vec![duty; 400];
    let request = Request {
        layout: Some(RoleLayout::Brief),
        ..Request::role(LEAD)
    };
    let left_out = &document(&project, &request).parts[0].left_out;
    let kinds: Vec<_> = left_out.iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&super::LeftOutKind::Duties));
    assert!(!kinds.contains(&super::LeftOutKind::Preferred), "{kinds:?}");
    assert!(!kinds.contains(&super::LeftOutKind::Demands), "{kinds:?}");
}

#[test]
fn facts_stand_in_the_company_s_order_and_under_its_labels() {
    let project = company(|settings| {
        settings.facts = vec![
            FactSetting {
                fact: SheetFact::Supervisor,
                label: "汇报对象".into(),
                ..FactSetting::default()
            },
            FactSetting {
                fact: SheetFact::State,
                hidden: true,
                ..FactSetting::default()
            },
        ];
    });
    for &layout in RoleLayout::ALL {
        let text = role_text(&project, LEAD, layout);
        assert!(
            text.contains("汇报对象\t总经理\t岗位名称\t品控主管"),
            "{layout:?} {text}"
        );
        assert!(!text.contains("文件状态"), "{layout:?} {text}");
    }
}

#[test]
fn headings_are_numbered_as_the_company_numbers_them() {
    for (style, expected) in [
        (NumberStyle::Article, "\n第二条岗位目的\n"),
        (NumberStyle::DecimalDot, "\n2.岗位目的\n"),
        (NumberStyle::Outline, "\n2岗位目的\n"),
        (NumberStyle::None, "\n岗位目的\n"),
    ] {
        let project = company(|settings| settings.section_numbering = style);
        let text = role_text(&project, LEAD, RoleLayout::Clauses);
        assert!(text.contains(expected), "{style:?} {text}");
    }
}

#[test]
fn an_article_s_number_stands_but_once_on_a_sheet() {
    let mut project = company(|settings| settings.numbering = vec![NumberStyle::Article]);
    let role = Arc::make_mut(project.roles.get_mut(&AGENT).unwrap());
    let rule = |id, text: &str| Item {
        id: ItemId(id),
        text: text.into(),
        ..Item::default()
    };
    role.prohibitions = vec![rule(901, "不得泄露"), rule(902, "不得离岗")];
    for layout in [RoleLayout::Clauses, RoleLayout::Form] {
        let text = role_text(&project, AGENT, layout);
        let numbers = text.lines().flat_map(|line| line.split('\t'));
        let numbers = numbers.filter_map(|cell| Some(cell.split_once('条')?.0));
        let numbers: Vec<&str> = numbers.collect();
        assert_eq!(
            numbers,
            ["第一", "第二", "第三", "第四", "第五", "第六"],
            "{text}"
        );
    }
}

#[test]
fn groups_are_numbered_otherwise_than_the_section_above_them() {
    let text = |change: fn(&mut DocumentSettings)| {
        let text = role_text(&company(change), AGENT, RoleLayout::Clauses);
        let (_, duties) = text.split_once("岗位职责\n").unwrap();
        duties.lines().next().unwrap().to_owned()
    };
    assert_eq!(text(|_| {}), "（一）前台");
    let parens =
        |settings: &mut DocumentSettings| settings.numbering = vec![NumberStyle::ChineseParens];
    assert_eq!(text(parens), "前台");
    let outline =
        |settings: &mut DocumentSettings| settings.section_numbering = NumberStyle::Outline;
    assert_eq!(text(outline), "一、前台");
}

#[test]
fn in_the_contents_of_a_recruiting_book_roles_stand_below_nobody() {
    let request = Request {
        layout: Some(RoleLayout::Recruit),
        ..Request::book()
    };
    let book = document(&small_company(), &request);
    let roles = book
        .parts
        .iter()
        .filter(|part| matches!(part.kind, PartKind::Owner(_)));
    let levels = roles
        .flat_map(|part| &part.blocks)
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.outline.as_ref()?.level),
            _ => None,
        });
    assert_eq!(levels.collect::<Vec<u8>>(), [1; 3]);
}

#[test]
fn lists_go_on_below_the_numbers_of_chapter_and_heading() {
    let project = company(|settings| {
        settings.chapter_numbers = ChapterNumbers::Outline;
        settings.section_numbering = NumberStyle::Outline;
        settings.numbering = vec![NumberStyle::Outline];
        settings.layout = RoleLayout::Clauses;
    });
    let book = document(&project, &Request::book());
    let titles: Vec<String> = book
        .parts
        .iter()
        .flat_map(|part| &part.blocks)
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => {
                let outline = paragraph.outline.as_ref()?;
                outline.target.map(|_| outline.title.clone())
            }
            _ => None,
        })
        .collect();
    let expected = [
        "1 总经理",
        "2 运营中心",
        "2.1 客服部",
        "2.1.1 品控主管",
        "2.1.2 客服专员（夜班）",
    ];
    assert_eq!(titles, expected);
    let lead = part_of(&book, Owner::Role(LEAD));
    let text = plain_part(lead);
    assert!(
        text.starts_with("2.1.1 品控主管岗位说明书\n2.1.1.1基本信息\n"),
        "{text}"
    );
    assert!(text.contains("\n2.1.1.3岗位职责\n"), "{text}");
    assert!(text.contains("2.1.1.3.1受理投诉"), "{text}");
    assert_eq!(lead.title, "品控主管", "headers name the role");
    let mut prefixes = Vec::new();
    each_paragraph(&mut lead.clone(), &mut |paragraph| {
        if let Some(number) = &paragraph.number {
            assert!(
                number.text.starts_with(&format!("{}.", number.prefix)),
                "{number:?}"
            );
            prefixes.push(number.prefix.clone());
        }
    });
    assert!(prefixes.contains(&"2.1.1.3".to_owned()), "{prefixes:?}");
    // 2.1.1 is a role of this department, so nothing of its own has that number.
    let service = plain_part(part_of(&book, Owner::Department(SERVICE)));
    assert!(service.starts_with("2.1 客服部\n1基本信息\n"), "{service}");
    let alone = role_text(&project, LEAD, RoleLayout::Clauses);
    assert!(
        alone.starts_with("品控主管岗位说明书\n1基本信息\n"),
        "{alone}"
    );
}

#[test]
fn roles_of_a_book_without_departments_are_counted_through() {
    let project = company(|settings| settings.chapter_numbers = ChapterNumbers::Outline);
    let request = Request {
        layout: Some(RoleLayout::Recruit),
        ..Request::book()
    };
    let text = plain_text(&document(&project, &request));
    for title in ["1 总经理", "2 品控主管", "3 客服专员"] {
        assert!(text.contains(title), "{title} in {text}");
    }
}

#[test]
fn type_of_tables_and_headers_is_set_apart() {
    let styles = book(|settings| {
        settings.fonts.table = Some(FontFamily::FangSong);
        settings.fonts.running = Some(FontFamily::Kai);
        settings.running_size = HalfPoint(21);
        settings.typography.first_indent = 0;
    })
    .styles;
    use super::ParagraphStyle as Style;
    assert_eq!(
        styles.get(Style::CellItem).family.kind,
        FontFamily::FangSong
    );
    assert_eq!(styles.get(Style::Footer).family.kind, FontFamily::Kai);
    assert_eq!(styles.get(Style::Header).size, HalfPoint(21));
    assert_eq!(styles.get(Style::Body).family.kind, FontFamily::Song);
    assert_eq!(styles.get(Style::Body).first_indent, 0.0);
}

#[test]
fn a_gutter_makes_tables_narrower() {
    let bound = book(|settings| settings.pages.gutter = TenthMm(100));
    let usual = book(|_| {}).page.text_width().0;
    assert_eq!(bound.page.text_width().0, usual - 100);
    for block in bound.parts.iter().flat_map(|part| &part.blocks) {
        if let Block::Table(table) = block {
            let width: u16 = table.columns.iter().map(|column| column.0).sum();
            assert_eq!(width, usual - 100);
        }
    }
}

#[test]
fn the_cover_has_copy_number_and_logo_as_the_settings_say() {
    let project = |change: &dyn Fn(&mut DocumentSettings)| {
        let mut project = company(|settings| {
            settings.copy_number = "07".into();
            change(settings);
        });
        let logo = Logo::default();
        Arc::make_mut(&mut project.company).logo = Some(Arc::new(logo));
        project
    };
    let cover = |change: &dyn Fn(&mut DocumentSettings)| {
        document(&project(change), &Request::book()).parts.remove(0)
    };
    let width = |part: &Part| {
        part.blocks.iter().find_map(|block| match block {
            Block::Logo { width, .. } => Some(width.0),
            _ => None,
        })
    };
    let usual = cover(&|_| {});
    assert!(plain_part(&usual).contains("份号：07"));
    assert_eq!(width(&usual), Some(700));
    assert_eq!(
        width(&cover(&|settings| settings.logo.cover_width.0 = 400)),
        Some(400)
    );
    assert_eq!(
        width(&cover(&|settings| settings.logo.cover = CoverLogo::None)),
        None
    );
}

/// Heights of the rows for a seal.
fn seals(parts: &[Part]) -> Vec<u16> {
    let rows = parts
        .iter()
        .flat_map(|part| &part.blocks)
        .flat_map(|block| match block {
            Block::Table(table) => &table.rows[..],
            _ => &[],
        });
    let sealed = rows.filter(|row| {
        let first = row.cells[0].paragraphs[0].spans.first();
        first.is_some_and(|span| span.text == wording::book::SEAL)
    });
    sealed.map(|row| row.min_height.0).collect()
}

#[test]
fn there_is_room_for_the_seal_where_the_settings_want_it() {
    let role = |seal, layout| {
        let request = Request {
            layout: Some(layout),
            ..Request::role(LEAD)
        };
        seals(&document(&company(|settings| settings.seal = seal), &request).parts)
    };
    for layout in RoleLayout::FULL {
        assert!(role(SealPlace::None, layout).is_empty());
        assert!(role(SealPlace::Book, layout).is_empty());
        let rooms = role(SealPlace::Roles, layout);
        assert!(matches!(rooms[..], [room] if room >= 420), "{rooms:?}");
    }
    assert!(role(SealPlace::Everywhere, RoleLayout::Recruit).is_empty());
    let cover = |seal| {
        let book = book(|settings| {
            settings.seal = seal;
            settings.book_parts = BookParts {
                sign_off: false,
                ..BookParts::default()
            };
        });
        seals(&book.parts[..1]).len()
    };
    assert_eq!(cover(SealPlace::None), 0);
    assert_eq!(cover(SealPlace::Book), 1);
    assert_eq!(cover(SealPlace::Everywhere), 1);
    let usual = book(|_| {});
    assert_eq!(seals(&usual.parts), [480], "the sign-off page has one");
}

/// The small company with so many departments below it.
fn broad(count: u32, landscape: LandscapeParts) -> PrintDocument {
    let mut project = company(|settings| settings.pages.landscape = landscape);
    let ids: Vec<DepartmentId> = (1000..1000 + count).map(DepartmentId).collect();
    for &id in &ids {
        let department = Department {
            name: format!("分部{}", id.0),
            ..Department::default()
        };
        project.departments.insert(id, Arc::new(department));
    }
    Arc::make_mut(&mut project.company).departments = ids;
    document(&project, &Request::book())
}

#[test]
fn only_a_chart_that_fits_no_other_way_lies_on_its_side() {
    let turned = |count, landscape| {
        let book = broad(count, landscape);
        extra(&book, Extra::DepartmentChart).setup.turned
    };
    for (count, expected) in [(5, false), (7, false), (9, true), (11, true), (40, false)] {
        assert_eq!(
            turned(count, LandscapeParts::WhereNeeded),
            expected,
            "{count}"
        );
        assert!(!turned(count, LandscapeParts::Never));
    }
}

#[test]
fn a_list_of_roles_too_wide_for_the_sheet_is_turned_and_as_wide_as_that() {
    let list = |change: &dyn Fn(&mut DocumentSettings)| {
        let book = book(change);
        let part = extra(&book, Extra::RoleList).clone();
        let Some(Block::Table(table)) = part.blocks.last() else {
            panic!("{part:?}");
        };
        let width: u16 = table.columns.iter().map(|column| column.0).sum();
        (
            part.setup.turned,
            width == book.page.turned().text_width().0,
        )
    };
    assert_eq!(list(&|_| {}), (false, false));
    let large = |settings: &mut DocumentSettings| settings.table_size = HalfPoint(36);
    assert_eq!(list(&large), (true, true));
    assert_eq!(
        list(&|settings| {
            large(settings);
            std::mem::swap(&mut settings.page_width, &mut settings.page_height);
        }),
        (false, false),
        "the sheet lies on its side already"
    );
}
