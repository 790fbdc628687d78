//! Composes the parts of a document in order: cover, contents, departments, roles, rules.

use super::blocks::{
    Block, Outline, PageSetup, Paragraph, Part, PartFields, PartKind, PartSetup, PrintDocument,
    Properties, Running, Span,
};
use super::book::{self, Plan};
use super::brief::brief;
use super::chapters::{Chapters, put_chapter};
use super::clauses::clauses;
use super::cover::{contents, cover, revision_part};
use super::dates::parse_date;
use super::department::department_sheet;
use super::form::form;
use super::recruit::recruit_sheet;
use super::role::{item_entries, role_sheet};
use super::running::{RunningFields, Thirds, footer, header};
use super::scope::{Request, Scope};
use super::setup::Setups;
use super::sheet::{Context, Line, Sheet, entry_lines};
use super::spans::{entry, is_blank, word};
use super::styles::{self, ParagraphStyle, StyleSheet};
use super::wording;
use crate::model::settings::{DocumentSettings, LogoPlace, RoleLayout, RoleStart, TenthMm};
use crate::model::{
    DepartmentId, DocumentControl, Field, Node, Organisation, Owner, Project, RoleId, RuleList,
};
use std::sync::Arc;

/// Word has nine levels of headings and PDF readers show few; deeper departments stand on this one.
const DEEPEST_OUTLINE: usize = 6;

/// Empty height between roles that follow each other.
const BETWEEN_ROLES: TenthMm = TenthMm(120);

/// The document that `request` asks for. `organisation` must be that of `project`.
pub fn compose(project: &Project, organisation: &Organisation, request: &Request) -> PrintDocument {
    let mut parts = Vec::new();
    compose_parts(project, organisation, request, &mut |part| {
        parts.push(part);
        true
    });
    PrintDocument {
        parts,
        ..compose_frame(project, organisation, request)
    }
}

/// All of a document but its parts.
pub fn compose_frame(
    project: &Project,
    organisation: &Organisation,
    request: &Request,
) -> PrintDocument {
    let settings = &*project.company.settings;
    let nodes = request.scope.nodes(project, organisation);
    let facts = DocumentFacts::of(project, organisation, request, &nodes);
    let fields = facts.running_fields(project);
    let above = header(&settings.header, &fields);
    let has_logo = project.company.logo.is_some() && settings.logo.header != LogoPlace::None;
    PrintDocument {
        properties: facts.properties(project),
        page: page(settings),
        styles: Arc::new(StyleSheet::of(settings)),
        header: Running {
            logo: project.company.logo.clone(),
            logo_place: settings.logo.header,
            logo_height: settings.logo.header_height,
            // Official documents have no header (GB/T 9704): then no rule either.
            rule: has_logo || above.iter().any(|third| !third.is_empty()),
            ..running(above)
        },
        footer: running(footer(&settings.footer, &fields)),
        embed_fonts: settings.embed_fonts,
        installed: styles::installed(settings),
        pdf_kind: settings.pdf_kind,
        typography: settings.typography,
        page_count: settings.pages.page_count,
        items: settings.pages.items,
        parts: Vec::new(),
    }
}

/// The parts of a document one after the other: all of them together can take 40 kB a role. Ends early when `take`
/// says false.
pub fn compose_parts(
    project: &Project,
    organisation: &Organisation,
    request: &Request,
    take: &mut dyn FnMut(Part) -> bool,
) {
    compose_parts_watched(project, organisation, request, &mut || true, take);
}

