//! Mends the XML that docx-rs writes: order, what it cannot write, and what it writes wrongly.
//!
//! Raw, its files are refused by Word (bokuweb/docx-rs issue 724). Every rule here cures an error that Microsoft's
//! validator reported, or one that it does not see but Word or LibreOffice stumble over.

use super::schema::sort_children;
use super::xml::Element;
use crate::document::wording::LOGO;
use crate::model::settings::Typography;

/// The namespace of extensions in which docx-rs numbers paragraphs.
const PARAGRAPH_ID: &str = "w14:paraId";

/// docx-rs's own list, which it always writes.
const OWN_LIST: &str = "1";

/// What the mending must be told, and what it counts.
#[derive(Default)]
pub(super) struct Mender {
    /// Pictures and shapes so far; each needs a number of its own.
    pictures: usize,
}

impl Mender {
    /// The number of the next picture or shape.
    pub(super) fn next_picture(&mut self) -> usize {
        self.pictures += 1;
        self.pictures
    }

    /// Mends an element and all in it.
    pub(super) fn mend(&mut self, root: &mut Element<'_>) {
        self.walk(root, "");
    }

    fn walk(&mut self, element: &mut Element<'_>, parent: &str) {
        match &*element.name {
            "wp:docPr" => {
                element.set("id", self.next_picture().to_string());
                // All pictures that docx-rs writes are logos.
                element.set("descr", LOGO);
            }
            "w:pPr" if parent != "w:p" => {
                element.remove(|child| matches!(&*child.name, "w:rPr" | "w:sectPr"));
            }
            "w:p" => element.unset(PARAGRAPH_ID),
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
                   <wp:docPr id=\"1\"/><wp:docPr id=\"1\"/></w:r></w:p>\
                   <w:style><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:style></w:hdr>";
        let expected = "<w:hdr><w:p><w:r><wp:docPr id=\"1\" descr=\"公司标志\"/>\
                        <wp:docPr id=\"2\" descr=\"公司标志\"/></w:r></w:p>\
                        <w:style/></w:hdr>";
        assert_eq!(mended(xml, &mut Mender::default()), expected);
    }
}
