//! How documents look: the words of the settings form and of named styles.

use super::{Message, editor, fields};
use crate::model::settings::{
    ChapterNumbers, CoverLogo, FitMode, FontPart, ItemBreak, LEAST_BLOCK, LandscapeParts,
    LogoPlace, PageCount, PageFault, RoleStart, SealPlace, SheetFact, SheetSection,
};
use crate::model::{Owner, Project, Spot};
use crate::storage::StorageError;

/// Section of named styles.
pub const STYLES: &str = "样式方案";
/// Section of page breaks and page numbers.
pub const PAGES: &str = "分页与页码";
/// Section of the sections of a role's document.
pub const SECTIONS: &str = "栏目与次序";
/// Section of the facts at the head of a role's document.
pub const FACTS: &str = "基本信息项";
/// Section of what is put on a page beside its text.
pub const MARKS: &str = "标志、密级与水印";

/// Upright or lying sheet.
pub const ORIENTATION: &str = "方向";
/// Room for the binding.
pub const GUTTER: &str = "装订线";
/// Left-hand pages mirror right-hand pages.
pub const MIRRORED: &str = "双面对称（左为内侧）";
/// Kind of type in tables.
pub const TABLE_FONT: &str = "表格字体";
/// Kind of type of headers and footers.
pub const RUNNING_FONT: &str = "页眉页脚字体";
/// Size of headers and footers.
pub const RUNNING_SIZE: &str = "页眉页脚字号";
/// As running text.
pub const AS_BODY: &str = "与正文相同";
/// The fonts of the computer are being listed.
pub const LISTING_FONTS: &str = "正在查找本机字体…";
/// There are none.
pub const NO_FONTS: &str = "本机没有可用的字体";
/// Search among them.
pub const SEARCH_FONT: &str = "按名称查找本机字体";
/// None fits the search.
pub const NO_FONT_FOUND: &str = "没有找到";
/// What to know of them.
pub const FONT_HINT: &str = "以上为本机字体。换一台没有该字体的电脑会改用自带字体。商业字体请先确认已获印制授权；“禁止嵌入”由字体自己的许可位标明。";
/// A font that is installed.
pub const OF_COMPUTER: &str = "本机";
/// One that may stand in PDF only.
pub const READ_ONLY_FONT: &str = "只可嵌入 PDF";
/// One that may not be embedded.
pub const FORBIDDEN_FONT: &str = "禁止嵌入";

/// A font as a row of the list is called.
pub fn font_row(name: &str, mark: &str) -> String {
    format!("{name}（{mark}）")
}

/// A font that cannot print, and what prints in its place.
pub fn printed_in(why: &str, stand_in: &str) -> String {
    format!("该字体{why}，印成{stand_in}")
}

/// What prints what a font lacks.
pub fn stands_in(stand_in: &str) -> String {
    format!("缺的字用{stand_in}")
}

/// The same, and the font is only named in Word documents.
pub fn only_named(stand_in: &str) -> String {
    format!("缺的字用{stand_in}；Word 文件不嵌入，只写字体名")
}

/// What the choice of type for a part of the page is called.
pub fn font_part(part: FontPart) -> &'static str {
    match part {
        FontPart::Title => editor::TITLE_FONT,
        FontPart::Heading => editor::HEADING_FONT,
        FontPart::Body => editor::BODY_FONT,
        FontPart::Table => TABLE_FONT,
        FontPart::Running => RUNNING_FONT,
    }
}

/// Where something is that a warning leads to, in words.
pub fn spot_label(project: &Project, spot: Spot) -> String {
    match spot {
        Spot::Text(place) => fields::place_label(project, place),
        Spot::Logo => {
            let company = fields::owner_name(project, Owner::Company);
            format!("{company} · {}", editor::LOGO)
        }
        Spot::Font(part) => format!("{} · {}", editor::TYPE, font_part(part)),
        Spot::Heading(of) => format!("{SECTIONS} · {}", section(of)),
        Spot::Label(of) => format!("{FACTS} · {}", fact(of)),
        Spot::Fit => format!("{PAGES} · {FIT}"),
    }
}