/// The same; where roles follow each other in one long part, `go_on` is asked for each of them, and nothing more is
/// composed or given when it says no.
pub fn compose_parts_watched(
    project: &Project,
    organisation: &Organisation,
    request: &Request,
    go_on: &mut dyn FnMut() -> bool,
    take: &mut dyn FnMut(Part) -> bool,
) {
    let nodes = request.scope.nodes(project, organisation);
    let mut ctx = Context::new(project, organisation);
    let layout = request.layout.unwrap_or(project.company.settings.layout);
    let plan = request.book.then(|| Plan::of(&ctx, request, &nodes));
    let facts = DocumentFacts::of(project, organisation, request, &nodes);
    let setups = Setups {
        project,
        organisation,
        layout,
        whole: facts.fields(),
    };
    let mut take = |part: Part| take(part);
    if let Some(plan) = &plan
        && !front(&ctx, &facts, &nodes, plan).all(|part| take(setups.give(part)))
    {
        return;
    }
    let mut sheets = Sheets::of(&ctx, layout, plan.as_ref());
    let flowing = sheets.flowing();
    // Where roles follow each other: the part so far, and whose roles go on with it.
    let mut waiting: Option<(Part, Option<DepartmentId>)> = None;
    let mut charted = false;
    for node in &nodes {
        let Some(mut part) = sheets.next(&mut ctx, node) else {
            continue;
        };
        if let Some(plan) = &plan
            && plan.chart_in_department
            && plan.parts.charts
            && !std::mem::replace(&mut charted, true)
        {
            let charts = book::chart_blocks_of_department(&ctx, &nodes, plan);
            part.blocks.extend(charts);
        }
        let part = setups.give(part);
        if let Some((before, group)) = &mut waiting
            && goes_on(before, *group, node, &part)
        {
            before.blocks.push(Block::Space(BETWEEN_ROLES));
            setups.join(before, part, *group);
            if !go_on() {
                return;
            }
            continue;
        }
        let group = match node.owner {
            Owner::Department(id) => Some(id),
            Owner::Role(_) | Owner::Company => node.parent,
        };
        let done = if flowing {
            waiting.replace((part, group)).map(|(part, _)| part)
        } else {
            Some(part)
        };
        if done.is_some_and(|part| !take(part)) {
            return;
        }
    }
    if waiting.is_some_and(|(part, _)| !take(part)) {
        return;
    }
    let Some(plan) = plan else {
        return;
    };
    let rules = plan.parts.rules.then_some(&project.company.rules);
    for rules in rules.into_iter().flatten() {
        if let Some(part) = rules_part(&mut ctx, rules)
            && !take(setups.give(part))
        {
            return;
        }
    }
    back(&ctx, &nodes, &plan).all(|part| take(setups.give(part)));
}

/// Whether a role follows on the page of the part before it. Another watermark needs a page of its own.
fn goes_on(before: &Part, group: Option<DepartmentId>, node: &Node, part: &Part) -> bool {
    matches!(node.owner, Owner::Role(_))
        && group == node.parent
        && before.setup.watermark == part.setup.watermark
}

/// What stands before the departments and roles of a book. Each part is made when it is asked for.
fn front<'a>(
    ctx: &'a Context<'_>,
    facts: &'a DocumentFacts<'_>,
    nodes: &'a [Node],
    plan: &'a Plan,
) -> impl Iterator<Item = Part> + 'a {
    let parts = plan.parts;
    let depth = nodes.iter().map(outline_level).max().unwrap_or(1);
    let own_chart = parts.charts && !plan.chart_in_department;
    let cover = || Some(cover(ctx, &facts.title, facts.department.as_deref(), plan));
    let made: [Box<dyn Fn() -> Option<Part> + 'a>; 7] = [
        Box::new(cover),
        Box::new(move || parts.sign_off.then(|| book::sign_off(ctx, &facts.title))?),
        Box::new(move || parts.revisions.then(|| revision_part(ctx))?),
        Box::new(move || Some(contents(depth))),
        Box::new(move || {
            parts
                .charts
                .then(|| book::department_chart_part(ctx, nodes, plan))?
        }),
        Box::new(move || own_chart.then(|| book::reporting_chart_part(ctx, nodes))?),
        Box::new(move || parts.role_list.then(|| book::role_list(ctx, nodes))?),
    ];
    made.into_iter().filter_map(|make| make())
}

