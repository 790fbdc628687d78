//! The lines above the pages: whose pages, which page, how large, how they stand.

use super::Preview;
use super::position::{STEPS, Standing, Zoom};
use crate::strings::preview as words;
use crate::ui::UiCommand;
use crate::ui::command::WindowCommand;
use egui::{
    Align, ComboBox, DragValue, Label, Layout, Response, Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// From this width on there is room for the signs of zoom and for 页 after the number, points.
const WIDE: f32 = 330.0;

/// Draws it in two lines, which also the narrowest preview has room for; acts on `state`.
pub(super) fn toolbar_ui(ui: &mut Ui, state: &mut Preview, out: &mut Vec<UiCommand>) {
    let wide = ui.available_width() >= WIDE;
    ui.add_space(5.0);
    ui.horizontal(|ui| {
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
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if sign_button(ui, Sign::Print, words::PRINT, state.n_pages() > 0).clicked() {
                out.push(UiCommand::Window(WindowCommand::Print));
            }
            let below = ui.painter().add(egui::Shape::Noop);
            let strip = sign_button(ui, Sign::Thumbnails, words::THUMBNAILS, true);
            if state.strip.open {
                let fill = ui.visuals().selection.bg_fill;
                let pressed = egui::Shape::rect_filled(strip.rect, 5.0, fill);
                ui.painter().set(below, pressed);
            }
            if strip.clicked() {
                state.strip.open = !state.strip.open;
            }
            standing_ui(ui, state);
        });
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        page_ui(ui, state, wide);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            zoom_ui(ui, state, wide);
        });
    });
}

fn standing_ui(ui: &mut Ui, state: &mut Preview) {
    let name = |standing: Standing| match standing {
        Standing::Continuous => words::CONTINUOUS,
        Standing::Single => words::SINGLE,
        Standing::Double => words::DOUBLE,
    };
    let mut chosen = state.standing;
    let combo = ComboBox::from_id_salt("standing")
        .selected_text(name(chosen))
        .width(60.0)
        .show_ui(ui, |ui| {
            for standing in Standing::ALL {
                ui.selectable_value(&mut chosen, standing, name(standing));
            }
        });
    combo.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, words::STANDING);
        info.current_text_value = Some(name(chosen).to_owned());
        info
    });
    if chosen != state.standing {
        state.stand(chosen);
    }
}

fn page_ui(ui: &mut Ui, state: &mut Preview, wide: bool) {
    let pages = state.n_pages();
    let current = state.current_page();
    let step = usize::from(state.standing.across());
    if sign_button(ui, Sign::Up, words::PREVIOUS, current > 0).clicked() {
        state.go_to(current.saturating_sub(step));
    }
    if sign_button(ui, Sign::Down, words::NEXT, current + step < pages).clicked() {
        state.go_to(current + step);
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
    let of_pages = if wide {
        words::of_pages(pages)
    } else {
        words::of_pages_short(pages)
    };
    ui.add(Label::new(of_pages).extend());
}

fn zoom_ui(ui: &mut Ui, state: &mut Preview, wide: bool) {
    let factor = state.shown_zoom();
    if wide && sign_button(ui, Sign::Plus, words::ZOOM_IN, true).clicked() {
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
    if wide && sign_button(ui, Sign::Minus, words::ZOOM_OUT, true).clicked() {
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
    Print,
    Thumbnails,
}

fn sign_button(ui: &mut Ui, sign: Sign, name: &str, enabled: bool) -> Response {
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
        let thin = matches!(sign, Sign::Print | Sign::Thumbnails);
        let stroke = Stroke::new(if thin { 1.2 } else { 1.6 }, color);
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
            Sign::Print => {
                // A printer: body, sheet above, sheet below.
                for corners in [
                    [(-1.4, -0.3), (1.4, -0.3), (1.4, 0.8), (-1.4, 0.8)],
                    [(-0.8, -1.3), (0.8, -1.3), (0.8, -0.3), (-0.8, -0.3)],
                    [(-0.8, 0.3), (0.8, 0.3), (0.8, 1.4), (-0.8, 1.4)],
                ] {
                    for (nth, &corner) in corners.iter().enumerate() {
                        line(corner, corners[(nth + 1) % corners.len()]);
                    }
                }
            }
            Sign::Thumbnails => {
                for (x, y) in [(-1.3, -1.3), (0.3, -1.3), (-1.3, 0.3), (0.3, 0.3)] {
                    line((x, y), (x + 1.0, y));
                    line((x + 1.0, y), (x + 1.0, y + 1.0));
                    line((x + 1.0, y + 1.0), (x, y + 1.0));
                    line((x, y + 1.0), (x, y));
                }
            }
        }
    }
    response.on_hover_text(name)
}
