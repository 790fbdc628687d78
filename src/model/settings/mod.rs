//! How a company's documents look: stored with the project, so that every export looks the same.
//!
//! Lengths are integers in the units of the trade, so that settings compare exactly: tenths of a millimetre
//! for the page, half-points for type (Word's own unit, ECMA-376 part 1, 17.3.2.38).

//!
//! The defaults are part of the file format: a project whose settings are the usual ones does not name them, so a
//! default that changed would change documents that are signed. A new look is a new named style.

mod marks;
mod page;
mod sections;
mod style;

pub use marks::{CoverLogo, LogoPlace, LogoSettings, SealPlace, Watermark};
pub use page::{FitMode, FitPages, ItemBreak, LandscapeParts, PageCount, PageRules, RoleStart};
pub use sections::{
    FactSetting, SectionSetting, SheetFact, SheetSection, facts_in_order, sections_in_order,
};
pub use style::{LEAST_BLOCK, NamedStyle, PageFault};

use super::record::{choice, record};
use serde::{Deserialize, Serialize};

/// A length in tenths of a millimetre.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct TenthMm(pub u16);

impl TenthMm {
    /// The same length in points (1 pt = 1/72 inch, 1 inch = 25.4 mm).
    pub fn points(self) -> f32 {
        f32::from(self.0) * 72.0 / 254.0
    }
}

/// A type size in half-points (21 = 10.5 pt = 五号).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct HalfPoint(pub u16);

impl HalfPoint {
    /// The same size in points.
    pub fn points(self) -> f32 {
        f32::from(self.0) / 2.0
    }
}

choice! {
    /// The four kinds of type that Chinese documents use.
    pub enum FontFamily {
        /// 宋体.
        Song,
        /// 黑体.
        Hei,
        /// 仿宋.
        FangSong,
        /// 楷体.
        Kai,
    }
}

choice! {
    /// How one role is laid out.
    pub enum RoleLayout {
        /// 表格式: the classic bordered form with a signature block.
        Form,
        /// 条文式: headings and numbered clauses.
        Clauses,
        /// 简表: one page, the most important things only.
        Brief,
        /// 招聘版: what an applicant needs to know, nothing internal.
        Recruit,
    }
}

impl RoleLayout {
    /// The layouts that print everything a role's description says; the others select.
    pub const FULL: [RoleLayout; 2] = [RoleLayout::Form, RoleLayout::Clauses];
}

/// What stands in a whole company's book (汇编) besides cover, contents, departments and roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BookParts {
    /// 审批页: a page to sign; without it the signatures stand on the cover.
    pub sign_off: bool,
    /// 修订记录, if there is any.
    pub revisions: bool,
    /// 组织架构图 and 汇报关系图.
    pub charts: bool,
    /// 岗位一览表 with headcounts.
    pub role_list: bool,
    /// Company-wide rules.
    pub rules: bool,
    /// 签收表: a list in which all incumbents sign.
    pub sign_list: bool,
    /// 岗位索引, in the order of pinyin.
    pub index: bool,
    /// 签收回执: a page to sign for each incumbent.
    pub receipts: bool,
}

impl Default for BookParts {
    /// All that a book has one of; a page for each incumbent is asked for.
    fn default() -> Self {
        BookParts {
            sign_off: true,
            revisions: true,
            charts: true,
            role_list: true,
            rules: true,
            sign_list: true,
            index: true,
            receipts: false,
        }
    }
}

choice! {
    /// How one level of a numbered list is written.
    pub enum NumberStyle {
        /// 1、
        DecimalComma,
        /// 1.
        DecimalDot,
        /// 1）
        DecimalParen,
        /// （1）
        DecimalParens,
        /// ① (from 21 on as `DecimalParens`)
        Circled,
        /// 一、
        ChineseComma,
        /// （一）
        ChineseParens,
        /// 第一条
        Article,
        /// 1.1, 13.2.1: the numbers of the levels above, joined by dots
        Outline,
        /// No number.
        None,
    }
}

choice! {
    /// Who signs a 岗位说明书, in the order of the signature block.
    pub enum Signatory {
        /// 编制.
        Prepared,
        /// 审核.
        Reviewed,
        /// 批准.
        Approved,
        /// 任职者确认.
        Acknowledged,
    }
}

choice! {
    /// Which characters of the fonts travel inside a DOCX.
    pub enum EmbedFonts {
        /// Those that the document uses.
        Used,
        /// None: the file names 宋体, 黑体 … and the reader's computer supplies them.
        None,
        /// Those used and the 3,500 common characters, so that the text can be edited with the same look.
        Editable,
    }
}

