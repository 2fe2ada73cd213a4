import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullAlert } from '../../tests/support/alert-examples.ts';
import type { Alert } from './alert.ts';
import { areaContext, nonceKey, sealAlert, sealingKey } from './sealed-alert.ts';
import { blockSizes, blockText, openBlock, readBlock, sealBlock, type AreaDocument } from './sealed-block.ts';
import { searchKey, searchToken } from './search-token.ts';

const nonce = await nonceKey(new Uint8Array(32).fill(1));
const search = await searchKey(Buffer.alloc(32, 2).toString('base64url'));
const keyOf = (keyId: string) => sealingKey(new Uint8Array(32).fill(keyId.length + Number(keyId.slice(-1))));

async function documentOf(keyId: string, rev: string, alert: Alert): Promise<AreaDocument> {
  const sealed = await sealAlert({ sealing: await keyOf(keyId), nonce }, areaContext(keyId, alert.id), JSON.stringify(alert));
  const tokens = await Promise.all(alert.identifiers.map((identifier) => searchToken(search, identifier)));
  return { _id: `alert:${alert.id}`, _rev: rev, keyId, sealed, tokens: [...new Set(tokens)].sort() };
}

describe('a block', () => {
  it('comes out as the very documents that it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        const all = await Promise.all(lines.map(async ({ keyId, rev, ...changes }) => {
          const opened = { ...fullAlert, ...changes };
          return { opened, document: await documentOf(keyId, rev, opened) };
        }));
        expect(await readBlock(blockText(all), keyOf, search)).toEqual(all);
      })
    );
  });

  it('is opened under its own key only, and not when a bit has changed', async () => {
    const keys = { sealing: await keyOf('75-2026-11'), nonce };
    const sealed = await sealBlock(keys, '75-2026-11', new Uint8Array([1, 2, 3]));
    expect(await openBlock(keys.sealing, '75-2026-11', sealed)).toEqual(new Uint8Array([1, 2, 3]));
    await expect(openBlock(keys.sealing, '75-2026-12', sealed)).rejects.toThrow();
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(openBlock(keys.sealing, '75-2026-11', changed)).rejects.toThrow();
    }
  });

  it('is small when it is the first, and all of them hold all alerts', () => {
    expect([0, 1, 100, 101, 901].map(blockSizes)).toEqual([[], [1], [100], [100, 1], [100, 400, 400, 1]]);
  });
});

const line = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
  keyId: fc.constantFrom('75-2026-11', '2A-2024-02', '971-2026-12'),
  rev: fc.stringMatching(/^[1-9]-[0-9a-f]{32}$/),
  text: fc.string({ unit: 'grapheme', maxLength: 300 }),
  identifiers: fc.uniqueArray(fc.record({ kind: fc.constantFrom('phone' as const, 'plate' as const), value: fc.stringMatching(/^[A-Z0-9]{1,8}$/) }), { maxLength: 4 })
});
