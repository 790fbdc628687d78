//! Reads every text of the corpus and compares with the reading that was written by hand; and, where they are
//! present, real texts with theirs. Nothing here writes an expected file.
#![expect(
    clippy::print_stdout,
    reason = "the counts are what a person runs this for"
)]

use gangshu::import::{
    DraftItem, DraftRole, DraftSection, ImportDraft, Proposal, SectionKind, Sort, parse_text,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const CORPUS: &str = "tests/fixtures/import";
const SAMPLES: &str = "../shared/samples";

/// An expected reading; `tests/fixtures/import/README.md` explains its notation.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reading {
    company: String,
    effective: String,
    departments: Vec<DepartmentReading>,
    roles: Vec<RoleReading>,
    rules: Vec<(String, Vec<String>)>,
    noise: Vec<String>,
    unplaced: Vec<String>,
    doubts: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DepartmentReading {
    name: String,
    parent: String,
    duties: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RoleReading {
    name: String,
    qualifiers: Vec<String>,
    incumbents: Vec<String>,
    department: String,
    superior: String,
    superiors: Vec<String>,
    subordinate: String,
    subordinates: Vec<String>,
    fields: BTreeMap<String, String>,
    duties: Vec<String>,
    authorities: Vec<String>,
    relations: Vec<String>,
    qualifications: Vec<String>,
    kpis: Vec<String>,
    careers: Vec<String>,
    prohibitions: Vec<String>,
    notes: Vec<String>,
    sections: Vec<(String, Vec<String>)>,
    proposals: Vec<String>,
}

/// A draft in the notation of the expected readings.
fn reading(draft: &ImportDraft) -> Reading {
    let department = |at: Option<usize>| {
        at.map_or("", |at| &draft.departments[at].name.text)
            .to_owned()
    };
    let doubts: BTreeSet<String> = draft
        .doubts
        .iter()
        .map(|doubt| format!("{:?}", doubt.kind))
        .collect();
    Reading {
        company: draft.company.clone().unwrap_or_default(),
        effective: draft
            .company_fields
            .iter()
            .map(|field| field.value.text.as_str())
            .collect(),
        departments: draft
            .departments
            .iter()
            .map(|it| DepartmentReading {
                name: it.name.text.clone(),
                parent: department(it.parent),
                duties: outline(&it.duties),
            })
            .collect(),
        roles: draft
            .roles
            .iter()
            .map(|role| role_reading(role, department(role.department)))
            .collect(),
        rules: draft.rules.iter().map(own).collect(),
        noise: vec![squeeze(
            &draft
                .noise
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<String>(),
        )],
        unplaced: draft
            .unplaced
            .iter()
            .map(|piece| piece.text.clone())
            .collect(),
        doubts: doubts.into_iter().collect(),
    }
}

fn role_reading(role: &DraftRole, department: String) -> RoleReading {
    let texts =
        |pieces: &[gangshu::import::Piece]| pieces.iter().map(|piece| piece.text.clone()).collect();
    let of = |kind| section_lines(role, kind);
    RoleReading {
        name: role.name.text.clone(),
        qualifiers: texts(&role.qualifiers),
        incumbents: texts(&role.incumbents),
        department,
        superior: role
            .superior
            .as_ref()
            .map_or_else(String::new, |it| it.literal.text.clone()),
        superiors: role
            .superior
            .as_ref()
            .map_or_else(Vec::new, |it| it.names.clone()),
        subordinate: role
            .subordinates
            .as_ref()
            .map_or_else(String::new, |it| it.literal.text.clone()),
        subordinates: role
            .subordinates
            .as_ref()
            .map_or_else(Vec::new, |it| it.names.clone()),
        fields: role
            .fields
            .iter()
            .map(|it| (format!("{:?}", it.field), it.value.text.clone()))
            .collect(),
        duties: of(SectionKind::Duties),
        authorities: of(SectionKind::Authorities),
        relations: of(SectionKind::Relations),
        qualifications: of(SectionKind::Qualifications),
        kpis: of(SectionKind::Kpis),
        careers: of(SectionKind::Careers),
        prohibitions: of(SectionKind::Prohibitions),
        notes: of(SectionKind::Notes),
        sections: role
            .sections
            .iter()
            .filter(|it| it.kind == SectionKind::Own)
            .map(own)
            .collect(),
        proposals: role.proposals.iter().map(proposal).collect(),
    }
}

fn section_lines(role: &DraftRole, kind: SectionKind) -> Vec<String> {
    let mut lines = Vec::new();
    let mut titled = false;
    for section in role.sections.iter().filter(|section| section.kind == kind) {
        if kind == SectionKind::Duties && (section.title.is_some() || titled) {
            lines.push(format!("# {}", title(section)));
            titled = section.title.is_some();
        }
        lines.extend(outline(&section.items));
    }
    lines
}

fn title(section: &DraftSection) -> String {
    section
        .title
        .as_ref()
        .map_or_else(String::new, |title| title.text.clone())
}

fn own(section: &DraftSection) -> (String, Vec<String>) {
    (title(section), outline(&section.items))
}

fn proposal(proposal: &Proposal) -> String {
    match proposal {
        Proposal::Superior { name, .. } => format!("superior {name}"),
        Proposal::Subordinate { name, .. } => format!("subordinate {name}"),
        Proposal::Department { name, .. } => format!("department {name}"),
    }
}

fn outline(items: &[DraftItem]) -> Vec<String> {
    fn add(items: &[DraftItem], depth: usize, lines: &mut Vec<String>) {
        for item in items {
            let mut line = "-".repeat(depth);
            if depth > 0 {
                line.push(' ');
            }
            match item.sort {
                Sort::Plain => {}
                Sort::Qualification(kind) => line += &format!("{kind:?} "),
                Sort::Relation(side) => line += &format!("{side:?} "),
                Sort::Authority(kind) => line += &format!("{kind:?} "),
                Sort::Career(kind) => line += &format!("{kind:?} "),
            }
            line += &item.text.text;
            if let Some((weight, _)) = item.weight {
                line += &format!(" {{{}%}}", f64::from(weight.0) / 10.0);
            }
            if let Some(standard) = &item.standard {
                line += &format!(" {{标准 {}}}", standard.text);
            }
            lines.push(line);
            add(&item.children, depth + 1, lines);
        }
    }
    let mut lines = Vec::new();
    add(items, 0, &mut lines);
    lines
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Leaves out of the actual reading what the expected one does not say because it follows from the rest.
fn as_told(mut actual: Reading, expected: &mut Reading) -> Reading {
    expected.noise = vec![squeeze(&expected.noise.concat())];
    for (actual, expected) in actual.roles.iter_mut().zip(&expected.roles) {
        if expected.superior.is_empty() {
            actual.superior.clear();
        }
        if expected.subordinate.is_empty() {
            actual.subordinate.clear();
        }
    }
    actual
}

fn texts_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    found.sort();
    found
}

/// What a text of the corpus should be read as, and what it is read as.
fn both_readings(path: &Path) -> (Reading, Reading) {
    let text = fs::read_to_string(path).expect("UTF-8");
    let expected = fs::read_to_string(path.with_extension("ron")).expect("an expected reading");
    let mut expected: Reading =
        ron::from_str(&expected).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let actual = as_told(reading(&parse_text(&text)), &mut expected);
    (expected, actual)
}

#[test]
fn every_text_of_the_corpus_is_read_as_a_person_read_it() {
    let mut failures = Vec::new();
    let mut tally = Tally::default();
    let texts = texts_in(Path::new(CORPUS));
    for path in &texts {
        let (expected, actual) = both_readings(path);
        tally.add(&expected, &actual);
        if actual != expected {
            failures.push(format!(
                "{}\n{}",
                path.file_name().expect("a name").to_string_lossy(),
                difference(&format!("{expected:#?}"), &format!("{actual:#?}"))
            ));
        }
    }
    println!(
        "{} of {} texts read as expected",
        texts.len() - failures.len(),
        texts.len()
    );
    println!("{tally}");
    assert!(texts.len() >= 40, "the corpus has {} texts", texts.len());
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn texts_that_are_not_yet_read_exactly_lose_no_role_and_no_duty() {
    let mut tally = Tally::default();
    let texts = texts_in(&Path::new(CORPUS).join("open"));
    let mut exact = Vec::new();
    for path in &texts {
        let (expected, actual) = both_readings(path);
        if actual == expected {
            exact.push(path.display().to_string());
        }
        tally.add(&expected, &actual);
        let lost = difference(&format!("{expected:#?}"), &format!("{actual:#?}"));
        println!("{}\n{lost}", path.display());
    }
    println!("{} texts are not yet read exactly", texts.len());
    println!("{tally}");
    assert!(
        exact.is_empty(),
        "read exactly, and may join the others: {exact:?}"
    );
    let missed = |sort| tally.0.get(sort).map_or(0, |it: &[usize; 3]| it[0] - it[1]);
    assert_eq!(missed("roles"), 0, "{tally}");
    assert_eq!(missed("duties"), 0, "{tally}");
}

/// How many lines of each sort were expected, found and read, over many texts.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, [usize; 3]>);

impl Tally {
    fn add(&mut self, expected: &Reading, actual: &Reading) {
        let (expected, actual) = (lines(expected), lines(actual));
        for (sort, wanted) in &expected {
            let read = actual.get(sort);
            let counts = self.0.entry(sort).or_default();
            counts[0] += wanted.len();
            let mut left = read.cloned().unwrap_or_default();
            for line in wanted {
                if let Some(at) = left.iter().position(|other| other == line) {
                    left.swap_remove(at);
                    counts[1] += 1;
                }
            }
        }
        for (sort, read) in &actual {
            self.0.entry(sort).or_default()[2] += read.len();
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (sort, [wanted, found, read]) in &self.0 {
            let (lost, more) = (wanted - found, read - found);
            writeln!(
                f,
                "  {sort}: {found} of {wanted}, {lost} lost, {more} false"
            )?;
        }
        Ok(())
    }
}

/// Every line of a reading under its sort, each with the role it belongs to.
fn lines(reading: &Reading) -> BTreeMap<&'static str, Vec<String>> {
    let mut sorted: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for role in &reading.roles {
        let name = &role.name;
        let own = |lines: &[String]| -> Vec<String> {
            let plain = lines.iter().map(|line| line.trim_start_matches(['-', ' ']));
            plain.map(|line| format!("{name}: {line}")).collect()
        };
        sorted.entry("roles").or_default().push(name.clone());
        sorted
            .entry("duties")
            .or_default()
            .extend(own(&role.duties));
        let fields = role
            .fields
            .iter()
            .map(|(field, value)| format!("{name}: {field} {value}"));
        let fields = fields.chain([format!("{name}: {}", role.department)]);
        let fields = fields.chain([format!(
            "{name}: {:?} {:?}",
            role.superiors, role.subordinates
        )]);
        sorted.entry("fields").or_default().extend(fields);
        let sections = [
            &role.authorities,
            &role.relations,
            &role.qualifications,
            &role.kpis,
            &role.careers,
            &role.prohibitions,
            &role.notes,
        ];
        for section in sections {
            sorted
                .entry("lines of sections")
                .or_default()
                .extend(own(section));
        }
        for (title, lines) in &role.sections {
            let lines = lines.iter().map(|line| format!("{name}: {title}: {line}"));
            sorted
                .entry("lines of own sections")
                .or_default()
                .extend(lines);
        }
    }
    for department in &reading.departments {
        sorted
            .entry("departments")
            .or_default()
            .push(department.name.clone());
        let duties = department
            .duties
            .iter()
            .map(|duty| format!("{}: {duty}", department.name));
        sorted
            .entry("duties of departments")
            .or_default()
            .extend(duties);
    }
    let rules = reading.rules.iter().flat_map(|(_, lines)| lines.clone());
    sorted.entry("rules").or_default().extend(rules);
    sorted
        .entry("unplaced")
        .or_default()
        .extend(reading.unplaced.clone());
    sorted
}

/// Lines that only one of two texts has, in order; enough to see what went wrong.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) =
        (expected.lines().collect(), actual.lines().collect());
    let mut table = vec![vec![0usize; actual.len() + 1]; expected.len() + 1];
    for i in (0..expected.len()).rev() {
        for j in (0..actual.len()).rev() {
            table[i][j] = if expected[i] == actual[j] {
                table[i + 1][j + 1] + 1
            } else {
                table[i + 1][j].max(table[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < expected.len() || j < actual.len() {
        if i < expected.len() && j < actual.len() && expected[i] == actual[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == actual.len() || (i < expected.len() && table[i + 1][j] >= table[i][j + 1]) {
            lines.push(format!("    expected {}", expected[i].trim()));
            i += 1;
        } else {
            lines.push(format!("    read     {}", actual[j].trim()));
            j += 1;
        }
    }
    lines.join("\n")
}

// ---- real texts, where they are present ----

fn sample_readings() -> Vec<(String, String, serde_json::Value)> {
    let folder = Path::new(SAMPLES);
    if !folder.is_dir() {
        println!("{SAMPLES} is not here: real texts are not compared");
        return Vec::new();
    }
    let read = |path: PathBuf| {
        let name = path.file_stem()?.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).ok()?;
        let expected =
            fs::read_to_string(folder.join("expected").join(format!("{name}.json"))).ok()?;
        Some((name, text, serde_json::from_str(&expected).ok()?))
    };
    texts_in(folder).into_iter().filter_map(read).collect()
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(|it| it.as_str()).map(normal).collect()
}

/// Without blanks, one kind of brackets.
fn normal(text: &str) -> String {
    squeeze(text).replace('（', "(").replace('）', ")")
}

fn duty_texts(role: &DraftRole) -> Vec<String> {
    let mut texts = Vec::new();
    fn add(items: &[DraftItem], texts: &mut Vec<String>) {
        for item in items {
            texts.push(normal(&item.text.text));
            add(&item.children, texts);
        }
    }
    for section in role
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Duties)
    {
        add(&section.items, &mut texts);
    }
    texts
}

#[test]
fn real_texts_are_read_as_people_read_them() {
    let mut faults = Vec::new();
    for (name, text, expected) in sample_readings() {
        let draft = parse_text(&text);
        let roles = list(&expected["roles"]);
        let wanted: usize = roles.iter().map(|role| list(&role["duties"]).len()).sum();
        let read: usize = draft.roles.iter().map(|role| duty_texts(role).len()).sum();
        let found: usize = roles
            .iter()
            .map(|role| compare_role(role, &draft, &mut faults))
            .sum();
        if draft.roles.len() != roles.len() || read != wanted {
            let roles: Vec<_> = draft.roles.iter().map(DraftRole::full_name).collect();
            faults.push(format!("false roles or duties: {roles:?}"));
        }
        compare_lists(&expected, &draft, &mut faults);
        faults.extend(
            draft
                .unplaced
                .iter()
                .map(|piece| format!("unplaced: {}", piece.text)),
        );
        for fault in &mut faults {
            if !fault.contains('\u{1f}') {
                fault.insert_str(0, &format!("{name}\u{1f}: "));
            }
        }
        println!(
            "{name}: {} roles of {}, {found} duties of {wanted}, {read} read in all",
            draft.roles.len(),
            roles.len()
        );
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn list(value: &serde_json::Value) -> &[serde_json::Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Compares one expected role; returns how many of its duties were found.
fn compare_role(role: &serde_json::Value, draft: &ImportDraft, faults: &mut Vec<String>) -> usize {
    let names = strings(&role["accept"]["names"]);
    let is_it = |role: &&DraftRole| {
        names.contains(&normal(&role.name.text)) || names.contains(&normal(&role.full_name()))
    };
    let Some(found) = draft.roles.iter().find(is_it) else {
        faults.push(format!("the role {names:?} is missing"));
        return 0;
    };
    let texts = duty_texts(found);
    let wanted = list(&role["duties"]).iter();
    let wanted: Vec<_> = wanted
        .map(|duty| normal(duty["text"].as_str().expect("text")))
        .collect();
    let missing = wanted.iter().filter(|duty| !texts.contains(duty));
    faults.extend(missing.map(|duty| format!("{names:?} lacks the duty {duty}")));
    for (field, actual) in [
        ("superior", &found.superior),
        ("subordinates", &found.subordinates),
    ] {
        let literal = role[format!("{field}_raw")].as_str().map(normal);
        let read = actual.as_ref().map(|names| normal(&names.literal.text));
        let count = actual.as_ref().map_or(0, |names| names.names.len());
        let resolved = list(&role[format!("{field}_resolved")]).len();
        if literal != read || (resolved > 0 && resolved != count) {
            faults.push(format!(
                "{names:?} {field} {read:?} ({count}), not {literal:?} ({resolved})"
            ));
        }
    }
    let sections = list(&role["other_sections"]).iter();
    let wanted_lines: usize = sections
        .filter(|section| section["kind"] == "qualifications")
        .map(|section| list(&section["items"]).len())
        .sum();
    let lines = section_lines(found, SectionKind::Qualifications).len();
    if lines != wanted_lines {
        faults.push(format!(
            "{names:?} has {lines} qualifications, not {wanted_lines}"
        ));
    }
    let people: Vec<_> = found
        .incumbents
        .iter()
        .map(|piece| normal(&piece.text))
        .collect();
    if people != strings(&role["incumbents"]) {
        faults.push(format!("{names:?} is held by {people:?}"));
    }
    wanted.iter().filter(|duty| texts.contains(duty)).count()
}

/// Compares department duties and rules for everybody, text by text.
fn compare_lists(expected: &serde_json::Value, draft: &ImportDraft, faults: &mut Vec<String>) {
    let wanted = |field: &str| -> Vec<String> {
        let items = list(&expected[field])
            .iter()
            .flat_map(|section| list(&section["items"]));
        items
            .filter_map(|item| item["text"].as_str())
            .map(normal)
            .collect()
    };
    let texts = |items: &[DraftItem]| -> Vec<String> {
        items.iter().map(|item| normal(&item.text.text)).collect()
    };
    let departments: Vec<_> = draft
        .departments
        .iter()
        .flat_map(|it| texts(&it.duties))
        .collect();
    let rules: Vec<_> = draft.rules.iter().flat_map(|it| texts(&it.items)).collect();
    for (read, field) in [
        (departments, "department_duties"),
        (rules, "other_sections"),
    ] {
        let wanted = wanted(field);
        if read != wanted {
            faults.push(format!(
                "{field}: {}",
                difference(&wanted.join("\n"), &read.join("\n"))
            ));
        }
    }
}

/// Rules are about shapes: no name of a role, person or company of a real text may stand in what we ship.
///
/// Names of four characters and more are looked for: shorter ones (文员, 客服员) are words of the trade that any lexicon
/// of posts may hold. Names of people are looked for whatever their length.
#[test]
fn no_name_of_a_real_text_stands_in_source_or_assets() {
    let mut names = BTreeSet::new();
    for (_, _, expected) in sample_readings() {
        let mut add = |name: &str| {
            let name = normal(name);
            if name.chars().count() >= 4 {
                names.insert(name);
            }
        };
        add(expected["organisation"].as_str().unwrap_or_default());
        for role in expected["roles"].as_array().into_iter().flatten() {
            strings(&role["accept"]["names"])
                .iter()
                .for_each(|name| add(name));
            for field in ["superior", "subordinates"] {
                strings(&role[field]).iter().for_each(|name| add(name));
            }
        }
        for role in expected["roles"].as_array().into_iter().flatten() {
            names.extend(strings(&role["incumbents"]));
        }
    }
    // The search itself is tried on a name that does stand there: without the real texts it is all that is looked for.
    let planted = "青禾食品有限公司".to_owned();
    names.insert(planted.clone());
    let mut found_planted = false;
    let mut faults = Vec::new();
    for folder in ["src", "assets"] {
        for (path, text) in files_below(Path::new(folder)) {
            let text = normal(&text);
            for name in names.iter().filter(|name| text.contains(*name)) {
                if *name == planted {
                    found_planted = true;
                } else {
                    faults.push(format!("{}: {name}", path.display()));
                }
            }
        }
    }
    assert!(found_planted, "the sample company is not found either");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every text file below a folder.
fn files_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
    found
}
