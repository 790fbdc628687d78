//! Mends the XML that docx-rs writes: order, what it cannot write, and what it writes wrongly.
//!
//! Raw, its files are refused by Word (bokuweb/docx-rs issue 724). Every rule here cures an error that Microsoft's
//! validator reported, or one that it does not see but Word or LibreOffice stumble over.

use super::schema::sort_children;
use super::sections::Reference;
use super::styles::Tight;
use super::xml::{Element, Node};
use crate::model::settings::Typography;
use std::collections::BTreeMap;

/// The namespace of extensions in which docx-rs numbers paragraphs.
const PARAGRAPH_ID: &str = "w14:paraId";

/// docx-rs's own list, which it always writes.
const OWN_LIST: &str = "1";

/// What the mending must be told, and what it counts.
#[derive(Default)]
pub(super) struct Mender {
    /// How many of the rows of the next table are its heading.
    pub(super) header_rows: usize,
    /// Headers and footers that the next section names.
    pub(super) references: Vec<Reference>,
    /// What paragraphs say for themselves, by the id of their style, in a tightened part.
    pub(super) tight: BTreeMap<&'static str, Tight>,
    /// Pictures so far; each needs a number of its own.
    pictures: usize,
}

impl Mender {
    /// Mends an element and all in it.
    pub(super) fn mend(&mut self, root: &mut Element<'_>) {
        self.walk(root, "");
    }

    fn walk(&mut self, element: &mut Element<'_>, parent: &str) {
        match &*element.name {
            "w:tbl" => self.mark_header_rows(element),
            "w:sectPr" => self.assign_references(element),
            "wp:docPr" => {
                self.pictures += 1;
                element.set("id", self.pictures.to_string());
            }
            "w:pPr" if parent != "w:p" => {
                element.remove(|child| matches!(&*child.name, "w:rPr" | "w:sectPr"));
            }
            "w:gridCol" => element.unset("w:type"),
            "w:p" => {
                element.unset(PARAGRAPH_ID);
                self.tighten(element);
            }
            "w:fldChar" if element.get("w:dirty") == Some("false") => element.unset("w:dirty"),
            "w:instrText" => element.set("xml:space", "preserve"),
            "w:sdt" => mark_as_contents(element),
            "w:numbering" => remove_own_list(element),
            _ => {}
        }
        let name = element.name.clone();
        for child in element.elements_mut() {
            self.walk(child, &name);
        }
        // Containers of properties that say nothing.
        element.remove(|child| {
            let hollow = child.children.is_empty() && child.attributes.is_empty();
            hollow && matches!(&*child.name, "w:rPr" | "w:trPr" | "w:pPr" | "w:tblPr")
        });
        sort_children(element);
    }

    fn tighten(&self, paragraph: &mut Element<'_>) {
        let Some(properties) = paragraph.child_mut("w:pPr") else {
            return;
        };
        let style = properties
            .child("w:pStyle")
            .and_then(|style| style.get("w:val"));
        let Some(tight) = style.and_then(|style| self.tight.get(style)).copied() else {
            return;
        };
        let spacing = properties.child_or_first("w:spacing");
        for (name, value) in [
            ("w:before", tight.before),
            ("w:after", tight.after),
            ("w:line", tight.line),
        ] {
            // What stands there already is a cell's own.
            if spacing.get(name).is_none() {
                spacing.set(name, value.to_string());
            }
        }
        spacing.set("w:lineRule", "exact");
        if let Some(size) = tight.size {
            // The number of a list line looks like the paragraph's mark.
            set_size(properties, size);
            set_sizes(paragraph, size);
        }
    }

    fn mark_header_rows(&mut self, table: &mut Element<'_>) {
        let count = std::mem::take(&mut self.header_rows);
        let rows = table.elements_mut().filter(|child| child.name == "w:tr");
        for row in rows.take(count) {
            if row.child("w:trPr").is_none() {
                row.children
                    .insert(0, Node::Element(Element::new("w:trPr")));
            }
            if let Some(properties) = row.child_mut("w:trPr") {
                properties.push(Element::new("w:tblHeader"));
            }
        }
    }

