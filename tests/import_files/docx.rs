//! DOCX by hand: what Word and WPS write and the other programs here do not.

use super::{lines, read};
use gangshu::import::read::{Damage, NoteKind, ReadError, read_file};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// Parts and their content, zipped.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content.as_bytes()).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}

pub(crate) fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>"
    )
}

fn part(root: &str, content: &str) -> String {
    format!("<w:{root} xmlns:w=\"{WORD}\">{content}</w:{root}>")
}

pub(crate) const RELS: (&str, &str) = (
    "_rels/.rels",
    "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
);

/// A whole package with the usual parts; `others` are parts beside the document, by their relation.
pub(crate) fn docx(body: &str, others: &[(&str, &str, String)]) -> Vec<u8> {
    let document = document(body);
    let mut relations = String::from("<Relationships>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), RELS];
    let names: Vec<String> = others
        .iter()
        .map(|(_, file, _)| format!("word/{file}"))
        .collect();
    for ((kind, file, content), name) in others.iter().zip(&names) {
        relations.push_str(&format!("<Relationship Id=\"{file}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{file}\"/>"));
        parts.push((name, content));
    }
    relations.push_str("</Relationships>");
    parts.push(("word/_rels/document.xml.rels", &relations));
    parts.push(("word/document.xml", &document));
    package(&parts)
}

fn body_lines(body: &str) -> Vec<String> {
    lines("a.docx", &docx(body, &[]))
}

fn notes(bytes: &[u8]) -> Vec<NoteKind> {
    let notes = read("a.docx", bytes).notes.into_iter();
    notes.map(|note| note.kind).collect()
}

pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A paragraph of a list.
fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn numbering(definitions: &str, lists: &str) -> (&'static str, &'static str, String) {
    let content = part("numbering", &format!("{definitions}{lists}"));
    ("numbering", "numbering.xml", content)
}

fn list(id: u32, definition: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{more}</w:num>")
}

#[test]
fn numbers_are_counted_as_word_does() {
    let definition = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum>",
        level(0, "chineseCountingThousand", "%1、", ""),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimalEnclosedCircleChinese", "%3", ""),
    );
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let lists = [list(1, 0, ""), list(2, 0, restart)].concat();
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 1, "丙"),
        item(1, 2, "丁"),
        p("不编号"),
        item(1, 0, "戊"),
        item(1, 1, "己"),
        item(2, 0, "庚"),
        item(2, 0, "辛"),
        item(0, 0, "壬"),
    ]
    .concat();
    let file = docx(&body, &[numbering(&definition, &lists)]);
    assert_eq!(
        lines("a.docx", &file),
        [
            "一、 甲",
            "1.1 乙",
            "1.2 丙",
            "① 丁",
            "不编号",
            "二、 戊",
            "2.1 己",
            "五、 庚",
            "六、 辛",
            "壬"
        ]
    );
}

#[test]
fn a_level_may_go_on_over_the_level_above() {
    let definition = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>",
        level(0, "chineseCounting", "第%1章", ""),
        level(
            1,
            "chineseCounting",
            "第%2条",
            "<w:lvlRestart w:val=\"0\"/>"
        ),
    );
    let body = [
        item(1, 0, "总则"),
        item(1, 1, "目的"),
        item(1, 0, "职责"),
        item(1, 1, "范围"),
    ]
    .concat();
    let file = docx(&body, &[numbering(&definition, &list(1, 0, ""))]);
    assert_eq!(
        lines("a.docx", &file),
        ["第一章 总则", "第一条 目的", "第二章 职责", "第二条 范围"]
    );
}

#[test]
fn a_style_brings_its_numbers_through_the_styles_it_is_based_on() {
    let definition = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>",
        level(0, "decimal", "%1.", "<w:pStyle w:val=\"Item\"/>"),
        level(1, "decimal", "（%2）", "<w:pStyle w:val=\"SubItem\"/>"),
    );
    let style = |id: &str, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>{more}</w:style>"
        )
    };
    let numbered = "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    let styles = [
        style("Item", numbered),
        style("SubItem", numbered),
        style("Special", "<w:basedOn w:val=\"Item\"/>"),
        style("Round", "<w:basedOn w:val=\"Round\"/>"),
    ]
    .concat();
    let paragraph = |id: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        paragraph("Item", "甲"),
        paragraph("SubItem", "乙"),
        paragraph("Special", "丙"),
        paragraph("Round", "丁"),
        paragraph("Unknown", "戊"),
    ]
    .concat();
    let file = docx(
        &body,
        &[
            ("styles", "styles.xml", part("styles", &styles)),
            numbering(&definition, &list(1, 0, "")),
        ],
    );
    assert_eq!(
        lines("a.docx", &file),
        ["1. 甲", "（1） 乙", "2. 丙", "丁", "戊"]
    );
}

