//! Text as runs: every character in the face that prints it, line feeds and tabs as Word's own.

use super::fonts::{UsedCharacters, run_font};
use super::styles::{fonts_of, type_of};
use super::xml::is_carried;
use crate::document::{ParagraphStyle, Span, Style, StyleSheet};
use crate::export::ExportWarning;
use crate::fonts::{Face, REPLACEMENT, resolve};
use crate::model::Place;
use crate::model::settings::EmbedFonts;
use docx_rs as dx;
use std::collections::BTreeSet;

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

    /// A span in a paragraph of `style`, as one run or more.
    pub(super) fn span(&mut self, style: ParagraphStyle, span: &Span) -> Vec<dx::Run> {
        self.runs(style, span.bold, &span.text, span.place)
    }

    /// Text of ours in a paragraph of `style`.
    pub(super) fn plain(&mut self, style: ParagraphStyle, text: &str) -> Vec<dx::Run> {
        self.runs(style, false, text, None)
    }

    /// Text of a heading once more, in contents or headers: what is missing in it is told of at the heading.
    pub(super) fn repeated(&mut self, style: ParagraphStyle, text: &str) -> Vec<dx::Run> {
        self.repeating = true;
        let runs = self.plain(style, text);
        self.repeating = false;
        runs
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
        style: ParagraphStyle,
        bold: bool,
        text: &str,
        place: Option<Place>,
    ) -> Vec<dx::Run> {
        let looks = self.sheet.get(style);
        let wanted = Face::of(looks.family, looks.bold || bold);
        let mut runs = Vec::new();
        let mut face = wanted;
        let mut piece = String::new();
        for c in text.chars().filter(|&c| is_carried(c)) {
            if matches!(c, '\n' | '\t') {
                piece.push(c);
                continue;
            }
            let (shown, its_face) = self.printed(wanted, c, place);
            if its_face != face && !piece.is_empty() {
                runs.push(self.run(looks, bold, face, &piece));
                piece.clear();
            }
            face = its_face;
            piece.push(shown);
        }
        if !piece.is_empty() {
            runs.push(self.run(looks, bold, face, &piece));
        }
        runs
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

    fn run(&self, looks: &Style, bold: bool, face: Face, text: &str) -> dx::Run {
        let mut run = dx::Run::new();
        let (own_font, own_bold) = type_of(looks, self.embed);
        let (font, is_bold) = match self.embed {
            EmbedFonts::None => (own_font, looks.bold || bold),
            EmbedFonts::Used | EmbedFonts::Editable => {
                (run_font(face.family(), self.embed), face.is_bold())
            }
        };
        if font != own_font {
            run = run.fonts(fonts_of(font));
        }
        match (own_bold, is_bold) {
            (false, true) => run = run.bold(),
            (true, false) => run = run.disable_bold(),
            _ => {}
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                run = run.add_break(dx::BreakType::TextWrapping);
            }
            for (index, piece) in line.split('\t').enumerate() {
                if index > 0 {
                    run = run.add_tab();
                }
                if !piece.is_empty() {
                    run = run.add_text(piece);
                }
            }
        }
        run
    }
}

/// The runs of a field: its instruction and what it shows until a reader computes it anew.
pub(super) fn field(instruction: &str, shown: Vec<dx::Run>) -> Vec<dx::Run> {
    let mark = |kind| dx::Run::new().add_field_char(kind, false);
    let instruction = dx::InstrText::Unsupported(format!(" {instruction} "));
    let mut runs = vec![
        mark(dx::FieldCharType::Begin),
        dx::Run::new().add_instr_text(instruction),
        mark(dx::FieldCharType::Separate),
    ];
    runs.extend(shown);
    runs.push(mark(dx::FieldCharType::End));
    runs
}
