//! Hungarian: long and short vowels that files fold together, the old spellings of family names, and digraphs as neighbours spell them.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Hungarian,
    source: "Rules of Hungarian Orthography (12th edition, 2015), with its list of old letters in family names (cz, ts, th, eö, aá, w); Vojvodina and Transylvania spell by their own alphabets",
    rows: &[
        ("á", "a aá aa =а ä"),
        ("é", "e eé ee =е"),
        ("í", "i ií =и"),
        ("ó", "o oó oo =о ô"),
        ("ö", "o oe ő =eö =eo =ew =о =ё"),
        ("ő", "o ó oe õ =eö =eő =ew =о =ё"),
        ("ú", "u uú =у"),
        ("ü", "u ue ű ~i =и =ю =у"),
        ("ű", "u ú ue û ~i =и =ю =у"),
        ("cs", "č c ch tch ts ć =ч =ћ tsch ~ci"),
        ("gy", "đ dj gj =ђ =ѓ =~g ghy =~gi =дь"),
        ("ly", "=~l lj =~j =љ"),
        ("ny", "nj ~n =њ =нь =~ni"),
        ("sz", "s =с ss"),
        ("s", "~š ~sh =~ш ~ș ~sch"),
        ("ss", "~š"),
        ("ty", "ć tj =ћ =~ti =~t =~k"),
        ("zs", "ž z zh =ж j"),
        ("dzs", "dž dzh =џ =дж xh ~j"),
        ("cz", "c =ц ~cs"),
        ("tz", "c ~cz"),
        ("th", "t =т"),
        ("gh", "g =г"),
        ("w", "v =в"),
        ("x", "ksz ks"),
        ("y", "i"),
        ("j", "~ly й"),
    ],
};