choice! {
    /// What a PDF is besides its pages.
    pub enum PdfKind {
        /// Pages only.
        Plain,
        /// Tagged: says what is a heading, a list, a table, for readers that read aloud.
        Tagged,
        /// PDF/A-1b: to be kept for decades. Without tags, which level B does not ask for.
        Archive,
    }
}

record! {
    /// The kinds of type for the parts of a page.
    pub struct PartFonts {
        /// Document titles.
        pub title: FontFamily,
        /// Headings and labels of a form.
        pub heading: FontFamily,
        /// Running text.
        pub body: FontFamily,
        /// Text in tables; `None` = as running text.
        pub table: Option<FontFamily>,
        /// Headers and footers; `None` = as running text.
        pub running: Option<FontFamily>,
        /// Fonts of the computer that take the place of these kinds.
        pub installed: InstalledFonts,
    }
}

record! {
    /// Fonts of the computer by their family names; empty = ours. The kind of type beside it stands in where a computer
    /// lacks the font, or the font a character; the name stays in the file.
    pub struct InstalledFonts {
        /// Document titles.
        pub title: String,
        /// Headings and labels of a form.
        pub heading: String,
        /// Running text.
        pub body: String,
        /// Text in tables; what follows the running text has its font too.
        pub table: String,
        /// Headers and footers, in the same manner.
        pub running: String,
    }
}

choice! {
    /// The parts of a page that have type of their own.
    pub enum FontPart {
        /// Document titles.
        Title,
        /// Headings and labels of a form.
        Heading,
        /// Running text.
        Body,
        /// Text in tables.
        Table,
        /// Headers and footers.
        Running,
    }
}

impl PartFonts {
    /// The kind of type of a part and the name of the font of the computer that takes its place, empty = none.
    pub fn of(&self, part: FontPart) -> (FontFamily, &str) {
        let installed = &self.installed;
        let following = |own: Option<FontFamily>, name: &'_ String| match (own, name.is_empty()) {
            (None, true) => None,
            (own, _) => Some(own.unwrap_or(self.body)),
        };
        let body = (self.body, installed.body.as_str());
        match part {
            FontPart::Title => (self.title, &installed.title),
            FontPart::Heading => (self.heading, &installed.heading),
            FontPart::Body => body,
            FontPart::Table => following(self.table, &installed.table)
                .map_or(body, |kind| (kind, &installed.table)),
            FontPart::Running => following(self.running, &installed.running)
                .map_or(body, |kind| (kind, &installed.running)),
        }
    }

    /// The fonts of the computer that these settings ask for, each once.
    pub fn asked_for(&self) -> impl Iterator<Item = &str> {
        let names = FontPart::ALL.iter().map(|&part| self.of(part).1);
        let names: std::collections::BTreeSet<&str> = names.collect();
        names.into_iter().filter(|name| !name.is_empty())
    }
}

choice! {
    /// Numbers before the names of departments and roles in a book.
    pub enum ChapterNumbers {
        /// None.
        None,
        /// 13 for a department, 13.2 for its role; lists in the style [`NumberStyle::Outline`] go on below it: 13.2.1.
        Outline,
    }
}

/// How lines are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Typography {
    /// Punctuation gives way: half-width next to punctuation and where a line wants room (标点挤压).
    pub squeeze: bool,
    /// A comma or stop may hang beyond the right edge of running text (标点悬挂).
    pub hang: bool,
    /// A quarter of a character between Chinese and Latin letters or digits.
    pub latin_gap: bool,
    /// Indent of the first line of running text, in characters.
    pub first_indent: u8,
}

impl Default for Typography {
    /// As Word sets Chinese: punctuation gives way but does not hang, two characters of indent.
    fn default() -> Self {
        Typography {
            squeeze: true,
            hang: false,
            latin_gap: true,
            first_indent: 2,
        }
    }
}

