//! The notation of the expected readings, and the comparison with it.
//!
//! `# notes` lists what must be told, `# lines` the lines: a row begins with `|` and parts its cells with it, `/` is a
//! line end within a cell, `page ` stands before what stands around the matter. `# draft` is what is understood.

use gangshu::import::read::ReadFile;
use gangshu::import::{DraftItem, DraftNames, DraftSection, ImportDraft, Sort, parse};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn check(name: &str, file: &ReadFile, expected: &str) {
    let parts = parts(expected);
    if let Some(notes) = parts.get("notes") {
        let told: Vec<String> = file
            .notes
            .iter()
            .map(|it| format!("{:?}", it.kind))
            .collect();
        assert_eq!(told, *notes, "notes of {name}");
    }
    if let Some(expected) = parts.get("lines") {
        assert_eq!(lines(file), *expected, "lines of {name}");
    }
    let draft = parse(&file.source, &BTreeMap::new());
    check_accounts(&draft, name);
    if let Some(expected) = parts.get("draft") {
        assert_eq!(outline(&draft), *expected, "draft of {name}");
    }
}

/// Each character that is not blank is in exactly one place of the draft.
pub(crate) fn check_accounts(draft: &ImportDraft, name: &str) {
    let lines = draft.lines.iter();
    let mut covered: Vec<Vec<u8>> = lines.map(|line| vec![0; line.text.len()]).collect();
    draft.for_each_span(&mut |span| {
        let (start, end) = (span.start as usize, span.end as usize);
        for byte in &mut covered[span.line as usize][start..end] {
            *byte += 1;
        }
    });
    for (line, covered) in draft.lines.iter().zip(&covered) {
        let blank = |c: char| {
            c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
        };
        for (at, c) in line.text.char_indices().filter(|(_, c)| !blank(*c)) {
            let times = covered[at];
            assert_eq!(
                times, 1,
                "{c:?} of {:?} in {name} is covered {times} times",
                line.text
            );
        }
    }
}

fn parts(expected: &str) -> BTreeMap<&str, Vec<String>> {
    let mut parts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut name = "";
    for line in expected.lines() {
        match line.strip_prefix("# ") {
            Some(part) => {
                name = part;
                parts.entry(part).or_default();
            }
            None => parts.entry(name).or_default().push(line.to_owned()),
        }
    }
    parts
}

pub(crate) fn lines(file: &ReadFile) -> Vec<String> {
    let lines = file.source.lines.iter().map(|line| {
        let text = line.text.replace('\n', "/");
        match (line.is_row, line.is_page) {
            (true, _) => format!("|{}", text.replace('\t', "|")),
            (_, true) => format!("page {text}"),
            _ => text,
        }
    });
    lines.collect()
}

/// A draft in the notation of the expected readings.
pub(crate) fn outline(draft: &ImportDraft) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(draft.company.iter().map(|name| format!("company {name}")));
    for department in &draft.departments {
        out.push(format!("department {}", department.name.text));
        items(&department.duties, 1, &mut out);
    }
    for role in &draft.roles {
        let place = role.department.map(|at| &draft.departments[at].name.text);
        let place = place.map_or_else(String::new, |name| format!(" in {name}"));
        out.push(format!("role {}{place}", role.name.text));
        let mut names = |label: &str, names: &Option<DraftNames>| {
            out.extend(
                names
                    .iter()
                    .map(|it| format!("{label} {}", it.literal.text)),
            );
        };
        names("superior", &role.superior);
        names("subordinate", &role.subordinates);
        let fields: BTreeSet<String> = role
            .fields
            .iter()
            .map(|it| format!("{:?} {}", it.field, it.value.text.replace('\n', "/")))
            .collect();
        out.extend(fields);
        role.sections.iter().for_each(|it| section(it, &mut out));
    }
    for rules in &draft.rules {
        section(rules, &mut out);
    }
    let unplaced = draft.unplaced.iter();
    out.extend(unplaced.map(|piece| format!("unplaced {}", piece.text)));
    out
}

fn section(section: &DraftSection, out: &mut Vec<String>) {
    let title = section.title.as_ref().map_or("", |title| &title.text);
    out.push(format!("{:?} {title}", section.kind).trim_end().to_owned());
    items(&section.items, 1, out);
}

fn items(list: &[DraftItem], level: usize, out: &mut Vec<String>) {
    for item in list {
        let sort = match item.sort {
            Sort::Plain => String::new(),
            Sort::Qualification(kind) => format!("{kind:?} "),
            Sort::Relation(side) => format!("{side:?} "),
            Sort::Authority(kind) => format!("{kind:?} "),
            Sort::Career(kind) => format!("{kind:?} "),
        };
        let mut line = format!("{} {sort}{}", "-".repeat(level), item.text.text);
        if let Some((_, weight)) = &item.weight {
            line.push_str(&format!(" {{{}}}", weight.text));
        }
        if let Some(standard) = &item.standard {
            line.push_str(&format!(" {{标准 {}}}", standard.text));
        }
        out.push(line);
        items(&item.children, level + 1, out);
    }
}
