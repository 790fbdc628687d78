//! From a reviewed draft to one [`Edit::Group`]: accepted as one step, undone as one step.
//!
//! Superiors that are called exactly like a role of the draft become reporting lines; every other name stays in
//! words. What the text said of superiors and subordinates is kept literally, so that checks can compare.

use super::content::{add_section, department_of, items, plain_item, role_without_lines, text};
use super::decide::Anchor;
use super::draft::{DraftDepartment, DraftRole, ImportDraft, Proposal};
use super::merge::{MergeChoices, MergeWay, merge_edits};
use super::placing::{Parent, Places};
use crate::edit::{AnyItem, Edit, Fragment, StepName};
use crate::model::{
    DepartmentId, Field, FunctionalLine, Item, ListKind, ListPlace, NameAnswer, Owner, Place,
    Project, Role, RoleId, RuleList, Supervisor,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What of a draft a person accepts. Roles and departments of the draft are named by their index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// The department that takes the draft in; `None` = the company.
    pub target: Option<DepartmentId>,
    /// Roles of the draft that are left out.
    pub left_out: BTreeSet<usize>,
    /// Departments of the draft that are left out; their roles go to the department above.
    pub departments_left_out: BTreeSet<usize>,
    /// Departments of the draft that the project has already.
    pub departments: BTreeMap<usize, DepartmentId>,
    /// Roles of the draft that go into roles of the project.
    pub into: BTreeMap<usize, IntoRole>,
    /// Whether the company takes the name, the dates and the rules of the draft.
    pub company: bool,
    /// Whether superiors implied in prose become reporting lines.
    pub proposals: bool,
    /// Names in fields of the draft, and the roles that they mean: the answered questions.
    pub meanings: BTreeMap<String, usize>,
    /// Names in fields of the draft, and the roles of the project that they mean.
    pub known: BTreeMap<String, RoleId>,
    /// Keeps what found no place: as notes of the role before it; what stands before the first role as a list of
    /// rules of this title.
    pub unplaced: Option<String>,
    /// Answers about names to be remembered beside those that the project has.
    pub answers: Vec<NameAnswer>,
}

/// How a role of a draft goes into a role of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntoRole {
    /// The project's role.
    pub role: RoleId,
    /// How.
    pub way: MergeWay,
    /// What was chosen in the comparison.
    pub choices: MergeChoices,
}

/// An accepted draft as one edit, and what to show of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The edit.
    pub edit: Edit,
    /// What is shown after it: the first role, or the first department.
    pub first: Option<Owner>,
    /// Roles that are new.
    pub added: usize,
    /// Roles of the project that take something in.
    pub merged: usize,
    /// Departments that are new.
    pub departments: usize,
}

/// One edit that adds what was accepted of a draft to an empty project; `None` if nothing was.
pub fn into_edits(draft: &ImportDraft, acceptance: &Acceptance) -> Option<Edit> {
    plan(&Project::default(), draft, acceptance).map(|planned| planned.edit)
}

/// One edit that adds what was accepted of a draft to `project` as it is now; `None` if nothing was.
pub fn plan(project: &Project, draft: &ImportDraft, acceptance: &Acceptance) -> Option<Planned> {
    planned(project, Cow::Borrowed(draft), acceptance)
}

/// The same of a draft that is not needed afterwards: its texts move into the edit and are not copied.
pub fn plan_taken(
    project: &Project,
    draft: ImportDraft,
    acceptance: &Acceptance,
) -> Option<Planned> {
    planned(project, Cow::Owned(draft), acceptance)
}

