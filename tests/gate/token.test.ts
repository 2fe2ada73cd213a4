import { expect, test } from 'vitest';
import { areaDatabaseName } from '../../sync-server/couch/area-databases.ts';
import { areaToken } from '../../sync-server/couch/area-token.ts';
import { publishAlerts } from '../support/gate.ts';
import { withOwnServer } from '../support/own-server.ts';

/** A CouchDB that was told the secret, as the README says; the embedded store knows no tokens. */
const secret = process.env['COUCHDB_URL'] ? process.env['COUCHDB_JWT_SECRET'] : undefined;

test.runIf(secret)('behind the gate CouchDB lets in who has the role of the area, to read, for a minute', async () => {
  const key = Buffer.from(secret ?? '', 'base64');
  await withOwnServer(
    async (server) => {
      await publishAlerts(server, 1, ['75']);
      await publishAlerts(server, 1, ['69']);
      const { client } = await server.signedIn('member', { areas: ['75'] });
      expect((await client.get('/sync/75/_changes')).status).toBe(200);

      const { origin } = new URL(server.context.couch.url);
      const ask = async (area: string, of: string, now: Date, method = 'GET', path = ''): Promise<number> => {
        const headers = { authorization: `Bearer ${areaToken(key, of, now)}`, 'content-type': 'application/json' };
        return (await fetch(`${origin}/${areaDatabaseName(server.context.config.databasePrefix, area)}${path}`, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) })).status;
      };
      const now = new Date();
      expect(await ask('75', '75', now)).toBe(200);
      expect(await ask('75', '69', now)).toBe(403);
      expect(await ask('75', '75', new Date(now.getTime() - 120_000))).toBe(401);
      // Whoever may read might write, but for the database's own rule.
      expect(await ask('75', '75', now, 'PUT', '/alert:AAAAAAAAAAAAAAAAAAAAAA')).toBe(403);
      expect(await ask('75', '75', now, 'POST', '/_compact')).toBe(401);
    },
    { COUCHDB_JWT_SECRET: secret ?? '' }
  );
});

test.runIf(process.env['COUCHDB_URL'])('with a secret that CouchDB does not have, nobody passes', async () => {
  await withOwnServer(
    async (server) => {
      const { client } = await server.signedIn('member', { areas: ['75'] });
      expect(await client.get('/sync/75/_changes')).toMatchObject({ status: 503, body: { error: 'store_unavailable' } });
    },
    { COUCHDB_JWT_SECRET: Buffer.alloc(32, 1).toString('base64') }
  );
});
