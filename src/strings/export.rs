//! Words of the export window and of export warnings.

use super::Message;
use super::fields::owner_name;
use crate::document::{LeftOut, LeftOutKind, Request, Scope};
use crate::export::{ExportError, ExportWarning, FontFault};
use crate::fonts::{Embedding, FontTrouble};
use crate::layout::FlawKind;
use crate::model::{Owner, Project};
use crate::printing::spot_of;

/// Title of the window.
pub const TITLE: &str = "导出";
/// Which roles.
pub const SCOPE: &str = "范围";
/// The whole company.
pub const ALL: &str = "全公司";
/// Departments below too.
pub const WITH_BELOW: &str = "含下级部门";
/// Roles that are checked.
pub const CHECKED: &str = "勾选的岗位";
/// Which layout.
pub const LAYOUT: &str = "版式";
/// As the project's settings say.
pub const LAYOUT_AS_SET: &str = "按项目设置";
/// One file or several.
pub const KIND: &str = "文件";
/// One file.
pub const ONE_FILE: &str = "合成一个文件";
/// A file for each role.
pub const EACH: &str = "每个岗位一个文件";
/// A file for each department.
pub const EACH_DEPARTMENT: &str = "每个部门一个文件";
/// Folders as the departments stand.
pub const TREE: &str = "按部门放入各级文件夹";
/// How the files are named.
pub const NAME_PATTERN: &str = "文件名";
/// Which marks a pattern may have.
pub const PATTERN_HINT: &str = "可以使用 {公司} {部门} {岗位} {编号} {职级} {版本} {生效日期}";
/// A name as the pattern makes it.
pub fn example(name: &str) -> String {
    format!("如：{name}")
}
/// A mark of a pattern that is none.
pub fn unknown_mark(mark: &str) -> String {
    format!("没有 {mark}。{PATTERN_HINT}")
}

/// Which format.
pub const FORMAT: &str = "格式";
/// PDF.
pub const PDF: &str = "PDF";
/// Word.
pub const DOCX: &str = "Word（DOCX）";
/// Begins.
pub const EXPORT: &str = "导出…";
/// Title while it runs.
pub const RUNNING: &str = "正在导出";
/// The person wants it to stop.
pub const CANCELLING: &str = "正在停止…";
/// It was stopped.
pub const CANCELLED: &str = "已取消导出，没有留下文件";
/// The button that leads to the first place of a warning.
pub const SHOW_PLACE: &str = "查看";

/// The department that is selected.
pub fn this_department(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("部门「{name}」"),
        None => "所选部门（先在左侧选择）".to_owned(),
    }
}

/// The role that is selected.
pub fn this_role(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("岗位「{name}」"),
        None => "所选岗位（先在左侧选择）".to_owned(),
    }
}

/// 文件 12 / 200, 排版 35%, 第 3 / 14 页
pub fn progress(files: (usize, usize), layout: (usize, usize), pages: (usize, usize)) -> String {
    let pages = match (layout, pages) {
        ((_, 0), (_, 0)) => String::new(),
        ((done, total), (_, 0)) => format!("正在排版 {}%", done * 100 / total),
        (_, (done, total)) => format!("{done} / {total} 页"),
    };
    match files {
        (_, 0 | 1) => pages,
        // Each of a few may be a long one; of many small ones the parts would only flicker.
        (done, total) if total < 10 && !pages.is_empty() => {
            format!("{done} / {total} 个文件 · {pages}")
        }
        (done, total) => format!("{done} / {total} 个文件"),
    }
}

/// One file is done.
pub fn done_one(file: &str) -> String {
    format!("已导出「{file}」")
}

/// Several files are done.
pub fn done_many(files: usize, kept: usize, folder: &str) -> String {
    match kept {
        0 => format!("已导出 {files} 个文件到「{folder}」"),
        _ => format!("已导出 {files} 个文件到「{folder}」，保留原有的 {kept} 个"),
    }
}

/// Title of the list of what could not be printed as wanted, and the button that shows it.
pub const REPORT_TITLE: &str = "导出结果";
/// The button.
pub const REPORT: &str = "查看清单";

