import { connectCouch, type Couch } from './couch/connection.ts';
import type { Config } from './config.ts';
import type { Logger } from './logger.ts';

/** Everything long-lived that requests use. Made once, stopped once. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly couch: Couch;
  /** Built pages and packs (`npm run build`). */
  readonly buildDir: string;
  stop(): Promise<void>;
}

export async function createContext(config: Config, logger: Logger, buildDir: string): Promise<Context> {
  const designDocuments = new URL('../couch-design-docs', import.meta.url).pathname;
  const couch = await connectCouch(config, designDocuments);
  return { config, logger, couch, buildDir, stop: () => couch.stop() };
}