/// What stands after the departments, roles and rules of a book.
fn back<'a>(
    ctx: &'a Context<'_>,
    nodes: &'a [Node],
    plan: &'a Plan,
) -> impl Iterator<Item = Part> + 'a {
    let parts = plan.parts;
    let made: [Box<dyn Fn() -> Option<Part> + 'a>; 2] = [
        Box::new(move || parts.sign_list.then(|| book::sign_list(ctx, nodes))?),
        Box::new(move || parts.index.then(|| book::index_part(ctx, nodes))?),
    ];
    let receipts = parts.receipts.then(|| book::receipts(ctx, nodes));
    let receipts = receipts.into_iter().flatten();
    made.into_iter().filter_map(|make| make()).chain(receipts)
}

/// The part of one role as it is in the document that `request` asks for, but for the numbers of its lists; `None` if
/// the document has no such role. Where roles follow each other it is what the role adds to its department's part.
pub fn compose_role(
    project: &Project,
    organisation: &Organisation,
    request: &Request,
    role: RoleId,
) -> Option<Part> {
    let nodes = request.scope.nodes(project, organisation);
    let mut ctx = Context::new(project, organisation);
    let layout = request.layout.unwrap_or(ctx.settings.layout);
    let plan = request.book.then(|| Plan::of(&ctx, request, &nodes));
    let setups = Setups {
        project,
        organisation,
        layout,
        whole: PartFields::default(),
    };
    let mut sheets = Sheets::of(&ctx, layout, plan.as_ref());
    for node in &nodes {
        if node.owner == Owner::Role(role) {
            return Some(setups.give(sheets.next(&mut ctx, node)?));
        }
        sheets.chapters.count(node);
    }
    None
}

/// The sheets of a document's departments and roles, one after the other.
struct Sheets<'a> {
    layout: RoleLayout,
    plan: Option<&'a Plan>,
    chapters: Chapters,
    role_start: RoleStart,
}

impl<'a> Sheets<'a> {
    fn of(ctx: &Context<'_>, layout: RoleLayout, plan: Option<&'a Plan>) -> Sheets<'a> {
        Sheets {
            layout,
            plan,
            chapters: Chapters::of(ctx.settings, plan),
            role_start: ctx.settings.pages.role_start,
        }
    }

    /// Whether roles follow each other. A brief sheet is a page.
    fn flowing(&self) -> bool {
        self.role_start == RoleStart::FlowOn && self.layout != RoleLayout::Brief
    }

    fn next(&mut self, ctx: &mut Context<'_>, node: &Node) -> Option<Part> {
        self.chapters.count(node);
        let mut part = node_part(ctx, node, self.layout, self.plan)?;
        if let Some(chapter) = self.chapters.number() {
            let is_role = matches!(node.owner, Owner::Role(_));
            put_chapter(&mut part.blocks, &chapter, is_role);
        }
        Some(part)
    }
}

fn node_part(
    ctx: &mut Context<'_>,
    node: &Node,
    layout: RoleLayout,
    plan: Option<&Plan>,
) -> Option<Part> {
    match node.owner {
        Owner::Role(id) => {
            // Without sheets of departments there is nothing that roles could stand below.
            let below = plan.is_none_or(|plan| plan.departments);
            role_part(ctx, id, if below { outline_level(node) } else { 1 }, layout)
        }
        Owner::Department(id) if plan.is_some_and(|plan| plan.departments) => {
            let project = ctx.project;
            let department = project.departments.get(&id)?;
            let level = outline_level(node);
            let sheet = department_sheet(ctx, id, department, level, node.n_roles);
            Some(Part {
                kind: PartKind::Owner(node.owner),
                title: department.name.clone(),
                running: true,
                setup: PartSetup::default(),
                blocks: shaped(ctx, sheet, layout),
                left_out: Vec::new(),
            })
        }
        Owner::Department(_) | Owner::Company => None,
    }
}

