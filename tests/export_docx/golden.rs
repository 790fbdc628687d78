//! The text and the styles of one sheet of the sample, element by element: what changes in them is seen in review.

use crate::documents::{sample, write};
use crate::reader::{Element, File};
use gangshu::document::{Extra, PartKind, Request, compose};
use gangshu::model::Organisation;
use gangshu::model::settings::RoleLayout;
use gangshu::storage::replace_file;

/// An element a line, indented by its depth; attributes by name, text behind them. What a line has in it alone is put
/// on the line of its parent.
fn told(element: &Element, depth: usize, out: &mut String) {
    out.push_str(&" ".repeat(depth));
    out.push_str(short(&element.name));
    for (name, value) in element
        .attributes
        .iter()
        .filter(|(name, _)| !name.starts_with("xmlns"))
    {
        out.push_str(&format!(" {}={value}", short(name)));
    }
    if !element.text.is_empty() {
        out.push_str(&format!(" |{}|", element.text));
    }
    if let [only] = &element.children[..] {
        out.push_str(" >");
        let mut inner = String::new();
        told(only, depth, &mut inner);
        out.push(' ');
        out.push_str(inner.trim_start());
        return;
    }
    out.push('\n');
    for child in &element.children {
        told(child, depth + 1, out);
    }
}

fn short(name: &str) -> &str {
    name.strip_prefix("w:").unwrap_or(name)
}

/// Compares what was told with a file that holds what it was.
fn compare(golden: &str, all: &str) {
    if std::env::var_os("GANGSHU_BLESS").is_some() {
        replace_file(std::path::Path::new(golden), all.as_bytes()).unwrap();
    }
    let golden = std::fs::read_to_string(golden).unwrap();
    let differs = all
        .lines()
        .zip(golden.lines())
        .find(|(now, before)| now != before);
    assert!(
        all == golden,
        "GANGSHU_BLESS=1 writes it anew; first: {differs:?}"
    );
}

#[test]
fn a_sheet_of_the_sample_is_written_as_it_was() {
    let project = sample();
    let organisation = Organisation::of(&project);
    let role = organisation.roles().nth(3).unwrap();
    let request = Request {
        layout: Some(RoleLayout::Clauses),
        ..Request::role(role)
    };
    let file = File::open(&write(&compose(&project, &organisation, &request)).bytes);
    let mut all = String::new();
    for part in [
        "document",
        "styles",
        "numbering",
        "settings",
        "header1",
        "footer1",
    ] {
        let xml = file.xml(&format!("word/{part}.xml"));
        told(&xml, 0, &mut all);
    }
    compare("tests/fixtures/golden/sample-clauses.docx.txt", &all);
}

#[test]
fn a_chart_of_the_sample_is_drawn_as_it_was() {
    let project = sample();
    let mut document = compose(&project, &Organisation::of(&project), &Request::book());
    let chart = PartKind::Extra(Extra::ReportingChart);
    document.parts.retain(|part| part.kind == chart);
    let file = File::open(&write(&document).bytes);
    let mut all = String::new();
    told(&file.document(), 0, &mut all);
    compare("tests/fixtures/golden/sample-chart.docx.txt", &all);
}