/// How lines are set.
pub const TYPOGRAPHY: &str = "排字";
/// Punctuation gives way.
pub const SQUEEZE: &str = "标点挤压";
/// A stop may hang beyond the edge.
pub const HANG: &str = "标点悬挂";
/// A gap between Chinese and Latin.
pub const LATIN_GAP: &str = "中西文间留空";
/// Indent of the first line.
pub const FIRST_INDENT: &str = "首行缩进";
/// Where roles begin.
pub const ROLE_START: &str = "岗位起始";
/// What page numbers count.
pub const PAGE_COUNT: &str = "页码";
/// What is turned to landscape.
pub const LANDSCAPE: &str = "横页";
/// What may be torn.
pub const ITEM_BREAK: &str = "条目跨页";
/// How many pages a role takes.
pub const FIT: &str = "每岗页数";
/// The wished number of pages.
pub const FIT_PAGES: &str = "不超过";
/// Pages.
pub const PAGES_UNIT: &str = "页";
/// How far lines may be drawn together.
pub const FIT_LINE: &str = "行距下限";
/// How small type may become.
pub const FIT_SIZE: &str = "字号下限";
/// Numbers of section headings.
pub const SECTION_NUMBERS: &str = "栏目编号";
/// Numbers of departments and roles.
pub const CHAPTER_NUMBERS: &str = "章节编号";
/// Explains the numbers of sections.
pub const SECTION_NUMBERS_HINT: &str = "用于条文式";
/// Explains the list of sections.
pub const SECTIONS_HINT: &str =
    "勾选的才打印；名称留空时用原有名称。简表只取其中几项，招聘版另有一套栏目。";
/// Explains the list of facts.
pub const FACTS_HINT: &str = "勾选的才打印；名称留空时用原有名称。";
/// Back to what a list usually is.
pub const RESTORE: &str = "恢复默认";
/// Words behind the text.
pub const DRAFTS: &str = "草稿岗位改印“草稿”";
/// Where the logo stands in headers.
pub const HEADER_LOGO: &str = "页眉标志";
/// Its height.
pub const HEADER_LOGO_HEIGHT: &str = "标志高度";
/// Whether the cover shows the logo.
pub const COVER_LOGO: &str = "封面标志";
/// Its width.
pub const COVER_LOGO_WIDTH: &str = "标志宽度";
/// A length that is left to the program.
pub const AUTOMATIC: &str = "自动";
/// Place for the seal.
pub const SEAL: &str = "盖章处";

/// The style that is chosen, or the present look.
pub const STYLE: &str = "方案";
/// The present look is none of the styles.
pub const NO_STYLE: &str = "（自定）";
/// Applies a style.
pub const APPLY: &str = "应用";
/// Saves the look as a style.
pub const SAVE_AS: &str = "另存为…";
/// Opens the list of styles.
pub const MANAGE: &str = "管理…";
/// What a style is.
pub const STYLE_HINT: &str =
    "方案是页面、字体、编号、栏目等设置的组合，各公司共用；密级、签署栏、汇编标题等仍归本公司。";
/// Name of a style.
pub const NAME: &str = "方案名称";
/// Title of the window that saves a style.
pub const SAVE_TITLE: &str = "另存为样式方案";
/// Title of the window that lists styles.
pub const MANAGE_TITLE: &str = "管理样式方案";
/// Saves.
pub const SAVE: &str = "保存";
/// Gives up.
pub const CANCEL: &str = "取消";
/// Closes the window.
pub const CLOSE: &str = "关闭";
/// Reads a style from a file.
pub const IMPORT: &str = "从文件导入…";
/// A style that comes with the program.
pub const BUILT_IN: &str = "内置";
/// No style has been saved.
pub const NONE_SAVED: &str = "还没有自己的方案。用“另存为…”把当前设置存成方案。";
/// There is a style of this name.
pub const WILL_REPLACE: &str = "将替换同名的方案";
/// The name belongs to a style of the program.
pub const NAME_BUILT_IN: &str = "这是内置方案的名称，请换一个";
/// The name belongs to another style.
pub const NAME_TAKEN: &str = "已有同名的方案，请换一个名称";
/// Nothing can be stored.
pub const NO_FOLDER: &str = "系统没有给出存放设置的位置，方案无法保存";
/// Title of the dialog that writes a style.
pub const FILE_SAVE: &str = "导出样式方案";
/// Title of the dialog that reads a style.
pub const FILE_OPEN: &str = "导入样式方案";
/// Kind of file.
pub const FILES: &str = "岗书样式方案";
/// Kinds of styles in the terminal.
pub const SAVED: &str = "自存";

/// The button that renames a style.
pub fn rename(name: &str) -> String {
    format!("改名 {name}")
}

/// The button that removes a style.
pub fn remove(name: &str) -> String {
    format!("删除 {name}")
}

/// The button that writes a style to a file.
pub fn export(name: &str) -> String {
    format!("导出 {name}")
}

