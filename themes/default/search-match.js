// Decides what fits a query and how well: names before titles, titles before fields, fields before text. It also finds where
// in a text the terms are, for marking them.
(() => {
  "use strict";

  const search = window.kafolioSearch;
  /** The scores of what a term may be found in. */
  const SCORE = {
    exactName: 100, startOfName: 80, name: 60, startOfSpelling: 55, startOfAlias: 50, spelling: 45, alias: 40,
    title: 30, field: 20, text: 10, label: 6, account: 5,
  };
  /** The order of kinds among entries that fit equally well. */
  const ORDER = "ACOPRTVXN";
  /** Units that are written behind a number, with a space or without. */
  const UNIT = /^(?:[百千]?[万亿]?[元块]?|[百千]?[万亿]|[%‰折台套件条批次吨年月日号天周]|公斤|美元|欧元|小时|分钟|个月|人民币)$/;
  const SPACED_DATE = /(\d{4} *年 *)?\d{1,2} *月(?: *\d{1,2} *[日号])?/g;
  const WORDS = /"[^"]+"|[^\s,;、"]+/g;
  const POINT = 0x2e;
  const JOINER = 0x200d;
  /** What belongs to the character before it: the second half of one, accents, the choice of a picture, a joiner. */
  const CONTINUES = /[\udc00-\udfff\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f\u200d]/;
  const HIGH_HALF_OF_SKIN = 0xd83c;
  const LOW_HALF_OF_SKIN = /[\udffb-\udfff]/;

  search.order = ORDER;

  function isLetter(unit) {
    return (unit >= 97 && unit <= 122) || (unit >= 0x370 && unit < 0x530);
  }

  function isDigit(unit) {
    return unit >= 48 && unit <= 57;
  }

  /* ---- the terms of a query ---- */

  /** One way to write a term: a text, or a pattern that begins with a digit. */
  class Way {
    /** Behind one that `isWhole` no digit may follow; an `isAmount` is no part of the decimals of a number. */
    constructor(text, isWhole, isAmount) {
      this.pattern = typeof text === "string" ? null : text;
      this.text = text;
      this.isWhole = isWhole;
      this.isAmount = isAmount;
      this.first = this.pattern ? "0".charCodeAt(0) : text.charCodeAt(0);
      this.isWord = isLetter(this.first) || isDigit(this.first);
      /** The length of what was found last. */
      this.length = text.length;
    }

    /** Where it is next in a text, -1 for nowhere; a word of letters or digits only where one begins. */
    find(text, from) {
      let at = this.next(text, from);
      while (at >= 0 && this.isInside(text, at)) at = this.next(text, at + 1);
      return at;
    }

    next(text, from) {
      if (!this.pattern) return text.indexOf(this.text, from);
      this.pattern.lastIndex = from;
      const match = this.pattern.exec(text);
      this.length = match ? match[0].length : 0;
      return match ? match.index : -1;
    }

    /** Whether what was found is a part of a longer word or number. */
    isInside(text, at) {
      const before = at && this.isWord ? text.charCodeAt(at - 1) : 0;
      if ((isLetter(before) && isLetter(this.first)) || (isDigit(before) && isDigit(this.first))) return true;
      const isDecimal = before === POINT && isDigit(text.charCodeAt(at - 2));
      if (this.isAmount && isDigit(this.first) && isDecimal) return true;
      const last = at + this.length - 1;
      return this.isWhole && isDigit(text.charCodeAt(last)) && isDigit(text.charCodeAt(last + 1));
    }
  }

  /** The words of a query: what spaces and commas separate, or quotation marks enclose. A unit belongs to its number. */
  function wordsOf(query) {
    const folded = search.folded(query, null, true).replace(/[“”„]/g, '"');
    const joined = folded.replace(SPACED_DATE, (date) => date.replace(/ /g, ""));
    const words = [];
    for (const word of joined.match(WORDS) || []) {
      const last = words.length - 1;
      if (UNIT.test(word) && /^[^"]*\d$/.test(words[last] || "")) words[last] += word;
      else words.push(word);
    }
    return words;
  }

  function textOf(word, isPhrase) {
    return isPhrase ? search.folded(word.replace(/"/g, "").trim()) : word.replace(/^·+|[·']+$/g, "");
  }

  /** The marks of the fields whose label a term means. */
  function marksOf(text, way) {
    if (text.length < 2) return [];
    const marks = search.about.foldedLabels.map((label, number) => {
      const isMeant = number > 0 && way.find(label, 0) >= 0;
      return isMeant ? String.fromCharCode(search.about.firstMark + number) : "";
    });
    return marks.filter(Boolean);
  }

  function termOf(text, isPhrase) {
    const own = new Way(text, false, UNIT.test(text.slice(-1)));
    const others = isPhrase ? [] : search.otherWays(text).map((other) => new Way(other, true, true));
    return {
      text,
      /** What may be the pinyin of a name. */
      letters: /^[a-z']+$/.test(text) ? text.replace(/'/g, "") : "",
      ways: [own, ...others],
      marks: marksOf(text, own),
    };
  }

  /** The terms of a query, each with the ways in which it may be written. */
  search.terms = (query) => {
    const terms = new Map();
    for (const word of wordsOf(query)) {
      const isPhrase = word.startsWith('"');
      const text = textOf(word, isPhrase);
      if (text && !terms.has(text)) terms.set(text, termOf(text, isPhrase));
    }
    return [...terms.values()];
  };

  /** Where a term is first in a text, in whatever way; -1 for nowhere. */
  function firstPlace(text, term) {
    let first = -1;
    for (const way of term.ways) {
      const at = way.find(text, 0);
      if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    return first;
  }

  /* ---- pinyin ---- */

  function initialOf(letters, at) {
    return 1 << (letters.charCodeAt(at) - "a".charCodeAt(0));
  }

  /** How many letters a reading and the letters from a place on have in common at their beginning. */
  function commonLength(reading, letters, from) {
    let length = 0;
    while (length < reading.length && reading[length] === letters[from + length]) length += 1;
    return length;
  }

  /** Where the characters end that are spelled by the letters from a place on; -1 where they are not. */
  function spellingEnd(letters, from, text, at) {
    if (from === letters.length) return at;
    if (at >= text.length) return -1;
    const unit = text.charCodeAt(at);
    const readings = search.readings(unit);
    if (!readings) return unit === letters.charCodeAt(from) ? spellingEnd(letters, from + 1, text, at + 1) : -1;
    if (!(search.initials[unit] & initialOf(letters, from))) return -1;
    for (const reading of readings) {
      for (let length = commonLength(reading, letters, from); length > 0; length -= 1) {
        const end = spellingEnd(letters, from + length, text, at + 1);
        if (end >= 0) return end;
      }
    }
    return -1;
  }

  /** The part of a text that letters spell, from and to, before a limit; null for none. */
  function spelledPart(letters, text, limit) {
    const initial = initialOf(letters, 0);
    for (let at = 0; at < limit; at += 1) {
      if (!(search.initials[text.charCodeAt(at)] & initial)) continue;
      const end = spellingEnd(letters, 0, text, at);
      if (end >= 0) return [at, end];
    }
    return null;
  }

  /* ---- scores ---- */

  function scoreOfPlace(entry, term, at) {
    if (at === 0) return term.text.length === entry.nameEnd ? SCORE.exactName : SCORE.startOfName;
    if (at < entry.nameEnd) return SCORE.name;
    if (at >= entry.aliasEnd) return SCORE.title;
    return at === entry.nameEnd + 1 ? SCORE.startOfAlias : SCORE.alias;
  }

  function scoreOfSpelling(entry, term) {
    // The names of visits and exchanges are dates.
    if (!term.letters || entry.kind === "V" || entry.kind === "X") return 0;
    const part = spelledPart(term.letters, entry.folded, entry.aliasEnd);
    if (!part) return 0;
    return part[0] === 0 ? SCORE.startOfSpelling : SCORE.spelling;
  }

  /** How well a term fits the name, the other names or the title of an entry; 0 for not at all. */
  function nameScore(entry, term) {
    const at = firstPlace(entry.folded, term);
    const isInAlias = at > 0 && at >= entry.nameEnd && at < entry.aliasEnd;
    // A name that is spelled counts before another name that is written.
    if (at < 0 || isInAlias) {
      const spelling = scoreOfSpelling(entry, term);
      if (spelling) return spelling;
    }
    return at < 0 ? 0 : scoreOfPlace(entry, term, at);
  }

  /** Calls `visit` with the number and the place of each line that `findFrom` finds something in. */
  function visitLines(starts, findFrom, visit) {
    let line = 0;
    for (let at = findFrom(0); at >= 0; at = findFrom(starts[line + 1])) {
      while (starts[line + 1] <= at) line += 1;
      visit(line, at);
    }
  }

  /** Raises the scores of the lines that a term is in, or that have a field whose label it means. */
  function scoreWords({ folded, foldedStarts }, term, scores) {
    const ownWords = String.fromCharCode(search.about.firstMark);
    const raise = (line, score) => {
      scores[line] = Math.max(scores[line], score);
    };
    // Way after way: one that is nowhere is looked for once.
    for (const way of term.ways) {
      visitLines(foldedStarts, (from) => way.find(folded, from), (line, at) => {
        const start = folded.indexOf(ownWords, foldedStarts[line]);
        raise(line, start >= 0 && start < at ? SCORE.text : SCORE.field);
      });
    }
    for (const mark of term.marks) {
      visitLines(foldedStarts, (from) => folded.indexOf(mark, from), (line) => raise(line, SCORE.label));
    }
  }

  /** The score of each entry of a group for a term. Words count once they are loaded. */
  function scoresOf({ entries, words }, term) {
    const scores = new Uint8Array(entries.length + 1);
    let ofAccount = 0;
    if (words) scoreWords(words, term, scores);
    entries.forEach((entry, place) => {
      const score = nameScore(entry, term);
      if (entry.kind === "A") ofAccount = score > SCORE.title ? SCORE.account : 0;
      scores[place] = Math.max(scores[place], score, ofAccount);
    });
    return scores;
  }

  function passes(entry, filter) {
    if (filter.kind && entry.kind !== filter.kind) return false;
    if (filter.account && (entry.account || entry).slug !== filter.account) return false;
    if (filter.owner && !entry.owners.includes(filter.owner)) return false;
    if (filter.from && !(entry.date >= filter.from)) return false;
    return !filter.to || (entry.date !== "" && entry.date <= filter.to);
  }

  /** The sum of the scores of an entry; 0 if a term does not fit it, or all of them fit its account only. */
  function sumOf(scores, place) {
    let sum = 0;
    for (const ofTerm of scores) {
      if (!ofTerm[place]) return 0;
      sum += ofTerm[place];
    }
    return sum > SCORE.account * scores.length ? sum : 0;
  }

  /** The entries of a group that fit all terms and the filter, with their scores. */
  search.matches = (group, terms, filter) => {
    const scores = terms.map((term) => scoresOf(group, term));
    const matches = [];
    group.entries.forEach((entry, place) => {
      if (!passes(entry, filter)) return;
      const score = terms.length ? sumOf(scores, place) : SCORE.account + 1;
      if (score) matches.push({ entry, score });
    });
    return matches;
  };

  /** The entries that have all terms in their name, their other names or their title. */
  search.named = (entries, terms) => {
    if (!terms.length) return [];
    return entries.filter((entry) => terms.every((term) => nameScore(entry, term)));
  };

  function compareDates(one, other) {
    if (one === other) return 0;
    return one < other ? 1 : -1;
  }

  /** The order in which matches are shown: the best first, among equals by kind, then the latest. */
  search.compare = (one, other) => {
    const [a, b] = [one.entry, other.entry];
    return other.score - one.score
      || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)
      || compareDates(a.date, b.date)
      || a.group.number - b.group.number
      || a.place - b.place;
  };

  /** What readers must have loaded before a query can be answered by names. */
  search.needs = (query) => {
    const isSpelling = /[a-zａ-ｚ]/i.test(query);
    return isSpelling ? Promise.all([search.complete(), search.load("search/pinyin.js")]) : search.complete();
  };

  /* ---- places in a text ---- */

  /** Whether a text may not be cut at a place: within a character, before an accent, next to a joiner. */
  search.continues = (text, at) => {
    if (CONTINUES.test(text.charAt(at)) || text.charCodeAt(at - 1) === JOINER) return true;
    return text.charCodeAt(at) === HIGH_HALF_OF_SKIN && LOW_HALF_OF_SKIN.test(text.charAt(at + 1));
  };

  /** The places in a text of folded characters from and to, up to the end of the last one with its accents. */
  function placeOf(text, places, from, to) {
    let end = places[to - 1] + 1;
    while (end < text.length && search.continues(text, end)) end += 1;
    return [places[from], end];
  }

  /** Where a term is in a text, or is spelled in a name: from and to, in no order. */
  search.placesOf = (text, term, isName) => {
    const places = [];
    const folded = search.folded(text, places);
    const found = [];
    for (const way of term.ways) {
      for (let at = way.find(folded, 0); at >= 0; at = way.find(folded, at + way.length)) {
        found.push(placeOf(text, places, at, at + way.length));
      }
    }
    const isSpelled = isName && term.letters && !found.length;
    const part = isSpelled ? spelledPart(term.letters, folded, folded.length) : null;
    if (part) found.push(placeOf(text, places, part[0], part[1]));
    return found;
  };

  /** The places of all terms in a text, in order, without overlaps. */
  search.places = (text, terms, isName) => search.merged(terms.map((term) => search.placesOf(text, term, isName)).flat());

  /** Places in order, those that touch merged into one. */
  search.merged = (places) => {
    const merged = [];
    for (const [from, to] of [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = merged[merged.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else merged.push([from, to]);
    }
    return merged;
  };

  /* ---- what is shown of an entry ---- */

  /** Appends a text to an element, with its places marked. */
  search.appendMarked = (parent, text, places) => {
    let end = 0;
    for (const [from, to] of places) {
      parent.append(text.slice(end, from), kafolio.element("mark", { textContent: text.slice(from, to) }));
      end = to;
    }
    parent.append(text.slice(end));
  };

  /** Those of some entries that read like another of them. */
  search.twins = (entries) => {
    const seen = new Map();
    const twins = new Set();
    for (const entry of entries) {
      const account = entry.account?.name ?? "";
      const words = [entry.kind, entry.name, account, entry.title].join(search.GAP);
      if (seen.has(words)) twins.add(seen.get(words)).add(entry);
      else seen.set(words, entry);
    }
    return twins;
  };

  /** The route of an entry in a short form, which tells it from its twin. */
  search.routeOf = ({ page }) => {
    const route = page.replace(/^accounts\//, "").replace(/(\/index)?\.html$/, "");
    try {
      return decodeURI(route);
    } catch {
      return route;
    }
  };

  /** The fields and the text of an entry, each with its label; none if its words are not loaded. */
  search.parts = (entry) => {
    const { words } = entry.group;
    if (!words) return [];
    const line = words.text.slice(words.starts[entry.place], words.starts[entry.place + 1] - 1);
    return (line.match(/[\ue000-\uf8ff][^\ue000-\uf8ff]*/g) || []).map((part) => ({
      mark: part.charAt(0),
      label: search.about.labels[part.charCodeAt(0) - search.about.firstMark] || "",
      text: part.slice(1),
    }));
  };
})();
