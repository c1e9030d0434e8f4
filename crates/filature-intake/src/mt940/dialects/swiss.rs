//! PostFinance's words for a booking. Its texts name the other side with its address and nothing between them, so
//! that no name is taken out.

use filature_model::Channel;

use super::super::information::{Information, one_line};

/// Reads how the money moved, where the first words tell it.
pub(super) fn read(body: &str) -> Option<Information<'_>> {
    let start = body.trim_start();
    let channel = match () {
        // Behind a Dutch `GIRO` stands a number.
        () if start.strip_prefix("GIRO ").is_some_and(|rest| rest.starts_with(char::is_alphabetic)) => {
            Channel::Transfer
        }
        () if start.starts_with("BARGELDBEZUG") => Channel::CashOut,
        () if start.starts_with("KAUF/DIENSTLEISTUNG") => Channel::Card,
        () => return None,
    };
    Some(Information { channel: Some(channel), text: one_line(body), ..Information::default() })
}
