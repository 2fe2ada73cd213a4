import type { Accounts } from '../accounts/accounts.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Config } from '../config.ts';
import { createNews, type News, type Untold } from './news.ts';
import { pushKeys } from './push-keys.ts';
import { pushSender } from './push-sender.ts';
import { pushSubscriptions, type PushSubscriptions } from './push-subscriptions.ts';

/** Telling phones that there is news. */
export interface Push {
  readonly subscriptions: PushSubscriptions;
  /** By which push services know this server, base64url. */
  readonly publicKey: string;
  readonly news: News;
}

export function createPush({ config, keyring, accounts, untold }: { config: Pick<Config, 'push'>; keyring: Keyring; accounts: Accounts; untold: Untold }): Push {
  const keys = pushKeys(keyring, config.push);
  const subscriptions = pushSubscriptions(accounts);
  const news = createNews({ accounts, subscriptions, send: pushSender(keys, config.push), untold });
  return { subscriptions, publicKey: keys.publicKey, news };
}
