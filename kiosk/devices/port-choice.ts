/** As `SerialPort.list` tells it; what a platform does not know is undefined. */
export interface FoundPort {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly pnpId?: string | undefined;
}

export interface PortHistory {
  /** The port that sent codes since it was plugged in. */
  readonly speaking: string | null;
  /** Identity (`identifyPort`) of the scanner of an earlier run. */
  readonly remembered: string | null;
  /** Ports on which the system's own console talks, as bare names. */
  readonly consoles: readonly string[];
  /** Paths that belong to something else, as the receipt printer's. */
  readonly excluded: readonly string[];
}

/** Mobile modems look like serial adapters, and opening one could cut the kiosk's own connection. */
const MODEM_VENDORS = new Set(['12d1', '19d2', '1199', '2c7c', '1e0e', '1bc7', '2cb7', '05c6', '0bdb']);
const USB_PATH = /\/(?:ttyUSB|ttyACM|ttyXRUSB|ttyWCH|tty\.usb|cu\.usb|tty\.wch|tty\.SLAB)/;
const BUILT_IN_PATH = /^(?:\/dev\/ttyS\d+|COM\d+)$/;
/** Linux names more built-in ports than a board has. */
const MOST_BUILT_IN = 4;

/**
 * Which ports to listen on when nobody named one. One that has sent a code is the scanner, and the others are let go; until
 * then every USB adapter may be it, the one that was it last time first; without any, the ports built into the machine.
 */
export function choosePorts(
  found: readonly FoundPort[],
  { speaking, remembered, consoles, excluded }: PortHistory,
): FoundPort[] {
  const ports = found.filter(({ path }) => !excluded.some((other) => isSamePath(path, other)));
  const speaker = ports.find(({ path }) => path === speaking);
  if (speaker) return [speaker];
  const usb = ports.filter((port) => isUsbPort(port) && !MODEM_VENDORS.has(port.vendorId?.toLowerCase() ?? ''));
  const builtIn = ports.filter(
    (port) => !isUsbPort(port) && BUILT_IN_PATH.test(port.path) && !isConsole(port, consoles),
  );
  const chosen = usb.length > 0 ? usb : builtIn.slice(0, MOST_BUILT_IN);
  return chosen.toSorted((a, b) => Number(identifyPort(b) === remembered) - Number(identifyPort(a) === remembered));
}

/** Windows writes `COM3` and `com3` for one port; paths elsewhere never differ by case alone. */
const isSamePath = (a: string, b: string): boolean =>
  a === b || (/^com\d+$/i.test(a) && a.toLowerCase() === b.toLowerCase());

export const isUsbPort = ({ path, vendorId, pnpId }: FoundPort): boolean =>
  vendorId !== undefined || USB_PATH.test(path) || /^(?:usb|ftdibus)/i.test(pnpId ?? '');

const isConsole = ({ path }: FoundPort, consoles: readonly string[]): boolean =>
  consoles.some((name) => path === `/dev/${name}`);

/** The same for a device wherever it is plugged in; its path where it has no identity of its own. */
export function identifyPort({ path, vendorId, productId, serialNumber }: FoundPort): string {
  return vendorId === undefined
    ? path
    : ['usb', vendorId, productId, serialNumber].filter(Boolean).join(':').toLowerCase();
}
