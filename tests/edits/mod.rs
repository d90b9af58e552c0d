//! A small site, and the edits people make to it between two saves.

use crate::memory::Files;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::{Index, select};

/// One edit. Positions are chosen among the files that exist when it is applied.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Writes a line of front matter into a note.
    Field(Index, &'static str),
    /// Makes the front matter of a note unreadable.
    Break(Index),
    /// Adds words and links to the body of a note.
    Words(Index, &'static str),
    /// Writes a whole file, new or not.
    Write(&'static str, &'static str),
    /// Deletes a file.
    Delete(Index),
    /// Gives a note another name in its folder.
    Rename(Index, &'static str),
    /// Moves a note into the folder of another account.
    Move(Index, &'static str),
    /// Sets a line of `site.yaml`.
    Setting(&'static str, &'static str),
    /// Changes the name of a person to whom another account refers.
    Person(&'static str),
    /// Restores the initial site.
    Restore,
}

/// The initial site of all sequences.
const SMALL_SITE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: 试验\nas_of: 2026-03-20\naudience: owner\nteam: [{name: 沈砚秋, aliases: [老沈]}]\n",
    ),
    ("content/index.md", "首页，见[[lan]]。\n"),
    (
        "content/playbook/index.md",
        "---\ntitle: 手册\n---\n[[steps]]\n",
    ),
    (
        "content/playbook/steps.md",
        "---\ntitle: 五步\norder: 2\n---\n见[[王敏]]和[[云岫]]。\n",
    ),
    (
        "content/competitors/yunxiu.md",
        "---\nname: 云岫\nproducts: [监测]\n---\n与[[lan]]相遇。\n",
    ),
    (
        "content/accounts/lan/index.md",
        "---\nname: 岚一药业\nshort_name: 岚一\ntier: vip\nannual_output: 1.2亿\nmanager: 老沈\nbank: 某行\n---\n介绍：[[qing]]，![[plan.png]]\n",
    ),
    (
        "content/accounts/lan/contacts/wang.md",
        "---\nname: 王敏\ninfluence: core\nattitude: neutral\nreports_to: li\n---\n",
    ),
    (
        "content/accounts/lan/contacts/li.md",
        "---\nname: 李青\ninfluence: decision_maker\n---\n",
    ),
    (
        "content/accounts/lan/projects/one.md",
        "---\nname: 一期\nstage: visiting\namount: 120万\ncriteria: [{criterion: 质量, weight: 60}, {criterion: 价格, weight: 40}]\ncompetition: [{criterion: 质量, us: 4, scores: {云岫: 3}}]\n---\n",
    ),
    (
        "content/accounts/lan/visits/2026-03-01.md",
        "---\npeople: [wang]\nproject: one\nmode: visit\naim: 了解需求\npromises: [{task: 报价, owner: 老沈, due: 2026-03-10}]\nnext_visit: {date: 2026-03-25}\nobservations: [{contact: wang, attitude: supporter}]\n---\n平面图：[图](../plan.png)\n",
    ),
    (
        "content/accounts/lan/visits/2026-03-12.md",
        "---\npeople: [王敏, 李青]\noutcome: advance\n---\n",
    ),
    ("content/accounts/lan/plan.png", ""),
    (
        "content/accounts/qing/qing.md",
        "---\n企业名称: 青禾医院\n客户类型: 重要\n关键决策人: [陈一]\nkey_account: [{criterion: volume, score: 4, evidence: [2026-02-02], date: 2026-02-03}]\n---\n",
    ),
    (
        "content/accounts/qing/contacts/chen.md",
        "---\n姓名: 陈一\n态度: 赞同\n私交: 王敏\n影响对象: [../lan/contacts/li]\n---\n同学：[[王敏]]，[李](../../lan/contacts/li.md)\n",
    ),
    (
        "content/accounts/qing/visits/2026-02-02.md",
        "---\n拜访对象: [chen, 王敏]\n行动计划: [{任务: 寄样品, 负责人: 沈砚秋}]\n---\n",
    ),
    (
        "content/accounts/qing/exchanges/2026-04-02.md",
        "---\nproject_manager: 沈砚秋\nplan: {purpose: 看现场, customer_attendees: [{contact: chen}]}\n---\n",
    ),
    (
        "content/accounts/dan.md",
        "---\nname: 丹宁\ncontacts: [{name: 周七, favours: 云岫}, {name: 吴八, reports_to: 周七}]\nvisits: [{date: 2026-03-03, people: [周七], project: 二期, topics: 见[[王敏]]}]\nprojects: [{name: 二期, stage: planning, competitors: [{name: 云岫, price: 30万}]}]\n---\n附件在[岚一](lan/plan.png)。\n",
    ),
];

/// Lines of front matter that may be added to any note.
const FIELDS: &[&str] = &[
    "name: 新名字",
    "name: 王敏",
    "title: 经理",
    "tier: general",
    "tier: nonsense",
    "sensitivity: private",
    "sensitivity: public",
    "date: 2026-03-18",
    "date: 2026-05-01",
    "joined_on: 2026-06-01",
    "amount: 99万",
    "people: [王敏]",
    "people: [陈一, 周七]",
    "reports_to: 王敏",
    "close_to: [chen]",
    "favours: yunxiu",
    "favours: 无名",
    "stage: negotiation",
    "project: 一期",
    "account: 青禾医院",
    "unknown_key: 其他",
    "tags: [招标, A/B]",
    "tags: 华东",
    "manager: 周若谷",
    "owner: 老沈",
    "accompanied_by: [李工]",
    "tags: [甲, 乙]",
    "short_name: 简称",
    "outcome: setback",
    "order: 1",
    "decision_maker: [周七, ../lan/contacts/wang]",
    "evidence: 2026-03-01",
    "next_visit: {date: 2026-03-21}",
    "topics: 见[[2026-03-12]]和[[云岫]]",
];

/// Text that may be added to a body.
const WORDS: &[&str] = &[
    "\n又见[[王敏]]。\n",
    "\n[[chen|陈]]与[[吴八]]\n",
    "\n![[plan.png]]\n",
    "\n![[new.png]]\n",
    "\n[没有](nowhere.md)\n",
    "\n[页](../lan/index.md)\n",
    "\n- [ ] 任务\n",
    "\n# 标题\n",
    "\n[[steps#一]] [[yunxiu]]\n",
    "\n[外](https://a.example/)\n",
    "\n[图](../lan/plan.png)\n",
];

/// Files that may be written.
const FILES: &[(&str, &str)] = &[
    (
        "content/accounts/lan/contacts/sun.md",
        "---\nname: 孙九\n---\n",
    ),
    (
        "content/accounts/lan/contacts/wang2.md",
        "---\nname: 王敏\n---\n",
    ),
    (
        "content/accounts/lan/lan.md",
        "---\nname: 另一个岚一\n---\n",
    ),
    ("content/accounts/lan/notes.md", "[[chen]]\n"),
    (
        "content/accounts/qing/contacts/wang.md",
        "---\nname: 王敏\n---\n",
    ),
    (
        "content/accounts/qing/projects/ward.md",
        "---\nname: 病房\nstage: planning\nstage_history: [{stage: planning, date: 2026-01-01}]\n---\n",
    ),
    (
        "content/accounts/new/index.md",
        "---\nname: 新客户\ncontacts: [{name: 王敏}]\n---\n",
    ),
    (
        "content/accounts/only/contacts/zhao.md",
        "---\nname: 赵十\n---\n",
    ),
    (
        "content/accounts/dan/contacts/zheng.md",
        "---\nname: 郑十一\nreports_to: 周七\n---\n",
    ),
    ("content/competitors/haowei.md", "---\nname: 昊维\n---\n"),
    ("content/competitors/two.md", "---\nname: 云岫\n---\n"),
    (
        "content/playbook/open.md",
        "---\ntitle: 开场\norder: 1\n---\n",
    ),
    ("content/words.md", "自由的一页，见[[steps]]。\n"),
    ("content/search.md", "站点自己的名字\n"),
    ("content/accounts/qing/plan.png", ""),
    ("content/accounts/dan/new.png", ""),
    ("content/new.png", ""),
    ("themes/default/style.css", "main { color: red }\n"),
    (
        "themes/default/strings.yaml",
        "people: {zh: 人们, en: Folk}\n",
    ),
    ("themes/default/strings.yaml", "people: [broken\n"),
    (
        "themes/default/contact.html",
        "{% extends \"base.html\" %}{% block main %}own {{ page.heading }}{% endblock main %}\n",
    ),
    (
        "themes/default/contact.html",
        "{% extends \"base.html\" %}{% block main %}{{ page.nothing.such }}{% endblock main %}\n",
    ),
    ("themes/default/base.html", "{% if broken\n"),
    ("themes/mine/visit.html", "mine {{ page.heading }}\n"),
];

/// Lines of `site.yaml`.
const SETTINGS: &[(&str, &str)] = &[
    ("as_of", "2026-03-02"),
    ("as_of", "2026-06-30"),
    ("as_of", "soon"),
    ("currency", "USD"),
    ("currency", "CNY"),
    ("audience", "internal"),
    ("audience", "owner"),
    ("audience", "customer"),
    ("audience", "nobody"),
    ("language", "en"),
    ("language", "zh-CN"),
    ("title", "另一个题目"),
    ("theme", "mine"),
    ("theme", "default"),
    ("team", "[{name: 沈砚秋, aliases: [顾总]}]"),
    ("thresholds", "{coverage_days: 10}"),
    ("company", "[broken"),
    ("audiences", "{board: {level: internal, fields: [bank]}}"),
    ("audience", "board"),
];

const NAMES: &[&str] = &[
    "wang",
    "chen",
    "steps",
    "2026-03-02",
    "2026-07-01-later",
    "index",
    "新的",
];
const ACCOUNTS: &[&str] = &["lan", "qing", "dan", "new"];
const PEOPLE: &[&str] = &["王敏", "王民", "陈一", "周七", "wang"];

/// Returns the initial site.
pub fn small_site() -> Files {
    let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    SMALL_SITE.iter().map(own).collect()
}

/// Generates any edit; small ones more often than large ones.
pub fn any_edit() -> impl Strategy<Value = Edit> {
    let index = || proptest::arbitrary::any::<Index>();
    prop_oneof![
        6 => (index(), select(FIELDS)).prop_map(|(note, line)| Edit::Field(note, line)),
        1 => index().prop_map(Edit::Break),
        3 => (index(), select(WORDS)).prop_map(|(note, words)| Edit::Words(note, words)),
        5 => select(FILES).prop_map(|(path, text)| Edit::Write(path, text)),
        2 => index().prop_map(Edit::Delete),
        2 => (index(), select(NAMES)).prop_map(|(note, name)| Edit::Rename(note, name)),
        2 => (index(), select(ACCOUNTS)).prop_map(|(note, account)| Edit::Move(note, account)),
        3 => select(SETTINGS).prop_map(|(key, value)| Edit::Setting(key, value)),
        2 => select(PEOPLE).prop_map(Edit::Person),
        1 => Just(Edit::Restore),
    ]
}

/// Applies an edit. One that does not fit the existing files does nothing.
pub fn apply(edit: &Edit, files: &mut Files) {
    match edit {
        Edit::Field(index, line) => change(files, index, |text| with_field(text, line)),
        Edit::Break(index) => change(files, index, |text| with_field(text, "broken: [")),
        Edit::Words(index, words) => change(files, index, |text| format!("{text}{words}")),
        Edit::Write(path, text) => {
            files.insert((*path).to_owned(), (*text).to_owned());
        }
        Edit::Delete(index) => {
            if let Some(path) = pick(files, index, |_| true) {
                files.remove(&path);
            }
        }
        Edit::Rename(index, name) => relocate(files, index, |path| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{name}.md")
        }),
        Edit::Move(index, account) => relocate(files, index, |path| {
            let rest = path.splitn(4, '/').nth(3).unwrap_or("moved.md");
            format!("content/accounts/{account}/{rest}")
        }),
        Edit::Setting(key, value) => set(files, key, value),
        Edit::Person(name) => {
            if let Some(text) = files.get_mut("content/accounts/lan/contacts/wang.md") {
                *text = with_field(text, &format!("name: {name}"));
            }
        }
        Edit::Restore => *files = small_site(),
    }
}

fn pick(files: &Files, index: &Index, fits: impl Fn(&str) -> bool) -> Option<String> {
    let fitting: Vec<&String> = files.keys().filter(|path| fits(path)).collect();
    (!fitting.is_empty()).then(|| index.get(&fitting).to_string())
}

fn is_note(path: &str) -> bool {
    path.ends_with(".md")
}

fn change(files: &mut Files, index: &Index, edited: impl Fn(&str) -> String) {
    if let Some(path) = pick(files, index, is_note) {
        let text = edited(&files[&path]);
        files.insert(path, text);
    }
}

fn relocate(files: &mut Files, index: &Index, new_path: impl Fn(&str) -> String) {
    if let Some(path) = pick(files, index, is_note) {
        let text = files.remove(&path).unwrap_or_default();
        files.insert(new_path(&path), text);
    }
}

/// Returns a note with a line in its front matter, which replaces one with the same key.
fn with_field(text: &str, line: &str) -> String {
    let key = line.split(':').next().unwrap_or(line);
    let same_key = |one: &&str| !one.starts_with(&format!("{key}:"));
    match text.strip_prefix("---\n") {
        Some(rest) => {
            let rest: Vec<&str> = rest.split('\n').filter(same_key).collect();
            format!("---\n{line}\n{}", rest.join("\n"))
        }
        None => format!("---\n{line}\n---\n{text}"),
    }
}

fn set(files: &mut Files, key: &str, value: &str) {
    let text = files.entry("content/site.yaml".to_owned()).or_default();
    let other = |line: &&str| !line.starts_with(&format!("{key}:"));
    let kept: Vec<&str> = text.lines().filter(other).collect();
    *text = format!("{}\n{key}: {value}\n", kept.join("\n"));
}
