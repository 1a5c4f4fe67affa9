import { join } from 'node:path';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { BLANK_MACHINE } from '#kiosk/core/staff/machine-view.ts';
import { type MachineChanges, type MachineSettings, machineSettingsSchema } from '#kiosk/core/staff/staff-page.ts';
import { readIfThere, writeDurably } from '#kiosk/store/durable-file.ts';
import { log } from '../log.ts';

/** What the staff set on this machine: `machine.json` in the kiosk's folder. */
export interface MachineSettingsFile {
  readonly settings: MachineSettings;
  /** What cannot be written holds until the next start. */
  save(changes: MachineChanges): MachineSettings;
}

/** @throws StorageFailure when the disk cannot be read; a file that makes no sense counts as never written. */
export function openMachineSettings(dir: string): MachineSettingsFile {
  const file = join(dir, 'machine.json');
  let settings = readSettings(file);
  return {
    get settings() {
      return settings;
    },
    save(changes) {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      settings = { ...settings, ...Object.fromEntries(given) };
      try {
        writeDurably(file, `${JSON.stringify(settings)}\n`);
      } catch (error) {
        if (!(error instanceof StorageFailure)) throw error;
        log('error', `the machine's settings could not be written down: ${error.message}`);
      }
      return settings;
    },
  };
}

/** One by one: what a damaged or a newer file says of the others still holds. */
function readSettings(file: string): MachineSettings {
  const text = readIfThere(file);
  const defaults = BLANK_MACHINE.settings;
  if (text === null) return defaults;
  const given = parseObject(text);
  const { shape } = machineSettingsSchema;
  const read = {
    language: shape.language.safeParse(given['language']),
    volume: shape.volume.safeParse(given['volume']),
    pixelsPerMm: shape.pixelsPerMm.safeParse(given['pixelsPerMm']),
    printer: shape.printer.safeParse(given['printer']),
  };
  const lost = Object.entries(read).flatMap(([name, { success }]) => (success ? [] : [name]));
  if (lost.length > 0) log('warn', `machine.json: the usual is taken for ${lost.join(', ')}`);
  return {
    language: read.language.data ?? defaults.language,
    volume: read.volume.data ?? defaults.volume,
    pixelsPerMm: read.pixelsPerMm.data ?? defaults.pixelsPerMm,
    printer: read.printer.data ?? defaults.printer,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}
