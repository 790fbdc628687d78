//! A role of a draft that the project has already: what of the two is the same, alike, or only in one of them,
//! and the edits that make one of both.
//!
//! Entries are compared as a person reads them: without blanks and signs. Nothing of the project's role goes
//! unless the person replaces it or chooses the new wording.

use super::likeness::{duties, own_sections, pairs, pairs_of, plain};
use crate::edit::{AnyItem, Edit, Value};
use crate::model::{
    DutyGroup, Field, Item, ItemId, ListItem, ListKind, ListPlace, OwnSection, Owner, Place, Role,
    RoleId, Supervisor,
};
use std::collections::{BTreeMap, HashSet};

/// How a role of the draft enters a role of the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MergeWay {
    /// Compared line by line: equal ones once, alike ones as chosen, new ones added.
    #[default]
    Merge,
    /// What is new is added, and everything that is there stays.
    Add,
    /// Each section and field that the draft has takes the place of the old one.
    Replace,
}

/// Which of two wordings stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The project's.
    Old,
    /// The draft's.
    New,
    /// Both, as two entries.
    Both,
}

/// How two entries go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same but for blanks and signs.
    Equal,
    /// Alike: two wordings of one matter, perhaps.
    Alike,
    /// Only in the draft.
    OnlyNew,
    /// Only in the project.
    OnlyOld,
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// How the two go together.
    pub likeness: Likeness,
    /// The project's entry; its text with what is below it.
    pub old: Option<(ItemId, String)>,
    /// The draft's entry, by its position among all of this list.
    pub new: Option<(usize, String)>,
}

/// The entries of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListComparison {
    /// The list.
    pub kind: ListKind,
    /// Its entries: the project's in order, then what only the draft has.
    pub pairs: Vec<Pair>,
}

/// A field of which both say something else, or only the draft something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldComparison {
    /// Which.
    pub field: Field,
    /// What the project has; may be empty.
    pub old: String,
    /// What the draft has.
    pub new: String,
}

/// Two roles, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Fields that differ.
    pub fields: Vec<FieldComparison>,
    /// Lists of which the draft has entries.
    pub lists: Vec<ListComparison>,
}

/// What a person chose in a comparison. What is missing here keeps both entries, and of fields the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeChoices {
    /// Of entries that are alike: by the draft's position.
    pub entries: BTreeMap<(ListKind, usize), Keep>,
    /// Of fields.
    pub fields: BTreeMap<Field, Keep>,
}

impl MergeChoices {
    /// What happens to two entries that are alike.
    pub fn entry(&self, kind: ListKind, new: usize) -> Keep {
        *self.entries.get(&(kind, new)).unwrap_or(&Keep::Both)
    }

    /// What happens to a field of which both say something.
    pub fn field(&self, field: Field) -> Keep {
        *self.fields.get(&field).unwrap_or(&Keep::Old)
    }
}

impl Comparison {
    /// How many entries of the draft go together with the project's in this way.
    pub fn count(&self, likeness: Likeness) -> usize {
        let pairs = self.lists.iter().flat_map(|list| &list.pairs);
        pairs.filter(|pair| pair.likeness == likeness).count()
    }

    /// How many fields have two different contents.
    pub fn differing_fields(&self) -> usize {
        self.fields.iter().filter(|it| !it.old.is_empty()).count()
    }
}

/// Compares a role of the project with a role of a draft.
pub fn compare(old: &Role, new: &Role) -> Comparison {
    let mut comparison = Comparison::default();
    for &field in Role::FIELDS {
        let texts = (
            old.text(field).unwrap_or_default(),
            new.text(field).unwrap_or_default(),
        );
        if is_own(field) && !texts.1.trim().is_empty() && texts.0 != texts.1 {
            comparison.fields.push(FieldComparison {
                field,
                old: texts.0.to_owned(),
                new: texts.1.to_owned(),
            });
        }
    }
    let mut list = |kind, pairs: Vec<Pair>| {
        if pairs.iter().any(|pair| pair.new.is_some()) {
            comparison.lists.push(ListComparison { kind, pairs });
        }
    };
    let (old_duties, new_duties) = (duties(old), duties(new));
    list(ListKind::Duties, pairs(&old_duties, &new_duties));
    list(
        ListKind::Qualifiers,
        pairs_of(&old.qualifiers, &new.qualifiers),
    );
    list(
        ListKind::Incumbents,
        pairs_of(&old.incumbents, &new.incumbents),
    );
    list(
        ListKind::Authorities,
        pairs_of(&old.authorities, &new.authorities),
    );
    list(
        ListKind::Relations,
        pairs_of(&old.relations, &new.relations),
    );
    list(
        ListKind::Qualifications,
        pairs_of(&old.qualifications, &new.qualifications),
    );
    list(ListKind::Kpis, pairs_of(&old.kpis, &new.kpis));
    list(
        ListKind::Prohibitions,
        pairs_of(&old.prohibitions, &new.prohibitions),
    );
    list(ListKind::CareerPaths, pairs_of(&old.careers, &new.careers));
    list(ListKind::Notes, pairs_of(&old.notes, &new.notes));
    let (old_own, new_own) = (own_sections(old), own_sections(new));
    list(ListKind::OwnSections, pairs(&old_own, &new_own));
    comparison
}

