//! Objects → the bytes of a file, each object written as soon as it is known.
//!
//! printpdf's object library holds every object of a document at once and its object streams once more; a book of
//! thousands of roles has a million elements of structure. Here an element is forgotten when it has been written.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

use super::deflate::Deflater;
use super::digest::Digest;
use super::stream::{put_decimal, put_integer, thousandths};

/// Objects in one object stream. A reader unpacks a whole stream to see one object.
const PACKED: usize = 200;

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere: the number is not used.
    Free,
    /// At this byte of the file.
    At(u32),
    /// The n-th in this object stream.
    In(u32, u16),
}

/// Objects that become an object stream.
#[derive(Default)]
struct Pack {
    /// Their numbers, and where each begins.
    index: Vec<(u32, usize)>,
    objects: Vec<u8>,
}

/// Objects that are no streams, ready in PDF's own notation, until all numbers of the file are known. A book of
/// thousands of roles has tens of thousands of links and bookmarks; as bytes each takes a tenth of the room.
#[derive(Default)]
pub(super) struct ReadyObjects {
    /// Their numbers, and where each begins.
    index: Vec<(u32, usize)>,
    objects: Vec<u8>,
}

impl ReadyObjects {
    /// Adds the object of this number, which `put` writes.
    pub(super) fn add(&mut self, (number, _): ObjectId, put: impl FnOnce(&mut Vec<u8>)) {
        self.index.push((number, self.objects.len()));
        put(&mut self.objects);
    }
}

/// A file being written.
pub(super) struct FileWriter {
    out: Vec<u8>,
    /// By number.
    places: Vec<Place>,
    /// The highest number in use.
    highest: u32,
    /// `None` for files that old readers and archives must read: no object streams, a plain table at the end.
    pack: Option<Pack>,
    deflater: Deflater,
}

impl FileWriter {
    /// A file of this version whose objects have numbers up to `highest`; `packed` puts them into object streams,
    /// which PDF 1.5 introduced.
    pub(super) fn new(version: &str, packed: bool, highest: u32) -> FileWriter {
        let mut out = Vec::new();
        out.extend_from_slice(format!("%PDF-{version}\n").as_bytes());
        // Tells programs that copy files that this is not text.
        out.extend_from_slice(b"%\xe2\xe3\xcf\xd3\n");
        FileWriter {
            out,
            places: Vec::new(),
            highest,
            pack: packed.then(Pack::default),
            deflater: Deflater::new(),
        }
    }

