import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookFor } from '../support/alerts-page.ts';
import { button, shown } from '../support/app-page.ts';
import { withKeptProfile } from '../support/browser.ts';
import { signIn } from '../support/device.ts';
import { keepInArea, manyAlerts } from '../support/many-alerts.ts';
import { markersIn } from '../support/markers.ts';
import type { OwnServer } from '../support/own-server.ts';
import type { Figure } from './figure.ts';

const markers = ['Zanzibarine', 'Quetzalcoatline', '262639980123', 'XZ987YW'];

/** S3: words planted in alerts, looked for in all that a browser has written, and in the server's own files, after they were loaded, found and read. */
export async function traces(server: OwnServer): Promise<Figure[]> {
  const planted = manyAlerts(30, 4, '48').map((alert) => ({
    ...alert,
    pseudonyms: ['Quetzalcoatline'],
    text: `Zanzibarine. ${alert.text ?? ''}`,
    identifiers: [{ kind: 'phone' as const, value: '+262639980123' }, { kind: 'plate' as const, value: 'XZ987YW' }]
  }));
  await keepInArea(server.context, '48', planted);
  const { client } = await server.signedIn('fabienne', { areas: ['48'], language: 'en' });
  const folder = await mkdtemp(join(tmpdir(), 'traces-'));
  try {
    await withKeptProfile(folder, server.origin, async (page, context) => {
      await signIn(context, server.origin, client.cookie);
      await page.goto('/app');
      await button(page, 'View alerts').click();
      await button(page, 'On this phone').click();
      await shown(page).getByText('Up to date on').waitFor();
      await page.keyboard.press('Escape');
      await lookFor(page, 'zanzibarine');
      await shown(page).locator('li.card').first().getByRole('button').click();
      await shown(page).getByText('Zanzibarine').first().waitFor();
    });
    const found = [...(await markersIn(folder, markers)), ...(await markersIn(server.dataDir, markers))];
    return [{ id: 'S3', what: 'words planted in alerts that stand in files of the browser or the server', value: found.length, target: 0 }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
