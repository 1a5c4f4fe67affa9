import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#shared/domain/result.ts';

export interface ShellOptions {
  /** The kiosk's own folder; nothing is written anywhere else. */
  readonly data: string;
  /** A Node of 22 or newer: the core runs in it where Electron's own is older. */
  readonly node: string | null;
  readonly windowed: boolean;
  readonly kiosk: boolean;
  /** Whoever started it starts it again when it ends with RESTART_CODE. */
  readonly supervised: boolean;
  /** What the core is told on its command line. */
  readonly coreArgs: readonly string[];
}

const OPTIONS = {
  data: { type: 'string' },
  server: { type: 'string' },
  pair: { type: 'string' },
  serial: { type: 'string' },
  'serial-baud': { type: 'string' },
  'serial-end': { type: 'string' },
  printer: { type: 'string' },
  'usb-dir': { type: 'string' },
  node: { type: 'string' },
  windowed: { type: 'boolean' },
  kiosk: { type: 'boolean' },
  supervised: { type: 'boolean' },
} as const;

const FOR_THE_CORE = ['server', 'pair', 'serial', 'serial-baud', 'serial-end', 'printer', 'usb-dir'] as const;

/**
 * `--data=DIR --server=URL [--pair=CODE] [--serial=PATH|auto|none] [--node=PATH] [--windowed | --kiosk] [--supervised]`. Chromium's own switches
 * stand among ours, so what is not known is passed over.
 *
 * @param defaultData where the kiosk keeps its things when nobody says so.
 */
export function parseShellOptions(argv: readonly string[], defaultData: string): Result<ShellOptions, string> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, allowPositionals: true });
  for (const [name, { type }] of Object.entries(OPTIONS)) {
    const value = values[name];
    if (value !== undefined && (typeof value !== type || value === '')) return err(`--${name} is not given right`);
  }
  const text = (name: keyof typeof OPTIONS): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  const data = resolve(text('data') ?? defaultData);
  const passed = FOR_THE_CORE.flatMap((name) => (text(name) === null ? [] : [`--${name}=${text(name)}`]));
  return ok({
    data,
    node: text('node'),
    windowed: values['windowed'] === true,
    kiosk: values['kiosk'] === true,
    supervised: values['supervised'] === true,
    coreArgs: [`--data=${data}`, ...passed],
  });
}

/** Chromium's own files: cache, code cache, device ids. Nothing of a visitor is among them. */
export const browserFolder = (data: string): string => join(data, 'browser');
