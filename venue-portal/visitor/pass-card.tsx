import { useMemo } from 'react';
import { encodeQr, type QrMatrix, QUIET_ZONE_MODULES } from '#print/qr/matrix.ts';
import { qrPathData } from '#print/qr/svg.ts';
import { useLanguage } from './language.tsx';
import type { KeptPass } from './phone-memory.ts';

/** The pass on the visitor's phone: a code without a name, as large as the screen allows. */
export function PassCard({ pass, onForget }: { readonly pass: KeptPass; readonly onForget: () => void }) {
  const { t, language } = useLanguage();
  const matrix = useMemo(() => encodePass(pass.passText), [pass.passText]);
  const until = new Date(`${pass.expiresOn}T00:00:00`).toLocaleDateString(language === 'vi' ? 'vi-VN' : 'en-GB');
  const side = matrix.size + 2 * QUIET_ZONE_MODULES;
  const save = (): void => {
    void savePicture(matrix, [t('pass.card'), `····${pass.tail}`, t('pass.until', { date: until })], pass.tail);
  };
  return (
    <>
      <section className="pass">
        <h1>{t('pass.card')}</h1>
        <svg
          className="pass__code"
          viewBox={`0 0 ${side} ${side}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label={t('pass.qrLabel', { tail: pass.tail })}
        >
          <rect width={side} height={side} fill="#fff" />
          <path d={qrPathData(matrix, QUIET_ZONE_MODULES)} />
        </svg>
        <p className="pass__tail">····{pass.tail}</p>
        <p>{t('pass.until', { date: until })}</p>
        <p>{t('pass.hold')}</p>
      </section>
      <button type="button" className="button" onClick={save}>
        {t('pass.save')}
      </button>
      <p className="field__hint">{t('pass.stays')}</p>
      <button type="button" className="button button--second" onClick={onForget}>
        {t('pass.forget')}
      </button>
    </>
  );
}

function encodePass(text: string): QrMatrix {
  const encoded = encodeQr(text, { levels: ['M'] });
  if (!encoded.ok) throw new Error(`the pass does not fit a code: ${encoded.error.kind}`);
  return encoded.value;
}

/** A PNG of the card, drawn on the phone itself, for its photo album. */
async function savePicture(matrix: QrMatrix, lines: readonly string[], tail: string): Promise<void> {
  const module = 20;
  const side = (matrix.size + 2 * QUIET_ZONE_MODULES) * module;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side + 70 * lines.length + 40;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  context.save();
  context.scale(module, module);
  context.fill(new Path2D(qrPathData(matrix, QUIET_ZONE_MODULES)));
  context.restore();
  context.textAlign = 'center';
  context.font = '600 48px system-ui, sans-serif';
  for (const [index, line] of lines.entries()) context.fillText(line, side / 2, side + 40 + 70 * index);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `visitor-pass-${tail}.png`;
  link.click();
  URL.revokeObjectURL(link.href);
}