    /// docx-rs knows one header of a kind in the whole document.
    fn assign_references(&mut self, section: &mut Element<'_>) {
        section.remove(|child| {
            matches!(
                &*child.name,
                "w:headerReference" | "w:footerReference" | "w:titlePg"
            )
        });
        for reference in self.references.drain(..) {
            let name = if reference.is_header {
                "w:headerReference"
            } else {
                "w:footerReference"
            };
            let kind = if reference.even { "even" } else { "default" };
            let element = Element::new(name).with("w:type", kind);
            section.push(element.with("r:id", reference.id()));
        }
    }
}

/// Sets the size of every run in an element.
fn set_sizes(element: &mut Element<'_>, size: u16) {
    for child in element.elements_mut() {
        match &*child.name {
            "w:pPr" => {}
            "w:r" => set_size(child, size),
            _ => set_sizes(child, size),
        }
    }
}

/// Sets the size of a run or of a paragraph's mark, half-points.
fn set_size(element: &mut Element<'_>, size: u16) {
    let properties = element.child_or_first("w:rPr");
    for name in ["w:sz", "w:szCs"] {
        properties
            .child_or_first(name)
            .set("w:val", size.to_string());
    }
}

/// The contents: without this LibreOffice prints the field's instruction, and Word offers no “update”.
fn mark_as_contents(tag: &mut Element<'_>) {
    tag.remove(|child| child.name == "w:sdtPr");
    let mut part = Element::new("w:docPartObj");
    part.push(Element::new("w:docPartGallery").with("w:val", "Table of Contents"));
    part.push(Element::new("w:docPartUnique"));
    let mut properties = Element::new("w:sdtPr");
    properties.push(part);
    tag.children.insert(0, Node::Element(properties));
}

fn remove_own_list(numbering: &mut Element<'_>) {
    numbering.remove(|child| {
        child.get("w:abstractNumId") == Some(OWN_LIST) || child.get("w:numId") == Some(OWN_LIST)
    });
    // Word takes lists for the same when text is pasted, unless each has a sign of its own.
    for definition in numbering.elements_mut() {
        let id = definition.get("w:abstractNumId").map(str::to_owned);
        if let Some(id) = id.and_then(|id| id.parse::<u32>().ok())
            && definition.name == "w:abstractNum"
        {
            let sign = format!("{:08X}", 0x4753_0000_u32.wrapping_add(id));
            definition.push(Element::new("w:nsid").with("w:val", sign));
        }
    }
}