    /// Writes objects, of which none is kept.
    ///
    /// # Errors
    /// If a stream cannot be deflated.
    pub(super) fn objects(
        &mut self,
        mut objects: BTreeMap<ObjectId, Object>,
    ) -> Result<(), lopdf::Error> {
        let mut bytes = Vec::new();
        while let Some(((number, _), object)) = objects.pop_first() {
            match object {
                Object::Stream(stream) => self.stream(number, &stream),
                object => {
                    bytes.clear();
                    put(&object, &mut bytes);
                    self.raw(number, &bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Writes objects that are ready.
    ///
    /// # Errors
    /// If an object stream cannot be deflated.
    pub(super) fn ready(&mut self, ready: &ReadyObjects) -> Result<(), lopdf::Error> {
        let ends = ready.index.iter().skip(1).map(|&(_, start)| start);
        let ends = ends.chain([ready.objects.len()]);
        for (&(number, start), end) in ready.index.iter().zip(ends) {
            self.raw(number, ready.objects.get(start..end).unwrap_or_default())?;
        }
        Ok(())
    }

    /// Writes an object that is no stream, ready in PDF's own notation.
    ///
    /// # Errors
    /// If an object stream cannot be deflated.
    pub(super) fn raw(&mut self, number: u32, object: &[u8]) -> Result<(), lopdf::Error> {
        let Some(pack) = &mut self.pack else {
            self.begin(number);
            self.out.extend_from_slice(object);
            self.out.extend_from_slice(b"\nendobj\n");
            return Ok(());
        };
        pack.index.push((number, pack.objects.len()));
        pack.objects.extend_from_slice(object);
        pack.objects.push(b'\n');
        let full = pack.index.len() >= PACKED;
        if full { self.flush() } else { Ok(()) }
    }

    fn stream(&mut self, number: u32, stream: &Stream) {
        self.begin(number);
        put_dictionary(&stream.dict, &mut self.out);
        self.out.extend_from_slice(b"\nstream\n");
        self.out.extend_from_slice(&stream.content);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn begin(&mut self, number: u32) {
        // Files of 4 GiB and more do not fit in the memory in which they are made.
        let at = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        self.place(number, Place::At(at));
        self.out
            .extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    }

    fn place(&mut self, number: u32, place: Place) {
        let index = number as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, Place::Free);
        }
        self.places[index] = place;
    }

    /// Writes the objects gathered so far as a stream.
    fn flush(&mut self) -> Result<(), lopdf::Error> {
        let Some(pack) = self.pack.as_mut().filter(|pack| !pack.index.is_empty()) else {
            return Ok(());
        };
        let Pack { index, objects } = std::mem::take(pack);
        let mut content = Vec::with_capacity(objects.len() + index.len() * 12);
        for &(number, at) in &index {
            put_integer(u64::from(number), &mut content);
            content.push(b' ');
            put_integer(at as u64, &mut content);
            content.push(b' ');
        }
        let first = content.len() as i64;
        content.extend_from_slice(&objects);
        let dictionary = dictionary! {
            "Type" => "ObjStm",
            "N" => index.len() as i64,
            "First" => first,
        };
        let stream = self.deflater.stream(dictionary, &content);
        self.highest += 1;
        let container = self.highest;
        self.stream(container, &stream);
        for ((number, _), nth) in index.into_iter().zip(0_u16..) {
            self.place(number, Place::In(container, nth));
        }
        Ok(())
    }

    /// Ends the file with its table of objects, and gives it an ID made of its content, so that the same document has
    /// the same bytes.
    ///
    /// # Errors
    /// If the table cannot be deflated.
    pub(super) fn finish(
        mut self,
        root: ObjectId,
        info: ObjectId,
    ) -> Result<Vec<u8>, lopdf::Error> {
        self.flush()?;
        let mut digest = Digest::new();
        digest.add(&self.out);
        let id = Object::String(digest.bytes().to_vec(), StringFormat::Hexadecimal);
        let mut trailer = dictionary! {
            "Root" => root,
            "Info" => info,
            "ID" => vec![id.clone(), id],
        };
        let start = if self.pack.is_some() {
            self.packed_table(trailer)?
        } else {
            trailer.set("Size", self.places.len() as i64);
            self.plain_table(&trailer)
        };
        let end = format!("startxref\n{start}\n%%EOF\n");
        self.out.extend_from_slice(end.as_bytes());
        Ok(self.out)
    }

    /// The table of PDF 1.4: twenty bytes an object.
    fn plain_table(&mut self, trailer: &Dictionary) -> usize {
        let start = self.out.len();
        let head = format!("xref\n0 {}\n", self.places.len());
        self.out.extend_from_slice(head.as_bytes());
        for (number, place) in self.places.iter().enumerate() {
            let line = match place {
                Place::At(at) => format!("{at:010} 00000 n \n"),
                Place::Free | Place::In(..) if number == 0 => "0000000000 65535 f \n".to_owned(),
                Place::Free | Place::In(..) => "0000000000 00001 f \n".to_owned(),
            };
            self.out.extend_from_slice(line.as_bytes());
        }
        self.out.extend_from_slice(b"trailer\n");
        put_dictionary(trailer, &mut self.out);
        self.out.push(b'\n');
        start
    }

    /// The table as a stream (ISO 32000-1, 7.5.8), its rows as differences from the row above.
    fn packed_table(&mut self, mut dictionary: Dictionary) -> Result<usize, lopdf::Error> {
        let start = self.out.len();
        self.highest += 1;
        let number = self.highest;
        let at = u32::try_from(start).unwrap_or(u32::MAX);
        self.place(number, Place::At(at));
        let mut plain = Vec::with_capacity(self.places.len() * 7);
        let mut rows = Vec::with_capacity(self.places.len() * 8);
        let mut above = [0_u8; 7];
        for place in &self.places {
            let mut row = [0_u8; 7];
            let (kind, first, second) = match *place {
                Place::Free => (0, 0, 0),
                Place::At(at) => (1, at, 0),
                Place::In(container, nth) => (2, container, nth),
            };
            row[0] = kind;
            row[1..5].copy_from_slice(&first.to_be_bytes());
            row[5..7].copy_from_slice(&second.to_be_bytes());
            // 2 = the predictor "up" of PNG.
            rows.push(2);
            rows.extend(
                row.iter()
                    .zip(above)
                    .map(|(new, old)| new.wrapping_sub(old)),
            );
            plain.extend_from_slice(&row);
            above = row;
        }
        dictionary.set("Type", "XRef");
        dictionary.set("Size", self.places.len() as i64);
        dictionary.set("W", [1, 4, 2].map(Object::from).to_vec());
        let mut stream = self.deflater.stream(dictionary, &rows);
        if stream.dict.has(b"Filter") {
            let predicted = dictionary! { "Predictor" => 12, "Columns" => 7 };
            stream.dict.set("DecodeParms", predicted);
        } else {
            // Too few rows to be worth it.
            stream.set_content(plain);
        }
        self.stream(number, &stream);
        Ok(start)
    }
}

/// Puts an object that is no stream in PDF's notation (ISO 32000-1, 7.3).
pub(super) fn put(object: &Object, out: &mut Vec<u8>) {
    match object {
        // A stream is always an object of its own and never comes here.
        Object::Null | Object::Stream(_) => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(value.to_string().as_bytes()),
        &Object::Integer(value) => put_decimal(value, 0, out),
        &Object::Real(value) => put_real(value, out),
        Object::Name(name) => put_name(name, out),
        Object::String(bytes, StringFormat::Literal) => put_literal(bytes, out),
        Object::String(bytes, StringFormat::Hexadecimal) => put_hexadecimal(bytes, out),
        Object::Array(items) => {
            out.push(b'[');
            for (nth, item) in items.iter().enumerate() {
                if nth > 0 {
                    out.push(b' ');
                }
                put(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => put_dictionary(dictionary, out),
        &Object::Reference(id) => put_reference(id, out),
    }
}

/// Puts a reference to an object.
pub(super) fn put_reference((number, generation): ObjectId, out: &mut Vec<u8>) {
    put_integer(u64::from(number), out);
    out.push(b' ');
    put_integer(u64::from(generation), out);
    out.extend_from_slice(b" R");
}

/// Puts a number; almost all are whole thousandths.
fn put_real(value: f32, out: &mut Vec<u8>) {
    let rounded = thousandths(value);
    if (rounded as f64 / 1000.0) as f32 == value {
        put_decimal(rounded, 3, out);
    } else {
        // Rust writes no exponents, as PDF wants it.
        out.extend_from_slice(value.to_string().as_bytes());
    }
}

/// Puts numbers that are rounded to thousandths as an array.
pub(super) fn put_array(values: &[f32], out: &mut Vec<u8>) {
    for (nth, &value) in values.iter().enumerate() {
        out.push(if nth == 0 { b'[' } else { b' ' });
        put_decimal(thousandths(value), 3, out);
    }
    out.push(b']');
}

fn put_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary.iter() {
        put_name(key, out);
        let delimited = matches!(
            value,
            Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)
        );
        if !delimited {
            out.push(b' ');
        }
        put(value, out);
    }
    out.extend_from_slice(b">>");
}

fn put_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn put_literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            byte => out.push(byte),
        }
    }
    out.push(b')');
}

/// A string in hexadecimal digits.
pub(super) fn put_hexadecimal(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for &byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Document;

    /// A file of a catalogue, information and this many further objects, of which each names the one before it.
    fn file(packed: bool, further: u32) -> Vec<u8> {
        let mut objects = BTreeMap::new();
        let catalogue = dictionary! { "Type" => "Catalog", "Odd name/(1)" => "b#c d" };
        objects.insert((1, 0), catalogue.into());
        let title = Object::String(b"a(b\\)\r\n".to_vec(), StringFormat::Literal);
        objects.insert((2, 0), dictionary! { "Title" => title }.into());
        let stream = Stream::new(dictionary! {}, b"endstream?".to_vec());
        objects.insert((3, 0), stream.into());
        let mut writer = FileWriter::new("1.5", packed, 10 + further);
        writer.objects(objects).unwrap();
        for number in 11..=10 + further {
            let object = format!("<</Before {} 0 R>>", number - 1);
            writer.raw(number, object.as_bytes()).unwrap();
        }
        writer.finish((1, 0), (2, 0)).unwrap()
    }

    #[test]
    fn a_reader_finds_every_object_in_files_of_both_kinds() {
        for (packed, further) in [(false, 0), (true, 0), (false, 1000), (true, 1000)] {
            let read = Document::load_mem(&file(packed, further)).unwrap();
            let catalogue = read.catalog().unwrap();
            let name = catalogue.get(b"Odd name/(1)").unwrap().as_name().unwrap();
            assert_eq!(name, b"b#c d");
            let title = read.get_dictionary((2, 0)).unwrap().get(b"Title").unwrap();
            assert_eq!(title.as_str().unwrap(), b"a(b\\)\r\n");
            let stream = read.get_object((3, 0)).unwrap().as_stream().unwrap();
            assert_eq!(stream.content, b"endstream?");
            for number in 11..=10 + further {
                let object = read.get_dictionary((number, 0)).unwrap();
                let before = object.get(b"Before").unwrap().as_reference().unwrap();
                assert_eq!(before, (number - 1, 0));
            }
        }
    }

    #[test]
    fn packing_saves_most_of_many_small_objects() {
        assert!(file(true, 1000).len() * 4 < file(false, 1000).len());
    }

    #[test]
    fn the_id_tells_files_apart_and_equal_files_not() {
        let id = |bytes: &[u8]| {
            format!(
                "{:?}",
                Document::load_mem(bytes).unwrap().trailer.get(b"ID")
            )
        };
        assert_eq!(id(&file(true, 5)), id(&file(true, 5)));
        assert_ne!(id(&file(true, 5)), id(&file(true, 6)));
    }
}
