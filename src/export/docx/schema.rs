//! The order in which ECMA-376 (transitional schema) wants the children of an element.
//!
//! docx-rs writes them in an order of its own, which readers other than LibreOffice may refuse. Only elements
//! that we have it write are here: styles, lists, headers, pictures.

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
        "w:numPr" => &["w:ilvl", "w:numId"],
        "w:lvl" => LEVEL,
        "w:abstractNum" => &["w:nsid", "w:multiLevelType", "w:tmpl", "w:name", "w:lvl"],
        "w:lvlOverride" => &["w:startOverride", "w:lvl"],
        "w:style" => STYLE,
        "w:pBdr" => &["w:top", "w:left", "w:bottom", "w:right", "w:between"],
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

#[cfg(test)]
mod tests {
    use super::super::xml::{Node, parse};
    use super::sort_children;

    #[test]
    fn children_stand_in_schema_order_and_equal_ones_keep_theirs() {
        let source = "<w:lvl><w:rPr/><w:pStyle w:val=\"a\"/><w:unknown/>\
                      <w:pStyle w:val=\"b\"/><w:start/></w:lvl>";
        let mut element = parse(source).unwrap();
        sort_children(&mut element);
        let names: Vec<String> = element
            .children
            .iter()
            .filter_map(Node::element)
            .map(|child| format!("{}{}", child.name, child.get("w:val").unwrap_or_default()))
            .collect();
        let expected = "w:start w:pStylea w:pStyleb w:rPr w:unknown";
        assert_eq!(names.join(" "), expected);
    }
}
