//! The PDF writer: what stands in the file, judged by reading its objects and by poppler and qpdf.
//!
//! The pages are built by hand, so that a test says what it is about. poppler-utils and qpdf must be installed;
//! without them the tests that need them fail and say so.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use base64::Engine as _;
use gangshu::document::{Properties, Request, compose};
use gangshu::export::{ExportError, ExportWarning, pdf};
use gangshu::fonts::{EmbeddedFonts, Face, is_invisible};
use gangshu::layout::{
    Area, Meaning, Missing, OutlineEntry, Page, PageItem, Pages, Text, paginate,
};
use gangshu::model::settings::PdfKind;
use gangshu::model::{Logo, Organisation};
use gangshu::storage::sample_project;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;

fn text(face: Face, x: f32, y: f32, content: &str) -> Text {
    Text {
        x,
        y,
        face,
        size: 12.0,
        text: content.to_owned(),
        spacing: 0.0,
        kerns: Vec::new(),
        place: None,
        meaning: Meaning::Decoration,
    }
}

/// A page with one text below the other.
fn page_of(lines: &[(Face, &str)]) -> Page {
    let items = lines.iter().zip(1_u8..);
    let items = items.map(|(&(face, line), n)| {
        PageItem::Text(text(face, 72.0, 72.0 + 20.0 * f32::from(n), line))
    });
    Page {
        size: None,
        items: items.collect(),
    }
}

fn pages_of(pages: Vec<Page>) -> Pages {
    Pages {
        width: WIDTH,
        height: HEIGHT,
        pages,
        ..Pages::default()
    }
}

fn properties() -> Properties {
    Properties {
        title: "岗位说明书（示例）".to_owned(),
        subject: "岗位说明书".to_owned(),
        author: "示例公司".to_owned(),
        company: "示例公司".to_owned(),
        keywords: "岗位, 职责".to_owned(),
        date: Some((2026, 3, 9)),
    }
}

fn written(pages: &Pages) -> Vec<u8> {
    let exported =
        pdf::write(pages, &properties(), PdfKind::Plain).expect("these pages can be written");
    exported.bytes
}

fn loaded(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("the file can be read back")
}

/// Runs a program on a file with these bytes; `@` among the arguments stands for the file.
fn run(program: &str, arguments: &[&str], bytes: &[u8]) -> (bool, String) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("room for a file");
    let path = |argument: &str| match argument {
        "@" => file.path().to_owned(),
        other => Path::new(other).to_owned(),
    };
    let arguments: Vec<_> = arguments.iter().map(|argument| path(argument)).collect();
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} must be installed for this test: {error}"));
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

fn copied_text(bytes: &[u8]) -> String {
    let (fine, text) = run("pdftotext", &["-raw", "-enc", "UTF-8", "@", "-"], bytes);
    assert!(fine, "pdftotext: {text}");
    text
}

/// Follows references, as every reader does.
fn dictionary<'a>(file: &'a Document, object: &'a Object) -> &'a Dictionary {
    let (_, object) = file.dereference(object).expect("an object");
    object.as_dict().expect("a dictionary")
}

fn entry<'a>(file: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Object {
    dictionary
        .get_deref(key.as_bytes(), file)
        .unwrap_or_else(|_| panic!("no {key} in {dictionary:?}"))
}

fn page_ids(file: &Document) -> Vec<ObjectId> {
    file.page_iter().collect()
}

/// The resources that all pages inherit.
fn resources(file: &Document) -> &Dictionary {
    let catalogue = file.catalog().expect("a catalogue");
    let tree = entry(file, catalogue, "Pages").as_dict().expect("a tree");
    entry(file, tree, "Resources").as_dict().expect("resources")
}

