//! What an act of the journal is called, in a word or two.

use filature_ledger::Act;

/// In English and in French. An act that has no words here does not compile: its code would stand in what people read.
pub fn words(act: &Act) -> [&'static str; 2] {
    match act {
        Act::CaseMade => ["case made", "affaire créée"],
        Act::SourceAdded { .. } => ["file added", "fichier ajouté"],
        Act::SourcesListed { .. } => ["list of files written anew", "liste des fichiers réécrite"],
        Act::UseNarrowed { .. } => ["use of a file narrowed", "usage d’un fichier restreint"],
        Act::MappingUsed { .. } => ["columns of a file settled", "colonnes d’un fichier fixées"],
        Act::DossierWritten { .. } => ["dossier written", "dossier écrit"],
        Act::TraceWritten { .. } => ["trace written", "somme suivie écrite"],
        Act::Elected { .. } => ["debit said to be made with a claim’s money", "débit affirmé fait avec l’argent suivi"],
        Act::Linked { .. } => ["credit said to be the money of a debit", "crédit affirmé être l’argent d’un débit"],
        Act::LinkWithdrawn { .. } => ["link taken back", "lien retiré"],
        Act::HubSaid { .. } => ["following through an account decided", "suivi à travers un compte décidé"],
        Act::LeadDecided { .. } => ["lead decided", "piste décidée"],
        Act::Marked { .. } => ["entries marked", "écritures marquées"],
        Act::MarkMoved { .. } => ["mark moved to another entry", "marque déplacée sur une autre écriture"],
        Act::LabelDefined { .. } => ["label defined", "étiquette définie"],
        Act::Unmarked { .. } => ["mark taken away", "marque retirée"],
        Act::PurposeGiven { .. } => ["names shown", "noms affichés"],
        Act::PurposeEnded { .. } => ["names hidden", "noms masqués"],
        Act::CategorySet { .. } => ["part in the case decided", "place dans l’affaire décidée"],
        Act::PersonProtected { .. } => ["person protected", "personne protégée"],
        Act::ProtectionLifted { .. } => ["protection lifted", "protection levée"],
        Act::SealedWritten { .. } => ["annex written under seal", "annexe écrite sous scellé"],
        Act::ListHeld { .. } => ["list held against the case", "liste comparée à l’affaire"],
        Act::HoldersMerged { .. } => ["accounts said to belong together", "comptes déclarés liés"],
        Act::MergeUndone { .. } => ["accounts no longer said to belong together", "lien de comptes retiré"],
        Act::JoinUndone { .. } => ["two lines said to be no one transfer", "deux lignes déclarées virements distincts"],
        Act::JoinRedone { .. } => ["two lines one transfer again", "deux lignes de nouveau un seul virement"],
        Act::CasePacked { .. } => ["case packed", "affaire emballée et chiffrée"],
        Act::SourceErased { .. } => ["file erased", "fichier effacé"],
        Act::PersonErased { .. } => ["person erased", "personne effacée"],
        Act::Redacted { .. } => ["act whose person is erased", "acte dont la personne est effacée"],
        Act::StatementsAsked { .. } => ["statements asked for", "relevés demandés"],
        Act::AskedWithdrawn { .. } => ["statements no longer asked for", "relevés plus demandés"],
        Act::JournalsCombined { .. } => ["combined with another copy", "réunie à une autre copie"],
        Act::ConflictsSettled { .. } => ["conflicts of two copies settled", "contradictions de deux copies tranchées"],
        Act::Seconded { .. } => ["seconded by another person", "appuyé par une autre personne"],
    }
}
