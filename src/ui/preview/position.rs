//! Which part of a long column of pages is seen: zoom, scrolling and turning, as plain arithmetic.
//!
//! egui's scroll areas count in `f32` points, which is too coarse below some ten thousand pages: the end of a book of
//! 16,000 would jump by two points at a time. So the place is kept here, in pages, as `f64`.

use std::ops::RangeInclusive;

/// Between sheets, and around them, in points.
pub(super) const GAP: f32 = 16.0;
/// Points on the screen for one pt on paper at 100 %: a screen has 96 points to the inch.
const FULL: f32 = 96.0 / 72.0;
/// The zooms to choose from, in percent.
pub(super) const STEPS: [u16; 9] = [50, 67, 80, 100, 120, 135, 150, 175, 200];
/// The least zoom, points per pt, however narrow the area is.
const LEAST: f32 = 0.08;

/// How pages stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// One below the other.
    #[default]
    Continuous,
    /// One at a time.
    Single,
    /// Two at a time, side by side.
    Double,
}

impl Standing {
    pub(super) const ALL: [Standing; 3] =
        [Standing::Continuous, Standing::Single, Standing::Double];

    /// Sheets beside each other.
    pub(super) fn across(self) -> u8 {
        match self {
            Standing::Continuous | Standing::Single => 1,
            Standing::Double => 2,
        }
    }

    /// The zoom that suits it.
    pub(super) fn usual_zoom(self) -> Zoom {
        match self {
            Standing::Continuous => Zoom::FitWidth,
            Standing::Single | Standing::Double => Zoom::FitPage,
        }
    }
}

/// How large pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Zoom {
    /// The sheet as wide as the area.
    #[default]
    FitWidth,
    /// A whole sheet in the area.
    FitPage,
    /// In percent of the size on paper.
    Percent(u16),
}

impl Zoom {
    /// Points on the screen for one pt of sheets of this size (pt), so many beside each other, in an area of this size
    /// (points).
    pub(super) fn factor(self, sheet: (f32, f32), across: u8, area: egui::Vec2) -> f32 {
        let across = f32::from(across);
        let wide = (area.x - (across + 1.0) * GAP) / (across * sheet.0).max(1.0);
        let high = (area.y - 2.0 * GAP) / sheet.1.max(1.0);
        let factor = match self {
            // Wider than twice the paper helps nobody and fills the atlas.
            Zoom::FitWidth => wide.min(2.0 * FULL),
            Zoom::FitPage => wide.min(high),
            Zoom::Percent(percent) => f32::from(percent) / 100.0 * FULL,
        };
        factor.max(LEAST)
    }

    /// The next larger or smaller step from what is shown with `factor`.
    pub(super) fn step(factor: f32, larger: bool) -> Zoom {
        let now = factor / FULL * 100.0;
        let mut steps = STEPS.into_iter();
        let next = if larger {
            steps.find(|&step| f32::from(step) > now + 0.5)
        } else {
            steps.rfind(|&step| f32::from(step) < now - 0.5)
        };
        let end = if larger { STEPS.last() } else { STEPS.first() };
        Zoom::Percent(next.or(end.copied()).unwrap_or(100))
    }
}

/// A column of equal rooms for sheets, or of rows of them, seen through an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Column {
    /// Number of pages.
    pub(super) pages: usize,
    /// Points on the screen for one pt on paper.
    pub(super) zoom: f32,
    /// Room for a sheet, points.
    pub(super) room: egui::Vec2,
    /// Size of the area in points.
    pub(super) area: egui::Vec2,
    /// How they stand.
    pub(super) standing: Standing,
}

impl Column {
    fn across(&self) -> usize {
        usize::from(self.standing.across())
    }

    fn rows(&self) -> usize {
        self.pages.div_ceil(self.across())
    }

    /// Pages are turned one after the other.
    pub(super) fn turns(&self) -> bool {
        self.standing != Standing::Continuous
    }

    /// Pages are turned, and a row is seen whole: there is nothing to scroll within it.
    pub(super) fn is_whole(&self) -> bool {
        self.turns() && self.room.y + 2.0 * GAP <= self.area.y + 0.5
    }

    /// From the top of a row to the top of the next, points. Where pages are turned, a row fills the area.
    pub(super) fn pitch(&self) -> f64 {
        if self.turns() {
            f64::from((self.room.y + 2.0 * GAP).max(self.area.y))
        } else {
            f64::from(self.room.y + GAP)
        }
    }

    /// Space above the sheets of a row, points.
    fn above(&self) -> f64 {
        if self.turns() {
            (self.pitch() - f64::from(self.room.y)) / 2.0
        } else {
            f64::from(GAP)
        }
    }

