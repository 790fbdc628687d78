//! Characters of symbol fonts, by the sign they show.

/// The character that a symbol shows: `code` is hexadecimal, and often in the private area from F000.
///
/// Returns also whether the sign is known; an unknown one stays in the private area.
pub(super) fn symbol(font: &str, code: &str) -> Option<(char, bool)> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    let low = match code {
        0xf000..=0xf0ff => code - 0xf000,
        0..=0xff => code,
        _ => return Some((char::from_u32(code)?, true)),
    };
    let font = font.to_ascii_lowercase();
    let sign = match font.as_str() {
        "wingdings" => wingdings(low),
        "wingdings 2" => wingdings_2(low),
        "symbol" => symbol_font(low),
        "wingdings 3" | "webdings" => None,
        // A text font: the private area is only how Word stores it.
        _ => char::from_u32(low).filter(|c| !c.is_control()),
    };
    match sign {
        Some(sign) => Some((sign, true)),
        None => Some((char::from_u32(0xf000 + low)?, false)),
    }
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x6c | 0x9f => '\u{25cf}',
        0x6e | 0xa7 => '\u{25a0}',
        0x6f | 0x70 | 0xa8 => '\u{2610}',
        0x75 => '\u{25c6}',
        0x76 => '\u{2756}',
        0xa1 => '\u{25cb}',
        0xab => '\u{2605}',
        0xd8 => '\u{27a2}',
        0xdf | 0xe7 => '\u{2190}',
        0xe0 | 0xe8 | 0xf0 => '\u{2192}',
        0xfb => '\u{2717}',
        0xfc => '\u{2713}',
        0xfd => '\u{2612}',
        0xfe => '\u{2611}',
        0x80 => '\u{24ea}',
        0x81..=0x8a => char::from_u32(0x2460 + code - 0x81)?,
        0x8c..=0x95 => char::from_u32(0x2776 + code - 0x8c)?,
        _ => return None,
    })
}

fn wingdings_2(code: u32) -> Option<char> {
    Some(match code {
        0x50 | 0x57 => '\u{2713}',
        0x4f | 0x56 => '\u{2717}',
        0x52 => '\u{2611}',
        0x51 | 0x53 | 0x54 => '\u{2612}',
        0xa3 | 0x30 | 0x2a => '\u{2610}',
        0x97 | 0x98 => '\u{25cf}',
        _ => return None,
    })
}

fn symbol_font(code: u32) -> Option<char> {
    Some(match code {
        0xb7 => '\u{2022}',
        0xb4 => '\u{d7}',
        0xb0 => '\u{b0}',
        0xb1 => '\u{b1}',
        0xa3 => '\u{2264}',
        0xb3 => '\u{2265}',
        0xb9 => '\u{2260}',
        0xae => '\u{2192}',
        0xd7 => '\u{b7}',
        0x20..=0x3f => char::from_u32(code)?,
        _ => return None,
    })
}
