import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano from 'nano';

/** The real server in a process of its own, on a free port, with a folder (and databases) of its own. */
export interface TestServer {
  readonly origin: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends the process with a signal, and gives its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** With an account of each role, and what can be looked at through them, as at the first `npm start`: the server prints their passwords. */
export const startDemo = (environment: Readonly<Record<string, string>> = {}): Promise<TestServer> => startServer({ JASMINE_DEMO: '1', ...environment });

/** Starts it and waits until it says where it is. Throws with what it printed if it stops instead. */
export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = environment['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'jasmine-test-'));
  const prefix = `test-${Math.random().toString(36).slice(2, 8)}-`;
  const child = spawn(process.execPath, ['sync-server/main.ts'], {
    env: { ...process.env, PORT: '0', JASMINE_DEMO: '0', COUCHDB_PREFIX: prefix, ...environment, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const address = /^Jasmine is at (\S+)$/m.exec(printed)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => reject(new Error(`the server stopped (${String(code)}): ${printed}`)));
  });
  return {
    origin,
    dataDir,
    pid: child.pid ?? 0,
    output: () => printed,
    end: (signal) => end(child, signal, ended),
    [Symbol.asyncDispose]: async () => {
      await end(child, 'SIGTERM', ended);
      await dropDatabases(environment['COUCHDB_PREFIX'] ?? prefix);
      if (environment['DATA_DIR'] === undefined) rmSync(dataDir, { recursive: true, force: true });
    }
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', ended: Promise<number | null>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return ended;
}

async function dropDatabases(prefix: string): Promise<void> {
  const url = process.env['COUCHDB_URL'];
  if (!url) return;
  const couch = nano(url);
  for (const name of await couch.db.list()) if (name.startsWith(prefix)) await couch.db.destroy(name);
}
