//! The sections of the editor: what belongs where, and their headings.

use super::{Editor, widgets};
use crate::model::{Field, ListKind, Owner, Project, Spot};
use crate::strings::{editor as words, fields, look};
use crate::ui::theme;
use egui::accesskit;
use egui::{Align2, Sense, Ui, WidgetInfo, vec2};

/// A foldable part of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named by its heading")]
pub enum Section {
    Basic,
    Incumbents,
    Reporting,
    Purpose,
    Duties,
    Authorities,
    Relations,
    Qualifications,
    Kpis,
    Conditions,
    Prohibitions,
    Careers,
    Notes,
    OwnSections,
    Control,
    DepartmentDuties,
    Below,
    Rules,
    Styles,
    Page,
    Type,
    Running,
    Numbering,
    Pages,
    SheetSections,
    Facts,
    Marks,
    Output,
}

impl Section {
    /// Every section.
    pub const ALL: &'static [Section] = &[
        Section::Basic,
        Section::Incumbents,
        Section::Reporting,
        Section::Purpose,
        Section::Duties,
        Section::Authorities,
        Section::Relations,
        Section::Qualifications,
        Section::Kpis,
        Section::Conditions,
        Section::Prohibitions,
        Section::Careers,
        Section::Notes,
        Section::OwnSections,
        Section::Control,
        Section::DepartmentDuties,
        Section::Below,
        Section::Rules,
        Section::Styles,
        Section::Page,
        Section::Type,
        Section::Running,
        Section::Numbering,
        Section::Pages,
        Section::SheetSections,
        Section::Facts,
        Section::Marks,
        Section::Output,
    ];

    /// The sections of an owner's editor, in order.
    pub fn of_owner(owner: Owner) -> &'static [Section] {
        match owner {
            Owner::Role(_) => &[
                Section::Basic,
                Section::Reporting,
                Section::Purpose,
                Section::Duties,
                Section::Authorities,
                Section::Relations,
                Section::Qualifications,
                Section::Kpis,
                Section::Conditions,
                Section::Prohibitions,
                Section::Careers,
                Section::Incumbents,
                Section::Notes,
                Section::OwnSections,
                Section::Control,
            ],
            Owner::Department(_) => &[
                Section::Basic,
                Section::Purpose,
                Section::DepartmentDuties,
                Section::Below,
            ],
            Owner::Company => &[
                Section::Basic,
                Section::Rules,
                Section::Below,
                Section::Styles,
                Section::Page,
                Section::Type,
                Section::Running,
                Section::Numbering,
                Section::Pages,
                Section::SheetSections,
                Section::Facts,
                Section::Marks,
                Section::Output,
                Section::Control,
            ],
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Section::Basic => words::BASIC,
            Section::Incumbents => fields::list_label(ListKind::Incumbents),
            Section::Reporting => words::REPORTING,
            Section::Purpose => words::PURPOSE,
            Section::Duties => fields::list_label(ListKind::Duties),
            Section::Authorities => fields::list_label(ListKind::Authorities),
            Section::Relations => fields::list_label(ListKind::Relations),
            Section::Qualifications => fields::list_label(ListKind::Qualifications),
            Section::Kpis => fields::list_label(ListKind::Kpis),
            Section::Conditions => words::CONDITIONS,
            Section::Prohibitions => fields::list_label(ListKind::Prohibitions),
            Section::Careers => fields::list_label(ListKind::CareerPaths),
            Section::Notes => fields::list_label(ListKind::Notes),
            Section::OwnSections => fields::list_label(ListKind::OwnSections),
            Section::Control => words::CONTROL,
            Section::DepartmentDuties => fields::list_label(ListKind::DepartmentDuties),
            Section::Below => words::BELOW,
            Section::Rules => fields::list_label(ListKind::RuleLists),
            Section::Styles => look::STYLES,
            Section::Page => words::PAGE,
            Section::Type => words::TYPE,
            Section::Running => words::RUNNING,
            Section::Numbering => words::NUMBERING,
            Section::Pages => look::PAGES,
            Section::SheetSections => look::SECTIONS,
            Section::Facts => look::FACTS,
            Section::Marks => look::MARKS,
            Section::Output => words::OUTPUT,
        }
    }

    /// The section that shows a field or choice.
    pub fn of(project: &Project, spot: Spot) -> Section {
        let place = match spot {
            Spot::Text(place) => place,
            Spot::Logo => return Section::Basic,
            Spot::Font(_) => return Section::Type,
            Spot::Heading(_) => return Section::SheetSections,
            Spot::Label(_) => return Section::Facts,
            Spot::Fit => return Section::Pages,
        };
        match place.item {
            None => Section::of_field(place.field),
            Some(item) => fields::locate_item(project, place.owner, item)
                .map_or(Section::Basic, |located| Section::of_list(located.kind)),
        }
    }

    /// The section of an owner's own field.
    fn of_field(field: Field) -> Section {
        match field {
            Field::SupervisorOutside | Field::ImportedSuperior | Field::ImportedSubordinates => {
                Section::Reporting
            }
            Field::Purpose => Section::Purpose,
            Field::WorkPlace
            | Field::WorkHours
            | Field::Environment
            | Field::Travel
            | Field::Equipment
            | Field::Hazards => Section::Conditions,
            Field::Version
            | Field::EffectiveDate
            | Field::PreparedBy
            | Field::PreparedDate
            | Field::ReviewedBy
            | Field::ReviewedDate
            | Field::ApprovedBy
            | Field::ApprovedDate
            | Field::AcknowledgedBy
            | Field::AcknowledgedDate => Section::Control,
            Field::Header | Field::Footer => Section::Running,
            Field::CodePattern => Section::Numbering,
            Field::Confidentiality | Field::Watermark | Field::CopyNumber => Section::Marks,
            Field::BookTitle => Section::Output,
            // The rest are fields of the head, or of list entries and never an owner's own.
            _ => Section::Basic,
        }
    }

    /// The section of a list.
    fn of_list(kind: ListKind) -> Section {
        match kind {
            ListKind::Qualifiers => Section::Basic,
            ListKind::Incumbents => Section::Incumbents,
            ListKind::FunctionalLines => Section::Reporting,
            ListKind::DutyGroups | ListKind::Duties => Section::Duties,
            ListKind::Authorities => Section::Authorities,
            ListKind::Relations => Section::Relations,
            ListKind::Qualifications => Section::Qualifications,
            ListKind::Kpis => Section::Kpis,
            ListKind::Prohibitions => Section::Prohibitions,
            ListKind::CareerPaths => Section::Careers,
            ListKind::Notes => Section::Notes,
            ListKind::OwnSections | ListKind::SectionItems => Section::OwnSections,
            ListKind::Revisions => Section::Control,
            ListKind::DepartmentDuties => Section::DepartmentDuties,
            ListKind::RuleLists | ListKind::Rules => Section::Rules,
        }
    }

    /// Whether it is open before anybody has opened or closed it.
    fn opens_by_itself(self, count: Option<usize>) -> bool {
        match self {
            Section::Duties | Section::DepartmentDuties | Section::Below => true,
            // What most companies never touch.
            Section::Pages | Section::SheetSections | Section::Facts | Section::Marks => false,
            _ => count != Some(0),
        }
    }
}

