//! What a company sets for its documents, in Word's own structures.

use crate::documents::{PNG, document_of, line, numbered, paragraph, part, with_logo, write};
use crate::reader::{Element, File, printed_lines, text_of};
use gangshu::document::{
    Block, Cell, CellKind, Outline, Paragraph, ParagraphStyle, Part, PartField, PrintDocument, Row,
    RunningText, Table,
};
use gangshu::export::docx;
use gangshu::fonts::EmbeddedFonts;
use gangshu::layout::{OutlineEntry, Page, Pages, page_numbers};
use gangshu::model::PictureFormat;
use gangshu::model::settings::{
    FitMode, FitPages, ItemBreak, LogoPlace, NumberStyle, PageCount, TenthMm,
};

/// Parts of one heading and one line each, with headers and footers.
fn parts_of(titles: &[&str]) -> PrintDocument {
    let mut document = document_of(Vec::new());
    document.parts = titles.iter().map(|title| titled(title)).collect();
    document.header.left = vec![RunningText::Text("左".into())];
    document.header.middle = Vec::new();
    document.header.right = vec![RunningText::Text("右".into())];
    document.footer.left = Vec::new();
    document.footer.middle = Vec::new();
    document.footer.right = vec![RunningText::Page];
    document.header.logo = None;
    document
}

fn titled(title: &str) -> Part {
    let heading = Block::Paragraph(Paragraph {
        outline: Some(Outline {
            level: 1,
            title: title.into(),
            target: None,
            in_contents: true,
        }),
        ..paragraph(ParagraphStyle::Title, title)
    });
    Part {
        title: title.into(),
        ..part(vec![heading, line("正文")])
    }
}

fn sections(file: &File) -> Vec<(Vec<String>, Element)> {
    let document = file.document();
    let found = document.every("w:sectPr");
    let relations = file.xml("word/_rels/document.xml.rels");
    let target = |id: &str| {
        let mut all = relations.every("Relationship").into_iter();
        let named = all.find(|relation| relation.get("Id") == id);
        named.unwrap().get("Target").to_owned()
    };
    found
        .into_iter()
        .map(|section| {
            let references = section.children.iter();
            let references = references.filter(|child| child.name.ends_with("Reference"));
            let named = references.map(|reference| {
                format!(
                    "{} {}",
                    reference.get("w:type"),
                    target(reference.get("r:id"))
                )
            });
            (named.collect(), copy(section))
        })
        .collect()
}

fn copy(element: &Element) -> Element {
    Element {
        name: element.name.clone(),
        attributes: element.attributes.clone(),
        children: element.children.iter().map(copy).collect(),
        text: element.text.clone(),
    }
}

fn said(file: &File, part: &str) -> String {
    text_of(&file.xml(&format!("word/{part}.xml")))
}

fn instructions(file: &File, part: &str) -> Vec<String> {
    let xml = file.xml(&format!("word/{part}.xml"));
    let fields = xml.every("w:instrText").into_iter();
    fields.map(|field| field.text.trim().to_owned()).collect()
}

#[test]
fn mirrored_pages_have_a_gutter_and_headers_of_their_own_on_even_pages() {
    let mut document = parts_of(&["甲"]);
    let plain = File::open(&write(&document).bytes);
    let settings = plain.xml("word/settings.xml");
    assert!(settings.child("w:mirrorMargins").is_none());
    assert!(settings.child("w:evenAndOddHeaders").is_none());
    document.page.mirrored = true;
    document.page.gutter = TenthMm(100);
    let file = File::open(&write(&document).bytes);
    let settings = file.xml("word/settings.xml");
    let names: Vec<&str> = settings
        .children
        .iter()
        .map(|child| child.name.as_str())
        .collect();
    let at = |name: &str| names.iter().position(|known| *known == name).unwrap();
    assert!(at("w:saveSubsetFonts") < at("w:mirrorMargins"));
    assert!(at("w:mirrorMargins") < at("w:defaultTabStop"));
    assert!(at("w:defaultTabStop") < at("w:evenAndOddHeaders"));
    assert!(at("w:evenAndOddHeaders") < at("w:drawingGridVerticalSpacing"));
    let (references, section) = &sections(&file)[0];
    assert_eq!(
        *references,
        [
            "default header1.xml",
            "even header2.xml",
            "default footer1.xml",
            "even footer2.xml"
        ]
    );
    assert_eq!(section.child("w:pgMar").unwrap().get("w:gutter"), "567");
    assert_eq!(
        (said(&file, "header1"), said(&file, "header2")),
        ("左\t\t右".into(), "右\t\t左".into())
    );
    assert_eq!(
        (said(&file, "footer1"), said(&file, "footer2")),
        ("\t\t1".into(), "1".into())
    );
    // The tab stops end where the text does.
    let stops = file.xml("word/header1.xml");
    let stops: Vec<&str> = stops
        .every("w:tab")
        .iter()
        .map(|tab| tab.get("w:pos"))
        .collect();
    let right = document.page.text_width().points() * 20.0;
    assert!(stops.contains(&format!("{right:.0}").as_str()), "{stops:?}");
}

