// The map of people: a slider over the days on which it changed, the lines of a card, a field that finds a name. Pages are
// whole without it: the latest map is there and every change is told in a list. It loads nothing and writes no HTML.
(function () {
  "use strict";

  /** The words of classes such as `at-champion`, for what a card says on hover. */
  function wordsOf(steps) {
    try { return JSON.parse(steps.dataset.words || "{}"); } catch (error) { return {}; }
  }

  /** How a card looks now, and how it looked on every earlier day. */
  function remember(card, last) {
    var days = [];
    try { days = JSON.parse(card.dataset.days || "[]"); } catch (error) { /* it stays as it is */ }
    var foot = card.querySelector(".foot");
    var title = card.querySelector("title");
    var now = { classes: card.getAttribute("class"), foot: foot ? foot.textContent : "", title: title ? title.textContent : "" };
    var looks = [];
    for (var day = 0; day < last; day += 1) {
      var told = days[day];
      looks.push(told ? { classes: told[0], foot: told[1] } : looks[day - 1] || now);
    }
    looks.push(now);
    return { card: card, foot: foot, title: title, looks: looks };
  }

  function show(one, day, words) {
    var look = one.looks[day];
    one.card.setAttribute("class", look.classes);
    if (one.foot) one.foot.textContent = look.foot;
    if (!one.title) return;
    var name = one.card.querySelector(".name");
    var known = look.classes.split(" ").map(function (part) { return words[part]; }).filter(Boolean);
    one.title.textContent = look.title || [name ? name.textContent : ""].concat(known, look.foot).join(" · ");
  }

  function addDays(figure, svg) {
    var dates = figure.querySelector(".dates");
    var said = figure.querySelector(".map-said");
    var steps = figure.querySelector(".map-steps");
    if (!dates || !said || !steps) return;
    var range = dates.querySelector("input");
    var output = dates.querySelector("output");
    var ticks = dates.querySelectorAll("li");
    var last = Number(range.max);
    var words = wordsOf(steps);
    var cards = Array.prototype.map.call(svg.querySelectorAll(".card[data-days]"), function (card) { return remember(card, last); });
    var ties = svg.querySelectorAll(".tie");

    function go() {
      var day = Number(range.value);
      var step = steps.children[day];
      cards.forEach(function (one) { show(one, day, words); });
      // A line to somebody who is not there yet is not there either.
      ties.forEach(function (tie) {
        var isOff = tie.dataset.ends.split(" ").some(function (end) {
          var card = svg.querySelector(".card[data-card='" + end + "']");
          return card && card.classList.contains("absent");
        });
        tie.classList.toggle("off", isOff);
      });
      ticks.forEach(function (tick, place) { tick.classList.toggle("on", place === day); });
      output.textContent = step.dataset.day;
      range.setAttribute("aria-valuetext", step.dataset.day);
      said.replaceChildren(step.querySelector("ul").cloneNode(true));
    }

    range.value = range.max;
    range.addEventListener("input", go);
    dates.hidden = false;
    said.hidden = false;
    go();
  }

  /** The card under the pointer or the focus shows its lines and whom they lead to. */
  function addLight(svg) {
    function light(card) {
      svg.classList.toggle("lit", Boolean(card));
      svg.querySelectorAll(".on").forEach(function (one) { one.classList.remove("on"); });
      if (!card) return;
      card.classList.add("on");
      svg.querySelectorAll(".tie").forEach(function (tie) {
        var ends = tie.dataset.ends.split(" ");
        if (ends.indexOf(card.dataset.card) < 0) return;
        tie.classList.add("on");
        ends.forEach(function (end) { svg.querySelector(".card[data-card='" + end + "']").classList.add("on"); });
      });
    }
    function cardOf(event) { return event.target.closest ? event.target.closest(".card[data-card]") : null; }
    svg.addEventListener("pointerover", function (event) { if (event.pointerType !== "touch") light(cardOf(event)); });
    svg.addEventListener("pointerleave", function () { light(null); });
    // Around the drawing: one that listens for the focus itself becomes a stop of the Tab key in Chromium.
    svg.parentNode.addEventListener("focusin", function (event) { light(cardOf(event)); });
    svg.parentNode.addEventListener("focusout", function () { light(null); });
  }

  /** A field that marks the cards whose name or post holds what is typed; Enter goes to the first. */
  function addFinding(frame, svg) {
    var label = document.createElement("label");
    var words = document.createElement("span");
    var field = document.createElement("input");
    label.className = "map-find";
    words.textContent = frame.dataset.find;
    field.type = "search";
    label.append(words, field);
    frame.parentNode.insertBefore(label, frame);
    function hits() { return svg.querySelectorAll(".card.hit"); }
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      svg.classList.toggle("sought", Boolean(wanted));
      svg.querySelectorAll(".card").forEach(function (card) {
        card.classList.toggle("hit", Boolean(wanted) && card.textContent.toLowerCase().indexOf(wanted) >= 0);
      });
      if (hits().length) hits()[0].scrollIntoView({ block: "nearest", inline: "center" });
    });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && hits().length && hits()[0].focus) hits()[0].focus();
    });
  }

  function dress() {
    document.querySelectorAll("svg.map").forEach(function (svg) {
      if (svg.dataset.dressed) return;
      svg.dataset.dressed = "yes";
      var figure = svg.closest("figure");
      addDays(figure, svg);
      addLight(svg);
      if (svg.parentNode.dataset.find && !figure.querySelector(".map-find")) addFinding(svg.parentNode, svg);
    });
  }

  dress();
  // `kafolio serve` has made the page anew, in place.
  document.addEventListener("kafolio:patched", dress);
})();
