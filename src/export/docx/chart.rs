//! A chart in Word: the picture of our own pages, as a group of real shapes with real text (DrawingML, ECMA-376 part 1,
//! 20; shapes and groups in Word: [MS-ODRAWXML], wordprocessingShape and wordprocessingGroup).
//!
//! What stands together on a page is one group in the line of a paragraph of its own, so that it moves with the text
//! and no reader has to find a place for it. Boxes hold paragraphs of the document's own styles, with links. A reader
//! older than Word 2010 knows no such shapes and shows the words of the alternative text: the same boxes once more in VML
//! would be half as large again, and each name would stand twice in what other programs read.

use super::body::{Beyond, Body};
use super::markup::{LineRule, ParagraphProperties, Spacing, push_attribute, push_number};
use super::styles::twips;
use super::xml::escaped;
use crate::document::{Paragraph, ParagraphStyle, Span};
use crate::fonts::DESCENT;
use crate::layout::{Area, BoxText, CHART_GROUND, CHART_LINE, ChartPicture, PictureBox};

/// English metric units in a point (ECMA-376 part 1, 20.1.2.1).
const UNITS_IN_POINT: f32 = 12_700.0;
/// A box that readers break into lines themselves is wider than its lines by this, em: as far from the next hanzi as
/// from the last.
const HALF: f32 = 0.5;
/// And what stands on one line there is no wider than they are and this, em.
const SURE: f32 = 0.25;

/// Appends the pictures of a chart, each in a paragraph of its own.
pub(super) fn write(body: &mut Body<'_>, pictures: &[ChartPicture], text_width: f32) {
    for picture in pictures {
        let Some(extent) = Extent::of(picture, text_width) else {
            continue;
        };
        let (width, height) = extent.size();
        // The line is as deep as its type below the picture.
        let depth = DESCENT * body.texts.sheet().get(ParagraphStyle::Body).size.points();
        let after = (picture.height - height - depth).max(0.0);
        // The middle of the picture need not be that of the text.
        let aside = twips(extent.left + extent.right - text_width);
        let properties = ParagraphProperties {
            page_break_before: body.on_new_page().page_break,
            spacing: Spacing {
                before: Some(0),
                after: Some(twips(after)),
                line: Some((240, LineRule::Auto)),
            },
            indent: (width < text_width && aside != 0).then_some([aside, 0, 0]),
            centred: true,
            ..ParagraphProperties::default()
        };
        body.out.xml.push_str("<w:p>");
        let end = properties.write(&mut body.out.xml);
        drawing(body, picture, &extent);
        body.end_paragraph(end);
    }
}

/// What a picture covers, pt, and how it is made to fit.
struct Extent {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    /// All lengths by this, so that it is not wider than the text.
    scale: f32,
}

impl Extent {
    fn of(picture: &ChartPicture, text_width: f32) -> Option<Extent> {
        let corners = picture.boxes.iter().flat_map(|it| {
            let Area {
                x,
                y,
                width,
                height,
            } = it.area;
            [(x, y), (x + width, y + height)]
        });
        let mut corners = corners
            .chain(picture.lines.iter().flatten().copied())
            .chain(picture.dashed.iter().flatten().copied());
        let (x, y) = corners.next()?;
        let mut extent = Extent {
            left: x,
            top: y,
            right: x,
            bottom: y,
            scale: 1.0,
        };
        for (x, y) in corners {
            extent.left = extent.left.min(x);
            extent.top = extent.top.min(y);
            extent.right = extent.right.max(x);
            extent.bottom = extent.bottom.max(y);
        }
        let room = (text_width - CHART_LINE).max(1.0);
        extent.scale = (room / (extent.right - extent.left).max(1.0)).min(1.0);
        Some(extent)
    }

    /// Width and height as they print, pt.
    fn size(&self) -> (f32, f32) {
        let scaled = |length: f32| length * self.scale;
        (
            scaled(self.right - self.left),
            scaled(self.bottom - self.top),
        )
    }

    /// Where a point is in the group.
    fn units(&self, (x, y): (f32, f32)) -> (i32, i32) {
        (
            units((x - self.left) * self.scale),
            units((y - self.top) * self.scale),
        )
    }

