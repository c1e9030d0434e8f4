use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A currency of ISO 4217, past ones included, and the unit in which amounts of it are kept.
///
/// ```
/// use filature_model::Currency;
/// let dinar: Currency = "KWD".parse()?;
/// assert_eq!(dinar.minor_digits(), 3);
/// assert!("ZZZ".parse::<Currency>().is_err());
/// # Ok::<(), filature_model::UnknownCurrency>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// A code that is not a currency of ISO 4217, present or past.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a currency of ISO 4217")]
pub struct UnknownCurrency(pub String);

/// Currencies in use and bitcoin under both codes that files use (ISO 4217 list one), and past ones that old
/// statements of Europe still carry (list three). Sorted, for binary search.
const CODES: [[u8; 3]; 190] = [
    *b"AED", *b"AFN", *b"ALL", *b"AMD", *b"ANG", *b"AOA", *b"ARS", *b"ATS", *b"AUD", *b"AWG", *b"AZN", *b"BAM",
    *b"BBD", *b"BDT", *b"BEF", *b"BGL", *b"BGN", *b"BHD", *b"BIF", *b"BMD", *b"BND", *b"BOB", *b"BRL", *b"BSD",
    *b"BTC", *b"BTN", *b"BWP", *b"BYN", *b"BYR", *b"BZD", *b"CAD", *b"CDF", *b"CHF", *b"CLF", *b"CLP", *b"CNH",
    *b"CNY", *b"COP", *b"CRC", *b"CSD", *b"CSK", *b"CUP", *b"CVE", *b"CYP", *b"CZC", *b"CZK", *b"DDM", *b"DEM",
    *b"DJF", *b"DKK", *b"DOP", *b"DZD", *b"EEK", *b"EGP", *b"ERN", *b"ESP", *b"ETB", *b"EUR", *b"FIM", *b"FJD",
    *b"FKP", *b"FRF", *b"GBP", *b"GEL", *b"GHS", *b"GIP", *b"GMD", *b"GNF", *b"GRD", *b"GTQ", *b"GYD", *b"HKD",
    *b"HNL", *b"HRK", *b"HTG", *b"HUF", *b"IDR", *b"IEP", *b"ILS", *b"INR", *b"IQD", *b"IRR", *b"ISK", *b"ITL",
    *b"JMD", *b"JOD", *b"JPY", *b"KES", *b"KGS", *b"KHR", *b"KMF", *b"KPW", *b"KRW", *b"KWD", *b"KYD", *b"KZT",
    *b"LAK", *b"LBP", *b"LKR", *b"LRD", *b"LSL", *b"LTL", *b"LUF", *b"LVL", *b"LYD", *b"MAD", *b"MDL", *b"MGA",
    *b"MKD", *b"MMK", *b"MNT", *b"MOP", *b"MRU", *b"MTL", *b"MUR", *b"MVR", *b"MWK", *b"MXN", *b"MYR", *b"MZN",
    *b"NAD", *b"NGN", *b"NIO", *b"NLG", *b"NOK", *b"NPR", *b"NZD", *b"OMR", *b"PAB", *b"PEN", *b"PGK", *b"PHP",
    *b"PKR", *b"PLN", *b"PTE", *b"PYG", *b"QAR", *b"ROL", *b"RON", *b"RSD", *b"RUB", *b"RWF", *b"SAR", *b"SBD",
    *b"SCR", *b"SDG", *b"SEK", *b"SGD", *b"SHP", *b"SIT", *b"SKK", *b"SLE", *b"SOS", *b"SRD", *b"SSP", *b"STN",
    *b"SYP", *b"SZL", *b"THB", *b"TJS", *b"TMT", *b"TND", *b"TOP", *b"TRL", *b"TRY", *b"TTD", *b"TWD", *b"TZS",
    *b"UAH", *b"UGX", *b"USD", *b"UYU", *b"UYW", *b"UZS", *b"VED", *b"VES", *b"VND", *b"VUV", *b"WST", *b"XAF",
    *b"XBT", *b"XCD", *b"XOF", *b"XPF", *b"YER", *b"YUM", *b"YUN", *b"ZAR", *b"ZMW", *b"ZWG",
];

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
    /// The Bulgarian lev, which gave way to the euro.
    pub const BGN: Self = Self(*b"BGN");
    /// The Croatian kuna, which gave way to the euro.
    pub const HRK: Self = Self(*b"HRK");

    /// Digits after the point in the unit in which amounts are kept: 2 for most, 3 for KWD, 8 for bitcoin.
    ///
    /// Where ISO 4217 gives a currency no minor unit (JPY, ISK, XAF), amounts are kept in hundredths all the
    /// same: ledgers book interest and conversions in parts of them, and nothing may be rounded away.
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            b"BTC" | b"XBT" => 8,
            _ => 2,
        }
    }

    /// Whether ISO 4217 gives it no minor unit, so that whole amounts are printed without decimals.
    pub fn is_whole(self) -> bool {
        matches!(
            &self.0,
            b"BIF"
                | b"CLP"
                | b"DJF"
                | b"GNF"
                | b"ISK"
                | b"JPY"
                | b"KMF"
                | b"KRW"
                | b"PYG"
                | b"RWF"
                | b"UGX"
                | b"VND"
                | b"VUV"
                | b"XAF"
                | b"XOF"
                | b"XPF"
                | b"ITL"
                | b"ESP"
                | b"PTE"
                | b"GRD"
                | b"LUF"
                | b"BEF"
                | b"TRL"
        )
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        // The three bytes come from `from_str`, which takes only the ASCII codes listed above.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let code: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| UnknownCurrency(text.to_owned()))?;
        let code = code.map(|byte| byte.to_ascii_uppercase());
        // Compared as numbers: rows of a file ask this millions of times.
        let number = |[a, b, c]: [u8; 3]| u32::from_be_bytes([0, a, b, c]);
        if code == *b"EUR" || CODES.binary_search_by_key(&number(code), |&known| number(known)).is_ok() {
            Ok(Self(code))
        } else {
            Err(UnknownCurrency(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(text: String) -> Result<Self, UnknownCurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_binary_search() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
