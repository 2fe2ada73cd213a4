/** What stops one of these commands, in a sentence that says what to do. Nobody needs a stack of calls with it. */
export class Failure extends Error {}

export function failWith(sentence: string): never {
  throw new Failure(sentence);
}

/** Runs a command; a failure is printed as its sentence, with exit code 1. Anything else is a fault of ours and keeps its stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
