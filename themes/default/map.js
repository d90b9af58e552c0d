// Adds to the map of people a slider over the days on which it changed, a light on the lines of a card, and a field that finds
// a name. Without it the page shows the latest map and a table of the changes.
(() => {
  "use strict";

  const { element } = kafolio;

  function cardOf(svg, number) {
    return svg.querySelector(`.card[data-card='${number}']`);
  }

  function textOf(node) {
    return node?.textContent ?? "";
  }

  /* ---- the map on an earlier day ---- */

  /** A card as it looks on each of the days. */
  class Card {
    /** `changes` holds the class names and the foot of the card by days; a day that is not there changes nothing. */
    constructor(card, changes, lastDay) {
      this.card = card;
      this.foot = card.querySelector(".foot");
      this.title = card.querySelector("title");
      this.name = textOf(card.querySelector(".name"));
      this.looks = this.looksOf(changes, lastDay);
    }

    looksOf(changes, lastDay) {
      const latest = {
        classes: this.card.getAttribute("class"),
        foot: textOf(this.foot),
        title: textOf(this.title),
      };
      const looks = [];
      for (let day = 0; day < lastDay; day += 1) {
        const change = changes?.[day];
        looks.push(change ? { classes: change[0], foot: change[1] } : looks[day - 1] || latest);
      }
      looks.push(latest);
      return looks;
    }

    /** Shows the card as it was on a day; `words` names the classes that say something about the person. */
    show(day, words) {
      const look = this.looks[day];
      this.card.setAttribute("class", look.classes);
      if (this.foot) this.foot.textContent = look.foot;
      if (this.title) this.title.textContent = look.title || this.titleOf(look, words);
    }

    titleOf(look, words) {
      const known = look.classes.split(" ").map((name) => words[name]).filter(Boolean);
      return [this.name, ...known, look.foot].join(" · ");
    }
  }

  function linkTo([words, href]) {
    return element("a", { href, textContent: words });
  }

  /** The changes of a day: each person's name, the changes in words, and links to the notes that report them. */
  function listOf(changes) {
    const items = changes.map(([name, href, words, sources]) => {
      const item = element("li", {}, linkTo([name, href]), " ", element("span", { textContent: words }));
      for (const [sourceHref, sourceName] of sources) item.append(" ", linkTo([sourceName, sourceHref]));
      return item;
    });
    return element("ul", {}, ...items);
  }

  /** Hides the lines to people who were not known yet. */
  function updateTies(svg) {
    const isAbsent = (end) => cardOf(svg, end)?.classList.contains("absent");
    for (const tie of svg.querySelectorAll(".tie")) {
      tie.classList.toggle("off", tie.dataset.ends.split(" ").some(isAbsent));
    }
  }

  /** Makes the slider work; `history` is what the program wrote about the days. */
  function addSlider(figure, svg, history) {
    const box = figure.querySelector(".dates");
    const report = figure.querySelector(".map-said");
    const range = box.querySelector("input");
    const output = box.querySelector("output");
    const ticks = box.querySelectorAll("li");
    const lastDay = Number(range.max);
    const cards = history.cards.map((changes, number) => new Card(cardOf(svg, number), changes, lastDay));

    function show() {
      const day = Number(range.value);
      const [date, changes] = history.days[day];
      for (const card of cards) card.show(day, history.words);
      updateTies(svg);
      ticks.forEach((tick, at) => tick.classList.toggle("on", at === day));
      output.textContent = date;
      range.setAttribute("aria-valuetext", date);
      report.replaceChildren(listOf(changes));
    }

    range.value = range.max;
    range.addEventListener("input", show);
    box.hidden = false;
    report.hidden = false;
    show();
  }

  /** Loads the days, which are in a script of their own. */
  async function loadDays(figure, svg) {
    const box = figure.querySelector(".dates");
    if (!box) return;
    try {
      await kafolio.read(box.dataset.days);
    } catch {
      // The page shows the latest map.
      return;
    }
    addSlider(figure, svg, window.kafolioMap);
  }

  /* ---- the lines of a card ---- */

  /** Highlights a card, its lines and the cards at their other ends; without a card, nothing. */
  function highlight(svg, card) {
    svg.classList.toggle("lit", Boolean(card));
    for (const lit of svg.querySelectorAll(".on")) lit.classList.remove("on");
    if (!card) return;
    card.classList.add("on");
    for (const tie of svg.querySelectorAll(".tie")) {
      const ends = tie.dataset.ends.split(" ");
      if (!ends.includes(card.dataset.card)) continue;
      tie.classList.add("on");
      for (const end of ends) cardOf(svg, end).classList.add("on");
    }
  }

  function addHighlights(svg) {
    const targetOf = ({ target }) => target.closest?.(".card[data-card]");
    svg.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch") highlight(svg, targetOf(event));
    });
    svg.addEventListener("pointerleave", () => highlight(svg, null));
    // On the element around the drawing: Chromium makes a drawing that listens for the focus a stop of the Tab key.
    svg.parentNode.addEventListener("focusin", (event) => highlight(svg, targetOf(event)));
    svg.parentNode.addEventListener("focusout", () => highlight(svg, null));
  }

  /* ---- finding a name ---- */

  /** Adds a field that marks the cards whose name or post holds what is typed; Enter goes to the first of them. */
  function addField(frame, svg) {
    const field = element("input", { type: "search" });
    const label = element("label", { className: "map-find" }, element("span", { textContent: frame.dataset.find }), field);
    const firstHit = () => svg.querySelector(".card.hit");

    function find() {
      const wanted = field.value.trim().toLowerCase();
      svg.classList.toggle("sought", wanted !== "");
      for (const card of svg.querySelectorAll(".card")) {
        card.classList.toggle("hit", wanted !== "" && card.textContent.toLowerCase().includes(wanted));
      }
      firstHit()?.scrollIntoView({ block: "nearest", inline: "center" });
    }

    field.addEventListener("input", find);
    field.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") firstHit()?.focus();
    });
    frame.before(label);
  }

  function addToMap(svg) {
    if (svg.dataset.enhanced) return;
    svg.dataset.enhanced = "yes";
    const figure = svg.closest("figure");
    loadDays(figure, svg);
    addHighlights(svg);
    if (svg.parentNode.dataset.find && !figure.querySelector(".map-find")) addField(svg.parentNode, svg);
  }

  function addToMaps() {
    document.querySelectorAll("svg.map").forEach(addToMap);
  }

  addToMaps();
  document.addEventListener("kafolio:patched", addToMaps);
})();
