//! The dictionary, built from `forms.yaml` once for the whole run.

use super::dictionary_error::{DictionaryError, Result};
use super::field::{Choice, Choices, Field, FieldType, Schema};
use super::form::{FormField, FormPart};
use super::lists::Lists;
use super::raw::{
    RawChoice, RawDictionary, RawEnum, RawField, RawForm, RawPart, RawQuestion, Texts,
};
use super::{Kind, Level, Question};
use crate::text::{Language, Translated, fingerprint};
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// The source text of the dictionary.
pub const FORMS_YAML: &str = include_str!("forms.yaml");

/// The field dictionary.
#[derive(Debug)]
pub struct Dictionary {
    /// The digest of its source.
    digest: u64,
    schemas: [Schema; 8],
    enums: HashMap<String, &'static Choices>,
    /// The seven forms in order.
    pub forms: Vec<FormPart>,
    /// The questions, by class, in order.
    pub questions: Vec<Question>,
    /// Lists that notes and templates use.
    pub(super) lists: Lists,
    process_of_stage: HashMap<String, String>,
    evidence_of_stage: HashMap<String, String>,
}

impl Dictionary {
    /// Returns the dictionary of the program, which every site has.
    pub fn built_in() -> &'static Dictionary {
        #[expect(
            clippy::expect_used,
            reason = "forms.yaml is embedded; its tests read it"
        )]
        static BUILT_IN: LazyLock<Dictionary> =
            LazyLock::new(|| build().expect("forms.yaml is part of the program and tested"));
        &BUILT_IN
    }

    /// Returns the fields of a kind of note.
    pub fn schema(&'static self, kind: Kind) -> &'static Schema {
        &self.schemas[kind as usize]
    }

    /// Returns the fields of a paper form in its order: its head, its own fields, and those at the top of the note; not
    /// those beyond the form.
    pub fn fields_of_form(&'static self, form: &'static FormPart) -> Vec<FormField> {
        let of_form = |field: &&Field| field.form == form.form;
        let mut fields = Vec::new();
        for field in self.schema(form.kind).fields.iter().filter(of_form) {
            let under = form.under.as_deref().filter(|under| *under == field.key);
            match field.value_type {
                FieldType::Record(part) if under.is_some() => {
                    let inner = part.fields.iter();
                    fields.extend(inner.map(|field| FormField { field, under }));
                }
                _ => fields.push(FormField { field, under: None }),
            }
        }
        fields
    }

    /// Returns all enums.
    pub(super) fn all_choices(&self) -> impl Iterator<Item = &'static Choices> {
        self.enums.values().copied()
    }

    /// Returns an enum by its name.
    pub fn choices(&self, name: &str) -> Option<&'static Choices> {
        self.enums.get(name).copied()
    }

    /// Returns the question with a key, or with a wording in any language.
    pub fn question(&self, name: &str) -> Option<&Question> {
        let by_key = self.questions.iter().find(|question| question.key == name);
        by_key.or_else(|| {
            let folded = crate::text::fold(name);
            let is = |wording: &str| crate::text::fold(wording) == folded;
            self.questions.iter().find(|question| {
                let also = question.also.iter().map(String::as_str);
                let mut wordings = question.labels.all().chain(also);
                is(&question.key) || wordings.any(is)
            })
        })
    }

    /// Returns the class of some questions by its key.
    pub fn information_class(&self, key: &str) -> Option<&'static Choice> {
        let mut classes = self.choices("information_class")?.values.iter();
        classes.find(|class| class.key == key)
    }

    /// Returns the departments whose concerns must be known for every account.
    pub fn departments_of_concern(&self) -> impl Iterator<Item = &str> {
        let concerns = self.lists.written("concerns").and_then(Value::as_mapping);
        concerns
            .into_iter()
            .flat_map(Mapping::values)
            .filter_map(Value::as_str)
    }

    /// Returns the step of the five-step process that a stage belongs to.
    pub fn process_step(&self, stage: &str) -> Option<&str> {
        self.process_of_stage.get(stage).map(String::as_str)
    }

    /// Returns, in words, the evidence that notes must contain for a stage.
    pub fn evidence_of_stage(&self, stage: &str) -> Option<&str> {
        self.evidence_of_stage.get(stage).map(String::as_str)
    }
}

