import { pipeline, type Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/**
 * An answer of unknown length as it comes, in the best form that the phone takes; undefined: as it is. `live`: each part goes out at once, for
 * whoever waits for news, at the price of some bytes.
 */
export function compressed(body: Readable, acceptEncoding: string, live: boolean): { readonly encoding: string | undefined; readonly body: Readable } {
  const accepts = (name: string): boolean => new RegExp(`(^|,)\\s*${name}\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))[\\d.]+\\s*)?(,|$)`, 'i').test(acceptEncoding);
  // What breaks on one side ends the other: a cut answer is seen as cut.
  const through = (into: ReturnType<typeof createGzip> | ReturnType<typeof createBrotliCompress>): Readable => pipeline(body, into, () => undefined);
  if (accepts('br')) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
    return { encoding: 'br', body: through(createBrotliCompress({ params, ...(live ? { flush: constants.BROTLI_OPERATION_FLUSH } : {}) })) };
  }
  if (accepts('gzip')) return { encoding: 'gzip', body: through(createGzip(live ? { flush: constants.Z_SYNC_FLUSH } : {})) };
  return { encoding: undefined, body };
}

/** Brotli's best takes seconds for a megabyte; this is as quick as gzip and smaller. */
const QUALITY = 4;