/// Fields that are compared: not the name, by which the two were found, nor what follows from other choices.
fn is_own(field: Field) -> bool {
    !matches!(field, Field::Name | Field::SupervisorOutside)
}

/// The edits that let `new` enter the role `id` of the project, which is `old`.
pub fn merge_edits(
    id: RoleId,
    (old, new): (&Role, &Role),
    way: MergeWay,
    choices: &MergeChoices,
) -> Vec<Edit> {
    let mut merging = Merging {
        owner: Owner::Role(id),
        way,
        choices,
        edits: Vec::new(),
    };
    for field in compare(old, new).fields {
        let keep = match way {
            _ if field.old.trim().is_empty() => Keep::New,
            MergeWay::Merge => choices.field(field.field),
            MergeWay::Add => Keep::Old,
            MergeWay::Replace => Keep::New,
        };
        let text = match keep {
            Keep::Old => continue,
            Keep::New => field.new,
            Keep::Both => format!("{}\n{}", field.old, field.new),
        };
        merging.edits.push(Edit::SetText {
            place: Place::role(id, field.field),
            text,
        });
    }
    merging.values(old, new);
    merging.duties(old, new);
    merging.own_sections(old, new);
    let any = AnyItem::Item;
    merging.list(ListKind::Qualifiers, &old.qualifiers, &new.qualifiers, any);
    merging.list(
        ListKind::Incumbents,
        &old.incumbents,
        &new.incumbents,
        AnyItem::Incumbent,
    );
    merging.list(
        ListKind::Authorities,
        &old.authorities,
        &new.authorities,
        AnyItem::Authority,
    );
    merging.list(
        ListKind::Relations,
        &old.relations,
        &new.relations,
        AnyItem::Relation,
    );
    merging.list(
        ListKind::Qualifications,
        &old.qualifications,
        &new.qualifications,
        AnyItem::Qualification,
    );
    merging.list(ListKind::Kpis, &old.kpis, &new.kpis, AnyItem::Kpi);
    merging.list(
        ListKind::Prohibitions,
        &old.prohibitions,
        &new.prohibitions,
        any,
    );
    merging.list(
        ListKind::CareerPaths,
        &old.careers,
        &new.careers,
        AnyItem::CareerPath,
    );
    merging.list(ListKind::Notes, &old.notes, &new.notes, any);
    merging.list(
        ListKind::FunctionalLines,
        &old.functional,
        &new.functional,
        AnyItem::FunctionalLine,
    );
    merging.edits
}

struct Merging<'a> {
    owner: Owner,
    way: MergeWay,
    choices: &'a MergeChoices,
    edits: Vec<Edit>,
}

