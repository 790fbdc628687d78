//! Words of the export window and of export warnings.

use super::Message;
use crate::export::{ExportError, ExportWarning};
use crate::model::Project;

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

/// Says what in a printed document is not as it was typed.
pub fn explain_warning(warning: &ExportWarning, project: &Project) -> String {
    match warning {
        ExportWarning::Missing { character, place } => {
            let code = u32::from(*character);
            let place = place
                .map(|place| super::fields::place_label(project, place))
                .unwrap_or_default();
            format!("内置字体没有「{character}」（U+{code:04X}），已印成〓：{place}")
        }
        ExportWarning::UnreadableLogo => "公司标志不是可读的图片，已略去".to_owned(),
    }
}
