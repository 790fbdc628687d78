//! What a person decides while reviewing, and what becomes of the draft by it.
//!
//! Decisions are kept by places of the source ([`Anchor`]), not by positions in a draft: reading anew after each
//! decision gives other positions, and the same places.

use super::draft::{
    Alternative, Doubt, DoubtKind, DraftDepartment, DraftItem, DraftNames, DraftRole, DraftSection,
    Dropped, DroppedKind, ImportDraft, LineSpot, Piece, Proposal, ReadAs, SectionKind, Source,
    Span,
};
use super::parse_taken;
use super::relate::ask_about_known;
use std::collections::{BTreeMap, BTreeSet};

/// A place of the source that a role, a department or a doubt is known by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// Index of the line.
    pub line: u32,
    /// First byte in it.
    pub start: u32,
    /// Which of several roles that one heading was split into, counted from 0.
    pub part: u32,
}

impl Anchor {
    /// Where a part of the source begins.
    pub fn of(span: Span) -> Anchor {
        Anchor {
            line: span.line,
            start: span.start,
            part: 0,
        }
    }

    /// Where a role stands: at its name, or, without one, at its first field or line.
    pub fn of_role(role: &DraftRole) -> Anchor {
        let named = role.name.spans.first().copied();
        let field = || role.fields.iter().find_map(|it| it.value.spans.first());
        let line = || {
            let items = role.sections.iter().flat_map(|it| &it.items);
            items.filter_map(|item| item.text.spans.first()).next()
        };
        named
            .or_else(|| field().copied())
            .or_else(|| line().copied())
            .map_or_else(Anchor::default, Anchor::of)
    }

    /// The place itself, without extent.
    pub fn span(self) -> Span {
        Span {
            line: self.line,
            start: self.start,
            end: self.start,
        }
    }

    /// Where a department stands.
    pub fn of_department(department: &DraftDepartment) -> Anchor {
        let span = department.name.spans.first().copied();
        span.map_or_else(Anchor::default, Anchor::of)
    }
}

/// What the brackets behind a name hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    /// People.
    Incumbents,
    /// A qualifier.
    Qualifier,
}

/// Kinds of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalKind {
    /// A superior.
    Superior,
    /// A subordinate.
    Subordinate,
    /// A department.
    Department,
}

/// One proposal of one role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProposalKey {
    /// The role.
    pub role: Anchor,
    /// What is proposed.
    pub kind: ProposalKind,
    /// Who or which.
    pub name: String,
}

impl Proposal {
    /// What the proposal is known by, as one of the role that stands at `role`.
    pub fn key(&self, role: Anchor) -> ProposalKey {
        let (kind, name, _) = self.parts();
        ProposalKey {
            role,
            kind,
            name: name.to_owned(),
        }
    }

    /// What is proposed, who or which, and where the text says so.
    pub fn parts(&self) -> (ProposalKind, &str, Span) {
        match self {
            Proposal::Superior { name, at } => (ProposalKind::Superior, name, *at),
            Proposal::Subordinate { name, at } => (ProposalKind::Subordinate, name, *at),
            Proposal::Department { name, at } => (ProposalKind::Department, name, *at),
        }
    }
}

/// What a doubt is known by.
pub type DoubtKey = (DoubtKind, Anchor);

impl Doubt {
    /// What the doubt is known by.
    pub fn key(&self) -> DoubtKey {
        (self.kind, Anchor::of(self.at))
    }
}

/// Everything that a person has decided about one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// What lines are, by their index in [`ImportDraft::lines`].
    pub lines: BTreeMap<u32, ReadAs>,
    /// What parts of lines are.
    pub parts: BTreeMap<LineSpot, ReadAs>,
    /// Other names of roles.
    pub names: BTreeMap<Anchor, String>,
    /// Headings that name several roles, and their names.
    pub split: BTreeMap<Anchor, Vec<String>>,
    /// What the brackets of a role's name hold.
    pub brackets: BTreeMap<Anchor, Bracket>,
    /// Roles that belong to the role above them.
    pub joined: BTreeSet<Anchor>,
    /// Roles that are the same as one before them, and where that one stands.
    pub same: BTreeMap<Anchor, Anchor>,
    /// Roles that are left out.
    pub left_out: BTreeSet<Anchor>,
    /// Proposals that are accepted.
    pub accepted: BTreeSet<ProposalKey>,
    /// Names in fields and the roles that they mean; an empty name means nobody of this company.
    pub meanings: BTreeMap<String, String>,
    /// Doubts that were looked at.
    pub done: BTreeSet<DoubtKey>,
}

