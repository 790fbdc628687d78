//! Web pages saved as one file (.mht, .mhtml): MIME, with the page as its first HTML part.
//!
//! Only that part is looked for, from the beginning of the file to its end: a library for mail builds every part, and
//! a hostile file has millions of them. Pictures and style sheets behind the page are never unpacked.

use super::ReadFile;
use super::error::{Damage, ReadError};
use super::{html, text};
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, Engine as _, GeneralPurpose, GeneralPurposeConfig};

/// The longest headers of a part that are read, in bytes.
const HEADERS: usize = 64 << 10;
/// Multiparts stand in each other at most so deep: the page and its pictures, as one of two alternatives.
const DEEPEST: usize = 4;

/// Whether a file begins as MIME does: headers, and among them these two.
pub(super) fn is_mht(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default();
    let name = first.split_once(':').map_or("", |(name, _)| name);
    let is_header = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let head = head.to_ascii_lowercase();
    let has = |header: &str| head.starts_with(header) || head.contains(&format!("\n{header}"));
    is_header && has("mime-version:") && has("content-type:")
}

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, ReadError> {
    let damaged = ReadError::Damaged(Damage::Package);
    let page = find(bytes, 0).ok_or(damaged)?;
    let content = page.content();
    if page.is_html {
        html::read_as(&content, page.charset.as_deref())
    } else {
        text::read(&content)
    }
}

/// The HTML of the page, and the encoding that its part names.
pub(super) fn page(bytes: &[u8]) -> Option<(Vec<u8>, Option<String>)> {
    let page = find(bytes, 0).filter(|page| page.is_html)?;
    Some((page.content(), page.charset))
}

/// The part that is read.
struct Part<'a> {
    is_html: bool,
    charset: Option<String>,
    /// How its bytes are written: `base64`, `quoted-printable`, or as they are.
    transfer: String,
    body: &'a [u8],
}

impl Part<'_> {
    fn content(&self) -> Vec<u8> {
        match self.transfer.as_str() {
            "base64" => base64_decoded(self.body),
            "quoted-printable" => unquoted(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// The first HTML part, or the first plain text where there is none.
fn find(bytes: &[u8], depth: usize) -> Option<Part<'_>> {
    let (headers, body) = headers(bytes)?;
    let kind = header(&headers, "content-type")?;
    let mime = kind.split(';').next().unwrap_or_default().trim();
    let mime = mime.to_ascii_lowercase();
    if mime.starts_with("multipart/") && depth < DEEPEST {
        let boundary = parameter(kind, "boundary")?;
        let mut plain = None;
        for part in parts(body, boundary.as_bytes()) {
            match find(part, depth + 1) {
                Some(found) if found.is_html => return Some(found),
                found => plain = plain.or(found),
            }
        }
        return plain;
    }
    let is_html = matches!(mime.as_str(), "text/html" | "application/xhtml+xml");
    let transfer = header(&headers, "content-transfer-encoding").unwrap_or_default();
    (is_html || mime == "text/plain").then(|| Part {
        is_html,
        charset: parameter(kind, "charset"),
        transfer: transfer.trim().to_ascii_lowercase(),
        body,
    })
}

/// The headers, each on one line, and what follows the empty line behind them.
fn headers(bytes: &[u8]) -> Option<(String, &[u8])> {
    let mut text = String::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        let line = line.trim_ascii_end();
        if line.is_empty() {
            // Some programs begin a part with an empty line more.
            if text.is_empty() {
                continue;
            }
            break;
        }
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            text.push('\n');
        }
        text.push_str(&String::from_utf8_lossy(line));
        if at > HEADERS {
            return None;
        }
    }
    Some((text, bytes.get(at..)?))
}

fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found
            .trim()
            .eq_ignore_ascii_case(name)
            .then_some(value.trim())
    })
}

/// `boundary` of `multipart/related; boundary="…"; type="text/html"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        let named = found.trim().eq_ignore_ascii_case(name) && !value.is_empty();
        named.then(|| value.to_owned())
    })
}

/// What stands between the lines `--boundary`; the last part may lack the line that ends it.
fn parts<'a, 'b>(
    body: &'a [u8],
    boundary: &'b [u8],
) -> impl Iterator<Item = &'a [u8]> + use<'a, 'b> {
    let mut lines = body.split_inclusive(|byte| *byte == b'\n');
    let mut at = 0;
    let mut begun: Option<usize> = None;
    let is_boundary = move |line: &[u8]| {
        let line = line.trim_ascii_end();
        line.strip_prefix(b"--")
            .and_then(|line| line.strip_prefix(boundary))
            .is_some_and(|rest| rest.is_empty() || rest == b"--")
    };
    std::iter::from_fn(move || {
        for line in lines.by_ref() {
            let start = at;
            at += line.len();
            if is_boundary(line)
                && let Some(from) = begun.replace(at)
            {
                return body.get(from..start);
            }
        }
        begun.take().and_then(|from| body.get(from..))
    })
}

fn base64_decoded(body: &[u8]) -> Vec<u8> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut signs: Vec<u8> = body.iter().copied().filter(is_sign).collect();
    // A file that was cut off may end with a sign alone, which says nothing.
    if signs.len() % 4 == 1 {
        signs.pop();
    }
    let decoded = GeneralPurpose::new(&STANDARD, config).decode(signs);
    decoded.unwrap_or_default()
}

/// `=E5=B2=97` as bytes; a line that ends with `=` goes on with the next.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let bare = line.trim_ascii_end();
        let (bare, goes_on) = match bare.strip_suffix(b"=") {
            Some(bare) => (bare, true),
            None => (bare, false),
        };
        let mut rest = bare;
        while let Some((&byte, behind)) = rest.split_first() {
            let code = behind.get(..2).filter(|_| byte == b'=');
            let code = code.and_then(|code| std::str::from_utf8(code).ok());
            match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
                Some(code) => {
                    bytes.push(code);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => {
                    bytes.push(byte);
                    rest = behind;
                }
            }
        }
        if !goes_on && line.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    }
    bytes
}
