//! The dossier's payments as data for other programs: FollowTheMoney, GraphML, i2, CSV and Parquet.
//!
//! ```text
//! Selected ──► book ──► ftm, graphml, anx, separated (CSV)      a payment each
//!                └────► columns (Parquet)                       an entry each
//! ```
//!
//! `book` is the one door: names pass [`Catalogue::name`](crate::catalogue::Catalogue::name) there, payment texts are there only where the
//! dossier shows them, and what nobody can see is written out. A form behind it cannot show more than the dossier does. Ids that
//! are made here are numbers of this file: none is a hash of an account or of a name, which a list of accounts would undo.
//!
//! What a form leaves out it says itself ([`leaves_out`]). None holds findings or leads: without what speaks against them, which no
//! such format has room for, they would be accusations.

mod anx;
mod book;
mod columns;
mod ftm;
mod ftm_entity;
mod ftm_traces;
mod graphml;
mod separated;
mod written;
mod xml;

use filature_model::Language;

use crate::select::Selected;
use crate::wording::{Pair, exchange as words};
use crate::{DossierError, Form};
use book::Book;

/// The bytes of a form of exchange.
///
/// # Errors
/// [`DossierError::Form`] when a library that writes it fails, or it is no form of exchange.
pub fn render(selected: &Selected, form: Form) -> Result<Vec<u8>, DossierError> {
    let write = match form {
        Form::Ftm => ftm::render,
        Form::Graphml => graphml::render,
        Form::Anx => anx::render,
        Form::Csv => separated::render,
        Form::Parquet => columns::render,
        _ => |_: &Book<'_>| Err("it is no form of exchange".to_owned()),
    };
    let failed = |why: String| DossierError::Form { form, why };
    write(&Book::new(selected)).map_err(failed)
}

/// What a form leaves out of what the dossier shows, a sentence each; a document leaves nothing out.
pub fn leaves_out(form: Form) -> Vec<Pair> {
    let own: &[Pair] = match form {
        Form::Ftm => &[words::FTM_TRACES, words::FTM_UNNAMED, words::FTM_HASH, words::FTM_NAMES, words::FTM_TIMES],
        Form::Graphml => &[words::NO_TRACES, words::NO_FILES, words::ALONE],
        Form::Anx => &[words::NO_TRACES, words::NO_FILES, words::ALONE, words::ANX_LAYOUT],
        Form::Csv => &[
            words::NO_TRACES,
            words::NO_FILES,
            words::CSV_PLACES,
            words::CSV_COLUMNS,
            words::CSV_ACCOUNTS,
            words::CSV_DATA,
        ],
        Form::Parquet => &[words::NO_TRACES],
        _ => return Vec::new(),
    };
    [words::NO_CONCLUSIONS, words::ONLY_RELIED_ON, words::AS_SHOWN, words::NO_DETAILS]
        .iter()
        .chain(own)
        .copied()
        .collect()
}

/// The same in one language after the other, as a file says it that is in none.
fn said(form: Form) -> Vec<String> {
    let in_language = |language: Language| {
        let heading = words::LEAVES_OUT.pick(language);
        let sentences = leaves_out(form).into_iter().map(move |pair| pair.pick(language));
        std::iter::once(heading).chain(sentences).collect::<Vec<_>>().join(" ")
    };
    vec![in_language(Language::English), in_language(Language::French)]
}
