import { networkInterfaces } from 'node:os';

const ANY = new Set(['0.0.0.0', '::']);

/** Whether a host means every address of the machine. @param {string} host */
export const isAnyAddress = (host) => ANY.has(host);

/** The address to reach a server from the same machine. @param {string} host it listens on @param {number} port */
export function localUrl(host, port) {
  const name = isAnyAddress(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * The machine's first IPv4 address that others on its network can reach.
 *
 * @param {NodeJS.Dict<import('node:os').NetworkInterfaceInfo[]>} [interfaces]
 * @returns {string | null}
 */
export function findLanAddress(interfaces = networkInterfaces()) {
  const all = Object.values(interfaces).flatMap((list) => list ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/** The same page, under another host name. @param {string} url @param {string} host */
export function withHost(url, host) {
  const moved = new URL(url);
  moved.hostname = host;
  return moved.href;
}
