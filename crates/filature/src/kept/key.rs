//! The key of a dossier's pseudonyms. It stands apart from what is kept beside dossiers: whoever copies that folder does not copy it.

use std::fs;

use filature_ledger::Case;

use crate::outcome::Failure;
use crate::withholding::Key;

fn name(sha256: &str) -> String {
    format!("keys/{sha256}.key")
}

/// Keeps the key of the file that has this hash.
pub fn keep(case: &Case, sha256: &str, key: &Key) -> Result<(), Failure> {
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(case.write(&name(sha256), format!("{digits}\n").as_bytes())?)
}

/// The key of the file that has this hash.
///
/// # Errors
/// It is gone, or is none.
pub fn of_file(case: &Case, sha256: &str) -> Result<Key, Failure> {
    let name = name(sha256);
    let text = fs::read_to_string(case.folder().join(&name)).map_err(|error| {
        Failure::data(format!(
            "{name}: {error}; without it no pseudonym can be given again; restore it from a copy of the case"
        ))
    })?;
    read(text.trim()).ok_or_else(|| {
        Failure::data(format!("{name}: 64 hexadecimal digits were expected; restore it from a copy of the case"))
    })
}

fn read(digits: &str) -> Option<Key> {
    let mut key = Key::default();
    // A sign would be taken for a part of a number.
    if digits.len() != 2 * key.len() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_nothing_else_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let (case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
        let key: Key = std::array::from_fn(|at| u8::try_from(at * 7 % 251).unwrap());
        keep(&case, "abc", &key).unwrap();
        assert_eq!(of_file(&case, "abc").unwrap(), key);
        assert!(of_file(&case, "abd").unwrap_err().message.contains("keys/abd.key"));
        for bad in ["", "00", &"é".repeat(32), &"+1".repeat(32)] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
