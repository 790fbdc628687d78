//! Every word that stands on paper and was not typed by the user: headings, labels, names of kinds.
//!
//! The screen shows the same names for kinds and states; sentences of the screen are in `strings`.

use crate::model::settings::{RoleLayout, Signatory};
use crate::model::{
    AuthorityKind, CareerKind, Degree, Headcount, Necessity, QualificationKind, RoleState, Side,
    Weight,
};

/// What the logo is to who cannot see it.
pub const LOGO: &str = "公司标志";
/// Stands behind the text of a role that is still a draft.
pub const DRAFT: &str = "草稿";
/// Stands in a section or field that has no content.
pub const NOTHING: &str = "无";
/// Between entries on one line.
pub const LIST_COMMA: &str = "、";
/// Between what a line is about and what it says.
pub const COLON: &str = "：";
/// Between the levels of a department path.
pub const PATH_SEPARATOR: &str = " / ";
/// Opens a remark or qualifier.
pub const BRACKET_OPEN: &str = "（";
/// Closes a remark or qualifier.
pub const BRACKET_CLOSE: &str = "）";
/// Between two remarks in one pair of brackets.
pub const COMMA: &str = "，";
/// Between the words of a document's keywords.
pub const KEYWORD_SEPARATOR: &str = "; ";

/// Kind of document: one role's.
pub const JOB_DESCRIPTION: &str = "岗位说明书";
/// Kind of document: the whole company's.
pub const BOOK: &str = "岗位说明书汇编";
/// Kind of document: one department's.
pub const HANDBOOK: &str = "部门手册";
/// Kind of document: one role's on one page.
pub const BRIEF: &str = "岗位说明书（简表）";
/// Kind of document: what applicants are given.
pub const RECRUITING: &str = "招聘说明";

/// Header of a page when the settings have none.
pub const DEFAULT_HEADER: &str = "{公司}\t\t{文档}";
/// The same with a confidentiality mark (密级).
pub const DEFAULT_HEADER_CONFIDENTIAL: &str = "{公司}\t{密级}\t{文档}";
/// Footer of a page when the settings have none.
pub const DEFAULT_FOOTER: &str = "第 {页} 页 共 {总页} 页";

/// Names of the fields in header and footer patterns, without their braces.
pub mod field {
    /// Name of the company.
    pub const COMPANY: &str = "公司";
    /// Short name of the company.
    pub const SHORT_NAME: &str = "简称";
    /// Title of the document.
    pub const DOCUMENT: &str = "文档";
    /// Name of the department or role on the page.
    pub const PART: &str = "标题";
    /// Name of the role; in a document of several roles that of the page.
    pub const ROLE: &str = "岗位";
    /// Department of the role; in a document of several roles that of the page.
    pub const DEPARTMENT: &str = "部门";
    /// Code of the role.
    pub const CODE: &str = "编号";
    /// Version.
    pub const VERSION: &str = "版本";
    /// When it takes effect.
    pub const EFFECTIVE_DATE: &str = "生效日期";
    /// Confidentiality mark.
    pub const CONFIDENTIALITY: &str = "密级";
    /// Copy number of a controlled book.
    pub const COPY_NUMBER: &str = "份号";
    /// Number of the page.
    pub const PAGE: &str = "页";
    /// Number of pages.
    pub const PAGES: &str = "总页";

    /// All of them, for a list to choose from.
    pub const ALL: [&str; 13] = [
        COMPANY,
        SHORT_NAME,
        DOCUMENT,
        PART,
        ROLE,
        DEPARTMENT,
        CODE,
        VERSION,
        EFFECTIVE_DATE,
        CONFIDENTIALITY,
        COPY_NUMBER,
        PAGE,
        PAGES,
    ];
}

