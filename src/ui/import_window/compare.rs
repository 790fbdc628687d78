//! A role of the draft beside the role that the project has already: line by line, with a choice where both differ.

use super::choices::RoleWay;
use super::reading::Reading;
use super::{Action, ImportWindow};
use crate::import::merge::{Comparison, Keep, Likeness, MergeWay, Pair, compare};
use crate::import::{Anchor, Links, role_of};
use crate::model::{ListKind, Owner};
use crate::strings::{fields, import_window as words, shell::question};
use crate::ui::View;
use crate::ui::questions::{button_row, modal, primary};
use crate::ui::theme::{self, Palette};
use egui::{Context, Frame, Label, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

/// A comparison that is shown.
#[derive(Debug)]
pub(super) struct Compared {
    anchor: Anchor,
    name: String,
    comparison: Comparison,
}

impl Compared {
    /// Compares a role of the draft with the one that it goes into.
    pub(super) fn of(
        view: View<'_>,
        links: &Links,
        reading: &Reading,
        role: usize,
    ) -> Option<Compared> {
        let old = view.project.roles.get(links.roles.get(&role)?)?;
        let new = reading.decided.draft.roles.get(role)?;
        Some(Compared {
            anchor: *reading.decided.anchors.get(role)?,
            name: old.full_name(),
            comparison: compare(old, &role_of(new)),
        })
    }
}

/// Draws the comparison, if one is open.
pub(super) fn compare_ui(
    ctx: &Context,
    _view: View<'_>,
    window: &mut ImportWindow,
    _reading: &Reading,
    out: &mut Vec<Action>,
) {
    let Some(compared) = &window.compared else {
        return;
    };
    let size = ctx.content_rect().size();
    let width = (size.x - 80.0).clamp(420.0, 980.0);
    let response = modal(ctx, "import-compare").show(ctx, |ui| {
        ui.set_width(width);
        ui.label(
            RichText::new(words::comparing(&compared.name))
                .font(theme::bold_font(theme::SECTION + 1.0)),
        );
        ui.add_space(4.0);
        let anchor = compared.anchor;
        let way = window
            .history
            .now()
            .ways
            .get(&anchor)
            .copied()
            .unwrap_or_default();
        ui.horizontal_wrapped(|ui| {
            for other in [MergeWay::Merge, MergeWay::Add, MergeWay::Replace] {
                let other = RoleWay::Into(other);
                if ui
                    .radio(way == other, super::result_view::way_name_long(other))
                    .clicked()
                {
                    out.push(Action::Way(anchor, other));
                }
            }
        });
        let counts = Likeness::counts(&compared.comparison);
        ui.weak(words::compared(
            counts,
            compared.comparison.differing_fields(),
        ));
        ui.add_space(6.0);
        ScrollArea::vertical()
            .max_height((size.y - 300.0).max(160.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let table = Table {
                    window,
                    anchor,
                    way,
                };
                table.all_ui(ui, &compared.comparison, out);
            });
        ui.add_space(10.0);
        let mut close = false;
        button_row(ui, |ui| {
            let button = primary(ui, question::CONFIRM).min_size(vec2(76.0, 30.0));
            close = ui.add(button).clicked();
        });
        close
    });
    if response.inner || response.should_close() {
        window.compared = None;
    }
}

impl Likeness {
    /// Equal, alike, only new, only old.
    fn counts(comparison: &Comparison) -> [usize; 4] {
        [
            Likeness::Equal,
            Likeness::Alike,
            Likeness::OnlyNew,
            Likeness::OnlyOld,
        ]
        .map(|likeness| comparison.count(likeness))
    }
}

struct Table<'a> {
    window: &'a ImportWindow,
    anchor: Anchor,
    way: RoleWay,
}

