//! WordprocessingML as text: the properties that paragraphs, runs and cells have, in the order of the schema.
//!
//! A book is millions of elements. To build them as docx-rs's objects, to read back what it writes and to put that in
//! order took three quarters of an export; what comes that often is therefore written here and in the modules of the
//! body at once as it must stand. What comes seldom (styles, lists, headers, pictures) is docx-rs's.

use std::fmt::Write as _;

/// Appends a number.
pub(super) fn push_number(out: &mut String, mut value: usize) {
    // Enough for 64 bits.
    let mut digits = [b'0'; 20];
    let mut first = digits.len() - 1;
    loop {
        digits[first] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 || first == 0 {
            break;
        }
        first -= 1;
    }
    out.extend(digits[first..].iter().map(|&digit| char::from(digit)));
}

/// Appends a length in twips.
pub(super) fn push_length(out: &mut String, twips: i32) {
    if twips < 0 {
        out.push('-');
    }
    push_number(out, twips.unsigned_abs() as usize);
}

/// Appends ` name="length"`.
pub(super) fn push_attribute(out: &mut String, name: &str, twips: i32) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_length(out, twips);
    out.push('"');
}

/// Appends an element with a value: `<name w:val="value"/>`. `value` must be ours: it is not escaped.
pub(super) fn push_value(out: &mut String, name: &str, value: &str) {
    out.push('<');
    out.push_str(name);
    out.push_str(" w:val=\"");
    out.push_str(value);
    out.push_str("\"/>");
}

/// The same with a number.
pub(super) fn push_numeric(out: &mut String, name: &str, value: usize) {
    out.push('<');
    out.push_str(name);
    out.push_str(" w:val=\"");
    push_number(out, value);
    out.push_str("\"/>");
}

/// What stands for a character that has a meaning of its own in XML.
pub(super) fn escape(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        _ => None,
    }
}

/// Name of a bookmark. It is hidden from Word's list of bookmarks by the underscore; Word's own contents use such names.
pub(super) fn push_bookmark_name(out: &mut String, index: usize) {
    write!(out, "_Toc{:08}", index + 1).expect("a string takes all text");
}

/// How Word takes a line height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineRule {
    /// In 240ths of a line.
    Auto,
    /// In twips.
    Exact,
}

/// Space around and in a paragraph, twips; what is `None` is the style's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spacing {
    /// Above.
    pub(super) before: Option<i32>,
    /// Below.
    pub(super) after: Option<i32>,
    /// From baseline to baseline.
    pub(super) line: Option<(i32, LineRule)>,
}

impl Spacing {
    /// A line of exactly this height and nothing around it.
    pub(super) const fn only_line(height: i32) -> Spacing {
        Spacing {
            before: Some(0),
            after: Some(0),
            line: Some((height, LineRule::Exact)),
        }
    }

    fn write(&self, out: &mut String) {
        if *self == Spacing::default() {
            return;
        }
        out.push_str("<w:spacing");
        for (name, value) in [("w:before", self.before), ("w:after", self.after)] {
            if let Some(value) = value {
                push_attribute(out, name, value);
            }
        }
        if let Some((height, rule)) = self.line {
            push_attribute(out, "w:line", height);
            out.push_str(match rule {
                LineRule::Auto => " w:lineRule=\"auto\"",
                LineRule::Exact => " w:lineRule=\"exact\"",
            });
        }
        out.push_str("/>");
    }
}

/// What a paragraph says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ParagraphProperties {
    /// Id of its style.
    pub(super) style: Option<&'static str>,
    /// Stays on the page of what follows.
    pub(super) keep_next: bool,
    /// May be torn between pages, whatever its style says.
    pub(super) torn: bool,
    /// Begins a page.
    pub(super) page_break_before: bool,
    /// Level (0 = outermost) and id of the counter that numbers it.
    pub(super) numbering: Option<(usize, usize)>,
    /// Space around and in it.
    pub(super) spacing: Spacing,
    /// Where its text begins, what it leaves at the right, and how far its first line hangs, twips.
    pub(super) indent: Option<[i32; 3]>,
    /// Stands in the middle.
    pub(super) centred: bool,
    /// Is not justified, whatever its style says.
    pub(super) ragged: bool,
    /// Its level in the outline, from 0, where the style does not tell.
    pub(super) outline_level: Option<usize>,
    /// Size of its mark, half-points: the number of a list line looks like it.
    pub(super) size: Option<u16>,
}

