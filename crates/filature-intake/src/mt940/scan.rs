//! Cuts the text into messages and fields, and keeps what lies between them.
//!
//! A field begins with its tag at the start of a line and runs to the next one; a time of day inside a text
//! (`20:44:45`) is therefore no tag. Headers (SWIFT's blocks, or a bank's own lines) and the closing `-` are
//! no fields; what is neither is a stray line, which the statement reader reports. Blanks before a tag are passed
//! over where no text can be meant: an entry that was pushed to the right is an entry.

use super::header::{Header, is_block};

/// A field: its tag without colons, the line it begins on, and all that follows the tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    pub(super) tag: &'a str,
    pub(super) line: u32,
    pub(super) body: &'a str,
}

impl Field<'_> {
    /// Its tag as people write it, for problems.
    pub(super) fn column(&self) -> String {
        format!(":{}:", self.tag)
    }
}

/// The fields from one `:20:` to the next, with what its header says.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) line: u32,
    /// The type in the header, such as `940`.
    pub(super) kind: Option<&'a str>,
    /// The first eight letters of the BIC of the sender, in the header.
    pub(super) bank: Option<&'a str>,
    /// Those of the receiver.
    pub(super) receiver: Option<&'a str>,
    /// The reference that a payment keeps from bank to bank (`{121:}`).
    pub(super) uetr: Option<&'a str>,
    /// Whether the network refused to carry it (`{451:1}` in front of it).
    pub(super) refused: bool,
    pub(super) fields: Vec<Field<'a>>,
    /// The lines that stand among the fields and belong to none, in order.
    pub(super) strays: Vec<u32>,
}

/// A line outside of every field.
#[derive(Debug)]
pub(super) struct Stray<'a> {
    pub(super) line: u32,
    pub(super) text: &'a str,
    /// Whether it stands inside a message, where it should have been a field.
    pub(super) inside: bool,
}

/// Room is made beforehand for no more fields than this: many small messages may follow a large one.
const MOST_FIELDS_EXPECTED: usize = 256;

/// Cuts up a text whose lines end in LF or CR LF, a message at a time: a file is read as it is cut, and never held in
/// pieces.
#[derive(Default)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// Where the next line begins, and how many there were.
    start: usize,
    lines: u32,
    header: Header<'a>,
    message: Option<Message<'a>>,
    /// The open field, and where its body begins and ends.
    field: Option<(&'a str, u32, usize, usize)>,
    /// Whether the open message has had its closing balance.
    closed: bool,
    /// How many fields the message before had: about as many as the next one will have.
    usual_fields: usize,
    /// A message that has ended and was not given yet.
    ended: Option<Message<'a>>,
    /// The lines outside of every field, so far.
    pub(super) strays: Vec<Stray<'a>>,
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Message<'a>;

    fn next(&mut self) -> Option<Message<'a>> {
        while self.start < self.text.len() && self.ended.is_none() {
            self.next_line();
        }
        if self.ended.is_none() {
            self.end_message();
        }
        self.ended.take()
    }
}

