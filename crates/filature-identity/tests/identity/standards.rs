//! Words as the published standards write them.

use filature_identity::{NameAgreement, Party, compare};

/// The first three are printed beside the tables (final -ия in the agreement of 2013 on the Act of 2009; ELOT 743 for passports); the others
/// are the tables applied to names.
const PUBLISHED: [(&str, &str); 8] = [
    ("София", "Sofia"),
    ("София-Град", "Sofia-Grad"),
    ("Αθήνα", "Athina"),
    ("Μπάρμπας", "Barmpas"),
    ("Γεώργιος", "Georgios"),
    ("Ευάγγελος", "Evangelos"),
    ("Ευθύμιος", "Efthymios"),
    ("Παναγιώτα", "Panagiota"),
];

#[test]
fn what_the_standards_write_is_found() {
    for (word, written) in PUBLISHED {
        let named = |word: &str| Party::named(&format!("{word} Zamirović"));
        let found = compare(&named(word), &named(written));
        assert!(found.name <= NameAgreement::Same, "{word} {written} {:?} {:?}", found.name, found.ways);
    }
}