/// The button that copies the list.
pub const COPY_REPORT: &str = "复制清单";
/// The button that saves it.
pub const SAVE_REPORT: &str = "另存清单…";
/// Title of the dialog that saves it.
pub const SAVE_REPORT_TITLE: &str = "保存导出结果清单";
/// Kind of file.
pub const REPORT_FILES: &str = "文本文件";
/// The name proposed for it.
pub const REPORT_NAME: &str = "导出结果.txt";
/// It was copied.
pub const REPORT_COPIED: &str = "已复制清单";

/// It was saved.
pub fn report_saved(file: &str) -> String {
    format!("清单已保存到「{file}」")
}

/// The list as text: what was written, then a line for each thing, its place first.
pub fn report_text(done: &str, warnings: &[ExportWarning], project: &Project) -> String {
    let mut text = format!("{done}\n{}\n", count_of(warnings.len()));
    for (warning, number) in warnings.iter().zip(1..) {
        let place = warning_where(warning, project);
        let what = warning_what(warning);
        text += &format!("{number}. {place}：{what}\n");
    }
    text
}

fn count_of(count: usize) -> String {
    format!("有 {count} 处与原文或预期不同")
}

/// How many things to look at.
pub fn to_look_at(count: usize) -> String {
    format!("{}，点击可转到该处", count_of(count))
}

/// What follows when there is one thing to look at.
pub fn with_warning(done: &str, what: &str) -> String {
    format!("{done}。请留意：{what}")
}

/// What follows when there are several, which a list names.
pub fn with_warnings(done: &str, count: usize) -> String {
    format!("{done}，{count} 处与原文或预期不同")
}

/// The name proposed for a single file, without extension.
pub fn proposed_name(project: &Project, request: &Request) -> String {
    let title = project.company.settings.book_title.trim();
    match &request.scope {
        Scope::All if request.book && !title.is_empty() => title.to_owned(),
        Scope::All => format!("{}岗位说明书汇编", owner_name(project, Owner::Company)),
        Scope::Department { department, .. } => {
            let kind = if request.book {
                "部门手册"
            } else {
                "岗位说明书"
            };
            let name = owner_name(project, Owner::Department(*department));
            format!("{name}{kind}")
        }
        Scope::Roles(roles) => match roles.as_slice() {
            [role] => format!("{}岗位说明书", owner_name(project, Owner::Role(*role))),
            _ => format!("岗位说明书（{} 个岗位）", roles.len()),
        },
    }
}

/// More things to look at than are listed.
pub fn only_first(listed: usize) -> String {
    format!("只列出前 {listed} 处")
}

/// Says what went wrong when a document was written, and what to do.
pub fn explain_export(error: &ExportError) -> Message {
    let what = "文档没有导出".to_owned();
    match error {
        ExportError::Empty => Message {
            what,
            why: "所选范围里没有内容".to_owned(),
            what_to_do: "请另选岗位或部门再导出".to_owned(),
        },
        ExportError::Cancelled => Message {
            what,
            why: "导出已取消".to_owned(),
            what_to_do: "需要时可以重新导出".to_owned(),
        },
        ExportError::Font { face } => Message {
            what,
            why: format!("字体 {} 无法嵌入", face.postscript_name()),
            what_to_do: "请在文档设置中改用另一种字体再导出".to_owned(),
        },
        ExportError::Unsound { part, reason } => Message {
            what,
            why: format!("生成的文件有缺陷，已放弃（{part}：{reason}）"),
            what_to_do: "请改用另一种格式导出，并把项目文件交给软件维护者".to_owned(),
        },
        ExportError::Assembly { reason } => Message {
            what,
            why: format!("文件无法组成（{reason}）"),
            what_to_do: "请关闭其他程序后重试；仍不行时先导出较少的岗位".to_owned(),
        },
    }
}

fn left_out_part(left_out: LeftOut) -> String {
    let count = left_out.count;
    match left_out.kind {
        LeftOutKind::Preferred => format!("优先条件 {count} 条"),
        LeftOutKind::LesserDemands => format!("学历、经验、证书以外的任职资格 {count} 条"),
        LeftOutKind::LesserFacts => "职系、职级、编制等次要信息".to_owned(),
        LeftOutKind::Demands => format!("其余任职资格 {count} 条"),
        LeftOutKind::Duties => format!("末尾的职责 {count} 条"),
        LeftOutKind::Purpose => "岗位目的".to_owned(),
        LeftOutKind::Ends => "过长文字的后半部分".to_owned(),
    }
}

