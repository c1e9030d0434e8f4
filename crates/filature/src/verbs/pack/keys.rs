//! For whom an archive is closed: public keys, from the command line, from files of them, or as they were pasted.

use std::path::Path;

use filature_sending::{Lock, Recipient, read_recipients};

use crate::outcome::Failure;

/// What a secret key begins with.
const SECRET: &str = "AGE-SECRET-KEY-";

/// Public keys as a person pastes them: one a line, or with commas or spaces between them; a line with # is a remark. None is a path.
///
/// # Errors
/// One of them is none, or there is none. What is no key is not repeated: it may be half of a secret.
pub fn keys_in(text: &str) -> Result<Lock, Failure> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| line.split([',', ' ', '\t'])).filter(|word| !word.is_empty());
    let read = |(number, word): (usize, &str)| match Recipient::read(word) {
        Some(recipient) => Ok(recipient),
        None if word.starts_with("age1") => Err(not_whole(word)),
        None if word.to_uppercase().starts_with(SECRET) => Err(secret()),
        None => Err(Failure::call(format!("key {number} is no public key: one that begins with age1 was expected"))
            .at_desk(
                format!("Key {number} is no public key: one that begins with age1 was expected."),
                format!("La clé n° {number} n’est pas une clé publique : une clé commençant par age1 était attendue."),
            )),
    };
    let keys = (1..).zip(words).map(read).collect::<Result<Vec<Recipient>, Failure>>()?;
    if keys.is_empty() {
        return Err(Failure::call("no public key is there: one that begins with age1 was expected on each line")
            .at_desk(
                "There is no public key: one that begins with age1 was expected on each line.",
                "Il n’y a aucune clé publique : une clé commençant par age1 était attendue sur chaque ligne.",
            ));
    }
    Ok(Lock::Recipients(each_once(keys)))
}

/// Public keys, and files of them, as the command line gives them.
///
/// # Errors
/// One of them is none; a file that cannot be read.
pub fn recipients(asked: &[String]) -> Result<Vec<Recipient>, Failure> {
    let mut recipients = Vec::new();
    for text in asked {
        match Recipient::read(text) {
            Some(recipient) => recipients.push(recipient),
            None if text.starts_with("age1") && !Path::new(text).exists() => return Err(not_whole(text)),
            None if text.starts_with(SECRET) => return Err(secret()),
            None => recipients.extend(read_recipients(Path::new(text))?),
        }
    }
    Ok(each_once(recipients))
}

fn not_whole(text: &str) -> Failure {
    Failure::call(format!(
        "--to {text}: it is not whole, or has a slip in it: an X25519 key age1… of 62 signs was expected"
    ))
    .at_desk(
        format!("The key {text} is not whole, or has a slip in it: an X25519 key age1… of 62 signs was expected."),
        format!(
            "La clé {text} est incomplète ou comporte une erreur : une clé X25519 age1… de 62 signes était attendue."
        ),
    )
}

/// A secret key given by mistake is not repeated on the screen.
fn secret() -> Failure {
    Failure::call(
        "--to: that is a secret key; give the public one, which begins with age1, and the secret one to nobody",
    )
    .at_desk(
        "That is a secret key: give the public one, which begins with age1, and the secret one to nobody.",
        "C’est une clé secrète : donnez la clé publique, qui commence par age1, et la clé secrète à personne.",
    )
}

fn each_once(mut recipients: Vec<Recipient>) -> Vec<Recipient> {
    recipients.sort_by_key(Recipient::shown);
    recipients.dedup_by_key(|recipient| recipient.shown());
    recipients
}

#[cfg(test)]
mod tests {
    use filature_sending::NewKey;

    use super::*;

    #[test]
    fn keys_are_read_as_they_are_pasted_and_what_is_none_is_not_repeated() {
        let (one, other) = (NewKey::draw().public(), NewKey::draw().public());
        let lock = keys_in(&format!("# court of Exempleville\r\n{one}, {other}\n\n  {one}\n")).unwrap();
        let mut both = vec![one.clone(), other];
        both.sort();
        assert_eq!(lock.shown(), both);
        let cut = &one[..40];
        for (text, told, untold) in [
            ("", "no public key", None),
            ("# a remark\n", "no public key", None),
            (cut, "not whole", None),
            ("hunter2secret", "key 1 is no public key", Some("hunter2")),
            ("age-secret-key-1QQQQ", "secret key", Some("QQQQ")),
            ("/etc/passwd", "key 1 is no public key", Some("passwd")),
        ] {
            let Err(failure) = keys_in(text) else { panic!("{text}") };
            assert!(failure.message.contains(told), "{}", failure.message);
            assert!(untold.is_none_or(|untold| !failure.message.contains(untold)), "{}", failure.message);
        }
    }
}