/// Mends the styles: language, the default paragraph style, and how lines are set.
pub(super) fn mend_styles(
    root: &mut Element<'_>,
    typography: &Typography,
    indents: &[(&'static str, f32)],
) {
    Mender::default().walk(root, "");
    if let Some(defaults) = root.child_mut("w:docDefaults") {
        let run = defaults.child_mut("w:rPrDefault");
        if let Some(run) = run.and_then(|run| run.child_mut("w:rPr")) {
            run.push(
                Element::new("w:lang")
                    .with("w:val", "en-US")
                    .with("w:eastAsia", "zh-CN")
                    .with("w:bidi", "ar-SA"),
            );
            sort_children(run);
        }
        let paragraph = defaults.child_mut("w:pPrDefault");
        if let Some(paragraph) = paragraph.and_then(|paragraph| paragraph.child_mut("w:pPr")) {
            // Word lets punctuation hang where nothing is said.
            paragraph.push(off("w:overflowPunct"));
            if !typography.latin_gap {
                paragraph.push(off("w:autoSpaceDE"));
                paragraph.push(off("w:autoSpaceDN"));
            }
            sort_children(paragraph);
        }
    }
    for style in root.elements_mut() {
        let id = style.get("w:styleId").unwrap_or_default().to_owned();
        if id == "Normal" {
            style.set("w:default", "1");
        }
        let Some(paragraph) = style.child_mut("w:pPr") else {
            continue;
        };
        if typography.hang && HANGING.contains(&&*id) {
            paragraph.push(Element::new("w:overflowPunct"));
            sort_children(paragraph);
        }
        let chars = indents.iter().find(|(indented, _)| *indented == id);
        if let (Some((_, chars)), Some(indent)) = (chars, paragraph.child_mut("w:ind")) {
            // So that the indent grows with the type that somebody chooses in Word.
            indent.set(
                "w:firstLineChars",
                ((chars * 100.0).round() as i32).to_string(),
            );
        }
    }
}

/// Styles of running text, in which punctuation may hang; as in our own layout.
const HANGING: [&str; 2] = ["RoleBody", "DutyItem"];

fn off(name: &'static str) -> Element<'static> {
    Element::new(name).with("w:val", "0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::docx::xml::parse;

    fn mended(xml: &str, mender: &mut Mender) -> String {
        let mut root = parse(xml).unwrap();
        mender.mend(&mut root);
        let mut text = String::new();
        root.write(&mut text);
        text
    }

    #[test]
    fn heading_rows_are_marked_in_the_next_table_only() {
        let mut mender = Mender {
            header_rows: 1,
            ..Mender::default()
        };
        let xml = "<w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr></w:tr><w:tr/></w:tbl>";
        let expected =
            "<w:tbl><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr></w:tr><w:tr/></w:tbl>";
        assert_eq!(mended(xml, &mut mender), expected);
        assert_eq!(
            mended("<w:tbl><w:tr/></w:tbl>", &mut mender),
            "<w:tbl><w:tr/></w:tbl>"
        );
        mender.header_rows = 5;
        let expected = "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr></w:tbl>";
        assert_eq!(mended("<w:tbl><w:tr/></w:tbl>", &mut mender), expected);
    }

    #[test]
    fn a_section_names_the_headers_and_footers_that_it_is_given_and_no_others() {
        let mut mender = Mender::default();
        let (even, number) = (true, 7);
        mender.references = [true, false]
            .map(|is_header| Reference {
                is_header,
                even,
                number,
            })
            .to_vec();
        let xml =
            "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"x\"/><w:titlePg/></w:sectPr>";
        let expected = "<w:sectPr><w:headerReference w:type=\"even\" r:id=\"rIdHeader7\"/>\
                        <w:footerReference w:type=\"even\" r:id=\"rIdFooter7\"/></w:sectPr>";
        assert_eq!(mended(xml, &mut mender), expected);
        assert_eq!(mended(xml, &mut mender), "<w:sectPr/>");
    }

    #[test]
    fn lists_of_docx_rs_itself_go_and_ours_are_told_apart() {
        let xml = "<w:numbering><w:abstractNum w:abstractNumId=\"1\"/><w:abstractNum w:abstractNumId=\"2\"/>\
                   <w:num w:numId=\"1\"/><w:num w:numId=\"2\"/></w:numbering>";
        let expected = "<w:numbering><w:abstractNum w:abstractNumId=\"2\"><w:nsid w:val=\"47530002\"/>\
                        </w:abstractNum><w:num w:numId=\"2\"/></w:numbering>";
        assert_eq!(mended(xml, &mut Mender::default()), expected);
    }

    #[test]
    fn what_docx_rs_writes_wrongly_is_mended() {
        let xml = "<w:hdr><w:p w14:paraId=\"1\"><w:pPr><w:rPr/></w:pPr><w:r><w:rPr/>\
                   <w:fldChar w:fldCharType=\"end\" w:dirty=\"false\"/><w:instrText> PAGE </w:instrText>\
                   <wp:docPr id=\"1\"/><wp:docPr id=\"1\"/></w:r></w:p><w:gridCol w:w=\"1\" w:type=\"dxa\"/>\
                   <w:style><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:style></w:hdr>";
        let expected = "<w:hdr><w:p><w:r><w:fldChar w:fldCharType=\"end\"/>\
                        <w:instrText xml:space=\"preserve\"> PAGE </w:instrText><wp:docPr id=\"1\"/>\
                        <wp:docPr id=\"2\"/></w:r></w:p><w:gridCol w:w=\"1\"/><w:style/></w:hdr>";
        assert_eq!(mended(xml, &mut Mender::default()), expected);
    }
}
