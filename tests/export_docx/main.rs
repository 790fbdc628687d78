//! The DOCX of the sample company, read back part by part with a reader of its own.
//!
//! Here stands what validators do not see and Word stumbles over; what they do see is judged by `.ci/conformance.py`.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not there"
)]

mod chart;
mod documents;
mod golden;
mod order;
mod reader;
mod settings;

use documents::{
    PNG, book, cell, document_of, line, numbered, paragraph, part, row, sample, table, with_logo,
    without_white_space, write,
};
use gangshu::document::{
    Block, Cell, CellKind, Merge, Outline, Paragraph, ParagraphStyle, PrintDocument, Row, Span,
    Table, compose, plain_text,
};
use gangshu::export::{ExportError, ExportWarning, docx};
use gangshu::layout::{OutlineEntry, Page, Pages};
use gangshu::model::settings::{EmbedFonts, FontFamily, NumberStyle, RoleLayout, TenthMm};
use gangshu::model::{Organisation, Owner, PictureFormat, RoleId};
use reader::{Element, File, paragraphs, parse, printed_lines, text_of};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[test]
fn the_book_says_in_word_what_was_composed_numbers_included() {
    for layout in [RoleLayout::Form, RoleLayout::Clauses] {
        let mut document = book(layout);
        let file = File::open(&write(&document).bytes);
        let printed: String = printed_lines(&file).concat();
        for part in &mut document.parts {
            part.blocks.retain(|it| !matches!(it, Block::Chart(_)));
        }
        let expected = without_white_space(&plain_text(&document));
        assert_eq!(without_white_space(&printed), expected, "{layout:?}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = book(RoleLayout::Form);
    assert_eq!(write(&document), write(&document));
}

/// The archive says which system made an entry (APPNOTE 4.4.2: the upper byte of "version made by").
#[test]
fn the_file_does_not_tell_the_system_it_was_written_on() {
    let bytes = write(&book(RoleLayout::Form)).bytes;
    let entries = bytes.windows(6).filter(|it| it.starts_with(b"PK\x01\x02"));
    let makers: Vec<u8> = entries.map(|entry| entry[5]).collect();
    assert!(makers.len() > 5, "{makers:?}");
    assert!(makers.iter().all(|maker| *maker == 0), "{makers:?}");
}

#[test]
fn the_sample_needs_no_warning() {
    assert_eq!(write(&book(RoleLayout::Form)).warnings, []);
}

#[test]
fn every_reference_inside_the_file_leads_somewhere() {
    let file =
        File::open(&write(&with_logo(book(RoleLayout::Form), PNG, PictureFormat::Png)).bytes);
    let types = file.xml("[Content_Types].xml");
    for entry in types.every("Override") {
        let part = entry.get("PartName").trim_start_matches('/');
        assert!(file.parts.contains_key(part), "{part}");
    }
    for (name, relations) in file
        .parts
        .iter()
        .filter(|(name, _)| name.ends_with(".rels"))
    {
        let folder = name.replace("_rels/", "");
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        let source = name.replace("_rels/", "");
        let source = source.trim_end_matches(".rels");
        let mut ids = BTreeSet::new();
        for relation in parse(relations).every("Relationship") {
            let target = format!("{folder}/{}", relation.get("Target"));
            assert!(
                file.parts.contains_key(target.trim_start_matches('/')),
                "{name}: {target}"
            );
            assert!(ids.insert(relation.get("Id").to_owned()), "{name}");
        }
        if let Some(part) = file.parts.get(source) {
            let text = String::from_utf8_lossy(part);
            for attribute in ["r:id=\"", "r:embed=\""] {
                for piece in text.split(attribute).skip(1) {
                    let id = piece.split('"').next().unwrap();
                    assert!(ids.contains(id), "{source}: {id}");
                }
            }
        }
    }
    for unwanted in [
        "word/comments.xml",
        "word/footnotes.xml",
        "docProps/custom.xml",
    ] {
        assert!(!file.parts.contains_key(unwanted), "{unwanted}");
    }
}

#[test]
fn each_cell_ends_in_a_paragraph_and_tables_do_not_touch() {
    for layout in [RoleLayout::Form, RoleLayout::Clauses] {
        let document = File::open(&write(&book(layout)).bytes).document();
        let cells = document.every("w:tc");
        assert!(cells.len() > 100);
        for cell in cells {
            assert_eq!(cell.children.last().unwrap().name, "w:p");
        }
        for row in document.every("w:tr") {
            assert!(row.child("w:tc").is_some());
        }
        let body = document.child("w:body").unwrap();
        let names: Vec<&str> = body
            .children
            .iter()
            .map(|child| child.name.as_str())
            .collect();
        assert!(!names.windows(2).any(|pair| pair == ["w:tbl", "w:tbl"]));
        assert_eq!(names[names.len() - 2..], ["w:p", "w:sectPr"]);
    }
}

#[test]
fn columns_add_up_to_the_table_and_cells_to_the_row_exactly() {
    let document = File::open(&write(&book(RoleLayout::Form)).bytes).document();
    for table in document.every("w:tbl") {
        let number = |text: &str| text.parse::<i32>().unwrap();
        let columns = table.child("w:tblGrid").unwrap().every("w:gridCol");
        let columns: Vec<i32> = columns
            .iter()
            .map(|column| number(column.get("w:w")))
            .collect();
        let properties = table.child("w:tblPr").unwrap();
        let total = properties.child("w:tblW").unwrap();
        assert_eq!(
            (number(total.get("w:w")), total.get("w:type")),
            (columns.iter().sum(), "dxa")
        );
        assert_eq!(
            properties.child("w:tblLayout").unwrap().get("w:type"),
            "fixed"
        );
        for row in table.every("w:tr") {
            let mut first = 0;
            for cell in row.every("w:tc") {
                let properties = cell.child("w:tcPr").unwrap();
                let span = properties
                    .value("w:gridSpan")
                    .map_or(1, |span| span.parse().unwrap());
                let width: i32 = columns[first..first + span].iter().sum();
                assert_eq!(number(properties.child("w:tcW").unwrap().get("w:w")), width);
                first += span;
            }
            assert_eq!(first, columns.len());
        }
    }
}

#[test]
fn every_number_in_the_text_has_a_list_that_starts_where_it_should() {
    let file = File::open(&write(&book(RoleLayout::Clauses)).bytes);
    let numbering = file.xml("word/numbering.xml");
    let known: BTreeSet<&str> = numbering
        .children
        .iter()
        .filter(|child| child.name == "w:num")
        .map(|number| number.get("w:numId"))
        .collect();
    let document = file.document();
    let used = document.every("w:numId");
    assert!(used.len() > 100);
    for id in used {
        assert!(known.contains(id.get("w:val")));
    }
    for definition in numbering.every("w:abstractNum") {
        assert_eq!(definition.every("w:lvl").len(), 9);
        assert_eq!(definition.value("w:multiLevelType"), Some("multilevel"));
    }
}

#[test]
fn a_number_that_word_would_count_otherwise_is_never_left_to_it() {
    let numbers = [
        (1, 0, NumberStyle::DecimalComma, 1, "1、"),
        (1, 1, NumberStyle::DecimalParens, 1, "（1）"),
        (1, 1, NumberStyle::DecimalParens, 2, "（2）"),
        (1, 0, NumberStyle::DecimalComma, 2, "2、"),
        // A gap, a repetition, and a list taken up again after another.
        (1, 0, NumberStyle::DecimalComma, 7, "7、"),
        (1, 0, NumberStyle::DecimalComma, 7, "7、"),
        (2, 0, NumberStyle::ChineseComma, 1, "一、"),
        (2, 1, NumberStyle::Outline, 1, "1.1"),
        (2, 1, NumberStyle::Outline, 2, "1.2"),
        (1, 0, NumberStyle::DecimalComma, 8, "8、"),
        // Word does not write these like us.
        (3, 0, NumberStyle::Circled, 21, "（21）"),
        (4, 0, NumberStyle::ChineseComma, 101, "一百零一、"),
        (5, 0, NumberStyle::Article, 99, "第九十九条"),
        (5, 0, NumberStyle::Article, 100, "第一百条"),
        // What a list says is printed, whatever it is.
        (6, 0, NumberStyle::DecimalComma, 1, "甲、"),
        (6, 1, NumberStyle::Outline, 3, "13.2.3"),
        (7, 1, NumberStyle::DecimalParen, 4, "4）"),
        (7, 9, NumberStyle::DecimalDot, u32::MAX, "4294967295."),
        (8, 0, NumberStyle::None, 1, ""),
    ];
    let blocks =
        numbers.map(|(list, level, style, value, text)| numbered(list, level, style, value, text));
    let file = File::open(&write(&document_of(blocks.to_vec())).bytes);
    let printed: Vec<String> = printed_lines(&file)
        .iter()
        .map(|line| without_white_space(line))
        .collect();
    let expected: Vec<String> = numbers
        .iter()
        .map(|(.., text)| format!("{text}条目"))
        .collect();
    assert_eq!(printed, expected);
}

#[test]
fn a_list_in_order_is_one_list_of_words() {
    let blocks = (1..=30).map(|value| {
        numbered(
            1,
            0,
            NumberStyle::DecimalComma,
            value,
            &format!("{value}、"),
        )
    });
    let file = File::open(&write(&document_of(blocks.collect())).bytes);
    let numbering = file.xml("word/numbering.xml");
    let lists = numbering
        .children
        .iter()
        .filter(|child| child.name == "w:num");
    assert_eq!(lists.count(), 1);
    // Two digits and the comma need more than two characters: the text stands behind the widest.
    let level = numbering.every("w:lvl")[0];
    let indent = level.child("w:pPr").unwrap().child("w:ind").unwrap();
    let hanging: u32 = indent.get("w:hanging").parse().unwrap();
    assert!((480..600).contains(&hanging), "{hanging}");
}

#[test]
fn titles_nest_in_words_outline_and_sections_stand_below_them() {
    let document = book(RoleLayout::Clauses);
    let file = File::open(&write(&document).bytes);
    let styles = file.xml("word/styles.xml");
    let named: BTreeMap<&str, &Element> = styles
        .every("w:style")
        .into_iter()
        .map(|style| (style.get("w:styleId"), style))
        .collect();
    let level_of = |id: &str| {
        let properties = named[id].child("w:pPr");
        let level = properties.and_then(|properties| properties.value("w:outlineLvl"));
        level.map(|level| level.parse::<u8>().unwrap() + 1)
    };
    let word = file.document();
    let styled: Vec<(&str, String)> = paragraphs(&word)
        .into_iter()
        .filter_map(|paragraph| {
            let id = paragraph.child("w:pPr")?.value("w:pStyle")?;
            Some((id, text_of(paragraph)))
        })
        .collect();
    for (id, _) in &styled {
        assert!(named.contains_key(id), "{id}");
    }
    let titles: Vec<(u8, String)> = composed_titles(&document);
    let found: Vec<(u8, String)> = styled
        .iter()
        .filter_map(|(id, text)| Some((level_of(id)?, text.clone())))
        .filter(|(level, _)| *level <= titles.iter().map(|(level, _)| *level).max().unwrap())
        .collect();
    assert_eq!(found, titles);
    let deepest = titles.iter().map(|(level, _)| *level).max().unwrap();
    assert!(deepest >= 3, "departments are nested in the sample");
    let name = |id: &str| named[id].value("w:name").unwrap().to_owned();
    assert_eq!(name("Heading1"), "heading 1");
    assert_eq!(name("TOC1"), "toc 1");
    assert_eq!(name("CoverText"), "封面文字");
    assert_eq!(
        level_of(&format!("Heading{}", deepest + 1)),
        Some(deepest + 1)
    );
}

fn composed_titles(document: &PrintDocument) -> Vec<(u8, String)> {
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.style == ParagraphStyle::Title => {
                let text = paragraph
                    .spans
                    .iter()
                    .map(|span| span.text.as_str())
                    .collect();
                Some((
                    paragraph
                        .outline
                        .as_ref()
                        .map_or(1, |outline| outline.level),
                    text,
                ))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn the_contents_list_every_title_with_the_page_of_our_layout() {
    let document = book(RoleLayout::Form);
    let outlines: Vec<&Outline> = document
        .parts
        .iter()
        .flat_map(|part| &part.blocks)
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.outline.as_ref(),
            _ => None,
        })
        .collect();
    let pages = Pages {
        pages: vec![Page::default(); 99],
        outline: outlines
            .iter()
            .enumerate()
            .map(|(index, outline)| OutlineEntry {
                level: outline.level,
                title: outline.title.clone(),
                page: index * 2,
                y: 0.0,
                target: outline.target,
                in_contents: outline.in_contents,
            })
            .collect(),
        ..Pages::default()
    };
    let file = File::open(
        &docx::write(&document, Some(&pages.numbers()))
            .unwrap()
            .bytes,
    );
    let word = file.document();
    let tags = word.every("w:sdt");
    assert_eq!(tags.len(), 1);
    let gallery = tags[0].every("w:docPartGallery")[0];
    assert_eq!(gallery.get("w:val"), "Table of Contents");
    let lines: Vec<String> = tags[0].every("w:p").into_iter().map(text_of).collect();
    let expected: Vec<String> = outlines
        .iter()
        .enumerate()
        .filter(|(_, outline)| outline.in_contents)
        .map(|(index, outline)| format!("{}\t{}", outline.title, index * 2 + 1))
        .collect();
    assert_eq!(lines, expected);
    let instructions: Vec<&str> = word
        .every("w:instrText")
        .iter()
        .map(|text| text.text.trim())
        .collect();
    assert!(
        instructions[0].starts_with("TOC \\o \"1-"),
        "{}",
        instructions[0]
    );
    let footer = String::from_utf8_lossy(&file.parts["word/footer1.xml"]).into_owned();
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES ") && footer.contains(">99<"));
}

#[test]
fn fields_are_closed_and_links_lead_to_bookmarks() {
    for layout in [RoleLayout::Form, RoleLayout::Clauses] {
        let document = File::open(&write(&book(layout)).bytes).document();
        let marks = document.every("w:fldChar");
        let mut depth = 0;
        for mark in marks {
            match mark.get("w:fldCharType") {
                "begin" => depth += 1,
                "end" => depth -= 1,
                _ => {}
            }
            assert!(depth >= 0);
        }
        assert_eq!(depth, 0);
        let bookmarks = document.every("w:bookmarkStart");
        let names: BTreeSet<&str> = bookmarks.iter().map(|mark| mark.get("w:name")).collect();
        let ids: BTreeSet<&str> = bookmarks.iter().map(|mark| mark.get("w:id")).collect();
        assert_eq!((names.len(), ids.len()), (bookmarks.len(), bookmarks.len()));
        assert_eq!(document.every("w:bookmarkEnd").len(), bookmarks.len());
        let links = document.every("w:hyperlink");
        let contents = document.every("w:sdt")[0].every("w:hyperlink").len();
        assert!(links.len() > contents, "supervisors are links");
        for link in links {
            assert!(
                names.contains(link.get("w:anchor")),
                "{}",
                link.get("w:anchor")
            );
        }
    }
}

#[test]
fn heading_rows_repeat_and_rows_stay_whole_unless_they_may_be_divided() {
    let file = File::open(
        &write(&document_of(vec![
            table(vec![
                row(vec![
                    Cell {
                        kind: CellKind::Head,
                        ..cell("甲")
                    },
                    cell("乙"),
                    cell("丙"),
                ]),
                Row {
                    splittable: true,
                    ..row(vec![Cell {
                        span: 3,
                        ..cell("丁")
                    }])
                },
                Row {
                    keep_with_next: true,
                    min_height: TenthMm(100),
                    ..row(vec![cell("戊"), cell("己"), cell("庚")])
                },
                row(vec![
                    Cell {
                        span: 2,
                        ..cell("辛")
                    },
                    cell("壬"),
                ]),
            ]),
            table(vec![
                row(vec![
                    Cell {
                        merge: Merge::Start,
                        ..cell("癸")
                    },
                    cell("子"),
                    cell("丑"),
                ]),
                row(vec![
                    Cell {
                        merge: Merge::Continue,
                        ..cell("隐")
                    },
                    cell("寅"),
                    cell("卯"),
                ]),
            ]),
        ]))
        .bytes,
    );
    let document = file.document();
    let rows = document.every("w:tr");
    let has = |row: usize, name: &str| {
        rows[row]
            .child("w:trPr")
            .is_some_and(|pr| pr.child(name).is_some())
    };
    let heads: Vec<bool> = (0..6).map(|row| has(row, "w:tblHeader")).collect();
    assert_eq!(heads, [true, false, false, false, true, false]);
    let whole: Vec<bool> = (0..6).map(|row| has(row, "w:cantSplit")).collect();
    assert_eq!(whole, [true, false, true, true, true, true]);
    let keeps: Vec<bool> = rows
        .iter()
        .map(|row| !row.every("w:keepNext").is_empty())
        .collect();
    assert_eq!(keeps, [true, false, true, false, true, false]);
    // 10 mm are 567 twips, of which the rule is 5.
    assert_eq!(rows[2].every("w:trHeight")[0].get("w:val"), "562");
    // What a merge covers is not there twice, and between tables stands a paragraph.
    assert!(!printed_lines(&file).concat().contains('隐'));
    let merges: Vec<&str> = document
        .every("w:vMerge")
        .iter()
        .map(|merge| merge.get("w:val"))
        .collect();
    assert_eq!(merges, ["restart", "continue"]);
}

#[test]
fn parts_begin_pages_and_the_cover_has_no_header() {
    let file = File::open(&write(&book(RoleLayout::Form)).bytes);
    let document = file.document();
    let sections = document.every("w:sectPr");
    assert_eq!(sections.len(), 2);
    assert!(sections[0].child("w:headerReference").is_none());
    assert!(sections[1].child("w:headerReference").is_some());
    assert!(sections[1].child("w:footerReference").is_some());
    let breaks = document.every("w:pageBreakBefore").len();
    // The cover ends a section, and the part after it begins one.
    assert_eq!(breaks, book(RoleLayout::Form).parts.len() - 2);
    let body = document.child("w:body").unwrap();
    for (before, after) in body.children.iter().zip(&body.children[1..]) {
        let breaks = !after.every("w:pageBreakBefore").is_empty();
        assert!(
            !breaks || before.every("w:sectPr").is_empty(),
            "an empty page"
        );
    }
}

#[test]
fn bold_faces_and_stand_ins_are_asked_for_by_name() {
    let mut project = sample();
    let company = Arc::make_mut(&mut project.company);
    Arc::make_mut(&mut company.settings).fonts.body = FontFamily::FangSong;
    let organisation = Organisation::of(&project);
    let role = *project.roles.keys().next().unwrap();
    let mut document = compose(
        &project,
        &organisation,
        &gangshu::document::Request::role(role),
    );
    let mut body = paragraph(ParagraphStyle::Body, "“引号”①与");
    body.spans.push(Span {
        text: "粗体".into(),
        bold: true,
        ..Span::default()
    });
    document.parts = vec![part(vec![Block::Paragraph(body)])];
    let file = File::open(&write(&document).bytes);
    let word = file.document();
    let runs: Vec<(String, String, bool)> = word
        .every("w:r")
        .into_iter()
        .map(|run| {
            let properties = run.child("w:rPr");
            let fonts = properties.and_then(|pr| pr.child("w:rFonts"));
            if let Some(fonts) = fonts {
                for script in ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"] {
                    assert_eq!(fonts.get(script), fonts.get("w:eastAsia"));
                }
            }
            let bold = properties.is_some_and(|pr| pr.child("w:b").is_some());
            (
                text_of(run),
                fonts.map_or("", |fonts| fonts.get("w:eastAsia")).to_owned(),
                bold,
            )
        })
        .collect();
    let expected = [
        ("“", "Gangshu Song", false),
        ("引号", "", false),
        ("”①", "Gangshu Song", false),
        ("与", "", false),
        ("粗体", "Gangshu Hei", true),
    ]
    .map(|(text, font, bold)| (text.to_owned(), font.to_owned(), bold));
    assert_eq!(runs, expected);
    let fonts = file.xml("word/fontTable.xml");
    let mut names = Vec::new();
    for font in fonts.every("w:font") {
        names.push((
            font.get("w:name").to_owned(),
            font.value("w:altName").unwrap().to_owned(),
        ));
    }
    assert!(
        names.contains(&("Gangshu Fangsong".into(), "仿宋".into())),
        "{names:?}"
    );
    assert!(
        names.contains(&("Gangshu Song".into(), "宋体".into())),
        "{names:?}"
    );
    assert_eq!(fonts.every("w:embedBold").len(), 1);
}

#[test]
fn embedded_fonts_are_whole_once_the_key_is_undone() {
    let file = File::open(&write(&book(RoleLayout::Form)).bytes);
    let relations = file.xml("word/_rels/fontTable.xml.rels");
    let targets: BTreeMap<&str, &str> = relations
        .every("Relationship")
        .into_iter()
        .map(|relation| (relation.get("Id"), relation.get("Target")))
        .collect();
    let table = file.xml("word/fontTable.xml");
    let mut count = 0;
    for font in table.every("w:font") {
        for slot in ["w:embedRegular", "w:embedBold"] {
            let Some(slot) = font.child(slot) else {
                continue;
            };
            let key: Vec<u8> = slot
                .get("w:fontKey")
                .chars()
                .filter(char::is_ascii_hexdigit)
                .collect::<Vec<char>>()
                .chunks(2)
                .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap())
                .collect();
            let mut bytes = file.parts[&format!("word/{}", targets[slot.get("r:id")])].clone();
            for (index, byte) in bytes.iter_mut().take(32).enumerate() {
                *byte ^= key[15 - index % 16];
            }
            let face = ttf_parser::Face::parse(&bytes, 0).unwrap();
            let names: Vec<String> = face
                .names()
                .into_iter()
                .filter_map(|name| name.to_string())
                .collect();
            assert!(names.contains(&font.get("w:name").to_owned()), "{names:?}");
            count += 1;
        }
    }
    assert!(count >= 3, "{count}");
    let settings = file.xml("word/settings.xml");
    assert!(settings.child("w:embedTrueTypeFonts").is_some());
    assert!(settings.child("w:updateFields").is_none());
}

