import { createServer, type AddressInfo } from 'node:net';
import { constants, setPriority } from 'node:os';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { publicPaths } from '../support/public-paths.ts';
import type { TestServer } from '../support/server.ts';
import type { Figure } from './figure.ts';

const categories = ['performance', 'accessibility', 'best-practices'] as const;

/**
 * P13: Lighthouse with its simulated cheap phone, on every public page. What is missing to 100, at the worst page. Lighthouse and our server
 * give way to the browser: a phone shares its processor with neither, and on two cores they were most of what held up the page's thread
 * (tasks of 3 ms of processor that took 60). A page with less than 100 is asked four more times, and has the median, as Lighthouse advises.
 * It sets out from a page of our own: from `about:blank` our security headers make the browser change to a new process, whose
 * first events a busy machine leaves out of the trace, and then there is nothing to measure (NO_NAVSTART: 6 of 85 pages here, none from our own).
 */
export async function auditPages({ origin, pid }: TestServer): Promise<Figure[]> {
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags, `--remote-debugging-port=${String(port)}`] });
  const worst = new Map<string, { path: string; score: number }>(categories.map((category) => [category, { path: '', score: 100 }]));
  try {
    for (const one of [process.pid, pid]) setPriority(one, constants.priority.PRIORITY_LOW);
    const audit = async (path: string): Promise<Audit> => {
      const result = await lighthouse(origin + path, { port, onlyCategories: [...categories], output: 'json', logLevel: 'silent', blankPage: `${origin}/healthz` });
      // A page that could not be measured is no page with 0 points.
      const unmeasured = result ? categories.filter((category) => result.lhr.categories[category]?.score == null) : categories;
      if (unmeasured.length > 0) throw new Error(`${path}: ${unmeasured.join(', ')} not measured: ${erroredAudits(result)}`);
      return result;
    };
    // A browser that has just begun is busy with itself.
    await audit('/en/directory/');
    for (const path of publicPaths) {
      const audits = [await audit(path)];
      if (categories.some((category) => scoreOf(audits[0], category) < 100)) for (let more = 0; more < 4; more++) audits.push(await audit(path));
      for (const category of categories) {
        const sorted = audits.toSorted((a, b) => scoreOf(a, category) - scoreOf(b, category));
        const [lowest, middle] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
        if (scoreOf(lowest, category) < 100) console.log(`     ${path}: ${category} ${sorted.map((each) => scoreOf(each, category)).join(', ')}: ${failedAudits(lowest, category)}`);
        if (scoreOf(middle, category) < (worst.get(category)?.score ?? 0)) worst.set(category, { path, score: scoreOf(middle, category) });
      }
    }
  } finally {
    await browser.close();
  }
  return [...worst].map(([category, { path, score }]) => ({
    id: 'P13',
    what: `Lighthouse ${category} of ${String(publicPaths.length)} pages, short of 100${path && ` (${path})`}`,
    value: 100 - score,
    target: 0
  }));
}

type Audit = Awaited<ReturnType<typeof lighthouse>>;

function scoreOf(audit: Audit, category: string): number {
  return Math.round((audit?.lhr.categories[category]?.score ?? 0) * 100);
}

/** What cost points, so that nobody has to run it by hand to know. */
function failedAudits(result: Audit, category: string): string {
  const { lhr } = result ?? {};
  return (lhr?.categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (lhr?.audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => `${id} ${lhr?.audits[id]?.displayValue ?? ''}`.trim())
    .join(', ');
}

function erroredAudits(result: Audit): string {
  const { runtimeError, audits = {} } = result?.lhr ?? {};
  const errors = Object.values(audits).flatMap(({ id, errorMessage }) => (errorMessage ? [`${id}: ${errorMessage}`] : []));
  return [runtimeError?.message ?? [], ...errors].flat().join('; ');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
