import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { type ComponentType, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import type { PageProps } from './page-props.ts';

/** ID-1 of ISO/IEC 7810, in mm. */
const CARD = { width: 85.6, height: 53.98, radius: 3.18 };
const TARGET_MM = 20;
/** In pixels of the card's width. */
const COARSE = 20;
const FINE = 1;
/** As the setting's own limits; the upper one is the room on the screen. */
const LEAST_PIXELS_PER_MM = 1;

const STEPS: readonly (readonly [
  'muchSmaller' | 'smaller' | 'larger' | 'muchLarger',
  number,
  ComponentType<{ 'aria-hidden'?: 'true' }>,
])[] = [
  ['muchSmaller', -COARSE, IconChevronsLeft],
  ['smaller', -FINE, IconChevronLeft],
  ['larger', FINE, IconChevronRight],
  ['muchLarger', COARSE, IconChevronsRight],
];

/** A real card is held to the drawn one, so that 20 mm are 20 mm on this screen. */
export function CalibratePage({ page }: PageProps<'calibrate'>) {
  const { t, act } = useKiosk();
  const area = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useCardWidth(area, page.pixelsPerMm);
  const save = (pixelsPerMm: number | null): void => act({ do: 'staff-save-machine', machine: { pixelsPerMm } });
  const pixelsPerMm = Math.round((width / CARD.width) * 1_000) / 1_000;
  return (
    <div className="calibrate">
      <div className="calibrate__area" ref={area}>
        <Card pixelsPerMm={width / CARD.width} />
      </div>
      <div className="calibrate__tools">
        <p className="calibrate__hint">{t('staff.calibrate.hint')}</p>
        <div className="calibrate__steps">
          {STEPS.map(([step, pixels, StepIcon]) => (
            <Button
              key={step}
              className="icon-button"
              aria-label={t(`staff.calibrate.${step}`)}
              onPress={() => setWidth(width + pixels)}
            >
              <StepIcon aria-hidden="true" />
            </Button>
          ))}
        </div>
        <p role="status" className="calibrate__state">
          {page.pixelsPerMm === null && t('staff.calibrate.notYet')}
          {page.pixelsPerMm === pixelsPerMm && `✓ ${t('staff.calibrate.saved')}`}
        </p>
        <div className="staff-actions">
          <BigButton
            label={t('staff.calibrate.reset')}
            disabled={page.pixelsPerMm === null}
            onPress={() => save(null)}
          />
          <BigButton kind="primary" label={t('staff.calibrate.save')} onPress={() => save(pixelsPerMm)} />
        </div>
      </div>
    </div>
  );
}

/** CSS pixels of the drawn card's width, never wider or higher than its place. */
function useCardWidth(
  area: RefObject<HTMLDivElement | null>,
  saved: number | null,
): readonly [number, (width: number) => void] {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!area.current) return;
    // Before the first calibration: what the styles take for a millimetre.
    const pixelsPerMm = saved ?? Number.parseFloat(getComputedStyle(area.current).scrollMarginTop);
    setWidth(fitCard(area.current, pixelsPerMm * CARD.width));
  }, [area, saved]);
  return [width, (wanted) => setWidth(area.current ? fitCard(area.current, wanted) : wanted)];
}

function fitCard({ clientWidth, clientHeight }: Element, width: number): number {
  const widest = Math.min(clientWidth, (clientHeight / CARD.height) * CARD.width);
  return Math.max(LEAST_PIXELS_PER_MM * CARD.width, Math.min(width, widest));
}

function Card({ pixelsPerMm }: { readonly pixelsPerMm: number }) {
  const { t } = useKiosk();
  return (
    <svg
      className="calibrate__card"
      width={CARD.width * pixelsPerMm}
      height={CARD.height * pixelsPerMm}
      viewBox={`0 0 ${CARD.width} ${CARD.height}`}
      role="img"
      aria-label={`${t('staff.calibrate.card')}: 85,6 × 54 mm`}
    >
      <rect
        className="calibrate__outline"
        x="0.4"
        y="0.4"
        width={CARD.width - 0.8}
        height={CARD.height - 0.8}
        rx={CARD.radius}
      />
      <text x={CARD.width / 2} y="11" className="calibrate__words">
        {t('staff.calibrate.card')}
      </text>
      <rect
        className="calibrate__target"
        x={(CARD.width - TARGET_MM) / 2}
        y="16.5"
        width={TARGET_MM}
        height={TARGET_MM}
        rx="2"
      />
      <text x={CARD.width / 2} y="28" className="calibrate__number">
        20
      </text>
      <text x={CARD.width / 2} y="46" className="calibrate__words">
        {t('staff.calibrate.preview')}
      </text>
    </svg>
  );
}
