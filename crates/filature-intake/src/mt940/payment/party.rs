//! The parties of a payment and their banks.
//!
//! ```text
//! :50A: :59A: :50G:  [/account]  BIC
//! :50K: :59:  :50H:  [/account]  name, then lines of address
//! :50F: :59F:        /account or CODE/CC/id, then numbered lines: 1/name  2/street  3/CC/town …
//! :52A: :57A:        [//code of a clearing, or /account]  BIC      (D: a name)
//! ```

use filature_model::{AccountId, Party, iban_check, is_country_code};

use super::super::header::is_bic;
use super::super::scan::Field;

/// Reads a party; `bank` is what an account without an IBAN is known by.
pub(super) fn read(field: Option<Field<'_>>, bank: Option<&str>) -> Party {
    let Some(field) = field else { return Party::default() };
    let mut lines = field.body.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let number = lines.next_if(|line| line.starts_with('/')).map(|line| line.trim_start_matches('/').trim());
    let account = number.filter(|number| is_number(number)).map(|number| account(number, bank));
    let lines: Vec<&str> = lines.collect();
    let (name, country) = match field.tag.as_bytes().last() {
        Some(b'F') => numbered(&lines),
        _ => plain(&lines),
    };
    Party { account, name, country }
}

/// The key of an account. What has the form of an IBAN stands for itself, also where its check digits are wrong.
fn account(number: &str, bank: Option<&str>) -> AccountId {
    match iban_check(number) {
        Some(_) => AccountId::written(number),
        None => AccountId::at_bank(bank.unwrap_or(""), number),
    }
}

/// Whether a text can be the number of an account: noughts, or a lone hyphen, stand for none.
fn is_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphanumeric() && byte != b'0')
}

/// A BIC, which is all that is said of a bank or firm, or a name above its address.
fn plain(lines: &[&str]) -> (Option<String>, Option<String>) {
    let Some(&first) = lines.first() else { return (None, None) };
    let country = match lines {
        [bic] if matches!(bic.len(), 8 | 11) && is_bic(bic) => bic.get(4..6).map(str::to_owned),
        _ => None,
    };
    (Some(first.to_owned()), country)
}

/// Numbered lines: `1/` is the name, over several lines where it is long, `3/` begins with the country.
fn numbered(lines: &[&str]) -> (Option<String>, Option<String>) {
    let of = |number: &'static str| lines.iter().filter_map(move |line| line.strip_prefix(number));
    let name = of("1/").map(str::trim).collect::<Vec<_>>().join(" ");
    let country = of("3/").next().and_then(|line| line.split('/').next()).map(str::trim);
    let country = country.filter(|code| is_country_code(code));
    (Some(name).filter(|name| !name.is_empty()), country.map(str::to_owned))
}

/// What the accounts of a bank are known by: the first eight letters of its BIC, else its code in a clearing, else
/// its name.
pub(super) fn bank<'a>(field: Option<Field<'a>>) -> Option<&'a str> {
    let mut lines = field?.body.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let code = lines.next_if(|line| line.starts_with('/')).and_then(|line| line.strip_prefix("//"));
    match lines.next() {
        Some(bic) if matches!(bic.len(), 8 | 11) && is_bic(bic) => bic.get(..8),
        name => code.map(str::trim).filter(|code| !code.is_empty()).or(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(tag: &str, body: &str) -> (String, String, String) {
        let party = read(Some(Field { tag, line: 1, body }), Some("BANKFRPP"));
        let account = party.account.map_or(String::new(), |account| account.as_str().to_owned());
        (account, party.name.unwrap_or_default(), party.country.unwrap_or_default())
    }

    fn owned(account: &str, name: &str, country: &str) -> (String, String, String) {
        (account.to_owned(), name.to_owned(), country.to_owned())
    }

    #[test]
    fn each_option_gives_what_it_says() {
        let iban = "GB33BUKB20201555555555";
        assert_eq!(party("50K", &format!("/{iban}\r\nANA INVENTEE\r\n1 RUE X")), owned(iban, "ANA INVENTEE", ""));
        assert_eq!(party("59", "/00123\nANA\nRUE"), owned("BANKFRPP:00123", "ANA", ""));
        assert_eq!(party("59A", "/99\nBANKDEFFXXX"), owned("BANKFRPP:99", "BANKDEFFXXX", "DE"));
        assert_eq!(party("59", "ANA\nRUE"), owned("", "ANA", ""));
        assert_eq!(party("59", "/0000\nANA"), owned("", "ANA", ""));
        assert_eq!(party("59", "/-\nANA"), owned("", "ANA", ""));
        let structured = "/7\n1/MARIJA IZMISLJENA\n1/PETROVIC\n2/ULICA 1\n3/RS/NIS\n4/19900101";
        assert_eq!(party("50F", structured), owned("BANKFRPP:7", "MARIJA IZMISLJENA PETROVIC", "RS"));
        assert_eq!(party("50F", "CCPT/FR/123\n1/ANA\n3/fr/X"), owned("", "ANA", ""));
        assert_eq!(party("59", ""), owned("", "", ""));
    }

    #[test]
    fn banks_are_known_by_bic_then_code_then_name() {
        let bank = |body| bank(Some(Field { tag: "52A", line: 1, body })).unwrap_or("").to_owned();
        assert_eq!(bank("BANKDEFF473"), "BANKDEFF");
        assert_eq!(bank("/0569\nBANKESBBXXX"), "BANKESBB");
        assert_eq!(bank("//FW021000018\nSOME BANK"), "FW021000018");
        assert_eq!(bank("SOME BANK\nA TOWN"), "SOME BANK");
        assert_eq!(bank("//FW021000018"), "FW021000018");
        assert_eq!(bank(""), "");
    }
}