impl Merging<'_> {
    fn add(&mut self, (kind, parent): (ListKind, Option<ItemId>), index: usize, item: AnyItem) {
        self.edits.push(Edit::AddItem {
            list: ListPlace {
                owner: self.owner,
                kind,
                parent,
            },
            index,
            item,
        });
    }

    fn remove(&mut self, item: ItemId) {
        self.edits.push(Edit::RemoveItem {
            owner: self.owner,
            item,
        });
    }

    fn values(&mut self, old: &Role, new: &Role) {
        let replaces = self.way == MergeWay::Replace;
        if new.headcount.is_some() && (old.headcount.is_none() || replaces) {
            self.edits.push(Edit::SetValue {
                owner: self.owner,
                item: None,
                value: Value::Headcount(new.headcount),
            });
        }
        if new.supervisor != Supervisor::None && (old.supervisor == Supervisor::None || replaces) {
            if new.supervisor == Supervisor::Outside
                && let Owner::Role(id) = self.owner
            {
                self.edits.push(Edit::SetText {
                    place: Place::role(id, Field::SupervisorOutside),
                    text: new.supervisor_outside.clone(),
                });
            }
            self.edits.push(Edit::SetValue {
                owner: self.owner,
                item: None,
                value: Value::Supervisor(new.supervisor),
            });
        }
    }

    fn list<T: ListItem>(
        &mut self,
        kind: ListKind,
        old: &[T],
        new: &[T],
        any: impl Fn(T) -> AnyItem,
    ) {
        if new.is_empty() {
            return;
        }
        if self.way == MergeWay::Replace {
            old.iter().for_each(|entry| self.remove(entry.id()));
            for entry in new {
                self.add((kind, None), usize::MAX, any(entry.clone()));
            }
            return;
        }
        for pair in pairs_of(old, new) {
            let Some(entry) = pair.new.as_ref().and_then(|(at, _)| new.get(*at)) else {
                continue;
            };
            let index = pair.old.as_ref().and_then(|(id, _)| {
                let at = old.iter().position(|entry| entry.id() == *id)?;
                (self.keep(kind, &pair) == Keep::New).then_some((*id, at))
            });
            match (index, self.keep(kind, &pair)) {
                (_, Keep::Old) => {}
                (Some((id, at)), _) => {
                    self.remove(id);
                    self.add((kind, None), at, any(entry.clone()));
                }
                (None, _) => self.add((kind, None), usize::MAX, any(entry.clone())),
            }
        }
    }

    /// What becomes of a pair that holds an entry of the draft.
    fn keep(&self, kind: ListKind, pair: &Pair) -> Keep {
        match (pair.likeness, &pair.new) {
            (Likeness::Equal | Likeness::OnlyOld, _) | (_, None) => Keep::Old,
            (Likeness::OnlyNew, _) => Keep::Both,
            (Likeness::Alike, Some((new, _))) => match self.way {
                MergeWay::Merge => self.choices.entry(kind, *new),
                MergeWay::Add | MergeWay::Replace => Keep::Both,
            },
        }
    }

    fn duties(&mut self, old: &Role, new: &Role) {
        let groups = &new.duty_groups;
        if groups.iter().all(|group| group.duties.is_empty()) {
            return;
        }
        if self.way == MergeWay::Replace {
            old.duty_groups
                .iter()
                .for_each(|group| self.remove(group.id));
            for group in groups {
                let item = AnyItem::DutyGroup(group.clone());
                self.add((ListKind::DutyGroups, None), usize::MAX, item);
            }
            return;
        }
        let (old_duties, new_duties) = (duties(old), duties(new));
        let mut added: HashSet<usize> = HashSet::new();
        for pair in pairs(&old_duties, &new_duties) {
            let Some((at, _)) = pair.new else { continue };
            match (self.keep(ListKind::Duties, &pair), &pair.old) {
                (Keep::Old, _) => {}
                (Keep::New, Some((id, _))) => {
                    let found = old.duty_groups.iter().find_map(|group| {
                        let at = group.duties.iter().position(|duty| duty.id == *id)?;
                        Some((group.id, at))
                    });
                    let duty = new.duties().nth(at);
                    if let (Some((group, index)), Some(duty)) = (found, duty) {
                        self.remove(*id);
                        let item = AnyItem::Duty(duty.clone());
                        self.add((ListKind::Duties, Some(group)), index, item);
                    }
                }
                _ => {
                    added.insert(at);
                }
            }
        }
        let mut at = 0;
        for group in groups {
            let duties = group.duties.iter().filter(|_| {
                at += 1;
                added.contains(&(at - 1))
            });
            let duties: Vec<_> = duties.cloned().collect();
            self.add_duties(old, group, duties);
        }
    }

    /// Into the group of that title; without a title into the one without, or the last.
    fn add_duties(&mut self, old: &Role, group: &DutyGroup, duties: Vec<crate::model::Duty>) {
        if duties.is_empty() {
            return;
        }
        let same = |it: &&DutyGroup| plain(&it.title) == plain(&group.title);
        let last = || old.duty_groups.last().filter(|_| group.title.is_empty());
        match old.duty_groups.iter().find(same).or_else(last) {
            Some(into) => {
                for duty in duties {
                    let place = (ListKind::Duties, Some(into.id));
                    self.add(place, usize::MAX, AnyItem::Duty(duty));
                }
            }
            None => {
                let item = AnyItem::DutyGroup(DutyGroup {
                    duties,
                    ..group.clone()
                });
                self.add((ListKind::DutyGroups, None), usize::MAX, item);
            }
        }
    }

    fn own_sections(&mut self, old: &Role, new: &Role) {
        let not_taken = self.own_lines(old, new);
        let mut first = 0;
        for section in &new.own_sections {
            let lines = first..first + section.items.len().max(1);
            first = lines.end;
            let title = plain(&section.title);
            let known = old.own_sections.iter().find(|it| plain(&it.title) == title);
            let items = section.items.iter().zip(lines);
            let items = items.filter(|(_, line)| !not_taken.contains(line));
            let Some(known) = known else {
                let section = OwnSection {
                    items: items.map(|(item, _)| item.clone()).collect(),
                    ..section.clone()
                };
                let item = AnyItem::OwnSection(section);
                self.add((ListKind::OwnSections, None), usize::MAX, item);
                continue;
            };
            if self.way == MergeWay::Replace {
                known.items.iter().for_each(|item| self.remove(item.id));
            }
            for (item, _) in items {
                let place = (ListKind::SectionItems, Some(known.id));
                self.add(place, usize::MAX, AnyItem::Item(item.clone()));
            }
        }
    }

    /// Lines of own sections that are not added at the end: equal ones, and of those that are alike the ones whose old
    /// wording stays or whose new wording takes the old one's place, which is done here.
    fn own_lines(&mut self, old: &Role, new: &Role) -> HashSet<usize> {
        let mut not_taken = HashSet::new();
        if self.way == MergeWay::Replace {
            return not_taken;
        }
        let items: Vec<Option<&Item>> = new.own_sections.iter().flat_map(lines_of).collect();
        for pair in pairs(&own_sections(old), &own_sections(new)) {
            let Some((at, _)) = pair.new else { continue };
            match (self.keep(ListKind::OwnSections, &pair), &pair.old) {
                (Keep::Both, _) | (Keep::New, None) => continue,
                (Keep::Old, _) => {}
                (Keep::New, Some((id, _))) => {
                    let place = old.own_sections.iter().find_map(|section| {
                        let at = section.items.iter().position(|item| item.id == *id)?;
                        Some((section.id, at))
                    });
                    let (Some((section, index)), Some(Some(item))) = (place, items.get(at)) else {
                        continue;
                    };
                    self.remove(*id);
                    let item = AnyItem::Item(Item::clone(item));
                    self.add((ListKind::SectionItems, Some(section)), index, item);
                }
            }
            not_taken.insert(at);
        }
        not_taken
    }
}

