import { existsSync, readFileSync } from 'node:fs';
import { demoText, makeDemoAccounts } from './accounts/demo.ts';
import { makeDemoAlerts } from './alerts/demo.ts';
import { ConfigError, readConfig } from './config.ts';
import { createContext } from './context.ts';
import { createLogger } from './logger.ts';
import { createServer } from './server.ts';

/** Starts the server of `npm start`, and stops it cleanly when asked. */
async function main(): Promise<void> {
  const config = readConfig(process.env, readExitSite());
  if (!existsSync(`${config.buildDir}/policies.json`)) throw new ConfigError('The pages are not built. Run `npm run build` first.');
  const logger = createLogger(config);
  const context = await createContext(config, logger);
  const app = await createServer(context);
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    // Requests under way are answered first.
    await app.close();
    await context.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  const demo = config.demo ? await makeDemoAccounts(context.accounts) : [];
  if (config.demo) await makeDemoAlerts(context.alerts.store, context.accounts.now());
  context.start();
  await app.listen({ host: config.host, port: config.port });
  // Not through the logger: passwords are for whoever sits at this terminal, once.
  if (demo.length > 0) process.stdout.write(demoText(demo));
  // Port 0 means any free one: only now is it known.
  process.stdout.write(`Jasmine is at ${config.port === 0 ? app.listeningOrigin : config.publicOrigin}\n`);
}

/** The operator's file names the neutral site for pages and server alike. */
function readExitSite(): string {
  const path = process.env['JASMINE_OPERATOR_FILE'] ?? new URL('../src/content/operator.json', import.meta.url).pathname;
  return (JSON.parse(readFileSync(path, 'utf8')) as { exitSite: string }).exitSite;
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`The server could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
