//! Whether to go on laying out: asked now and then inside long parts, so that whoever waits for something newer can stop.

/// Asks after each so many paragraphs and rows whether to go on: those of one role or two. Roles that follow each other
/// are one part, which may have hundreds of thousands.
pub(super) struct Questions<'a> {
    go_on: &'a mut dyn FnMut() -> bool,
    since: usize,
}

impl<'a> Questions<'a> {
    const BETWEEN: usize = 64;

    pub(super) fn new(go_on: &'a mut dyn FnMut() -> bool) -> Questions<'a> {
        Questions { go_on, since: 0 }
    }

    /// Whether to go on, `more` paragraphs or rows later.
    pub(super) fn go_on(&mut self, more: usize) -> bool {
        self.since += more;
        if self.since < Questions::BETWEEN {
            return true;
        }
        self.since = 0;
        (self.go_on)()
    }
}