#[test]
fn without_embedding_the_file_is_small_and_names_the_usual_fonts() {
    let mut document = book(RoleLayout::Form);
    document.embed_fonts = EmbedFonts::None;
    let bytes = write(&document).bytes;
    let file = File::open(&bytes);
    assert!(!file.parts.keys().any(|name| name.ends_with(".odttf")));
    assert!(
        file.xml("word/settings.xml")
            .child("w:embedTrueTypeFonts")
            .is_none()
    );
    let styles = file.xml("word/styles.xml");
    let fonts = styles.every("w:rFonts");
    assert!(
        fonts
            .iter()
            .all(|fonts| matches!(fonts.get("w:eastAsia"), "宋体" | "黑体"))
    );
    document.embed_fonts = EmbedFonts::Used;
    let used = write(&document).bytes.len();
    document.embed_fonts = EmbedFonts::Editable;
    let editable = write(&document).bytes.len();
    assert!(
        bytes.len() < used && used + 500_000 < editable,
        "{} {used} {editable}",
        bytes.len()
    );
}

#[test]
fn a_character_that_no_face_has_prints_as_a_sign_and_is_told_with_its_field() {
    let project = sample();
    let role = *project.roles.keys().next().unwrap();
    let place = gangshu::model::Place::role(role, gangshu::model::Field::Purpose);
    let mut body = paragraph(ParagraphStyle::Body, "甲\u{1f600}乙\u{1f600}");
    body.spans[0].place = Some(place);
    let mut document = document_of(vec![Block::Paragraph(body)]);
    let exported = write(&document);
    let missing = ExportWarning::Missing {
        character: '\u{1f600}',
        place: Some(place),
    };
    assert_eq!(exported.warnings, [missing]);
    assert_eq!(printed_lines(&File::open(&exported.bytes)), ["甲〓乙〓"]);
    // The reader's own fonts may have it.
    document.embed_fonts = EmbedFonts::None;
    let exported = write(&document);
    assert_eq!(exported.warnings, [missing]);
    assert_eq!(
        printed_lines(&File::open(&exported.bytes)),
        ["甲\u{1f600}乙\u{1f600}"]
    );
}

