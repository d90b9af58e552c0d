//! Every declared field is in the dictionary, with the type it is read as.

use super::Declared;
use crate::domain::*;
use crate::forms::{Dictionary, Field, FieldType, Kind, Schema};

/// All types that declare fields; `tests/tidy/words.rs` checks that none is missing.
const ALL: &[Declared] = &[
    Account::DECLARED,
    AnswerGiven::DECLARED,
    CommitteeMember::DECLARED,
    CompetitionRow::DECLARED,
    CompetitorEntry::DECLARED,
    Concern::DECLARED,
    Contact::DECLARED,
    Criterion::DECLARED,
    DepartmentEntry::DECLARED,
    Exchange::DECLARED,
    ExchangePlan::DECLARED,
    ExchangeSummary::DECLARED,
    GivenProof::DECLARED,
    GoalReached::DECLARED,
    InvitedContact::DECLARED,
    Item::DECLARED,
    KeyAccountRow::DECLARED,
    MuteEntry::DECLARED,
    NextVisit::DECLARED,
    ObservationEntry::DECLARED,
    OurAttendee::DECLARED,
    PlannedWork::DECLARED,
    Product::DECLARED,
    Project::DECLARED,
    PromiseEntry::DECLARED,
    SalesYear::DECLARED,
    SiteNote::DECLARED,
    StageEntry::DECLARED,
    Visit::DECLARED,
];

#[test]
fn every_declared_field_is_in_the_dictionary_with_its_type() {
    for declared in ALL {
        let schemas: Vec<&Schema> = declared.paths.iter().map(|path| schema_at(path)).collect();
        for (key, read_as) in declared.fields {
            let fields = schemas.iter().filter_map(|schema| schema.field(key));
            let fields: Vec<&Field> = fields.collect();
            assert!(!fields.is_empty(), "no field {key} in {:?}", declared.paths);
            for field in fields {
                assert!(
                    is_read_as(&field.value_type, read_as),
                    "{key} in {:?} is {:?}, read as {read_as}",
                    declared.paths,
                    field.value_type
                );
            }
        }
    }
}

/// Returns the schema of a kind, or of a nested record: `visit.next_visit`.
fn schema_at(path: &str) -> &'static Schema {
    let mut steps = path.split('.');
    let kind = steps.next().unwrap();
    let kind = Kind::ALL.into_iter().find(|one| one.name() == kind);
    let mut schema = Dictionary::built_in().schema(kind.unwrap());
    for step in steps {
        let field = schema.field(step).unwrap_or_else(|| panic!("no {path}"));
        schema = field.value_type.schema().unwrap();
    }
    schema
}

/// Whether an accessor of a type returns the values of a field.
fn is_read_as(field: &FieldType, read_as: &str) -> bool {
    use FieldType as Type;
    match read_as {
        "text" => matches!(field, Type::Text | Type::Long | Type::Person),
        "texts" => matches!(field, Type::Texts | Type::Persons),
        "int" => matches!(field, Type::Int),
        "yes" => matches!(field, Type::Bool),
        "moment" => matches!(field, Type::Date | Type::DateTime),
        "money" => matches!(field, Type::Money),
        "percent" => matches!(field, Type::Percent),
        "reference" => matches!(field, Type::Contact | Type::Project | Type::Competitor),
        "references" => matches!(field, Type::Contacts | Type::Evidence),
        "scores" => matches!(field, Type::Score),
        "map" => matches!(
            field,
            Type::MapOfScores | Type::MapOfInts | Type::MapOfRecords(_) | Type::Answers(_)
        ),
        "choice" => matches!(field, Type::Enum(_)),
        "choices" => matches!(field, Type::Enums(_)),
        "record" => matches!(field, Type::Record(_)),
        "records" => matches!(field, Type::List(_)),
        "value" => true,
        other => panic!("no type {other}"),
    }
}
