//! What holds of every page, whatever stands on it and however it is set: nothing lost or doubled, nothing wider than
//! its box, 禁则 kept, everything on the sheet. And the pages of one role as text, to see what a change moves.

use gangshu::document::{Extra, PartKind, PrintDocument, Request, Scope, compose, plain_part};
use gangshu::fonts::{EmbeddedFonts, is_invisible};
use gangshu::layout::{FlawKind, Meaning, Page, PageItem, Pages, Text, paginate};
use gangshu::model::settings::{
    DocumentSettings, FitMode, FitPages, HalfPoint, ItemBreak, PageCount, PageRules, RoleLayout,
    RoleStart, TenthMm, Typography, Watermark,
};
use gangshu::model::{
    Company, Duty, DutyGroup, Item, ItemId, Kpi, Organisation, Project, Qualification,
    QualificationKind, Role, RoleId,
};
use gangshu::storage::{replace_file, sample_project};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long random companies are tried; at least so many are.
const TIME: Duration = Duration::from_secs(8);
const LEAST_ROUNDS: u64 = 24;

/// Text of the kind that duties are made of, with everything that 禁则 is about.
fn text(rng: &mut fastrand::Rng, pieces: usize) -> String {
    const PIECES: [&str; 18] = [
        "（岗位）",
        "“职责”，",
        "《制度》。",
        "——",
        "……",
        "A/B",
        "C++",
        "3.5%",
        "30天",
        "第3条",
        "8,000～15,000元",
        "、",
        "；",
        "：",
        "ISO 9001:2015",
        "Excel",
        "20℃",
        "（“甲”）。",
    ];
    const HANZI: &str = "负责组织编制并落实公司年度经营计划与预算执行情况的跟踪分析";
    let hanzi: Vec<char> = HANZI.chars().collect();
    let mut text = String::new();
    for _ in 0..pieces {
        let count = rng.usize(1..9);
        text.extend((0..count).map(|_| hanzi[rng.usize(..hanzi.len())]));
        text.push_str(PIECES[rng.usize(..PIECES.len())]);
    }
    text
}

fn role(rng: &mut fastrand::Rng, last: &mut u32) -> Role {
    let mut id = || {
        *last += 1;
        ItemId(*last)
    };
    let length = [1, 4, 30][rng.usize(..3)];
    let duties = (0..[1, 8, 40][rng.usize(..3)]).map(|_| Duty {
        id: id(),
        text: text(rng, length),
        ..Duty::default()
    });
    let duties = duties.collect();
    let qualifications = (0..rng.usize(..9)).map(|nth| Qualification {
        id: id(),
        kind: QualificationKind::ALL[nth % QualificationKind::ALL.len()],
        text: text(rng, 3),
        ..Qualification::default()
    });
    let qualifications = qualifications.collect();
    let kpis = (0..rng.usize(..9)).map(|_| Kpi {
        id: id(),
        name: text(rng, 1),
        target: text(rng, 2),
        ..Kpi::default()
    });
    let kpis = kpis.collect();
    let prohibitions = (0..rng.usize(..5)).map(|_| Item {
        id: id(),
        text: text(rng, 6),
        ..Item::default()
    });
    let prohibitions = prohibitions.collect();
    Role {
        name: "计划与预算专员".into(),
        code: "QHS-RL-001".into(),
        purpose: text(rng, 12),
        duty_groups: vec![DutyGroup {
            id: id(),
            duties,
            ..DutyGroup::default()
        }],
        qualifications,
        kpis,
        prohibitions,
        ..Role::default()
    }
}

