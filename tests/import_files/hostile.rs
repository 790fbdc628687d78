//! Files made to harm, and files that were damaged on their way: a clear refusal or what can be read, in time.

use super::docx::{RELS, WORD, document, docx, p, package};
use super::{FIXTURES, fixture, outline};
use gangshu::import::parse;
use gangshu::import::read::{Damage, NoteKind, ReadError, read_file, read_html};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

const SEED: u64 = 20_241_123;
/// For how long damaged files are tried.
const TRIED_FOR: Duration = Duration::from_secs(6);
/// No file of this size takes longer, in a build without optimisation on a busy machine.
const LONGEST: Duration = Duration::from_secs(5);

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(FIXTURES).expect("the fixtures");
    let mut all: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".expected") && !name.ends_with(".md"))
        .map(|name| (name.clone(), fixture(&name)))
        .collect();
    all.sort();
    all
}

/// The parts of a package, so that damage can be done inside it.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a part");
        let mut text = String::new();
        if std::io::Read::read_to_string(&mut file, &mut text).is_ok() {
            parts.push((file.name().to_owned(), text));
        }
    }
    parts
}

fn damage(random: &mut fastrand::Rng, bytes: &mut Vec<u8>) {
    for _ in 0..random.usize(1..8) {
        if bytes.is_empty() {
            return;
        }
        let at = random.usize(..bytes.len());
        let length = random.usize(..64).min(bytes.len() - at);
        match random.u8(..6) {
            0 => bytes[at] = random.u8(..),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.usize(..=bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            4 => bytes[at..at + length].fill(random.u8(..)),
            _ => {
                let piece: &[u8] = [
                    b"<w:p>".as_slice(),
                    b"</w:p>",
                    b"</td>",
                    b"<table>",
                    b"&#x110000;",
                    b"<!--",
                    b"]]>",
                    b"\xff\xff\xff\xff",
                    b"<tr><td colspan=99999 rowspan=99999>",
                    b"\"'",
                ][random.usize(..10)];
                drop(bytes.splice(at..at, piece.iter().copied()));
            }
        }
    }
}

/// Reads and parses; what comes out must be whole.
fn try_to_read(name: &str, bytes: &[u8]) {
    let start = Instant::now();
    if let Ok(file) = read_file(name, bytes) {
        assert!(!file.source.lines.is_empty());
        for line in &file.source.lines {
            // Tabs around the words part nothing, nor does one behind a marker: the line of a text file keeps them.
            let text = line.text.trim();
            let tabs = text.matches('\t').count();
            let kept = usize::from(name.ends_with(".txt"));
            assert!(line.is_row || tabs <= kept, "{line:?}");
            assert!(line.is_row || !text.contains('\n'), "{line:?}");
            assert!(line.line > 0);
        }
        outline::check_accounts(&parse(&file.source, &BTreeMap::new()), name);
    }
    assert!(
        start.elapsed() < LONGEST,
        "{name} took {:?}",
        start.elapsed()
    );
}

#[test]
fn damaged_files_never_panic_and_never_hang() {
    let mut random = fastrand::Rng::with_seed(SEED);
    let all = fixtures();
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < TRIED_FOR {
        let (name, bytes) = &all[random.usize(..all.len())];
        let mut bytes = bytes.clone();
        if name.ends_with(".docx") && random.bool() {
            let mut parts = parts(&bytes);
            let at = random.usize(..parts.len());
            let mut content = std::mem::take(&mut parts[at].1).into_bytes();
            damage(&mut random, &mut content);
            parts[at].1 = String::from_utf8_lossy(&content).into_owned();
            let parts: Vec<_> = parts
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str()))
                .collect();
            bytes = package(&parts);
        } else {
            damage(&mut random, &mut bytes);
        }
        try_to_read(name, &bytes);
        count += 1;
    }
    assert!(count > 100, "only {count} files were tried");
}

#[test]
fn a_package_that_is_cut_anywhere_is_refused_or_read_in_part() {
    let bytes = fixture("libreoffice-form.docx");
    for end in (0..bytes.len()).step_by(97) {
        try_to_read("a.docx", &bytes[..end]);
    }
    assert_eq!(
        read_file("a.docx", &bytes[..bytes.len() - 30]),
        Err(ReadError::Damaged(Damage::Package))
    );
}

#[test]
fn elements_nested_without_end_are_refused() {
    let deep = "<w:smartTag>".repeat(100_000);
    let file = package(&[RELS, ("word/document.xml", &document(&deep))]);
    assert_eq!(
        read_file("a.docx", &file),
        Err(ReadError::Damaged(Damage::TooDeep))
    );
    let tables = "<w:tbl><w:tr><w:tc>".repeat(5_000) + &p("收款");
    let file = package(&[RELS, ("word/document.xml", &document(&tables))]);
    let read = read_file("a.docx", &file).expect("deep, but still a document");
    assert_eq!(outline::lines(&read), ["收款"]);
    let boxes = format!(
        "<w:p><w:r>{}{}",
        "<w:txbxContent><w:p><w:r>".repeat(5_000),
        "<w:t>收款</w:t>"
    );
    try_to_read("a.docx", &docx(&boxes, &[]));
}

