//! Which reason is whose: a reason stands in the journal, so it is never given to anything but what it was written behind.

use crate::cli::{InOrder, Said};
use crate::outcome::Failure;

/// An assertion as the call writes it, with its reason.
#[derive(Debug, PartialEq, Eq)]
pub enum Reasoned<'a> {
    /// `--elect`, which may go without a reason.
    Election { text: &'a str, reason: Option<String> },
    /// `--link`
    Link { text: &'a str, reason: String },
}

/// What was read so far of one assertion.
struct Begun<'a> {
    text: &'a str,
    is_link: bool,
    reason: Option<String>,
}

/// Gives each assertion the reason that stands behind it, in the order of the command line. One reason behind the last of
/// several links, where no other link has one, is that of all links.
///
/// # Errors
/// A call in which a reason is nobody's, or empty, in which an assertion has two, or a link has none.
pub fn of(said: &InOrder) -> Result<Vec<Reasoned<'_>>, Failure> {
    let mut all: Vec<Begun<'_>> = Vec::new();
    for said in &said.0 {
        match said {
            Said::Elect(text) => all.push(Begun { text, is_link: false, reason: None }),
            Said::Link(text) => all.push(Begun { text, is_link: true, reason: None }),
            Said::Reason(text) => give(all.last_mut(), text.trim())?,
        }
    }
    let links: Vec<Option<&String>> = all.iter().filter(|of| of.is_link).map(|of| of.reason.as_ref()).collect();
    let for_all = match links.as_slice() {
        [others @ .., Some(last)] if others.iter().all(Option::is_none) => Some((*last).clone()),
        _ => None,
    };
    all.into_iter().map(|begun| begun.end(for_all.as_ref())).collect()
}

/// Gives a reason to the assertion before it.
fn give(before: Option<&mut Begun<'_>>, reason: &str) -> Result<(), Failure> {
    if reason.is_empty() {
        return Err(Failure::call("--reason: it is empty; say why, in words that will stand in the journal"));
    }
    let Some(before) = before else {
        return Err(Failure::call(format!(
            "--reason {reason:?}: no --elect and no --link stands before it; write each reason behind what it is the reason of"
        )));
    };
    if let Some(first) = &before.reason {
        return Err(Failure::call(format!(
            "{} {:?} has two reasons, {first:?} and {reason:?}; write each reason behind what it is the reason of",
            before.option(),
            before.text
        )));
    }
    before.reason = Some(reason.to_owned());
    Ok(())
}

