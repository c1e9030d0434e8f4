use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int16Type, Int64Type, TimestampMicrosecondType, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch, StringArray};
use filature_model::from_days;
use jiff::civil::Date;

/// A column of texts, found once for all rows of a batch; none where there is no such column.
pub fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a StringArray> {
    batch.column_by_name(name)?.as_string_opt::<i32>()
}

/// One row of a batch, by column name: for the tables that people read, not for the millions.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The batch.
    pub batch: &'a RecordBatch,
    /// The row in it.
    pub at: usize,
}

impl<'a> Row<'a> {
    fn column(&self, name: &str) -> Option<&'a dyn Array> {
        let column = self.batch.column_by_name(name)?.as_ref();
        (!column.is_null(self.at)).then_some(column)
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.column(name)?.as_string_opt::<i32>().map(|column| column.value(self.at))
    }

    /// Minutes.
    pub fn i16(&self, name: &str) -> Option<i16> {
        self.column(name)?.as_primitive_opt::<Int16Type>().map(|column| column.value(self.at))
    }

    /// A small count.
    pub fn u32(&self, name: &str) -> Option<u32> {
        self.column(name)?.as_primitive_opt::<UInt32Type>().map(|column| column.value(self.at))
    }

    /// A large count.
    pub fn u64(&self, name: &str) -> Option<u64> {
        self.column(name)?.as_primitive_opt::<UInt64Type>().map(|column| column.value(self.at))
    }

    /// Minor units, or a sequence.
    pub fn i64(&self, name: &str) -> Option<i64> {
        self.column(name)?.as_primitive_opt::<Int64Type>().map(|column| column.value(self.at))
    }

    /// A day.
    pub fn date(&self, name: &str) -> Option<Date> {
        self.column(name)?.as_primitive_opt::<Date32Type>().and_then(|column| from_days(column.value(self.at)))
    }

    /// An instant, in microseconds since 1970.
    pub fn micros(&self, name: &str) -> Option<i64> {
        self.column(name)?.as_primitive_opt::<TimestampMicrosecondType>().map(|column| column.value(self.at))
    }

    /// A yes or no.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.column(name)?.as_boolean_opt().map(|column| column.value(self.at))
    }
}