impl ParagraphProperties {
    /// Appends them; answers with the place where the properties of a section that ends here would stand.
    pub(super) fn write(&self, out: &mut String) -> usize {
        out.push_str("<w:pPr>");
        if let Some(style) = self.style {
            push_value(out, "w:pStyle", style);
        }
        if self.keep_next {
            out.push_str("<w:keepNext/>");
        }
        if self.torn {
            out.push_str("<w:keepLines w:val=\"0\"/>");
        }
        if self.page_break_before {
            out.push_str("<w:pageBreakBefore/>");
        }
        if let Some((level, counter)) = self.numbering {
            out.push_str("<w:numPr>");
            push_numeric(out, "w:ilvl", level);
            push_numeric(out, "w:numId", counter);
            out.push_str("</w:numPr>");
        }
        self.spacing.write(out);
        if let Some([left, right, hanging]) = self.indent {
            out.push_str("<w:ind");
            push_attribute(out, "w:left", left);
            push_attribute(out, "w:right", right);
            push_attribute(out, "w:hanging", hanging);
            out.push_str("/>");
        }
        if self.centred {
            out.push_str("<w:jc w:val=\"center\"/>");
        } else if self.ragged {
            out.push_str("<w:jc w:val=\"left\"/>");
        }
        if let Some(level) = self.outline_level {
            push_numeric(out, "w:outlineLvl", level);
        }
        if let Some(size) = self.size {
            out.push_str("<w:rPr>");
            push_size(out, size);
            out.push_str("</w:rPr>");
        }
        let end = out.len();
        out.push_str("</w:pPr>");
        end
    }
}

/// What a run says of itself beyond the style of its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    /// Id of a character style.
    pub(super) style: Option<&'static str>,
    /// Name of its font.
    pub(super) font: Option<&'static str>,
    /// Whether it is bold.
    pub(super) bold: Option<bool>,
    /// Its size, half-points.
    pub(super) size: Option<u16>,
}

impl RunProperties {
    /// Appends the start of a run.
    pub(super) fn open(&self, out: &mut String) {
        out.push_str("<w:r>");
        if *self == RunProperties::default() {
            return;
        }
        out.push_str("<w:rPr>");
        if let Some(style) = self.style {
            push_value(out, "w:rStyle", style);
        }
        if let Some(font) = self.font {
            out.push_str("<w:rFonts");
            // The same for every script: see `styles::fonts_of`.
            for script in ["w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"] {
                out.push(' ');
                out.push_str(script);
                out.push_str("=\"");
                // A font of the computer may have any name.
                for c in font.chars() {
                    match escape(c) {
                        Some(escaped) => out.push_str(escaped),
                        None => out.push(c),
                    }
                }
                out.push('"');
            }
            out.push_str("/>");
        }
        match self.bold {
            Some(true) => out.push_str("<w:b/><w:bCs/>"),
            Some(false) => out.push_str("<w:b w:val=\"false\"/><w:bCs w:val=\"false\"/>"),
            None => {}
        }
        if let Some(size) = self.size {
            push_size(out, size);
        }
        out.push_str("</w:rPr>");
    }
}

fn push_size(out: &mut String, size: u16) {
    push_numeric(out, "w:sz", usize::from(size));
    push_numeric(out, "w:szCs", usize::from(size));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: usize) -> String {
        let mut out = String::new();
        push_number(&mut out, value);
        out
    }

    #[test]
    fn numbers_are_written_as_everywhere() {
        for value in [0, 7, 10, 99, 100, 123_456, usize::MAX] {
            assert_eq!(number(value), value.to_string());
        }
        for value in [0, -1, 31_680, i32::MIN, i32::MAX] {
            let mut out = String::new();
            push_length(&mut out, value);
            assert_eq!(out, value.to_string());
        }
    }

    #[test]
    fn properties_stand_in_the_order_of_the_schema() {
        let all = ParagraphProperties {
            style: Some("Heading1"),
            keep_next: true,
            torn: true,
            page_break_before: true,
            numbering: Some((1, 7)),
            spacing: Spacing {
                before: Some(1),
                ..Spacing::only_line(20)
            },
            indent: Some([-3, 0, 4]),
            centred: true,
            ragged: true,
            outline_level: Some(8),
            size: Some(21),
        };
        let mut out = String::new();
        let end = all.write(&mut out);
        let expected = "<w:pPr><w:pStyle w:val=\"Heading1\"/><w:keepNext/><w:keepLines w:val=\"0\"/><w:pageBreakBefore/>\
                        <w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"7\"/></w:numPr>\
                        <w:spacing w:before=\"1\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
                        <w:ind w:left=\"-3\" w:right=\"0\" w:hanging=\"4\"/><w:jc w:val=\"center\"/>\
                        <w:outlineLvl w:val=\"8\"/><w:rPr><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/></w:rPr>";
        assert_eq!(out, format!("{expected}</w:pPr>"));
        assert_eq!(end, expected.len());
    }

    #[test]
    fn a_run_says_only_what_is_not_its_styles() {
        let mut out = String::new();
        RunProperties::default().open(&mut out);
        let loud = RunProperties {
            style: Some("PartTitle"),
            font: Some("F"),
            bold: Some(true),
            size: Some(9),
        };
        loud.open(&mut out);
        let expected = "<w:r><w:r><w:rPr><w:rStyle w:val=\"PartTitle\"/>\
                        <w:rFonts w:ascii=\"F\" w:hAnsi=\"F\" w:cs=\"F\" w:eastAsia=\"F\"/><w:b/><w:bCs/>\
                        <w:sz w:val=\"9\"/><w:szCs w:val=\"9\"/></w:rPr>";
        assert_eq!(out, expected);
    }
}
