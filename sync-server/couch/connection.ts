import { setTimeout } from 'node:timers/promises';
import nano, { type DocumentScope, type ServerScope } from 'nano';
import type { Config } from '../config.ts';
import { startEmbeddedStore } from './embedded-store.ts';
import { installDesignDocuments } from './design-documents.ts';

/** Databases of the server; more come with the features that need them. */
export const databaseNames = ['directory', 'accounts', 'messages', 'audit', 'reports', 'alerts', 'snapshots', 'filter'] as const;
export type DatabaseName = (typeof databaseNames)[number];

/** The way to CouchDB, or to the embedded store: the same code either way. Only this folder speaks to it. */
export interface Couch {
  /** With credentials. */
  readonly url: string;
  readonly server: ServerScope;
  database<Document>(name: DatabaseName): DocumentScope<Document>;
  /** A database of one area's alerts, made if it is not there, with its design document; whoever has the role may read it. */
  areaDatabase<Document>(name: string, role: string): Promise<DocumentScope<Document>>;
  /** Whether it answers now. Never throws. */
  isUp(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Connects, and makes sure that databases, access rules and design documents are there.
 * Throws when the store does not answer: the server must not seem to run without it.
 */
export async function connectCouch(config: Pick<Config, 'couchUrl' | 'databasePrefix' | 'dataDir'>, designDocuments: string): Promise<Couch> {
  const embedded = config.couchUrl === undefined ? await startEmbeddedStore(`${config.dataDir}/couch`) : undefined;
  const url = config.couchUrl ?? embedded?.url ?? '';
  const server = nano(url);
  try {
    for (const name of databaseNames) {
      await createDatabase(server, config.databasePrefix + name);
      await installDesignDocuments(server.use(config.databasePrefix + name), `${designDocuments}/${name}`);
    }
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return {
    url,
    server,
    database: (name) => server.use(config.databasePrefix + name),
    async areaDatabase(name, role) {
      await createDatabase(server, name, [role]);
      await installDesignDocuments(server.use(name), `${designDocuments}/alerts-area`);
      return server.use(name);
    },
    isUp: () => answers(server, config.databasePrefix + databaseNames[0]),
    stop: async () => {
      await embedded?.stop();
    }
  };
}

/** A store that needs longer than this for the smallest question is not up. */
const upWithin = 2000;

async function createDatabase(server: ServerScope, name: string, readers: readonly string[] = []): Promise<void> {
  try {
    await server.db.create(name);
  } catch (error) {
    // 412: it is there already; another copy of the server may have been quicker.
    if (statusOf(error) !== 412) throw error;
  }
  await allowOnly(server, name, readers);
}

/** Administrators, and readers by their role. No list may be empty: that would let everybody in. */
async function allowOnly(server: ServerScope, db: string, readers: readonly string[]): Promise<void> {
  const administrators = { names: [], roles: ['_admin'] };
  try {
    await server.request({ db, path: '_security', method: 'put', body: { admins: administrators, members: { names: [], roles: ['_admin', ...readers] } } });
  } catch (error) {
    // Another copy of the server is setting the same rules at this moment.
    if (statusOf(error) !== 409) throw error;
  }
}

async function answers(server: ServerScope, name: string): Promise<boolean> {
  const question = server.request({ db: name, method: 'get' }).then(
    () => true,
    () => false
  );
  const tooLate = setTimeout(upWithin, false, { ref: false });
  return Promise.race([question, tooLate]);
}

/** CouchDB's HTTP status of a failed call; undefined when there was no answer at all. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
