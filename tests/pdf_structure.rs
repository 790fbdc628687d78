//! What a PDF says of its own content: tags, and the marks of a file for the archive. Judged by walking the objects of
//! files made of both sample companies; `.ci/conformance.sh` lets programs that are not ours do the same.

use std::collections::{BTreeMap, BTreeSet};

use gangshu::document::{Extra, Part, PartKind, PrintDocument, Properties, Request, Scope};
use gangshu::document::{compose, plain_part};
use gangshu::export::pdf;
use gangshu::fonts::{EmbeddedFonts, is_invisible};
use gangshu::layout::{Meaning, PageItem, Pages, paginate};
use gangshu::model::settings::{PdfKind, RoleLayout};
use gangshu::model::{Organisation, Project};
use gangshu::storage::{HARD_SAMPLE_TEXT, parse_project, replace_file, sample_project};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

fn samples() -> [Project; 2] {
    let hard = parse_project(HARD_SAMPLE_TEXT).expect("the hard sample is sound");
    [sample_project().expect("the sample is sound"), hard]
}

/// The book in every layout, and the departments' handbooks, of both companies.
fn documents() -> Vec<(String, PrintDocument)> {
    let mut documents = Vec::new();
    for (nth, project) in samples().iter().enumerate() {
        let organisation = Organisation::of(project);
        for &layout in RoleLayout::ALL {
            let request = Request {
                layout: Some(layout),
                ..Request::book()
            };
            let name = format!("company {nth}, {layout:?}");
            documents.push((name, compose(project, &organisation, &request)));
        }
        if let Some(&department) = project.company.departments.first() {
            let scope = Scope::Department {
                department,
                with_below: true,
            };
            let request = Request {
                scope,
                ..Request::book()
            };
            let name = format!("company {nth}, department");
            documents.push((name, compose(project, &organisation, &request)));
        }
    }
    documents
}

fn written(pages: &Pages, properties: &Properties, kind: PdfKind) -> Vec<u8> {
    let exported = pdf::write(pages, properties, kind);
    exported.expect("these pages can be written").bytes
}

fn ink(text: &str) -> String {
    let inked = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    text.chars().filter(inked).collect()
}

fn get<'a>(file: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Object {
    dictionary
        .get_deref(key.as_bytes(), file)
        .unwrap_or_else(|_| panic!("no {key} in {dictionary:?}"))
}

fn role_of(element: &Dictionary) -> String {
    let name = element.get(b"S").and_then(Object::as_name);
    String::from_utf8_lossy(name.expect("a role")).into_owned()
}

/// What a walk through the tree meets, in order.
#[derive(Clone, Debug, PartialEq)]
enum Met {
    /// An element begins or ends.
    Begin(ObjectId),
    /// A stretch of marked text: page and number.
    Text(ObjectId, i64),
    /// A link annotation.
    Link(ObjectId),
}

struct Tree<'a> {
    file: &'a Document,
    met: Vec<(ObjectId, Met)>,
}

