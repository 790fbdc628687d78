//! Charts in Word: the pictures of our own pages as groups of shapes, whatever the company looks like.

use crate::documents::{PNG, sample, with_logo, without_white_space, write};
use crate::reader::{Element, File, text_of};
use gangshu::document::{Block, Chart, PrintDocument, Request, compose};
use gangshu::fonts::EmbeddedFonts;
use gangshu::layout::{ChartPicture, chart_pictures};
use gangshu::model::settings::{DocumentSettings, HalfPoint, LandscapeParts, TenthMm};
use gangshu::model::{
    Company, Department, DepartmentId, FunctionalLine, ItemId, Organisation, PictureFormat,
    Project, Role, RoleId, Supervisor,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// English metric units in a point.
const UNITS: f32 = 12_700.0;

/// Names as departments and posts have them, of all lengths: hanzi, brackets, Latin.
const NAMES: [&str; 6] = [
    "质量部",
    "综合管理办公室",
    "人力资源与行政管理中心",
    "区域销售主管（华东）",
    "SAP 与 ERP 系统运维 IT helpdesk",
    "轻工业装备制造事业部第二生产车间早班",
];

/// A company of `n` departments and as many roles, both in lines of `deep` below each other; every fifth role also
/// answers to another.
fn company(n: u32, deep: u32) -> Project {
    let name = |nth: u32| format!("{}{nth}", NAMES[nth as usize % NAMES.len()]);
    let begins_line = |nth: u32| nth.is_multiple_of(deep);
    let (department, role) = (|nth| DepartmentId(1 + nth), |nth| RoleId(100_000 + nth));
    let mut project = Project::default();
    for nth in 0..n {
        let below = (nth + 1 < n && !begins_line(nth + 1)).then(|| department(nth + 1));
        let new = Department {
            name: name(nth),
            departments: below.into_iter().collect(),
            roles: vec![role(nth)],
            ..Department::default()
        };
        project.departments.insert(department(nth), Arc::new(new));
        let line = FunctionalLine {
            id: ItemId(500_000 + nth),
            role: Some(role(nth / 2)),
            ..FunctionalLine::default()
        };
        let new = Role {
            name: name(nth + 3),
            supervisor: match nth {
                0 => Supervisor::Outside,
                nth if begins_line(nth) => Supervisor::Role(role(0)),
                nth => Supervisor::Role(role(nth - 1)),
            },
            supervisor_outside: "董事会".into(),
            functional: (nth % 5 == 4).then_some(line).into_iter().collect(),
            ..Role::default()
        };
        project.roles.insert(role(nth), Arc::new(new));
    }
    let lines = (0..n).filter(|&nth| begins_line(nth));
    project.company = Arc::new(Company {
        name: "示例公司".into(),
        departments: lines.map(department).collect(),
        ..Company::default()
    });
    project.last_id = 1_000_000;
    project
}

fn book(mut project: Project, change: impl FnOnce(&mut DocumentSettings)) -> PrintDocument {
    let company = Arc::make_mut(&mut project.company);
    change(Arc::make_mut(&mut company.settings));
    compose(&project, &Organisation::of(&project), &Request::book())
}

/// The charts of a document as our own pages show them, with the width and height of their text.
fn pictures(document: &PrintDocument) -> Vec<(ChartPicture, (f32, f32))> {
    let all = document.parts.iter().flat_map(|part| {
        let page = if part.setup.turned {
            document.page.turned()
        } else {
            document.page
        };
        let height = page.height.points() - page.top.points() - page.bottom.points();
        let room = (page.text_width().points(), height);
        let charts = chart_pictures(part, document, &document.styles, &EmbeddedFonts);
        charts.into_iter().flatten().map(move |it| (it, room))
    });
    all.collect()
}

fn said(paragraph: &Element) -> String {
    without_white_space(&text_of(paragraph))
}

fn number(element: &Element, name: &str) -> i64 {
    element.get(name).parse().unwrap()
}

/// Every way in which companies and settings make charts differ.
fn documents() -> Vec<(&'static str, PrintDocument)> {
    let mut loops = company(60, 6);
    for (id, above) in [(100_010, 100_012), (100_011, 100_010), (100_012, 100_011)] {
        let role = loops.roles.get_mut(&RoleId(id)).map(Arc::make_mut);
        role.unwrap().supervisor = Supervisor::Role(RoleId(above));
    }
    let wide = |settings: &mut DocumentSettings| {
        settings.pages.landscape = LandscapeParts::WhereNeeded;
    };
    let small = |settings: &mut DocumentSettings| {
        (settings.page_width, settings.page_height) = (TenthMm(1050), TenthMm(1480));
        (settings.margin_left, settings.margin_right) = (TenthMm(150), TenthMm(150));
        settings.table_size = HalfPoint(28);
    };
    // Nobody stands above another, and no box for the company above all.
    let mut flat = company(9, 1);
    Arc::make_mut(&mut flat.company).name.clear();
    vec![
        ("no lines", book(flat, |_| {})),
        ("the sample", book(sample(), |_| {})),
        ("two boxes", book(company(1, 1), |_| {})),
        ("beside each other", book(company(9, 1), wide)),
        ("200 departments", book(company(200, 4), |_| {})),
        ("8 levels", book(company(64, 8), |_| {})),
        ("one line", book(company(80, 80), |_| {})),
        ("a loop", book(loops, |_| {})),
        ("a small sheet", book(company(40, 5), small)),
    ]
}

#[test]
fn what_the_boxes_of_our_pages_say_stands_once_in_word_in_the_same_order() {
    for (name, document) in documents() {
        let pictures = pictures(&document);
        assert!(!pictures.is_empty(), "{name}");
        let word = File::open(&write(&document).bytes).document();
        let drawings = word.every("mc:Choice");
        assert_eq!(drawings.len(), pictures.len(), "{name}");
        for (drawing, (picture, _)) in drawings.into_iter().zip(&pictures) {
            let boxes = drawing.every("wps:txbx");
            let boxes = boxes.iter().map(|it| {
                let paragraphs = it.every("w:p");
                paragraphs.into_iter().map(said).collect::<Vec<_>>()
            });
            let expected = picture.boxes.iter().map(|it| {
                let texts = it.texts.iter().map(|text| text.spans.iter());
                let texts = texts.map(|spans| spans.map(|span| span.text.as_str()));
                let texts = texts.map(|pieces| without_white_space(&pieces.collect::<String>()));
                texts.collect::<Vec<_>>()
            });
            assert!(boxes.eq(expected), "{name}");
            let n_lines = drawing.every("a:prstGeom").into_iter();
            let n_lines = n_lines.filter(|it| it.get("prst") == "line").count();
            let feet = picture.boxes.iter().filter_map(|it| it.foot).count();
            assert_eq!(n_lines, picture.lines.len() + feet, "{name}");
            let n_dashed = drawing.every("a:prstDash").len();
            assert_eq!(n_dashed, picture.dashed.len(), "{name}");
        }
    }
}

#[test]
fn a_long_name_is_one_text_where_every_reader_breaks_it_alike_and_has_line_feeds_where_not() {
    let mut project = company(6, 1);
    let name = "轻工业装备制造事业部";
    let department = project.departments.get_mut(&DepartmentId(1));
    Arc::make_mut(department.unwrap()).name = name.into();
    let document = book(project, |_| {});
    let word = File::open(&write(&document).bytes).document();
    let boxes = word.every("wps:wsp");
    let find = |start: &str| {
        let texts = boxes.iter().flat_map(|it| {
            let paragraphs = it.every("w:p").into_iter();
            paragraphs.map(|paragraph| (text_of(paragraph), it.child("wps:bodyPr").unwrap()))
        });
        texts
            .into_iter()
            .find(|(text, _)| text.starts_with(start))
            .unwrap()
    };
    let (text, body) = find(name);
    assert_eq!(text, name);
    assert_eq!(body.get("lIns"), body.get("rIns"));
    assert!(number(body, "lIns") > 0);
    let (text, body) = find("SAP");
    assert!(text.contains('\n') && !text.contains(" \n"), "{text:?}");
    assert_eq!(body.get("lIns"), "0");
    assert!(text.lines().all(|line| line.chars().count() < 16), "{text}");
}

#[test]
fn a_picture_fits_between_the_margins_and_takes_the_height_that_it_has_on_our_pages() {
    for (name, document) in documents() {
        let word = File::open(&write(&document).bytes).document();
        let paragraphs = word.every("w:p").into_iter().filter(|it| {
            let runs = it.children.iter().filter(|child| child.name == "w:r");
            let mut inside = runs.flat_map(|run| &run.children);
            inside.any(|child| child.name == "mc:AlternateContent")
        });
        let paragraphs: Vec<&Element> = paragraphs.collect();
        let pictures = pictures(&document);
        assert_eq!(paragraphs.len(), pictures.len(), "{name}");
        for (paragraph, (picture, (width, height))) in paragraphs.into_iter().zip(pictures) {
            let extent = paragraph.every("wp:extent")[0];
            let (wide, high) = (number(extent, "cx") as f32, number(extent, "cy") as f32);
            assert!(wide <= width * UNITS && high <= height * UNITS, "{name}");
            let properties = paragraph.child("w:pPr").unwrap();
            let spacing = properties.child("w:spacing").unwrap();
            assert_eq!(spacing.get("w:lineRule"), "auto", "{name}");
            let total = high / UNITS + number(spacing, "w:after") as f32 / 20.0;
            assert!(
                total <= picture.height && total > picture.height - 6.0,
                "{name}: {total} of {}",
                picture.height
            );
        }
    }
}

#[test]
fn groups_are_what_the_schema_asks_for_and_every_number_is_another() {
    let mut all = documents();
    let with_logo = with_logo(book(company(20, 3), |_| {}), PNG, PictureFormat::Png);
    all.push(("a logo", with_logo));
    let mut n_alone = 0;
    for (name, document) in all {
        let word = File::open(&write(&document).bytes).document();
        for prefix in ["wps", "wpg", "mc", "wp", "w"] {
            assert!(!word.get(&format!("xmlns:{prefix}")).is_empty(), "{prefix}");
        }
        let mut ids = BTreeSet::new();
        let named = ["wp:docPr", "wps:cNvPr"].map(|element| word.every(element));
        for element in named.into_iter().flatten() {
            assert!(ids.insert(number(element, "id")), "{name}: {ids:?}");
            assert!(!element.get("name").is_empty());
            let is_whole = element.name == "wp:docPr";
            assert_eq!(!element.get("descr").is_empty(), is_whole, "{name}");
        }
        for alternate in word.every("mc:AlternateContent") {
            let [choice, fallback] = &alternate.children[..] else {
                panic!("{name}: {}", alternate.children.len());
            };
            assert_eq!(choice.name, "mc:Choice");
            let [words] = &fallback.children[..] else {
                panic!("{name}: {}", fallback.children.len());
            };
            let kinds = (fallback.name.as_str(), words.name.as_str());
            assert_eq!(kinds, ("mc:Fallback", "w:t"));
            let about = choice.every("wp:docPr")[0].get("descr");
            assert_eq!(words.text, about);
            let first = choice.every("w:txbxContent")[0].every("w:p")[0];
            let about = without_white_space(about);
            assert!(about.starts_with(&said(first)), "{name}: {about}");
            let data = choice.every("a:graphicData")[0];
            let kind = data.get("uri").rsplit('/').next().unwrap();
            let [only] = &data.children[..] else {
                panic!("{name}: {:?}", names(data));
            };
            let extent = choice.every("wp:extent")[0];
            match (choice.get("Requires"), kind) {
                ("wpg", "wordprocessingGroup") => check_group(name, only, extent),
                // A box by itself: in a group LibreOffice would print its text twice.
                ("wps", "wordprocessingShape") => {
                    n_alone += 1;
                    check_shape(name, only, size(extent));
                }
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    assert!(n_alone > 0);
}

fn names(element: &Element) -> Vec<&str> {
    let children = element.children.iter();
    children.map(|child| child.name.as_str()).collect()
}

fn size(element: &Element) -> (i64, i64) {
    (number(element, "cx"), number(element, "cy"))
}

fn check_group(name: &str, group: &Element, extent: &Element) {
    let frame = group.child("wpg:grpSpPr").unwrap().child("a:xfrm").unwrap();
    assert_eq!(names(frame), ["a:off", "a:ext", "a:chOff", "a:chExt"]);
    for child in ["a:ext", "a:chExt"] {
        assert_eq!(size(frame.child(child).unwrap()), size(extent), "{name}");
    }
    assert_eq!(names(group)[..2], ["wpg:cNvGrpSpPr", "wpg:grpSpPr"]);
    let shapes = &group.children[2..];
    assert!(shapes.len() > 1, "{name}");
    for shape in shapes {
        check_shape(name, shape, size(extent));
    }
}

/// A shape in a picture of this size.
fn check_shape(name: &str, shape: &Element, whole: (i64, i64)) {
    assert_eq!(shape.name, "wps:wsp");
    match names(shape)[..] {
        [
            "wps:cNvPr",
            "wps:cNvSpPr",
            "wps:spPr",
            "wps:txbx",
            "wps:bodyPr",
        ]
        | [
            "wps:cNvPr",
            "wps:cNvSpPr" | "wps:cNvCnPr",
            "wps:spPr",
            "wps:bodyPr",
        ] => {}
        _ => panic!("{name}: {:?}", names(shape)),
    }
    let place = shape.child("wps:spPr").unwrap().child("a:xfrm").unwrap();
    let (width, height) = size(place.child("a:ext").unwrap());
    let at = place.child("a:off").unwrap();
    let (x, y) = (number(at, "x"), number(at, "y"));
    assert!(x >= 0 && y >= 0 && width >= 0 && height >= 0, "{name}");
    // Each is rounded to whole units.
    let (right, bottom) = (whole.0 + 1, whole.1 + 1);
    assert!(x + width <= right && y + height <= bottom, "{name}");
    for text in shape.every("w:txbxContent") {
        assert_eq!(text.children.last().unwrap().name, "w:p", "{name}");
        assert!(text.every("w:drawing").is_empty(), "{name}");
    }
}

#[test]
fn boxes_have_the_styles_and_links_of_the_text_and_no_ground_on_a_watermark() {
    let plain = book(company(12, 3), |_| {});
    let mut marked = plain.clone();
    for part in &mut marked.parts {
        part.setup.watermark = "草稿".into();
    }
    let grounds = |document: &PrintDocument| {
        let word = File::open(&write(document).bytes).document();
        let groups = word.every("wpg:wgp").into_iter();
        let looks = groups.flat_map(|it| it.every("wps:spPr"));
        looks.filter(|it| it.child("a:solidFill").is_some()).count()
    };
    assert!(grounds(&plain) > 12);
    assert_eq!(grounds(&marked), 0);
    let word = File::open(&write(&plain).bytes).document();
    let marks = word.every("w:bookmarkStart").into_iter();
    let marks: BTreeSet<&str> = marks.map(|mark| mark.get("w:name")).collect();
    let boxes = word.every("w:txbxContent");
    let styles = boxes.iter().flat_map(|it| it.every("w:pStyle"));
    let styles: BTreeSet<&str> = styles.map(|style| style.get("w:val")).collect();
    assert_eq!(styles, BTreeSet::from(["CellCentered"]));
    let links = boxes.iter().flat_map(|it| it.every("w:hyperlink"));
    let links: Vec<&str> = links.map(|link| link.get("w:anchor")).collect();
    assert!(links.len() > 12, "{}", links.len());
    assert!(links.iter().all(|link| marks.contains(link)));
}

#[test]
fn a_chart_of_nothing_leaves_nothing_behind() {
    let mut document = book(company(1, 1), |_| {});
    document.parts.truncate(2);
    document.parts[1].blocks = vec![Block::Chart(Chart::default())];
    let word = File::open(&write(&document).bytes).document();
    assert!(word.every("mc:AlternateContent").is_empty());
    // The page of the part is there all the same.
    let begun = word.every("w:pageBreakBefore").len() + word.every("w:sectPr").len();
    assert_eq!(begun, 2);
}