impl<'a> Begun<'a> {
    fn option(&self) -> &'static str {
        if self.is_link { "--link" } else { "--elect" }
    }

    fn end(self, for_all_links: Option<&String>) -> Result<Reasoned<'a>, Failure> {
        let Self { text, is_link, reason } = self;
        if !is_link {
            return Ok(Reasoned::Election { text, reason });
        }
        let Some(reason) = reason.or_else(|| for_all_links.cloned()) else {
            return Err(Failure::call(format!(
                "--link {text:?} has no reason: only a person can say that a credit is the money of an earlier debit, and has \
                 to say why; write --reason TEXT behind it (one behind the last of several links is that of all of them, \
                 where no other link has one)"
            )));
        };
        Ok(Reasoned::Link { text, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `e`, `f` are elections, `l`, `m`, `n` links, capitals reasons; gives each assertion with its reason.
    fn given(call: &str) -> Result<String, String> {
        let said = call.chars().map(|letter| match letter {
            'e' | 'f' => Said::Elect(letter.to_string()),
            'l'..='n' => Said::Link(letter.to_string()),
            _ => Said::Reason(letter.to_string()),
        });
        let said = InOrder(said.collect());
        let reasoned = of(&said).map_err(|failure| failure.message)?;
        let word = |reasoned: &Reasoned<'_>| match reasoned {
            Reasoned::Election { text, reason } => format!("{text}{}", reason.as_deref().unwrap_or("-")),
            Reasoned::Link { text, reason } => format!("{text}{reason}"),
        };
        Ok(reasoned.iter().map(word).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_reason_is_that_of_what_stands_before_it() {
        for (call, expected) in [
            ("", ""),
            ("e", "e-"),
            ("eA", "eA"),
            ("lA", "lA"),
            ("eAlB", "eA lB"),
            ("lAeB", "lA eB"),
            ("elB", "e- lB"),
            ("lAe", "lA e-"),
            ("efA", "e- fA"),
            ("eAf", "eA f-"),
            ("eAfB", "eA fB"),
            ("lAmB", "lA mB"),
            ("lAeBmCf", "lA eB mC f-"),
            // One behind the last link is that of all of them, whatever stands between.
            ("lmA", "lA mA"),
            ("lmnA", "lA mA nA"),
            ("lemA", "lA e- mA"),
            ("leBmA", "lA eB mA"),
            ("lmAeB", "lA mA eB"),
            ("eAlmB", "eA lB mB"),
        ] {
            assert_eq!(given(call).as_deref(), Ok(expected), "{call}");
        }
    }

    #[test]
    fn what_could_be_meant_otherwise_is_refused() {
        for (call, told) in [
            ("A", "no --elect and no --link stands before it"),
            ("Al", "no --elect and no --link stands before it"),
            ("AeB", "no --elect and no --link stands before it"),
            ("l", "--link \"l\" has no reason"),
            ("lm", "--link \"l\" has no reason"),
            ("leA", "--link \"l\" has no reason"),
            ("eAl", "--link \"l\" has no reason"),
            ("lAm", "--link \"m\" has no reason"),
            ("lmAn", "--link \"l\" has no reason"),
            ("lmAnB", "--link \"l\" has no reason"),
            ("lAmnB", "--link \"m\" has no reason"),
            ("lAB", "--link \"l\" has two reasons, \"A\" and \"B\""),
            ("lmAB", "--link \"m\" has two reasons"),
            ("eAB", "--elect \"e\" has two reasons"),
            ("eABl", "--elect \"e\" has two reasons"),
        ] {
            let said = given(call).unwrap_err();
            assert!(said.contains(told), "{call}: {said}");
        }
    }

    /// The slow way for every call of up to six words: walk back from each reason, forward from each assertion.
    #[test]
    fn every_order_of_few_words_agrees_with_the_slow_way() {
        fn slow(words: &[char]) -> Option<Vec<(char, Option<usize>)>> {
            let is_reason = |at: usize| words[at] == 'R';
            let assertions: Vec<usize> = (0..words.len()).filter(|&at| !is_reason(at)).collect();
            if !words.is_empty() && is_reason(0) {
                return None;
            }
            if (1..words.len()).any(|at| is_reason(at) && is_reason(at - 1)) {
                return None;
            }
            let behind = |at: usize| (at + 1 < words.len() && is_reason(at + 1)).then_some(at + 1);
            let links: Vec<usize> = assertions.iter().copied().filter(|&at| words[at] == 'l').collect();
            let reasoned = links.iter().filter(|&&at| behind(at).is_some()).count();
            let last = links.last().and_then(|&at| behind(at));
            let mut out = Vec::new();
            for at in assertions {
                let own = behind(at);
                let reason = if words[at] == 'l' && own.is_none() && reasoned == 1 { last } else { own };
                if words[at] == 'l' && reason.is_none() {
                    return None;
                }
                out.push((words[at], reason));
            }
            Some(out)
        }
        for length in 0..=6_u32 {
            for code in 0..3_usize.pow(length) {
                let words: Vec<char> = (0..length).map(|at| ['e', 'l', 'R'][code / 3_usize.pow(at) % 3]).collect();
                let said = words.iter().enumerate().map(|(at, word)| match word {
                    'e' => Said::Elect("e".into()),
                    'l' => Said::Link("l".into()),
                    _ => Said::Reason(at.to_string()),
                });
                let said = InOrder(said.collect());
                let fast = of(&said).ok().map(|all| {
                    all.into_iter()
                        .map(|reasoned| match reasoned {
                            Reasoned::Election { reason, .. } => ('e', reason.map(|at| at.parse().unwrap())),
                            Reasoned::Link { reason, .. } => ('l', Some(reason.parse().unwrap())),
                        })
                        .collect::<Vec<_>>()
                });
                assert_eq!(fast, slow(&words), "{words:?}");
            }
        }
    }
}
