use filature_model::{Currency, parse_minor};
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

/// A decimal text with its currency as an amount; none for what is no amount.
pub fn of_decimal(text: &str, currency: &str) -> Option<Value> {
    let currency: Currency = currency.parse().ok()?;
    Some(amount(i128::from(minor_of(text, currency)?), currency))
}

/// Minor units of a decimal text.
pub fn minor_of(text: &str, currency: Currency) -> Option<i64> {
    parse_minor(text.trim().as_bytes(), b'.', currency).ok()
}
