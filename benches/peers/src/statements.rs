//! One large file in the form of a bank, made for a seed: what a reader of that form is measured on.
//!
//! `filature-synth` writes a file an account or a month. Peers are given whole files, so that the cost of opening many
//! small ones is nobody's; and of a message that holds statements one after the other, a large one is only longer.

use filature_synth::{Options, OutputFormat, SyntheticCase, files, generate};

const SEED: u64 = 2;

/// Ordinary life alone, of about so many transfers.
pub fn case(transactions: usize) -> SyntheticCase {
    generate(&Options { seed: SEED, transactions: Some(transactions), networks: 0, look_alikes: 0 })
}

/// All messages of the case in this form of MT940, one behind the other.
pub fn mt940(case: &SyntheticCase, form: OutputFormat) -> Vec<u8> {
    files(case, &[form]).into_iter().flat_map(|(_, bytes)| bytes).collect()
}

/// The file as the crate `mt940` takes it, by the rules of its own sanitisers: a full stop for each sign that its grammar
/// does not know (the apostrophe, which SWIFT's set X has, is one), and no line that ends a message.
pub fn as_mt940_takes(bytes: &[u8]) -> Vec<u8> {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"/-?:().,+{} \r\n".contains(&byte);
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| *line != b"-\r\n");
    lines.flatten().map(|byte| if is_known(*byte) { *byte } else { b'.' }).collect()
}

/// All statements of the case in one camt.053: head and foot are those of the first file.
pub fn camt(case: &SyntheticCase) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut foot = Vec::new();
    for (_, file) in files(case, &[OutputFormat::Camt]) {
        let (Some(start), Some(end)) = (position(&file, b"  <Stmt>"), position(&file, b" </BkToCstmrStmt>")) else {
            continue;
        };
        if whole.is_empty() {
            whole.extend_from_slice(&file[..start]);
            foot = file[end..].to_vec();
        }
        whole.extend_from_slice(&file[start..end]);
    }
    whole.append(&mut foot);
    whole
}

fn position(file: &[u8], wanted: &[u8]) -> Option<usize> {
    file.windows(wanted.len()).position(|window| window == wanted)
}