fn planned(
    project: &Project,
    draft: Cow<'_, ImportDraft>,
    acceptance: &Acceptance,
) -> Option<Planned> {
    let mut builder = Builder::new(project, draft, acceptance);
    let (fragment, moves) = builder.fragment();
    let mut planned = Planned {
        edit: Edit::SetNameAnswers(Vec::new()),
        first: None,
        added: fragment.roles.len(),
        merged: 0,
        departments: fragment.departments.len(),
    };
    let first_department = fragment.top_departments.first().copied();
    let mut edits = Vec::new();
    if !fragment.top_departments.is_empty() || !fragment.top_roles.is_empty() {
        edits.push(Edit::AddFragment {
            parent: acceptance.target,
            fragment: Box::new(fragment),
        });
    }
    edits.extend(moves);
    builder.department_edits(&mut edits);
    planned.merged = builder.role_edits(&mut edits);
    if acceptance.company {
        company_edits(project, &builder.draft, &mut edits);
    }
    builder.unplaced_edits(&mut edits);
    answer_edits(project, &acceptance.answers, &mut edits);
    let shown = builder.places.roles.iter().find_map(|id| *id);
    let shown = shown.map(Owner::Role);
    planned.first = shown.or(first_department.map(Owner::Department));
    planned.edit = Edit::Group {
        name: StepName::Import,
        edits,
    };
    match &planned.edit {
        Edit::Group { edits, .. } if edits.is_empty() => None,
        _ => Some(planned),
    }
}

/// The company's own texts stay where it has some.
fn company_edits(project: &Project, draft: &ImportDraft, edits: &mut Vec<Edit>) {
    let mut set = |field, text: &str| {
        let place = Place::of(Owner::Company, field);
        if project.text(place).is_none_or(|it| it.trim().is_empty()) {
            edits.push(Edit::SetText {
                place,
                text: text.to_owned(),
            });
        }
    };
    if let Some(company) = &draft.company {
        set(Field::Name, company);
    }
    for field in &draft.company_fields {
        set(field.field, &field.value.text);
    }
    for rules in &draft.rules {
        let title = text(rules.title.clone());
        edits.push(rule_list(title, items(rules.items.clone())));
    }
}

fn rule_list(title: String, items: Vec<Item>) -> Edit {
    Edit::AddItem {
        list: ListPlace {
            owner: Owner::Company,
            kind: ListKind::RuleLists,
            parent: None,
        },
        index: usize::MAX,
        item: AnyItem::RuleList(RuleList {
            title,
            items,
            ..RuleList::default()
        }),
    }
}

fn answer_edits(project: &Project, answers: &[NameAnswer], edits: &mut Vec<Edit>) {
    let mut known = project.company.name_answers.clone();
    for answer in answers {
        match known.iter_mut().find(|it| it.written == answer.written) {
            Some(old) => old.meant.clone_from(&answer.meant),
            None => known.push(answer.clone()),
        }
    }
    if known != project.company.name_answers {
        edits.push(Edit::SetNameAnswers(known));
    }
}

struct Builder<'a> {
    project: &'a Project,
    /// Roles and departments are taken out of a draft that is owned.
    draft: Cow<'a, ImportDraft>,
    acceptance: &'a Acceptance,
    places: Places,
    by_name: HashMap<String, RoleId>,
    /// The superior of each role that got one, for refusing circles.
    superior: HashMap<RoleId, RoleId>,
    /// What found no place, by the role that takes it; without one, the company.
    unplaced: HashMap<Option<usize>, Vec<Item>>,
}

