import { delimiter, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type PrinterSetting, printerSettingSchema } from '#kiosk/core/printer-setting.ts';
import { type CodeEnd, TERMINATORS_OF } from '#kiosk/devices/framing.ts';
import type { ScannerSetting } from '#kiosk/devices/serial-scanner.ts';
import { type PackagePlatform, packagePlatformSchema } from '#shared/contract/kiosk-update.ts';

export interface CliOption {
  /** How the value is called in the help; null: a switch, whose value is then "yes". */
  readonly value: string | null;
  readonly help: string;
  /** May be given several times; the values are joined as in PATH. */
  readonly many?: true;
}
type Values<S> = { readonly [K in keyof S]: string | null };

/** A command line that cannot be followed; its message is the sentence for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads `--name VALUE` options. @returns null when help was asked for. @throws UsageError on anything unknown. */
export function parseCliOptions<const S extends Readonly<Record<string, CliOption>>>(
  args: readonly string[],
  spec: S,
): Values<S> | null {
  const names = Object.keys(spec);
  const typeOf = (name: string) => (spec[name]?.value === null ? ('boolean' as const) : ('string' as const));
  const options = Object.fromEntries(
    names.map((name) => [name, { type: typeOf(name), multiple: spec[name]?.many === true }]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } }, strict: true });
    const given: Readonly<Record<string, unknown>> = values;
    if (given['help']) return null;
    const valueOf = (name: string): unknown => {
      const value = given[name] ?? null;
      return Array.isArray(value) ? value.join(delimiter) : value === true ? 'yes' : value;
    };
    return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Values<S>;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. To specify')[0] : String(error);
    throw new UsageError(`${reason}: see --help.`, { cause: error });
  }
}

export function formatHelp(usage: string, spec: Readonly<Record<string, CliOption>>): string {
  const rows = Object.entries(spec).map(
    ([name, { value, help }]) => [value === null ? `--${name}` : `--${name} ${value}`, help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  return [usage, '', ...rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`)].join('\n');
}

export const KIOSK_OPTIONS = {
  data: { value: 'DIR', help: "the kiosk's own folder" },
  server: { value: 'URL', help: 'the server it pairs with and reports to' },
  pair: { value: 'CODE', help: 'one-time code from the portal; an already paired kiosk ignores it' },
  serial: {
    value: 'PATH',
    help: 'a serial scanner, for example /dev/ttyACM0 or COM3; auto: whichever is plugged in; none',
  },
  'serial-baud': { value: 'N', help: 'its speed (default: found by listening)' },
  'serial-end': { value: 'END', help: 'how it ends a code: cr, lf, tab or none (default: any of them)' },
  printer: {
    value: 'PRINTER',
    help: 'kept from then on: system, system:NAME, network:HOST[:PORT], serial:PATH[@BAUD] or none',
  },
  'update-as': {
    value: 'PLATFORM',
    help: 'fetch updates for linux-x64, linux-arm64 or win-x64: told by a host that can install them',
  },
  'usb-dir': { value: 'DIR', help: 'counts as a USB stick; may be given several times', many: true },
} as const satisfies Record<string, CliOption>;

export interface KioskArguments {
  readonly dataDir: string;
  readonly serverUrl: string | null;
  readonly pairCode: string | null;
  /** null: no serial scanner. */
  readonly serial: ScannerSetting | null;
  /** null: the one that was set before. */
  readonly printer: PrinterSetting | null;
  readonly usbDirs: readonly string[];
  /** null: whoever started this cannot replace it. */
  readonly updatePlatform: PackagePlatform | null;
}

/** @param unsaid what `--serial` means when it is not given. @throws UsageError */
export function readKioskArguments(
  { data, server, pair, printer, 'usb-dir': usb, 'update-as': platform, ...scanner }: Values<typeof KIOSK_OPTIONS>,
  unsaid: 'auto' | 'none',
): KioskArguments {
  if (data === null) throw new UsageError('--data DIR is missing: see --help.');
  if (server !== null && !/^https?:\/\/[^/]/.test(server)) throw new UsageError('--server takes an http(s) address.');
  if (server !== null && !URL.canParse(server)) throw new UsageError(`--server: "${server}" is not an address.`);
  if (pair !== null && server === null) throw new UsageError('--pair needs --server URL: see --help.');
  const updatePlatform = packagePlatformSchema.nullable().safeParse(platform);
  if (!updatePlatform.success) {
    throw new UsageError(`--update-as takes ${packagePlatformSchema.options.join(', ')}, not "${platform}".`);
  }
  return {
    dataDir: data,
    serverUrl: server && new URL(server).origin,
    pairCode: pair,
    serial: readScannerSetting(scanner, unsaid),
    printer: printer === null ? null : readPrinterSetting(printer),
    updatePlatform: updatePlatform.data,
    usbDirs:
      usb === null
        ? []
        : usb
            .split(delimiter)
            .filter(Boolean)
            .map((dir) => resolve(dir)),
  };
}

/** 80 mm paper: what most receipt printers take. */
const ROLL = { dots: 576, cut: true } as const;

/** @throws UsageError */
function readPrinterSetting(text: string): PrinterSetting {
  const { kind, rest } = /^(?<kind>[a-z]+)(?::(?<rest>.+))?$/.exec(text)?.groups ?? {};
  const setting = printerSettingSchema.safeParse(describePrinter(kind ?? '', rest ?? null));
  if (!setting.success) {
    const forms = 'system, system:NAME, network:HOST[:PORT], serial:PATH[@BAUD] or none';
    throw new UsageError(`--printer takes ${forms}, not "${text}".`);
  }
  return setting.data;
}

function describePrinter(kind: string, rest: string | null): unknown {
  if (kind === 'none' && rest === null) return { kind };
  if (kind === 'system') return { kind, name: rest };
  if (rest === null) return null;
  const [, host = rest, port = '9100'] = /^(.+):(\d+)$/.exec(rest) ?? [];
  if (kind === 'network') return { kind: 'escpos', over: { kind, host, port: Number(port) }, ...ROLL };
  const [, path = rest, baudRate = '9600'] = /^(.+)@(\d+)$/.exec(rest) ?? [];
  return kind === 'serial' ? { kind: 'escpos', over: { kind, path, baudRate: Number(baudRate) }, ...ROLL } : null;
}

type ScannerOptions = Pick<Values<typeof KIOSK_OPTIONS>, 'serial' | 'serial-baud' | 'serial-end'>;

function readScannerSetting(
  { serial, 'serial-baud': baud, 'serial-end': end }: ScannerOptions,
  unsaid: 'auto' | 'none',
): ScannerSetting | null {
  if (end !== null && !isCodeEnd(end)) throw new UsageError(`--serial-end takes cr, lf, tab or none, not "${end}".`);
  const baudRate = baud === null ? null : parseNumber(baud, 'serial-baud', 300, 4_000_000);
  const port = serial ?? unsaid;
  return port === 'none' ? null : { path: port === 'auto' ? null : port, baudRate, end };
}

const isCodeEnd = (text: string): text is CodeEnd => Object.hasOwn(TERMINATORS_OF, text);

/** A whole number of at least `min`. @throws UsageError */
export function parseNumber(text: string, name: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} takes a number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}
