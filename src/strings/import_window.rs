//! Words of the import window.

use super::{Message, fields};
use crate::import::clean::CleaningKind;
use crate::import::merge::{Keep, MergeWay};
use crate::import::{
    Alternative, FieldLine, ImportDraft, ProposalKey, ProposalKind, ReadAs, SectionKind, Sort,
};
use crate::model::{Field, Owner, RoleId};

/// Title of the window.
pub const TITLE: &str = "导入";
/// The menu's command.
pub const MENU: &str = "导入…";
/// The command in the menu of a department or role.
pub const MENU_HERE: &str = "导入到这里…";
/// Closes it.
pub const CLOSE: &str = "关闭导入";
/// Takes back.
pub const UNDO: &str = "撤销";
/// What that takes back.
pub const UNDO_HINT: &str = "撤销在这个窗口里的上一个选择";
/// Does again.
pub const REDO: &str = "重做";
/// Adds more sources.
pub const MORE: &str = "继续添加…";
/// Reads what was copied.
pub const FROM_CLIPBOARD: &str = "从剪贴板粘贴";
/// Chooses files.
pub const CHOOSE_FILES: &str = "选择文件…";
/// Chooses a folder.
pub const CHOOSE_FOLDER: &str = "选择文件夹…";
/// What to do first.
pub const START: &str = "导入现成的岗位说明书";
/// How.
pub const START_HINT: &str = "复制网页、Word 或 WPS 里的文字和表格，按 Ctrl+V 粘贴到这里；也可以把文件或文件夹拖进来。导入前可以逐处核对，原文一个字也不会丢。";
/// What is read.
pub const FORMATS: &str = "能读 .docx、.txt、.html 和 .mht；其他格式请先另存为 .docx";
/// What was pasted, in place of a file's name.
pub const PASTED: &str = "粘贴的内容";
/// A line without text, for those who hear it.
pub const EMPTY_LINE: &str = "空行";
/// While it is read.
pub const READING: &str = "正在读取…";
/// While what was accepted is made ready to come in.
pub const PLANNING: &str = "正在整理要导入的内容…";
/// While the program is asked that something was copied in.
pub const ASKING: &str = "正在取剪贴板的内容";
/// Title of what was not read and how the rest was.
pub const FILES: &str = "读取情况";
/// A name that nobody is.
pub const NOBODY: &str = "都不是";
/// Another name.
pub const OTHER: &str = "是其他岗位…";
/// Filter of names.
pub const FILTER_NAMES: &str = "输入岗位名称筛选";
/// It is right as it is.
pub const AS_IT_IS: &str = "现在这样就对";
/// The same of all open places of one kind.
pub fn all_as_they_are(count: usize) -> String {
    format!("同类 {count} 处都这样")
}
/// What that does.
pub const ALL_AS_THEY_ARE_HINT: &str = "同类的疑问都不改动，记为已看过；可以撤销";
/// Two roles of the same name stay two.
pub const KEEP_BOTH: &str = "两个都保留";
/// What these do.
pub const AS_IT_IS_HINT: &str = "不改动，记为已看过";
/// Goes back.
pub const BEFORE: &str = "上一处";
/// Goes on.
pub const NEXT: &str = "下一处";
/// Goes to the next one that was not looked at.
pub const NEXT_OPEN: &str = "下一处未看的";
/// Keeps what found no place.
pub const KEEP_UNPLACED: &str = "作为备注保留";
/// Where it goes.
pub const KEEP_UNPLACED_HINT: &str =
    "放入前一个岗位的备注；第一个岗位之前的放入公司制度「未归类」。不勾选就不导入";