/// 改名.
pub const RENAME: &str = "改名";
/// 删除.
pub const REMOVE: &str = "删除";
/// Asks once more.
pub const REMOVE_REALLY: &str = "确认删除";
/// 导出.
pub const EXPORT: &str = "导出…";

/// A style was applied.
pub fn applied(name: &str) -> String {
    format!("已应用样式方案「{name}」，可以撤销")
}

/// A style was saved.
pub fn saved(name: &str) -> String {
    format!("已保存样式方案「{name}」")
}

/// A style was saved without header or footer.
pub fn saved_without(name: &str) -> String {
    format!(
        "已保存样式方案「{name}」。页眉或页脚里写有公司名称，没有存入方案；用 {{公司}}、{{简称}} 代替后可以一同保存"
    )
}

/// A style has another name.
pub fn renamed(old: &str, new: &str) -> String {
    format!("样式方案「{old}」已改名为「{new}」")
}

/// A style was removed.
pub fn removed(name: &str) -> String {
    format!("已删除样式方案「{name}」")
}

/// A style was written to a file.
pub fn exported(name: &str, file: &str) -> String {
    format!("样式方案「{name}」已导出到「{file}」")
}

/// A style was read from a file.
pub fn imported(name: &str) -> String {
    format!("已导入样式方案「{name}」")
}

/// A name for a style whose name is taken: 公文式 (2).
pub fn numbered(name: &str, number: usize) -> String {
    format!("{name} ({number})")
}

/// A style file could not be read.
pub fn not_read(error: &StorageError, file: &str) -> Message {
    Message {
        what: format!("样式方案「{file}」没有读出"),
        why: super::errors::explain_storage(error, file).why,
        what_to_do: "其他方案不受影响；可以删除这个文件，或重新导入".to_owned(),
    }
}

/// A style could not be stored or removed.
pub fn not_stored(error: &StorageError, name: &str) -> Message {
    Message {
        what: format!("样式方案「{name}」没有保存"),
        ..super::errors::explain_storage(error, name)
    }
}

/// No style has this name.
pub fn no_such_style(name: &str, known: &[&str]) -> String {
    format!(
        "没有样式方案或文件「{name}」。已有的方案：{}",
        known.join("、")
    )
}

/// Why no page can be set.
pub fn page_fault(fault: PageFault) -> String {
    let least = LEAST_BLOCK / 10;
    match fault {
        PageFault::TooNarrow => format!(
            "左右边距和装订线太大：版心不足 {least} 毫米宽，无法正常排版。请减小边距或换大纸"
        ),
        PageFault::TooLow => {
            format!("上下边距太大：版心不足 {least} 毫米高，无法正常排版。请减小边距或换大纸")
        }
    }
}

/// Sheets by name, upright, as width and height in tenths of a millimetre: ISO 216; B5 of JIS P 0138; 16开 and 大16开
/// as Chinese printers cut them; Letter, 8.5 × 11 inches.
pub const SHEETS: &[(u16, u16, &str)] = &[
    (2100, 2970, "A4（210×297）"),
    (2970, 4200, "A3（297×420）"),
    (1480, 2100, "A5（148×210）"),
    (1840, 2600, "16开（184×260）"),
    (2100, 2850, "大16开（210×285）"),
    (1820, 2570, "B5 JIS（182×257）"),
    (2159, 2794, "Letter（216×279）"),
];

/// A sheet of no name.
pub const OWN_SHEET: &str = "自定大小";

/// The name of a sheet in either orientation; sides in tenths of a millimetre.
pub fn sheet(width: u16, height: u16) -> &'static str {
    let sides = (width.min(height), width.max(height));
    SHEETS
        .iter()
        .find(|(width, height, _)| (*width, *height) == sides)
        .map_or(OWN_SHEET, |(_, _, name)| *name)
}

/// Upright or lying.
pub fn orientation(landscape: bool) -> &'static str {
    if landscape { "横向" } else { "纵向" }
}

/// Where roles begin.
pub fn role_start(start: RoleStart) -> &'static str {
    match start {
        RoleStart::Page => "每岗新起一页",
        RoleStart::OddPage => "每岗从奇数页（右手页）起",
        RoleStart::FlowOn => "同一部门的岗位接排",
    }
}

/// What page numbers count.
pub fn page_count(count: PageCount) -> &'static str {
    match count {
        PageCount::Document => "全书连续",
        PageCount::Part => "各部门、各岗位分别计数",
    }
}

