//! Everything that a person chooses in the import window, with its own undo, and what of it an import takes in.

use super::reading::Reading;
use crate::import::clean::CleaningChoices;
use crate::import::merge::{MergeChoices, MergeWay};
use crate::import::{Acceptance, Anchor, Decisions, Doubt, DoubtKind, DraftRole, IntoRole, Links};
use crate::model::{DepartmentId, NameAnswer, Organisation, Owner, Project, RoleId};
use crate::strings::import_window as words;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where an import goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// A project of its own.
    NewCompany,
    /// The company that is open.
    #[default]
    Company,
    /// A department of it.
    Department(DepartmentId),
    /// A role of it, into which the one accepted role goes.
    Role(RoleId),
}

impl From<Owner> for Target {
    fn from(owner: Owner) -> Target {
        match owner {
            Owner::Company => Target::Company,
            Owner::Department(id) => Target::Department(id),
            Owner::Role(id) => Target::Role(id),
        }
    }
}

/// What becomes of a role that the project has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleWay {
    /// It goes into the role that is there.
    Into(MergeWay),
    /// It is added beside it.
    Separate,
}

impl Default for RoleWay {
    fn default() -> Self {
        RoleWay::Into(MergeWay::Merge)
    }
}

/// What is chosen, and can be taken back step by step.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Choices {
    /// About the reading.
    pub decisions: Decisions,
    /// About roles that the project has already.
    pub ways: BTreeMap<Anchor, RoleWay>,
    /// About their lines.
    pub merging: BTreeMap<Anchor, MergeChoices>,
    /// About cleaning.
    pub cleaning: CleaningChoices,
    /// What found no place is left out rather than kept as notes.
    pub drop_unplaced: bool,
}

/// Choices with the way back and forth.
#[derive(Debug, Default)]
pub(super) struct History {
    now: Choices,
    undo: Vec<Choices>,
    redo: Vec<Choices>,
    /// Answers that an earlier import gave: no work of this one.
    known: BTreeMap<String, String>,
    /// Grows with every change of what is chosen: part of the key of what is counted.
    pub(super) changes: u64,
    /// Grows whenever the source must be read anew.
    pub wanted: u64,
}

/// So many steps can be taken back.
const STEPS: usize = 200;

impl History {
    /// Begins with what the project remembers.
    pub(super) fn begin(project: &Project, wanted: u64) -> History {
        let answers = project.company.name_answers.iter();
        let known: BTreeMap<_, _> = answers
            .map(|it| (it.written.clone(), it.meant.clone()))
            .collect();
        let mut history = History {
            known,
            wanted,
            ..History::default()
        };
        history.now.decisions.meanings = history.known.clone();
        history
    }

    /// What is chosen now.
    pub(super) fn now(&self) -> &Choices {
        &self.now
    }

    /// Changes something as one step.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Choices)) {
        let mut next = self.now.clone();
        change(&mut next);
        if next == self.now {
            return;
        }
        if self.undo.len() == STEPS {
            self.undo.remove(0);
        }
        let before = self.replace(next);
        self.undo.push(before);
        self.redo.clear();
    }

    fn replace(&mut self, next: Choices) -> Choices {
        let (old, new) = (&self.now.decisions, &next.decisions);
        let same = old.lines == new.lines
            && old.names == new.names
            && old.split == new.split
            && old.brackets == new.brackets
            && old.joined == new.joined
            && old.same == new.same
            && old.accepted == new.accepted;
        self.wanted += u64::from(!same);
        self.changes += 1;
        std::mem::replace(&mut self.now, next)
    }

    /// Takes the last step back; false if there is none.
    pub(super) fn undo(&mut self) -> bool {
        let Some(before) = self.undo.pop() else {
            return false;
        };
        let after = self.replace(before);
        self.redo.push(after);
        true
    }

    /// Does again what was taken back last; false if there is nothing.
    pub(super) fn redo(&mut self) -> bool {
        let Some(after) = self.redo.pop() else {
            return false;
        };
        let before = self.replace(after);
        self.undo.push(before);
        true
    }

    /// Whether there is something to take back, and to do again.
    pub(super) fn can(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// Another source: the choices about the old one mean nothing any more.
    pub(super) fn restart(&mut self) {
        self.now = Choices::default();
        self.now.decisions.meanings = self.known.clone();
        self.undo.clear();
        self.redo.clear();
        self.wanted += 1;
        self.changes += 1;
    }

    /// What was answered here and is not remembered yet.
    pub(super) fn answers(&self) -> Vec<NameAnswer> {
        let meanings = self.now.decisions.meanings.iter();
        meanings
            .filter(|(written, meant)| self.known.get(*written) != Some(meant))
            .map(|(written, meant)| NameAnswer {
                written: written.clone(),
                meant: meant.clone(),
            })
            .collect()
    }
}

