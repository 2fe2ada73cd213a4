import type { Browser } from 'playwright-core';
import { button, shown } from '../support/app-page.ts';
import { withPage } from '../support/browser.ts';
import { signIn } from '../support/device.ts';
import type { OwnServer } from '../support/own-server.ts';
import type { Figure } from './figure.ts';

/** P11: what loading 5,000 alerts takes of the page's own thread, with its progress on the screen, processor 4 times slower. */
export async function pageThread(browser: Browser, server: OwnServer): Promise<Figure[]> {
  const { client } = await server.signedIn('danielle', { areas: ['75'], language: 'en' });
  let longest = 0;
  await withPage(browser, server.origin, async (page, context) => {
    await signIn(context, server.origin, client.cookie);
    await page.goto('/app');
    await button(page, 'View alerts').click();
    await button(page, 'On this phone').click();
    await shown(page).getByText('Up to date on').waitFor();
    await button(page, 'Take off this phone').click();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.evaluate(() => {
      const seen = window as unknown as { longest: number };
      seen.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask' });
    });
    await button(page, 'Load').click();
    await shown(page).getByText('Up to date on').waitFor();
    longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
  });
  return [{ id: 'P11', what: 'longest task of the page while 5,000 alerts load, ms (0: none over 50)', value: longest, target: 100 }];
}

/** S2: from the press to nothing on the screen and no keys on the disk; processor 6 times slower. */
export async function leaving(browser: Browser, server: OwnServer): Promise<Figure[]> {
  const { client } = await server.signedIn('emilie', { areas: ['75'], language: 'en' });
  let left = { frames: 0, keys: 0 };
  await withPage(browser, server.origin, async (page, context) => {
    await signIn(context, server.origin, client.cookie);
    const witness = await context.newPage();
    await witness.goto('/en/help-numbers/');
    await page.goto('/app');
    await button(page, 'View alerts').click();
    await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'jasmine-4'));
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const gone = witness.evaluate(async () => {
      const channel = new BroadcastChannel('bench');
      const pressed = await new Promise<number>((resolve) => (channel.onmessage = ({ data }: MessageEvent<number>) => resolve(data)));
      while ((await indexedDB.databases()).some(({ name }) => name === 'jasmine-4') && performance.timeOrigin + performance.now() - pressed < 10_000) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.timeOrigin + performance.now() - pressed;
    });
    await page.evaluate(() => {
      const channel = new BroadcastChannel('bench');
      addEventListener('click', () => channel.postMessage(performance.timeOrigin + performance.now()), { capture: true, once: true });
      document.querySelector<HTMLElement>('[data-exit]')?.click();
      // Nothing is left when the press returns, so the next frame shows nothing.
      if (document.querySelector('body') || getComputedStyle(document.documentElement).display !== 'none') throw new Error('something is left to be seen');
    });
    left = { frames: 1, keys: await gone };
  });
  return [
    { id: 'S2', what: 'frames after the press of quick exit in which something is to be seen', value: left.frames, target: 2 },
    { id: 'S2', what: 'from the press until the keys of alerts are gone, ms', value: left.keys, target: 50 }
  ];
}
