//! 招聘版: what an applicant needs to know of a role.
//!
//! Left out on purpose: codes, posts and incumbents, state, version, dates, revisions, signatures, 密级, indicators
//! with weights and standards of duties, authorities, work relations, notes and sections that the user named. What
//! they say is for the firm. Dangers of the work stay: an employer must tell them before the contract is signed
//! (劳动合同法 第八条).

use super::blocks::Outline;
use super::duties::plain_duties;
use super::role::{conditions, qualifications};
use super::role_facts::public_facts;
use super::sheet::{Context, Line, Section, Sheet};
use super::spans::{role_name, text, word};
use super::wording::{self, section};
use crate::model::settings::SheetSection;
use crate::model::{CareerKind, Field, Owner, Place, Role, RoleId};

/// The sheet of a role for applicants.
pub(super) fn recruit_sheet(ctx: &mut Context<'_>, id: RoleId, role: &Role, level: u8) -> Sheet {
    let owner = Owner::Role(id);
    let mut title = role_name(ctx.project, id, false);
    title.push(word(wording::RECRUITING));
    let purpose = text(Place::of(owner, Field::Purpose), &role.purpose);
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
    let conditions = has_conditions.then(|| conditions(ctx, owner, role));
    let facts = Section::head(public_facts(ctx, id, role));
    let duties = plain_duties(ctx, owner, role);
    let demands = demands(ctx, owner, role);
    let offer = offer(ctx, owner, role);
    let sections = ctx.in_order(vec![
        (SheetSection::Facts, facts),
        (SheetSection::Purpose, purpose),
        (SheetSection::Duties, duties),
        (SheetSection::Qualifications, demands),
        (SheetSection::Conditions, conditions.flatten()),
        (SheetSection::Careers, offer),
    ]);
    let sections = sections
        .into_iter()
        .filter_map(|(kind, section)| ctx.headed(kind, section));
    Sheet {
        title,
        outline: Outline {
            level,
            title: role.full_name(),
            target: Some(owner),
            in_contents: true,
        },
        sections: sections.collect(),
        signatures: Vec::new(),
        seal: false,
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
