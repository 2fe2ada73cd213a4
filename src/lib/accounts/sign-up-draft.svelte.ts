import type { SignUpAnswer } from '$domain/account-api.ts';
import { dropTabDraft, readTabDraft, writeTabDraft } from '$lib/shell/tab-draft.ts';

/** All that the form asks for. */
export interface SignUpTyped {
  username: string;
  contact: string;
  name: string;
  birthDate: string;
  secondContact: string;
  sponsor: string;
  password: string;
  again: string;
  terms: boolean;
}

/**
 * A sign-up until its contact is proven. What was typed outlives errors, a lost network and a view that is closed; all but
 * the passwords outlives the page being loaded anew, too (what trace that is: shell/tab-draft.ts). Once it is sent only
 * its name and the masked contact are left there, so that the code can still be typed.
 */
class SignUpDraft {
  typed = $state<SignUpTyped>({ ...nothing });
  sent = $state.raw<SignUpAnswer>();

  /** Something is typed that can be gone on with. */
  readonly begun = $derived(!Object.values(withoutPasswords(this.typed)).every((value) => value === '' || value === false));

  constructor() {
    this.read();
  }

  /** Keeps what is typed for a page that is loaded anew. */
  keep(): void {
    if (this.begun) writeTabDraft(typedKey, withoutPasswords(this.typed));
    else dropTabDraft(typedKey);
  }

  /** The server has it. The form keeps it in memory: the contact may turn out to be mistyped. */
  markSent(answer: SignUpAnswer): void {
    this.sent = answer;
    dropTabDraft(typedKey);
    writeTabDraft(sentKey, answer);
  }

  drop(): void {
    this.typed = { ...nothing };
    this.sent = undefined;
    dropTabDraft(typedKey);
    dropTabDraft(sentKey);
  }

  read(): void {
    const kept = readTabDraft(typedKey);
    if (isRecord(kept)) {
      for (const [name, value] of Object.entries(kept)) if (name in nothing && typeof value === typeof nothing[name as keyof SignUpTyped]) Object.assign(this.typed, { [name]: value });
    }
    const sent = readTabDraft(sentKey);
    if (isRecord(sent) && typeof sent['signUp'] === 'string' && typeof sent['sentTo'] === 'string') this.sent = { signUp: sent['signUp'], sentTo: sent['sentTo'] };
  }
}

const nothing: Readonly<SignUpTyped> = { username: '', contact: '', name: '', birthDate: '', secondContact: '', sponsor: '', password: '', again: '', terms: false };
const typedKey = '1';
const sentKey = '2';

function withoutPasswords({ password: _password, again: _again, ...rest }: SignUpTyped): Omit<SignUpTyped, 'password' | 'again'> {
  return rest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export const signUpDraft = new SignUpDraft();
