//! What the tests share: ledgers at random, searches written a second time, and a seeded source of numbers (SplitMix64), so that a failure can
//! be run again.

pub mod cases;
pub mod ledgers;
pub mod measured;
pub mod pieces;
pub mod rolling;
pub mod rounds;
pub mod selections;
pub mod swept;

pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}
