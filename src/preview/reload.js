// Keeps a page of the preview up to date: it listens for builds, fetches the page again and patches it in place, and shows what
// is wrong with the notes. The only HTML that it writes is the page itself, as the server sends it.
(() => {
  "use strict";

  const tag = document.currentScript;
  const { route } = tag.dataset;
  const follows = "follow" in tag.dataset;
  const NOTICE_MS = 8000;
  const NOTICE_AGAIN_MS = 2000;
  const FADING_MS = 500;
  const RECONNECT_MS = 2000;
  /** What is shown, in the language of the page. */
  const words = JSON.parse(tag.dataset.words);

  /** The latest build that this page is of. */
  let build = tag.dataset.build;
  /** The build of which this page came before the others. */
  let early = null;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function addressOf(page) {
    return `/${page.split("/").map(encodeURIComponent).join("/")}`;
  }

  /* ---- the corner and the strip, in a shadow tree next to the body ---- */

  const host = document.createElement("kafolio-serve");
  const strip = element("details", "strip");
  const summary = element("summary");
  const findings = element("ol");
  const corner = element("div", "corner");

  function addToPage() {
    const sheet = element("link");
    sheet.rel = "stylesheet";
    sheet.href = "/.kafolio/reload.css";
    corner.setAttribute("role", "status");
    strip.hidden = true;
    strip.append(summary, findings);
    host.attachShadow({ mode: "open" }).append(sheet, strip, corner);
    document.documentElement.append(host);
  }

  /* ---- notices ---- */

  /** Removes a notice after a while, but not while somebody points at it or is on its link. */
  function fade(note) {
    if (note.matches(":hover, :focus-within")) {
      setTimeout(() => fade(note), NOTICE_AGAIN_MS);
      return;
    }
    note.classList.add("fading");
    setTimeout(() => note.remove(), FADING_MS);
  }

  /** Shows a notice with a link to a page. */
  function notify(text, page, label) {
    const note = element("div", "note", text);
    const link = element("a", "", label);
    link.href = addressOf(page);
    note.append(link);
    for (const old of corner.querySelectorAll(".note:not(.away)")) old.remove();
    corner.append(note);
    setTimeout(() => fade(note), NOTICE_MS);
  }

  const awayNote = element("div", "note away", words.away);

  function setAway(isAway) {
    if (!isAway) awayNote.remove();
    else if (!awayNote.isConnected) corner.append(awayNote);
  }

  /* ---- what is wrong with the notes ---- */

  const FOLDED_KEY = "kafolio-folded";
  let wasBad = false;
  /** The number of the findings that are shown. */
  let shownFindings = null;

  /** Whether the reader folded the strip: "yes", "no", or null if they have not touched it. */
  function storedFold() {
    try {
      return sessionStorage.getItem(FOLDED_KEY);
    } catch {
      return null;
    }
  }

  /** Stores whether the strip is folded; null forgets it. */
  function storeFold(fold) {
    try {
      if (fold) sessionStorage.setItem(FOLDED_KEY, fold);
      else sessionStorage.removeItem(FOLDED_KEY);
    } catch {
      // Private windows may refuse storage.
    }
  }

  function itemOf({ severity, file, line, column, message, excerpt, hint }) {
    const place = line ? `${file}:${line}:${column}` : file;
    const item = element("li", severity);
    item.append(element("div", "place", place), element("div", "message", message));
    if (excerpt) {
      const [before, marked, after] = excerpt;
      const code = element("pre");
      code.append(before, element("mark", "", marked), after);
      item.append(code);
    }
    if (hint) item.append(element("div", "hint", hint));
    return item;
  }

  /** Errors open the strip when they come, warnings do not; a reader who folds it is respected. */
  function setFold(isBad) {
    if (isBad && !wasBad) strip.open = storedFold() !== "yes";
    if (!isBad) strip.open = storedFold() === "no";
    wasBad = isBad;
    if (!strip.hidden) return;
    strip.open = false;
    storeFold(null);
  }

  function showFindings({ trouble, errors, found, summary: heading, missing }) {
    const isBad = Boolean(trouble) || errors > 0;
    strip.hidden = !heading;
    strip.classList.toggle("bad", isBad);
    summary.textContent = heading;
    findings.replaceChildren(...found.map(itemOf));
    if (missing) findings.append(element("li", "hint", missing));
    setFold(isBad);
  }

  /** Fetches the findings of a number, unless they are shown already. */
  async function updateFindings(number) {
    if (number === shownFindings) return;
    try {
      const answer = await fetch("/.kafolio/told", { cache: "no-store" });
      if (!answer.ok) return;
      const report = await answer.json();
      shownFindings = number;
      showFindings(report);
    } catch {
      // The stream reports that the connection is lost.
    }
  }

  /* ---- tables stay as the reader sorted and filtered them ---- */

  function sortableTables() {
    return Array.from(document.querySelectorAll("table.sortable"));
  }

  function headingsOf(table) {
    return Array.from(table.tHead?.rows[0].cells ?? []);
  }

  function filterFieldOf(table) {
    const label = table.parentNode.previousElementSibling;
    return label?.matches("label.filter") ? label.querySelector("input") : null;
  }

  function stateOf(table) {
    const field = filterFieldOf(table);
    const headings = headingsOf(table);
    const column = headings.findIndex((heading) => heading.hasAttribute("aria-sort"));
    return {
      text: field?.value ?? "",
      isActive: field !== null && field === document.activeElement,
      column,
      order: headings[column]?.getAttribute("aria-sort"),
    };
  }

  /** Clicks the heading of a column until the table is sorted in an order. */
  function sortAgain(table, column, order) {
    const heading = headingsOf(table)[column];
    const button = heading?.querySelector("button");
    if (!button) return;
    for (let clicks = 0; clicks < 2 && heading.getAttribute("aria-sort") !== order; clicks += 1) button.click();
  }

  function restoreTable(table, state) {
    const field = filterFieldOf(table);
    sortAgain(table, state.column, state.order);
    if (!field) return;
    if (state.text) {
      field.value = state.text;
      field.dispatchEvent(new Event("input"));
    }
    if (state.isActive) field.focus({ preventScroll: true });
  }

  /* ---- the page ---- */

  /** The scripts or style sheets of a page, each once: one that is being swapped is there twice. */
  function pathsOf(page, selector, attribute) {
    const addresses = Array.from(page.querySelectorAll(selector), (one) => one.getAttribute(attribute) || "#");
    return [...new Set(addresses.map((address) => new URL(address, location.href).pathname))];
  }

  /** Whether two versions of a page have the same scripts and style sheets of their own. */
  function hasSameFiles(one, other) {
    // What scripts have loaded since, for a figure or a search, does not belong to the page.
    const files = [["script[defer]", "src"], ['link[rel="stylesheet"]:not([data-later])', "href"]];
    return files.every(([selector, attribute]) => {
      const [ours, theirs] = [one, other].map((page) => pathsOf(page, selector, attribute).join("\n"));
      return ours === theirs;
    });
  }

  function morphBody(body) {
    Idiomorph.morph(document.body, body, {
      ignoreActiveValue: true,
      callbacks: {
        // What the reader has opened or typed stays.
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS"),
        beforeNodeMorphed: (node) => !/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName || ""),
      },
    });
  }

  function patch(html) {
    const next = new DOMParser().parseFromString(html, "text/html");
    if (!hasSameFiles(document, next)) {
      location.reload();
      return;
    }
    const states = sortableTables().map(stateOf);
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    morphBody(next.body);
    // The page is as the server sends it: the scripts of the theme add to it again.
    document.dispatchEvent(new CustomEvent("kafolio:patched"));
    sortableTables().forEach((table, at) => {
      if (states[at]) restoreTable(table, states[at]);
    });
  }

  async function fetchAndPatch() {
    try {
      const answer = await fetch(addressOf(route), { cache: "no-store" });
      if (answer.status === 404) notify(`${words.gone} `, "index.html", words.home);
      if (answer.ok) patch(await answer.text());
    } catch {
      // The stream reports that the connection is lost.
    }
  }

  let isRefreshing = false;
  let isOutdated = false;

  /** Fetches the page and patches it in place, once more if it changes meanwhile. */
  async function refresh() {
    isOutdated = true;
    if (isRefreshing) return;
    isRefreshing = true;
    while (isOutdated) {
      isOutdated = false;
      await fetchAndPatch();
    }
    isRefreshing = false;
  }

  /** Replaces the style sheets that changed, all of them for null: the new one first, then the old one goes. */
  function swapSheets(changed) {
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const { pathname } = new URL(old.href);
      if (changed && !changed.includes(decodeURIComponent(pathname).slice(1))) continue;
      const fresh = old.cloneNode();
      fresh.href = `${pathname}?${encodeURIComponent(build)}`;
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => fresh.remove());
      old.after(fresh);
    }
  }

  /* ---- what the server sends ---- */

  function onHello(message) {
    setAway(false);
    host.dataset.listening = "";
    updateFindings(message.told);
    if (message.build === build) return;
    // Builds were missed: everything may have changed.
    build = message.build;
    swapSheets(null);
    refresh();
  }

  function onPage(message) {
    if (message.route !== route) return;
    early = message.build;
    refresh();
  }

  /** Whether a file of the theme is a script that this page runs; others are loaded when they are needed. */
  function isScriptOfPage(file) {
    return file.endsWith(".js") && pathsOf(document, "script", "src").some((path) => decodeURIComponent(path).slice(1) === file);
  }

  /** Goes to the note that was saved, or shows a link to it. */
  function showSaved({ route: saved, note }) {
    if (saved === route) return;
    if (follows) location.assign(addressOf(saved));
    else notify(words.saved, saved, note);
  }

  function onBuild(message) {
    build = message.build;
    updateFindings(message.told);
    if (message.assets.some(isScriptOfPage)) {
      location.reload();
      return;
    }
    if (message.assets.length) {
      swapSheets(message.assets);
      // What scripts have loaded of them is out of date.
      document.dispatchEvent(new CustomEvent("kafolio:assets", { detail: message.assets }));
    }
    const isChanged = !message.changed || message.changed.includes(route);
    if (isChanged && early !== build) refresh();
    if (message.saved) showSaved(message.saved);
  }

  let stream = null;
  let reconnecting = 0;

  function onError({ target }) {
    setAway(true);
    delete host.dataset.listening;
    if (target.readyState === EventSource.CLOSED) reconnecting = setTimeout(listen, RECONNECT_MS);
  }

  function stopListening() {
    clearTimeout(reconnecting);
    stream?.close();
    stream = null;
  }

  function listen() {
    stopListening();
    stream = new EventSource(tag.dataset.events);
    const on = (name, handle) => stream.addEventListener(name, ({ data }) => handle(JSON.parse(data)));
    on("hello", onHello);
    on("page", onPage);
    on("build", onBuild);
    on("told", (message) => updateFindings(message.told));
    on("missed", listen);
    stream.addEventListener("error", onError);
  }

  function isVisible() {
    return document.visibilityState === "visible";
  }

  addToPage();
  summary.addEventListener("click", () => storeFold(strip.open ? "yes" : "no"));
  // Browsers allow few connections to one server: a page that nobody sees gives its own back, and catches up later.
  document.addEventListener("visibilitychange", () => (isVisible() ? listen() : stopListening()));
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) listen();
  });
  if (isVisible()) listen();
})();
