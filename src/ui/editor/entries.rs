//! New entries for lists, and which lists stand inside the entries of others.

use crate::edit::AnyItem;
use crate::model::{
    Authority, CareerPath, Duty, DutyGroup, FunctionalLine, Incumbent, Item, Kpi, ListKind,
    OwnSection, Qualification, Relation, Revision, RuleList,
};

/// The list inside each entry of a list of headings: there Enter leads.
pub(super) fn inner_kind(kind: ListKind) -> Option<ListKind> {
    match kind {
        ListKind::DutyGroups => Some(ListKind::Duties),
        ListKind::OwnSections => Some(ListKind::SectionItems),
        ListKind::RuleLists => Some(ListKind::Rules),
        _ => None,
    }
}

/// An entry for such a list with `text` in its first field.
pub(super) fn new_entry(kind: ListKind, text: &str) -> AnyItem {
    let text = text.to_owned();
    match kind {
        ListKind::Qualifiers
        | ListKind::Prohibitions
        | ListKind::Notes
        | ListKind::SectionItems
        | ListKind::DepartmentDuties
        | ListKind::Rules => AnyItem::Item(Item {
            text,
            ..Item::default()
        }),
        ListKind::Incumbents => AnyItem::Incumbent(Incumbent {
            name: text,
            ..Incumbent::default()
        }),
        ListKind::FunctionalLines => AnyItem::FunctionalLine(FunctionalLine {
            outside: text,
            ..FunctionalLine::default()
        }),
        ListKind::DutyGroups => AnyItem::DutyGroup(DutyGroup {
            title: text,
            ..DutyGroup::default()
        }),
        ListKind::Duties => AnyItem::Duty(Duty {
            text,
            ..Duty::default()
        }),
        ListKind::Authorities => AnyItem::Authority(Authority {
            text,
            ..Authority::default()
        }),
        ListKind::Relations => AnyItem::Relation(Relation {
            with: text,
            ..Relation::default()
        }),
        ListKind::Qualifications => AnyItem::Qualification(Qualification {
            text,
            ..Qualification::default()
        }),
        ListKind::Kpis => AnyItem::Kpi(Kpi {
            name: text,
            ..Kpi::default()
        }),
        ListKind::CareerPaths => AnyItem::CareerPath(CareerPath {
            text,
            ..CareerPath::default()
        }),
        ListKind::OwnSections => AnyItem::OwnSection(OwnSection {
            title: text,
            ..OwnSection::default()
        }),
        ListKind::Revisions => AnyItem::Revision(Revision {
            version: text,
            ..Revision::default()
        }),
        ListKind::RuleLists => AnyItem::RuleList(RuleList {
            title: text,
            ..RuleList::default()
        }),
    }
}
