/**
 * Readable French out of the capitals that administrations print: `BOURG EN BRESSE` → `Bourg-en-Bresse`,
 * `900 RTE DE PARIS` → `900 route de Paris`, `CH DE FLEYRIAT` → `CH de Fleyriat`. Accents that the source lost come
 * back for common words only; a name is never guessed at.
 */

/** Capitals throughout: at least two letters and no small one. */
export function isShouted(text: string): boolean {
  return !/\p{Ll}/u.test(text) && /\p{Lu}.*\p{Lu}/u.test(text);
}

/** Communes take hyphens between their words, save after an article at the head. */
export function casedTown(text: string): string {
  const words = casedWords(withApostrophes(text));
  const [first = '', second, ...rest] = words;
  const articleFirst = /^(?:le|la|les)$/i.test(first) && second !== undefined;
  const head = articleFirst ? `${first} ${capital(second)}` : first;
  const tail = articleFirst ? rest : words.slice(1);
  return capital([head, ...tail].join('-').replace(/-a(?=-)/gi, '-à'));
}

/** Streets: the kind of way is written out, small after a number. */
export function casedStreet(text: string): string {
  const match = /^((?:\d+(?:\s*(?:[-/àA]\s*)?\d+)?)\s*(?:(B|BIS|T|TER|Q|QUATER|A|C|D)(?=\s))?)?\s*(.*)$/i.exec(text.trim());
  const number = (match?.[1] ?? '').replace(/\s*(?:B|BIS|T|TER|Q|QUATER|A|C|D)$/i, '').trim();
  const suffix = match?.[2] === undefined ? '' : (numberSuffixes[match[2].toUpperCase()] ?? match[2].toUpperCase());
  const words = casedWords(withApostrophes(match?.[3] ?? ''));
  const way = ways[(words[0] ?? '').toUpperCase().replace(/\.$/, '')];
  const written = way === undefined ? words.map((word, index) => (index === 0 ? capital(word) : word)) : [way, ...words.slice(1)];
  const line = [number, suffix, ...written].filter(Boolean).join(' ').replace(/\s*-\s*$/, '');
  return number === '' ? capital(line) : line;
}

/** Names of organisations: acronyms stay, generic words are small after the first. */
export function casedName(text: string): string {
  const words = casedWords(withApostrophes(text.replace(/\bS\/\s*/g, 'SUR ')), true);
  return words
    .map((word, index) => (index === 0 ? capital(word) : word))
    .join(' ')
    .replace(/\( /g, '(');
}

/** Puts the accents and hyphens of a known town's name into a name that was in capitals: `Ch de Briancon` → `Briançon`. */
export function withTownName(name: string, town: string): string {
  const plain = Array.from(name, withoutAccent).join('');
  const pattern = foldedWords(town).join("[\\s'-]+");
  const match = plain.length === name.length ? new RegExp(`(?<![a-z])${pattern}(?![a-z])`, 'i').exec(plain) : null;
  return match === null ? name : name.slice(0, match.index) + town + name.slice(match.index + match[0].length);
}

function foldedWords(text: string): string[] {
  return Array.from(text, withoutAccent).join('').split(/[^a-z0-9]+/i).filter(Boolean);
}

function withoutAccent(character: string): string {
  return character.normalize('NFD').charAt(0);
}

function casedWords(text: string, isName = false): string[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => casedWord(word, isName));
}

