// What fits a query, and how well: names before titles, titles before fields, fields before the text.
(function () {
  "use strict";

  var search = window.kafolioSearch;
  var EXACT = 100, NAME_START = 80, NAME = 60, SPELLED_START = 55, SPELLED = 45, ALIAS_START = 50, ALIAS = 40;
  var TITLE = 30, FIELD = 20, TEXT = 10, LABEL = 6, OF_ACCOUNT = 5;
  /** The order of kinds, of those that fit equally well. */
  var ORDER = search.order = "ACOPRTVXN";
  /** The mark of a note's own words; every field begins with one from here on. */
  var FIRST_MARK = 0xe000;
  var TEXT_MARK = String.fromCharCode(FIRST_MARK);
  /** A unit that is written behind its number, with a space or without. */
  var UNIT = /^(?:[百千]?[万亿]?[元块]?|[百千]?[万亿]|[%‰折台套件条批次吨年月日号天周]|公斤|美元|欧元|小时|分钟|个月|人民币)$/;
  var SPACED_DATE = /(\d{4} *年 *)?\d{1,2} *月(?: *\d{1,2} *[日号])?/g;
  var GAP = "\u0001";
  var POINT = 0x2e, JOINER = 0x200d;
  /** What belongs to the character before it: the second half of one, accents, the choice of a picture, a joiner. */
  var CONTINUES = /[\udc00-\udfff\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f\u200d]/, SKIN = /[\udffb-\udfff]/;

  function isLetter(unit) { return (unit >= 97 && unit <= 122) || (unit >= 0x370 && unit < 0x530); }
  function isDigit(unit) { return unit >= 48 && unit <= 57; }

  /** What is looked for, a text or a pattern that begins with a figure; of one that is whole no figure may follow, of an amount
      none stands before its point. The length is that of what was found last. */
  function way(text, isWhole, isAmount) {
    var pattern = typeof text === "string" ? null : text, first = pattern ? 48 : text.charCodeAt(0);
    return { text: text, pattern: pattern, length: text.length, first: first, isWord: isLetter(first) || isDigit(first), isWhole: isWhole, isAmount: isAmount };
  }

  function spaceless(text) { return text.replace(/ /g, ""); }

  /** The words of a query: what spaces and commas part, or stands between quotation marks. A unit belongs to its number. */
  function wordsOf(query) {
    var found = search.folded(query, null, true).replace(/[“”„]/g, '"').replace(SPACED_DATE, spaceless).match(/"[^"]+"|[^\s,;、"]+/g) || [];
    return found.reduce(function (words, word) {
      var last = words.length - 1;
      if (UNIT.test(word) && /^[^"]*\d$/.test(words[last] || "")) words[last] += word;
      else words.push(word);
      return words;
    }, []);
  }

  /** The terms of a query, each with the ways in which it may be written. */
  search.terms = function (query) {
    var seen = [], terms = [];
    wordsOf(query).forEach(function (word) {
      var isPhrase = word.charAt(0) === '"';
      var text = isPhrase ? search.folded(word.replace(/"/g, "").trim()) : word.replace(/^·+|[·']+$/g, "");
      if (!text || seen.indexOf(text) >= 0) return;
      seen.push(text);
      var term = { text: text, letters: /^[a-z']+$/.test(text) ? text.replace(/'/g, "") : "" };
      term.ways = [way(text, false, UNIT.test(text.slice(-1)))].concat(isPhrase ? [] : search.otherWays(text).map(function (other) {
        return way(other, true, true);
      }));
      term.labels = text.length < 2 ? [] : search.about.foldedLabels.map(function (label, number) {
        return number && find(label, term.ways[0], 0) >= 0 ? String.fromCharCode(FIRST_MARK + number) : "";
      }).filter(Boolean);
      terms.push(term);
    });
    return terms;
  };

  /** Where a way of a term stands next; a word of letters or figures only where one begins. */
  function find(text, one, from) {
    var at = next(text, one, from);
    while (at >= 0 && isInside(text, one, at)) at = next(text, one, at + 1);
    return at;
  }

  function next(text, one, from) {
    if (!one.pattern) return text.indexOf(one.text, from);
    one.pattern.lastIndex = from;
    var found = one.pattern.exec(text);
    one.length = found ? found[0].length : 0;
    return found ? found.index : -1;
  }

  /** Whether what was found is a part of a longer word or number. */
  function isInside(text, one, at) {
    var before = at && one.isWord ? text.charCodeAt(at - 1) : 0;
    if ((isLetter(before) && isLetter(one.first)) || (isDigit(before) && isDigit(one.first))) return true;
    if (one.isAmount && isDigit(one.first) && before === POINT && isDigit(text.charCodeAt(at - 2))) return true;
    var last = at + one.length - 1;
    return one.isWhole && isDigit(text.charCodeAt(last)) && isDigit(text.charCodeAt(last + 1));
  }

  /** Where a term stands first in a text, in whatever way. */
  function first(text, term) {
    return term.ways.reduce(function (first, one) {
      var at = find(text, one, 0);
      return at >= 0 && (first < 0 || at < first) ? at : first;
    }, -1);
  }

  /** Where the characters end that letters spell from a place on; -1 where they spell others. */
  function spelledEnd(letters, from, text, at) {
    if (from === letters.length) return at;
    if (at >= text.length) return -1;
    var unit = text.charCodeAt(at), known = search.readings(unit);
    if (!known) return unit === letters.charCodeAt(from) ? spelledEnd(letters, from + 1, text, at + 1) : -1;
    if (!(search.initials[unit] & (1 << (letters.charCodeAt(from) - 97)))) return -1;
    for (var one = 0; one < known.length; one += 1) {
      var length = 0;
      while (length < known[one].length && known[one].charCodeAt(length) === letters.charCodeAt(from + length)) length += 1;
      for (; length > 0; length -= 1) {
        var end = spelledEnd(letters, from + length, text, at + 1);
        if (end >= 0) return end;
      }
    }
    return -1;
  }

  /** Where letters spell a part of a text: from and to, or nothing. */
  function spelled(letters, text, limit) {
    var bit = 1 << (letters.charCodeAt(0) - 97);
    for (var at = 0; at < limit; at += 1) {
      if (!(search.initials[text.charCodeAt(at)] & bit)) continue;
      var end = spelledEnd(letters, 0, text, at);
      if (end >= 0) return [at, end];
    }
    return null;
  }

  function nameScore(entry, term) {
    var text = entry.folded, at = first(text, term);
    if (at >= 0) {
      if (at === 0) return term.text.length === entry.nameEnd ? EXACT : NAME_START;
      if (at < entry.nameEnd) return NAME;
      if (at >= entry.aliasEnd) return TITLE;
    }
    if (term.letters && entry.kind !== "V" && entry.kind !== "X") {
      var place = spelled(term.letters, text, entry.aliasEnd);
      if (place) return place[0] === 0 ? SPELLED_START : SPELLED;
    }
    if (at < 0) return 0;
    return at === entry.nameEnd + 1 ? ALIAS_START : ALIAS;
  }

  /** Raises the scores of the lines that a term or one of the labels it means stands in. */
  function scanWords(words, term, scores) {
    var starts = words.foldedStarts;
    // Way after way: one that is nowhere is looked for once.
    term.ways.forEach(function (one) {
      for (var at = find(words.folded, one, 0), line = 0; at >= 0; at = find(words.folded, one, starts[line + 1])) {
        while (starts[line + 1] <= at) line += 1;
        var body = words.folded.indexOf(TEXT_MARK, starts[line]);
        scores[line] = Math.max(scores[line], body >= 0 && body < at ? TEXT : FIELD);
      }
    });
    term.labels.forEach(function (mark) {
      for (var place = words.folded.indexOf(mark), row = 0; place >= 0; place = words.folded.indexOf(mark, starts[row + 1])) {
        while (starts[row + 1] <= place) row += 1;
        scores[row] = Math.max(scores[row], LABEL);
      }
    });
  }

  function passes(entry, filter) {
    if (filter.kind && entry.kind !== filter.kind) return false;
    if (filter.account && (entry.account || entry).slug !== filter.account) return false;
    if (filter.owner && entry.owners.indexOf(filter.owner) < 0) return false;
    if (filter.from && !(entry.date >= filter.from)) return false;
    return !filter.to || (entry.date !== "" && entry.date <= filter.to);
  }

  /** What of a group fits all terms and the filter, with its score. Words count once they are loaded. */
  search.matches = function (group, terms, filter) {
    var entries = group.entries, found = [], scored = terms.map(function (term) {
      var scores = new Uint8Array(entries.length + 1), own = 0;
      if (group.words) scanWords(group.words, term, scores);
      entries.forEach(function (entry, place) {
        var score = nameScore(entry, term);
        if (entry.kind === "A") own = score > TITLE ? OF_ACCOUNT : 0;
        if (score < own) score = own;
        if (score > scores[place]) scores[place] = score;
      });
      return scores;
    });
    entries.forEach(function (entry, place) {
      if (!passes(entry, filter)) return;
      var sum = terms.length ? 0 : OF_ACCOUNT + 1;
      for (var at = 0; at < scored.length; at += 1) {
        if (!scored[at][place]) return;
        sum += scored[at][place];
      }
      // What stands in the name of the account alone is said of the account.
      if (sum > OF_ACCOUNT * scored.length) found.push({ entry: entry, score: sum });
    });
    return found;
  };

  /** What of some entries has all terms in its name, its other names or its title. */
  search.named = function (entries, terms) {
    return entries.filter(function (entry) {
      return terms.length && terms.every(function (term) { return nameScore(entry, term); });
    });
  };

  /** The order in which matches are shown: the best first, of equals by kind, then the latest. */
  search.compare = function (one, other) {
    var a = one.entry, b = other.entry;
    return other.score - one.score || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)
      || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0) || a.group.number - b.group.number || a.place - b.place;
  };

  /** What of a list reads like another of it. */
  search.twins = function (entries) {
    var first = new Map(), twins = new Set();
    entries.forEach(function (entry) {
      var read = [entry.kind, entry.name, entry.account ? entry.account.name : "", entry.title].join(GAP), other = first.get(read);
      if (other) twins.add(other).add(entry);
      else first.set(read, entry);
    });
    return twins;
  };

  /** Where an entry lies, which tells it from another that reads the same. */
  search.whereIs = function (entry) {
    var page = entry.page.replace(/^accounts\//, "").replace(/(\/index)?\.html$/, "");
    try { return decodeURI(page); } catch (none) { return page; }
  };

  /** What readers must have before a query can be answered by names. */
  search.needs = function (query) {
    return /[a-zａ-ｚ]/i.test(query) ? Promise.all([search.complete(), search.load("search/pinyin.js")]) : search.complete();
  };

  /** Where a term stands in a text, or is spelled: from and to, in no order. */
  search.placesOf = function (text, term, isName) {
    var map = [], folded = search.folded(text, map), found = [];
    // Up to the end of the last character, with what is set upon it.
    function place(from, to) {
      var end = map[to - 1] + 1;
      while (end < text.length && search.continues(text, end)) end += 1;
      found.push([map[from], end]);
    }
    term.ways.forEach(function (one) {
      for (var at = find(folded, one, 0); at >= 0; at = find(folded, one, at + one.length)) place(at, at + one.length);
    });
    var read = isName && term.letters && !found.length ? spelled(term.letters, folded, folded.length) : null;
    if (read) place(read[0], read[1]);
    return found;
  };

  /** The parts of a text that terms stand in or spell, from and to, in order and apart. */
  search.places = function (text, terms, isName) {
    return search.apart([].concat.apply([], terms.map(function (term) { return search.placesOf(text, term, isName); })));
  };

  /** Places in order, those that touch as one. */
  search.apart = function (found) {
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    return found.reduce(function (apart, one) {
      var last = apart[apart.length - 1];
      if (last && one[0] <= last[1]) last[1] = Math.max(last[1], one[1]);
      else apart.push(one.slice());
      return apart;
    }, []);
  };

  /** Whether a text may not be cut at a place: within a character, before what is set upon it, about a joiner. */
  search.continues = function (text, at) {
    return CONTINUES.test(text.charAt(at)) || text.charCodeAt(at - 1) === JOINER
      || (text.charCodeAt(at) === 0xd83c && SKIN.test(text.charAt(at + 1)));
  };

  /** Appends a text to an element, with its places marked. */
  search.marked = function (parent, text, places) {
    var from = 0;
    places.forEach(function (place) {
      parent.append(text.slice(from, place[0]), search.element("mark", "", text.slice(place[0], place[1])));
      from = place[1];
    });
    parent.append(text.slice(from));
  };

  /** The fields and the text of an entry, each with its label; nothing where its words are not loaded. */
  search.parts = function (entry) {
    var words = entry.group.words;
    if (!words) return [];
    var line = words.text.slice(words.starts[entry.place], words.starts[entry.place + 1] - 1);
    return (line.match(/[\ue000-\uf8ff][^\ue000-\uf8ff]*/g) || []).map(function (part) {
      return { mark: part.charAt(0), label: search.about.labels[part.charCodeAt(0) - FIRST_MARK] || "", text: part.slice(1) };
    });
  };
})();
