use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::Context;

/// Writes a random canonical CSV: a million rows on a tenth as many accounts over 16 days unless said.
pub fn run(out: &str, rows: &str, rest: &[&str]) -> anyhow::Result<()> {
    let number = |at: usize, default: usize| -> anyhow::Result<usize> {
        rest.get(at).map_or(Ok(default), |text| text.parse().with_context(|| format!("{text:?} is no number")))
    };
    let rows: usize = rows.parse().with_context(|| format!("{rows:?} is no number"))?;
    let accounts = number(0, rows / 10)?;
    let days = u32::try_from(number(1, 16)?)?;
    let seed = u64::try_from(number(2, 1)?)?;
    let mut file = BufWriter::new(File::create(out).with_context(|| out.to_owned())?);
    filature_synth::random_ledger_csv(rows, accounts, days, seed, &mut file)?;
    Ok(file.flush()?)
}