/// Says what in a printed document is not as it was typed.
pub fn explain_warning(warning: &ExportWarning, project: &Project) -> String {
    match warning {
        ExportWarning::Missing { character, .. } => {
            let code = u32::from(*character);
            let place = warning_where(warning, project);
            format!("内置字体没有「{character}」（U+{code:04X}），已印成〓：{place}")
        }
        ExportWarning::LeftOut(left_out) => {
            let role = owner_name(project, Owner::Role(left_out.role));
            format!("简表限一页，「{role}」略去了{}", left_out_part(*left_out))
        }
        ExportWarning::UnreadableLogo | ExportWarning::Flaw(_) | ExportWarning::Font { .. } => {
            format!(
                "{}：{}",
                warning_what(warning),
                warning_where(warning, project)
            )
        }
    }
}

/// Which role or department, and which field: the first half of a line of the report.
pub fn warning_where(warning: &ExportWarning, project: &Project) -> String {
    super::look::spot_label(project, spot_of(warning, project))
}

/// What is not as it was wanted: the second half.
pub fn warning_what(warning: &ExportWarning) -> String {
    match warning {
        ExportWarning::Missing { character, .. } => {
            let code = u32::from(*character);
            format!("内置字体没有「{character}」（U+{code:04X}），已印成〓")
        }
        ExportWarning::UnreadableLogo => "公司标志不是可读的图片，已略去".to_owned(),
        ExportWarning::LeftOut(left_out) => {
            format!("简表限一页，略去了{}", left_out_part(*left_out))
        }
        ExportWarning::Flaw(flaw) => flaw_what(flaw.kind),
        ExportWarning::Font { font, fault } => {
            let font = font.name();
            let why = match fault {
                FontFault::Trouble(trouble) => font_trouble(*trouble),
                FontFault::Forbidden(bits) => embedding(*bits),
                FontFault::OnlyNamed => {
                    return format!(
                        "字体「{font}」不能嵌入 Word 文件，文件里只写字体名；没有装它的电脑会换成别的字体。需要处处一致时请用 PDF 或自带字体"
                    );
                }
            };
            format!(
                "字体「{font}」{why}，已改用自带字体；请安装、更换字体，或在文档设置里改回自带字体"
            )
        }
    }
}

/// Why a font of the computer cannot be used: what follows its name.
pub fn font_trouble(trouble: FontTrouble) -> &'static str {
    match trouble {
        FontTrouble::Missing => "本机没有安装",
        FontTrouble::Unreadable => "的文件已损坏或无法读取",
        FontTrouble::Unsuitable => "是可变字体或没有可用的轮廓，不能使用",
    }
}

/// What a font's licence bits say: what follows its name.
pub fn embedding(bits: Embedding) -> &'static str {
    match bits {
        Embedding::Free => "允许嵌入",
        Embedding::ReadOnly => "只许嵌入供阅读和打印的文件",
        Embedding::Whole => "不许只嵌入用到的字",
        Embedding::BitmapsOnly => "只许嵌入点阵",
        Embedding::Restricted => "的许可位禁止嵌入",
    }
}

fn flaw_what(kind: FlawKind) -> String {
    match kind {
        FlawKind::BrokenWord => "一个词比一行还宽，已从中间断开".to_owned(),
        FlawKind::TooWide => "一个字比所在的栏还宽，印出栏外".to_owned(),
        FlawKind::TallRow => "表格的一行高过一页，已分到两页".to_owned(),
        FlawKind::DoesNotFit { pages } => {
            format!("在允许的行距和字号内排不进 {pages} 页，已照常排版；请放宽限度或精简文字")
        }
        FlawKind::SmallRunning => "页眉或页脚的文字太多，已缩小".to_owned(),
        FlawKind::CoarsePicture { dpi } => {
            format!("公司标志的像素太少（每英寸 {dpi}），印出来会模糊")
        }
        FlawKind::Lacked { font, character } => {
            let font = font.name();
            format!("字体「{font}」没有「{character}」字，这个字已用自带字体")
        }
        FlawKind::UnreadablePicture => warning_what(&ExportWarning::UnreadableLogo),
    }
}
