import { createAccounts, type Accounts } from './accounts/accounts.ts';
import { keyringFrom, openKeyring, type Keyring } from './accounts/keyring.ts';
import type { Config } from './config.ts';
import { createAlerts, type Alerts } from './alerts/feature.ts';
import { connectCouch, type Couch } from './couch/connection.ts';
import { createFilter, type CallerFilterFeature } from './filter/feature.ts';
import { startSweep } from './jobs/sweep.ts';
import type { Logger } from './logger.ts';
import { expireReports } from './reports/expire-reports.ts';
import { createReports, type Reports } from './reports/reports.ts';
import { createMessenger } from './notifications/feature.ts';
import { createPush, type Push } from './notifications/push-feature.ts';

/** Everything long-lived that requests use. Made once, stopped once. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly couch: Couch;
  readonly accounts: Accounts;
  readonly alerts: Alerts;
  readonly filter: CallerFilterFeature;
  readonly reports: Reports;
  readonly push: Push;
  /** Messages leave and jobs run from here on. */
  start(): void;
  stop(): Promise<void>;
}

/** `now`: a test may move it. */
export async function createContext(config: Config, logger: Logger, now?: () => Date): Promise<Context> {
  const keyring = keyringOf(config);
  const couch = await connectCouch(config, new URL('../couch-design-docs', import.meta.url).pathname);
  try {
    const messages = await createMessenger({ config, logger, couch, sealer: keyring });
    const accounts = await createAccounts({ config, logger, couch, keyring, messenger: messages.messenger }, now);
    const filter = createFilter({ config, logger, couch, keyring, accounts, alerts: { untilIdle: () => alerts.projector.untilIdle(), again: (id) => alerts.projector.again(id) } });
    const alerts: Alerts = createAlerts({ config, logger, couch, keyring, accounts, filter: filter.entries });
    const push = createPush({ config, keyring, accounts, untold: alerts.store });
    const reports = createReports({ config, couch, accounts, alerts: alerts.store });
    let sweep: ReturnType<typeof startSweep> | undefined;
    return {
      config,
      logger,
      couch,
      accounts,
      alerts,
      filter,
      reports,
      push,
      start: () => {
        messages.start();
        alerts.projector.start();
        alerts.snapshots.start();
        filter.builder.start();
        push.news.start();
        sweep = startSweep(
          accounts,
          () => expireReports(reports),
          async () => {
            await alerts.store.expire();
          }
        );
      },
      stop: async () => {
        await sweep?.stop();
        await push.news.stop();
        await filter.builder.stop();
        await alerts.projector.stop();
        await alerts.snapshots.stop();
        await messages.stop();
        await couch.stop();
      }
    };
  } catch (error) {
    await couch.stop();
    throw error;
  }
}

export function keyringOf({ keyring }: Pick<Config, 'keyring'>): Keyring {
  return 'text' in keyring ? keyringFrom(keyring.text) : openKeyring(keyring.path);
}
