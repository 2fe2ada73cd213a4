import { randomBytes } from 'node:crypto';
import type { DocumentScope } from 'nano';
import * as v from 'valibot';

/**
 * What readers say about the directory: "something wrong here?" and "suggest an organisation". Nothing of the sender is
 * kept: no address, no account, no time finer than the day, and an id that tells no order. People read them with
 * `npm run jasmine`; nothing reaches the directory by itself.
 */
export function parseSuggestion(body: unknown): Suggestion | null {
  const parsed = v.safeParse(suggestionBody, body);
  return parsed.success ? parsed.output : null;
}

export function couchSuggestions(database: DocumentScope<unknown>, { now = () => new Date() }: { now?: () => Date } = {}): SuggestionStore {
  return {
    add: async (suggestion) => {
      await database.insert(suggestionDocument(suggestion, now()));
    },
    list: async () => {
      const { rows } = await database.list({ startkey: 'suggestion:', endkey: 'suggestion:\uffff', include_docs: true });
      const documents = rows.flatMap(({ doc }) => (doc ? [doc as unknown as SuggestionDocument & { _rev: string }] : []));
      return documents.map(({ _rev, ...document }) => document).sort((a, b) => (a.received < b.received ? -1 : a.received > b.received ? 1 : 0));
    },
    remove: async (id) => {
      const { _rev } = await database.get(id);
      await database.destroy(id, _rev);
    }
  };
}

export function suggestionDocument(suggestion: Suggestion, now: Date): SuggestionDocument {
  const kind = 'organisationId' in suggestion ? 'correction' : 'addition';
  return { _id: `suggestion:${randomBytes(16).toString('hex')}`, type: 'suggestion', kind, received: now.toISOString().slice(0, 10), suggestion };
}

/** A line or a paragraph without control characters; the limit counts what is left. */
function written(longest: number) {
  return v.pipe(
    v.string(),
    v.transform((text) => text.replace(/[^\P{Cc}\n]/gu, ' ').trim()),
    v.minLength(1),
    v.maxLength(longest)
  );
}

/** An empty field of a form is no field. */
function maybe(longest: number) {
  return v.optional(v.union([v.pipe(v.literal(''), v.transform((): undefined => undefined)), written(longest)]));
}

/** Room for a few sentences; more would be a report, which has a sealed way of its own. */
const LONGEST_TEXT = 1000;
const LONGEST_NAME = 120;

export const wrongThings = ['closed', 'moved', 'phone', 'hours', 'not-as-described', 'unsafe', 'other'] as const;

const correction = v.pipe(
  v.strictObject({
    organisationId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w:.-]{2,119}$/)),
    what: v.picklist(wrongThings),
    text: maybe(LONGEST_TEXT)
  }),
  v.check(({ what, text }) => what !== 'other' || text !== undefined, 'say what is wrong')
);

const addition = v.strictObject({
  name: written(LONGEST_NAME),
  town: written(LONGEST_NAME),
  phone: maybe(40),
  website: maybe(200),
  text: maybe(LONGEST_TEXT)
});

export const suggestionBody = v.union([correction, addition]);

/** For the API's description; the schemas above decide. */
export const suggestionJsonSchema = {
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['organisationId', 'what'],
      properties: {
        organisationId: { type: 'string', maxLength: 120 },
        what: { enum: wrongThings },
        text: { type: 'string', maxLength: LONGEST_TEXT }
      }
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'town'],
      properties: {
        name: { type: 'string', maxLength: LONGEST_NAME },
        town: { type: 'string', maxLength: LONGEST_NAME },
        phone: { type: 'string', maxLength: 40 },
        website: { type: 'string', maxLength: 200 },
        text: { type: 'string', maxLength: LONGEST_TEXT }
      }
    }
  ]
} as const;

export type Suggestion = v.InferOutput<typeof correction> | v.InferOutput<typeof addition>;

export interface SuggestionDocument {
  readonly _id: string;
  readonly type: 'suggestion';
  readonly kind: 'correction' | 'addition';
  /** The day, no finer. */
  readonly received: string;
  readonly suggestion: Suggestion;
}

export interface SuggestionStore {
  readonly add: (suggestion: Suggestion) => Promise<void>;
  /** Oldest day first. */
  readonly list: () => Promise<readonly SuggestionDocument[]>;
  /** `_id` as listed. */
  readonly remove: (id: string) => Promise<void>;
}
