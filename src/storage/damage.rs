//! What is wrong with a text that should be a project, and where: RON's errors in our own terms, so that the
//! rest of the program neither knows RON nor reads its English sentences.

use std::fmt;

/// A place in a project file and what is wrong there. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Line.
    pub line: usize,
    /// Column in that line.
    pub column: usize,
    /// What is wrong.
    pub reason: DamageReason,
}

/// What can be wrong with the text of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DamageReason {
    /// A field that this program does not know; dropping it would lose what it holds.
    UnknownField {
        /// Its name.
        field: String,
        /// The fields that could stand there.
        known: Vec<&'static str>,
    },
    /// A field that must be there is not.
    MissingField(&'static str),
    /// A field stands twice.
    RepeatedField(&'static str),
    /// A choice that this program does not know.
    UnknownChoice {
        /// What stands there.
        found: String,
        /// What could stand there.
        known: Vec<&'static str>,
    },
    /// Two departments or two roles have the same id, so that one would be lost.
    RepeatedId(u32),
    /// Something else should stand here.
    Expected(Expected),
    /// A value of another kind stands here.
    WrongValue {
        /// What should stand here, in RON's words.
        expected: String,
        /// What stands here, in RON's words.
        found: String,
    },
    /// A sign that cannot stand here.
    UnexpectedSign(char),
    /// A number that is too large or negative.
    NumberOutOfRange,
    /// The text ends in the middle.
    EndOfText,
    /// A string or comment is never closed.
    Unclosed,
    /// More text follows after the end.
    TrailingText,
    /// The bytes are no UTF-8.
    NotUtf8,
    /// Lists stand inside lists beyond what the program can hold.
    TooDeep,
    /// Anything rarer, in RON's own words.
    Other(String),
}

/// What should have stood at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A certain sign.
    Sign(char),
    /// A quoted text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// The name of a field or choice.
    Name,
    /// `None` or `Some(…)`.
    Optional,
}

/// Begins the message of a repeated id, by which it is found again behind serde's error type.
const REPEATED_ID: &str = "repeated id ";

/// The error for an id that stands twice in one map.
pub(super) fn repeated_id<E: serde::de::Error>(id: u32) -> E {
    E::custom(format_args!("{REPEATED_ID}{id}"))
}

impl From<ron::error::SpannedError> for Damage {
    fn from(error: ron::error::SpannedError) -> Damage {
        let reason = DamageReason::from(error.code);
        // The span runs from the last thing that was read to where the parser stands. What was read is to blame
        // for an unknown name; what was expected but is not there is missing at the parser's position.
        let position = match reason {
            DamageReason::UnknownField { .. }
            | DamageReason::UnknownChoice { .. }
            | DamageReason::RepeatedField(_)
            | DamageReason::WrongValue { .. } => error.span.start,
            _ => error.span.end,
        };
        Damage {
            line: position.line,
            column: position.col,
            reason,
        }
    }
}

impl From<ron::Error> for DamageReason {
    fn from(error: ron::Error) -> DamageReason {
        use ron::Error;
        let sign = |sign| DamageReason::Expected(Expected::Sign(sign));
        match error {
            Error::NoSuchStructField {
                expected, found, ..
            } => DamageReason::UnknownField {
                field: found,
                known: expected.to_vec(),
            },
            Error::MissingStructField { field, .. } => DamageReason::MissingField(field),
            Error::DuplicateStructField { field, .. } => DamageReason::RepeatedField(field),
            Error::NoSuchEnumVariant {
                expected, found, ..
            } => DamageReason::UnknownChoice {
                found,
                known: expected.to_vec(),
            },
            Error::InvalidValueForType { expected, found } => {
                DamageReason::WrongValue { expected, found }
            }
            Error::ExpectedComma => sign(','),
            Error::ExpectedMapColon => sign(':'),
            Error::ExpectedArray => sign('['),
            Error::ExpectedArrayEnd => sign(']'),
            Error::ExpectedMap => sign('{'),
            Error::ExpectedMapEnd => sign('}'),
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => sign('('),
            Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => sign(')'),
            Error::ExpectedString => DamageReason::Expected(Expected::Text),
            Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => {
                DamageReason::Expected(Expected::Integer)
            }
            Error::ExpectedBoolean => DamageReason::Expected(Expected::Boolean),
            Error::ExpectedIdentifier => DamageReason::Expected(Expected::Name),
            Error::ExpectedOption => DamageReason::Expected(Expected::Optional),
            Error::UnexpectedChar(sign) => DamageReason::UnexpectedSign(sign),
            Error::IntegerOutOfBounds => DamageReason::NumberOutOfRange,
            Error::Eof => DamageReason::EndOfText,
            Error::ExpectedStringEnd | Error::UnclosedBlockComment | Error::UnclosedLineComment => {
                DamageReason::Unclosed
            }
            Error::TrailingCharacters => DamageReason::TrailingText,
            Error::ExceededRecursionLimit => DamageReason::TooDeep,
            Error::Message(message) => {
                match message
                    .strip_prefix(REPEATED_ID)
                    .and_then(|id| id.parse().ok())
                {
                    Some(id) => DamageReason::RepeatedId(id),
                    None => DamageReason::Other(message),
                }
            }
            other => DamageReason::Other(other.to_string()),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.reason
        )
    }
}

impl fmt::Display for DamageReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DamageReason::UnknownField { field, .. } => write!(f, "unknown field `{field}`"),
            DamageReason::MissingField(field) => write!(f, "missing field `{field}`"),
            DamageReason::RepeatedField(field) => write!(f, "repeated field `{field}`"),
            DamageReason::UnknownChoice { found, .. } => write!(f, "unknown choice `{found}`"),
            DamageReason::RepeatedId(id) => write!(f, "{REPEATED_ID}{id}"),
            DamageReason::Expected(Expected::Sign(sign)) => write!(f, "expected `{sign}`"),
            DamageReason::Expected(Expected::Text) => f.write_str("expected a quoted text"),
            DamageReason::Expected(Expected::Integer) => f.write_str("expected a whole number"),
            DamageReason::Expected(Expected::Boolean) => f.write_str("expected true or false"),
            DamageReason::Expected(Expected::Name) => f.write_str("expected a name"),
            DamageReason::Expected(Expected::Optional) => f.write_str("expected None or Some"),
            DamageReason::WrongValue { expected, found } => {
                write!(f, "expected {expected}, found {found}")
            }
            DamageReason::UnexpectedSign(sign) => write!(f, "unexpected {sign:?}"),
            DamageReason::NumberOutOfRange => f.write_str("number out of range"),
            DamageReason::EndOfText => f.write_str("unexpected end of text"),
            DamageReason::Unclosed => f.write_str("string or comment is never closed"),
            DamageReason::TrailingText => f.write_str("text after the end"),
            DamageReason::NotUtf8 => f.write_str("not UTF-8"),
            DamageReason::TooDeep => f.write_str("nested too deeply"),
            DamageReason::Other(words) => f.write_str(words),
        }
    }
}
