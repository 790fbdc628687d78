//! What holds for every text: reading it does not panic, loses nothing, and takes time in proportion to it.
//!
//! Texts are the corpus, mixtures of its lines and pieces, and arbitrary characters, from a fixed seed and within a
//! time limit.

use gangshu::import::{
    Alternative, Decisions, DraftItem, FieldLine, ImportDraft, Piece, ReadAs, SectionKind, Source,
    parse, parse_taken, parse_text,
};
use gangshu::model::Field;
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
    named_corpus().into_iter().map(|(_, text)| text).collect()
}

fn named_corpus() -> Vec<(String, String)> {
    let mut texts: Vec<_> = fs::read_dir("tests/fixtures/import")
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    texts
        .iter()
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            (name.into_owned(), fs::read_to_string(path).expect("UTF-8"))
        })
        .collect()
}

/// Lines of the corpus in any order, some cut, doubled, glued or with a character changed.
fn mixture(random: &mut fastrand::Rng, lines: &[String]) -> String {
    const SIGNS: &[char] = &[
        '1', '2', '、', '.', '（', '）', '(', ')', '：', '。', '；', ' ', '\t', '一', '第', '条',
        '①', '➢', '职', '责', '/', '%', '\u{f0d8}', '|', '*', '#', '【', '】', '〔', 'Ⅲ', '…',
        '附',
    ];
    let mut text = String::new();
    for _ in 0..random.usize(1..30) {
        let mut line: Vec<char> = lines[random.usize(..lines.len())].chars().collect();
        if !line.is_empty() && random.u8(..4) == 0 {
            let at = random.usize(..line.len());
            match random.u8(..6) {
                0 => line.truncate(at),
                1 => line.insert(at, SIGNS[random.usize(..SIGNS.len())]),
                2 => line.rotate_left(at),
                3 => line
                    .splice(at..at, arbitrary(random).chars().take(9))
                    .for_each(drop),
                4 => line.insert(at, random.char(..)),
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
        let source = Source::from_text(&text);
        let choices = some_choices(&mut random, &source, 5);
        check_accounts(&parse(&source, &choices), &text);
        count += 1;
    }
    assert!(count >= 100, "only {count} texts within the time");
}

/// What a person may say of one line in so many.
fn some_choices(random: &mut fastrand::Rng, source: &Source, one_in: u8) -> BTreeMap<u32, ReadAs> {
    let ways = [
        ReadAs::Role,
        ReadAs::Department,
        ReadAs::Section(SectionKind::Qualifications),
        ReadAs::Section(SectionKind::Duties),
        ReadAs::Item,
        ReadAs::SubItem,
        ReadAs::Continuation,
        ReadAs::Field(FieldLine::RoleName),
        ReadAs::Field(FieldLine::Department),
        ReadAs::Field(FieldLine::Superior),
        ReadAs::Field(FieldLine::Subordinates),
        ReadAs::Field(FieldLine::Text(Field::Code)),
        ReadAs::Field(FieldLine::Text(Field::Purpose)),
        ReadAs::Field(FieldLine::Text(Field::HeadcountNote)),
        ReadAs::Noise,
    ];
    let lines = u32::try_from(source.lines.len()).expect("few lines");
    let chosen: Vec<u32> = (0..lines).filter(|_| random.u8(..one_in) == 0).collect();
    let choices = chosen.into_iter();
    choices
        .map(|line| (line, ways[random.usize(..ways.len())]))
        .collect()
}

#[test]
fn nothing_is_lost_whatever_a_person_says_that_lines_are() {
    let mut random = fastrand::Rng::with_seed(SEED);
    for text in corpus() {
        for _ in 0..12 {
            let source = Source::from_text(&text);
            let choices = some_choices(&mut random, &source, 3);
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
    let lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let mut random = fastrand::Rng::with_seed(SEED);
    let mixtures: String = (0..60).map(|_| mixture(&mut random, &lines)).collect();
    let shapes: [(&str, String); 15] = [
        ("mixtures", mixtures),
        ("bars", "| 班长 | 1、交接班。2、点检。 |\n".to_owned()),
        ("stars", "## **班长** 岗位 **职责** ".to_owned()),
        (
            "brackets",
            "【岗位】电工（2人）（编号：D-1）\n1、巡检。\n".to_owned(),
        ),
        (
            "links",
            "相关推荐\n某页\n附件1：\n附件：1.某页\n".to_owned(),
        ),
        (
            "counted",
            "1、负责\n\n二、三线城市\n每月\n5、15、25日".to_owned(),
        ),
        (
            "cells",
            "工作职责\t1、点检。2、点检。\t1、点检。2、点检。\n".to_owned(),
        ),
        (
            "names",
            "门迎\n1、迎客。\n领班\n（2）带位\n①带位；\n".to_owned(),
        ),
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
            40_000
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

/// Reads a text as often as it takes for a clock that some systems move on by four milliseconds only.
fn time(text: &str) -> Duration {
    let start = thread_time();
    let mut count = 0;
    loop {
        assert!(!parse_text(text).lines.is_empty());
        count += 1;
        let taken = thread_time() - start;
        if taken > Duration::from_millis(80) {
            return taken / count;
        }
    }
}

/// The processor time of this thread where the system tells it (Linux), so that other work does not count.
fn thread_time() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

// ---- doubts ----

fn on_line(piece: &Piece, line: u32) -> bool {
    piece.spans.first().is_some_and(|span| span.line == line)
}

/// Depths of the items that begin on a line.
fn items_on(draft: &ImportDraft, line: u32) -> Vec<usize> {
    fn add(items: &[DraftItem], depth: usize, line: u32, found: &mut Vec<usize>) {
        for item in items {
            if on_line(&item.text, line) {
                found.push(depth);
            }
            add(&item.children, depth + 1, line, found);
        }
    }
    let mut found = Vec::new();
    let sections = draft.roles.iter().flat_map(|role| &role.sections);
    for section in sections.chain(&draft.rules) {
        add(&section.items, 0, line, &mut found);
    }
    for department in &draft.departments {
        add(&department.duties, 0, line, &mut found);
    }
    found
}

/// Whether a draft reads a line as a person said it is.
fn reads_as(draft: &ImportDraft, line: u32, way: ReadAs) -> bool {
    let names_role = draft.roles.iter().any(|role| on_line(&role.name, line));
    let names_department = draft.departments.iter().any(|it| on_line(&it.name, line));
    match way {
        ReadAs::Role => names_role,
        ReadAs::Department => {
            names_department || draft.dropped.iter().any(|it| it.span.line == line)
        }
        ReadAs::Section(_) => !names_role && !names_department && items_on(draft, line).is_empty(),
        ReadAs::Item => {
            !items_on(draft, line).is_empty() || draft.unplaced.iter().any(|it| on_line(it, line))
        }
        ReadAs::SubItem => items_on(draft, line).iter().any(|depth| *depth > 0),
        ReadAs::Continuation => items_on(draft, line).is_empty(),
        ReadAs::Field(_) => items_on(draft, line).is_empty(),
        ReadAs::Noise => draft.noise.iter().any(|it| on_line(it, line)),
    }
}

#[test]
fn every_doubt_has_alternatives_and_each_of_them_works() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, text) in named_corpus() {
        let source = Source::from_text(&text);
        let draft = parse(&source, &BTreeMap::new());
        for doubt in &draft.doubts {
            if doubt.alternatives.is_empty() {
                faults.push(format!("{name}: {:?} has no alternative", doubt.kind));
            }
            for alternative in &doubt.alternatives {
                count += 1;
                let works = match alternative {
                    Alternative::ReadAs { line, read_as } => {
                        let choices = BTreeMap::from([(*line, *read_as)]);
                        let other = parse(&source, &choices);
                        check_accounts(&other, &text);
                        (other.roles != draft.roles || other.rules != draft.rules)
                            && reads_as(&other, *line, *read_as)
                            || other.departments != draft.departments
                            || other.noise != draft.noise && reads_as(&other, *line, *read_as)
                    }
                    Alternative::ReadPart { at, read_as } => {
                        let mut decisions = Decisions::default();
                        decisions.parts.insert(*at, *read_as);
                        let other = parse_taken(source.clone(), &decisions);
                        check_accounts(&other, &text);
                        let asked_again = other.doubts.iter().any(|it| it.key() == doubt.key());
                        other.roles != draft.roles && !asked_again
                    }
                    Alternative::Name(other) => {
                        let role = doubt.role.map(|role| &draft.roles[role]);
                        role.is_some_and(|role| !other.is_empty() && role.name.text != *other)
                    }
                    Alternative::Split(names) => {
                        names.len() >= 2 && names.iter().all(|it| !it.is_empty())
                    }
                    Alternative::Means { written, role } => {
                        let holder = doubt.role.map(|role| &draft.roles[role]);
                        let known = holder.is_some_and(|holder| {
                            let names = [&holder.superior, &holder.subordinates];
                            names
                                .into_iter()
                                .flatten()
                                .any(|it| it.names.contains(written))
                        });
                        known && *role < draft.roles.len()
                    }
                    Alternative::JoinTo { role } => doubt.role.is_some_and(|same| {
                        *role < same && draft.roles[*role].name.text == draft.roles[same].name.text
                    }),
                    // Asked only where a project is imported into.
                    Alternative::MeansKnown { .. } => false,
                    Alternative::Qualifier => doubt.role.is_some_and(|role| {
                        let mut people = draft.roles[role].incumbents.iter();
                        people.any(|piece| piece.spans.first() == Some(&doubt.at))
                    }),
                    Alternative::Incumbents => doubt.role.is_some_and(|role| {
                        let mut words = draft.roles[role].qualifiers.iter();
                        words.any(|piece| piece.spans.first() == Some(&doubt.at))
                    }),
                };
                if !works {
                    let at = &draft.lines[doubt.at.line as usize].text;
                    faults.push(format!(
                        "{name}: {:?} {alternative:?} does not work: {at}",
                        doubt.kind
                    ));
                }
            }
        }
    }
    println!("{count} alternatives were tried");
    assert!(count >= 60, "only {count} alternatives");
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
