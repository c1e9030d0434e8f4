//! The tables, each figure a formula over the sheet of entries.

use filature_model::{Currency, decimal_string, from_days};
use jiff::civil::Date;
use rust_xlsxwriter::{Color, Format, Formula, Worksheet, XlsxError};

use super::super::{Flow, InCurrency, Sum};
use super::BookOf;
use super::entries::{NOBODY, REST, UNKNOWN, amount_format, month_format, write_day, write_whole};
use super::formula::{Column, Conditions, Range, channel};
use crate::format::visible;
use crate::schedules::fits;

/// The first condition of all tables but that of own accounts: what passed with others.
const WITH_OTHERS: &str = "0";
const COMPUTED: Color = Color::RGB(0x00ED_EDED);
const LABEL_WIDTH: u16 = 34;
const FIGURE_WIDTH: u16 = 14;

type Write = fn(&mut Page<'_>) -> Result<(), XlsxError>;

/// The sheets, with their names.
pub const ALL: [((&str, &str), Write); 5] = [
    (("Months", "Mois"), months),
    (("Counterparties", "Tiers"), others),
    (("Cash", "Espèces"), cash),
    (("Countries", "Pays"), abroad),
    (("Regular", "Réguliers"), regular),
];

/// A sheet that is being written.
pub struct Page<'a> {
    sheet: &'a mut Worksheet,
    of: &'a BookOf<'a>,
    range: &'a Range<'a>,
    row: u32,
}

impl<'a> Page<'a> {
    pub fn new(sheet: &'a mut Worksheet, of: &'a BookOf<'a>, range: &'a Range<'a>) -> Self {
        Self { sheet, of, range, row: 0 }
    }

    fn pick(&self, english: &'static str, french: &'static str) -> &'static str {
        self.of.language.pick(english, french)
    }

    fn header(&mut self, labels: &[&str]) -> Result<(), XlsxError> {
        let bold = Format::new().set_bold().set_text_wrap();
        for (at, label) in (0_u16..).zip(labels) {
            self.sheet.write_string_with_format(self.row, at, *label, &bold)?;
            self.sheet.set_column_width(at, if at == 1 { LABEL_WIDTH } else { FIGURE_WIDTH })?;
        }
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, at: u16, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row, at, visible(text))?;
        Ok(())
    }

    /// The cell of this row in a column, as a condition names it.
    fn cell(&self, column: char) -> String {
        format!("${column}{}", self.row + 1)
    }

    /// What this row's currency is, in the first column.
    fn currency(&mut self, currency: Currency) -> Result<Conditions, XlsxError> {
        self.text(0, currency.code())?;
        let own = Conditions::default().and(Column::Own, WITH_OTHERS);
        Ok(own.and(Column::Currency, self.cell('A')))
    }

    fn count(&mut self, at: u16, conditions: &Conditions, count: usize) -> Result<(), XlsxError> {
        let formula = Formula::new(self.range.count(conditions)).set_result(count.to_string());
        let format = Format::new().set_num_format("0").set_background_color(COMPUTED);
        self.sheet.write_formula_with_format(self.row, at, formula, &format)?;
        Ok(())
    }

    fn amount(&mut self, at: u16, conditions: &Conditions, minor: i128, currency: Currency) -> Result<(), XlsxError> {
        let text = decimal_string(minor, currency);
        if !fits(minor) {
            return self.text(at, &text);
        }
        let formula = Formula::new(self.range.sum(conditions, currency)).set_result(text);
        let format = amount_format(currency).set_background_color(COMPUTED);
        self.sheet.write_formula_with_format(self.row, at, formula, &format)?;
        Ok(())
    }

    fn sum(&mut self, at: u16, conditions: &Conditions, sum: &Sum, currency: Currency) -> Result<(), XlsxError> {
        self.count(at, conditions, sum.count())?;
        self.amount(at + 1, conditions, sum.minor(), currency)
    }

    /// Count and sum in, count and sum out.
    fn flow(&mut self, at: u16, conditions: &Conditions, flow: &Flow, currency: Currency) -> Result<(), XlsxError> {
        self.sum(at, &self.range.way(conditions, true), &flow.credits, currency)?;
        self.sum(at + 2, &self.range.way(conditions, false), &flow.debits, currency)
    }

    fn ways(&self) -> [&'static str; 4] {
        [
            self.pick("in: number", "entré : nombre"),
            self.pick("in", "entré"),
            self.pick("out: number", "sorti : nombre"),
            self.pick("out", "sorti"),
        ]
    }
}

