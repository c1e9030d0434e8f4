//! What stands before a message: its type and the banks, in SWIFT's blocks or in a bank's own lines.

/// What the lines before a message say of it.
#[derive(Default)]
pub(super) struct Header<'a> {
    pub(super) kind: Option<&'a str>,
    pub(super) bank: Option<&'a str>,
    pub(super) receiver: Option<&'a str>,
    /// The terminal of `{1:}`: the sender of what goes out, the receiver of what comes in.
    terminal: Option<&'a str>,
    pub(super) uetr: Option<&'a str>,
    pub(super) refused: bool,
    /// A line that is a BIC, which counts once a line `940` stands by it.
    pub(super) bare_bank: Option<&'a str>,
}

impl<'a> Header<'a> {
    /// Takes in a line that a bank writes in place of SWIFT's blocks, if it is one.
    pub(super) fn take(&mut self, line: &'a str) -> bool {
        let line = line.trim();
        let line = line.strip_prefix(':').and_then(|line| line.strip_suffix(':')).unwrap_or(line);
        if let "940" | "940 00" | "942" | "942 00" | "950" | "950 00" = line {
            self.kind = line.get(..3);
        } else if matches!(line.len(), 8 | 11) && is_bic(line) {
            self.bare_bank = line.get(..8);
        } else if let Some(terminal) = line.strip_prefix("0000 01").filter(|terminal| is_bic(terminal)) {
            self.bank = terminal.get(..8);
        } else {
            return false;
        }
        true
    }

    /// SWIFT's blocks: the type of the message, the banks, and what the network said of it.
    pub(super) fn take_blocks(&mut self, line: &'a str) {
        let bic = |text: Option<&'a str>| text.filter(|text| is_bic(text));
        if let Some(at) = line.rfind("{1:") {
            self.terminal = bic(line.get(at + 6..at + 14));
            // An acknowledgement (`{1:F21…}`) speaks of the message that follows it on its line.
            self.refused = line.get(..at).is_some_and(|before| before.contains("{451:1}"));
        }
        if let Some((_, after)) = line.split_once("{121:") {
            self.uetr = after.split('}').next().map(str::trim).filter(|uetr| !uetr.is_empty());
        }
        let Some(at) = line.rfind("{2:") else { return };
        let block = &line[at + 3..];
        self.kind = block.get(1..4).filter(|kind| kind.bytes().all(|byte| byte.is_ascii_digit()));
        (self.bank, self.receiver) = match block.as_bytes().first() {
            // Output: type, time and date sent, then the sender's terminal.
            Some(b'O') => (bic(block.get(14..22)), self.terminal),
            _ => (self.terminal, bic(block.get(4..12))),
        };
    }
}

/// Whether a line is of SWIFT's blocks.
pub(super) fn is_block(line: &str) -> bool {
    ["{1:", "{2:", "{3:", "{4:", "{5:", "${1:"].iter().any(|mark| line.starts_with(mark))
}

/// Whether a text begins like a BIC (ISO 9362): four letters, a country, two letters or digits.
pub(super) fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
