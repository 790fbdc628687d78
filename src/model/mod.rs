//! What a project *is*: one company with its departments and roles, as plain data.
//!
//! No input or output, no words for the screen, no numbers in texts. Nothing here changes a project by a
//! rule of its own; that is [`edit`](crate::edit)'s work.
//!
//! # Glossary
//!
//! | Chinese | here |
//! |---|---|
//! | 岗位 | [`Role`] |
//! | 岗位说明书 | job description: the printed document of a role |
//! | 部门 | [`Department`] |
//! | 岗位职责 / 部门职责 | [`Duty`] / department duties ([`Item`]) |
//! | 岗位权限 | [`Authority`] |
//! | 汇报关系 | reporting line: [`Supervisor`], [`FunctionalLine`] (虚线), subordinates (derived) |
//! | 工作关系 | [`Relation`] |
//! | 任职资格 | [`Qualification`] |
//! | 考核指标 | [`Kpi`] |
//! | 工作条件 | [`Conditions`] |
//! | 职业发展 | [`CareerPath`] |
//! | 编制 / 任职人 / 兼任 | [`Headcount`] / [`Incumbent`] / `concurrent` |
//! | 岗位编号, 职系, 职级 | `code`, `series`, `grade` |
//! | 岗位目的, 岗位性质, 管理责任 | `purpose`, `nature`, `responsibility` |
//! | 分管领导 | `leader` of a department |
//! | 十不准 and the like | [`RuleList`] |
//! | 自定义栏目 | [`OwnSection`] |
//! | 汇编 | the book: the whole company as one printed document |

mod company;
mod department;
mod ids;
mod items;
mod lists;
pub mod normalise;
mod organisation;
mod place;
mod record;
mod role;
pub mod settings;

pub use company::{Company, LOGO_LIMIT, Logo, NameAnswer, PictureFormat};
pub use department::Department;
pub use ids::{DepartmentId, ItemId, RoleId};
pub use items::{
    Authority, AuthorityKind, CareerKind, CareerPath, Degree, Duty, DutyGroup, FunctionalLine,
    Incumbent, Item, Kpi, ListItem, Necessity, OwnSection, Qualification, QualificationKind,
    Relation, Revision, RuleList, Side, Weight,
};
pub use lists::{
    ListVisitor, ListVisitorMut, Lists, find_item, find_item_mut, find_text, for_each_item,
    set_text,
};
pub use organisation::{Node, Organisation};
pub use place::{Field, ListKind, ListPlace, Owner, Place, Spot};
pub use role::{Conditions, DocumentControl, Headcount, Role, RoleState, Signature, Supervisor};

use std::collections::BTreeMap;
use std::sync::Arc;

/// One company's project: what a project file holds.
///
/// Departments and roles are kept by id and shared, so that a copy for undo costs a few microseconds and what
/// did not change compares by pointer. Their order is the id lists in [`Company`] and [`Department`]: each
/// department and each role stands in exactly one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Project {
    /// The root.
    pub company: Arc<Company>,
    /// Departments by id.
    pub departments: BTreeMap<DepartmentId, Arc<Department>>,
    /// Roles by id.
    pub roles: BTreeMap<RoleId, Arc<Role>>,
    /// The highest number given to any department, role or list entry so far.
    pub last_id: u32,
}

impl Project {
    /// The text at `place`; `None` if there is no such place.
    pub fn text(&self, place: Place) -> Option<&str> {
        match (place.owner, place.item) {
            (Owner::Company, None) => {
                let settings = company::settings_text(&self.company.settings, place.field);
                settings.or_else(|| self.company.text(place.field))
            }
            (Owner::Company, Some(item)) => find_text(&*self.company, item, place.field),
            (Owner::Department(id), None) => self.departments.get(&id)?.text(place.field),
            (Owner::Department(id), Some(item)) => {
                find_text(&**self.departments.get(&id)?, item, place.field)
            }
            (Owner::Role(id), None) => self.roles.get(&id)?.text(place.field),
            (Owner::Role(id), Some(item)) => find_text(&**self.roles.get(&id)?, item, place.field),
        }
    }

    /// Sets the text at `place`; false if there is no such place.
    pub fn set_text(&mut self, place: Place, text: &str) -> bool {
        let set = |target: Option<&mut String>| match target {
            Some(target) => {
                target.clear();
                target.push_str(text);
                true
            }
            None => false,
        };
        match (place.owner, place.item) {
            (Owner::Company, None) if company::SETTINGS_FIELDS.contains(&place.field) => {
                let settings = Arc::make_mut(&mut Arc::make_mut(&mut self.company).settings);
                set(company::settings_text_mut(settings, place.field))
            }
            (Owner::Company, None) => set(Arc::make_mut(&mut self.company).text_mut(place.field)),
            (Owner::Company, Some(item)) => {
                set_text(Arc::make_mut(&mut self.company), item, place.field, text)
            }
            (Owner::Department(id), item) => {
                let Some(department) = self.departments.get_mut(&id).map(Arc::make_mut) else {
                    return false;
                };
                match item {
                    None => set(department.text_mut(place.field)),
                    Some(item) => set_text(department, item, place.field, text),
                }
            }
            (Owner::Role(id), item) => {
                let Some(role) = self.roles.get_mut(&id).map(Arc::make_mut) else {
                    return false;
                };
                match item {
                    None => set(role.text_mut(place.field)),
                    Some(item) => set_text(role, item, place.field, text),
                }
            }
        }
    }

