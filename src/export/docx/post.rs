//! Mends the XML that docx-rs writes: order, what it cannot write, and what it writes wrongly.
//!
//! Raw, its files are refused by Word (bokuweb/docx-rs issue 724). Every rule here cures an error that Microsoft's
//! validator reported, or one that it does not see but Word or LibreOffice stumble over.

use super::schema::sort_children;
use super::xml::{Element, Node};

/// The namespace of extensions in which docx-rs numbers paragraphs.
const PARAGRAPH_ID: &str = "w14:paraId";

/// docx-rs's own list, which it always writes.
const OWN_LIST: &str = "1";

/// What the mending must be told.
#[derive(Default)]
pub(super) struct Mender {
    /// How many of the rows of each table are its heading, in document order.
    header_rows: std::vec::IntoIter<usize>,
    /// For each section whether its pages have header and footer.
    sections: std::vec::IntoIter<bool>,
    /// References of the section that docx-rs gave header and footer: the usual ones, and blank ones.
    references: Vec<Reference>,
    /// The section before had header and footer, which Word would repeat.
    inherits: bool,
    /// Pictures so far; each needs a number of its own.
    pictures: usize,
}

/// A reference of a section to a header or footer.
#[derive(Clone)]
struct Reference {
    name: &'static str,
    id: String,
    blank: bool,
}

impl Mender {
    /// For the main part.
    pub(super) fn new(header_rows: Vec<usize>, sections: Vec<bool>) -> Mender {
        Mender {
            header_rows: header_rows.into_iter(),
            sections: sections.into_iter(),
            ..Mender::default()
        }
    }

    /// Mends the main part or a header or footer.
    pub(super) fn mend(&mut self, root: &mut Element<'_>) {
        if let Some(body) = root.child_mut("w:body") {
            self.references = references(body);
        }
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
            "w:p" => element.unset(PARAGRAPH_ID),
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

    fn mark_header_rows(&mut self, table: &mut Element<'_>) {
        let count = self.header_rows.next().unwrap_or(0);
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

    /// A section without header of its own shows that of the section before: so pages without need blank ones.
    fn assign_references(&mut self, section: &mut Element<'_>) {
        section.remove(|child| {
            matches!(
                &*child.name,
                "w:headerReference" | "w:footerReference" | "w:titlePg"
            )
        });
        let running = self.sections.next().unwrap_or(true);
        for reference in &self.references {
            if reference.blank != running && (running || self.inherits) {
                section.push(
                    Element::new(reference.name)
                        .with("w:type", "default")
                        .with("r:id", reference.id.clone()),
                );
            }
        }
        self.inherits |= running;
    }
}

/// Header and footer as docx-rs refers to them: in the last section, the blank ones as those of a first page.
fn references(body: &Element<'_>) -> Vec<Reference> {
    let Some(section) = body.elements().rfind(|child| child.name == "w:sectPr") else {
        return Vec::new();
    };
    let children = section.elements();
    children
        .filter_map(|child| {
            let name = match &*child.name {
                "w:headerReference" => "w:headerReference",
                "w:footerReference" => "w:footerReference",
                _ => return None,
            };
            Some(Reference {
                name,
                id: child.get("r:id")?.to_owned(),
                blank: child.get("w:type") == Some("first"),
            })
        })
        .collect()
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

/// Mends the styles: language, the default paragraph style, and our style of running on by default.
pub(super) fn mend_styles(root: &mut Element<'_>) {
    Mender::default().walk(root, "");
    let defaults = root.child_mut("w:docDefaults");
    if let Some(run) = defaults
        .and_then(|defaults| defaults.child_mut("w:rPrDefault"))
        .and_then(|run| run.child_mut("w:rPr"))
    {
        run.push(
            Element::new("w:lang")
                .with("w:val", "en-US")
                .with("w:eastAsia", "zh-CN")
                .with("w:bidi", "ar-SA"),
        );
        sort_children(run);
    }
    for style in root.elements_mut() {
        if style.get("w:styleId") == Some("Normal") {
            style.set("w:default", "1");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::docx::xml::parse;

    fn mended(xml: &str, header_rows: Vec<usize>, sections: Vec<bool>) -> String {
        let mut root = parse(xml).unwrap();
        Mender::new(header_rows, sections).mend(&mut root);
        let text = String::from_utf8(root.to_part(0)).unwrap();
        text.split_once('\n').unwrap().1.to_owned()
    }

    #[test]
    fn heading_rows_are_marked_table_by_table() {
        let xml = "<w:document><w:body><w:tbl><w:tr/><w:tr/></w:tbl><w:tbl><w:tr/></w:tbl>\
                   <w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr></w:tr></w:tbl></w:body></w:document>";
        let expected = "<w:document><w:body><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr><w:tr/></w:tbl>\
                        <w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr></w:tr>\
                        </w:tbl></w:body></w:document>";
        assert_eq!(mended(xml, vec![1, 0, 5], vec![]), expected);
    }

    #[test]
    fn pages_without_header_have_none_before_and_blank_ones_after_pages_with() {
        let last = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/>\
                    <w:headerReference w:type=\"first\" r:id=\"h2\"/><w:titlePg/></w:sectPr>";
        let inner = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>";
        let xml = format!("<w:document><w:body>{inner}{inner}{inner}{last}</w:body></w:document>");
        let mended = mended(&xml, vec![], vec![false, true, false, true]);
        let reference = |id| {
            format!("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{id}\"/></w:sectPr>")
        };
        let expected = format!(
            "<w:document><w:body><w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p><w:pPr>{}</w:pPr></w:p>\
             <w:p><w:pPr>{}</w:pPr></w:p>{}</w:body></w:document>",
            reference("h1"),
            reference("h2"),
            reference("h1")
        );
        assert_eq!(mended, expected);
    }

    #[test]
    fn lists_of_docx_rs_itself_go_and_ours_are_told_apart() {
        let xml = "<w:numbering><w:abstractNum w:abstractNumId=\"1\"/><w:abstractNum w:abstractNumId=\"2\"/>\
                   <w:num w:numId=\"1\"/><w:num w:numId=\"2\"/></w:numbering>";
        let expected = "<w:numbering><w:abstractNum w:abstractNumId=\"2\"><w:nsid w:val=\"47530002\"/>\
                        </w:abstractNum><w:num w:numId=\"2\"/></w:numbering>";
        assert_eq!(mended(xml, vec![], vec![]), expected);
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
        assert_eq!(mended(xml, vec![], vec![]), expected);
    }
}
