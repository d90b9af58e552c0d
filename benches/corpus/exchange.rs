//! A technical exchange: its plan (form 6) and its summary (form 7) in one note.

use super::account::Account;
use super::author::Author;
use super::day::TODAY;
use super::note::Note;

/// Returns the exchange's note.
pub fn note(author: &mut Author, account: &Account, index: usize) -> Note {
    let day = TODAY.before(author.random.between(0, 400));
    let project = author.random.below(account.shape.projects);
    let reached = author.random.chance(50);
    let manager = account.manager;
    let [purpose, question, to_solve, topic, goal, covered, feedback] =
        std::array::from_fn(|_| author.quoted_sentence());
    let words = author.paragraph(4);
    let text = format!(
        "---
date: {day} 14:00
project: p{project}
project_manager: {manager}
plan:
  purpose: {purpose}
  customer_attendees:
    - {{contact: c00, communication_style: 直接, management_style: 细节型, key_question: {question}}}
  our_attendees:
    - {{name: {manager}, title: 大客户经理, role: 主持, to_solve: {to_solve}}}
  agenda:
    - {{time: \"14:00\", topic: {topic}, by: {manager}}}
  goals: [{goal}]
summary:
  covered: [{covered}]
  goals_reached:
    - {{goal: {goal}, reached: {reached}}}
  feedback: [{feedback}]
---

{words}
"
    );
    Note {
        path: format!("exchanges/{day}-{index}.md"),
        text,
    }
}
