//! Web pages in one file, as browsers and Word save them, and the same inside a DOCX.

use super::docx::{document, docx, p, package};
use super::{lines, read};
use base64::Engine as _;
use gangshu::import::read::{Damage, NoteKind, ReadError, read_file};

const PAGE: &str = "<html><body><h1>出纳岗位职责</h1><table><tr><td>直接上级</td><td>财务经理</td></tr></table>\
    <p>1、收款。</p><p>2、付款=转账。</p></body></html>";
const EXPECTED: [&str; 4] = [
    "出纳岗位职责",
    "|直接上级|财务经理",
    "1、收款。",
    "2、付款=转账。",
];

/// Every byte as `=XX`, in lines of 76 that go on.
fn quoted(bytes: &[u8]) -> String {
    let signs: String = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
    let lines = signs.as_bytes().chunks(75);
    let lines: Vec<_> = lines.map(|line| String::from_utf8_lossy(line)).collect();
    lines.join("=\r\n")
}

fn based(bytes: &[u8]) -> String {
    let signs = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines = signs.as_bytes().chunks(76);
    let lines: Vec<_> = lines.map(|line| String::from_utf8_lossy(line)).collect();
    lines.join("\r\n")
}

/// As Chrome writes it: headers of its own first, the page, and a picture behind it.
fn chrome(kind: &str, transfer: &str, body: &str) -> Vec<u8> {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.invalid/a\r\nSubject: =?utf-8?Q?=E5?=\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
         \tboundary=\"----MultipartBoundary--abc----\"\r\n\r\n\r\n------MultipartBoundary--abc----\r\n\
         Content-Type: {kind}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n{body}\r\n\
         ------MultipartBoundary--abc----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         iVBORw0KGgo=\r\n------MultipartBoundary--abc------\r\n"
    )
    .into_bytes()
}

#[test]
fn a_page_saved_by_a_browser_is_read_with_its_tables() {
    let page = chrome("text/html", "quoted-printable", &quoted(PAGE.as_bytes()));
    assert_eq!(lines("a.mht", &page), EXPECTED);
    let page = chrome(
        "text/html; charset=utf-8",
        "base64",
        &based(PAGE.as_bytes()),
    );
    assert_eq!(lines("a.mhtml", &page), EXPECTED);
    let page = chrome("text/html", "8bit", PAGE);
    assert_eq!(lines("a.txt", &page), EXPECTED, "known by its content");
}

#[test]
fn an_old_encoding_is_known_by_the_header_of_the_part() {
    let (bytes, _, _) = encoding_rs::GBK.encode(PAGE);
    let page = chrome(
        "text/html; charset=\"gb2312\"",
        "quoted-printable",
        &quoted(&bytes),
    );
    assert_eq!(lines("a.mht", &page), EXPECTED);
    let (bytes, _, _) = encoding_rs::BIG5
        .encode("<p>\u{51fa}\u{7d0d}\u{5d17}\u{4f4d}\u{8077}\u{8cac}</p><p>1、收款。</p>");
    let page = chrome("text/html; charset=big5", "base64", &based(&bytes));
    assert_eq!(
        lines("a.mht", &page)[0],
        "\u{51fa}\u{7d0d}\u{5d17}\u{4f4d}\u{8077}\u{8cac}"
    );
}

#[test]
fn the_page_may_stand_deeper_and_a_text_stands_for_it_where_there_is_none() {
    let inner = String::from_utf8_lossy(&chrome("text/html", "8bit", PAGE)).into_owned();
    let inner = inner.replace("----MultipartBoundary--abc----", "inner");
    let inner = inner.split_once("1.0\r\n").expect("the version").1;
    let outer = |parts: &str| {
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=out\n\n--out\n{parts}\n--out--\n"
        )
    };
    let plain = "Content-Type: text/plain\n\n出纳岗位职责\n1、收款。\n";
    let both = outer(&format!("{plain}\n--out\n{inner}"));
    assert_eq!(lines("a.mht", both.as_bytes()), EXPECTED);
    assert_eq!(
        lines("a.mht", outer(plain).as_bytes()),
        ["出纳岗位职责", "1、收款。"]
    );
}

#[test]
fn what_is_cut_off_or_has_no_page_is_told_and_nothing_panics() {
    let whole = chrome("text/html", "base64", &based(PAGE.as_bytes()));
    for end in (0..whole.len()).step_by(7) {
        // Whatever comes of it: text, or a reason.
        drop(read_file("a.mht", &whole[..end]));
    }
    let empty =
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--\r\n";
    assert_eq!(
        read_file("a.mht", empty),
        Err(ReadError::Damaged(Damage::Package))
    );
    // Millions of parts cost nothing: none of them is kept.
    let mut many = empty.to_vec();
    many.extend("--b\n".repeat(2_000_000).bytes());
    assert_eq!(
        read_file("a.mht", &many),
        Err(ReadError::Damaged(Damage::Package))
    );
}

const CHUNK: &str = "<w:altChunk xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"NAME\"/>";

#[test]
fn a_page_inside_a_word_file_is_read_where_it_stands() {
    let page = String::from_utf8(chrome(
        "text/html",
        "quoted-printable",
        &quoted(PAGE.as_bytes()),
    ))
    .expect("ASCII");
    for (name, content) in [("a.mht", page), ("a.html", PAGE.to_owned())] {
        let body = format!("{}{}{}", p("前"), CHUNK.replace("NAME", name), p("后"));
        let file = docx(&body, &[("aFChunk", name, content)]);
        let found = lines("a.docx", &file);
        assert_eq!(found[0], "前");
        assert_eq!(found[1..5], EXPECTED, "{name}");
        assert_eq!(found[5], "后");
        assert_eq!(read("a.docx", &file).notes, []);
    }
}

#[test]
fn a_word_file_of_nothing_but_something_unreadable_says_so() {
    let body = CHUNK.replace("NAME", "a.rtf");
    let file = docx(&body, &[("aFChunk", "a.rtf", "{\\rtf1 甲}".to_owned())]);
    assert_eq!(read_file("a.docx", &file), Err(ReadError::OnlyEmbedded));
    let body = format!("{}{body}", p("出纳岗位职责"));
    let file = docx(&body, &[("aFChunk", "a.rtf", "{\\rtf1 甲}".to_owned())]);
    let notes = read("a.docx", &file).notes;
    assert_eq!(notes[0].kind, NoteKind::Embedded(1));
    // A reference to nothing.
    let file = package(&[("word/document.xml", &document(&CHUNK.replace("NAME", "x")))]);
    assert_eq!(read_file("a.docx", &file), Err(ReadError::OnlyEmbedded));
}
