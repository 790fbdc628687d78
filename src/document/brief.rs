//! 简表: a role on one page, by leaving out what matters less.
//!
//! A brief sheet has the facts, the purpose, the duties without those below them, and the qualifications. Nothing else
//! belongs to it. If that is more than a page, it loses, one after the other and no more than needed: what is only
//! preferred; demands other than education, experience and certificates; facts other than name, code, department and
//! supervisor; all demands; a purpose longer than [`LONG_PURPOSE`]; duties from the last up; the purpose; at last the ends
//! of what is still too long. Whatever of that is left out is told in [`Part::left_out`](super::Part::left_out).

use super::blocks::{Block, Cell, Outline, PageSetup, Paragraph, Span};
use super::duties::top_duties;
use super::estimate::fits_one_page;
use super::form::form;
use super::role::qualifications;
use super::role_facts::role_facts;
use super::sheet::{Body, Context, Line, Section, Sheet};
use super::spans::{length, role_name, text, word};
use super::styles::StyleSheet;
use super::wording::{self, section};
use crate::model::settings::{SheetFact, SheetSection};
use crate::model::{
    Field, Necessity, Owner, Place, Qualification, QualificationKind, Role, RoleId,
};
use std::borrow::Cow;

/// No page holds more characters than this.
const LONGEST_TEXT: usize = 10_000;
/// A purpose of more characters than this goes before any duty: about a sixth of an A4 page.
const LONG_PURPOSE: usize = 240;

/// Facts that stay longest.
const BASIC: [SheetFact; 4] = [
    SheetFact::Name,
    SheetFact::Code,
    SheetFact::Department,
    SheetFact::Supervisor,
];
/// Facts that stand where there is room.
const LESSER: [SheetFact; 6] = [
    SheetFact::Series,
    SheetFact::Grade,
    SheetFact::Nature,
    SheetFact::Location,
    SheetFact::Headcount,
    SheetFact::Subordinates,
];

/// Something that found no room on the one page of a brief sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeftOut {
    /// Whose sheet.
    pub role: RoleId,
    /// What.
    pub kind: LeftOutKind,
    /// How many entries; 0 for what is not counted.
    pub count: usize,
}

impl LeftOut {
    /// A field of the role near to what was left out, for a click on the warning.
    pub fn field(&self) -> Field {
        match self.kind {
            LeftOutKind::Purpose => Field::Purpose,
            _ => Field::Name,
        }
    }
}

/// What was left out, in the order in which it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutKind {
    /// 优先条件.
    Preferred,
    /// Demands other than education, experience and certificates.
    LesserDemands,
    /// Facts other than name, code, department and supervisor.
    LesserFacts,
    /// All other demands.
    Demands,
    /// Duties, from the last up.
    Duties,
    /// The purpose.
    Purpose,
    /// The ends of texts that are too long.
    Ends,
}

/// What is still on the sheet.
#[derive(Clone, Copy)]
struct Keep {
    preferred: bool,
    lesser_demands: bool,
    lesser_facts: bool,
    demands: bool,
    purpose: bool,
    duties: usize,
    /// Characters of a paragraph.
    characters: usize,
}

/// The blocks of a role's brief sheet, and what found no room.
pub(super) fn brief(
    ctx: &mut Context<'_>,
    id: RoleId,
    role: &Role,
    level: u8,
) -> (Vec<Block>, Vec<LeftOut>) {
    let shown = shown(ctx, role);
    let role = &*shown;
    let mut fitting = Fitting {
        page: super::compose::page(ctx.settings),
        styles: StyleSheet::of(ctx.settings),
        lists_before: ctx.last_list,
        ctx,
        id,
        role,
        level,
    };
    let keep = fitting.keep();
    let blocks = fitting.blocks(keep);
    let left_out = left_out(id, role, keep);
    (blocks, left_out)
}

/// The role without what the company hides: that takes no room and is not missed.
fn shown<'r>(ctx: &Context<'_>, role: &'r Role) -> Cow<'r, Role> {
    let mut shown = Cow::Borrowed(role);
    if ctx.hides(SheetSection::Purpose) && !role.purpose.is_empty() {
        shown.to_mut().purpose.clear();
    }
    if ctx.hides(SheetSection::Duties) && !role.duty_groups.is_empty() {
        shown.to_mut().duty_groups.clear();
    }
    if ctx.hides(SheetSection::Qualifications) && !role.qualifications.is_empty() {
        shown.to_mut().qualifications.clear();
    }
    shown
}

