import { failWith } from './fail.ts';

/**
 * The address of the web app that is built in: `--origin=…`, else `PUBLIC_ORIGIN`, else the one given.
 * It is an origin, without path; `https`, but for this machine itself, which phones reach by `adb reverse`.
 */
export function readOrigin(standard: string, words: readonly string[] = process.argv.slice(2)): URL {
  const said = words.find((word) => word.startsWith('--origin='))?.slice('--origin='.length);
  const text = (said ?? process.env['PUBLIC_ORIGIN'] ?? '') || standard;
  if (!URL.canParse(text)) failWith(`${text} is no address. Say one such as --origin=https://jasmine.example`);
  const origin = new URL(text);
  if (origin.origin !== text) failWith(`${text} must be an origin, without a path or a slash at the end.`);
  if (origin.protocol !== 'https:' && !isThisMachine(origin)) failWith(`${text} must begin with https: what is sent in clear can be read on the way.`);
  return origin;
}

export function isThisMachine(origin: URL): boolean {
  return origin.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(origin.hostname);
}