/// What is turned to landscape.
pub fn landscape(parts: LandscapeParts) -> &'static str {
    match parts {
        LandscapeParts::WhereNeeded => "宽表和大图用横页",
        LandscapeParts::Never => "全部用同一方向",
    }
}

/// What may be torn.
pub fn item_break(items: ItemBreak) -> &'static str {
    match items {
        ItemBreak::KeepWhole => "整条移到下页",
        ItemBreak::Tear => "可以断开（两边至少两行）",
    }
}

/// How many pages a role takes.
pub fn fit(mode: FitMode) -> &'static str {
    match mode {
        FitMode::Natural => "按内容",
        FitMode::SpareLastPage => "末页内容很少时收紧",
        FitMode::Pages => "收紧到指定页数",
    }
}

/// Numbers of departments and roles.
pub fn chapter_numbers(numbers: ChapterNumbers) -> &'static str {
    match numbers {
        ChapterNumbers::None => "不编号",
        ChapterNumbers::Outline => "部门 1、岗位 1.1",
    }
}

/// Where the logo stands in a header.
pub fn logo_place(place: LogoPlace) -> &'static str {
    match place {
        LogoPlace::Left => "左",
        LogoPlace::Middle => "中",
        LogoPlace::Right => "右",
        LogoPlace::None => "不放",
    }
}

/// Whether the cover shows the logo.
pub fn cover_logo(cover: CoverLogo) -> &'static str {
    match cover {
        CoverLogo::Top => "放在上方",
        CoverLogo::None => "不放",
    }
}

/// Where room is kept for the seal.
pub fn seal(place: SealPlace) -> &'static str {
    match place {
        SealPlace::None => "不留",
        SealPlace::Book => "汇编的审批处",
        SealPlace::Roles => "每个岗位的签字处",
        SealPlace::Everywhere => "两处都留",
    }
}

/// Characters of indent.
pub fn characters(count: u8) -> String {
    match count {
        0 => "不缩进".to_owned(),
        count => format!("{count} 字"),
    }
}

/// What a section is usually called.
pub fn section(section: SheetSection) -> &'static str {
    use crate::document::wording::section as printed;
    match section {
        SheetSection::Facts => printed::FACTS,
        SheetSection::Purpose => printed::PURPOSE,
        SheetSection::Responsibility => printed::RESPONSIBILITY,
        SheetSection::Duties => printed::DUTIES,
        SheetSection::Authorities => printed::AUTHORITIES,
        SheetSection::Relations => printed::RELATIONS,
        SheetSection::Qualifications => printed::QUALIFICATIONS,
        SheetSection::Kpis => printed::KPIS,
        SheetSection::Conditions => printed::CONDITIONS,
        SheetSection::Prohibitions => printed::PROHIBITIONS,
        SheetSection::Careers => printed::CAREERS,
        SheetSection::Own => "自定义栏目",
        SheetSection::Notes => printed::NOTES,
        SheetSection::Revisions => printed::REVISIONS,
    }
}

/// What a fact is usually called.
pub fn fact(fact: SheetFact) -> &'static str {
    use crate::document::wording::label as printed;
    match fact {
        SheetFact::Name => printed::ROLE_NAME,
        SheetFact::Code => printed::ROLE_CODE,
        SheetFact::Department => printed::DEPARTMENT,
        SheetFact::Supervisor => printed::SUPERVISOR,
        SheetFact::Series => printed::SERIES,
        SheetFact::Grade => printed::GRADE,
        SheetFact::Nature => printed::NATURE,
        SheetFact::Location => printed::LOCATION,
        SheetFact::Headcount => printed::HEADCOUNT,
        SheetFact::Incumbents => printed::INCUMBENTS,
        SheetFact::Version => printed::VERSION,
        SheetFact::EffectiveDate => printed::EFFECTIVE_DATE,
        SheetFact::State => printed::STATE,
        SheetFact::Subordinates => printed::SUBORDINATES,
        SheetFact::Functional => printed::FUNCTIONAL,
        SheetFact::FunctionalSubordinates => printed::FUNCTIONAL_SUBORDINATES,
    }
}

/// The check box that prints a section or fact.
pub fn print(name: &str) -> String {
    format!("打印 {name}")
}

/// The field for the name that a section or fact is printed under.
pub fn heading_of(name: &str) -> String {
    format!("{name} 的名称")
}

/// The button that moves a section or fact up.
pub fn up(name: &str) -> String {
    format!("上移 {name}")
}

/// The button that moves a section or fact down.
pub fn down(name: &str) -> String {
    format!("下移 {name}")
}