/// Widths by code of each font, thousandths of an em.
fn widths(file: &Document) -> BTreeMap<Vec<u8>, BTreeMap<u16, f32>> {
    let fonts = dictionary(file, entry(file, resources(file), "Font"));
    let mut all = BTreeMap::new();
    for (name, font) in fonts.iter() {
        let font = dictionary(file, font);
        let descendants = entry(file, font, "DescendantFonts").as_array();
        let descendant = dictionary(file, &descendants.expect("an array")[0]);
        let list = entry(file, descendant, "W").as_array().expect("widths");
        let mut widths = BTreeMap::new();
        for pair in list.chunks(2) {
            let first = u16::try_from(pair[0].as_i64().expect("a code")).expect("a small code");
            let group = pair[1].as_array().expect("a group of widths");
            for (code, width) in (first..).zip(group) {
                widths.insert(code, width.as_float().expect("a width"));
            }
        }
        all.insert(name.clone(), widths);
    }
    all
}

fn number(object: &Object) -> f32 {
    object.as_float().expect("a number")
}

/// Where a reader puts each glyph of a page: x and y from the lower left corner. Follows ISO 32000-1, 9.4.4.
fn glyph_positions(file: &Document, page: ObjectId) -> Vec<(f32, f32)> {
    let widths = widths(file);
    let content = Content::decode(&file.get_page_content(page)).expect("a content stream");
    let (mut start, mut pen, mut spacing) = ((0.0, 0.0), 0.0, 0.0);
    let (mut font, mut size) = (Vec::new(), 0.0);
    let mut positions = Vec::new();
    for operation in content.operations {
        let operands = operation.operands;
        match operation.operator.as_str() {
            "BT" => (start, pen) = ((0.0, 0.0), 0.0),
            "Tf" => {
                font = operands[0].as_name().expect("a font name").to_vec();
                size = number(&operands[1]);
            }
            "Tc" => spacing = number(&operands[0]),
            "Td" => {
                start = (
                    start.0 + number(&operands[0]),
                    start.1 + number(&operands[1]),
                );
                pen = 0.0;
            }
            "Tj" | "TJ" => {
                let items = match &operands[0] {
                    Object::Array(items) => items.clone(),
                    one => vec![one.clone()],
                };
                for item in items {
                    let Object::String(codes, _) = item else {
                        pen -= number(&item) / 1000.0 * size;
                        continue;
                    };
                    for code in codes.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        positions.push((start.0 + pen, start.1));
                        pen += widths[&font][&code] / 1000.0 * size + spacing;
                    }
                }
            }
            _ => {}
        }
    }
    positions
}

#[test]
fn copied_text_is_the_text_typed() {
    let lines = [
        (
            Face::SongRegular,
            "负责编制《年度采购计划》，经总经理批准后执行；",
        ),
        (
            Face::SongBold,
            "“三重一大”事项：金额≥50,000元的合同（含补充协议）。",
        ),
        (Face::HeiRegular, "Excel/ERP ①②③ 100㎡ 25℃ ±5% C++ A/B"),
        (Face::HeiBold, "（一）主要职责——落实到人……"),
        (
            Face::FangSong,
            "本规定自发布之日起施行，由人力资源部负责解释。",
        ),
        (Face::Kai, "岗位目的：保证按时、按质、按量交付。"),
        (Face::SongRegular, "姓名用字：䶮、𬱖、㛃、𠮷"),
    ];
    let copied = copied_text(&written(&pages_of(vec![page_of(&lines)])));
    let expected: Vec<&str> = lines.iter().map(|&(_, line)| line).collect();
    let copied: Vec<&str> = copied.trim_end_matches('\u{c}').lines().collect();
    assert_eq!(copied, expected);
}

#[test]
fn characters_with_one_glyph_are_copied_as_typed() {
    let shared: Vec<(Face, char, char)> = Face::ALL
        .into_iter()
        .filter_map(|face| {
            let mut owners = BTreeMap::<u16, char>::new();
            face.metrics().characters().find_map(|c| {
                let glyph = face.metrics().glyph(c)?;
                let other = owners.insert(glyph, c)?;
                (!other.is_whitespace()).then_some((face, other, c))
            })
        })
        .collect();
    assert!(!shared.is_empty(), "no face draws two characters alike");
    for (face, one, other) in shared {
        let line = format!("{one}甲{other}乙{one}");
        let copied = copied_text(&written(&pages_of(vec![page_of(&[(face, &line)])])));
        assert_eq!(copied.trim_end(), line, "{face:?}");
    }
}

