import { toBase64Url } from '../../src/domain/base64url.ts';
import type { Bytes } from '../../src/domain/caller-filter.ts';
import { readCallerNumber } from '../../src/domain/caller-number.ts';
import { helpLines } from '../../src/domain/known-innocents.ts';
import type { DirectoryStore } from '../directory/directory-store.ts';
import { stretchFor } from './entries.ts';

/** Numbers that the file must say nothing of, stretched for a generation: help lines, and every phone of the directory. */
export interface KnownInnocents {
  stretched(generation: number, salt: Bytes): Promise<ReadonlyMap<string, Bytes>>;
}

/** Stretched once in the life of a process: 2 ms each. */
export function knownInnocents(directory: Pick<DirectoryStore, 'listAll' | 'sequence'>): KnownInnocents {
  let known: { readonly sequence: string; readonly numbers: readonly string[] } | undefined;
  let made: { readonly generation: number; readonly of: Map<string, Bytes> } | undefined;

  return {
    async stretched(generation, salt) {
      if (made?.generation !== generation) made = { generation, of: new Map() };
      const { of } = made;
      const numbers = await allNumbers();
      const missing = numbers.filter((number) => !of.has(number));
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        await Promise.all(missing.slice(from, from + AT_ONCE).map(async (number) => of.set(number, await stretchFor(number, salt))));
      }
      return new Map(numbers.flatMap((number) => {
        const x = of.get(number);
        return x ? [[toBase64Url(x), x] as const] : [];
      }));
    }
  };

  async function allNumbers(): Promise<readonly string[]> {
    const sequence = await directory.sequence();
    if (known?.sequence !== sequence) {
      const phones = (await directory.listAll()).flatMap(({ phones: own }) => own.flatMap(readCallerNumber));
      known = { sequence, numbers: [...new Set([...helpLines, ...phones])] };
    }
    return known.numbers;
  }
}

/** Fewer than Node has threads for it: whoever signs in meanwhile needs one for the password. */
const AT_ONCE = 2;
