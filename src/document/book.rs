//! What a book has besides cover, contents, departments and roles: pages to sign, charts, lists, the index.

use super::blocks::{Block, Extra, Outline, Paragraph, Part, PartKind, PartSetup, Span, Table};
use super::columns::Measures;
use super::compose::page;
use super::diagram::{Chart, department_chart, reporting_chart};
use super::estimate::{block_height, n_pages};
use super::form::{grid_table, grid_table_of_rows, seal_row};
use super::index::index;
use super::role::{department_path, signers, supervisor};
use super::scope::{Request, Scope};
use super::setup::{chart_needs_turning, needs_turning};
use super::sheet::{ColumnWidth, Context, Grid, GridRow, Line, LineKind};
use super::spans::{department_name, entry, join, role_name, text, word};
use super::styles::{ParagraphStyle, StyleSheet};
use super::table::{EdgeRow, TableBuilder, head, label, short, value};
use super::wording::{self, book, column, label as labels, section};
use crate::model::settings::{BookParts, RoleLayout, SealPlace, Signatory, TenthMm};
use crate::model::{DepartmentId, Field, Headcount, Incumbent, Node, Owner, Place, Role, RoleId};
use std::collections::BTreeMap;

/// Least height of a row to sign in, in tenths of a millimetre: handwriting needs a centimetre.
const SIGNING: u16 = 110;
/// To spare a page, the rows of a short list may be as low as this.
const SIGNING_LOW: u16 = 85;
/// A list on more pages than this is long.
const SHORT: usize = 4;
/// Least height of any other row.
const ROW: u16 = 80;
/// Empty height between blocks of a page to sign.
const GAP: TenthMm = TenthMm(80);

/// What a document has besides the sheets of its roles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) parts: BookParts,
    /// Sheets of departments.
    pub(super) departments: bool,
    /// The chart of reporting lines stands on the first department's sheet, not on pages of its own.
    pub(super) chart_in_department: bool,
    /// Version, dates, 密级 and signatures on the cover.
    pub(super) control: bool,
}

impl Plan {
    /// A whole company's book is as the settings say. A department's handbook (部门手册) has no page of what
    /// belongs to the company, and applicants are given nothing internal.
    pub(super) fn of(ctx: &Context<'_>, request: &Request, nodes: &[Node]) -> Plan {
        let layout = request.layout.unwrap_or(ctx.settings.layout);
        let wanted = ctx.settings.book_parts;
        let nothing = BookParts {
            sign_off: false,
            revisions: false,
            charts: false,
            role_list: false,
            rules: false,
            sign_list: false,
            index: wanted.index,
            receipts: false,
        };
        if layout == RoleLayout::Recruit {
            return Plan {
                parts: nothing,
                departments: false,
                chart_in_department: false,
                control: false,
            };
        }
        let is_department = |node: &&Node| matches!(node.owner, Owner::Department(_));
        let parts = match request.scope {
            Scope::All => wanted,
            Scope::Department { .. } => BookParts {
                charts: wanted.charts,
                // A single department lists its roles on its own sheet.
                role_list: wanted.role_list && nodes.iter().filter(is_department).count() > 1,
                sign_list: wanted.sign_list,
                receipts: wanted.receipts,
                ..nothing
            },
            Scope::Roles(_) => nothing,
        };
        Plan {
            parts,
            departments: true,
            chart_in_department: matches!(request.scope, Scope::Department { .. }),
            control: true,
        }
    }
}

fn extra(kind: Extra, title: &str, blocks: Vec<Block>) -> Part {
    Part {
        kind: PartKind::Extra(kind),
        title: title.to_owned(),
        running: true,
        setup: PartSetup::default(),
        blocks,
        left_out: Vec::new(),
    }
}

/// A title that the contents list.
fn listed(title: &str) -> Block {
    Block::Paragraph(Paragraph {
        style: ParagraphStyle::Title,
        spans: vec![word(title)],
        outline: Some(Outline {
            level: 1,
            title: title.to_owned(),
            target: None,
            in_contents: true,
        }),
        ..Paragraph::default()
    })
}

/// A title of a page that no reader looks for.
fn unlisted(title: &str) -> Block {
    Block::Paragraph(Paragraph {
        style: ParagraphStyle::Title,
        spans: vec![word(title)],
        ..Paragraph::default()
    })
}

