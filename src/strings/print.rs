//! Words around printing on paper.

use super::Message;

/// The command.
pub const PRINT: &str = "打印…";
/// Title of the question.
pub const TITLE: &str = "打印";
/// Agrees.
pub const CONFIRM: &str = "打印";
/// Looks at it first.
pub const SHOW: &str = "在阅读器中打开";
/// While the pages are made.
pub const RUNNING: &str = "正在准备打印";
/// It was stopped.
pub const CANCELLED: &str = "已取消打印";
/// No program shows PDF files.
pub const NO_VIEWER: &str = "系统没有打开 PDF 的程序";
/// There is no place for the document on its way.
pub const NO_FOLDER: &str = "没有可以存放临时文件的文件夹";

/// What is printed, and where.
pub fn question(name: &str, pages: usize, printer: Option<&str>) -> String {
    match printer {
        Some(printer) => format!("把「{name}」（{pages} 页）送到打印机「{printer}」？"),
        None => format!("用系统的 PDF 程序打印「{name}」（{pages} 页）？"),
    }
}

/// The printer has it.
pub fn printed(name: &str) -> String {
    format!("已打印「{name}」")
}

/// A viewer shows it.
pub fn shown(name: &str) -> String {
    format!("已在阅读器中打开「{name}」，请在那里打印")
}

/// It could not be printed.
pub fn not_printed(details: &str) -> Message {
    Message {
        what: "没有打印".to_owned(),
        why: details.to_owned(),
        what_to_do: "请用「导出…」存为 PDF，再用其他程序打印".to_owned(),
    }
}
