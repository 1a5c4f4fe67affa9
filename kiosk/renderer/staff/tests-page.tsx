import { IconBarcode, IconCamera, IconPrinter, IconQrcode, IconVolume } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { signalSchema } from '#kiosk/core/view.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { speak } from '../voice/speak.ts';
import type { PageProps } from './page-props.ts';
import { type Tone, ToneBadge } from './tone-note.tsx';
import { useTimes } from './use-times.ts';

const CAMERA_TONES = {
  live: 'good',
  dark: 'amber',
  lost: 'bad',
  denied: 'bad',
  absent: 'calm',
  unknown: 'calm',
} as const;
const SCANNER_TONES = { open: 'good', closed: 'bad', none: 'calm' } as const;
const PRINTER_TONES = { ready: 'good', missing: 'bad', error: 'bad', none: 'calm' } as const;

/** Every device at once. The camera's picture is beside it: the one eye of the kiosk, not a second one. */
export function TestsPage({ page }: PageProps<'tests'>) {
  const { t, act } = useKiosk();
  return (
    <ScrollArea label={t('staff.title.tests')}>
      <div className="tests">
        <LastCode lastCode={page.lastCode} />
        <Device icon={IconCamera} name={t('staff.tests.camera')} tone={CAMERA_TONES[page.camera]}>
          {t(`staff.tests.cameraState.${page.camera}`)}
        </Device>
        <Device icon={IconBarcode} name={t('staff.tests.scanner')} tone={SCANNER_TONES[page.scanner]}>
          {t(`staff.tests.scannerState.${page.scanner}`)}
        </Device>
        <Device
          icon={IconPrinter}
          name={t('staff.tests.printer')}
          tone={PRINTER_TONES[page.printer]}
          action={
            <BigButton
              label={t('staff.tests.printTest')}
              disabled={page.printer === 'none' || page.printing === 'working'}
              onPress={() => act({ do: 'staff-print', what: 'test' })}
            />
          }
        >
          {page.printing === 'none'
            ? t(`staff.tests.printerState.${page.printer}`)
            : t(`staff.inside.printing.${page.printing}`)}
        </Device>
        <Speaker />
      </div>
    </ScrollArea>
  );
}

function LastCode({ lastCode }: Pick<PageProps<'tests'>['page'], 'lastCode'>) {
  const { t } = useKiosk();
  const { time } = useTimes();
  return (
    <Device
      icon={IconQrcode}
      name={t('staff.tests.lastCode')}
      tone={lastCode ? toneOfCode(lastCode.kind) : 'calm'}
      hint={t('staff.tests.hint')}
    >
      {lastCode
        ? `${nameCode(lastCode.kind, t)} · ${t(`staff.tests.source.${lastCode.source}`)} · ${time(lastCode.at)}`
        : t('staff.tests.noCode')}
    </Device>
  );
}

const toneOfCode = (kind: string): Tone => (kind === 'garbled' || kind.startsWith('unknown') ? 'amber' : 'good');

/** Kinds of code that have a name; what a scanner reads beyond these is a code of no known kind. */
const NAMED_KINDS = [
  'visitor-pass',
  'staff-card',
  'citizen-card',
  'personal-qr',
  'insurance-card',
  'opaque',
  'passport',
  'venue-poster',
  'pairing',
  'provisioning',
  'garbled',
  'unknown-web-address',
  'unknown-wifi',
  'unknown-payment',
  'unknown-contact-card',
] as const;

const nameCode = (kind: string, t: KioskTranslate): string => {
  const name = kind.replace(':', '-');
  return t(`staff.tests.kind.${NAMED_KINDS.find((named) => named === name) ?? 'unknown-text'}`);
};

function Speaker() {
  const { t, view, act } = useKiosk();
  return (
    <section className="device device--speaker" aria-label={t('staff.tests.speaker')}>
      <IconVolume className="device__icon" aria-hidden="true" />
      <h2>{t('staff.tests.speaker')}</h2>
      <div className="device__signals">
        {signalSchema.options.map((signal) => (
          <BigButton
            key={signal}
            label={t(`staff.tests.signal.${signal}`)}
            onPress={() => act({ do: 'staff-signal', signal })}
          />
        ))}
        <BigButton
          label={t('staff.tests.speak')}
          onPress={() => speak(t('staff.tests.sentence'), view.language, view.comfort.volume)}
        />
      </div>
    </section>
  );
}

interface DeviceProps {
  readonly icon: ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>;
  readonly name: string;
  readonly tone: Tone;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children: string;
}

function Device({ icon: Icon, name, tone, hint, action, children }: DeviceProps) {
  return (
    <section className="device" aria-label={name}>
      <Icon className="device__icon" aria-hidden="true" />
      <div className="device__words">
        <h2>{name}</h2>
        <p role="status" className="device__state">
          <ToneBadge tone={tone} /> <span>{children}</span>
        </p>
        {hint && <p className="hint">{hint}</p>}
      </div>
      {action}
    </section>
  );
}