fn settings(rng: &mut fastrand::Rng) -> DocumentSettings {
    let sheets = [(2100, 2970), (1480, 2100), (2970, 2100), (1820, 2570)];
    let (width, height) = sheets[rng.usize(..sheets.len())];
    fn any<T: Copy>(rng: &mut fastrand::Rng, all: &[T]) -> T {
        all[rng.usize(..all.len())]
    }
    DocumentSettings {
        page_width: TenthMm(width),
        page_height: TenthMm(height),
        margin_left: TenthMm(rng.u16(100..300)),
        margin_right: TenthMm(rng.u16(100..300)),
        body_size: HalfPoint(rng.u16(18..30)),
        table_size: HalfPoint(rng.u16(15..26)),
        line_percent: rng.u16(110..200),
        show_empty_sections: rng.bool(),
        header: "{公司}\t{部门}\t{岗位} {编号}".into(),
        footer: "\t{页}/{总页}\t".into(),
        typography: Typography {
            squeeze: rng.bool(),
            hang: rng.bool(),
            latin_gap: rng.bool(),
            first_indent: rng.u8(..4),
        },
        pages: PageRules {
            gutter: TenthMm(rng.u16(..120)),
            mirrored: rng.bool(),
            role_start: any(rng, RoleStart::ALL),
            page_count: any(rng, PageCount::ALL),
            items: any(rng, ItemBreak::ALL),
            fit: FitPages {
                mode: any(rng, FitMode::ALL),
                pages: rng.u8(..4),
                ..FitPages::default()
            },
            ..PageRules::default()
        },
        watermark: Watermark {
            text: any(rng, &["", "受控文件"]).into(),
            drafts: rng.bool(),
        },
        ..DocumentSettings::default()
    }
}

/// A few random roles, printed in a random way.
fn random_document(rng: &mut fastrand::Rng) -> PrintDocument {
    let mut last = 0;
    let ids: Vec<RoleId> = (1..=4).map(|id| RoleId(900_000 + id)).collect();
    let company = Company {
        name: "示例公司".into(),
        roles: ids.clone(),
        settings: Arc::new(settings(rng)),
        ..Company::default()
    };
    let roles = ids
        .into_iter()
        .map(|id| (id, Arc::new(role(rng, &mut last))));
    let project = Project {
        roles: roles.collect(),
        company: Arc::new(company),
        last_id: 1_000_000,
        ..Project::default()
    };
    let request = Request {
        scope: Scope::All,
        book: rng.bool(),
        layout: Some(RoleLayout::FULL[rng.usize(..2)]),
    };
    let mut document = compose(&project, &Organisation::of(&project), &request);
    for part in &mut document.parts {
        part.setup.turned = rng.u8(..) < 40;
        part.setup.odd_start |= rng.u8(..) < 40;
    }
    document
}

fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Text(text) => Some(text),
        _ => None,
    })
}

/// Where a text ends, pt.
fn right_edge(text: &Text) -> f32 {
    let metrics = text.face.metrics();
    let advance = |c| f32::from(metrics.advance(c).unwrap_or(1000)) / 1000.0 * text.size;
    let advances: f32 = text.text.chars().map(advance).sum();
    let kerns: f32 = text.kerns.iter().map(|&(_, kern)| kern).sum();
    let gaps = text.text.chars().count().saturating_sub(1);
    text.x + advances + kerns + text.spacing * gaps as f32
}

/// Characters in order of code, without white space: cells of a row stand in another order on the page.
fn sorted(text: &str) -> Vec<char> {
    let mut ink: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .collect();
    ink.sort_unstable();
    ink
}

fn nothing_is_lost_or_doubled(document: &PrintDocument, pages: &Pages, seed: u64) {
    for (nth, part) in document.parts.iter().enumerate() {
        if !matches!(part.kind, PartKind::Owner(_) | PartKind::Rules) {
            // Contents and charts say what others say.
            continue;
        }
        let first = pages.structure[nth].first_page;
        let next = pages.structure.get(nth + 1);
        let end = next.map_or(pages.pages.len(), |next| next.first_page);
        let said = pages.pages[first..end].iter().flat_map(texts);
        let said = said.filter(|text| matches!(text.meaning, Meaning::Element(_)));
        let said: String = said.map(|text| text.text.as_str()).collect();
        assert!(
            sorted(&said) == sorted(&plain_part(part)),
            "seed {seed}, part {nth}"
        );
    }
}

