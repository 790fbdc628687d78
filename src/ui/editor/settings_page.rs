//! Settings of the sheet, its margins, and what becomes of pages.

use super::Editor;
use super::settings::{CHOICE, LONG_CHOICE, page_faults};
use super::widgets::{self, number_field, parse_tenths, show_tenths};
use crate::model::Spot;
use crate::model::settings::{
    DocumentSettings, FitMode, HalfPoint, ItemBreak, LandscapeParts, PageCount, RoleLayout,
    RoleStart, TenthMm,
};
use crate::strings::{editor as words, fields, look};
use egui::{Id, Ui};

/// The longest side of a sheet, in tenths of a millimetre (Word's limit is 22 inches, 558.7 mm).
const LONGEST_SIDE: u16 = 5587;
/// Least and largest limit of the line pitch for tightening, in percent of the type size.
const LINE_LIMIT: std::ops::RangeInclusive<u16> = 100..=400;
/// The smallest types that tightening may come to, in half-points: 小六 to 四号.
const SIZE_LIMITS: std::ops::RangeInclusive<u16> = 13..=28;
/// The most pages that can be wished for a role.
const MOST_PAGES: u8 = 20;

/// Reads and writes one length of the settings.
type Length = (
    &'static str,
    fn(&DocumentSettings) -> TenthMm,
    fn(&mut DocumentSettings, TenthMm),
);

const LENGTHS: [Length; 7] = [
    (words::PAGE_WIDTH, |s| s.page_width, |s, v| s.page_width = v),
    (
        words::PAGE_HEIGHT,
        |s| s.page_height,
        |s, v| s.page_height = v,
    ),
    (words::MARGIN_TOP, |s| s.margin_top, |s, v| s.margin_top = v),
    (
        words::MARGIN_BOTTOM,
        |s| s.margin_bottom,
        |s, v| s.margin_bottom = v,
    ),
    (
        words::MARGIN_LEFT,
        |s| s.margin_left,
        |s, v| s.margin_left = v,
    ),
    (
        words::MARGIN_RIGHT,
        |s| s.margin_right,
        |s, v| s.margin_right = v,
    ),
    (look::GUTTER, |s| s.pages.gutter, |s, v| s.pages.gutter = v),
];

impl Editor<'_, '_> {
    /// Layout, sheet, margins.
    pub(super) fn page(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let sides = (settings.page_width, settings.page_height);
        let lies = sides.0 > sides.1;
        self.pick(
            ui,
            words::LAYOUT,
            settings.layout,
            RoleLayout::ALL,
            |layout| fields::role_layout(layout).to_owned(),
            CHOICE,
            |settings, layout| settings.layout = layout,
        );
        widgets::in_columns(ui, 2, 2, |ui, column| match column {
            0 => {
                let all: Vec<&'static str> = look::SHEETS.iter().map(|sheet| sheet.2).collect();
                let current = look::sheet(sides.0.0, sides.1.0);
                let label = |name: &'static str| name.to_owned();
                self.pick(
                    ui,
                    words::SHEET,
                    current,
                    &all,
                    label,
                    CHOICE,
                    |settings, name| {
                        let sheet = look::SHEETS.iter().find(|sheet| sheet.2 == name);
                        if let Some(&(width, height, _)) = sheet {
                            settings.page_width = TenthMm(width);
                            settings.page_height = TenthMm(height);
                        }
                        if lies {
                            turn(settings);
                        }
                    },
                );
            }
            _ => {
                let label = |lies| look::orientation(lies).to_owned();
                let all = [false, true];
                self.pick(
                    ui,
                    look::ORIENTATION,
                    lies,
                    &all,
                    label,
                    CHOICE,
                    |settings, _| turn(settings),
                );
            }
        });
        for two in LENGTHS.chunks(2) {
            widgets::in_columns(ui, two.len(), 2, |ui, column| {
                let (name, get, set) = two[column];
                self.length(ui, name, get(settings), false, set);
            });
        }
        page_faults(ui, settings);
        let mirrored = settings.pages.mirrored;
        widgets::labelled(ui, "", |ui| {
            self.check(ui, look::MIRRORED, mirrored, |settings, mirrored| {
                settings.pages.mirrored = mirrored;
            });
        });
    }

    /// A length of the settings in millimetres. `automatic`: 0 leaves it to the program, and is shown so.
    pub(super) fn length(
        &mut self,
        ui: &mut Ui,
        name: &str,
        current: TenthMm,
        automatic: bool,
        set: impl FnOnce(&mut DocumentSettings, TenthMm),
    ) {
        let parse = |text: &str| parse_tenths(text, LONGEST_SIDE);
        let shown = (!automatic || current.0 != 0).then(|| show_tenths(current.0));
        if let Some(tenths) = number(ui, name, shown, words::MM, parse) {
            self.change_settings(|settings| set(settings, TenthMm(tenths)));
        }
    }

