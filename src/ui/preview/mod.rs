//! The pages that the PDF of what is selected will have, drawn by egui.
//!
//! `source` makes the document, `paint` turns a finished page into meshes, `glyphs` knows where glyphs stand,
//! `position` what is seen of the column of pages, `sheets` where they stand; `scroll`, `point` and `toolbar` are the person's ways to act. Only pages that are seen are finished
//! and painted; a painted page is kept until it changes.

mod glyphs;
mod paint;
mod pictures;
mod point;
mod position;
mod report;
mod scroll;
mod sheets;
mod source;
mod strip;
mod toolbar;

use crate::document::{Extra, PartKind, Request};
use crate::export::{ExportWarning, font_warnings};
use crate::fonts::{EmbeddedFonts, Face};
use crate::layout::{LaidPart, Page};
use crate::model::{Owner, Place, Project};
use crate::printing::place_missing;
use crate::strings::preview as words;
use crate::ui::{UiCommand, View};
use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Ui, pos2, vec2};
use glyphs::Glyphs;
use paint::{Hit, Letters, Painted};
use position::{Column, GAP, Position, Standing, Zoom};
use sheets::{Placing, column_of};
use source::{Shown, Source, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use glyphs::pens;

/// Finished pages that are kept; three or four are seen at a time.
const KEPT_PAGES: usize = 24;
/// Laid-out parts that are kept.
const KEPT_PARTS: usize = 6;
/// How long a zoom that follows the window's width must rest before glyphs are painted anew, seconds.
const REST: f64 = 0.12;
/// What marks the edited field.
const MARK: Color32 = Color32::from_rgba_unmultiplied_const(255, 196, 0, 56);

/// The state of the preview between frames.
#[derive(Default)]
pub struct Preview {
    book: bool,
    zoom: Zoom,
    standing: Standing,
    position: Position,
    strip: strip::Strip,
    report: report::Report,
    source: Source,
    subject: Option<Subject>,
    parts: BTreeMap<usize, Arc<LaidPart>>,
    pages: BTreeMap<usize, SeenPage>,
    glyphs: Glyphs,
    pictures: pictures::Pictures,
    followed: Option<Place>,
    /// The followed field has not been looked for yet.
    to_follow: bool,
    /// The column for whose zoom glyphs were painted last, and when it changed.
    rested: Option<(Column, f64)>,
    /// A setting has changed: a page of a role shows what came of it, the cover does not.
    leaves_cover: bool,
    /// Ctrl+wheel that has not yet made a step.
    turned: f32,
    /// Wheel that has not yet turned a page, points.
    leafed: f32,
    /// What the last frame showed.
    column: Option<Column>,
    sheets: Vec<(usize, Rect)>,
}

/// A finished page.
struct SeenPage {
    page: Page,
    faces: Vec<Face>,
    hits: Vec<Hit>,
    painted: Option<Painted>,
}

impl Preview {
    /// Marks the texts of the field that is being edited and scrolls to the first of them, once for each change of
    /// field or text: whoever scrolls away is left alone. `None` = no field has the focus. Cheap to call every frame.
    pub fn follow(&mut self, place: Option<Place>) {
        if self.followed != place {
            self.followed = place;
            self.to_follow = place.is_some();
        }
    }

    /// Leaves the cover of a book for the first page of a role, as soon as the pages are made, if one of the commands
    /// changes how roles look: so that it is seen. Whoever looks at another page stays there.
    pub fn leave_cover_after(&mut self, commands: &[UiCommand], view: View<'_>) {
        let settings = &view.project.company.settings;
        self.leaves_cover |= commands.iter().any(|it| scroll::shapes_roles(it, settings));
    }

    /// Shows the whole company's book, or what is selected.
    pub fn show_book(&mut self, book: bool) {
        self.book = book;
    }

    /// The whole company's book is shown, whatever is selected.
    pub fn shows_book(&self) -> bool {
        self.book
    }

    /// Shows small pages beside the pages, where there is room.
    pub fn show_strip(&mut self, shown: bool) {
        self.strip.open = shown;
    }

    /// Pages are being made in the background; those shown are of an earlier state.
    pub fn is_working(&self) -> bool {
        self.source.progress().is_some()
    }

    /// Number of pages shown.
    pub fn n_pages(&self) -> usize {
        let shown = self.source.shown();
        shown.map_or(0, |shown| shown.document.pages())
    }

    /// What of the pages shown is not as it was wanted.
    pub fn warnings(&self, project: &Project) -> Vec<ExportWarning> {
        let Some(shown) = self.source.shown() else {
            return Vec::new();
        };
        let troubles = shown.document.troubles();
        let missing = troubles.missing.iter();
        let missing = missing.map(|missing| ExportWarning::Missing {
            character: missing.character,
            place: missing.place,
        });
        let flaws = troubles.flaws.iter().copied().map(ExportWarning::from);
        let left_out = troubles.left_out.iter().copied();
        let fonts = font_warnings(shown.document.installed(), None).into_iter();
        let mut told = BTreeSet::new();
        let all = fonts
            .chain(missing)
            .chain(flaws)
            .chain(left_out.map(ExportWarning::LeftOut));
        let mut all = all.filter(|warning| told.insert(*warning)).collect();
        place_missing(&mut all, project);
        all
    }

    /// The page in the middle of the view, from 0.
    pub fn current_page(&self) -> usize {
        let current = |column: &Column| column.current(self.position.y(column));
        self.column.as_ref().map_or(0, current)
    }

    /// The pages drawn in the last frame, from 0, and where their sheets are on the screen.
    pub fn sheets(&self) -> &[(usize, Rect)] {
        &self.sheets
    }

    /// Scrolls to the top of a page, from 0.
    pub fn go_to(&mut self, page: usize) {
        if let Some(column) = self.column {
            let page = page.min(column.pages.saturating_sub(1));
            self.position.set_y(column.start(page), &column);
        }
    }

    /// Scrolls to a height (pt) on a page.
    fn go_to_height(&mut self, page: usize, y: f32) {
        if let (Some(column), Some(shown)) = (self.column, self.source.shown()) {
            let y = sheets::height_in_room(&shown.document, page, &column, y);
            let y = column.top(page) + f64::from(y) - f64::from(GAP);
            let whole = column.is_whole();
            let y = if whole { column.start(page) } else { y };
            self.position.set_y(y, &column);
        }
    }

    /// Points on the screen for one pt on paper, as shown last.
    fn shown_zoom(&self) -> f32 {
        self.column.map_or(0.0, |column| column.zoom)
    }

    /// Changes the zoom; the middle of the view stays.
    fn zoom_to(&mut self, zoom: Zoom) {
        if let (Some(before), Some(shown)) = (self.column, self.source.shown()) {
            let after = column_of(&shown.document, before.area, zoom, self.standing);
            self.position.rezoomed(before.area.y / 2.0, &before, &after);
            self.column = Some(after);
        }
        self.zoom = zoom;
    }

    /// Lets pages stand in another way; the page that is seen stays.
    fn stand(&mut self, standing: Standing) {
        let page = self.current_page();
        self.standing = standing;
        self.zoom = standing.usual_zoom();
        if let (Some(column), Some(shown)) = (self.column, self.source.shown()) {
            let column = column_of(&shown.document, column.area, self.zoom, standing);
            self.column = Some(column);
            self.go_to(page);
        }
    }

    /// What was painted with pictures of glyphs that are void now.
    fn forget_painted(&mut self) {
        for page in self.pages.values_mut() {
            page.painted = None;
        }
        self.strip.forget_painted();
    }

    fn forget_pages(&mut self) {
        self.parts.clear();
        self.pages.clear();
        self.strip.forget();
        self.report.forget();
        self.to_follow = self.followed.is_some();
    }

    /// Finishes a page, or takes it from those that are kept.
    fn page(&mut self, shown: &Shown, index: usize) -> Option<&mut SeenPage> {
        if !self.pages.contains_key(&index) {
            let part = shown.document.part_of(index);
            let laid = self.parts.entry(part);
            let laid = laid.or_insert_with(|| shown.part(part));
            let page = shown.document.page(index, laid, &EmbeddedFonts);
            drop_far(&mut self.parts, part, KEPT_PARTS);
            let seen = SeenPage {
                faces: paint::faces(&page, Letters::All),
                hits: paint::hits(&page),
                page,
                painted: None,
            };
            self.pages.insert(index, seen);
            drop_far(&mut self.pages, index, KEPT_PAGES);
        }
        self.pages.get_mut(&index)
    }

    /// Where the texts of `place` begin: page and height on it, pt.
    fn find(&mut self, shown: &Shown, place: Place) -> Option<(usize, Rect)> {
        let about = shown
            .document
            .pages_about(|kind| holds_texts_of(kind, place.owner));
        for index in about.into_iter().flatten() {
            let page = self.page(shown, index)?;
            if let Some(hit) = page.hits.iter().find(|hit| hit.place == place) {
                return Some((index, hit.area));
            }
        }
        None
    }
}

/// What an export of what the preview shows would ask for.
pub fn request_of(selection: Owner, book: bool) -> Request {
    Subject::of(selection, book).request()
}

/// Drops the entries furthest from `index` until at most `keep` are left.
fn drop_far<T>(kept: &mut BTreeMap<usize, T>, index: usize, keep: usize) {
    while kept.len() > keep {
        let (Some((&first, _)), Some((&last, _))) = (kept.first_key_value(), kept.last_key_value())
        else {
            return;
        };
        let far = if index.abs_diff(first) > index.abs_diff(last) {
            first
        } else {
            last
        };
        kept.remove(&far);
    }
}

/// Draws the preview into the room that is left; what the person asks for goes to `out`.
pub fn preview_ui(ui: &mut Ui, view: View<'_>, state: &mut Preview, out: &mut Vec<UiCommand>) {
    if state.source.update(ui.ctx(), view, state.book) {
        state.forget_pages();
    }
    toolbar::toolbar_ui(ui, state, out);
    report::report_ui(ui, view, state, out);
    let rect = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(rect);
    let painter = ui.painter_at(rect);
    painter.rect_filled(
        rect,
        0.0,
        ui.visuals().panel_fill.lerp_to_gamma(Color32::GRAY, 0.12),
    );
    let shown = state.source.shown().cloned();
    let Some(shown) = shown.filter(|shown| shown.document.pages() > 0) else {
        let text = match state.source.progress() {
            Some(_) => words::WORKING,
            None => words::NOTHING,
        };
        tell(ui, &painter, rect, text);
        return;
    };
    if state.subject.replace(shown.subject) != Some(shown.subject) {
        state.position = Position::default();
    }
    if state.glyphs.begin(ui.ctx()) {
        state.forget_painted();
    }
    let pages = strip::strip_ui(ui, rect, &shown, state);
    pages_ui(ui, pages, &shown, state, out);
    if let Some((done, total)) = state.source.progress() {
        let text = if total == 0 {
            words::WORKING.to_owned()
        } else {
            words::working(done, total)
        };
        badge(ui, &painter, rect.right_top() + vec2(-20.0, 10.0), &text);
    }
}

fn tell(ui: &Ui, painter: &Painter, rect: Rect, text: &str) {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let color = ui.visuals().weak_text_color();
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        text,
        font,
        color,
    );
}

