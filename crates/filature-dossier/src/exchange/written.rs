//! Instants as programs read them: RFC 3339, with the clock of the file.

use filature_model::{Booked, Money, days_from_epoch, from_days};

const DAY_MICROS: i64 = 86_400_000_000;
const MINUTE_MICROS: i64 = 60_000_000;

/// The day alone where the file gives no time, else day and time with the offset of the file's clock.
pub fn instant(booked: &Booked) -> String {
    if !booked.has_time {
        return booked.on.to_string();
    }
    let zone = match booked.offset_minutes {
        0 => "Z".to_owned(),
        offset => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", offset.unsigned_abs() / 60, offset.unsigned_abs() % 60)
        }
    };
    format!("{}{zone}", on_the_clock(booked, 6))
}

/// Day and time as the file's clock shows them, without its offset; a day without a time begins at midnight.
pub fn on_the_clock(booked: &Booked, fraction_digits: usize) -> String {
    if !booked.has_time {
        return format!("{}T00:00:00{}", booked.on, if fraction_digits == 3 { ".000" } else { "" });
    }
    let local = booked.at_micros.saturating_add(i64::from(booked.offset_minutes) * MINUTE_MICROS);
    let days = i32::try_from(local.div_euclid(DAY_MICROS)).unwrap_or_else(|_| days_from_epoch(booked.on));
    let day = from_days(days).unwrap_or(booked.on);
    let micros = local.rem_euclid(DAY_MICROS);
    let seconds = micros / 1_000_000;
    let time = format!("{day}T{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (micros % 1_000_000, fraction_digits) {
        (part, 3) => format!("{time}.{:03}", part / 1_000),
        (0, _) => time,
        (part, _) => format!("{time}.{part:06}"),
    }
}

/// An amount with its currency: `1420.00 EUR`.
pub fn money(money: Money) -> String {
    money.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_back_as_it_was() {
        for text in [
            "2024-03-01",
            "2024-03-01T00:30:00+02:00",
            "2024-03-01T23:59:59Z",
            "2024-01-01T23:59:00-05:30",
            "1969-12-31T23:30:00+01:00",
            "2024-01-01T10:07:59.500000+05:30",
        ] {
            let booked: Booked = text.parse().unwrap();
            assert_eq!(instant(&booked), text);
            assert_eq!(instant(&booked).parse::<Booked>().unwrap(), booked);
        }
    }

    #[test]
    fn a_chart_shows_the_time_of_the_clock() {
        let night: Booked = "2024-03-01T00:30:15.25+02:00".parse().unwrap();
        assert_eq!(on_the_clock(&night, 3), "2024-03-01T00:30:15.250");
        assert_eq!(on_the_clock(&"2024-03-01".parse().unwrap(), 3), "2024-03-01T00:00:00.000");
    }
}
