//! The result at the right: departments, roles, sections and lines as the project would have them.

use super::choices::RoleWay;
use super::colors::of_kind;
use super::paper::{Stack, Widths};
use super::reading::{Kind, Reading, Row, Topic};
use super::source_view::{broken, flash, ground};
use super::view_state::{LINE, PADDING, key};
use super::{Action, ImportWindow};
use crate::import::Anchor;
use crate::import::merge::MergeWay;
use crate::strings::import_window as words;
use crate::ui::icons::{Icon, paint};
use crate::ui::plain_field::plain_field;
use crate::ui::theme::{self, Palette};
use egui::accesskit::Role as Part;
use egui::text::TextFormat;
use egui::{
    Button, Context, FontId, Id, Key, Layout, Rect, Response, RichText, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// How far a level is indented, in points.
const INDENT: f32 = 16.0;
/// Room for a sign before the text, in points.
const SIGN: f32 = 18.0;
/// Height of a role or department, in points.
const HEAD: f32 = 30.0;

/// Draws the result and hears what is done to it.
pub(super) fn result_ui(
    ui: &mut Ui,
    window: &mut ImportWindow,
    reading: &Reading,
    out: &mut Vec<Action>,
) {
    let mut widths = window.halves.take_widths(ui.ctx());
    let bar = ui.spacing().scroll.allocated_width();
    let width = (ui.available_width() - bar - 10.0).max(80.0).floor();
    let closed = window.halves.closed_changes;
    let made_for = (window.shown, width.to_bits(), closed);
    if window.halves.result.made_for != made_for {
        window.halves.refresh_visible(reading);
        let mut breaks = Vec::new();
        let visible = window.halves.visible.iter();
        let heights = visible.map(|&at| {
            let row = &reading.rows[at];
            height(ui.ctx(), &mut widths, (row, width), &mut breaks)
        });
        window.halves.result.stack = Stack::of(heights);
        window.halves.result.made_for = made_for;
    }
    let mut area = ScrollArea::vertical()
        .id_salt("import-result")
        .auto_shrink(false);
    let halves = &mut window.halves;
    if let Some(row) = halves.result.scroll_to.take()
        && let Ok(at) = halves.visible.binary_search(&row)
    {
        let half = &halves.result;
        let (top, seen) = (half.stack.top(at), ui.available_height());
        let inside = top >= half.scrolled && half.stack.top(at + 1) <= half.scrolled + seen;
        if !inside {
            area = area.vertical_scroll_offset((top - seen * 0.35).max(0.0));
        }
    }
    let linked = halves
        .source
        .hovered
        .and_then(|line| reading.row_at_line(line));
    let mut hovered = None;
    let shown = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(window.halves.result.stack.height());
        ui.set_width(ui.available_width());
        let origin = ui.max_rect().left_top();
        let stack = &window.halves.result.stack;
        let seen: Vec<(usize, f32, f32)> = stack
            .between(viewport.min.y, viewport.max.y)
            .map(|at| (at, stack.top(at), stack.top(at + 1)))
            .collect();
        for (at, top, bottom) in seen {
            let Some(&row) = window.halves.visible.get(at) else {
                continue;
            };
            let right = origin.x + ui.available_width();
            let rect = Rect::from_min_max(origin + vec2(0.0, top), pos2(right, origin.y + bottom));
            let mut drawing = Drawing {
                reading,
                widths: &mut widths,
                width,
                out: &mut *out,
            };
            let response = drawing.row_ui(ui, window, (row, rect), linked);
            if response.contains_pointer() {
                hovered = Some(row);
            }
        }
    });
    let half = &mut window.halves.result;
    half.scrolled = shown.state.clamped_offset().y;
    if half.hovered != hovered {
        half.hovered = hovered;
        ui.ctx().request_repaint();
    }
    window.halves.give_widths(ui.ctx(), widths);
}

fn is_head(row: &Row) -> bool {
    matches!(
        row.topic,
        Topic::Role(_) | Topic::Department(_) | Topic::Company | Topic::Unplaced | Topic::Noise
    )
}

fn left(row: &Row) -> f32 {
    8.0 + f32::from(row.depth.min(12)) * INDENT
}

/// What stands before the text of a row.
fn before(topic: &Topic) -> &'static str {
    match topic {
        Topic::Unplaced | Topic::Noise | Topic::Company => "",
        Topic::Department(_) | Topic::Role(_) | Topic::Proposal(_) => "",
        Topic::DepartmentDuties => words::DEPARTMENT_DUTIES,
        Topic::Section(kind) => words::section_kind(*kind),
        Topic::Field(field) => words::field(*field),
        Topic::Superior => words::SUPERIOR,
        Topic::Subordinates => words::SUBORDINATES,
        Topic::Incumbents => words::INCUMBENT,
        Topic::Line(sort) => words::sort(*sort),
        Topic::Standard => words::STANDARD,
    }
}

