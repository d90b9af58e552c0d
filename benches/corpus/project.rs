//! A purchase project: the customer's criteria and their weights (form 2), the comparison with two rivals (form
//! 4), its stages.

use super::account::{Account, contact_slug};
use super::author::Author;
use super::day::TODAY;
use super::note::Note;
use super::random::Random;
use super::words::{CRITERIA, PURCHASE_METHODS, RIVALS, STAGES};

/// Days between two stages of a project.
const STAGE_DAYS: usize = 25;

/// Returns the project's note.
pub fn note(author: &mut Author, account: &Account, index: usize) -> Note {
    let random = &mut author.random;
    let (criteria, competition, rivals) = comparison(random);
    let (stage, history) = stages(random);
    let [first_rival, second_rival] = rivals;
    let amount = random.between(10, 900) * 10_000;
    let budget = random.between(10, 900) * 10_000;
    let price = random.between(10, 900) * 10_000;
    let probability = random.between(1, 9) * 10;
    let purchase_method = random.pick(PURCHASE_METHODS);
    let expected_purchase = TODAY.after(random.between(5, 200));
    let (width, height) = (random.between(100, 900), random.between(100, 900));
    let quantity = random.between(1, 20);
    let technical_selector = contact_slug(3.min(account.people.len().saturating_sub(1)));
    let boss = account.decision_maker();
    let (trade, ordinal) = (account.trade, index + 1);
    let rival_product: String = author.sentence().chars().take(10).collect();
    let words = author.paragraph(4);
    let text = format!(
        "---
name: \"{trade}产线{ordinal}期\"
stage: {stage}
stage_history:
{history}amount: {amount}
budget: {budget}
probability: {probability}%
purchase_method: {purchase_method}
expected_purchase: {expected_purchase}
criteria:
{criteria}competition:
{competition}competitors:
  - {{name: \"{first_rival}\", product: \"{rival_product}\", price: {price}}}
  - {{name: \"{second_rival}\"}}
committee:
  - {{role: project_lead, contact: c00}}
  - {{role: technical_selector, contact: {technical_selector}, attitude: supporter}}
  - {{role: boss, contact: {boss}}}
products:
  - {{name: {trade}设备, specification: \"{width}x{height}\", quantity: {quantity}}}
---

{words}
"
    );
    Note {
        path: format!("projects/p{index}.md"),
        text,
    }
}

/// Returns the lines of the criteria, those of the comparison, and the two rivals.
fn comparison(random: &mut Random) -> (String, String, [&'static str; 2]) {
    let count = random.between(4, 6);
    let weights = weights(random, count);
    let chosen = random.sample(CRITERIA, count);
    let rivals = random.sample(RIVALS, 2);
    let first_rival = rivals.first().copied().unwrap_or_default();
    let second_rival = rivals.last().copied().unwrap_or_default();
    let (mut criteria, mut competition) = (String::new(), String::new());
    for (criterion, weight) in chosen.iter().zip(weights) {
        let (ours, first, second) = (
            random.between(1, 5),
            random.between(1, 5),
            random.between(1, 5),
        );
        criteria += &format!("  - {{criterion: {criterion}, weight: {weight}%}}\n");
        competition += &format!(
            "  - {{criterion: {criterion}, weight: {weight}%, us: {ours}, \
             scores: {{\"{first_rival}\": {first}, \"{second_rival}\": {second}}}}}\n"
        );
    }
    (criteria, competition, [first_rival, second_rival])
}

/// Returns weights in percent, in steps of five, that add up to a hundred.
fn weights(random: &mut Random, count: usize) -> Vec<usize> {
    let mut weights = vec![5; count];
    for _ in count..20 {
        let chosen = random.below(count);
        if let Some(weight) = weights.get_mut(chosen) {
            *weight += 5;
        }
    }
    weights
}

/// Returns the stage reached and the lines of the stages before it. The last of them is never later than today.
fn stages(random: &mut Random) -> (&'static str, String) {
    let reached = random.between(1, STAGES.len());
    let begun = TODAY.before(random.between(STAGES.len() * STAGE_DAYS, 500));
    let passed: Vec<&str> = STAGES.iter().take(reached).copied().collect();
    let lines = passed
        .iter()
        .enumerate()
        .map(|(step, stage)| {
            format!(
                "  - {{stage: {stage}, date: {}}}\n",
                begun.after(step * STAGE_DAYS)
            )
        })
        .collect();
    (passed.last().copied().unwrap_or_default(), lines)
}
