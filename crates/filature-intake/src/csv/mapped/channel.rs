//! How money moved, where the words of a row leave no doubt.
//!
//! A cash withdrawal is a break point of tracing and is never joined with a transfer elsewhere, so it matters to know one.
//! Only the beginning of a row's text counts, and only of rows that name no other account.

use filature_model::Channel;

const CASH_OUT: &str = "retrait dab|retrait gab|retrait esp|retrait carte|retrait au distributeur|cash withdrawal|\
    atm withdrawal|atm |geldautomat|bargeldauszahlung|bankomat|retiro cajero|prelievo|geldopname|podizanje gotovine|\
    retragere numerar|terheqje";
const CASH_IN: &str = "versement esp|depot esp|dépôt esp|remise esp|cash deposit|bareinzahlung|einzahlung bar|\
    ingreso efectivo|versamento contanti|uplata gotovine|depunere numerar";
const FEE: &str = "frais |frais bancaires|cotisation carte|commission|bank fee|account fee|kontoführung|kontofuehrung|\
    entgelt|bankkosten|provizija";

/// The channel of a row, by the beginning of its text and its direction.
pub fn channel(text: &str, out: bool) -> Option<Channel> {
    let text = text.trim().to_lowercase();
    let begins = |list: &str| list.split('|').any(|words| text.starts_with(words) || text == words.trim());
    match out {
        true if begins(CASH_OUT) => Some(Channel::CashOut),
        true if begins(FEE) => Some(Channel::Fee),
        false if begins(CASH_IN) => Some(Channel::CashIn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_and_the_direction_count() {
        assert_eq!(channel("RETRAIT DAB 12/03 LYON", true), Some(Channel::CashOut));
        assert_eq!(channel("RETRAIT DAB 12/03 LYON", false), None);
        assert_eq!(channel("Versement espèces", false), Some(Channel::CashIn));
        assert_eq!(channel("FRAIS TENUE DE COMPTE", true), Some(Channel::Fee));
        assert_eq!(channel("frais", true), Some(Channel::Fee));
        assert_eq!(channel("VIREMENT retrait dab", true), None);
        assert_eq!(channel("Commissaire", true), None);
    }
}