/// A small sign with its upper right corner at `corner`.
fn badge(ui: &Ui, painter: &Painter, corner: Pos2, text: &str) {
    let font = egui::TextStyle::Small.resolve(ui.style());
    let galley = painter.layout_no_wrap(text.to_owned(), font, ui.visuals().text_color());
    let size = galley.size() + vec2(16.0, 8.0);
    let rect = Rect::from_min_size(corner - vec2(size.x, 0.0), size);
    painter.rect(
        rect,
        6.0,
        ui.visuals().window_fill,
        ui.visuals().window_stroke,
        egui::StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(8.0, 4.0), galley, Color32::PLACEHOLDER);
}

fn pages_ui(ui: &mut Ui, rect: Rect, shown: &Shown, state: &mut Preview, out: &mut Vec<UiCommand>) {
    let document = &*shown.document;
    let bar_width = ui.spacing().scroll.bar_width + 4.0;
    let area = Rect::from_min_max(rect.min, pos2(rect.right() - bar_width, rect.bottom()));
    let id = ui.scope_id().with("pages");
    let response = ui.interact(area, id, Sense::click_and_drag());
    describe(ui, &response, state);
    scroll::zoom_by_wheel(ui, &response, document, area, state);
    let column = column_of(document, area.size(), state.zoom, state.standing);
    state.column = Some(column);
    scroll::scroll_by_input(ui, &response, &column, state);
    scroll::follow(shown, &column, state);
    scroll::leave_cover(shown, state);
    let placing = Placing {
        document,
        rect: area,
        column,
        glyphs: rested(ui, column, state),
        pixels: ui.ctx().pixels_per_point(),
        left: left_edge(area, &column, state),
        y: state.position.y(&column),
    };
    let painter = ui.painter_at(area);
    state.sheets.clear();
    for index in column.seen(placing.y) {
        state.sheets.push((index, placing.sheet(index)));
        page_ui(ui, &painter, &placing, (index, shown), state);
    }
    point::point_ui(ui, &painter, &placing, &response, state, out);
    let bar = Rect::from_min_max(pos2(area.right(), rect.top()), rect.max);
    scroll::scroll_bar(ui, bar, words::SCROLL, &column, &mut state.position);
}

