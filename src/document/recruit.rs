//! 招聘版: what an applicant needs to know of a role.
//!
//! Left out on purpose: codes, posts and incumbents, state, version, dates, revisions, signatures, 密级, indicators
//! with weights and standards of duties, authorities, work relations, notes and sections that the user named. What
//! they say is for the firm. Dangers of the work stay: an employer must tell them before the contract is signed
//! (劳动合同法 第八条).

use super::blocks::Outline;
use super::duties::plain_duties;
use super::role::{conditions, department_path, qualifications, supervisor};
use super::sheet::{Context, Facts, Line, Section, Sheet};
use super::spans::{role_name, text, word};
use super::wording::{self, label, section};
use crate::model::{CareerKind, Field, Owner, Place, Role, RoleId};

/// The sheet of a role for applicants.
pub(super) fn recruit_sheet(ctx: &mut Context<'_>, id: RoleId, role: &Role, level: u8) -> Sheet {
    let owner = Owner::Role(id);
    let mut title = role_name(ctx.project, id, false);
    title.push(word(wording::RECRUITING));
    let own = |field, content: &str| text(Place::of(owner, field), content);
    let mut facts = Facts::new(ctx.settings);
    facts.always(label::ROLE_NAME, role_name(ctx.project, id, false));
    facts.only_said(label::DEPARTMENT, department_path(ctx, id));
    facts.only_said(label::SUPERVISOR, supervisor(ctx, id, role));
    facts.only_said(label::GRADE, own(Field::Grade, &role.grade));
    facts.only_said(label::NATURE, own(Field::Nature, &role.nature));
    facts.only_said(label::LOCATION, own(Field::Location, &role.location));
    let purpose = own(Field::Purpose, &role.purpose);
    let purpose = (!purpose.is_empty()).then(|| Section {
        title: vec![word(section::POST_PURPOSE)],
        body: super::sheet::Body::Lines(vec![Line::text(purpose)]),
    });
    let said_conditions = [
        &role.conditions.place,
        &role.conditions.hours,
        &role.conditions.environment,
        &role.conditions.travel,
        &role.conditions.equipment,
        &role.conditions.hazards,
    ];
    let has_conditions = said_conditions
        .iter()
        .any(|said| !super::spans::is_blank(said));
    let sections = [
        purpose,
        plain_duties(ctx, owner, role),
        demands(ctx, owner, role),
        has_conditions
            .then(|| conditions(ctx, owner, role))
            .flatten(),
        offer(ctx, owner, role),
    ];
    Sheet {
        title,
        outline: Outline {
            level,
            title: role.full_name(),
            target: Some(owner),
            in_contents: true,
        },
        facts: facts.list,
        sections: sections.into_iter().flatten().collect(),
        signatures: Vec::new(),
    }
}

fn demands(ctx: &mut Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let said = |demand: &crate::model::Qualification| !super::spans::is_blank(&demand.text);
    if !role.qualifications.iter().any(said) {
        return None;
    }
    qualifications(ctx, owner, role).map(|section| Section {
        title: vec![word(wording::section::DEMANDS)],
        ..section
    })
}

/// Where the role leads; where its holders come from is the firm's own business.
fn offer(ctx: &Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let list = super::role::career_facts(ctx, owner, role, |kind| kind != CareerKind::From);
    (!list.is_empty()).then(|| Section {
        title: vec![word(section::OFFER)],
        body: super::sheet::Body::Facts(list),
    })
}
