import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { printEn } from '#shared/i18n/print.en.ts';
import { printVi } from '#shared/i18n/print.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { useLanguage } from '../../ui/language.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import type { PosterLanguage } from './poster-link.ts';
import classes from './poster-preview.module.css';

/** The poster's own words, so that the preview says what the paper will say. */
const say = createTranslators(printVi, printEn);
const STEPS = ['poster.steps.open', 'poster.steps.scan', 'poster.steps.show'] as const;

/** A small picture of the printed A4 page; its QR code is the real one and can be scanned from the screen. */
export function PosterPreview(props: {
  readonly venueName: string;
  readonly entranceName: string;
  readonly url: string;
  readonly serial: string;
  readonly language: PosterLanguage;
}) {
  const { venueName, entranceName, url, serial, language } = props;
  const { t } = useLanguage();
  const first = say[language === 'en' ? 'en' : 'vi'];
  const second = language === 'both' ? say.en : null;
  return (
    <figure className={classes['frame']} role="img" aria-label={t('posters.preview', { entrance: entranceName })}>
      <div className={classes['paper']} aria-hidden>
        <div className={classes['head']}>
          <p className={classes['call']}>{first('poster.callToAction')}</p>
          {second && <p className={classes['second']}>{second('poster.callToAction')}</p>}
          <p className={classes['venue']} data-long={venueName.length > 28}>
            {venueName}
          </p>
          <p className={classes['entrance']}>{entranceName}</p>
        </div>
        <div className={classes['code']}>
          <QrCode text={url} label="" />
          {!isPublicHttpsUrl(url) && <span className={classes['demo']}>{first('poster.demo')}</span>}
        </div>
        <p className={classes['opens']}>
          {first('poster.opens')} <strong>{new URL(url).host}</strong>
        </p>
        <ol className={classes['steps']}>
          {STEPS.map((step) => (
            <li key={step}>
              <span>{first(step)}</span>
              {second && <small>{second(step)}</small>}
            </li>
          ))}
        </ol>
        <p className={classes['foot']}>{first('poster.serial', { serial })}</p>
      </div>
    </figure>
  );
}