impl Decisions {
    /// Takes one of the other readings of a doubt in `draft`.
    pub fn choose(&mut self, draft: &ImportDraft, doubt: &Doubt, alternative: &Alternative) {
        let role = doubt.role.and_then(|role| draft.roles.get(role));
        let anchor = role.map(Anchor::of_role);
        match (alternative, anchor) {
            (Alternative::ReadAs { line, read_as }, _) => {
                self.lines.insert(*line, *read_as);
            }
            (Alternative::ReadPart { at, read_as }, _) => {
                self.parts.insert(*at, *read_as);
            }
            (Alternative::Means { written, role }, _) => {
                if let Some(meant) = draft.roles.get(*role) {
                    self.meanings.insert(written.clone(), meant.full_name());
                }
            }
            (Alternative::MeansKnown { written, meant }, _) => {
                self.meanings.insert(written.clone(), meant.clone());
            }
            (Alternative::Name(name), Some(anchor)) => {
                self.names.insert(anchor, name.clone());
            }
            (Alternative::Split(names), Some(anchor)) => {
                self.split.insert(anchor, names.clone());
            }
            (Alternative::JoinTo { role }, Some(anchor)) => {
                if let Some(other) = draft.roles.get(*role) {
                    self.same.insert(anchor, Anchor::of_role(other));
                }
            }
            (Alternative::Incumbents, Some(anchor)) => {
                self.brackets.insert(anchor, Bracket::Incumbents);
            }
            (Alternative::Qualifier, Some(anchor)) => {
                self.brackets.insert(anchor, Bracket::Qualifier);
            }
            (_, None) => {}
        }
        self.done.insert(doubt.key());
    }

    /// Whether a doubt was looked at, here or, for names, in an earlier import.
    pub fn is_done(&self, doubt: &Doubt) -> bool {
        let answered = doubt.alternatives.iter().any(|alternative| {
            matches!(
                alternative,
                Alternative::Means { written, .. } | Alternative::MeansKnown { written, .. }
                    if self.meanings.contains_key(written)
            )
        });
        answered || self.done.contains(&doubt.key())
    }
}

/// A draft as a person wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The draft.
    pub draft: ImportDraft,
    /// Where each of its roles stands.
    pub anchors: Vec<Anchor>,
    /// Names that roles had before, by which others may call them.
    pub aliases: BTreeMap<String, usize>,
}

/// Reads a source as a person has decided. `known` are the names of the roles of the project that it goes into.
pub fn read_decided(source: &Source, decisions: &Decisions, known: &[String]) -> Decided {
    decide(parse_taken(source.clone(), decisions), decisions, known)
}

/// The same of a draft that was read with the decisions about its lines.
pub fn decide(draft: ImportDraft, decisions: &Decisions, known: &[String]) -> Decided {
    let mut decided = Decided {
        anchors: draft.roles.iter().map(Anchor::of_role).collect(),
        draft,
        ..Decided::default()
    };
    ask_about_known(&mut decided.draft, known);
    decided.brackets(decisions);
    decided.split_and_join(decisions);
    decided.rename(decisions);
    decided.accept(decisions);
    decided
}

impl Decided {
    fn brackets(&mut self, decisions: &Decisions) {
        for (role, anchor) in self.draft.roles.iter_mut().zip(&self.anchors) {
            match decisions.brackets.get(anchor) {
                Some(Bracket::Incumbents) => role.incumbents.append(&mut role.qualifiers),
                Some(Bracket::Qualifier) => role.qualifiers.append(&mut role.incumbents),
                None => {}
            }
        }
    }