impl Tree<'_> {
    fn walk(&mut self, id: ObjectId, parent: ObjectId) {
        let element = self.file.get_dictionary(id).expect("an element");
        let above = element.get(b"P").and_then(Object::as_reference);
        assert_eq!(above.ok(), Some(parent), "{element:?}");
        self.met.push((id, Met::Begin(id)));
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let Ok(kids) = element.get(b"K") else {
            return;
        };
        let one = [kids.clone()];
        let kids = kids.as_array().map_or(&one[..], Vec::as_slice);
        for kid in kids {
            match kid {
                Object::Integer(number) => {
                    let page = page.expect("the page of a marked text");
                    self.met.push((id, Met::Text(page, *number)));
                }
                Object::Reference(kid) => self.walk(*kid, id),
                Object::Dictionary(kid) => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference);
                    let page = page.expect("a page");
                    let met = match kid.get(b"Type").and_then(Object::as_name) {
                        Ok(b"MCR") => {
                            let number = kid.get(b"MCID").and_then(Object::as_i64);
                            Met::Text(page, number.expect("a number"))
                        }
                        Ok(b"OBJR") => {
                            let link = kid.get(b"Obj").and_then(Object::as_reference);
                            Met::Link(link.expect("an annotation"))
                        }
                        other => panic!("{other:?}"),
                    };
                    self.met.push((id, met));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

/// The parts of the document, each with what is met in it and in which element.
fn walked(file: &Document) -> Vec<Vec<(ObjectId, Met)>> {
    let catalogue = file.catalog().expect("a catalogue");
    let marked = get(file, catalogue, "MarkInfo").as_dict().expect("marks");
    assert_eq!(marked.get(b"Marked").ok(), Some(&Object::Boolean(true)));
    let root_id = catalogue
        .get(b"StructTreeRoot")
        .and_then(Object::as_reference);
    let root_id = root_id.expect("a tree");
    let root = file.get_dictionary(root_id).expect("a tree");
    let document_id = root.get(b"K").and_then(Object::as_reference).expect("one");
    let document = file.get_dictionary(document_id).expect("a document");
    assert_eq!(role_of(document), "Document");
    let parts = get(file, document, "K").as_array().expect("parts");
    let parts = parts.iter().map(|part| {
        let mut tree = Tree {
            file,
            met: Vec::new(),
        };
        tree.walk(part.as_reference().expect("a part"), document_id);
        tree.met
    });
    parts.collect()
}

/// The entries of a number tree.
fn numbers<'a>(file: &'a Document, node: &'a Dictionary, all: &mut BTreeMap<i64, &'a Object>) {
    if let Ok(kids) = node.get(b"Kids").and_then(Object::as_array) {
        for kid in kids {
            let (_, kid) = file.dereference(kid).expect("a node");
            numbers(file, kid.as_dict().expect("a node"), all);
        }
    }
    if let Ok(entries) = node.get(b"Nums").and_then(Object::as_array) {
        let limits = node
            .get(b"Limits")
            .and_then(Object::as_array)
            .expect("limits");
        for pair in entries.chunks(2) {
            let key = pair[0].as_i64().expect("a key");
            let within = limits[0].as_i64().expect("low")..=limits[1].as_i64().expect("high");
            assert!(within.contains(&key), "{key} outside {within:?}");
            assert!(all.insert(key, &pair[1]).is_none(), "{key} twice");
        }
    }
}

/// The marked numbers of a page's content, and whether all text stands in marked content.
fn marks_of(file: &Document, page: ObjectId) -> (Vec<i64>, bool) {
    let content = Content::decode(&file.get_page_content(page)).expect("a content stream");
    let (mut numbers, mut depth, mut all) = (Vec::new(), 0, true);
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                depth += 1;
                let properties = operation.operands.get(1).and_then(|it| it.as_dict().ok());
                if let Some(Ok(number)) = properties.map(|it| it.get(b"MCID")) {
                    numbers.push(number.as_i64().expect("a number"));
                }
            }
            "EMC" => depth -= 1,
            "Tj" | "TJ" | "re" | "S" | "Do" => all &= depth > 0,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    (numbers, all)
}

/// The texts of a page by their marked number: a stretch ends where another element's begins.
fn texts_by_mark(pages: &Pages, page: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut before = None;
    for item in &pages.pages[page].items {
        match item {
            PageItem::Picture {
                meaning: Meaning::Element(_),
                ..
            } => texts.push(String::new()),
            PageItem::Text(text) => {
                if before != Some(text.meaning) && matches!(text.meaning, Meaning::Element(_)) {
                    texts.push(String::new());
                }
                before = Some(text.meaning);
                if let (Meaning::Element(_), Some(last)) = (text.meaning, texts.last_mut()) {
                    last.push_str(&text.text);
                }
            }
            _ => {}
        }
    }
    texts
}

