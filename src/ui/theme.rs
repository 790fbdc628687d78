//! Fonts, sizes and colours of the window, light and dark.
//!
//! The screen uses the embedded faces only: what we cannot print must not look printable. Body text keeps a
//! contrast of at least 7:1 on its ground (WCAG 2.1, AAA), weak text 4.5:1.

use crate::fonts::Face;
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow,
    Stroke, Style, TextStyle, Theme, Visuals, vec2,
};
use std::sync::Arc;

/// Size of running text, in points.
pub const BODY: f32 = 14.5;
/// Size of remarks and counts, in points.
pub const SMALL: f32 = 12.5;
/// Size of the heading of a page of the editor, in points.
pub const HEADING: f32 = 20.0;
/// Size of the heading of a section or window, in points.
pub const SECTION: f32 = 15.5;

const BOLD: &str = "bold";

/// The family of the bold 黑 face.
pub fn bold() -> FontFamily {
    FontFamily::Name(BOLD.into())
}

/// Bold type of a size in points.
pub fn bold_font(size: f32) -> FontId {
    FontId::new(size, bold())
}

/// Colours beside egui's own, one set for light and one for dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground of the tree, menu and status bars.
    pub side: Color32,
    /// The ground of the editor.
    pub page: Color32,
    /// A card on the page.
    pub card: Color32,
    /// Thin lines between areas and around cards.
    pub line: Color32,
    /// Running text.
    pub text: Color32,
    /// Remarks, counts, hints.
    pub weak: Color32,
    /// What is selected or can be pressed first.
    pub accent: Color32,
    /// Text on the accent colour.
    pub on_accent: Color32,
    /// The ground of a selected row.
    pub selected: Color32,
    /// The ground of a row under the pointer.
    pub hovered: Color32,
    /// Unsaved, caution.
    pub warn: Color32,
    /// Failed, cannot be undone.
    pub error: Color32,
    /// Done.
    pub ok: Color32,
}

const LIGHT: Palette = Palette {
    side: Color32::from_rgb(243, 244, 246),
    page: Color32::from_rgb(249, 250, 251),
    card: Color32::WHITE,
    line: Color32::from_rgb(218, 221, 226),
    text: Color32::from_rgb(31, 35, 41),
    weak: Color32::from_rgb(94, 100, 110),
    accent: Color32::from_rgb(29, 92, 178),
    on_accent: Color32::WHITE,
    selected: Color32::from_rgb(211, 226, 247),
    hovered: Color32::from_rgb(230, 234, 240),
    warn: Color32::from_rgb(166, 88, 8),
    error: Color32::from_rgb(180, 35, 35),
    ok: Color32::from_rgb(22, 120, 70),
};

const DARK: Palette = Palette {
    side: Color32::from_rgb(32, 34, 38),
    page: Color32::from_rgb(26, 27, 30),
    card: Color32::from_rgb(36, 38, 42),
    line: Color32::from_rgb(58, 61, 67),
    text: Color32::from_rgb(228, 230, 234),
    weak: Color32::from_rgb(160, 166, 176),
    accent: Color32::from_rgb(112, 170, 250),
    on_accent: Color32::from_rgb(14, 26, 44),
    selected: Color32::from_rgb(42, 66, 104),
    hovered: Color32::from_rgb(46, 49, 55),
    warn: Color32::from_rgb(240, 178, 90),
    error: Color32::from_rgb(250, 132, 124),
    ok: Color32::from_rgb(108, 204, 148),
};

impl Palette {
    /// The colours that fit what `ui` is drawn with.
    pub fn of(ui: &egui::Ui) -> Palette {
        Palette::for_visuals(ui.visuals())
    }

    /// The colours that fit `visuals`.
    pub fn for_visuals(visuals: &Visuals) -> Palette {
        if visuals.dark_mode { DARK } else { LIGHT }
    }
}

/// Gives `ctx` the embedded faces, the sizes and both sets of colours. Called once, before the first frame.
pub fn apply(ctx: &Context) {
    ctx.set_fonts(font_definitions());
    // Where the system does not say (most Linux desktops), as office programs look.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, palette) in [(Theme::Light, LIGHT), (Theme::Dark, DARK)] {
        let mut style = (*ctx.style_of(theme)).clone();
        sizes(&mut style);
        style.visuals = visuals(theme, &palette);
        ctx.set_style_of(theme, style);
    }
}