/// The words of a role, department or group; `below` is how much stands in it.
fn head(row: &Row, below: usize) -> String {
    match row.topic {
        Topic::Unplaced => words::unplaced_heading(below),
        Topic::Noise => words::noise_heading(below),
        Topic::Company => words::company_heading(&row.text),
        _ if row.text.trim().is_empty() => words::UNNAMED.to_owned(),
        _ => row.text.clone(),
    }
}

fn way_name(way: RoleWay) -> &'static str {
    match way {
        RoleWay::Into(way) => words::merge_way(way),
        RoleWay::Separate => words::SEPARATE,
    }
}

/// What becomes of a role that is there already, said in full.
pub(super) fn way_name_long(way: RoleWay) -> &'static str {
    match way {
        RoleWay::Into(way) => words::merge_way_long(way),
        RoleWay::Separate => words::SEPARATE_LONG,
    }
}

/// The text of a row with the name of the field or section before it.
fn whole_text(row: &Row) -> (String, usize) {
    let mut text = before(&row.topic).to_owned();
    if !text.is_empty() && !row.text.is_empty() {
        text.push_str("  ");
    }
    let label = text.len();
    text.push_str(&row.text);
    (text, label)
}

fn text_width(row: &Row, width: f32) -> f32 {
    let before = left(row) + SIGN + 4.0;
    (width - before).max(60.0)
}

fn height(
    ctx: &Context,
    widths: &mut Widths,
    (row, width): (&Row, f32),
    breaks: &mut Vec<usize>,
) -> f32 {
    if is_head(row) {
        return HEAD;
    }
    let room = text_width(row, width);
    if matches!(row.topic, Topic::Proposal(_)) {
        return LINE + 2.0 * PADDING + 4.0;
    }
    let (text, _) = whole_text(row);
    widths.breaks(ctx, &text, room, breaks);
    breaks.len() as f32 * LINE + 2.0 * PADDING
}

struct Drawing<'a> {
    reading: &'a Reading,
    widths: &'a mut Widths,
    width: f32,
    out: &'a mut Vec<Action>,
}

