use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{AmountError, Language};

fn source(number: u8) -> SourceId {
    SourceId::from_sha256(&[number; 32])
}

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn stated(code: &str, on: Date, units: &str, number: u8) -> StatedRate {
    StatedRate {
        currency: currency(code),
        on,
        source: source(number),
        place: Place { message: None, row: Some(0), line: Some(2) },
        column: "rate".into(),
        units: units.parse().unwrap(),
        stated_by: Some("a bank".into()),
    }
}

#[test]
fn a_day_without_publication_takes_the_last_one_at_most_seven_days_back() {
    let friday = date(2024, 3, 29);
    let rates = Rates::new([stated("USD", friday, "1.0811", 1)]);
    for (on, is_there) in
        [(date(2024, 3, 28), false), (friday, true), (date(2024, 4, 5), true), (date(2024, 4, 6), false)]
    {
        let rate = rates.rate(currency("USD"), Currency::EUR, on);
        assert_eq!(rate.is_ok(), is_there, "{on}");
        if let Ok(rate) = rate {
            assert_eq!((rate.on, rate.legs[0].on), (on, friday));
        }
    }
}

#[test]
fn what_is_missing_is_named_with_the_days_looked_at_in_both_languages() {
    let missing = Rates::default().rate(currency("RSD"), currency("HRK"), date(2023, 2, 3)).unwrap_err();
    assert_eq!(missing.earliest, date(2023, 1, 27));
    let days = [(Language::English, ["2023-02-03", "2023-01-27"]), (Language::French, ["03/02/2023", "27/01/2023"])];
    for (language, [on, earliest]) in days {
        let sentence = missing.sentence(language);
        for part in ["RSD", on, earliest, "filature rates"] {
            assert!(sentence.contains(part), "{sentence}");
        }
    }
    let second = Rates::default().rate(currency("HRK"), currency("RSD"), date(2023, 2, 3)).unwrap_err();
    assert_eq!(second.currency, currency("RSD"));
}

/// A reader of French met "1 EUR = 0.9560 CHF, publié pour le 2024-03-11".
#[test]
fn a_rate_is_written_as_people_of_the_language_do() {
    let rates = Rates::new([stated("CHF", date(2024, 3, 11), "0.9560", 1)]);
    let rate = rates.rate(currency("CHF"), Currency::EUR, date(2024, 3, 12)).unwrap();
    let start = |language| rate.legs[0].sentence(language).split(" (").next().unwrap().to_owned();
    assert_eq!(start(Language::English), "1 EUR = 0.9560 CHF, published for 2024-03-11");
    assert_eq!(start(Language::French), "1 EUR = 0,9560 CHF, publié pour le 11/03/2024");
    let fixed = Rates::default().rate(currency("HRK"), Currency::EUR, date(2024, 1, 1)).unwrap();
    assert!(fixed.legs[0].sentence(Language::French).starts_with("1 EUR = 7,53450 HRK, fixé à partir du 01/01/2023 ("));
    let twice =
        Rates::new([stated("USD", date(2024, 6, 28), "1.0705", 1), stated("USD", date(2024, 6, 28), "1.0706", 2)]);
    let missing = twice.rate(Currency::EUR, currency("USD"), date(2024, 6, 28)).unwrap_err();
    assert!(missing.sentence(Language::French).contains("1,0706"));
}

#[test]
fn the_changeover_of_the_lev_and_the_kuna_is_exact_to_the_day() {
    let rates =
        Rates::new([stated("BGN", date(2025, 12, 31), "1.9558", 1), stated("HRK", date(2022, 12, 30), "7.5365", 1)]);
    for (code, on, units, published) in [
        ("BGN", date(2025, 12, 31), "1.9558", date(2025, 12, 31)),
        ("BGN", date(2026, 1, 1), "1.95583", date(2026, 1, 1)),
        ("BGN", date(2039, 7, 1), "1.95583", date(2026, 1, 1)),
        ("HRK", date(2022, 12, 31), "7.5365", date(2022, 12, 30)),
        ("HRK", date(2023, 1, 1), "7.53450", date(2023, 1, 1)),
    ] {
        let rate = rates.rate(currency(code), Currency::EUR, on).unwrap();
        assert_eq!((rate.legs[0].units.to_string().as_str(), rate.legs[0].on), (units, published), "{code} {on}");
    }
    let fixed = rates.rate(currency("HRK"), Currency::EUR, date(2024, 1, 1)).unwrap();
    assert!(matches!(fixed.legs[0].origin, RateOrigin::Fixed(_)));
    assert!(fixed.legs[0].sentence(Language::French).contains("2022/1208"));
}

