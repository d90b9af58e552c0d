// The index in the browser: what its scripts register, folded for comparison. docs/themes.md tells of none of this: the
// scripts and the program that writes the index belong together.
(function () {
  "use strict";

  var search = window.kafolioSearch;
  /** Names are loaded up to so many bytes when somebody is about to type, the rest at the first letter. */
  var BEFORE_TYPING_BYTES = 340000;
  var FOLDERS = { C: "contacts/", P: "projects/", V: "visits/", X: "exchanges/" };
  /** Between the columns of an entry's folded names. */
  var GAP = "\u0001";

  /** What each character becomes; of those that become several or none, several knows, of those that may be dropped, loose. */
  var becomes = new Uint16Array(65536), loose = new Uint16Array(65536);
  var SEVERAL = 0xffff, LOOSE = 0xfffe;
  var SPACE = 0x20, COMMA = 0x2c, DOT = 0xb7, PERCENT = 0x25;
  for (var code = 0; code < 65536; code += 1) becomes[code] = loose[code] = code;
  var several = {};
  /** A text of numbers as these machines hold them: the low byte first. */
  var decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

  /** Registers what characters become: one for one, then those that become several or none. */
  search.fold = function (from, to, others) {
    for (var at = 0; at < from.length; at += 1) becomes[from.charCodeAt(at)] = to.charCodeAt(at);
    others.forEach(function (one) {
      becomes[one.charCodeAt(0)] = SEVERAL;
      several[one.charCodeAt(0)] = one.slice(1);
    });
    for (var unit = 0; unit < LOOSE; unit += 1) {
      if (unit !== COMMA && becomes[unit] !== SPACE && becomes[unit] !== DOT) continue;
      loose[unit] = becomes[unit];
      becomes[unit] = LOOSE;
    }
  };

  var FIGURES = 1, LETTERS = 2, CHINESE = 3;
  function scriptOf(unit) {
    if (unit >= 48 && unit <= 57) return FIGURES;
    if ((unit >= 97 && unit <= 122) || (unit >= 0x370 && unit < 0x530)) return LETTERS;
    return unit >= 0x3400 && unit <= 0x9fff ? CHINESE : 0;
  }

  /** The first folded character of a text from a place on; 0 where there is none. */
  function firstOf(text, at) {
    for (; at < text.length; at += 1) {
      var unit = text.charCodeAt(at), one = becomes[unit];
      if (one === LOOSE) return loose[unit];
      if (one !== SEVERAL || several[unit] === undefined) return one === SEVERAL ? unit : one;
      if (several[unit]) return several[unit].charCodeAt(0);
    }
    return 0;
  }

  function figures(text, at, step) {
    var count = 0;
    while (count < 4 && scriptOf(text.charCodeAt(at + step * count)) === FIGURES) count += 1;
    return count;
  }

  /** Whether what stands between two characters is dropped; the rules are those of the program, in fold.rs. */
  function drops(one, last, text, at) {
    if (one === COMMA) {
      var ahead = figures(text, at - 1, -1);
      return ahead > 0 && ahead < 4 && figures(text, at + 1, 1) === 3;
    }
    var next = firstOf(text, at + 1), before = scriptOf(last), after = scriptOf(next);
    if (one === DOT) return before === CHINESE && after === CHINESE;
    if (one !== SPACE) return false;
    if (before === FIGURES && next === PERCENT) return true;
    return before > 0 && after > 0 && (before !== after || before === CHINESE);
  }

  /** A text folded; where map is given, it is filled with the place that each folded character comes from. Of a query the
      spaces stay: they part its terms. */
  search.folded = function (text, map, isQuery) {
    var units = new Uint16Array(text.length), length = 0;
    for (var at = 0; at < text.length; at += 1) {
      var unit = text.charCodeAt(at), one = becomes[unit];
      if (one < LOOSE) {
        if (map) map.push(at);
        units[length++] = one;
        continue;
      }
      if (one === LOOSE) {
        one = loose[unit];
        if (!(isQuery && one === SPACE) && drops(one, length ? units[length - 1] : 0, text, at)) continue;
        if (map) map.push(at);
        units[length++] = one;
        continue;
      }
      var parts = several[unit] === undefined ? text[at] : several[unit], room = length + parts.length + text.length - at;
      if (room > units.length) {
        var longer = new Uint16Array(room + 64);
        longer.set(units);
        units = longer;
      }
      for (var part = 0; part < parts.length; part += 1) {
        if (map) map.push(at);
        units[length++] = parts.charCodeAt(part);
      }
    }
    return decoder.decode(units.subarray(0, length));
  };

  var readings = {};
  /** Of each character by which letters its readings begin, a bit a letter. */
  search.initials = new Uint32Array(65536);

  /** Registers how characters are read: a syllable a line, before the characters. */
  search.pinyin = function (lines) {
    lines.split("\n").forEach(function (line) {
      var syllable = /^[a-z]+/.exec(line)[0], bit = 1 << (syllable.charCodeAt(0) - 97);
      for (var at = syllable.length; at < line.length; at += 1) {
        var unit = line.charCodeAt(at);
        search.initials[unit] |= bit;
        (readings[unit] = readings[unit] || []).push(syllable);
      }
    });
  };

  search.readings = function (unit) { return readings[unit]; };

  search.groups = [];

  function group(number) {
    if (!search.groups[number]) search.groups[number] = { number: number, entries: [], words: null };
    return search.groups[number];
  }

  search.contents = function (contents) {
    search.about = contents;
    search.about.foldedLabels = contents.labels.map(function (label) { return search.folded(label); });
  };

  /** Registers the names of a group. */
  search.names = function (number, text) {
    var own = group(number), account = null;
    var lines = text.split("\n"), folded = search.folded(text).split("\n");
    lines.pop();
    own.entries = lines.map(function (line, place) {
      var columns = line.split("\t"), compared = folded[place].split("\t"), kind = columns[0];
      var name = columns[2], names = compared[2] || "", aliases = compared[3] || "";
      var entry = {
        kind: kind, group: own, place: place, name: name, title: columns[4] || "", account: kind === "A" ? null : account,
        aliases: columns[3] ? columns[3].split("|") : [],
        owners: columns[5] ? columns[5].split("|") : null,
        date: kind === "V" || kind === "X" ? name.slice(0, 10) : "",
        folded: names + GAP + aliases + GAP + (compared[4] || ""),
        nameEnd: names.length, aliasEnd: names.length + 1 + aliases.length,
      };
      if (kind === "A") {
        account = entry;
        entry.slug = entry.aliases[0];
      }
      entry.page = page(entry, columns[1], account);
      if (!entry.owners) entry.owners = account ? account.owners || [] : [];
      return entry;
    });
  };

  function page(entry, written, account) {
    if (entry.kind === "A") return written + ".html";
    if (written.charAt(0) === "/") return written.slice(1) + ".html";
    var folder = account ? "accounts/" + account.slug + "/" : "";
    return folder + (FOLDERS[entry.kind] || "") + (written || entry.name) + ".html";
  }

  /** Registers the words of a group. */
  search.words = function (number, text) {
    var folded = search.folded(text);
    group(number).words = { text: text, starts: starts(text), folded: folded, foldedStarts: starts(folded) };
  };

  /** Where each line begins, and where one more would. */
  function starts(text) {
    var places = [0], at = text.indexOf("\n");
    while (at >= 0) {
      places.push(at + 1);
      at = text.indexOf("\n", at + 1);
    }
    return places;
  }

  function failed() { document.dispatchEvent(new CustomEvent("kafolio:search-failed")); }

  var opened = null;
  var complete = null;

  /** Loads what can be had before anything is typed. */
  search.open = function () {
    if (!opened) {
      opened = Promise.all([search.load("search/fold.js"), search.load("search-ways.js")]).then(function () { return search.load("search/contents.js"); }).then(function () {
        var bytes = 0, first = [];
        search.about.names.forEach(function (weight, number) {
          bytes += weight;
          if (bytes <= BEFORE_TYPING_BYTES) first.push(search.load("search/names-" + number + ".js"));
        });
        return Promise.all(first);
      });
      opened.catch(failed);
    }
    return opened;
  };

  /** Loads all names. */
  search.complete = function () {
    if (!complete) {
      complete = search.open().then(function () {
        var all = search.about.names.map(function (_, number) { return number; }).concat(search.about.names.length);
        return Promise.all(all.map(function (number) { return search.load("search/names-" + number + ".js"); }));
      }).then(function () { search.isComplete = true; });
      complete.catch(failed);
    }
    return complete;
  };

  /** Loads the words of a group, and what shows pieces of them. */
  search.loadWords = function (number) {
    return Promise.all([search.load("search/words-" + number + ".js"), search.load("search-excerpts.js")]);
  };
})();
