import { createServer } from 'node:net';
import { PlainError } from './plain-error.mjs';

/**
 * Refuses, in one sentence, an address that cannot be listened on. Port 0 (any free port) always can.
 *
 * @param {string} host
 * @param {number} port
 * @param {string} option that chooses another port, for the sentence
 */
export async function requireFreePort(host, port, option) {
  if (port === 0) return;
  const code = await tryListening(host, port);
  if (code === null) return;
  const ways = {
    EADDRINUSE: `Port ${port} on ${host} is already in use: end the program that uses it, or choose another with --${option} N.`,
    EACCES: `Port ${port} needs special rights on this machine: choose one above 1023 with --${option} N.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: choose another with --host A.`,
    ENOTFOUND: `${host} is not an address of this machine: choose another with --host A.`,
  };
  throw new PlainError(
    Object.entries(ways).find(([known]) => known === code)?.[1] ?? `Cannot listen on ${host}, port ${port} (${code}).`,
  );
}

/** @param {string} host @param {number} port @returns {Promise<string | null>} the error's code, or null */
function tryListening(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}