#[test]
fn spaces_of_every_width_are_kept_and_move_the_pen_as_layout_says() {
    let line = "甲\u{3000}乙\u{a0}丙\u{2003}丁\u{2009}戊 己";
    for face in Face::ALL {
        let bytes = written(&pages_of(vec![page_of(&[(face, line)])]));
        let file = loaded(&bytes);
        let positions = glyph_positions(&file, page_ids(&file)[0]);
        assert_eq!(positions.len(), line.chars().count(), "{face:?}");
        let mut x = 72.0;
        for (c, (found, _)) in line.chars().zip(&positions) {
            assert!((found - x).abs() < 0.002, "{face:?} {c}: {found} for {x}");
            x += f32::from(face.metrics().advance(c).expect("covered")) * 0.012;
        }
        let copied: String = copied_text(&bytes).split_whitespace().collect();
        assert_eq!(copied, "甲乙丙丁戊己");
    }
}

#[test]
fn what_is_invisible_is_not_written_but_counts_for_spacing_and_kerns() {
    let mut line = text(
        Face::SongRegular,
        72.0,
        100.0,
        "岗\u{200b}位\u{ad}职\u{feff}责",
    );
    line.spacing = 0.75;
    line.kerns = vec![(1, 2.5), (4, -6.0)];
    let page = Page {
        size: None,
        items: vec![PageItem::Text(line)],
    };
    let bytes = written(&pages_of(vec![page]));
    // A reader takes wide gaps for spaces and new lines.
    let copied: String = copied_text(&bytes).split_whitespace().collect();
    assert_eq!(copied, "岗位职责");
    let file = loaded(&bytes);
    let found: Vec<f32> = glyph_positions(&file, page_ids(&file)[0])
        .into_iter()
        .map(|(x, _)| x)
        .collect();
    let second = 72.0 + 12.0 + 2.0 * 0.75 + 2.5;
    let third = second + 12.0 + 2.0 * 0.75;
    let fourth = third + 12.0 + 2.0 * 0.75 - 6.0;
    for (found, expected) in found.iter().zip([72.0, second, third, fourth]) {
        assert!((found - expected).abs() < 0.002, "{found} for {expected}");
    }
    assert_eq!(found.len(), 4);
}

#[test]
fn justified_and_kerned_lines_stand_where_layout_put_them() {
    let content = "（岗位职责）（2026年）：A/B，负责、协调。";
    let mut items = Vec::new();
    let mut expected = Vec::new();
    for n in 0..40_u8 {
        let mut line = text(
            Face::ALL[usize::from(n % 6)],
            61.7 + f32::from(n) * 0.37,
            70.1 + f32::from(n) * 17.33,
            content,
        );
        line.size = 9.0 + f32::from(n % 5) * 0.75;
        line.spacing = f32::from(n % 3) * 0.123_45;
        line.kerns = vec![(0, -line.size / 2.0), (5, 1.234), (14, -3.0)];
        let mut x = line.x;
        for (index, c) in content.chars().enumerate() {
            expected.push((x, HEIGHT - line.y));
            let advance = line.face.metrics().advance(c).expect("covered");
            x += f32::from(advance) / 1000.0 * line.size + line.spacing;
            let kerns = line.kerns.iter().filter(|(at, _)| *at == index);
            x += kerns.map(|(_, kern)| kern).sum::<f32>();
        }
        items.push(PageItem::Text(line));
    }
    let file = loaded(&written(&pages_of(vec![Page { items, size: None }])));
    let found = glyph_positions(&file, page_ids(&file)[0]);
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        let distance = (found.0 - expected.0).hypot(found.1 - expected.1);
        assert!(distance < 0.005, "{found:?} for {expected:?}");
    }
}

