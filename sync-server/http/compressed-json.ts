import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One JSON text in both forms that phones may take. */
export interface CompressedJson {
  readonly hash: string;
  readonly json: Buffer;
  readonly brotli: Buffer;
}

/** The same text gives the same hash and bytes. */
export async function compressJson(text: string): Promise<CompressedJson> {
  const json = Buffer.from(text);
  return { hash: hashOf(json), json, brotli: await compress(json, compression) };
}

export function hashOf(json: Uint8Array): string {
  return createHash('sha256').update(json).digest('hex').slice(0, HASH_DIGITS);
}

/** The two encodings are two representations: each has an entity tag of its own, and either proves what the phone has. */
export function sendCompressedJson(request: FastifyRequest, reply: FastifyReply, { hash, json, brotli }: CompressedJson): FastifyReply {
  const compressed = acceptsBrotli(request.headers['accept-encoding']);
  const tags = { plain: `"${hash}"`, brotli: `"${hash}.br"` };
  reply.header('etag', compressed ? tags.brotli : tags.plain);
  reply.header('cache-control', 'no-cache');
  reply.header('vary', 'accept-encoding');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes('*') || known.includes(tags.plain) || known.includes(tags.brotli)) return reply.code(304).send();
  reply.type('application/json; charset=utf-8');
  if (compressed) reply.header('content-encoding', 'br');
  return reply.send(compressed ? brotli : json);
}

function acceptsBrotli(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((part) => /^\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(part));
}

const compress = promisify(brotliCompress);
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

/** 64 bits tell versions of one text apart; nobody gains by making two alike. */
const HASH_DIGITS = 16;