impl<'a> Scanner<'a> {
    /// At the beginning of the text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    fn next_line(&mut self) {
        let start = self.start;
        let end =
            memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |length| start + length);
        self.start = end + 1;
        self.lines = self.lines.saturating_add(1);
        let mut line = &self.text[start..end];
        while let Some(shorter) = line.strip_suffix('\r') {
            line = shorter;
        }
        // Half of the lines go on with a text, and begin with a sign that nothing else begins with.
        let goes_on = |first: &u8| first.is_ascii_graphic() && !matches!(first, b':' | b'-' | b'{' | b'$');
        match &mut self.field {
            Some(("61" | "86", .., field_end)) if !self.closed && line.as_bytes().first().is_some_and(goes_on) => {
                *field_end = start + line.len();
            }
            _ => self.line(self.lines, start, line, end),
        }
    }

    fn line(&mut self, number: u32, start: usize, line: &'a str, end: usize) {
        let bare = line.trim_start_matches(|letter: char| letter.is_control() || letter == '\u{FEFF}');
        if let Some((tag, body)) = tag_of(bare).or_else(|| self.indented_tag(bare)) {
            self.begin_field(tag, number, start + (line.len() - body.len()), start + line.len());
        } else if self.is_end(bare, end) || is_block(bare) {
            self.end_message();
            self.header.take_blocks(bare);
        } else if self.may_be_header() && self.header.take(bare) {
            self.end_field();
        } else if let Some((tag, .., field_end)) = &mut self.field {
            if matches!(*tag, "61" | "86") || !is_known(tag) {
                *field_end = start + line.len();
            } else if !is_blank(bare) {
                self.stray(number, line);
            }
        } else if !is_blank(bare) && !bare.chars().all(|letter| matches!(letter, '-' | ' ' | '$')) {
            self.stray(number, line);
        }
    }

    fn stray(&mut self, number: u32, text: &'a str) {
        if let Some(message) = &mut self.message {
            message.strays.push(number);
        }
        self.strays.push(Stray { line: number, text, inside: self.message.is_some() });
    }

    /// The tag behind blanks at the start of a line, where it cannot be a part of a text: an entry or a balance
    /// that has the form of one, or any known tag where no text is open.
    fn indented_tag(&self, line: &'a str) -> Option<(&'a str, &'a str)> {
        let indented = line.trim_start_matches([' ', '\t', '\u{a0}']);
        let (tag, body) = tag_of(indented).filter(|(tag, _)| indented.len() < line.len() && is_known(tag))?;
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let has_form = match tag {
            "61" => digits(body.trim_start()) >= 6,
            "60F" | "60M" | "62F" | "62M" | "64" | "65" => {
                body.strip_prefix(['C', 'D']).is_some_and(|rest| digits(rest) >= 6)
            }
            _ => false,
        };
        let open = self.field.map(|(tag, ..)| tag).filter(|_| !self.closed);
        let in_text = matches!(open, Some("61" | "86")) && !(tag == "86" && open == Some("61"));
        (has_form || !in_text).then_some((tag, body))
    }

    fn begin_field(&mut self, tag: &'a str, line: u32, start: usize, end: usize) {
        self.end_field();
        if tag == "20" {
            self.end_message();
        }
        if self.message.is_none() {
            let header = std::mem::take(&mut self.header);
            let bank = header.bank.or(header.bare_bank.filter(|_| header.kind.is_some()));
            let Header { kind, receiver, uetr, refused, .. } = header;
            let (fields, strays) = (Vec::with_capacity(self.usual_fields), Vec::new());
            self.message = Some(Message { line, kind, bank, receiver, uetr, refused, fields, strays });
        }
        self.closed |= matches!(tag, "62F" | "62M");
        self.field = Some((tag, line, start, end));
    }

    fn end_field(&mut self) {
        let (Some((tag, line, start, end)), Some(message)) = (self.field.take(), &mut self.message) else { return };
        message.fields.push(Field { tag, line, body: &self.text[start..end] });
    }

    fn end_message(&mut self) {
        self.end_field();
        self.ended = self.message.take();
        if let Some(message) = &self.ended {
            self.usual_fields = message.fields.len().min(MOST_FIELDS_EXPECTED);
        }
        self.closed = false;
    }

    /// Whether a line ends the message. A lone hyphen may also be a line of a text: inside `:86:`, before the
    /// closing balance, it is taken for one unless a message begins after it, or
    /// nothing.
    fn is_end(&self, line: &str, end: usize) -> bool {
        let Some(rest) = line.strip_prefix('-') else { return false };
        if self.message.is_none() {
            return rest.starts_with('}');
        }
        if rest.starts_with('}') || rest == "XXX" {
            return true;
        }
        if !rest.chars().all(|letter| letter.is_control() || letter == ' ') {
            return false;
        }
        let in_text = !self.closed && self.field.is_some_and(|(tag, ..)| tag == "86");
        let begins_message = |line: &str| match tag_of(line) {
            Some((tag, _)) => tag == "20",
            None => is_block(line) || Header::default().take(line),
        };
        !in_text || self.text[end..].lines().find(|line| !is_blank(line)).is_none_or(begins_message)
    }

    /// Whether a bank's own header line may stand here: not in the middle of a statement's text.
    fn may_be_header(&self) -> bool {
        self.closed || self.field.is_none_or(|(tag, ..)| !is_text(tag))
    }
}

/// The tag at the start of a line, and what follows it.
pub(super) fn tag_of(line: &str) -> Option<(&str, &str)> {
    let (tag, body) = line.strip_prefix(':')?.split_at_checked(2)?;
    let is_tag = tag.bytes().all(|byte| byte.is_ascii_digit()) || tag == "NS";
    match body.as_bytes() {
        [b':', ..] if is_tag => Some((tag, &body[1..])),
        [letter, b':', ..] if is_tag && letter.is_ascii_uppercase() => Some((&line[1..4], &body[2..])),
        _ => None,
    }
}

/// Whether a statement may have the field.
pub(super) fn is_known(tag: &str) -> bool {
    matches!(
        tag,
        "20" | "21" | "25" | "25P" | "28" | "28C" | "60F" | "60M" | "61" | "62F" | "62M" | "64" | "65" | "86" | "NS"
            // Of the interim report.
            | "13" | "13D" | "34F" | "90C" | "90D"
    )
}

/// Whether a field may have lines that look like a bank's header: texts, and the parties and banks of a payment.
fn is_text(tag: &str) -> bool {
    matches!(tag, "61" | "86") || tag.starts_with(['5', '7'])
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|letter| letter.is_whitespace() || letter.is_control())
}
