import { connectCouch, type Couch } from './couch/connection.ts';
import type { Config } from './config.ts';
import type { Logger } from './logger.ts';

/** Everything long-lived that requests use. Made once, stopped once. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly couch: Couch;
  stop(): Promise<void>;
}

export async function createContext(config: Config, logger: Logger): Promise<Context> {
  const designDocuments = new URL('../couch-design-docs', import.meta.url).pathname;
  const couch = await connectCouch(config, designDocuments);
  return { config, logger, couch, stop: () => couch.stop() };
}
