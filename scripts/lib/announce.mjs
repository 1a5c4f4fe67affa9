import { spawn } from 'node:child_process';
import process from 'node:process';
import { findLanAddress, isAnyAddress, withHost } from './addresses.mjs';
import { hasDisplay } from './electron.mjs';
import { formatTable } from './table.mjs';

/**
 * @typedef {object} ServerAnswer what the server says when it is ready
 * @property {string} url
 * @property {string} portalUrl
 * @property {string | null} posterUrl
 * @property {{ login: string, password: string, entrance: string, staffPin: string, wardLogin: string } | null} demo
 */

/**
 * The one table of `npm start`.
 *
 * @param {ServerAnswer} server
 * @param {import('./start-kiosk.mjs').RunningKiosk | null} kiosk
 * @param {string} data
 */
export function formatAnnouncement(server, kiosk, data) {
  const login = server.demo
    ? `sign in: ${server.demo.login}  ${server.demo.password}`
    : 'register your organisation there';
  const rows = [
    ['Portal', server.portalUrl, login],
    ...(kiosk ? [['Kiosk', kiosk.url ?? '-', kiosk.how]] : []),
    ...(server.demo ? [['Staff', '-', `PIN of the kiosk's staff pages: ${server.demo.staffPin}`]] : []),
    ...(server.demo ? [['Ward', '-', `${server.demo.wardLogin}, with the portal's password`]] : []),
    ...(server.posterUrl === null ? [] : [['Poster', server.posterUrl, 'the page behind the demo poster']]),
    ['Data', data, ''],
  ];
  return `\n  Venue Check-in is ready.\n\n${formatTable(rows)}\n\n  Ctrl-C ends it.\n`;
}

/**
 * The page a phone on the same network can open, when the server listens there.
 *
 * @param {ServerAnswer} server
 * @param {string} host
 * @param {string | null} [lan]
 * @returns {string | null}
 */
export function phoneUrl(server, host, lan = findLanAddress()) {
  if (!isAnyAddress(host) || lan === null) return null;
  return withHost(server.posterUrl ?? server.portalUrl, lan);
}

/** Shows a page to the person at the screen, if there is one; not a word when it fails. @param {string} url */
export function openBrowser(url) {
  if (!process.stdout.isTTY || !hasDisplay()) return;
  const commands = /** @type {Record<string, [string, string[]]>} */ ({
    darwin: ['open', [url]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', url]],
  });
  const [command, args] = commands[process.platform] ?? ['xdg-open', [url]];
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