    /// The rectangle around two points: where it begins, and its width and height.
    fn around(&self, a: (f32, f32), b: (f32, f32)) -> ((i32, i32), (i32, i32)) {
        let (a, b) = (self.units(a), self.units(b));
        let size = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        ((a.0.min(b.0), a.1.min(b.1)), size)
    }
}

/// A length in English metric units.
fn units(points: f32) -> i32 {
    // `as` saturates, at 59 metres.
    (points * UNITS_IN_POINT).round() as i32
}

/// A group and a shape, as the prefix of their namespace and the end of its name.
const GROUP: (&str, &str) = ("wpg", "wordprocessingGroup");
const SHAPE: (&str, &str) = ("wps", "wordprocessingShape");

/// Whether a picture is nothing but a box. LibreOffice 7.4 prints the text of the only shape of a group twice, so this
/// one is no group.
fn is_one_shape(picture: &ChartPicture) -> bool {
    let n_lines = picture.lines.len() + picture.dashed.len();
    n_lines == 0 && matches!(&picture.boxes[..], [only] if only.foot.is_none())
}

/// Appends the run with the picture.
fn drawing(body: &mut Body<'_>, picture: &ChartPicture, extent: &Extent) {
    let (width, height) = extent.size();
    let size = (units(width), units(height));
    let alt = escaped(&picture.alt);
    let id = body.mender.next_picture();
    let is_group = !is_one_shape(picture);
    let (prefix, kind) = if is_group { GROUP } else { SHAPE };
    let out = &mut body.out.xml;
    out.push_str("<w:r><mc:AlternateContent><mc:Choice Requires=\"");
    out.push_str(prefix);
    out.push_str("\"><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">");
    push_size(out, "wp:extent", size);
    // Half of the outermost lines stands beyond the boxes.
    let edge = units(CHART_LINE / 2.0);
    out.push_str("<wp:effectExtent");
    for side in ["l", "t", "r", "b"] {
        push_attribute(out, side, edge);
    }
    out.push_str("/><wp:docPr id=\"");
    push_number(out, id);
    out.push_str("\" name=\"Chart ");
    push_number(out, id);
    out.push_str("\" descr=\"");
    out.push_str(&alt);
    out.push_str(
        "\"/><wp:cNvGraphicFramePr/>\
         <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/",
    );
    out.push_str(kind);
    out.push_str("\">");
    if is_group {
        begin_group(size, out);
    }
    for &line in &picture.lines {
        straight(body, line, extent);
    }
    for corners in &picture.dashed {
        dashed(body, corners, extent);
    }
    for chart_box in &picture.boxes {
        shape_with_text(body, chart_box, extent);
    }
    let out = &mut body.out.xml;
    if is_group {
        out.push_str("</wpg:wgp>");
    }
    out.push_str(
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>\
         <mc:Fallback><w:t xml:space=\"preserve\">",
    );
    out.push_str(&alt);
    out.push_str("</w:t></mc:Fallback></mc:AlternateContent></w:r>");
}

/// Begins a group that is as large as what stands in it.
fn begin_group(size: (i32, i32), out: &mut String) {
    out.push_str("<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
    push_size(out, "a:ext", size);
    out.push_str("<a:chOff x=\"0\" y=\"0\"/>");
    push_size(out, "a:chExt", size);
    out.push_str("</a:xfrm></wpg:grpSpPr>");
}

/// Begins a shape; `kind` is the element that says what sort of shape it is.
fn begin_shape(
    body: &mut Body<'_>,
    name: &str,
    kind: &str,
    ((x, y), size): ((i32, i32), (i32, i32)),
) {
    let id = body.mender.next_picture();
    let out = &mut body.out.xml;
    out.push_str("<wps:wsp><wps:cNvPr id=\"");
    push_number(out, id);
    out.push_str("\" name=\"");
    out.push_str(name);
    out.push(' ');
    push_number(out, id);
    out.push_str("\"/>");
    out.push_str(kind);
    out.push_str("<wps:spPr><a:xfrm><a:off");
    push_attribute(out, "x", x);
    push_attribute(out, "y", y);
    out.push_str("/>");
    push_size(out, "a:ext", size);
    out.push_str("</a:xfrm>");
}

/// Says how lines are drawn, and ends what is said of a shape's looks.
fn end_looks(out: &mut String, is_dashed: bool) {
    out.push_str("<a:ln");
    push_attribute(out, "w", units(CHART_LINE));
    out.push_str("><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill>");
    if is_dashed {
        out.push_str("<a:prstDash val=\"dash\"/>");
    }
    out.push_str("</a:ln></wps:spPr>");
}

/// Appends a straight line.
fn straight(body: &mut Body<'_>, [from, to]: [(f32, f32); 2], extent: &Extent) {
    let place = extent.around(from, to);
    begin_shape(body, "Line", "<wps:cNvCnPr/>", place);
    let out = &mut body.out.xml;
    out.push_str("<a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom>");
    end_looks(out, false);
    out.push_str("<wps:bodyPr/></wps:wsp>");
}

/// Appends a dashed line from corner to corner.
fn dashed(body: &mut Body<'_>, corners: &[(f32, f32)], extent: &Extent) {
    let least = |a: (f32, f32), &b: &(f32, f32)| (a.0.min(b.0), a.1.min(b.1));
    let most = |a: (f32, f32), &b: &(f32, f32)| (a.0.max(b.0), a.1.max(b.1));
    let Some(&first) = corners.first() else {
        return;
    };
    let (start, end) = (
        corners.iter().fold(first, least),
        corners.iter().fold(first, most),
    );
    let place = extent.around(start, end);
    begin_shape(body, "Line", "<wps:cNvSpPr/>", place);
    let ((left, top), (width, height)) = place;
    let out = &mut body.out.xml;
    out.push_str(
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>\
         <a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst><a:path",
    );
    push_attribute(out, "w", width);
    push_attribute(out, "h", height);
    out.push_str(" fill=\"none\">");
    for (nth, &corner) in corners.iter().enumerate() {
        let (x, y) = extent.units(corner);
        let name = if nth == 0 { "a:moveTo" } else { "a:lnTo" };
        out.push('<');
        out.push_str(name);
        out.push_str("><a:pt");
        push_attribute(out, "x", x - left);
        push_attribute(out, "y", y - top);
        out.push_str("/></");
        out.push_str(name);
        out.push('>');
    }
    out.push_str("</a:path></a:pathLst></a:custGeom><a:noFill/>");
    end_looks(out, true);
    out.push_str("<wps:bodyPr/></wps:wsp>");
}

/// Appends a box with its paragraphs.
fn shape_with_text(body: &mut Body<'_>, chart_box: &PictureBox, extent: &Extent) {
    let Area {
        x,
        y,
        width,
        height,
    } = chart_box.area;
    let place = extent.around((x, y), (x + width, y + height));
    begin_shape(body, "Box", "<wps:cNvSpPr/>", place);
    // A ground would hide words behind the text.
    let filled = chart_box.ground && !body.marked;
    let out = &mut body.out.xml;
    out.push_str("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
    if filled {
        let grey = (CHART_GROUND * 255.0).round() as u8;
        out.push_str(&format!(
            "<a:solidFill><a:srgbClr val=\"{grey:02X}{grey:02X}{grey:02X}\"/></a:solidFill>"
        ));
    } else {
        out.push_str("<a:noFill/>");
    }
    end_looks(out, false);
    out.push_str("<wps:txbx><w:txbxContent>");
    let em = body.spaces.get(ParagraphStyle::CellCentered).size.points();
    let flowing = flowing(&chart_box.texts, width * extent.scale, em);
    for text in &chart_box.texts {
        let spans = match flowing {
            Some(_) => text.spans.clone(),
            None => broken(text),
        };
        let paragraph = Paragraph {
            style: ParagraphStyle::CellCentered,
            spans,
            ..Paragraph::default()
        };
        body.paragraph(&paragraph, Beyond::default());
    }
    let out = &mut body.out.xml;
    let side = flowing.map_or(0, |room| place.1.0.saturating_sub(units(room)) / 2);
    out.push_str("</w:txbxContent></wps:txbx><wps:bodyPr");
    for (name, inset) in [("lIns", side), ("tIns", 0), ("rIns", side), ("bIns", 0)] {
        push_attribute(out, name, inset);
    }
    out.push_str(" anchor=\"ctr\"><a:noAutofit/></wps:bodyPr></wps:wsp>");
    if let Some(foot) = chart_box.foot {
        straight(body, foot, extent);
    }
}

/// How wide the text of a box must be, pt, for every reader to break it as it is broken on our pages. `None` if that is
/// not sure: then line feeds must say it, and a long name is no longer found as a whole. Sure are texts on one line,
/// and hanzi with nothing among them.
fn flowing(texts: &[BoxText], width: f32, em: f32) -> Option<f32> {
    let mut on_a_line = None;
    for text in texts.iter().filter(|text| !text.begins.is_empty()) {
        let characters = || text.spans.iter().flat_map(|span| span.text.chars());
        if !characters().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
            return None;
        }
        // Each of these takes three bytes.
        let first = text.begins.first().copied()? / 3;
        let mut at = 0;
        let full = text.begins.iter().all(|&begin| {
            let count = begin / 3 - at;
            at = begin / 3;
            count == first
        });
        let rest = characters().count().saturating_sub(at);
        if !full || rest > first || on_a_line.is_some_and(|count| count != first) {
            return None;
        }
        on_a_line = Some(first);
    }
    let Some(count) = on_a_line else {
        return Some(width);
    };
    let room = (count as f32 + HALF) * em;
    let fits = texts
        .iter()
        .all(|text| text.width <= (count as f32 + SURE) * em);
    (fits && room <= width).then_some(room)
}

/// The text with a line feed where a line begins.
fn broken(text: &BoxText) -> Vec<Span> {
    let mut begins = text.begins.iter().copied().peekable();
    let mut at = 0;
    let mut fed = true;
    let spans = text.spans.iter().map(|span| {
        let mut lines = String::with_capacity(span.text.len() + 4);
        for c in span.text.chars() {
            if begins.next_if(|&begin| begin <= at).is_some() && !fed {
                lines.truncate(lines.trim_end().len());
                lines.push('\n');
            }
            fed = c == '\n' || (fed && c.is_whitespace());
            lines.push(c);
            at += c.len_utf8();
        }
        Span {
            text: lines,
            ..span.clone()
        }
    });
    spans.collect()
}

/// Appends `<name cx="width" cy="height"/>`.
fn push_size(out: &mut String, name: &str, (width, height): (i32, i32)) {
    out.push('<');
    out.push_str(name);
    push_attribute(out, "cx", width);
    push_attribute(out, "cy", height);
    out.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str, begins: &[usize], width: f32) -> BoxText {
        BoxText {
            spans: vec![Span {
                text: words.to_owned(),
                ..Span::default()
            }],
            begins: begins.to_vec(),
            width,
        }
    }

    #[test]
    fn hanzi_flow_where_the_room_says_how_many_stand_on_a_line() {
        let name = || text("一二三四五六七", &[9, 18], 30.0);
        let room = |texts: &[BoxText]| flowing(texts, 50.0, 10.0);
        assert_eq!(room(&[name()]), Some(35.0));
        assert_eq!(room(&[name(), text("8 个岗位", &[], 32.0)]), Some(35.0));
        // What stands on one line needs as much room as there is.
        assert_eq!(room(&[text("8 个岗位", &[], 49.0)]), Some(50.0));
        for unsure in [
            // Its note might be broken too.
            vec![name(), text("18 个岗位", &[], 33.0)],
            // Two lines of another length each.
            vec![text("一二三四五六", &[9, 15], 30.0)],
            vec![text("一二三四五六七", &[9], 40.0)],
            vec![name(), text("一二三", &[6], 20.0)],
            // Readers differ in how they set these.
            vec![text("一二三（五六", &[9], 30.0)],
            vec![text("一二三A五六", &[9], 30.0)],
            vec![text("一二三\n四五六", &[10], 30.0)],
            // No room.
            vec![text("一二三四五六", &[15], 50.0)],
        ] {
            assert_eq!(room(&unsure), None, "{unsure:?}");
        }
    }

    #[test]
    fn a_line_feed_stands_where_a_line_begins_and_nowhere_twice() {
        let lines = |words: &str, begins: &[usize]| -> String {
            let spans = broken(&text(words, begins, 0.0));
            spans.into_iter().map(|span| span.text).collect()
        };
        assert_eq!(lines("甲乙丙", &[]), "甲乙丙");
        assert_eq!(lines("甲乙丙", &[3, 6]), "甲\n乙\n丙");
        assert_eq!(lines("IT  helpdesk", &[4]), "IT\nhelpdesk");
        assert_eq!(lines("甲\n乙丙", &[4, 7]), "甲\n乙\n丙");
        assert_eq!(lines("甲\n  乙", &[6]), "甲\n  乙");
    }
}