#[test]
fn a_part_on_its_side_is_a_section_with_turned_margins_and_wider_headers() {
    let mut document = parts_of(&["甲", "乙", "丙"]);
    document.parts[1].setup.turned = true;
    document.parts[1].blocks.push(Block::Table(Table {
        columns: vec![TenthMm(1200), TenthMm(1200)],
        ..match crate::documents::table(vec![crate::documents::row(vec![
            crate::documents::cell("一"),
            crate::documents::cell("二"),
        ])]) {
            Block::Table(table) => table,
            other => panic!("{other:?}"),
        }
    }));
    let file = File::open(&write(&document).bytes);
    let found = sections(&file);
    let sheets: Vec<[&str; 3]> = found
        .iter()
        .map(|(_, section)| {
            let size = section.child("w:pgSz").unwrap();
            [size.get("w:w"), size.get("w:h"), size.get("w:orient")]
        })
        .collect();
    let upright = ["11906", "16838", ""];
    assert_eq!(sheets, [upright, ["16838", "11906", "landscape"], upright]);
    let margin = |side: &str| found[1].1.child("w:pgMar").unwrap().get(side).to_owned();
    let twips = |length: TenthMm| format!("{:.0}", length.points() * 20.0);
    assert_eq!(margin("w:left"), twips(document.page.top));
    assert_eq!(margin("w:right"), twips(document.page.bottom));
    assert_eq!(margin("w:top"), twips(document.page.right));
    // Back to the first header without a third of the same.
    assert_eq!(found[1].0, ["default header2.xml", "default footer2.xml"]);
    assert_eq!(found[2].0, ["default header1.xml", "default footer1.xml"]);
    let header = file.xml("word/header2.xml");
    let ends: Vec<&str> = header
        .every("w:tab")
        .iter()
        .map(|tab| tab.get("w:pos"))
        .collect();
    let width = twips(document.page.turned().text_width());
    assert!(ends.contains(&width.as_str()), "{ends:?}");
    // 240 mm fit on the turned sheet, and would not upright.
    assert_eq!(file.document().every("w:tblW")[0].get("w:w"), "13606");
}

#[test]
fn a_part_may_begin_on_an_odd_page() {
    let mut document = parts_of(&["甲", "乙", "丙"]);
    for part in &mut document.parts[..2] {
        part.setup.odd_start = true;
    }
    let file = File::open(&write(&document).bytes);
    let found = sections(&file);
    // The first page is odd by itself, and the third part goes on in the section of the second.
    let kinds: Vec<Option<&str>> = found
        .iter()
        .map(|(_, section)| section.value("w:type"))
        .collect();
    assert_eq!(kinds, [None, Some("oddPage")]);
    assert!(found[1].0.is_empty(), "it takes over what was there");
    assert_eq!(file.document().every("w:pageBreakBefore").len(), 1);
}