/// Whether the settings ask for room for the seal in a book.
pub(super) fn book_seal(ctx: &Context<'_>) -> bool {
    matches!(ctx.settings.seal, SealPlace::Book | SealPlace::Everywhere)
}

/// 审批页: what is approved, who approves it, and the place for the seal. `None` if nobody signs
/// and the settings ask for no seal.
pub(super) fn sign_off(ctx: &Context<'_>, title: &str) -> Option<Part> {
    let company = &ctx.project.company;
    let mut signers = signers(Owner::Company, &company.control, &ctx.settings.signatories);
    signers.retain(|signer| signer.who != Signatory::Acknowledged);
    if signers.is_empty() && !book_seal(ctx) {
        return None;
    }
    let own = |field, content: &str| text(Place::of(Owner::Company, field), content);
    let measures = Measures::of(ctx.settings);
    let width = measures.width;
    let left = width / 6;
    let mut facts = TableBuilder::new(width);
    let row = |name: &str, spans| EdgeRow {
        min_height: ROW,
        ..EdgeRow::new(vec![(left, label(name)), (width, value(spans))])
    };
    let typed = !super::spans::is_blank(&ctx.settings.book_title);
    let title = Span {
        place: typed.then_some(Place::of(Owner::Company, Field::BookTitle)),
        ..word(title)
    };
    facts.push(row(book::DOCUMENT, vec![title]));
    for (name, field, content) in [
        (labels::VERSION, Field::Version, &company.control.version),
        (
            labels::EFFECTIVE_DATE,
            Field::EffectiveDate,
            &company.control.effective_date,
        ),
    ] {
        facts.push(row(name, own(field, content)));
    }
    let mut steps = TableBuilder::new(width);
    let edges = [left, width / 6 * 4, width];
    let heads = [column::STEP, labels::SIGNATURE, labels::DATE].map(head);
    steps.push(EdgeRow::new(edges.into_iter().zip(heads).collect()).keep());
    for signer in signers {
        let cells = [
            label(wording::signatory(signer.who)),
            short(signer.name),
            short(signer.date),
        ];
        steps.push(
            EdgeRow {
                min_height: SIGNING + SIGNING / 2,
                ..EdgeRow::new(edges.into_iter().zip(cells).collect())
            }
            .keep(),
        );
    }
    steps.push(seal_row(left, measures));
    let blocks = vec![
        unlisted(section::SIGN_OFF),
        Block::Table(facts.finish(true)),
        Block::Space(GAP),
        Block::Table(steps.finish(true)),
    ];
    Some(extra(Extra::SignOff, section::SIGN_OFF, blocks))
}

fn chart_part(ctx: &Context<'_>, kind: Extra, title: &str, chart: Chart) -> Part {
    let turned = chart_needs_turning(ctx.settings, &chart);
    turned_if(
        turned,
        extra(kind, title, vec![listed(title), Block::Chart(chart)]),
    )
}

fn turned_if(turned: bool, mut part: Part) -> Part {
    part.setup.turned = turned;
    part
}

/// A chart of at most so many departments stands on the department's own sheet: a page for three boxes looks lost.
const SMALL_CHART: usize = 12;

/// The departments' chart, and whether it stands on the first department's sheet.
fn departments(ctx: &Context<'_>, nodes: &[Node], plan: &Plan) -> Option<(Chart, bool)> {
    let in_department = plan.chart_in_department;
    let chart = department_chart(ctx, nodes, !in_department)?;
    let small = chart.boxes.len() <= SMALL_CHART && !chart_needs_turning(ctx.settings, &chart);
    Some((chart, in_department && small))
}

/// 组织架构图 on pages of its own.
pub(super) fn department_chart_part(
    ctx: &Context<'_>,
    nodes: &[Node],
    plan: &Plan,
) -> Option<Part> {
    let (chart, _) = departments(ctx, nodes, plan).filter(|(_, on_sheet)| !on_sheet)?;
    let title = section::DEPARTMENT_CHART;
    Some(chart_part(ctx, Extra::DepartmentChart, title, chart))
}

/// The charts of a department's handbook below the department's own text, each with its heading.
pub(super) fn chart_blocks_of_department(
    ctx: &Context<'_>,
    nodes: &[Node],
    plan: &Plan,
) -> Vec<Block> {
    let departments = departments(ctx, nodes, plan).filter(|(_, on_sheet)| *on_sheet);
    let departments = departments.map(|(chart, _)| (section::DEPARTMENT_CHART, chart));
    let roles = reporting_chart(ctx, &roles_of(nodes));
    let roles = roles.map(|chart| (section::REPORTING_CHART, chart));
    let charts = departments.into_iter().chain(roles);
    charts
        .flat_map(|(title, chart)| chart_blocks(title, chart))
        .collect()
}

