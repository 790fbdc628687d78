//! Random edits on a random company: whatever is done, it can be undone, and the project stays whole.

use crate::edit::history::ids_of;
use crate::edit::testing::{check, company};
use crate::edit::{
    AnyItem, Edit, OpenProject, References, StepName, Value, copy_edit, rename_edits,
};
use crate::model::{
    CareerPath, DepartmentId, Duty, DutyGroup, Field, FunctionalLine, Item, ItemId, ListKind,
    ListPlace, OwnSection, Owner, Place, Project, RoleId, Supervisor, Weight,
};
use fastrand::Rng;

const LISTS: [ListKind; 8] = [
    ListKind::DutyGroups,
    ListKind::Duties,
    ListKind::Notes,
    ListKind::CareerPaths,
    ListKind::FunctionalLines,
    ListKind::OwnSections,
    ListKind::SectionItems,
    ListKind::DepartmentDuties,
];

/// An owner, an entry of it, roles and departments; one in eight does not exist.
struct Pick<'a> {
    project: &'a Project,
    rng: &'a mut Rng,
}

impl Pick<'_> {
    fn one_of<T: Copy>(&mut self, all: impl Iterator<Item = T>) -> Option<T> {
        let all: Vec<T> = all.collect();
        self.rng
            .choice(&all)
            .copied()
            .filter(|_| self.rng.u8(..8) > 0)
    }

    fn role(&mut self) -> RoleId {
        let role = self.one_of(self.project.roles.keys().copied());
        role.unwrap_or(RoleId(1_000_000))
    }

    fn department(&mut self) -> DepartmentId {
        let department = self.one_of(self.project.departments.keys().copied());
        department.unwrap_or(DepartmentId(1_000_000))
    }

    fn parent(&mut self) -> Option<DepartmentId> {
        self.one_of(self.project.departments.keys().copied())
    }

    fn owner(&mut self) -> Owner {
        self.one_of(self.project.owners()).unwrap_or(Owner::Company)
    }

    fn item(&mut self, owner: Owner) -> Option<ItemId> {
        self.one_of(ids_of(self.project, owner).into_iter())
    }

    fn references(&mut self) -> References {
        match self.rng.u8(..3) {
            0 => References::Clear,
            1 => References::KeepAsText,
            _ => References::HandTo(self.role()),
        }
    }

    fn words(&mut self) -> String {
        let words = [
            "区域代表",
            "编制",
            "\u{1}",
            "台账",
            "内勤",
            "",
            "核对",
            "总经理",
        ];
        (0..self.rng.usize(..4))
            .map(|_| words[self.rng.usize(..words.len())])
            .collect()
    }

    fn any_item(&mut self) -> AnyItem {
        let text = self.words();
        let duty = Duty {
            text: text.clone(),
            children: vec![Duty::default()],
            ..Duty::default()
        };
        match self.rng.u8(..6) {
            0 => AnyItem::Duty(duty),
            1 => AnyItem::DutyGroup(DutyGroup {
                duties: vec![duty],
                ..DutyGroup::default()
            }),
            2 => AnyItem::CareerPath(CareerPath {
                role: Some(self.role()),
                ..CareerPath::default()
            }),
            3 => AnyItem::FunctionalLine(FunctionalLine {
                role: Some(self.role()),
                ..FunctionalLine::default()
            }),
            4 => AnyItem::OwnSection(OwnSection {
                items: vec![Item::default()],
                ..OwnSection::default()
            }),
            _ => AnyItem::Item(Item {
                text,
                ..Item::default()
            }),
        }
    }

    fn edit(&mut self) -> Edit {
        match self.rng.u8(..4) {
            0 => self.tree_edit(),
            1 => self.removal_or_copy(),
            _ => self.content_edit(),
        }
    }

    fn content_edit(&mut self) -> Edit {
        let owner = self.owner();
        let item = self.item(owner);
        let index = self.rng.usize(..4);
        match self.rng.u8(..8) {
            0 | 1 => Edit::AddItem {
                list: ListPlace {
                    owner,
                    kind: LISTS[self.rng.usize(..LISTS.len())],
                    parent: item.filter(|_| self.rng.bool()),
                },
                index,
                item: self.any_item(),
            },
            2 => Edit::RemoveItem {
                owner,
                item: item.unwrap_or_default(),
            },
            3 => Edit::MoveItem {
                owner,
                item: item.unwrap_or_default(),
                parent: self.item(owner),
                index,
            },
            4 => Edit::SetValue {
                owner: Owner::Role(self.role()),
                item: None,
                value: Value::Supervisor(Supervisor::Role(self.role())),
            },
            5 => Edit::SetValue {
                owner,
                item,
                value: match self.rng.u8(..4) {
                    0 => Value::Weight(Some(Weight(self.rng.u16(..1000)))),
                    1 => Value::CareerRole(Some(self.role())),
                    2 => Value::FunctionalRole(Some(self.role())),
                    _ => Value::Head(Some(self.role())),
                },
            },
            _ => Edit::SetText {
                place: Place {
                    owner,
                    item,
                    field: if item.is_some() {
                        Field::Text
                    } else {
                        Field::Name
                    },
                },
                text: self.words(),
            },
        }
    }

    fn tree_edit(&mut self) -> Edit {
        let index = self.rng.usize(..4);
        let parent = self.parent();
        match self.rng.u8(..5) {
            0 => Edit::AddDepartment {
                parent,
                index,
                department: Box::default(),
            },
            1 => Edit::AddRole {
                parent,
                index,
                role: Box::new(crate::model::Role {
                    name: self.words(),
                    supervisor: Supervisor::Role(self.role()),
                    ..Default::default()
                }),
            },
            2 => Edit::MoveRole {
                role: self.role(),
                parent,
                index,
            },
            _ => Edit::MoveDepartment {
                department: self.department(),
                parent,
                index,
            },
        }
    }

    fn removal_or_copy(&mut self) -> Edit {
        let owner = self.owner();
        match self.rng.u8(..8) {
            0 | 1 => Edit::RemoveRole {
                role: self.role(),
                references: self.references(),
            },
            2 => Edit::RemoveDepartment {
                department: self.department(),
                references: self.references(),
            },
            3 | 4 if self.project.roles.len() < 60 => {
                copy_edit(self.project, owner, "副本".into()).unwrap_or(Edit::SetLogo(None))
            }
            5 => rename_edits(self.project, owner, "区域代表助理", self.rng.bool()),
            _ => Edit::Group {
                name: StepName::Several,
                edits: (0..self.rng.usize(..4))
                    .map(|_| self.content_edit())
                    .collect(),
            },
        }
    }
}