#[test]
fn letters_of_symbol_fonts_are_bullets_and_levels_differ() {
    let symbol = |at: u32, text: &str, font: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"{text}\"/><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr></w:lvl>"
        )
    };
    let definition = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum>",
        symbol(0, "l", "Wingdings"),
        symbol(1, "o", "Courier New"),
        symbol(2, "\u{f06c}", "Wingdings"),
    );
    let body = [item(1, 0, "甲"), item(1, 1, "乙"), item(1, 2, "丙")].concat();
    let file = docx(&body, &[numbering(&definition, &list(1, 0, ""))]);
    assert_eq!(lines("a.docx", &file), ["● 甲", "◦ 乙", "▪ 丙"]);
}

#[test]
fn a_number_without_a_sign_gets_one_and_lower_levels_of_the_same_shape_differ() {
    let definition = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>",
        level(0, "decimal", "%1", ""),
        level(1, "decimal", "%2", ""),
    );
    let body = [item(1, 0, "收款"), item(1, 1, "核对"), item(1, 0, "付款")].concat();
    let file = docx(&body, &[numbering(&definition, &list(1, 0, ""))]);
    assert_eq!(lines("a.docx", &file), ["1、收款", "(1) 核对", "2、付款"]);
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

#[test]
fn merged_cells_say_their_text_once_and_columns_stand_below_each_other() {
    let rows = [
        row(&[
            cell("", &p("序号")),
            cell("<w:gridSpan w:val=\"2\"/>", &p("职责")),
            cell("", &p("标准")),
        ]),
        row(&[
            cell("<w:vMerge w:val=\"restart\"/>", &p("1")),
            cell("", &p("收")),
            cell("", &p("收款")),
            cell("", &p("当日")),
        ]),
        row(&[
            cell("<w:vMerge/>", "<w:p/>"),
            cell("", &p("付")),
            cell("", &[p("付款"), p("复核")].concat()),
            cell("", "<w:p/>"),
        ]),
        row(&[cell("<w:gridSpan w:val=\"4\"/>", &p("备注：无"))]),
    ];
    assert_eq!(
        body_lines(&table(&rows)),
        [
            "|序号|职责||标准",
            "|1|收|收款|当日",
            "||付|付款/复核",
            "备注：无"
        ]
    );
}

#[test]
fn a_table_in_a_cell_keeps_its_rows() {
    let inner = table(&[
        row(&[cell("", &p("任务")), cell("", &p("权重"))]),
        row(&[cell("", &p("收款")), cell("", &p("60%"))]),
    ]);
    let outer = table(&[
        row(&[cell("", &p("岗位名称")), cell("", &p("出纳"))]),
        row(&[
            cell("", &p("岗位职责")),
            cell("", &[p("如下："), inner].concat()),
        ]),
    ]);
    assert_eq!(
        body_lines(&outer),
        [
            "|岗位名称|出纳",
            "|岗位职责|如下：",
            "|任务|权重",
            "|收款|60%"
        ]
    );
}

#[test]
fn a_label_that_a_narrow_cell_breaks_is_one_word() {
    let rows = [
        row(&[
            cell("", &[p("岗"), p("位"), p("职"), p("责")].concat()),
            cell("", &p("收款")),
        ]),
        row(&[
            cell(
                "",
                "<w:p><w:r><w:t>任职</w:t><w:br/><w:t>资格</w:t></w:r></w:p>",
            ),
            cell("", &p("会计证")),
        ]),
    ];
    assert_eq!(
        body_lines(&table(&rows)),
        ["|岗位职责|收款", "|任职资格|会计证"]
    );
}

#[test]
fn the_text_of_a_text_box_is_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
        text_box("框内")
    );
    let file = docx(&body, &[]);
    assert_eq!(lines("a.docx", &file), ["正文", "框内"]);
    assert_eq!(notes(&file), [NoteKind::TextBoxes(1)]);
}

