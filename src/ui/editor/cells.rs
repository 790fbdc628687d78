//! How the fields of an entry are told apart: names above the first entry of a list where each entry stands on
//! one line, names beside every field where the fields stand below each other.

use super::widgets;
use crate::model::ListKind;
use crate::ui::theme::SMALL;
use egui::{Align2, FontId, Ui, vec2};

/// Room for names above the first entry.
const ABOVE: f32 = 20.0;
/// Room for a name beside a field: four hanzi.
const BESIDE: f32 = 56.0;
/// Between entries whose fields stand below each other.
const BETWEEN: f32 = 5.0;

/// Where the names of an entry's fields stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Told {
    /// Nowhere: there is but one field, or the names stand above an entry before.
    #[default]
    Nothing,
    /// Above the field.
    Above,
    /// To the left of the field.
    Beside,
}

/// The least width at which an entry of such a list stands on one line; `None` where it has but one field.
pub(super) fn one_line_from(kind: ListKind) -> Option<f32> {
    match kind {
        ListKind::Authorities | ListKind::Kpis | ListKind::Revisions => Some(widgets::ROW_OF_FOUR),
        ListKind::Relations | ListKind::Qualifications | ListKind::Incumbents => {
            Some(widgets::ROW_OF_TWO)
        }
        _ => None,
    }
}

impl Told {
    /// For an entry at `index` of its list, `depth` levels down; `narrow` = its fields stand below each other.
    pub(super) fn of(index: usize, depth: usize, narrow: bool) -> Told {
        if narrow {
            Told::Beside
        } else if index == 0 && depth == 0 {
            Told::Above
        } else {
            Told::Nothing
        }
    }

    /// The room before an entry: for the names, or a line between it and the one before.
    pub(super) fn space_before(self, ui: &mut Ui, index: usize) {
        match self {
            Told::Nothing => {}
            Told::Above => ui.add_space(ABOVE - ui.spacing().item_spacing.y),
            Told::Beside if index == 0 => {}
            Told::Beside => {
                ui.add_space(BETWEEN);
                let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
                let left = ui.cursor().left() + widgets::HANDLE;
                let across = left..=ui.max_rect().right();
                ui.painter().hline(across, ui.cursor().top(), stroke);
                ui.add_space(BETWEEN);
            }
        }
    }

    /// Draws a field with its name where this says.
    pub(super) fn show<R>(self, ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
        let font = FontId::proportional(SMALL);
        let color = ui.visuals().weak_text_color();
        match self {
            Told::Nothing => add(ui),
            Told::Above => {
                let at = ui.cursor().left_top() - vec2(0.0, 2.0);
                ui.painter()
                    .text(at, Align2::LEFT_BOTTOM, name, font, color);
                add(ui)
            }
            Told::Beside => {
                ui.horizontal_top(|ui| {
                    let size = vec2(BESIDE, widgets::row_height(ui));
                    let (_, rect) = ui.allocate_space(size);
                    ui.painter()
                        .text(rect.left_center(), Align2::LEFT_CENTER, name, font, color);
                    add(ui)
                })
                .inner
            }
        }
    }
}
