//! What leaves the dossier for another program: the same selection, in that program's own form.

pub mod goaml;
