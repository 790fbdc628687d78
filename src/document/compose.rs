//! Composes the parts of a document in order: cover, contents, departments, roles, rules.

use super::blocks::{
    Block, Outline, PageSetup, Paragraph, Part, PartKind, PrintDocument, Properties, Running, Span,
};
use super::clauses::clauses;
use super::cover::{contents, cover, revision_part};
use super::dates::parse_date;
use super::department::department_sheet;
use super::form::form;
use super::role::{item_entries, role_sheet};
use super::running::{RunningFields, Thirds, footer, header};
use super::scope::{Request, Scope};
use super::sheet::{Context, Line, Sheet, entry_lines};
use super::spans::{entry, is_blank, word};
use super::styles::{ParagraphStyle, StyleSheet};
use super::wording;
use crate::model::settings::{DocumentSettings, RoleLayout};
use crate::model::{DocumentControl, Field, Node, Organisation, Owner, Project, RoleId, RuleList};
use std::sync::Arc;

/// Word has nine levels of headings and PDF readers show few; deeper departments stand on this one.
const DEEPEST_OUTLINE: usize = 6;

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
    PrintDocument {
        properties: facts.properties(project),
        page: page(settings),
        styles: Arc::new(StyleSheet::of(settings)),
        header: Running {
            logo: project.company.logo.clone(),
            rule: true,
            ..running(header(&settings.header, &fields))
        },
        footer: running(footer(&settings.footer, &fields)),
        embed_fonts: settings.embed_fonts,
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
    let nodes = request.scope.nodes(project, organisation);
    let mut ctx = Context::new(project, organisation);
    let layout = request.layout.unwrap_or(project.company.settings.layout);
    if request.book {
        let facts = DocumentFacts::of(project, organisation, request, &nodes);
        let depth = nodes.iter().map(outline_level).max().unwrap_or(1);
        let cover = cover(&ctx, &facts.title, facts.department.as_deref());
        let mut front = std::iter::once(cover)
            .chain(revision_part(&ctx))
            .chain([contents(depth)]);
        if !front.all(&mut *take) {
            return;
        }
    }
    for node in &nodes {
        if let Some(part) = node_part(&mut ctx, node, layout, request.book)
            && !take(part)
        {
            return;
        }
    }
    if request.book && request.scope == Scope::All {
        for rules in &project.company.rules {
            if let Some(part) = rules_part(&mut ctx, rules)
                && !take(part)
            {
                return;
            }
        }
    }
}

/// The part of one role, as in a document of its own; `None` if there is no such role.
pub fn compose_role(
    project: &Project,
    organisation: &Organisation,
    role: RoleId,
    layout: Option<RoleLayout>,
) -> Option<Part> {
    let mut ctx = Context::new(project, organisation);
    let layout = layout.unwrap_or(ctx.settings.layout);
    role_part(&mut ctx, role, 1, layout)
}

fn node_part(ctx: &mut Context<'_>, node: &Node, layout: RoleLayout, book: bool) -> Option<Part> {
    match node.owner {
        Owner::Role(id) => role_part(ctx, id, outline_level(node), layout),
        Owner::Department(id) if book => {
            let project = ctx.project;
            let department = project.departments.get(&id)?;
            let level = outline_level(node);
            let sheet = department_sheet(ctx, id, department, level, node.n_roles);
            Some(Part {
                kind: PartKind::Owner(node.owner),
                title: department.name.clone(),
                running: true,
                blocks: shaped(ctx, sheet, layout),
            })
        }
        Owner::Department(_) | Owner::Company => None,
    }
}

fn role_part(ctx: &mut Context<'_>, id: RoleId, level: u8, layout: RoleLayout) -> Option<Part> {
    let project = ctx.project;
    let role = project.roles.get(&id)?;
    let sheet = role_sheet(ctx, id, role, level);
    Some(Part {
        kind: PartKind::Owner(Owner::Role(id)),
        title: role.full_name(),
        running: true,
        blocks: shaped(ctx, sheet, layout),
    })
}

fn shaped(ctx: &mut Context<'_>, sheet: Sheet, layout: RoleLayout) -> Vec<Block> {
    match layout {
        RoleLayout::Form => form(ctx, sheet),
        RoleLayout::Clauses => clauses(ctx, sheet),
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
    control: &'a DocumentControl,
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
                title: wording::role_title(&full_name),
                kind: wording::JOB_DESCRIPTION.into(),
                role: Some(full_name),
                department: organisation.department_of(id).and_then(department_name),
                code: &role.code,
                control: &role.control,
            };
        }
        let department = match request.scope {
            Scope::Department { department, .. } => department_name(department),
            Scope::Roles(_) | Scope::All => None,
        };
        let kind = if request.book {
            book_title
        } else {
            wording::JOB_DESCRIPTION
        };
        DocumentFacts {
            title: kind.into(),
            kind: kind.into(),
            role: None,
            department,
            code: "",
            control: &company.control,
        }
    }

    fn running_fields(&self, project: &Project) -> RunningFields {
        let company = &project.company;
        RunningFields {
            company: company.name.clone(),
            short_name: company.short_name.clone(),
            document: self.kind.clone(),
            role: self.role.clone(),
            department: self.department.clone().unwrap_or_default(),
            code: self.code.to_owned(),
            version: self.control.version.clone(),
            effective_date: self.control.effective_date.clone(),
            confidentiality: company.settings.confidentiality.clone(),
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
        logo: None,
        rule: false,
    }
}

fn page(settings: &DocumentSettings) -> PageSetup {
    PageSetup {
        width: settings.page_width,
        height: settings.page_height,
        top: settings.margin_top,
        bottom: settings.margin_bottom,
        left: settings.margin_left,
        right: settings.margin_right,
    }
}
