import { useEffect, useEffectEvent, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { PosterChoices } from '#shared/contract/portal-posters.ts';
import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import type { EntranceId } from '#shared/domain/ids.ts';
import { posterPageHref } from '../../api/posters.ts';
import classes from './print-sheets.module.css';

export interface Sheets {
  readonly choices: PosterChoices;
  readonly entranceIds: readonly EntranceId[];
  readonly version: string;
}

/**
 * The pages at their true size, for paper only: the browser's print dialog opens when all of them are here, and they are gone
 * when it closes.
 */
export function PrintSheets(props: { readonly sheets: Sheets; readonly onEnd: (failed: boolean) => void }) {
  const { sheets, onEnd } = props;
  const container = useRef<HTMLDivElement>(null);
  const end = useEffectEvent(onEnd);
  const { choices, entranceIds, version } = sheets;
  const pages = Array.from({ length: POSTER_FORMATS[choices.format].pages }, (_, index) => index + 1);

  useEffect(() => {
    let isGone = false;
    const images = [...(container.current?.querySelectorAll('img') ?? [])];
    document.documentElement.dataset['printing'] = 'posters';
    Promise.all(images.map((image) => image.decode()))
      .then(() => {
        if (isGone) return;
        window.print();
        end(false);
      })
      .catch(() => {
        if (!isGone) end(true);
      });
    return () => {
      isGone = true;
      delete document.documentElement.dataset['printing'];
    };
  }, []);

  return createPortal(
    <div ref={container} className={classes['sheets']} data-format={choices.format} aria-hidden>
      {entranceIds.flatMap((entranceId) =>
        pages.map((page) => (
          <img
            key={`${entranceId}-${page}`}
            className={classes['sheet']}
            src={posterPageHref({ entranceId, choices, page, use: 'paper', version })}
            alt=""
          />
        )),
      )}
    </div>,
    document.body,
  );
}
