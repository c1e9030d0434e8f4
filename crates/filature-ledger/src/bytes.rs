use std::collections::BTreeMap;

use filature_intake::{Options, Outcome, Refusal};
use filature_model::{Details, Language, Problem, Severity, SourceId, Transactions};
use sha2::{Digest, Sha256};

use crate::build::{self, Segment};
use crate::joins::Apart;
use crate::{Ledger, LedgerError};

/// Why bytes gave no ledger.
#[derive(Debug, thiserror::Error)]
pub enum BytesError {
    /// Nothing of a file could be taken.
    #[error("{file}: {refusal}")]
    Refused {
        /// Its name, as given.
        file: String,
        /// Why, and what to do.
        refusal: Box<Refusal>,
    },
    /// A bank's own table: nobody is here to confirm how it is read.
    #[error("{0}: its layout is not certain; give a list of accounts or a table in the canonical layout")]
    InDoubt(String),
    /// Something of a file would be missing.
    #[error("{file}: {} {} {:?}{}", problem.code.what(Language::English), place(problem), problem.found, expected(problem))]
    Lost {
        /// Its name, as given.
        file: String,
        /// What could not be taken.
        problem: Box<Problem>,
    },
    /// See there.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

fn place(problem: &Problem) -> String {
    let line = problem.place.line.map_or_else(String::new, |line| format!("line {line}, "));
    format!("({line}{})", problem.column.as_deref().unwrap_or("row"))
}

fn expected(problem: &Problem) -> String {
    if problem.expected.is_empty() { String::new() } else { format!(", expected: {}", problem.expected) }
}

/// The ledger of files that are in memory, as a case with these files alone would have it, and what they say beside the
/// money. Nothing is written. It serves small tables: a file of which a row or a word would be missing is an error here,
/// where a case would go on and list it.
///
/// # Errors
/// [`BytesError`] naming the file.
///
/// ```
/// let payments = b"id,booked_at,debtor,creditor,amount,currency,city\n1,2024-05-02,A,,20.00,EUR,Lyon\n";
/// let (transactions, details) = filature_ledger::ledger_of(&[("payments.csv", payments)])?;
/// assert_eq!(transactions.ids, ["1"]);
/// assert_eq!(details.city.get(0), Some("LYON"));
/// # Ok::<(), filature_ledger::BytesError>(())
/// ```
pub fn ledger_of(files: &[(&str, &[u8])]) -> Result<(Transactions, Details), BytesError> {
    let mut segments = BTreeMap::new();
    for &(file, bytes) in files {
        let source = SourceId::from_sha256(&Sha256::digest(bytes).into());
        match filature_intake::read(source, bytes, &Options::default()) {
            Ok(Outcome::Read(reading, _)) => {
                let faults = [Severity::Lost, Severity::Doubt];
                if let Some(problem) = reading.problems.iter().find(|one| faults.contains(&one.code.severity())) {
                    return Err(BytesError::Lost { file: file.to_owned(), problem: Box::new(problem.clone()) });
                }
                segments.insert(source, Segment::new(source, *reading));
            }
            Ok(Outcome::InDoubt(_)) => return Err(BytesError::InDoubt(file.to_owned())),
            Err(refusal) => return Err(BytesError::Refused { file: file.to_owned(), refusal: Box::new(refusal) }),
        }
    }
    let assembled = build::assemble(segments.into_values().collect(), &Apart::default())?;
    let (ledger, details) = Ledger::of_assembled_with_details(assembled)?;
    Ok((ledger.transactions, details))
}
