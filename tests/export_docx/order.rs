//! The order of what paragraphs, runs, rows, cells, tables and sections say of themselves: a reader may refuse the file
//! where it is not that of the schema. Also: the writing of a file can be given up.

use crate::documents::{book, sample};
use crate::reader::{Element, File};
use gangshu::document::{PrintDocument, Request, compose};
use gangshu::export::{ExportError, docx};
use gangshu::fonts::EmbeddedFonts;
use gangshu::layout;
use gangshu::model::settings::{
    DocumentSettings, EmbedFonts, FitMode, FontFamily, NumberStyle, PageCount, RoleLayout,
    RoleStart,
};
use gangshu::model::{Organisation, Project};
use std::sync::Arc;

/// ECMA-376 part 1, as far as our files say it.
const ORDERS: [(&str, &str); 7] = [
    (
        "w:pPr",
        "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:numPr w:pBdr w:tabs w:overflowPunct w:spacing w:ind w:jc \
         w:outlineLvl w:rPr w:sectPr",
    ),
    (
        "w:rPr",
        "w:rStyle w:rFonts w:b w:bCs w:noProof w:sz w:szCs w:lang",
    ),
    (
        "w:tblPr",
        "w:tblW w:jc w:tblBorders w:tblLayout w:tblCellMar",
    ),
    (
        "w:tcPr",
        "w:tcW w:gridSpan w:vMerge w:tcBorders w:shd w:vAlign",
    ),
    ("w:trPr", "w:cantSplit w:trHeight w:tblHeader"),
    (
        "w:sectPr",
        "w:headerReference w:footerReference w:type w:pgSz w:pgMar w:pgNumType w:cols",
    ),
    (
        "w:tcBorders",
        "w:top w:left w:bottom w:right w:insideH w:insideV",
    ),
];

/// Asserts the order in an element and all in it; answers how many it looked at.
fn in_order(element: &Element) -> usize {
    let mut looked = 0;
    if let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == element.name) {
        let names: Vec<&str> = order.split_whitespace().collect();
        let place = |child: &Element| {
            let place = names.iter().position(|name| *name == child.name);
            place.unwrap_or_else(|| panic!("{} in {}", child.name, element.name))
        };
        let places: Vec<usize> = element.children.iter().map(place).collect();
        assert!(places.is_sorted(), "{element:?}");
        looked += 1;
    }
    looked + element.children.iter().map(in_order).sum::<usize>()
}

fn with(change: impl FnOnce(&mut DocumentSettings)) -> Project {
    let mut project = sample();
    let company = Arc::make_mut(&mut project.company);
    change(Arc::make_mut(&mut company.settings));
    project
}

fn whole(project: &Project) -> PrintDocument {
    compose(project, &Organisation::of(project), &Request::book())
}

#[test]
fn whatever_is_set_properties_stand_in_the_order_of_the_schema() {
    let tight = with(|settings| {
        settings.pages.fit.mode = FitMode::Pages;
        settings.pages.page_count = PageCount::Part;
        settings.pages.role_start = RoleStart::OddPage;
        settings.pages.mirrored = true;
    });
    let mixed = with(|settings| {
        settings.fonts.body = FontFamily::FangSong;
        settings.numbering = vec![NumberStyle::None, NumberStyle::Circled];
        settings.embed_fonts = EmbedFonts::None;
        settings.layout = RoleLayout::Clauses;
    });
    let mut looked = 0;
    let mut sizes = 0;
    for document in [whole(&tight), whole(&mixed), book(RoleLayout::Form)] {
        let pages = layout::page_numbers(&document, &EmbeddedFonts);
        let file = docx::write(&document, Some(&pages)).unwrap();
        let body = File::open(&file.bytes).document();
        looked += in_order(&body);
        sizes += body.every("w:sz").len();
    }
    assert!(looked > 10_000, "{looked}");
    assert!(sizes > 100, "nothing was tightened");
}

#[test]
fn an_export_can_be_stopped_between_parts() {
    let document = book(RoleLayout::Form);
    let parts = document.parts.len();
    assert!(parts > 20);
    let mut asked = Vec::new();
    let stopped = docx::write_watched(&document, None, &mut |done| {
        asked.push(done);
        done < 12
    });
    assert_eq!(stopped, Err(ExportError::Cancelled));
    assert_eq!(asked, (0..=12).collect::<Vec<usize>>());
    asked.clear();
    let whole = docx::write_watched(&document, None, &mut |done| {
        asked.push(done);
        true
    });
    assert!(whole.is_ok());
    assert_eq!(asked, (0..=parts).collect::<Vec<usize>>());
}
