//! Words of 查找和替换.

/// Title.
pub const TITLE: &str = "查找和替换";
/// Closes it.
pub const CLOSE: &str = "关闭查找";
/// In the menu.
pub const MENU: &str = "查找和替换…";
/// What is looked for.
pub const WANTED: &str = "查找";
/// What takes its place.
pub const BY: &str = "替换为";
/// Goes to the next text.
pub const NEXT: &str = "下一处";
/// Replaces in the text gone to last.
pub const REPLACE_HERE: &str = "替换此处";
/// What that means.
pub const REPLACE_HERE_TOLD: &str = "替换刚才定位的这一条，再到下一条";
/// Replaces everywhere.
pub const REPLACE_ALL: &str = "全部替换";

/// How often it was found.
pub fn count(places: usize, texts: usize) -> String {
    match places {
        0 => "没有找到".to_owned(),
        _ if places == texts => format!("找到 {places} 处"),
        _ => format!("找到 {places} 处，在 {texts} 条文字里"),
    }
}

/// The list holds no more.
pub fn only_first(n: usize) -> String {
    format!("只列出前 {n} 条；「全部替换」包括其余各条")
}
