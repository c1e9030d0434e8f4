//! Opens a PDF: its pages in order, or why it cannot be read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, Error, LoadOptions, ObjectId};

use crate::Refusal;

/// A file that was opened.
pub struct Opened {
    /// Its objects.
    pub document: Document,
    /// Its pages.
    pub pages: Vec<ObjectId>,
    /// How many bytes all of its streams together may unpack to, and how many operations may be carried out.
    pub budget: usize,
}

/// No statement has more pages.
const PAGES_MAX: usize = 100_000;

/// What streams may unpack to at first, whatever the size of the file.
const UNPACKED_MIN: usize = 4 << 20;

/// And how much more for each byte of the file: text packs to a tenth, rarely better.
const UNPACKED_RATIO: usize = 16;

/// Opens a file, with the empty password where it is encrypted.
pub fn open(bytes: &[u8]) -> Result<Opened, Refusal> {
    let limit = bytes.len().saturating_mul(2).saturating_add(UNPACKED_MIN);
    let options = LoadOptions { max_decompressed_size: Some(limit), ..LoadOptions::default() };
    // The library checks its sums, and some of them only by stopping: a broken file is no reason to stop.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        Document::load_mem_with_options(bytes, options).map(|document| {
            let pages: Vec<ObjectId> = document.page_iter().take(PAGES_MAX).collect();
            (document, pages)
        })
    }));
    let (document, pages) = match opened {
        Ok(Ok(opened)) => opened,
        Ok(Err(Error::InvalidPassword)) => return Err(locked()),
        Ok(Err(error)) => return Err(damaged(&error.to_string())),
        Err(_) => return Err(damaged("its structure is broken")),
    };
    if document.is_encrypted() && pages.is_empty() {
        return Err(locked());
    }
    if pages.is_empty() {
        return Err(damaged("it has no pages"));
    }
    let budget = bytes.len().saturating_mul(UNPACKED_RATIO).saturating_add(UNPACKED_MIN);
    Ok(Opened { document, pages, budget })
}

fn locked() -> Refusal {
    Refusal::new(
        "This PDF is locked with a password.",
        "Open it with the password, print it to a new PDF without one, add that; keep the locked file as the exhibit.",
    )
}

fn damaged(why: &str) -> Refusal {
    Refusal::new(
        format!("This PDF is damaged: {why}."),
        "Ask the sender for the file again, or for camt.053, MT940 or CSV.",
    )
}