/// Months by channels, a block a currency.
fn months(page: &mut Page<'_>) -> Result<(), XlsxError> {
    for of in &page.of.profile.currencies {
        let channels: Vec<String> = of.months.channels.iter().map(|(of, _)| channel(*of, page.of.language)).collect();
        let ways = page.ways();
        let mut header = vec![page.pick("currency", "monnaie").to_owned(), page.pick("month", "mois").to_owned()];
        header.extend(ways.map(|way| format!("{}, {way}", page.pick("all", "ensemble"))));
        header.extend(channels.iter().flat_map(|channel| ways.map(|way| format!("{channel}, {way}"))));
        page.header(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
        for month in &of.months.months {
            let all = page.currency(of.currency)?;
            let (year, number) = month.month;
            write_day(page.sheet, page.row, 1, Date::new(year, number, 1).ok(), &month_format())?;
            let of_month = all.and(Column::Month, page.cell('B'));
            page.flow(2, &of_month, &month.total, of.currency)?;
            by_channel(page, of, &of_month, &month.channels)?;
        }
        let all = page.currency(of.currency)?;
        page.text(1, page.pick("all", "ensemble"))?;
        page.flow(2, &all, &of.total, of.currency)?;
        by_channel(page, of, &all, &of.months.channels)?;
        let own = Conditions::default().and(Column::Own, "1").and(Column::Currency, page.cell('A'));
        page.text(0, of.currency.code())?;
        page.text(1, page.pick("between own accounts", "entre comptes du titulaire"))?;
        page.flow(2, &own, &of.own, of.currency)?;
        page.row += 2;
    }
    Ok(())
}

/// A row's cells for each channel that is used in this currency; the row is done then.
fn by_channel(
    page: &mut Page<'_>,
    of: &InCurrency,
    conditions: &Conditions,
    flows: &[(filature_model::Channel, Flow)],
) -> Result<(), XlsxError> {
    let none = Flow::default();
    for (at, (known, _)) in (0_u16..).zip(&of.months.channels) {
        let flow = flows.iter().find(|(channel, _)| channel == known).map_or(&none, |(_, flow)| flow);
        let word = format!("\"{}\"", channel(*known, page.of.language));
        page.flow(6 + 4 * at, &conditions.and(Column::Channel, word), flow, of.currency)?;
    }
    page.row += 1;
    Ok(())
}

fn others(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let [one, two, three, four] = page.ways();
    let labels = [
        page.pick("currency", "monnaie"),
        page.pick("account or name", "compte ou nom"),
        one,
        two,
        three,
        four,
        page.pick("no.", "n°"),
        page.pick("first", "première"),
        page.pick("last", "dernière"),
    ];
    page.header(&labels)?;
    let day = Format::new().set_num_format("yyyy\\-mm\\-dd");
    for of in &page.of.profile.currencies {
        for (number, other) in (1_i64..).zip(&of.others.largest) {
            write_day(page.sheet, page.row, 7, from_days(other.days.0), &day)?;
            write_day(page.sheet, page.row, 8, from_days(other.days.1), &day)?;
            numbered(page, of, number, &(page.of.party)(other.party), &other.flow)?;
        }
        let rest = format!("{} ({})", page.pick("others", "autres"), of.others.rest_count);
        numbered(page, of, REST, &rest, &of.others.rest)?;
        numbered(page, of, NOBODY, page.pick("nobody named", "personne de nommé"), &of.others.nobody)?;
        let all = page.currency(of.currency)?;
        page.text(1, page.pick("all", "ensemble"))?;
        page.flow(2, &all, &of.total, of.currency)?;
        page.row += 2;
    }
    Ok(())
}

fn numbered(page: &mut Page<'_>, of: &InCurrency, number: i64, called: &str, flow: &Flow) -> Result<(), XlsxError> {
    let conditions = page.currency(of.currency)?;
    page.text(1, called)?;
    write_whole(page.sheet, page.row, 6, number)?;
    let conditions = conditions.and(Column::Other, page.cell('G'));
    page.flow(2, &conditions, flow, of.currency)?;
    page.row += 1;
    Ok(())
}

/// A row an hour of a town and a way.
fn cash(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let [one, two, three, four] = page.ways();
    let labels = [
        page.pick("currency", "monnaie"),
        page.pick("town", "ville"),
        page.pick("channel", "moyen"),
        page.pick("hour", "heure"),
        one,
        two,
        three,
        four,
    ];
    page.header(&labels)?;
    for of in &page.of.profile.currencies {
        for cash in &of.cash {
            for hour in cash.hours.keys() {
                let conditions = page.currency(of.currency)?;
                page.text(1, cash.town.as_deref().unwrap_or(UNKNOWN))?;
                page.text(2, &channel(cash.channel, page.of.language))?;
                match hour {
                    Some(hour) => write_whole(page.sheet, page.row, 3, (*hour).into())?,
                    None => page.sheet.write_string(page.row, 3, UNKNOWN)?,
                };
                let conditions = conditions
                    .and(Column::Town, page.cell('B'))
                    .and(Column::Channel, page.cell('C'))
                    .and(Column::Hour, page.cell('D'));
                let flow = of_hour(page, cash, *hour);
                page.flow(4, &conditions, &flow, of.currency)?;
                page.row += 1;
            }
        }
    }
    Ok(())
}

/// What of a town's cash is of an hour.
fn of_hour(page: &Page<'_>, cash: &super::super::Cash, hour: Option<u16>) -> Flow {
    let mut flow = Flow::default();
    for &at in cash.hours.get(&hour).into_iter().flat_map(Sum::sides) {
        flow.take(at, &page.of.profile.sides[at as usize]);
    }
    flow
}

fn abroad(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let [one, two, three, four] = page.ways();
    page.header(&[page.pick("currency", "monnaie"), page.pick("country", "pays"), one, two, three, four])?;
    for of in &page.of.profile.currencies {
        for row in &of.abroad {
            let conditions = page.currency(of.currency)?;
            page.text(1, &row.country)?;
            page.flow(2, &conditions.and(Column::Country, page.cell('B')), &row.flow, of.currency)?;
            page.row += 1;
        }
    }
    Ok(())
}

fn regular(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let labels = [
        page.pick("currency", "monnaie"),
        page.pick("with", "avec"),
        page.pick("series", "série"),
        page.pick("way", "sens"),
        page.pick("number", "nombre"),
        page.pick("sum", "somme"),
        page.pick("every", "chaque"),
        page.pick(
            "what it is called (assumption unless the file says so)",
            "appellation (hypothèse, sauf si le fichier le dit)",
        ),
    ];
    page.header(&labels)?;
    let mut number = 0;
    for of in &page.of.profile.currencies {
        for series in &of.regular {
            number += 1;
            let conditions = page.currency(of.currency)?;
            page.text(1, &(page.of.party)(series.party))?;
            write_whole(page.sheet, page.row, 2, number)?;
            page.text(3, super::formula::way(series.is_credit, page.of.language))?;
            page.sum(4, &conditions.and(Column::Series, page.cell('C')), &series.sum, of.currency)?;
            page.text(6, series.interval.name(page.of.language))?;
            let reading = series.reading.map(|reading| (page.of.reading)(reading)).unwrap_or_default();
            page.text(7, &reading)?;
            page.row += 1;
        }
    }
    Ok(())
}
