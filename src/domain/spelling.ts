/**
 * Whether a text has a word that is spelled nearly so: one letter wrong, missing, added or swapped with its neighbour; or that sounds so. For
 * folded words of five letters or more: shorter ones are near too many others, and figures are right or wrong.
 * The text is folded, with a space at each end. What comes back remembers words that it has seen: ask it of many texts.
 */
export function spelling(word: string): (text: string) => boolean {
  if (word.length < SHORTEST || /\d/.test(word)) return () => false;
  const sound = soundOf(word);
  const seen = new Map<string, boolean>();
  const [first = '', second = ''] = word;
  const begins = (alike.find((letters) => letters.includes(first)) ?? first) + second;
  const isForgiven = (other: string): boolean => {
    const known = seen.get(other);
    if (known !== undefined) return known;
    const forgiven = isNear(word, other) || (sound.length >= SHORTEST_SOUND && soundOf(other) === sound);
    seen.set(other, forgiven);
    return forgiven;
  };
  return (text) => {
    for (let start = 1, end; start < text.length; start = end + 1) {
      end = text.indexOf(' ', start);
      // Asked of every word there is: most are told apart by length and beginning.
      if (Math.abs(end - start - word.length) > MOST_SILENT) continue;
      const [one = '', two] = [text[start], text[start + 1]];
      if ((begins.includes(one) || two === first || two === second) && isForgiven(text.slice(start, end))) return true;
    }
    return false;
  };
}

/** Whether one letter wrong, missing, added or swapped with its neighbour tells two folded words apart, or nothing does. */
export function isNear(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (at === short.length) return true;
  if (short.slice(at) === long.slice(at + 1)) return true;
  if (short.length < long.length) return false;
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

/** Equal for folded words that a French ear may write down for the same name. Capitals stand for sounds that have no letter. */
export function soundOf(word: string): string {
  return sounds.reduce((heard, [written, sound]) => heard.replace(written, sound), word);
}

/** In this order: each goes on from what those before have left. */
const sounds: readonly (readonly [RegExp, string])[] = [
  // Philippe, Christophe, Khaled, Jacques; Tchétchène, Schneider, Sharif.
  [/ph/g, 'f'],
  [/ch(?=[lmnrt])|kh|ck|qu?/g, 'k'],
  [/t?s?ch|sh/g, 'X'],
  // Xavier; Djamel, Gérôme, Georges; Guy.
  [/x|gz|cc(?=[eiy])/g, 'ks'],
  [/dj|d?g(?=[eiy])/g, 'j'],
  [/je(?=[aou])/g, 'j'],
  [/gu(?=[eiy])|gh/g, 'g'],
  // Yacine, Zayd; Thierry, Hakim, Wahid.
  [/s?c(?=[eiy])|z/g, 's'],
  [/c/g, 'k'],
  [/w|ou(?=[aeiy])/g, 'v'],
  [/(?<!^)h|h(?=[aeiouy])/g, ''],
  // Guillaume; Vincent, Romain, Laurent.
  [/ill(?=[aeou])|y/g, 'i'],
  [/[ae]?i(?:n(?![aeioun])|m(?=[bp]))/g, 'iN'],
  [/[ae](?:n(?![aeioun])|m(?=[bp]))/g, 'aN'],
  // Jérémy, Olivier; Aurélien, Moustafa and Mustafa.
  [/[ae]i|o?eu|oe|e[rzt]$/g, 'e'],
  [/e?au|ou|u/g, 'o'],
  [/(.)\1+/gu, '$1'],
  // Ends that are not heard; three letters stay.
  [/(?<=...)[edpst]+$/, '']
];

/** First letters that may begin the same sound. */
const alike = ['aeiouyhvw', 'cksqzxgjdt', 'pf'];

const SHORTEST = 5;
const SHORTEST_SOUND = 3;
/** Letters that another spelling of the same sound may have more. */
const MOST_SILENT = 3;