#[test]
fn every_font_is_embedded_once_as_a_subset_with_unicode_and_layout_widths() {
    let faces = Face::ALL.map(|face| (face, "岗位职责与任职资格 2026"));
    let pages = pages_of(vec![page_of(&faces), page_of(&faces), page_of(&faces)]);
    let bytes = written(&pages);
    let (fine, said) = run("pdffonts", &["@"], &bytes);
    assert!(fine, "{said}");
    let fonts: Vec<&str> = said.lines().skip(2).collect();
    assert_eq!(fonts.len(), 6, "{said}");
    for font in fonts {
        assert!(font.contains("CID TrueType"), "{said}");
        let columns: Vec<&str> = font.split_whitespace().collect();
        assert!(
            columns
                .windows(3)
                .any(|three| three == ["yes", "yes", "yes"]),
            "{said}"
        );
        assert_eq!(columns[0].find('+'), Some(6), "{said}");
    }
    let largest = widths(&loaded(&bytes)).into_values();
    for widths in largest {
        // Eight hanzi, three digits, a space, and no glyph more.
        assert_eq!(widths.len(), 12, "{widths:?}");
    }
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let line = [
        (Face::SongRegular, "岗位职责"),
        (Face::Kai, "任职资格\u{3000}2026"),
    ];
    let pages = pages_of(vec![page_of(&line)]);
    let first = written(&pages);
    assert_eq!(first, written(&pages));
    let other = [
        (Face::SongRegular, "岗位职责"),
        (Face::Kai, "任职资格\u{3000}2027"),
    ];
    let other = written(&pages_of(vec![page_of(&other)]));
    let id = |bytes: &[u8]| format!("{:?}", loaded(bytes).trailer.get(b"ID"));
    assert_ne!(id(&first), id(&other));
    assert!(id(&first).starts_with("Ok([<"), "{}", id(&first));
}

/// In a process of its own the test only writes the file that the first process compares.
#[test]
fn another_process_writes_the_same_bytes() {
    const PLACE: &str = "GANGSHU_TEST_PDF";
    let bytes = written(&sample_book());
    if let Ok(path) = std::env::var(PLACE) {
        let mut file = std::fs::File::create(path).expect("a file for the first process");
        file.write_all(&bytes).expect("room for a file");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.pdf");
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "another_process_writes_the_same_bytes"])
        .env(PLACE, &path)
        .output()
        .expect("this test runs again");
    assert!(output.status.success(), "{output:?}");
    let other = std::fs::read(&path).expect("the other process wrote its file");
    assert!(other == bytes, "{} and {} bytes", bytes.len(), other.len());
}

fn sample_book() -> Pages {
    let project = sample_project().expect("the sample is sound");
    let document = compose(&project, &Organisation::of(&project), &Request::book());
    paginate(&document, &EmbeddedFonts)
}

#[test]
fn the_sample_book_is_sound_and_its_text_comes_back_page_by_page() {
    let pages = sample_book();
    let bytes = written(&pages);
    let (fine, said) = run("qpdf", &["--check", "@"], &bytes);
    assert!(fine, "{said}");
    let copied = copied_text(&bytes);
    let copied: Vec<&str> = copied.split('\u{c}').collect();
    assert_eq!(
        copied.len(),
        pages.pages.len() + 1,
        "a form feed ends each page"
    );
    for (number, (page, copied)) in pages.pages.iter().zip(copied).enumerate() {
        let texts = page.items.iter().filter_map(|item| match item {
            PageItem::Text(text) => Some(text.text.as_str()),
            _ => None,
        });
        let expected: String = texts.collect();
        let shown = |c: &char| !c.is_whitespace() && !is_invisible(*c);
        let expected: String = expected.chars().filter(shown).collect();
        let copied: String = copied.chars().filter(shown).collect();
        assert_eq!(copied, expected, "page {}", number + 1);
    }
}

#[test]
fn the_bookmarks_of_the_sample_book_are_those_of_its_pages() {
    let pages = sample_book();
    let found = bookmarks(&loaded(&written(&pages)));
    let found: Vec<(String, usize)> = found
        .into_iter()
        .map(|(_, title, page, _)| (title, page))
        .collect();
    let expected = pages
        .outline
        .iter()
        .map(|entry| (entry.title.clone(), entry.page));
    assert_eq!(found, expected.collect::<Vec<_>>());
    assert!(found.len() > 20, "{found:?}");
}