#[test]
fn every_text_stands_in_the_tree_once_and_the_parent_tree_agrees() {
    for (name, document) in documents() {
        let pages = paginate(&document, &EmbeddedFonts);
        let bytes = written(&pages, &document.properties, PdfKind::Tagged);
        let file = Document::load_mem(&bytes).expect("the file can be read back");
        let page_ids: Vec<ObjectId> = file.page_iter().collect();
        let parts = walked(&file);
        let catalogue = file.catalog().expect("a catalogue");
        let root = get(&file, catalogue, "StructTreeRoot").as_dict();
        let mut parents = BTreeMap::new();
        let parent_tree = get(&file, root.expect("a tree"), "ParentTree").as_dict();
        numbers(&file, parent_tree.expect("parents"), &mut parents);

        let mut met: BTreeMap<(ObjectId, i64), ObjectId> = BTreeMap::new();
        let mut links: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
        for (element, what) in parts.iter().flatten() {
            let first = match *what {
                Met::Begin(_) => None,
                Met::Text(page, number) => met.insert((page, number), *element),
                Met::Link(link) => links.insert(link, *element),
            };
            assert_eq!(first, None, "{name}: {what:?} twice");
        }
        let mut count = 0;
        for &id in &page_ids {
            let page = file.get_dictionary(id).expect("a page");
            let (marks, all) = marks_of(&file, id);
            assert!(all, "{name}: something is neither tagged nor decoration");
            assert_eq!(marks, (0..marks.len() as i64).collect::<Vec<_>>());
            count += marks.len();
            let key = page.get(b"StructParents").and_then(Object::as_i64);
            let told = parents[&key.expect("a key")].as_array().expect("elements");
            let found: Vec<ObjectId> = marks.iter().map(|&number| met[&(id, number)]).collect();
            let told: Vec<ObjectId> = told
                .iter()
                .map(|it| it.as_reference().expect("one"))
                .collect();
            assert_eq!(found, told, "{name}");
            let annotations = page.get(b"Annots").and_then(Object::as_array);
            for link in annotations.into_iter().flatten() {
                let link = link.as_reference().expect("a link");
                let annotation = file.get_dictionary(link).expect("a link");
                let key = annotation.get(b"StructParent").and_then(Object::as_i64);
                // What is said again on a further page is no element, nor is a link in it.
                let Ok(key) = key else { continue };
                let element = parents[&key].as_reference().expect("an element");
                assert_eq!(links.remove(&link), Some(element), "{name}");
                assert_eq!(role_of(file.get_dictionary(element).expect("one")), "Link");
            }
        }
        assert_eq!(
            count,
            met.len(),
            "{name}: the tree names texts that are not there"
        );
        assert!(links.is_empty(), "{name}: {links:?}");
    }
}

/// Parts whose text a tree cannot have in the order in which it was composed.
fn has_its_own_order(part: &Part) -> bool {
    use Extra::{DepartmentChart, Index, ReportingChart};
    let charts = matches!(
        part.kind,
        PartKind::Extra(DepartmentChart | ReportingChart | Index)
    );
    charts || part.kind == PartKind::Contents
}

#[test]
fn read_along_the_tree_every_part_says_what_was_composed_in_that_order() {
    for (name, document) in documents() {
        let pages = paginate(&document, &EmbeddedFonts);
        let bytes = written(&pages, &document.properties, PdfKind::Tagged);
        let file = Document::load_mem(&bytes).expect("the file can be read back");
        let page_ids: Vec<ObjectId> = file.page_iter().collect();
        let texts: BTreeMap<ObjectId, Vec<String>> = page_ids
            .iter()
            .enumerate()
            .map(|(page, &id)| (id, texts_by_mark(&pages, page)))
            .collect();
        let parts = walked(&file);
        assert_eq!(parts.len(), document.parts.len(), "{name}");
        let mut compared = 0;
        for (part, met) in document.parts.iter().zip(parts) {
            let has_chart = part
                .blocks
                .iter()
                .any(|block| matches!(block, gangshu::document::Block::Chart(_)));
            if has_its_own_order(part) || has_chart {
                continue;
            }
            let said: String = met
                .iter()
                .filter_map(|(_, met)| match met {
                    Met::Text(page, number) => Some(texts[page][*number as usize].as_str()),
                    Met::Begin(_) | Met::Link(_) => None,
                })
                .collect();
            let composed = plain_part(part);
            let without_gaps = |text: &str| ink(text).replace('〓', "");
            let missing: BTreeSet<char> = pages.missing.iter().map(|it| it.character).collect();
            let composed: String = composed.chars().filter(|c| !missing.contains(c)).collect();
            assert_eq!(
                without_gaps(&said),
                without_gaps(&composed),
                "{name}, {}",
                part.title
            );
            compared += 1;
        }
        assert!(compared > 3, "{name}: {compared} parts");
    }
}