#[test]
fn two_rates_for_one_day_are_a_conflict_and_none_is_taken_whatever_the_order() {
    let day = date(2024, 6, 28);
    let (one, other) = (stated("USD", day, "1.0705", 1), stated("USD", day, "1.0706", 2));
    let rates = Rates::new([one.clone(), other.clone()]);
    assert_eq!(rates, Rates::new([other.clone(), one.clone()]));
    let conflicts: Vec<_> = rates.conflicts().collect();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].stated, [one.clone(), other]);
    // Nor on the weekend behind it: going back further would choose silently.
    for on in [day, date(2024, 6, 30)] {
        let missing = rates.rate(Currency::EUR, currency("USD"), on).unwrap_err();
        assert!(matches!(missing.why, WhyMissing::Contradictory { published, .. } if published == day));
        assert!(missing.sentence(Language::English).contains("1.0706"));
    }
    // The next publication ends it.
    let rates = Rates::new(rates.stated().iter().cloned().chain([stated("USD", date(2024, 7, 1), "1.0746", 2)]));
    assert!(rates.rate(Currency::EUR, currency("USD"), date(2024, 7, 2)).is_ok());
    // The same number in two files is none, and the first source is named.
    let same = Rates::new([stated("USD", day, "1.07050", 2), one]);
    assert_eq!(same.conflicts().count(), 0);
    let rate = same.rate(Currency::EUR, currency("USD"), day).unwrap();
    assert!(matches!(rate.legs[0].origin, RateOrigin::Stated { source: named, .. } if named == source(1)));
}

#[test]
fn what_a_file_says_against_the_law_is_not_used_and_is_told() {
    let rates = Rates::new([
        stated("BGN", date(2026, 1, 2), "1.9558", 1),
        stated("BGN", date(2026, 1, 2), "1.95583", 2),
        stated("BGN", date(2025, 1, 2), "1.9558", 1),
    ]);
    let beside: Vec<_> = rates.beside_the_law().map(|(stated, _)| stated.source).collect();
    assert_eq!(beside, [source(1)]);
    assert_eq!(rates.conflicts().count(), 0);
    assert!(rates.rate(currency("BGN"), Currency::EUR, date(2026, 1, 2)).is_ok());
}

#[test]
fn minor_units_are_those_in_which_amounts_are_kept() {
    let day = date(2024, 6, 28);
    let rates = Rates::new([
        stated("JPY", day, "171.94", 1),
        stated("KWD", day, "0.32845", 1),
        stated("BTC", day, "0.00001759", 1),
    ]);
    // 1.00 EUR = 171.94 JPY, kept in hundredths; 0.328 KWD; 0.00001759 BTC.
    for (code, minor) in [("JPY", 17_194), ("KWD", 328), ("BTC", 1_759)] {
        assert_eq!(
            rates.rate(Currency::EUR, currency(code), day).unwrap().convert(100).unwrap().minor,
            minor,
            "{code}"
        );
    }
    let same = rates.rate(currency("JPY"), currency("JPY"), day).unwrap();
    assert_eq!((same.convert(-7).unwrap().minor, same.legs.len()), (-7, 0));
}

#[test]
fn decimals_are_read_as_written_or_refused() {
    for (text, digits, decimals) in [
        ("1.0705", 10_705, 4),
        ("+171.940", 171_940, 3),
        (".5", 5, 1),
        ("7.", 7, 0),
        ("0.00001759", 1_759, 8),
        ("1.070500000000000000000", 107_050_000_000_000, 14),
    ] {
        let rate: RateDecimal = text.parse().unwrap();
        assert_eq!((rate.digits(), rate.decimals()), (digits, decimals), "{text:?}");
    }
    use RateDecimalError::{NotANumber, NotPositive, TooFine};
    for (text, error) in [
        ("", NotANumber),
        (".", NotANumber),
        ("1,0705", NotANumber),
        ("1.2.3", NotANumber),
        ("1e3", NotANumber),
        ("N/A", NotANumber),
        ("١.٢", NotANumber),
        ("0", NotPositive),
        ("0.000", NotPositive),
        ("-1.07", NotPositive),
        ("0.92345678901234567", TooFine),
        ("123456789012345678", TooFine),
    ] {
        assert_eq!(text.parse::<RateDecimal>(), Err(error), "{text:?}");
    }
}

/// A slow, obvious reference: fractions by schoolbook arithmetic on decimal digits, of any length.
mod reference {
    /// A whole number of any size, least digit first.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Long(Vec<u8>);

    impl Long {
        pub fn of(number: u128) -> Self {
            Self(number.to_string().bytes().rev().map(|digit| digit - b'0').collect())
        }

        pub fn times(&self, other: &Self) -> Self {
            let mut digits = vec![0_u32; self.0.len() + other.0.len()];
            for (i, a) in self.0.iter().enumerate() {
                for (j, b) in other.0.iter().enumerate() {
                    digits[i + j] += u32::from(*a) * u32::from(*b);
                }
            }
            Self::carried(digits)
        }

        pub fn plus(&self, other: &Self) -> Self {
            let length = self.0.len().max(other.0.len());
            let digit = |of: &Self, at: usize| u32::from(of.0.get(at).copied().unwrap_or_default());
            Self::carried((0..length).map(|at| digit(self, at) + digit(other, at)).collect())
        }