function casedWord(word: string, isName: boolean): string {
  const bracketed = /^\((.+)\)$/.exec(word);
  if (isName && bracketed?.[1] !== undefined && bracketed[1].length <= 6 && !bracketed[1].includes('-')) return word;
  if (isName && isAcronym(word)) return word;
  return word
    .split(/([-'’/(])/)
    .map((part, index, parts) => casedPart(part, index > 0 && parts[index - 1] !== "'", isName))
    .join('');
}

function casedPart(part: string, inside: boolean, isName: boolean): string {
  const upper = part.toUpperCase();
  const plain = upper.replace(/[.,)]+$/, '');
  const rest = part.slice(plain.length);
  if (/^[IVX]{2,}$/.test(plain)) return plain + rest;
  const expanded = abbreviations[plain];
  if (expanded !== undefined) return expanded + rest.replace(/^\./, '');
  const lower = plain.toLowerCase();
  if (lower === 'a' && inside) return `à${rest}`;
  if (smallWords.has(lower)) return lower + rest;
  const accented = accents[lower] ?? lower;
  if (isName && !inside && genericWords.has(accented)) return accented + rest;
  return capital(accented) + rest;
}

/** `D EVRY` and `L HOPITAL` lost their apostrophe; only before a vowel or an h. */
function withApostrophes(text: string): string {
  return text.replace(/’/g, "'").replace(/(^|[\s-])([DL])\s+(?=[AEIOUYHÉÈÊÂÎÔŒ])/gi, "$1$2'").replace(/'\s+/g, "'");
}

function isAcronym(word: string): boolean {
  const bare = word.replace(/[^\p{L}]/gu, '').toUpperCase();
  if (/^(?:\p{L}\.){2,}$/u.test(word)) return true;
  return acronyms.has(bare) || (/^[BCDFGHJKLMNPQRSTVWXZ]{2,}$/.test(bare) && abbreviations[bare] === undefined);
}

function capital(word: string): string {
  return word.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}

const smallWords: ReadonlySet<string> = new Set(
  'le la les l de du des d en et sur sous au aux lès les-lez lez par pour près'.split(' ')
);

const genericWords: ReadonlySet<string> = new Set(
  'hospitalier hospitalière hospitaliers hospitalo universitaire intercommunal intercommunale mutualiste privé privée public publique général générale site polyclinique groupement'.split(
    ' '
  )
);

const acronyms: ReadonlySet<string> = new Set(
  'CH CHU CHR CHRU CHI CHIC CHIVA CHM CHD CHT GH GHT GHI GHU GHER GHEF GHNE GHRMSA HIA HCL HPEL HNO APHM APHP AP HP ICM IUCT MCO SSR EPSM CMCO CMC CHUV ADAPEI PMI CPEF CCAS UMJ CIDFF HU HC HMV SOS CHITS CHICAM MSP GCS'.split(' ')
);

const abbreviations: Readonly<Partial<Record<string, string>>> = {
  ST: 'Saint',
  STE: 'Sainte',
  CEGIDD: 'CeGIDD',
  CL: 'Clinique',
  CLI: 'Clinique',
  CLIN: 'Clinique',
  HOP: 'Hôpital',
  HOSP: 'hospitalier',
  GPE: 'Groupe',
  GRPE: 'Groupe',
  INTERCOM: 'intercommunal',
  ND: 'Notre-Dame',
  DR: 'Docteur',
  DOC: 'Docteur',
  PR: 'Professeur',
  GAL: 'Général',
  MAL: 'Maréchal'
};

const numberSuffixes: Readonly<Partial<Record<string, string>>> = { B: 'bis', BIS: 'bis', T: 'ter', TER: 'ter', Q: 'quater', QUATER: 'quater' };

const ways: Readonly<Partial<Record<string, string>>> = {
  R: 'rue', RUE: 'rue', AV: 'avenue', AVE: 'avenue', AVENUE: 'avenue', BD: 'boulevard', BLD: 'boulevard',
  BOULEVARD: 'boulevard', RTE: 'route', ROUTE: 'route', PL: 'place', PLACE: 'place', CHE: 'chemin', CHEM: 'chemin',
  CHEMIN: 'chemin', ALL: 'allée', ALLEE: 'allée', ALLÉE: 'allée', IMP: 'impasse', IMPASSE: 'impasse', CRS: 'cours',
  COURS: 'cours', QU: 'quai', QUAI: 'quai', RPT: 'rond-point', SQ: 'square', SQUARE: 'square', PAS: 'passage',
  PASSAGE: 'passage', CITE: 'cité', CITÉ: 'cité', RES: 'résidence', FG: 'faubourg', ESP: 'esplanade', MTE: 'montée',
  VC: 'villa', LOT: 'lotissement', ZA: 'ZA', ZI: 'ZI', ZAC: 'ZAC', VOIE: 'voie', PROM: 'promenade', SEN: 'sentier',
  COTE: 'côte', PARVIS: 'parvis', TRA: 'traverse', HAM: 'hameau', LD: 'lieu-dit'
};

const accents: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
  ('hôpital hôpitaux privé privée général générale pôle réunion mère père médical médicale château république libération ' +
    'liberté résistance maréchal président février août théâtre cité résidence bâtiment forêt université rené andré ' +
    'frédéric félix françois émile eugène étienne hélène thérèse léon gérard jérôme hospitalière évry évreux épinal ' +
    'orléans béziers nîmes besançon métropole europe pyrénées rhône saône isère ardèche drôme lozère corrèze côte ' +
    'vendée nièvre hérault église école fédération préfecture sécurité égalité fraternité ' +
    'évêché élysée étoile abbé préfet armée médecin mâcon alès agén périgueux angoulême orthez ' +
    'sébastien rémy geneviève césaire noël joël raphaël michaël')
    .split(' ')
    .map((word) => [word.normalize('NFD').replace(/\p{Diacritic}/gu, ''), word])
);
