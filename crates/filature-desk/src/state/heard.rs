use std::collections::BTreeMap;
use std::path::Path;

use filature_ledger::asked::{Asked, asked};
use filature_ledger::categories::{self, Category, Decided};
use filature_ledger::standing::Standing;
use filature_ledger::{Act, LedgerError, Line, protection, read_journal};
use filature_model::AccountId;
use jiff::civil::Date;

use super::Seal;

/// What the journal says.
pub struct Heard {
    /// By what it is told from another.
    pub seal: Seal,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The hash of the last.
    pub head: String,
    /// What holds of what was said on the desk, in the end.
    pub standing: Standing,
    /// Who has which category.
    pub categories: BTreeMap<AccountId, Decided>,
    /// Which months were asked for.
    pub asked: Asked,
    /// From which day whose accounts are protected.
    pub protected: BTreeMap<AccountId, Date>,
}

impl Heard {
    /// What tells that it is another.
    pub fn seal(folder: &Path) -> Seal {
        Seal::of(folder, &["journal.jsonl"])
    }

    /// Reads the journal. Looked at before it is read: what comes in between is read again. A purpose holds for the desk that heard it: one of
    /// line `before` or earlier was another's.
    ///
    /// # Errors
    /// A journal that does not hold together.
    pub fn read(folder: &Path, before: u64) -> Result<Self, LedgerError> {
        let seal = Self::seal(folder);
        let (lines, head) = read_journal(&folder.join("journal.jsonl"))?;
        let mut standing = Standing::of(&lines);
        // One that was given in another copy of the case is nobody's here.
        let own = |line: &&Line| line.heard.is_none() && matches!(line.act, Act::PurposeGiven { .. });
        let given = lines.iter().rfind(own);
        standing.purpose = standing.purpose.filter(|_| given.is_some_and(|given| given.line > before));
        let (categories, asked, protected) = (categories::current(&lines), asked(&lines), protection::days(&lines));
        Ok(Self { seal, lines, head, standing, categories, asked, protected })
    }

    /// Whether names are shown.
    pub fn names_shown(&self) -> bool {
        self.standing.purpose.is_some()
    }

    /// The category of an account's holder, where somebody decided one.
    pub fn category(&self, key: &str) -> Option<Category> {
        if self.categories.is_empty() {
            return None;
        }
        // Keys in the journal are written as accounts are.
        self.categories.get(&AccountId::written(key)).map(|known| known.decision.category)
    }

    /// Whether an account's holder is a victim or a possible victim.
    pub fn is_victim(&self, key: &str) -> bool {
        self.category(key) == Some(Category::Victim)
    }
}
