//! The editor's sections, buttons, hints and menus.

use crate::model::ListKind;

/// 剪切.
pub const CUT: &str = "剪切";
/// 复制.
pub const COPY: &str = "复制";
/// 粘贴.
pub const PASTE: &str = "粘贴";
/// 全选.
pub const SELECT_ALL: &str = "全选";

/// Opens all sections.
pub const OPEN_ALL: &str = "全部展开";
/// Closes all sections.
pub const CLOSE_ALL: &str = "全部折叠";
/// The menu that leads to a section.
pub const GO_TO_SECTION: &str = "跳到栏目";

/// Section of a role's own fields.
pub const BASIC: &str = "基本信息";
/// Section of reporting lines.
pub const REPORTING: &str = "汇报关系";
/// Section of the purpose of a role.
pub const PURPOSE: &str = "岗位目的";
/// Section of the purpose of a department.
pub const DEPARTMENT_PURPOSE: &str = "部门宗旨";
/// Section of working conditions.
pub const CONDITIONS: &str = "工作条件";
/// Section of version and signatures.
pub const CONTROL: &str = "版本与签字";
/// Section of the departments and roles below a department.
pub const BELOW: &str = "下属部门与岗位";
/// Section of page settings.
pub const PAGE: &str = "版式与页面";
/// Section of type settings.
pub const TYPE: &str = "字体与字号";
/// Section of header and footer.
pub const RUNNING: &str = "页眉页脚";
/// Section of numbering.
pub const NUMBERING: &str = "编号";
/// Section of output settings.
pub const OUTPUT: &str = "签署与输出";

/// State of a description.
pub const STATE: &str = "状态";
/// Established posts.
pub const HEADCOUNT: &str = "编制人数";
/// Lower end of a range of posts.
pub const HEADCOUNT_FROM: &str = "编制人数 下限";
/// Upper end of a range of posts.
pub const HEADCOUNT_TO: &str = "编制人数 上限";
/// Between the ends of a range.
pub const TO: &str = "至";
/// After a number of posts.
pub const PERSONS: &str = "人";
/// A person's second role.
pub const CONCURRENT: &str = "兼任";
/// Share.
pub const WEIGHT: &str = "权重";
/// Percent sign after a weight.
pub const PERCENT: &str = "%";
/// Degree of responsibility.
pub const DEGREE: &str = "负责程度";
/// Kind of authority, qualification, career step.
pub const KIND: &str = "类型";
/// Inside or outside.
pub const SIDE: &str = "内外";
/// Required or preferred.
pub const NECESSITY: &str = "要求";
/// A choice not made.
pub const UNSAID: &str = "未填";
/// Opens the further fields of an entry.
pub const DETAILS: &str = "详情";

/// The direct supervisor.
pub const SUPERVISOR: &str = "直接上级";
/// Functional supervisor.
pub const FUNCTIONAL_SUPERVISOR: &str = "虚线上级";
/// Direct subordinates.
pub const SUBORDINATES: &str = "直接下级";
/// Roles with a functional line to this one.
pub const FUNCTIONAL_SUBORDINATES: &str = "虚线下级";
/// Names a role that shall report to this one.
pub const ADD_SUBORDINATE: &str = "＋ 添加下级";
/// The supervisor is no role of the project.
pub const OUTSIDE: &str = "项目外职位";
/// Chooses an outside position.
pub const USE_OUTSIDE: &str = "项目外的职位（如集团总部）";
/// Clears a choice.
pub const CLEAR: &str = "清除";
/// Goes to the role that is chosen.
pub const GO_TO_ROLE: &str = "打开此岗位";
/// Search in a list of roles.
pub const SEARCH_ROLE: &str = "输入岗位名称、编号或部门";
/// No role matches.
pub const NO_ROLE_FOUND: &str = "没有符合的岗位";
/// Role of a career step.
pub const CAREER_ROLE: &str = "职业发展岗位";
/// Head of a department.
pub const HEAD: &str = "部门负责人";

/// Adds a department.
pub const NEW_DEPARTMENT: &str = "＋ 添加部门";
/// Adds a role.
pub const NEW_ROLE: &str = "＋ 添加岗位";

/// Drops the numbers that entries brought along.
pub const DROP_NUMBERS: &str = "去掉自带的编号";

/// Entries whose text begins with a number.
pub fn own_numbers(entries: usize) -> String {
    format!("有 {entries} 条文字自带编号（编号由程序排印）")
}

