/** `npm run check`: types, lint, unit tests. Lint takes nearly as long as the others together: it has one of the two cores. */
import { runRows, runSteps } from './steps.ts';

await runSteps([['generated types', ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']]]);
await runRows(
  [['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']]],
  [
    ['types of the page', ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--threshold', 'warning', '--output', 'machine']],
    ['types of the worker', ['node_modules/typescript/bin/tsc', '-p', 'src/service-worker']],
    ['types of the replica', ['node_modules/typescript/bin/tsc', '-p', 'src/replica-worker']],
    ['types of the server', ['node_modules/typescript/bin/tsc', '-p', 'sync-server']],
    ['types of the scripts', ['node_modules/typescript/bin/tsc', '-p', 'scripts']],
    ['types of the Android commands', ['node_modules/typescript/bin/tsc', '-p', 'android-twa']],
    ['types of the tests', ['node_modules/typescript/bin/tsc', '-p', 'tests']],
    ['unit tests', ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit']]
  ]
);
