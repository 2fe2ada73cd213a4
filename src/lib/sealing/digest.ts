import { toBase64Url } from '../../domain/base64url.ts';

/** SHA-256 of a text, base64url: what an acknowledgement of a sealed text names, and what stands for a receipt's secret. */
export async function digestOf(text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
