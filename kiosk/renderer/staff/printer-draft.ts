import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';

/** All that the choice of a printer asks, also what is not asked at the moment: going back and forth loses nothing. */
export interface PrinterDraft {
  readonly kind: PrinterSetting['kind'];
  /** null: the system's default printer. */
  readonly systemName: string | null;
  readonly over: 'serial' | 'network';
  /** Empty: not chosen yet. */
  readonly path: string;
  readonly baudRate: number;
  /** `192.168.1.50` or `192.168.1.50:9100`; empty: not typed yet. */
  readonly address: string;
  readonly dots: number;
  readonly cut: boolean;
}

/** Raw printing, as receipt printers in a network listen for. */
const USUAL_PORT = 9_100;

const BLANK: PrinterDraft = {
  kind: 'none',
  systemName: null,
  over: 'serial',
  path: '',
  baudRate: 9_600,
  address: '',
  dots: 576,
  cut: true,
};

export function draftOf(setting: PrinterSetting): PrinterDraft {
  switch (setting.kind) {
    case 'none':
      return BLANK;
    case 'system':
      return { ...BLANK, kind: 'system', systemName: setting.name };
    case 'escpos': {
      const { over, dots, cut } = setting;
      const draft = { ...BLANK, kind: 'escpos', over: over.kind, dots, cut } as const;
      if (over.kind === 'serial') return { ...draft, path: over.path, baudRate: over.baudRate };
      return { ...draft, address: over.port === USUAL_PORT ? over.host : `${over.host}:${over.port}` };
    }
  }
}

/** @returns null while something is missing. */
export function settingOf(draft: PrinterDraft): PrinterSetting | null {
  if (draft.kind === 'none') return { kind: 'none' };
  if (draft.kind === 'system') return { kind: 'system', name: draft.systemName };
  const { dots, cut } = draft;
  if (draft.over === 'serial') {
    if (draft.path === '') return null;
    return { kind: 'escpos', over: { kind: 'serial', path: draft.path, baudRate: draft.baudRate }, dots, cut };
  }
  const address = parsePrinterAddress(draft.address);
  return address && { kind: 'escpos', over: { kind: 'network', ...address }, dots, cut };
}

/** A host name or IPv4 address, with a port or without. @returns null for what is neither. */
export function parsePrinterAddress(text: string): { host: string; port: number } | null {
  const [, host, port = String(USUAL_PORT)] =
    /^([a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::(\d{1,5}))?$/i.exec(text.trim()) ?? [];
  const number = Number(port);
  if (host === undefined || host.length > 253 || host.includes('..') || number < 1 || number > 65_535) return null;
  return { host, port: number };
}