/// Adds an entry below.
pub const ADD_BELOW: &str = "在下方添加";
/// Adds an entry one level below.
pub const ADD_CHILD: &str = "添加下级条目";
/// Moves up.
pub const MOVE_UP: &str = "上移（Alt+↑）";
/// Moves down.
pub const MOVE_DOWN: &str = "下移（Alt+↓）";
/// One level deeper.
pub const INDENT: &str = "降一级（Tab）";
/// One level higher.
pub const OUTDENT: &str = "升一级（Shift+Tab）";
/// Removes an entry.
pub const DELETE: &str = "删除";

/// The company's logo.
pub const LOGO: &str = "公司标志";
/// Chooses a logo.
pub const CHOOSE_LOGO: &str = "选择图片…";
/// Removes the logo.
pub const REMOVE_LOGO: &str = "移除";
/// No logo.
pub const NO_LOGO: &str = "未选择";
/// A logo that cannot be drawn.
pub const LOGO_UNREADABLE: &str = "图片无法显示";

/// Layout of a role.
pub const LAYOUT: &str = "岗位版式";
/// Sheet.
pub const SHEET: &str = "纸张";
/// Page width.
pub const PAGE_WIDTH: &str = "纸宽";
/// Page height.
pub const PAGE_HEIGHT: &str = "纸高";
/// Top margin.
pub const MARGIN_TOP: &str = "上边距";
/// Bottom margin.
pub const MARGIN_BOTTOM: &str = "下边距";
/// Left margin.
pub const MARGIN_LEFT: &str = "左边距";
/// Right margin.
pub const MARGIN_RIGHT: &str = "右边距";
/// Millimetres.
pub const MM: &str = "毫米";
/// Font of titles.
pub const TITLE_FONT: &str = "标题字体";
/// Font of headings.
pub const HEADING_FONT: &str = "栏目字体";
/// Font of running text.
pub const BODY_FONT: &str = "正文字体";
/// Size of titles.
pub const TITLE_SIZE: &str = "标题字号";
/// Size of headings.
pub const HEADING_SIZE: &str = "栏目字号";
/// Size of running text.
pub const BODY_SIZE: &str = "正文字号";
/// Size of text in tables.
pub const TABLE_SIZE: &str = "表格字号";
/// Line pitch.
pub const LINE_PITCH: &str = "行距";
/// Inserts a field into header or footer.
pub const INSERT: &str = "插入";
/// Separates left, middle and right.
pub const TAB_STOP: &str = "左中右分隔";
/// Explains header and footer.
pub const RUNNING_HINT: &str = "用分隔符分成左、中、右三段";
/// What can stand in a code pattern in braces.
pub const CODE_FIELDS: &[&str] = &["公司", "部门", "序号"];
/// Numbers of the first level of a rule list.
pub const RULE_NUMBERING: &str = "编号样式";
/// As the document settings say.
pub const AS_DOCUMENT: &str = "与全文相同";
/// Adds a level of numbering.
pub const ADD_LEVEL: &str = "＋ 添加一级";
/// Removes the last level of numbering.
pub const REMOVE_LEVEL: &str = "去掉末级";
/// Who signs.
pub const SIGNATORIES: &str = "签署栏";
/// What a book has besides its roles.
pub const BOOK_PARTS: &str = "汇编包含";
/// A page to sign.
pub const BOOK_SIGN_OFF: &str = "审批页";
/// The company's revisions.
pub const BOOK_REVISIONS: &str = "修订记录";
/// Departments and reporting lines as boxes.
pub const BOOK_CHARTS: &str = "组织图";
/// All roles in a table.
pub const BOOK_ROLE_LIST: &str = "岗位一览表";
/// Company-wide rules.
pub const BOOK_RULES: &str = "公司规定";
/// A list in which all incumbents sign.
pub const BOOK_SIGN_LIST: &str = "签收表";
/// Roles in the order of pinyin.
pub const BOOK_INDEX: &str = "岗位索引";
/// A page to sign for each incumbent.
pub const BOOK_RECEIPTS: &str = "签收回执（每人一页）";
/// Fonts in a DOCX.
pub const EMBED_FONTS: &str = "Word 字体";
/// What a PDF is besides its pages.
pub const PDF_KIND: &str = "PDF 种类";
/// Prints empty sections.
pub const SHOW_EMPTY: &str = "打印空白栏目";