fn everything_stands_in_its_box(pages: &Pages, hang: bool, seed: u64) {
    for (index, page) in pages.pages.iter().enumerate() {
        let (width, height) = pages.size(index);
        let upright = |item: &PageItem| match item {
            PageItem::Rule { from, to, .. } if from.0 == to.0 => {
                Some((from.0, from.1.min(to.1), from.1.max(to.1)))
            }
            _ => None,
        };
        let columns: Vec<(f32, f32, f32)> = page.items.iter().filter_map(upright).collect();
        for item in &page.items {
            let (x, y) = match item {
                PageItem::Rule { to, .. } => *to,
                PageItem::Fill { area, .. } | PageItem::Picture { area, .. } => {
                    (area.x + area.width, area.y + area.height)
                }
                PageItem::Text(text) => (text.x, text.y),
                PageItem::Link { .. } | PageItem::Watermark(_) => continue,
            };
            let inside = x > 0.0 && x < width && y > 0.0 && y < height;
            assert!(inside, "seed {seed}, page {index}: {item:?}");
        }
        for text in texts(page) {
            let last = text.text.chars().next_back();
            let hung = hang && last.is_some_and(|c| "，。、；：".contains(c));
            let spare = if hung { text.size } else { 0.0 } + 0.1;
            let right = right_edge(text) - spare;
            assert!(right < width, "seed {seed}, page {index}: {text:?}");
            let crossed = columns.iter().find(|(at, top, bottom)| {
                (*top..*bottom).contains(&text.y) && text.x < *at && right > *at
            });
            assert!(crossed.is_none(), "seed {seed}, page {index}: {text:?}");
        }
    }
}

/// The lines of a page: texts that go on where the one before them ends.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut end: Option<(f32, f32)> = None;
    for text in texts(page) {
        if text.meaning == Meaning::Decoration {
            continue;
        }
        let goes_on = end.is_some_and(|(x, y)| {
            y == text.y && (x - text.x).abs() < 0.6 * text.size && !lines.is_empty()
        });
        match lines.last_mut() {
            Some(line) if goes_on => line.push_str(&text.text),
            _ => lines.push(text.text.clone()),
        }
        end = Some((right_edge(text), text.y));
    }
    lines
}

fn rules_of_line_ends_are_kept(pages: &Pages, seed: u64) {
    for (index, page) in pages.pages.iter().enumerate() {
        for line in lines(page) {
            let starts = line.starts_with(|c| "，。、；：？！）》」』】”’…—%℃～".contains(c));
            let ends = line.ends_with(|c| "（《「『【“‘".contains(c));
            assert!(!starts && !ends, "seed {seed}, page {index}: {line}");
        }
    }
}

#[test]
fn pages_of_random_companies_in_random_settings_are_sound() {
    let start = Instant::now();
    let (mut tightened, mut turned, mut empty, mut marked) = (0, 0, 0, 0);
    let mut seed = 0;
    while seed < LEAST_ROUNDS || (start.elapsed() < TIME && seed < 400) {
        let mut rng = fastrand::Rng::with_seed(seed);
        let document = random_document(&mut rng);
        let pages = paginate(&document, &EmbeddedFonts);
        nothing_is_lost_or_doubled(&document, &pages, seed);
        let broken = |kind| matches!(kind, FlawKind::BrokenWord | FlawKind::TooWide);
        if !pages.flaws.iter().any(|flaw| broken(flaw.kind)) {
            everything_stands_in_its_box(&pages, document.typography.hang, seed);
            rules_of_line_ends_are_kept(&pages, seed);
        }
        tightened += pages.tightened.len();
        turned += pages
            .pages
            .iter()
            .filter(|page| page.size.is_some())
            .count();
        empty += pages
            .pages
            .iter()
            .filter(|page| page.items.is_empty())
            .count();
        let is_mark = |item: &PageItem| matches!(item, PageItem::Watermark(_));
        marked += pages
            .pages
            .iter()
            .filter(|page| page.items.iter().any(is_mark))
            .count();
        seed += 1;
    }
    assert!(turned > 0 && empty > 0, "{turned} {empty}");
    // Whoever composes decides about these.
    eprintln!("{seed} companies, {tightened} parts tightened, {marked} pages marked");
}

