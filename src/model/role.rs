//! A role (岗位) and everything that its 岗位说明书 says.

use super::ids::RoleId;
use super::items::{
    Authority, CareerPath, DutyGroup, FunctionalLine, Incumbent, Item, Kpi, OwnSection,
    Qualification, Relation, Revision,
};
use super::lists::text_fields;
use super::place::Field;
use super::record::{choice, record};

record! {
    /// A role (岗位). Its place in the organisation is where a department, or the company, lists its id.
    pub struct Role {
        /// Name without qualifiers.
        pub name: String,
        /// Qualifiers such as 华东 or 夜班, without their brackets.
        pub qualifiers: Vec<Item>,
        /// State of the description.
        pub state: RoleState,
        /// Code (岗位编号).
        pub code: String,
        /// Job family (职系).
        pub series: String,
        /// Grade (职级).
        pub grade: String,
        /// Established posts (编制).
        pub headcount: Option<Headcount>,
        /// What the source says of the number (此岗位至少两人).
        pub headcount_note: String,
        /// People in the role.
        pub incumbents: Vec<Incumbent>,
        /// Nature of the role (岗位性质).
        pub nature: String,
        /// Overall responsibility (管理责任).
        pub responsibility: String,
        /// Where the role is (工作地点), as the head of the form has it.
        pub location: String,
        /// The direct supervisor (直接上级). Subordinates are derived from this and never stored.
        pub supervisor: Supervisor,
        /// The direct supervisor if it is no role of this project (集团总部); kept while `supervisor` names a role.
        pub supervisor_outside: String,
        /// Functional (虚线) supervisors.
        pub functional: Vec<FunctionalLine>,
        /// What an imported text said of the superior, literally.
        pub imported_superior: String,
        /// What an imported text said of the subordinates, literally.
        pub imported_subordinates: String,
        /// Why the role exists (岗位目的).
        pub purpose: String,
        /// Duties (岗位职责), in groups.
        pub duty_groups: Vec<DutyGroup>,
        /// Authorities (岗位权限).
        pub authorities: Vec<Authority>,
        /// Work relations (工作关系).
        pub relations: Vec<Relation>,
        /// Qualifications (任职资格).
        pub qualifications: Vec<Qualification>,
        /// Key performance indicators (考核指标).
        pub kpis: Vec<Kpi>,
        /// Working conditions (工作条件).
        pub conditions: Conditions,
        /// What the role must not do (禁止事项).
        pub prohibitions: Vec<Item>,
        /// Career paths (职业发展).
        pub careers: Vec<CareerPath>,
        /// Notes (备注).
        pub notes: Vec<Item>,
        /// Sections that the user named.
        pub own_sections: Vec<OwnSection>,
        /// Version, dates and signatures.
        pub control: DocumentControl,
    }
}

choice! {
    /// State of a description.
    pub enum RoleState {
        /// 拟定: being drafted.
        Draft,
        /// 生效: in force.
        Active,
        /// 停用: no longer in force.
        Suspended,
    }
}

/// Established posts: a number, or a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headcount {
    /// Lowest number of posts.
    pub min: u32,
    /// Highest number of posts; the same as `min` if it is no range.
    pub max: u32,
}

/// The direct supervisor of a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Supervisor {
    /// Not said.
    #[default]
    None,
    /// A role of this project.
    Role(RoleId),
    /// A position outside the project: the text in `supervisor_outside`.
    Outside,
}

record! {
    /// Working conditions (工作条件).
    pub struct Conditions {
        /// 工作场所.
        pub place: String,
        /// 工作时间.
        pub hours: String,
        /// 工作环境.
        pub environment: String,
        /// 出差.
        pub travel: String,
        /// 使用设备.
        pub equipment: String,
        /// 危险性.
        pub hazards: String,
    }
}

record! {
    /// Version, dates and signatures of a document. Dates are kept as written.
    pub struct DocumentControl {
        /// Version, such as V1.2.
        pub version: String,
        /// When it takes effect.
        pub effective_date: String,
        /// Drawn up by.
        pub prepared: Signature,
        /// Reviewed by.
        pub reviewed: Signature,
        /// Approved by.
        pub approved: Signature,
        /// Acknowledged by the incumbent.
        pub acknowledged: Signature,
        /// Revision history, oldest first.
        pub revisions: Vec<Revision>,
    }
}

record! {
    /// A name and a date in a signature block.
    pub struct Signature {
        /// Who.
        pub name: String,
        /// When, as written.
        pub date: String,
    }
}

text_fields!(Role {
    Name => name,
    Code => code,
    Series => series,
    Grade => grade,
    HeadcountNote => headcount_note,
    Nature => nature,
    Responsibility => responsibility,
    Location => location,
    SupervisorOutside => supervisor_outside,
    ImportedSuperior => imported_superior,
    ImportedSubordinates => imported_subordinates,
    Purpose => purpose,
    WorkPlace => conditions.place,
    WorkHours => conditions.hours,
    Environment => conditions.environment,
    Travel => conditions.travel,
    Equipment => conditions.equipment,
    Hazards => conditions.hazards,
    Version => control.version,
    EffectiveDate => control.effective_date,
    PreparedBy => control.prepared.name,
    PreparedDate => control.prepared.date,
    ReviewedBy => control.reviewed.name,
    ReviewedDate => control.reviewed.date,
    ApprovedBy => control.approved.name,
    ApprovedDate => control.approved.date,
    AcknowledgedBy => control.acknowledged.name,
    AcknowledgedDate => control.acknowledged.date,
});

impl Role {
    /// The name with its qualifiers in full-width brackets: 保安员（夜班）.
    pub fn full_name(&self) -> String {
        let mut full = self.name.clone();
        for qualifier in &self.qualifiers {
            full.push('\u{ff08}');
            full.push_str(&qualifier.text);
            full.push('\u{ff09}');
        }
        full
    }

    /// All duties of all groups, in order, without their sub-duties.
    pub fn duties(&self) -> impl Iterator<Item = &super::items::Duty> {
        self.duty_groups.iter().flat_map(|group| &group.duties)
    }
}
