import { describe, expect, it } from 'vitest';
import { withQueue } from '../../tests/support/delivery-queue.ts';
import { testSealer } from '../../tests/support/sealer.ts';
import type { StoredMessage } from './message-store.ts';
import type { Message } from './message.ts';

const minute = 60_000;
const code = '7K3M-9QXT-2VBNA';
const reader = { kind: 'email', value: 'reader-marker@mail.example' } as const;
const codeMessage: Message = { kind: 'contact-code', code };
const news: Message = { kind: 'account-confirmed' };

describe('the queue of messages', () => {
  it('sends a message once, to the provider of its kind, and keeps nothing', async () => {
    await withQueue(async ({ queue, email, phone, documents }) => {
      const to = { kind: 'phone', value: '+33639980001' } as const;
      await queue.send(to, 'en', codeMessage);
      await queue.deliverDue();
      await queue.deliverDue();
      expect(phone.taken).toMatchObject([{ to, kind: 'contact-code', validFor: 10 * minute, texts: { subject: 'Your code' } }]);
      expect(email.taken).toEqual([]);
      expect(await documents()).toEqual([]);
    });
  });

  it('keeps what it has not sent sealed: neither to whom nor what can be read, not even by length', async () => {
    await withQueue(async ({ queue, documents }) => {
      await queue.send(reader, 'fr', codeMessage);
      await queue.send({ kind: 'phone', value: '+33639980001' }, 'en', news);
      const kept = await documents();
      expect(new Set(kept.map(({ sealed }) => sealed.length)).size).toBe(1);
      for (const document of kept) {
        expect(Object.keys(document).sort()).toEqual(['_id', '_rev', 'attempts', 'notAfter', 'notBefore', 'sealed', 'state', 'type']);
        expectNothingTelling(JSON.stringify(document));
      }
    });
  });

  it('tries again after a temporary failure, each time later, and counts each attempt once', async () => {
    await withQueue(async ({ queue, email, clock, documents }) => {
      email.answers.push('temporary', 'temporary', 'temporary');
      await queue.send(reader, 'fr', codeMessage);
      const waits: number[] = [];
      for (const attempts of [1, 2, 3]) {
        await queue.deliverDue();
        const [kept] = await documents();
        expect(kept).toMatchObject({ state: 'waiting', attempts });
        const wait = (kept?.notBefore ?? 0) - clock.time;
        waits.push(wait);
        clock.time += wait - 1;
        await queue.deliverDue();
        expect(email.attempts).toBe(attempts);
        clock.time += 1;
      }
      expect(waits).toEqual([10_000, 20_000, 40_000]);
      await queue.deliverDue();
      expect(email.taken).toHaveLength(1);
      expect(await documents()).toEqual([]);
    });
  });

  it('counts an attempt before it is made', async () => {
    await withQueue(async ({ queue, email, documents }) => {
      let during: StoredMessage[] = [];
      email.during = async () => {
        during = await documents();
      };
      await queue.send(reader, 'fr', news);
      await queue.deliverDue();
      expect(during).toMatchObject([{ state: 'sending', attempts: 1 }]);
    });
  });

  it('gives up what is refused, and what failed too often', async () => {
    await withQueue(async ({ queue, email, clock, documents, log }) => {
      email.answers.push('refused');
      await queue.send(reader, 'fr', news);
      await queue.deliverDue();
      expect(email.attempts).toBe(1);
      expect(await documents()).toEqual([]);
      email.answers.push(...Array.from({ length: 30 }, () => 'temporary' as const));
      await queue.send(reader, 'fr', news);
      for (let hour = 0; hour < 48; hour++) {
        await queue.deliverDue();
        clock.time += 60 * minute;
      }
      expect(email.attempts).toBe(1 + 20);
      expect(await documents()).toEqual([]);
      expect(log.join('\n')).toContain('"reason":"refused"');
      expect(log.join('\n')).toContain('"reason":"attempts"');
    });
  });

  it.each<[Message, number]>([
    [codeMessage, 10 * minute],
    [{ kind: 'password-reset', code }, 10 * minute],
    [{ kind: 'sponsorship-code', code }, 7 * 24 * 60 * minute],
    [news, 7 * 24 * 60 * minute]
  ])('does not send any more what has expired: %o', async (message, lifetime) => {
    await withQueue(async ({ queue, email, clock, documents }) => {
      await queue.send(reader, 'fr', message);
      const [kept] = await documents();
      expect(kept?.notAfter).toBe(clock.time + lifetime);
      clock.time += lifetime;
      await queue.deliverDue();
      expect(email.attempts).toBe(0);
      expect(await documents()).toEqual([]);
    });
  });

  it('does not keep a code for a try after its end', async () => {
    await withQueue(async ({ queue, email, clock, documents }) => {
      email.answers.push('temporary');
      await queue.send(reader, 'fr', codeMessage);
      clock.time += 10 * minute - 5000;
      await queue.deliverDue();
      expect(email.attempts).toBe(1);
      expect(await documents()).toEqual([]);
    });
  });

  it('survives a restart', async () => {
    await withQueue(async ({ queue, email, again }) => {
      await queue.send(reader, 'fr', codeMessage);
      await queue.stop();
      await queue.deliverDue();
      expect(email.attempts).toBe(0);
      await again().deliverDue();
      expect(email.taken).toHaveLength(1);
    });
  });

  it('sends again what a crash cut off, once its claim has ended', async () => {
    await withQueue(async ({ queue, email, clock, store, again }) => {
      await queue.send(reader, 'fr', codeMessage);
      const [waiting] = await store.due(clock.time, 1);
      if (!waiting) throw new Error('nothing is due');
      expect(await store.claim(waiting, clock.time + 3 * minute)).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await store.claim(waiting, clock.time + 3 * minute)).toBeNull();
      await again().deliverDue();
      expect(email.attempts).toBe(0);
      clock.time += 3 * minute;
      await again().deliverDue();
      expect(email.taken).toHaveLength(1);
    });
  });

  it('of several servers on one database sends each message once', async () => {
    await withQueue(async ({ queue, again, email, documents }) => {
      const others = [queue, again(), again()];
      await Promise.all(Array.from({ length: 30 }, (_, index) => queue.send({ kind: 'email', value: `reader${index}@mail.example` }, 'fr', news)));
      await Promise.all(others.map((each) => each.deliverDue()));
      expect(email.attempts).toBe(30);
      expect(new Set(email.taken.map(({ to }) => to.value)).size).toBe(30);
      expect(await documents()).toEqual([]);
    });
  });

  it('lets a slow attempt hold up no other', async () => {
    await withQueue(async ({ queue, email, clock }) => {
      const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
      email.during = async ({ to }) => {
        if (to.value.startsWith('slow')) await held;
        else if (email.attempts === 12) release(undefined);
      };
      await queue.send({ kind: 'email', value: 'slow@mail.example' }, 'fr', news);
      clock.time += 1;
      for (let count = 0; count < 11; count++) await queue.send(reader, 'fr', news);
      await queue.deliverDue();
      expect(email.taken).toHaveLength(12);
    });
  });

  it('makes four attempts at a time', async () => {
    await withQueue(async ({ queue, email, documents }) => {
      const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
      let begun: string[] = [];
      email.during = async () => {
        if (email.attempts !== 4) return held;
        // Room for a fifth to begin, if anything let it.
        for (let question = 0; question < 10; question++) begun = (await documents()).map(({ state }) => state).sort();
        release(undefined);
      };
      for (let count = 0; count < 6; count++) await queue.send(reader, 'fr', news);
      await queue.deliverDue();
      expect(begun).toEqual(['sending', 'sending', 'sending', 'sending', 'waiting', 'waiting']);
      expect(email.taken).toHaveLength(6);
    });
  });

  it('does not send again what was sent but could not be removed', async () => {
    await withQueue(async ({ build, email, clock, store, documents, log }) => {
      let down = true;
      const queue = build({ store: { ...store, remove: (message) => (down ? Promise.reject(new Error(`no answer for ${reader.value}`)) : store.remove(message)) } });
      await queue.send(reader, 'fr', news);
      await queue.deliverDue();
      expect(await documents()).toHaveLength(1);
      down = false;
      clock.time += 3 * minute;
      await queue.deliverDue();
      expect(email.attempts).toBe(1);
      expect(await documents()).toEqual([]);
      expect(log).toHaveLength(1);
    });
  });

  it('keeps what it cannot open for a server that has the key', async () => {
    await withQueue(async ({ queue, build, email, clock }) => {
      await queue.send(reader, 'fr', news);
      await build({ sealer: testSealer() }).deliverDue();
      expect(email.attempts).toBe(0);
      clock.time += minute;
      await queue.deliverDue();
      expect(email.taken).toHaveLength(1);
    });
  });

  it('writes nothing about people or codes into the log, whatever fails', async () => {
    await withQueue(async ({ queue, email, clock, log }) => {
      email.answers.push('temporary', 'fault', 'refused');
      await queue.send(reader, 'fr', codeMessage);
      for (let pass = 0; pass < 3; pass++) {
        await queue.deliverDue();
        clock.time += minute;
      }
      expect(log).toHaveLength(4);
      expectNothingTelling(log.join('\n'));
    });
  });
});

