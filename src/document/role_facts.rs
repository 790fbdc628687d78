//! The facts at the head of a role's document, in the company's order and under its labels.

use super::blocks::Span;
use super::role::{department_path, supervisor};
use super::sheet::{Context, Fact};
use super::spans::{
    bracketed, entry, is_blank, join, push_joined, role_name, role_names, text, word,
};
use super::wording::{self, label};
use crate::model::settings::{SheetFact, SheetSection};
use crate::model::{Field, FunctionalLine, Owner, Place, Role, RoleId};
use std::borrow::Cow;

/// When a fact is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Every form has it, if only to be filled in by hand.
    Always,
    /// Where it is said, or everywhere if empty sections are shown.
    Said,
    /// Only where it is said.
    OnlySaid,
}

/// What applicants are told.
const PUBLIC: [SheetFact; 6] = [
    SheetFact::Name,
    SheetFact::Department,
    SheetFact::Supervisor,
    SheetFact::Grade,
    SheetFact::Nature,
    SheetFact::Location,
];

/// The facts of a role.
pub(super) fn role_facts(ctx: &Context<'_>, id: RoleId, role: &Role) -> Vec<Fact> {
    let show_empty = ctx.settings.show_empty_sections;
    facts(ctx, id, role, |_, when, is_said| match when {
        When::Always => true,
        When::Said => is_said || show_empty,
        When::OnlySaid => is_said,
    })
}

/// The facts of a role that applicants are told.
pub(super) fn public_facts(ctx: &Context<'_>, id: RoleId, role: &Role) -> Vec<Fact> {
    facts(ctx, id, role, |fact, _, is_said| {
        PUBLIC.contains(&fact) && (is_said || fact == SheetFact::Name)
    })
}

fn facts(
    ctx: &Context<'_>,
    id: RoleId,
    role: &Role,
    wanted: impl Fn(SheetFact, When, bool) -> bool,
) -> Vec<Fact> {
    if ctx.hides(SheetSection::Facts) {
        return Vec::new();
    }
    let shown = ctx.facts.iter().filter(|setting| !setting.hidden);
    let made = shown.filter_map(|setting| {
        let (when, usual) = manner(setting.fact);
        let value = value(ctx, id, role, setting.fact);
        wanted(setting.fact, when, !value.is_empty()).then(|| Fact {
            kind: Some(setting.fact),
            label: if is_blank(&setting.label) {
                Cow::Borrowed(usual)
            } else {
                Cow::Owned(setting.label.clone())
            },
            value,
        })
    });
    made.collect()
}

fn manner(fact: SheetFact) -> (When, &'static str) {
    match fact {
        SheetFact::Name => (When::Always, label::ROLE_NAME),
        SheetFact::Code => (When::Said, label::ROLE_CODE),
        SheetFact::Department => (When::Always, label::DEPARTMENT),
        SheetFact::Supervisor => (When::Always, label::SUPERVISOR),
        SheetFact::Series => (When::Said, label::SERIES),
        SheetFact::Grade => (When::Said, label::GRADE),
        SheetFact::Nature => (When::Said, label::NATURE),
        SheetFact::Location => (When::Said, label::LOCATION),
        SheetFact::Headcount => (When::Said, label::HEADCOUNT),
        SheetFact::Incumbents => (When::Said, label::INCUMBENTS),
        SheetFact::Version => (When::Said, label::VERSION),
        SheetFact::EffectiveDate => (When::Said, label::EFFECTIVE_DATE),
        SheetFact::State => (When::Always, label::STATE),
        SheetFact::Subordinates => (When::Always, label::SUBORDINATES),
        SheetFact::Functional => (When::Said, label::FUNCTIONAL),
        SheetFact::FunctionalSubordinates => (When::OnlySaid, label::FUNCTIONAL_SUBORDINATES),
    }
}

fn value(ctx: &Context<'_>, id: RoleId, role: &Role, fact: SheetFact) -> Vec<Span> {
    let owner = Owner::Role(id);
    let own = |field, content: &str| text(Place::of(owner, field), content);
    match fact {
        SheetFact::Name => role_name(ctx.project, id, false),
        SheetFact::Code => own(Field::Code, &role.code),
        SheetFact::Department => department_path(ctx, id),
        SheetFact::Supervisor => supervisor(ctx, id, role),
        SheetFact::Series => own(Field::Series, &role.series),
        SheetFact::Grade => own(Field::Grade, &role.grade),
        SheetFact::Nature => own(Field::Nature, &role.nature),
        SheetFact::Location => own(Field::Location, &role.location),
        SheetFact::Headcount => {
            let posts = role.headcount.map(wording::headcount);
            let note = own(Field::HeadcountNote, &role.headcount_note);
            match posts {
                Some(posts) => std::iter::once(word(&posts))
                    .chain(bracketed(note))
                    .collect(),
                None => note,
            }
        }
        SheetFact::Incumbents => incumbents(owner, role),
        SheetFact::Version => own(Field::Version, &role.control.version),
        SheetFact::EffectiveDate => own(Field::EffectiveDate, &role.control.effective_date),
        SheetFact::State => vec![word(wording::role_state(role.state))],
        SheetFact::Subordinates => {
            let names = role_names(ctx.project, ctx.organisation.subordinates(id));
            if names.is_empty() {
                vec![word(wording::NOTHING)]
            } else {
                names
            }
        }
        SheetFact::Functional => functional(ctx, owner, &role.functional),
        SheetFact::FunctionalSubordinates => {
            role_names(ctx.project, ctx.organisation.functional_subordinates(id))
        }
    }
}

fn functional(ctx: &Context<'_>, owner: Owner, lines: &[FunctionalLine]) -> Vec<Span> {
    join(
        wording::LIST_COMMA,
        lines.iter().map(|line| {
            let mut spans = line
                .role
                .map(|role| role_name(ctx.project, role, true))
                .unwrap_or_default();
            if spans.is_empty() {
                spans = entry(owner, line.id, Field::Outside, &line.outside);
            }
            spans.extend(bracketed(entry(owner, line.id, Field::About, &line.about)));
            spans
        }),
    )
}

fn incumbents(owner: Owner, role: &Role) -> Vec<Span> {
    join(
        wording::LIST_COMMA,
        role.incumbents.iter().map(|person| {
            let mut spans = entry(owner, person.id, Field::Name, &person.name);
            let mut remarks = Vec::new();
            if person.concurrent {
                remarks.push(word(label::CONCURRENT));
            }
            let note = entry(owner, person.id, Field::Note, &person.note);
            push_joined(&mut remarks, wording::COMMA, note);
            spans.extend(bracketed(remarks));
            spans
        }),
    )
}
