import { departmentOf } from './town-names.ts';
import type { Town } from './town-pack.ts';

/** How a town answers a query. Only `exact` settles it: with any other, a smaller town may be meant that is not loaded yet. */
export type MatchKind = 'exact' | 'start' | 'word' | 'near';

export interface PlaceMatch {
  readonly town: Town;
  readonly kind: MatchKind;
}

/**
 * Towns that answer what somebody typed, best first: a name or its beginning, whatever the accents, hyphens and `st`; a
 * postcode or its beginning; `paris 12`, `lyon 3e`; a department's code; a name followed by one (`Saint-Denis (974)`).
 * One spelling mistake is forgiven in four letters or more, two in eight or more. Among equals, more people first.
 * The index of a list is built at its first search: pass the same array each time.
 */
export function searchPlaces(towns: readonly Town[], query: string, limit: number): readonly PlaceMatch[] {
  const index = indexOf(towns);
  const words = foldPlace(query);
  const digits = words.replaceAll(' ', '');
  if (words === '' || limit < 1) return [];
  if (/^\d+$/.test(digits)) return digits.length > 1 ? byPostcode(towns, digits).slice(0, limit) : [];
  if (/^2[ab]$/.test(digits)) return sorted(towns.filter(({ code }) => code.startsWith(digits.toUpperCase())).map((town) => ({ town, rank: 1 }))).slice(0, limit);
  const coded = /(?:^| )(\d{5})(?: |$)/.exec(words)?.[1];
  if (coded !== undefined) {
    const found = byWrittenPostcode(towns, index, coded, compact(words.replace(coded, ' ').replace(/\bcedex(?: \d\d?)?\b/, ' ')));
    if (found.length > 0) return found.slice(0, limit);
  }
  const district = /^(paris|lyon|marseille) ?(\d\d?) ?(?:er?|[ei]?eme|nde?)?(?: a[a-z]*)?$/.exec(words);
  if (district) return byDistrict(index, district[1] ?? '', district[2] ?? '').slice(0, limit);
  const qualified = /^(.*\D) (\d{2,5}|2[ab])$/.exec(words);
  if (qualified) {
    const area = (qualified[2] ?? '').toUpperCase();
    const inArea = ({ code, postcodes }: Town): boolean => departmentOf(code) === area || postcodes.some((postcode) => postcode.startsWith(area));
    const found = byName(index, compact(qualified[1] ?? ''), Infinity).filter(({ town }) => inArea(town));
    if (found.length > 0) return found.slice(0, limit);
  }
  const found = byName(index, compact(words), limit);
  // `St` may be on its way to Strasbourg.
  const unfinished = /(?:^|\W)(ste?)$/i.exec(query)?.[1];
  if (unfinished === undefined) return found.slice(0, limit);
  const asTyped = byName(index, compact(words).replace(/sainte?$/, unfinished.toLowerCase()), limit);
  return [...found, ...asTyped.filter(({ town }) => !found.some((other) => other.town === town))].slice(0, limit);
}

/** Equal for `SAINT ÉTIENNE`, `St-Etienne` and `saint-étienne`: lower case, no accents, words apart by one space. */
export function foldPlace(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim();
}

function byName(index: Index, wanted: string, limit: number): PlaceMatch[] {
  const best = new Map<Town, number>();
  const note = (town: Town, rank: number): void => {
    if (rank < (best.get(town) ?? Infinity)) best.set(town, rank);
  };
  for (const { key, town, place } of index.starts.get(wanted.slice(0, BUCKET)) ?? []) {
    if (key === wanted && place !== 'word') note(town, ranks.exact);
    else if (wanted.length >= BUCKET && key.startsWith(wanted)) note(town, place === 'word' ? ranks.word : ranks.start);
  }
  const mistakes = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  if (best.size < limit && mistakes > 0) {
    const letters = lettersOf(wanted);
    for (const { key, town, mask } of index.names) {
      if (ones(letters & ~mask) > mistakes || best.has(town)) continue;
      const rank = nearness(wanted, key, mistakes);
      if (rank !== null) note(town, rank);
    }
  }
  return sorted([...best].map(([town, rank]) => ({ town, rank })));
}

/** All digits: a postcode as far as it goes. One that no town has (a company's, a post office box's) is cut until one does. */
function byPostcode(towns: readonly Town[], digits: string): PlaceMatch[] {
  const wanted = digits.slice(0, 5);
  for (let length = wanted.length; length >= 2; length -= 1) {
    const start = wanted.slice(0, length);
    const found = towns.filter(({ postcodes }) => postcodes.some((postcode) => postcode.startsWith(start)));
    if (found.length === 0) continue;
    const rank = length < wanted.length ? ranks.near : length < 5 ? ranks.start : ranks.exact;
    // 75012 is the 12th arrondissement rather than Paris, which has twenty more.
    return sorted(found.map((town) => ({ town, rank: length === 5 && cutInDistricts.has(town.code) ? ranks.word : rank })));
  }
  return [];
}

/**
 * A whole postcode among other words decides (`93200 Saint-Denis`); a name beside it chooses among the towns that have it.
 * Where none of them is called so, a smaller one may be: no answer is exact. A company's postcode leaves the name, in its department.
 */
