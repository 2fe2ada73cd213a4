import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../config.ts';
import { mailboxFolder, readMailbox, type Letter } from './mailbox-provider.ts';

/** What nobody was set up to send, for whoever tries the app out. Only in a demonstration: it shows codes to anyone. */
export function devMailboxRoutes(app: FastifyInstance, config: Pick<Config, 'demo' | 'dataDir'>): void {
  if (!config.demo) return;
  const folder = mailboxFolder(config);
  app.get('/dev/mailbox', async (_request, reply) => unkept(reply).type('text/html; charset=utf-8').send(pageOf(await readMailbox(folder))));
  app.get('/dev/mailbox.json', async (_request, reply) => unkept(reply).send(await readMailbox(folder)));
}

function unkept(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('content-security-policy', policy);
}

function pageOf(letters: readonly Letter[]): string {
  const list = letters.length === 0 ? '<p>No messages yet. <a href="/dev/mailbox">Look again</a></p>' : letters.map(articleOf).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mailbox</title><style>${style}</style></head>
<body><main><h1>Mailbox</h1>
<p>Messages of this demonstration, newest first. Nothing was sent.</p>
${list}
</main></body></html>
`;
}

/** One contact gets either the mail or the text message; both are shown, to be read over. */
function articleOf({ at, to, subject, text, sms }: Letter): string {
  return `<article><h2>${escaped(subject)}</h2>
<p>To <strong>${escaped(to.value)}</strong>, <time datetime="${escaped(at)}">${escaped(at.slice(0, 19).replace('T', ' '))} UTC</time></p>
<h3>Mail</h3><pre>${linked(text)}</pre>
<h3>Text message</h3><pre>${linked(sms)}</pre></article>`;
}

function linked(text: string): string {
  return escaped(text).replace(/https?:\/\/[^\s&<]+/g, (link) => `<a href="${link}">${link}</a>`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:40rem;padding:1rem}article{border-top:1px solid;padding:.5rem 0}h2{font-size:1.25rem;margin:.5rem 0}h3{font-size:1rem;margin:.5rem 0 0}p,pre{margin:.25rem 0;overflow-wrap:anywhere}pre{font:inherit;white-space:pre-wrap}';

const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
