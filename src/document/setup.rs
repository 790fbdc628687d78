//! The pages of each part: where it begins, what stands behind its text, what it says of itself in headers, and
//! whether it lies on its side.

use super::blocks::{Extra, Part, PartFields, PartKind, PartSetup};
use super::compose::page;
use super::diagram::Chart;
use super::spans::is_blank;
use super::wording;
use crate::model::settings::{DocumentSettings, FitPages, LandscapeParts, RoleLayout, RoleStart};
use crate::model::{DepartmentId, Organisation, Owner, Project, RoleId, RoleState};

/// Least width of a box in a chart and of the space beside it, tenths of an em; layout tries no narrower boxes.
const BOX: u32 = 51;
const BESIDE: u32 = 9;

/// Gives parts their pages.
pub(super) struct Setups<'a> {
    pub(super) project: &'a Project,
    pub(super) organisation: &'a Organisation,
    pub(super) layout: RoleLayout,
    /// What the document as a whole says of itself: for its other parts.
    pub(super) whole: PartFields,
}

impl Setups<'_> {
    /// The part with its pages. Whether it lies on its side is known to who made it.
    pub(super) fn give(&self, mut part: Part) -> Part {
        let settings = &*self.project.company.settings;
        let (starts, is_role) = match part.kind {
            PartKind::Owner(Owner::Role(_)) => (true, true),
            PartKind::Owner(Owner::Department(_)) => (true, false),
            _ => (false, false),
        };
        // A brief sheet has its page already.
        let fits = is_role && self.layout != RoleLayout::Brief;
        part.setup = PartSetup {
            odd_start: starts && settings.pages.role_start == RoleStart::OddPage,
            turned: part.setup.turned,
            fit: if fits {
                settings.pages.fit.clone()
            } else {
                FitPages::default()
            },
            watermark: self.watermark(part.kind),
            fields: self.fields(part.kind),
        };
        part
    }

    fn public(&self) -> bool {
        self.layout == RoleLayout::Recruit
    }

    /// Applicants are given nothing that says how the firm handles the document.
    fn watermark(&self, kind: PartKind) -> String {
        let watermark = &self.project.company.settings.watermark;
        let is_draft = |id| {
            let role = self.project.roles.get(&id);
            role.is_some_and(|role| role.state == RoleState::Draft)
        };
        match kind {
            _ if self.public() => String::new(),
            PartKind::Owner(Owner::Role(id)) if watermark.drafts && is_draft(id) => {
                wording::DRAFT.to_owned()
            }
            _ if is_blank(&watermark.text) => String::new(),
            _ => watermark.text.clone(),
        }
    }

    fn fields(&self, kind: PartKind) -> PartFields {
        match kind {
            PartKind::Owner(Owner::Role(id)) | PartKind::Extra(Extra::Receipt(id)) => {
                self.of_role(id)
            }
            PartKind::Owner(Owner::Department(id)) => self.of_department(id),
            _ => self.whole.clone(),
        }
    }

    fn of_role(&self, id: RoleId) -> PartFields {
        let department = self.organisation.department_of(id);
        let department = department.map(|id| self.of_department(id).department);
        let department = department.unwrap_or_default();
        match self.project.roles.get(&id) {
            Some(role) if !self.public() => PartFields {
                department,
                code: role.code.clone(),
                version: role.control.version.clone(),
                effective_date: role.control.effective_date.clone(),
            },
            _ => PartFields {
                department,
                ..PartFields::default()
            },
        }
    }

    /// A department's sheet has no version of its own: it is the book's.
    fn of_department(&self, id: DepartmentId) -> PartFields {
        let Some(department) = self.project.departments.get(&id) else {
            return self.whole.clone();
        };
        PartFields {
            department: department.name.clone(),
            code: if self.public() {
                String::new()
            } else {
                department.code.clone()
            },
            ..self.whole.clone()
        }
    }

    /// Appends a role to the part before it; both belong to `group`.
    pub(super) fn join(&self, before: &mut Part, after: Part, group: Option<DepartmentId>) {
        if let PartKind::Owner(Owner::Role(_)) = before.kind {
            let department = group.and_then(|id| Some((id, self.project.departments.get(&id)?)));
            (before.kind, before.title) = match department {
                Some((id, department)) => (
                    PartKind::Owner(Owner::Department(id)),
                    department.name.clone(),
                ),
                None => (
                    PartKind::Owner(Owner::Company),
                    self.project.company.name.clone(),
                ),
            };
            before.setup.fit = FitPages::default();
            before.setup.fields = self.fields(before.kind);
        }
        before.blocks.extend(after.blocks);
        before.left_out.extend(after.left_out);
    }
}

/// Whether something at least so wide (tenths of a millimetre) needs the sheet on its side.
pub(super) fn needs_turning(settings: &DocumentSettings, width: u32) -> bool {
    let upright = page(settings);
    let turned = upright.turned();
    settings.pages.landscape == LandscapeParts::WhereNeeded
        && upright.width < upright.height
        && width > u32::from(upright.text_width().0)
        && turned.text_width() > upright.text_width()
}

/// Whether a chart needs the sheet on its side: the boxes below one at its top stand beside each other there, but not
/// on the upright sheet. What is too wide for both is divided by layout, which an upright sheet suits better.
pub(super) fn chart_needs_turning(settings: &DocumentSettings, chart: &Chart) -> bool {
    let broadest = u32::try_from(chart.broadest_below_top()).unwrap_or(u32::MAX);
    // 1 pt = 254/72 tenths of a millimetre.
    let em = settings.table_size.points().clamp(1.0, 1000.0) * 254.0 / 72.0;
    let in_tenths = broadest.saturating_mul(BOX + BESIDE).saturating_sub(BESIDE);
    let width = (f64::from(in_tenths) * f64::from(em) / 10.0).ceil() as u32;
    needs_turning(settings, width) && width <= u32::from(page(settings).turned().text_width().0)
}