#[test]
fn an_alternative_without_text_gives_way_to_its_fallback() {
    let body = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"/><mc:Fallback><w:rFonts/></mc:Fallback></mc:AlternateContent><mc:AlternateContent><mc:Choice Requires=\"x\"><x:unknown/></mc:Choice><mc:Fallback><w:t>①</w:t></mc:Fallback></mc:AlternateContent><w:t>收款</w:t></w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx w16se:font=\"SimSun\" w16se:char=\"2461\"/></mc:Choice><mc:Fallback><w:t>②</w:t></mc:Fallback></mc:AlternateContent><w:t>付款</w:t></w:r></w:p>";
    assert_eq!(body_lines(body), ["①收款", "②付款"]);
}

#[test]
fn tracked_changes_are_read_as_accepted_and_told() {
    let body = "<w:p><w:r><w:t>负责</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>收</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>付</w:t></w:r></w:ins><w:r><w:t>款</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p><w:p><w:r><w:t>后半句。</w:t></w:r></w:p>\
        <w:p><w:moveFrom w:id=\"4\"><w:r><w:t>搬走</w:t></w:r></w:moveFrom><w:moveTo w:id=\"5\"><w:r><w:t>搬来</w:t></w:r></w:moveTo></w:p>\
        <w:tbl><w:tr><w:trPr><w:del w:id=\"6\"/></w:trPr><w:tc><w:p><w:r><w:t>删去的行</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let file = docx(body, &[]);
    assert_eq!(
        lines("a.docx", &file),
        ["负责付款", "前半句，后半句。", "搬来", "|甲|乙"]
    );
    assert_eq!(notes(&file), [NoteKind::Inserted(2), NoteKind::Deleted(4)]);
}

#[test]
fn the_outline_of_a_shape_is_no_revision() {
    let body = "<w:p><w:r><w:drawing><wps:wsp><wps:spPr><a:custGeom><a:pathLst><a:path><a:moveTo><a:pt x=\"0\" y=\"0\"/></a:moveTo></a:path></a:pathLst></a:custGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>总经理</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r></w:p>";
    let file = docx(body, &[]);
    assert_eq!(lines("a.docx", &file), ["总经理"]);
    assert_eq!(notes(&file), [NoteKind::TextBoxes(1)]);
}

#[test]
fn headers_the_contents_and_hidden_text_stand_around_the_matter() {
    let body = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>目录</w:t></w:r></w:p><w:p><w:r><w:t>出纳岗位职责</w:t><w:tab/><w:t>1</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:t>会计岗位职责</w:t></w:r></w:p>\
        <w:p><w:r><w:t>出纳岗位职责</w:t></w:r></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>批注用</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>收款</w:t></w:r></w:p>";
    let header = ("header", "header1.xml", part("hdr", &p("某某制度")));
    let same = ("header", "header2.xml", part("hdr", &p("某某制度")));
    let file = docx(body, &[header, same]);
    assert_eq!(
        lines("a.docx", &file),
        [
            "出纳岗位职责",
            "收款",
            "page 目录",
            "page 出纳岗位职责 1",
            "page 会计岗位职责",
            "page 批注用",
            "page 某某制度"
        ]
    );
    assert_eq!(
        notes(&file),
        [
            NoteKind::Hidden(1),
            NoteKind::ContentsLines(3),
            NoteKind::HeaderLines(1)
        ]
    );
    let draft = gangshu::import::parse(
        &read("a.docx", &file).source,
        &std::collections::BTreeMap::new(),
    );
    let names: Vec<_> = draft.roles.iter().map(|role| &role.name.text).collect();
    assert_eq!(names, ["出纳"], "a line of the contents is no role");
}

/// The list that Word makes by default has 1. above a. above i.; none of its levels may run together.
#[test]
fn the_default_list_of_word_keeps_its_three_levels() {
    let definition = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum>",
        level(0, "decimal", "%1.", ""),
        level(1, "lowerLetter", "%2.", ""),
        level(2, "lowerRoman", "%3.", ""),
    );
    let below = ["登记", "拍照", "上报", "通知", "退回", "归档"];
    let below = below.map(|text| item(1, 2, &format!("{text}。"))).concat();
    let body = [
        p("库管员岗位职责"),
        item(1, 0, "收货。"),
        item(1, 1, "核对数量。"),
        item(1, 1, "处理短少："),
        below,
        item(1, 0, "发货。"),
    ]
    .concat();
    let file = docx(&body, &[numbering(&definition, &list(1, 0, ""))]);
    let source = read("a.docx", &file).source;
    let draft = gangshu::import::parse(&source, &std::collections::BTreeMap::new());
    let duties = &draft.roles[0].sections[0].items;
    assert_eq!(duties.len(), 2);
    assert_eq!(duties[0].children.len(), 2);
    assert_eq!(duties[0].children[1].children.len(), 6);
    assert_eq!(draft.doubts, []);
}

