import { unpackPage, type Page } from '../domain/guide-pack.ts';
import { isReadingLanguage } from '../domain/language.ts';
import { local } from '../lib/offline/local-store.ts';
import { keptLanguages } from './kept-languages.ts';
import { answerShell } from './shell.ts';

/** On a network that is slower than this, what the phone keeps is shown: it is the same page, a little older. */
const patience = 3000;

/** A public page: from the network if it answers soon, else as kept on the phone. Never a browser's error page. */
export async function answerPage({ request, url }: { request: Request; url: URL }): Promise<Response> {
  const kept = keptPage(url.pathname);
  // Started at once, so that the slow case costs no more than the time-out.
  const network = fetch(request);
  network.catch(() => undefined);
  try {
    const response = await soonest(network, kept);
    if (response.status < 500) return response;
  } catch {
    // No network: fall through to what is kept.
  }
  return (await kept) ?? (await network.catch(() => undefined)) ?? notKeptPage();
}

/** The network's answer; a time-out counts only if the phone has the page itself. */
async function soonest(network: Promise<Response>, kept: Promise<Response | undefined>): Promise<Response> {
  const timeout = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late'));
  const first = await Promise.race([network, timeout]);
  if (first !== 'late') return first;
  return (await kept) ?? network;
}

async function keptPage(path: string): Promise<Response | undefined> {
  if (path === '/') return homeOfKeptLanguage();
  const language = path.split('/')[1] ?? '';
  try {
    const entry = await local((database) => database.guides.get(language));
    const page = entry ? unpackPage(entry.pack, path) : undefined;
    return page ? responseOf(page) : undefined;
  } catch {
    return undefined;
  }
}

async function homeOfKeptLanguage(): Promise<Response | undefined> {
  const { languages } = await keptLanguages();
  const language = languages.find(isReadingLanguage);
  return language ? Response.redirect(`/${language}/`, 302) : undefined;
}

function responseOf({ html, policy }: Page): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff'
    }
  });
}

/** Kept at installation with its own policy; the status says that it is not the page that was asked for. */
async function notKeptPage(): Promise<Response> {
  const { body, headers } = await answerShell({ request: new Request('/not-kept') });
  return new Response(body, { status: 503, headers });
}