/// 汇报关系图 on pages of its own.
pub(super) fn reporting_chart_part(ctx: &Context<'_>, nodes: &[Node]) -> Option<Part> {
    let chart = reporting_chart(ctx, &roles_of(nodes))?;
    let title = section::REPORTING_CHART;
    Some(chart_part(ctx, Extra::ReportingChart, title, chart))
}

fn chart_blocks(title: &str, chart: Chart) -> Vec<Block> {
    let heading = Paragraph {
        style: ParagraphStyle::Heading,
        spans: vec![word(title)],
        ..Paragraph::default()
    };
    vec![Block::Paragraph(heading), Block::Chart(chart)]
}

fn roles_of(nodes: &[Node]) -> Vec<RoleId> {
    nodes
        .iter()
        .filter_map(|node| match node.owner {
            Owner::Role(id) => Some(id),
            Owner::Company | Owner::Department(_) => None,
        })
        .collect()
}

/// Roles and posts, summed up.
#[derive(Clone, Copy, Default)]
struct Size {
    n_roles: usize,
    posts: Option<Headcount>,
}

impl Size {
    fn add(&mut self, role: &Role) {
        self.n_roles += 1;
        if let Some(posts) = role.headcount {
            let sum = self.posts.unwrap_or_default();
            self.posts = Some(Headcount {
                min: sum.min.saturating_add(posts.min),
                max: sum.max.saturating_add(posts.max),
            });
        }
    }

    fn said(self) -> String {
        book::size(self.n_roles, self.posts)
    }
}

/// 岗位一览表: every role with its posts, department by department, with their sums.
pub(super) fn role_list(ctx: &Context<'_>, nodes: &[Node]) -> Option<Part> {
    let mut grid = Grid::with_columns([
        (column::ORDER, ColumnWidth::Characters(3)),
        // Ten hanzi on a line: names with what tells them apart have them.
        (column::ROLE, ColumnWidth::Share(6)),
        (column::CODE, ColumnWidth::Share(5)),
        (labels::GRADE, ColumnWidth::Characters(4)),
        // Wide enough for a range of two-digit numbers.
        (column::HEADCOUNT, ColumnWidth::Characters(5)),
        (column::SUPERVISOR, ColumnWidth::Share(4)),
    ]);
    let sizes = Sizes::of(ctx, nodes);
    let mut department: Option<Option<DepartmentId>> = None;
    let mut order = 0;
    for id in roles_of(nodes) {
        let Some(role) = ctx.project.roles.get(&id) else {
            continue;
        };
        let at = ctx.organisation.department_of(id);
        if department != Some(at) {
            department = Some(at);
            grid.rows.push(GridRow::Heading(Line {
                kind: LineKind::Heading,
                number: None,
                spans: sizes.heading(ctx, id, at),
            }));
        }
        order += 1;
        let posts = role.headcount.map(wording::headcount);
        grid.push([
            Line::short(vec![word(&order.to_string())]),
            Line::text(role_name(ctx.project, id, true)),
            Line::short(text(Place::role(id, Field::Code), &role.code)),
            Line::short(text(Place::role(id, Field::Grade), &role.grade)),
            Line::short(posts.iter().map(|posts| word(posts)).collect()),
            Line::text(supervisor(ctx, id, role)),
        ]);
    }
    if order == 0 {
        return None;
    }
    let posts = sizes.all.posts.map(wording::headcount);
    grid.rows.push(GridRow::Cells(vec![
        vec![Line::short(Vec::new())],
        vec![Line::text(vec![Span {
            bold: true,
            ..word(wording::TOTAL)
        }])],
        vec![Line::short(vec![word(&wording::roles(order))])],
        vec![Line::short(Vec::new())],
        vec![Line::short(posts.iter().map(|posts| word(posts)).collect())],
        vec![Line::text(Vec::new())],
    ]));
    grid.drop_unused(3);
    let title = section::ROLE_LIST;
    let upright = Measures::of(ctx.settings);
    let turned = needs_turning(ctx.settings, upright.least(&grid.columns));
    let measures = if turned {
        Measures::turned(ctx.settings)
    } else {
        upright
    };
    let blocks = vec![listed(title), grid_table(grid, measures)];
    Some(turned_if(turned, extra(Extra::RoleList, title, blocks)))
}