/// What the codes of each font mean, as the file tells readers that copy.
fn meanings(file: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let fonts = file.get_page_fonts(page).expect("fonts");
    let meanings = fonts.into_iter().map(|(name, font)| {
        let map = get(file, font, "ToUnicode").as_stream().expect("a map");
        let map = map
            .decompressed_content()
            .unwrap_or_else(|_| map.content.clone());
        let map = String::from_utf8(map).expect("a map in ASCII");
        let pairs = map.lines().filter_map(|line| {
            let (code, text) = line
                .strip_prefix('<')?
                .strip_suffix('>')?
                .split_once("> <")?;
            let units = (0..text.len()).step_by(4).map(|at| text.get(at..at + 4));
            let units = units.map(|unit| u16::from_str_radix(unit?, 16).ok());
            let units: Option<Vec<u16>> = units.collect();
            let code = u16::from_str_radix(code, 16).ok()?;
            Some((code, String::from_utf16(&units?).ok()?))
        });
        (name, pairs.collect())
    });
    meanings.collect()
}

/// The text of each marked stretch of a page, decoded from the file as a reader does that copies.
fn copied(file: &Document, page: ObjectId) -> Vec<String> {
    let meanings = meanings(file, page);
    let content = Content::decode(&file.get_page_content(page)).expect("a content stream");
    let mut texts: Vec<String> = Vec::new();
    // For each open mark: whether its text counts, and what stands for it.
    let mut open: Vec<(bool, Option<String>)> = Vec::new();
    let mut font = Vec::new();
    for operation in content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => font = operands[0].as_name().expect("a font").to_vec(),
            "BMC" => open.push((false, None)),
            "BDC" => {
                let properties = operands[1].as_dict().expect("properties");
                let counts = properties.has(b"MCID");
                if counts {
                    texts.push(String::new());
                }
                let actual = properties.get(b"ActualText").ok();
                let actual = actual.and_then(|text| lopdf::decode_text_string(text).ok());
                let inside = open.last().is_some_and(|(counts, _)| *counts);
                if let (true, Some(text), Some(actual)) = (inside, texts.last_mut(), &actual) {
                    text.push_str(actual);
                }
                open.push((counts, actual));
            }
            "EMC" => drop(open.pop()),
            "Tj" | "TJ" => {
                let (true, None) = open.last().cloned().unwrap_or_default() else {
                    continue;
                };
                let one = [operands[0].clone()];
                let items = operands[0].as_array().map_or(&one[..], Vec::as_slice);
                let strings = items.iter().filter_map(|item| item.as_str().ok());
                for code in strings.flat_map(|codes| codes.chunks(2)) {
                    let code = u16::from_be_bytes([code[0], code[1]]);
                    let text = texts.last_mut().expect("a mark is open");
                    text.push_str(&meanings[&font][&code]);
                }
            }
            _ => {}
        }
    }
    texts
}

/// The tree of a part as indented lines: what each element is, and the text in it.
fn told(
    file: &Document,
    met: &[(ObjectId, Met)],
    texts: &BTreeMap<ObjectId, Vec<String>>,
) -> String {
    let mut told = String::new();
    let mut depths: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for (element, what) in met {
        match what {
            Met::Begin(id) => {
                let dictionary = file.get_dictionary(*id).expect("an element");
                let parent = dictionary.get(b"P").and_then(Object::as_reference);
                let above = depths.get(&parent.expect("a parent")).copied();
                let depth = above.map_or(0, |depth| depth + 1);
                depths.insert(*id, depth);
                told.push_str(&format!("\n{}{}", "  ".repeat(depth), role_of(dictionary)));
            }
            Met::Text(page, number) => {
                let text = &texts[page][*number as usize];
                // Text behind other elements stands on a line of its own.
                let last = told.lines().last().unwrap_or_default().trim_start();
                let behind =
                    !last.starts_with(&role_of(file.get_dictionary(*element).expect("one")));
                if behind {
                    told.push_str(&format!("\n{}…", "  ".repeat(depths[element] + 1)));
                }
                told.push_str(&format!(" {text}"));
            }
            Met::Link(_) => told.push_str(" ->"),
        }
    }
    told.trim_start().to_owned() + "\n"
}

