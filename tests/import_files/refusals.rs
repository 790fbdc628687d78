//! Files that are not read: each is known for what it is, by its content before its name.

use super::docx::{docx, p, package};
use gangshu::import::read::{
    Damage, FILE_LIMIT, FileKind, LINE_LIMIT, PIECE_LIMIT, ReadError, Room, combine, read_file,
    read_html,
};
use gangshu::strings::import::explain_read;

/// An OLE container with entries of these names.
fn container(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(512, 0);
    for name in ["Root Entry"].iter().chain(names) {
        let start = bytes.len();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        let length = u16::try_from(bytes.len() - start + 2).expect("a short name");
        bytes.resize(start + 64, 0);
        bytes.extend(length.to_le_bytes());
        bytes.resize(start + 128, 0);
    }
    bytes
}

fn refused(name: &str, bytes: &[u8]) -> ReadError {
    read_file(name, bytes).expect_err(name)
}

#[test]
fn kinds_that_are_not_read_are_known_by_their_content() {
    let word = container(&["WordDocument", "1Table"]);
    let cases: Vec<(&str, Vec<u8>, FileKind)> = vec![
        ("a.doc", word.clone(), FileKind::OldWord),
        ("a.docx", word.clone(), FileKind::OldWord),
        ("a.wps", word, FileKind::Wps),
        ("a.xls", container(&["Workbook"]), FileKind::Xls),
        ("a.et", container(&["Workbook"]), FileKind::Xls),
        (
            "a.ppt",
            container(&["PowerPoint Document"]),
            FileKind::Slides,
        ),
        (
            "a.docx",
            package(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]),
            FileKind::Xlsx,
        ),
        ("a.zip", package(&[("说明书/a.txt", "")]), FileKind::Archive),
        (
            "a.odt",
            package(&[("mimetype", ""), ("content.xml", "")]),
            FileKind::Odt,
        ),
        ("a.ofd", package(&[("OFD.xml", "")]), FileKind::Pdf),
        ("a.txt", b"%PDF-1.7\n".to_vec(), FileKind::Pdf),
        ("a.doc", b"{\\rtf1\\ansi".to_vec(), FileKind::Rtf),
        ("a.txt", b"\x89PNG\r\n\x1a\n".to_vec(), FileKind::Picture),
        (
            "a",
            b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(),
            FileKind::Picture,
        ),
        (
            "a.xml",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>".to_vec(),
            FileKind::WordXml,
        ),
        ("a.rar", b"Rar!\x1a\x07\x01\0".to_vec(), FileKind::Archive),
        (
            "a.ron",
            b"(\n    format_version: 1,".to_vec(),
            FileKind::Project,
        ),
    ];
    for (name, bytes, kind) in cases {
        assert_eq!(
            refused(name, &bytes),
            ReadError::NotReadable(kind),
            "{name}"
        );
    }
}

#[test]
fn an_encrypted_file_is_told_from_an_old_one() {
    let bytes = container(&["EncryptionInfo", "EncryptedPackage"]);
    assert_eq!(refused("a.docx", &bytes), ReadError::Encrypted);
    assert_eq!(refused("a.doc", &bytes), ReadError::Encrypted);
}

#[test]
fn empty_large_and_unknown_files_are_told_apart() {
    assert_eq!(refused("a.txt", b""), ReadError::Empty);
    assert_eq!(refused("a.txt", " \n\t　\n".as_bytes()), ReadError::Empty);
    assert_eq!(
        refused("a.html", b"<html><body></body></html>"),
        ReadError::Empty
    );
    assert_eq!(refused("a.docx", &docx("<w:p/>", &[])), ReadError::Empty);
    assert_eq!(
        refused("a.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0"),
        ReadError::Unknown
    );
    assert_eq!(
        refused("a.docx", b"\0\0\0\0\0\0\0\0"),
        ReadError::Damaged(Damage::Package)
    );
    let large = vec![b'a'; usize::try_from(FILE_LIMIT).expect("fits") + 1];
    assert_eq!(
        refused("a.txt", &large),
        ReadError::TooLarge {
            bytes: FILE_LIMIT + 1
        }
    );
}

