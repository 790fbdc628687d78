//! What is drawn on a page, in PDF's own notation (ISO 32000-1, 7.8.2).
//!
//! Written as bytes at once: a book of two hundred roles has a hundred thousand operations, and as objects of a
//! library each of them costs several allocations and its numbers the general formatting of floats.

/// Rounds to thousandths; what is not a number becomes 0 instead of going into the file.
pub(super) fn thousandths(v: f32) -> i64 {
    if v.is_finite() {
        (f64::from(v) * 1000.0).round() as i64
    } else {
        0
    }
}

/// A length rounded to thousandths, pt.
pub(super) fn rounded(v: f32) -> f32 {
    (thousandths(v) as f64 / 1000.0) as f32
}

/// Rounds to 10⁻⁵, for what is added up over a line of some 60 characters.
pub(super) fn fine(v: f32) -> i64 {
    if v.is_finite() {
        (f64::from(v) * 1e5).round() as i64
    } else {
        0
    }
}

/// Puts `value` · 10^-`places` without an exponent, which PDF does not know, and without zeros at its end.
pub(super) fn put_decimal(value: i64, places: u32, out: &mut Vec<u8>) {
    let scale = 10_u64.pow(places.min(9));
    let size = value.unsigned_abs();
    if value < 0 {
        out.push(b'-');
    }
    put_integer(size / scale, out);
    let mut rest = size % scale;
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = scale / 10;
    while rest > 0 {
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
        unit /= 10;
    }
}

/// Puts a whole number.
pub(super) fn put_integer(value: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    let mut rest = value;
    loop {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

/// The drawing of a page.
#[derive(Default)]
pub(super) struct ContentStream {
    bytes: Vec<u8>,
}

impl ContentStream {
    /// What has been drawn so far.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Begins a new page.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// How many bytes have been drawn.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Takes back what was drawn after this length.
    pub(super) fn truncate(&mut self, len: usize) {
        self.bytes.truncate(len);
    }

    /// Puts an operator without operands, or any text that stands for itself.
    pub(super) fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Puts thousandths and a space each, then the operator.
    pub(super) fn operation(&mut self, operands: &[i64], operator: &str) {
        for &operand in operands {
            put_decimal(operand, 3, &mut self.bytes);
            self.bytes.push(b' ');
        }
        self.raw(operator);
    }

    /// The grey that fills what follows, 0 black … 1 white.
    pub(super) fn grey(&mut self, light: f32) {
        let light = thousandths(light).clamp(0, 1000);
        self.operation(&[light], "g\n");
    }

    /// Chooses the font of this resource name and a size in pt.
    pub(super) fn font(&mut self, name: &str, size: f32) {
        self.raw("/");
        self.raw(name);
        self.raw(" ");
        self.operation(&[thousandths(size)], "Tf\n");
    }

    /// Extra advance after each glyph, 10⁻⁵ pt.
    pub(super) fn spacing(&mut self, spacing: i64) {
        put_decimal(spacing, 5, &mut self.bytes);
        self.raw(" Tc\n");
    }

    /// Turns text by an angle of this cosine and sine (10⁻⁵) around a place (thousandths of a pt).
    pub(super) fn turned(&mut self, (cos, sin): (i64, i64), place: (i64, i64)) {
        for value in [cos, sin, sin.saturating_neg(), cos] {
            put_decimal(value, 5, &mut self.bytes);
            self.bytes.push(b' ');
        }
        self.operation(&[place.0, place.1], "Tm\n");
    }

    /// Begins text that may be moved within.
    pub(super) fn begin_show(&mut self) {
        self.bytes.push(b'[');
    }

    /// Ends it.
    pub(super) fn end_show(&mut self) {
        self.raw("]TJ\n");
    }

    /// Moves the pen left between two strings, by thousandths of a thousandth of an em.
    pub(super) fn move_left(&mut self, distance: i64) {
        put_decimal(distance, 3, &mut self.bytes);
    }

    /// Begins a string of glyphs.
    pub(super) fn begin_string(&mut self) {
        self.bytes.push(b'(');
    }

    /// Ends it.
    pub(super) fn end_string(&mut self) {
        self.bytes.push(b')');
    }

    /// Puts a glyph's code into a string: two bytes as they are, half of what hexadecimal digits take.
    pub(super) fn code(&mut self, code: u16) {
        let plain = |byte: u8| !matches!(byte, b'(' | b')' | b'\\' | b'\r');
        let bytes = code.to_be_bytes();
        if bytes.into_iter().all(plain) {
            self.bytes.extend_from_slice(&bytes);
            return;
        }
        for byte in bytes {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
                // As itself it would be read as a line feed.
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                byte => self.bytes.push(byte),
            }
        }
    }

    /// Says which character the glyphs up to the next `EMC` stand for.
    pub(super) fn actual_text(&mut self, c: char) {
        self.raw("/Span<</ActualText");
        let mut utf16 = vec![0xfe, 0xff];
        for unit in c.encode_utf16(&mut [0; 2]) {
            utf16.extend(unit.to_be_bytes());
        }
        super::file::put_hexadecimal(&utf16, &mut self.bytes);
        self.raw(">>BDC\n");
    }

    /// Begins a stretch that belongs to an element: its name, and its number on the page.
    pub(super) fn begin_marked(&mut self, name: &str, number: u64) {
        self.raw("/");
        self.raw(name);
        self.raw("<</MCID ");
        put_integer(number, &mut self.bytes);
        self.raw(">>BDC\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: i64, places: u32) -> String {
        let mut out = Vec::new();
        put_decimal(value, places, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_exact_and_as_short_as_they_can_be() {
        let cases = [
            (0, "0"),
            (1, "0.001"),
            (-10, "-0.01"),
            (500, "0.5"),
            (1000, "1"),
            (-841_890, "-841.89"),
            (70_001, "70.001"),
            (i64::MIN, "-9223372036854775.808"),
        ];
        for (value, written) in cases {
            assert_eq!(decimal(value, 3), written);
        }
        assert_eq!(decimal(-1, 5), "-0.00001");
        assert_eq!(decimal(123, 0), "123");
    }

    #[test]
    fn what_is_no_number_never_reaches_the_file() {
        for v in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!((thousandths(v), fine(v)), (0, 0));
        }
    }

    #[test]
    fn a_reader_finds_every_code_of_a_string() {
        let codes = [0x0d0a, 0x2829, 0x5c6e, 0x0000, 0x0a0d, 0xff80];
        let mut stream = ContentStream::default();
        stream.begin_show();
        stream.begin_string();
        codes.iter().for_each(|&code| stream.code(code));
        stream.end_string();
        stream.end_show();
        let read = lopdf::content::Content::decode(stream.bytes()).unwrap();
        let shown = read.operations[0].operands[0].as_array().unwrap();
        let expected: Vec<u8> = codes.into_iter().flat_map(u16::to_be_bytes).collect();
        assert_eq!(shown[0].as_str().unwrap(), expected);
    }
}