#[test]
fn a_heading_that_the_contents_repeat_is_told_of_once_with_its_field() {
    let mut project = sample();
    let role = *project.roles.keys().next().unwrap();
    let place = gangshu::model::Place::role(role, gangshu::model::Field::Name);
    Arc::make_mut(project.roles.get_mut(&role).unwrap()).name = "甲\u{1f600}".into();
    let organisation = Organisation::of(&project);
    let document = compose(&project, &organisation, &gangshu::document::Request::book());
    let warnings = write(&document).warnings;
    assert!(!warnings.is_empty());
    for warning in warnings {
        let ExportWarning::Missing {
            character: '\u{1f600}',
            place: told,
        } = warning
        else {
            panic!("{warning:?}");
        };
        assert_eq!(told, Some(place));
    }
}

#[test]
fn whatever_is_typed_the_file_stays_sound() {
    let mut typed: Vec<String> = (0..=0x9f_u32)
        .chain([
            0xad, 0x200b, 0x2028, 0xfdd0, 0xfeff, 0xfffe, 0xffff, 0x1fffe, 0x10ffff,
        ])
        .filter_map(char::from_u32)
        .map(|c| format!("前{c}后"))
        .collect();
    typed.extend(
        [
            "甲&乙<丙>\"丁\"'戊' ]]> &lt; &#0; <!--",
            "  两  空格  ",
            "",
            "\u{202e}反",
            "𠮷👨‍👩‍👧",
        ]
        .map(String::from),
    );
    for text in typed {
        let title = Paragraph {
            outline: Some(Outline {
                level: 1,
                title: text.clone(),
                target: Some(Owner::Role(RoleId(1))),
                in_contents: true,
            }),
            ..paragraph(ParagraphStyle::Title, &text)
        };
        let mut linked = paragraph(ParagraphStyle::Cell, &text);
        linked.spans[0].link = Some(Owner::Role(RoleId(1)));
        let mut document = document_of(vec![
            Block::Contents { depth: 3 },
            Block::Paragraph(title),
            Block::Table(Table {
                columns: vec![TenthMm(1000)],
                rows: vec![row(vec![Cell {
                    paragraphs: vec![linked],
                    ..cell("")
                }])],
                ..Table::default()
            }),
        ]);
        document.embed_fonts = EmbedFonts::None;
        document.properties.title = text.clone();
        document.properties.company = text.clone();
        document.parts[0].title = text.clone();
        let file = File::open(&write(&document).bytes);
        for (name, bytes) in &file.parts {
            if name.ends_with(".xml") || name.ends_with(".rels") {
                parse(bytes);
            }
        }
        let carried: String = text
            .chars()
            .filter(|&c| {
                c == '\t'
                    || c == '\n'
                    || !(c < ' ' || matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}'))
            })
            .collect();
        assert_eq!(printed_lines(&file)[0], carried, "{text:?}");
    }
}

