//! filature-ledger