#[test]
fn where_each_part_counts_its_own_pages_word_does_too_and_the_contents_are_text() {
    let mut document = parts_of(&["目录", "甲", "乙"]);
    document.parts[0].blocks = vec![Block::Contents { depth: 2 }];
    document.page_count = PageCount::Part;
    document.footer.right = vec![
        RunningText::Page,
        RunningText::Text("/".into()),
        RunningText::Pages,
    ];
    let starts = [1, 4];
    let outline = starts
        .iter()
        .zip(["甲", "乙"])
        .map(|(&page, title)| OutlineEntry {
            level: 1,
            title: title.into(),
            page,
            y: 0.0,
            target: None,
            in_contents: true,
        });
    let pages = Pages {
        pages: vec![Page::default(); 6],
        outline: outline.collect(),
        parts: vec![1, 3, 2],
        ..Pages::default()
    };
    let written = docx::write(&document, Some(&pages.numbers())).unwrap();
    let file = File::open(&written.bytes);
    let found = sections(&file);
    assert_eq!(found.len(), 3);
    for (_, section) in &found {
        assert_eq!(section.child("w:pgNumType").unwrap().get("w:start"), "1");
    }
    // Until Word computes it, each footer says how long its own part is.
    let shown = ["footer1", "footer2", "footer3"].map(|footer| said(&file, footer));
    assert_eq!(shown, ["\t\t1/1", "\t\t1/3", "\t\t1/2"]);
    assert_eq!(instructions(&file, "footer1"), ["PAGE", "SECTIONPAGES"]);
    // One header for all: nothing in it is a part's own.
    assert!(!file.parts.contains_key("word/header2.xml"));
    let word = file.document();
    assert_eq!(word.every("w:instrText").len(), 0);
    let lines: Vec<String> = word.every("w:p").into_iter().map(text_of).collect();
    assert_eq!(lines[..2], ["甲\t2", "乙\t5"]);
    assert_eq!(word.every("w:hyperlink").len(), 2);
}

#[test]
fn headers_divide_the_parts_only_where_they_name_what_a_part_says_of_itself() {
    let mut document = parts_of(&["甲", "乙", "丙", "丁"]);
    for (part, code) in document.parts.iter_mut().zip(["A", "A", "B", "A"]) {
        part.setup.fields.code = code.into();
    }
    assert_eq!(sections(&File::open(&write(&document).bytes)).len(), 1);
    document.header.middle = vec![RunningText::PartField(PartField::Code)];
    let file = File::open(&write(&document).bytes);
    let found = sections(&file);
    let named: Vec<&Vec<String>> = found.iter().map(|(references, _)| references).collect();
    // The footer says the same all along; the first header comes back.
    assert_eq!(named.len(), 3);
    assert_eq!(*named[0], ["default header1.xml", "default footer1.xml"]);
    assert!(named[1].contains(&"default header2.xml".into()));
    assert!(named[2].contains(&"default header1.xml".into()));
    assert_eq!(
        (said(&file, "header1"), said(&file, "header2")),
        ("左\tA\t右".into(), "左\tB\t右".into())
    );
    assert!(!file.parts.contains_key("word/footer2.xml"));
    // The name beside it is then text as well, which every reader shows.
    document.header.left = vec![RunningText::PartTitle];
    let file = File::open(&write(&document).bytes);
    assert_eq!(said(&file, "header2"), "乙\tA\t右");
    assert!(instructions(&file, "header2").is_empty());
    // So it is where the footer is what divides them.
    let field = std::mem::take(&mut document.header.middle);
    let footer = std::mem::replace(&mut document.footer.left, field);
    let file = File::open(&write(&document).bytes);
    assert!(instructions(&file, "header2").is_empty());
    document.footer.left = footer;
    let file = File::open(&write(&document).bytes);
    assert!(instructions(&file, "header1")[0].starts_with("STYLEREF"));
    assert_eq!(sections(&file).len(), 1);
}

/// A table of one label.
fn labelled() -> Table {
    let label = Cell {
        span: 1,
        kind: CellKind::Label,
        paragraphs: vec![paragraph(ParagraphStyle::CellLabel, "标签")],
        ..Cell::default()
    };
    Table {
        columns: vec![TenthMm(500)],
        rows: vec![Row {
            cells: vec![label],
            ..Row::default()
        }],
        ruled: true,
        ..Table::default()
    }
}