/// Dictionaries of the same source are equal.
impl PartialEq for Dictionary {
    fn eq(&self, other: &Dictionary) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Dictionary {}

impl Hash for Dictionary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

fn build() -> Result<Dictionary> {
    let raw: RawDictionary = serde_yaml::from_str(FORMS_YAML)?;
    let enums = enums(&raw.enums)?;
    let mut builder = Builder {
        enums,
        contact_levels: HashMap::new(),
    };
    builder.contact_levels = builder.contact_levels(&raw)?;
    let schemas = Kind::ALL
        .into_iter()
        .map(|kind| builder.schema(kind, &raw))
        .collect::<Result<Vec<_>>>()?;
    let forms = raw.forms.iter().map(form_part).collect::<Result<_>>()?;
    Ok(Dictionary {
        digest: fingerprint(&FORMS_YAML),
        schemas: schemas
            .try_into()
            .map_err(|schemas: Vec<Schema>| DictionaryError::KindCount(schemas.len()))?,
        enums: builder.enums,
        forms,
        questions: questions(&raw.information)?,
        lists: Lists::of(raw.lists, raw.lists_in)?,
        process_of_stage: typed(&Value::Mapping(raw.process_of_stage))?,
        evidence_of_stage: typed(&Value::Mapping(raw.evidence_of_stage))?,
    })
}

fn typed<T: DeserializeOwned>(value: &Value) -> Result<T> {
    Ok(serde_yaml::from_value(value.clone())?)
}

fn enums(raw: &Mapping) -> Result<HashMap<String, &'static Choices>> {
    let one = |(name, value): (&Value, &Value)| {
        let name: String = typed(name)?;
        let raw: RawEnum = typed(value)?;
        let values = raw
            .values
            .iter()
            .map(|value| choice(&name, value))
            .collect::<Result<_>>()?;
        let choices: &'static Choices = Box::leak(Box::new(Choices {
            name: name.clone(),
            open: raw.open,
            values,
        }));
        Ok((name, choices))
    };
    raw.iter().map(one).collect()
}

fn choice(of: &str, (key, label): (&Value, &Value)) -> Result<Choice> {
    let key: String = typed(key)?;
    let raw = match label {
        Value::Mapping(_) => typed(label)?,
        label => RawChoice::named(typed(label)?),
    };
    let labels = labels_of(&key, raw.labels)?;
    Ok(Choice::new(of, key, labels, &raw.also))
}

/// Returns labels, of which the English one is the key in words unless it is written.
fn labels_of(key: &str, mut texts: Texts) -> Result<Translated> {
    let english = Language::ENGLISH.key().to_owned();
    texts.entry(english).or_insert_with(|| sentence_case(key));
    Translated::from_texts(texts).map_err(DictionaryError::labels(key))
}

