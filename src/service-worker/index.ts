/// <reference lib="webworker" />
/**
 * The worker as a policy. Network only, unless listed here:
 *
 *   what                              answered by
 *   /exit                             the neutral site; with no network, a neutral page
 *   /app, scripts, styles, icons      what was kept at installation
 *   /, /{language}/...                network first, with a short time-out; then the language's pack
 *   /desk                             network; without it, the page that says so: nothing of the desk is kept
 *   /media/...                        what the reader asked to keep
 *
 * No answer of /api or /sync is ever stored. When the network is back, what waits in the outbox leaves.
 */
import { registerRoute } from 'workbox-routing';
import { answerExit } from './exit.ts';
import { askListing, keepLanguage, keepQuestionnaires, keptLanguages } from './kept-languages.ts';
import { dropUnnamedStreets } from './streets.ts';
import { answerMedia, keepMedia, removeMedia, statusOfMedia, stopMedia } from './media.ts';
import { sendFromWorker } from './outbox.ts';
import { answerPage } from './pages.ts';
import { dropKeys } from './keys.ts';
import { openApp, showNews } from './push.ts';
import { answerShell, installShell, isShell, keepMemberParts, pruneShells } from './shell.ts';
import type { FromWorker, ToWorker } from '../domain/worker-message.ts';

declare const self: ServiceWorkerGlobalScope;

const isNavigation = (request: Request): boolean => request.mode === 'navigate';

registerRoute(({ url, request }) => isNavigation(request) && url.pathname === '/exit', answerExit);
registerRoute(({ url, sameOrigin }) => sameOrigin && isShell(url.pathname), answerShell);
registerRoute(({ url, request }) => isNavigation(request) && /^\/($|desk$|[a-z]{2}(-[A-Za-z]+)?\/)/.test(url.pathname), answerPage);
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/media/'), answerMedia);

self.addEventListener('install', (event) => event.waitUntil(installShell()));
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([pruneShells(), self.clients.claim()])));

self.addEventListener('push', (event) => event.waitUntil(showNews()));
self.addEventListener('notificationclick', (event) => event.waitUntil(openApp(event.notification)));
self.addEventListener('sync' as 'activate', (event) => event.waitUntil(sendFromWorker()));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const message = event.data as ToWorker;
  const answer = (reply: FromWorker): void => event.source?.postMessage(reply);
  event.waitUntil(handle(message, answer));
});

async function handle(message: ToWorker, answer: (reply: FromWorker) => void): Promise<void> {
  switch (message.type) {
    case 'use-new-version':
      return self.skipWaiting();
    case 'keep-language': {
      const listing = askListing();
      answer({ type: 'language-kept', ...(await keepLanguage(message.language, listing)) });
      await keepQuestionnaires(listing);
      await dropUnnamedStreets(listing);
      return answer({ type: 'kept', ...(await keptLanguages()) });
    }
    case 'what-is-kept':
      return answer({ type: 'kept', ...(await keptLanguages()) });
    case 'keep-member-parts':
      return keepMemberParts();
    case 'drop-keys':
      return dropKeys();
    case 'keep-media':
      return keepMedia(message.files, message.bytes, tellAll);
    case 'stop-media':
      return stopMedia();
    case 'remove-media':
      await removeMedia(message.files);
      return tellAll(await statusOfMedia(message.files));
    case 'status-of-media':
      return answer(await statusOfMedia(message.files));
    default:
      message satisfies never;
  }
}

/** Every page: the one that asked for a video may have been left or loaded anew while it comes. */
function tellAll(message: FromWorker): Promise<void> {
  // One after the other: "kept" must not overtake the last "loading".
  told = told.then(async () => {
    for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
  });
  return told;
}

let told = Promise.resolve();
