//! Names that a word processor shows for our paragraph styles and kinds of type.
//!
//! Styles that Word itself knows (headings, contents, header, footer, title) are not here: Word translates
//! their English names, and our names for them would hide them from its navigation.

use super::styles::ParagraphStyle;
use crate::model::settings::FontFamily;

/// The character style that marks the name of a part, for the field in the header that repeats it.
pub const PART_TITLE: &str = "岗书部分标题";

/// Our own name of a style; `None` where Word has a name of its own.
pub fn style_name(style: ParagraphStyle) -> Option<&'static str> {
    match style {
        ParagraphStyle::CoverText => Some("封面文字"),
        ParagraphStyle::Body => Some("岗位正文"),
        ParagraphStyle::Item => Some("职责条目"),
        ParagraphStyle::Cell => Some("表格正文"),
        ParagraphStyle::CellCentered => Some("表格居中"),
        ParagraphStyle::CellItem => Some("表格条目"),
        ParagraphStyle::CellHeading => Some("表格小标题"),
        ParagraphStyle::CellLabel => Some("表格标签"),
        ParagraphStyle::CellHead => Some("表格栏目"),
        ParagraphStyle::CoverTitle
        | ParagraphStyle::Title
        | ParagraphStyle::Heading
        | ParagraphStyle::SubHeading
        | ParagraphStyle::ContentsTitle
        | ParagraphStyle::Contents1
        | ParagraphStyle::Contents2
        | ParagraphStyle::Contents3
        | ParagraphStyle::Header
        | ParagraphStyle::Footer => None,
    }
}

/// What Chinese word processors call a kind of type.
pub fn family_name(family: FontFamily) -> &'static str {
    match family {
        FontFamily::Song => "宋体",
        FontFamily::Hei => "黑体",
        FontFamily::FangSong => "仿宋",
        FontFamily::Kai => "楷体",
    }
}