fn role_part(ctx: &mut Context<'_>, id: RoleId, level: u8, layout: RoleLayout) -> Option<Part> {
    let project = ctx.project;
    let role = project.roles.get(&id)?;
    let (blocks, left_out) = match layout {
        RoleLayout::Form | RoleLayout::Clauses => {
            let sheet = role_sheet(ctx, id, role, level);
            (shaped(ctx, sheet, layout), Vec::new())
        }
        RoleLayout::Brief => brief(ctx, id, role, level),
        RoleLayout::Recruit => {
            let sheet = recruit_sheet(ctx, id, role, level);
            (shaped(ctx, sheet, layout), Vec::new())
        }
    };
    Some(Part {
        kind: PartKind::Owner(Owner::Role(id)),
        title: role.full_name(),
        running: true,
        setup: PartSetup::default(),
        blocks,
        left_out,
    })
}

fn shaped(ctx: &mut Context<'_>, sheet: Sheet, layout: RoleLayout) -> Vec<Block> {
    match layout {
        RoleLayout::Form | RoleLayout::Brief => form(ctx, sheet),
        RoleLayout::Clauses | RoleLayout::Recruit => clauses(ctx, sheet),
    }
}

fn outline_level(node: &Node) -> u8 {
    node.depth.clamp(1, DEEPEST_OUTLINE) as u8
}

/// A list of company-wide rules on a page of its own, as such lists are put up on walls.
fn rules_part(ctx: &mut Context<'_>, rules: &RuleList) -> Option<Part> {
    let owner = Owner::Company;
    let list = match rules.numbering {
        Some(style) => ctx.list_with(style),
        None => ctx.list(),
    };
    let text = entry(owner, rules.id, Field::Text, &rules.text);
    let entries = item_entries(owner, &rules.items);
    let mut title = entry(owner, rules.id, Field::Title, &rules.title);
    if title.is_empty() && text.is_empty() && entries.is_empty() {
        return None;
    }
    if title.is_empty() {
        title.push(word(wording::section::RULES));
    }
    let name: String = super::spans::flat(&title);
    let mut blocks = vec![titled(title, Some(name.clone()))];
    if !text.is_empty() {
        blocks.push(Block::Paragraph(Line::text(text).in_text()));
    }
    let lines = entry_lines(entries, list, true);
    blocks.extend(lines.into_iter().map(Line::in_text).map(Block::Paragraph));
    Some(Part {
        kind: PartKind::Rules,
        title: name,
        running: true,
        setup: PartSetup::default(),
        left_out: Vec::new(),
        blocks,
    })
}

fn titled(spans: Vec<Span>, bookmark: Option<String>) -> Block {
    Block::Paragraph(Paragraph {
        style: ParagraphStyle::Title,
        spans,
        outline: bookmark.map(|title| Outline {
            level: 1,
            title,
            target: None,
            in_contents: true,
        }),
        ..Paragraph::default()
    })
}

/// What is true of the document as a whole: a single role's own facts, the company's otherwise.
struct DocumentFacts<'a> {
    /// Title as printed and as the properties have it.
    title: String,
    /// Kind of document.
    kind: String,
    role: Option<String>,
    department: Option<String>,
    code: &'a str,
    control: DocumentControl,
    /// Nothing of it may say what is for the firm only.
    public: bool,
}