/// Turns a key into words: `relation_state` → `Relation state`.
fn sentence_case(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

fn form_part(raw: &RawForm) -> Result<FormPart> {
    let kind =
        Kind::from_name(&raw.kind).ok_or_else(|| DictionaryError::unknown("kind", &raw.kind))?;
    Ok(FormPart {
        form: raw.form,
        labels: title(raw)?,
        kind,
        under: raw.under.as_ref().map(|part| part.key.clone()),
    })
}

/// Returns the title of a form.
fn title(form: &RawForm) -> Result<Translated> {
    let title = Translated::from_texts(form.labels.clone());
    title.map_err(DictionaryError::labels(&form.kind))
}

fn questions(raw: &Mapping) -> Result<Vec<Question>> {
    let mut all = Vec::new();
    for (class, list) in raw {
        let class: String = typed(class)?;
        for raw in typed::<Vec<RawQuestion>>(list)? {
            let RawQuestion {
                key,
                labels,
                also,
                ask,
                by,
            } = raw;
            all.push(Question {
                class: class.clone(),
                labels: Translated::from_texts(labels).map_err(DictionaryError::labels(&key))?,
                key,
                also,
                ask,
                by,
            });
        }
    }
    Ok(all)
}

struct Builder {
    enums: HashMap<String, &'static Choices>,
    /// The levels of the contact form's fields: a nested field with the same key has at least this level.
    contact_levels: HashMap<String, Level>,
}

impl Builder {
    fn contact_levels(&self, raw: &RawDictionary) -> Result<HashMap<String, Level>> {
        let of_contact = raw.forms.iter().filter(|form| form.kind == "contact");
        let fields = of_contact.flat_map(|form| form.fields.iter().chain(&form.beyond_the_form));
        let mut levels = HashMap::new();
        for field in fields {
            if let Some(level) = &field.sensitivity {
                let level = Level::from_key(level)
                    .ok_or_else(|| DictionaryError::unknown("level", level))?;
                levels.insert(field.key.clone(), level);
            }
        }
        Ok(levels)
    }

    fn schema(&self, kind: Kind, raw: &RawDictionary) -> Result<Schema> {
        let mut fields = Vec::new();
        let common = if matches!(kind, Kind::Account | Kind::Site) {
            &[][..]
        } else {
            &raw.common
        };
        for form in raw.forms.iter().filter(|form| form.kind == kind.name()) {
            self.add(&mut fields, &form.head, form.form)?;
            match &form.under {
                Some(part) => fields.push(self.form_part_field(form, part)?),
                None => self.add(&mut fields, &form.fields, form.form)?,
            }
            self.add(&mut fields, &form.top, form.form)?;
        }
        for form in raw.forms.iter().filter(|form| form.kind == kind.name()) {
            self.add(&mut fields, &form.beyond_the_form, 0)?;
        }
        match kind {
            Kind::Competitor => self.add(&mut fields, &raw.kinds.competitor, 0)?,
            Kind::Page => self.add(&mut fields, &raw.kinds.page, 0)?,
            Kind::Site => self.add(&mut fields, &raw.kinds.site, 0)?,
            _ => {}
        }
        self.add(&mut fields, common, 0)?;
        Ok(Schema::new(fields))
    }

    /// Builds the field that contains the part of a form under its own key: `plan`, `summary`, `analysis`.
    fn form_part_field(&self, form: &RawForm, part: &RawPart) -> Result<Field> {
        let mut fields = Vec::new();
        self.add(&mut fields, &form.fields, form.form)?;
        Ok(Field {
            key: part.key.clone(),
            labels: labels_of(&part.key, part.labels.clone())?,
            also: title(form)?.all().map(str::to_owned).collect(),
            value_type: FieldType::Record(Box::leak(Box::new(Schema::new(fields)))),
            level: Level::Internal,
            required: false,
            past: part.key == "summary",
            note: String::new(),
            form: form.form,
        })
    }

    fn add(&self, fields: &mut Vec<Field>, raw: &[RawField], form: u8) -> Result<()> {
        for field in raw {
            fields.push(self.field(field, form, None)?);
        }
        Ok(())
    }

    fn field(&self, raw: &RawField, form: u8, outer: Option<Level>) -> Result<Field> {
        let own = match &raw.sensitivity {
            Some(level) => {
                Level::from_key(level).ok_or_else(|| DictionaryError::unknown("level", level))?
            }
            None => Level::Internal,
        };
        let level = match outer {
            Some(outer) => outer.max(self.contact_levels.get(&raw.key).copied().unwrap_or(outer)),
            None => own,
        };
        Ok(Field {
            key: raw.key.clone(),
            labels: labels_of(&raw.key, raw.labels.clone())?,
            also: raw.also.clone(),
            value_type: self.field_type(raw, form, level)?,
            level,
            required: raw.required,
            past: raw.past,
            note: raw.note.clone().unwrap_or_default(),
            form,
        })
    }

    fn field_type(&self, raw: &RawField, form: u8, level: Level) -> Result<FieldType> {
        let choices = || {
            let name = raw.enum_name.as_ref().unwrap_or(&raw.key);
            self.enums
                .get(name)
                .copied()
                .ok_or_else(|| DictionaryError::unknown("enum", name))
        };
        Ok(match raw.value_type.as_str() {
            "text" => FieldType::Text,
            "long" => FieldType::Long,
            "texts" => FieldType::Texts,
            "int" => FieldType::Int,
            "percent" => FieldType::Percent,
            "money" => FieldType::Money,
            "date" => FieldType::Date,
            "datetime" => FieldType::DateTime,
            "bool" => FieldType::Bool,
            "enum" => FieldType::Enum(choices()?),
            "enums" => FieldType::Enums(choices()?),
            "person" => FieldType::Person,
            "persons" => FieldType::Persons,
            "contact" => FieldType::Contact,
            "contacts" => FieldType::Contacts,
            "project" => FieldType::Project,
            "competitor" => FieldType::Competitor,
            "evidence" => FieldType::Evidence,
            "score" => FieldType::Score,
            "record" => FieldType::Record(self.items(raw, form, level)?),
            "list" if raw.item.is_some() => FieldType::List(self.items(raw, form, level)?),
            "list" => FieldType::Notes(kind_of_notes(&raw.key)?),
            "map" => self.map_type(raw, form, level)?,
            other => return Err(DictionaryError::unknown("type", other)),
        })
    }

    fn map_type(&self, raw: &RawField, form: u8, level: Level) -> Result<FieldType> {
        Ok(match (raw.keys.as_deref(), raw.values.as_deref()) {
            (_, Some("score")) => FieldType::MapOfScores,
            (_, Some("int")) => FieldType::MapOfInts,
            (Some("name"), None) => FieldType::MapOfRecords(self.items(raw, form, level)?),
            (Some(_), None) => FieldType::Answers(self.items(raw, form, level)?),
            _ => return Err(DictionaryError::unknown("map", &raw.key)),
        })
    }

    fn items(&self, raw: &RawField, form: u8, level: Level) -> Result<&'static Schema> {
        let items = raw.item.as_deref().unwrap_or_default();
        let fields = items
            .iter()
            .map(|item| self.field(item, form, Some(level)))
            .collect::<Result<_>>()?;
        Ok(Box::leak(Box::new(Schema::new(fields))))
    }
}

