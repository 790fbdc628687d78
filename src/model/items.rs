//! The entries of lists: everything of which a role, a department or the company can have several.
//!
//! The text of an entry never holds its own number ("1、", "(一)"): numbers are produced when printing.

use super::ids::{ItemId, RoleId};
use super::place::Field;
use super::record::{choice, record};
use super::settings::NumberStyle;

record! {
    /// A numbered line with sub-lines: a department duty (部门职责), a prohibition, a rule, a note, a qualifier.
    pub struct Item {
        /// Identity in the project.
        pub id: ItemId,
        /// The line, without its number.
        pub text: String,
        /// Lines below this one.
        pub children: Vec<Item>,
    }
}

record! {
    /// A named group of duties (一、…; 前台/大堂). A role whose duties are not grouped has one group without a title.
    pub struct DutyGroup {
        /// Identity in the project.
        pub id: ItemId,
        /// Printed heading of the group; empty = no heading.
        pub title: String,
        /// The duties of the group, in order.
        pub duties: Vec<Duty>,
    }
}

record! {
    /// One duty (岗位职责), with its tasks (工作任务) to any depth.
    pub struct Duty {
        /// Identity in the project.
        pub id: ItemId,
        /// The duty as one printable sentence or paragraph.
        pub text: String,
        /// Kind of duty (职责类别), free text.
        pub category: String,
        /// Share of the working time or of the appraisal.
        pub weight: Option<Weight>,
        /// Degree of responsibility (负责程度).
        pub degree: Option<Degree>,
        /// Standard of performance (绩效标准).
        pub standard: String,
        /// Sub-duties.
        pub children: Vec<Duty>,
    }
}

/// A percentage in tenths (125 = 12.5 %): an integer, so that roles can be compared exactly.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Weight(pub u16);

choice! {
    /// Degree of responsibility (负责程度) for a duty.
    pub enum Degree {
        /// 全责: answers for it alone.
        Full,
        /// 部分: answers for a part.
        Partial,
        /// 支持: supports others.
        Support,
    }
}

record! {
    /// An authority (权限): what the role may decide, and how far.
    pub struct Authority {
        /// Identity in the project.
        pub id: ItemId,
        /// What it is about (事项).
        pub text: String,
        /// Kind of authority.
        pub kind: AuthorityKind,
        /// Limit such as an amount (限额).
        pub limit: String,
        /// Remark.
        pub note: String,
        /// Sub-items.
        pub children: Vec<Authority>,
    }
}

choice! {
    /// Kinds of authority (权限类型).
    pub enum AuthorityKind {
        /// 其他, or not said.
        Other,
        /// 建议权.
        Propose,
        /// 审核权.
        Review,
        /// 审批权.
        Approve,
        /// 知情权.
        BeInformed,
        /// 提名权.
        Nominate,
        /// 考核权.
        Appraise,
        /// 奖惩权.
        RewardAndPunish,
        /// 处置权.
        Dispose,
    }
}

record! {
    /// A functional (虚线) reporting line besides the direct supervisor.
    pub struct FunctionalLine {
        /// Identity in the project.
        pub id: ItemId,
        /// The functional supervisor, if it is a role of this project.
        pub role: Option<RoleId>,
        /// The position outside the project otherwise.
        pub outside: String,
        /// In what matters.
        pub about: String,
    }
}

record! {
    /// A work relation (工作关系).
    pub struct Relation {
        /// Identity in the project.
        pub id: ItemId,
        /// Inside or outside the company.
        pub side: Side,
        /// With whom.
        pub with: String,
        /// About what.
        pub about: String,
    }
}

choice! {
    /// Where the other party of a work relation is.
    pub enum Side {
        /// 内部.
        Inside,
        /// 外部.
        Outside,
    }
}

record! {
    /// One demand on the person (任职资格).
    pub struct Qualification {
        /// Identity in the project.
        pub id: ItemId,
        /// What it is about.
        pub kind: QualificationKind,
        /// Required or merely preferred.
        pub necessity: Necessity,
        /// The demand.
        pub text: String,
    }
}

choice! {
    /// Kinds of qualification.
    pub enum QualificationKind {
        /// 学历.
        Education,
        /// 专业.
        Major,
        /// 经验.
        Experience,
        /// 培训.
        Training,
        /// 知识.
        Knowledge,
        /// 技能.
        Skill,
        /// 证书.
        Certificate,
        /// 素质.
        Quality,
        /// 其他.
        Other,
    }
}

choice! {
    /// How strong a demand is.
    pub enum Necessity {
        /// 必备.
        Required,
        /// 优先.
        Preferred,
    }
}

