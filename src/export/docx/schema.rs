//! The order in which ECMA-376 (transitional schema) wants the children of an element.
//!
//! docx-rs writes them in an order of its own, which readers other than LibreOffice may refuse. Only elements
//! that can come out of our documents are here.

use super::xml::{Element, Node};

/// Puts the children of an element into the order of the schema.
pub(super) fn sort_children(element: &mut Element<'_>) {
    if element.children.len() < 2 {
        return;
    }
    if let Some(order) = order(&element.name) {
        element.children.sort_by_key(|node| match node {
            Node::Element(child) => order
                .iter()
                .position(|name| *name == child.name)
                .unwrap_or(usize::MAX),
            Node::Text(_) => usize::MAX,
        });
    }
}

fn order(parent: &str) -> Option<&'static [&'static str]> {
    Some(match parent {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:tblPr" => TABLE,
        "w:tcPr" => CELL,
        "w:trPr" => &["w:cantSplit", "w:trHeight", "w:tblHeader", "w:jc"],
        "w:sectPr" => SECTION,
        "w:numPr" => &["w:ilvl", "w:numId"],
        "w:lvl" => LEVEL,
        "w:abstractNum" => &["w:nsid", "w:multiLevelType", "w:tmpl", "w:name", "w:lvl"],
        "w:lvlOverride" => &["w:startOverride", "w:lvl"],
        "w:style" => STYLE,
        "w:pBdr" => &["w:top", "w:left", "w:bottom", "w:right", "w:between"],
        "w:tblBorders" | "w:tcBorders" | "w:tblCellMar" | "w:tcMar" => SIDES,
        _ => return None,
    })
}

const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];

const RUN: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:vanish",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:lang",
];

const TABLE: &[&str] = &[
    "w:tblStyle",
    "w:tblpPr",
    "w:tblOverlap",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
];

const CELL: &[&str] = &[
    "w:tcW",
    "w:gridSpan",
    "w:hMerge",
    "w:vMerge",
    "w:tcBorders",
    "w:shd",
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
];

const SECTION: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:footnotePr",
    "w:endnotePr",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:pgBorders",
    "w:lnNumType",
    "w:pgNumType",
    "w:cols",
    "w:vAlign",
    "w:titlePg",
    "w:textDirection",
    "w:docGrid",
];

const LEVEL: &[&str] = &[
    "w:start",
    "w:numFmt",
    "w:lvlRestart",
    "w:pStyle",
    "w:isLgl",
    "w:suff",
    "w:lvlText",
    "w:lvlJc",
    "w:pPr",
    "w:rPr",
];

const STYLE: &[&str] = &[
    "w:name",
    "w:basedOn",
    "w:next",
    "w:link",
    "w:uiPriority",
    "w:semiHidden",
    "w:unhideWhenUsed",
    "w:qFormat",
    "w:pPr",
    "w:rPr",
    "w:tblPr",
    "w:trPr",
    "w:tcPr",
];

const SIDES: &[&str] = &[
    "w:top",
    "w:start",
    "w:left",
    "w:bottom",
    "w:end",
    "w:right",
    "w:insideH",
    "w:insideV",
];

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::sort_children;

    #[test]
    fn children_stand_in_schema_order_and_equal_ones_keep_theirs() {
        let source = "<w:sectPr><w:pgSz/><w:footerReference w:type=\"a\"/><w:unknown/>\
                      <w:footerReference w:type=\"b\"/><w:headerReference/></w:sectPr>";
        let mut element = parse(source).unwrap();
        sort_children(&mut element);
        let names: Vec<String> = element
            .elements()
            .map(|child| format!("{}{}", child.name, child.get("w:type").unwrap_or_default()))
            .collect();
        let expected = "w:headerReference w:footerReferencea w:footerReferenceb w:pgSz w:unknown";
        assert_eq!(names.join(" "), expected);
    }
}
