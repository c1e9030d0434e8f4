//! The printed page as tables see it: its width, its sizes of type, and letters as wide as those of its fonts.

use super::fonts::Fonts;
use crate::columns::{Letters, Page, Setting};
use crate::document::{Size, Table};

/// The width of the text on an upright page, in thousandths of a point.
pub const UPRIGHT: u32 = 481_800;
/// The same on a page turned on its side.
pub const ON_ITS_SIDE: u32 = 762_400;
/// What stands left and right of each cell.
const INSET: u32 = 5_200;
/// The size of keys beside that of prose, in thousandths.
const KEY_SIZE: u32 = 820;
/// Hairlines round up.
const SLACK_PERMILLE: u32 = 1_060;
/// What the mark of a note takes, as `(123)`, in thousandths of the type size.
const MARK: u32 = 1_500;
/// The smallest type that is read without a lens.
const SMALLEST_WHOLE: u32 = 6_500;
const WHOLE: [u32; 5] = [8_500, 8_000, 7_500, 7_000, SMALLEST_WHOLE];
const BROKEN: [u32; 5] = [7_000, 6_500, 6_000, 5_500, 5_000];

impl Letters for Fonts {
    fn prose(&self, text: &str) -> u32 {
        self.prose_width(text)
    }

    fn key(&self, text: &str) -> u32 {
        self.key_width(text) * KEY_SIZE / 1_000
    }

    fn mark(&self) -> u32 {
        MARK
    }
}

fn page(size: Size, room: u32) -> Page<'static> {
    let whole = match size {
        Size::Plain => &WHOLE[..],
        Size::Dense => &WHOLE[1..],
        Size::Fine => &WHOLE[2..],
    };
    Page { room, inset: INSET, slack_permille: SLACK_PERMILLE, whole, broken: &BROKEN }
}

/// Whether the table fits on an upright page in type that is read without a lens, with no key broken.
pub fn fits_upright(table: &Table, fonts: &Fonts) -> bool {
    page(table.size, UPRIGHT).holds(table, fonts, SMALLEST_WHOLE)
}

/// How the table is set in this width.
pub fn set(table: &Table, fonts: &Fonts, room: u32) -> Setting {
    page(table.size, room).set(table, fonts)
}
