import type { Letter } from '../../sync-server/notifications/mailbox-provider.ts';
import type { TestServer } from './server.ts';

/** What the development mailbox holds for somebody, newest first; asked until there is something that fits. */
export async function messageTo(server: TestServer, to: string, wanted: (message: Letter) => boolean = () => true): Promise<Letter> {
  const ends = Date.now() + 15_000;
  for (;;) {
    const messages = await mailbox(server);
    const found = messages.find((message) => message.to.value === to && wanted(message));
    if (found) return found;
    if (Date.now() > ends) throw new Error(`no such message to this test's contact; there are ${String(messages.length)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The 13 digits of the newest message with a code. */
export async function codeTo(server: TestServer, to: string, after?: string, wanted?: Letter['kind']): Promise<string> {
  const fits = ({ text, sms, kind }: Letter): boolean => {
    if (wanted !== undefined && kind !== wanted) return false;
    const code = codePattern.exec(text || sms)?.[0];
    return code !== undefined && code !== after;
  };
  const { text, sms } = await messageTo(server, to, fits);
  return codePattern.exec(text || sms)?.[0] ?? '';
}

export async function mailbox(server: TestServer): Promise<readonly Letter[]> {
  return (await (await fetch(`${server.origin}/dev/mailbox.json`)).json()) as Letter[];
}

const codePattern = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}/;
