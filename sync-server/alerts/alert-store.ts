import { deletionDay, type Alert, type AlertContent } from '../../src/domain/alert.ts';
import type { DangerLevel } from '../../src/domain/danger-level.ts';
import { openAlert, sealAlert } from '../../src/domain/sealed-alert.ts';
import { dayOf } from '../accounts/account-store.ts';
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
  /** Areas whose phones have been told of it. */
  readonly told: readonly string[];
  /** Being erased: gone for everybody, and gone on with until it is. */
  readonly erasing?: true;
}

/** What members' questions and the projector need beyond what the desk does. */
export interface AlertStore extends AlertsService {
  document(id: string): Promise<Stored<AlertDocument> | undefined>;
  open(document: Stored<AlertDocument>): Promise<Alert>;
  /** Of an area, newest first: enough to count and to choose a page. */
  ofArea(area: string): Promise<readonly { readonly id: string; readonly level: DangerLevel; readonly updatedOn: string }[]>;
  /** Months in which keys of an area may be in use (`2026-11`), oldest first, this one included. */
  months(area: string): Promise<readonly string[]>;
  many(ids: readonly string[]): Promise<readonly Alert[]>;
  /** That members may see, whose tokens are among these. */
  withTokens(tokens: readonly string[]): Promise<readonly Alert[]>;
  /** Erases what is past its day, and goes on with what stopped half way. Gives how many. */
  expire(): Promise<number>;
  /** That some area's phones have not been told of. */
  untold(): Promise<readonly { readonly id: string; readonly areas: readonly string[] }[]>;
  told(id: string, areas: readonly string[]): Promise<void>;
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
  const today = (): string => dayOf(now());
  const visible = (document: Parameters<typeof isShown>[0]): boolean => isShown(document, today());

