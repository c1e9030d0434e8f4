//! Telephone numbers in the international form of E.164, by the numbering plans of the region and of the countries it works in.
//!
//! This project's own small table (calling code, prefix of calls at home, lengths), and not the whole of the world's plans: the crate
//! `phonenumber` brings 1.5 MB of them and several minutes of build. A number of a country that is not in the table is taken as it is
//! written, where it is written with its prefix.

/// Country, calling code, prefix of calls at home, and how long the number is after them.
const PLANS: [(&str, &str, &str, usize, usize); 36] = [
    ("AL", "355", "0", 8, 9),
    ("AT", "43", "0", 7, 13),
    ("BA", "387", "0", 8, 9),
    ("BE", "32", "0", 8, 9),
    ("BG", "359", "0", 7, 9),
    ("CH", "41", "0", 9, 9),
    ("CY", "357", "", 8, 8),
    ("CZ", "420", "", 9, 9),
    ("DE", "49", "0", 7, 12),
    ("DK", "45", "", 8, 8),
    ("ES", "34", "", 9, 9),
    ("FR", "33", "0", 9, 9),
    ("GB", "44", "0", 9, 10),
    ("GR", "30", "", 10, 10),
    ("HR", "385", "0", 8, 9),
    ("HU", "36", "06", 8, 9),
    ("IE", "353", "0", 7, 9),
    ("IT", "39", "", 8, 11),
    ("LT", "370", "0", 8, 8),
    ("LU", "352", "", 6, 9),
    ("LV", "371", "", 8, 8),
    ("MD", "373", "0", 8, 8),
    ("ME", "382", "0", 8, 9),
    ("MK", "389", "0", 8, 8),
    ("NL", "31", "0", 9, 9),
    ("NO", "47", "", 8, 8),
    ("PL", "48", "", 9, 9),
    ("PT", "351", "", 9, 9),
    ("RO", "40", "0", 9, 9),
    ("RS", "381", "0", 8, 9),
    ("SE", "46", "0", 7, 9),
    ("SI", "386", "0", 8, 8),
    ("SK", "421", "0", 9, 9),
    ("TR", "90", "0", 10, 10),
    ("UA", "380", "0", 9, 9),
    ("XK", "383", "0", 8, 9),
];

/// The number as `+` and digits; none where it is none, or where nothing says whose it is.
pub(super) fn e164(written: &str, country: Option<&str>) -> Option<String> {
    let mut digits = String::with_capacity(written.len());
    let mut international = false;
    for sign in written.trim().chars() {
        match sign {
            '0'..='9' => digits.push(sign),
            '+' if digits.is_empty() => international = true,
            ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' | '\u{2011}' => {}
            _ => return None,
        }
    }
    if !international && let Some(rest) = digits.strip_prefix("00") {
        digits = rest.to_owned();
        international = true;
    }
    if international {
        return with_code(&digits);
    }
    let (_, code, trunk, shortest, longest) = PLANS.iter().find(|(known, ..)| Some(*known) == country)?;
    let own = |text: &str| (*shortest..=*longest).contains(&text.len());
    match digits.strip_prefix(trunk) {
        Some(rest) if !trunk.is_empty() && own(rest) => Some(format!("+{code}{rest}")),
        Some(rest) if trunk.is_empty() && own(rest) => Some(format!("+{code}{rest}")),
        // Written with the calling code and without its sign: 381 64 ...
        _ => digits.strip_prefix(code).filter(|rest| own(rest)).map(|rest| format!("+{code}{rest}")),
    }
}

fn with_code(digits: &str) -> Option<String> {
    let plan = PLANS.iter().find(|(_, code, ..)| digits.starts_with(code));
    match plan {
        Some((_, code, trunk, shortest, longest)) => {
            let rest = &digits[code.len()..];
            // +33 (0)6 ...: the prefix of calls at home within an international number.
            let rest = rest.strip_prefix(trunk).filter(|_| !trunk.is_empty()).unwrap_or(rest);
            (*shortest..=*longest).contains(&rest.len()).then(|| format!("+{code}{rest}"))
        }
        None => ((8..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("+{digits}")),
    }
}

#[cfg(test)]
mod tests {
    use super::e164;

    #[test]
    fn one_number_in_many_forms() {
        for (written, country) in [
            ("06 39 98 01 02", Some("FR")),
            ("06.39.98.01.02", Some("FR")),
            ("+33 (0)6 39 98 01 02", None),
            ("0033639980102", None),
            ("33639980102", Some("FR")),
        ] {
            assert_eq!(e164(written, country).as_deref(), Some("+33639980102"), "{written}");
        }
        for (written, country, expected) in [
            ("064/000-1104", "RS", "+381640001104"),
            ("069 000 0101", "AL", "+355690000101"),
            ("061/000-101", "BA", "+38761000101"),
            ("0880 001 102", "BG", "+359880001102"),
            ("067 000 101", "ME", "+38267000101"),
            ("0532 000 01 01", "TR", "+905320000101"),
            ("06 30 000 0101", "HU", "+36300000101"),
            ("690 000 0101", "GR", "+306900000101"),
            ("0722 000 102", "RO", "+40722000102"),
            ("070 000 101", "MK", "+38970000101"),
            ("044 000 101", "XK", "+38344000101"),
        ] {
            assert_eq!(e164(written, Some(country)).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for (written, country) in [
            ("064 123", Some("RS")),
            ("0641234567", None),
            ("", Some("FR")),
            ("06 39 98 01 0x", Some("FR")),
            ("+33 6", None),
        ] {
            assert_eq!(e164(written, country), None, "{written}");
        }
    }
}
