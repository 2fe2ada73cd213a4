/**
 * Where browsers have their pushes sent to. A subscription names an address that this server will call: any other would let
 * a member make it call machines of the operator's own network.
 */
export const knownPushServices: readonly PushService[] = [
  // Chrome and what is built on it, on Android too.
  { host: 'fcm.googleapis.com' },
  { domain: '.push.services.mozilla.com' },
  { domain: '.push.apple.com' },
  // Edge on Windows: a host a region.
  { domain: '.notify.windows.com' }
];

/** `more`: origins that the operator has added (`PUSH_SERVICES`). */
export function isPushService(endpoint: string, more: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, origin, hostname, port, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (more.includes(origin)) return true;
  return protocol === 'https:' && port === '' && knownPushServices.some((known) => ('host' in known ? hostname === known.host : hostname.endsWith(known.domain)));
}

type PushService = { readonly host: string } | { readonly domain: `.${string}` };
