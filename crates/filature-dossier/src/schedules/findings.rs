//! Findings, each with its amount, and the sum of its transactions as a formula over their sheet.

use filature_model::Finding;

use super::cell::{Cell, Given, Outcome};
use super::said;
use super::sheet::{Column, Key, Sheet};
use crate::DossierError;
use crate::figures::Reading;
use crate::format;
use crate::parts::Desk;
use crate::parts::{finding_flag, findings};
use crate::wording::{self, kinds, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Result<Sheet, DossierError> {
    let columns = vec![
        Column::new("finding", wording::COL_NUMBER),
        Column::new("id", words::FINDING_ID),
        Column::new("part", words::PART),
        Column::wrapped("kind", words::KIND, 40),
        Column::wrapped("says", words::WHAT_IT_SAYS, 60),
        Column::new("from", words::FIRST_DAY),
        Column::new("to", words::LAST_DAY),
        Column::new("accounts", wording::leads::COL_ACCOUNTS),
        Column::new("transactions", words::TRANSACTIONS),
        Column::computed("amount", words::MOVED),
        Column::new("currency", words::CURRENCY),
        Column::new("sum", words::SUM_OF_ROWS),
        Column::new("others", words::OTHER_CURRENCY),
        Column::wrapped("coercion", wording::ASSUMPTION, 50),
        Column::wrapped("innocent", wording::INNOCENT, 70),
    ];
    let mut sheet = Sheet::new(Key::Findings, columns);
    for (number, finding) in said::findings(desk) {
        sheet.rows.push(row(desk, number, finding)?.into());
    }
    Ok(sheet)
}

fn row(desk: &Desk<'_>, number: u64, finding: &Finding) -> Result<Vec<Cell>, DossierError> {
    let reading = Reading::new(&finding.id, &finding.currency)?;
    let currency = reading.currency;
    let transfers = finding.transactions.iter().filter_map(|id| desk.catalogue.transfer(id));
    let (mut sum, mut others) = (0_i128, 0_u64);
    for transfer in transfers {
        match transfer.amount.currency == currency {
            true => sum += i128::from(transfer.amount.minor),
            false => others += 1,
        }
    }
    let given = vec![("finding", Given::Number(number)), ("currency", Given::Word(currency.code().to_owned()))];
    let is_flag = finding_flag::is_flag(finding);
    let says = finding_flag::text(finding, desk.language).filter(|_| is_flag);
    let kind = if is_flag { kinds::flag::KIND } else { kinds::kind(&finding.kind) };
    let mut title = desk.say(kind.title);
    if let Some(flag) = finding_flag::title(desk, finding) {
        title = flag;
    } else if kind.word.is_empty() && !is_flag {
        title = format!("{title} «\u{a0}{}\u{a0}»", finding.kind);
    }
    Ok(vec![
        Cell::Count(number),
        Cell::text(&finding.id),
        Cell::maybe(findings::place(desk, &finding.id).map(|link| link.text)),
        Cell::text(title),
        Cell::maybe(says.map(|text| format::flag_text(text, desk.language))),
        Cell::day_text(&finding.from),
        Cell::day_text(&finding.to),
        Cell::tally(finding.accounts.len()),
        Cell::tally(finding.transactions.len()),
        Cell::Money(reading.minor(&finding.amount)?, currency),
        Cell::code(currency),
        said::sum_where(Key::FindingRows, "amount", given, Outcome::Money(sum, currency)),
        if others > 0 { Cell::Count(others) } else { Cell::Empty },
        Cell::text(desk.say(kind.coercion)),
        Cell::maybe((!kind.innocent.is_empty()).then(|| innocent(desk, &kind))),
    ])
}

/// Ordinary explanations of its kind.
fn innocent(desk: &Desk<'_>, kind: &kinds::Kind) -> String {
    let all: Vec<String> = kind.innocent.iter().map(|pair| desk.say(*pair)).collect();
    all.join(&format::typeset(desk.language.pick("; ", " ; "), desk.language))
}
