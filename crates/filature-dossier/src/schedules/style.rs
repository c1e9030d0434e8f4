//! How cells look. What is computed stands on grey, what a person asserts or what is supposed in italics, and no colour says
//! anything alone.

use std::collections::BTreeMap;

use filature_model::{Currency, Language};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::sheet::Look;
use crate::format;

/// What kind of value a cell has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Text.
    Text,
    /// Text that goes on in further lines.
    Wrapped,
    /// A day.
    Day,
    /// A number without decimals.
    Count,
    /// An amount with so many decimals.
    Money(Currency, usize),
    /// The heading of a column of text or days.
    Heading,
    /// The heading of a column of numbers.
    NumberHeading,
    /// The title of the first sheet.
    Title,
}

/// All that decides how a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// Its value.
    pub kind: Kind,
    /// Its row.
    pub look: Look,
    /// Whether it is computed.
    pub is_computed: bool,
    /// Whether it is text that another program could take for a formula.
    pub is_quoted: bool,
}

/// The looks that were needed, each made once.
#[derive(Debug)]
pub struct Styles {
    language: Language,
    made: BTreeMap<Style, Format>,
}

impl Styles {
    /// Days are written as people of the language do.
    pub fn new(language: Language) -> Self {
        Self { language, made: BTreeMap::new() }
    }

    /// The look.
    pub fn get(&mut self, style: Style) -> &Format {
        let language = self.language;
        self.made.entry(style).or_insert_with(|| make(style, language))
    }
}

fn make(style: Style, language: Language) -> Format {
    let format = match style.kind {
        Kind::Text => Format::new(),
        Kind::Wrapped => Format::new().set_text_wrap(),
        Kind::Day => {
            Format::new().set_num_format(language.pick("yyyy\\-mm\\-dd", "dd/mm/yyyy")).set_align(FormatAlign::Left)
        }
        Kind::Count => Format::new().set_num_format("0"),
        Kind::Money(currency, decimals) => Format::new().set_num_format(money(currency, decimals, language)),
        Kind::Heading | Kind::NumberHeading => {
            Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Medium)
        }
        Kind::Title => Format::new().set_bold().set_font_size(16),
    };
    let format = format.set_align(FormatAlign::Top);
    // An amount at the right of its cell and the text beside it keep apart.
    let format = match style.kind {
        Kind::Text | Kind::Wrapped | Kind::Day | Kind::Heading => format.set_align(FormatAlign::Left).set_indent(1),
        Kind::Count | Kind::Money(..) | Kind::NumberHeading => format.set_align(FormatAlign::Right).set_indent(1),
        Kind::Title => format,
    };
    let format = match style.look {
        Look::Plain => format,
        Look::Asserted => format.set_italic(),
        Look::Total => format.set_bold(),
    };
    let format = if style.is_computed { format.set_background_color(Color::RGB(0x00ED_EDED)) } else { format };
    // Whoever edits the cell leaves it text: without the mark, the spreadsheet would read it again.
    if style.is_quoted { format.set_quote_prefix() } else { format }
}

/// `#,##0.00 "EUR"`: the reader's program puts in the marks of its own language.
fn money(currency: Currency, decimals: usize, language: Language) -> String {
    let part = if decimals > 0 { format!(".{}", "0".repeat(decimals)) } else { String::new() };
    format!("#,##0{part}\"{}{}\"", format::NO_BREAK, format::unit(currency, language))
}
