export interface Mount {
  readonly dir: string;
  readonly isReadOnly: boolean;
}

/** Where desktops, udisks and people by hand put what is plugged in. */
const REMOVABLE = /^\/(?:media|run\/media|mnt)(?:\/|$)/;

/** The plugged-in file systems of `/proc/mounts` (proc_pid_mounts(5)): on a device, in a place for them. */
export function parseMounts(text: string): Mount[] {
  const mounts = text.split('\n').flatMap((line) => {
    const [device = '', place = '', , options = ''] = line.split(' ');
    const dir = unescape(place);
    if (!device.startsWith('/dev/') || !REMOVABLE.test(dir)) return [];
    return [{ dir, isReadOnly: options.split(',').includes('ro') }];
  });
  // What was mounted last over a place is what is there.
  return [...new Map(mounts.map((mount) => [mount.dir, mount])).values()];
}

/** Blanks and backslashes stand there as three octal digits. */
const unescape = (text: string): string =>
  text.replaceAll(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));