#[test]
fn a_chart_on_a_small_sheet_stands_below_its_heading_and_not_behind_it() {
    let mut project = sample_project().expect("the sample is sound");
    for height in (1300..2400).step_by(50) {
        let company = Arc::make_mut(&mut project.company);
        let settings = Arc::make_mut(&mut company.settings);
        settings.page_width = TenthMm(2100);
        settings.page_height = TenthMm(height);
        let document = compose(&project, &Organisation::of(&project), &Request::book());
        let pages = paginate(&document, &EmbeddedFonts);
        for (part, structure) in document.parts.iter().zip(&pages.structure) {
            let charts = [Extra::DepartmentChart, Extra::ReportingChart].map(PartKind::Extra);
            if charts.contains(&part.kind) {
                let page = &pages.pages[structure.first_page];
                let rules = page.items.iter();
                let rules = rules.filter(|item| matches!(item, PageItem::Rule { .. }));
                assert!(rules.count() > 4, "{height}: {:?}", part.kind);
            }
        }
    }
}

/// A page as text: what stands where, to a tenth of a point.
fn told(page: &Page, out: &mut String) {
    use std::fmt::Write as _;
    for item in &page.items {
        let done = match item {
            PageItem::Text(text) => writeln!(
                out,
                "{:7.1}{:7.1}{:6.1} {:<12}{}",
                text.x,
                text.y,
                text.size,
                format!("{:?}", text.face),
                text.text
            ),
            PageItem::Rule { from, to, .. } => writeln!(
                out,
                "rule {:.1} {:.1} – {:.1} {:.1}",
                from.0, from.1, to.0, to.1
            ),
            PageItem::Fill { area, .. } => writeln!(
                out,
                "fill {:.1} {:.1} {:.1} × {:.1}",
                area.x, area.y, area.width, area.height
            ),
            PageItem::Picture { area, .. } => writeln!(
                out,
                "picture {:.1} {:.1} {:.1} × {:.1}",
                area.x, area.y, area.width, area.height
            ),
            PageItem::Link { page, .. } => writeln!(out, "link to page {}", page + 1),
            PageItem::Watermark(mark) => {
                let words: String = mark.texts.iter().map(|text| text.text.as_str()).collect();
                writeln!(out, "watermark {words}")
            }
        };
        done.expect("a string takes everything");
    }
}

#[test]
fn the_pages_of_a_sample_role_stand_as_they_stood() {
    let project = sample_project().expect("the sample is sound");
    let organisation = Organisation::of(&project);
    let duties = |role: &Role| -> usize {
        let groups = role.duty_groups.iter();
        groups.map(|group| group.duties.len()).sum()
    };
    let (&role, _) = project
        .roles
        .iter()
        .max_by_key(|(_, role)| duties(role))
        .expect("the sample has roles");
    for (layout, name) in [(RoleLayout::Form, "form"), (RoleLayout::Clauses, "clauses")] {
        let request = Request {
            layout: Some(layout),
            ..Request::role(role)
        };
        let document = compose(&project, &organisation, &request);
        let pages = paginate(&document, &EmbeddedFonts);
        let mut text = String::new();
        for (index, page) in pages.pages.iter().enumerate() {
            text.push_str(&format!("page {}\n", index + 1));
            told(page, &mut text);
        }
        let path = format!("tests/fixtures/golden/sample-{name}.layout.txt");
        if std::env::var_os("GANGSHU_BLESS").is_some() {
            replace_file(std::path::Path::new(&path), text.as_bytes()).expect("room for a file");
        }
        let golden = std::fs::read_to_string(&path).expect("the golden file");
        let differs = text.lines().zip(golden.lines()).find(|(a, b)| a != b);
        assert!(
            text == golden,
            "{path}: GANGSHU_BLESS=1 writes it anew; first: {differs:?}"
        );
    }
}
