use filature_model::{Currency, parse_minor};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Value, json};

/// An amount as it is sent: minor units as a text, since they outgrow what a browser calls a number.
///
/// ```
/// use filature_desk::amount;
/// use filature_model::Currency;
/// assert_eq!(amount(-123_456, Currency::EUR).to_string(), r#"{"currency":"EUR","digits":2,"minor":"-123456"}"#);
/// ```
pub fn amount(minor: i128, currency: Currency) -> Value {
    json!({ "minor": minor.to_string(), "currency": currency.code(), "digits": currency.minor_digits() })
}

/// The same where very many are sent.
#[derive(Clone, Copy, Debug)]
pub struct AmountSent(pub i128, pub Currency);

impl Serialize for AmountSent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(minor, currency) = self;
        let mut fields = serializer.serialize_struct("Amount", 3)?;
        fields.serialize_field("currency", currency.code())?;
        fields.serialize_field("digits", &currency.minor_digits())?;
        fields.serialize_field("minor", &minor.to_string())?;
        fields.end()
    }
}

/// A decimal text with its currency as an amount; none for what is no amount.
pub fn of_decimal(text: &str, currency: &str) -> Option<Value> {
    let currency: Currency = currency.parse().ok()?;
    Some(amount(i128::from(minor_of(text, currency)?), currency))
}

/// Minor units of a decimal text.
pub fn minor_of(text: &str, currency: Currency) -> Option<i64> {
    parse_minor(text.trim().as_bytes(), b'.', currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_sending_an_amount_are_one() {
        for (minor, code) in [(0, "EUR"), (-123_456, "JPY"), (i128::MAX, "BHD")] {
            let currency: Currency = code.parse().unwrap();
            assert_eq!(serde_json::to_value(AmountSent(minor, currency)).unwrap(), amount(minor, currency));
        }
    }
}
