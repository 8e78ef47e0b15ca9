// Finding a code by a few letters of its key or its name, and a name by its first letters.

/** Return the places of the options that have every word of the query, best first; all of them for none. */
export function rank(options, query) {
  const wanted = query.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
  const scored = [];
  options.forEach((option, place) => {
    const words = option.toLocaleLowerCase("sv").split(/[\s,/&()-]+/).filter(Boolean);
    let score = 0;
    for (const want of wanted) {
      const best = Math.min(
        ...words.map((word, at) => (word === want ? 0 : word.startsWith(want) ? 1 + at / 100 : word.includes(want) ? 5 : 99)),
      );
      score += best;
    }
    if (score < 99) scored.push([score, place]);
  });
  return scored.sort((one, other) => one[0] - other[0] || one[1] - other[1]).map(([, place]) => place);
}

/** Return the places of the names that begin with these letters, in their order. */
export function namesThatBegin(names, letters) {
  const wanted = letters.toLocaleLowerCase("sv");
  return names.flatMap((name, place) => (name.toLocaleLowerCase("sv").startsWith(wanted) ? [place] : []));
}
