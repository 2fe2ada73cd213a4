import { describe, expect, it } from 'vitest';
import { keyringFrom, newKeyringText } from '../accounts/keyring.ts';
import { ConfigError, readConfig } from '../config.ts';
import { pushKeys } from './push-keys.ts';
import { isPushService } from './push-services.ts';
import { publicKeyOf } from './push-settings.ts';

describe('the address of a push service', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc'
  ])('may be %s', (endpoint) => expect(isPushService(endpoint, [])).toBe(true));

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/abc',
    'https://fcm.googleapis.com.evil.example/abc',
    'https://evilfcm.googleapis.com/abc',
    'https://push.services.mozilla.com.evil.example/',
    'https://evilpush.apple.com/abc',
    'https://user@fcm.googleapis.com/abc',
    'https://fcm.googleapis.com@evil.example/abc',
    'https://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:5984/',
    'https://localhost/',
    'file:///etc/passwd',
    'fcm.googleapis.com'
  ])('is never %s', (endpoint) => expect(isPushService(endpoint, [])).toBe(false));

  it('may be one that the operator has added: that origin alone', () => {
    const more = ['https://push.example'];
    expect(['https://push.example/a', 'https://push.example:444/a', 'http://push.example/a', 'https://sub.push.example/a'].map((endpoint) => isPushService(endpoint, more))).toEqual([true, false, false, false]);
  });
});

describe('the pair by which push services know the server', () => {
  it('comes from the keyring, the same each time, or from the settings', () => {
    const text = newKeyringText();
    const made = pushKeys(keyringFrom(text), { keys: undefined });
    expect(pushKeys(keyringFrom(text), { keys: undefined })).toEqual(made);
    expect(publicKeyOf(Buffer.from(made.privateKey, 'base64url'))).toBe(made.publicKey);
    const other = pushKeys(keyringFrom(newKeyringText()), { keys: undefined });
    expect(other.publicKey).not.toBe(made.publicKey);
    expect(pushKeys(keyringFrom(text), { keys: other })).toEqual(other);
  });

  it('passes over strings that are no key', () => {
    const good = new Uint8Array(32).fill(7);
    const keyring = { derive: (purpose: string) => (purpose === 'push keys/2' ? good : new Uint8Array(32).fill(purpose === 'push keys/0' ? 0 : 255)) };
    expect(pushKeys(keyring, { keys: undefined }).privateKey).toBe(Buffer.from(good).toString('base64url'));
  });
});

describe('settings of pushes', () => {
  const site = 'https://weather.example/';
  const pair = pushKeys(keyringFrom(newKeyringText()), { keys: undefined });

  it('are none, a pair, a subject, more services', () => {
    expect(readConfig({}, site).push).toEqual({ keys: undefined, subject: 'mailto:nobody@jasmine.example', services: [] });
    expect(readConfig({ PUBLIC_ORIGIN: 'https://jasmine.example' }, site).push.subject).toBe('https://jasmine.example');
    expect(
      readConfig({ VAPID_PUBLIC_KEY: pair.publicKey, VAPID_PRIVATE_KEY: pair.privateKey, VAPID_SUBJECT: 'mailto:team@jasmine.example', PUSH_SERVICES: 'https://push.example, http://127.0.0.1:4000' }, site).push
    ).toEqual({ keys: pair, subject: 'mailto:team@jasmine.example', services: ['https://push.example', 'http://127.0.0.1:4000'] });
  });

  it.each([
    ['half a pair', { VAPID_PUBLIC_KEY: pair.publicKey }, 'set both, or neither'],
    ['two halves of two pairs', { VAPID_PUBLIC_KEY: pushKeys(keyringFrom(newKeyringText()), { keys: undefined }).publicKey, VAPID_PRIVATE_KEY: pair.privateKey }, 'not the public half'],
    ['a short key', { VAPID_PUBLIC_KEY: 'abc', VAPID_PRIVATE_KEY: pair.privateKey }, 'must be 65 bytes'],
    ['a bare name for a subject', { VAPID_SUBJECT: 'team' }, 'must be https://'],
    ['a service with a path', { PUSH_SERVICES: 'https://push.example/a' }, 'must be origins']
  ])('are refused for %s', (_what, environment, sentence) => {
    expect(() => readConfig(environment, site)).toThrow(ConfigError);
    expect(() => readConfig(environment, site)).toThrow(sentence);
  });
});
