//! Headers and footers, and the page numbers in contents: all that needs the number of a page.

use super::flaw::{Flaw, FlawKind, SMALLER};
use super::flow::{EntryPlace, Frame, LaidPage};
use super::line::{Line, Setter};
use super::page::{Area, PageItem, Text};
use super::picture;
use super::structure::Meaning;
use crate::document::{PageSetup, ParagraphStyle, PartSetup, Running, RunningText, Style};
use crate::fonts::{Face, Measure};
use crate::model::settings::LogoPlace;
use crate::model::{Field, Logo, Owner, Place};
use std::sync::Arc;

/// Between the header's or footer's text and its rule, pt.
const RULE_GAP: f32 = 2.5;
/// Between the rule and the text block, pt, where the margin has room for it.
const BLOCK_GAP: f32 = 9.0;
/// Thickness of the rule, pt.
const RULE: f32 = 0.5;
/// Greatest height of the header's logo, pt, and its greatest share of the width.
const LOGO_HEIGHT: f32 = 28.0;
const LOGO_SHARE: f32 = 0.3;
/// What a wished height of the logo leaves at the edge of the sheet, pt: printers reach no further.
const SHEET_EDGE: f32 = 14.0;
/// Between logo and text and between texts, em.
const GAP: f32 = 0.6;
/// A header with more text than fits is set smaller, down to this, pt.
const LEAST_SIZE: f32 = 5.0;

/// What the fields of headers and footers say on one page.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a> {
    /// From 1.
    pub(super) page: usize,
    pub(super) pages: usize,
    pub(super) title: &'a str,
    pub(super) setup: &'a PartSetup,
    /// What usually stands at the left stands at the right.
    pub(super) mirrored: bool,
}

/// Where a header or footer stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Band {
    style: ParagraphStyle,
    meaning: Meaning,
    /// Top of its line, pt.
    top: f32,
    /// The rule's height on the sheet, pt.
    rule: f32,
    /// Height that a logo may take above the line's bottom, pt.
    logo: f32,
}

impl Band {
    pub(super) fn header(frame: &Frame, style: &Style) -> Band {
        // Half of the margin at most stays empty above the text block.
        let rule = frame.top - BLOCK_GAP.min(frame.top * 0.2);
        let top = (rule - RULE_GAP - style.line).max(0.0);
        Band {
            style: ParagraphStyle::Header,
            meaning: Meaning::Header,
            top,
            rule,
            logo: LOGO_HEIGHT.min(frame.top * 0.6),
        }
    }

    pub(super) fn footer(frame: &Frame, page: &PageSetup, style: &Style) -> Band {
        let sheet = page.height.points();
        let margin = (sheet - frame.bottom).max(0.0);
        let rule = frame.bottom + BLOCK_GAP.min(margin * 0.2);
        let top = (rule + RULE_GAP).min(sheet - style.line).max(0.0);
        Band {
            style: ParagraphStyle::Footer,
            meaning: Meaning::Footer,
            top,
            rule,
            logo: 0.0,
        }
    }
}

impl Band {
    /// What stands in it is set smaller.
    fn too_long(&self) -> Flaw {
        let field = match self.style {
            ParagraphStyle::Footer => Field::Footer,
            _ => Field::Header,
        };
        Flaw {
            place: Some(Place::of(Owner::Company, field)),
            kind: FlawKind::SmallRunning,
        }
    }
}

