//! Boxes and lines: who stands under whom, as a chart that layout places and splits over pages.
//!
//! A chart is a forest: each box names the box above it, which stands before it. Direct lines follow from that;
//! functional (虚线) lines are listed. A loop in the reporting lines is cut where it is met first.

use super::blocks::Span;
use super::sheet::Context;
use super::spans::{department_name, flat, is_blank, role_name, text, word};
use super::wording::{self, book};
use crate::model::{DepartmentId, Field, Node, Owner, Place, Role, RoleId, Supervisor};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name in a box, characters: four lines. The whole name stands on the role's own sheet.
const LONGEST_NAME: usize = 28;

/// Boxes and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Chart {
    /// The boxes; each stands after the box above it, and what is below a box follows it at once.
    pub boxes: Vec<ChartBox>,
    /// Functional lines, from the supervisor's box to the other.
    pub dashed: Vec<(usize, usize)>,
    /// Stands in a box whose lower boxes are drawn elsewhere.
    pub elsewhere: String,
    /// Stands in a box that is drawn again because what is below it did not find room.
    pub continued: String,
}

/// A box of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ChartBox {
    /// The box above; always an earlier one.
    pub parent: Option<usize>,
    /// Its name.
    pub name: Vec<Span>,
    /// A second, smaller thing to say; may be empty.
    pub note: String,
    /// Names its functional supervisors, for where the line to them cannot be drawn.
    pub functional: String,
    /// Does not belong to what the chart is about.
    pub outside: bool,
}

/// A line of an index: a name and, once laid out, the page on which it begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IndexLine {
    /// As printed.
    pub spans: Vec<Span>,
    /// What begins there.
    pub target: Owner,
}

impl Chart {
    fn new() -> Chart {
        Chart {
            elsewhere: book::ELSEWHERE.to_owned(),
            continued: book::CONTINUED.to_owned(),
            ..Chart::default()
        }
    }

    fn add(&mut self, new: ChartBox) -> usize {
        self.boxes.push(new);
        self.boxes.len() - 1
    }

    /// A chart of one box says nothing.
    fn worth_drawing(self) -> Option<Chart> {
        (self.boxes.len() > 1).then_some(self)
    }

    /// The most boxes right below one box at the top.
    pub(super) fn broadest_below_top(&self) -> usize {
        let mut below = vec![0_usize; self.boxes.len()];
        for chart_box in &self.boxes {
            if let Some(parent) = chart_box.parent
                && let Some(count) = below.get_mut(parent)
            {
                *count += 1;
            }
        }
        let tops = self.boxes.iter().zip(below);
        let tops = tops.filter(|(chart_box, _)| chart_box.parent.is_none());
        tops.map(|(_, below)| below).max().unwrap_or(0)
    }

    /// How deep each box stands: 0 for one with nothing above it.
    pub fn depths(&self) -> Vec<usize> {
        let mut depths: Vec<usize> = Vec::with_capacity(self.boxes.len());
        for chart_box in &self.boxes {
            let above = chart_box.parent.and_then(|parent| depths.get(parent));
            depths.push(above.map_or(0, |depth| depth + 1));
        }
        depths
    }
}

/// The departments of `nodes` below the company (or below the first of them).
pub(super) fn department_chart(ctx: &Context<'_>, nodes: &[Node], company: bool) -> Option<Chart> {
    let mut chart = Chart::new();
    // An empty box at the top would say nothing.
    let company = company && !is_blank(&ctx.project.company.name);
    if company {
        chart.add(ChartBox {
            name: clipped(text(
                Place::of(Owner::Company, Field::Name),
                &ctx.project.company.name,
            )),
            ..ChartBox::default()
        });
    }
    let mut known: BTreeMap<DepartmentId, usize> = BTreeMap::new();
    for node in nodes {
        let Owner::Department(id) = node.owner else {
            continue;
        };
        let above = node.parent.and_then(|parent| known.get(&parent).copied());
        let at = chart.add(ChartBox {
            parent: above.or(company.then_some(0)),
            name: clipped(department_name(ctx.project, id)),
            note: wording::book::size(node.n_roles, None),
            ..ChartBox::default()
        });
        known.insert(id, at);
    }
    chart.worth_drawing()
}

/// Whom a role reports to, as far as the roles of the chart do not say it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Above<'a> {
    /// A role that is not among them.
    Role(RoleId),
    /// A position outside the project.
    Position(&'a str),
    /// Nobody.
    Nobody(RoleId),
}

