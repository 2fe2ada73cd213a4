import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPages, unpackPage } from './guide-pack.ts';

const text = fc.string().map((value) => value.replaceAll('\u0000', '').replaceAll('<', ''));
const page = fc
  .tuple(text, fc.constantFrom('a{}', 'b{color:$1}', '$&'), text)
  .map(([before, style, after]) => ({ html: `${before}<style>${style}</style>${after}`, policy: before }));

describe('a guide pack', () => {
  it('gives every page back as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.webPath(), page), (pages) => {
        const pack = packPages('fr', pages);
        for (const [path, original] of Object.entries(pages)) expect(unpackPage(pack, path)).toEqual(original);
      })
    );
  });

  it('holds a style once however many pages use it', () => {
    const same = { html: '<style>a{}</style>', policy: '' };
    expect(packPages('fr', { '/a': same, '/b': same }).styles).toEqual(['a{}']);
  });

  it('knows nothing of other paths', () => {
    expect(unpackPage(packPages('fr', {}), 'toString')).toBeUndefined();
  });
});