/// How the documents of a company look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentSettings {
    /// Layout of one role.
    pub layout: RoleLayout,
    /// Page width.
    pub page_width: TenthMm,
    /// Page height.
    pub page_height: TenthMm,
    /// Margin above the text.
    pub margin_top: TenthMm,
    /// Margin below the text.
    pub margin_bottom: TenthMm,
    /// Margin left of the text.
    pub margin_left: TenthMm,
    /// Margin right of the text.
    pub margin_right: TenthMm,
    /// Kinds of type.
    pub fonts: PartFonts,
    /// Size of document titles.
    pub title_size: HalfPoint,
    /// Size of section headings.
    pub heading_size: HalfPoint,
    /// Size of running text.
    pub body_size: HalfPoint,
    /// Size of text in tables.
    pub table_size: HalfPoint,
    /// Size of headers and footers.
    #[serde(skip_serializing_if = "is_usual_running_size")]
    pub running_size: HalfPoint,
    /// How lines are set.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub typography: Typography,
    /// Binding, page breaks, counting.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub pages: PageRules,
    /// Line pitch of running text, in percent of its size (175 = 12 pt type on 21 pt).
    pub line_percent: u16,
    /// Header: plain text with fields such as {公司}; a tab separates left, middle and right.
    pub header: String,
    /// Footer, in the same manner.
    pub footer: String,
    /// Numbers of duties, level by level; deeper levels repeat the last.
    pub numbering: Vec<NumberStyle>,
    /// Numbers of section headings (条文式).
    #[serde(skip_serializing_if = "is_usual_section_numbering")]
    pub section_numbering: NumberStyle,
    /// Numbers of departments and roles in a book.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub chapter_numbers: ChapterNumbers,
    /// The sections of a role's document; what is not named follows in the usual order.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub sections: Vec<SectionSetting>,
    /// The facts at its head, in the same manner.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub facts: Vec<FactSetting>,
    /// Pattern by which codes are proposed, such as {公司}-{部门}-{序号}.
    pub code_pattern: String,
    /// Who signs.
    pub signatories: Vec<Signatory>,
    /// Fonts inside a DOCX.
    pub embed_fonts: EmbedFonts,
    /// Confidentiality mark (密级), printed on covers and in the header field {密级}.
    pub confidentiality: String,
    /// Copy number (份号) of a controlled book, printed on covers and in the field {份号}.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub copy_number: String,
    /// Words behind the text of each page.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub watermark: Watermark,
    /// Where the logo stands.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub logo: LogoSettings,
    /// Where room is kept for the seal.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub seal: SealPlace,
    /// Title of the whole company's book; empty = the usual one.
    pub book_title: String,
    /// What the book has besides cover, contents, departments and roles.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub book_parts: BookParts,
    /// Prints sections without content, marked as empty, instead of leaving them out.
    pub show_empty_sections: bool,
    /// What a PDF is besides its pages.
    #[serde(skip_serializing_if = "super::record::is_default")]
    pub pdf_kind: PdfKind,
}

/// 小五, the usual size of headers and footers.
const RUNNING_SIZE: HalfPoint = HalfPoint(18);
/// 一、, the usual number of a section.
const SECTION_NUMBERING: NumberStyle = NumberStyle::ChineseComma;

fn is_usual_running_size(size: &HalfPoint) -> bool {
    *size == RUNNING_SIZE
}

fn is_usual_section_numbering(style: &NumberStyle) -> bool {
    *style == SECTION_NUMBERING
}

impl Default for DocumentSettings {
    /// A4 (ISO 216), text block and sizes as Chinese office documents have them: title 二号 22 pt,
    /// headings 四号 14 pt, text 小四 12 pt, tables 五号 10.5 pt.
    fn default() -> Self {
        DocumentSettings {
            layout: RoleLayout::Form,
            page_width: TenthMm(2100),
            page_height: TenthMm(2970),
            margin_top: TenthMm(254),
            margin_bottom: TenthMm(230),
            margin_left: TenthMm(250),
            margin_right: TenthMm(250),
            fonts: PartFonts {
                title: FontFamily::Hei,
                heading: FontFamily::Hei,
                body: FontFamily::Song,
                ..PartFonts::default()
            },
            title_size: HalfPoint(44),
            heading_size: HalfPoint(28),
            body_size: HalfPoint(24),
            table_size: HalfPoint(21),
            running_size: RUNNING_SIZE,
            typography: Typography::default(),
            pages: PageRules::default(),
            line_percent: 150,
            header: String::new(),
            footer: String::new(),
            numbering: vec![
                NumberStyle::DecimalComma,
                NumberStyle::DecimalParens,
                NumberStyle::Circled,
            ],
            section_numbering: SECTION_NUMBERING,
            chapter_numbers: ChapterNumbers::None,
            sections: Vec::new(),
            facts: Vec::new(),
            code_pattern: String::new(),
            signatories: Signatory::ALL.to_vec(),
            embed_fonts: EmbedFonts::Used,
            confidentiality: String::new(),
            copy_number: String::new(),
            watermark: Watermark::default(),
            logo: LogoSettings::default(),
            seal: SealPlace::None,
            book_title: String::new(),
            book_parts: BookParts::default(),
            show_empty_sections: false,
            pdf_kind: PdfKind::default(),
        }
    }
}
