//! Reads a date as people write it, for the properties of a document.

/// Year, month and day of 2026-11-23, 2026/11/23, 2026.11.23 or 2026年11月23日; `None` for anything else, and for
/// days that no calendar has.
pub(super) fn parse_date(text: &str) -> Option<(i32, u8, u8)> {
    let text = text.trim();
    let text = text.strip_suffix('\u{65e5}').unwrap_or(text);
    let mut numbers = text.split(['-', '/', '.', '\u{5e74}', '\u{6708}']);
    let mut next = || {
        let part = numbers.next()?.trim();
        let short = !part.is_empty() && part.len() <= 4;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        (short && digits).then(|| part.parse::<u16>().ok())?
    };
    let (year, month, day) = (next()?, next()?, next()?);
    if numbers.next().is_some() || year < 1000 {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days)
        .contains(&day)
        .then_some((i32::from(year), month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(i32, u8, u8)>) {
        assert_eq!(parse_date(text), expected, "{text:?}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = Some((2026, 11, 23));
        check("2026-11-23", day);
        check("2026/11/23", day);
        check("2026.11.23", day);
        check("2026年11月23日", day);
        check(" 2026 年 11 月 23 日 ", day);
        check("2026-1-5", Some((2026, 1, 5)));
        check("2024-02-29", Some((2024, 2, 29)));
    }

    #[test]
    fn what_is_no_day_is_no_date() {
        for text in [
            "",
            "待定",
            "2026",
            "2026-11",
            "2026-13-01",
            "2026-02-29",
            "2026-04-31",
            "2026-11-0",
            "26-11-23",
            "2026-11-23-1",
            "2026--11",
            "2026-+1-03",
            "99999-1-1",
            "二〇二六年",
        ] {
            check(text, None);
        }
    }
}