/// The lines of a section as they are compared; without any, its title stands for it.
fn lines_of(section: &OwnSection) -> Vec<Option<&Item>> {
    match section.items.as_slice() {
        [] => vec![None],
        items => items.iter().map(Some).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{StepName, apply};
    use crate::model::{Duty, Project};
    use std::sync::Arc;

    fn role(name: &str, texts: &[&str]) -> Role {
        let duties = texts.iter().map(|text| Duty {
            text: (*text).to_owned(),
            ..Duty::default()
        });
        Role {
            name: name.to_owned(),
            duty_groups: vec![DutyGroup {
                duties: duties.collect(),
                ..DutyGroup::default()
            }],
            ..Role::default()
        }
    }

    const OLD: &[&str] = &[
        "每月核对库存台账。",
        "负责仓库现场的安全巡查并记录。",
        "培训新员工。",
    ];
    const NEW: &[&str] = &[
        "每月核对库存台账；",
        "负责仓库现场安全巡查，并做好记录。",
        "编制年度预算。",
    ];

    fn project() -> (Project, RoleId) {
        let mut project = Project::default();
        let add = Edit::AddRole {
            parent: None,
            index: 0,
            role: Box::new(Role {
                nature: "管理".to_owned(),
                ..role("仓储主管", OLD)
            }),
        };
        apply(&mut project, &add).expect("a role");
        let id = *project.roles.keys().next().expect("a role");
        (project, id)
    }

    fn merged(new: &Role, way: MergeWay, choices: &MergeChoices) -> (Vec<String>, Arc<Role>) {
        let (mut project, id) = project();
        let old = Arc::clone(&project.roles[&id]);
        let edit = Edit::Group {
            name: StepName::Import,
            edits: merge_edits(id, (&old, new), way, choices),
        };
        apply(&mut project, &edit).expect("edits that fit");
        let role = &project.roles[&id];
        let texts = role.duties().map(|duty| duty.text.clone()).collect();
        (texts, Arc::clone(role))
    }

    #[test]
    fn equal_duties_are_found_through_signs_and_alike_ones_through_wording() {
        let comparison = compare(&role("甲", OLD), &role("甲", NEW));
        let likeness: Vec<Likeness> = comparison.lists[0]
            .pairs
            .iter()
            .map(|pair| pair.likeness)
            .collect();
        assert_eq!(
            likeness,
            [
                Likeness::Equal,
                Likeness::Alike,
                Likeness::OnlyOld,
                Likeness::OnlyNew
            ]
        );
    }

    #[test]
    fn merging_adds_new_duties_and_keeps_both_of_two_that_are_alike() {
        let (texts, _) = merged(
            &role("仓储主管", NEW),
            MergeWay::Merge,
            &MergeChoices::default(),
        );
        assert_eq!(
            texts,
            [OLD[0], OLD[1], OLD[2], NEW[1], NEW[2]],
            "nothing is lost without a choice"
        );
    }

    #[test]
    fn the_wording_that_is_chosen_stands_where_the_old_one_stood() {
        let choices = MergeChoices {
            entries: [((ListKind::Duties, 1), Keep::New)].into(),
            ..MergeChoices::default()
        };
        let (texts, _) = merged(&role("仓储主管", NEW), MergeWay::Merge, &choices);
        assert_eq!(texts, [OLD[0], NEW[1], OLD[2], NEW[2]]);
    }

    #[test]
    fn replacing_takes_the_sections_of_the_draft_and_leaves_the_others() {
        let new = Role {
            nature: "操作".to_owned(),
            ..role("仓储主管", NEW)
        };
        let (texts, role) = merged(&new, MergeWay::Replace, &MergeChoices::default());
        assert_eq!(texts, NEW);
        assert_eq!(role.nature, "操作");
    }

    #[test]
    fn adding_changes_no_field_that_says_something_and_repeats_no_duty() {
        let new = Role {
            nature: "操作".to_owned(),
            location: "一号库".to_owned(),
            ..role("仓储主管", NEW)
        };
        let (texts, role) = merged(&new, MergeWay::Add, &MergeChoices::default());
        assert_eq!(texts.len(), 5);
        assert_eq!(
            (role.nature.as_str(), role.location.as_str()),
            ("管理", "一号库")
        );
    }

    #[test]
    fn a_titled_group_goes_into_the_group_of_that_title_or_becomes_one() {
        let mut new = role("仓储主管", &["检查叉车。"]);
        new.duty_groups[0].title = "设备".to_owned();
        let (_, role) = merged(&new, MergeWay::Merge, &MergeChoices::default());
        assert_eq!(role.duty_groups.len(), 2);
        assert_eq!(role.duty_groups[1].title, "设备");
    }

    /// The lines of the own section of a role that had one of two lines, after three came in.
    fn own_lines(way: MergeWay, choices: &MergeChoices) -> Vec<String> {
        let section = |texts: &[&str]| {
            let items = texts.iter().map(|text| Item {
                text: (*text).to_owned(),
                ..Item::default()
            });
            vec![OwnSection {
                title: "交接班".to_owned(),
                items: items.collect(),
                ..OwnSection::default()
            }]
        };
        let mut project = Project::default();
        let old = Role {
            own_sections: section(&["当面交接，双方签字确认。", "清点工具。"]),
            ..role("仓储主管", &[])
        };
        let add = Edit::AddRole {
            parent: None,
            index: 0,
            role: Box::new(old),
        };
        apply(&mut project, &add).expect("a role");
        let (id, old) = project.roles.iter().next().expect("a role");
        let (id, old) = (*id, Arc::clone(old));
        let new = Role {
            own_sections: section(&["当面交接，双方签字。", "清点工具；", "打扫工位。"]),
            ..role("仓储主管", &[])
        };
        let edit = Edit::Group {
            name: StepName::Import,
            edits: merge_edits(id, (&old, &new), way, choices),
        };
        apply(&mut project, &edit).expect("edits that fit");
        let sections = &project.roles[&id].own_sections;
        assert_eq!(sections.len(), 1);
        sections[0].items.iter().map(|it| it.text.clone()).collect()
    }

    #[test]
    fn lines_of_own_sections_that_are_alike_go_as_chosen() {
        let [old, tools, new, tidy] = [
            "当面交接，双方签字确认。",
            "清点工具。",
            "当面交接，双方签字。",
            "打扫工位。",
        ];
        let chosen = |keep| MergeChoices {
            entries: [((ListKind::OwnSections, 0), keep)].into(),
            ..MergeChoices::default()
        };
        let merge = |choices: &MergeChoices| own_lines(MergeWay::Merge, choices);
        assert_eq!(merge(&MergeChoices::default()), [old, tools, new, tidy]);
        assert_eq!(merge(&chosen(Keep::Old)), [old, tools, tidy]);
        assert_eq!(merge(&chosen(Keep::New)), [new, tools, tidy]);
        let replaced = own_lines(MergeWay::Replace, &MergeChoices::default());
        assert_eq!(replaced, [new, "清点工具；", tidy]);
    }
}
