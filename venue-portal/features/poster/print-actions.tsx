import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PosterChoices } from '#shared/contract/portal-posters.ts';
import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { countPrints, posterFileHref, postersFileHref } from '../../api/posters.ts';
import { failureOf } from '../../api/problem-error.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { PrintSheets, type Sheets } from './print-sheets.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

/** Print at one press, or take a file away. Nothing is pressed before the check has passed. */
export function PrintActions(props: {
  readonly venueId: VenueId;
  readonly entranceIds: readonly EntranceId[];
  readonly choices: PosterChoices;
  readonly version: string;
  readonly passed: boolean;
}) {
  const { venueId, entranceIds, choices, version, passed } = props;
  const t = useStudioText();
  const app = useLanguage().t;
  const client = useQueryClient();
  const [sheets, setSheets] = useState<Sheets | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { purpose, files } = POSTER_FORMATS[choices.format];
  const count = entranceIds.length;
  const refresh = (): void => void client.invalidateQueries({ queryKey: queryKeys.posters(venueId) });

  const print = async (): Promise<void> => {
    setProblem(null);
    try {
      await countPrints(venueId, entranceIds, choices);
      setSheets({ choices, entranceIds, version });
    } catch (error) {
      setProblem(app(problemKey(failureOf(error))));
    }
  };
  const onEnd = (failed: boolean): void => {
    setSheets(null);
    if (failed) setProblem(t('preview.failed'));
    refresh();
  };
  // The server counts a download when it has sent it.
  const downloaded = (): void => void setTimeout(refresh, 1_500);
  const [only] = entranceIds;
  const fileHref = (file: 'pdf' | 'png' | 'svg'): string => (only ? posterFileHref(only, choices, file) : '');
  return (
    <div className={classes['actions']}>
      <div className={classes['row']}>
        {purpose !== 'display' && (
          <Button
            size="lg"
            disabled={!passed || count === 0}
            loading={sheets !== null}
            leftSection={<IconPrinter aria-hidden size={22} />}
            onClick={() => void print()}
          >
            {t('print.now', { count: Math.max(1, count) })}
          </Button>
        )}
        {count === 1 &&
          files.map((file) => (
            <FileLink key={file} href={fileHref(file)} ready={passed} label={t(`print.${file}`)} onPress={downloaded} />
          ))}
        {count > 1 && (
          <FileLink
            href={postersFileHref(venueId, entranceIds, choices)}
            ready={passed}
            label={t('print.pdfMany', { count })}
            onPress={downloaded}
          />
        )}
      </div>
      {count === 0 && <p className={classes['hint']}>{t('which.none')}</p>}
      <p className={classes['hint']}>{t(purpose === 'display' ? 'print.displayHint' : 'print.hint')}</p>
      {problem && (
        <Notice tone="stop" live>
          {t('print.failed', { why: problem })}
        </Notice>
      )}
      {sheets && <PrintSheets sheets={sheets} onEnd={onEnd} />}
    </div>
  );
}

function FileLink(props: {
  readonly href: string;
  readonly ready: boolean;
  readonly label: string;
  readonly onPress: () => void;
}) {
  const { href, ready, label, onPress } = props;
  const icon = <IconDownload aria-hidden size={20} />;
  if (!ready) {
    return (
      <Button variant="default" disabled leftSection={icon}>
        {label}
      </Button>
    );
  }
  return (
    <Button component="a" href={href} download variant="default" leftSection={icon} onClick={onPress}>
      {label}
    </Button>
  );
}
