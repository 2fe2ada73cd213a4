/**
 * Given to a process by `--import`: it reaches this machine and nothing else, by address or by name. What tries ends with a sentence, so that
 * no test of "needs no network" passes because the network was there.
 */
import dns from 'node:dns';
import net from 'node:net';

const here = ['127.0.0.1', '::1', 'localhost'];

// One place below HTTP, HTTP/2 and TLS alike.
const connect = Reflect.get(net.Socket.prototype, 'connect') as (this: net.Socket, ...words: unknown[]) => net.Socket;
net.Socket.prototype.connect = function (this: net.Socket, ...words: unknown[]): net.Socket {
  const first = (Array.isArray(words[0]) ? (words[0] as unknown[])[0] : words[0]) as { host?: string; path?: string } | number | string;
  const host = typeof first === 'object' ? (first.host ?? 'localhost') : typeof words[1] === 'string' ? words[1] : 'localhost';
  if (!here.includes(host)) throw new Error(`the network is cut: ${host}`);
  return connect.apply(this, words);
};

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6'] as const) {
  const ask = dns[name] as (...words: unknown[]) => unknown;
  (dns as unknown as Record<string, unknown>)[name] = (host: string, ...words: unknown[]): unknown => {
    if (!here.includes(host)) throw new Error(`the network is cut: ${host}`);
    return ask(host, ...words);
  };
}
