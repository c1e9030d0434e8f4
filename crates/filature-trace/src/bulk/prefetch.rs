//! The one instruction of this crate that safe Rust cannot say.
//!
//! A pass over a ledger of millions of accounts waits for memory. Reading words ahead of their rows with plain
//! loads was measured too: a load that misses holds up all that comes after it once the processor's window is
//! full, and such a pass takes 1.4 times a plain array pass with prefetch (`benches/README.md`). A prefetch is
//! let go at once.

/// Asks for the cache line of one element; nothing is read, and no result depends on it. An index past the end
/// asks for nothing. On other processors than x86-64 it does nothing at all.
#[inline(always)]
#[cfg_attr(not(target_arch = "x86_64"), allow(unused_variables))]
pub(crate) fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(element) = slice.get(index) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the instruction is part of every x86-64 processor (SSE), and it is a hint: it neither reads nor
        // writes for the program and cannot fault. The address is that of a live element all the same.
        #[allow(unsafe_code)]
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(element).cast::<i8>());
        }
    }
}
