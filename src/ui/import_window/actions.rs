//! What is done in the import window, and what becomes of the choices by it.

use super::ImportWindow;
use super::choices::{Choices, RoleWay};
use super::compare::Compared;
use super::reading::Reading;
use crate::import::clean::CleaningKey;
use crate::import::merge::Keep;
use crate::import::{Alternative, Anchor, Doubt, DoubtKey, DoubtKind, ProposalKey, ReadAs};
use crate::model::{Field, ListKind};
use crate::ui::View;
use egui::Ui;
use std::ops::RangeInclusive;

/// What is done in the window.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// Lines are something else; `None` takes that back.
    ReadAs(RangeInclusive<usize>, Option<ReadAs>),
    /// Another reading of a doubt.
    Choose(usize, Alternative),
    /// A doubt is no doubt.
    Settle(DoubtKey),
    /// All open doubts of a kind were looked at.
    SettleAll(DoubtKind),
    /// A name means this role; empty: nobody.
    Means(DoubtKey, String, String),
    /// A role or department comes in or stays out.
    TakeIn(Anchor, bool),
    /// A role goes to the one above.
    Join(usize),
    /// A role's name is to be changed.
    BeginRename(usize),
    /// It is changed.
    Rename(usize, String),
    /// A proposal is accepted or not.
    Accept(ProposalKey, bool),
    /// What becomes of a role that is there already.
    Way(Anchor, RoleWay),
    /// Show a comparison.
    Compare(usize),
    /// Which wording stays.
    Keep(Anchor, ListKind, usize, Keep),
    /// Which content of a field stays.
    KeepField(Anchor, Field, Keep),
    /// Lead to a doubt, by its place among all.
    GoTo(usize),
    /// Lead to a row of the result.
    ShowRow(usize),
    /// Anything else about the choices.
    Change(fn(&mut Choices)),
    /// A change of the cleaning is made or not.
    Turn(CleaningKey),
    /// Take back.
    Undo,
    /// Do again.
    Redo,
}

impl ImportWindow {
    /// Carries out one action; what it decides is one step of the window's own undo.
    pub(super) fn carry_out(&mut self, action: Action, ui: &Ui, view: View<'_>) {
        let Some(reading) = self.reading.clone() else {
            return;
        };
        let now = ui.input(|input| input.time);
        match action {
            Action::BeginRename(role) => {
                let role_now = reading.decided.draft.roles.get(role);
                let name = role_now.map(|role| role.name.text.clone());
                self.renaming = name.map(|name| (role, name, false));
            }
            Action::Compare(role) => {
                self.compared = Compared::of(view, &self.links, &reading, role);
            }
            Action::GoTo(doubt) => self.go_to(&reading, doubt, now),
            Action::ShowRow(row) => self.halves.show_row(&reading, row, now),
            Action::Undo => {
                self.history.undo();
            }
            Action::Redo => {
                self.history.redo();
            }
            action => {
                let answers = matches!(
                    action,
                    Action::Choose(..)
                        | Action::Settle(_)
                        | Action::SettleAll(_)
                        | Action::Means(..)
                );
                let below = match action {
                    Action::TakeIn(anchor, _) => with_below(&reading, anchor),
                    _ => Vec::new(),
                };
                self.history
                    .change(|choices| decide(choices, action, &reading, below));
                if answers {
                    self.next_doubt(&reading, now);
                }
            }
        }
    }
}

/// Changes the choices; `below` are the places that go with the one that is taken in or left out.
fn decide(choices: &mut Choices, action: Action, reading: &Reading, below: Vec<Anchor>) {
    let draft = &reading.decided.draft;
    let anchor = |role: usize| reading.decided.anchors.get(role).copied();
    let decisions = &mut choices.decisions;
    match action {
        Action::ReadAs(lines, way) => {
            for line in lines.filter_map(|line| u32::try_from(line).ok()) {
                match way {
                    Some(way) => decisions.lines.insert(line, way),
                    None => decisions.lines.remove(&line),
                };
            }
        }
        Action::Choose(doubt, alternative) => {
            if let Some(doubt) = draft.doubts.get(doubt) {
                decisions.choose(draft, doubt, &alternative);
            }
        }
        Action::Settle(key) => {
            decisions.done.insert(key);
        }
        Action::SettleAll(kind) => {
            let alike = draft.doubts.iter().filter(|doubt| doubt.kind == kind);
            decisions.done.extend(alike.map(Doubt::key));
        }
        Action::Means(key, written, meant) => {
            decisions.meanings.insert(written, meant);
            decisions.done.insert(key);
        }
        Action::TakeIn(_, true) => {
            for anchor in below {
                decisions.left_out.remove(&anchor);
            }
        }
        Action::TakeIn(_, false) => decisions.left_out.extend(below),
        Action::Join(role) => decisions.joined.extend(anchor(role)),
        Action::Rename(role, name) => {
            let known = draft.roles.get(role).is_some_and(|it| it.name.text == name);
            if let Some(anchor) = anchor(role).filter(|_| !known) {
                decisions.names.insert(anchor, name);
            }
        }
        Action::Accept(key, true) => {
            decisions.accepted.insert(key);
        }
        Action::Accept(key, false) => {
            decisions.accepted.remove(&key);
        }
        Action::Way(anchor, way) => {
            choices.ways.insert(anchor, way);
        }
        Action::Keep(anchor, kind, at, keep) => {
            let entries = &mut choices.merging.entry(anchor).or_default().entries;
            entries.insert((kind, at), keep);
        }
        Action::KeepField(anchor, field, keep) => {
            let fields = &mut choices.merging.entry(anchor).or_default().fields;
            fields.insert(field, keep);
        }
        Action::Change(change) => change(choices),
        Action::Turn(key) => {
            let turned = &mut choices.cleaning.turned;
            if !turned.remove(&key) {
                turned.insert(key);
            }
        }
        Action::BeginRename(_)
        | Action::Compare(_)
        | Action::GoTo(_)
        | Action::ShowRow(_)
        | Action::Undo
        | Action::Redo => {}
    }
}

/// A department goes with everything in it.
fn with_below(reading: &Reading, anchor: Anchor) -> Vec<Anchor> {
    let draft = &reading.decided.draft;
    let mut anchors = vec![anchor];
    let top = draft
        .departments
        .iter()
        .position(|it| Anchor::of_department(it) == anchor);
    let Some(top) = top.filter(|_| !reading.decided.anchors.contains(&anchor)) else {
        return anchors;
    };
    let mut inside = vec![false; draft.departments.len()];
    inside[top] = true;
    for (at, department) in draft.departments.iter().enumerate().skip(top + 1) {
        if department
            .parent
            .is_some_and(|parent| inside.get(parent) == Some(&true))
        {
            inside[at] = true;
            anchors.push(Anchor::of_department(department));
        }
    }
    for (role, anchor) in draft.roles.iter().zip(&reading.decided.anchors) {
        if role
            .department
            .is_some_and(|at| inside.get(at) == Some(&true))
        {
            anchors.push(*anchor);
        }
    }
    anchors
}
