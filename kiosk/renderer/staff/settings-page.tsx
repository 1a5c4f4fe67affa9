import { IconMinus, IconPlus, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MachineSettings } from '#kiosk/core/staff/staff-page.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { ChoiceRow } from './choice-row.tsx';
import type { PageProps } from './page-props.ts';
import { PrinterSheet } from './printer-sheet.tsx';

const VOLUME_STEP = 10;

/** What is of this machine alone. Every choice is saved as it is made. */
export function SettingsPage({ page }: PageProps<'settings'>) {
  const { t, act } = useKiosk();
  const [isChoosing, setChoosing] = useState(false);
  const { machine } = page;
  const save = (changed: Partial<MachineSettings>): void => act({ do: 'staff-save-machine', machine: changed });
  return (
    <>
      <ScrollArea label={t('staff.title.settings')}>
        <div className="settings">
          <FirstLanguage page={page} onSave={save} />
          <Volume volume={machine.volume} onChange={(volume) => save({ volume })} />
          <div className="settings__printer" role="group" aria-labelledby="settings-printer">
            <span className="staff-label" id="settings-printer">
              {t('staff.settings.printer')}
            </span>
            <p className="settings__value">{usePrinterWords(machine.printer)}</p>
            <BigButton label={t('staff.settings.change')} onPress={() => setChoosing(true)} />
          </div>
        </div>
      </ScrollArea>
      {isChoosing && <PrinterSheet page={page} onSave={save} onClose={() => setChoosing(false)} />}
    </>
  );
}

/** Where the portal has set it for every kiosk, a choice made here would change nothing: then it only says so. */
function FirstLanguage(
  props: PageProps<'settings'> & { readonly onSave: (changed: Partial<MachineSettings>) => void },
) {
  const { machine, venueLanguage } = props.page;
  const { t } = useKiosk();
  if (venueLanguage !== null) {
    return (
      <div className="choice-row">
        <span className="staff-label">{t('staff.settings.language')}</span>
        <p className="settings__value">
          {t('staff.settings.languageOfVenue', { language: t(`language.${venueLanguage}`) })}
        </p>
      </div>
    );
  }
  return (
    <ChoiceRow
      label={t('staff.settings.language')}
      choices={languageSchema.options.map((language) => ({
        value: language,
        label: t(`language.${language}`),
        lang: language,
      }))}
      value={machine.language}
      onChange={(language) => props.onSave({ language })}
    />
  );
}

function usePrinterWords(printer: MachineSettings['printer']): string {
  const { t } = useKiosk();
  const kind = t(`staff.settings.kind.${printer.kind}`);
  switch (printer.kind) {
    case 'none':
      return kind;
    case 'system':
      return printer.name ?? t('staff.settings.defaultPrinter');
    case 'escpos':
      return `${kind} · ${printer.over.kind === 'serial' ? printer.over.path : printer.over.host}`;
  }
}

interface VolumeProps {
  readonly volume: number;
  readonly onChange: (volume: number) => void;
}

function Volume({ volume, onChange }: VolumeProps) {
  const { t, act } = useKiosk();
  return (
    <div className="volume" role="group" aria-labelledby="settings-volume">
      <span className="staff-label" id="settings-volume">
        {t('staff.settings.volume')}
      </span>
      <Button
        className="icon-button"
        aria-label={t('staff.settings.quieter')}
        isDisabled={volume <= 0}
        onPress={() => onChange(Math.max(0, volume - VOLUME_STEP))}
      >
        <IconMinus aria-hidden="true" />
      </Button>
      <div className="volume__level" role="status">
        <svg className="volume__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect className="volume__whole" width="100" height="10" />
          <rect className="volume__part" width={volume} height="10" />
        </svg>
        <span>{volume} %</span>
      </div>
      <Button
        className="icon-button"
        aria-label={t('staff.settings.louder')}
        isDisabled={volume >= 100}
        onPress={() => onChange(Math.min(100, volume + VOLUME_STEP))}
      >
        <IconPlus aria-hidden="true" />
      </Button>
      <BigButton
        icon={<IconVolume className="staff-icon" aria-hidden="true" />}
        label={t('staff.settings.listen')}
        onPress={() => act({ do: 'staff-signal', signal: 'welcome' })}
      />
    </div>
  );
}
