import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';

/**
 * Against requests that another site makes in a member's browser (OWASP, "Cross-Site Request Forgery": fetch metadata, with
 * the Origin header for browsers without it). A program that is no browser sends neither, and carries no cookie by accident.
 */
export function assertSameOrigin(request: FastifyRequest, publicOrigin: string): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw crossSite;
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (origin !== publicOrigin && hostOf(origin) !== request.headers.host) throw crossSite;
}

const crossSite = new ApiError(403, 'cross_site', 'This request comes from another site.');

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
