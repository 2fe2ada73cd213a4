import { deletionDay, type Alert, type AlertContent } from '../../src/domain/alert.ts';
import type { DangerLevel } from '../../src/domain/danger-level.ts';
import { openAlert, sealAlert } from '../../src/domain/sealed-alert.ts';
import type { Documents, Stored } from '../couch/documents.ts';
import { ApiError } from '../errors.ts';
import type { AlertKeys } from './alert-keys.ts';
import type { AlertsService } from './alerts.ts';

/** A published alert as the store has it: what it says is sealed, and its reports are keyed marks. */
export interface AlertDocument {
  readonly type: 'alert';
  readonly areas: readonly string[];
  /** Every area that it was ever in: where it may have to be taken out. */
  readonly placed: readonly string[];
  readonly level: DangerLevel;
  /** Days. */
  readonly publishedOn: string;
  readonly updatedOn: string;
  readonly deletedOn: string;
  readonly contested: boolean;
  /** Taken from members while it is checked. */
  readonly hidden: boolean;
  readonly reports: readonly string[];
  readonly tokens: readonly string[];
  readonly sealed: string;
}

/** What members' questions and the projector need beyond what the desk does. */
export interface AlertStore extends AlertsService {
  document(id: string): Promise<AlertDocument | undefined>;
  /** Of an area, newest first: enough to count and to choose a page. */
  ofArea(area: string): Promise<readonly { readonly id: string; readonly level: DangerLevel; readonly updatedOn: string }[]>;
  many(ids: readonly string[]): Promise<readonly Alert[]>;
  /** That members may see, whose tokens are among these. */
  withTokens(tokens: readonly string[]): Promise<readonly Alert[]>;
  /** Past their day. */
  due(): Promise<readonly string[]>;
  ids(): Promise<readonly string[]>;
}

export interface AlertStoreParts {
  readonly documents: Documents;
  readonly keys: AlertKeys;
  readonly now: () => Date;
  /** Told after each write, so that areas follow at once. */
  readonly onChange: () => void;
  /** Takes an alert out of every area before it is erased. */
  readonly takeAway: (id: string, areas: readonly string[]) => Promise<void>;
}