fn describe(ui: &Ui, response: &Response, state: &Preview) {
    let name = format!(
        "{} {} {}",
        words::PAGES,
        words::page(state.current_page() + 1),
        words::of_pages(state.n_pages())
    );
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Document);
        node.set_label(name);
    });
}

/// The column for whose zoom glyphs are painted. While the zoom moves with the window's edge, glyphs are stretched: to
/// paint them for every width in between would fill the atlas.
fn rested(ui: &Ui, column: Column, state: &mut Preview) -> Column {
    let now = ui.input(|input| input.time);
    let follows_edge = !matches!(state.zoom, Zoom::Percent(_));
    let same = |before: &Column| before.zoom == column.zoom && before.room.x == column.room.x;
    match state.rested {
        Some((before, since)) if !same(&before) && follows_edge && now - since < REST => {
            let rest = (REST - (now - since)).max(0.01);
            ui.ctx()
                .request_repaint_after(std::time::Duration::from_secs_f64(rest));
            before
        }
        _ => {
            state.rested = Some((column, now));
            column
        }
    }
}

fn left_edge(area: Rect, column: &Column, state: &Preview) -> f32 {
    let room = area.width() - column.width() - 2.0 * GAP;
    if room >= 0.0 {
        area.left() + (area.width() - column.width()) / 2.0
    } else {
        area.left() + GAP + room * state.position.across
    }
}

