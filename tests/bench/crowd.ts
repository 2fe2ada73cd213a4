import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Members' phones in a process of their own, so that they take no time from the server's: each asks for all that a first load is. Milliseconds. */
export async function crowd(origin: string, area: string, cookies: readonly string[], rounds: number, line?: { readonly latency: number; readonly down: number }): Promise<{ readonly median: number; readonly failed: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [new URL('./crowd-phones.ts', import.meta.url).pathname, JSON.stringify({ origin, area, cookies, rounds, line })], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as { median: number; failed: number };
}
