//! The source at the left: numbered lines, rows of tables as cells, each part in the colour of what it was read as.

use super::colors::of_kind;
use super::paper::{Stack, Table, Widths};
use super::reading::{Kind, Mark, Reading};
use super::view_state::{Halves, LINE, PADDING};
use super::{Action, ImportWindow};
use crate::import::{ReadAs, SectionKind};
use crate::strings::import_window as words;
use crate::ui::theme::{self, Palette};
use egui::accesskit::Role as Part;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, Context, EventFilter, FontId, Galley, Id, Key, Modifiers, Rect, Response,
    ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

/// Height of the heading above the first line of a file, in points.
const FILE_HEADING: f32 = 30.0;
/// Height of an empty line, in points: pages put one between any two lines, and half of what is seen would be nothing.
const EMPTY: f32 = 10.0;
/// Room between number and text, in points.
const GAP: f32 = 12.0;
/// Room inside a cell, in points.
const CELL: f32 = 5.0;

/// The kinds that a line can be given, each with its key.
pub(super) const WAYS: [(ReadAs, Key); 7] = [
    (ReadAs::Role, Key::Num1),
    (ReadAs::Department, Key::Num2),
    (ReadAs::Section(SectionKind::Own), Key::Num3),
    (ReadAs::Item, Key::Num4),
    (ReadAs::SubItem, Key::Num5),
    (ReadAs::Continuation, Key::Num6),
    (ReadAs::Noise, Key::Num7),
];
/// The key that takes a choice back.
pub(super) const RESTORE: Key = Key::Num0;

fn list_id() -> Id {
    Id::unique("import-source-lines")
}

/// Draws the source and hears what is done to it.
pub(super) fn source_ui(
    ui: &mut Ui,
    window: &mut ImportWindow,
    reading: &Reading,
    out: &mut Vec<Action>,
) {
    let mut widths = window.halves.take_widths(ui.ctx());
    let mut sheet = Sheet::new(ui, reading);
    sheet.lit = window.halves.result.hovered.or(window.selected_row);
    let made_for = (window.shown, sheet.width.to_bits(), 0);
    if window.halves.source.made_for != made_for {
        let count = reading.decided.draft.lines.len();
        let heights = (0..count).map(|line| sheet.height(ui.ctx(), &mut widths, line));
        window.halves.source.stack = Stack::of(heights);
        window.halves.source.made_for = made_for;
    }
    keyboard(ui, window, reading, out);
    let half = &mut window.halves.source;
    let mut area = ScrollArea::vertical()
        .id_salt("import-source")
        .auto_shrink(false);
    if let Some(line) = half.scroll_to.take() {
        let (top, seen) = (half.stack.top(line), ui.available_height());
        let inside = top >= half.scrolled && half.stack.top(line + 1) <= half.scrolled + seen;
        if !inside {
            area = area.vertical_scroll_offset((top - seen * 0.35).max(0.0));
        }
    }
    let linked = window.halves.result.hovered.and_then(|row| {
        let span = reading.rows.get(row)?.span?;
        Some(span.line as usize)
    });
    let mut hovered = None;
    let shown = area.show_viewport(ui, |ui, viewport| {
        let height = window.halves.source.stack.height();
        ui.set_height(height);
        ui.set_width(ui.available_width());
        let origin = ui.max_rect().left_top();
        let range = window
            .halves
            .source
            .stack
            .between(viewport.min.y, viewport.max.y);
        for line in range {
            let stack = &window.halves.source.stack;
            let rect = Rect::from_min_max(
                origin + vec2(0.0, stack.top(line)),
                pos2(
                    origin.x + ui.available_width(),
                    origin.y + stack.top(line + 1),
                ),
            );
            let response = sheet.line_ui(ui, &mut widths, window, (line, rect), linked);
            if response.hovered() {
                hovered = Some(line);
            }
            clicked(ui, window, reading, (line, &response), out);
        }
    });
    let half = &mut window.halves.source;
    half.scrolled = shown.state.clamped_offset().y;
    if half.hovered != hovered {
        half.hovered = hovered;
        ui.ctx().request_repaint();
    }
    window.halves.give_widths(ui.ctx(), widths);
}

/// How a part of a line is drawn: in the colour of its kind, and lit if its row of the result is looked at.
type Look = (Option<Kind>, bool);

