/**
 * The policy of a page (CSP level 3 with Trusted Types). No `unsafe-*`: what is inline is named by its hash.
 * Sources: https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/.
 */

export interface InlineHashes {
  /** `sha256-...` of each inline script and style, base64. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** Policies by name: Svelte's own, ours for the addresses of the two workers, and `default`, which lets one fixed string of Leaflet's through. */
const trustedTypes = 'svelte-trusted-html jasmine jasmine-replica default';

export function contentSecurityPolicy({ scripts, styles }: InlineHashes): string {
  const hashes = (list: readonly string[]) => list.map((hash) => ` '${hash}'`).join('');
  return [
    "default-src 'none'",
    `script-src 'self'${hashes(scripts)}`,
    `style-src 'self'${hashes(styles)}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`
  ].join('; ');
}
