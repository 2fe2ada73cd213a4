import { failWith } from './fail.ts';

/**
 * The words behind the command, such as `--origin=https://jasmine.example`. One that is not known ends it: a mistyped origin must
 * not become an app that speaks to another server.
 */
export function readWords<Name extends string>(known: readonly Name[], words: readonly string[] = process.argv.slice(2)): Partial<Record<Name, string>> {
  const said: Partial<Record<Name, string>> = {};
  for (const word of words) {
    const name = known.find((name) => word.startsWith(`--${name}=`));
    if (name === undefined) failWith(`${word} is not known here. Known: ${known.map((name) => `--${name}=…`).join(', ') || 'nothing'}`);
    said[name] = word.slice(name.length + 3);
  }
  return said;
}

/**
 * The address of the web app that is built in: what was said, else `PUBLIC_ORIGIN`, else the one given.
 * It is an origin, without path; `https`, but for this machine itself, which a phone reaches by `adb reverse`.
 */
export function readOrigin(said: string | undefined, standard: string, environment: Readonly<Record<string, string | undefined>> = process.env): URL {
  const text = said ?? ((environment['PUBLIC_ORIGIN'] ?? '') || standard);
  if (!URL.canParse(text)) failWith(`"${text}" is no address. Say one such as --origin=https://jasmine.example`);
  const origin = new URL(text);
  if (origin.origin !== text) failWith(`${text} must be an origin, without a path or a slash at the end.`);
  if (origin.protocol !== 'https:' && !isThisMachine(origin)) failWith(`${text} must begin with https: what is sent in clear can be read on the way.`);
  return origin;
}

export function isThisMachine(origin: URL): boolean {
  return origin.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(origin.hostname);
}