#[test]
fn every_refusal_says_what_why_and_the_way_out() {
    let kinds = [
        FileKind::OldWord,
        FileKind::Wps,
        FileKind::Xls,
        FileKind::Xlsx,
        FileKind::Slides,
        FileKind::Odt,
        FileKind::Pdf,
        FileKind::Rtf,
        FileKind::WordXml,
        FileKind::Picture,
        FileKind::Archive,
        FileKind::Project,
    ];
    let errors = kinds.map(ReadError::NotReadable).into_iter().chain([
        ReadError::Empty,
        ReadError::Encrypted,
        ReadError::OnlyEmbedded,
        ReadError::TooMuchText,
        ReadError::Unknown,
        ReadError::Damaged(Damage::Package),
        ReadError::TooLarge { bytes: 1 << 30 },
    ]);
    for error in errors {
        let message = explain_read(&error, "旧说明书.doc");
        assert!(message.what.contains("旧说明书.doc"), "{error}");
        assert!(message.why.chars().count() > 4, "{error}");
        assert!(message.what_to_do.chars().count() > 8, "{error}");
    }
    let old = explain_read(&ReadError::NotReadable(FileKind::OldWord), "a.doc");
    assert!(old.what_to_do.contains("另存为 .docx"));
}

#[test]
fn files_that_say_the_same_are_read_once() {
    let read = |name: &str, bytes: &[u8]| read_file(name, bytes).expect(name);
    let files = combine(vec![
        read("a.txt", "出纳岗位职责\n1、收款。".as_bytes()),
        read(
            "b.docx",
            &docx(&[p("出纳岗位职责"), p("1、收款。")].concat(), &[]),
        ),
        read("c.txt", "出纳岗位职责\n1、付款。".as_bytes()),
        read_html("<p>出纳岗位职责</p><p>1、付款。</p>"),
    ]);
    assert_eq!(files.names, ["a.txt", "c.txt"]);
    let repeated: Vec<_> = files
        .repeated
        .iter()
        .map(|it| (it.name.as_str(), it.same_as))
        .collect();
    assert_eq!(repeated, [("b.docx", 0), ("", 1)]);
    let places: Vec<_> = files
        .source
        .lines
        .iter()
        .map(|line| (line.file, line.line))
        .collect();
    assert_eq!(places, [(0, 1), (0, 2), (1, 1), (1, 2)]);
}

#[test]
fn a_role_does_not_go_on_in_the_next_file() {
    let read = |name: &str, text: &str| read_file(name, text.as_bytes()).expect(name);
    let files = combine(vec![
        read("a.txt", "财务部职责\n1、管钱。\n出纳岗位职责\n1、收款，"),
        read("b.txt", "司机岗位职责\n1、出车。"),
    ]);
    let draft = gangshu::import::parse(&files.source, &std::collections::BTreeMap::new());
    assert_eq!(draft.roles.len(), 2);
    assert_eq!(draft.roles[0].department, Some(0));
    assert_eq!(
        draft.roles[1].department, None,
        "another file, another document"
    );
    assert_eq!(draft.roles[0].sections[0].items[0].text.text, "收款，");
}

#[test]
fn more_text_than_any_company_has_is_refused_before_it_fills_the_memory() {
    let lines = "甲\n".repeat(LINE_LIMIT + 1);
    assert_eq!(refused("a.txt", lines.as_bytes()), ReadError::TooMuchText);
    let sentences = "收款。".repeat(PIECE_LIMIT);
    assert_eq!(
        refused("a.txt", sentences.as_bytes()),
        ReadError::TooMuchText
    );
    let numbers = "1、收款 ".repeat(PIECE_LIMIT);
    assert_eq!(refused("a.txt", numbers.as_bytes()), ReadError::TooMuchText);
    let page = "<p>甲".repeat(LINE_LIMIT + 1);
    assert_eq!(refused("a.html", page.as_bytes()), ReadError::TooMuchText);
    assert_eq!(
        refused("a.html", format!("<p>{sentences}").as_bytes()),
        ReadError::TooMuchText
    );
    // Neither markup nor the length of a sentence counts.
    let page = format!("<p class='{}'>1、收款。", "a".repeat(8 << 20));
    assert!(read_file("a.html", page.as_bytes()).is_ok());
    let long = "甲乙丙丁".repeat(1 << 20);
    assert!(read_file("a.txt", long.as_bytes()).is_ok());
}

#[test]
fn several_files_share_the_room_and_a_smaller_one_still_fits() {
    let file = |lines: usize| {
        let text = "甲\n".repeat(lines);
        read_file("a.txt", text.as_bytes()).expect("a text")
    };
    let mut room = Room::default();
    assert!(room.take(file(LINE_LIMIT / 2)).is_ok());
    assert_eq!(
        room.take(file(LINE_LIMIT / 2 + 1)),
        Err(ReadError::TooMuchText)
    );
    assert!(room.take(file(LINE_LIMIT / 2)).is_ok());
    assert_eq!(room.take(file(1)), Err(ReadError::TooMuchText));
}
