import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { EntrancePoster, PosterChoices, PosterStudio } from '#shared/contract/portal-posters.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { posterFileHref, useRotation } from '../../api/posters.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './doors.module.css';
import { OldPosters } from './old-posters.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { type StudioTranslate, useStudioText } from './studio-text.ts';
import type { Done } from './undo-bar.tsx';

/** What became of each entrance's poster, and a new code for it. */
export function DoorsPanel(props: {
  readonly venueId: VenueId;
  readonly studio: PosterStudio;
  readonly choices: PosterChoices;
  readonly mayManage: boolean;
  readonly onDone: (done: Done) => void;
}) {
  const { venueId, studio, choices, mayManage, onDone } = props;
  const t = useStudioText();
  const { rotate, undo } = useRotation(venueId);
  const [asked, setAsked] = useState<EntrancePoster | null>(null);
  const undoFor =
    ({ entranceId, entranceName }: EntrancePoster) =>
    (): void =>
      undo.mutate(entranceId, {
        onSuccess: () => onDone({ text: t('doors.rotationUndone', { entrance: entranceName }), undo: null }),
      });
  const ask = (entrance: EntrancePoster): void => {
    rotate.reset();
    setAsked(entrance);
  };
  return (
    <Panel title={t('doors.title')}>
      <p className={classes['soft']}>{t('doors.intro')}</p>
      <Failure error={undo.error} />
      <ul className={classes['doors']}>
        {studio.entrances.map((entrance) => (
          <li key={entrance.entranceId}>
            <Door entrance={entrance} choices={choices} mayManage={mayManage} onRotate={() => ask(entrance)} />
            <OldPosters entrance={entrance} now={studio.now} onUndo={mayManage ? undoFor(entrance) : null} />
          </li>
        ))}
      </ul>
      {asked && (
        <RotateDialog
          entrance={asked}
          work={rotate}
          onCancel={() => setAsked(null)}
          onConfirm={(grace) =>
            rotate.mutate(
              { entranceId: asked.entranceId, grace },
              {
                onSuccess: () => {
                  onDone({ text: t('doors.rotated', { entrance: asked.entranceName }), undo: undoFor(asked) });
                  setAsked(null);
                },
              },
            )
          }
        />
      )}
    </Panel>
  );
}

function stateOf(t: StudioTranslate, { prints, firstScanAt }: EntrancePoster): { tone: Tone | 'plain'; text: string } {
  if (firstScanAt !== null) return { tone: 'good', text: t('doors.working') };
  return prints > 0 ? { tone: 'warn', text: t('doors.neverScanned') } : { tone: 'plain', text: t('doors.notPrinted') };
}

function Door(props: {
  readonly entrance: EntrancePoster;
  readonly choices: PosterChoices;
  readonly mayManage: boolean;
  readonly onRotate: () => void;
}) {
  const { entrance, choices, mayManage, onRotate } = props;
  const t = useStudioText();
  const { t: app, format } = useLanguage();
  const { entranceId, entranceName, serial, shortCode, printedAt, prints, lastScanAt, posterUrl } = entrance;
  const state = stateOf(t, entrance);
  return (
    <div className={classes['door']}>
      <div className={classes['name']}>
        <h3>{entranceName}</h3>
        <Chip tone={state.tone}>{state.text}</Chip>
      </div>
      <dl className={classes['facts']}>
        <Fact term={t('doors.serial')} code>
          {serial}
        </Fact>
        <Fact term={t('doors.shortCode')} code>
          {shortCode}
        </Fact>
        {printedAt !== null && (
          <Fact term={t('doors.printed')}>
            {t('doors.prints', { count: prints, time: format.dateTime(printedAt) })}
          </Fact>
        )}
        <Fact term={t('doors.scanned')}>
          {lastScanAt === null ? t('doors.notScanned') : format.dateTime(lastScanAt)}
        </Fact>
      </dl>
      <div className={classes['acts']}>
        {mayManage && (
          <>
            <Button
              component="a"
              href={posterFileHref(entranceId, choices, 'pdf')}
              download
              variant="default"
              size="sm"
              aria-label={app('posters.downloadFor', { entrance: entranceName })}
              leftSection={<IconDownload aria-hidden size={18} />}
            >
              {app('posters.download')}
            </Button>
            <Button
              variant="default"
              size="sm"
              aria-label={t('doors.rotateWhat', { entrance: entranceName })}
              leftSection={<IconRefresh aria-hidden size={18} />}
              onClick={onRotate}
            >
              {t('doors.rotate')}
            </Button>
          </>
        )}
        <a href={`${posterUrl}#look`} target="_blank" rel="noreferrer">
          {t('doors.look')}
          <IconExternalLink aria-hidden size={16} />
        </a>
      </div>
    </div>
  );
}

const Fact = (props: { readonly term: string; readonly code?: boolean; readonly children: string }) => (
  <div>
    <dt>{props.term}</dt>
    <dd data-code={props.code || undefined}>{props.children}</dd>
  </div>
);