export function alertStore({ documents, keys, now, onChange, takeAway }: AlertStoreParts): AlertStore {
  const today = (): string => now().toISOString().slice(0, 10);
  const visible = ({ hidden, deletedOn }: Pick<AlertDocument, 'hidden' | 'deletedOn'>): boolean => !hidden && deletedOn > today();

  const store: AlertStore = {
    async publish(id, content, report) {
      const said = await sealContent(id, content);
      const mark = keys.reportMark(report);
      for (;;) {
        const changed = await documents.update<AlertDocument>(documentId(id), (current) => withContent(current, said, content, [...new Set([...current.reports, mark])]));
        if (changed || (await documents.create({ _id: documentId(id), ...fresh(said, content, mark) }))) break;
      }
      onChange();
      return known(await store.read(id));
    },
    async read(id) {
      const document = await documents.get<AlertDocument>(documentId(id));
      return document && opened(document);
    },
    async edit(id, content) {
      const said = await sealContent(id, content);
      const changed = await documents.update<AlertDocument>(documentId(id), (current) => withContent(current, said, content, current.reports));
      onChange();
      return changed && opened(changed);
    },
    async contest(id, mark) {
      const changed = await documents.update<AlertDocument>(documentId(id), (current) => (current.contested === mark.contested && current.hidden === mark.hidden ? undefined : { ...current, ...mark, updatedOn: today() }));
      onChange();
      return changed && opened(changed);
    },
    async remove(id) {
      // Out of sight first: whoever is stopped half way begins again, and nobody is shown half of it.
      const document = await documents.update<AlertDocument>(documentId(id), (current) => (current.hidden ? undefined : { ...current, hidden: true }));
      if (!document) return false;
      await takeAway(id, document.placed);
      const newest = await documents.get<AlertDocument>(documentId(id));
      const removed = newest !== undefined && (await documents.remove(newest));
      if (removed) await documents.forget([newest]);
      onChange();
      return removed;
    },
    async withdraw(report) {
      const mark = keys.reportMark(report);
      const rows = await documents.rows<null, AlertDocument>('alerts/by-report', { keys: [mark] });
      for (const { id } of rows) {
        const left = await documents.update<AlertDocument>(id, (current) => (current.reports.includes(mark) ? { ...current, reports: current.reports.filter((one) => one !== mark), updatedOn: today() } : undefined));
        if (left?.reports.length === 0) await store.remove(idOf(id));
      }
      onChange();
    },
    sharing: (tokens) => byTokens(tokens, () => true),
    withTokens: (tokens) => byTokens(tokens, visible),
    async around(areas, most) {
      const rows = await Promise.all(areas.map((area) => areaRows(area)));
      const newest = rows.flat().sort((a, b) => (a.updatedOn < b.updatedOn ? 1 : -1));
      return store.many([...new Set(newest.map(({ id }) => id))].slice(0, most));
    },
    async ofArea(area) {
      return (await areaRows(area)).filter(visible);
    },
    async many(ids) {
      const found = await Promise.all(ids.map((id) => store.read(id)));
      return found.flatMap((alert) => (alert ? [alert] : []));
    },
    document: (id) => documents.get<AlertDocument>(documentId(id)),
    async due() {
      return (await documents.range<AlertDocument>('alert:')).filter(({ deletedOn }) => deletedOn <= today()).map(({ _id }) => idOf(_id));
    },
    ids: async () => (await documents.ids('alert:')).map(idOf),
    async published(instant) {
      const first = monthBefore(instant, 11);
      const counts = new Map<string, { month: string; level: DangerLevel; count: number }>();
      for (const { publishedOn, level } of await documents.range<AlertDocument>('alert:')) {
        const month = publishedOn.slice(0, 7);
        if (month < first) continue;
        const entry = counts.get(`${month} ${level}`) ?? { month, level, count: 0 };
        counts.set(`${month} ${level}`, { ...entry, count: entry.count + 1 });
      }
      return [...counts.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
    }
  };
  return store;

  async function byTokens(tokens: readonly string[], which: (document: AlertDocument) => boolean): Promise<readonly Alert[]> {
    const rows = await documents.rows<null, AlertDocument>('alerts/by-token', { keys: tokens, withDocuments: true });
    const found = new Map(rows.flatMap(({ id, document }) => (document && which(document) ? [[id, document] as const] : [])));
    return Promise.all([...found.values()].map(opened));
  }

  async function areaRows(area: string): Promise<readonly { id: string; level: DangerLevel; updatedOn: string; hidden: boolean; deletedOn: string }[]> {
    const rows = await documents.rows<{ level: DangerLevel; deletedOn: string; hidden: boolean }>('alerts/by-area', { startkey: [area, {}], endkey: [area], descending: true });
    return rows.map(({ id, key, value }) => ({ id: idOf(id), updatedOn: (key as readonly string[])[1] ?? '', ...value }));
  }

  async function sealContent(id: string, content: AlertContent): Promise<Pick<AlertDocument, 'sealed' | 'tokens'>> {
    const tokens = await Promise.all(content.identifiers.map((identifier) => keys.token(identifier)));
    return { sealed: await sealAlert(await keys.master(), documentId(id), JSON.stringify(content)), tokens: [...new Set(tokens)].sort() };
  }

  function fresh(said: Pick<AlertDocument, 'sealed' | 'tokens'>, content: AlertContent, mark: string): AlertDocument {
    const { areas, level } = content;
    const day = today();
    return { type: 'alert', areas, placed: areas, level, publishedOn: day, updatedOn: day, deletedOn: endOf(content, day), contested: false, hidden: false, reports: [mark], ...said };
  }

  /** Undefined when nothing would change: no revision for nothing. */
  function withContent(current: Stored<AlertDocument>, said: Pick<AlertDocument, 'sealed' | 'tokens'>, content: AlertContent, reports: readonly string[]): AlertDocument | undefined {
    if (current.sealed === said.sealed && current.reports.length === reports.length) return undefined;
    const { areas, level } = content;
    return { ...current, ...said, areas, placed: [...new Set([...current.placed, ...areas])], level, reports, updatedOn: today(), deletedOn: endOf(content, current.publishedOn) };
  }

  function endOf(content: AlertContent, publishedOn: string): string {
    const incidents = [...content.incidents, ...(content.when.date === undefined ? [] : [content.when.date])].sort();
    const end = deletionDay(content.level, incidents.at(-1) ?? publishedOn);
    if (end <= today()) throw new ApiError(409, 'too_old', 'The last incident is too long ago for a warning of this level.');
    return end;
  }

  async function opened(document: Stored<AlertDocument>): Promise<Alert> {
    const content = JSON.parse(await openAlert((await keys.master()).sealing, document._id, document.sealed)) as AlertContent;
    const { publishedOn, updatedOn, deletedOn, contested, reports } = document;
    return { id: idOf(document._id), ...content, publishedOn, updatedOn, deletedOn, reports: reports.length, contested };
  }
}

function known(alert: Alert | undefined): Alert {
  if (!alert) throw new ApiError(409, 'unknown_alert', 'This alert was deleted at this moment.');
  return alert;
}

/** `2026-01` for eleven months before November of that year. */
function monthBefore(instant: Date, months: number): string {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
}

function documentId(id: string): string {
  return `alert:${id}`;
}

function idOf(documentId: string): string {
  return documentId.slice('alert:'.length);
}
