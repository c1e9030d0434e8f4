//! Which bookings are wanted: one meaning of every filter, for the desk's list of entries and for `mark`.

use filature_model::{Channel, Currency, folded_words, parse_minor};

/// What is wanted; what is not said takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whether money came in, or went out.
    pub is_credit: Option<bool>,
    /// How it was paid: one of these.
    pub channels: Vec<Channel>,
    /// The first day, counted from 1970.
    pub from: Option<i32>,
    /// The last day.
    pub to: Option<i32>,
    /// The least amount, as a decimal in whatever currency a booking has.
    pub min: Option<String>,
    /// The most.
    pub max: Option<String>,
    /// Words that a name, the text or the reference has to hold, folded ([`folded_words`]).
    pub text: Option<String>,
}

/// A booking on an account, as a filter looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Whether money came in there.
    pub is_credit: bool,
    /// How it was paid.
    pub channel: Channel,
    /// The day of its booking, counted from 1970.
    pub day: i32,
    /// What it moved there, in minor units.
    pub minor: i64,
    /// In which currency.
    pub currency: Currency,
}

impl Filter {
    /// Whether a booking is wanted. Its texts are asked for last, and only where one is wanted.
    pub fn takes<'a>(&self, seen: Seen, texts: impl Fn() -> Vec<&'a str>) -> bool {
        let in_time = self.from.is_none_or(|from| from <= seen.day) && self.to.is_none_or(|to| seen.day <= to);
        in_time
            && self.is_credit.is_none_or(|is_credit| is_credit == seen.is_credit)
            && self.takes_amount(seen)
            && (self.channels.is_empty() || self.channels.contains(&seen.channel))
            && self.text.as_ref().is_none_or(|text| texts().iter().any(|of| folded_words(of).contains(text.as_str())))
    }

    fn takes_amount(&self, seen: Seen) -> bool {
        let bound = |text: &Option<String>| text.as_deref().and_then(|text| minor_of(text, seen.currency));
        bound(&self.min).is_none_or(|min| min <= seen.minor) && bound(&self.max).is_none_or(|max| seen.minor <= max)
    }

    /// Whether days alone are asked for, or nothing: then no row between two others is left out.
    pub fn is_open(&self) -> bool {
        let Self { is_credit, channels, from: _, to: _, min, max, text } = self;
        is_credit.is_none() && channels.is_empty() && min.is_none() && max.is_none() && text.is_none()
    }
}

/// Minor units of a decimal text with a point.
pub fn minor_of(text: &str, currency: Currency) -> Option<i64> {
    parse_minor(text.trim().as_bytes(), b'.', currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: Seen =
        Seen { is_credit: true, channel: Channel::Transfer, day: 100, minor: 5_000, currency: Currency::EUR };

    #[test]
    fn bounds_are_inclusive_and_each_part_has_to_hold() {
        let takes = |filter: Filter| filter.takes(SEEN, || vec!["Loyer Mai", "D. Exemple"]);
        assert!(takes(Filter::default()) && Filter::default().is_open());
        for (min, max, is_taken) in [("50.00", "50.00", true), ("50.01", "60", false), ("1", "49.99", false)] {
            let filter = Filter { min: Some(min.into()), max: Some(max.into()), ..Filter::default() };
            assert_eq!((takes(filter.clone()), filter.is_open()), (is_taken, false), "{min} {max}");
        }
        for (from, to, is_taken) in [(100, 100, true), (101, 200, false), (0, 99, false)] {
            assert_eq!(takes(Filter { from: Some(from), to: Some(to), ..Filter::default() }), is_taken);
        }
        assert!(takes(Filter { text: Some(folded_words("loyer")), ..Filter::default() }));
        assert!(!takes(Filter { text: Some(folded_words("loyers")), ..Filter::default() }));
        assert!(!takes(Filter { is_credit: Some(false), ..Filter::default() }));
        assert!(!takes(Filter { channels: vec![Channel::CashIn], ..Filter::default() }));
        assert!(takes(Filter { channels: vec![Channel::CashIn, Channel::Transfer], ..Filter::default() }));
    }
}
