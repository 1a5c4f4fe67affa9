import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { MachineSettings } from '#kiosk/core/staff/staff-page.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { ChoiceRow } from './choice-row.tsx';
import type { PageProps } from './page-props.ts';
import { draftOf, type PrinterDraft, parsePrinterAddress, settingOf } from './printer-draft.ts';
import { StaffSheet } from './staff-sheet.tsx';
import { TextEntry } from './text-entry.tsx';
import { ToneNote } from './tone-note.tsx';

const SPEEDS = ['9600', '19200', '38400', '115200'] as const;
/** Dots in a line of 80 mm and of 58 mm paper. */
const PAPERS = { '576': 'paper80', '384': 'paper58' } as const;

interface PrinterSheetProps extends PageProps<'settings'> {
  readonly onSave: (changed: Partial<MachineSettings>) => void;
  readonly onClose: () => void;
}

/** Each choice is saved as soon as nothing is missing. */
export function PrinterSheet({ page, onSave, onClose }: PrinterSheetProps) {
  const { t, act } = useKiosk();
  const [draft, setDraft] = useState(() => draftOf(page.machine.printer));
  const state = savedState(draft, page.machine.printer);
  const change = (changed: Partial<PrinterDraft>): void => {
    const next = { ...draft, ...changed };
    setDraft(next);
    const printer = settingOf(next);
    if (printer) onSave({ printer });
  };
  const choice = { draft, onChange: change, page };
  return (
    <StaffSheet kind="full" label={t('staff.settings.printerTitle')} onClose={onClose}>
      <div className="printer-sheet">
        <h2>{t('staff.settings.printerTitle')}</h2>
        <ScrollArea label={t('staff.settings.printerTitle')}>
          <div className="settings">
            <ChoiceRow
              label={t('staff.settings.printer')}
              choices={(['none', 'system', 'escpos'] as const).map((kind) => ({
                value: kind,
                label: t(`staff.settings.kind.${kind}`),
                ...(kind !== 'none' && { hint: t(`staff.settings.kindHint.${kind}`) }),
              }))}
              value={draft.kind}
              onChange={(kind) => change({ kind })}
            />
            {draft.kind === 'system' && <SystemPrinter {...choice} />}
            {draft.kind === 'escpos' && <ReceiptPrinter {...choice} />}
          </div>
        </ScrollArea>
        <div className="printer-sheet__foot">
          <div role="status">
            <ToneNote tone={STATE_TONES[state]}>
              <p>{t(`staff.settings.${state}`)}</p>
            </ToneNote>
          </div>
          <BigButton
            icon={<IconPrinter className="staff-icon" aria-hidden="true" />}
            label={t('staff.settings.printTest')}
            disabled={state !== 'saved' || draft.kind === 'none'}
            onPress={() => act({ do: 'staff-print', what: 'test' })}
          />
          <BigButton kind="primary" label={t('staff.close')} onPress={onClose} />
        </div>
      </div>
    </StaffSheet>
  );
}

const STATE_TONES = { saved: 'good', saving: 'calm', incomplete: 'amber' } as const;

/** Saved is what the core says it has. */
function savedState(draft: PrinterDraft, printer: MachineSettings['printer']): keyof typeof STATE_TONES {
  const setting = settingOf(draft);
  if (setting === null) return 'incomplete';
  // By way of a draft, so that both are written in the same order.
  return JSON.stringify(setting) === JSON.stringify(settingOf(draftOf(printer))) ? 'saved' : 'saving';
}

interface ChoiceProps extends PageProps<'settings'> {
  readonly draft: PrinterDraft;
  readonly onChange: (changed: Partial<PrinterDraft>) => void;
}

/** Stands for no name among the values of the choice; no printer is called so. */
const DEFAULT_PRINTER = '\u0000';

function SystemPrinter({ draft, onChange, page }: ChoiceProps) {
  const { t } = useKiosk();
  if (page.systemPrinters.length === 0) return <p className="hint">{t('staff.settings.noSystemPrinters')}</p>;
  return (
    <ChoiceRow
      label={t('staff.settings.which')}
      choices={[
        { value: DEFAULT_PRINTER, label: t('staff.settings.defaultPrinter') },
        ...page.systemPrinters.map((name) => ({ value: name, label: name })),
      ]}
      value={draft.systemName ?? DEFAULT_PRINTER}
      onChange={(name) => onChange({ systemName: name === DEFAULT_PRINTER ? null : name })}
    />
  );
}

function ReceiptPrinter(props: ChoiceProps) {
  const { t } = useKiosk();
  const { draft, onChange } = props;
  return (
    <>
      <ChoiceRow
        label={t('staff.settings.over')}
        choices={[
          { value: 'serial', label: t('staff.settings.serial') },
          { value: 'network', label: t('staff.settings.network') },
        ]}
        value={draft.over}
        onChange={(over) => onChange({ over })}
      />
      {draft.over === 'serial' ? (
        <SerialPrinter {...props} />
      ) : (
        <TextEntry
          label={t('staff.settings.host')}
          value={draft.address}
          board="host"
          problem={(text) => (parsePrinterAddress(text) ? null : t('staff.settings.hostInvalid'))}
          onDone={(address) => onChange({ address })}
        />
      )}
      <div className="settings__pair">
        <ChoiceRow
          label={t('staff.settings.paper')}
          choices={(['576', '384'] as const).map((dots) => ({
            value: dots,
            label: t(`staff.settings.${PAPERS[dots]}`),
          }))}
          value={draft.dots === 576 ? '576' : draft.dots === 384 ? '384' : null}
          onChange={(dots) => onChange({ dots: Number(dots) })}
        />
        <ChoiceRow
          label={t('staff.settings.cut')}
          choices={[
            { value: 'yes', label: t('staff.settings.cutYes') },
            { value: 'no', label: t('staff.settings.cutNo') },
          ]}
          value={draft.cut ? 'yes' : 'no'}
          onChange={(cut) => onChange({ cut: cut === 'yes' })}
        />
      </div>
    </>
  );
}

function SerialPrinter({ draft, onChange, page }: ChoiceProps) {
  const { t } = useKiosk();
  // The port in use stays on the list while its cable is out.
  const ports = [...new Set(draft.path === '' ? page.serialPorts : [draft.path, ...page.serialPorts])];
  if (ports.length === 0) return <p className="hint">{t('staff.settings.noPorts')}</p>;
  return (
    <>
      <ChoiceRow
        label={t('staff.settings.ports')}
        choices={ports.map((path) => ({ value: path, label: path }))}
        value={draft.path === '' ? null : draft.path}
        onChange={(path) => onChange({ path })}
      />
      <ChoiceRow
        label={t('staff.settings.speed')}
        choices={SPEEDS.map((speed) => ({ value: speed, label: speed }))}
        value={SPEEDS.find((speed) => Number(speed) === draft.baudRate) ?? null}
        onChange={(speed) => onChange({ baudRate: Number(speed) })}
      />
    </>
  );
}
