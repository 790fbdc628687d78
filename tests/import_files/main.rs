//! Files as Word, WPS, LibreOffice, python-docx, Excel and browsers write them, and what is read of them.
//!
//! Each file of `tests/fixtures/import_files` has its expected reading beside it, written by hand before it was
//! read; nothing here writes an expected file.

mod docx;
mod hostile;
mod html;
mod mht;
mod outline;
mod refusals;

use gangshu::import::read::{ReadFile, read_file};
use std::fs;
use std::path::Path;

const FIXTURES: &str = "tests/fixtures/import_files";

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(FIXTURES).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read(name: &str, bytes: &[u8]) -> ReadFile {
    read_file(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines of a file, in the notation of the expected readings.
fn lines(name: &str, bytes: &[u8]) -> Vec<String> {
    outline::lines(&read(name, bytes))
}

#[test]
fn every_file_is_read_as_expected() {
    let mut count = 0;
    for entry in fs::read_dir(FIXTURES).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let expected = path.with_extension("expected");
        if name.ends_with(".expected")
            || name.ends_with(".md")
            || path.is_dir()
            || name.starts_with("text-")
        {
            continue;
        }
        let expected = fs::read_to_string(&expected)
            .unwrap_or_else(|error| panic!("{}: {error}", expected.display()));
        outline::check(&name, &read(&name, &fixture(&name)), &expected);
        count += 1;
    }
    assert!(count >= 8, "only {count} files");
}

#[test]
fn a_text_says_the_same_in_every_encoding() {
    let expected = fs::read_to_string(Path::new(FIXTURES).join("text.expected")).expect("text");
    for name in [
        "text-utf8.txt",
        "text-utf8-bom.txt",
        "text-gb18030.txt",
        "text-utf16le.txt",
        "text-utf16le-bom.txt",
        "text-utf16be.txt",
        "text-utf16be-bom.txt",
        "text-cr.txt",
    ] {
        outline::check(name, &read(name, &fixture(name)), &expected);
    }
}

#[test]
fn a_line_keeps_its_number_though_blank_lines_are_left_out() {
    let file = read("text-utf8.txt", &fixture("text-utf8.txt"));
    let numbers: Vec<u32> = file.source.lines.iter().map(|line| line.line).collect();
    assert_eq!(numbers, [1, 2, 4]);
}

#[test]
fn short_texts_in_gbk_are_not_taken_for_anything_else() {
    for text in ["职责", "1、收款。", "岗位名称\t出纳", "联通", "ABC岗"] {
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        let file = read("a.txt", &bytes);
        assert_eq!(file.source.lines[0].text, text);
    }
}
