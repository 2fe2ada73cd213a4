import { spawn } from 'node:child_process';

/** A Node program with its arguments. */
export type Step = readonly [name: string, command: readonly string[]];

/** Runs one after the other; ends the process with the first failure, saying which step it was. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  for (const step of steps) await run(step, 'inherit');
}

/** The same for several rows of steps side by side. What a step prints is shown when it has ended: two at a time could not be read. */
export async function runRows(...rows: readonly (readonly Step[])[]): Promise<void> {
  await Promise.all(
    rows.map(async (row) => {
      for (const step of row) await run(step, 'pipe');
    })
  );
}

async function run([name, command]: Step, stdio: 'inherit' | 'pipe'): Promise<void> {
  const started = performance.now();
  const title = `\n== ${name}\n`;
  if (stdio === 'inherit') process.stdout.write(title);
  const child = spawn(process.execPath, command, { stdio: ['inherit', stdio, stdio] });
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  process.off('exit', stop);
  if (stdio === 'pipe') process.stdout.write(Buffer.concat([Buffer.from(title), ...printed]));
  if (status !== 0) {
    process.stderr.write(`\nFailed: ${name}\n`);
    process.exit(status ?? 1);
  }
  process.stdout.write(`   ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
