import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumFlags, findChromium, findChromiumShell } from './chromium.ts';

/** Starts the browser that the tests of one file share. Whole: with history, notifications and redirects as people have them, and for measuring. */
export async function startBrowser({ whole = false } = {}): Promise<Browser> {
  return chromium.launch({ executablePath: whole ? findChromium() : findChromiumShell(), args: chromiumFlags });
}

/**
 * A fresh profile on one page. Fails the test, at the end, for anything no page may ever do: break its security policy,
 * ask a third party, or throw. `neutralSite` answers for the site that quick exit leads to.
 */
export async function withPage(
  browser: Browser,
  origin: string,
  run: (page: Page, context: BrowserContext) => Promise<void>,
  options: BrowserContextOptions = {}
): Promise<void> {
  await withPageIn(await browser.newContext({ baseURL: origin, ...phone, ...options }), origin, run);
}

/** The same in a profile that stays on the disk, in `folder`, when its browser has ended. */
export async function withKeptProfile(
  folder: string,
  origin: string,
  run: (page: Page, context: BrowserContext) => Promise<void>
): Promise<void> {
  const context = await chromium.launchPersistentContext(folder, { executablePath: findChromium(), args: chromiumFlags, baseURL: origin, ...phone });
  await withPageIn(context, origin, run);
}

async function withPageIn(context: BrowserContext, origin: string, run: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const faults: string[] = [];
  await context.route(
    (url) => url.origin !== origin,
    async (route) => {
      if (new URL(route.request().url()).href === neutralSite) {
        await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Weather</title><h1>Weather</h1>' });
        return;
      }
      faults.push(`third party: ${new URL(route.request().url()).origin}`);
      await route.abort();
    }
  );
  context.on('page', (page) => watch(page, faults));
  try {
    await run(await context.newPage(), context);
  } finally {
    await context.close();
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

const phone = { viewport: { width: 360, height: 740 } };

/** What `src/content/operator.json` says. */
export const neutralSite = 'https://meteofrance.com/';

/** Waits until the page's worker is in charge and the language's pages are kept. */
export async function untilKept(page: Page, language: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    await navigator.serviceWorker.ready;
    await new Promise<void>((resolve) => {
      const ask = (): void => void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ type: 'what-is-kept' }));
      navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ type: string; languages?: string[] }>) => {
        if (data.type === 'language-kept') ask();
        if (data.type === 'kept' && data.languages?.includes(wanted)) resolve();
      });
      ask();
    });
  }, language);
}

function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy|trustedhtml|trustedscript|trusted type/i.test(message.text())) faults.push(message.text());
  });
}