/// The source as it is drawn at one width.
struct Sheet<'a> {
    reading: &'a Reading,
    /// Width of the numbers.
    gutter: f32,
    /// Width of the text.
    width: f32,
    /// The row of the result whose words are lit: a line may hold those of many.
    lit: Option<usize>,
    breaks: Vec<usize>,
}

impl<'a> Sheet<'a> {
    fn new(ui: &Ui, reading: &'a Reading) -> Sheet<'a> {
        let lines = reading.decided.draft.lines.iter();
        let largest = lines.rev().take(1).map(|line| line.line).max().unwrap_or(1);
        let digits = largest.max(100).to_string().len();
        let gutter = 10.0 + digits as f32 * 8.0;
        let bar = ui.spacing().scroll.allocated_width();
        Sheet {
            reading,
            gutter,
            width: (ui.available_width() - gutter - GAP - bar - 8.0)
                .max(60.0)
                .floor(),
            lit: None,
            breaks: Vec::new(),
        }
    }

    fn has_heading(&self, line: usize) -> bool {
        let lines = &self.reading.decided.draft.lines;
        let file = |line: usize| lines.get(line).map(|it| it.file);
        match line.checked_sub(1) {
            None => self
                .reading
                .files
                .names
                .first()
                .is_some_and(|it| !it.is_empty()),
            Some(before) => file(before) != file(line),
        }
    }

    fn height(&mut self, ctx: &Context, widths: &mut Widths, line: usize) -> f32 {
        let heading = if self.has_heading(line) {
            FILE_HEADING
        } else {
            0.0
        };
        let Some(text) = self.reading.decided.draft.lines.get(line) else {
            return heading;
        };
        if text.text.trim().is_empty() {
            return heading + EMPTY;
        }
        let rows = match Table::of_line(&self.reading.tables, line) {
            Some(table) => {
                let mut rows = 1;
                for (cell, share) in text.text.split('\t').zip(&table.columns) {
                    let width = share * self.width - 2.0 * CELL;
                    widths.breaks(ctx, cell, width, &mut self.breaks);
                    rows = rows.max(self.breaks.len());
                }
                rows
            }
            None => {
                widths.breaks(ctx, &text.text, self.width, &mut self.breaks);
                self.breaks.len()
            }
        };
        heading + rows as f32 * LINE + 2.0 * PADDING
    }

    fn line_ui(
        &mut self,
        ui: &mut Ui,
        widths: &mut Widths,
        window: &ImportWindow,
        (line, rect): (usize, Rect),
        linked: Option<usize>,
    ) -> Response {
        let palette = Palette::of(ui);
        let mut rect = rect;
        if self.has_heading(line) {
            self.heading_ui(ui, line, rect);
            rect.min.y += FILE_HEADING;
        }
        let response = ui.interact(rect, list_id().with(line), Sense::click_and_drag());
        let draft = &self.reading.decided.draft;
        let Some(source) = draft.lines.get(line) else {
            return response;
        };
        let halves = &window.halves;
        let selected = halves.selection().is_some_and(|it| it.contains(&line));
        let name = match source.text.trim() {
            "" => words::EMPTY_LINE,
            _ => &source.text,
        };
        response.widget_info(|| WidgetInfo::selected(Part::ListBoxOption, true, selected, name));
        let now = ui.input(|input| input.time);
        ground(
            ui,
            &palette,
            rect,
            (selected, response.hovered() || linked == Some(line)),
        );
        flash(ui, &palette, rect, halves.source.flashing(line, now));
        let chosen = u32::try_from(line).ok();
        let chosen = chosen.and_then(|line| window.history.now().decisions.lines.get(&line));
        let number = pos2(
            rect.left() + self.gutter - 4.0,
            rect.top() + PADDING + LINE / 2.0,
        );
        let color = if chosen.is_some() {
            palette.accent
        } else {
            palette.weak
        };
        let digits = FontId::proportional(11.5);
        if !source.text.trim().is_empty() {
            ui.painter()
                .text(number, Align2::RIGHT_CENTER, source.line, digits, color);
        }
        if let Some(kind) = self.reading.kind_of_line(line) {
            let color = of_kind(kind, ui.visuals());
            let strip = Rect::from_min_max(
                pos2(rect.left() + self.gutter + 2.0, rect.top() + 2.0),
                pos2(rect.left() + self.gutter + 5.0, rect.bottom() - 2.0),
            );
            let faint = matches!(kind, Kind::Noise | Kind::Marker);
            ui.painter()
                .rect_filled(strip, 1.5, if faint { palette.line } else { color });
        }
        let text = rect.left_top() + vec2(self.gutter + GAP, PADDING);
        match Table::of_line(&self.reading.tables, line) {
            Some(table) => self.cells_ui(ui, widths, (line, rect), table),
            None => {
                let whole = 0..source.text.len();
                let galley = self.galley(ui, widths, (line, whole), self.width);
                ui.painter().galley(text, galley, palette.text);
            }
        }
        response
    }

    fn heading_ui(&self, ui: &Ui, line: usize, rect: Rect) {
        let palette = Palette::of(ui);
        let file = self
            .reading
            .decided
            .draft
            .lines
            .get(line)
            .map_or(0, |it| it.file);
        let name = self.reading.files.names.get(file as usize);
        let name = name.filter(|name| !name.is_empty());
        let name = name.map_or(words::PASTED, String::as_str);
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), FILE_HEADING - 4.0));
        ui.painter().rect_filled(bar, 4.0, palette.side);
        let galley = ui.painter().layout_no_wrap(
            name.to_owned(),
            theme::bold_font(theme::SMALL),
            palette.text,
        );
        let at = pos2(bar.left() + 10.0, bar.center().y - galley.size().y / 2.0);
        ui.painter()
            .with_clip_rect(bar.intersect(ui.clip_rect()))
            .galley(at, galley, palette.text);
    }

    fn cells_ui(
        &mut self,
        ui: &Ui,
        widths: &mut Widths,
        (line, rect): (usize, Rect),
        table: &Table,
    ) {
        let palette = Palette::of(ui);
        let reading = self.reading;
        let Some(text) = reading.decided.draft.lines.get(line).map(|it| &it.text) else {
            return;
        };
        let stroke = Stroke::new(1.0, palette.line);
        let mut left = rect.left() + self.gutter + GAP - CELL;
        let (top, bottom) = (rect.top(), rect.bottom());
        let all = left..=left + self.width;
        if line == table.lines.start {
            ui.painter().hline(all.clone(), top, stroke);
        }
        ui.painter().hline(all, bottom, stroke);
        let mut from = 0;
        for (cell, share) in text.split('\t').zip(&table.columns) {
            let width = share * self.width;
            ui.painter().vline(left, top..=bottom, stroke);
            let range = from..from + cell.len();
            from = range.end + 1;
            let galley = self.galley(ui, widths, (line, range), width - 2.0 * CELL);
            let at = pos2(left + CELL, top + PADDING);
            ui.painter().galley(at, galley, palette.text);
            left += width;
        }
        ui.painter().vline(left, top..=bottom, stroke);
    }

    /// Part of a line, broken at our own breaks, each mark in its colour.
    fn galley(
        &mut self,
        ui: &Ui,
        widths: &mut Widths,
        (line, range): (usize, Range<usize>),
        width: f32,
    ) -> Arc<Galley> {
        let lines = &self.reading.decided.draft.lines;
        let whole = lines.get(line).map_or("", |it| it.text.as_str());
        let text = whole.get(range.clone()).unwrap_or_default();
        widths.breaks(ui.ctx(), text, width, &mut self.breaks);
        let mut parts: Vec<(Range<usize>, Look)> = Vec::new();
        let mut from = 0;
        for mark in self.reading.marks(line) {
            let Some(own) = within(mark, &range, from) else {
                continue;
            };
            if own.start > from {
                parts.push((from..own.start, (None, false)));
            }
            from = own.end;
            let lit = self.lit.is_some() && usize::try_from(mark.row).ok() == self.lit;
            parts.push((own, (Some(mark.kind), lit)));
        }
        parts.push((from..text.len(), (None, false)));
        let font = widths.font().clone();
        let palette = Palette::of(ui);
        let job = broken(text, &self.breaks, &parts, |(kind, lit)| TextFormat {
            background: if lit {
                palette.accent.gamma_multiply(0.25)
            } else {
                Color32::TRANSPARENT
            },
            ..format(ui, kind, &font)
        });
        ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// What of a mark lies in a part of its line, counted from the part's beginning.
fn within(mark: &Mark, range: &Range<usize>, from: usize) -> Option<Range<usize>> {
    let start = (mark.span.start as usize).max(range.start + from);
    let end = (mark.span.end as usize).min(range.end);
    (start < end).then(|| start - range.start..end - range.start)
}

/// A layout with line feeds where the lines begin.
pub(super) fn broken<K: Copy>(
    text: &str,
    breaks: &[usize],
    parts: &[(Range<usize>, K)],
    format: impl Fn(K) -> TextFormat,
) -> LayoutJob {
    let mut job = LayoutJob {
        wrap: TextWrapping::no_max_width(),
        ..LayoutJob::default()
    };
    let mut breaks = breaks.iter().copied().skip(1).peekable();
    for (range, kind) in parts {
        let mut from = range.start;
        while let Some(at) = breaks.next_if(|at| *at < range.end) {
            let piece = text.get(from..at).unwrap_or_default();
            job.append(piece, 0.0, format(*kind));
            if !piece.ends_with('\n') && at > 0 && text.as_bytes().get(at - 1) != Some(&b'\n') {
                job.append("\n", 0.0, format(*kind));
            }
            from = at.max(from);
        }
        job.append(
            text.get(from..range.end).unwrap_or_default(),
            0.0,
            format(*kind),
        );
    }
    job
}

fn format(ui: &Ui, kind: Option<Kind>, font: &FontId) -> TextFormat {
    let palette = Palette::of(ui);
    let own = |kind| of_kind(kind, ui.visuals());
    let mut format = TextFormat {
        font_id: font.clone(),
        color: palette.text,
        line_height: Some(LINE),
        ..TextFormat::default()
    };
    match kind {
        None | Some(Kind::Line | Kind::Proposal) => {}
        Some(kind @ (Kind::Role | Kind::Department | Kind::Section | Kind::Company)) => {
            format.color = own(kind);
            format.underline = Stroke::new(1.5, own(kind));
        }
        Some(Kind::Field) => format.underline = Stroke::new(1.0, own(Kind::Field)),
        Some(Kind::Noise | Kind::Marker) => format.color = palette.weak,
        Some(Kind::Unplaced) => {
            format.color = own(Kind::Unplaced);
            format.underline = Stroke::new(1.0, own(Kind::Unplaced));
        }
    }
    format
}

/// The ground of a line that is selected, or that the pointer is over here or in the other half.
pub(super) fn ground(ui: &Ui, palette: &Palette, rect: Rect, (selected, hovered): (bool, bool)) {
    let fill = match (selected, hovered) {
        (true, _) => palette.selected,
        (false, true) => palette.hovered,
        (false, false) => return,
    };
    ui.painter()
        .rect_filled(rect.shrink2(vec2(1.0, 0.5)), 4.0, fill);
}

/// Lets a line flash to which the other half has led.
pub(super) fn flash(ui: &Ui, palette: &Palette, rect: Rect, strength: f32) {
    if strength > 0.0 {
        let color: Color32 = palette.accent.gamma_multiply(0.35 * strength);
        ui.painter()
            .rect_filled(rect.shrink2(vec2(1.0, 0.5)), 4.0, color);
        ui.ctx()
            .request_repaint_after(std::time::Duration::from_millis(40));
    }
}

fn clicked(
    ui: &Ui,
    window: &mut ImportWindow,
    reading: &Reading,
    (line, response): (usize, &Response),
    out: &mut Vec<Action>,
) {
    let now = ui.input(|input| input.time);
    let shift = ui.input(|input| input.modifiers.shift);
    let halves = &mut window.halves;
    if response.clicked() {
        let begun = halves.selected.filter(|_| shift).map_or(line, |it| it.0);
        halves.selected = Some((begun, line));
        halves.focus_source = true;
        halves.show_in_result(reading, line, now);
        window.selected_row = reading.row_of_line(line);
    }
    if response.drag_started() {
        halves.selected = Some((line, line));
        halves.focus_source = true;
    }
    let dragging = ui.input(|input| input.pointer.is_decidedly_dragging());
    if dragging && response.contains_pointer() && halves.selected.is_some() && drags(ui) {
        halves.selected = halves.selected.map(|(begun, _)| (begun, line));
    }
    let inside = halves.selection().is_some_and(|it| it.contains(&line));
    if response.secondary_clicked() && !inside {
        halves.selected = Some((line, line));
    }
    response.context_menu(|ui| {
        ui.set_min_width(190.0);
        ways_ui(ui, window, out);
    });
    if halves_want_focus(window, line) {
        window.halves.focus_source = false;
        response.request_focus();
    }
    if response.has_focus() {
        let arrows = EventFilter {
            tab: false,
            escape: false,
            horizontal_arrows: false,
            vertical_arrows: true,
        };
        let id = response.id;
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
}

/// A line of the source is being dragged over others: that selects them.
fn drags(ui: &Ui) -> bool {
    let dragged = ui.ctx().dragged_id();
    dragged.is_some() && ui.input(|input| input.pointer.primary_down())
}

fn halves_want_focus(window: &ImportWindow, line: usize) -> bool {
    let halves: &Halves = &window.halves;
    halves.focus_source && halves.selected.is_some_and(|(_, cursor)| cursor == line)
}

/// The kinds that the selected lines can be given.
pub(super) fn ways_ui(ui: &mut Ui, window: &ImportWindow, out: &mut Vec<Action>) {
    let Some(lines) = window.halves.selection() else {
        return;
    };
    let chosen = u32::try_from(*lines.start()).ok();
    let chosen = chosen.and_then(|line| window.history.now().decisions.lines.get(&line));
    ui.weak(words::read_lines_as(lines.end() - lines.start() + 1));
    for (way, key) in WAYS {
        if let ReadAs::Section(_) = way {
            ui.menu_button(words::way(way), |ui| {
                for kind in words::SECTION_KINDS {
                    let way = ReadAs::Section(kind);
                    let name = words::section_kind(kind);
                    if ui.selectable_label(chosen == Some(&way), name).clicked() {
                        out.push(Action::ReadAs(lines.clone(), Some(way)));
                        ui.close();
                    }
                }
            });
            continue;
        }
        let button = egui::Button::selectable(chosen == Some(&way), words::way(way))
            .shortcut_text(key.name());
        if ui.add(button).clicked() {
            out.push(Action::ReadAs(lines.clone(), Some(way)));
            ui.close();
        }
    }
    ui.menu_button(words::FIELD, |ui| {
        for field in words::FIELD_LINES {
            let way = ReadAs::Field(field);
            let name = words::field_line(field);
            if ui.selectable_label(chosen == Some(&way), name).clicked() {
                out.push(Action::ReadAs(lines.clone(), Some(way)));
                ui.close();
            }
        }
    });
    ui.separator();
    let any = lines.clone().any(|line| {
        let line = u32::try_from(line).ok();
        line.is_some_and(|line| window.history.now().decisions.lines.contains_key(&line))
    });
    let restore = egui::Button::new(words::RESTORE).shortcut_text(RESTORE.name());
    if ui.add_enabled(any, restore).clicked() {
        out.push(Action::ReadAs(lines, None));
        ui.close();
    }
}

/// Arrows and the keys of the kinds, while a line of the source has the keyboard.
fn keyboard(ui: &mut Ui, window: &mut ImportWindow, reading: &Reading, out: &mut Vec<Action>) {
    let Some((begun, cursor)) = window.halves.selected else {
        return;
    };
    let focused = ui.memory(|memory| memory.focused());
    if focused != Some(list_id().with(cursor)) {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (way, key) in WAYS {
        if pressed(Modifiers::NONE, key) {
            let lines = begun.min(cursor)..=begun.max(cursor);
            out.push(Action::ReadAs(lines, Some(way)));
        }
    }
    if pressed(Modifiers::NONE, RESTORE) {
        let lines = begun.min(cursor)..=begun.max(cursor);
        out.push(Action::ReadAs(lines, None));
    }
    let last = reading.decided.draft.lines.len().saturating_sub(1);
    for (key, to) in [
        (Key::ArrowUp, cursor.saturating_sub(1)),
        (Key::ArrowDown, (cursor + 1).min(last)),
    ] {
        let extend = pressed(Modifiers::SHIFT, key);
        if extend || pressed(Modifiers::NONE, key) {
            let now = ui.input(|input| input.time);
            window.halves.selected = Some((if extend { begun } else { to }, to));
            window.halves.focus_source = true;
            window.halves.source.scroll_to = Some(to);
            window.halves.show_in_result(reading, to, now);
            window.selected_row = reading.row_of_line(to);
        }
    }
}
