//! Names of styles, as the list of styles of a word processor shows them.

use super::Pair;

words! {
    STYLE_STRONG "Dossier strong" "Dossier gras"
    STYLE_OVERLINE "Dossier overline" "Dossier surtitre"
    STYLE_CONTENTS "Dossier contents heading" "Dossier titre du sommaire"
    STYLE_UNDER "Dossier subtitle" "Dossier sous-titre"
    STYLE_ALARM "Dossier alarm" "Dossier alerte"
    STYLE_CARE "Dossier care" "Dossier précaution"
    STYLE_APART "Dossier caption, not to be compared" "Dossier légende, à ne pas comparer"
    STYLE_PICTURE "Dossier picture" "Dossier image"
    STYLE_PICTURE_CAPTION "Dossier caption of a picture" "Dossier légende d’image"
    STYLE_AFTER "Dossier after a table" "Dossier après un tableau"
    STYLE_CELL "Dossier cell" "Dossier cellule"
    STYLE_HEAD "Dossier column heading" "Dossier en-tête de colonne"
    STYLE_SUM "Dossier cell in bold" "Dossier cellule en gras"
    STYLE_KIND "Dossier kind of statement" "Dossier nature de l’énoncé"
    STYLE_KEY "Dossier key" "Dossier clé"
    STYLE_SOFT "Dossier grey" "Dossier gris"
    STYLE_LOUD "Dossier loud" "Dossier voyant"
    STYLE_LINK "Dossier link" "Dossier renvoi"
    STYLE_TABLE "Dossier table" "Dossier tableau"
}