/// The button that adds an entry at the end of a list.
pub fn add_entry(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Qualifiers => "＋ 添加限定词",
        ListKind::Incumbents => "＋ 添加任职人",
        ListKind::FunctionalLines => "＋ 添加虚线上级",
        ListKind::DutyGroups => "＋ 添加职责分组",
        ListKind::Duties => "＋ 添加职责",
        ListKind::Authorities => "＋ 添加权限",
        ListKind::Relations => "＋ 添加工作关系",
        ListKind::Qualifications => "＋ 添加任职资格",
        ListKind::Kpis => "＋ 添加考核指标",
        ListKind::Prohibitions => "＋ 添加禁止事项",
        ListKind::CareerPaths => "＋ 添加发展路径",
        ListKind::Notes => "＋ 添加备注",
        ListKind::OwnSections => "＋ 添加栏目",
        ListKind::SectionItems => "＋ 添加条目",
        ListKind::Revisions => "＋ 添加修订记录",
        ListKind::DepartmentDuties => "＋ 添加部门职责",
        ListKind::RuleLists => "＋ 添加制度",
        ListKind::Rules => "＋ 添加制度条目",
    }
}

/// What stands in an empty line of a list.
pub fn line_hint(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Duties => "写一条职责，回车添加下一条",
        ListKind::DepartmentDuties => "写一条部门职责，回车添加下一条",
        ListKind::DutyGroups => "分组标题（可不填）",
        ListKind::Authorities => "权限事项",
        ListKind::Qualifiers => "如：华东",
        ListKind::Incumbents => "姓名",
        ListKind::FunctionalLines => "项目外职位",
        ListKind::Relations => "部门、岗位或单位",
        ListKind::Qualifications => "具体要求",
        ListKind::Kpis => "指标名称",
        ListKind::CareerPaths => "职位",
        ListKind::OwnSections => "栏目标题",
        ListKind::RuleLists => "制度标题",
        ListKind::Revisions => "版本",
        ListKind::Prohibitions | ListKind::Notes | ListKind::SectionItems | ListKind::Rules => {
            "写一条，回车添加下一条"
        }
    }
}

/// The name of the first field of an entry, where names stand above or beside the fields.
pub fn line_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Relations => "对象",
        ListKind::Duties | ListKind::DepartmentDuties => "职责",
        ListKind::Prohibitions | ListKind::Notes | ListKind::SectionItems | ListKind::Rules => {
            "内容"
        }
        _ => line_hint(kind),
    }
}

/// Says which characters of a field cannot be printed.
pub fn cannot_print(characters: &[char]) -> String {
    let list: Vec<String> = characters
        .iter()
        .map(|&c| format!("{c}（U+{:04X}）", u32::from(c)))
        .collect();
    format!("无法打印的字：{}", list.join("、"))
}

/// How much space a logo takes in the project file.
pub fn logo_size(format: &str, bytes: usize) -> String {
    format!("{format}，{} KB", bytes.div_ceil(1024))
}

/// What the weights of a role's indicators come to, in tenths of a percent.
pub fn weights_sum(tenths: u32) -> String {
    let decimal = match tenths % 10 {
        0 => String::new(),
        rest => format!(".{rest}"),
    };
    let sum = format!("权重合计 {}{decimal}%", tenths / 10);
    if tenths == 1000 {
        sum
    } else {
        format!("{sum}，不是 100%")
    }
}

/// A role that cannot be the supervisor, because it reports to the role itself.
pub fn reports_here(role: &str) -> String {
    format!("{role}（下级，不能选）")
}

/// A role that cannot be a subordinate, because the role itself reports to it.
pub fn is_above(role: &str) -> String {
    format!("{role}（上级，不能选）")
}

/// A role that is a subordinate already.
pub fn reports_already(role: &str) -> String {
    format!("{role}（已是下级）")
}

/// Further entries that are not shown.
pub fn and_more(n: usize) -> String {
    format!("另有 {n} 个，请输入更多字")
}

/// Further subordinates that are not shown.
pub fn more_roles(n: usize) -> String {
    format!("另有 {n} 个")
}

/// The number of a level in the numbering.
pub fn level(number: usize) -> String {
    format!("第 {number} 级")
}

/// The name of a button that acts on one entry.
pub fn action_on(action: &str, kind: ListKind, number: &str) -> String {
    format!("{action} {} {number}", super::fields::list_label(kind))
}

/// The button that shows further entries of a list.
pub const ROW_MENU: &str = "更多操作";

/// A role and the department it stands in.
pub fn role_in(role: &str, department: &str) -> String {
    format!("{role} · {department}")
}
