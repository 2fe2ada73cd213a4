import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/** By this Android lets the app open our pages without a bar, and hand over codes: it names who may sign the app (Digital Asset Links). */
export function appLinks(on: FastifyInstance, { app }: Pick<Config, 'app'>): void {
  const target = { namespace: 'android_app', package_name: app.package, sha256_cert_fingerprints: app.fingerprints };
  const statements = app.fingerprints.length === 0 ? [] : [{ relation: ['delegate_permission/common.handle_all_urls'], target }];
  on.get('/.well-known/assetlinks.json', async (_request, reply) => reply.header('cache-control', 'public, max-age=3600').type('application/json').send(JSON.stringify(statements)));
}
