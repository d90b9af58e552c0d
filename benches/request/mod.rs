//! Parses the command line of the benchmark.

use std::path::PathBuf;

/// The number of runs of each process unless the command line gives it.
const DEFAULT_RUNS: usize = 5;

/// The usage message.
pub const USAGE: &str = "\
cargo bench --bench build -- [small|medium|large|all] [--runs N] [--hugo PATH] [--keep DIR]
cargo bench --bench build -- corpus small|medium|large DIR";

/// A standard size of the corpus.
#[derive(Clone, Copy)]
pub struct Size {
    pub name: &'static str,
    pub accounts: usize,
}

/// The standard sizes, in the order of `all`.
pub const SIZES: &[Size] = &[
    Size {
        name: "small",
        accounts: 20,
    },
    Size {
        name: "medium",
        accounts: 200,
    },
    Size {
        name: "large",
        accounts: 1000,
    },
];

/// A request of the command line.
pub enum Request {
    /// Time the sizes one after another.
    Time(Race),
    /// Only write a corpus to a folder.
    Corpus(Size, PathBuf),
    /// Check the corpus without timing anything: for `cargo test --benches`.
    Check,
}

/// What to time, and how.
pub struct Race {
    pub sizes: Vec<Size>,
    pub runs: usize,
    /// The Hugo program to compare with.
    pub hugo: Option<PathBuf>,
    /// The folder to keep the notes and the sites in; without it they are removed at the end.
    pub keep: Option<PathBuf>,
}

/// Parses the command line after the program's name. Cargo adds `--bench` when it benchmarks and not when it tests.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn read(arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let (cargo, ours): (Vec<String>, Vec<String>) =
        arguments.partition(|argument| argument == "--bench");
    if cargo.is_empty() {
        return Ok(Request::Check);
    }
    if let [word, name, folder] = ours.as_slice()
        && word == "corpus"
    {
        return Ok(Request::Corpus(size(name)?, PathBuf::from(folder)));
    }
    read_race(ours).map(Request::Time)
}

fn read_race(arguments: Vec<String>) -> Result<Race, String> {
    let mut race = Race {
        sizes: Vec::new(),
        runs: DEFAULT_RUNS,
        hugo: None,
        keep: None,
    };
    let mut words = arguments.into_iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .ok_or_else(|| format!("`{word}` wants a value"))
        };
        match word.as_str() {
            "--runs" => {
                race.runs = value()?
                    .parse()
                    .map_err(|_| "`--runs` wants a number".to_owned())?
            }
            "--hugo" => race.hugo = Some(PathBuf::from(value()?)),
            "--keep" => race.keep = Some(PathBuf::from(value()?)),
            "all" => race.sizes.extend(SIZES),
            name => race.sizes.push(size(name)?),
        }
    }
    if race.runs == 0 {
        return Err("`--runs` wants a number above 0".to_owned());
    }
    if race.sizes.is_empty() {
        race.sizes.push(size("medium")?);
    }
    Ok(race)
}

/// Returns the standard size of a name.
///
/// # Errors
/// If there is none of that name.
pub fn size(name: &str) -> Result<Size, String> {
    SIZES
        .iter()
        .find(|size| size.name == name)
        .copied()
        .ok_or_else(|| format!("`{name}` is no size of the corpus"))
}
