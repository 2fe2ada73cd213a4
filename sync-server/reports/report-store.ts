import { createHash } from 'node:crypto';
import type { ThreadMessage } from '../../src/domain/report-api.ts';
import type { Decision } from '../../src/domain/report-state.ts';
import type { Documents, Stored } from '../couch/documents.ts';

/** A report as the server knows it: everything but what it says. Nothing of it names, or leads to, whoever sent it. */
export interface Report {
  readonly id: string;
  readonly receiptHash: string;
  readonly department?: string;
  /** ISO instants. */
  readonly received: string;
  readonly due: string;
  readonly consents: { readonly share: true; readonly transfer: boolean };
  /** SHA-256 of the sealed text as it came, base64url. */
  readonly digest: string;
  readonly sealedTo: readonly string[];
  readonly decisions: readonly Decision[];
  /** Text, thread and copies have had their time; what is left says how it stands, and lets it be withdrawn. */
  readonly emptied?: true;
}

/** What is left of one that was withdrawn or deleted, for as long as its phone may still send it once more. */
export interface Gone extends Pick<Report, 'receiptHash' | 'digest' | 'received' | 'due'> {
  readonly expires: string;
  /** Partners whose copies go, too. */
  readonly copies: readonly string[];
}

export interface ReportStore {
  /** Gives what is kept under this id: the new one, or the one before. `other`: with another text. */
  keep(report: Report, sealed: string): Promise<{ readonly kept: Report | Gone; readonly is: 'new' | 'same' | 'other' }>;
  get(id: string): Promise<Report | undefined>;
  gone(id: string): Promise<Gone | undefined>;
  list(): Promise<readonly Report[]>;
  sealed(id: string): Promise<string | undefined>;
  /** False when what is kept is not `was` (a digest): somebody was quicker. */
  reseal(id: string, was: string, sealed: string, sealedTo: readonly string[]): Promise<boolean>;
  /** Adds a decision, once; gives the report as it is then, or undefined when it is gone. `if` is asked of the newest. */
  decide(id: string, decision: Decision, when?: (report: Report) => boolean): Promise<Report | undefined>;
  /** `other`: the same id with another text. */
  addMessage(report: string, message: ThreadMessage): Promise<'new' | 'same' | 'other'>;
  /** Oldest first. */
  thread(report: string): Promise<readonly ThreadMessage[]>;
  /** How many messages each report has. */
  messageCounts(): Promise<ReadonlyMap<string, number>>;
  giveCopy(report: string, partner: string, sealed: string): Promise<void>;
  copyOf(report: string, partner: string): Promise<string | undefined>;
  /** Ids of reports that a partner has a copy of. */
  copiesOf(partner: string): Promise<readonly string[]>;
  /** Partners who have copies. */
  partners(): Promise<readonly string[]>;
  /** All copies of a partner. */
  takeCopies(partner: string): Promise<void>;
  /** Report, text, thread and copies. May be called again after a stop half way. */
  erase(report: Report, now: Date): Promise<void>;
  /** Text, thread and copies alone. */
  empty(report: Report): Promise<void>;
  /** Goes on with erasures that stopped half way, and drops tombstones that have had their time. */
  finishErasures(now: Date): Promise<void>;
  /** Parts that belong to no report, or to an emptied one, and did so at the call before: what stopped half way and nobody went on with. */
  dropOrphans(): Promise<void>;
}