fn bookmark(level: u8, title: &str, page: usize, y: f32) -> OutlineEntry {
    OutlineEntry {
        level,
        title: title.to_owned(),
        page,
        y,
        target: None,
        in_contents: true,
    }
}

/// The bookmarks as a reader lists them: depth, title, page index, height.
fn bookmarks(file: &Document) -> Vec<(usize, String, usize, f32)> {
    fn walk(
        file: &Document,
        parent: &Dictionary,
        depth: usize,
        found: &mut Vec<(usize, String, usize, f32)>,
    ) {
        let mut next = parent.get(b"First").ok();
        while let Some(id) = next {
            let item = dictionary(file, id);
            let title = entry(file, item, "Title");
            let title = lopdf::decode_text_string(title).expect("a text");
            let target = entry(file, item, "Dest").as_array().expect("a destination");
            let page = target[0].as_reference().expect("a page");
            let page = page_ids(file).iter().position(|&id| id == page);
            found.push((
                depth,
                title,
                page.expect("a page of the file"),
                number(&target[3]),
            ));
            walk(file, item, depth + 1, found);
            next = item.get(b"Next").ok();
        }
    }
    let catalogue = file.catalog().expect("a catalogue");
    assert_eq!(
        entry(file, catalogue, "PageMode").as_name().ok(),
        Some(&b"UseOutlines"[..])
    );
    let mut found = Vec::new();
    let root = dictionary(file, entry(file, catalogue, "Outlines"));
    walk(file, root, 0, &mut found);
    found
}

#[test]
fn bookmarks_are_nested_in_document_order_and_lead_to_their_height() {
    let line = [(Face::SongRegular, "正文")];
    let mut pages = pages_of(vec![page_of(&line), page_of(&line)]);
    pages.outline = vec![
        bookmark(1, "三、财务部", 0, 72.0),
        bookmark(2, "出纳", 0, 300.5),
        bookmark(4, "主要职责", 1, 72.0),
        bookmark(2, "会计", 1, 400.0),
        bookmark(1, "一、采购部 (A)", 1, 600.0),
        bookmark(1, "没有这一页", 7, 0.0),
    ];
    let bytes = written(&pages);
    let expected = [
        (0, "三、财务部", 0, 72.0),
        (1, "出纳", 0, 300.5),
        (2, "主要职责", 1, 72.0),
        (1, "会计", 1, 400.0),
        (0, "一、采购部 (A)", 1, 600.0),
    ];
    let found = bookmarks(&loaded(&bytes));
    assert_eq!(found.len(), expected.len());
    for ((depth, title, page, y), expected) in found.into_iter().zip(expected) {
        assert_eq!(
            (depth, title.as_str(), page),
            (expected.0, expected.1, expected.2)
        );
        assert!((HEIGHT - y - expected.3).abs() < 0.01, "{title}: {y}");
    }
}

#[test]
fn links_lead_to_their_page_and_are_printed() {
    let link = |page, y| PageItem::Link {
        area: Area {
            x: 72.0,
            y: 100.0,
            width: 200.0,
            height: 18.0,
        },
        page,
        y,
        meaning: Meaning::Decoration,
    };
    let mut pages = pages_of(vec![page_of(&[(Face::SongRegular, "目录")]); 3]);
    pages.pages[0].items.extend([link(2, 150.0), link(9, 0.0)]);
    let file = loaded(&written(&pages));
    let ids = page_ids(&file);
    let annotations = |page: usize| {
        let page = file.get_dictionary(ids[page]).expect("a page");
        page.get(b"Annots")
            .ok()
            .map(|all| all.as_array().expect("an array").clone())
    };
    let links = annotations(0).expect("links");
    assert_eq!(
        links.len(),
        1,
        "a link to a page that is not there is left out"
    );
    let found = dictionary(&file, &links[0]);
    assert_eq!(entry(&file, found, "F").as_i64().ok(), Some(4));
    let target = entry(&file, found, "Dest")
        .as_array()
        .expect("a destination");
    assert_eq!(target[0].as_reference().ok(), Some(ids[2]));
    assert!((number(&target[3]) - (HEIGHT - 150.0)).abs() < 0.01);
    let area = entry(&file, found, "Rect")
        .as_array()
        .expect("four numbers");
    let area: Vec<f32> = area.iter().map(number).collect();
    assert!((area[1] - (HEIGHT - 118.0)).abs() < 0.01, "{area:?}");
    assert!((area[3] - (HEIGHT - 100.0)).abs() < 0.01, "{area:?}");
    assert_eq!(annotations(1), None);
}