/// Draws a header or footer.
pub(super) fn draw<M: Measure>(
    running: &Running,
    band: Band,
    numbers: Numbers<'_>,
    frame: &Frame,
    setter: &mut Setter<'_, M>,
    page: &mut LaidPage,
) {
    let style = *setter.styles().get(band.style);
    let face = Face::of(style.family, style.bold);
    let (mut left, mut right) = (frame.left, frame.left + frame.width);
    let sides = if numbers.mirrored {
        [&running.right, &running.middle, &running.left]
    } else {
        [&running.left, &running.middle, &running.right]
    };
    let mut texts = sides.map(|text| said(text, numbers));
    // What the logo takes in the middle.
    let mut taken = 0.0;
    if let Some((logo, (width, height))) = logo_of(running, band, frame, &style) {
        let place = match (running.logo_place, numbers.mirrored) {
            (LogoPlace::Left, true) => LogoPlace::Right,
            (LogoPlace::Right, true) => LogoPlace::Left,
            (place, _) => place,
        };
        let gap = width + GAP * style.size.points();
        let x = match place {
            LogoPlace::Left | LogoPlace::None => {
                left += gap;
                frame.left
            }
            LogoPlace::Right => {
                right -= gap;
                right + gap - width
            }
            LogoPlace::Middle => {
                texts[1].clear();
                taken = width;
                frame.left + (frame.width - width) / 2.0
            }
        };
        page.pictures.push(PageItem::Picture {
            area: Area {
                x,
                y: band.top + style.line - height,
                width,
                height,
            },
            logo: logo.clone(),
            meaning: band.meaning,
        });
    }
    let mut size = style.size.points();
    let width_at = |setter: &Setter<'_, M>, size: f32| -> [f32; 3] {
        [0, 1, 2].map(|nth: usize| setter.width_of(&texts[nth], face, size))
    };
    let mut widths = width_at(setter, size);
    let room = (right - left - taken - 2.0 * GAP * size).max(1.0);
    let wanted: f32 = widths.iter().sum();
    if wanted > room {
        let full = size;
        size = (size * room / wanted).max(LEAST_SIZE.min(size));
        if size < full * SMALLER {
            setter.flaws.push(band.too_long());
        }
        widths = width_at(setter, size);
    }
    let end = right - widths[2];
    // In the middle of the page if its neighbours leave it there.
    let middle = frame.left + (frame.width - widths[1]) / 2.0;
    let middle = middle
        .min(end - GAP * size - widths[1])
        .max(left + widths[0] + GAP * size);
    let baseline = band.top + style.line / 2.0 + super::line::MIDDLE * style.size.points();
    for (text, x) in texts.iter().zip([left, middle, end]) {
        let line = setter.plain(text, face, size, None);
        put(line, (x, baseline), band.meaning, page);
    }
    if running.rule {
        page.rules.push(PageItem::Rule {
            from: (frame.left, band.rule),
            to: (frame.left + frame.width, band.rule),
            thickness: RULE,
        });
    }
}

/// The logo, if one is wanted and can be read, with its width and height, pt.
fn logo_of<'r>(
    running: &'r Running,
    band: Band,
    frame: &Frame,
    style: &Style,
) -> Option<(&'r Arc<Logo>, (f32, f32))> {
    let logo = running.logo.as_ref()?;
    if running.logo_place == LogoPlace::None {
        return None;
    }
    let (width, height) = picture::proportions(logo)?;
    let most = match running.logo_height.points() {
        // A footer has no room for the usual one.
        0.0 => band.logo,
        wanted => wanted.min((band.top + style.line - SHEET_EDGE).max(band.logo)),
    };
    let scale = (most / height).min(frame.width * LOGO_SHARE / width);
    Some((logo, (width * scale, height * scale)))
}

fn put(line: Line, (x, baseline): (f32, f32), meaning: Meaning, page: &mut LaidPage) {
    for mut text in line.texts {
        text.x += x;
        text.y = baseline;
        text.meaning = meaning;
        page.texts.push(PageItem::Text(text));
    }
}

fn said(text: &[RunningText], numbers: Numbers<'_>) -> String {
    let mut said = String::new();
    for piece in text {
        match piece {
            RunningText::Text(text) => said.push_str(text),
            RunningText::Page => said.push_str(&numbers.page.to_string()),
            RunningText::Pages => said.push_str(&numbers.pages.to_string()),
            RunningText::PartTitle => said.push_str(numbers.title),
            RunningText::PartField(field) => said.push_str(numbers.setup.fields.get(*field)),
        }
    }
    said
}

/// From dot to dot of a contents line, em.
const DOT_STEP: f32 = 0.36;

/// Draws dots and page number (from 1) of a contents entry's last line.
pub(super) fn draw_entry<M: Measure>(
    entry: &EntryPlace,
    number: usize,
    setter: &mut Setter<'_, M>,
    page: &mut LaidPage,
) {
    let (face, size) = (entry.line.face, entry.line.size);
    let right = entry.area.x + entry.area.width;
    let number = number.to_string();
    let x = right - setter.width_of(&number, face, size);
    // Dots of all lines stand below each other: counted from the right margin.
    let step = DOT_STEP * size;
    let end = right - ((right - x + step / 2.0) / step).ceil() * step;
    let dots = ((end - entry.end - step / 2.0) / step)
        .floor()
        .clamp(0.0, 1000.0);
    let advance = setter.width_of(".", face, size);
    if dots >= 1.0 && size > 0.0 {
        // A whole number below 1000.
        let count = dots as usize;
        page.texts.push(PageItem::Text(Text {
            x: end - dots * step,
            y: entry.baseline,
            face,
            size,
            text: ".".repeat(count),
            spacing: step - advance,
            kerns: Vec::new(),
            place: None,
            meaning: Meaning::Decoration,
        }));
    }
    let line = setter.plain(&number, face, size, None);
    put(line, (x, entry.baseline), entry.line.meaning, page);
}
