//! Text as runs: every character in the face that prints it, line feeds and tabs as Word's own.

use super::fonts::{UsedCharacters, font_name};
use super::markup::{RunProperties, escape};
use super::styles::type_of;
use super::xml::is_carried;
use crate::document::{ParagraphStyle, Span, Style, StyleSheet};
use crate::export::ExportWarning;
use crate::fonts::{Face, REPLACEMENT, resolve};
use crate::model::Place;
use crate::model::settings::EmbedFonts;
use std::collections::BTreeSet;
use std::ops::Range;

/// Turns text into runs, and remembers which characters each face prints and which none has.
pub(super) struct Texts<'a> {
    sheet: &'a StyleSheet,
    embed: EmbedFonts,
    used: UsedCharacters,
    warnings: Vec<ExportWarning>,
    told: BTreeSet<ExportWarning>,
    /// What is written repeats a text that is told of elsewhere, with its field.
    repeating: bool,
}

/// What the runs of a paragraph have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The style of the paragraph.
    pub(super) style: ParagraphStyle,
    /// Id of a character style that they have.
    pub(super) run_style: Option<&'static str>,
    /// Their size in half-points, where it differs from the style's.
    pub(super) size: Option<u16>,
}

impl Manner {
    /// As the style says.
    pub(super) fn of(style: ParagraphStyle) -> Manner {
        Manner {
            style,
            run_style: None,
            size: None,
        }
    }

    /// Of a run without text.
    fn properties(self) -> RunProperties {
        RunProperties {
            size: self.size,
            ..RunProperties::default()
        }
    }
}

impl<'a> Texts<'a> {
    /// Nothing written yet.
    pub(super) fn new(sheet: &'a StyleSheet, embed: EmbedFonts) -> Texts<'a> {
        Texts {
            sheet,
            embed,
            used: UsedCharacters::default(),
            warnings: Vec::new(),
            told: BTreeSet::new(),
            repeating: false,
        }
    }

    /// The looks of all styles.
    pub(super) fn sheet(&self) -> &'a StyleSheet {
        self.sheet
    }

    /// Which characters travel with the document.
    pub(super) fn embed(&self) -> EmbedFonts {
        self.embed
    }

    /// Notes something that differs from the project, once.
    pub(super) fn warn(&mut self, warning: ExportWarning) {
        if self.told.insert(warning) {
            self.warnings.push(warning);
        }
    }

    /// The characters in use and the warnings.
    pub(super) fn finish(self) -> (UsedCharacters, Vec<ExportWarning>) {
        (self.used, self.warnings)
    }

    /// Appends a span, as one run or more.
    pub(super) fn span(&mut self, manner: Manner, span: &Span, out: &mut String) {
        self.runs(manner, span.bold, &span.text, span.place, out);
    }

    /// Appends text of ours.
    pub(super) fn plain(&mut self, manner: Manner, text: &str, out: &mut String) {
        self.runs(manner, false, text, None, out);
    }

    /// Appends text of a heading once more, in contents or headers: what is missing in it is told of at the heading.
    pub(super) fn repeated(&mut self, manner: Manner, text: &str, out: &mut String) {
        self.repeating = true;
        self.plain(manner, text, out);
        self.repeating = false;
    }

    /// Makes sure of the digits that a field will print in the paragraph's own type.
    pub(super) fn field_digits(&mut self, style: ParagraphStyle) {
        let looks = self.sheet.get(style);
        let face = Face::of(looks.family, looks.bold);
        for digit in '0'..='9' {
            self.used.insert(face, digit);
        }
    }

