//! Which sections and facts a role's document has, in what order and under which heading.
//!
//! What a list does not name comes after what it names, in the usual order, so that an empty list is the usual
//! document and nothing is lost when the program learns a new section.

use crate::model::record::{choice, record};

choice! {
    /// The sections of a role's document, in the usual order. Signatures always stand last.
    pub enum SheetSection {
        /// 基本信息: the facts at the head.
        Facts,
        /// 岗位目的.
        Purpose,
        /// 管理责任.
        Responsibility,
        /// 岗位职责.
        Duties,
        /// 岗位权限.
        Authorities,
        /// 工作关系.
        Relations,
        /// 任职资格.
        Qualifications,
        /// 考核指标.
        Kpis,
        /// 工作条件.
        Conditions,
        /// 禁止事项.
        Prohibitions,
        /// 职业发展.
        Careers,
        /// Sections with titles of their own.
        Own,
        /// 备注.
        Notes,
        /// 修订记录.
        Revisions,
    }
}

record! {
    /// One section of a role's document.
    pub struct SectionSetting {
        /// Which.
        pub section: SheetSection,
        /// Not printed.
        pub hidden: bool,
        /// Its heading; empty = the usual one. Sections of the user's own keep their titles.
        pub heading: String,
    }
}

choice! {
    /// The facts at the head of a role's document, in the usual order.
    pub enum SheetFact {
        /// 岗位名称.
        Name,
        /// 岗位编号.
        Code,
        /// 所属部门.
        Department,
        /// 直接上级.
        Supervisor,
        /// 职系.
        Series,
        /// 职级.
        Grade,
        /// 岗位性质.
        Nature,
        /// 工作地点.
        Location,
        /// 岗位编制.
        Headcount,
        /// 任职人.
        Incumbents,
        /// 版本.
        Version,
        /// 生效日期.
        EffectiveDate,
        /// 文件状态.
        State,
        /// 直接下级.
        Subordinates,
        /// 虚线上级.
        Functional,
        /// 虚线下级.
        FunctionalSubordinates,
    }
}

record! {
    /// One fact at the head of a role's document.
    pub struct FactSetting {
        /// Which.
        pub fact: SheetFact,
        /// Not printed.
        pub hidden: bool,
        /// Its label; empty = the usual one.
        pub label: String,
    }
}

/// The settings of every choice: those that `set` names first, in its order, then the rest in the usual order. A
/// choice that is named twice counts once.
fn in_order<K: Copy + PartialEq, S: Clone>(
    set: &[S],
    all: &[K],
    key: impl Fn(&S) -> K,
    usual: impl Fn(K) -> S,
) -> Vec<S> {
    let mut ordered: Vec<S> = Vec::with_capacity(all.len());
    for setting in set {
        if !ordered.iter().any(|known| key(known) == key(setting)) {
            ordered.push(setting.clone());
        }
    }
    for &kind in all {
        if !ordered.iter().any(|known| key(known) == kind) {
            ordered.push(usual(kind));
        }
    }
    ordered
}

/// Every section in printing order.
pub fn sections_in_order(set: &[SectionSetting]) -> Vec<SectionSetting> {
    in_order(
        set,
        SheetSection::ALL,
        |setting| setting.section,
        |section| SectionSetting {
            section,
            ..SectionSetting::default()
        },
    )
}

/// Every fact in printing order.
pub fn facts_in_order(set: &[FactSetting]) -> Vec<FactSetting> {
    in_order(
        set,
        SheetFact::ALL,
        |setting| setting.fact,
        |fact| FactSetting {
            fact,
            ..FactSetting::default()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_that_are_not_named_follow_in_the_usual_order() {
        let duties = SectionSetting {
            section: SheetSection::Duties,
            heading: "工作内容".into(),
            ..SectionSetting::default()
        };
        let ordered = sections_in_order(&[duties.clone(), duties.clone()]);
        assert_eq!(ordered.len(), SheetSection::ALL.len());
        assert_eq!(ordered[0], duties);
        assert_eq!(ordered[1].section, SheetSection::Facts);
        assert_eq!(ordered[4].section, SheetSection::Authorities);
    }

    #[test]
    fn no_settings_are_the_usual_order() {
        let kinds: Vec<SheetFact> = facts_in_order(&[]).iter().map(|fact| fact.fact).collect();
        assert_eq!(kinds, SheetFact::ALL);
    }
}
