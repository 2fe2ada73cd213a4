import { readFileSync } from 'node:fs';
import type { Handle } from '@sveltejs/kit';
import { direction, isLanguage } from '$domain/language.ts';

/** Runs at build time only: every public page is made once, then served as a file. */
export const handle: Handle = ({ event, resolve }) => {
  const tag = event.url.pathname.split('/')[1] ?? '';
  const language = isLanguage(tag) ? tag : 'en';
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%jasmine.language%', language)
        .replace('%jasmine.direction%', direction(language))
        .replace('%jasmine.icon%', neutralIcon)
        // A function, so that `$` in the script is not read as a replacement pattern.
        .replace(/%jasmine\.exit%/, () => exitScript())
  });
};

/** Inside the page, so that no request is needed; a plain grey dot, since the tab of a browser tells passers-by. */
const neutralIcon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='3' fill='%23857880'/%3E%3C/svg%3E";

let script: string | undefined;

/** Compiled from src/lib/exit/exit-script.ts by scripts/build.ts before the pages are made. */
function exitScript(): string {
  script ??= readFileSync('.cache/page-scripts/exit.js', 'utf8').trim();
  return script;
}
