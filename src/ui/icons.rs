//! Small signs painted as shapes: the faces of the screen have no pictures, and a missing glyph is a box.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// What is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A triangle to the right: closed.
    Closed,
    /// A triangle to the left: the one before.
    Before,
    /// A triangle downwards: open.
    Open,
    /// A house with windows: the company.
    Company,
    /// A folder: a department.
    Department,
    /// Head and shoulders: a role.
    Role,
    /// A cross.
    Close,
    /// A plus sign.
    Add,
    /// Lines moving apart: open all.
    OpenAll,
    /// Lines moving together: close all.
    CloseAll,
    /// A magnifying glass.
    Find,
    /// An arrow that turns back to the left.
    Undo,
    /// An arrow that turns to the right again.
    Redo,
}

/// Paints `icon` centred on `center`, about 14 points wide.
pub fn paint(painter: &Painter, icon: Icon, center: Pos2, color: Color32) {
    let stroke = Stroke::new(1.3, color);
    let at = |x: f32, y: f32| center + vec2(x, y);
    let line = |from: Pos2, to: Pos2| painter.line_segment([from, to], stroke);
    match icon {
        Icon::Closed => triangle(
            painter,
            [at(-2.5, -4.0), at(3.0, 0.0), at(-2.5, 4.0)],
            color,
        ),
        Icon::Before => triangle(painter, [at(2.5, -4.0), at(-3.0, 0.0), at(2.5, 4.0)], color),
        Icon::Open => triangle(
            painter,
            [at(-4.0, -2.5), at(4.0, -2.5), at(0.0, 3.0)],
            color,
        ),
        Icon::Company => {
            outline(
                painter,
                Rect::from_min_max(at(-5.0, -6.0), at(5.0, 6.0)),
                stroke,
            );
            for y in [-3.0, 0.0] {
                line(at(-2.5, y), at(-1.0, y));
                line(at(1.0, y), at(2.5, y));
            }
            line(at(0.0, 6.0), at(0.0, 3.0));
        }
        Icon::Department => {
            let points = vec![
                at(-6.0, -4.5),
                at(-1.5, -4.5),
                at(0.0, -2.5),
                at(6.0, -2.5),
                at(6.0, 4.5),
                at(-6.0, 4.5),
            ];
            painter.add(Shape::closed_line(points, stroke));
        }
        Icon::Role => {
            painter.circle_stroke(at(0.0, -3.0), 2.6, stroke);
            let shoulders = (0..=8)
                .map(|step| {
                    let angle = std::f32::consts::PI * (1.0 + step as f32 / 8.0);
                    pos2(
                        center.x + 5.0 * angle.cos(),
                        center.y + 6.0 + 4.6 * angle.sin(),
                    )
                })
                .collect();
            painter.add(Shape::closed_line(shoulders, stroke));
        }
        Icon::Close => {
            line(at(-3.5, -3.5), at(3.5, 3.5));
            line(at(-3.5, 3.5), at(3.5, -3.5));
        }
        Icon::Add => {
            line(at(-5.0, 0.0), at(5.0, 0.0));
            line(at(0.0, -5.0), at(0.0, 5.0));
        }
        Icon::OpenAll | Icon::CloseAll => {
            let tip = if icon == Icon::OpenAll { 5.5 } else { 1.5 };
            let foot = if icon == Icon::OpenAll { 2.0 } else { 5.0 };
            for side in [-1.0, 1.0] {
                line(at(-3.5, side * foot), at(0.0, side * tip));
                line(at(0.0, side * tip), at(3.5, side * foot));
            }
        }
        Icon::Find => {
            painter.circle_stroke(at(-1.2, -1.2), 4.0, stroke);
            line(at(1.8, 1.8), at(5.0, 5.0));
        }
        Icon::Undo => turn_back(painter, center, 1.0, stroke),
        Icon::Redo => turn_back(painter, center, -1.0, stroke),
    }
}

/// An arrow that turns back, to the left with `side` 1, to the right with -1.
fn turn_back(painter: &Painter, center: Pos2, side: f32, stroke: Stroke) {
    let at = |x: f32, y: f32| center + vec2(side * x, y);
    let mut path = vec![at(-5.0, -2.8), at(1.5, -2.8)];
    path.extend((0..=10).map(|step| {
        let angle = std::f32::consts::PI * (step as f32 / 10.0 - 0.5);
        at(1.5 + 3.8 * angle.cos(), 1.0 + 3.8 * angle.sin())
    }));
    path.push(at(-2.5, 4.8));
    painter.add(Shape::line(path, stroke));
    let head = vec![at(-2.0, -5.8), at(-5.0, -2.8), at(-2.0, 0.2)];
    painter.add(Shape::line(head, stroke));
}

fn triangle(painter: &Painter, points: [Pos2; 3], color: Color32) {
    painter.add(Shape::convex_polygon(points.to_vec(), color, Stroke::NONE));
}

fn outline(painter: &Painter, rect: Rect, stroke: Stroke) {
    painter.rect_stroke(rect, 1.0, stroke, StrokeKind::Middle);
}

/// A button that shows only a sign; `name` is what a screen reader says and what the pointer is told.
pub fn icon_button(ui: &mut egui::Ui, icon: Icon, name: &str) -> egui::Response {
    let side = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), egui::Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), name)
    });
    if ui.is_rect_visible(rect) {
        let palette = super::theme::Palette::of(ui);
        let visuals = ui.style().interact(&response);
        if response.hovered() || response.has_focus() {
            ui.painter().rect(
                rect.shrink(1.0),
                visuals.corner_radius,
                palette.hovered,
                if response.has_focus() {
                    Stroke::new(1.0, palette.accent)
                } else {
                    Stroke::NONE
                },
                StrokeKind::Inside,
            );
        }
        let color = if ui.is_enabled() {
            palette.text
        } else {
            palette.weak
        };
        paint(ui.painter(), icon, rect.center(), color);
    }
    response.on_hover_text(name)
}