    /// Height of everything, points.
    pub(super) fn height(&self) -> f64 {
        let last = if self.turns() { 0.0 } else { f64::from(GAP) };
        self.rows() as f64 * self.pitch() + last
    }

    /// Width of a row of sheets, points.
    pub(super) fn width(&self) -> f32 {
        let across = f32::from(self.standing.across());
        across * self.room.x + (across - 1.0) * GAP
    }

    /// From the left edge of a row to that of a sheet in it, points.
    pub(super) fn left(&self, page: usize) -> f32 {
        let nth = if page.is_multiple_of(self.across()) {
            0.0
        } else {
            1.0
        };
        nth * (self.room.x + GAP)
    }

    /// Where to scroll so that a page begins the view.
    pub(super) fn start(&self, page: usize) -> f64 {
        let row = (page / self.across()) as f64 * self.pitch();
        if self.turns() {
            row
        } else {
            row + f64::from(GAP) / 2.0
        }
    }

    /// The furthest that the upper edge of the area can be from the top, points.
    pub(super) fn most(&self) -> f64 {
        (self.height() - f64::from(self.area.y)).max(0.0)
    }

    /// Top of a sheet, points from the top of everything.
    pub(super) fn top(&self, page: usize) -> f64 {
        self.above() + (page / self.across()) as f64 * self.pitch()
    }

    /// The pages that can be seen from `y` on; empty if there are none.
    pub(super) fn seen(&self, y: f64) -> std::ops::Range<usize> {
        let across = self.across();
        let first = if self.turns() { 0.0 } else { self.above() };
        let row = |y: f64| ((y - first) / self.pitch()).floor().max(0.0) as usize;
        // The row below a turned page begins where the area ends, and is not seen.
        let height = f64::from(self.area.y) - if self.turns() { 0.5 } else { 0.0 };
        let end = ((row(y + height) + 1) * across).min(self.pages);
        (row(y) * across).min(end)..end
    }

    /// The page that fills the middle of the area.
    pub(super) fn current(&self, y: f64) -> usize {
        let middle = y + f64::from(self.area.y) / 2.0;
        let middle = if self.most() <= 0.0 { y } else { middle };
        let first = if self.turns() {
            0.0
        } else {
            f64::from(GAP) / 2.0
        };
        let row = ((middle - first) / self.pitch()).floor();
        (row.max(0.0) as usize * self.across()).min(self.pages.saturating_sub(1))
    }

    /// Where to scroll so that `span` (points from the top of everything) is seen, from `y`.
    pub(super) fn reveal(&self, y: f64, span: RangeInclusive<f64>) -> f64 {
        let (from, to) = span.into_inner();
        if self.is_whole() {
            return (from / self.pitch()).floor() * self.pitch();
        }
        let height = f64::from(self.area.y);
        let margin = (height * 0.08).min(48.0);
        if from >= y + margin && to <= y + height - margin {
            return y;
        }
        // A third from the top: what comes after is read next.
        (from - height / 3.0).clamp(0.0, self.most())
    }
}

/// What the area shows of the column. Kept in rows, so that it survives a change of zoom.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Position {
    /// The upper edge of the area in rows from the top.
    rows: f64,
    /// How far the sheet is moved left, as a share of what can be moved: 0 … 1.
    pub(super) across: f32,
}

impl Position {
    /// Points from the top of everything.
    pub(super) fn y(&self, column: &Column) -> f64 {
        (self.rows * column.pitch()).clamp(0.0, column.most())
    }

    /// Scrolls to `y` points from the top of everything.
    pub(super) fn set_y(&mut self, y: f64, column: &Column) {
        let rows = y.clamp(0.0, column.most()) / column.pitch();
        // A turned page is never half seen.
        self.rows = if column.is_whole() {
            rows.round()
        } else {
            rows
        };
    }

    /// Turns by so many rows.
    pub(super) fn turn(&mut self, rows: f64, column: &Column) {
        let y = (self.rows.round() + rows) * column.pitch();
        self.set_y(y, column);
    }