/// Sums by department: of its own roles, and of all below it.
struct Sizes {
    own: BTreeMap<Option<DepartmentId>, Size>,
    below: BTreeMap<DepartmentId, Size>,
    all: Size,
}

impl Sizes {
    fn of(ctx: &Context<'_>, nodes: &[Node]) -> Sizes {
        let mut sizes = Sizes {
            own: BTreeMap::new(),
            below: BTreeMap::new(),
            all: Size::default(),
        };
        for id in roles_of(nodes) {
            let Some(role) = ctx.project.roles.get(&id) else {
                continue;
            };
            let at = ctx.organisation.department_of(id);
            sizes.own.entry(at).or_default().add(role);
            sizes.all.add(role);
            for above in at.map(|at| ctx.organisation.path(at)).unwrap_or_default() {
                sizes.below.entry(above).or_default().add(role);
            }
        }
        sizes
    }

    /// Names of the departments from the top down, and their sums.
    fn heading(&self, ctx: &Context<'_>, role: RoleId, at: Option<DepartmentId>) -> Vec<Span> {
        let mut spans = department_path(ctx, role);
        if spans.is_empty() {
            spans.push(word(if at.is_none() {
                book::AT_COMPANY
            } else {
                book::UNNAMED_DEPARTMENT
            }));
        }
        let own = self.own.get(&at).copied().unwrap_or_default();
        let mut said = own.said();
        let below = at.and_then(|at| self.below.get(&at));
        if let Some(below) = below.filter(|below| below.n_roles > own.n_roles) {
            said.push_str(wording::COMMA);
            said.push_str(&book::with_below(&below.said()));
        }
        spans.extend(super::spans::bracketed(vec![word(&said)]));
        spans
    }
}

/// Everyone in a role, in the order of the tree. Who has no name yet cannot sign.
fn incumbents<'a>(
    ctx: &Context<'a>,
    nodes: &[Node],
) -> impl Iterator<Item = (RoleId, &'a Role, &'a Incumbent)> + use<'a> {
    let project = ctx.project;
    let roles = roles_of(nodes).into_iter();
    roles
        .filter_map(move |id| Some((id, &**project.roles.get(&id)?)))
        .flat_map(|(id, role)| {
            let people = role.incumbents.iter();
            people.map(move |person| (id, role, person))
        })
        .filter(|(_, _, person)| !super::spans::is_blank(&person.name))
}

/// 签收表: a row to sign in for each incumbent.
pub(super) fn sign_list(ctx: &Context<'_>, nodes: &[Node]) -> Option<Part> {
    let mut grid = Grid::with_columns([
        (column::ORDER, ColumnWidth::Share(6)),
        (column::DEPARTMENT, ColumnWidth::Share(18)),
        (column::ROLE, ColumnWidth::Share(20)),
        (column::NAME, ColumnWidth::Share(14)),
        (labels::SIGNATURE, ColumnWidth::Share(24)),
        (labels::DATE, ColumnWidth::Share(18)),
    ]);
    let mut order = 0;
    for (id, _, person) in incumbents(ctx, nodes) {
        order += 1;
        let department = match ctx.organisation.department_of(id) {
            Some(id) => department_name(ctx.project, id),
            None => vec![word(book::AT_COMPANY)],
        };
        grid.push([
            Line::short(vec![word(&order.to_string())]),
            Line::text(department),
            Line::text(role_name(ctx.project, id, true)),
            Line::short(entry(Owner::Role(id), person.id, Field::Name, &person.name)),
            Line::short(Vec::new()),
            Line::short(Vec::new()),
        ]);
    }
    let title = section::SIGN_LIST;
    (order > 0).then(|| {
        let measures = Measures::of(ctx.settings);
        // Rows that a text makes higher keep their height.
        let mut list = grid_table_of_rows(grid, SIGNING_LOW, measures);
        let heading = listed(title);
        if let Block::Table(table) = &mut list {
            let height = signing_height(ctx, &heading, table);
            for row in &mut table.rows {
                if row.min_height == TenthMm(SIGNING_LOW) {
                    row.min_height = height;
                }
            }
        }
        extra(Extra::SignList, title, vec![heading, list])
    })
}