#[test]
fn strange_documents_are_written_and_empty_ones_refused() {
    let mut document = book(RoleLayout::Form);
    document.parts.clear();
    assert_eq!(docx::write(&document, None), Err(ExportError::Empty));
    for blocks in [
        vec![],
        vec![Block::Table(Table::default())],
        vec![table(vec![]), table(vec![row(vec![])])],
        vec![table(vec![row(vec![
            cell("一"),
            cell("二"),
            cell("三"),
            cell("四"),
            cell("五"),
        ])])],
        vec![table(vec![row(vec![Cell {
            span: 99,
            paragraphs: vec![],
            ..Cell::default()
        }])])],
        vec![
            Block::Contents { depth: 0 },
            Block::Space(TenthMm(u16::MAX)),
            Block::Space(TenthMm(0)),
        ],
        vec![line("")],
    ] {
        let document = document_of(blocks);
        let body = File::open(&write(&document).bytes).document();
        let body = body.child("w:body").unwrap();
        assert_eq!(body.children[body.children.len() - 2].name, "w:p");
    }
}

#[test]
fn a_logo_stands_in_the_header_and_on_the_cover_and_is_stored_once() {
    let file =
        File::open(&write(&with_logo(book(RoleLayout::Form), PNG, PictureFormat::Png)).bytes);
    let media: Vec<&String> = file
        .parts
        .keys()
        .filter(|name| name.starts_with("word/media/"))
        .collect();
    assert_eq!(media.len(), 1, "{media:?}");
    let document = file.document();
    let extent = document.every("wp:extent")[0];
    // 20 mm high, as many wide: the dot is square. 1 mm is 36,000 units.
    let side: f64 = extent.get("cx").parse().unwrap();
    assert!((side / 36_000.0 - 20.0).abs() < 0.01, "{side}");
    assert_eq!(extent.get("cx"), extent.get("cy"));
    assert_eq!(file.xml("word/header1.xml").every("wp:inline").len(), 1);
}

