// The map of people: a slider over the days on which it changed, the lines of a card, a field that finds a name. Pages are
// whole without it: the latest map is there and every change is told in a table. It writes no HTML.
(function () {
  "use strict";

  /** How a card looks now, and how it looked on every earlier day. */
  function remember(card, days, last) {
    var foot = card.querySelector(".foot");
    var title = card.querySelector("title");
    var now = { classes: card.getAttribute("class"), foot: foot ? foot.textContent : "", title: title ? title.textContent : "" };
    var looks = [];
    for (var day = 0; day < last; day += 1) {
      var told = days && days[day];
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

  function linkTo(href, words) {
    var link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    return link;
  }

  /** What changed on a day: of each person the name, the changes, and the notes that say so. */
  function listOf(said) {
    var list = document.createElement("ul");
    said.forEach(function (one) {
      var line = document.createElement("li");
      var words = document.createElement("span");
      words.textContent = one[2];
      line.append(linkTo(one[1], one[0]), " ", words);
      one[3].forEach(function (source) { line.append(" ", linkTo(source[0], source[1])); });
      list.append(line);
    });
    return list;
  }

  function addDays(figure, svg, told) {
    var dates = figure.querySelector(".dates");
    var said = figure.querySelector(".map-said");
    var range = dates.querySelector("input");
    var output = dates.querySelector("output");
    var ticks = dates.querySelectorAll("li");
    var last = Number(range.max);
    var cards = told.cards.map(function (days, place) { return remember(svg.querySelector(".card[data-card='" + place + "']"), days, last); });
    var ties = svg.querySelectorAll(".tie");

    function go() {
      var day = Number(range.value);
      var step = told.days[day];
      cards.forEach(function (one) { show(one, day, told.words); });
      // A line to somebody who is not there yet is not there either.
      ties.forEach(function (tie) {
        var isOff = tie.dataset.ends.split(" ").some(function (end) {
          var card = svg.querySelector(".card[data-card='" + end + "']");
          return card && card.classList.contains("absent");
        });
        tie.classList.toggle("off", isOff);
      });
      ticks.forEach(function (tick, place) { tick.classList.toggle("on", place === day); });
      output.textContent = step[0];
      range.setAttribute("aria-valuetext", step[0]);
      said.replaceChildren(listOf(step[1]));
    }

    range.value = range.max;
    range.addEventListener("input", go);
    dates.hidden = false;
    said.hidden = false;
    go();
  }

  /** The days lie in a script of their own; the page is whole without it. */
  function askForDays(figure, svg) {
    var dates = figure.querySelector(".dates");
    if (!dates) return;
    kafolio.read(dates.dataset.days).then(function () { addDays(figure, svg, window.kafolioMap); }, function () { /* The latest map stays. */ });
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
      askForDays(figure, svg);
      addLight(svg);
      if (svg.parentNode.dataset.find && !figure.querySelector(".map-find")) addFinding(svg.parentNode, svg);
    });
  }

  dress();
  // The preview has made the page anew, in place.
  document.addEventListener("kafolio:patched", dress);
})();
