import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { ReplicaModel } from '../support/replica-model.ts';
import { withOwnServer } from '../support/own-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** `JASMINE_SEEDS=7,8,9` and `JASMINE_STEPS=200` replay, or look further. */
const seeds = (process.env['JASMINE_SEEDS'] ?? '1,2,3').split(',').map(Number);
const steps = Number(process.env['JASMINE_STEPS'] ?? '25');

test.each(seeds)('several phones, whatever happens to them and the alerts, have what they may read and nothing else: seed %i', async (seed) => {
  await withOwnServer(async (server) => {
    await using model = await ReplicaModel.start(browser, server, seed);
    for (let step = 0; step < steps; step += 1) await model.step();
    await model.settle();
    expect(model.compared).toBeGreaterThan(0);
  });
});
