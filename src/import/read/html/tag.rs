//! A start tag with the attributes that matter.

/// The tag that is read.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    attribute: String,
    pub(super) style: String,
    pub(super) class: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// `type` of a list.
    pub(super) kind: String,
    pub(super) start: Option<i64>,
    pub(super) value: Option<i64>,
    pub(super) hidden: bool,
    pub(super) checked: bool,
}

impl Tag {
    pub(super) fn open(&mut self, name: &[u8]) {
        *self = Tag {
            name: String::from_utf8_lossy(name).into_owned(),
            ..Tag::default()
        };
    }

    pub(super) fn attribute(&mut self, name: &[u8]) {
        self.attribute = String::from_utf8_lossy(name).into_owned();
        match self.attribute.as_str() {
            "hidden" => self.hidden = true,
            "checked" => self.checked = true,
            _ => {}
        }
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        let text = || String::from_utf8_lossy(value).trim().to_owned();
        match self.attribute.as_str() {
            "style" => self.style = compact(&text()),
            "class" => self.class = text(),
            "colspan" => self.columns = text().parse().unwrap_or(1),
            "rowspan" => self.rows = text().parse().unwrap_or(1),
            "type" => self.kind = text(),
            "start" => self.start = text().parse().ok(),
            "value" => self.value = text().parse().ok(),
            _ => {}
        }
    }

    /// A property of the style attribute.
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        let mut properties = self.style.split(';');
        properties.find_map(|property| {
            let (key, value) = property.split_once(':')?;
            (key == name).then_some(value)
        })
    }

    /// True if the browser or Word does not show the element.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden
            || self.property("display") == Some("none")
            || self.property("mso-hide") == Some("all")
    }
}

/// A style in lower case without blanks.
fn compact(style: &str) -> String {
    style
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
