//! Ledgers, flags and dice that the tests share.

use std::fmt::Write;
use std::sync::Arc;

use filature_flags::{Columns, PatternSource, lines};
use filature_ledger::ledger_of;
use filature_model::{Details, Transactions};

/// The columns of a ledger from its files, with the lines of the program's table.
pub fn columns(files: &[(&str, &str)]) -> Arc<Columns> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let (ledger, details) = ledger_of(&files).unwrap_or_else(|error| panic!("{error}"));
    of(ledger, details)
}

pub fn of(ledger: Transactions, details: Details) -> Arc<Columns> {
    let patterns = PatternSource::new(lines::of_table().unwrap(), false);
    Arc::new(Columns::new(Arc::new(ledger), Arc::new(details), patterns))
}

/// A flag's file that is in order: `roles` are columns with their sides, all of them given by the query.
pub fn flag_text(id: &str, element: &str, family: &str, roles: &[(&str, &str)], sql: &str) -> String {
    let mut sides: Vec<&str> = roles.iter().map(|(_, side)| *side).filter(|side| *side != "evidence").collect();
    sides.sort_unstable();
    sides.dedup();
    let mut text = format!(
        "+++\nid = \"{id}\"\nversion = 1\nstatus = \"on\"\n[title]\nen = \"Title of {id}\"\nfr = \"Titre de {id}\"\n\
         [meaning]\nforms = [\"sexual\"]\nstage = [\"exploitation\"]\nelement = \"{element}\"\nfamily = \"{family}\"\n\
         side = {sides:?}\nminor = false\n[roles]\n"
    );
    for (column, side) in roles {
        let _ = writeln!(text, "{column} = \"{side}\"");
    }
    text.push_str("[reason]\nen = \"A fact.\"\nfr = \"Un fait.\"\n");
    text.push_str("[[sources]]\nname = \"Somebody\"\nsays = \"so\"\ntrust = \"read\"\n+++\n\n");
    let _ = write!(
        text,
        "## What it finds\nA thing.\n## Why it matters\nIt does.\n## Innocent explanations\n- A lawful life that shows {id}.\n\
         ## What to check next\n- What stands behind {id}?\n## Ce qu'il trouve\nUne chose.\n## Pourquoi c'est important\nVoilà.\n\
         ## Explications innocentes\n- Une vie licite que montre {id}.\n## Que vérifier ensuite\n- Qu'y a-t-il derrière {id} ?\n\
         ## Rule\n```sql\n{sql}\n```\n"
    );
    text
}

/// Numbers that look random, the same for one seed on every machine (splitmix64).
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    pub fn chance(&mut self, permille: usize) -> bool {
        self.below(1_000) < permille
    }

    pub fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
