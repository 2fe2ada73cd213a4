/** `npm test`: everything that `check` does, then the built app against a real server, database and browser. */
import { findChromium, installChromium } from '../tests/support/chromium.ts';
import { isBuilt } from './build/stamp.ts';
import { runSteps } from './steps.ts';

installChromium();
findChromium();
await runSteps([['check', ['scripts/check.ts']]]);
if (!(await isBuilt())) await runSteps([['build', ['scripts/build.ts']]]);
await runSteps([['system tests', ['node_modules/vitest/vitest.mjs', 'run', '--project', 'system']]]);