record! {
    /// A key performance indicator (考核指标).
    pub struct Kpi {
        /// Identity in the project.
        pub id: ItemId,
        /// Name of the indicator.
        pub name: String,
        /// Target or formula (目标/口径).
        pub target: String,
        /// Weight in the appraisal.
        pub weight: Option<Weight>,
        /// Cycle (考核周期).
        pub cycle: String,
        /// Where the data come from (数据来源).
        pub source: String,
    }
}

record! {
    /// A career step (职业发展).
    pub struct CareerPath {
        /// Identity in the project.
        pub id: ItemId,
        /// Direction.
        pub kind: CareerKind,
        /// The role, if it is one of this project.
        pub role: Option<RoleId>,
        /// The position in words otherwise.
        pub text: String,
    }
}

choice! {
    /// Directions of a career step.
    pub enum CareerKind {
        /// 晋升至.
        To,
        /// 晋升自.
        From,
        /// 轮换.
        Rotation,
    }
}

record! {
    /// A person in the role (任职人). One person may hold two roles (兼任).
    pub struct Incumbent {
        /// Identity in the project.
        pub id: ItemId,
        /// The person's name.
        pub name: String,
        /// True if this is the person's second role (兼任).
        pub concurrent: bool,
        /// Remark, such as a staff number.
        pub note: String,
    }
}

record! {
    /// A section that the user named (自定义栏目): text, lines or both.
    pub struct OwnSection {
        /// Identity in the project.
        pub id: ItemId,
        /// Heading.
        pub title: String,
        /// Running text before the lines.
        pub text: String,
        /// Numbered lines.
        pub items: Vec<Item>,
    }
}

record! {
    /// A company-wide list of rules (十不准), with its own title and numbering.
    pub struct RuleList {
        /// Identity in the project.
        pub id: ItemId,
        /// Heading.
        pub title: String,
        /// Running text before the rules.
        pub text: String,
        /// Numbers of the first level; `None` = as everywhere in the document.
        pub numbering: Option<NumberStyle>,
        /// The rules.
        pub items: Vec<Item>,
    }
}

record! {
    /// One line of the revision history (修订记录).
    pub struct Revision {
        /// Identity in the project.
        pub id: ItemId,
        /// Version that it led to.
        pub version: String,
        /// When, as written.
        pub date: String,
        /// By whom.
        pub author: String,
        /// What was changed.
        pub text: String,
    }
}

/// What all list entries have in common: an identity, texts to edit, and perhaps entries of the same kind below.
pub trait ListItem: Clone + 'static {
    /// The texts that such an entry has, the main one first.
    const FIELDS: &'static [Field];
    /// Identity in the project.
    fn id(&self) -> ItemId;
    /// Gives the entry its identity.
    fn set_id(&mut self, id: ItemId);
    /// One of its texts; `None` if it has no such field.
    fn text(&self, field: Field) -> Option<&str>;
    /// One of its texts, to change.
    fn text_mut(&mut self, field: Field) -> Option<&mut String>;
    /// Entries of the same kind below this one.
    fn children(&self) -> &[Self] {
        &[]
    }
    /// The same, to change; `None` for kinds that have none.
    fn children_mut(&mut self) -> Option<&mut Vec<Self>> {
        None
    }
}

macro_rules! list_item {
    ($name:ident { $($field:ident => $member:ident),* } $($children:ident)?) => {
        impl ListItem for $name {
            const FIELDS: &'static [Field] = &[$(Field::$field),*];
            fn id(&self) -> ItemId { self.id }
            fn set_id(&mut self, id: ItemId) { self.id = id; }
            fn text(&self, field: Field) -> Option<&str> {
                match field { $(Field::$field => Some(&self.$member),)* _ => None }
            }
            fn text_mut(&mut self, field: Field) -> Option<&mut String> {
                match field { $(Field::$field => Some(&mut self.$member),)* _ => None }
            }
            $(
                fn children(&self) -> &[Self] { &self.$children }
                fn children_mut(&mut self) -> Option<&mut Vec<Self>> { Some(&mut self.$children) }
            )?
        }
    };
}

list_item!(Item { Text => text } children);
list_item!(DutyGroup { Title => title });
list_item!(Duty { Text => text, Category => category, Standard => standard } children);
list_item!(Authority { Text => text, Limit => limit, Note => note } children);
list_item!(FunctionalLine { Outside => outside, About => about });
list_item!(Relation { With => with, About => about });
list_item!(Qualification { Text => text });
list_item!(Kpi { Name => name, Target => target, Cycle => cycle, Source => source });
list_item!(CareerPath { Text => text });
list_item!(Incumbent { Name => name, Note => note });
list_item!(OwnSection { Title => title, Text => text });
list_item!(RuleList { Title => title, Text => text });
list_item!(Revision { Version => version, Date => date, Author => author, Text => text });