/// The reporting lines among `roles`; supervisors that are not among them stand on top, marked as outside.
pub(super) fn reporting_chart(ctx: &Context<'_>, roles: &[RoleId]) -> Option<Chart> {
    let among: BTreeSet<RoleId> = roles.iter().copied().collect();
    let mut below: BTreeMap<RoleId, Vec<RoleId>> = BTreeMap::new();
    let mut tops: Vec<(Above<'_>, Vec<RoleId>)> = Vec::new();
    let mut top_of: BTreeMap<Above<'_>, usize> = BTreeMap::new();
    for &id in roles {
        let Some(role) = ctx.project.roles.get(&id) else {
            continue;
        };
        let above = match role.supervisor {
            Supervisor::Role(above) if above != id && among.contains(&above) => {
                below.entry(above).or_default().push(id);
                continue;
            }
            Supervisor::Role(above) if above != id && ctx.project.roles.contains_key(&above) => {
                Above::Role(above)
            }
            Supervisor::Outside if !is_blank(&role.supervisor_outside) => {
                Above::Position(&role.supervisor_outside)
            }
            Supervisor::Role(_) | Supervisor::Outside | Supervisor::None => Above::Nobody(id),
        };
        let at = *top_of.entry(above.clone()).or_insert_with(|| {
            tops.push((above, Vec::new()));
            tops.len() - 1
        });
        if let Some((_, under)) = tops.get_mut(at) {
            under.push(id);
        }
    }
    let mut drawing = Drawing {
        ctx,
        chart: Chart::new(),
        below,
        drawn: BTreeMap::new(),
    };
    for (above, under) in tops {
        let name = match above {
            Above::Role(id) => role_name(ctx.project, id, true),
            // The words stand in several roles; a click leads to the first.
            Above::Position(words) => under
                .first()
                .map(|&id| text(Place::role(id, Field::SupervisorOutside), words))
                .unwrap_or_default(),
            Above::Nobody(_) => Vec::new(),
        };
        let top = (!name.is_empty()).then(|| {
            drawing.chart.add(ChartBox {
                name: clipped(name),
                outside: true,
                ..ChartBox::default()
            })
        });
        for id in under {
            drawing.tree(id, top);
        }
    }
    // Whoever is still missing stands in a loop: it is cut above the first of them.
    for &id in roles {
        drawing.tree(id, None);
    }
    drawing.functional_lines();
    drawing.chart.worth_drawing()
}

struct Drawing<'a> {
    ctx: &'a Context<'a>,
    chart: Chart,
    below: BTreeMap<RoleId, Vec<RoleId>>,
    drawn: BTreeMap<RoleId, usize>,
}

impl Drawing<'_> {
    /// Adds a role and all below it. Without recursion: a reporting line may be as long as the company is large.
    fn tree(&mut self, id: RoleId, parent: Option<usize>) {
        let mut waiting = vec![(id, parent)];
        while let Some((id, parent)) = waiting.pop() {
            let Some(role) = self.ctx.project.roles.get(&id) else {
                continue;
            };
            if self.drawn.contains_key(&id) {
                continue;
            }
            let at = self.chart.add(ChartBox {
                parent,
                name: clipped(role_name(self.ctx.project, id, true)),
                note: role.headcount.map(book::posts).unwrap_or_default(),
                functional: self.functional(role),
                outside: false,
            });
            self.drawn.insert(id, at);
            let below = self.below.get(&id).map(Vec::as_slice).unwrap_or_default();
            waiting.extend(below.iter().rev().map(|&id| (id, Some(at))));
        }
    }

    fn functional(&self, role: &Role) -> String {
        let names: Vec<String> = role
            .functional
            .iter()
            .map(|line| match line.role {
                Some(id) => flat(&role_name(self.ctx.project, id, false)),
                None => line.outside.clone(),
            })
            .filter(|name| !is_blank(name))
            .collect();
        if names.is_empty() {
            return String::new();
        }
        clip(&book::functional(&names.join(wording::LIST_COMMA)))
    }

    fn functional_lines(&mut self) {
        for (id, &to) in &self.drawn {
            let Some(role) = self.ctx.project.roles.get(id) else {
                continue;
            };
            let mut all_drawn = true;
            for line in &role.functional {
                let from = line.role.and_then(|above| self.drawn.get(&above));
                match from {
                    Some(&from) if from != to => self.chart.dashed.push((from, to)),
                    Some(_) => {}
                    None => all_drawn = false,
                }
            }
            if let Some(chart_box) = self.chart.boxes.get_mut(to).filter(|_| !all_drawn) {
                let functional = std::mem::take(&mut chart_box.functional);
                if !functional.is_empty() {
                    if !chart_box.note.is_empty() {
                        chart_box.note.push('\n');
                    }
                    chart_box.note.push_str(&functional);
                }
            }
        }
    }
}

/// A name short enough for a box. A shortened one is no longer the text of its field.
fn clipped(spans: Vec<Span>) -> Vec<Span> {
    let text = flat(&spans);
    if text.chars().count() <= LONGEST_NAME && !text.contains('\n') {
        return spans;
    }
    let link = spans.first().and_then(|span| span.link);
    vec![Span {
        link,
        ..word(&clip(&text))
    }]
}

/// A text short enough for a box.
fn clip(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.chars().count() <= LONGEST_NAME {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST_NAME - 1).collect();
    short.push('…');
    short
}