describe('a queue that was started', () => {
  it('sends at once, and looks again when the next try is due or after half a minute', async () => {
    await withQueue(async ({ queue, email, clock }) => {
      queue.start();
      expect(await clock.nextTimer()).toBe(30_000);
      email.answers.push('temporary');
      await queue.send(reader, 'fr', codeMessage);
      await email.nextAttempt();
      expect(await clock.nextTimer((wait) => wait < 30_000)).toBe(10_000);
      clock.time += 10_000;
      clock.fire();
      await email.nextAttempt();
      await queue.stop();
      expect(email.taken).toHaveLength(1);
      expect(clock.timer).toBeUndefined();
    });
  });

  it('stops after the attempt under way, and begins no other', async () => {
    await withQueue(async ({ queue, email, documents }) => {
      const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
      email.during = () => held;
      queue.start();
      await queue.send(reader, 'fr', news);
      await email.nextAttempt();
      let stopped = false;
      const stop = queue.stop().then(() => (stopped = true));
      await queue.send(reader, 'fr', news);
      expect(stopped).toBe(false);
      release(undefined);
      await stop;
      expect(email.attempts).toBe(1);
      expect(await documents()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    });
  });

  it('goes on after the store did not answer', async () => {
    await withQueue(async ({ build, email, clock, store }) => {
      let down = true;
      const queue = build({ store: { ...store, due: (now, limit) => (down ? Promise.reject(new Error('no answer')) : store.due(now, limit)) } });
      await queue.send(reader, 'fr', news);
      queue.start();
      expect(await clock.nextTimer()).toBe(30_000);
      down = false;
      clock.fire();
      await email.nextAttempt();
      await queue.stop();
      expect(email.taken).toHaveLength(1);
    });
  });
});

function expectNothingTelling(text: string): void {
  for (const marker of ['marker', 'mail.example', code, '7K3M', '33639980001', 'contact-code', 'account-confirmed']) expect(text).not.toContain(marker);
}

it('an occasion has one message, also when it was sent and is asked for again', async () => {
  await withQueue(async ({ queue, again, email, documents }) => {
    await queue.send({ kind: 'email', value: 'rose@mail.example' }, 'en', { kind: 'account-confirmed' }, 'confirmed 1');
    await queue.send({ kind: 'email', value: 'rose@mail.example' }, 'en', { kind: 'account-confirmed' }, 'confirmed 1');
    expect((await documents()).length).toBe(1);
    await queue.deliverDue();
    await again().send({ kind: 'email', value: 'rose@mail.example' }, 'en', { kind: 'account-confirmed' }, 'confirmed 1');
    await again().send({ kind: 'email', value: 'rose@mail.example' }, 'en', { kind: 'account-confirmed' }, 'confirmed 2');
    await again().deliverDue();
    expect(email.taken.length).toBe(2);
  });
});