impl Drawing<'_> {
    fn row_ui(
        &mut self,
        ui: &mut Ui,
        window: &mut ImportWindow,
        (at, rect): (usize, Rect),
        linked: Option<usize>,
    ) -> Response {
        let row = &self.reading.rows[at];
        let palette = Palette::of(ui);
        let id = Id::unique("import-result-row").with(at);
        let response = ui.interact(rect, id, Sense::click());
        let (text, label) = whole_text(row);
        let selected = window.selected_row == Some(at);
        let name = if is_head(row) {
            head(row, row.end - at - 1)
        } else if let Topic::Proposal(key) = &row.topic {
            words::proposal(key)
        } else {
            text.clone()
        };
        response.widget_info(|| WidgetInfo::selected(Part::TreeItem, true, selected, &name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_level(usize::from(row.depth) + 1);
        });
        let now = ui.input(|input| input.time);
        let hovered = response.hovered() || linked == Some(at);
        ground(ui, &palette, rect, (selected, hovered));
        flash(ui, &palette, rect, window.halves.result.flashing(at, now));
        if row.end > at + 1 && (is_head(row) || row.kind == Kind::Section) {
            let closed = window.halves.closed.contains(&key(row));
            let icon = if closed { Icon::Closed } else { Icon::Open };
            let middle = if is_head(row) {
                HEAD / 2.0
            } else {
                PADDING + LINE / 2.0
            };
            let center = pos2(rect.left() + left(row) + 4.0, rect.top() + middle);
            paint(ui.painter(), icon, center, palette.weak);
        }
        self.clicked(ui, window, (at, &response));
        let inner = Rect::from_min_max(pos2(rect.left() + left(row) + SIGN, rect.top()), rect.max);
        let faint = row.role.is_some_and(|role| self.left_out(window, role));
        if is_head(row) {
            let right = inner.right().min(rect.left() + self.width);
            let inner = Rect::from_min_max(inner.min, pos2(right, inner.max.y));
            self.head_ui(ui, window, (at, inner), faint);
        } else if let Topic::Proposal(_) = row.topic {
            self.proposal_ui(ui, window, (row, inner));
        } else {
            let strip = Rect::from_min_max(
                pos2(inner.left() - 6.0, rect.top() + 2.0),
                pos2(inner.left() - 3.0, rect.bottom() - 2.0),
            );
            if row.kind != Kind::Section {
                let color = of_kind(row.kind, ui.visuals());
                ui.painter().rect_filled(
                    strip,
                    1.5,
                    color.gamma_multiply(if faint { 0.4 } else { 1.0 }),
                );
            }
            self.text_ui(ui, (row, inner), (&text, label), faint);
        }
        response
    }

    fn left_out(&self, window: &ImportWindow, role: usize) -> bool {
        let anchor = self.reading.decided.anchors.get(role);
        anchor.is_some_and(|it| window.history.now().decisions.left_out.contains(it))
    }

    fn clicked(&mut self, ui: &Ui, window: &mut ImportWindow, (at, response): (usize, &Response)) {
        let row = &self.reading.rows[at];
        let below = row.end > at + 1 && (is_head(row) || row.kind == Kind::Section);
        if response.clicked() {
            let pointer = response.interact_pointer_pos();
            let on_sign =
                pointer.is_some_and(|it| it.x < response.rect.left() + left(row) + SIGN - 4.0);
            if below && (on_sign || row.span.is_none()) {
                let closed = window.halves.closed.contains(&key(row));
                window.halves.set_closed(row, !closed);
            } else {
                window.selected_row = Some(at);
                let now = ui.input(|input| input.time);
                window.halves.show_in_source(row, now);
            }
        }
        if response.double_clicked()
            && let Topic::Role(role) = row.topic
        {
            self.out.push(Action::BeginRename(role));
        }
        response.context_menu(|ui| {
            ui.set_min_width(190.0);
            self.menu_ui(ui, window, row);
        });
    }

    fn menu_ui(&mut self, ui: &mut Ui, window: &mut ImportWindow, row: &Row) {
        if let Topic::Role(role) = row.topic {
            if ui.button(words::RENAME).clicked() {
                self.out.push(Action::BeginRename(role));
                ui.close();
            }
            let join = Button::new(words::JOIN);
            if ui.add_enabled(role > 0, join).clicked() {
                self.out.push(Action::Join(role));
                ui.close();
            }
            ui.separator();
        }
        if let Some(span) = row.span {
            let line = span.line as usize;
            window.halves.selected = Some((line, line));
            super::source_view::ways_ui(ui, window, self.out);
        }
    }

    fn text_ui(
        &mut self,
        ui: &Ui,
        (row, inner): (&Row, Rect),
        (text, label): (&str, usize),
        faint: bool,
    ) {
        let palette = Palette::of(ui);
        let mut breaks = Vec::new();
        let room = text_width(row, self.width);
        self.widths.breaks(ui.ctx(), text, room, &mut breaks);
        let color = match row.kind {
            Kind::Noise => palette.weak,
            kind @ (Kind::Unplaced | Kind::Section) => of_kind(kind, ui.visuals()),
            _ => palette.text,
        };
        let before = match row.kind {
            Kind::Section => of_kind(Kind::Section, ui.visuals()),
            _ => palette.weak,
        };
        let format = |is_label: bool| {
            let color = if is_label { before } else { color };
            TextFormat {
                font_id: self.widths.font().clone(),
                color: if faint {
                    color.gamma_multiply(0.5)
                } else {
                    color
                },
                line_height: Some(LINE),
                ..TextFormat::default()
            }
        };
        let parts = [(0..label, true), (label..text.len(), false)];
        let job = broken(text, &breaks, &parts, format);
        let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
        let at = inner.left_top() + vec2(4.0, PADDING);
        ui.painter().galley(at, galley, palette.text);
    }

    /// A role, department or group: check box, sign, name, and what is asked about it.
    fn head_ui(
        &mut self,
        ui: &mut Ui,
        window: &mut ImportWindow,
        (at, inner): (usize, Rect),
        faint: bool,
    ) {
        let row = &self.reading.rows[at];
        let layout = Layout::left_to_right(egui::Align::Center);
        let builder = UiBuilder::new().max_rect(inner).layout(layout);
        let id = Id::unique("import-head").with(at);
        ui.scope_builder(builder.id_salt(id), |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let anchor = match row.topic {
                Topic::Role(role) => self.reading.decided.anchors.get(role).copied(),
                Topic::Department(at) => {
                    let department = self.reading.decided.draft.departments.get(at);
                    department.map(Anchor::of_department)
                }
                _ => None,
            };
            if let Some(anchor) = anchor {
                self.check_ui(ui, window, anchor, row);
            }
            let color = of_kind(row.kind, ui.visuals());
            let icon = match row.topic {
                Topic::Company => Some(Icon::Company),
                Topic::Department(_) => Some(Icon::Department),
                Topic::Role(_) => Some(Icon::Role),
                _ => None,
            };
            if let Some(icon) = icon {
                let (space, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
                paint(ui.painter(), icon, space.center(), color);
            }
            if let Topic::Role(role) = row.topic
                && self.rename_ui(ui, window, role)
            {
                return;
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if let (Topic::Role(role), Some(anchor)) = (&row.topic, anchor) {
                    self.known_ui(ui, window, *role, anchor);
                }
                if let Topic::Department(at) = row.topic
                    && window.links.departments.contains_key(&at)
                {
                    ui.label(
                        RichText::new(words::KNOWN_DEPARTMENT)
                            .size(11.5)
                            .color(color),
                    )
                    .on_hover_text(words::KNOWN_DEPARTMENT_HINT);
                }
                let below = row.end - at - 1;
                let name = head(row, below);
                let palette = Palette::of(ui);
                let ink = match row.kind {
                    Kind::Unplaced => color,
                    _ if faint => palette.weak,
                    _ => palette.text,
                };
                let name = RichText::new(name)
                    .font(theme::bold_font(theme::BODY))
                    .color(ink);
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(name).truncate());
                });
            });
        });
    }

    fn check_ui(&mut self, ui: &mut Ui, window: &ImportWindow, anchor: Anchor, row: &Row) {
        let left_out = &window.history.now().decisions.left_out;
        let mut taken = !left_out.contains(&anchor);
        let name = words::take_in(&row.text);
        let response = ui.checkbox(&mut taken, "");
        response.widget_info(|| WidgetInfo::selected(Part::CheckBox, true, taken, &name));
        if response.clicked() {
            self.out.push(Action::TakeIn(anchor, taken));
        }
    }

    /// Draws the field for a role's name while it is being changed; true if it is.
    fn rename_ui(&mut self, ui: &mut Ui, window: &mut ImportWindow, role: usize) -> bool {
        let Some((renamed, text, begun)) = &mut window.renaming else {
            return false;
        };
        if *renamed != role {
            return false;
        }
        let id = Id::unique("import-role-name");
        let width = ui.available_width() - 8.0;
        let field = plain_field(ui, id, text, |edit| {
            edit.hint_text(words::ROLE_NAME).desired_width(width)
        });
        if !*begun {
            *begun = true;
            field.request_focus();
        } else if field.lost_focus() {
            let kept = !ui.input(|input| input.key_pressed(Key::Escape));
            let name = text.trim().to_owned();
            window.renaming = None;
            if kept && !name.is_empty() {
                self.out.push(Action::Rename(role, name));
            }
        }
        true
    }

    /// What becomes of a role that the project has already.
    fn known_ui(&mut self, ui: &mut Ui, window: &ImportWindow, role: usize, anchor: Anchor) {
        if !window.links.roles.contains_key(&role) || self.left_out(window, role) {
            return;
        }
        let way = window
            .history
            .now()
            .ways
            .get(&anchor)
            .copied()
            .unwrap_or_default();
        let text = RichText::new(way_name(way)).size(theme::SMALL);
        let button = ui
            .add(Button::new(text).small())
            .on_hover_text(words::KNOWN_ROLE_HINT);
        egui::Popup::menu(&button).show(|ui| {
            ui.set_min_width(170.0);
            for other in [
                RoleWay::Into(MergeWay::Merge),
                RoleWay::Into(MergeWay::Add),
                RoleWay::Into(MergeWay::Replace),
                RoleWay::Separate,
            ] {
                let name = way_name_long(other);
                if ui.selectable_label(way == other, name).clicked() {
                    self.out.push(Action::Way(anchor, other));
                    ui.close();
                }
            }
        });
        if way != RoleWay::Separate
            && ui
                .add(Button::new(RichText::new(words::COMPARE).size(theme::SMALL)).small())
                .clicked()
        {
            self.out.push(Action::Compare(role));
        }
    }

    fn proposal_ui(&mut self, ui: &mut Ui, window: &ImportWindow, (row, inner): (&Row, Rect)) {
        let Topic::Proposal(key) = &row.topic else {
            return;
        };
        let palette = Palette::of(ui);
        let builder = UiBuilder::new()
            .max_rect(inner)
            .layout(Layout::left_to_right(egui::Align::Center))
            .id_salt(key);
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let mut accepted = window.history.now().decisions.accepted.contains(key);
            let text = words::proposal(key);
            let label = RichText::new(&text)
                .font(FontId::proportional(super::view_state::SIZE))
                .color(if accepted { palette.text } else { palette.weak });
            if ui.checkbox(&mut accepted, label).clicked() {
                self.out.push(Action::Accept(key.clone(), accepted));
            }
        });
    }
}
