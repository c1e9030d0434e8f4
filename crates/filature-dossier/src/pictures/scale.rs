//! Round amounts for scales and classes.

/// The largest of 1, 2, 5, 10, 20, 50… that is not more; 1 at least.
pub fn round_down(minor: i128) -> i128 {
    let mut ten = 1_i128;
    while minor / 10 >= ten {
        ten *= 10;
    }
    let first = [5, 2, 1].into_iter().find(|step| ten * step <= minor).unwrap_or(1);
    ten * first
}
