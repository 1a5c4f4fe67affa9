import { resolve } from 'node:path';
import { parseOptions, parsePort } from './options.mjs';
import { PlainError } from './plain-error.mjs';

/** @type {Record<string, import('./options.mjs').Option>} */
export const START_OPTIONS = {
  data: { type: 'string', value: 'DIR', help: 'where everything is kept (default: ./data)' },
  port: { type: 'string', value: 'N', help: 'port of the portal and its API (default: 8080)' },
  'kiosk-port': { type: 'string', value: 'N', help: "port of the kiosk's screen on this machine (default: 8081)" },
  host: {
    type: 'string',
    value: 'A',
    help: 'address to listen on; 0.0.0.0 lets phones of your network in (default: 127.0.0.1)',
  },
  'public-url': {
    type: 'string',
    value: 'URL',
    help: 'the https address people use, printed on posters; without demo data',
  },
  'no-kiosk': { type: 'boolean', help: 'start the server only' },
  'no-demo': { type: 'boolean', help: 'begin with an empty system' },
  'no-open': { type: 'boolean', help: 'do not open a browser window' },
};

/**
 * @param {string[]} args
 * @returns {{ help: boolean, data: string, port: number, kioskPort: number, host: string, publicUrl: string | null, kiosk: boolean, demo: boolean, open: boolean }}
 */
export function parseStartOptions(args) {
  const { values, rest } = parseOptions(args, START_OPTIONS);
  if (rest.length > 0) throw new PlainError(`"${rest[0]}" is not an option: see --help.`);
  /** @param {string} name @param {string} fallback */
  const text = (name, fallback) => String(values[name] ?? fallback);
  const publicUrl = values['public-url'] === undefined ? null : String(values['public-url']);
  if (publicUrl !== null && !/^https?:\/\/[^/]/.test(publicUrl)) {
    throw new PlainError(`--public-url takes an address like https://checkin.example.vn, not "${publicUrl}".`);
  }
  const port = parsePort(text('port', '8080'), 'port');
  const kioskPort = parsePort(text('kiosk-port', '8081'), 'kiosk-port');
  const kiosk = values['no-kiosk'] !== true;
  if (kiosk && port !== 0 && port === kioskPort)
    throw new PlainError(`--port and --kiosk-port are both ${port}: choose two ports.`);
  return {
    help: values.help === true,
    data: resolve(text('data', 'data')),
    port,
    kioskPort,
    host: text('host', '127.0.0.1'),
    publicUrl,
    kiosk,
    demo: values['no-demo'] !== true && publicUrl === null,
    open: values['no-open'] !== true,
  };
}