/// What found no place, as a title.
pub const UNPLACED: &str = "未归类";
/// Where it goes.
pub const TARGET: &str = "导入到";
/// A project of its own.
pub const NEW_COMPANY: &str = "新公司（另建项目）";
/// The button.
pub const IMPORT: &str = "导入";
/// What it does.
pub const IMPORT_HINT: &str = "放入项目，作为一步，可以撤销（Ctrl+Enter）";
/// Only one role can go into a role.
pub const ONE_ROLE: &str = "导入到一个岗位时，请只勾选一个岗位";
/// Cleans.
pub const CLEAN: &str = "整理标点和空格";
/// What that does.
pub const CLEAN_HINT: &str = "导入时改正半角标点、多余空格、句末逗号等；先看每一处改动";
/// Title of the changes.
pub const CLEANING: &str = "整理标点和空格";
/// What they are.
pub const CLEANING_HINT: &str = "只改导入后的文字，不改原文。拿不准的默认不改，可以逐处勾选。";
/// Switches it on.
pub const CLEAN_ON: &str = "导入时整理";
/// A change that could be wrong.
pub const UNSURE: &str = "拿不准";
/// A department is there already.
pub const KNOWN_DEPARTMENT: &str = "并入现有部门";
/// What that means.
pub const KNOWN_DEPARTMENT_HINT: &str = "本公司已有同名部门，岗位放入该部门，不另建";
/// A role is there already.
pub const KNOWN_ROLE_HINT: &str = "本公司已有同名岗位，可以选择怎样处理";
/// Shows both.
pub const COMPARE: &str = "比较";
/// The project's side.
pub const OLD_SIDE: &str = "本公司现有";
/// The draft's side.
pub const NEW_SIDE: &str = "导入的";
/// Changes a name.
pub const RENAME: &str = "改名称";
/// The field for it.
pub const ROLE_NAME: &str = "岗位名称";
/// A role belongs to the one above.
pub const JOIN: &str = "并入上一个岗位";
/// Shown over the window while files are dragged over it.
pub const DROP_HERE: &str = "松开鼠标，导入这些文件";
/// Takes a choice about lines back.
pub const RESTORE: &str = "还原（不指定）";
/// Undoes an import.
pub const UNDO_IMPORT: &str = "撤销导入";
/// The clipboard holds nothing that can be read.
pub const NOTHING_COPIED: &str = "剪贴板里没有文字";
/// What to do then.
pub const COPY_FIRST: &str = "请先在网页、Word 或 WPS 里选中并复制，再粘贴";
/// A question before the window closes.
pub const LEAVE: &str = "放弃这次导入？";
/// What goes.
pub const LEAVE_WHY: &str = "导入窗口里已有内容，关闭后其中的选择不会保留；项目没有改动。";
/// Yes.
pub const LEAVE_YES: &str = "放弃导入";
/// No.
pub const LEAVE_NO: &str = "继续核对";
/// A thread could not be started.
pub const NO_THREAD: &str = "系统资源不足，没有开始读取，请稍后再试";
/// A thread died.
pub const BROKE: &str = "读取时出错，没有读完。请换一种方式，例如复制文字后粘贴";

/// What is being read.
pub fn source(names: &[&str], lines: usize) -> String {
    match names {
        [""] => format!("{PASTED}，{lines} 行"),
        [one] => format!("{one}，{lines} 行"),
        many => format!("{} 个来源，{lines} 行", many.len()),
    }
}

/// So many files were not read.
pub fn not_read(count: usize) -> String {
    format!("{count} 个文件没有读入")
}

/// So many remarks.
pub fn notes(count: usize) -> String {
    format!("读取说明 {count} 条")
}

/// A remark about a file, or a place of it.
pub fn note(file: &str, line: u32, note: &str) -> String {
    match line {
        0 => format!("「{file}」{note}"),
        line => format!("「{file}」第 {line} 行：{note}"),
    }
}

/// How many files are read.
pub fn files_done(done: usize, total: usize) -> String {
    format!("{done} / {total} 个文件")
}

/// What could not be read, on one line.
pub fn one_line(message: &Message) -> String {
    format!("{}：{}。{}", message.what, message.why, message.what_to_do)
}

/// How many doubts are open.
pub fn open_doubts(open: usize, all: usize) -> String {
    match (open, all) {
        (_, 0) => "没有拿不准的地方".to_owned(),
        (0, _) => "拿不准的地方都看过了".to_owned(),
        (open, _) => format!("还有 {open} 处请看一下"),
    }
}

/// 2 / 5
pub fn step(at: usize, count: usize) -> String {
    format!("{at} / {count}")
}

/// A doubt, in one sentence.
pub fn doubt(line: u32, why: &str, done: bool) -> String {
    let done = if done { "（已看）" } else { "" };
    format!("第 {line} 行：{why}{done}")
}

/// Words of the source.
pub fn quoted(text: &str) -> String {
    format!("「{text}」")
}

/// So many texts found no place.
pub fn unplaced(count: usize) -> String {
    format!("未归类 {count} 处")
}

/// So many roles are there already.
pub fn known_roles(count: usize) -> String {
    format!("同名岗位 {count} 个")
}

/// What a name was answered to mean.
pub fn answered(meant: &str) -> String {
    if meant.is_empty() {
        "已选：都不是".to_owned()
    } else {
        format!("已选：{meant}")
    }
}