impl Editor<'_, '_> {
    /// Draws a section: its heading with the number of its entries (`None`: it holds fields, not entries), and
    /// below it `content` while it is open.
    pub(super) fn section(
        &mut self,
        ui: &mut Ui,
        section: Section,
        count: Option<usize>,
        content: impl FnOnce(&mut Self, &mut Ui),
    ) {
        let open = self
            .state
            .opened
            .get(&section)
            .copied()
            .unwrap_or_else(|| section.opens_by_itself(count));
        let title = match (section, self.view.selection) {
            (Section::Purpose, Owner::Department(_)) => words::DEPARTMENT_PURPOSE,
            _ => section.title(),
        };
        let response = heading(ui, title, count, open);
        if response.clicked() {
            self.state.opened.insert(section, !open);
        }
        if self.state.scroll_to == Some(section) {
            response.scroll_to_me(Some(egui::Align::TOP));
            self.state.scroll_to = None;
        }
        if open {
            self.previous_line = None;
            egui::Frame::new()
                .inner_margin(egui::Margin {
                    left: 18,
                    right: 0,
                    top: 2,
                    bottom: 10,
                })
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    content(self, ui);
                });
        }
    }
}

/// The heading of a section: a whole row to click on.
fn heading(ui: &mut Ui, title: &str, count: Option<usize>, open: bool) -> egui::Response {
    let size = vec2(ui.available_width(), 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let role = accesskit::Role::Button;
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), title));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if ui.is_rect_visible(rect) {
        let visuals = *ui.style().interact(&response);
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(rect, 4.0, ui.visuals().faint_bg_color);
        }
        let icon =
            egui::Rect::from_center_size(rect.left_center() + vec2(7.0, 0.0), vec2(8.0, 8.0));
        widgets::paint_triangle(painter, icon, open, visuals.fg_stroke.color);
        let font = theme::bold_font(theme::SECTION);
        let after = painter.text(
            rect.left_center() + vec2(18.0, 0.0),
            Align2::LEFT_CENTER,
            title,
            font,
            ui.visuals().strong_text_color(),
        );
        let mut line_from = after.right() + 10.0;
        if let Some(count) = count.filter(|&count| count > 0) {
            let shown = painter.text(
                egui::pos2(line_from, rect.center().y),
                Align2::LEFT_CENTER,
                count.to_string(),
                egui::FontId::proportional(theme::BODY),
                ui.visuals().weak_text_color(),
            );
            line_from = shown.right() + 10.0;
        }
        let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
        painter.hline(line_from..=rect.right(), rect.center().y, stroke);
    }
    response
}