#[test]
fn a_sheet_of_the_sample_reads_as_it_did() {
    const GOLDEN: &str = "tests/fixtures/golden/sample-form.pdf.txt";
    let project = sample_project().expect("the sample is sound");
    let organisation = Organisation::of(&project);
    let role = organisation.roles().nth(3).expect("a fourth role");
    let request = Request {
        layout: Some(RoleLayout::Form),
        ..Request::role(role)
    };
    let document = compose(&project, &organisation, &request);
    let pages = paginate(&document, &EmbeddedFonts);
    let bytes = written(&pages, &document.properties, PdfKind::Tagged);
    let file = Document::load_mem(&bytes).expect("the file can be read back");
    let texts: BTreeMap<ObjectId, Vec<String>> = file
        .page_iter()
        .map(|page| (page, copied(&file, page)))
        .collect();
    let told: String = walked(&file)
        .iter()
        .map(|met| told(&file, met, &texts))
        .collect();
    if std::env::var_os("GANGSHU_BLESS").is_some() {
        let path = std::path::Path::new(GOLDEN);
        replace_file(path, told.as_bytes()).expect("room for a file");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("the golden file");
    assert!(told == golden, "GANGSHU_BLESS=1 writes it anew:\n{told}");
}

/// How often each role occurs, and the rows and cells of tables checked on the way.
fn roles(file: &Document) -> BTreeMap<String, usize> {
    let mut roles = BTreeMap::new();
    for (_, met) in walked(file).iter().flatten() {
        if let Met::Begin(id) = met {
            let element = file.get_dictionary(*id).expect("an element");
            *roles.entry(role_of(element)).or_default() += 1;
        }
    }
    roles
}

/// The columns that the cells of each row of a table cover, cells from rows above included.
fn widths(file: &Document, table: &Dictionary) -> Vec<i64> {
    let kids = |element: &Dictionary| -> Vec<ObjectId> {
        match get(file, element, "K") {
            Object::Array(kids) => kids
                .iter()
                .map(|kid| kid.as_reference().expect("a kid"))
                .collect(),
            _ => vec![
                element
                    .get(b"K")
                    .and_then(Object::as_reference)
                    .expect("a kid"),
            ],
        }
    };
    let mut widths = Vec::new();
    let mut open: Vec<(i64, i64)> = Vec::new();
    for row in kids(table) {
        let mut width: i64 = open.iter().map(|(columns, _)| columns).sum();
        let mut next: Vec<(i64, i64)> = open
            .iter()
            .map(|&(columns, rows)| (columns, rows - 1))
            .filter(|&(_, rows)| rows > 0)
            .collect();
        for cell in kids(file.get_dictionary(row).expect("a row")) {
            let cell = file.get_dictionary(cell).expect("a cell");
            assert!(["TD", "TH"].contains(&role_of(cell).as_str()));
            let attributes = cell.get_deref(b"A", file).and_then(Object::as_dict).ok();
            let number = |key: &[u8]| {
                let found = attributes.and_then(|it| it.get(key).ok()?.as_i64().ok());
                found.unwrap_or(1)
            };
            let (columns, rows) = (number(b"ColSpan"), number(b"RowSpan"));
            width += columns;
            if rows > 1 {
                next.push((columns, rows - 1));
            }
        }
        widths.push(width);
        open = next;
    }
    widths
}

#[test]
fn tables_are_rectangles_and_their_labels_head_rows_or_columns() {
    for (name, document) in documents() {
        let pages = paginate(&document, &EmbeddedFonts);
        let bytes = written(&pages, &document.properties, PdfKind::Tagged);
        let file = Document::load_mem(&bytes).expect("the file can be read back");
        let mut tables = 0;
        for (_, met) in walked(&file).iter().flatten() {
            let Met::Begin(id) = met else { continue };
            let element = file.get_dictionary(*id).expect("an element");
            match role_of(element).as_str() {
                "Table" => {
                    tables += 1;
                    let widths = widths(&file, element);
                    assert!(
                        widths.iter().all(|&width| width == widths[0]),
                        "{name}: {widths:?}"
                    );
                }
                "TH" => {
                    let attributes = get(&file, element, "A").as_dict().expect("attributes");
                    assert!(attributes.has(b"Scope"));
                }
                "Figure" => {
                    let told = lopdf::decode_text_string(get(&file, element, "Alt"));
                    assert!(!told.expect("words").is_empty(), "{name}");
                    assert!(
                        get(&file, element, "A")
                            .as_dict()
                            .is_ok_and(|it| it.has(b"BBox"))
                    );
                }
                _ => {}
            }
        }
        assert!(tables > 0, "{name}");
    }
}

#[test]
fn the_sample_book_has_headings_lists_contents_and_figures() {
    let (_, document) = documents().swap_remove(1);
    let pages = paginate(&document, &EmbeddedFonts);
    let bytes = written(&pages, &document.properties, PdfKind::Tagged);
    let roles = roles(&Document::load_mem(&bytes).expect("the file can be read back"));
    for role in [
        "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TOC", "TOCI", "Figure",
    ] {
        assert!(roles.contains_key(role), "no {role}: {roles:?}");
    }
    assert_eq!(roles["LI"], roles["LBody"]);
    assert_eq!(roles["LI"], roles["Lbl"]);
    let listed = pages
        .outline
        .iter()
        .filter(|entry| entry.in_contents && entry.level <= 2);
    assert!(roles["TOCI"] >= listed.count());
}

#[test]
fn a_plain_file_says_nothing_of_its_structure() {
    let (_, document) = documents().swap_remove(0);
    let pages = paginate(&document, &EmbeddedFonts);
    let plain = written(&pages, &document.properties, PdfKind::Plain);
    let file = Document::load_mem(&plain).expect("the file can be read back");
    let catalogue = file.catalog().expect("a catalogue");
    assert!(!catalogue.has(b"StructTreeRoot") && !catalogue.has(b"MarkInfo"));
    for page in file.page_iter() {
        let (marks, _) = marks_of(&file, page);
        assert!(marks.is_empty());
    }
    let tagged = written(&pages, &document.properties, PdfKind::Tagged);
    assert!(plain.len() < tagged.len());
}

/// Every key of every dictionary of the file, and every name that stands as a value.
fn words_of(file: &Document) -> BTreeSet<String> {
    fn look(object: &Object, words: &mut BTreeSet<String>) {
        match object {
            Object::Name(name) => {
                words.insert(String::from_utf8_lossy(name).into_owned());
            }
            Object::Array(items) => items.iter().for_each(|item| look(item, words)),
            Object::Dictionary(dictionary) => look_in(dictionary, words),
            Object::Stream(stream) => look_in(&stream.dict, words),
            _ => {}
        }
    }
    fn look_in(dictionary: &Dictionary, words: &mut BTreeSet<String>) {
        for (key, value) in dictionary.iter() {
            words.insert(String::from_utf8_lossy(key).into_owned());
            look(value, words);
        }
    }
    let mut words = BTreeSet::new();
    file.objects
        .values()
        .for_each(|object| look(object, &mut words));
    words
}

#[test]
fn a_file_for_the_archive_has_what_it_needs_and_nothing_that_is_forbidden() {
    for (name, document) in documents() {
        let pages = paginate(&document, &EmbeddedFonts);
        let bytes = written(&pages, &document.properties, PdfKind::Archive);
        assert!(bytes.starts_with(b"%PDF-1.4\n%"), "{name}");
        assert_eq!(
            bytes,
            written(&pages, &document.properties, PdfKind::Archive)
        );
        let file = Document::load_mem(&bytes).expect("the file can be read back");
        assert!(file.trailer.has(b"ID") && !file.trailer.has(b"Encrypt"));
        let words = words_of(&file);
        for forbidden in [
            "SMask",
            "ObjStm",
            "XRef",
            "LZWDecode",
            "JPXDecode",
            "JavaScript",
            "EmbeddedFiles",
            "AA",
            "OpenAction",
            "CA",
            "ca",
            "Group",
            "DeviceCMYK",
            "Filespec",
            "EF",
            "OCProperties",
        ] {
            assert!(!words.contains(forbidden), "{name}: {forbidden}");
        }
        let catalogue = file.catalog().expect("a catalogue");
        let intents = get(&file, catalogue, "OutputIntents")
            .as_array()
            .expect("intents");
        let (_, intent) = file.dereference(&intents[0]).expect("an intent");
        let profile = get(
            &file,
            intent.as_dict().expect("an intent"),
            "DestOutputProfile",
        );
        assert!(profile.as_stream().is_ok());
        for object in file.objects.values() {
            let Ok(dictionary) = object.as_dict() else {
                continue;
            };
            if dictionary.has_type(b"FontDescriptor") {
                assert!(
                    get(&file, dictionary, "CIDSet").as_stream().is_ok(),
                    "{name}"
                );
                assert!(dictionary.has(b"FontFile2"), "{name}");
            }
            if dictionary.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Link") {
                assert_eq!(get(&file, dictionary, "F").as_i64().ok(), Some(4));
            }
            let longest = dictionary
                .iter()
                .filter_map(|(_, value)| value.as_array().ok());
            assert!(longest.map(Vec::len).max().unwrap_or(0) <= 8191, "{name}");
        }
    }
}

