import * as v from 'valibot';

/** What may stand behind the `?` of each question of a replica; anything else is refused. Values go on as they were checked. */

const flag = v.optional(v.picklist(['true', 'false']));
const wholeNumber = (most: number) => v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.check((text) => Number(text) <= most)));
/** `3-1f...`. */
const revision = v.pipe(v.string(), v.regex(/^\d{1,9}-[0-9a-f]{32}$/));
/** JSON in the address: a list of revisions, or all of them. */
const revisions = v.optional(v.union([v.literal('all'), v.pipe(v.string(), v.maxLength(4000), v.regex(/^\["\d{1,9}-[0-9a-f]{32}"(,"\d{1,9}-[0-9a-f]{32}")*\]$/))]));

/** Milliseconds: under the minute after which proxies take a silent connection for dead. */
export const LONGEST_POLL = 50_000;

export const ChangesQuery = v.strictObject({
  feed: v.optional(v.picklist(['normal', 'longpoll'])),
  /** CouchDB's own words for a place in the list; a number in quotes on old ones. */
  since: v.optional(v.pipe(v.string(), v.maxLength(2000), v.regex(/^("?\d+(-[\w-]+)?"?|now)$/))),
  limit: wholeNumber(10_000),
  style: v.optional(v.picklist(['main_only', 'all_docs'])),
  timeout: wholeNumber(600_000),
  heartbeat: v.optional(v.union([v.literal('true'), v.pipe(v.string(), v.regex(/^\d{1,6}$/))])),
  seq_interval: wholeNumber(10_000)
});

export const BulkGetQuery = v.strictObject({ revs: flag, latest: flag, attachments: flag });
export const BulkGetBody = v.strictObject({
  docs: v.pipe(
    v.array(v.strictObject({ id: v.pipe(v.string(), v.regex(/^(alert:[\w-]{22}|_design\/area)$/)), rev: v.optional(revision), atts_since: v.optional(v.array(revision)) })),
    v.maxLength(1000)
  ),
  // CouchDB's replicator says them in the body as well.
  revs: v.optional(v.boolean()),
  latest: v.optional(v.boolean()),
  attachments: v.optional(v.boolean())
});

export const DocumentQuery = v.strictObject({ rev: v.optional(revision), revs: flag, open_revs: revisions, latest: flag, attachments: flag, atts_since: revisions });

/** For the store. A longpoll always ends by itself, with an answer that can be read: so a session that was ended is not served for long. */
export function queryText(query: Readonly<Record<string, string | undefined>>): string {
  const { heartbeat, ...rest } = query;
  const asked = query['feed'] === 'longpoll' ? { ...rest, timeout: String(Math.min(Number(query['timeout'] ?? LONGEST_POLL), LONGEST_POLL)) } : { ...rest, heartbeat };
  const known = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return known.length === 0 ? '' : `?${String(new URLSearchParams(known))}`;
}
