//! filature-trace
