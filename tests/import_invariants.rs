//! What holds for every text: reading it does not panic, loses nothing, and takes time in proportion to it.
//!
//! Texts are the corpus, mixtures of its lines and pieces, and arbitrary characters, from a fixed seed and within a
//! time limit.

use gangshu::import::{ImportDraft, ReadAs, SectionKind, Source, parse, parse_text};
use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

const SEED: u64 = 20_240_607;

/// Checks that each character that is not blank is covered exactly once, and that spans lie on characters.
fn check_accounts(draft: &ImportDraft, text: &str) {
    let mut covered: Vec<Vec<u8>> = draft
        .lines
        .iter()
        .map(|line| vec![0; line.text.len()])
        .collect();
    draft.for_each_span(&mut |span| {
        let (start, end) = (span.start as usize, span.end as usize);
        let line = &draft.lines[span.line as usize].text;
        assert!(
            line.get(start..end).is_some(),
            "a span that cuts a character: {span:?} in\n{text}"
        );
        for byte in &mut covered[span.line as usize][start..end] {
            *byte += 1;
        }
    });
    for (line, covered) in draft.lines.iter().zip(&covered) {
        for (at, c) in line.text.char_indices().filter(|(_, c)| !is_blank(*c)) {
            let times = covered[at];
            assert_eq!(
                times, 1,
                "{c:?} of {:?} is covered {times} times in\n{text}",
                line.text
            );
        }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

fn corpus() -> Vec<String> {
    let mut texts: Vec<_> = fs::read_dir("tests/fixtures/import")
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    texts
        .iter()
        .map(|path| fs::read_to_string(path).expect("UTF-8"))
        .collect()
}

/// Lines of the corpus in any order, some cut, doubled, glued or with a character changed.
fn mixture(random: &mut fastrand::Rng, lines: &[String]) -> String {
    const SIGNS: &[char] = &[
        '1', '2', '、', '.', '（', '）', '(', ')', '：', '。', '；', ' ', '\t', '一', '第', '条',
        '①', '➢', '职', '责', '/', '%', '\u{f0d8}',
    ];
    let mut text = String::new();
    for _ in 0..random.usize(1..30) {
        let mut line: Vec<char> = lines[random.usize(..lines.len())].chars().collect();
        if !line.is_empty() && random.u8(..4) == 0 {
            let at = random.usize(..line.len());
            match random.u8(..4) {
                0 => line.truncate(at),
                1 => line.insert(at, SIGNS[random.usize(..SIGNS.len())]),
                2 => line.rotate_left(at),
                _ => {
                    line.remove(at);
                }
            }
        }
        text.extend(line);
        text.push_str(["\n", "\n\n", " ", "", "\t", "\r\n"][random.usize(..6)]);
    }
    text
}

fn arbitrary(random: &mut fastrand::Rng) -> String {
    (0..random.usize(..400))
        .map(|_| match random.u8(..6) {
            0 => char::from(random.u8(..128)),
            1 => ['\n', ' ', '\t', '（', '）', '、', '。', '：'][random.usize(..8)],
            2 => char::from_digit(random.u32(..10), 10).expect("a digit"),
            3 => ['岗', '位', '职', '责', '部', '员', '上', '级'][random.usize(..8)],
            4 => char::from_u32(random.u32(0x4e00..0x9fff)).expect("a hanzi"),
            _ => random.char(..),
        })
        .collect()
}

#[test]
fn nothing_is_lost_of_any_text_of_the_corpus() {
    for text in corpus() {
        check_accounts(&parse_text(&text), &text);
    }
}

#[test]
fn nothing_is_lost_of_mixtures_and_arbitrary_text() {
    let texts = corpus();
    let lines: Vec<String> = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(str::to_owned)
        .collect();
    let mut random = fastrand::Rng::with_seed(SEED);
    let end = Instant::now() + Duration::from_secs(8);
    let mut count = 0;
    while count < 4000 && Instant::now() < end {
        let text = if count % 4 == 3 {
            arbitrary(&mut random)
        } else {
            mixture(&mut random, &lines)
        };
        check_accounts(&parse_text(&text), &text);
        count += 1;
    }
    assert!(count >= 100, "only {count} texts within the time");
}

#[test]
fn nothing_is_lost_whatever_a_person_says_that_lines_are() {
    let ways = [
        ReadAs::Role,
        ReadAs::Department,
        ReadAs::Section(SectionKind::Qualifications),
        ReadAs::Section(SectionKind::Duties),
        ReadAs::Item,
        ReadAs::SubItem,
        ReadAs::Continuation,
        ReadAs::Noise,
    ];
    let mut random = fastrand::Rng::with_seed(SEED);
    for text in corpus() {
        for _ in 0..12 {
            let source = Source::from_text(&text);
            let mut choices = BTreeMap::new();
            for line in 0..u32::try_from(source.lines.len()).expect("few lines") {
                if random.u8(..3) == 0 {
                    choices.insert(line, ways[random.usize(..ways.len())]);
                }
            }
            check_accounts(&parse(&source, &choices), &text);
        }
    }
}

#[test]
fn a_text_that_is_read_twice_gives_the_same_draft() {
    for text in corpus() {
        assert_eq!(parse_text(&text), parse_text(&text));
    }
}

/// Texts that would take for ever if any step looked at all of the text for each part of it.
#[test]
fn time_is_in_proportion_to_the_length_of_the_text() {
    let whole = corpus().concat();
    let one_line = "1、核对台账，每周上报。".repeat(50);
    let shapes: [(&str, String); 7] = [
        ("corpus", whole),
        ("one line", one_line),
        ("open brackets", "（(（巡查\n\n".to_owned()),
        (
            "no ends",
            "1、负责现场的巡查工作并且按时上报给当班的主管人员\n继续\n".to_owned(),
        ),
        ("blanks", "岗 位                    职 责 1".to_owned()),
        ("labels", "直接上级：主管/副主管、直接下级：无 ".to_owned()),
        (
            "roles",
            "甲区主管岗位职责\n直接上级：区域主管\n1、指导甲区主管。\n".to_owned(),
        ),
    ];
    for (name, shape) in shapes {
        let size = if cfg!(debug_assertions) {
            60_000
        } else {
            1_000_000
        };
        let once = shape.repeat(size / shape.len() + 1);
        let twice = shape.repeat(2 * (size / shape.len() + 1));
        let mut ratios: Vec<(f64, Duration)> = (0..5)
            .map(|_| {
                let (first, second) = (time(&once), time(&twice));
                (second.as_secs_f64() / first.as_secs_f64(), first)
            })
            .collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (ratio, first) = ratios[ratios.len() / 2];
        println!(
            "{name}: {} KB in {first:?}, twice the text takes {ratio:.2} times as long",
            once.len() / 1000
        );
        // The limit is for release builds; small texts in a debug build are measured too roughly for it.
        let limit = if cfg!(debug_assertions) { 2.6 } else { 2.3 };
        assert!(ratio <= limit, "{name}: {ratio:.2}");
    }
}

fn time(text: &str) -> Duration {
    let start = thread_time();
    let draft = parse_text(text);
    let taken = thread_time() - start;
    assert!(!draft.lines.is_empty());
    taken
}

/// The processor time of this thread where the system tells it (Linux), so that other work does not count.
fn thread_time() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