/// Labels at the head of a form.
pub mod label {
    /// Name of the role.
    pub const ROLE_NAME: &str = "岗位名称";
    /// Code of the role.
    pub const ROLE_CODE: &str = "岗位编号";
    /// Department of the role.
    pub const DEPARTMENT: &str = "所属部门";
    /// Job family.
    pub const SERIES: &str = "职系";
    /// Grade.
    pub const GRADE: &str = "职级";
    /// Direct supervisor.
    pub const SUPERVISOR: &str = "直接上级";
    /// Direct subordinates.
    pub const SUBORDINATES: &str = "直接下级";
    /// Functional supervisors.
    pub const FUNCTIONAL: &str = "虚线上级";
    /// Functional subordinates.
    pub const FUNCTIONAL_SUBORDINATES: &str = "虚线下级";
    /// Established posts.
    pub const HEADCOUNT: &str = "岗位编制";
    /// People in the role.
    pub const INCUMBENTS: &str = "任职人";
    /// Nature of the role.
    pub const NATURE: &str = "岗位性质";
    /// Where the role is.
    pub const LOCATION: &str = "工作地点";
    /// State of the description.
    pub const STATE: &str = "文件状态";
    /// Version.
    pub const VERSION: &str = "版本";
    /// When it takes effect.
    pub const EFFECTIVE_DATE: &str = "生效日期";
    /// Confidentiality mark.
    pub const CONFIDENTIALITY: &str = "密级";
    /// Copy number of a controlled book.
    pub const COPY_NUMBER: &str = "份号";
    /// Code of a department.
    pub const DEPARTMENT_CODE: &str = "部门编号";
    /// Department above.
    pub const DEPARTMENT_ABOVE: &str = "上级部门";
    /// Departments below.
    pub const DEPARTMENTS_BELOW: &str = "下级部门";
    /// Role that heads a department.
    pub const HEAD: &str = "部门负责人";
    /// Executive in charge of a department.
    pub const LEADER: &str = "分管领导";
    /// Number of roles in a department.
    pub const ROLES: &str = "岗位数量";
    /// Signs that the role's holder knows the document.
    pub const ACKNOWLEDGED: &str = "任职者确认";
    /// What the role's holder signs.
    pub const ACKNOWLEDGED_STATEMENT: &str = "本人已阅读并知悉本岗位说明书的内容。";
    /// The holder's signature.
    pub const HOLDER_SIGNATURE: &str = "任职者签字";
    /// A signature.
    pub const SIGNATURE: &str = "签字";
    /// Date of a signature.
    pub const DATE: &str = "日期";
    /// Second role of a person.
    pub const CONCURRENT: &str = "兼任";
}

/// Headings of sections.
pub mod section {
    /// Why the role exists.
    pub const PURPOSE: &str = "岗位目的";
    /// Overall responsibility.
    pub const RESPONSIBILITY: &str = "管理责任";
    /// Duties.
    pub const DUTIES: &str = "岗位职责";
    /// Authorities.
    pub const AUTHORITIES: &str = "岗位权限";
    /// Work relations.
    pub const RELATIONS: &str = "工作关系";
    /// Qualifications.
    pub const QUALIFICATIONS: &str = "任职资格";
    /// Performance indicators.
    pub const KPIS: &str = "考核指标";
    /// Working conditions.
    pub const CONDITIONS: &str = "工作条件";
    /// What the role must not do.
    pub const PROHIBITIONS: &str = "禁止事项";
    /// Career paths.
    pub const CAREERS: &str = "职业发展";
    /// Notes.
    pub const NOTES: &str = "备注";
    /// A section without a title of its own.
    pub const OTHER: &str = "其他";
    /// Revision history.
    pub const REVISIONS: &str = "修订记录";
    /// Facts about a role (条文式).
    pub const FACTS: &str = "基本信息";
    /// Why a department exists.
    pub const DEPARTMENT_PURPOSE: &str = "部门宗旨";
    /// Duties of a department.
    pub const DEPARTMENT_DUTIES: &str = "部门职责";
    /// Roles of a department.
    pub const DEPARTMENT_ROLES: &str = "岗位设置";
    /// Contents of a book.
    pub const CONTENTS: &str = "目　录";
    /// Company-wide rules without a title of their own.
    pub const RULES: &str = "公司规定";
    /// Facts about a role, for applicants.
    pub const POST: &str = "岗位信息";
    /// Why the role exists, for applicants.
    pub const POST_PURPOSE: &str = "岗位概述";
    /// Qualifications, for applicants.
    pub const DEMANDS: &str = "任职要求";
    /// What the firm offers an applicant.
    pub const OFFER: &str = "职业发展";
    /// Page to sign at the front of a book.
    pub const SIGN_OFF: &str = "审批页";
    /// Departments as boxes and lines.
    pub const DEPARTMENT_CHART: &str = "组织架构图";
    /// Roles as boxes and lines.
    pub const REPORTING_CHART: &str = "汇报关系图";
    /// All roles in a table.
    pub const ROLE_LIST: &str = "岗位一览表";
    /// List in which all incumbents sign.
    pub const SIGN_LIST: &str = "签收表";
    /// Page that an incumbent signs.
    pub const RECEIPT: &str = "签收回执";
    /// Roles in the order of pinyin.
    pub const INDEX: &str = "岗位索引";
}