/// Every state that undo and redo can reach, kept as whole copies: what the history must agree with.
struct Reachable {
    states: Vec<Project>,
    at: usize,
    saved: Option<usize>,
}

/// Counts of what happened, so that a test which tries nothing is seen.
#[derive(Debug, Default)]
struct Tally {
    done: usize,
    refused: usize,
    undone: usize,
}

fn walk(seed: u64, steps: usize) -> Tally {
    let mut rng = Rng::with_seed(seed);
    let mut open = OpenProject::new(company());
    let mut known = Reachable {
        states: vec![company()],
        at: 0,
        saved: Some(0),
    };
    let mut tally = Tally::default();
    for _ in 0..steps {
        match rng.u8(..10) {
            0 | 1 if known.at > 0 => {
                assert!(open.undo().is_some());
                known.at -= 1;
                tally.undone += 1;
            }
            2 if known.at + 1 < known.states.len() => {
                assert!(open.redo().is_some());
                known.at += 1;
            }
            3 => {
                open.mark_saved();
                known.saved = Some(known.at);
            }
            _ => {
                let project = open.project().clone();
                let mut pick = Pick {
                    project: &project,
                    rng: &mut rng,
                };
                let edit = pick.edit();
                open.close_step();
                if open.perform(edit.clone()).is_err() {
                    tally.refused += 1;
                    assert_eq!(*open.project(), project, "seed {seed}: {edit:?}");
                } else if *open.project() != project {
                    tally.done += 1;
                    known.saved = known.saved.filter(|&saved| saved <= known.at);
                    known.states.truncate(known.at + 1);
                    known.states.push(open.project().clone());
                    known.at += 1;
                }
            }
        }
        check(open.project());
        assert_eq!(*open.project(), known.states[known.at], "seed {seed}");
        assert_eq!(
            open.modified(),
            known.saved != Some(known.at),
            "seed {seed}"
        );
    }
    while open.undo().is_some() {
        known.at -= 1;
        assert_eq!(*open.project(), known.states[known.at], "seed {seed}");
    }
    assert_eq!((known.at, open.project()), (0, &company()));
    while open.redo().is_some() {
        known.at += 1;
        assert_eq!(
            open.modified(),
            known.saved != Some(known.at),
            "seed {seed}"
        );
    }
    assert_eq!(Some(open.project()), known.states.last());
    tally
}

#[test]
fn whatever_is_done_can_be_undone_and_the_project_stays_whole() {
    for seed in 0..20 {
        let tally = walk(seed, 250);
        assert!(
            tally.done > 40 && tally.refused > 20 && tally.undone > 10,
            "seed {seed} tries too little: {tally:?}"
        );
    }
}