    fn runs(
        &mut self,
        manner: Manner,
        bold: bool,
        text: &str,
        place: Option<Place>,
        out: &mut String,
    ) {
        let looks = self.sheet.get(manner.style);
        let wanted = Face::of(looks.family, looks.bold || bold);
        let mut face = wanted;
        let mut open = Open::Nothing;
        // Where the characters begin that are yet to be copied as they are.
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if !is_carried(c) {
                open.copy(text, from..at, out);
                from = end;
                continue;
            }
            if matches!(c, '\n' | '\t') {
                open.copy(text, from..at, out);
                from = end;
                open.run(|| self.properties(looks, manner, bold, face), out);
                out.push_str(if c == '\t' {
                    "<w:tab/>"
                } else {
                    "<w:br w:type=\"textWrapping\"/>"
                });
                continue;
            }
            let (shown, its_face) = self.printed(wanted, c, place);
            if its_face != face {
                open.copy(text, from..at, out);
                from = at;
                open.close(out);
                face = its_face;
            }
            if open != Open::Text {
                from = at;
                open.text(|| self.properties(looks, manner, bold, face), out);
            }
            if shown != c {
                open.copy(text, from..at, out);
                from = end;
                out.push(shown);
            } else if let Some(escaped) = escape(c) {
                open.copy(text, from..at, out);
                from = end;
                out.push_str(escaped);
            }
        }
        open.copy(text, from..text.len(), out);
        open.close(out);
    }

    /// What is printed for `c`, and by which face.
    fn printed(&mut self, wanted: Face, c: char, place: Option<Place>) -> (char, Face) {
        let found = resolve(wanted, c);
        if found.is_none() && !self.repeating {
            self.warn(ExportWarning::Missing {
                character: c,
                place,
            });
        }
        if self.embed == EmbedFonts::None {
            // The reader's fonts may have what ours lack.
            return (c, wanted);
        }
        let (shown, face) = found.map_or((REPLACEMENT, Face::SongRegular), |face| (c, face));
        self.used.insert(face, shown);
        (shown, face)
    }

    /// The face of what Word sets in one font, a list's numbers and a watermark: the one wanted, or what stands in for
    /// it if one of the characters is missing there.
    pub(super) fn one_face(&mut self, wanted: Face, examples: &str) -> Face {
        if self.embed == EmbedFonts::None {
            return wanted;
        }
        let faces = examples.chars().filter_map(|c| resolve(wanted, c));
        let face = faces.clone().find(|&face| face != wanted).unwrap_or(wanted);
        for c in examples.chars() {
            self.used.insert(face, c);
        }
        face
    }

    /// What a run in `face` says of itself in a paragraph that looks like `looks`.
    fn properties(&self, looks: &Style, manner: Manner, bold: bool, face: Face) -> RunProperties {
        let (own_font, own_bold) = type_of(looks, self.embed);
        let (font, is_bold) = match self.embed {
            EmbedFonts::None => (own_font, looks.bold || bold),
            EmbedFonts::Used | EmbedFonts::Editable => {
                (font_name(looks.family, face, self.embed), face.is_bold())
            }
        };
        RunProperties {
            style: manner.run_style,
            font: (font != own_font).then_some(font),
            bold: (is_bold != own_bold).then_some(is_bold),
            size: manner.size,
        }
    }
}

/// What is open where text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// No run.
    Nothing,
    /// A run, and no text in it.
    Run,
    /// Text in a run.
    Text,
}

impl Open {
    /// Copies characters of an open text.
    fn copy(self, text: &str, range: Range<usize>, out: &mut String) {
        if self == Open::Text {
            out.push_str(text.get(range).unwrap_or_default());
        }
    }

    /// Makes sure that a run is open, and no text in it.
    fn run(&mut self, properties: impl FnOnce() -> RunProperties, out: &mut String) {
        match self {
            Open::Nothing => properties().open(out),
            Open::Run => {}
            Open::Text => out.push_str("</w:t>"),
        }
        *self = Open::Run;
    }

    /// Makes sure that a text is open.
    fn text(&mut self, properties: impl FnOnce() -> RunProperties, out: &mut String) {
        if *self != Open::Text {
            self.run(properties, out);
            out.push_str("<w:t xml:space=\"preserve\">");
            *self = Open::Text;
        }
    }

    fn close(&mut self, out: &mut String) {
        match self {
            Open::Nothing => {}
            Open::Run => out.push_str("</w:r>"),
            Open::Text => out.push_str("</w:t></w:r>"),
        }
        *self = Open::Nothing;
    }
}

/// Appends the runs of a field: its instruction, which is ours, and what it shows until a reader computes it anew.
pub(super) fn field(
    manner: Manner,
    instruction: &str,
    out: &mut String,
    shown: impl FnOnce(&mut String),
) {
    begin_field(manner, instruction, out);
    shown(out);
    field_mark(manner, "end", out);
}

/// Appends the runs with which a field begins.
pub(super) fn begin_field(manner: Manner, instruction: &str, out: &mut String) {
    field_mark(manner, "begin", out);
    manner.properties().open(out);
    out.push_str("<w:instrText xml:space=\"preserve\"> ");
    out.push_str(instruction);
    out.push_str(" </w:instrText></w:r>");
    field_mark(manner, "separate", out);
}

/// Appends a run with a mark of a field.
pub(super) fn field_mark(manner: Manner, kind: &str, out: &mut String) {
    manner.properties().open(out);
    out.push_str("<w:fldChar w:fldCharType=\"");
    out.push_str(kind);
    out.push_str("\"/></w:r>");
}
