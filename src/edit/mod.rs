//! The only door through which a project changes: [`OpenProject::perform`] applies an [`Edit`], keeps the way
//! back and says what was changed.
//!
//! An edit is small data that names what is changed, so that it can be merged with the keystroke before it,
//! grouped with others into one step (an accepted import, a finding's fix) and tested on its own.

use crate::model::settings::{DocumentSettings, NumberStyle};
use crate::model::{
    Authority, AuthorityKind, CareerKind, CareerPath, Degree, Department, DepartmentId, Duty,
    DutyGroup, FunctionalLine, Headcount, Incumbent, Item, ItemId, Kpi, ListPlace, Logo,
    NameAnswer, Necessity, OwnSection, Owner, Place, Qualification, QualificationKind, Relation,
    Revision, Role, RoleId, RoleState, RuleList, Side, Supervisor, Weight,
};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

mod apply;
mod apply_items;
mod apply_tree;
mod change;
mod fragment;
mod history;
mod references;
mod search;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use apply::{Applied, Created, apply};
pub use fragment::copy_edit;
pub use history::{OpenProject, STEP_LIMIT, State};
pub use references::{
    Mention, Reference, ReferenceKind, Removal, mentions, references_to, removal, rename_edits,
};
pub use search::{find_text, positions_of, replace_text};

/// What a person can do to a project.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Types into a field. The text is normalised on the way in.
    SetText {
        /// Which text.
        place: Place,
        /// Its new content.
        text: String,
    },
    /// Chooses among values: a state, a weight, a supervisor.
    SetValue {
        /// Whose.
        owner: Owner,
        /// Which list entry; `None` = the owner's own.
        item: Option<ItemId>,
        /// Which value, and what it becomes.
        value: Value,
    },
    /// Puts a new entry into a list. All ids inside it are given anew.
    AddItem {
        /// The list.
        list: ListPlace,
        /// Where; beyond the end means at the end.
        index: usize,
        /// The entry.
        item: AnyItem,
    },
    /// Takes an entry, with what is below it, out of its list.
    RemoveItem {
        /// Whose.
        owner: Owner,
        /// Which.
        item: ItemId,
    },
    /// Moves an entry within its list, to a level above or below, or to another list of the same kind.
    MoveItem {
        /// Whose.
        owner: Owner,
        /// Which.
        item: ItemId,
        /// The entry in whose list it shall stand; `None` = the owner's own list.
        parent: Option<ItemId>,
        /// Where in that list, counted without the entry itself; beyond the end means at the end.
        index: usize,
    },
    /// Adds a department without departments or roles below it.
    AddDepartment {
        /// The department above; `None` = the company.
        parent: Option<DepartmentId>,
        /// Where among its departments.
        index: usize,
        /// Its content; its lists of departments and roles must be empty.
        department: Box<Department>,
    },
    /// Adds a role. All ids of its list entries are given anew, so a copy of another role is welcome.
    AddRole {
        /// The department; `None` = directly under the company.
        parent: Option<DepartmentId>,
        /// Where among its roles.
        index: usize,
        /// Its content.
        role: Box<Role>,
    },
    /// Adds departments and roles with what is below them (a copy, a template, an import).
    AddFragment {
        /// The department above; `None` = the company.
        parent: Option<DepartmentId>,
        /// What is added, at the end of the parent's lists.
        fragment: Box<Fragment>,
    },
    /// Removes a role.
    RemoveRole {
        /// Which.
        role: RoleId,
        /// What becomes of references to it.
        references: References,
    },
    /// Removes a department with everything below it.
    RemoveDepartment {
        /// Which.
        department: DepartmentId,
        /// What becomes of references to roles that go with it.
        references: References,
    },
    /// Moves a role to another department or another position.
    MoveRole {
        /// Which.
        role: RoleId,
        /// The new department; `None` = directly under the company.
        parent: Option<DepartmentId>,
        /// Where among its roles, counted without the role itself.
        index: usize,
    },
    /// Moves a department with everything below it.
    MoveDepartment {
        /// Which.
        department: DepartmentId,
        /// The new department above; `None` = the company.
        parent: Option<DepartmentId>,
        /// Where among its departments, counted without the department itself.
        index: usize,
    },
    /// Changes how documents look.
    SetSettings(Box<DocumentSettings>),
    /// Sets or removes the company's logo.
    SetLogo(Option<Arc<Logo>>),
    /// Remembers what was answered about names in imported texts.
    SetNameAnswers(Vec<NameAnswer>),
    /// Several edits that are one step to undo. If one fails, nothing is changed.
    Group {
        /// Name of the step.
        name: StepName,
        /// The edits, applied in order.
        edits: Vec<Edit>,
    },
}

/// A value that is chosen rather than typed.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "each is the model field of the same name, documented there"
)]
pub enum Value {
    State(RoleState),
    Headcount(Option<Headcount>),
    Supervisor(Supervisor),
    /// The head of a department.
    Head(Option<RoleId>),
    Weight(Option<Weight>),
    Degree(Option<Degree>),
    AuthorityKind(AuthorityKind),
    FunctionalRole(Option<RoleId>),
    Side(Side),
    QualificationKind(QualificationKind),
    Necessity(Necessity),
    CareerKind(CareerKind),
    CareerRole(Option<RoleId>),
    Concurrent(bool),
    RuleNumbering(Option<NumberStyle>),
}

