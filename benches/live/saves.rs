//! The edits: which note is saved, what then stands in it, and by what its new page is known.

use crate::corpus::{self, Note, Shape};
use std::io;
use std::path::Path;

/// What is changed in a note.
#[derive(Clone, Copy)]
pub enum Edit {
    /// A line below its fields, which no other page shows.
    Words,
    /// A field that lists show.
    Field,
    /// The name of a person, which other notes refer to.
    Name,
}

impl Edit {
    /// All of them, in the order of the table.
    pub const ALL: [Edit; 3] = [Edit::Words, Edit::Field, Edit::Name];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Edit::Words => "words",
            Edit::Field => "field",
            Edit::Name => "name",
        }
    }
}

/// The notes that are edited, as the corpus has them.
pub struct Notes {
    visits: Vec<Note>,
    contacts: Vec<Note>,
}

/// A note as it is saved.
pub struct Save {
    /// Below the site's folder.
    pub path: String,
    /// Its page.
    pub route: String,
    pub text: String,
    /// What stands on its page once it is seen, and on no page before.
    pub mark: String,
}

impl Notes {
    /// The visits and contacts of a corpus.
    pub fn of(shape: &Shape) -> Notes {
        let of = |folder: &'static str| {
            corpus::notes(shape, corpus::SEED).filter(move |note| note.path.contains(folder))
        };
        Notes {
            visits: of("/visits/").collect(),
            contacts: of("/contacts/").collect(),
        }
    }

    /// The save of that number, spread over all accounts; whatever an earlier one did to the note is undone.
    pub fn save(&self, edit: Edit, number: usize) -> Save {
        let (notes, mark) = match edit {
            Edit::Words => (&self.visits, format!("第{number}回写下的话")),
            Edit::Field => (&self.visits, format!("第{number}回的目标")),
            Edit::Name => (&self.contacts, format!("新来的{number}号")),
        };
        let note = &notes[(number * 7919) % notes.len()];
        let text = match edit {
            Edit::Words => format!("{}\n{mark}。\n", note.text),
            Edit::Field => with_field(&note.text, "aim", &mark),
            Edit::Name => with_field(&note.text, "name", &mark),
        };
        let within = note.path.trim_start_matches("content/");
        Save {
            route: within.replace(".md", ".html"),
            path: note.path.clone(),
            text,
            mark,
        }
    }

    /// A visit that was not there.
    pub fn newcomer(&self, number: usize) -> Save {
        let mut save = self.save(Edit::Words, number);
        for name in [&mut save.path, &mut save.route] {
            *name = name.replace("/visits/", "/visits/neu-");
        }
        save
    }
}

impl Save {
    /// Writes it over what is there, as most editors do.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, site: &Path) -> io::Result<()> {
        std::fs::write(site.join(&self.path), &self.text)
    }
}

/// The text with another value in a field of its own line.
fn with_field(text: &str, field: &str, value: &str) -> String {
    let opens = format!("{field}: ");
    let line = |line: &str| match line.starts_with(&opens) {
        true => format!("{opens}{value}\n"),
        false => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}
