/** `npm start`: builds what is missing or out of date, then runs the server in this process. */
import { isBuilt } from './build/stamp.ts';

if (!(await isBuilt())) {
  process.stdout.write('Building the pages (about a minute the first time) ...\n');
  await import('./build.ts');
}
await import('../sync-server/main.ts');
