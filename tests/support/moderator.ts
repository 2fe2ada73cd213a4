import { generateTOTP } from '@oslojs/otp';
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { demoPassword, signedInAs, type ApiClient } from './api-client.ts';
import type { TestServer } from './server.ts';

/** A demo account of the team or a partner at the desk, with an identity that this test holds. */
export interface AtTheDesk {
  readonly client: ApiClient;
  /** age. */
  readonly identity: string;
  readonly recipient: string;
}

/** Signed in, with an identity of this test's own in the place of the printed one. */
export async function atTheDesk(server: TestServer, username: 'demo-moderator' | 'demo-partner'): Promise<AtTheDesk> {
  const client = await signedInForTheDesk(server, username);
  const password = demoPassword(server, username);
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const { status } = await client.post('/api/desk/identity', { recipient, wrapped: await sealedText([recipient], identity), password, replace: true });
  if (status !== 201) throw new Error('the identity was not taken');
  return { client, identity, recipient };
}

/** Signs in, and sets up the second factor where the role asks for one. */
export async function signedInForTheDesk(server: TestServer, username: 'demo-moderator' | 'demo-partner'): Promise<ApiClient> {
  const client = await signedInAs(server, username);
  const password = demoPassword(server, username);
  if (username === 'demo-moderator') {
    const { body } = await client.post('/api/account/second-factor', { password });
    const code = generateTOTP(decodeBase32IgnorePadding(String(body['secret'])), 30, 6);
    const { status } = await client.post('/api/account/second-factor/confirmations', { code });
    if (status !== 204) throw new Error('the second factor was not taken');
  }
  return client;
}

/** What the server printed at its first start. */
export function demoPassphrase(server: TestServer, username: 'demo-moderator' | 'demo-partner'): string {
  const passphrase = new RegExp(`^ +${username} +([0-9A-Z-]+)$`, 'm').exec(server.output())?.[1];
  if (passphrase === undefined) throw new Error(`the server printed no passphrase for ${username}`);
  return passphrase;
}

/** What a phone or a desk sends: an age file, base64url. */
export async function sealedText(recipients: readonly string[], text: string): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(text)).toString('base64url');
}
