//! Who can open an archive: keys and passphrases.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};

use crate::SendingError;

/// How hard a passphrase is to try out: 2 to this power, what age's own program takes. It stands in the file; a fixed one makes what is
/// asked of a machine the same everywhere.
const WORK: u8 = 18;
/// What a file may ask of the machine that opens it.
const MOST_WORK: u8 = 22;

/// The public key of somebody to whom an archive is sent.
#[derive(Clone)]
pub struct Recipient(age::x25519::Recipient);

impl Recipient {
    /// Reads one.
    ///
    /// ```
    /// use filature_sending::Recipient;
    /// assert!(Recipient::read("age1nonsense").is_none());
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        age::x25519::Recipient::from_str(text.trim()).ok().map(Self)
    }

    /// The key as it is written.
    pub fn shown(&self) -> String {
        self.0.to_string()
    }
}

/// With what an archive is closed.
pub enum Lock {
    /// Whoever holds the identity of one of these keys opens it.
    Recipients(Vec<Recipient>),
    /// Whoever knows it opens it.
    Passphrase(SecretString),
}

impl Lock {
    /// A passphrase.
    pub fn passphrase(text: String) -> Self {
        Self::Passphrase(SecretString::from(text))
    }

    /// For whom it is closed, in words that may be written down: public keys, or that it is a passphrase.
    pub fn shown(&self) -> Vec<String> {
        match self {
            Self::Recipients(recipients) => recipients.iter().map(Recipient::shown).collect(),
            Self::Passphrase(_) => vec!["passphrase".to_owned()],
        }
    }

    pub(crate) fn encryptor(&self) -> Result<age::Encryptor, age::EncryptError> {
        match self {
            Self::Recipients(recipients) => {
                age::Encryptor::with_recipients(recipients.iter().map(|recipient| &recipient.0 as &dyn age::Recipient))
            }
            Self::Passphrase(text) => {
                let mut recipient = age::scrypt::Recipient::new(text.clone());
                recipient.set_work_factor(WORK);
                age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            }
        }
    }
}

/// With what an archive is opened.
pub enum Opener {
    /// Identities, of which any may fit.
    Identities(Vec<age::x25519::Identity>),
    /// A passphrase.
    Passphrase(SecretString),
}

impl Opener {
    /// A passphrase.
    pub fn passphrase(text: String) -> Self {
        Self::Passphrase(SecretString::from(text))
    }

    pub(crate) fn identities(&self) -> Vec<Box<dyn age::Identity>> {
        match self {
            Self::Identities(identities) => {
                identities.iter().map(|identity| Box::new(identity.clone()) as Box<dyn age::Identity>).collect()
            }
            Self::Passphrase(text) => {
                let mut identity = age::scrypt::Identity::new(text.clone());
                identity.set_max_work_factor(MOST_WORK);
                vec![Box::new(identity)]
            }
        }
    }

    pub(crate) fn is_passphrase(&self) -> bool {
        matches!(self, Self::Passphrase(_))
    }
}

/// The lines of a file of keys that are neither empty nor remarks.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn read_text(path: &Path) -> Result<String, SendingError> {
    fs::read_to_string(path).map_err(SendingError::io(path))
}

/// Reads a file of public keys, one a line.
///
/// # Errors
/// A line that is none; the system's.
pub fn read_recipients(path: &Path) -> Result<Vec<Recipient>, SendingError> {
    let text = read_text(path)?;
    let read = |(number, line): (usize, &str)| {
        let what = if line.starts_with("AGE-SECRET-KEY-") {
            format!(
                "line {number} is a secret key: give the public one, which begins with age1, and the secret one to nobody"
            )
        } else {
            format!("line {number} is no public key: one that begins with age1 was expected on each line")
        };
        Recipient::read(line).ok_or_else(|| SendingError::call(path, what))
    };
    let recipients: Vec<Recipient> = lines(&text).map(read).collect::<Result<_, _>>()?;
    if recipients.is_empty() {
        return Err(SendingError::call(
            path,
            "it holds no public key: one that begins with age1 was expected on each line",
        ));
    }
    Ok(recipients)
}

/// Reads a file of identities, as [`NewKey::write`] and `age-keygen` write them.
///
/// # Errors
/// A line that is none; the system's.
pub fn read_identities(path: &Path) -> Result<Opener, SendingError> {
    let text = read_text(path)?;
    let read = |(number, line): (usize, &str)| {
        // What stands there may be half of a secret: it is not repeated.
        let what =
            format!("line {number} is no identity: one that begins with AGE-SECRET-KEY-1 was expected on each line");
        age::x25519::Identity::from_str(line).map_err(|_| SendingError::call(path, what))
    };
    let identities: Vec<age::x25519::Identity> = lines(&text).map(read).collect::<Result<_, _>>()?;
    if identities.is_empty() {
        return Err(SendingError::call(path, "it holds no identity: a line AGE-SECRET-KEY-1… was expected"));
    }
    Ok(Opener::Identities(identities))
}

/// A new identity.
pub struct NewKey(age::x25519::Identity);

impl NewKey {
    /// Draws one from the system's source of random bytes.
    pub fn draw() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// Its public key: what is given to those who send.
    pub fn public(&self) -> String {
        self.0.to_public().to_string()
    }

    /// Writes it to a file that is not there yet and that only its owner can read.
    ///
    /// # Errors
    /// A file that is there; the system's, and then nothing is left.
    pub fn write(&self, path: &Path) -> Result<(), SendingError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => SendingError::call(
                path,
                "it is there already, and a key that is lost opens nothing any more: name a new file",
            ),
            _ => SendingError::Io { path: path.to_owned(), cause: error },
        })?;
        let text = format!("# public key: {}\n{}\n", self.public(), self.0.to_string().expose_secret());
        file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(|cause| {
            // A file without a whole key opens nothing, and would be refused as being there already. The first error is the one to report.
            let _ = fs::remove_file(path);
            SendingError::Io { path: path.to_owned(), cause }
        })
    }
}