#[test]
fn properties_stand_in_the_file_and_nothing_of_the_library() {
    let bytes = written(&pages_of(vec![page_of(&[(Face::SongRegular, "正文")])]));
    let (fine, said) = run("pdfinfo", &["-enc", "UTF-8", "@"], &bytes);
    assert!(fine, "{said}");
    for expected in [
        "岗位说明书（示例）",
        "示例公司",
        "岗位, 职责",
        "岗书",
        "Mar  9",
        "1.7",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(!said.contains("PDF/X"), "{said}");
    let file = loaded(&bytes);
    let catalogue = file.catalog().expect("a catalogue");
    let language = lopdf::decode_text_string(entry(&file, catalogue, "Lang"));
    assert_eq!(language.ok().as_deref(), Some("zh-CN"));
    let preferences = dictionary(&file, entry(&file, catalogue, "ViewerPreferences"));
    assert_eq!(
        preferences.get(b"DisplayDocTitle").ok(),
        Some(&Object::Boolean(true))
    );
    for page in page_ids(&file) {
        assert!(!file.get_dictionary(page).expect("a page").has(b"Annots"));
    }
}

/// A picture of this many pixels with half of it see-through, or a JPEG of it without.
fn logo(format: image::ImageFormat, grey: bool) -> Arc<Logo> {
    let mut picture = image::DynamicImage::from(image::RgbaImage::from_fn(64, 32, |x, _| {
        image::Rgba([200, 30, 30, if x < 32 { 255 } else { 90 }])
    }));
    if grey {
        picture = picture.to_luma8().into();
    } else if format == image::ImageFormat::Jpeg {
        picture = picture.to_rgb8().into();
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, format)
        .expect("an encoded picture");
    Arc::new(Logo {
        base64: base64::engine::general_purpose::STANDARD.encode(bytes.into_inner()),
        ..Logo::default()
    })
}

fn picture(logo: &Arc<Logo>) -> PageItem {
    PageItem::Picture {
        area: Area {
            x: 72.0,
            y: 72.0,
            width: 128.0,
            height: 64.0,
        },
        logo: Arc::clone(logo),
        meaning: Meaning::Header,
    }
}

#[test]
fn a_logo_is_embedded_once_however_often_it_is_shown() {
    let png = logo(image::ImageFormat::Png, false);
    let copy = Arc::new(Logo::clone(&png));
    let page = |logo| Page {
        size: None,
        items: vec![picture(logo)],
    };
    let bytes = written(&pages_of(vec![page(&png), page(&copy), page(&png)]));
    let (fine, said) = run("pdfimages", &["-list", "@"], &bytes);
    assert!(fine, "{said}");
    let file = loaded(&bytes);
    let pictures = dictionary(&file, entry(&file, resources(&file), "XObject"));
    assert_eq!(pictures.len(), 1);
    // Shown three times, each with its soft mask.
    assert_eq!(
        said.lines().filter(|line| line.contains("smask")).count(),
        3,
        "{said}"
    );
    let (fine, said) = run("qpdf", &["--check", "@"], &bytes);
    assert!(fine, "{said}");
}

#[test]
fn a_picture_stands_in_its_area_the_right_way_up() {
    let png = logo(image::ImageFormat::Jpeg, false);
    let page = Page {
        size: None,
        items: vec![picture(&png)],
    };
    let bytes = written(&pages_of(vec![page]));
    let folder = tempfile::tempdir().expect("a folder");
    let prefix = folder.path().join("page");
    let prefix = prefix.to_str().expect("a plain path");
    let (fine, said) = run(
        "pdftoppm",
        &["-r", "72", "-png", "-singlefile", "@", prefix],
        &bytes,
    );
    assert!(fine, "{said}");
    let shown = image::open(format!("{prefix}.png"))
        .expect("a picture of the page")
        .to_rgb8();
    let red = |x, y| {
        let [r, g, b] = shown.get_pixel(x, y).0;
        r > 150 && g < 90 && b < 90
    };
    for inside in [(74, 74), (198, 74), (74, 134), (198, 134)] {
        assert!(red(inside.0, inside.1), "{inside:?}");
    }
    for outside in [(69, 100), (203, 100), (136, 69), (136, 139)] {
        assert!(!red(outside.0, outside.1), "{outside:?}");
    }
}

#[test]
fn jpegs_go_in_as_they_are_with_their_colours() {
    for (grey, colours) in [(true, "DeviceGray"), (false, "DeviceRGB")] {
        let jpeg = logo(image::ImageFormat::Jpeg, grey);
        let page = Page {
            size: None,
            items: vec![picture(&jpeg)],
        };
        let file = loaded(&written(&pages_of(vec![page])));
        let pictures = dictionary(&file, entry(&file, resources(&file), "XObject"));
        let (_, found) = pictures.iter().next().expect("a picture");
        let (_, found) = file.dereference(found).expect("an object");
        let found = found.as_stream().expect("a stream");
        let name = |key: &[u8]| found.dict.get(key).and_then(Object::as_name).ok();
        assert_eq!(name(b"Filter"), Some(&b"DCTDecode"[..]));
        assert_eq!(name(b"ColorSpace"), Some(colours.as_bytes()));
        let original = base64::engine::general_purpose::STANDARD.decode(&jpeg.base64);
        assert_eq!(Some(&found.content), original.ok().as_ref());
    }
}

#[test]
fn in_a_file_for_the_archive_a_see_through_logo_lies_on_white() {
    for grey in [false, true] {
        let png = logo(image::ImageFormat::Png, grey);
        let decoded = base64::engine::general_purpose::STANDARD.decode(&png.base64);
        let typed = image::load_from_memory(&decoded.expect("base64")).expect("a picture");
        let page = Page {
            size: None,
            items: vec![picture(&png)],
        };
        let exported = pdf::write(&pages_of(vec![page]), &properties(), PdfKind::Archive);
        let file = loaded(&exported.expect("a file").bytes);
        let pictures = dictionary(&file, entry(&file, resources(&file), "XObject"));
        let (_, found) = pictures.iter().next().expect("a picture");
        let (_, found) = file.dereference(found).expect("an object");
        let found = found.as_stream().expect("a stream");
        assert!(!found.dict.has(b"SMask"));
        let pixels = found.decompressed_content().expect("pixels");
        let channels = if grey { 1 } else { 3 };
        assert_eq!(pixels.len(), 64 * 32 * channels);
        for (pixel, original) in pixels.chunks(channels).zip(typed.to_rgba8().pixels()) {
            let opacity = f32::from(original.0[3]) / 255.0;
            for (&value, &light) in pixel.iter().zip(&original.0) {
                let expected = f32::from(light) * opacity + 255.0 * (1.0 - opacity);
                assert!(
                    (f32::from(value) - expected).abs() <= 1.0,
                    "{value} for {expected}"
                );
            }
        }
    }
}

#[test]
fn a_damaged_logo_is_left_out_and_reported_once() {
    let damaged = Arc::new(Logo {
        base64: "/9j/4AAQSkZJRg==".to_owned(),
        ..Logo::default()
    });
    let mut page = page_of(&[(Face::SongRegular, "正文")]);
    page.items.extend([picture(&damaged), picture(&damaged)]);
    let exported = pdf::write(&pages_of(vec![page]), &properties(), PdfKind::Plain)
        .expect("a file all the same");
    assert_eq!(exported.warnings, [ExportWarning::UnreadableLogo]);
    assert_eq!(copied_text(&exported.bytes).trim_end(), "正文");
    let (fine, said) = run("qpdf", &["--check", "@"], &exported.bytes);
    assert!(fine, "{said}");
}

#[test]
fn missing_characters_are_reported() {
    let mut pages = pages_of(vec![page_of(&[(Face::SongRegular, "图标〓")])]);
    pages.missing = vec![Missing {
        character: '\u{1f600}',
        place: None,
    }];
    let exported = pdf::write(&pages, &properties(), PdfKind::Plain).expect("a file");
    let expected = ExportWarning::Missing {
        character: '\u{1f600}',
        place: None,
    };
    assert_eq!(exported.warnings, [expected]);
}

#[test]
fn a_character_in_a_face_that_lacks_it_is_reported_and_can_be_copied() {
    let pages = pages_of(vec![page_of(&[(Face::Kai, "甲\u{1f600}乙")])]);
    let exported = pdf::write(&pages, &properties(), PdfKind::Plain).expect("a file");
    let expected = ExportWarning::Missing {
        character: '\u{1f600}',
        place: None,
    };
    assert_eq!(exported.warnings, [expected]);
    let copied: String = copied_text(&exported.bytes).split_whitespace().collect();
    assert_eq!(copied, "甲\u{1f600}乙");
}

#[test]
fn numbers_that_are_none_never_reach_the_file() {
    let mut page = page_of(&[(Face::SongRegular, "正文")]);
    let mut broken = text(Face::SongRegular, f32::NAN, f32::INFINITY, "正文");
    broken.spacing = f32::NAN;
    broken.kerns = vec![(0, f32::NAN), (9, 1.0)];
    page.items.push(PageItem::Text(broken));
    page.items.push(PageItem::Rule {
        from: (f32::NAN, 0.0),
        to: (1.0, f32::NEG_INFINITY),
        thickness: f32::NAN,
    });
    page.items.push(PageItem::Fill {
        area: Area::default(),
        grey: f32::NAN,
    });
    let bytes = written(&pages_of(vec![page]));
    let file = loaded(&bytes);
    let content = file.get_page_content(page_ids(&file)[0]);
    let content = String::from_utf8_lossy(&content).into_owned();
    assert!(
        !content.contains("NaN") && !content.contains("inf"),
        "{content}"
    );
    let (fine, said) = run("qpdf", &["--check", "@"], &bytes);
    assert!(fine, "{said}");
}

#[test]
fn a_long_document_is_whole_and_sound() {
    let pages: Vec<Page> = (1..=300)
        .map(|n| page_of(&[(Face::SongRegular, format!("第{n}页").as_str())]))
        .collect();
    let bytes = written(&pages_of(pages));
    let (fine, said) = run("qpdf", &["--check", "@"], &bytes);
    assert!(fine, "{said}");
    let copied = copied_text(&bytes);
    let found: Vec<&str> = copied.split('\u{c}').map(str::trim).collect();
    let expected: Vec<String> = (1..=300).map(|n| format!("第{n}页")).collect();
    assert_eq!(found[..300], expected);
}

#[test]
fn an_export_can_be_stopped_between_pages() {
    let pages = pages_of(vec![page_of(&[(Face::SongRegular, "正文")]); 300]);
    let mut asked = Vec::new();
    let stopped = pdf::write_watched(pages, &properties(), PdfKind::Tagged, &mut |done| {
        asked.push(done);
        done < 128
    });
    assert_eq!(stopped, Err(ExportError::Cancelled));
    assert_eq!(asked.first(), Some(&0));
    assert!(asked.is_sorted());
    let last = asked.pop().expect("asked at least once");
    assert!((128..300).contains(&last), "stopped at page {last}");
    assert!(asked.iter().all(|&done| done < 128), "{asked:?}");
}

#[test]
fn a_document_without_pages_is_refused() {
    let refused = pdf::write(&Pages::default(), &properties(), PdfKind::Plain);
    assert_eq!(refused, Err(ExportError::Empty));
}