function byWrittenPostcode(towns: readonly Town[], index: Index, postcode: string, name: string): PlaceMatch[] {
  const found = byPostcode(towns, postcode).filter(({ town }) => town.postcodes.includes(postcode));
  const named = byName(index, name, Infinity);
  if (found.length === 0) return named.filter(({ town, kind }) => kind === 'exact' && departmentOf(town.code) === departmentOf(postcode));
  const meant = new Set(named.map(({ town }) => town));
  const first = ({ town }: PlaceMatch): boolean => meant.has(town) && !cutInDistricts.has(town.code);
  return [...found.filter(first), ...found.filter((match) => !first(match)).map(({ town }) => ({ town, kind: 'near' as const }))];
}

function byDistrict({ districts }: Index, city: string, number: string): PlaceMatch[] {
  const found = districts.get(city) ?? [];
  const ranked = found.flatMap((one): { town: Town; rank: number }[] => {
    if (one.number === number.replace(/^0/, '')) return [{ town: one.town, rank: ranks.exact }];
    return one.number.startsWith(number) ? [{ town: one.town, rank: ranks.start }] : [];
  });
  return sorted(ranked);
}

/**
 * How a misspelt word stands to a name: null when further than `most` mistakes (a letter more, less, changed, or two
 * swapped). A whole name comes before one that only begins so. Damerau's distance, one row at a time.
 */
function nearness(wanted: string, name: string, most: number): number | null {
  const width = Math.min(name.length, wanted.length + most);
  let before: number[] = [];
  let row = Array.from({ length: width + 1 }, (_, column) => column);
  for (let line = 1; line <= wanted.length; line += 1) {
    const next = [line];
    let least = line;
    for (let column = 1; column <= width; column += 1) {
      const same = wanted[line - 1] === name[column - 1];
      let cost = Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + (same ? 0 : 1));
      if (line > 1 && column > 1 && wanted[line - 1] === name[column - 2] && wanted[line - 2] === name[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      next.push(cost);
      if (cost < least) least = cost;
    }
    // A swap reaches back two rows: one row over the limit is not the end yet.
    if (least > most + 1) return null;
    before = row;
    row = next;
  }
  const whole = width === name.length ? (row[width] ?? Infinity) : Infinity;
  if (whole <= most) return ranks.near + 2 * whole;
  const start = Math.min(...row);
  return start <= most ? ranks.near + 2 * start + 1 : null;
}

/**
 * Misspelt ones last, by mistakes. Among the others a name typed whole is worth twenty times the people, so that `Aix` is
 * Aix-en-Provence before the village called Aix, and `Villeneuve` one that is called just so.
 */
function sorted(ranked: readonly { town: Town; rank: number }[]): PlaceMatch[] {
  const tier = (rank: number): number => Math.max(ranks.near, rank);
  const weight = ({ town, rank }: { town: Town; rank: number }): number => (town.population + 1) * (weights[rank] ?? 1);
  return [...ranked]
    .sort((a, b) => tier(a.rank) - tier(b.rank) || weight(b) - weight(a) || (a.town.code < b.town.code ? -1 : 1))
    .map(({ town, rank }) => ({ town, kind: kinds[Math.min(rank, ranks.near)] ?? 'near' }));
}

function indexOf(towns: readonly Town[]): Index {
  const known = indexes.get(towns);
  if (known) return known;
  const starts = new Map<string, Entry[]>();
  const names: Index['names'][number][] = [];
  const districts = new Map<string, { number: string; town: Town }[]>();
  for (const town of towns) {
    const words = foldPlace(town.name).split(' ');
    words.forEach((word, from) => {
      const article = from === 1 && articles.has(words[0] ?? '');
      const key = words.slice(from).join('');
      const place = from === 0 ? 'name' : article ? 'after-article' : 'word';
      push(starts, key.slice(0, BUCKET), { key, town, place });
      if (place !== 'word') names.push({ key, town, mask: lettersOf(key) });
    });
    const [city = '', number = '', ending] = words;
    if (ending === 'arrondissement') push(districts, city, { number: String(parseInt(number)), town });
  }
  const index = { starts, names, districts };
  indexes.set(towns, index);
  return index;
}

function compact(words: string): string {
  return words.replaceAll(' ', '');
}

/** One bit a letter. */
function lettersOf(word: string): number {
  let mask = 0;
  for (let place = 0; place < word.length; place += 1) {
    const letter = word.charCodeAt(place) - A;
    if (letter >= 0) mask |= 1 << letter;
  }
  return mask;
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const indexes = new WeakMap<readonly Town[], Index>();

const A = 'a'.charCodeAt(0);

/** Names are found by their first two letters: what is typed before says too little. */
const BUCKET = 2;

/** Paris, Lyon, Marseille. */
const cutInDistricts = new Set(['75056', '69123', '13055']);

/** `Rochelle` finds La Rochelle. */
const articles = new Set(['l', 'le', 'la', 'les']);

/** Below `near`, what matched; from there on, the more mistakes the higher. */
const ranks = { exact: 0, start: 1, word: 2, near: 3 } as const;
/** By rank: exact, start, word. */
const weights = [20, 1, 0.1];
const kinds: readonly MatchKind[] = ['exact', 'start', 'word', 'near'];

interface Entry {
  readonly key: string;
  readonly town: Town;
  readonly place: 'name' | 'after-article' | 'word';
}

interface Index {
  readonly starts: ReadonlyMap<string, readonly Entry[]>;
  readonly names: readonly { readonly key: string; readonly town: Town; readonly mask: number }[];
  readonly districts: ReadonlyMap<string, readonly { readonly number: string; readonly town: Town }[]>;
}
