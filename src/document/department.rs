//! What a department's document says: why it exists, its duties, its roles.

use super::blocks::{Outline, Span};
use super::role::items;
use super::sheet::{ColumnWidth, Context, Facts, Grid, GridRow, Line, Section, Sheet};
use super::spans::{department_name, join, role_name, text, word};
use super::wording::{self, column, label, section};
use crate::model::{
    Department, DepartmentId, Field, Headcount, Owner, Place, Project, Role, RoleId, Supervisor,
};

/// The sheet of a department; `level` is its level among the bookmarks, `n_roles` counts also the roles below it.
pub(super) fn department_sheet(
    ctx: &mut Context<'_>,
    id: DepartmentId,
    department: &Department,
    level: u8,
    n_roles: usize,
) -> Sheet {
    let owner = Owner::Department(id);
    let mut title = department_name(ctx.project, id);
    for span in &mut title {
        span.link = None;
    }
    let purpose = text(Place::of(owner, Field::Purpose), &department.purpose);
    let purpose = if purpose.is_empty() {
        Vec::new()
    } else {
        vec![Line::text(purpose)]
    };
    let sections = [
        Section::head(facts(ctx, id, department, n_roles)),
        Section::lines(section::DEPARTMENT_PURPOSE, purpose, ctx.settings),
        items(ctx, owner, section::DEPARTMENT_DUTIES, &department.duties),
        roles(ctx, &department.roles),
    ];
    Sheet {
        title,
        outline: Outline {
            level,
            title: department.name.clone(),
            target: Some(owner),
            in_contents: true,
        },
        sections: sections.into_iter().flatten().collect(),
        signatures: Vec::new(),
        seal: false,
    }
}

fn facts(
    ctx: &Context<'_>,
    id: DepartmentId,
    department: &Department,
    n_roles: usize,
) -> Vec<super::sheet::Fact> {
    let owner = Owner::Department(id);
    let mut facts = Facts::new(ctx.settings);
    facts.said(
        label::DEPARTMENT_CODE,
        text(Place::of(owner, Field::Code), &department.code),
    );
    let above = ctx.organisation.parent_of(id);
    let above = above.map(|id| department_name(ctx.project, id));
    facts.said(label::DEPARTMENT_ABOVE, above.unwrap_or_default());
    let head = department.head.map(|id| role_name(ctx.project, id, true));
    facts.always(label::HEAD, head.unwrap_or_default());
    facts.said(
        label::LEADER,
        text(Place::of(owner, Field::Leader), &department.leader),
    );
    facts.always(label::ROLES, vec![word(&wording::roles(n_roles))]);
    let below = department.departments.iter();
    facts.only_said(
        label::DEPARTMENTS_BELOW,
        join(
            wording::LIST_COMMA,
            below.map(|&id| department_name(ctx.project, id)),
        ),
    );
    facts.list
}

/// The table of the roles directly in the department, with the sum of their posts.
fn roles(ctx: &Context<'_>, ids: &[RoleId]) -> Option<Section> {
    let mut grid = Grid::with_columns([
        (column::ORDER, ColumnWidth::Characters(2)),
        (column::ROLE, ColumnWidth::Share(5)),
        (column::CODE, ColumnWidth::Share(3)),
        // Wide enough for a range of two-digit numbers.
        (column::HEADCOUNT, ColumnWidth::Characters(5)),
        (column::SUPERVISOR, ColumnWidth::Share(4)),
    ]);
    let mut total: Option<Headcount> = None;
    for (&id, order) in ids.iter().zip(1u32..) {
        let Some(role) = ctx.project.roles.get(&id) else {
            continue;
        };
        if let Some(posts) = role.headcount {
            let sum = total.unwrap_or_default();
            total = Some(Headcount {
                min: sum.min.saturating_add(posts.min),
                max: sum.max.saturating_add(posts.max),
            });
        }
        let posts = role.headcount.map(wording::headcount);
        grid.push([
            Line::short(vec![word(&order.to_string())]),
            Line::text(role_name(ctx.project, id, true)),
            Line::short(text(Place::role(id, Field::Code), &role.code)),
            Line::short(posts.iter().map(|posts| word(posts)).collect()),
            Line::text(supervisor(ctx.project, id, role)),
        ]);
    }
    if let Some(total) = total
        && grid.rows.len() > 1
    {
        grid.rows.push(GridRow::Cells(vec![
            vec![Line::short(Vec::new())],
            vec![Line::text(vec![word(wording::TOTAL)])],
            vec![Line::short(Vec::new())],
            vec![Line::short(vec![word(&wording::headcount(total))])],
            vec![Line::text(Vec::new())],
        ]));
    }
    grid.drop_unused(2);
    Section::grid(section::DEPARTMENT_ROLES, grid, ctx.settings)
}

fn supervisor(project: &Project, id: RoleId, role: &Role) -> Vec<Span> {
    match role.supervisor {
        Supervisor::Role(supervisor) => role_name(project, supervisor, true),
        Supervisor::Outside => text(
            Place::role(id, Field::SupervisorOutside),
            &role.supervisor_outside,
        ),
        Supervisor::None => Vec::new(),
    }
}