#[test]
fn a_jpeg_is_stored_as_one() {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(4, 2)
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .unwrap();
    let base64 = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        jpeg.into_inner(),
    );
    let file = File::open(
        &write(&with_logo(
            book(RoleLayout::Form),
            &base64,
            PictureFormat::Jpeg,
        ))
        .bytes,
    );
    assert!(
        file.parts
            .keys()
            .any(|name| name.starts_with("word/media/") && name.ends_with(".jpeg"))
    );
    let types = String::from_utf8_lossy(&file.parts["[Content_Types].xml"]).into_owned();
    assert!(types.contains("image/jpeg") && !types.contains("image/png"));
}

#[test]
fn a_logo_that_is_no_picture_is_left_out_and_told() {
    let cut: String = PNG.chars().take(60).collect();
    for base64 in ["", "not base64 !", "AAAA", &cut] {
        let exported = write(&with_logo(
            book(RoleLayout::Form),
            base64,
            PictureFormat::Png,
        ));
        assert_eq!(
            exported.warnings,
            [ExportWarning::UnreadableLogo],
            "{base64}"
        );
        let file = File::open(&exported.bytes);
        assert!(
            !file
                .parts
                .keys()
                .any(|name| name.starts_with("word/media/"))
        );
    }
}

#[test]
fn properties_come_from_the_project_and_dates_never_from_the_clock() {
    let mut document = book(RoleLayout::Form);
    document.properties.date = Some((2026, 3, 1));
    let file = File::open(&write(&document).bytes);
    let core = file.xml("docProps/core.xml");
    assert_eq!(
        core.child("dc:title").unwrap().text,
        document.properties.title
    );
    assert_eq!(
        core.child("dc:creator").unwrap().text,
        document.properties.author
    );
    assert_eq!(
        core.child("dcterms:created").unwrap().text,
        "2026-03-01T00:00:00Z"
    );
    let application = file.xml("docProps/app.xml");
    assert_eq!(
        application.child("Company").unwrap().text,
        document.properties.company
    );
    document.properties.date = None;
    let core = File::open(&write(&document).bytes).xml("docProps/core.xml");
    assert!(core.child("dcterms:created").is_none());
    let styles = file.xml("word/styles.xml");
    assert_eq!(styles.every("w:lang")[0].get("w:eastAsia"), "zh-CN");
}
