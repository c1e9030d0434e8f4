//! What a file of each form states of a case, straight from the list of what moved: slow, obvious, and without a reader.

mod letters;
mod statements;
mod transfers;

use std::collections::BTreeMap;

use filature_model::Channel;
use filature_synth::{Bank, OutputFormat, SynthSide, SynthTransfer, SyntheticCase};
use jiff::civil::Date;

pub use letters::bare;
use statements::{camt, columns, dutch, german, lines, ofx, paper, polish, qif};
use transfers::{amlworld, canonical, ftm, goaml, payment, remittance, single_payment, transfers};

/// The fields that a form states, by name. `bare_` before a name: without blanks, which a form that breaks texts does not keep.
pub type Row = BTreeMap<&'static str, String>;

/// Every row that files of this form state, sorted.
pub fn stated(case: &SyntheticCase, format: OutputFormat) -> Vec<Row> {
    let is_transfer = |made: &SynthTransfer| made.channel == Channel::Transfer;
    let has_account = |side: &SynthSide| side.account.is_some();
    let mut rows = match format {
        OutputFormat::Camt | OutputFormat::Camt052 | OutputFormat::Camt054 => lines(case, camt),
        OutputFormat::Mt940 | OutputFormat::Mt942 => lines(case, german),
        OutputFormat::Mt940Dutch => lines(case, dutch),
        OutputFormat::Mt940Polish => lines(case, polish),
        OutputFormat::Ofx1 | OutputFormat::Ofx2 => lines(case, ofx),
        OutputFormat::Qif => lines(case, qif),
        OutputFormat::Csv => lines(case, |line| if line.bank == Bank::Coteaux { paper(line) } else { columns(line) }),
        OutputFormat::Xlsx => lines(case, columns),
        OutputFormat::Pdf => lines(case, paper),
        OutputFormat::Pain001 => {
            let in_case = |side: &SynthSide| side.account.is_some_and(|at| case.accounts[at].in_case);
            transfers(case, |made| is_transfer(made) && in_case(&made.debtor), |made| payment(case, made, "pending"))
        }
        OutputFormat::Pacs008 => {
            let is_between = |made: &SynthTransfer| has_account(&made.debtor) && has_account(&made.creditor);
            transfers(case, |made| is_transfer(made) && is_between(made), |made| payment(case, made, ""))
        }
        OutputFormat::Mt103 => {
            let is_between = |made: &SynthTransfer| has_account(&made.debtor) && has_account(&made.creditor);
            transfers(case, |made| is_transfer(made) && is_between(made), |made| single_payment(case, made))
        }
        OutputFormat::Amlworld => amlworld(case),
        OutputFormat::Canonical => transfers(case, |_| true, |made| canonical(case, made)),
        OutputFormat::Goaml => transfers(case, |_| true, |made| goaml(case, made)),
        OutputFormat::Ftm => ftm(case),
        OutputFormat::Mto => transfers(case, |made| made.channel == Channel::Remittance, remittance),
    };
    rows.sort();
    rows
}

/// What an account has at the end of a day.
pub fn balance_minor(case: &SyntheticCase, account: &str, until: Date) -> i64 {
    let account = case.accounts.iter().position(|known| known.iban == account).unwrap();
    let mut balance = case.accounts[account].opening_minor;
    for made in case.transfers.iter().filter(|made| made.booked_on <= until) {
        if made.creditor.account == Some(account) {
            balance += made.amount_minor;
        }
        if made.debtor.account == Some(account) {
            balance -= made.amount_minor;
        }
    }
    balance
}

fn iban<'a>(case: &'a SyntheticCase, side: &SynthSide) -> &'a str {
    side.account.map_or("", |position| case.accounts[position].iban.as_str())
}

fn money(made: &SynthTransfer) -> Row {
    Row::from([
        ("booked_on", made.booked_on.to_string()),
        ("amount_minor", made.amount_minor.to_string()),
        ("currency", "EUR".to_owned()),
    ])
}