    /// Keeps what stands `at` points below the upper edge where it is, when the zoom changes.
    pub(super) fn rezoomed(&mut self, at: f32, before: &Column, after: &Column) {
        let pages = (self.y(before) + f64::from(at)) / before.pitch();
        self.set_y(pages * after.pitch() - f64::from(at), after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    const A4: (f32, f32) = (595.3, 841.9);

    fn column(pages: usize) -> Column {
        Column {
            pages,
            zoom: 1.0,
            room: vec2(600.0, 850.0),
            area: vec2(700.0, 500.0),
            standing: Standing::Continuous,
        }
    }

    /// Sheets that are seen whole, two at a time.
    fn spread(pages: usize) -> Column {
        Column {
            pages,
            zoom: 0.5,
            room: vec2(300.0, 425.0),
            area: vec2(700.0, 500.0),
            standing: Standing::Double,
        }
    }

    #[test]
    fn pages_that_are_turned_are_seen_whole_and_two_by_two() {
        let column = spread(5);
        let mut position = Position::default();
        assert_eq!(column.seen(position.y(&column)), 0..2);
        position.turn(1.0, &column);
        assert_eq!(column.seen(position.y(&column)), 2..4);
        assert_eq!(column.current(position.y(&column)), 2);
        position.turn(1.0, &column);
        assert_eq!(column.seen(position.y(&column)), 4..5);
        position.turn(1.0, &column);
        assert_eq!(column.seen(position.y(&column)), 4..5, "the end");
        position.set_y(column.start(1), &column);
        assert_eq!(column.seen(position.y(&column)), 0..2);
        position.set_y(
            column.reveal(0.0, column.top(3) + 200.0..=column.top(3) + 210.0),
            &column,
        );
        assert_eq!(column.seen(position.y(&column)), 2..4);
        let top = column.top(2) - position.y(&column);
        assert!(
            (top - 37.5).abs() < 1e-9,
            "in the middle of the area: {top}"
        );
        assert!(column.left(3) > column.left(2) && column.left(2) == 0.0);
    }

    #[test]
    fn a_turned_page_that_is_larger_than_the_area_is_scrolled() {
        let column = Column {
            standing: Standing::Single,
            ..column(3)
        };
        let mut position = Position::default();
        position.set_y(100.0, &column);
        assert_eq!(position.y(&column), 100.0);
        assert_eq!(column.seen(100.0), 0..1);
    }

    #[test]
    fn each_zoom_shows_what_its_name_says() {
        let area = vec2(632.0, 632.0);
        let wide = Zoom::FitWidth.factor(A4, 1, area) * A4.0;
        assert!((wide - 600.0).abs() < 0.01, "{wide}");
        let high = Zoom::FitPage.factor(A4, 1, area) * A4.1;
        assert!((high - 600.0).abs() < 0.01, "{high}");
        assert_eq!(Zoom::Percent(150).factor(A4, 1, area), 2.0);
        assert!(Zoom::FitWidth.factor(A4, 2, vec2(1.0, 1.0)) > 0.0);
    }

    #[test]
    fn steps_lead_from_any_zoom_to_the_next_and_stop_at_the_ends() {
        assert_eq!(Zoom::step(FULL, true), Zoom::Percent(120));
        assert_eq!(Zoom::step(FULL, false), Zoom::Percent(80));
        assert_eq!(Zoom::step(FULL * 1.1, true), Zoom::Percent(120));
        assert_eq!(Zoom::step(FULL * 3.0, true), Zoom::Percent(200));
        assert_eq!(Zoom::step(FULL * 0.1, false), Zoom::Percent(50));
    }

    #[test]
    fn the_pages_seen_are_those_between_the_edges() {
        let column = column(3);
        assert_eq!(column.seen(0.0), 0..1);
        assert_eq!(column.seen(400.0), 0..2);
        assert_eq!(column.seen(column.top(2)), 2..3);
        assert_eq!(self::column(0).seen(0.0), 0..0);
    }

    #[test]
    fn the_last_of_sixteen_thousand_pages_can_be_scrolled_by_a_tenth_of_a_point() {
        let column = column(16_000);
        let mut position = Position::default();
        position.set_y(column.most() - 10.0, &column);
        let before = position.y(&column);
        position.set_y(before + 0.1, &column);
        assert!((position.y(&column) - before - 0.1).abs() < 1e-4);
        assert_eq!(column.current(column.most()), 15_999);
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_when_the_zoom_changes() {
        let before = column(50);
        let after = Column {
            zoom: before.zoom * 1.5,
            room: before.room * 1.5,
            ..before
        };
        let mut position = Position::default();
        position.set_y(before.top(20), &before);
        let at = 300.0;
        let seen = (position.y(&before) + f64::from(at)) / before.pitch();
        position.rezoomed(at, &before, &after);
        let now = (position.y(&after) + f64::from(at)) / after.pitch();
        assert!((seen - now).abs() < 1e-6);
    }

    #[test]
    fn what_is_seen_already_moves_nothing_when_it_is_to_be_revealed() {
        let column = column(10);
        let y = column.top(4);
        assert_eq!(column.reveal(y, y + 100.0..=y + 120.0), y);
        let far = column.top(8);
        let moved = column.reveal(y, far..=far + 20.0);
        assert!(moved < far && far + 20.0 < moved + 500.0);
    }
}
