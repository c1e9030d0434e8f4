//! Why it is reported: the leads with what speaks for and against them, and the flags behind them for a national list of indicators.

use std::collections::BTreeSet;

use filature_model::{Language, Lead, LeadStatement};

use super::offer::{Given, Offer, Weight};
use crate::document::Inline;
use crate::markup::{filled, plain, stated};
use crate::select::Selected;
use crate::wording::{Pair, goaml as wording, leads};

/// The leads in words, whole; shorter where a schema allows no more: then it names them and points to the dossier.
pub fn reason(selected: &Selected, language: Language) -> Option<Offer> {
    let all = &selected.content.leads;
    if all.is_empty() {
        return None;
    }
    let caveat = wording::REASON_CAVEAT.pick(language);
    let whole: Vec<String> = all.iter().map(|lead| whole(lead, language)).collect();
    let ids: Vec<&str> = all.iter().map(|lead| lead.id.as_str()).collect();
    let short = plain(&filled(wording::REASON_SHORT, language, &[vec![Inline::Data(ids.join(", "))]]));
    let values = vec![format!("{}\n\n{caveat}", whole.join("\n\n")), format!("{short} {caveat}")];
    Some(Offer { given: Given::Proposed(values), ..Offer::extra("reason", Vec::new()) })
}

/// A lead is told whole: what speaks against it in the same breath as what speaks for it.
fn whole(lead: &Lead, language: Language) -> String {
    let title = plain(&filled(leads::LEAD_ID, language, &[vec![Inline::Data(lead.id.clone())]]));
    let list = |statements: &[LeadStatement], nothing: Pair| -> String {
        let lines: Vec<String> = statements.iter().map(|said| format!("- {}", stated(said, language))).collect();
        if lines.is_empty() { nothing.pick(language) } else { lines.join("\n") }
    };
    format!(
        "{title}\n{}\n{}\n{}\n{}",
        leads::FOR.pick(language),
        list(&lead.for_, leads::NOTHING_FOR),
        leads::AGAINST.pick(language),
        list(&lead.against, leads::NOTHING_AGAINST),
    )
}

/// The flags that speak for the leads, each a word for which a national list may have a code.
pub fn indicators(selected: &Selected) -> Option<Offer> {
    let facts = selected.content.leads.iter().flat_map(|lead| &lead.for_).filter(|said| said.what == "fact");
    let flags: BTreeSet<&str> = facts.filter_map(|said| said.flag.as_deref()).collect();
    let parts: Vec<Offer> = flags.into_iter().map(|flag| Offer::word("indicator", flag)).collect();
    (!parts.is_empty()).then(|| Offer::parts("report_indicators", Weight::Extra, parts))
}