/// A new entry for any list.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "each holds the model type of the same name, documented there"
)]
pub enum AnyItem {
    Item(Item),
    DutyGroup(DutyGroup),
    Duty(Duty),
    Authority(Authority),
    FunctionalLine(FunctionalLine),
    Relation(Relation),
    Qualification(Qualification),
    Kpi(Kpi),
    CareerPath(CareerPath),
    Incumbent(Incumbent),
    OwnSection(OwnSection),
    RuleList(RuleList),
    Revision(Revision),
}

/// Departments and roles outside a project, in a small id space of their own. Each stands in exactly one list.
///
/// References inside the fragment are kept when it enters a project. A reference to a role that it does not
/// hold means the project's role of that id (a copied role keeps its supervisor): who builds a fragment from
/// elsewhere drops such references.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// Departments at the top, in order.
    pub top_departments: Vec<DepartmentId>,
    /// Roles at the top, in order.
    pub top_roles: Vec<RoleId>,
    /// Departments by the fragment's own ids.
    pub departments: BTreeMap<DepartmentId, Department>,
    /// Roles by the fragment's own ids; those that nobody shares move into the project without a copy.
    pub roles: BTreeMap<RoleId, Arc<Role>>,
}

/// What becomes of references to a role that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// They keep the name as text: a supervisor becomes an outside position. A department's head has no such
    /// text and is cleared.
    KeepAsText,
    /// They are cleared; a functional line or career step that then says nothing goes.
    Clear,
    /// They go to another role. If that one reported to a role that goes, it takes the place of the highest
    /// such role and reports to that one's supervisor.
    HandTo(RoleId),
}

/// What a step is called, for "撤销：修改职责". The words are in [`strings`](crate::strings).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepName {
    /// A text was typed.
    Typing(Place),
    /// A text of an entry of this list was typed: what [`OpenProject`] makes of `Typing`, knowing the list.
    TypingIn(crate::model::ListKind, crate::model::Field),
    /// A value was chosen.
    Choose,
    /// A list entry was added.
    AddItem(crate::model::ListKind),
    /// A list entry was removed.
    RemoveItem,
    /// An entry of this list was removed: what [`OpenProject`] makes of `RemoveItem`.
    RemoveItemFrom(crate::model::ListKind),
    /// An entry of this list was joined to the one before.
    JoinItems(crate::model::ListKind),
    /// Entries of this list lost the numbers that they had brought along.
    DropNumbers(crate::model::ListKind),
    /// A list entry was moved.
    MoveItem,
    /// An entry of this list was moved: what [`OpenProject`] makes of `MoveItem`.
    MoveItemIn(crate::model::ListKind),
    /// A department was added.
    AddDepartment,
    /// A role was added.
    AddRole,
    /// A department or role was duplicated.
    Duplicate,
    /// A role was removed.
    RemoveRole,
    /// A department was removed.
    RemoveDepartment,
    /// Something was moved in the tree.
    MoveInTree,
    /// Document settings were changed.
    Settings,
    /// A named style was applied.
    Style,
    /// The logo was changed.
    Logo,
    /// An import was accepted.
    Import,
    /// A template was applied.
    Template,
    /// A finding was mended.
    Fix,
    /// Words were replaced by others.
    Replace,
    /// Several values at once.
    Several,
}

/// Why an edit was refused. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The project has no such role.
    NoSuchRole(RoleId),
    /// The project has no such department.
    NoSuchDepartment(DepartmentId),
    /// The owner has no such list entry.
    NoSuchItem(ItemId),
    /// There is no such text.
    NoSuchPlace(Place),
    /// This owner, list or entry does not take such a value or entry.
    DoesNotFit,
    /// A department would stand inside itself.
    DepartmentInsideItself(DepartmentId),
    /// A duty or other entry would stand inside itself.
    ItemInsideItself(ItemId),
    /// The role would report to itself, directly or through the roles named.
    ReportsToItself(Vec<RoleId>),
    /// 4,294,967,295 ids have been given in this project.
    OutOfIds,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NoSuchRole(role) => write!(f, "no role with id {}", role.0),
            EditError::NoSuchDepartment(department) => {
                write!(f, "no department with id {}", department.0)
            }
            EditError::NoSuchItem(item) => write!(f, "no list entry with id {}", item.0),
            EditError::NoSuchPlace(place) => write!(f, "no such text: {place:?}"),
            EditError::DoesNotFit => write!(f, "the value or entry does not fit there"),
            EditError::DepartmentInsideItself(department) => {
                write!(f, "department {} would stand inside itself", department.0)
            }
            EditError::ItemInsideItself(item) => {
                write!(f, "list entry {} would stand inside itself", item.0)
            }
            EditError::ReportsToItself(roles) => {
                write!(f, "roles would report to themselves:")?;
                roles.iter().try_for_each(|role| write!(f, " {}", role.0))
            }
            EditError::OutOfIds => write!(f, "all ids of this project have been given"),
        }
    }
}

impl std::error::Error for EditError {}