impl<'a> DocumentFacts<'a> {
    fn of(
        project: &'a Project,
        organisation: &Organisation,
        request: &Request,
        nodes: &[Node],
    ) -> DocumentFacts<'a> {
        let company = &project.company;
        let book_title = if is_blank(&company.settings.book_title) {
            wording::BOOK
        } else {
            &company.settings.book_title
        };
        let department_name = |id| Some(project.departments.get(&id)?.name.clone());
        let layout = request.layout.unwrap_or(company.settings.layout);
        let public = layout == RoleLayout::Recruit;
        let control = |control: &DocumentControl| {
            if public {
                DocumentControl::default()
            } else {
                control.clone()
            }
        };
        let of_role = match layout {
            RoleLayout::Form | RoleLayout::Clauses => wording::JOB_DESCRIPTION,
            RoleLayout::Brief => wording::BRIEF,
            RoleLayout::Recruit => wording::RECRUITING,
        };
        let only_role = match nodes {
            [node] if !request.book => match node.owner {
                Owner::Role(id) => project.roles.get(&id).map(|role| (id, role)),
                Owner::Company | Owner::Department(_) => None,
            },
            _ => None,
        };
        if let Some((id, role)) = only_role {
            let full_name = role.full_name();
            return DocumentFacts {
                title: format!("{full_name}{of_role}"),
                kind: of_role.into(),
                role: Some(full_name),
                department: organisation.department_of(id).and_then(department_name),
                code: if public { "" } else { &role.code },
                control: control(&role.control),
                public,
            };
        }
        let department = match request.scope {
            Scope::Department { department, .. } => department_name(department),
            Scope::Roles(_) | Scope::All => None,
        };
        let kind = match request.scope {
            _ if !request.book || public => of_role,
            Scope::Department { .. } => wording::HANDBOOK,
            Scope::Roles(_) | Scope::All => book_title,
        };
        DocumentFacts {
            title: kind.into(),
            kind: kind.into(),
            role: None,
            department,
            code: "",
            control: control(&company.control),
            public,
        }
    }

    fn running_fields(&self, project: &Project) -> RunningFields {
        let company = &project.company;
        let internal = |text: &str| {
            if self.public {
                String::new()
            } else {
                text.to_owned()
            }
        };
        RunningFields {
            company: company.name.clone(),
            short_name: company.short_name.clone(),
            document: self.kind.clone(),
            role: self.role.clone(),
            // Of several roles each page says its own.
            part: self.role.is_some().then(|| self.fields()),
            confidentiality: internal(&company.settings.confidentiality),
            copy_number: internal(&company.settings.copy_number),
        }
    }

    /// What the document as a whole says of itself.
    fn fields(&self) -> PartFields {
        PartFields {
            department: self.department.clone().unwrap_or_default(),
            code: self.code.to_owned(),
            version: self.control.version.clone(),
            effective_date: self.control.effective_date.clone(),
        }
    }

    fn properties(&self, project: &Project) -> Properties {
        let company = &project.company;
        // A single role's title names it already; of anything else it must be said whose it is.
        let whose = match (&self.role, &self.department) {
            (Some(_), _) => String::new(),
            (None, Some(department)) => format!("{}{department}", company.name),
            (None, None) => company.name.clone(),
        };
        let author = &self.control.prepared.name;
        let words = [self.role.as_ref(), self.department.as_ref()];
        let mut keywords = wording::JOB_DESCRIPTION.to_owned();
        for word in words.into_iter().flatten() {
            keywords.push_str(wording::KEYWORD_SEPARATOR);
            keywords.push_str(word);
        }
        Properties {
            title: one_line(&format!("{whose}{}", self.title)),
            subject: one_line(&self.kind),
            author: one_line(if is_blank(author) {
                &company.name
            } else {
                author
            }),
            company: one_line(&company.name),
            keywords: one_line(&keywords),
            date: parse_date(&self.control.effective_date),
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

fn running(thirds: Thirds) -> Running {
    let [left, middle, right] = thirds;
    Running {
        left,
        middle,
        right,
        ..Running::default()
    }
}

pub(super) fn page(settings: &DocumentSettings) -> PageSetup {
    PageSetup {
        width: settings.page_width,
        height: settings.page_height,
        top: settings.margin_top,
        bottom: settings.margin_bottom,
        left: settings.margin_left,
        right: settings.margin_right,
        gutter: settings.pages.gutter,
        mirrored: settings.pages.mirrored,
    }
}
