import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, untilKept, withPage } from '../support/browser.ts';
import { startHeldNetwork } from '../support/held-network.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { buildVideoSite, said, type VideoSite } from '../support/video-site.ts';
import { makeClip, type Clip } from '../support/webm-clip.ts';

let browser: Browser;
let clip: Clip;
let site: VideoSite;
let server: TestServer;

beforeAll(async () => {
  browser = await startBrowser();
  clip = await makeClip(browser);
  site = await buildVideoSite('swag-self-defence', clip);
  server = await startServer(site.environment);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  site[Symbol.dispose]();
});

const withVideo = '/en/guides/swag-self-defence/';
const withoutVideo = '/en/guides/app-elles/';
const files = ['/media/clip.en.vtt', '/media/clip.fr.vtt', '/media/clip.png', '/media/clip.webm'];

test('a video says what it is, and nothing of it is loaded before play is pressed', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    const asked: string[] = [];
    // Of the context: what the worker asks for counts too.
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const poster = page.waitForResponse('**/media/clip.png');
    await page.goto(withVideo);
    expect((await poster).status()).toBe(200);
    expect(await page.locator('video').getAttribute('poster')).toBe('/media/clip.png');
    expect(await page.getByRole('heading', { name: said.title.en }).isVisible()).toBe(true);
    const size = (clip.webm.length / 1_000_000).toFixed(1);
    const facts = page.getByText('Nothing loads before you press play');
    expect(await facts.innerText()).toBe(`0:06, ${size} MB. Nothing loads before you press play. Subtitles: Français, English`);
    const box = await page.locator('video').boundingBox();
    expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(clip.width / clip.height, 2);
    await untilKept(page, 'en');
    expect(await loaded(page)).toBe(0);
    expect(asked).not.toContain('/media/clip.webm');
    await press(page);
    expect(asked).toContain('/media/clip.webm');
  });
});

test('it plays, finds any place, and shows subtitles in the language of the page', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto(withVideo);
    const first = page.waitForResponse('**/media/clip.webm');
    await press(page);
    const answer = await first;
    expect(answer.status()).toBe(206);
    expect(await answer.headerValue('content-range')).toBe(`bytes 0-${clip.webm.length - 1}/${clip.webm.length}`);
    expect(await lengthOf(page)).toBe(clip.seconds);
    expect(await colourAt(page, 4.5)).toBe('blue');
    await expect.poll(() => subtitle(page)).toBe(said.transcript.en[1]);
    expect(await colourAt(page, 1.5)).toBe('red');
    await expect.poll(() => subtitle(page)).toBe(said.subtitles.en);
    await page.getByText('Read the text of the video').click();
    for (const paragraph of said.transcript.en) expect(await page.locator('details p', { hasText: paragraph }).isVisible()).toBe(true);
  });
});

test('the server answers a part with that part', async () => {
  const answer = await fetch(`${server.origin}/media/clip.webm`, { headers: { range: 'bytes=1000-1999' } });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-type')).toBe('video/webm');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(clip.webm.subarray(1000, 2000));
});

test('without a script there are the player and the text, and no button that does nothing', async () => {
  await withPage(
    browser,
    server.origin,
    async (page) => {
      await page.goto(withVideo);
      expect(await page.locator('video[controls]').isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: /^Keep it/ }).count()).toBe(0);
      await page.getByText('Read the text of the video').click();
      expect(await page.getByText(said.transcript.en[1]).isVisible()).toBe(true);
    },
    { javaScriptEnabled: false }
  );
});

test('a topic without a file has no player and no frame', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto(withoutVideo);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('video, iframe, [data-keep], #video').count()).toBe(0);
  });
});

test('what is kept plays and seeks with no network, and can be removed', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto(withVideo);
    await untilKept(page, 'en');
    await keepButton(page).click();
    await page.getByText('Kept on this phone').waitFor();
    expect(await kept(page)).toEqual(files);
    await context.setOffline(true);
    await page.goto(withVideo);
    await page.getByText('Kept on this phone').waitFor();
    expect(await keepButton(page).isVisible()).toBe(false);
    const answers: boolean[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/media/')) answers.push(response.fromServiceWorker());
    });
    await press(page);
    expect(await colourAt(page, 4.5)).toBe('blue');
    await expect.poll(() => subtitle(page)).toBe(said.transcript.en[1]);
    expect(await colourAt(page, 1.5)).toBe('red');
    expect(answers.length).toBeGreaterThan(0);
    expect(answers).not.toContain(false);
    expect(await part(page, 'bytes=1000-1999')).toEqual({ status: 206, bytes: [...clip.webm.subarray(1000, 2000)] });
    await page.getByRole('button', { name: 'Remove from this phone' }).click();
    await keepButton(page).waitFor();
    expect(await kept(page)).toEqual([]);
    expect(await part(page, 'bytes=1000-1999')).toBe('no network');
  });
});

