//! Headers and footers out of their patterns.
//!
//! A tab separates left, middle and right. One part alone stands left in a header and in the middle of a footer; two
//! stand left and right. Braces that name no field stay as they are.

use super::blocks::{PartField, PartFields, RunningText};
use super::wording::{self, field};

/// What the fields stand for, as far as it is the same on every page.
#[derive(Default)]
pub(super) struct RunningFields {
    pub(super) company: String,
    pub(super) short_name: String,
    pub(super) document: String,
    /// `None`: the name of the department or role on the page.
    pub(super) role: Option<String>,
    /// `None`: what the department or role on the page says of itself.
    pub(super) part: Option<PartFields>,
    pub(super) confidentiality: String,
    pub(super) copy_number: String,
}

impl RunningFields {
    fn of_part(&self, field: PartField) -> RunningText {
        match &self.part {
            Some(part) => RunningText::Text(part.get(field).to_owned()),
            None => RunningText::PartField(field),
        }
    }
}

/// Left, middle and right of a header or footer.
pub(super) type Thirds = [Vec<RunningText>; 3];

/// A header; an empty pattern is the usual one, a blank one none.
pub(super) fn header(pattern: &str, fields: &RunningFields) -> Thirds {
    let usual = if fields.confidentiality.is_empty() {
        wording::DEFAULT_HEADER
    } else {
        wording::DEFAULT_HEADER_CONFIDENTIAL
    };
    let pattern = if pattern.is_empty() { usual } else { pattern };
    thirds(pattern, fields, 0)
}

/// A footer; as [`header`].
pub(super) fn footer(pattern: &str, fields: &RunningFields) -> Thirds {
    let pattern = if pattern.is_empty() {
        wording::DEFAULT_FOOTER
    } else {
        pattern
    };
    thirds(pattern, fields, 1)
}

fn thirds(pattern: &str, fields: &RunningFields, alone: usize) -> Thirds {
    let mut thirds = Thirds::default();
    let mut parts = pattern.splitn(3, '\t').map(|part| pieces(part, fields));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(only), None, _) => thirds[alone] = only,
        (Some(left), Some(right), None) => {
            thirds[0] = left;
            thirds[2] = right;
        }
        (Some(left), Some(middle), Some(right)) => thirds = [left, middle, right],
        (None, _, _) => {}
    }
    thirds
}

fn pieces(part: &str, fields: &RunningFields) -> Vec<RunningText> {
    let mut pieces = Vec::new();
    let mut rest = part.trim();
    while let Some((before, after)) = rest.split_once('{') {
        push_text(&mut pieces, before);
        let named = after
            .split_once('}')
            .and_then(|(name, tail)| Some((field_value(name, fields)?, tail)));
        match named {
            Some((RunningText::Text(text), tail)) => {
                push_text(&mut pieces, &text);
                rest = tail;
            }
            Some((piece, tail)) => {
                pieces.push(piece);
                rest = tail;
            }
            None => {
                push_text(&mut pieces, "{");
                rest = after;
            }
        }
    }
    push_text(&mut pieces, rest);
    pieces
}

/// Appends to the text before, so that a stretch of text is one piece. A header is one line: breaks become spaces.
fn push_text(pieces: &mut Vec<RunningText>, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = text.replace(['\n', '\t'], " ");
    if let Some(RunningText::Text(last)) = pieces.last_mut() {
        last.push_str(&text);
    } else {
        pieces.push(RunningText::Text(text));
    }
}

fn field_value(name: &str, fields: &RunningFields) -> Option<RunningText> {
    let text = match name {
        field::COMPANY => &fields.company,
        field::SHORT_NAME => &fields.short_name,
        field::DOCUMENT => &fields.document,
        field::DEPARTMENT => return Some(fields.of_part(PartField::Department)),
        field::CODE => return Some(fields.of_part(PartField::Code)),
        field::VERSION => return Some(fields.of_part(PartField::Version)),
        field::EFFECTIVE_DATE => return Some(fields.of_part(PartField::EffectiveDate)),
        field::COPY_NUMBER => &fields.copy_number,
        field::CONFIDENTIALITY => &fields.confidentiality,
        field::PAGE => return Some(RunningText::Page),
        field::PAGES => return Some(RunningText::Pages),
        field::PART => return Some(RunningText::PartTitle),
        field::ROLE => match &fields.role {
            Some(role) => role,
            None => return Some(RunningText::PartTitle),
        },
        _ => return None,
    };
    Some(RunningText::Text(text.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> RunningFields {
        RunningFields {
            company: "示例公司".into(),
            document: "岗位说明书".into(),
            part: Some(PartFields::default()),
            ..RunningFields::default()
        }
    }

    fn text(text: &str) -> Vec<RunningText> {
        vec![RunningText::Text(text.into())]
    }

    #[test]
    fn tabs_separate_left_middle_and_right() {
        let fields = fields();
        assert_eq!(
            header("甲\t乙\t丙", &fields),
            [text("甲"), text("乙"), text("丙")]
        );
        assert_eq!(header("甲\t乙\t丙\t丁", &fields)[2], text("丙 丁"));
        assert_eq!(header("甲\t丙", &fields), [text("甲"), vec![], text("丙")]);
        assert_eq!(header("甲", &fields), [text("甲"), vec![], vec![]]);
        assert_eq!(footer("甲", &fields), [vec![], text("甲"), vec![]]);
    }

    #[test]
    fn an_empty_pattern_is_the_usual_one_and_a_blank_one_none() {
        let mut fields = fields();
        assert_eq!(
            header("", &fields),
            [text("示例公司"), vec![], text("岗位说明书")]
        );
        fields.confidentiality = "内部".into();
        assert_eq!(header("", &fields)[1], text("内部"));
        assert_eq!(header(" ", &fields), Thirds::default());
        let expected = vec![
            RunningText::Text("第 ".into()),
            RunningText::Page,
            RunningText::Text(" 页 共 ".into()),
            RunningText::Pages,
            RunningText::Text(" 页".into()),
        ];
        assert_eq!(footer("", &fields), [vec![], expected, vec![]]);
    }

    #[test]
    fn braces_that_name_no_field_stay() {
        let fields = fields();
        for pattern in ["{未知}", "{", "}", "{}", "{{页", "甲{公司"] {
            assert_eq!(header(pattern, &fields)[0], text(pattern));
        }
        assert_eq!(header("{{公司}}", &fields)[0], text("{示例公司}"));
        assert_eq!(
            header("甲{版本}乙", &fields)[0],
            text("甲乙"),
            "an empty field is nothing"
        );
    }

    #[test]
    fn every_field_that_is_offered_is_understood() {
        for name in field::ALL {
            assert!(field_value(name, &fields()).is_some(), "{name}");
        }
    }
}
