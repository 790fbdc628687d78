//! Words of the preview: pages, zoom, what is under way.

/// Name of the area with the pages, for screen readers.
pub const PAGES: &str = "打印预览";
/// Shows what is selected.
pub const SELECTED: &str = "当前所选";
/// Shows the whole company's book.
pub const BOOK: &str = "全书";
/// Explains the two.
pub const SELECTED_HINT: &str = "预览所选岗位或部门的文件";
/// Explains the book.
pub const BOOK_HINT: &str = "预览全公司汇编";
/// Zoom: the sheet as wide as the area.
pub const FIT_WIDTH: &str = "适合宽度";
/// Zoom: a whole sheet in the area.
pub const FIT_PAGE: &str = "整页";
/// Name of the choice of zoom.
pub const ZOOM: &str = "缩放";
/// Makes pages larger.
pub const ZOOM_IN: &str = "放大（Ctrl+滚轮）";
/// Makes pages smaller.
pub const ZOOM_OUT: &str = "缩小（Ctrl+滚轮）";
/// Goes to the page before.
pub const PREVIOUS: &str = "上一页";
/// Goes to the page after.
pub const NEXT: &str = "下一页";
/// Name of the field with the page's number.
pub const PAGE_NUMBER: &str = "页码";
/// Name of the scroll bar.
pub const SCROLL: &str = "滚动页面";
/// Name of the scroll bar of the small pages.
pub const SCROLL_THUMBNAILS: &str = "滚动缩略图";
/// The small pages, and the button that shows them.
pub const THUMBNAILS: &str = "缩略图";
/// Name of the choice of how pages stand.
pub const STANDING: &str = "页面排列";
/// One below the other.
pub const CONTINUOUS: &str = "连续";
/// One at a time.
pub const SINGLE: &str = "单页";
/// Two at a time.
pub const DOUBLE: &str = "双页";
/// Prints what is shown.
pub const PRINT: &str = "打印（Ctrl+P）";

/// How much of the pages is not as it was wanted.
pub fn troubles(count: usize) -> String {
    format!("{count} 处与原文或预期不同")
}

/// Stands on a text under the pointer.
pub const EDIT_HERE: &str = "点击编辑此处";
/// Stands on a link under the pointer.
pub const FOLLOW_LINK: &str = "转到该页";
/// Shown where there is no page.
pub const NOTHING: &str = "还没有可以预览的内容";
/// Shown while pages are being made.
pub const WORKING: &str = "正在排版…";

/// The same with how far it is.
pub fn working(done: usize, total: usize) -> String {
    format!("正在排版 {done} / {total}")
}

/// After the page's number.
pub fn of_pages(pages: usize) -> String {
    format!("/ {pages} 页")
}

/// What the scroll bar says while it is dragged.
pub fn page(number: usize) -> String {
    format!("第 {number} 页")
}

/// The same where there is little room.
pub fn of_pages_short(pages: usize) -> String {
    format!("/ {pages}")
}

/// A zoom in percent.
pub fn percent(zoom: u16) -> String {
    format!("{zoom}%")
}
