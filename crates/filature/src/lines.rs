//! The lines that `structuring` looks below: the table that comes with the program, and those of the command line.

use filature_flags::lines::of_words;
use filature_graph::{Line, Options};

use crate::outcome::Failure;

/// What is wrong with a line, and how one is written.
const SHAPE: &str = "NAME=AMOUNT CURRENCY[@CHANNEL,...][:FROM..UNTIL] was expected, as in \
    \"own=950 EUR@cash-in,remittance:2024-01-01..2024-12-31\"";

/// What detecting asks for where nobody asks for anything: every pattern, and every line of the table.
///
/// # Errors
/// A bug of ours, when the table is off.
pub fn default_options() -> Result<Options, Failure> {
    Ok(Options { lines: of_table()?, ..Options::default() })
}

/// The lines of the table, and those given: one given by the name of another takes its place.
///
/// # Errors
/// For what is no line.
pub fn with(given: &[String]) -> Result<Vec<Line>, Failure> {
    let mut lines = of_table()?;
    for text in given {
        let line = of_call(text).ok_or_else(|| Failure::call(format!("--line {text:?}: {SHAPE}")))?;
        lines.retain(|known| known.name != line.name);
        lines.push(line);
    }
    Ok(lines)
}

fn of_table() -> Result<Vec<Line>, Failure> {
    filature_flags::lines::of_table().map_err(Failure::bug)
}

/// A line of the command line.
fn of_call(text: &str) -> Option<Line> {
    let (name, rest) = text.split_once('=')?;
    let (rest, days) = rest.split_once(':').unwrap_or((rest, ".."));
    let (rest, channels) =
        rest.split_once('@').map_or((rest, Vec::new()), |(rest, words)| (rest, words.split(',').collect()));
    let (amount, currency) = rest.trim().split_at_checked(rest.trim().len().checked_sub(3)?)?;
    of_words(name, amount, currency, &channels, days.split_once("..")?)
}

#[cfg(test)]
mod tests {
    use filature_model::{Channel, Currency};

    use super::*;

    #[test]
    fn lines_of_the_command_line() {
        let line = of_call("own=950.50 EUR@cash-in,remittance:2024-01-01..").unwrap();
        assert_eq!((line.name.as_str(), line.amount_minor, line.currency), ("own", 95_050, Currency::EUR));
        assert_eq!(line.channels, [Channel::CashIn, Channel::Remittance]);
        assert_eq!((line.from_day, line.until_day), (Some(19_723), None));
        assert_eq!(of_call("own=950EUR").unwrap().channels, []);
        let off = [
            "",
            "own",
            "own=",
            "own=950",
            "=950 EUR",
            "own=EUR",
            "own=-5 EUR",
            "own=0 EUR",
            "own=950 EUR@bank",
            "own=950 EUR@",
            "own=950 EUR:2024",
            "own=950 EUR:2024-02-01..2024-01-01",
            "own=950 €",
        ];
        for text in off {
            assert!(of_call(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn one_given_by_the_name_of_another_takes_its_place() {
        let lines = with(&["US-cash=9000 USD@cash-in".to_owned()]).unwrap();
        assert_eq!(lines.len(), of_table().unwrap().len());
        assert_eq!(
            lines.iter().filter(|line| line.name == "US-cash").map(|line| line.amount_minor).collect::<Vec<_>>(),
            [900_000]
        );
        assert!(with(&["x".to_owned()]).is_err());
    }
}
