//! Help, questions and results of the command line.

use super::Message;

/// What `gangshu --help` prints.
pub const HELP: &str = "\
岗书 Gangshu：编写、导出岗位说明书（离线）

用法
  gangshu [文件.ron] [--renderer glow|wgpu]      打开窗口；不给文件时打开上次的文件或示例公司
  gangshu show 文件.ron [--role 岗位]…           显示部门和岗位；给出岗位时显示其说明书全文
  gangshu show 文件.ron --book                   汇编全文（印出的文字，不含版式）
  gangshu show 文件.ron --json                   全部内容的 JSON，供其他程序使用
  gangshu export 文件.ron --out 位置 [选项]      导出 PDF 或 Word 文档
  gangshu print 文件.ron [选项]                  送到打印机（Linux 用 lp，Windows 用 PDF 程序）
  gangshu import 文件… --out 文件.ron [选项]     读入 .docx、.txt、.html、.mht 文件或文件夹（- 为标准输入）
  gangshu sample [--hard] --out 文件.ron         把内置的示例公司存为文件（--hard：检验用的难例）
  gangshu styles                                 列出样式方案（内置的和自存的）
  gangshu --help | --version

export 的选项
  --format pdf,docx          格式，可同时给出两种（默认按 --out 的扩展名，否则 pdf）
  --role 岗位                只导出这个岗位（编号、全名或名称；可多次给出）
  --department 部门          只导出这个部门（编号或名称；可多次给出），--with-below 连同下级部门
  --pdf plain|tagged|archive PDF 的种类：不带标签、带标签（供朗读和转换，默认按项目设置）、存档用的 PDF/A-1b
  --style 方案               换用样式方案（名称，或导出的方案文件 .ron）
  --layout form|clauses      表格式或条文式（默认按项目设置）
  --layout brief|recruit     每岗一页的简表；招聘版
  --layout department        部门手册：部门职责、汇报关系图及其岗位（同时给出 --department）
  --layout book, --book      汇编：封面、目录、各部门及其岗位、公司制度（不指定岗位和部门时的默认）
  --each role|department     每个岗位（或每个部门）一个文件，--out 为文件夹；不写哪种时为每个岗位
  --tree                     --each 的文件按部门放入各级文件夹
  --name 式样                --each 的文件名式样（默认 {编号}-{部门}-{岗位} 或 {编号}-{部门}），
                             可以用 {公司} {部门} {岗位} {编号} {职级} {版本} {生效日期}
  --existing replace|keep|number
                             已有同名文件时：替换（默认）、保留、另编号为 名称(2)

print 的选项
  --role、--department、--with-below、--layout、--style、--book 与 export 相同
  --printer 打印机           打印机的名称（默认为系统的默认打印机）

import 的选项
  --into 文件.ron            加到这个项目里（结果仍存到 --out；两者相同时保留 .bak）
  --department 部门          加到 --into 项目的这个部门（编号或名称），否则加到公司
  --company                  连同公司名称、日期、公司制度（不给 --into 时总是如此）
  --existing merge|add|replace|beside
                             项目里已有同名岗位时：合并（默认）、只补充新的、替换、另加一个
  --means 写法=岗位          上下级的这种写法指这个岗位（可多次给出；存入项目，以后不再问）
  --report 报告.json         可疑之处、未归类的文字、说明，各带文件和行号

返回值
  0 成功    1 已完成，但有需要留意之处    2 用法有误    3 读取或写入失败";

/// Version line.
pub fn version() -> String {
    format!("岗书 Gangshu {}", env!("CARGO_PKG_VERSION"))
}

/// The command line could not be understood.
pub fn usage(problem: &str) -> String {
    format!("命令有误：{problem}\n用 gangshu --help 查看用法")
}

/// An option is unknown.
pub fn unknown_option(option: &str) -> String {
    format!("不认识的选项 {option}")
}

/// An argument is missing.
pub fn missing(what: &str) -> String {
    format!("缺少 {what}")
}

/// A value is none of those allowed.
pub fn bad_value(option: &str, value: &str) -> String {
    format!("{option} 不能是「{value}」")
}

/// No role has this code or name.
pub fn no_such_role(name: &str) -> String {
    format!("项目中没有岗位「{name}」。用 gangshu show 查看全部岗位")
}

/// Several roles have this name.
pub fn several_roles(name: &str, codes: &[String]) -> String {
    format!(
        "有 {} 个岗位名为「{name}」，请用全名或编号指明：{}",
        codes.len(),
        codes.join("、")
    )
}

/// No department has this code or name.
pub fn no_such_department(name: &str) -> String {
    format!("项目中没有部门「{name}」。用 gangshu show 查看全部部门")
}

/// A file was written.
pub fn written(file: &str, bytes: usize) -> String {
    format!("已写入 {file}（{} KB）", bytes.div_ceil(1024))
}

/// How many files were written, and how many were there already and stay.
pub fn written_in_all(written: usize, kept: usize) -> String {
    match kept {
        0 => format!("共写入 {written} 个文件"),
        _ => format!("共写入 {written} 个文件，保留原有的 {kept} 个"),
    }
}

/// A line of the report: file, role and field, what is not as it was wanted.
pub fn warning(file: &str, place: &str, what: &str) -> String {
    format!("{file}：{place}：{what}")
}

/// What a document on its way to the printer is called in messages.
pub const PRINT_COPY: &str = "打印用的临时文件";
/// The spooler has it.
pub const SENT_TO_PRINTER: &str = "已送到打印机";
/// There is no program that takes print jobs.
pub const NO_LP: &str = "系统没有 lp 命令";

/// The document did not reach a printer.
pub fn not_printed(details: &str) -> Message {
    Message {
        what: "没有打印".to_owned(),
        why: details.to_owned(),
        what_to_do: "请用 lpstat -p 查看打印机并以 --printer 指明；或用 gangshu export 导出 PDF，在阅读器中打印".to_owned(),
    }
}

/// No program on this Windows prints PDF files from the shell.
pub fn not_printed_by_shell(details: &str) -> Message {
    Message {
        what: "没有打印".to_owned(),
        why: format!("没有能直接打印 PDF 的程序（{}）", details.trim()),
        what_to_do: "请用 gangshu export 导出 PDF，在阅读器中打印；或把 PDF 的默认打开方式换成带打印功能的阅读器".to_owned(),
    }
}

/// A file stands there already.
pub fn exists_already(file: &str) -> String {
    format!("「{file}」已存在，没有覆盖。请换一个名称，或先移走它")
}

/// Counts of a project.
pub fn counts(departments: usize, roles: usize, duties: usize) -> String {
    format!("部门 {departments} 个，岗位 {roles} 个，职责 {duties} 条")
}

/// What `show` and `export` need first.
pub const PROJECT_FILE: &str = "项目文件";

/// The wish covers nothing.
pub const NOTHING_TO_PRINT: &str = "没有可导出的岗位";

/// lexopt's own words, for the rare case that has no better ones.
pub fn not_understood(details: &str) -> String {
    format!("参数无法理解（{details}）")
}
