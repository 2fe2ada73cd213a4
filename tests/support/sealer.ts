import { createCipheriv, createDecipheriv, randomBytes, createHmac } from 'node:crypto';
import type { Sealer } from '../../sync-server/notifications/delivery-queue.ts';

/** AES-256-GCM under a key that only this object has. */
export function testSealer(): Sealer {
  const key = randomBytes(32);
  return {
    seal: (plain, context) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
    digest: (purpose, text) => createHmac('sha256', key).update(`${purpose} ${text}`).digest('base64url'),
    open: (sealed, context) => {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    }
  };
}
