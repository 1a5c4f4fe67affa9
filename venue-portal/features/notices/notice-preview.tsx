import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './notices.module.css';

/** As it stands on the idle screen: both languages at once. */
export function NoticePreview({ vi, en }: { readonly vi: string; readonly en: string }) {
  const t = useSettingsWords();
  const isEmpty = vi.trim() === '' && en.trim() === '';
  return (
    <figure className={classes['preview']}>
      <figcaption>{t('notices.preview')}</figcaption>
      <div className={classes['screen']}>
        <div className={classes['eye']} aria-hidden />
        <div className={classes['notice']}>
          {isEmpty ? (
            <p>{t('notices.previewEmpty')}</p>
          ) : (
            <>
              <p lang="vi">{vi}</p>
              <p lang="en">{en}</p>
            </>
          )}
        </div>
      </div>
      <p className={classes['soft']}>{t('notices.previewHint')}</p>
    </figure>
  );
}
