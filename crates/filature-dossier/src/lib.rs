//! filature-dossier
