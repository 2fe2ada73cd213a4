import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startTwilio, type TwilioBehaviour } from '../../tests/stand-ins/twilio.ts';
import { textsOf } from './message-texts.ts';
import { DeliveryError, type Delivery } from './provider.ts';
import { twilioProvider } from './twilio-provider.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'token-marker';
const to = '+33639980001';
const code = '7K3M-9QXT-2VBNA';
const message = { kind: 'contact-code', code } as const;
const delivery: Delivery = { id: 'message:01', to: { kind: 'phone', value: to }, kind: message.kind, texts: textsOf(message, 'fr', 'https://a.example'), validFor: 599_500 };
const signal = new AbortController().signal;

describe('text messages by Twilio', () => {
  it('leave with the text, the sender and the time for which they are good', async () => {
    await using twilio = await startTwilio();
    const provider = await twilioProvider({ accountSid, authToken, sender: { from: '+33700000000' }, baseUrl: twilio.baseUrl });
    await provider.deliver(delivery, signal);
    expect(twilio.requests).toMatchObject([
      {
        path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        form: { To: to, From: '+33700000000', Body: delivery.texts.sms, ValidityPeriod: '599' }
      }
    ]);
    expect(Object.keys(twilio.requests[0]?.form ?? {})).toHaveLength(4);
  });

  it('leave by a messaging service, for at most the ten hours that Twilio holds them', async () => {
    await using twilio = await startTwilio();
    const provider = await twilioProvider({ accountSid, authToken, sender: { messagingServiceSid: 'MG01' }, baseUrl: twilio.baseUrl });
    await provider.deliver({ ...delivery, validFor: 7 * 24 * 3_600_000 }, signal);
    expect(twilio.requests[0]?.form).toMatchObject({ MessagingServiceSid: 'MG01', ValidityPeriod: '36000' });
    expect(twilio.requests[0]?.form).not.toHaveProperty('From');
  });

  it.each<[TwilioBehaviour, DeliveryError['outcome'], string]>([
    ['invalid-number', 'refused', '21211'],
    ['unknown-account', 'temporary', '20003'],
    ['too-many', 'temporary', '20429'],
    ['fault', 'temporary', '20500'],
    ['fault-without-json', 'temporary', '502'],
    ['hang-up', 'temporary', 'ECONNRESET']
  ])('that meet "%s" are %s, once, and the error quotes nothing', async (behaviour, outcome, failure) => {
    await using twilio = await startTwilio();
    twilio.answer(behaviour);
    const provider = await twilioProvider({ accountSid, authToken, sender: { from: '+33700000000' }, baseUrl: twilio.baseUrl });
    const error: unknown = await provider.deliver(delivery, signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ outcome, code: failure });
    const seen = inspect(error, { depth: null, showHidden: true });
    for (const marker of [to, to.slice(1), code, authToken]) expect(seen).not.toContain(marker);
    expect(twilio.requests).toHaveLength(1);
  });
});
