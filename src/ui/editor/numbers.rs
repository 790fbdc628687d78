//! Numbers of list lines, as they will print.

use crate::model::settings::NumberStyle;

/// The number of the line at `path` (positions from 1, outermost first) in a list numbered by `styles`; deeper
/// levels repeat the last style.
pub(super) fn number(styles: &[NumberStyle], path: &[usize]) -> String {
    let Some(&value) = path.last() else {
        return String::new();
    };
    let style = styles.get(path.len() - 1).or(styles.last());
    let Some(style) = style else {
        return String::new();
    };
    match style {
        NumberStyle::DecimalComma => format!("{value}\u{3001}"),
        NumberStyle::DecimalDot => format!("{value}."),
        NumberStyle::DecimalParen => format!("{value}\u{ff09}"),
        NumberStyle::DecimalParens => format!("\u{ff08}{value}\u{ff09}"),
        NumberStyle::Circled => circled(value),
        NumberStyle::ChineseComma => format!("{}\u{3001}", chinese(value)),
        NumberStyle::ChineseParens => format!("\u{ff08}{}\u{ff09}", chinese(value)),
        NumberStyle::Article => format!("\u{7b2c}{}\u{6761}", chinese(value)),
        NumberStyle::Outline => {
            let parts: Vec<String> = path.iter().map(usize::to_string).collect();
            parts.join(".")
        }
        NumberStyle::None => String::new(),
    }
}

fn circled(value: usize) -> String {
    u32::try_from(value)
        .ok()
        .filter(|value| (1..=20).contains(value))
        .and_then(|value| char::from_u32(0x245f + value))
        .map_or_else(|| format!("\u{ff08}{value}\u{ff09}"), String::from)
}

/// A number up to 9999 in hanzi.
fn chinese(value: usize) -> String {
    const DIGITS: [char; 10] = [
        '\u{96f6}', '\u{4e00}', '\u{4e8c}', '\u{4e09}', '\u{56db}', '\u{4e94}', '\u{516d}',
        '\u{4e03}', '\u{516b}', '\u{4e5d}',
    ];
    if value == 0 || value > 9999 {
        return value.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, sign) in [
        (1000, "\u{5343}"),
        (100, "\u{767e}"),
        (10, "\u{5341}"),
        (1, ""),
    ] {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(DIGITS[0]);
            gap = false;
        }
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.push(DIGITS[digit]);
        }
        text.push_str(sign);
    }
    text
}
