//! Figures as the engine gives them, added up and written as people of each language write them.

use filature_model::{Currency, Language, Rule, RuleResult, Trace, decimal_string, parse_minor};

/// The least and the most, minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub low: i128,
    pub high: i128,
}

impl Range {
    /// One figure.
    pub fn exact(minor: i128) -> Self {
        Self { low: minor, high: minor }
    }

    /// Of two decimal strings of a trace.
    pub fn read(low: &str, high: &str) -> Self {
        Self { low: minor(low), high: minor(high) }
    }

    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// `1,234.50`, or `0.00 to 1,234.50` where it is a range.
    pub fn text(self, language: Language) -> String {
        let one = |minor| money(minor, language);
        match self.low == self.high {
            true => one(self.low),
            false => format!("{} {} {}", one(self.low), language.pick("to", "à"), one(self.high)),
        }
    }

    /// The same without cents, rounded down: for pictures, whose tables stand beside them.
    pub fn whole(self, language: Language) -> String {
        let one = |minor: i128| grouped(&(minor / 100).to_string(), language);
        match self.low == self.high {
            true => one(self.low),
            false => format!("{} – {}", one(self.low), one(self.high)),
        }
    }
}

impl std::iter::Sum for Range {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |sum, next| Self { low: sum.low + next.low, high: sum.high + next.high })
    }
}

/// Cents of a decimal string that the engine wrote.
pub fn minor(text: &str) -> i128 {
    parse_minor(text.as_bytes(), b'.', Currency::EUR).map_or(0, i128::from)
}

/// `1,234.50` or `1 234,50`, without the currency.
pub fn money(minor: i128, language: Language) -> String {
    let text = decimal_string(minor, Currency::EUR);
    let (whole, part) = text.split_once('.').unwrap_or((&text, "00"));
    format!("{}{}{part}", grouped(whole, language), language.pick(".", ","))
}

/// A whole number with its thousands set apart: by a comma, or by the thin space of French.
pub fn grouped(digits: &str, language: Language) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("\u{2212}", digits));
    let mut written = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push_str(language.pick(",", "\u{202f}"));
        }
        written.push(digit);
    }
    written
}

/// What a rule says is held for all claims in all accounts, as near as its shares know it.
pub fn held(result: &RuleResult) -> Range {
    result.restitution.iter().map(|share| Range::read(&share.held_low, &share.held_high)).sum()
}

/// The figure common to all rules run: the least that any of those that follow each unit says is held.
pub fn common(trace: &Trace) -> i128 {
    followed(trace).map(|(_, result)| held(result).low).min().unwrap_or(0)
}

/// The rules that follow each unit, with what they say.
pub fn followed(trace: &Trace) -> impl Iterator<Item = (Rule, &RuleResult)> {
    Rule::FOLLOWED.into_iter().filter_map(|rule| Some((rule, trace.rules.get(rule.word())?)))
}

/// What is claimed, all claims together.
pub fn claimed(trace: &Trace) -> i128 {
    trace.claims.iter().map(|claim| minor(&claim.amount)).sum()
}