#[test]
fn the_archive_describes_itself_twice_alike() {
    let properties = Properties {
        title: "岗位说明书 <A&B>".to_owned(),
        subject: "岗位说明书".to_owned(),
        author: "示例甲\n示例乙".to_owned(),
        company: "示例公司".to_owned(),
        keywords: "岗位; 职责".to_owned(),
        date: Some((2026, 3, 9)),
    };
    let (_, document) = documents().swap_remove(0);
    let pages = paginate(&document, &EmbeddedFonts);
    let bytes = written(&pages, &properties, PdfKind::Archive);
    let file = Document::load_mem(&bytes).expect("the file can be read back");
    let catalogue = file.catalog().expect("a catalogue");
    let metadata = get(&file, catalogue, "Metadata").as_stream().expect("XMP");
    assert!(!metadata.dict.has(b"Filter"), "XMP must not be deflated");
    let xmp = String::from_utf8(metadata.content.clone()).expect("UTF-8");
    let information = get(&file, &file.trailer, "Info")
        .as_dict()
        .expect("information");
    let told = |key: &str| {
        let text = lopdf::decode_text_string(get(&file, information, key)).expect("a text");
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let said = |before: &str, after: &str| {
        let (_, rest) = xmp
            .split_once(before)
            .unwrap_or_else(|| panic!("no {before} in {xmp}"));
        rest.split_once(after).expect("an end").0.to_owned()
    };
    let item = |name: &str| {
        let list = said(&format!("<{name}>"), &format!("</{name}>"));
        let (_, rest) = list.split_once("<rdf:li").expect("an item");
        let (_, rest) = rest.split_once('>').expect("an item");
        rest.split_once("</rdf:li>").expect("an end").0.to_owned()
    };
    assert_eq!(item("dc:title"), told("Title"));
    assert_eq!(item("dc:creator"), told("Author"));
    assert_eq!(item("dc:description"), told("Subject"));
    for (name, key) in [
        ("pdf:Keywords", "Keywords"),
        ("pdf:Producer", "Producer"),
        ("xmp:CreatorTool", "Creator"),
    ] {
        assert_eq!(said(&format!("<{name}>"), &format!("</{name}>")), told(key));
    }
    assert_eq!(told("CreationDate"), "D:20260309000000Z");
    assert_eq!(told("ModDate"), told("CreationDate"));
    assert!(
        xmp.contains("<xmp:CreateDate>2026-03-09T00:00:00Z<"),
        "{xmp}"
    );
    assert!(xmp.contains("<pdfaid:part>1<") && xmp.contains("<pdfaid:conformance>B<"));
}
