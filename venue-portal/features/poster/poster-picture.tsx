import { Button, Loader } from '@mantine/core';
import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import type { PictureOf } from '../../api/posters.ts';
import { posterPageHref } from '../../api/posters.ts';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';
import { useDrawing } from './use-drawing.ts';

/** One page as it will be printed, drawn by the server. While another is drawn the old one is dimmed: it is never taken for it. */
export function PosterPicture(props: Omit<PictureOf, 'use'> & { readonly entranceName: string }) {
  const { entranceName, ...picture } = props;
  const t = useStudioText();
  const { width, height } = POSTER_FORMATS[picture.choices.format];
  const drawing = useDrawing(posterPageHref({ ...picture, use: 'screen' }));
  const label = t('preview.label', { entrance: entranceName, format: t(`format.names.${picture.choices.format}`) });
  const busy = !drawing.isFresh && !drawing.failed;
  return (
    <figure className={classes['picture']} data-wide={width > height || undefined} aria-busy={busy}>
      {/* The shape is known before the picture is. */}
      <svg className={classes['paper']} viewBox={`0 0 ${width} ${height}`} aria-hidden />
      {drawing.src !== null && (
        <img
          className={classes['drawn']}
          src={drawing.src}
          alt={drawing.isFresh ? label : ''}
          data-stale={!drawing.isFresh || undefined}
        />
      )}
      {busy && (
        <span className={classes['drawing']} role="status">
          <Loader size={20} />
          {t('preview.drawing')}
        </span>
      )}
      {drawing.failed && (
        <span className={classes['drawing']} role="alert">
          {t('preview.failed')}
          <Button size="xs" variant="default" onClick={drawing.retry}>
            {t('preview.retry')}
          </Button>
        </span>
      )}
    </figure>
  );
}
