//! What the pointer does on a page: a text leads to its field, a link to its page.

use super::sheets::Placing;
use super::{Preview, SeenPage};
use crate::layout::PageItem;
use crate::model::Place;
use crate::strings::preview as words;
use crate::ui::UiCommand;
use egui::{Color32, CursorIcon, Painter, Pos2, Rect, Response, Ui, pos2, vec2};

/// A click this far from a text still means it, pt.
const NEAR: f32 = 40.0;
/// What marks the text under the pointer.
const HOVER: Color32 = Color32::from_rgba_unmultiplied_const(40, 110, 220, 34);

pub(super) fn mark(painter: &Painter, sheet: Rect, area: Rect, zoom: f32, color: Color32) {
    let area = Rect::from_min_max(
        sheet.min + area.min.to_vec2() * zoom,
        sheet.min + area.max.to_vec2() * zoom,
    );
    painter.rect_filled(area.expand(1.5), 2.0, color);
}

/// What lies under a point of a page.
enum Under {
    Link { page: usize, y: f32 },
    Text(Place),
}

/// The link or text at a point (pt on the sheet); a text also when the point is only near it on its line.
fn under(page: &SeenPage, at: Pos2) -> Option<Under> {
    let exact = page.hits.iter().find(|hit| hit.area.contains(at));
    if let Some(hit) = exact {
        return Some(Under::Text(hit.place));
    }
    let link = page.page.items.iter().find_map(|item| match item {
        PageItem::Link { area, page, y, .. } => {
            let min = pos2(area.x, area.y);
            let area = Rect::from_min_size(min, vec2(area.width, area.height));
            let (page, y) = (*page, *y);
            area.contains(at).then_some(Under::Link { page, y })
        }
        _ => None,
    });
    if link.is_some() {
        return link;
    }
    let near = page.hits.iter().map(|hit| {
        let high = (hit.area.top() - at.y)
            .max(at.y - hit.area.bottom())
            .max(0.0);
        let far = (hit.area.left() - at.x).max(at.x - hit.area.right());
        (high * 3.0 + far.max(0.0), hit.place)
    });
    let near = near.filter(|(distance, _)| *distance < NEAR);
    let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map(|(_, place)| Under::Text(place))
}

/// Hover and click.
pub(super) fn point_ui(
    ui: &Ui,
    painter: &Painter,
    placing: &Placing<'_>,
    response: &Response,
    state: &mut Preview,
    out: &mut Vec<UiCommand>,
) {
    let Some(at) = response.hover_pos().filter(|_| !response.dragged()) else {
        return;
    };
    let mut seen = placing.column.seen(placing.y);
    let Some(index) = seen.find(|&index| placing.sheet(index).contains(at)) else {
        return;
    };
    let sheet = placing.sheet(index);
    let zoom = placing.scale(index).zoom;
    let on_page = ((at - sheet.min) / zoom).to_pos2();
    let Some(page) = state.pages.get(&index) else {
        return;
    };
    let found = under(page, on_page);
    let hint = match &found {
        Some(Under::Text(place)) => {
            for hit in page.hits.iter().filter(|hit| hit.place == *place) {
                mark(painter, sheet, hit.area, zoom, HOVER);
            }
            words::EDIT_HERE
        }
        Some(Under::Link { .. }) => words::FOLLOW_LINK,
        None => return,
    };
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    if response.clicked() {
        match found {
            Some(Under::Text(place)) => out.push(UiCommand::Reveal(place.into())),
            Some(Under::Link { page, y }) => state.go_to_height(page, y),
            None => {}
        }
    } else {
        response.clone().on_hover_text_at_pointer(hint);
    }
}