export function reportStore(documents: Documents): ReportStore {
  const store: ReportStore = {
    async keep(report, sealed) {
      const { id, ...fields } = report;
      const before = (await store.gone(id)) ?? (await store.get(id));
      if (before) return { kept: before, is: sameReport(before, report) ? 'same' : 'other' };
      // The text first: a report that is there has its text, whenever the server stops.
      if (await keepText(id, sealed, report.digest)) {
        if (await documents.create({ _id: `report:${id}`, type: 'report', ...fields })) return { kept: report, is: 'new' };
      }
      const kept = (await store.gone(id)) ?? (await store.get(id));
      return { kept: kept ?? report, is: kept && sameReport(kept, report) ? 'same' : 'other' };
    },
    // What has a tombstone is gone, also while its parts are still being erased.
    get: async (id) => ((await store.gone(id)) ? undefined : reportOf(await documents.get<ReportDocument>(`report:${id}`))),
    gone: (id) => documents.get<Gone>(`gone:${id}`),
    async list() {
      const gone = new Set((await documents.ids('gone:')).map(lastOf));
      return (await documents.range<ReportDocument>('report:')).map((document) => reportOf(document)).filter(({ id }) => !gone.has(id));
    },
    sealed: async (id) => (await sealedOf(id))?.sealed,
    async reseal(id, was, sealed, sealedTo) {
      const body = await sealedOf(id);
      if (body?.digest !== was) return false;
      if (!(await documents.replace({ ...body, type: 'body', sealed, digest: digestOf(sealed) }))) return false;
      return (await documents.update<ReportDocument>(`report:${id}`, (current) => ({ ...current, sealedTo }))) !== undefined;
    },
    async decide(id, decision, when = () => true) {
      if (await store.gone(id)) return undefined;
      const decided = await documents.update<ReportDocument>(`report:${id}`, (current) => {
        if (current.decisions.some((one) => one.id === decision.id) || !when(reportOf(current))) return undefined;
        return { ...current, decisions: [...current.decisions, decision] };
      });
      return reportOf(decided);
    },
    async addMessage(report, { id, ...message }) {
      const _id = `message:${report}:${id}`;
      if (await documents.create({ _id, type: 'message', ...message })) return 'new';
      return (await documents.get<MessageDocument>(_id))?.sealed === message.sealed ? 'same' : 'other';
    },
    async thread(report) {
      const messages = (await documents.range<MessageDocument>(`message:${report}:`)).map(({ _id, from, at, sealed }) => ({ id: lastOf(_id), from, at, sealed }));
      return messages.sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    async messageCounts() {
      const counts = new Map<string, number>();
      for (const id of await documents.ids('message:')) {
        const [, report = ''] = id.split(':');
        counts.set(report, (counts.get(report) ?? 0) + 1);
      }
      return counts;
    },
    async giveCopy(report, partner, sealed) {
      const _id = `copy:${partner}:${report}`;
      if (!(await documents.create({ _id, type: 'copy', sealed }))) await documents.update<CopyDocument>(_id, (current) => ({ ...current, sealed }));
    },
    copyOf: async (report, partner) => (await documents.get<CopyDocument>(`copy:${partner}:${report}`))?.sealed,
    copiesOf: async (partner) => (await documents.ids(`copy:${partner}:`)).map(lastOf),
    partners: async () => [...new Set((await documents.ids('copy:')).map((id) => id.split(':')[1] ?? ''))],
    takeCopies: async (partner) => eraseAll(await documents.ids(`copy:${partner}:`)),
    async erase(report, now) {
      const { id, receiptHash, digest, received, due } = report;
      const copies = partnersOf(report);
      const expires = new Date(now.getTime() + GONE_KNOWN_FOR).toISOString();
      // The tombstone first: from here on it is gone for everybody, and the rest is gone on with.
      await documents.create({ _id: `gone:${id}`, type: 'gone', receiptHash, digest, received, due, expires, copies });
      await eraseParts(id, copies);
    },
    async empty({ id }) {
      const emptied = await documents.update<ReportDocument>(`report:${id}`, (current) => (current.emptied ? undefined : { ...current, sealedTo: [], emptied: true }));
      // A stop from here on is gone on with by `dropOrphans`.
      if (emptied) await eraseAll(await textsOf(id, partnersOf(emptied)));
    },
    async finishErasures(now) {
      const left = new Set((await documents.ids('report:')).map(lastOf));
      for (const gone of await documents.range<Gone>('gone:')) {
        const id = lastOf(gone._id);
        // Looked at once more by the next call: as long as something is left, its tombstone hides it.
        if (left.has(id)) await eraseParts(id, gone.copies);
        else if (gone.expires < now.toISOString() && (await documents.remove(gone))) await documents.forget([gone]);
      }
    },
    async dropOrphans() {
      const parts = [...(await documents.ids('body:')), ...(await documents.ids('message:')), ...(await documents.ids('copy:'))];
      // After the parts: a report comes after its text.
      const whole = new Set((await documents.range<ReportDocument>('report:')).filter(({ emptied }) => !emptied).map(({ _id }) => lastOf(_id)));
      const seen = new Map<string, string>();
      const removed: Stored<object>[] = [];
      for (const part of parts.filter((one) => !whole.has(reportOfPart(one)))) {
        const document = await documents.get<object>(part);
        if (!document) continue;
        // Only the revision that was nobody's then: a report that is on its way has touched its text since (`keepText`).
        if (orphans.get(part) === document._rev && (await documents.remove(document))) removed.push(document);
        else seen.set(part, document._rev);
      }
      orphans = seen;
      await documents.forget(removed);
    }
  };
  /** Parts that were nobody's at the last look, and their revisions. */
  let orphans: ReadonlyMap<string, string> = new Map();
  return store;

  /** False when there is another text under this id. */
  async function keepText(id: string, sealed: string, digest: string): Promise<boolean> {
    for (;;) {
      if (await documents.create({ _id: `body:${id}`, type: 'body', sealed, digest })) return true;
      const body = await sealedOf(id);
      if (body && body.digest !== digest) return false;
      // Left by a try that was cut off: touched, so that nobody takes it for an orphan at this moment.
      if (body && (await documents.replace({ ...body, type: 'body' }))) return true;
    }
  }

  async function sealedOf(id: string): Promise<Stored<BodyDocument> | undefined> {
    return documents.get<BodyDocument>(`body:${id}`);
  }

  /** The report itself last: as long as it is there, `finishErasures` knows that something is left. */
  async function eraseParts(id: string, copies: readonly string[]): Promise<void> {
    await eraseAll([...(await textsOf(id, copies)), `report:${id}`]);
  }

  async function textsOf(id: string, copies: readonly string[]): Promise<string[]> {
    return [...(await documents.ids(`message:${id}:`)), ...copies.map((partner) => `copy:${partner}:${id}`), `body:${id}`];
  }

  async function eraseAll(ids: readonly string[]): Promise<void> {
    const removed: Stored<object>[] = [];
    for (const id of ids) {
      const document = await documents.get<object>(id);
      if (document && (await documents.remove(document))) removed.push(document);
    }
    await documents.forget(removed);
  }
}

/** SHA-256 of a sealed text, base64url: what an acknowledgement is checked by. */
export function digestOf(sealed: string): string {
  return createHash('sha256').update(sealed).digest('base64url');
}

function reportOf(document: Stored<ReportDocument>): Report;
function reportOf(document: Stored<ReportDocument> | undefined): Report | undefined;
function reportOf(document: Stored<ReportDocument> | undefined): Report | undefined {
  if (!document) return undefined;
  const { _id, _rev, type: _type, ...fields } = document;
  return { id: lastOf(_id), ...fields };
}

function sameReport(kept: Report | Gone, { digest, receiptHash }: Report): boolean {
  return kept.digest === digest && kept.receiptHash === receiptHash;
}

function partnersOf({ decisions }: Pick<Report, 'decisions'>): string[] {
  return [...new Set(decisions.flatMap(({ act }) => (act.kind === 'transfer' ? [act.partner] : [])))];
}

/** `body:<report>`, `message:<report>:<id>`, `copy:<partner>:<report>`. */
function reportOfPart(id: string): string {
  const [kind, first = '', second = ''] = id.split(':');
  return kind === 'copy' ? second : first;
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf(':') + 1);
}

/** A phone that was without network, or in a drawer, for a season. */
const GONE_KNOWN_FOR = 90 * 86_400_000;

type ReportDocument = Omit<Report, 'id'> & { readonly type: 'report' };
interface BodyDocument {
  readonly type: 'body';
  readonly sealed: string;
  readonly digest: string;
}
interface MessageDocument extends Omit<ThreadMessage, 'id'> {
  readonly type: 'message';
}
interface CopyDocument {
  readonly type: 'copy';
  readonly sealed: string;
}