/// Headings of columns.
pub mod column {
    /// Row number.
    pub const ORDER: &str = "序号";
    /// A duty.
    pub const DUTY: &str = "职责内容";
    /// Kind of duty.
    pub const CATEGORY: &str = "职责类别";
    /// Degree of responsibility.
    pub const DEGREE: &str = "负责程度";
    /// Weight.
    pub const WEIGHT: &str = "权重";
    /// Standard of performance.
    pub const STANDARD: &str = "绩效标准";
    /// Subject of an authority.
    pub const SUBJECT: &str = "权限事项";
    /// Kind of authority.
    pub const AUTHORITY_KIND: &str = "权限类型";
    /// Limit of an authority.
    pub const LIMIT: &str = "限额";
    /// Remark.
    pub const NOTE: &str = "说明";
    /// Name of an indicator.
    pub const INDICATOR: &str = "指标";
    /// Target of an indicator.
    pub const TARGET: &str = "目标/口径";
    /// Appraisal cycle.
    pub const CYCLE: &str = "周期";
    /// Where the data come from.
    pub const SOURCE: &str = "数据来源";
    /// Kind of qualification.
    pub const QUALIFICATION: &str = "项目";
    /// Version of a revision.
    pub const VERSION: &str = "版本";
    /// Date of a revision.
    pub const DATE: &str = "日期";
    /// Author of a revision.
    pub const AUTHOR: &str = "修订人";
    /// What was changed.
    pub const CHANGE: &str = "修订内容";
    /// Role of a department.
    pub const ROLE: &str = "岗位名称";
    /// Code of a role.
    pub const CODE: &str = "岗位编号";
    /// Posts of a role.
    pub const HEADCOUNT: &str = "编制";
    /// Supervisor of a role.
    pub const SUPERVISOR: &str = "直接上级";
    /// Step of approval.
    pub const STEP: &str = "环节";
    /// A person's name.
    pub const NAME: &str = "姓名";
    /// Department of a person.
    pub const DEPARTMENT: &str = "部门";
}

/// Words of the book's further parts.
pub mod book {
    use super::{Headcount, headcount};

    /// Name of the document to be signed.
    pub const DOCUMENT: &str = "文件名称";
    /// Where the firm's seal goes.
    pub const SEAL: &str = "盖章处";
    /// A box whose lower boxes stand in a chart of their own.
    pub const ELSEWHERE: &str = "下级见另图";
    /// A box that stood in a chart before.
    pub const CONTINUED: &str = "（续）";
    /// Group of the index for names that do not begin with a letter.
    pub const OTHER_LETTER: &str = "#";
    /// Heads the index.
    pub const INDEX_NOTE: &str = "按岗位名称的汉语拼音排列；多音字取常用读音。";

    /// What an incumbent signs.
    pub fn receipt(role: &str) -> String {
        format!("本人已收到《{role}》，并已阅读、理解其内容，同意按其履行岗位职责。")
    }

    /// Functional supervisors, in a box.
    pub fn functional(names: &str) -> String {
        format!("虚线上级：{names}")
    }

    /// Roles and posts of a department: 3个岗位，编制5人.
    pub fn size(n_roles: usize, posts: Option<Headcount>) -> String {
        match posts {
            Some(posts) => format!("{n_roles}个岗位，编制{}", headcount(posts)),
            None => format!("{n_roles}个岗位"),
        }
    }

    /// Heads the roles that are in no department, where the company has no name yet.
    pub const AT_COMPANY: &str = "公司直属";
    /// Heads the roles of a department without a name.
    pub const UNNAMED_DEPARTMENT: &str = "未命名部门";

    /// The same with all departments below.
    pub fn with_below(size: &str) -> String {
        format!("连同下级部门{size}")
    }