    /// Calls `f` with every text of `owner` that is not empty, list entries included.
    pub fn for_each_text(&self, owner: Owner, f: &mut impl FnMut(Place, &str)) {
        match owner {
            Owner::Company => {
                for &field in company::SETTINGS_FIELDS.iter().chain(Company::FIELDS) {
                    let place = Place::of(owner, field);
                    visit_text(place, self.text(place), f);
                }
                visit_items(owner, &*self.company, f);
            }
            Owner::Department(id) => {
                let Some(department) = self.departments.get(&id) else {
                    return;
                };
                for &field in Department::FIELDS {
                    visit_text(Place::of(owner, field), department.text(field), f);
                }
                visit_items(owner, &**department, f);
            }
            Owner::Role(id) => {
                let Some(role) = self.roles.get(&id) else {
                    return;
                };
                for &field in Role::FIELDS {
                    visit_text(Place::of(owner, field), role.text(field), f);
                }
                visit_items(owner, &**role, f);
            }
        }
    }

    /// Every owner of texts: the company, each department, each role.
    pub fn owners(&self) -> impl Iterator<Item = Owner> {
        std::iter::once(Owner::Company)
            .chain(self.departments.keys().map(|&id| Owner::Department(id)))
            .chain(self.roles.keys().map(|&id| Owner::Role(id)))
    }
}

fn visit_text(place: Place, text: Option<&str>, f: &mut impl FnMut(Place, &str)) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        f(place, text);
    }
}

fn visit_items(owner: Owner, lists: &impl Lists, f: &mut impl FnMut(Place, &str)) {
    struct Texts<'f, F> {
        owner: Owner,
        f: &'f mut F,
    }
    impl<'a, F: FnMut(Place, &str)> ListVisitor<'a> for Texts<'_, F> {
        fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &'a [T]) {
            for_each_item(list, &mut |entry| {
                for &field in T::FIELDS {
                    visit_text(
                        Place::item(self.owner, entry.id(), field),
                        entry.text(field),
                        self.f,
                    );
                }
            });
        }
    }
    lists.visit(&mut Texts { owner, f });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        let duty = Duty {
            id: ItemId(3),
            text: "核对台账".into(),
            children: vec![Duty {
                id: ItemId(4),
                text: "每月一次".into(),
                ..Duty::default()
            }],
            ..Duty::default()
        };
        let group = DutyGroup {
            id: ItemId(2),
            duties: vec![duty],
            ..DutyGroup::default()
        };
        let role = Role {
            name: "库管员".into(),
            duty_groups: vec![group],
            ..Role::default()
        };
        let company = Company {
            roles: vec![RoleId(1)],
            ..Company::default()
        };
        Project {
            company: Arc::new(company),
            roles: [(RoleId(1), Arc::new(role))].into(),
            last_id: 4,
            ..Project::default()
        }
    }

    #[test]
    fn every_text_that_is_visited_can_be_read_and_set_at_its_place() {
        let mut project = project();
        let mut seen = Vec::new();
        for owner in project.owners() {
            project.for_each_text(owner, &mut |place, text| {
                seen.push((place, text.to_owned()));
            });
        }
        assert_eq!(seen.len(), 3, "{seen:?}");
        for (place, text) in seen {
            assert_eq!(project.text(place), Some(&*text));
            assert!(project.set_text(place, "改"));
            assert_eq!(project.text(place), Some("改"));
        }
    }

    #[test]
    fn a_place_that_does_not_exist_is_no_text() {
        let mut project = project();
        let nowhere = Place::item(Owner::Role(RoleId(1)), ItemId(99), Field::Text);
        assert_eq!(project.text(nowhere), None);
        assert!(!project.set_text(nowhere, "无"));
        assert!(
            !project.set_text(Place::role(RoleId(1), Field::Leader), "无"),
            "a role has no such field"
        );
    }

    #[test]
    fn a_settings_text_belongs_to_the_company() {
        let mut project = project();
        let footer = Place::of(Owner::Company, Field::Footer);
        assert!(project.set_text(footer, "第 {页} 页"));
        assert_eq!(project.company.settings.footer, "第 {页} 页");
    }
}
