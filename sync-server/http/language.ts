import type { FastifyInstance } from 'fastify';
import { preferredReadingLanguage } from '../../src/domain/language.ts';

/** `/` leads to the home page in the reader's language. */
export function languageRoutes(app: FastifyInstance): void {
  app.get('/', async (request, reply) => {
    const language = preferredReadingLanguage(request.headers['accept-language']);
    return reply
      .header('vary', 'Accept-Language')
      .header('cache-control', 'no-cache')
      .redirect(`/${language}/`, 302);
  });
}
