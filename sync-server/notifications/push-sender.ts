import webPush from 'web-push';
import { isPushService } from './push-services.ts';
import type { PushKeyPair, PushSettings } from './push-settings.ts';

/** Hands one push to the service of a phone. Never throws. */
export type PushSender = (address: PushAddress, text: string) => Promise<PushOutcome>;

/** Where a phone's pushes go to, and what they are encrypted with (RFC 8291): only that phone reads them. */
export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** `gone`: the phone does not want any more. `later`: worth another try. */
export interface PushOutcome {
  readonly is: 'sent' | 'gone' | 'later' | 'refused';
  /** Of the answer; 0 when there was none. */
  readonly status: number;
}

export function pushSender(keys: PushKeyPair, { subject, services }: Pick<PushSettings, 'subject' | 'services'>): PushSender {
  return async ({ endpoint, p256dh, auth }, text) => {
    // The operator may have taken a service out since.
    if (!isPushService(endpoint, services)) return { is: 'gone', status: 0 };
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
      vapidDetails: { subject, ...keys },
      TTL: KEPT_SECONDS,
      urgency: 'normal',
      // What has not reached the phone yet is replaced: somebody who was off for a day gets one.
      topic: 'news'
    });
    // fetch counts the bytes itself.
    const { 'Content-Length': _length, ...others } = headers as Readonly<Record<string, string | number>>;
    const named = Object.entries(others).map(([name, value]) => [name, String(value)] as const);
    try {
      // A service that leads elsewhere would make us call whatever it names.
      const answer = await fetch(endpoint, { method: 'POST', headers: Object.fromEntries(named), body: new Uint8Array(body), redirect: 'manual', signal: AbortSignal.timeout(ATTEMPT_MS) });
      await answer.body?.cancel();
      return outcomeOf(answer.status);
    } catch {
      return { is: 'later', status: 0 };
    }
  };
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return { is: 'sent', status };
  // RFC 8030, 7.3: the subscription has ended.
  if (status === 404 || status === 410) return { is: 'gone', status };
  return { is: status === 429 || status >= 500 ? 'later' : 'refused', status };
}

/** A day: a phone that was off for longer hears of new alerts when it is opened. */
const KEPT_SECONDS = 86_400;
const ATTEMPT_MS = 10_000;
