//! HTML by hand: what pages and clipboards hold, and what they leave open.

use super::{lines, outline};
use gangshu::import::read::{NoteKind, read_file, read_html};

fn page(html: &str) -> Vec<String> {
    outline::lines(&read_html(html))
}

#[test]
fn cells_that_cover_others_push_those_below_aside() {
    let html = "<table><tr><th rowspan=2>职责<th colspan=2>考核<tr><th>标准<th>权重\
        <tr><td>收款<td>当日<td>60%<tr><td rowspan=2>付款<td>复核<td>20%<tr><td>签字<td>20%</table>";
    assert_eq!(
        page(html),
        [
            "|职责|考核",
            "||标准|权重",
            "|收款|当日|60%",
            "|付款|复核|20%",
            "||签字|20%"
        ]
    );
}

#[test]
fn rows_and_cells_without_a_table_are_read() {
    // What is between StartFragment and EndFragment when cells are copied.
    assert_eq!(
        page("<tr><td>岗位名称</td><td>出纳</td></tr><tr><td>编制<td>1人"),
        ["|岗位名称|出纳", "|编制|1人"]
    );
}

#[test]
fn a_table_that_arranges_the_page_is_read_as_lines() {
    let paragraphs: String = (0..60).map(|at| format!("<p>{at}、收款</p>")).collect();
    let html = format!("<table><tr><td><p>栏目</p></td><td>{paragraphs}</td></tr></table>");
    let lines = page(&html);
    assert_eq!(lines.len(), 61);
    assert_eq!(lines[1], "0、收款");
    assert_eq!(
        page("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>"),
        ["甲", "乙"]
    );
}

#[test]
fn tables_in_cells_keep_their_rows() {
    let html = "<table><tr><td><table><tr><td>甲<td>乙</table>丙</td></tr></table>";
    assert_eq!(page(html), ["|甲|乙", "丙"]);
}

#[test]
fn lists_show_the_numbers_of_the_browser() {
    let html = "<ol type=I><li>甲<li>乙</ol><ol style='list-style-type: cjk-ideographic' start=3><li>丙</ol>\
        <ul style='list-style: none'><li>丁</ul><ul><li>戊<ul><li>己</ul></ul><li>无表";
    assert_eq!(
        page(html),
        ["I. 甲", "II. 乙", "三、 丙", "丁", "• 戊", "◦ 己", "• 无表"]
    );
}

#[test]
fn a_number_typed_into_an_item_is_the_only_one() {
    assert_eq!(
        page("<ul><li>1、收款</li><li>（2）付款</li><li>报账</li></ul>"),
        ["1、收款", "（2）付款", "• 报账"]
    );
}

#[test]
fn blanks_are_read_as_they_show() {
    let html = "<p>负责\n  收款，\n核对 Excel\n 表</p><p>上级：甲&nbsp;&nbsp;下级：乙</p>\
        <pre>一\n  二</pre><p>A<b> B</b> C</p><p>&lt;三&gt;&#x56db;&hellip;&amp;amp;</p>";
    assert_eq!(
        page(html),
        [
            "负责收款，核对 Excel 表",
            "上级：甲  下级：乙",
            "一",
            "二",
            "A B C",
            "<三>四…&amp;"
        ]
    );
}

#[test]
fn what_a_page_does_not_show_is_no_text() {
    let html = "<style>p{}</style><script>if (a<b) '<p>甲</p>'</script><!-- 乙 --><template><p>丙</p></template>\
        <noscript>丁</noscript><p>戊<select><option>己</option></select></p><p hidden>庚</p>";
    let file = read_html(html);
    assert_eq!(outline::lines(&file), ["戊", "page 庚"]);
    assert_eq!(file.notes[0].kind, NoteKind::Hidden(1));
}

#[test]
fn an_element_that_is_never_closed_loses_nothing() {
    assert_eq!(
        page("<p>甲<div style='display:none'>乙<p>丙"),
        ["甲", "page 乙", "page 丙"]
    );
    assert_eq!(page("<td>甲<table><tr>乙<td>丙"), ["甲", "|乙|丙"]);
    assert_eq!(page("</td></table></ul></nav>甲</p>"), ["甲"]);
}

#[test]
fn the_charset_of_a_page_is_found() {
    let read = |bytes: &[u8]| lines("a.html", bytes);
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    assert_eq!(
        read(&gbk("<meta charset=gbk><p>出纳岗位职责</p>")),
        ["出纳岗位职责"]
    );
    assert_eq!(read(&gbk("<html><p>出纳岗位职责</p>")), ["出纳岗位职责"]);
    assert_eq!(
        read("<meta charset=gb2312><p>出纳岗位职责</p>".as_bytes()),
        ["出纳岗位职责"],
        "saved again as UTF-8, and the page does not know"
    );
    let big5 = encoding_rs::BIG5
        .encode("<meta charset='big5'><p>出納崗位職責</p>")
        .0;
    assert_eq!(read(&big5), ["出納崗位職責"]);
}

#[test]
fn html_under_another_name_is_read_as_html() {
    let file = read_file(
        "岗位职责.doc",
        "<html><body><p>出纳</p></body></html>".as_bytes(),
    );
    assert_eq!(outline::lines(&file.expect("a page")), ["出纳"]);
    let text = read_file("a.txt", "a < b，见 <附件>".as_bytes());
    assert_eq!(outline::lines(&text.expect("a text")), ["a < b，见 <附件>"]);
}
