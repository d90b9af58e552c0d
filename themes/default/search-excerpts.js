// Shows excerpts of a note that was found: pieces of its fields and of its text, chosen so that together they show all terms,
// if three pieces can.
(() => {
  "use strict";

  const search = window.kafolioSearch;
  const { element } = kafolio;
  /** How much is shown before and after the beginning of what was found, in characters. */
  const BEFORE = 24;
  const AFTER = 76;
  /** How many pieces are shown as a rule, and at most. */
  const USUAL_PIECES = 2;
  const MOST_PIECES = 3;
  /** How many places of one term in one part are considered. */
  const MOST_PLACES = 20;

  /** A field or the text of a note, with the places where the terms are. */
  class Part {
    constructor({ mark, label, text }, terms) {
      this.mark = mark;
      this.label = label;
      this.text = text;
      /** The places of each term. */
      this.places = terms.map((term) => search.placesOf(text, term, false));
    }

    /** Notes for each term whether it means the label of this part; it does where no text of the note has the term. */
    setLabelled(terms, isInText) {
      this.isLabelled = terms.map((term, at) => !isInText[at] && term.marks.includes(this.mark));
    }

    /** The pieces around all places that are considered, in the order of the text. */
    pieces() {
      const places = this.places.map((ofTerm) => ofTerm.slice(0, MOST_PLACES)).flat();
      if (this.isLabelled.includes(true)) places.push([0, 0]);
      return places.sort((a, b) => a[0] - b[0]).map(([from, to]) => this.piece(from, to));
    }

    /** The piece around a place, cut between whole characters. */
    piece(placeFrom, placeTo) {
      const { text } = this;
      let from = Math.max(0, placeFrom - BEFORE);
      let to = Math.min(text.length, Math.max(placeTo, placeFrom + AFTER));
      while (from > 0 && search.continues(text, from)) from -= 1;
      while (to < text.length && search.continues(text, to)) to += 1;
      const isWithin = (place) => place[0] >= from && place[1] <= to;
      const shows = this.places.map((ofTerm, at) => this.isLabelled[at] || ofTerm.some(isWithin));
      return { part: this, from, to, shows };
    }

    /** The label with the terms that mean it marked. */
    labelElement(terms) {
      const span = element("span", { className: "label" });
      const meant = terms.filter((_, at) => this.isLabelled[at]);
      search.appendMarked(span, this.label, search.places(this.label, meant, false));
      return span;
    }

    /** A paragraph with pieces of this part. */
    paragraph(pieces, terms) {
      const line = element("p", { className: "excerpt" });
      const places = search.merged(this.places.flat());
      let end = 0;
      if (this.label) line.append(this.labelElement(terms), " ");
      for (const [from, to] of search.merged(pieces.map((piece) => [piece.from, piece.to]))) {
        if (from > end) line.append("…");
        end = to;
        const inside = places.filter((place) => place[0] >= from && place[1] <= to);
        const moved = inside.map((place) => [place[0] - from, place[1] - from]);
        search.appendMarked(line, this.text.slice(from, to), moved);
      }
      if (end < this.text.length) line.append("…");
      return line;
    }
  }

  /** All pieces that may be shown, in the order of the note. */
  function piecesOf(entry, terms) {
    const parts = search.parts(entry).map((part) => new Part(part, terms));
    const isInText = terms.map((_, at) => parts.some((part) => part.places[at].length > 0));
    for (const part of parts) part.setLabelled(terms, isInText);
    return parts.map((part) => part.pieces()).flat();
  }

  /** The piece that shows the most of the terms that are missing; null where none shows any. */
  function bestPiece(pieces, isMissing) {
    let best = null;
    let most = 0;
    for (const piece of pieces) {
      const gain = piece.shows.filter((shows, at) => shows && isMissing[at]).length;
      if (gain > most) [best, most] = [piece, gain];
    }
    return best;
  }

  /** The pieces that are shown: those that together show all terms, then the first ones of other parts. */
  function choose(pieces, isShown) {
    const isMissing = isShown.map((shown) => !shown);
    const chosen = [];
    while (chosen.length < MOST_PIECES) {
      const best = bestPiece(pieces, isMissing);
      if (!best) break;
      chosen.push(best);
      best.shows.forEach((shows, at) => {
        if (shows) isMissing[at] = false;
      });
    }
    for (const piece of pieces) {
      const isOfOtherPart = chosen.every(({ part }) => part !== piece.part);
      if (chosen.length < USUAL_PIECES && isOfOtherPart) chosen.push(piece);
    }
    return pieces.filter((piece) => chosen.includes(piece));
  }

  /** The excerpts of an entry; `isShown` holds for each term whether it is shown above them already. */
  search.excerpts = (entry, terms, isShown) => {
    const chosen = choose(piecesOf(entry, terms), isShown);
    const parts = [...new Set(chosen.map(({ part }) => part))];
    return parts.map((part) => part.paragraph(chosen.filter((piece) => piece.part === part), terms));
  };
})();