    /// Where roles begin, how pages are counted, what may be torn, how many pages a role takes.
    pub(super) fn page_rules(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let pages = &settings.pages;
        self.pick(
            ui,
            look::ROLE_START,
            pages.role_start,
            RoleStart::ALL,
            |start| look::role_start(start).to_owned(),
            LONG_CHOICE,
            |settings, start| settings.pages.role_start = start,
        );
        self.pick(
            ui,
            look::PAGE_COUNT,
            pages.page_count,
            PageCount::ALL,
            |count| look::page_count(count).to_owned(),
            LONG_CHOICE,
            |settings, count| settings.pages.page_count = count,
        );
        self.pick(
            ui,
            look::LANDSCAPE,
            pages.landscape,
            LandscapeParts::ALL,
            |parts| look::landscape(parts).to_owned(),
            LONG_CHOICE,
            |settings, parts| settings.pages.landscape = parts,
        );
        self.pick(
            ui,
            look::ITEM_BREAK,
            pages.items,
            ItemBreak::ALL,
            |items| look::item_break(items).to_owned(),
            LONG_CHOICE,
            |settings, items| settings.pages.items = items,
        );
        let fit = ui.scope(|ui| {
            self.pick(
                ui,
                look::FIT,
                pages.fit.mode,
                FitMode::ALL,
                |mode| look::fit(mode).to_owned(),
                LONG_CHOICE,
                |settings, mode| settings.pages.fit.mode = mode,
            );
        });
        if self.takes_spot(Spot::Fit) {
            fit.response.scroll_to_me(Some(egui::Align::Center));
        }
        if pages.fit.mode != FitMode::Natural {
            self.fit_limits(ui, settings);
        }
    }

    fn fit_limits(&mut self, ui: &mut Ui, settings: &DocumentSettings) {
        let fit = &settings.pages.fit;
        if fit.mode == FitMode::Pages {
            let shown = Some(fit.pages.max(1).to_string());
            let parse = |text: &str| {
                let pages: u8 = text.parse().ok()?;
                (1..=MOST_PAGES).contains(&pages).then_some(pages)
            };
            if let Some(pages) = number(ui, look::FIT_PAGES, shown, look::PAGES_UNIT, parse) {
                self.change_settings(|settings| settings.pages.fit.pages = pages);
            }
        }
        let limit = fit.least_line_percent;
        let shown = (limit != 0).then(|| limit.to_string());
        let parse = |text: &str| {
            let percent: u16 = text.trim_end_matches('%').trim().parse().ok()?;
            (percent == 0 || LINE_LIMIT.contains(&percent)).then_some(percent)
        };
        if let Some(percent) = number(ui, look::FIT_LINE, shown, words::PERCENT, parse) {
            self.change_settings(|settings| settings.pages.fit.least_line_percent = percent);
        }
        let mut all = vec![HalfPoint(0)];
        let sizes = fields::TYPE_SIZES.iter().map(|(size, _)| *size);
        all.extend(sizes.filter(|it| SIZE_LIMITS.contains(it)).map(HalfPoint));
        if !all.contains(&fit.least_size) {
            all.push(fit.least_size);
        }
        self.pick(
            ui,
            look::FIT_SIZE,
            fit.least_size,
            &all,
            |size| match size.0 {
                0 => look::AUTOMATIC.to_owned(),
                size => fields::type_size(size),
            },
            CHOICE,
            |settings, size| settings.pages.fit.least_size = size,
        );
    }
}

/// A labelled field for a number with its unit; the number if another one that `parse` takes was typed. `None` is
/// shown as left to the program, and an emptied field means 0.
fn number<T>(
    ui: &mut Ui,
    name: &str,
    shown: Option<String>,
    unit: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    widgets::labelled(ui, name, |ui| {
        let id = Id::unique(("number of settings", name));
        let automatic = shown.is_none();
        let current = shown.unwrap_or_else(|| look::AUTOMATIC.to_owned());
        let typed = number_field(ui, id, name, &current, 60.0);
        if !automatic {
            widgets::remark(ui, unit);
        }
        let typed = typed?;
        parse(if typed.is_empty() { "0" } else { &typed })
    })
}

/// Lays the sheet on its side, or sets it up.
fn turn(settings: &mut DocumentSettings) {
    std::mem::swap(&mut settings.page_width, &mut settings.page_height);
}
