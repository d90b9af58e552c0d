//! Which files use which others: by `use`, or by a path such as `markdown::parse`. What a module re-exports
//! counts for the file that defines it.

use crate::sources::{File, files, has_word};
use std::collections::{BTreeMap, BTreeSet};

/// For each file, the others that it uses.
pub type Uses = BTreeMap<String, BTreeSet<String>>;

/// The steps to a module or an item, from the top of a crate or as they are written: `super`, `sections`, `Terms`.
type Path = Vec<String>;

/// A path with more re-exports than this leads in a circle: the name is one of another crate.
const MOST_HOPS: u8 = 16;

/// The modules of a folder, by their paths from the top.
struct Modules(BTreeMap<Path, Module>);

/// The module of a file, without its unit tests.
struct Module {
    file: String,
    /// Imported names, and what they stand for.
    imports: BTreeMap<String, Path>,
    /// Everything that its code names, but for what is only re-exported.
    named: Vec<Path>,
}

/// Returns the uses among the files of a folder. Files at its top, which no other uses, are left out.
pub fn uses(folder: &str) -> Uses {
    let sources = files(folder, ".rs");
    let modules = sources
        .iter()
        .filter_map(|file| Some((path_of(folder, file)?, Module::of(file))));
    let modules = Modules(modules.collect());
    let uses = modules.0.iter().map(|(own, module)| {
        let used = module.named.iter();
        let used = used.filter_map(|path| modules.file_of(&modules.absolute(own, path, 0)?, 0));
        let used = used.filter(|file| **file != module.file);
        (module.file.clone(), used.cloned().collect())
    });
    uses.collect()
}

/// Returns the path of a file's module: `note`, `read` for `src/note/read/mod.rs`.
fn path_of(folder: &str, file: &File) -> Option<Path> {
    let within = file.path.strip_prefix(folder)?.strip_prefix('/')?;
    let is_module = within.contains('/') && !file.code_without_tests().is_empty();
    let steps = within.trim_end_matches(".rs").trim_end_matches("/mod");
    is_module.then(|| path(steps.replace('/', "::").as_str()))
}

fn path(written: &str) -> Path {
    let steps = written.split("::").map(str::trim);
    let steps = steps.filter(|step| !step.is_empty());
    steps.map(str::to_owned).collect()
}

impl Module {
    fn of(file: &File) -> Module {
        let (trees, code) = imports_and_code(file.code_without_tests());
        let is_part = |one: char| one.is_alphanumeric() || one == '_' || one == ':';
        let words = code.split(|one| !is_part(one));
        let mut named: Vec<Path> = words.filter(|word| word.contains("::")).map(path).collect();
        let mut imports = BTreeMap::new();
        for (is_public, tree) in trees {
            for (name, path) in leaves("", &tree) {
                if !is_public || has_word(&code, &name) {
                    named.push(path.clone());
                }
                imports.insert(name, path);
            }
        }
        Module {
            file: file.path.clone(),
            imports,
            named,
        }
    }
}

/// Returns the trees of imports, with whether they are re-exported, and the code without them.
fn imports_and_code(code: &str) -> (Vec<(bool, String)>, String) {
    let mut trees = Vec::new();
    let mut rest = String::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let Some((is_public, start)) = start_of_import(line.trim_start()) else {
            rest.push_str(line);
            rest.push('\n');
            continue;
        };
        let mut tree = start.to_owned();
        while !tree.contains(';') {
            tree.push_str(lines.next().unwrap_or(";"));
        }
        trees.push((is_public, tree.replace(';', "")));
    }
    (trees, rest)
}

/// Returns what follows `use` or `pub(…) use`, and whether it is the latter.
fn start_of_import(line: &str) -> Option<(bool, &str)> {
    let public = || line.strip_prefix("pub")?.split_once(" use ");
    match line.strip_prefix("use ") {
        Some(tree) => Some((false, tree)),
        None => public().map(|(_, tree)| (true, tree)),
    }
}

/// Returns the names that a tree of imports brings, with what they stand for: `super::{a, b::{self, C as D}}`.
fn leaves(above: &str, tree: &str) -> Vec<(String, Path)> {
    let tree = tree.trim();
    if let Some((start, group)) = tree.split_once('{') {
        let above = format!("{above}{start}");
        let group = group.strip_suffix('}').unwrap_or(group);
        return parts(group)
            .into_iter()
            .flat_map(|part| leaves(&above, part))
            .collect();
    }
    let (written, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let mut path = path(&format!("{above}{written}"));
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = match name {
        "" => path.last().cloned().unwrap_or_default(),
        name => name.to_owned(),
    };
    vec![(name, path)]
}

/// Splits at the commas that are not within braces.
fn parts(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = group.split(|one| {
        depth += match one {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        one == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).collect()
}

impl Modules {
    /// Returns a path from the top, if it leads into this crate.
    fn absolute(&self, own: &[String], written: &[String], hops: u8) -> Option<Path> {
        if hops > MOST_HOPS {
            return None;
        }
        let (first, rest) = written.split_first()?;
        let inner = child(own, first);
        let above = match first.as_str() {
            "crate" => Path::new(),
            "self" => own.to_vec(),
            "super" if rest.first().is_some_and(|step| step == "super") => {
                return self.absolute(own.split_last()?.1, rest, hops + 1);
            }
            "super" => own.split_last()?.1.to_vec(),
            _ if self.0.contains_key(&inner) => inner,
            name => {
                let import = self.0.get(own)?.imports.get(name)?;
                let is_of_another_crate = import.first() == Some(first);
                self.absolute(own, import, hops + 1)
                    .filter(|_| !is_of_another_crate)?
            }
        };
        Some([above.as_slice(), rest].concat())
    }

    /// Returns the file that defines an item; none for a module as such.
    fn file_of(&self, path: &[String], hops: u8) -> Option<&String> {
        if hops > MOST_HOPS {
            return None;
        }
        let mut above = Path::new();
        for (at, step) in path.iter().enumerate() {
            let rest = &path[at + 1..];
            let inner = child(&above, step);
            let is_module = self.0.contains_key(&inner);
            if let Some(module) = self.0.get(&above) {
                // An item may have the name of a module.
                let import = module.imports.get(step);
                if let Some(import) = import.filter(|_| !is_module || rest.is_empty()) {
                    let target = [self.absolute(&above, import, 0)?.as_slice(), rest].concat();
                    return (target != path)
                        .then(|| self.file_of(&target, hops + 1))
                        .flatten();
                }
                if !is_module {
                    return Some(&module.file);
                }
            }
            above = inner;
        }
        None
    }
}

fn child(path: &[String], step: &str) -> Path {
    [path, &[step.to_owned()]].concat()
}
