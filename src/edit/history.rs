//! An open project with the way back: undo, redo, and whether there is something to save.
//!
//! Undo steps hold what was there before (shared, so a step costs what it touched). There is no clock here:
//! who owns the window closes a step of typing when the person rests or leaves the field.

use super::apply::{Applied, apply_with_way_back, exists};
use super::apply_items::{list_of, visit};
use super::apply_tree::{parent_of_department, parent_of_role};
use super::change::Before;
use super::{Edit, EditError, StepName, Value};
use crate::model::{
    ItemId, ListItem, ListKind, ListVisitor, ListVisitorMut, Lists as _, Owner, Place, Project,
    for_each_item,
};
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// How many steps can be undone; the oldest is dropped.
pub const STEP_LIMIT: usize = 1_000;

/// One state of an open project: what is saved is compared by it. Two states are the same only if undo and
/// redo lead from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(u64);

/// One step to undo, or to redo.
struct Step {
    name: StepName,
    /// What to put back.
    other: Before,
    /// Which state that leads to.
    state: State,
    /// Where it acted: the first of these that exists is shown.
    scenes: [Owner; 3],
}

/// Edits with the same key in a row are one step: typing in one field, dragging one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MergeKey {
    Text(Place),
    Weight(Owner, Option<ItemId>),
    Headcount(Owner),
    Settings,
}

