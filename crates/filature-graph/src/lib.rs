//! filature-graph
