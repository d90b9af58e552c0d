//! Fields that code names: for each its key, its type and an accessor, declared once and checked against the
//! dictionary.
//!
//! The domain's types declare their fields with `fields!`. A key stands in no other place; a field that is only shown,
//! printed or filtered needs none of this.

use crate::forms::{Entry, Field, Record, Schema};
use std::ops::Deref;

/// The key of a field that code names. It dereferences to the key as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey(pub(in crate::domain) &'static str);

impl FieldKey {
    /// The key in the dictionary.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns the entry of the field in a record.
    pub fn entry(self, record: &Record) -> Option<&Entry> {
        record.entry(self.0)
    }

    /// Returns the field in the schema of its kind or of the items of its list.
    pub fn field(self, schema: &'static Schema) -> Option<&'static Field> {
        schema.field(self.0)
    }

    /// Returns the path of the field within a nested record: `plan.purpose`.
    pub fn within(self, outer: FieldKey) -> String {
        format!("{}.{}", outer.0, self.0)
    }
}

impl Deref for FieldKey {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

/// The rows of a list of records, each as a view with typed fields.
pub type Rows<'a, View> = std::iter::Map<std::slice::Iter<'a, Record>, fn(&'a Record) -> View>;

/// Returns the rows of a list.
pub(in crate::domain) fn rows<'a, View: From<&'a Record>>(records: &'a [Record]) -> Rows<'a, View> {
    records.iter().map(View::from as fn(&'a Record) -> View)
}

/// Declares fields of a note or of a nested record.
///
/// `note Contact in "contact" { … }` adds accessors to an existing type, which has a method `record`; `record NextVisit in
/// "visit.next_visit" { … }` declares a view of a nested record with accessors. The paths say where the fields are in
/// the dictionary: each must be in one of them, and have the same type in all that have it.
///
/// A field is written `[KEY] name = "key": type(Inner);`. `[KEY]` also declares the key as a constant, for code that
/// cites or shows the field; `= "key"` is needed where the accessor has another name than the key.
macro_rules! fields {
    (
        $(#[$meta:meta])*
        record $View:ident in $($path:literal),+ {
            $($(#[$doc:meta])* $([$KEY:ident])? $name:ident $(= $key:literal)? : $type:ident $(($Inner:ident))?;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $View<'a> {
            /// Its fields.
            pub record: &'a crate::forms::Record,
        }

        impl<'a> From<&'a crate::forms::Record> for $View<'a> {
            fn from(record: &'a crate::forms::Record) -> $View<'a> {
                $View { record }
            }
        }

        #[allow(dead_code, reason = "a field may be named for its key only")]
        impl<'a> $View<'a> {
            $(fields!(@const $View $name [$($KEY)?] [$name $(= $key)?]);)*
            $(
                $(#[$doc])*
                pub fn $name(self) -> fields!(@type 'a $type $($Inner)?) {
                    fields!(@read self.record, fields!(@key $name $(= $key)?), $type $($Inner)?)
                }
            )*

            /// Where its fields are in the dictionary, their keys and types.
            #[cfg(test)]
            pub(in crate::domain) const DECLARED: $crate::domain::fields::Declared = $crate::domain::fields::Declared {
                paths: &[$($path),+],
                fields: &[$((fields!(@key $name $(= $key)?), stringify!($type))),*],
            };
        }
    };
    (
        note $Owner:ident in $($path:literal),+ {
            $($(#[$doc:meta])* $([$KEY:ident])? $name:ident $(= $key:literal)? : $type:ident $(($Inner:ident))?;)*
        }
    ) => {
        #[allow(dead_code, reason = "a field may be named for its key only")]
        impl $Owner {
            $(fields!(@const $Owner $name [$($KEY)?] [$name $(= $key)?]);)*
            $(
                $(#[$doc])*
                pub fn $name(&self) -> fields!(@type '_ $type $($Inner)?) {
                    fields!(@read self.record(), fields!(@key $name $(= $key)?), $type $($Inner)?)
                }
            )*

            /// Where its fields are in the dictionary, their keys and types.
            #[cfg(test)]
            pub(in crate::domain) const DECLARED: $crate::domain::fields::Declared = $crate::domain::fields::Declared {
                paths: &[$($path),+],
                fields: &[$((fields!(@key $name $(= $key)?), stringify!($type))),*],
            };
        }
    };

    (@const $Owner:ident $name:ident [] [$($key:tt)*]) => {};
    (@const $Owner:ident $name:ident [$KEY:ident] [$($key:tt)*]) => {
        #[doc = concat!("The key of [`", stringify!($Owner), "::", stringify!($name), "`].")]
        pub const $KEY: $crate::domain::FieldKey = $crate::domain::FieldKey(fields!(@key $($key)*));
    };

    (@key $name:ident) => { stringify!($name) };
    (@key $name:ident = $key:literal) => { $key };

    (@type $life:lifetime text) => { Option<&$life str> };
    (@type $life:lifetime texts) => { &$life [Box<str>] };
    (@type $life:lifetime int) => { Option<i64> };
    (@type $life:lifetime yes) => { bool };
    (@type $life:lifetime moment) => { Option<crate::forms::Moment> };
    (@type $life:lifetime money) => { Option<crate::forms::Money> };
    (@type $life:lifetime percent) => { Option<crate::forms::Percent> };
    (@type $life:lifetime reference) => { Option<&$life crate::forms::Reference> };
    (@type $life:lifetime references) => { &$life [crate::forms::Reference] };
    (@type $life:lifetime scores) => { &$life [crate::forms::Score] };
    (@type $life:lifetime map) => { &$life [crate::forms::NamedValue] };
    (@type $life:lifetime value) => { Option<&$life crate::forms::Value> };
    (@type $life:lifetime choice $Enum:ident) => { Option<$Enum> };
    (@type $life:lifetime choices $Enum:ident) => { Vec<$Enum> };
    (@type $life:lifetime record $View:ident) => { Option<$View<$life>> };
    (@type $life:lifetime records $View:ident) => { crate::domain::Rows<$life, $View<$life>> };

    (@read $record:expr, $key:expr, choice $Enum:ident) => {
        $record.rank($key).and_then(<$Enum as crate::domain::KnownChoice>::at)
    };
    (@read $record:expr, $key:expr, choices $Enum:ident) => {
        $record
            .choices($key)
            .into_iter()
            .filter_map(<$Enum as crate::domain::KnownChoice>::from_key)
            .collect()
    };
    (@read $record:expr, $key:expr, record $View:ident) => { $record.record($key).map($View::from) };
    (@read $record:expr, $key:expr, records $View:ident) => { crate::domain::fields::rows($record.records($key)) };
    (@read $record:expr, $key:expr, value) => { $record.entry($key).map(|entry| &entry.value) };
    (@read $record:expr, $key:expr, $type:ident) => { $record.$type($key) };
}

pub(in crate::domain) use fields;

/// The fields that a type declares.
#[cfg(test)]
pub(in crate::domain) struct Declared {
    /// Where they are: a kind of note, or a nested record such as `visit.next_visit`.
    pub paths: &'static [&'static str],
    /// Their keys and the types they are read as.
    pub fields: &'static [(&'static str, &'static str)],
}

#[cfg(test)]
mod tests;
