import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/**
 * The one place where loggers are made. A log line holds no address, number, name, token or query: requests are logged
 * by the route's pattern (see server.ts), and whatever still carries a telling field has it removed here.
 */
export function createLogger(config: Pick<Config, 'logLevel'>, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level: config.logLevel,
    base: null,
    redact: { paths: telling.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), remove: true },
    serializers: { err: errorWithoutContent, error: errorWithoutContent },
    timestamp: pino.stdTimeFunctions.isoTime
  };
  return destination ? pino(options, destination) : pino(options);
}

const telling = [
  'req',
  'res',
  'url',
  'query',
  'headers',
  'body',
  'remoteAddress',
  'ip',
  'hostname',
  'email',
  'phone',
  'name',
  'password',
  'token',
  'cookie',
  'authorization'
];

/** Messages of errors may quote what was sent: kept are the kind of error, its code and where it happened. */
function errorWithoutContent(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const statusCode = 'statusCode' in error && typeof error.statusCode === 'number' ? { statusCode: error.statusCode } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.constructor.name, ...code, ...statusCode, stack: frames.slice(0, 8).join('\n') };
}
