//! Words behind the text, as Word itself writes them: a piece of WordArt in the header (ECMA-376 part 4, 19.1).

use super::xml::escaped;
use crate::document::PageSetup;

/// Length of the words and their greatest size, in shorter sides of the sheet; as in our own layout.
const LENGTH: f32 = 1.1;
const SIZE: f32 = 0.2;

/// 85 % white, as in our own layout.
const GREY: &str = "#d9d9d9";

/// The shape that all WordArt set in a straight line refers to, with Word's own number and formulas.
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" \
    path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/>\
    <v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/>\
    <v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/>\
    <v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>\
    <v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" \
    o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/><v:handles>\
    <v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles>\
    <o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>";

/// A run with the words across a page, from the lower left to the upper right. `advance` is their width in em, `font`
/// a name that the file knows; `number`, from 1, is another for each in the file.
pub(super) fn run(
    words: &str,
    advance: f32,
    page: &PageSetup,
    font: &str,
    number: usize,
) -> String {
    let (width, height) = size(advance, page);
    let (words, font) = (escaped(words), escaped(font));
    let spid = 2048 + number;
    format!(
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{SHAPE_TYPE}<v:shape id=\"PowerPlusWaterMarkObject{number}\" \
         o:spid=\"_x0000_s{spid}\" type=\"#_x0000_t136\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:{width:.1}pt;height:{height:.1}pt;rotation:315;\
         z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;\
         mso-position-vertical:center;mso-position-vertical-relative:page\" o:allowincell=\"f\" \
         fillcolor=\"{GREY}\" stroked=\"f\">\
         <v:textpath style=\"font-family:&quot;{font}&quot;;font-size:1pt;font-weight:bold\" string=\"{words}\"/>\
         <w10:wrap anchorx=\"page\" anchory=\"page\"/></v:shape></w:pict></w:r>"
    )
}

/// Width and height of words that are `advance` em wide, pt.
fn size(advance: f32, page: &PageSetup) -> (f32, f32) {
    let side = page.width.points().min(page.height.points());
    let em = (LENGTH * side / advance.max(0.01)).min(SIZE * side);
    ((advance * em).max(1.0), em.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;
    use crate::model::settings::TenthMm;

    fn a4() -> PageSetup {
        PageSetup {
            width: TenthMm(2100),
            height: TenthMm(2970),
            top: TenthMm(254),
            bottom: TenthMm(230),
            left: TenthMm(250),
            right: TenthMm(250),
            gutter: TenthMm(0),
            mirrored: false,
        }
    }

    #[test]
    fn words_of_any_length_fit_on_the_sheet() {
        let width = a4().width.points();
        for advance in [0.0, 1.0, 2.0, 4.0, 20.0, 500.0] {
            let (long, high) = size(advance, &a4());
            assert!(
                (long + high) / std::f32::consts::SQRT_2 <= width,
                "{advance}"
            );
            assert!(long >= 1.0 && high >= 1.0);
        }
        let (long, high) = size(2.0, &a4());
        assert!((long - 2.0 * high).abs() < 0.01 && high < 0.21 * width);
    }

    #[test]
    fn whatever_the_words_are_the_run_is_sound() {
        for words in ["\u{8349}\u{7a3f}", "<&\"'>", "a\u{1}b"] {
            let xml = run(words, 2.0, &a4(), "Gangshu Hei", 1);
            let element = parse(&xml).unwrap();
            assert!(element.check().is_ok(), "{words:?}");
        }
    }
}
