import { spawnSync } from 'node:child_process';

/** Runs Node programs one after the other; ends the process with the first failure, saying which step it was. */
export function runSteps(steps: readonly (readonly [name: string, command: readonly string[]])[]): void {
  for (const [name, command] of steps) {
    const started = performance.now();
    process.stdout.write(`\n== ${name}\n`);
    const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
    if (status !== 0) {
      process.stderr.write(`\nFailed: ${name}\n`);
      process.exit(status ?? 1);
    }
    process.stdout.write(`   ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  }
}