#[test]
fn words_behind_the_text_stand_in_the_header_of_their_own_parts() {
    let mut document = parts_of(&["封面", "甲", "乙", "丙"]);
    document.parts[0].running = false;
    for (part, words) in document
        .parts
        .iter_mut()
        .zip(["受控", "受控", "受控", "草稿&"])
    {
        part.setup.watermark = words.into();
    }
    let label = |words: &str| {
        let mut marked = document.clone();
        marked.parts.truncate(2);
        marked.parts[1].setup.watermark = words.into();
        marked.parts[1].blocks.push(Block::Table(labelled()));
        let file = File::open(&write(&marked).bytes);
        let document = file.xml("word/document.xml");
        document.every("w:shd").len()
    };
    assert_eq!(label("受控"), 0, "a ground would hide the words");
    assert_eq!(label(""), 1);
    let file = File::open(&write(&document).bytes);
    assert_eq!(sections(&file).len(), 3);
    let mut ids = Vec::new();
    for (header, words, text) in [
        ("header1", "受控", ""),
        ("header2", "受控", "左\t\t右"),
        ("header3", "草稿&", "左\t\t右"),
    ] {
        let xml = file.xml(&format!("word/{header}.xml"));
        let picture = xml.every("w:pict")[0];
        assert_eq!(picture.every("v:textpath")[1].get("string"), words);
        let shape = picture.child("v:shape").unwrap();
        let kind = picture.child("v:shapetype").unwrap().get("id");
        assert_eq!(shape.get("type"), format!("#{kind}"));
        assert!(shape.get("style").contains("rotation:315"));
        assert!(shape.get("style").contains("z-index:-"), "behind the text");
        ids.push(shape.get("id").to_owned());
        assert_eq!(text_of(&xml), text);
    }
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert!(!String::from_utf8_lossy(&file.parts["word/footer1.xml"]).contains("w:pict"));
    // Its characters travel with the file.
    document.parts.truncate(1);
    let short = write(&document).bytes.len();
    document.parts[0].setup.watermark = "受控文件草稿内部资料".into();
    assert!(write(&document).bytes.len() > short + 500);
}

#[test]
fn the_logo_stands_where_it_is_wanted_and_as_high() {
    let mut document = with_logo(parts_of(&["甲"]), PNG, PictureFormat::Png);
    document.header.middle = vec![RunningText::Text("中".into())];
    let mut order = Vec::new();
    for place in [
        LogoPlace::Left,
        LogoPlace::Middle,
        LogoPlace::Right,
        LogoPlace::None,
    ] {
        document.header.logo_place = place;
        let header = File::open(&write(&document).bytes).xml("word/header1.xml");
        let mut runs = String::new();
        for run in header.every("w:r") {
            let picture = !run.every("w:drawing").is_empty();
            runs.push_str(if picture { "图" } else { "" });
            runs.push_str(text_of(run).trim_matches(' '));
        }
        order.push(runs);
    }
    assert_eq!(
        order,
        ["图左\t中\t右", "左\t图\t右", "左\t中\t右图", "左\t中\t右"]
    );
    document.header.logo_place = LogoPlace::Left;
    let height = |document: &PrintDocument| {
        let file = File::open(&write(document).bytes);
        let extent = file.xml("word/header1.xml");
        extent.every("wp:extent")[0]
            .get("cy")
            .parse::<u32>()
            .unwrap()
    };
    assert_eq!(height(&document), 28 * 12_700);
    document.header.logo_height = TenthMm(50);
    assert!(
        (179_000..=180_000).contains(&height(&document)),
        "5 mm are 180,000 units"
    );
    // A wish beyond the sheet is cut to it.
    document.header.logo_height = TenthMm(900);
    assert!(height(&document) < 72 * 12_700);
    // On even pages it stands on the other side.
    document.page.mirrored = true;
    let even = File::open(&write(&document).bytes).xml("word/header2.xml");
    let last = even
        .every("w:r")
        .into_iter()
        .filter(|run| text_of(run).trim().len() + run.every("w:drawing").len() > 0);
    assert_eq!(
        text_of(last.collect::<Vec<&Element>>().pop().unwrap()),
        "左"
    );
    assert!(!even.every("w:drawing").is_empty());
}

