//! What a role's document says, section by section.

use super::blocks::{Outline, Span};
use super::duties::{authorities, duties};
use super::role_facts::role_facts;
use super::sheet::{
    Body, Column, ColumnWidth, Context, Entry, Facts, Grid, GridRow, Line, Section, Sheet, Signer,
    entry_lines,
};
use super::spans::{entry, join, push_joined, role_name, text, word};
use super::wording::{self, column, condition, section};
use crate::model::settings::{SealPlace, SheetSection, Signatory};
use crate::model::{
    CareerKind, DocumentControl, Field, Item, Necessity, OwnSection, Owner, Place,
    QualificationKind, Relation, Revision, Role, RoleId, Side, Supervisor,
};

/// The sheet of a role; `level` is its level among the bookmarks.
pub(super) fn role_sheet(ctx: &mut Context<'_>, id: RoleId, role: &Role, level: u8) -> Sheet {
    let owner = Owner::Role(id);
    let mut title = role_name(ctx.project, id, false);
    title.push(word(wording::JOB_DESCRIPTION));
    let mut sections = Vec::new();
    for kind in ctx.sections_shown() {
        if kind == SheetSection::Own {
            // The user's own sections keep their titles.
            for own in &role.own_sections {
                sections.extend(own_section(ctx, owner, own));
            }
        } else {
            let section = section_of(ctx, id, role, kind);
            sections.extend(ctx.headed(kind, section));
        }
    }
    Sheet {
        title,
        outline: Outline {
            level,
            title: role.full_name(),
            target: Some(owner),
            in_contents: true,
        },
        sections,
        signatures: signers(owner, &role.control, &ctx.settings.signatories),
        seal: matches!(ctx.settings.seal, SealPlace::Roles | SealPlace::Everywhere),
    }
}

fn section_of(
    ctx: &mut Context<'_>,
    id: RoleId,
    role: &Role,
    kind: SheetSection,
) -> Option<Section> {
    let owner = Owner::Role(id);
    let plain = |title, field, content: &str, ctx: &Context<'_>| {
        let spans = text(Place::of(owner, field), content);
        let lines = (!spans.is_empty()).then(|| Line::text(spans));
        Section::lines(title, lines.into_iter().collect(), ctx.settings)
    };
    match kind {
        SheetSection::Facts => Section::head(role_facts(ctx, id, role)),
        SheetSection::Purpose => plain(section::PURPOSE, Field::Purpose, &role.purpose, ctx),
        SheetSection::Responsibility => plain(
            section::RESPONSIBILITY,
            Field::Responsibility,
            &role.responsibility,
            ctx,
        ),
        SheetSection::Duties => duties(ctx, owner, role),
        SheetSection::Authorities => authorities(ctx, owner, role),
        SheetSection::Relations => relations(ctx, owner, &role.relations),
        SheetSection::Qualifications => qualifications(ctx, owner, role),
        SheetSection::Kpis => kpis(ctx, owner, role),
        SheetSection::Conditions => conditions(ctx, owner, role),
        SheetSection::Prohibitions => items(ctx, owner, section::PROHIBITIONS, &role.prohibitions),
        SheetSection::Careers => careers(ctx, owner, role),
        SheetSection::Own => None,
        SheetSection::Notes => items(ctx, owner, section::NOTES, &role.notes),
        SheetSection::Revisions => revisions(ctx, owner, &role.control.revisions),
    }
}

/// The departments from the top down; the company's name for a role directly under it.
pub(super) fn department_path(ctx: &Context<'_>, id: RoleId) -> Vec<Span> {
    match ctx.organisation.department_of(id) {
        Some(department) => join(
            wording::PATH_SEPARATOR,
            ctx.organisation
                .path(department)
                .into_iter()
                .map(|id| super::spans::department_name(ctx.project, id)),
        ),
        None => text(
            Place::of(Owner::Company, Field::Name),
            &ctx.project.company.name,
        ),
    }
}

/// The direct supervisor. The words for an outside position stand in when the role it named is gone.
pub(super) fn supervisor(ctx: &Context<'_>, id: RoleId, role: &Role) -> Vec<Span> {
    let named = match role.supervisor {
        Supervisor::Role(supervisor) => role_name(ctx.project, supervisor, true),
        Supervisor::None => return Vec::new(),
        Supervisor::Outside => Vec::new(),
    };
    if named.is_empty() {
        text(
            Place::role(id, Field::SupervisorOutside),
            &role.supervisor_outside,
        )
    } else {
        named
    }
}

