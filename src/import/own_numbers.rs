//! Numbers that the lines of one list bring along, where the list counts its lines itself.

use super::markers::{Marker, Style, marker_at};

/// How many bytes of each text are its own number or bullet, blanks around it included; 0 = none. A text counts
/// only where its neighbour goes on in the same way (1、 then 2、; a bullet after a bullet): a single 3. may belong
/// to the sentence.
#[must_use]
pub fn own_numbers(texts: &[&str]) -> Vec<usize> {
    let found: Vec<Option<(Marker, usize)>> = texts.iter().map(|text| read(text)).collect();
    let goes_on = |a: usize, b: Option<usize>| match (found.get(a), b.and_then(|b| found.get(b))) {
        (Some(Some((a, _))), Some(Some((b, _)))) => follows(a, b) || follows(b, a),
        _ => false,
    };
    (0..texts.len())
        .map(|at| {
            let proved = goes_on(at, at.checked_sub(1)) || goes_on(at, Some(at + 1));
            match found.get(at) {
                Some(Some((_, len))) if proved => *len,
                _ => 0,
            }
        })
        .collect()
}

/// The marker at the beginning, and the bytes up to the words behind it.
fn read(text: &str) -> Option<(Marker, usize)> {
    let words = text.trim_start();
    let marker = marker_at(words)?;
    let behind = words.get(marker.len..)?.trim_start();
    let safe = marker.firm || matches!(marker.style, Style::Bullet(_));
    (safe && !behind.is_empty()).then_some((marker, text.len() - behind.len()))
}

fn follows(a: &Marker, b: &Marker) -> bool {
    a.style == b.style && (b.value == a.value + 1 || matches!(a.style, Style::Bullet(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(texts: &[&'static str]) -> Vec<&'static str> {
        let lens = own_numbers(texts);
        let pairs = texts.iter().zip(lens);
        pairs.map(|(text, len)| text.split_at(len).1).collect()
    }

    #[test]
    fn numbers_that_go_on_are_found_in_every_style() {
        assert_eq!(without(&["1、收货", " 2、 发货"]), ["收货", "发货"]);
        assert_eq!(without(&["（1）收货", "（2）发货"]), ["收货", "发货"]);
        assert_eq!(
            without(&["①收货", "②发货", "③盘点"]),
            ["收货", "发货", "盘点"]
        );
        assert_eq!(without(&["一、收货", "二、发货"]), ["收货", "发货"]);
        assert_eq!(without(&["● 收货", "● 发货"]), ["收货", "发货"]);
    }

    #[test]
    fn a_number_that_nobody_goes_on_from_belongs_to_the_sentence() {
        let texts = ["1、收货", "5、盘点", "2024年起负责仓库", "3. 5吨以下叉车"];
        assert_eq!(own_numbers(&texts), [0, 0, 0, 0]);
        assert_eq!(own_numbers(&["收货", "发货"]), [0, 0]);
        assert_eq!(
            own_numbers(&["1、", "2、"]),
            [0, 0],
            "nothing would be left"
        );
        assert_eq!(own_numbers(&[]), [0; 0]);
    }
}