  const store: AlertStore = {
    async publish(id, content, report) {
      const said = await sealContent(id, content);
      const mark = keys.reportMark(report);
      for (;;) {
        const changed = await documents.update<AlertDocument>(documentId(id), (current) => (current.erasing ? undefined : withContent(current, said, content, [...new Set([...current.reports, mark])])));
        // Its last report was withdrawn at this moment: first that one goes, and then it begins anew with this report.
        if (changed?.erasing) await finishErasure(changed);
        else if (changed || (await documents.create({ _id: documentId(id), ...fresh(said, content, mark) }))) break;
      }
      onChange();
      return known(await store.read(id));
    },
    async read(id) {
      const document = await store.document(id);
      return document && opened(document);
    },
    async edit(id, content) {
      const said = await sealContent(id, content);
      return change(id, (current) => withContent(current, said, content, current.reports));
    },
    contest: (id, mark) => change(id, (current) => (current.contested === mark.contested && current.hidden === mark.hidden ? undefined : { ...current, ...mark, updatedOn: today() })),
    async remove(id) {
      // Out of sight first: whoever is stopped half way is gone on with, and nobody is shown half of it.
      const document = await documents.update<AlertDocument>(documentId(id), (current) => (current.erasing ? undefined : { ...current, erasing: true }));
      return document !== undefined && finishErasure(document);
    },
    async withdraw(report) {
      const mark = keys.reportMark(report);
      const rows = await documents.rows<null, AlertDocument>('alerts/by-report', { keys: [mark] });
      for (const { id } of rows) {
        const left = await documents.update<AlertDocument>(id, (current) => {
          if (current.erasing || !current.reports.includes(mark)) return undefined;
          const reports = current.reports.filter((one) => one !== mark);
          // In the same write: another report that joins it at this moment finds it either resting on something or gone.
          return { ...current, reports, updatedOn: today(), ...(reports.length === 0 ? { erasing: true } : {}) };
        });
        if (left?.erasing) await finishErasure(left);
      }
      onChange();
    },
    sharing: (tokens) => byTokens(tokens, ({ erasing }) => !erasing),
    withTokens: (tokens) => byTokens(tokens, visible),
    async around(areas, most) {
      const rows = await Promise.all(areas.map((area) => areaRows(area)));
      const newest = rows.flat().sort((a, b) => (a.updatedOn < b.updatedOn ? 1 : -1));
      return store.many([...new Set(newest.map(({ id }) => id))].slice(0, most));
    },
    async ofArea(area) {
      return (await areaRows(area)).filter(visible);
    },
    async months(area) {
      const [oldest] = await documents.rows<unknown>('alerts/by-area', { startkey: [area], endkey: [area, {}], limit: 1 });
      const last = today().slice(0, 7);
      const months = [((oldest?.key as readonly string[] | undefined)?.[1] ?? last).slice(0, 7)];
      // A month before is one before the last of them: counted from there, whatever the clock says.
      for (let month = months[0] ?? last; month < last; months.push(month)) month = monthBefore(new Date(`${month}-01T00:00:00Z`), -1);
      return months;
    },
    async many(ids) {
      const found = await documents.many<AlertDocument>(ids.map(documentId));
      return Promise.all(found.filter(({ erasing }) => !erasing).map(opened));
    },
    async document(id) {
      const document = await documents.get<AlertDocument>(documentId(id));
      return document?.erasing ? undefined : document;
    },
    open: opened,
    async expire() {
      let erased = 0;
      for (const document of await documents.range<AlertDocument>(PREFIX)) {
        if (document.erasing ? await finishErasure(document) : document.deletedOn <= today() && (await store.remove(idOf(document._id)))) erased += 1;
      }
      return erased;
    },
    untold: async () => (await documents.rows<readonly string[]>('alerts/to-tell', {})).map(({ id, value }) => ({ id: idOf(id), areas: value })),
    async told(id, areas) {
      await documents.update<AlertDocument>(documentId(id), (current) => ({ ...current, told: [...new Set([...current.told, ...areas])] }));
    },
    ids: async () => (await documents.ids(PREFIX)).map(idOf),
    async published(instant) {
      const first = monthBefore(instant, 11);
      const counts = new Map<string, { month: string; level: DangerLevel; count: number }>();
      for (const { publishedOn, level } of await documents.range<AlertDocument>(PREFIX)) {
        const month = publishedOn.slice(0, 7);
        if (month < first) continue;
        const entry = counts.get(`${month} ${level}`) ?? { month, level, count: 0 };
        counts.set(`${month} ${level}`, { ...entry, count: entry.count + 1 });
      }
      return [...counts.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
    }
  };
  return store;

  async function change(id: string, how: (current: Stored<AlertDocument>) => AlertDocument | undefined): Promise<Alert | undefined> {
    const changed = await documents.update<AlertDocument>(documentId(id), (current) => (current.erasing ? undefined : how(current)));
    onChange();
    return changed && !changed.erasing ? opened(changed) : undefined;
  }

  /** Of one that is marked as `erasing`. False when somebody else was quicker. */
  async function finishErasure({ _id, placed }: Stored<AlertDocument>): Promise<boolean> {
    await takeAway(idOf(_id), placed);
    const newest = await documents.get<AlertDocument>(_id);
    const removed = newest?.erasing === true && (await documents.remove(newest));
    if (removed) await documents.forget([newest]);
    onChange();
    return removed;
  }

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
    return { type: 'alert', areas, placed: areas, level, publishedOn: day, updatedOn: day, deletedOn: endOf(content, day), contested: false, hidden: false, reports: [mark], ...said, told: [] };
  }

  /** Undefined when nothing would change: no revision for nothing. */
  function withContent(current: Stored<AlertDocument>, said: Pick<AlertDocument, 'sealed' | 'tokens'>, content: AlertContent, reports: readonly string[]): AlertDocument | undefined {
    if (current.sealed === said.sealed && current.reports.length === reports.length) return undefined;
    const { areas, level } = content;
    return { ...current, ...said, areas, placed: [...new Set([...current.placed, ...areas])], level, reports, updatedOn: today(), deletedOn: endOf(content, current.publishedOn) };
  }

  function endOf(content: AlertContent, publishedOn: string): string {
    // A day that is still to come is a slip: nothing is kept for longer by it.
    const incidents = [...content.incidents, ...(content.when.date === undefined ? [] : [content.when.date])].filter((day) => day <= today()).sort();
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

/** Whether members may see it on a day (`2026-11-25`). */
export function isShown({ hidden, erasing, deletedOn }: Pick<AlertDocument, 'hidden' | 'erasing' | 'deletedOn'>, day: string): boolean {
  return !hidden && !erasing && deletedOn > day;
}

function known(alert: Alert | undefined): Alert {
  if (!alert) throw new ApiError(409, 'unknown_alert', 'This alert was deleted at this moment.');
  return alert;
}

/** `2026-01` for eleven months before November of that year. */
function monthBefore(instant: Date, months: number): string {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
}

export function documentId(id: string): string {
  return PREFIX + id;
}

export function idOf(documentId: string): string {
  return documentId.slice(PREFIX.length);
}

export const PREFIX = 'alert:';