fn relations(ctx: &mut Context<'_>, owner: Owner, relations: &[Relation]) -> Option<Section> {
    let mut rows = Vec::new();
    for &side in Side::ALL {
        let entries: Vec<Entry> = relations
            .iter()
            .filter(|relation| relation.side == side)
            .map(|relation| {
                let mut spans = entry(owner, relation.id, Field::With, &relation.with);
                for span in &mut spans {
                    span.bold = true;
                }
                let about = entry(owner, relation.id, Field::About, &relation.about);
                push_joined(&mut spans, wording::COLON, about);
                Entry::plain(spans)
            })
            .filter(|entry| !entry.is_empty())
            .collect();
        if !entries.is_empty() {
            let lines = entry_lines(entries, ctx.list(), false);
            let kind = vec![Line::text(vec![word(wording::side(side))])];
            rows.push(GridRow::Cells(vec![kind, lines]));
        }
    }
    let columns = vec![
        Column {
            head: "",
            width: ColumnWidth::Characters(4),
        },
        Column {
            head: "",
            width: ColumnWidth::Share(1),
        },
    ];
    let grid = Grid {
        columns,
        rows,
        labelled: true,
        heads: false,
    };
    Section::grid(section::RELATIONS, grid, ctx.settings)
}

/// Demands by kind; what is required and what is preferred stand in columns of their own.
pub(super) fn qualifications(ctx: &mut Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let said: Vec<_> = role
        .qualifications
        .iter()
        .filter(|demand| !super::spans::is_blank(&demand.text))
        .collect();
    let strengths: Vec<Necessity> = Necessity::ALL
        .iter()
        .copied()
        .filter(|&strength| said.iter().any(|demand| demand.necessity == strength))
        .collect();
    let mut rows = Vec::new();
    for &kind in QualificationKind::ALL {
        let of_kind: Vec<_> = said.iter().filter(|demand| demand.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let mut cells = vec![vec![Line::text(vec![word(wording::qualification_kind(
            kind,
        ))])]];
        for &strength in &strengths {
            let entries = of_kind
                .iter()
                .filter(|demand| demand.necessity == strength)
                .map(|demand| Entry::plain(entry(owner, demand.id, Field::Text, &demand.text)))
                .collect();
            cells.push(entry_lines(entries, ctx.list(), false));
        }
        rows.push(GridRow::Cells(cells));
    }
    let mut columns = vec![Column {
        head: column::QUALIFICATION,
        width: ColumnWidth::Characters(4),
    }];
    columns.extend(strengths.iter().map(|&strength| Column {
        head: wording::necessity(strength),
        width: match strength {
            Necessity::Required => ColumnWidth::Share(3),
            Necessity::Preferred => ColumnWidth::Share(2),
        },
    }));
    let grid = Grid {
        columns,
        rows,
        labelled: true,
        // Without preferred demands all are required, and the heading would only repeat it.
        heads: strengths.contains(&Necessity::Preferred),
    };
    Section::grid(section::QUALIFICATIONS, grid, ctx.settings)
}

fn kpis(ctx: &Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let mut grid = Grid::with_columns([
        (column::INDICATOR, ColumnWidth::Share(4)),
        (column::TARGET, ColumnWidth::Share(5)),
        (column::WEIGHT, ColumnWidth::Characters(3)),
        (column::CYCLE, ColumnWidth::Characters(4)),
        (column::SOURCE, ColumnWidth::Share(4)),
    ]);
    for kpi in &role.kpis {
        let field = |field, content: &str| entry(owner, kpi.id, field, content);
        grid.push([
            Line::text(field(Field::Name, &kpi.name)),
            Line::text(field(Field::Target, &kpi.target)),
            Line::short(
                kpi.weight
                    .map(|w| word(&wording::weight(w)))
                    .into_iter()
                    .collect(),
            ),
            Line::short(field(Field::Cycle, &kpi.cycle)),
            Line::text(field(Field::Source, &kpi.source)),
        ]);
    }
    grid.drop_unused(1);
    Section::grid(section::KPIS, grid, ctx.settings)
}

pub(super) fn conditions(ctx: &Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let said = &role.conditions;
    let mut facts = Facts::new(ctx.settings);
    for (label, field, content) in [
        (condition::PLACE, Field::WorkPlace, &said.place),
        (condition::HOURS, Field::WorkHours, &said.hours),
        (
            condition::ENVIRONMENT,
            Field::Environment,
            &said.environment,
        ),
        (condition::TRAVEL, Field::Travel, &said.travel),
        (condition::EQUIPMENT, Field::Equipment, &said.equipment),
        (condition::HAZARDS, Field::Hazards, &said.hazards),
    ] {
        facts.only_said(label, text(Place::of(owner, field), content));
    }
    Section::facts(section::CONDITIONS, facts.list, ctx.settings)
}

fn careers(ctx: &Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let list = career_facts(ctx, owner, role, |_| true);
    Section::facts(section::CAREERS, list, ctx.settings)
}

/// Career steps of the wanted kinds.
pub(super) fn career_facts(
    ctx: &Context<'_>,
    owner: Owner,
    role: &Role,
    wanted: impl Fn(CareerKind) -> bool,
) -> Vec<super::sheet::Fact> {
    let mut facts = Facts::new(ctx.settings);
    for &kind in CareerKind::ALL.iter().filter(|kind| wanted(**kind)) {
        let steps = role.careers.iter().filter(|step| step.kind == kind);
        let names = steps.map(|step| {
            let named = step
                .role
                .map(|role| role_name(ctx.project, role, true))
                .unwrap_or_default();
            if named.is_empty() {
                entry(owner, step.id, Field::Text, &step.text)
            } else {
                named
            }
        });
        facts.only_said(wording::career_kind(kind), join(wording::LIST_COMMA, names));
    }
    facts.list
}

/// A section of numbered lines.
pub(super) fn items(
    ctx: &mut Context<'_>,
    owner: Owner,
    title: &str,
    items: &[Item],
) -> Option<Section> {
    let lines = entry_lines(item_entries(owner, items), ctx.list(), false);
    Section::lines(title, lines, ctx.settings)
}

/// Lines with lines below them; those that say nothing are left out.
pub(super) fn item_entries(owner: Owner, items: &[Item]) -> Vec<Entry> {
    items
        .iter()
        .map(|item| Entry {
            children: item_entries(owner, &item.children),
            ..Entry::plain(entry(owner, item.id, Field::Text, &item.text))
        })
        .filter(|entry| !entry.is_empty())
        .collect()
}

fn own_section(ctx: &mut Context<'_>, owner: Owner, own: &OwnSection) -> Option<Section> {
    let running = entry(owner, own.id, Field::Text, &own.text);
    let mut lines: Vec<Line> = Vec::new();
    if !running.is_empty() {
        lines.push(Line::text(running));
    }
    lines.extend(entry_lines(
        item_entries(owner, &own.items),
        ctx.list(),
        false,
    ));
    let title = entry(owner, own.id, Field::Title, &own.title);
    if lines.is_empty() && !title.is_empty() {
        // A heading that the user wrote is content: it is never dropped.
        let empty = if ctx.settings.show_empty_sections {
            wording::NOTHING
        } else {
            ""
        };
        lines.push(Line::text(vec![word(empty)]));
    }
    if lines.is_empty() {
        return None;
    }
    Some(Section {
        title: if title.is_empty() {
            vec![word(section::OTHER)]
        } else {
            title
        },
        body: Body::Lines(lines),
    })
}

/// The revision history.
pub(super) fn revisions(
    ctx: &Context<'_>,
    owner: Owner,
    revisions: &[Revision],
) -> Option<Section> {
    let grid = revision_grid(owner, revisions);
    if grid.rows.is_empty() {
        // A document that was never revised needs no table that says so.
        return None;
    }
    Section::grid(section::REVISIONS, grid, ctx.settings)
}

/// The rows of a revision history.
pub(super) fn revision_grid(owner: Owner, revisions: &[Revision]) -> Grid {
    let mut grid = Grid::with_columns([
        (column::VERSION, ColumnWidth::Characters(4)),
        (column::DATE, ColumnWidth::Characters(7)),
        (column::AUTHOR, ColumnWidth::Characters(5)),
        (column::CHANGE, ColumnWidth::Share(1)),
    ]);
    for revision in revisions {
        let field = |field, content: &str| entry(owner, revision.id, field, content);
        grid.push([
            Line::short(field(Field::Version, &revision.version)),
            Line::short(field(Field::Date, &revision.date)),
            Line::short(field(Field::Author, &revision.author)),
            Line::text(field(Field::Text, &revision.text)),
        ]);
    }
    grid
}

/// Who signs, each once, in the order of the settings.
pub(super) fn signers(
    owner: Owner,
    control: &DocumentControl,
    signatories: &[Signatory],
) -> Vec<Signer> {
    let mut signers: Vec<Signer> = Vec::new();
    for &who in signatories {
        if signers.iter().any(|signer| signer.who == who) {
            continue;
        }
        let (signature, name, date) = match who {
            Signatory::Prepared => (&control.prepared, Field::PreparedBy, Field::PreparedDate),
            Signatory::Reviewed => (&control.reviewed, Field::ReviewedBy, Field::ReviewedDate),
            Signatory::Approved => (&control.approved, Field::ApprovedBy, Field::ApprovedDate),
            Signatory::Acknowledged => (
                &control.acknowledged,
                Field::AcknowledgedBy,
                Field::AcknowledgedDate,
            ),
        };
        signers.push(Signer {
            who,
            name: text(Place::of(owner, name), &signature.name),
            date: text(Place::of(owner, date), &signature.date),
        });
    }
    signers
}
