// The index of the search in the browser: takes what its scripts register, and folds text for comparison by the tables of the
// program. The format of these scripts is private to the program and this file.
(() => {
  "use strict";

  const search = window.kafolioSearch;
  /** How many bytes of names are loaded before anything is typed; the rest comes with the first letter. */
  const BEFORE_TYPING_BYTES = 340000;
  const UNITS = 0x10000;

  /* ---- folding: how text is compared ---- */

  /** What each UTF-16 unit is folded to, or one of the signs below. */
  const folds = Uint32Array.from({ length: UNITS }, (_, unit) => unit);
  /** The unit is folded to several units, or none. */
  const SEVERAL = UNITS;
  /** The unit is folded to the lower half of this, or dropped between some characters. */
  const GAP = 2 * UNITS;
  const LOWER_HALF = UNITS - 1;
  const SPACE = 0x20;
  const several = new Map();
  /** The class of each folded unit, for the rules of gaps. */
  const classes = new Uint8Array(UNITS);
  /** Of each gap the pairs of classes between which it is dropped. */
  const dropped = new Map();
  let thousands = null;
  let classOfDigits = 0;
  /** Reads units as these machines store them, the low byte first. */
  const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

  function pairOf(before, after) {
    return before * UNITS + after;
  }

  function setClasses(ranges) {
    for (const [first, last, number] of ranges) classes.fill(number, first, last + 1);
  }

  /** Marks the units that are dropped between some characters. */
  function setGaps(rules) {
    for (const [gap, pairs] of rules.gaps) {
      dropped.set(gap.charCodeAt(0), new Set(pairs.map(([before, after]) => pairOf(before, after))));
    }
    thousands = rules.thousands;
    thousands.unit = thousands.separator.charCodeAt(0);
    classOfDigits = classes["0".charCodeAt(0)];
    for (let unit = 0; unit < UNITS; unit += 1) {
      if (unit === thousands.unit || dropped.has(folds[unit])) folds[unit] += GAP;
    }
  }

  /** Registers the tables of the program, `fold.rs`: units that are folded to one other and what to, those that are folded
      to several, each before what it is folded to, and the rules of gaps. */
  search.fold = (from, to, others, rules) => {
    for (let at = 0; at < from.length; at += 1) folds[from.charCodeAt(at)] = to.charCodeAt(at);
    for (const other of others) {
      folds[other.charCodeAt(0)] = SEVERAL;
      several.set(other.charCodeAt(0), other.slice(1));
    }
    setClasses(rules.classes);
    setGaps(rules);
  };

  /** The first folded unit of a text from a place on; 0 where there is none. */
  function firstFolded(text, from) {
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (folds[unit] !== SEVERAL) return folds[unit] & LOWER_HALF;
      if (several.get(unit)) return several.get(unit).charCodeAt(0);
    }
    return 0;
  }

  /** How many digits stand in a row from a place on, in a direction; counts no further than `most`. */
  function countDigits(text, from, step, most) {
    let count = 0;
    while (count < most && classes[text.charCodeAt(from + step * count)] === classOfDigits) count += 1;
    return count;
  }

  function separatesThousands(text, at) {
    const { mostBefore, after } = thousands;
    const before = countDigits(text, at - 1, -1, mostBefore + 1);
    return before > 0 && before <= mostBefore && countDigits(text, at + 1, 1, after + 1) === after;
  }

  /** Whether a gap at a place is dropped; `last` is the folded unit before it. */
  function isDropped(gap, last, text, at) {
    if (gap === thousands.unit) return separatesThousands(text, at);
    return dropped.get(gap).has(pairOf(classes[last], classes[firstFolded(text, at + 1)]));
  }

  /** A text while it is being folded. */
  class FoldedText {
    /** `places`, where given, is filled with the place that each folded unit comes from. */
    constructor(length, places) {
      this.units = new Uint16Array(length);
      this.length = 0;
      this.places = places;
    }

    get last() {
      return this.length ? this.units[this.length - 1] : 0;
    }

    add(unit, place) {
      if (this.length === this.units.length) this.grow();
      this.units[this.length] = unit;
      this.length += 1;
      if (this.places) this.places.push(place);
    }

    grow() {
      const longer = new Uint16Array(2 * this.length + 64);
      longer.set(this.units);
      this.units = longer;
    }

    toString() {
      return decoder.decode(this.units.subarray(0, this.length));
    }
  }

  /** A text folded. Spaces stay in a query, because they separate its terms. */
  search.folded = (text, places, isQuery) => {
    const folded = new FoldedText(text.length, places);
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const fold = folds[unit];
      if (fold < SEVERAL) {
        folded.add(fold, at);
      } else if (fold === SEVERAL) {
        for (const part of several.get(unit).split("")) folded.add(part.charCodeAt(0), at);
      } else {
        const gap = fold & LOWER_HALF;
        const isKept = isQuery && gap === SPACE;
        if (isKept || !isDropped(gap, folded.last, text, at)) folded.add(gap, at);
      }
    }
    return folded.toString();
  };

  /* ---- pinyin: how characters are read ---- */

  const readings = new Map();
  /** The first letters of the readings of each character, a bit for each letter. */
  search.initials = new Uint32Array(UNITS);

  /** Registers how characters are read: a line for each syllable, the syllable before its characters. */
  search.pinyin = (lines) => {
    for (const line of lines.split("\n")) {
      const [syllable] = /^[a-z]+/.exec(line);
      const bit = 1 << (syllable.charCodeAt(0) - "a".charCodeAt(0));
      for (let at = syllable.length; at < line.length; at += 1) {
        const unit = line.charCodeAt(at);
        search.initials[unit] |= bit;
        if (!readings.has(unit)) readings.set(unit, []);
        readings.get(unit).push(syllable);
      }
    }
  };

  search.readings = (unit) => readings.get(unit);

  /* ---- entries: what is found ---- */

  /** Between the columns of an entry's folded names. */
  search.GAP = "\u0001";
  search.groups = [];

  function groupOf(number) {
    if (!search.groups[number]) search.groups[number] = { number, entries: [], words: null };
    return search.groups[number];
  }

  /** Registers the table of contents: labels, words, kinds, and the sizes of the groups. */
  search.contents = (contents) => {
    search.about = contents;
    search.about.foldedLabels = contents.labels.map((label) => search.folded(label));
  };

  function listOf(column) {
    return column ? column.split("|") : [];
  }

  /** The address of an entry's page, from the top of the site; a line writes only what cannot be derived. */
  function pageOf(entry, written) {
    if (entry.kind === "A") return `${written}.html`;
    if (written.startsWith("/")) return `${written.slice(1)}.html`;
    const folder = entry.account ? `accounts/${entry.account.slug}/` : "";
    return `${folder}${search.about.folders[entry.kind] || ""}${written || entry.name}.html`;
  }

  /** The entry of a line; `account` is the entry of the account that it belongs to. */
  function entryOf(line, foldedLine, account) {
    const [kind, page, name, aliases, title, owners] = line.split("\t");
    const [, , foldedName = "", foldedAliases = "", foldedTitle = ""] = foldedLine.split("\t");
    const entry = {
      kind,
      name,
      account,
      title: title || "",
      aliases: listOf(aliases),
      date: kind === "V" || kind === "X" ? name.slice(0, 10) : "",
      folded: [foldedName, foldedAliases, foldedTitle].join(search.GAP),
      nameEnd: foldedName.length,
      aliasEnd: foldedName.length + 1 + foldedAliases.length,
    };
    // What names nobody of ours belongs to those of its account.
    entry.owners = owners || !account ? listOf(owners) : account.owners;
    if (kind === "A") entry.slug = entry.aliases[0];
    entry.page = pageOf(entry, page);
    return entry;
  }

  /** Registers the names of a group. */
  search.names = (number, text) => {
    const group = groupOf(number);
    const foldedLines = search.folded(text).split("\n");
    let account = null;
    group.entries = text.split("\n").slice(0, -1).map((line, place) => {
      const isAccount = line.startsWith("A\t");
      const entry = entryOf(line, foldedLines[place], isAccount ? null : account);
      if (isAccount) account = entry;
      return Object.assign(entry, { group, place });
    });
  };

  /** Where each line begins, and where one more would. */
  function lineStarts(text) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }

  /** Registers the words of a group. */
  search.words = (number, text) => {
    const folded = search.folded(text);
    groupOf(number).words = { text, starts: lineStarts(text), folded, foldedStarts: lineStarts(folded) };
  };

  /* ---- loading ---- */

  let opening = null;
  let completing = null;

  function reportFailure() {
    document.dispatchEvent(new CustomEvent("kafolio:search-failed"));
  }

  function loadNames(number) {
    return search.load(`search/names-${number}.js`);
  }

  async function loadFirstNames() {
    await Promise.all([search.load("search/fold.js"), search.load("search-ways.js")]);
    await search.load("search/contents.js");
    let bytes = 0;
    const first = [];
    search.about.names.forEach((size, number) => {
      bytes += size;
      if (bytes <= BEFORE_TYPING_BYTES) first.push(loadNames(number));
    });
    await Promise.all(first);
  }

  async function loadAllNames() {
    await search.open();
    // One more group holds what belongs to no account.
    const numbers = [...search.about.names.keys(), search.about.names.length];
    await Promise.all(numbers.map(loadNames));
    search.isComplete = true;
  }

  /** Loads what can be had before anything is typed. */
  search.open = () => {
    if (!opening) {
      opening = loadFirstNames();
      opening.catch(reportFailure);
    }
    return opening;
  };

  /** Loads all names. */
  search.complete = () => {
    if (!completing) {
      completing = loadAllNames();
      completing.catch(reportFailure);
    }
    return completing;
  };

  /** Loads the words of a group, and the script that shows excerpts of them. */
  search.loadWords = (number) =>
    Promise.all([search.load(`search/words-${number}.js`), search.load("search-excerpts.js")]);
})();