#[test]
fn lines_are_set_as_wanted() {
    let mut document = parts_of(&["甲"]);
    let read = |document: &PrintDocument| {
        let file = File::open(&write(document).bytes);
        (file.xml("word/styles.xml"), file.xml("word/settings.xml"))
    };
    let style = |styles: &Element, id: &str| {
        let all = styles.every("w:style");
        let found = all.into_iter().find(|style| style.get("w:styleId") == id);
        copy(found.unwrap().child("w:pPr").unwrap())
    };
    let (styles, settings) = read(&document);
    let defaults = copy(styles.every("w:pPrDefault")[0].child("w:pPr").unwrap());
    assert_eq!(defaults.value("w:overflowPunct"), Some("0"));
    assert!(defaults.child("w:autoSpaceDE").is_none());
    assert_eq!(
        settings.value("w:characterSpacingControl"),
        Some("compressPunctuation")
    );
    let body = style(&styles, "RoleBody");
    assert_eq!(body.child("w:ind").unwrap().get("w:firstLineChars"), "200");
    assert!(body.child("w:overflowPunct").is_none());
    for id in ["DutyItem", "CellItem"] {
        assert!(style(&styles, id).child("w:keepLines").is_some());
    }
    document.typography.squeeze = false;
    document.typography.hang = true;
    document.typography.latin_gap = false;
    document.items = ItemBreak::Tear;
    let (styles, settings) = read(&document);
    let defaults = copy(styles.every("w:pPrDefault")[0].child("w:pPr").unwrap());
    for name in ["w:autoSpaceDE", "w:autoSpaceDN"] {
        assert_eq!(defaults.value(name), Some("0"));
    }
    assert_eq!(
        settings.value("w:characterSpacingControl"),
        Some("doNotCompress")
    );
    assert_eq!(
        style(&styles, "RoleBody").value("w:overflowPunct"),
        Some("")
    );
    assert!(
        style(&styles, "CellText")
            .child("w:overflowPunct")
            .is_none()
    );
    for id in ["DutyItem", "CellItem"] {
        assert!(style(&styles, id).child("w:keepLines").is_none());
    }
}

#[test]
fn a_list_line_that_takes_half_a_page_may_be_torn_in_word_too() {
    let mut document = parts_of(&["甲"]);
    let lines = [20, 1000].map(|count| paragraph(ParagraphStyle::Item, &"字".repeat(count)));
    document.parts[0].blocks.extend(lines.map(Block::Paragraph));
    let kept = |document: &PrintDocument| {
        let word = File::open(&write(document).bytes).document();
        let paragraphs = word.every("w:p").into_iter();
        let lines = paragraphs.filter(|it| text_of(it).starts_with('字'));
        let kept = lines.map(|it| it.child("w:pPr").unwrap().value("w:keepLines") == Some("0"));
        kept.collect::<Vec<bool>>()
    };
    assert_eq!(kept(&document), [false, true]);
    document.items = ItemBreak::Tear;
    assert_eq!(kept(&document), [false, false]);
}

#[test]
fn a_text_with_a_long_address_is_not_driven_apart() {
    let mut document = parts_of(&["甲"]);
    let address = format!("网址https://{}", "example/".repeat(5));
    let texts = [address.as_str(), "网址https://example.com"];
    let lines = texts.map(|text| Block::Paragraph(paragraph(ParagraphStyle::Body, text)));
    document.parts[0].blocks.extend(lines);
    let word = File::open(&write(&document).bytes).document();
    let paragraphs = word.every("w:p").into_iter();
    let lines = paragraphs.filter(|it| text_of(it).starts_with('网'));
    let aligned = lines.map(|it| it.child("w:pPr").unwrap().value("w:jc").map(str::to_owned));
    assert_eq!(aligned.collect::<Vec<_>>(), [Some("left".into()), None]);
}

#[test]
fn every_style_of_number_goes_on_when_a_line_is_added_in_word() {
    let styles = [
        (NumberStyle::DecimalComma, "1、", "%1、"),
        (NumberStyle::DecimalDot, "1.", "%1."),
        (NumberStyle::DecimalParen, "1）", "%1）"),
        (NumberStyle::DecimalParens, "（1）", "（%1）"),
        (NumberStyle::Circled, "①", "%1"),
        (NumberStyle::ChineseComma, "一、", "%1、"),
        (NumberStyle::ChineseParens, "（一）", "（%1）"),
        (NumberStyle::Article, "第一条", "第%1条"),
        (NumberStyle::Outline, "1", "%1"),
    ];
    for (style, text, pattern) in styles {
        let blocks = vec![numbered(1, 0, style, 1, text)];
        let file = File::open(&write(&document_of(blocks)).bytes);
        assert_eq!(file.document().every("w:numId").len(), 1, "{style:?}");
        let numbering = file.xml("word/numbering.xml");
        assert_eq!(numbering.every("w:lvlText")[0].get("w:val"), pattern);
    }
    let deep = [
        (0, 1, "1"),
        (1, 1, "1.1"),
        (2, 1, "1.1.1"),
        (2, 2, "1.1.2"),
        (1, 2, "1.2"),
    ];
    let blocks =
        deep.map(|(level, value, text)| numbered(1, level, NumberStyle::Outline, value, text));
    let file = File::open(&write(&document_of(blocks.to_vec())).bytes);
    assert_eq!(file.document().every("w:numId").len(), 5);
    let numbering = file.xml("word/numbering.xml");
    let patterns = numbering.every("w:lvlText");
    assert_eq!(patterns[2].get("w:val"), "%1.%2.%3");
    let counters = numbering
        .children
        .iter()
        .filter(|child| child.name == "w:num");
    assert_eq!(counters.count(), 1);
}

