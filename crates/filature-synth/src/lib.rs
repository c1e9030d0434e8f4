//! filature-synth