fn kind_of_notes(key: &str) -> Result<Kind> {
    match key {
        "contacts" => Ok(Kind::Contact),
        "projects" => Ok(Kind::Project),
        "visits" => Ok(Kind::Visit),
        "exchanges" => Ok(Kind::Exchange),
        other => Err(DictionaryError::unknown("notes of", other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Lookup;

    fn field(kind: Kind, name: &str) -> &'static str {
        let schema = Dictionary::built_in().schema(kind);
        match schema.find(name) {
            Some(Lookup::Field(index)) => &schema.fields[index].key,
            Some(Lookup::Lifted(..)) => "lifted",
            None => "none",
        }
    }

    #[test]
    fn keys_and_labels_of_both_languages_are_equivalent() {
        assert_eq!(field(Kind::Account, "客户类型"), "tier");
        assert_eq!(field(Kind::Account, "企业标识/编号"), "code");
        assert_eq!(field(Kind::Account, "客户名称"), "name");
        assert_eq!(field(Kind::Visit, "客户名称"), "account");
        assert_eq!(field(Kind::Visit, "Relation State"), "none");
        assert_eq!(field(Kind::Contact, "Relation State"), "relation_state");
        assert_eq!(field(Kind::Visit, "约定下次拜访时间"), "lifted");
        assert_eq!(field(Kind::Exchange, "总结"), "summary");
        assert_eq!(field(Kind::Project, "竞争分析"), "analysis");
    }

    #[test]
    fn a_nested_field_is_at_least_as_restricted_as_the_contact_field_of_its_key() {
        let schema = Dictionary::built_in().schema(Kind::Account);
        let FieldType::Notes(Kind::Contact) = schema.field("contacts").unwrap().value_type else {
            panic!()
        };
        let FieldType::Answers(answer) = schema.field("information").unwrap().value_type else {
            panic!()
        };
        assert_eq!(answer.field("answer").unwrap().level, Level::Internal);
        assert_eq!(schema.field("bank").unwrap().level, Level::Private);
        assert_eq!(schema.field("name").unwrap().level, Level::Public);
        assert_eq!(schema.field("sales").unwrap().level, Level::Internal);
    }

    #[test]
    fn earlier_names_of_values_and_questions_are_still_read() {
        let states = Dictionary::built_in().choices("relation_state").unwrap();
        let value = |name: &str| {
            states
                .find(name)
                .map(|index| states.values[index].key.as_str())
        };
        for name in [
            "acquaintance",
            "Acquaintance",
            "nodding",
            "Nodding",
            "点头之谊",
        ] {
            assert_eq!(value(name), Some("acquaintance"), "{name}");
        }
        let key = |name: &str| {
            Dictionary::built_in()
                .question(name)
                .map(|question| question.key.as_str())
        };
        assert_eq!(key("How is business and credit"), Some("business"));
        assert_eq!(key("How are its business and credit"), Some("business"));
    }

    #[test]
    fn there_are_seven_forms_and_thirty_questions() {
        assert_eq!(
            Dictionary::built_in()
                .forms
                .iter()
                .map(|form| form.form)
                .collect::<Vec<_>>(),
            [1, 2, 3, 4, 5, 6, 7]
        );
        assert_eq!(Dictionary::built_in().questions.len(), 30);
    }
}