#[test]
fn small_things_of_a_run_are_read() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>岗</w:t><w:noBreakHyphen/><w:t>A&amp;B&#x5c97;</w:t></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>标</w:t></w:r></w:smartTag><w:fldSimple w:instr=\"DATE\"><w:r><w:t>五月</w:t></w:r></w:fldSimple></w:p>\
        <w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>本科</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/><w:t>大专</w:t><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>7</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
        <w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:r><w:t>已填</w:t></w:r></w:sdtContent></w:sdt></w:p>\
        <w:p><w:r><w:t>1.</w:t><w:tab/><w:t>收款</w:t></w:r></w:p><w:p><w:r><w:t>上级：甲</w:t><w:tab/><w:t>下级：乙</w:t></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>是</w:t></w:r></w:p>";
    let file = docx(body, &[]);
    assert_eq!(
        lines("a.docx", &file),
        [
            "岗-A&B岗链接标五月",
            "☑本科☐大专\u{f04a}",
            "7",
            "已填",
            "1. 收款",
            "|上级：甲|下级：乙",
            "☑是"
        ]
    );
    assert_eq!(notes(&file), [NoteKind::UnknownSymbols(1)]);
}

#[test]
fn strict_documents_and_those_in_utf_16_are_read() {
    let strict = document(&p("收款")).replace(WORD, STRICT);
    assert_eq!(
        lines("a.docx", &package(&[RELS, ("word/document.xml", &strict)])),
        ["收款"]
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, text) in [RELS, ("word/document.xml", &document(&p("付款")))] {
        zip.start_file(name, options).expect("a part");
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        zip.write_all(&bytes).expect("its content");
    }
    let file = zip.finish().expect("a package").into_inner();
    assert_eq!(lines("a.docx", &file), ["付款"]);
}

#[test]
fn lost_parts_cost_what_they_say_and_no_more() {
    let body = [item(1, 0, "收款"), p("付款")].concat();
    let broken = (
        "numbering",
        "numbering.xml",
        "<w:numbering><w:abst".to_owned(),
    );
    let file = docx(&body, &[broken]);
    assert_eq!(lines("a.docx", &file), ["收款", "付款"]);
    assert_eq!(
        notes(&file),
        [NoteKind::PartLost("word/numbering.xml".to_owned())]
    );
    // Without relationships the document is where everyone has it.
    let bare = package(&[("word/document.xml", &document(&p("收款")))]);
    assert_eq!(lines("a.docx", &bare), ["收款"]);
    let empty = package(&[("[Content_Types].xml", "<Types/>"), RELS]);
    assert_eq!(
        read_file("a.docx", &empty),
        Err(ReadError::Damaged(Damage::Missing("word/document.xml")))
    );
}

#[test]
fn a_document_that_breaks_off_is_read_up_to_there() {
    let whole = document(&[p("收款"), p("付款")].concat());
    let cut: String = whole.chars().take(whole.chars().count() - 38).collect();
    let file = package(&[RELS, ("word/document.xml", &cut)]);
    assert_eq!(lines("a.docx", &file), ["收款", "付款"]);
    assert_eq!(notes(&file), [NoteKind::CutShort]);
    let nothing = package(&[RELS, ("word/document.xml", "<w:document><w:body>")]);
    assert!(matches!(
        read_file("a.docx", &nothing),
        Err(ReadError::Damaged(Damage::Part { .. }))
    ));
}

#[test]
fn pictures_and_embedded_files_are_told() {
    let body = "<w:p><w:r><w:drawing><a:blip/></w:drawing><w:object><o:OLEObject/></w:object><w:t>收款</w:t></w:r></w:p>";
    assert_eq!(
        notes(&docx(body, &[])),
        [NoteKind::Pictures(1), NoteKind::Embedded(1)]
    );
    let scan = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>";
    assert_eq!(
        read_file("a.docx", &docx(scan, &[])),
        Err(ReadError::OnlyPictures { count: 1 })
    );
}
