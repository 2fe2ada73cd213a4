import { createServer, type AddressInfo } from 'node:net';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { publicPaths } from '../support/public-paths.ts';
import type { Figure } from './figure.ts';

const categories = ['performance', 'accessibility', 'best-practices'] as const;

/**
 * P13: Lighthouse with its simulated cheap phone, on every public page. What is missing to 100, at the worst page.
 * It sets out from a page of our own: from `about:blank` our security headers make the browser change to a new process, whose
 * first events a busy machine leaves out of the trace, and then there is nothing to measure (NO_NAVSTART: 6 of 85 pages here, none from our own).
 */
export async function auditPages(origin: string): Promise<Figure[]> {
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags, `--remote-debugging-port=${String(port)}`] });
  const worst = new Map<string, { path: string; score: number }>(categories.map((category) => [category, { path: '', score: 100 }]));
  try {
    for (const path of publicPaths) {
      const result = await lighthouse(origin + path, { port, onlyCategories: [...categories], output: 'json', logLevel: 'silent', blankPage: `${origin}/healthz` });
      // A page that could not be measured is no page with 0 points.
      const unmeasured = result ? categories.filter((category) => result.lhr.categories[category]?.score == null) : categories;
      if (unmeasured.length > 0) throw new Error(`${path}: ${unmeasured.join(', ')} not measured: ${erroredAudits(result)}`);
      for (const category of categories) {
        const score = Math.round((result?.lhr.categories[category]?.score ?? 0) * 100);
        if (score < 100) console.log(`     ${path}: ${category} ${String(score)}: ${failedAudits(result, category)}`);
        if (score < (worst.get(category)?.score ?? 0)) worst.set(category, { path, score });
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

/** What cost points, so that nobody has to run it by hand to know. */
function failedAudits(result: Awaited<ReturnType<typeof lighthouse>>, category: string): string {
  const { lhr } = result ?? {};
  return (lhr?.categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (lhr?.audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => `${id} ${lhr?.audits[id]?.displayValue ?? ''}`.trim())
    .join(', ');
}

function erroredAudits(result: Awaited<ReturnType<typeof lighthouse>>): string {
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
