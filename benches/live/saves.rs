//! The edits: which note is saved, its new content, and the text that identifies its new page.

use crate::corpus::{self, Note, Shape};
use std::io;
use std::path::Path;

/// The change to a note.
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
    /// All kinds, in the order of the table.
    pub const ALL: [Edit; 3] = [Edit::Words, Edit::Field, Edit::Name];

    /// Returns its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Edit::Words => "words",
            Edit::Field => "field",
            Edit::Name => "name",
        }
    }
}

/// The notes to edit, as the corpus has them.
pub struct Notes {
    visits: Vec<Note>,
    contacts: Vec<Note>,
}

/// A note as it is saved.
pub struct Save {
    /// The path below the site's folder.
    pub path: String,
    /// The route of its page.
    pub route: String,
    pub text: String,
    /// Text that is on its page after the save, and on no page before.
    pub mark: String,
}

impl Notes {
    /// Returns the visits and contacts of a corpus.
    pub fn of(shape: &Shape) -> Notes {
        let of = |folder: &'static str| {
            corpus::notes(shape, corpus::SEED).filter(move |note| note.path.contains(folder))
        };
        Notes {
            visits: of("/visits/").collect(),
            contacts: of("/contacts/").collect(),
        }
    }

    /// Returns the save of that number, spread over all accounts; it undoes any earlier edit of the note.
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

    /// Returns a new visit.
    pub fn newcomer(&self, number: usize) -> Save {
        let mut save = self.save(Edit::Words, number);
        for name in [&mut save.path, &mut save.route] {
            *name = name.replace("/visits/", "/visits/neu-");
        }
        save
    }
}

impl Save {
    /// Overwrites the file, as most editors do.
    ///
    /// # Errors
    /// The error of the system.
    pub fn write(&self, site: &Path) -> io::Result<()> {
        std::fs::write(site.join(&self.path), &self.text)
    }
}

/// Returns the text with another value in a field on a line of its own.
fn with_field(text: &str, field: &str, value: &str) -> String {
    let opens = format!("{field}: ");
    let line = |line: &str| match line.starts_with(&opens) {
        true => format!("{opens}{value}\n"),
        false => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}
