//! The line above the pages: whose pages, which page, how large.

use super::Preview;
use super::position::{STEPS, Zoom};
use crate::strings::preview as words;
use egui::{Align, ComboBox, DragValue, Layout, Response, Sense, Stroke, Ui, WidgetInfo, vec2};

/// Draws it; acts on `state`.
pub(super) fn toolbar_ui(ui: &mut Ui, state: &mut Preview) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (book, name, hint) in [
            (false, words::SELECTED, words::SELECTED_HINT),
            (true, words::BOOK, words::BOOK_HINT),
        ] {
            let choice = ui.selectable_label(state.book == book, name);
            if choice.on_hover_text(hint).clicked() {
                state.show_book(book);
            }
        }
        ui.add_space(6.0);
        page_ui(ui, state);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            zoom_ui(ui, state);
        });
    });
}

fn page_ui(ui: &mut Ui, state: &mut Preview) {
    let pages = state.n_pages();
    let current = state.current_page();
    if arrow(ui, Sign::Up, words::PREVIOUS, current > 0).clicked() {
        state.go_to(current.saturating_sub(1));
    }
    if arrow(ui, Sign::Down, words::NEXT, current + 1 < pages).clicked() {
        state.go_to(current + 1);
    }
    let mut number = current + 1;
    let field = DragValue::new(&mut number)
        .range(1..=pages.max(1))
        .update_while_editing(false);
    let field = ui.add_enabled(pages > 0, field);
    ui.ctx()
        .accesskit_node_builder(field.id, |node| node.set_label(words::PAGE_NUMBER));
    if field.changed() {
        state.go_to(number - 1);
    }
    ui.label(words::of_pages(pages));
}

fn zoom_ui(ui: &mut Ui, state: &mut Preview) {
    let factor = state.shown_zoom();
    if arrow(ui, Sign::Plus, words::ZOOM_IN, true).clicked() {
        state.zoom_to(Zoom::step(factor, true));
    }
    let name = |zoom: Zoom| match zoom {
        Zoom::FitWidth => words::FIT_WIDTH.to_owned(),
        Zoom::FitPage => words::FIT_PAGE.to_owned(),
        Zoom::Percent(percent) => words::percent(percent),
    };
    let choices = [Zoom::FitWidth, Zoom::FitPage]
        .into_iter()
        .chain(STEPS.map(Zoom::Percent));
    let mut chosen = state.zoom;
    let combo = ComboBox::from_id_salt("zoom")
        .selected_text(name(chosen))
        .width(92.0)
        .height(420.0)
        .show_ui(ui, |ui| {
            for zoom in choices {
                ui.selectable_value(&mut chosen, zoom, name(zoom));
            }
        });
    let text = name(chosen);
    combo.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, words::ZOOM);
        info.current_text_value = Some(text.clone());
        info
    });
    if chosen != state.zoom {
        state.zoom_to(chosen);
    }
    if arrow(ui, Sign::Minus, words::ZOOM_OUT, true).clicked() {
        state.zoom_to(Zoom::step(factor, false));
    }
}

/// Painted, because no face has such signs in a shape that suits a button.
#[derive(Clone, Copy)]
enum Sign {
    Up,
    Down,
    Plus,
    Minus,
}

fn arrow(ui: &mut Ui, sign: Sign, name: &str, enabled: bool) -> Response {
    let side = ui.spacing().interact_size.y;
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), sense);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let style = ui.style().interact(&response);
        if response.hovered() && enabled {
            ui.painter().rect_filled(rect, 5.0, style.bg_fill);
        }
        let color = if enabled {
            style.fg_stroke.color
        } else {
            ui.visuals().weak_text_color().gamma_multiply(0.5)
        };
        let stroke = Stroke::new(1.6, color);
        let (middle, r) = (rect.center(), side * 0.2);
        let line = |from: (f32, f32), to: (f32, f32)| {
            let point = |(x, y): (f32, f32)| middle + vec2(x, y) * r;
            ui.painter().line_segment([point(from), point(to)], stroke);
        };
        match sign {
            Sign::Up => {
                line((-1.0, 0.5), (0.0, -0.5));
                line((0.0, -0.5), (1.0, 0.5));
            }
            Sign::Down => {
                line((-1.0, -0.5), (0.0, 0.5));
                line((0.0, 0.5), (1.0, -0.5));
            }
            Sign::Plus => {
                line((-1.0, 0.0), (1.0, 0.0));
                line((0.0, -1.0), (0.0, 1.0));
            }
            Sign::Minus => line((-1.0, 0.0), (1.0, 0.0)),
        }
    }
    response.on_hover_text(name)
}