impl MergeKey {
    fn of(edit: &Edit) -> Option<MergeKey> {
        match edit {
            Edit::SetText { place, .. } => Some(MergeKey::Text(*place)),
            Edit::SetSettings(_) => Some(MergeKey::Settings),
            Edit::SetValue { owner, item, value } => match value {
                Value::Weight(_) => Some(MergeKey::Weight(*owner, *item)),
                Value::Headcount(_) => Some(MergeKey::Headcount(*owner)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// An open project. The only way to change it is [`OpenProject::perform`].
pub struct OpenProject {
    project: Project,
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// What the newest step may still take in; `None` once it is closed.
    open_step: Option<MergeKey>,
    state: State,
    saved: State,
    revision: u64,
    acted_on: Owner,
}

impl OpenProject {
    /// Opens a project as it was saved. List entries without an id of their own (a file written by hand) get
    /// one here, which is no change of what the project says.
    pub fn new(mut project: Project) -> OpenProject {
        settle_ids(&mut project);
        OpenProject {
            project,
            undo: VecDeque::new(),
            redo: Vec::new(),
            open_step: None,
            state: State(0),
            saved: State(0),
            revision: 0,
            acted_on: Owner::Company,
        }
    }

    /// The project as it is now.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Grows with every change, undo and redo: the key of every cache.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Where the last change, undo or redo acted; it exists in the project.
    pub fn acted_on(&self) -> Owner {
        self.acted_on
    }

    /// Carries out an edit. An edit that makes no difference is no step.
    ///
    /// # Errors
    /// Says why the edit is refused. Nothing is changed then.
    pub fn perform(&mut self, edit: Edit) -> Result<Applied, EditError> {
        let shown = edit.owner();
        self.perform_with_selection(edit, shown)
    }

    /// The same, with what the editor shows meanwhile: undo shows it if what the edit created is gone.
    ///
    /// # Errors
    /// As [`OpenProject::perform`].
    pub fn perform_with_selection(
        &mut self,
        edit: Edit,
        selection: Owner,
    ) -> Result<Applied, EditError> {
        let name = name_in(&self.project, &edit);
        let key = MergeKey::of(&edit);
        let owner = edit.owner();
        let above = parent_of(&self.project, owner);
        let (applied, before) = apply_with_way_back(&mut self.project, edit)?;
        if before.is_empty() {
            return Ok(applied);
        }
        let made = applied.created.map_or(owner, |created| created.owner());
        let scenes = [made, selection, above];
        self.redo.clear();
        self.revision += 1;
        self.acted_on = self.scene(scenes);
        let joins = key.is_some() && key == self.open_step;
        match self.undo.back_mut().filter(|_| joins) {
            Some(step) => {
                step.other.absorb(before);
                step.other.forget_unchanged(&mut self.project);
                self.state = State(self.revision);
                if step.other.is_empty() {
                    // Typed and deleted again: as if nothing had been typed.
                    self.state = step.state;
                    self.undo.pop_back();
                    self.open_step = None;
                }
            }
            None => {
                if self.undo.len() == STEP_LIMIT {
                    self.undo.pop_front();
                }
                self.undo.push_back(Step {
                    name,
                    other: before,
                    state: self.state,
                    scenes,
                });
                self.state = State(self.revision);
                self.open_step = key;
            }
        }
        Ok(applied)
    }

    /// Ends the step that typing may still join: the focus left the field, or the person rested.
    pub fn close_step(&mut self) {
        self.open_step = None;
    }

    /// Takes back the last step; returns its name.
    pub fn undo(&mut self) -> Option<StepName> {
        let mut step = self.undo.pop_back()?;
        let name = self.exchange(&mut step);
        self.redo.push(step);
        Some(name)
    }

    /// Does again what was undone last; returns the step's name.
    pub fn redo(&mut self) -> Option<StepName> {
        let mut step = self.redo.pop()?;
        let name = self.exchange(&mut step);
        self.undo.push_back(step);
        Some(name)
    }

    fn exchange(&mut self, step: &mut Step) -> StepName {
        step.other.swap(&mut self.project);
        std::mem::swap(&mut step.state, &mut self.state);
        self.open_step = None;
        self.revision += 1;
        self.acted_on = self.scene(step.scenes);
        step.name
    }

    fn scene(&self, scenes: [Owner; 3]) -> Owner {
        let exists = |&scene: &Owner| exists(&self.project, scene).is_ok();
        scenes.into_iter().find(exists).unwrap_or(Owner::Company)
    }

    /// The name of what undo would take back.
    pub fn undo_name(&self) -> Option<StepName> {
        self.undo.back().map(|step| step.name)
    }

    /// The name of what redo would do again.
    pub fn redo_name(&self) -> Option<StepName> {
        self.redo.last().map(|step| step.name)
    }

    /// The present state, for a save that takes its time. Close the step first, so that typing meanwhile is a
    /// new one.
    pub fn state(&self) -> State {
        self.state
    }

    /// The project was saved as it is now.
    pub fn mark_saved(&mut self) {
        self.mark_state_saved(self.state);
    }

    /// The project was saved as it was in `state`.
    pub fn mark_state_saved(&mut self, state: State) {
        self.saved = state;
        self.close_step();
    }

    /// True if what is saved is not what is here (a project recovered after a crash).
    pub fn mark_unsaved(&mut self) {
        self.saved = State(u64::MAX);
    }

    /// True if there is something to save.
    pub fn modified(&self) -> bool {
        self.state != self.saved
    }
}

/// The step's name with what only the project knows: in which list an entry stands.
fn name_in(project: &Project, edit: &Edit) -> StepName {
    let list = |owner, item| list_of(project, owner, item);
    match edit {
        Edit::SetText { place, .. } => place
            .item
            .and_then(|item| list(place.owner, item))
            .map(|kind| StepName::TypingIn(kind, place.field)),
        Edit::RemoveItem { owner, item } => list(*owner, *item).map(StepName::RemoveItemFrom),
        Edit::MoveItem { owner, item, .. } => list(*owner, *item).map(StepName::MoveItemIn),
        _ => None,
    }
    .unwrap_or_else(|| edit.step_name())
}

/// The department in which an owner stands, or the company.
fn parent_of(project: &Project, owner: Owner) -> Owner {
    let parent = match owner {
        Owner::Company => None,
        Owner::Department(id) => parent_of_department(project, id),
        Owner::Role(id) => parent_of_role(project, id),
    };
    parent.map_or(Owner::Company, Owner::Department)
}

/// Raises `last_id` to the highest id there is, and gives an id to entries that have none or another's.
fn settle_ids(project: &mut Project) {
    let departments = project.departments.keys().map(|id| id.0);
    let roles = project.roles.keys().map(|id| id.0);
    let mut last_id = departments.chain(roles).fold(project.last_id, u32::max);
    let owners: Vec<Owner> = project.owners().collect();
    let ids_of_owners: Vec<Vec<ItemId>> = owners.iter().map(|&it| ids_of(project, it)).collect();
    let ids = ids_of_owners.iter().flatten();
    last_id = ids.fold(last_id, |last, id| last.max(id.0));
    let mut seen = HashSet::from([ItemId(0)]);
    for (owner, ids) in owners.into_iter().zip(ids_of_owners) {
        let new = ids.iter().take_while(|&&id| seen.insert(id)).count();
        if new == ids.len() {
            continue;
        }
        for id in ids.iter().take(new) {
            seen.remove(id);
        }
        let mut settle = Settle {
            seen: &mut seen,
            last_id: &mut last_id,
        };
        match owner {
            Owner::Company => Arc::make_mut(&mut project.company).visit_mut(&mut settle),
            Owner::Department(id) => {
                if let Some(department) = project.departments.get_mut(&id) {
                    Arc::make_mut(department).visit_mut(&mut settle);
                }
            }
            Owner::Role(id) => {
                if let Some(role) = project.roles.get_mut(&id) {
                    Arc::make_mut(role).visit_mut(&mut settle);
                }
            }
        }
    }
    project.last_id = last_id;
}

/// The ids of all list entries of an owner, in order.
pub(super) fn ids_of(project: &Project, owner: Owner) -> Vec<ItemId> {
    struct Ids(Vec<ItemId>);
    impl<'a> ListVisitor<'a> for Ids {
        fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &'a [T]) {
            for_each_item(list, &mut |entry| self.0.push(entry.id()));
        }
    }
    let mut ids = Ids(Vec::new());
    visit(project, owner, &mut ids);
    ids.0
}

struct Settle<'s> {
    seen: &'s mut HashSet<ItemId>,
    last_id: &'s mut u32,
}

impl Settle<'_> {
    fn entries<T: ListItem>(&mut self, list: &mut [T]) {
        for entry in list {
            if !self.seen.insert(entry.id())
                && let Some(fresh) = self.last_id.checked_add(1)
            {
                *self.last_id = fresh;
                entry.set_id(ItemId(fresh));
            }
            if let Some(children) = entry.children_mut() {
                self.entries(children);
            }
        }
    }
}

impl ListVisitorMut for Settle<'_> {
    fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &mut Vec<T>) {
        self.entries(list);
    }
}