#[test]
fn a_page_nested_without_end_is_read() {
    for tag in [
        "<div>",
        "<table>",
        "<table><tr><td>",
        "<ul>",
        "<ul><li>",
        "<nav>",
        "<span hidden>",
        "<b>",
        "<tr>",
        "<pre>",
        "<del>",
    ] {
        let html = tag.repeat(100_000) + "收款";
        let start = Instant::now();
        let file = read_html(&html);
        assert!(start.elapsed() < LONGEST, "{tag}: {:?}", start.elapsed());
        if tag != "<del>" {
            assert!(
                outline::lines(&file)
                    .iter()
                    .any(|line| line.contains("收款")),
                "{tag}"
            );
        }
    }
}

#[test]
fn cells_that_claim_to_cover_everything_do_not() {
    let html = "<tr><td colspan=1000000 rowspan=1000000>收款".repeat(20_000);
    let start = Instant::now();
    let file = read_html(&html);
    assert!(start.elapsed() < LONGEST);
    let size: usize = file.source.lines.iter().map(|line| line.text.len()).sum();
    assert!(size < html.len(), "{size} bytes of {}", html.len());
}

#[test]
fn entities_that_grow_are_not_resolved() {
    let laughs: String = (1..10)
        .map(|at| {
            let before = format!("&lol{};", at - 1).repeat(10);
            format!("<!ENTITY lol{at} \"{before}\">")
        })
        .collect();
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE w:document [<!ENTITY lol0 \"lol\">{laughs}]><w:document xmlns:w=\"{WORD}\"><w:body>{}</w:body></w:document>",
        p("甲&lol9;乙")
    );
    let file = package(&[RELS, ("word/document.xml", &text)]);
    let read = read_file("a.docx", &file).expect("a document");
    assert_eq!(outline::lines(&read), ["甲\u{fffd}乙"]);
}

#[test]
fn a_package_that_unpacks_to_too_much_is_refused() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file("_rels/.rels", options).expect("a part");
    zip.write_all(RELS.1.as_bytes()).expect("its content");
    zip.start_file("word/document.xml", options)
        .expect("a part");
    zip.write_all(b"<w:document><w:body>").expect("its content");
    let chunk = p("收款").repeat(10_000);
    let mut written = 0;
    while written < 205 << 20 {
        // Outside of any text, so that the size alone is what is refused.
        zip.write_all(b"<!--").expect("its content");
        zip.write_all(chunk.as_bytes()).expect("its content");
        zip.write_all(b"-->").expect("its content");
        written += chunk.len();
    }
    let bytes = zip.finish().expect("a package").into_inner();
    assert!(bytes.len() < 10 << 20, "{} bytes", bytes.len());
    assert!(matches!(
        read_file("a.docx", &bytes),
        Err(ReadError::TooLargeInside { .. })
    ));
}

#[test]
fn a_directory_that_announces_too_much_is_refused() {
    // The end of a directory, again and again; and one that announces four thousand million entries.
    let many = b"PK\x05\x06".repeat(500_000);
    let start = Instant::now();
    try_to_read("a.docx", &many);
    assert!(start.elapsed() < LONGEST);
    let mut wide = b"PK\x03\x04".to_vec();
    wide.resize(200, 0);
    wide.extend(b"PK\x06\x06");
    wide.resize(wide.len() + 28, 0);
    wide.extend(u64::MAX.to_le_bytes());
    wide.resize(wide.len() + 16, 0);
    wide.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    wide.resize(wide.len() + 10, 0xff);
    assert_eq!(
        read_file("a.docx", &wide),
        Err(ReadError::Damaged(Damage::Package))
    );
}

#[test]
fn a_wrong_checksum_costs_nothing_that_can_be_read() {
    let mut bytes = docx(
        &p("收款"),
        &[("styles", "styles.xml", "<w:styles/>".to_owned())],
    );
    // The checksum of each part, in its local header and in the directory.
    for signature in [b"PK\x03\x04".as_slice(), b"PK\x01\x02"] {
        let at = if signature[2] == 3 { 14 } else { 16 };
        let places: Vec<usize> = bytes
            .windows(4)
            .enumerate()
            .filter(|(_, window)| *window == signature)
            .map(|(place, _)| place + at)
            .collect();
        places.into_iter().for_each(|place| bytes[place] ^= 0xff);
    }
    match read_file("a.docx", &bytes) {
        Ok(file) => assert_eq!(outline::lines(&file), ["收款"]),
        Err(error) => assert!(matches!(error, ReadError::Damaged(_)), "{error}"),
    }
}

#[test]
fn bytes_that_are_no_characters_are_told() {
    let mut bytes = "出纳岗位职责\n1、收款，付款，对账，报账，盘点，保管，登记。"
        .repeat(3)
        .into_bytes();
    bytes.insert(18, 0xff);
    let file = read_file("a.txt", &bytes).expect("a text");
    assert_eq!(file.notes[0].kind, NoteKind::Unreadable(1));
    assert!(file.source.lines[0].text.contains('\u{fffd}'));
}
