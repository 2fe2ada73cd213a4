import type { ApiFault } from '$domain/account-api.ts';
import type { Answer } from '$lib/shell/json-api.ts';
import { leftByEndOfSession } from '$lib/shell/session-end.ts';
import type { Shell } from '$lib/shell/shell.ts';
import { endPush, readPushKey, savePush } from './alerts-api.ts';

export type NewsState = 'looking' | 'unsupported' | 'blocked' | 'off' | 'on';

/** Whether this phone is told of new alerts: what the browser says, which is the truth, and the server told the same. */
export class News {
  state = $state<NewsState>('looking');
  busy = $state(false);
  fault = $state.raw<ApiFault>();
  /** The browser asked, and got neither yes nor no. */
  unanswered = $state(false);

  readonly #shell: () => Shell;

  constructor(shell: () => Shell) {
    this.#shell = shell;
  }

  async look(): Promise<void> {
    const push = await pushManager();
    const subscription = await push?.getSubscription().catch(() => null);
    if (!push) this.state = 'unsupported';
    else if (Notification.permission === 'denied') this.state = 'blocked';
    else this.state = subscription ? 'on' : 'off';
    // The server may have lost it meanwhile, and then nothing would come: saying it again changes nothing else.
    if (this.state === 'on' && subscription) this.#hear(await save(subscription));
  }

  /** Called by a press: browsers ask nothing otherwise. */
  async turnOn(): Promise<void> {
    this.#begin();
    const permission = await Notification.requestPermission();
    if (permission === 'granted') await this.#subscribe();
    else if (permission === 'denied') this.state = 'blocked';
    else this.unanswered = true;
    this.busy = false;
  }

  /** The phone first: from here on nothing comes, whether or not the server hears of it now. */
  async turnOff(): Promise<void> {
    this.#begin();
    const subscription = await (await pushManager())?.getSubscription().catch(() => null);
    const ended = !subscription || (await subscription.unsubscribe().catch(() => false));
    if (ended) this.state = 'off';
    else this.fault = failed;
    // The push service tells the server, too, when it sends next.
    if (subscription) await endPush(subscription.endpoint);
    this.busy = false;
  }

  #begin(): void {
    this.busy = true;
    this.fault = undefined;
    this.unanswered = false;
  }

  async #subscribe(): Promise<void> {
    const key = await readPushKey();
    if (!key.ok) return this.#hear(key);
    const push = await pushManager();
    const subscription = await push?.subscribe({ userVisibleOnly: true, applicationServerKey: key.value.key }).catch(() => undefined);
    if (!subscription) {
      this.fault = failed;
      return;
    }
    const answer = await save(subscription);
    if (answer.ok) this.state = 'on';
    else {
      await subscription.unsubscribe().catch(() => false);
      this.#hear(answer);
    }
  }

  #hear(answer: Answer<unknown>): void {
    if (!answer.ok && !leftByEndOfSession(this.#shell(), answer)) this.fault = answer.fault;
  }
}

async function save(subscription: PushSubscription): Promise<Answer<unknown>> {
  const { endpoint, keys } = subscription.toJSON();
  return savePush(endpoint ?? '', { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' });
}

async function pushManager(): Promise<PushManager | undefined> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return undefined;
  return (await navigator.serviceWorker.getRegistration('/'))?.pushManager;
}

/** The browser or its push service did not do it. */
const failed: ApiFault = { error: 'push_failed', reason: 'the browser' };
