//! QIF as the project's own generator writes it, read without what the file does not tell.

use filature_intake::{Options, Outcome, read};
use filature_synth::{OutputFormat, files, generate};

#[test]
fn without_a_mapping_a_file_of_qif_is_drafted_with_what_it_tells() {
    let case = generate(&filature_synth::Options { seed: 7, transactions: Some(400), networks: 0, look_alikes: 2 });
    let (_, bytes) = files(&case, &[OutputFormat::Qif]).remove(0);
    match read("a1b2c3d4e5f6".parse().unwrap(), &bytes, &Options::default()).unwrap() {
        Outcome::InDoubt(draft) => {
            assert_eq!((draft.mapping.decimal_mark, draft.doubts.len()), ('.', 2), "{:?}", draft.doubts);
            assert!(draft.to_string().contains("date_order = \"MDY\""));
        }
        Outcome::Read(..) => panic!("read without its currency"),
    }
}