struct Fitting<'c, 'p, 'r> {
    ctx: &'c mut Context<'p>,
    page: PageSetup,
    styles: StyleSheet,
    lists_before: u32,
    id: RoleId,
    role: &'r Role,
    level: u8,
}

impl Fitting<'_, '_, '_> {
    /// The most that stands on one page.
    fn keep(&mut self) -> Keep {
        let mut keep = Keep {
            preferred: true,
            lesser_demands: true,
            lesser_facts: true,
            demands: true,
            purpose: true,
            duties: n_duties(self.role),
            characters: usize::MAX,
        };
        let long_purpose = self.role.purpose.chars().count() > LONG_PURPOSE;
        let steps: [fn(&mut Keep); 4] = [
            |keep| keep.preferred = false,
            |keep| keep.lesser_demands = false,
            |keep| keep.lesser_facts = false,
            |keep| keep.demands = false,
        ];
        for step in steps {
            if self.fits(keep) {
                return keep;
            }
            step(&mut keep);
        }
        if long_purpose && !self.fits(keep) {
            keep.purpose = false;
        }
        if self.most_duties(&mut keep) {
            return keep;
        }
        keep.purpose = false;
        if self.most_duties(&mut keep) {
            return keep;
        }
        self.most_characters(&mut keep);
        keep
    }

    /// Keeps as many duties as fit; false if not even the first does.
    fn most_duties(&mut self, keep: &mut Keep) -> bool {
        let (mut fits, mut too_many) = (0, keep.duties + 1);
        while fits + 1 < too_many {
            let middle = fits + (too_many - fits) / 2;
            keep.duties = middle;
            if self.fits(*keep) {
                fits = middle;
            } else {
                too_many = middle;
            }
        }
        // Even alone on its page the first duty stays, shortened.
        keep.duties = fits.max(1);
        fits > 0
    }

    /// Cuts the texts to as many characters as fit.
    fn most_characters(&mut self, keep: &mut Keep) {
        let (mut fits, mut too_many) = (1, LONGEST_TEXT);
        while too_many - fits > 1 {
            let middle = fits.midpoint(too_many);
            keep.characters = middle;
            if self.fits(*keep) {
                fits = middle;
            } else {
                too_many = middle;
            }
        }
        keep.characters = fits;
    }

    fn fits(&mut self, keep: Keep) -> bool {
        let blocks = self.blocks(keep);
        fits_one_page(&blocks, &self.page, &self.styles)
    }

    fn blocks(&mut self, keep: Keep) -> Vec<Block> {
        self.ctx.last_list = self.lists_before;
        let sheet = self.sheet(keep);
        let mut blocks = form(self.ctx, sheet);
        if keep.characters < usize::MAX {
            for block in &mut blocks {
                shorten(block, keep.characters);
            }
        }
        blocks
    }

    fn sheet(&mut self, keep: Keep) -> Sheet {
        let (role, id) = (self.role, self.id);
        let owner = Owner::Role(id);
        let mut title = role_name(self.ctx.project, id, false);
        title.push(word(wording::BRIEF));
        let mut facts = role_facts(self.ctx, id, role);
        facts.retain(|fact| {
            fact.kind.is_some_and(|kind| {
                BASIC.contains(&kind) || (keep.lesser_facts && LESSER.contains(&kind))
            })
        });
        let mut sections = Vec::new();
        let mut add = |ctx: &Context<'_>, kind, section| {
            let section = ctx.headed(kind, section);
            sections.extend(section.map(|section| (kind, section)));
        };
        add(self.ctx, SheetSection::Facts, Section::head(facts));
        let purpose = text(Place::of(owner, Field::Purpose), &role.purpose);
        if keep.purpose && !purpose.is_empty() {
            let purpose = Section {
                title: vec![word(section::PURPOSE)],
                body: Body::Lines(vec![Line::text(purpose)]),
            };
            add(self.ctx, SheetSection::Purpose, Some(purpose));
        }
        let duties = top_duties(self.ctx, owner, role, keep.duties);
        add(self.ctx, SheetSection::Duties, duties);
        if keep.demands {
            let demands = Role {
                qualifications: kept_demands(role, keep).cloned().collect(),
                ..Role::default()
            };
            if !demands.qualifications.is_empty() {
                let demands = qualifications(self.ctx, owner, &demands);
                add(self.ctx, SheetSection::Qualifications, demands);
            }
        }
        let sections = self.ctx.in_order(sections).into_iter();
        Sheet {
            title,
            outline: Outline {
                level: self.level,
                title: role.full_name(),
                target: Some(owner),
                in_contents: true,
            },
            sections: sections.map(|(_, section)| section).collect(),
            signatures: Vec::new(),
            seal: false,
        }
    }
}

