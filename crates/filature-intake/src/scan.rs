//! Pictures of pages: kept in the case, and giving nothing until somebody types them up.
//!
//! A scan is evidence like any other file, and refusing it would leave it outside of the case, where nothing could point at
//! it. So it is read, as what it is: each page is a problem that says what to do.

use filature_model::{Place, Problem, ProblemCode, SourceId};

use crate::{Format, Reading, Refusal};

/// First bytes of pictures: PNG, JPEG, TIFF.
const PICTURES: [&[u8]; 4] = [b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"II*\0", b"MM\0*"];

/// Whether the bytes are a picture.
///
/// ```
/// assert!(filature_intake::scan::looks_like(b"\xFF\xD8\xFF\xE0"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    PICTURES.iter().any(|magic| bytes.starts_with(magic))
}

/// A picture is a page that nobody has typed up.
///
/// # Errors
/// None but a bug of ours.
pub fn read(source: SourceId) -> Result<Reading, Refusal> {
    of_pages(source, &[1])
}

/// A file of which these pages are pictures, and nothing is text.
pub(crate) fn of_pages(source: SourceId, pages: &[u32]) -> Result<Reading, Refusal> {
    let problems = pages.iter().map(|&page| problem(source, page)).collect();
    Ok(Reading::from_entries(Format::Scan, source, &[], Vec::new(), problems)?)
}

/// What is told of a page that is a picture.
pub(crate) fn problem(source: SourceId, page: u32) -> Problem {
    let place = Place { message: Some(page), ..Place::default() };
    Problem::new(source, place, ProblemCode::Scan, "", "")
}
