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

/// Currencies in use (ISO 4217 list one), and bitcoin under both codes that files use.
const CURRENT: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTC BTN BWP \
    BYN BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD \
    LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS \
    UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XBT XCD XOF XPF YER ZAR ZMW ZWG";

/// Currencies that old statements still carry (ISO 4217 list three, those of the last forty years in Europe).
const PAST: &str = "ATS BEF BGL BYR CSD CSK CYP CZC DDM DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE ROL \
    SIT SKK TRL YUM YUN";

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

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
        let known = |list: &str| list.split_ascii_whitespace().any(|item| item.as_bytes() == code);
        if code == *b"EUR" || known(CURRENT) || known(PAST) {
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