fn page_ui(
    ui: &Ui,
    painter: &Painter,
    placing: &Placing<'_>,
    (index, shown): (usize, &Shown),
    state: &mut Preview,
) {
    let sheet = placing.sheet(index);
    let shadow = ui.visuals().popup_shadow;
    painter.add(shadow.as_shape(sheet, 0.0));
    painter.rect_filled(sheet, 0.0, Color32::WHITE);
    let followed = state.followed;
    if state.page(shown, index).is_none() {
        return;
    }
    let Preview {
        pages,
        glyphs,
        pictures,
        ..
    } = state;
    let Some(page) = pages.get_mut(&index) else {
        return;
    };
    let scale = placing.scale(index);
    let fresh = |painted: &Painted| painted.scale == scale && !painted.unfinished;
    if !page.painted.as_ref().is_some_and(fresh) {
        let ready = Glyphs::ready(ui.ctx(), &page.faces);
        let painted = paint::paint(ui.ctx(), &page.page, scale, (Letters::All, ready), glyphs);
        if painted.unfinished {
            ui.ctx().request_repaint();
        }
        page.painted = Some(painted);
    }
    let Some(painted) = &page.painted else {
        return;
    };
    // egui thickens glyphs for light text on dark windows; on white paper that must be taken back.
    let ink = if ui.visuals().dark_mode {
        Color32::from_gray(56)
    } else {
        Color32::BLACK
    };
    painted.put(ui.ctx(), painter, sheet, pictures, ink);
    let painter = painter.with_clip_rect(sheet.intersect(painter.clip_rect()));
    for hit in page.hits.iter().filter(|hit| Some(hit.place) == followed) {
        point::mark(&painter, sheet, hit.area, scale.zoom, MARK);
    }
}

/// Whether a part may show texts of `owner` as its own.
fn holds_texts_of(kind: PartKind, owner: Owner) -> bool {
    match kind {
        PartKind::Owner(about) => about == owner,
        PartKind::Cover | PartKind::Rules => owner == Owner::Company,
        PartKind::Extra(Extra::SignOff) => owner == Owner::Company,
        PartKind::Contents | PartKind::Extra(_) => false,
    }
}
