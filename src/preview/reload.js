// The page, kept up to date while notes are edited: it hears of builds, fetches itself and patches itself in place.
// Nothing of a note is ever written as HTML here but the page itself, which is what the server serves.
(function () {
  "use strict";

  var tag = document.currentScript;
  var route = tag.dataset.route;
  var follow = "follow" in tag.dataset;
  var isChinese = /^zh/.test(document.documentElement.lang);
  var words = isChinese
    ? { saved: "已更新：", away: "与 kafolio 的连接断了，正在重连…", gone: "这一页没有了。", home: "回首页",
        errors: " 处错误", warnings: " 处提醒", and: "，", more: "其余没有列出",
        withheld: "这里只有数目；哪几处、怎么改，写笔记的人用 kafolio check 看。" }
    : { saved: "Updated: ", away: "Connection lost; reconnecting…", gone: "This page no longer exists.", home: "Home",
        errors: " error(s)", warnings: " warning(s)", and: ", ", more: "more not listed",
        withheld: "Only counts are shown here; run kafolio check for details." };

  /** The last build that this page is known to be of, and the last words that it shows. */
  var build = tag.dataset.build;
  var told = null;
  /** The build of which this page came ahead of the others. */
  var ahead = null;

  // ── the notice and the strip, in a tree of their own beside the body

  var host = document.createElement("kafolio-serve");
  var root = host.attachShadow({ mode: "open" });
  var sheet = element("link", "");
  sheet.rel = "stylesheet";
  sheet.href = "/.kafolio/reload.css";
  var strip = element("details", "strip");
  var head = element("summary", "");
  var list = element("ol", "");
  var corner = element("div", "corner");
  corner.setAttribute("role", "status");
  strip.hidden = true;
  strip.append(head, list);
  root.append(sheet, strip, corner);
  document.documentElement.append(host);

  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }

  function addressOf(route) {
    return "/" + route.split("/").map(encodeURIComponent).join("/");
  }

  /** A quiet notice; it fades unless someone points at it or is on its link. */
  function notice(text, link, label) {
    var note = element("div", "note", text);
    if (link) {
      var anchor = element("a", "", label);
      anchor.href = addressOf(link);
      note.append(anchor);
    }
    corner.querySelectorAll(".note:not(.away)").forEach(function (old) { old.remove(); });
    corner.append(note);
    setTimeout(function fade() {
      if (note.matches(":hover, :focus-within")) { setTimeout(fade, 2000); return; }
      note.classList.add("fading");
      setTimeout(function () { note.remove(); }, 500);
    }, 8000);
  }

  var away = null;
  function setAway(isAway) {
    if (isAway && !away) {
      away = element("div", "note away", words.away);
      corner.append(away);
    } else if (!isAway && away) {
      away.remove();
      away = null;
    }
  }

  // ── what is wrong with the notes

  var FOLDED = "kafolio-folded";
  var wasBad = false;

  function remember(isFolded) {
    try { sessionStorage.setItem(FOLDED, isFolded ? "yes" : "no"); } catch (refused) { /* private windows */ }
  }
  function isFolded() {
    try { return sessionStorage.getItem(FOLDED); } catch (refused) { return null; }
  }
  head.addEventListener("click", function () { remember(strip.open); });

  function showWords(what) {
    var isBad = Boolean(what.trouble) || what.errors > 0;
    var counts = [];
    if (what.errors) counts.push(what.errors + words.errors);
    if (what.warnings) counts.push(what.warnings + words.warnings);
    strip.hidden = !what.trouble && !counts.length;
    strip.classList.toggle("bad", isBad);
    head.textContent = what.trouble || counts.join(words.and);
    list.replaceChildren.apply(list, what.found.map(finding));
    if (what.withheld && counts.length) list.append(element("li", "hint", words.withheld));
    else if (what.errors + what.warnings > what.found.length) list.append(element("li", "hint", "… " + words.more));
    // Errors open the strip when they come; warnings alone leave it folded. Who folds it is minded.
    if (isBad && !wasBad) strip.open = isFolded() !== "yes";
    if (!isBad) strip.open = isFolded() === "no";
    wasBad = isBad;
    if (strip.hidden) { strip.open = false; try { sessionStorage.removeItem(FOLDED); } catch (refused) { /* as above */ } }
  }

  function finding(one) {
    var item = element("li", one.severity);
    var place = one.file + (one.line ? ":" + one.line + ":" + one.column : "");
    item.append(element("div", "place", place), element("div", "message", one.message));
    if (one.excerpt) {
      var line = element("pre", "");
      line.append(one.excerpt[0], element("mark", "", one.excerpt[1]), one.excerpt[2]);
      item.append(line);
    }
    if (one.hint) item.append(element("div", "hint", one.hint));
    return item;
  }

  function hearWords(number) {
    if (number === told) return;
    fetch("/.kafolio/told", { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (what) {
        if (!what) return;
        told = number;
        showWords(what);
      })
      .catch(function () { /* The stream will tell that the connection is lost. */ });
  }

  // ── the page itself

  var busy = false;
  var again = false;

  /** Fetches the page and patches it in place; one after the other. */
  function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    fetch(addressOf(route), { cache: "no-store" })
      .then(function (answer) {
        if (answer.status === 404) notice(words.gone + " ", "index.html", words.home);
        return answer.ok ? answer.text() : null;
      })
      .then(function (html) { if (html !== null) patch(html); })
      .catch(function () { /* As above. */ })
      .then(function () {
        busy = false;
        if (again) { again = false; refresh(); }
      });
  }

  /** What scripts or style sheets a page has, each once: one that is being swapped stands there twice. */
  function names(of, selector, attribute) {
    var all = Array.prototype.map.call(of.querySelectorAll(selector), function (one) {
      return new URL(one.getAttribute(attribute) || "#", location.href).pathname;
    });
    return all.filter(function (one, at) { return all.indexOf(one) === at; }).join("\n");
  }

  function patch(html) {
    var next = new DOMParser().parseFromString(html, "text/html");
    // Those that scripts have fetched since, for a figure or a search, are not the page's own.
    var sheets = 'link[rel="stylesheet"]:not([data-later])';
    var scripts = "script[defer]";
    if (names(document, scripts, "src") !== names(next, scripts, "src")
        || names(document, sheets, "href") !== names(next, sheets, "href")) {
      location.reload();
      return;
    }
    var tables = keepTables();
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    Idiomorph.morph(document.body, next.body, {
      ignoreActiveValue: true,
      callbacks: {
        // What the reader opened, and what is typed, stays.
        beforeAttributeUpdated: function (name, node) { return !(name === "open" && node.tagName === "DETAILS"); },
        beforeNodeMorphed: function (node) { return !/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName || ""); }
      }
    });
    // The page is as it was served: the theme's script adds anew what it adds.
    document.dispatchEvent(new CustomEvent("kafolio:patched"));
    tables();
  }

  /** How the reader sorted and filtered the tables; gives back what puts that right again. */
  function keepTables() {
    function all() { return Array.prototype.slice.call(document.querySelectorAll("table.sortable")); }
    function fieldOf(table) {
      var label = table.parentNode.previousElementSibling;
      return label && label.matches("label.filter") ? label.querySelector("input") : null;
    }
    var kept = all().map(function (table) {
      var field = fieldOf(table);
      var heads = Array.prototype.slice.call(table.tHead ? table.tHead.rows[0].cells : []);
      var column = heads.findIndex(function (one) { return one.hasAttribute("aria-sort"); });
      return {
        text: field ? field.value : "",
        isActive: field !== null && field === document.activeElement,
        column: column,
        order: column < 0 ? null : heads[column].getAttribute("aria-sort")
      };
    });
    return function () {
      all().forEach(function (table, at) {
        var one = kept[at];
        if (!one) return;
        var head = one.column < 0 ? null : table.tHead.rows[0].cells[one.column];
        var button = head && head.querySelector("button");
        for (var clicks = 0; button && clicks < 2 && head.getAttribute("aria-sort") !== one.order; clicks += 1) button.click();
        var field = fieldOf(table);
        if (!field) return;
        if (one.text) {
          field.value = one.text;
          field.dispatchEvent(new Event("input"));
        }
        if (one.isActive) field.focus({ preventScroll: true });
      });
    };
  }

  /** Style sheets that changed, all where nothing is known: the new one first, then the old one goes. */
  function swapSheets(changed) {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (old) {
      var path = decodeURIComponent(new URL(old.href).pathname).slice(1);
      if (changed && changed.indexOf(path) < 0) return;
      var fresh = old.cloneNode();
      fresh.href = new URL(old.href).pathname + "?" + encodeURIComponent(build);
      fresh.addEventListener("load", function () { old.remove(); });
      fresh.addEventListener("error", function () { fresh.remove(); });
      old.after(fresh);
    });
  }

  // ── what the server says

  function hello(said) {
    setAway(false);
    host.dataset.listening = "";
    hearWords(said.told);
    if (said.build === build) return;
    // Something was missed: everything may have changed.
    build = said.build;
    swapSheets(null);
    refresh();
  }

  function page(said) {
    if (said.route !== route) return;
    ahead = said.build;
    refresh();
  }

  /** Whether a file of the theme is a script that this page runs; others are loaded when they are wanted. */
  function isOfPage(file) {
    return /\.js$/.test(file) && names(document, "script", "src").split("\n").some(function (path) {
      return decodeURIComponent(path).slice(1) === file;
    });
  }

  function built(said) {
    build = said.build;
    hearWords(said.told);
    if (said.assets.some(isOfPage)) { location.reload(); return; }
    if (said.assets.length) {
      swapSheets(said.assets);
      // What a script loaded of them is out of date.
      document.dispatchEvent(new CustomEvent("kafolio:assets", { detail: said.assets }));
    }
    var isHere = !said.changed || said.changed.indexOf(route) >= 0;
    if (isHere && ahead !== build) refresh();
    if (said.saved && said.saved.route !== route) {
      if (follow) location.assign(addressOf(said.saved.route));
      else notice(words.saved, said.saved.route, said.saved.note);
    }
  }

  var stream = null;
  var retry = null;

  function listen() {
    clearTimeout(retry);
    if (stream) stream.close();
    stream = new EventSource(tag.dataset.events);
    function on(name, hear) {
      stream.addEventListener(name, function (event) { hear(JSON.parse(event.data)); });
    }
    on("hello", hello);
    on("page", page);
    on("build", built);
    on("told", function (said) { hearWords(said.told); });
    on("missed", listen);
    stream.addEventListener("error", function () {
      setAway(true);
      delete host.dataset.listening;
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(listen, 2000);
    });
  }

  // Browsers keep few connections to one server: a page that nobody sees gives its own back, and catches up later.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") listen();
    else if (stream) { clearTimeout(retry); stream.close(); stream = null; }
  });
  window.addEventListener("pagehide", function () { if (stream) stream.close(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) listen(); });
  if (document.visibilityState === "visible") listen();
})();