impl<'a> Builder<'a> {
    fn new(
        project: &'a Project,
        draft: Cow<'a, ImportDraft>,
        acceptance: &'a Acceptance,
    ) -> Builder<'a> {
        let places = Places::of(project, &draft, acceptance);
        let mut by_name = HashMap::new();
        for (role, id) in draft.roles.iter().zip(&places.roles) {
            if let Some(id) = *id {
                by_name.entry(role.full_name()).or_insert(id);
            }
        }
        for (&id, role) in &project.roles {
            by_name.entry(role.full_name()).or_insert(id);
        }
        let mut builder = Builder {
            project,
            draft,
            acceptance,
            places,
            by_name,
            superior: HashMap::new(),
            unplaced: HashMap::new(),
        };
        if acceptance.unplaced.is_some() {
            builder.give_unplaced();
        }
        builder
    }

    /// Gives each text without a place to the role before it that is accepted.
    fn give_unplaced(&mut self) {
        let mut roles: Vec<(Anchor, usize)> = self
            .draft
            .roles
            .iter()
            .enumerate()
            .filter(|(at, _)| self.places.roles[*at].is_some())
            .map(|(at, role)| (Anchor::of_role(role), at))
            .collect();
        roles.sort_unstable();
        for piece in &self.draft.unplaced {
            let at = piece.spans.first().map(|span| Anchor::of(*span));
            let before = roles.partition_point(|(role, _)| Some(*role) <= at);
            let role = before.checked_sub(1).map(|at| roles[at].1);
            self.unplaced
                .entry(role)
                .or_default()
                .push(plain_item(piece.clone()));
        }
    }

    /// What is new, under the ids that it will have, and where parts of it go afterwards.
    fn fragment(&mut self) -> (Fragment, Vec<Edit>) {
        let mut fragment = Fragment::default();
        let mut moves = Vec::new();
        for at in self.places.new_departments() {
            let Some(id) = self.places.departments[at] else {
                continue;
            };
            let mut department = department_of(self.take_department(at));
            department.departments = self.places.departments_below(at);
            department.roles = self.places.roles_below(at);
            fragment.departments.insert(id, department);
            match self.places.department_parents[at] {
                Parent::Draft(_) => continue,
                Parent::Target => {}
                Parent::Project(parent) => moves.push(Edit::MoveDepartment {
                    department: id,
                    parent: Some(parent),
                    index: usize::MAX,
                }),
            }
            fragment.top_departments.push(id);
        }
        for at in self.places.new_roles() {
            let Some(id) = self.places.roles[at] else {
                continue;
            };
            let role = self.role(at, id);
            fragment.roles.insert(id, Arc::new(role));
            match self.places.role_parents[at] {
                Parent::Draft(_) => continue,
                Parent::Target => {}
                Parent::Project(parent) => moves.push(Edit::MoveRole {
                    role: id,
                    parent: Some(parent),
                    index: usize::MAX,
                }),
            }
            fragment.top_roles.push(id);
        }
        (fragment, moves)
    }

    /// What departments that the project has already take in: duties that they do not have, fields that are empty.
    fn department_edits(&mut self, edits: &mut Vec<Edit>) {
        for (at, id) in &self.acceptance.departments {
            if *at >= self.draft.departments.len() {
                continue;
            }
            let Some(old) = self.project.departments.get(id) else {
                continue;
            };
            if self.acceptance.departments_left_out.contains(at) {
                continue;
            }
            let owner = Owner::Department(*id);
            let draft = self.take_department(*at);
            for field in draft.fields {
                if old.text(field.field).is_some_and(str::is_empty) {
                    edits.push(Edit::SetText {
                        place: Place::of(owner, field.field),
                        text: field.value.text,
                    });
                }
            }
            edits.extend(new_lines(
                &old.duties,
                items(draft.duties),
                ListPlace {
                    owner,
                    kind: ListKind::DepartmentDuties,
                    parent: None,
                },
            ));
        }
    }

    /// The edits of roles that the project has already; how many these are.
    fn role_edits(&mut self, edits: &mut Vec<Edit>) -> usize {
        let mut merged = 0;
        let acceptance = self.acceptance;
        for (&at, into) in &acceptance.into {
            let goes = self.places.roles.get(at) == Some(&Some(into.role));
            let Some(old) = self.project.roles.get(&into.role).filter(|_| goes) else {
                continue;
            };
            let new = self.role(at, into.role);
            edits.extend(merge_edits(into.role, (old, &new), into.way, &into.choices));
            merged += 1;
        }
        merged
    }

    fn unplaced_edits(&mut self, edits: &mut Vec<Edit>) {
        if let Some(title) = &self.acceptance.unplaced
            && let Some(items) = self.unplaced.remove(&None)
        {
            edits.push(rule_list(title.clone(), items));
        }
    }

    /// A department of the draft; each is asked for once.
    fn take_department(&mut self, at: usize) -> DraftDepartment {
        match &mut self.draft {
            Cow::Borrowed(draft) => draft.departments[at].clone(),
            Cow::Owned(draft) => std::mem::take(&mut draft.departments[at]),
        }
    }

    /// A role of the draft; each is asked for once.
    fn take_role(&mut self, at: usize) -> DraftRole {
        match &mut self.draft {
            Cow::Borrowed(draft) => draft.roles[at].clone(),
            Cow::Owned(draft) => std::mem::take(&mut draft.roles[at]),
        }
    }

    /// A role of the draft as the project would have it under `id`.
    fn role(&mut self, at: usize, id: RoleId) -> Role {
        let mut draft = self.take_role(at);
        let sections = std::mem::take(&mut draft.sections);
        let proposals = std::mem::take(&mut draft.proposals).into_iter();
        let proposed = proposals.filter(|_| self.acceptance.proposals);
        let proposed = proposed.filter_map(|proposal| match proposal {
            Proposal::Superior { name, .. } => Some(name),
            Proposal::Subordinate { .. } | Proposal::Department { .. } => None,
        });
        let mut names: Vec<String> = proposed.collect();
        let superior = draft.superior.take();
        let mut role = role_without_lines(draft);
        if let Some(superior) = superior {
            role.imported_superior = superior.literal.text;
            names = superior.names;
        }
        for (place, name) in names.into_iter().enumerate() {
            let found = self.find(&name).filter(|&other| other != id);
            if place > 0 {
                role.functional.push(FunctionalLine {
                    role: found,
                    outside: if found.is_some() { String::new() } else { name },
                    ..FunctionalLine::default()
                });
            } else if let Some(superior) = found.filter(|&superior| !self.is_above(id, superior)) {
                if self.takes_superior(at) {
                    self.superior.insert(id, superior);
                }
                role.supervisor = Supervisor::Role(superior);
            } else {
                role.supervisor = Supervisor::Outside;
                role.supervisor_outside = name;
            }
        }
        for section in sections {
            add_section(&mut role, section);
        }
        role.notes
            .extend(self.unplaced.remove(&Some(at)).unwrap_or_default());
        role
    }

    /// Whether the role gets the superior that the draft says: a role of the project keeps its own.
    fn takes_superior(&self, at: usize) -> bool {
        let into = self.acceptance.into.get(&at);
        into.is_none_or(|into| {
            let old = self.project.roles.get(&into.role);
            into.way == MergeWay::Replace
                || old.is_none_or(|old| old.supervisor == Supervisor::None)
        })
    }

    fn find(&self, name: &str) -> Option<RoleId> {
        let meant = self.acceptance.meanings.get(name);
        let meant = meant.and_then(|&role| self.places.roles.get(role).copied().flatten());
        let known = self.acceptance.known.get(name).copied();
        let known = known.filter(|id| self.project.roles.contains_key(id));
        let brackets: String = name
            .chars()
            .map(|c| match c {
                '(' => '\u{ff08}',
                ')' => '\u{ff09}',
                c => c,
            })
            .collect();
        meant
            .or(known)
            .or_else(|| self.by_name.get(&brackets).copied())
    }

    /// Whether `role` already stands above `other`: then `other` cannot be above it.
    fn is_above(&self, role: RoleId, other: RoleId) -> bool {
        let mut next = Some(other);
        let mut seen = HashSet::new();
        while let Some(at) = next.filter(|at| seen.insert(*at)) {
            if at == role {
                return true;
            }
            next = self.superior.get(&at).copied().or_else(|| {
                match self.project.roles.get(&at)?.supervisor {
                    Supervisor::Role(above) => Some(above),
                    Supervisor::None | Supervisor::Outside => None,
                }
            });
        }
        false
    }
}