/// What of a reading the project has already: by names, but for a role as the target.
pub(super) fn links(
    project: &Project,
    organisation: &Organisation,
    reading: &Reading,
    (target, left_out): (Target, &BTreeSet<Anchor>),
) -> Links {
    let below = match target {
        Target::NewCompany => return Links::default(),
        Target::Role(role) => {
            let anchors = reading.decided.anchors.iter().enumerate();
            let mut taken = anchors.filter(|(_, anchor)| !left_out.contains(anchor));
            let mut links = Links::default();
            if let (Some((only, _)), None) = (taken.next(), taken.next()) {
                links.roles.insert(only, role);
            }
            return links;
        }
        Target::Company => None,
        Target::Department(id) => Some(id),
    };
    Links::by_name(project, organisation, &reading.decided.draft, below)
}

/// What is counted once for each reading and each choice, not for each frame.
#[derive(Debug, Default)]
pub(super) struct Tally {
    made_for: Option<(u64, u64)>,
    /// Doubts that nobody has looked at, by their place among all.
    pub(super) open: Vec<usize>,
    /// How many of them are of each kind.
    pub(super) open_of: BTreeMap<DoubtKind, usize>,
    /// Roles that come in.
    pub(super) roles: usize,
    /// Departments that come in.
    pub(super) departments: usize,
    /// Changes that cleaning proposes.
    pub(super) cleanings: usize,
}

impl Tally {
    /// Counts if the reading or a choice is another.
    pub(super) fn refresh(&mut self, reading: &Reading, shown: u64, history: &History) {
        let made_for = Some((shown, history.changes));
        if self.made_for == made_for {
            return;
        }
        let decisions = &history.now().decisions;
        let taken = |anchor: &Anchor| !decisions.left_out.contains(anchor);
        let draft = &reading.decided.draft;
        let doubts = draft.doubts.iter().enumerate();
        let open = doubts.filter(|(_, doubt)| !decisions.is_done(doubt));
        let open: Vec<(usize, &Doubt)> = open.collect();
        let mut open_of = BTreeMap::new();
        for (_, doubt) in &open {
            *open_of.entry(doubt.kind).or_insert(0) += 1;
        }
        let departments = draft.departments.iter().map(Anchor::of_department);
        *self = Tally {
            open_of,
            made_for,
            open: open.into_iter().map(|(at, _)| at).collect(),
            roles: reading
                .decided
                .anchors
                .iter()
                .filter(|it| taken(it))
                .count(),
            departments: departments.filter(taken).count(),
            cleanings: reading.dirty.iter().map(|it| it.cleanings.len()).sum(),
        };
    }
}

/// What of a reading is accepted.
pub(super) fn acceptance(
    (choices, answers): (&Choices, Vec<NameAnswer>),
    reading: &Reading,
    (links, target): (&Links, Target),
    project: &Project,
) -> Acceptance {
    let decided = &reading.decided;
    let draft = &decided.draft;
    let left_out = |anchor: &Anchor| choices.decisions.left_out.contains(anchor);
    let mut acceptance = Acceptance {
        target: match target {
            Target::Department(id) => Some(id),
            Target::NewCompany | Target::Company | Target::Role(_) => None,
        },
        company: matches!(target, Target::NewCompany | Target::Company),
        departments: links.departments.clone(),
        meanings: decided.aliases.clone(),
        unplaced: (!choices.drop_unplaced).then(|| words::UNPLACED.to_owned()),
        answers,
        ..Acceptance::default()
    };
    let roles = decided.anchors.iter().enumerate();
    acceptance.left_out = roles.filter(|it| left_out(it.1)).map(|it| it.0).collect();
    for (at, department) in draft.departments.iter().enumerate() {
        if left_out(&Anchor::of_department(department)) {
            acceptance.departments_left_out.insert(at);
        }
    }
    for (&at, &role) in &links.roles {
        let Some(anchor) = decided.anchors.get(at) else {
            continue;
        };
        if let RoleWay::Into(way) = choices.ways.get(anchor).copied().unwrap_or_default() {
            let choices = choices.merging.get(anchor).cloned().unwrap_or_default();
            acceptance.into.insert(at, IntoRole { role, way, choices });
        }
    }
    let by_name: HashMap<String, usize> = draft
        .roles
        .iter()
        .enumerate()
        .rev()
        .map(|(at, role)| (DraftRole::full_name(role), at))
        .collect();
    let in_project: HashMap<String, RoleId> = match target {
        Target::NewCompany => HashMap::new(),
        _ => project
            .roles
            .iter()
            .map(|(id, role)| (role.full_name(), *id))
            .collect(),
    };
    for (written, meant) in &choices.decisions.meanings {
        if let Some(&at) = by_name.get(meant) {
            acceptance.meanings.insert(written.clone(), at);
        } else if let Some(&id) = in_project.get(meant) {
            acceptance.known.insert(written.clone(), id);
        }
    }
    acceptance
}
