//! A goAML report of every transfer, as a bank would report it to a financial intelligence unit: one transaction each, of two sides.

use filature_model::{AccountKind, Channel};

use super::point;
use crate::{SynthAccount, SynthSide, SynthTransfer, SyntheticCase};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report>\n<rentity_id>99</rentity_id>\n\
    <submission_code>E</submission_code>\n<report_code>STR</report_code>\n<entity_reference>SYNTH-1</entity_reference>\n\
    <submission_date>2025-02-03T00:00:00</submission_date>\n<currency_code_local>EUR</currency_code_local>\n\
    <reason>Synthetic: nobody in it exists.</reason>\n";

const FOOT: &str = "<report_indicators><indicator>SYNTH</indicator></report_indicators>\n</report>\n";

/// The report.
pub(super) fn file(case: &SyntheticCase) -> (String, Vec<u8>) {
    let mut out = HEAD.to_owned();
    for made in &case.transfers {
        transaction(case, made, &mut out);
    }
    out.push_str(FOOT);
    ("goaml-report.xml".to_owned(), out.into_bytes())
}

fn transaction(case: &SyntheticCase, made: &SynthTransfer, out: &mut String) {
    out.push_str("<transaction>");
    leaf(out, "transactionnumber", &made.id);
    leaf(out, "internal_ref_number", &made.reference);
    leaf(out, "transaction_location", &made.terminal);
    leaf(out, "transaction_description", &made.text);
    let at = format!("{}T{:02}:{:02}:00", made.booked_on, made.minute / 60, made.minute % 60);
    leaf(out, "date_transaction", &at);
    leaf(out, "transmode_code", "-");
    leaf(out, "amount_local", &point(made.amount_minor));
    let (from_funds, to_funds) = match made.channel {
        Channel::CashIn => ("CASH", "ELCFT"),
        Channel::CashOut => ("ELCFT", "CASH"),
        Channel::Transfer => ("ELCFT", "ELCFT"),
        Channel::Card => ("CRTCR", "CRTCR"),
        Channel::Cheque => ("CHQ", "CHQ"),
        _ => ("-", "-"),
    };
    side(case, &made.debtor, ["t_from", "from_"], from_funds, out);
    side(case, &made.creditor, ["t_to", "to_"], to_funds, out);
    out.push_str("</transaction>\n");
}

fn side(case: &SyntheticCase, side: &SynthSide, [name, prefix]: [&str; 2], funds: &str, out: &mut String) {
    let account = side.account.and_then(|position| case.accounts.get(position));
    let name =
        if account.is_some_and(|account| account.in_case) { format!("{name}_my_client") } else { name.to_owned() };
    out.push_str(&format!("<{name}>"));
    leaf(out, &format!("{prefix}funds_code"), funds);
    match account {
        Some(account) => self::account(account, prefix, out),
        None => {
            let what = format!("{prefix}person");
            out.push_str(&format!("<{what}>"));
            leaf(out, "last_name", &side.name);
            if let Some(identity) = &side.identity {
                if !identity.phone.is_empty() {
                    out.push_str("<phones><phone>");
                    leaf(out, "tph_number", &identity.phone);
                    out.push_str("</phone></phones>");
                }
                leaf(out, "id_number", &identity.document);
            }
            out.push_str(&format!("</{what}>"));
        }
    }
    leaf(out, &format!("{prefix}country"), side.country);
    out.push_str(&format!("</{name}>"));
}

fn account(account: &SynthAccount, prefix: &str, out: &mut String) {
    out.push_str(&format!("<{prefix}account>"));
    leaf(out, "institution_name", account.bank.name());
    leaf(out, "swift", account.bank.bic());
    leaf(out, "account", &account.iban);
    leaf(out, "currency_code", "EUR");
    leaf(out, "account_name", &account.holder);
    leaf(out, "iban", &account.iban);
    if account.kind == AccountKind::Personal {
        out.push_str("<signatory><is_primary>1</is_primary><t_person>");
        leaf(out, "last_name", &account.holder);
        out.push_str("</t_person></signatory>");
    } else {
        out.push_str("<t_entity>");
        leaf(out, "name", &account.holder);
        out.push_str("</t_entity>");
    }
    leaf(out, "opened", &format!("{}T00:00:00", account.opened_on));
    out.push_str(&format!("</{prefix}account>"));
}

/// An element with its text; none where there is nothing to say.
fn leaf(out: &mut String, name: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    out.push_str(&format!("<{name}>{text}</{name}>"));
}