/// The lines that a list does not have yet, each as an edit.
fn new_lines(old: &[Item], new: Vec<Item>, list: ListPlace) -> Vec<Edit> {
    let known: HashSet<&str> = old.iter().map(|item| item.text.as_str()).collect();
    let new = new.into_iter();
    new.filter(|item| !known.contains(item.text.as_str()))
        .map(|item| Edit::AddItem {
            list,
            index: usize::MAX,
            item: AnyItem::Item(item),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::import::parse_text;
    use crate::model::Organisation;

    /// The project after a text was accepted.
    fn accepted(mut project: Project, text: &str, acceptance: &Acceptance) -> Project {
        let planned = plan(&project, &parse_text(text), acceptance).expect("something to add");
        apply(&mut project, &planned.edit).expect("edits that fit");
        let shown = planned.first.expect("something to show");
        assert!(project.owners().any(|owner| owner == shown));
        project
    }

    fn role<'a>(project: &'a Project, name: &str) -> (RoleId, &'a Role) {
        let found = project.roles.iter().find(|(_, it)| it.full_name() == name);
        let (id, role) = found.unwrap_or_else(|| panic!("no role {name}"));
        (*id, role)
    }

    fn department(project: &Project, name: &str) -> DepartmentId {
        let mut found = project.departments.iter();
        *found.find(|(_, it)| it.name == name).expect(name).0
    }

    const STORE: &str = "仓储部职责\n1、保管物料。\n仓储主管岗位职责\n直接上级：厂长\n1、盘点。\n库管员岗位职责\n直接上级：仓储主管/副主管\n1、收货。";

    #[test]
    fn a_superior_of_the_draft_becomes_a_reporting_line_and_another_stays_in_words() {
        let project = accepted(Project::default(), STORE, &Acceptance::default());
        let (head, manager) = role(&project, "仓储主管");
        assert_eq!(manager.supervisor, Supervisor::Outside);
        assert_eq!(manager.supervisor_outside, "厂长");
        let (clerk, keeper) = role(&project, "库管员");
        assert_eq!(keeper.supervisor, Supervisor::Role(head));
        assert_eq!(keeper.functional[0].outside, "仓储副主管");
        assert_eq!(keeper.imported_superior, "仓储主管/副主管");
        let store = &project.departments[&department(&project, "仓储部")];
        assert_eq!(store.roles, [head, clerk]);
    }

    #[test]
    fn two_roles_that_name_each_other_make_no_circle() {
        let text = "甲班长岗位职责\n直接上级：乙班长\n1、巡查。\n乙班长岗位职责\n直接上级：甲班长\n1、记录。";
        let project = accepted(Project::default(), text, &Acceptance::default());
        let (second, _) = role(&project, "乙班长");
        assert_eq!(
            role(&project, "甲班长").1.supervisor,
            Supervisor::Role(second)
        );
        assert_eq!(role(&project, "乙班长").1.supervisor, Supervisor::Outside);
    }

    #[test]
    fn what_is_left_out_is_not_added_and_nobody_reports_to_it() {
        let text = "甲班长岗位职责\n1、巡查。\n操作工岗位职责\n直接上级：甲班长\n1、记录。";
        let acceptance = Acceptance {
            left_out: [0].into(),
            ..Acceptance::default()
        };
        let project = accepted(Project::default(), text, &acceptance);
        assert_eq!(project.roles.len(), 1);
        assert_eq!(role(&project, "操作工").1.supervisor_outside, "甲班长");
        assert_eq!(
            into_edits(&parse_text("无关的话"), &Acceptance::default()),
            None
        );
    }

    #[test]
    fn a_department_that_is_there_takes_the_roles_and_the_new_duties() {
        let project = accepted(Project::default(), STORE, &Acceptance::default());
        let store = department(&project, "仓储部");
        let text = "仓储部职责\n1、保管物料。\n2、管理叉车。\n叉车工岗位职责\n直接上级：仓储主管\n1、装卸。\n夜班组职责\n1、值守。";
        let draft = parse_text(text);
        assert_eq!(draft.departments[0].name.text, "仓储部");
        let acceptance = Acceptance {
            departments: [(0, store)].into(),
            ..Acceptance::default()
        };
        let project = accepted(project, text, &acceptance);
        let (driver, added) = role(&project, "叉车工");
        assert_eq!(
            added.supervisor,
            Supervisor::Role(role(&project, "仓储主管").0),
            "a role of the project is found by its name"
        );
        assert_eq!(
            Organisation::of(&project).department_of(driver),
            Some(store)
        );
        let duties = project.departments[&store].duties.iter();
        let duties: Vec<&str> = duties.map(|duty| duty.text.as_str()).collect();
        assert_eq!(duties, ["保管物料。", "管理叉车。"]);
    }

    #[test]
    fn a_role_that_is_there_takes_what_is_new_and_others_report_to_it() {
        let project = accepted(Project::default(), STORE, &Acceptance::default());
        let (keeper, _) = role(&project, "库管员");
        let text =
            "库管员岗位职责\n1、收货；\n2、登记台账。\n搬运工岗位职责\n直接上级：库管员\n1、搬运。";
        let acceptance = Acceptance {
            into: [(
                0,
                IntoRole {
                    role: keeper,
                    way: MergeWay::Merge,
                    choices: MergeChoices::default(),
                },
            )]
            .into(),
            ..Acceptance::default()
        };
        let project = accepted(project, text, &acceptance);
        assert_eq!(project.roles.len(), 3);
        let duties: Vec<&str> = project.roles[&keeper]
            .duties()
            .map(|duty| duty.text.as_str())
            .collect();
        assert_eq!(duties, ["收货。", "登记台账。"]);
        assert_eq!(
            role(&project, "搬运工").1.supervisor,
            Supervisor::Role(keeper)
        );
    }

    #[test]
    fn a_role_that_is_replaced_never_reports_to_itself() {
        let project = accepted(Project::default(), STORE, &Acceptance::default());
        let (manager, _) = role(&project, "仓储主管");
        // 库管员 reports to 仓储主管 already; now the text turns it round.
        let text = "仓储主管岗位职责\n直接上级：库管员\n1、盘点。";
        let into = IntoRole {
            role: manager,
            way: MergeWay::Replace,
            choices: MergeChoices::default(),
        };
        let acceptance = Acceptance {
            into: [(0, into)].into(),
            ..Acceptance::default()
        };
        let project = accepted(project, text, &acceptance);
        let manager = &project.roles[&manager];
        assert_eq!(manager.supervisor, Supervisor::Outside);
        assert_eq!(manager.supervisor_outside, "库管员");
    }

    #[test]
    fn answered_names_lead_to_roles_of_the_draft_or_the_project_and_are_remembered() {
        let project = accepted(Project::default(), STORE, &Acceptance::default());
        let (manager, _) = role(&project, "仓储主管");
        let answer = NameAnswer {
            written: "仓管主管".to_owned(),
            meant: "仓储主管".to_owned(),
        };
        let acceptance = Acceptance {
            known: [("仓管主管".to_owned(), manager)].into(),
            answers: vec![answer.clone()],
            ..Acceptance::default()
        };
        let text = "复核员岗位职责\n直接上级：仓管主管\n1、复核。";
        let project = accepted(project, text, &acceptance);
        assert_eq!(
            role(&project, "复核员").1.supervisor,
            Supervisor::Role(manager)
        );
        assert_eq!(project.company.name_answers, [answer]);
    }

    #[test]
    fn what_found_no_place_is_kept_as_notes_if_that_is_wanted() {
        let mut draft = parse_text("库管员岗位职责\n1、收货。");
        draft.unplaced.push(crate::import::Piece {
            text: "另见附件".to_owned(),
            spans: vec![crate::import::Span {
                line: 1,
                start: 0,
                end: 1,
            }],
        });
        draft.unplaced.push(crate::import::Piece {
            text: "前言".to_owned(),
            spans: Vec::new(),
        });
        let acceptance = Acceptance {
            unplaced: Some("其他".to_owned()),
            ..Acceptance::default()
        };
        let mut project = Project::default();
        let planned = plan(&project, &draft, &acceptance).expect("something");
        apply(&mut project, &planned.edit).expect("edits that fit");
        assert_eq!(role(&project, "库管员").1.notes[0].text, "另见附件");
        assert_eq!(project.company.rules[0].title, "其他");
        assert_eq!(project.company.rules[0].items[0].text, "前言");
    }
}