/// Another reading, as a button.
pub fn alternative(alternative: &Alternative, draft: &ImportDraft) -> String {
    match alternative {
        Alternative::ReadAs { read_as, .. } => match read_as {
            ReadAs::Item => "是单独的一条".to_owned(),
            ReadAs::SubItem => "是上一条的分项".to_owned(),
            ReadAs::Continuation => "是上一条的接续".to_owned(),
            other => format!("是{}", way(*other)),
        },
        Alternative::ReadPart { read_as, .. } => match read_as {
            ReadAs::SubItem => "是上一条的分项".to_owned(),
            _ => "不是编号，是上一条的文字".to_owned(),
        },
        Alternative::Name(name) => format!("岗位名称用「{name}」"),
        Alternative::Split(names) => format!("分成 {} 个岗位：{}", names.len(), names.join("、")),
        Alternative::Means { written, role } => {
            let meant = draft.roles.get(*role).map(|role| role.full_name());
            format!("「{written}」是「{}」", meant.unwrap_or_default())
        }
        Alternative::MeansKnown { written, meant } => {
            format!("「{written}」是本公司的「{meant}」")
        }
        Alternative::JoinTo { role } => {
            let name = draft.roles.get(*role).map(|role| role.full_name());
            format!("与前面的「{}」合为一个岗位", name.unwrap_or_default())
        }
        Alternative::Incumbents => "括号里是任职人".to_owned(),
        Alternative::Qualifier => "括号里是岗位的限定".to_owned(),
    }
}

/// What a line can be.
pub fn way(way: ReadAs) -> &'static str {
    match way {
        ReadAs::Role => "岗位标题",
        ReadAs::Department => "部门标题",
        ReadAs::Section(SectionKind::Own) => "栏目标题",
        ReadAs::Section(kind) => section_heading(kind),
        ReadAs::Item => "职责（一条）",
        ReadAs::SubItem => "分项（上一条之下）",
        ReadAs::Continuation => "接上一行",
        ReadAs::Field(field) => field_line(field),
        ReadAs::Noise => "无关内容",
    }
}

/// The menu of the fields that a line can be.
pub const FIELD: &str = "栏目的值（上级、编号等）";

/// The fields that a line can be, as they are offered.
pub const FIELD_LINES: [FieldLine; 13] = [
    FieldLine::RoleName,
    FieldLine::Text(Field::Code),
    FieldLine::Department,
    FieldLine::Superior,
    FieldLine::Subordinates,
    FieldLine::Text(Field::HeadcountNote),
    FieldLine::Text(Field::Nature),
    FieldLine::Text(Field::Responsibility),
    FieldLine::Text(Field::Series),
    FieldLine::Text(Field::Grade),
    FieldLine::Text(Field::Location),
    FieldLine::Text(Field::WorkHours),
    FieldLine::Text(Field::Purpose),
];

/// What a field is called.
pub fn field_line(line: FieldLine) -> &'static str {
    match line {
        FieldLine::RoleName => "岗位名称",
        FieldLine::Department => "所属部门",
        FieldLine::Superior => "直接上级",
        FieldLine::Subordinates => "直接下级",
        FieldLine::Text(text) => field(text),
    }
}

fn section_heading(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Duties => "职责栏目的标题",
        SectionKind::Authorities => "权限栏目的标题",
        SectionKind::Relations => "工作关系栏目的标题",
        SectionKind::Qualifications => "任职资格栏目的标题",
        SectionKind::Kpis => "考核指标栏目的标题",
        SectionKind::Careers => "职业发展栏目的标题",
        SectionKind::Prohibitions => "禁止事项栏目的标题",
        SectionKind::Notes => "备注栏目的标题",
        SectionKind::Own => "自定义栏目的标题",
    }
}

/// The kinds of sections, as they are offered.
pub const SECTION_KINDS: [SectionKind; 9] = [
    SectionKind::Duties,
    SectionKind::Authorities,
    SectionKind::Relations,
    SectionKind::Qualifications,
    SectionKind::Kpis,
    SectionKind::Careers,
    SectionKind::Prohibitions,
    SectionKind::Notes,
    SectionKind::Own,
];

/// A kind of section.
pub fn section_kind(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Duties => "岗位职责",
        SectionKind::Authorities => "岗位权限",
        SectionKind::Relations => "工作关系",
        SectionKind::Qualifications => "任职资格",
        SectionKind::Kpis => "考核指标",
        SectionKind::Careers => "职业发展",
        SectionKind::Prohibitions => "禁止事项",
        SectionKind::Notes => "备注",
        SectionKind::Own => "自定义栏目",
    }
}

/// What the selected lines are asked to be.
pub fn read_lines_as(count: usize) -> String {
    match count {
        1 => "这一行是".to_owned(),
        count => format!("这 {count} 行都是"),
    }
}

/// The name of a field of a department or role.
pub fn field(field: Field) -> &'static str {
    fields::label(field, Owner::Role(RoleId(0)))
}

/// The superior in a text.
pub const SUPERIOR: &str = "直接上级";
/// The subordinates in a text.
pub const SUBORDINATES: &str = "直接下级";
/// People in a role.
pub const INCUMBENT: &str = "任职人";
/// A standard beside a duty.
pub const STANDARD: &str = "标准";
/// The duties of a department.
pub const DEPARTMENT_DUTIES: &str = "部门职责";