/// Height of rows to sign in: the usual one, or if a short list takes fewer pages with less, as much as that allows.
fn signing_height(ctx: &Context<'_>, heading: &Block, list: &Table) -> TenthMm {
    let page = page(ctx.settings);
    let styles = StyleSheet::of(ctx.settings);
    let above = block_height(heading, page.text_width().points(), &styles);
    let pages = |height: u16| {
        let least = TenthMm(height).points();
        n_pages(list, above, least, &page, &styles)
    };
    let fewest = pages(SIGNING_LOW);
    if fewest >= SHORT {
        return TenthMm(SIGNING);
    }
    let mut heights = (SIGNING_LOW..=SIGNING).rev();
    let height = heights.find(|&height| pages(height) == fewest);
    TenthMm(height.unwrap_or(SIGNING))
}

/// 岗位索引.
pub(super) fn index_part(ctx: &Context<'_>, nodes: &[Node]) -> Option<Part> {
    let roles = roles_of(nodes);
    let lines = index(ctx.project, ctx.organisation, roles.into_iter());
    if lines.is_empty() {
        return None;
    }
    let title = section::INDEX;
    let note = Block::Paragraph(Paragraph {
        style: ParagraphStyle::CellCentered,
        spans: vec![word(book::INDEX_NOTE)],
        ..Paragraph::default()
    });
    let mut blocks = vec![listed(title), note];
    blocks.extend(lines);
    Some(extra(Extra::Index, title, blocks))
}

/// 签收回执: a page for each incumbent.
pub(super) fn receipts<'a>(
    ctx: &Context<'a>,
    nodes: &[Node],
) -> impl Iterator<Item = Part> + use<'a> {
    let (project, organisation) = (ctx.project, ctx.organisation);
    incumbents(ctx, nodes).map(move |(id, role, person)| {
        let ctx = Context::new(project, organisation);
        receipt(&ctx, id, role, person)
    })
}

fn receipt(ctx: &Context<'_>, id: RoleId, role: &Role, person: &Incumbent) -> Part {
    let owner = Owner::Role(id);
    let width = Measures::of(ctx.settings).width;
    let edges = [width / 6, width / 2, width / 6 * 4, width];
    let mut table = TableBuilder::new(width);
    let mut pair = |left: (&str, Vec<Span>), right: (&str, Vec<Span>), height| {
        let cells = [label(left.0), short(left.1), label(right.0), short(right.1)];
        table.push(EdgeRow {
            min_height: height,
            ..EdgeRow::new(edges.into_iter().zip(cells).collect())
        });
    };
    let name = entry(owner, person.id, Field::Name, &person.name);
    let code = text(Place::role(id, Field::Code), &role.code);
    pair((column::NAME, name), (labels::ROLE_CODE, code), ROW);
    let path = join(wording::PATH_SEPARATOR, [department_path(ctx, id)]);
    let role_spans = role_name(ctx.project, id, true);
    pair(
        (labels::ROLE_NAME, role_spans),
        (labels::DEPARTMENT, path),
        ROW,
    );
    let version = text(Place::role(id, Field::Version), &role.control.version);
    let date = text(
        Place::role(id, Field::EffectiveDate),
        &role.control.effective_date,
    );
    pair(
        (labels::VERSION, version),
        (labels::EFFECTIVE_DATE, date),
        ROW,
    );
    let statement = book::receipt(&wording::role_title(&role.full_name()));
    table.push(EdgeRow {
        min_height: 2 * SIGNING,
        ..EdgeRow::new(vec![(width, value(vec![word(&statement)]))])
    });
    let mut pair = |left: &str, right: &str| {
        let cells = [
            label(left),
            short(Vec::new()),
            label(right),
            short(Vec::new()),
        ];
        table.push(EdgeRow {
            min_height: SIGNING + SIGNING / 2,
            ..EdgeRow::new(edges.into_iter().zip(cells).collect())
        });
    };
    pair(labels::HOLDER_SIGNATURE, labels::DATE);
    let title = section::RECEIPT;
    let company = Block::Paragraph(Paragraph {
        style: ParagraphStyle::CoverText,
        spans: text(
            Place::of(Owner::Company, Field::Name),
            &ctx.project.company.name,
        ),
        ..Paragraph::default()
    });
    let blocks = vec![company, unlisted(title), Block::Table(table.finish(true))];
    extra(Extra::Receipt(id), title, blocks)
}
