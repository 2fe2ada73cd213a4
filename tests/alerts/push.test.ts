import { expect, test } from 'vitest';
import { newPhone, startPushService } from '../stand-ins/push-service.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { withOwnServer } from '../support/own-server.ts';

test('a phone is told by a push service that is known, hears one word, and is let go', async () => {
  await using service = await startPushService();
  await withOwnServer(
    async (server) => {
      const { client } = await server.signedIn('iris', { language: 'fr', areas: ['75'] });
      const key = String((await client.get('/api/push/key')).body['key']);
      expect(Buffer.from(key, 'base64url').length).toBe(65);
      const phone = newPhone(service.origin);
      expect((await client.post('/api/push/subscriptions', phone.subscription)).status).toBe(201);
      expect((await client.post('/api/push/subscriptions', phone.subscription)).status).toBe(201);
      await server.context.alerts.store.publish(newAlertId(), newAlert(), 'one');
      await server.context.push.news.look();
      const [device] = await server.context.push.subscriptions.all();
      expect(device?.due).toBeGreaterThan(0);
      expect((await client.post('/api/push/subscriptions/end', { endpoint: phone.subscription.endpoint })).status).toBe(204);
      expect((await client.post('/api/push/subscriptions/end', { endpoint: phone.subscription.endpoint })).status).toBe(204);
      expect(await server.context.push.subscriptions.all()).toEqual([]);
      for (const line of server.log) expect(line).not.toContain(phone.subscription.endpoint);
    },
    { PUSH_SERVICES: service.origin }
  );
});

test('the server is made to call nothing but push services', async () => {
  await using service = await startPushService();
  await withOwnServer(async (server) => {
    const { client } = await server.signedIn('iris');
    for (const origin of [service.origin, 'https://169.254.169.254', 'https://fcm.googleapis.com.evil.example', 'http://fcm.googleapis.com']) {
      expect(await client.post('/api/push/subscriptions', newPhone(origin).subscription)).toMatchObject({ status: 400, body: { error: 'unknown_push_service' } });
    }
    const { endpoint } = newPhone('https://fcm.googleapis.com').subscription;
    expect((await client.post('/api/push/subscriptions', { endpoint, keys: { p256dh: 'AAAA', auth: 'AAAA' } })).body).toMatchObject({ error: 'bad_request' });
    expect(await server.context.push.subscriptions.all()).toEqual([]);
    expect(service.requests).toEqual([]);
  });
});
