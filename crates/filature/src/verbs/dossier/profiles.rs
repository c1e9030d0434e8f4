//! `--profile-of`: the holders whose profile is a part of the dossier.
//!
//! ```text
//! accounts, days ─► parameters of the manifest
//!               └─► profile::tell (as `filature profile`) ─► Subject, and the entries that its figures rest on ─► Content
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use filature_dossier::{Content, MOST_SIDES, Profile};
use filature_ledger::Case;
use filature_model::AccountId;
use jiff::civil::Date;

use crate::cli::ProfilePartArguments;
use crate::evidence;
use crate::outcome::Failure;
use crate::seen::Seen;
use crate::verbs::profile::{Question, subject, tell_of};
use crate::when;

/// The parameters, by name.
const OF: &str = filature_dossier::manifest::PROFILES;
const FROM: &str = "profiles_from";
const TO: &str = "profiles_to";

/// Whose profiles, and of which days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// Keys of accounts, in the order in which they were asked for.
    pub of: Vec<String>,
    /// The first day and the last.
    pub days: [Option<Date>; 2],
}

impl Profiles {
    /// As they are asked for on the command line.
    ///
    /// # Errors
    /// Days that are none, and a reader who is told of no account.
    pub fn read(arguments: &ProfilePartArguments, reader: &Profile) -> Result<Self, Failure> {
        let texts = [arguments.profile_from.as_deref(), arguments.profile_to.as_deref()];
        let days = when::days(["profile-from", "profile-to"], texts)?;
        Self::of(&arguments.profile_of, days, reader)
    }

    /// Of these accounts, each once.
    ///
    /// # Errors
    /// A reader who is told of no account.
    pub fn of(accounts: &[String], days: [Option<Date>; 2], reader: &Profile) -> Result<Self, Failure> {
        if !accounts.is_empty() && reader.is_press() {
            return Err(Failure::call(
                "--profile-of: the press is told what no single account did; ask for the profile without --profile press",
            ));
        }
        let mut known = BTreeSet::new();
        let keys = accounts.iter().map(|account| AccountId::written(account).as_str().to_owned());
        Ok(Self { of: keys.filter(|key| known.insert(key.clone())).collect(), days })
    }

    /// What of it decides on the content, by name.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        if self.of.is_empty() {
            return BTreeMap::new();
        }
        let mut parameters = BTreeMap::from([(OF.to_owned(), self.of.join("\n"))]);
        for (name, day) in [FROM, TO].into_iter().zip(self.days) {
            parameters.extend(day.map(|day| (name.to_owned(), day.to_string())));
        }
        parameters
    }

    /// The same of a dossier that was written.
    pub fn of_parameters(parameters: &BTreeMap<String, String>) -> Self {
        let said = |name: &str| parameters.get(name).map(String::as_str);
        let day = |name: &str| said(name).and_then(|text| text.parse().ok());
        Self { of: said(OF).into_iter().flat_map(str::lines).map(str::to_owned).collect(), days: [day(FROM), day(TO)] }
    }

    /// Puts the profiles, and the entries that they rest on, to what the dossier is given.
    ///
    /// # Errors
    /// An account that nothing speaks of, two accounts of one holder, more entries than there is room for.
    pub fn add_to(&self, case: &Case, content: &mut Content) -> Result<(), Failure> {
        if self.of.is_empty() {
            return Ok(());
        }
        let seen = Rc::new(Seen::of(case)?);
        let (mut room, mut taken) = (MOST_SIDES, BTreeMap::<String, &str>::new());
        for account in &self.of {
            let question = Question { account, account_only: false, days: self.days, names: false };
            let told = tell_of(case, &seen, &question).map_err(|failure| {
                let message = format!("--profile-of {}", failure.message);
                failure.said(message)
            })?;
            let subject = subject::of(&told);
            for of in &subject.accounts {
                if let Some(other) = taken.insert(of.key.clone(), account) {
                    return Err(Failure::call(format!(
                        "--profile-of {account}: it is of the same holder as {other}, whose profile has the entries of both; ask for one of them"
                    )));
                }
            }
            let sides = subject.ids.len();
            room = room.checked_sub(sides).ok_or_else(|| {
                Failure::call(format!(
                    "--profile-of {account}: with its {sides} entries the profiles have more than the {MOST_SIDES} that a dossier has room for; \
                     take fewer days with --profile-from and --profile-to, or the workbook of filature profile --xlsx"
                ))
            })?;
            let ids: BTreeSet<String> = subject.ids.iter().cloned().collect();
            content.places.extend(evidence::places(&told.seen.ledger.transactions, &ids));
            content.entries.extend(told.seen.ledger.book.entries(&ids)?);
            content.subjects.push(subject);
        }
        Ok(())
    }
}
