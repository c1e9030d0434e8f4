//! A publication as text for a screen, as CSV and as a workbook.

use filature_model::Language;
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::publish::{Amount, Population, Publication, PublishedTable};
use crate::wording::{self, HIDDEN, french, period, word};

/// Draws a table of a header and rows of cells.
pub type Draw<'a> = dyn Fn(&[String], &[Vec<String>]) -> String + 'a;

/// Text for a screen: blocks, of which a table is made of rows of cells.
///
/// What draws tables is the caller's.
pub fn text(publication: &Publication, language: Language, draw: &Draw<'_>) -> String {
    let mut blocks = vec![said(
        language,
        &format!("Cases: {}", count(publication.cases)),
        &format!("Affaires : {}", count(publication.cases)),
    )];
    for population in &publication.populations {
        blocks.push(heading(population, language));
        for table in &population.tables {
            let title = format!("{}, {}", word(population.population, language), word(table.by, language));
            blocks.push(format!("{title}\n{}", drawn(population, table, language, draw)));
        }
    }
    let sums: Vec<String> = publication.amounts.iter().map(|amount| amount_text(amount, language)).collect();
    blocks.push(sums.join("\n"));
    let list = |lines: Vec<String>| lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n");
    let not_held = publication.not_held.iter().map(|field| match language {
        Language::English => field.en.to_owned(),
        Language::French => french(field.fr),
    });
    blocks.push(said(
        language,
        "Asked by States, and held by a case in part or not at all:",
        "Demandé par les États, et présent dans les affaires en partie ou pas du tout :",
    ));
    blocks.push(list(not_held.collect()));
    blocks.push(list(wording::notes(publication.k, publication.rounded_to, language)));
    blocks.join("\n\n")
}

fn said(language: Language, en: &str, fr: &str) -> String {
    match language {
        Language::English => en.to_owned(),
        Language::French => french(fr),
    }
}

fn count(shown: Option<u64>) -> String {
    shown.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string())
}

fn heading(population: &Population, language: Language) -> String {
    let name = word(population.population, language);
    let years = population.periods.iter().map(|row| {
        let count = count(row.counts.first().copied().flatten());
        said(
            language,
            &format!("{}: {count}", period(&row.period, language)),
            &format!("{} : {count}", period(&row.period, language)),
        )
    });
    let years: Vec<String> = years.collect();
    let total = count(population.total);
    let total = said(language, &format!("{name}: {total}"), &format!("{name} : {total}"));
    if years.is_empty() { total } else { format!("{total} ({})", years.join(", ")) }
}

/// A column's title: the last of its words, set in where it stands below another.
fn title(column: &str, language: Language) -> String {
    match column.split_once('/') {
        Some((_, below)) => format!("  {}", word(below, language)),
        None => word(column, language),
    }
}

fn drawn(population: &Population, table: &PublishedTable, language: Language, draw: &Draw<'_>) -> String {
    // Periods stand side by side, and columns one below the other: there are more of these.
    let names = table.rows.iter().map(|row| period(&row.period, language));
    let header: Vec<String> = [String::new()].into_iter().chain(names).collect();
    let total = |name: &str| {
        let row = population.periods.iter().find(|row| row.period == name);
        row.map_or(population.total, |row| row.counts.first().copied().flatten())
    };
    let totals = table.rows.iter().map(|row| count(total(&row.period)));
    let mut lines: Vec<Vec<String>> = vec![[word("all", language)].into_iter().chain(totals).collect()];
    for (at, column) in table.columns.iter().enumerate() {
        let counts = table.rows.iter().map(|row| count(row.counts.get(at).copied().flatten()));
        lines.push([title(column, language)].into_iter().chain(counts).collect());
    }
    draw(&header, &lines)
}

fn amount_text(amount: &Amount, language: Language) -> String {
    let sum = match (&amount.low, &amount.high) {
        (Some(low), Some(high)) if low == high => format!("{high} {}", amount.currency),
        (Some(low), Some(high)) => {
            format!("{low} {} {high} {}", language.pick("to", "à"), amount.currency)
        }
        _ => format!("{HIDDEN} {}", amount.currency),
    };
    let name = word(amount.amount, language);
    said(language, &format!("{name}: {sum}"), &format!("{name} : {sum}"))
}

/// All figures as rows: what, by what, of which period, in which column, how many; empty where hidden.
fn rows(publication: &Publication) -> Vec<[String; 7]> {
    let number = |shown: Option<u64>| shown.map_or_else(String::new, |count| count.to_string());
    let text = |text: &str| text.to_owned();
    let of = |what: &str, by: &str, period: &str, column: &str, shown: Option<u64>| {
        [text(what), text(by), text(period), text(column), number(shown), String::new(), String::new()]
    };
    let mut rows = vec![of("cases", "", "all", "", publication.cases)];
    for population in &publication.populations {
        rows.push(of(population.population, "", "all", "", population.total));
        for row in &population.periods {
            rows.push(of(population.population, "", &row.period, "", row.counts.first().copied().flatten()));
        }
        for table in &population.tables {
            for row in &table.rows {
                for (column, &shown) in table.columns.iter().zip(&row.counts) {
                    rows.push(of(population.population, table.by, &row.period, column, shown));
                }
            }
        }
    }
    for amount in &publication.amounts {
        let sum = |figure: &Option<String>| figure.clone().unwrap_or_default();
        rows.push([
            text(amount.amount),
            String::new(),
            text("all"),
            amount.currency.clone(),
            String::new(),
            sum(&amount.low),
            sum(&amount.high),
        ]);
    }
    rows
}

const HEADER: [&str; 7] = ["what", "by", "period", "column", "count", "low", "high"];

/// A row a figure, as CSV. All words are this program's own, without a comma or a quotation mark.
pub fn csv(publication: &Publication) -> String {
    let lines = rows(publication).into_iter().map(|row| row.join(","));
    [HEADER.join(",")].into_iter().chain(lines).map(|line| line + "\n").collect()
}

/// The same as a workbook, with what has to be said on a second sheet. It holds no clock and no name.
///
/// # Errors
/// A bug of ours, when the workbook cannot be made.
pub fn xlsx(publication: &Publication, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let sheet = book.add_worksheet().set_name(language.pick("Figures", "Chiffres"))?;
    let header = HEADER.map(str::to_owned);
    for (at, row) in (0_u32..).zip([header].into_iter().chain(rows(publication))) {
        for (column, cell) in (0_u16..).zip(&row) {
            match cell.parse::<u32>() {
                Ok(count) if column == 4 => sheet.write_number(at, column, count)?,
                _ => sheet.write_string(at, column, cell)?,
            };
        }
    }
    let sheet = book.add_worksheet().set_name(language.pick("Read me", "À lire"))?;
    let fields = publication.not_held.iter().map(|field| language.pick(field.en, field.fr).to_owned());
    let notes = wording::notes(publication.k, publication.rounded_to, language).into_iter().chain(fields);
    for (at, note) in (0_u32..).zip(notes) {
        sheet.write_string(at, 0, &note)?;
    }
    book.save_to_buffer()
}
