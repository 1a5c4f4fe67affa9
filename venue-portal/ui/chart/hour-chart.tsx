import { useLanguage } from '../language.tsx';
import classes from './hour-chart.module.css';
import { axisStep, hourRange } from './hour-range.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 220;
const LEFT = 34;
const TOP = 20;
const BOTTOM = 26;
const PLOT = HEIGHT - TOP - BOTTOM;
/** Narrower than this, a label would touch the next. */
const LABEL_WIDTH = 26;

/** Counts per hour of a day as bars; the same figures as a table below, for whoever prefers or needs one. */
export function HourChart(props: { readonly perHour: readonly number[]; readonly currentHour: number }) {
  const { perHour, currentHour } = props;
  const { t, format } = useLanguage();
  const { ref, width } = useWidth<HTMLDivElement>();
  const total = perHour.reduce((sum, count) => sum + count, 0);
  const max = Math.max(...perHour);
  const label =
    total === 0
      ? t('visits.chartEmpty')
      : t('visits.chartLabel', { total, hour: perHour.indexOf(max), count: format.number(max) });
  return (
    <figure className={classes['figure']}>
      <div ref={ref} className={classes['canvas']}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={label}>
            <Bars perHour={perHour} currentHour={currentHour} width={width} />
          </svg>
        )}
      </div>
      <details className={classes['details']}>
        <summary>{t('visits.chartTable')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('visits.chartTableHour')}</th>
              <th scope="col">{t('visits.chartTableCount')}</th>
            </tr>
          </thead>
          <tbody>
            {perHour.map(
              (count, hour) =>
                count > 0 && (
                  <tr key={hour}>
                    <th scope="row">{t('visits.chartHour', { hour })}</th>
                    <td>{format.number(count)}</td>
                  </tr>
                ),
            )}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Bars(props: { readonly perHour: readonly number[]; readonly currentHour: number; readonly width: number }) {
  const { perHour, currentHour, width } = props;
  const { t, format } = useLanguage();
  const { from, to } = hourRange(perHour, currentHour);
  const hours = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const step = axisStep(Math.max(...perHour, 1));
  const top = Math.max(step, Math.ceil(Math.max(...perHour) / step) * step);
  const slot = (width - LEFT) / hours.length;
  const bar = Math.min(40, slot * 0.68);
  const everyLabel = Math.max(1, Math.ceil(LABEL_WIDTH / slot));
  const y = (count: number) => TOP + PLOT * (1 - count / top);
  const lines = Array.from({ length: top / step + 1 }, (_, index) => index * step);
  return (
    <>
      {lines.map((count) => (
        <g key={count}>
          <line x1={LEFT} x2={width} y1={y(count)} y2={y(count)} className={classes['line']} />
          <text x={LEFT - 8} y={y(count) + 4} textAnchor="end" className={classes['tick']}>
            {format.number(count)}
          </text>
        </g>
      ))}
      {hours.map((hour, index) => {
        const count = perHour[hour] ?? 0;
        const middle = LEFT + slot * (index + 0.5);
        return (
          <g key={hour} data-now={hour === currentHour} className={classes['hour']}>
            {count > 0 && <path d={roundedBar(middle - bar / 2, y(count), bar, y(0) - y(count))} />}
            {count > 0 && slot >= LABEL_WIDTH && (
              <text x={middle} y={y(count) - 6} textAnchor="middle" className={classes['value']}>
                {format.number(count)}
              </text>
            )}
            {(hour - from) % everyLabel === 0 && (
              <text x={middle} y={HEIGHT - 8} textAnchor="middle" className={classes['tick']}>
                {hour}
              </text>
            )}
            <rect x={middle - slot / 2} y={TOP} width={slot} height={PLOT} fill="transparent">
              <title>{t('visits.chartHourRange', { from: hour, to: hour + 1, count })}</title>
            </rect>
          </g>
        );
      })}
    </>
  );
}

/** A bar standing on the axis, its upper corners rounded as far as its height allows. */
function roundedBar(x: number, y: number, width: number, height: number): string {
  const radius = Math.min(5, height, width / 2);
  return `M${x} ${y + height}v${radius - height}q0 ${-radius} ${radius} ${-radius}h${width - 2 * radius}q${radius} 0 ${radius} ${radius}v${height - radius}z`;
}