        fn carried(digits: Vec<u32>) -> Self {
            let (mut carry, mut all) = (0, Vec::new());
            for digit in digits {
                all.push(((digit + carry) % 10) as u8);
                carry = (digit + carry) / 10;
            }
            while carry > 0 {
                all.push((carry % 10) as u8);
                carry /= 10;
            }
            while all.len() > 1 && all.last() == Some(&0) {
                all.pop();
            }
            Self(all)
        }

        pub fn ten_to(power: u32) -> Self {
            let mut digits = vec![0; power as usize];
            digits.push(1);
            Self(digits)
        }
    }
}

fn any_rate() -> impl Strategy<Value = RateDecimal> {
    (1_u64..99_999_999_999_999_999, 0_usize..=14).prop_map(|(digits, decimals)| {
        let text = format!("{digits:0>15}");
        let (whole, part) = text.split_at(text.len() - decimals);
        format!("{whole}.{part}").parse().unwrap()
    })
}

proptest! {
    /// amount · to / from, in major units, is what `convert` gives, floor and remainder together; and the remainder is
    /// below one minor unit.
    #[test]
    fn converting_through_the_euro_is_exact(
        minor in any::<i64>(),
        from_units in any_rate(),
        to_units in any_rate(),
        codes in (0_usize..6, 0_usize..6),
    ) {
        use reference::Long;
        let known = ["EUR", "USD", "JPY", "KWD", "CLF", "BTC"];
        let (from, to) = (currency(known[codes.0]), currency(known[codes.1]));
        let day = date(2024, 6, 28);
        let row = |currency: Currency, units: RateDecimal| stated(currency.code(), day, &units.to_string(), 1);
        let mut rows = vec![row(from, from_units)];
        if from != to {
            rows.push(row(to, to_units));
        }
        let rate = Rates::new(rows).rate(from, to, day).unwrap();
        prop_assert_eq!(rate.legs.len(), usize::from(from != to) * (usize::from(codes.0 > 0) + usize::from(codes.1 > 0)));
        let one = "1".parse::<RateDecimal>().unwrap();
        let of = |currency: Currency, units: RateDecimal| {
            if currency == Currency::EUR || from == to { one } else { units }
        };
        let (from_units, to_units) = (of(from, from_units), of(to, to_units));
        match rate.convert(i128::from(minor)) {
            Ok(converted) => {
                prop_assert!((0..rate.denominator()).contains(&converted.remainder));
                // Floor of a negative amount lies below it: both sides are shifted to be positive.
                // minor·to·10^(from decimals + to minor) = (q + r/den)·from·10^(to decimals + from minor)
                let scale_left = Long::of(to_units.digits() as u128)
                    .times(&Long::ten_to(from_units.decimals() + to.minor_digits()));
                let scale_right = Long::of(from_units.digits() as u128)
                    .times(&Long::ten_to(to_units.decimals() + from.minor_digits()));
                let den = Long::of(rate.denominator() as u128);
                let left = Long::of(u128::from(minor.unsigned_abs())).times(&scale_left).times(&den);
                let whole = Long::of(converted.minor.unsigned_abs()).times(&den).times(&scale_right);
                let rest = Long::of(converted.remainder as u128).times(&scale_right);
                if minor >= 0 {
                    prop_assert_eq!(left, whole.plus(&rest));
                } else {
                    prop_assert_eq!(left.plus(&rest), whole);
                }
            }
            Err(error) => {
                prop_assert_eq!(error, AmountError::TooLarge);
                // Only what truly passes 127 bits is refused: 39 digits or more.
                let product = Long::of(u128::from(minor.unsigned_abs()))
                    .times(&Long::of(to_units.digits() as u128))
                    .times(&Long::ten_to(from_units.decimals() + to.minor_digits()));
                let limit = Long::of(from_units.digits() as u128)
                    .times(&Long::ten_to(to_units.decimals() + from.minor_digits()))
                    .times(&Long::of(i128::MAX as u128));
                prop_assert!(digits(&product) >= digits(&limit));
            }
        }
    }

    /// The converted parts of a sum never come to more than the converted sum.
    #[test]
    fn parts_never_come_to_more_than_the_sum(a in 0_i64..1 << 60, b in 0_i64..1 << 60, units in any_rate()) {
        let day = date(2024, 6, 28);
        let rates = Rates::new([stated("USD", day, &units.to_string(), 1)]);
        let rate = rates.rate(currency("USD"), Currency::EUR, day).unwrap();
        let convert = |minor: i64| rate.convert(i128::from(minor)).map(|converted| converted.minor);
        if let (Ok(one), Ok(other), Ok(both)) = (convert(a), convert(b), rate.convert(i128::from(a) + i128::from(b))) {
            prop_assert!(one + other <= both.minor && both.minor <= one + other + 1);
        }
    }
}

fn digits(number: &reference::Long) -> usize {
    format!("{number:?}").matches(',').count()
}
