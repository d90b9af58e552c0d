// What of a note is shown where it was found: pieces of its fields and of its text, chosen so that they show all that was
// looked for, if three of them can.
(function () {
  "use strict";

  var search = window.kafolioSearch;
  var element = search.element;
  /** What is shown before and behind the beginning of what was found, in characters. */
  var BEFORE = 24, AFTER = 76;
  /** Pieces that are shown as a rule, and where not all terms stand in those. */
  var USUAL = 2, MOST = 3;
  /** Of one term in one part so many places are weighed. */
  var MOST_PLACES = 20;

  /** The piece of a part about a place, whole characters. */
  function piece(part, place) {
    var text = part.text, from = Math.max(0, place[0] - BEFORE), to = Math.min(text.length, Math.max(place[1], place[0] + AFTER));
    while (from > 0 && search.continues(text, from)) from -= 1;
    while (to < text.length && search.continues(text, to)) to += 1;
    return { part: part, from: from, to: to, shows: part.found.map(function (places, term) {
      return part.isLabelled[term] || places.some(function (one) { return one[0] >= from && one[1] <= to; });
    }) };
  }

  /** All pieces worth a thought, in the order of the note. */
  function pieces(entry, terms) {
    var parts = search.parts(entry);
    parts.forEach(function (part) {
      part.found = terms.map(function (term) { return search.placesOf(part.text, term, false); });
    });
    var isInText = terms.map(function (_, term) { return parts.some(function (part) { return part.found[term].length; }); });
    return [].concat.apply([], parts.map(function (part) {
      // A label is what was meant where nothing else holds the term.
      part.isLabelled = terms.map(function (term, at) { return !isInText[at] && term.labels.indexOf(part.mark) >= 0; });
      var places = [].concat.apply([], part.found.map(function (found) { return found.slice(0, MOST_PLACES); }));
      if (part.isLabelled.indexOf(true) >= 0) places.push([0, 0]);
      places.sort(function (a, b) { return a[0] - b[0]; });
      return places.map(function (place) { return piece(part, place); });
    }));
  }

  /** The pieces that are shown: those that together show all terms, then the first of other parts. */
  function chosen(all, isShown) {
    var open = isShown.map(function (shown) { return !shown; }), taken = [];
    function gain(one) { return one.shows.filter(function (shows, term) { return shows && open[term]; }).length; }
    while (taken.length < MOST) {
      var best = all.reduce(function (best, one) { return gain(one) > (best ? gain(best) : 0) ? one : best; }, null);
      if (!best) break;
      taken.push(best);
      best.shows.forEach(function (shows, term) { if (shows) open[term] = false; });
    }
    all.forEach(function (one) {
      var isNew = taken.every(function (other) { return other.part !== one.part; });
      if (taken.length < USUAL && isNew) taken.push(one);
    });
    return all.filter(function (one) { return taken.indexOf(one) >= 0; });
  }

  /** A part with its pieces, what was found marked. */
  function line(part, those, terms) {
    var made = element("p", "excerpt"), places = search.apart([].concat.apply([], part.found)), end = 0;
    if (part.label) {
      var label = element("span", "label");
      search.marked(label, part.label, search.places(part.label, terms.filter(function (_, term) { return part.isLabelled[term]; }), false));
      made.append(label, " ");
    }
    search.apart(those.map(function (one) { return [one.from, one.to]; })).forEach(function (one) {
      if (one[0] > end) made.append("…");
      end = one[1];
      var inside = places.filter(function (place) { return place[0] >= one[0] && place[1] <= end; });
      search.marked(made, part.text.slice(one[0], end), inside.map(function (place) { return [place[0] - one[0], place[1] - one[0]]; }));
    });
    if (end < part.text.length) made.append("…");
    return made;
  }

  /** The excerpts of an entry; of each term is told whether it is shown above them already. */
  search.excerpts = function (entry, terms, isShown) {
    var those = chosen(pieces(entry, terms), isShown), parts = [];
    those.forEach(function (one) { if (parts.indexOf(one.part) < 0) parts.push(one.part); });
    return parts.map(function (part) { return line(part, those.filter(function (one) { return one.part === part; }), terms); });
  };
})();