test('keeping shows how far it is, also after the page was left, and ends by saying so', async () => {
  await using network = await startHeldNetwork(server.origin, { held: '/media/clip.webm', after: 1_000_000 });
  await withPage(browser, network.origin, async (page) => {
    await page.goto(withVideo);
    await untilKept(page, 'en');
    await keepButton(page).click();
    const half = 1_000_000 / clip.webm.length;
    await expect.poll(() => progress(page)).toBeGreaterThan(half * 0.8);
    expect(await progress(page)).toBeLessThan(half * 1.2);
    expect(await keepButton(page).isVisible()).toBe(false);
    await page.goto(withoutVideo);
    await page.goto(withVideo);
    await expect.poll(() => progress(page)).toBeGreaterThan(half * 0.8);
    expect(await kept(page)).toEqual(files.filter((file) => file !== '/media/clip.webm'));
    network.goOn();
    await page.getByText('Kept on this phone').waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    expect(await kept(page)).toEqual(files);
  });
});

test('stopping leaves no trace; a break is said, and pressing again begins anew', async () => {
  await using network = await startHeldNetwork(server.origin, { held: '/media/clip.webm', after: 1_000_000 });
  await withPage(browser, network.origin, async (page) => {
    await page.goto(withVideo);
    await untilKept(page, 'en');
    await keepButton(page).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => progress(page)).toBeGreaterThan(0);
    // The button that was pressed is gone: the next Tab leads to its successor, not to the top of the page.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Stop');
    await page.keyboard.press('Enter');
    await keepButton(page).waitFor();
    expect(await kept(page)).toEqual([]);
    expect(await page.getByText('The download stopped').isVisible()).toBe(false);
    await keepButton(page).click();
    await expect.poll(() => progress(page)).toBeGreaterThan(0);
    network.cut();
    await page.getByText('The download stopped').waitFor();
    expect(await kept(page)).not.toContain('/media/clip.webm');
    network.goOn();
    await keepButton(page).click();
    await page.getByText('Kept on this phone').waitFor();
    expect(await page.getByText('The download stopped').isVisible()).toBe(false);
  });
});

/** As a reader with a keyboard does it: the browser's own buttons are out of a test's reach. Returns when the picture moves. */
async function press(page: Page): Promise<void> {
  const moving = page.locator('video').evaluate((video: HTMLVideoElement) =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener('timeupdate', () => {
        if (video.currentTime > 0) resolve();
      });
      // An error is told to the source, which does not bubble.
      for (const element of [video, ...video.querySelectorAll('source')]) {
        element.addEventListener('error', () => reject(new Error(`the clip does not play: ${video.error?.message ?? 'no source'}`)));
      }
    })
  );
  await page.locator('video').focus();
  await page.keyboard.press('Space');
  await moving;
  await page.locator('video').evaluate((video: HTMLVideoElement) => video.pause());
}

function lengthOf(page: Page): Promise<number> {
  return page.locator('video').evaluate((video: HTMLVideoElement) => video.duration);
}

/** 0: not even the length is known yet. */
function loaded(page: Page): Promise<number> {
  return page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState);
}

/** Goes to a second, and tells the picture that is there. */
function colourAt(page: Page, second: number): Promise<string> {
  return page.locator('video').evaluate(async (video: HTMLVideoElement, to) => {
    const there = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    video.currentTime = to;
    await there;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const brush = canvas.getContext('2d');
    brush?.drawImage(video, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = brush?.getImageData(0, 0, 1, 1).data ?? [];
    if (red > 2 * Math.max(green, blue)) return 'red';
    return blue > 2 * Math.max(red, green) ? 'blue' : `rgb(${String(red)} ${String(green)} ${String(blue)})`;
  }, second);
}

/** What stands over the picture now. */
function subtitle(page: Page): Promise<string> {
  return page.locator('video').evaluate((video: HTMLVideoElement) => {
    const shown = [...video.textTracks].find(({ mode }) => mode === 'showing');
    return [...(shown?.activeCues ?? [])].map((cue) => (cue as VTTCue).text).join('\n');
  });
}

function keepButton(page: Page) {
  return page.getByRole('button', { name: /^Keep it on this phone \([\d.]+ MB\)$/ });
}

/** 0 to 1; 0 too while no bar is shown. */
function progress(page: Page): Promise<number> {
  return page.locator('progress').evaluate((bar: HTMLProgressElement) => (bar.checkVisibility() ? bar.value : 0));
}

function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await (await caches.open('media')).keys()).map(({ url }) => new URL(url).pathname).sort());
}

function part(page: Page, range: string): Promise<{ status: number; bytes: number[] } | 'no network'> {
  return page.evaluate(async (asked) => {
    try {
      const response = await fetch('/media/clip.webm', { headers: { range: asked } });
      return { status: response.status, bytes: [...new Uint8Array(await response.arrayBuffer())] };
    } catch {
      return 'no network' as const;
    }
  }, range);
}