/// What a line was sorted as; empty if it is plain.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Plain => "",
        Sort::Qualification(kind) => fields::qualification_kind(kind),
        Sort::Relation(side) => fields::side(side),
        Sort::Authority(kind) => fields::authority_kind(kind),
        Sort::Career(kind) => fields::career_kind(kind),
    }
}

/// What found no place, as a heading.
pub fn unplaced_heading(count: usize) -> String {
    format!("未归类（{count}）：没有认出属于哪里的文字")
}

/// What belongs to the page, as a heading.
pub fn noise_heading(count: usize) -> String {
    format!("无关内容（{count}），不导入")
}

/// The company, as a heading.
pub fn company_heading(name: &str) -> String {
    if name.is_empty() {
        "公司".to_owned()
    } else {
        format!("公司：{name}")
    }
}

/// A name that was not found.
pub const UNNAMED: &str = "（没有名称）";

/// The check box of a department or role.
pub fn take_in(name: &str) -> String {
    format!("导入「{name}」")
}

/// What a text implies.
pub fn proposal(key: &ProposalKey) -> String {
    let name = &key.name;
    match key.kind {
        ProposalKind::Superior => format!("文中提到：直接上级是「{name}」？"),
        ProposalKind::Subordinate => format!("文中提到：是「{name}」的直接上级？"),
        ProposalKind::Department => format!("看来属于「{name}」？"),
    }
}

/// How a role goes into one that is there, short.
pub fn merge_way(way: MergeWay) -> &'static str {
    match way {
        MergeWay::Merge => "已有，合并",
        MergeWay::Add => "已有，补充",
        MergeWay::Replace => "已有，替换",
    }
}

/// The same, said in full.
pub fn merge_way_long(way: MergeWay) -> &'static str {
    match way {
        MergeWay::Merge => "合并：相同的只留一条，相似的可选，新的加上",
        MergeWay::Add => "补充：原有内容不动，只加上新的",
        MergeWay::Replace => "替换：导入的栏目取代原有的",
    }
}

/// A role stands beside the one that is there.
pub const SEPARATE: &str = "已有，另建";
/// The same, said in full.
pub const SEPARATE_LONG: &str = "另建一个同名岗位";

/// Title of a comparison.
pub fn comparing(name: &str) -> String {
    format!("岗位「{name}」：现有的与导入的")
}

/// What a comparison found: equal, alike, only new, only old; fields that differ.
pub fn compared([equal, alike, new, old]: [usize; 4], fields: usize) -> String {
    let mut text = format!("相同 {equal} 条，相似 {alike} 条，新增 {new} 条，只在现有中 {old} 条");
    if fields > 0 {
        text.push_str(&format!("；{fields} 个栏目内容不同"));
    }
    text
}

/// Which wording stays.
pub fn keep(keep: Keep) -> &'static str {
    match keep {
        Keep::Old => "用现有的",
        Keep::New => "用导入的",
        Keep::Both => "都保留",
    }
}

/// How many changes are proposed.
pub fn cleanings(count: usize) -> String {
    format!("看 {count} 处改动…")
}

/// A kind of change, with how many there are.
pub fn cleaning_kind(kind: CleaningKind, count: usize) -> String {
    let name = match kind {
        CleaningKind::Signs => "半角标点改全角",
        CleaningKind::PrivateUse => "去掉显示不出的符号",
        CleaningKind::Blanks => "多余的空格",
        CleaningKind::Ends => "句末的逗号、顿号",
    };
    format!("{name}（{count}）")
}

/// One change, for those who hear it.
pub fn cleaning(before: &str, changed: &str, after: &str, now: &str) -> String {
    format!("{before}{changed}{after} 改为 {before}{now}{after}")
}

/// The company that is open.
pub fn this_company(name: &str) -> String {
    format!("本公司：{name}")
}

/// A department of it.
pub fn department(name: &str) -> String {
    format!("部门：{name}")
}

/// A role of it.
pub fn role(name: &str) -> String {
    format!("岗位：{name}")
}

/// How much is imported.
pub fn summary(departments: usize, roles: usize, known: usize) -> String {
    let mut text = format!("{departments} 个部门，{roles} 个岗位");
    if known > 0 {
        text.push_str(&format!("，其中 {known} 个已有"));
    }
    text
}

/// What was imported.
pub fn imported(departments: usize, added: usize, merged: usize) -> String {
    let mut parts = Vec::new();
    if departments > 0 {
        parts.push(format!("{departments} 个部门"));
    }
    if added > 0 {
        parts.push(format!("{added} 个岗位"));
    }
    let mut text = match parts.as_slice() {
        [] => "已导入".to_owned(),
        parts => format!("已导入 {}", parts.join("、")),
    };
    if merged > 0 {
        text.push_str(&format!("，{merged} 个已有岗位并入了内容"));
    }
    text
}