    /// Makes several roles of one heading and one role of several, and keeps who refers to them right.
    fn split_and_join(&mut self, decisions: &Decisions) {
        if decisions.split.is_empty() && decisions.joined.is_empty() && decisions.same.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.draft.roles);
        let anchors = std::mem::take(&mut self.anchors);
        let mut now = Vec::with_capacity(old.len());
        let mut place_of: BTreeMap<Anchor, usize> = BTreeMap::new();
        for (role, anchor) in old.into_iter().zip(anchors) {
            let same = decisions.same.get(&anchor);
            let other = same.and_then(|it| place_of.get(it).copied());
            let above = self.draft.roles.len().checked_sub(1);
            let above = above.filter(|_| decisions.joined.contains(&anchor));
            if let Some(at) = other.or(above) {
                let repeated = join(&mut self.draft.roles[at], role).into_iter();
                let kind = DroppedKind::Repeated;
                let dropped = repeated.map(|span| Dropped { span, kind });
                self.draft.dropped.extend(dropped);
                place_of.insert(anchor, at);
                now.push(at);
                continue;
            }
            place_of.insert(anchor, self.draft.roles.len());
            now.push(self.draft.roles.len());
            let names = decisions.split.get(&anchor).filter(|it| it.len() > 1);
            let Some(names) = names else {
                self.anchors.push(anchor);
                self.draft.roles.push(role);
                continue;
            };
            for (name, part) in names.iter().zip(0..) {
                let mut one = role.clone();
                one.name.text.clone_from(name);
                self.aliases
                    .entry(role.full_name())
                    .or_insert(self.draft.roles.len());
                self.anchors.push(Anchor { part, ..anchor });
                self.draft.roles.push(one);
            }
        }
        let renumber = |role: &mut usize| {
            if let Some(&new) = now.get(*role) {
                *role = new;
            }
        };
        for doubt in &mut self.draft.doubts {
            doubt.role.iter_mut().for_each(renumber);
            for alternative in &mut doubt.alternatives {
                if let Alternative::Means { role, .. } | Alternative::JoinTo { role } = alternative
                {
                    renumber(role);
                }
            }
        }
    }

    fn rename(&mut self, decisions: &Decisions) {
        for (at, (role, anchor)) in self.draft.roles.iter_mut().zip(&self.anchors).enumerate() {
            if let Some(name) = decisions.names.get(anchor) {
                self.aliases.entry(role.full_name()).or_insert(at);
                role.name.text.clone_from(name);
            }
        }
    }

    /// Makes facts of the proposals that were accepted.
    fn accept(&mut self, decisions: &Decisions) {
        if decisions.accepted.is_empty() {
            return;
        }
        let mut by_name: BTreeMap<String, usize> = self.aliases.clone();
        for (at, role) in self.draft.roles.iter().enumerate().rev() {
            by_name.insert(role.name.text.clone(), at);
            by_name.insert(role.full_name(), at);
        }
        for at in 0..self.draft.roles.len() {
            let Some(&anchor) = self.anchors.get(at) else {
                continue;
            };
            let proposals = self.draft.roles[at].proposals.clone();
            for proposal in proposals {
                if !decisions.accepted.contains(&proposal.key(anchor)) {
                    continue;
                }
                match &proposal {
                    Proposal::Superior { name, .. } => {
                        set_superior(&mut self.draft.roles[at], name.clone());
                    }
                    Proposal::Subordinate { name, .. } => {
                        let superior = self.draft.roles[at].full_name();
                        match by_name.get(name) {
                            Some(&below) if below != at => {
                                set_superior(&mut self.draft.roles[below], superior);
                            }
                            Some(_) => {}
                            None => add_to(&mut self.draft.roles[at].subordinates, name.clone()),
                        }
                    }
                    Proposal::Department { name, .. } => {
                        let department = self.department(name);
                        self.draft.roles[at].department.get_or_insert(department);
                    }
                }
            }
        }
    }

    fn department(&mut self, name: &str) -> usize {
        let departments = &mut self.draft.departments;
        let known = departments.iter().position(|it| it.name.text == name);
        known.unwrap_or_else(|| {
            departments.push(DraftDepartment {
                name: Piece {
                    text: name.to_owned(),
                    spans: Vec::new(),
                },
                ..DraftDepartment::default()
            });
            departments.len() - 1
        })
    }
}

/// A superior that the text itself names is never overwritten.
fn set_superior(role: &mut DraftRole, name: String) {
    add_to(&mut role.superior, name);
}

/// Adds a name to those that were accepted, unless the text itself names some.
fn add_to(names: &mut Option<DraftNames>, name: String) {
    let names = names.get_or_insert_default();
    if names.literal.spans.is_empty() && !names.names.contains(&name) {
        names.names.push(name);
    }
}

