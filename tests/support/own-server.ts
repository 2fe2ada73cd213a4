import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passwordStamp } from '../../sync-server/accounts/sign-in.ts';
import type { Account, NewAccount } from '../../sync-server/accounts/account-store.ts';
import { readConfig } from '../../sync-server/config.ts';
import { createContext, type Context } from '../../sync-server/context.ts';
import { createLogger } from '../../sync-server/logger.ts';
import { createServer } from '../../sync-server/server.ts';
import { newMember } from './accounts.ts';
import { ApiClient } from './api-client.ts';
import { withCouch } from './couch.ts';

/** The real server in the test's own process: what a test writes through its context, it answers over HTTP. */
export interface OwnServer {
  readonly origin: string;
  readonly dataDir: string;
  readonly context: Context;
  /** Set: the server's clock stands there. */
  readonly clock: { now?: Date };
  /** Another copy of it, on the same store and keyring; it stops with this one. */
  readonly another: () => Promise<{ readonly origin: string; readonly context: Context }>;
  /** Every line that it has logged. */
  readonly log: readonly string[];
  /** An account that is signed in, its second factor given. */
  readonly signedIn: (name: string, changes?: Partial<NewAccount['profile']>, role?: NewAccount['role']) => Promise<{ readonly client: ApiClient; readonly account: Account }>;
}

export async function withOwnServer(run: (server: OwnServer) => Promise<void>, environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jasmine-own-'));
  const log: string[] = [];
  try {
    await withCouch(async (_couch, prefix, couchUrl) => {
      // Files of the embedded store are looked through as well: then it is the server's own, in its folder.
      const store = process.env['COUCHDB_URL'] ? { COUCHDB_URL: couchUrl } : {};
      const config = readConfig({ DATA_DIR: dataDir, COUCHDB_PREFIX: prefix, JASMINE_DEMO: '0', PORT: '0', LOG_LEVEL: 'trace', ...store, ...environment }, 'https://weather.example/');
      const logger = createLogger(config, { write: (line) => void log.push(line) });
      const clock: OwnServer['clock'] = {};
      const stops: (() => Promise<void>)[] = [];
      const open = async (with_: typeof config): Promise<{ origin: string; context: Context }> => {
        const context = await createContext(with_, logger, () => clock.now ?? new Date());
        const app = await createServer(context);
        await app.listen({ host: '127.0.0.1', port: 0 });
        stops.unshift(async () => {
          await app.close();
          await context.stop();
        });
        return { origin: app.listeningOrigin, context };
      };
      try {
        const { origin, context } = await open(config);
        const { accounts } = context;
        await run({
          origin,
          dataDir,
          context,
          clock,
          another: () => open({ ...config, couchUrl: context.couch.url }),
          log,
          async signedIn(name, changes = {}, role = 'member') {
            const fresh = newMember(name);
            const account = await accounts.store.create({ ...fresh, role, profile: { ...fresh.profile, ...changes } }, accounts.now());
            const { token } = await accounts.sessions.start(account.id, role, { device: '', secondFactor: true, password: passwordStamp(accounts, account) });
            const client = new ApiClient({ origin });
            client.cookie = `__Host-session=${token}`;
            return { client, account };
          }
        });
      } finally {
        for (const stop of stops) await stop();
      }
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
