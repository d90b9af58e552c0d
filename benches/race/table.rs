//! The table of one race. Megabytes are millions of bytes.

use super::{Contestant, Results};
use crate::measuring::{FolderSize, Summary};
use crate::request::Size;

/// Prints the corpus, a row for each contestant, and the ratios of the medians.
pub fn print(size: Size, notes: FolderSize, results: &Results) {
    let Size { name, accounts } = size;
    let Results {
        clean,
        unchanged,
        copy,
        hugo,
    } = results;
    println!();
    println!(
        "{name}: {accounts} accounts, {} notes, {:.1} MB; rounds: {}",
        notes.files,
        megabytes(notes.bytes),
        clean.runs.len()
    );
    println!(
        "{:<21}{:>9}{:>9}{:>9}{:>10}{:>9}{:>10}",
        "", "min s", "median s", "max s", "peak MB", "files", "MB out"
    );
    for contestant in [clean, unchanged, copy, hugo] {
        print_row(contestant);
    }
    println!("ratio of the medians:");
    print_ratio("kafolio / cp -r", clean, copy);
    print_ratio("kafolio / hugo", clean, hugo);
    print_ratio("unchanged / clean", unchanged, clean);
}

fn print_row(contestant: &Contestant) {
    let name = contestant.name;
    let Some(summary) = Summary::of(&contestant.runs) else {
        println!("{name:<21} not measured");
        return;
    };
    let Summary {
        least_seconds,
        median_seconds,
        most_seconds,
        peak_bytes,
    } = summary;
    let peak = peak_bytes.map_or_else(
        || "unknown".to_owned(),
        |bytes| format!("{:.1}", megabytes(bytes)),
    );
    let FolderSize { files, bytes } = contestant.output;
    println!(
        "{name:<21}{least_seconds:>9.3}{median_seconds:>9.3}{most_seconds:>9.3}{peak:>10}{files:>9}{:>10.1}",
        megabytes(bytes)
    );
}

/// Prints a ratio if both contestants ran.
fn print_ratio(label: &str, ours: &Contestant, theirs: &Contestant) {
    if let (Some(ours), Some(theirs)) = (Summary::of(&ours.runs), Summary::of(&theirs.runs)) {
        println!(
            "  {label:<19}{:>9.2}",
            ours.median_seconds / theirs.median_seconds
        );
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