#[test]
fn numbers_below_a_chapter_count_on_in_word_below_the_chapter() {
    let below = |list: u32, level: u8, value: u32, text: &str, prefix: &str| match numbered(
        list,
        level,
        NumberStyle::Outline,
        value,
        text,
    ) {
        Block::Paragraph(mut paragraph) => {
            if let Some(number) = &mut paragraph.number {
                number.prefix = prefix.into();
            }
            Block::Paragraph(paragraph)
        }
        other => other,
    };
    let lines = [
        (1, 0, 1, "13.2.1", "13.2"),
        (1, 1, 1, "13.2.1.1", "13.2"),
        (1, 1, 2, "13.2.1.2", "13.2"),
        (1, 0, 2, "13.2.2", "13.2"),
        (2, 0, 1, "13.3.1", "13.3"),
        // Two chapters in one list: what Word cannot count is text.
        (2, 0, 2, "13.4.2", "13.4"),
    ];
    let blocks =
        lines.map(|(list, level, value, text, prefix)| below(list, level, value, text, prefix));
    let file = File::open(&write(&document_of(blocks.to_vec())).bytes);
    let printed = printed_lines(&file);
    for (line, (.., text, _)) in printed.iter().zip(lines) {
        assert!(line.starts_with(text), "{line}");
    }
    assert_eq!(file.document().every("w:numId").len(), 5);
    let numbering = file.xml("word/numbering.xml");
    let patterns = numbering.every("w:lvlText");
    assert_eq!(patterns[1].get("w:val"), "13.2.%1.%2");
    assert_eq!(patterns[9].get("w:val"), "13.3.%1");
}

#[test]
fn a_part_that_takes_fewer_pages_says_so_in_its_own_lines_and_leaves_the_styles_alone() {
    let mut document = parts_of(&["甲", "乙"]);
    document.parts[0].blocks = (0..60).map(|_| line("正文正文")).collect();
    document.parts[0].setup.fit = FitPages {
        mode: FitMode::Pages,
        pages: 1,
        ..FitPages::default()
    };
    let pages = page_numbers(&document, &EmbeddedFonts);
    let tightening = pages.tightened[&0];
    let usual = *document.styles.get(ParagraphStyle::Body);
    let tight = tightening.style(&usual);
    let file = File::open(&docx::write(&document, Some(&pages)).unwrap().bytes);
    let word = file.document();
    let lines = word.every("w:p");
    let spacing = |paragraph: &Element| {
        let properties = paragraph.child("w:pPr").unwrap();
        let spacing = properties.child("w:spacing");
        spacing.map(|spacing| {
            (
                spacing.get("w:line").to_owned(),
                spacing.get("w:lineRule").to_owned(),
            )
        })
    };
    let line = format!("{:.0}", tight.line * 20.0);
    assert_eq!(spacing(lines[0]), Some((line.clone(), "exact".into())));
    assert_eq!(
        spacing(lines[59]),
        Some((line, "exact".into())),
        "the last one too"
    );
    let wanted = (tight.size != usual.size).then(|| tight.size.0.to_string());
    let sizes = lines[0].every("w:sz");
    assert_eq!(
        sizes.first().map(|size| size.get("w:val").to_owned()),
        wanted
    );
    assert_eq!(spacing(lines[60]), None);
    let untouched = write(&document).bytes;
    assert_eq!(
        file.parts["word/styles.xml"],
        File::open(&untouched).parts["word/styles.xml"]
    );
}