/// 黑 first, so that Latin and Chinese share one baseline and weight; 宋, which has every hanzi we can print,
/// behind it; egui's own few icons (the arrow of a list of choices) last.
fn font_definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for face in [Face::HeiRegular, Face::HeiBold, Face::SongRegular] {
        fonts.font_data.insert(
            face.file_name().into(),
            Arc::new(FontData::from_static(face.bytes())),
        );
    }
    let [hei, hei_bold, song] = [Face::HeiRegular, Face::HeiBold, Face::SongRegular]
        .map(|face| face.file_name().to_owned());
    let icons: Vec<String> = fonts
        .font_data
        .keys()
        .filter(|name| name.contains("icon"))
        .cloned()
        .collect();
    let family = |first: &[&String]| -> Vec<String> {
        first.iter().copied().chain(&icons).cloned().collect()
    };
    fonts
        .families
        .insert(FontFamily::Proportional, family(&[&hei, &song]));
    fonts
        .families
        .insert(FontFamily::Monospace, family(&[&hei, &song]));
    fonts
        .families
        .insert(bold(), family(&[&hei_bold, &hei, &song]));
    fonts
}

fn sizes(style: &mut Style) {
    style.text_styles = [
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Monospace, FontId::monospace(BODY)),
        (TextStyle::Heading, bold_font(HEADING)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(10.0, 4.0);
    spacing.interact_size = vec2(40.0, 28.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.combo_height = 320.0;
    spacing.menu_width = 220.0;
    spacing.icon_width = 17.0;
    spacing.scroll.bar_width = 9.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    // A blinking caret repaints twice a second for ever: 5 % of a core where the screen is drawn in software.
    style.visuals.text_cursor.blink = false;
}

fn visuals(theme: Theme, palette: &Palette) -> Visuals {
    let dark = theme == Theme::Dark;
    let mut visuals = theme.default_visuals();
    visuals.panel_fill = palette.page;
    visuals.window_fill = palette.card;
    visuals.extreme_bg_color = if dark {
        Color32::from_rgb(20, 21, 24)
    } else {
        Color32::WHITE
    };
    visuals.faint_bg_color = palette.side;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.window_shadow = Shadow {
        offset: [0, 8],
        blur: 24,
        spread: 0,
        color: Color32::from_black_alpha(if dark { 110 } else { 44 }),
    };
    visuals.popup_shadow = Shadow {
        offset: [0, 4],
        blur: 12,
        spread: 0,
        color: Color32::from_black_alpha(if dark { 100 } else { 36 }),
    };
    visuals.selection.bg_fill = palette.selected;
    visuals.selection.stroke = Stroke::new(1.0, if dark { palette.text } else { palette.accent });
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.weak);
    visuals.text_cursor.stroke.color = palette.accent;
    visuals.text_cursor.blink = false;
    let button = if dark {
        Color32::from_rgb(48, 51, 57)
    } else {
        Color32::WHITE
    };
    let widgets = &mut visuals.widgets;
    for (state, fill, line) in [
        (&mut widgets.noninteractive, palette.card, palette.line),
        (&mut widgets.inactive, button, palette.line),
        (&mut widgets.hovered, palette.hovered, palette.weak),
        (&mut widgets.active, palette.selected, palette.accent),
        (&mut widgets.open, palette.hovered, palette.line),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, line);
        state.fg_stroke = Stroke::new(1.0, palette.text);
        state.corner_radius = CornerRadius::same(5);
        state.expansion = 0.0;
    }
    // Check boxes and radio buttons: a sheet of their own, with a rim that is seen.
    widgets.inactive.bg_fill = visuals.extreme_bg_color;
    widgets.inactive.bg_stroke.color = if dark {
        Color32::from_rgb(84, 88, 96)
    } else {
        Color32::from_rgb(190, 195, 203)
    };
    visuals
}

/// Relative luminance, WCAG 2.1.
#[cfg(test)]
fn luminance(color: Color32) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
}

/// The contrast of two colours, WCAG 2.1.
#[cfg(test)]
pub(super) fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_out_from_every_ground_they_are_drawn_on() {
        for palette in [LIGHT, DARK] {
            let grounds = [palette.side, palette.page, palette.card];
            for ground in grounds {
                assert!(contrast(palette.text, ground) >= 7.0);
                for sign in [
                    palette.weak,
                    palette.accent,
                    palette.warn,
                    palette.error,
                    palette.ok,
                ] {
                    assert!(contrast(sign, ground) >= 4.5, "{sign:?} on {ground:?}");
                }
            }
            for row in [palette.selected, palette.hovered] {
                assert!(contrast(palette.text, row) >= 7.0);
                assert!(contrast(palette.weak, row) >= 4.0, "{row:?}");
            }
            assert!(contrast(palette.on_accent, palette.accent) >= 4.5);
        }
    }
}