/// Adds what a role says to the role above it; what that one says otherwise already becomes a note. Returns where
/// that stands which the role above says in the same words.
fn join(above: &mut DraftRole, role: DraftRole) -> Vec<Span> {
    let mut notes = Vec::new();
    let mut repeated = Vec::new();
    for field in role.fields {
        let known = above.fields.iter().find(|it| it.field == field.field);
        match known {
            None => above.fields.push(field),
            Some(known) if known.value.text == field.value.text => {
                repeated.extend(field.value.spans);
            }
            Some(_) => notes.push(field.value),
        }
    }
    for (here, there) in [
        (&mut above.superior, role.superior),
        (&mut above.subordinates, role.subordinates),
    ] {
        match (here.as_ref(), there) {
            (None, there) => *here = there,
            (Some(here), Some(there)) if here.literal.text != there.literal.text => {
                notes.push(there.literal);
            }
            (_, there) => repeated.extend(there.into_iter().flat_map(|it| it.literal.spans)),
        }
    }
    for piece in role.incumbents {
        if above.incumbents.iter().any(|it| it.text == piece.text) {
            repeated.extend(piece.spans);
        } else {
            above.incumbents.push(piece);
        }
    }
    let same_name = role.name.text == above.name.text;
    if same_name {
        repeated.extend(role.name.spans);
    } else {
        notes.push(role.name);
    }
    for piece in role.qualifiers {
        if above.qualifiers.iter().any(|it| it.text == piece.text) {
            repeated.extend(piece.spans);
        } else {
            notes.push(piece);
        }
    }
    above.department = above.department.or(role.department);
    for section in role.sections {
        // More of the same list, not a second one beside it.
        let same = above.sections.iter_mut().find(|it| {
            same_name && it.kind == section.kind && it.title.is_none() && section.title.is_none()
        });
        match same {
            Some(list) => list.items.extend(section.items),
            None => above.sections.push(section),
        }
    }
    above.proposals.extend(role.proposals);
    if !notes.is_empty() {
        let items = notes.into_iter().map(|text| DraftItem {
            text,
            ..DraftItem::default()
        });
        above.sections.push(DraftSection {
            kind: SectionKind::Notes,
            title: None,
            items: items.collect(),
        });
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(decided: &Decided) -> Vec<String> {
        let roles = decided.draft.roles.iter();
        roles.map(DraftRole::full_name).collect()
    }

    fn read(text: &str, decisions: &Decisions) -> Decided {
        read_decided(&Source::from_text(text), decisions, &[])
    }

    const TWO: &str = "仓储主管岗位职责\n1、保管物料。\n2、盘点库存。\n库管员岗位职责\n1、收货。\n";

    #[test]
    fn a_choice_about_a_line_reads_everything_below_anew() {
        let decisions = Decisions {
            lines: [(3, ReadAs::Item)].into(),
            ..Decisions::default()
        };
        let decided = read(TWO, &decisions);
        assert_eq!(names(&decided), ["仓储主管"]);
        let items = |decided: &Decided| -> usize {
            let sections = decided.draft.roles[0].sections.iter();
            sections.map(|section| section.items.len()).sum()
        };
        assert!(items(&decided) > items(&read(TWO, &Decisions::default())));
    }

    #[test]
    fn a_role_is_renamed_and_known_by_its_old_name() {
        let first = read(TWO, &Decisions::default());
        let decisions = Decisions {
            names: [(first.anchors[0], "仓库主管".to_owned())].into(),
            ..Decisions::default()
        };
        let decided = read(TWO, &decisions);
        assert_eq!(names(&decided), ["仓库主管", "库管员"]);
        assert_eq!(decided.aliases["仓储主管"], 0);
    }

    #[test]
    fn a_heading_of_several_roles_becomes_several_of_the_same_content() {
        let text = "高级讲解员及讲解员岗位职责\n1、接待参观者。\n领班岗位职责\n直接上级：讲解员\n1、排班。";
        let first = read(text, &Decisions::default());
        let doubt = first.draft.doubts.iter();
        let doubt = doubt
            .clone()
            .find(|doubt| doubt.kind == DoubtKind::SeveralRoles)
            .expect("a doubt about several roles");
        let mut decisions = Decisions::default();
        decisions.choose(&first.draft, doubt, &doubt.alternatives[0]);
        let decided = read(text, &decisions);
        assert_eq!(names(&decided), ["高级讲解员", "讲解员", "领班"]);
        assert_eq!(
            decided.draft.roles[0].sections,
            decided.draft.roles[1].sections
        );
        assert_ne!(decided.anchors[0], decided.anchors[1]);
        assert!(decisions.is_done(doubt));
    }

    #[test]
    fn a_role_joined_to_the_one_above_leaves_nothing_behind() {
        let first = read(TWO, &Decisions::default());
        let decisions = Decisions {
            joined: [first.anchors[1]].into(),
            ..Decisions::default()
        };
        let decided = read(TWO, &decisions);
        assert_eq!(names(&decided), ["仓储主管"]);
        let texts: Vec<&str> = decided.draft.roles[0]
            .sections
            .iter()
            .flat_map(|section| &section.items)
            .map(|item| item.text.text.as_str())
            .collect();
        assert_eq!(texts, ["保管物料。", "盘点库存。", "收货。", "库管员"]);
    }

    #[test]
    fn two_roles_of_one_name_are_pointed_out_and_become_one_if_a_person_says_so() {
        let text =
            "库管员岗位职责\n1、收货。\n出纳岗位职责\n1、保管现金。\n库管员岗位职责\n1、盘点。\n";
        let first = read(text, &Decisions::default());
        assert_eq!(names(&first), ["库管员", "出纳", "库管员"]);
        let doubt = first.draft.doubts.first().expect("a doubt");
        assert_eq!(doubt.kind, DoubtKind::SameName);
        assert_eq!(doubt.role, Some(2));
        let mut decisions = Decisions::default();
        decisions.choose(&first.draft, doubt, &doubt.alternatives[0]);
        let decided = read(text, &decisions);
        assert_eq!(names(&decided), ["库管员", "出纳"]);
        assert_eq!(decided.draft.roles[0].sections.len(), 1);
        assert_eq!(decided.draft.roles[0].sections[0].items.len(), 2);
        let count = |draft: &ImportDraft| {
            let mut count = 0;
            draft.for_each_span(&mut |span| count += span.end - span.start);
            count
        };
        assert_eq!(count(&decided.draft), count(&first.draft));
    }

    #[test]
    fn the_same_name_in_two_departments_is_no_question() {
        let text = "生产部职责\n1、生产。\n库管员岗位职责\n1、收货。\n销售部职责\n1、销售。\n库管员岗位职责\n1、发货。\n";
        let decided = read(text, &Decisions::default());
        assert_eq!(names(&decided), ["库管员", "库管员"]);
        assert_eq!(decided.draft.doubts, []);
    }

    #[test]
    fn a_name_that_nearly_matches_a_role_of_the_project_is_a_question() {
        let text = "出纳岗位职责\n直接上级：财务部经理\n1、保管现金。";
        let known = ["财务经理".to_owned(), "厂长".to_owned()];
        let source = Source::from_text(text);
        let decided = read_decided(&source, &Decisions::default(), &known);
        let doubt = decided.draft.doubts.first().expect("a question");
        let meant = Alternative::MeansKnown {
            written: "财务部经理".to_owned(),
            meant: "财务经理".to_owned(),
        };
        assert_eq!(doubt.alternatives, std::slice::from_ref(&meant));
        let mut decisions = Decisions::default();
        decisions.choose(&decided.draft, doubt, &meant);
        assert_eq!(decisions.meanings["财务部经理"], "财务经理");
        assert!(decisions.is_done(doubt));
        let exact = ["财务部经理".to_owned()];
        let decided = read_decided(&source, &Decisions::default(), &exact);
        assert!(
            decided.draft.doubts.is_empty(),
            "no question about a role's own name"
        );
    }

    #[test]
    fn proposals_become_facts_only_when_they_are_accepted() {
        let text = "仓储主管岗位职责\n1、指导库管员的工作。\n库管员岗位职责\n1、收货。\n";
        let plain = read(text, &Decisions::default());
        assert!(plain.draft.roles[1].superior.is_none());
        let proposal = &plain.draft.roles[0].proposals[0];
        let decisions = Decisions {
            accepted: [proposal.key(plain.anchors[0])].into(),
            ..Decisions::default()
        };
        let decided = read(text, &decisions);
        let superior = decided.draft.roles[1].superior.as_ref();
        assert_eq!(superior.expect("accepted").names, ["仓储主管"]);
    }

    /// The role of a text with all that it proposes accepted.
    fn with_all_accepted(text: &str) -> DraftRole {
        let plain = read(text, &Decisions::default());
        let keys = plain.draft.roles[0].proposals.iter();
        let decisions = Decisions {
            accepted: keys.map(|it| it.key(plain.anchors[0])).collect(),
            ..Decisions::default()
        };
        read(text, &decisions).draft.roles.remove(0)
    }

    #[test]
    fn two_superiors_in_one_sentence_are_both_taken() {
        let role = with_all_accepted(
            "护士长岗位职责\n1、在护理部主任和科主任的双重领导下工作。\n2、排班。\n",
        );
        let superior = role.superior.expect("accepted");
        assert_eq!(superior.names, ["护理部主任", "科主任"]);
    }

    #[test]
    fn a_subordinate_that_is_no_role_of_the_text_is_named_in_the_field() {
        let role = with_all_accepted("护士长岗位职责\n1、指导消毒员的工作。\n2、排班。\n");
        assert_eq!(role.subordinates.expect("accepted").names, ["消毒员"]);
    }
}
