//! What a person asserts in a call, in the order of the command line: a reason belongs to what stands before it, and only
//! the order says which that is.

use clap::{ArgMatches, Args, Command, FromArgMatches};

/// `--elect`, `--link` and `--reason` as they were written, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InOrder(pub Vec<Said>);

/// One of them, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// `--elect`
    Elect(String),
    /// `--link`
    Link(String),
    /// `--reason`
    Reason(String),
}

/// How clap reads them: one list an option.
#[derive(Args)]
#[group(skip)]
struct Options {
    /// A debit that a person says was made with a claim's money, and what was bought is worth now
    #[arg(long, value_name = "CLAIM=TX[:WORTH]")]
    elect: Vec<String>,
    /// A credit that a person says is the money of an earlier debit; it takes a reason
    #[arg(long, value_name = "DEBIT=CREDIT")]
    link: Vec<String>,
    /// Why: the reason of the --elect or --link that stands before it. One reason behind several links, where no other
    /// link has one, is that of all of them
    #[arg(long, value_name = "TEXT")]
    reason: Vec<String>,
}

impl FromArgMatches for InOrder {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Options { elect, link, reason } = Options::from_arg_matches(matches)?;
        let places = |option: &str| matches.indices_of(option).into_iter().flatten();
        let mut said: Vec<(usize, Said)> = places("elect").zip(elect.into_iter().map(Said::Elect)).collect();
        said.extend(places("link").zip(link.into_iter().map(Said::Link)));
        said.extend(places("reason").zip(reason.into_iter().map(Said::Reason)));
        said.sort_by_key(|(place, _)| *place);
        Ok(Self(said.into_iter().map(|(_, said)| said).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for InOrder {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_in_the_order_of_the_command_line() {
        let read = |arguments: &[&str]| {
            let command = InOrder::augment_args(Command::new("trace"));
            let matches = command.try_get_matches_from([&["trace"], arguments].concat()).unwrap();
            InOrder::from_arg_matches(&matches).unwrap().0
        };
        assert_eq!(read(&[]), []);
        assert_eq!(
            read(&["--reason", "r", "--link=a=b", "--elect", "c=d", "--reason=s", "--link", "e=f"]),
            [
                Said::Reason("r".into()),
                Said::Link("a=b".into()),
                Said::Elect("c=d".into()),
                Said::Reason("s".into()),
                Said::Link("e=f".into()),
            ]
        );
    }
}