impl Table<'_> {
    fn all_ui(&self, ui: &mut Ui, comparison: &Comparison, out: &mut Vec<Action>) {
        let palette = Palette::of(ui);
        let merging = self.window.history.now().merging.get(&self.anchor);
        ui.columns(2, |columns| {
            for (column, name) in columns.iter_mut().zip([words::OLD_SIDE, words::NEW_SIDE]) {
                column.label(RichText::new(name).size(theme::SMALL).color(palette.weak));
            }
        });
        let owner = Owner::Role(crate::model::RoleId(0));
        for field in &comparison.fields {
            ui.push_id(field.field, |ui| {
                let name = fields::label(field.field, owner);
                let keep = match self.way {
                    _ if field.old.is_empty() => Keep::New,
                    RoleWay::Into(MergeWay::Merge) => {
                        merging.map_or(Keep::Old, |it| it.field(field.field))
                    }
                    RoleWay::Into(MergeWay::Replace) => Keep::New,
                    RoleWay::Into(MergeWay::Add) | RoleWay::Separate => Keep::Old,
                };
                self.heading_ui(ui, name);
                let texts = (Some(field.old.as_str()), Some(field.new.as_str()));
                self.pair_ui(ui, texts, keep);
                let asks = self.way == RoleWay::Into(MergeWay::Merge) && !field.old.is_empty();
                if asks && let Some(keep) = self.keep_ui(ui, keep) {
                    out.push(Action::KeepField(self.anchor, field.field, keep));
                }
            });
        }
        for list in &comparison.lists {
            self.heading_ui(ui, fields::list_label(list.kind));
            for (at, pair) in list.pairs.iter().enumerate() {
                ui.push_id((list.kind, at), |ui| {
                    self.entry_ui(ui, list.kind, pair, out);
                });
            }
        }
    }

    fn heading_ui(&self, ui: &mut Ui, name: &str) {
        ui.add_space(6.0);
        ui.label(RichText::new(name).font(theme::bold_font(theme::SMALL)));
    }

    fn entry_ui(&self, ui: &mut Ui, kind: ListKind, pair: &Pair, out: &mut Vec<Action>) {
        let merging = self.window.history.now().merging.get(&self.anchor);
        let texts = (
            pair.old.as_ref().map(|it| it.1.as_str()),
            pair.new.as_ref().map(|it| it.1.as_str()),
        );
        let replaces = self.way == RoleWay::Into(MergeWay::Replace);
        let keep = match (pair.likeness, &pair.new) {
            _ if replaces => Keep::New,
            (Likeness::Equal, _) => Keep::Old,
            (Likeness::Alike, Some((at, _))) if self.way == RoleWay::Into(MergeWay::Merge) => {
                merging.map_or(Keep::Both, |it| it.entry(kind, *at))
            }
            _ => Keep::Both,
        };
        self.pair_ui(ui, texts, keep);
        let asks = self.way == RoleWay::Into(MergeWay::Merge)
            && pair.likeness == Likeness::Alike
            && kind != ListKind::OwnSections;
        if let Some((at, _)) = pair.new.as_ref().filter(|_| asks)
            && let Some(keep) = self.keep_ui(ui, keep)
        {
            out.push(Action::Keep(self.anchor, kind, *at, keep));
        }
    }

    /// Two texts side by side; what does not stay is struck through.
    fn pair_ui(&self, ui: &mut Ui, (old, new): (Option<&str>, Option<&str>), keep: Keep) {
        let palette = Palette::of(ui);
        ui.columns(2, |columns| {
            for (column, text, goes, color) in [
                (0, old, keep == Keep::New, palette.error),
                (1, new, keep == Keep::Old, palette.weak),
            ] {
                let Some(text) = text.filter(|text| !text.is_empty()) else {
                    continue;
                };
                let only_new = column == 1 && old.is_none_or(str::is_empty);
                let line = if only_new { palette.ok } else { palette.line };
                let column = &mut columns[column];
                Frame::new()
                    .stroke(Stroke::new(1.0, line))
                    .corner_radius(4.0)
                    .inner_margin(Margin::symmetric(8, 4))
                    .show(column, |ui| {
                        ui.set_min_width(ui.available_width());
                        let mut text = RichText::new(text).size(super::view_state::SIZE);
                        if goes {
                            text = text.strikethrough().color(color);
                        }
                        ui.add(Label::new(text).wrap());
                    });
            }
        });
    }

    fn keep_ui(&self, ui: &mut Ui, keep: Keep) -> Option<Keep> {
        let mut chosen = None;
        ui.horizontal(|ui| {
            for other in [Keep::Old, Keep::New, Keep::Both] {
                let name = RichText::new(words::keep(other)).size(theme::SMALL);
                if ui.radio(keep == other, name).clicked() {
                    chosen = Some(other);
                }
            }
        });
        chosen
    }
}