fn n_duties(role: &Role) -> usize {
    let duties = role.duty_groups.iter().flat_map(|group| &group.duties);
    duties
        .filter(|duty| !super::spans::is_blank(&duty.text))
        .count()
}

fn said(role: &Role) -> impl Iterator<Item = &Qualification> {
    let demands = role.qualifications.iter();
    demands.filter(|demand| !super::spans::is_blank(&demand.text))
}

fn is_key(demand: &Qualification) -> bool {
    matches!(
        demand.kind,
        QualificationKind::Education
            | QualificationKind::Experience
            | QualificationKind::Certificate
    )
}

fn kept_demands(role: &Role, keep: Keep) -> impl Iterator<Item = &Qualification> {
    said(role).filter(move |demand| {
        let required = demand.necessity == Necessity::Required;
        keep.demands && (keep.preferred || required) && (keep.lesser_demands || is_key(demand))
    })
}

fn left_out(role: RoleId, data: &Role, keep: Keep) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    let mut tell = |kind, count| left_out.push(LeftOut { role, kind, count });
    let preferred = |demand: &&Qualification| demand.necessity == Necessity::Preferred;
    if !keep.preferred {
        let count = said(data).filter(preferred).count();
        if count > 0 {
            tell(LeftOutKind::Preferred, count);
        }
    }
    let required = said(data).filter(|demand| !preferred(demand));
    let (key, lesser): (Vec<_>, Vec<_>) = required.partition(|demand| is_key(demand));
    if !keep.lesser_demands && !lesser.is_empty() {
        tell(LeftOutKind::LesserDemands, lesser.len());
    }
    if !keep.lesser_facts {
        tell(LeftOutKind::LesserFacts, 0);
    }
    if !keep.demands && !key.is_empty() {
        tell(LeftOutKind::Demands, key.len());
    }
    let duties = n_duties(data);
    if keep.duties < duties {
        tell(LeftOutKind::Duties, duties - keep.duties);
    }
    if !keep.purpose && !super::spans::is_blank(&data.purpose) {
        tell(LeftOutKind::Purpose, 0);
    }
    if keep.characters < usize::MAX {
        tell(LeftOutKind::Ends, 0);
    }
    left_out
}

/// Cuts every paragraph to so many characters.
fn shorten(block: &mut Block, most: usize) {
    match block {
        Block::Paragraph(paragraph) => cut(paragraph, most),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            for Cell { paragraphs, .. } in cells {
                for paragraph in paragraphs {
                    cut(paragraph, most);
                }
            }
        }
        Block::Contents { .. }
        | Block::Index(_)
        | Block::Chart(_)
        | Block::Space(_)
        | Block::Logo { .. } => {}
    }
}

fn cut(paragraph: &mut Paragraph, most: usize) {
    // Labels of ours are short and stay whole.
    if paragraph.spans.iter().all(|span| span.place.is_none())
        || length(&paragraph.spans, most) <= most
    {
        return;
    }
    let mut left = most;
    let mut spans = Vec::new();
    for span in std::mem::take(&mut paragraph.spans) {
        let count = span.text.chars().count();
        if count <= left && !span.text.contains('\n') {
            left -= count;
            spans.push(span);
            continue;
        }
        let text: String = span.text.chars().take(left).collect();
        spans.push(Span {
            text: format!("{}…", text.replace('\n', " ")),
            // No longer the text of its field.
            place: None,
            ..span
        });
        break;
    }
    paragraph.spans = spans;
}
