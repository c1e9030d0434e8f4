//! A value of a column as the text that the canonical CSV has for it.

use std::fmt::{Display, Write};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType};
use arrow_schema::{DataType, TimeUnit};
use filature_model::from_days;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::Offset;

use super::kinds::offset;

/// Writes the value of a row at the end of a text; nothing for one that is not there.
pub type Cell<'a> = Box<dyn Fn(usize, &mut String) + 'a>;

const DAY_MILLISECONDS: i64 = 86_400_000;

/// The values of a column; none of a type that is not read.
pub fn cells<'a>(array: &'a dyn Array) -> Option<Cell<'a>> {
    let write = values(array)?;
    Some(Box::new(move |row, text| {
        if array.is_valid(row) {
            write(row, text);
        }
    }))
}

fn values<'a>(array: &'a dyn Array) -> Option<Cell<'a>> {
    Some(match array.data_type() {
        DataType::Null => Box::new(|_, _| {}),
        DataType::Utf8 => texts(array.as_string_opt::<i32>()?, |array, row| array.value(row)),
        DataType::LargeUtf8 => texts(array.as_string_opt::<i64>()?, |array, row| array.value(row)),
        DataType::Utf8View => texts(array.as_string_view_opt()?, |array, row| array.value(row)),
        DataType::Boolean => texts(array.as_boolean_opt()?, |array, row| if array.value(row) { "1" } else { "0" }),
        DataType::Decimal32(..) => decimals::<Decimal32Type>(array)?,
        DataType::Decimal64(..) => decimals::<Decimal64Type>(array)?,
        DataType::Decimal128(..) => decimals::<Decimal128Type>(array)?,
        DataType::Decimal256(..) => decimals::<Decimal256Type>(array)?,
        DataType::Int8 => shown::<Int8Type, _>(array, |value| value)?,
        DataType::Int16 => shown::<Int16Type, _>(array, |value| value)?,
        DataType::Int32 => shown::<Int32Type, _>(array, |value| value)?,
        DataType::Int64 => shown::<Int64Type, _>(array, |value| value)?,
        DataType::UInt8 => shown::<UInt8Type, _>(array, |value| value)?,
        DataType::UInt16 => shown::<UInt16Type, _>(array, |value| value)?,
        DataType::UInt32 => shown::<UInt32Type, _>(array, |value| value)?,
        DataType::UInt64 => shown::<UInt64Type, _>(array, |value| value)?,
        DataType::Date32 => shown::<Date32Type, _>(array, day)?,
        DataType::Date64 => shown::<Date64Type, _>(array, |value| match i32::try_from(value / DAY_MILLISECONDS) {
            Ok(days) if value % DAY_MILLISECONDS == 0 => day(days),
            _ => format!("{value} milliseconds"),
        })?,
        DataType::Timestamp(unit, zone) => {
            let offset = zone.as_deref().map(offset);
            let written = move |nanoseconds: i128| instant(nanoseconds, offset.flatten());
            match unit {
                TimeUnit::Second => {
                    shown::<TimestampSecondType, _>(array, move |v| written(i128::from(v) * 1_000_000_000))?
                }
                TimeUnit::Millisecond => {
                    shown::<TimestampMillisecondType, _>(array, move |v| written(i128::from(v) * 1_000_000))?
                }
                TimeUnit::Microsecond => {
                    shown::<TimestampMicrosecondType, _>(array, move |v| written(i128::from(v) * 1_000))?
                }
                TimeUnit::Nanosecond => shown::<TimestampNanosecondType, _>(array, move |v| written(i128::from(v)))?,
            }
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary_opt()?;
            if dictionary.values().is_empty() {
                return Some(Box::new(|_, _| {}));
            }
            let (keys, value) = (dictionary.normalized_keys(), cells(dictionary.values().as_ref())?);
            Box::new(move |row, text| {
                if let Some(&key) = keys.get(row) {
                    value(key, text);
                }
            })
        }
        _ => return None,
    })
}

fn texts<'a, A: Array>(array: &'a A, value: impl Fn(&'a A, usize) -> &'a str + 'a) -> Cell<'a> {
    Box::new(move |row, text| text.push_str(value(array, row)))
}

fn shown<'a, T: ArrowPrimitiveType, D: Display>(
    array: &'a dyn Array,
    show: impl Fn(T::Native) -> D + 'a,
) -> Option<Cell<'a>> {
    let array = array.as_primitive_opt::<T>()?;
    Some(Box::new(move |row, text| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{}", show(array.value(row)));
    }))
}

fn decimals<'a, T: DecimalType + ArrowPrimitiveType>(array: &'a dyn Array) -> Option<Cell<'a>> {
    let array = array.as_primitive_opt::<T>()?;
    Some(Box::new(move |row, text| text.push_str(&array.value_as_string(row))))
}

fn day(days: i32) -> String {
    from_days(days).map_or_else(|| format!("{days} days"), |day| day.to_string())
}

/// An instant as RFC 3339, by the clock of its offset; one without a zone that falls on midnight is a day: that is how
/// tables write days which have no type for them.
fn instant(nanoseconds: i128, offset: Option<i32>) -> String {
    let beyond = || format!("{nanoseconds} nanoseconds");
    let Ok(instant) = Timestamp::from_nanosecond(nanoseconds) else { return beyond() };
    let Ok(clock) = Offset::from_seconds(offset.unwrap_or_default()) else { return beyond() };
    let written = clock.to_datetime(instant);
    match offset {
        None if written.time() == Time::midnight() => written.date().to_string(),
        None => written.to_string(),
        Some(0) => format!("{written}Z"),
        Some(seconds) => {
            let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs() / 60);
            format!("{written}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}