    /// Posts, in a box.
    pub fn posts(posts: Headcount) -> String {
        format!("编制{}", headcount(posts))
    }
}

/// Labels of working conditions, in the order of the model's fields.
pub mod condition {
    /// 工作场所.
    pub const PLACE: &str = "工作场所";
    /// 工作时间.
    pub const HOURS: &str = "工作时间";
    /// 工作环境.
    pub const ENVIRONMENT: &str = "工作环境";
    /// 出差.
    pub const TRAVEL: &str = "出差要求";
    /// 使用设备.
    pub const EQUIPMENT: &str = "使用设备";
    /// 危险性.
    pub const HAZARDS: &str = "危险性";
}

/// State of a description.
pub fn role_state(state: RoleState) -> &'static str {
    match state {
        RoleState::Draft => "拟定",
        RoleState::Active => "生效",
        RoleState::Suspended => "停用",
    }
}

/// Degree of responsibility.
pub fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Full => "全责",
        Degree::Partial => "部分",
        Degree::Support => "支持",
    }
}

/// Kind of authority.
pub fn authority_kind(kind: AuthorityKind) -> &'static str {
    match kind {
        AuthorityKind::Other => "其他",
        AuthorityKind::Propose => "建议权",
        AuthorityKind::Review => "审核权",
        AuthorityKind::Approve => "审批权",
        AuthorityKind::BeInformed => "知情权",
        AuthorityKind::Nominate => "提名权",
        AuthorityKind::Appraise => "考核权",
        AuthorityKind::RewardAndPunish => "奖惩权",
        AuthorityKind::Dispose => "处置权",
    }
}

/// Where the other party of a work relation is.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::Inside => "内部",
        Side::Outside => "外部",
    }
}

/// Kind of qualification.
pub fn qualification_kind(kind: QualificationKind) -> &'static str {
    match kind {
        QualificationKind::Education => "学历",
        QualificationKind::Major => "专业",
        QualificationKind::Experience => "经验",
        QualificationKind::Training => "培训",
        QualificationKind::Knowledge => "知识",
        QualificationKind::Skill => "技能",
        QualificationKind::Certificate => "证书",
        QualificationKind::Quality => "素质",
        QualificationKind::Other => "其他",
    }
}

/// How strong a demand is.
pub fn necessity(necessity: Necessity) -> &'static str {
    match necessity {
        Necessity::Required => "必备条件",
        Necessity::Preferred => "优先条件",
    }
}

/// Direction of a career step.
pub fn career_kind(kind: CareerKind) -> &'static str {
    match kind {
        CareerKind::To => "晋升至",
        CareerKind::From => "晋升自",
        CareerKind::Rotation => "轮换",
    }
}

/// Who signs.
pub fn signatory(signatory: Signatory) -> &'static str {
    match signatory {
        Signatory::Prepared => "编制",
        Signatory::Reviewed => "审核",
        Signatory::Approved => "批准",
        Signatory::Acknowledged => label::ACKNOWLEDGED,
    }
}

/// Layout of a role.
pub fn layout(layout: RoleLayout) -> &'static str {
    match layout {
        RoleLayout::Form => "表格式",
        RoleLayout::Clauses => "条文式",
        RoleLayout::Brief => "简表",
        RoleLayout::Recruit => "招聘版",
    }
}

/// A weight: 30%, 12.5%.
pub fn weight(weight: Weight) -> String {
    let (whole, tenth) = (weight.0 / 10, weight.0 % 10);
    match tenth {
        0 => format!("{whole}%"),
        _ => format!("{whole}.{tenth}%"),
    }
}

/// Established posts: 2人, 1～3人.
pub fn headcount(headcount: Headcount) -> String {
    let Headcount { min, max } = headcount;
    if min == max {
        format!("{min}人")
    } else {
        format!("{min}～{max}人")
    }
}

/// Number of roles in a department.
pub fn roles(n_roles: usize) -> String {
    format!("{n_roles}个")
}

/// Title of a role's document.
pub fn role_title(full_name: &str) -> String {
    format!("{full_name}{JOB_DESCRIPTION}")
}

/// Last row of a table of roles: the sum of the posts.
pub const TOTAL: &str = "合计";
