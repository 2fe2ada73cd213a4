/**
 * What somebody has typed and not sent, for as long as the tab lives: phones with little memory load a page anew when its
 * reader has been to their messages for the code.
 *
 * It is a trace: browsers write sessionStorage to the disk in the clear, to bring tabs back. So no password is ever put
 * here, the names of the entries tell nothing, and all of it goes when it is sent, at sign-out, and by quick exit
 * (exit-script.ts empties sessionStorage whole).
 */
export function readTabDraft(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + name) ?? 'null');
  } catch {
    return null;
  }
}

export function writeTabDraft(name: string, draft: object): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(draft));
  } catch {
    // No storage: it lives in memory, which is enough unless the page is loaded anew.
  }
}

export function dropTabDraft(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch {
    // As above.
  }
}

export function dropTabDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix) && key !== prefix + deskDrafts) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** Sealed by the desk to the moderator who wrote them: these alone outlive the end of a session. */
export const deskDrafts = 'desk-drafts';
const prefix = 'typed-';
