//! Named styles (样式方案): the look of documents apart from the company whose documents they are.

use super::DocumentSettings;
use crate::model::record::record;

record! {
    /// A look under a name, to be used by many companies.
    pub struct NamedStyle {
        /// What a person calls it.
        pub name: String,
        /// It says nothing of headers: the one it was made from named a company.
        pub without_header: bool,
        /// The same of footers.
        pub without_footer: bool,
        /// The look. What belongs to a company is empty here, see [`NamedStyle::apply`].
        pub settings: DocumentSettings,
    }
}

impl NamedStyle {
    /// The look of `settings`. A header or footer that has one of `company_words` (the company's names) typed into it
    /// is left out: it would print one company's name on another one's paper.
    pub fn of(name: &str, settings: &DocumentSettings, company_words: &[&str]) -> NamedStyle {
        let without_header = names_company(&settings.header, company_words);
        let without_footer = names_company(&settings.footer, company_words);
        let mut look = with_company_of(settings.clone(), &DocumentSettings::default());
        if without_header {
            look.header.clear();
        }
        if without_footer {
            look.footer.clear();
        }
        NamedStyle {
            name: name.to_owned(),
            without_header,
            without_footer,
            settings: look,
        }
    }

    /// `current` in this look. The company's own stays: who signs, what stands in a book, its title, the pattern of
    /// codes, the marks on the pages (密级, 份号, 水印, 盖章处), what files are made of, and
    /// a header or footer into which one of `company_words` is typed.
    pub fn apply(&self, current: &DocumentSettings, company_words: &[&str]) -> DocumentSettings {
        let mut new = with_company_of(self.settings.clone(), current);
        if self.without_header || names_company(&current.header, company_words) {
            new.header.clone_from(&current.header);
        }
        if self.without_footer || names_company(&current.footer, company_words) {
            new.footer.clone_from(&current.footer);
        }
        new
    }

    /// True if `current` looks like this already.
    pub fn is_look_of(&self, current: &DocumentSettings, company_words: &[&str]) -> bool {
        self.apply(current, company_words) == *current
    }
}

/// `look` with what belongs to the company taken from `company`. Every field is named: a new one needs a decision to
/// compile.
fn with_company_of(look: DocumentSettings, company: &DocumentSettings) -> DocumentSettings {
    let DocumentSettings {
        code_pattern,
        signatories,
        embed_fonts,
        confidentiality,
        copy_number,
        watermark,
        seal,
        book_title,
        book_parts,
        pdf_kind,
        fonts: _,
        layout: _,
        page_width: _,
        page_height: _,
        margin_top: _,
        margin_bottom: _,
        margin_left: _,
        margin_right: _,
        title_size: _,
        heading_size: _,
        body_size: _,
        table_size: _,
        running_size: _,
        typography: _,
        pages: _,
        line_percent: _,
        header: _,
        footer: _,
        numbering: _,
        section_numbering: _,
        chapter_numbers: _,
        sections: _,
        facts: _,
        logo: _,
        show_empty_sections: _,
    } = company.clone();
    DocumentSettings {
        code_pattern,
        signatories,
        embed_fonts,
        confidentiality,
        copy_number,
        watermark,
        seal,
        book_title,
        book_parts,
        pdf_kind,
        ..look
    }
}

fn names_company(pattern: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| !word.is_empty() && pattern.contains(word))
}

/// Why no page can be set as the settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFault {
    /// The margins and the gutter leave less than [`LEAST_BLOCK`] of the sheet's width.
    TooNarrow,
    /// The margins leave less than [`LEAST_BLOCK`] of the sheet's height.
    TooLow,
}

/// The least side of a text block, in tenths of a millimetre: a label and a dozen characters beside it, or a title
/// and a few lines.
pub const LEAST_BLOCK: u16 = 400;

impl DocumentSettings {
    /// What keeps pages from being set as these settings say, if anything does.
    pub fn page_faults(&self) -> impl Iterator<Item = PageFault> {
        let left = |side: u16, taken: [u16; 3]| {
            let taken: u32 = taken.into_iter().map(u32::from).sum();
            u32::from(side).saturating_sub(taken)
        };
        let across = [self.margin_left.0, self.margin_right.0, self.pages.gutter.0];
        let width = left(self.page_width.0, across);
        let height = left(
            self.page_height.0,
            [self.margin_top.0, self.margin_bottom.0, 0],
        );
        let least = u32::from(LEAST_BLOCK);
        let narrow = (width < least).then_some(PageFault::TooNarrow);
        let low = (height < least).then_some(PageFault::TooLow);
        narrow.into_iter().chain(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::settings::{HalfPoint, SealPlace, Signatory, TenthMm, Watermark};

    fn company() -> DocumentSettings {
        DocumentSettings {
            header: "青禾食品\t\t{文档}".into(),
            confidentiality: "内部".into(),
            copy_number: "003".into(),
            book_title: "岗位手册".into(),
            code_pattern: "{公司}-{序号}".into(),
            signatories: vec![Signatory::Approved],
            watermark: Watermark {
                text: "受控".into(),
                drafts: true,
            },
            seal: SealPlace::Book,
            ..DocumentSettings::default()
        }
    }

    #[test]
    fn a_style_brings_the_look_and_leaves_the_companys_own() {
        let look = DocumentSettings {
            body_size: HalfPoint(32),
            footer: "— {页} —".into(),
            signatories: Vec::new(),
            ..DocumentSettings::default()
        };
        let style = NamedStyle::of("公文", &look, &[]);
        let words = ["青禾食品有限公司", "青禾食品"];
        let applied = style.apply(&company(), &words);
        let expected = DocumentSettings {
            body_size: HalfPoint(32),
            footer: "— {页} —".into(),
            ..company()
        };
        assert_eq!(applied, expected);
        assert!(style.is_look_of(&applied, &words));
        assert!(!style.is_look_of(&company(), &words));
    }

    #[test]
    fn a_header_that_names_a_company_goes_to_no_other() {
        let style = NamedStyle::of("我们的", &company(), &["青禾食品", ""]);
        assert!(style.without_header && !style.without_footer);
        assert_eq!(style.settings.header, "");
        assert_eq!(style.settings.confidentiality, "");
        let other = DocumentSettings {
            header: "{公司}\t\t{版本}".into(),
            ..DocumentSettings::default()
        };
        assert_eq!(style.apply(&other, &["另一家"]).header, "{公司}\t\t{版本}");
    }

    #[test]
    fn margins_that_leave_no_room_are_a_fault() {
        let faults = |change: fn(&mut DocumentSettings)| {
            let mut settings = DocumentSettings::default();
            change(&mut settings);
            settings.page_faults().collect::<Vec<_>>()
        };
        assert_eq!(faults(|_| {}), []);
        assert_eq!(
            faults(|it| it.pages.gutter = TenthMm(1300)),
            [PageFault::TooNarrow]
        );
        assert_eq!(
            faults(|it| it.margin_top = TenthMm(u16::MAX)),
            [PageFault::TooLow]
        );
        assert_eq!(
            faults(|it| it.page_height = TenthMm(0)),
            [PageFault::TooLow]
        );
    }
}
