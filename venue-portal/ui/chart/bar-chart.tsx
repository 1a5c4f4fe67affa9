import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import { axisStep } from './axis-step.ts';
import classes from './bar-chart.module.css';
import { useWidth } from './use-width.ts';

const HEIGHT = 220;
const LEFT = 40;
const TOP = 20;
const BOTTOM = 26;
const PLOT = HEIGHT - TOP - BOTTOM;
/** Narrower than this, a label would touch the next. */
const LABEL_WIDTH = 26;

export interface Bar {
  readonly key: string | number;
  /** Below the axis, as many as fit. */
  readonly tick: string;
  /** null: not told. */
  readonly value: number | null;
  /** All of it, shown where the mouse rests. */
  readonly title: string;
  /** The present, or whatever is meant. */
  readonly isMarked?: boolean;
}

interface BarChartProps {
  readonly bars: readonly Bar[];
  /** What the picture shows, in a sentence. */
  readonly label: string;
  readonly tickWidth?: number;
  /** The same figures for whoever prefers or needs them so. */
  readonly table: { readonly summary: string; readonly content: ReactNode };
}

/** Counts as bars on an axis of whole numbers; the same figures as a table below. */
export function BarChart({ bars, label, table, tickWidth = LABEL_WIDTH }: BarChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <figure className={classes['figure']}>
      <div ref={ref} className={classes['canvas']}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
            <Bars bars={bars} width={width} tickWidth={tickWidth} />
          </svg>
        )}
      </div>
      <details className={classes['details']}>
        <summary>{table.summary}</summary>
        <table>{table.content}</table>
      </details>
    </figure>
  );
}

function Bars(props: { readonly bars: readonly Bar[]; readonly width: number; readonly tickWidth: number }) {
  const { bars, width, tickWidth } = props;
  const { format } = useLanguage();
  const max = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const step = axisStep(Math.max(max, 1));
  const top = Math.max(step, Math.ceil(max / step) * step);
  const slot = (width - LEFT) / bars.length;
  const bar = Math.min(40, slot * 0.68);
  const everyLabel = Math.max(1, Math.ceil(tickWidth / slot));
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
      {bars.map(({ key, tick, value, title, isMarked = false }, index) => {
        const middle = LEFT + slot * (index + 0.5);
        return (
          <g key={key} data-now={isMarked} data-untold={value === null} className={classes['bar']}>
            {value !== null && value > 0 && <path d={roundedBar(middle - bar / 2, y(value), bar, y(0) - y(value))} />}
            {value === null && <path d={roundedBar(middle - bar / 2, y(0) - 6, bar, 6)} />}
            {value !== null && value > 0 && slot >= LABEL_WIDTH && (
              <text x={middle} y={y(value) - 6} textAnchor="middle" className={classes['value']}>
                {format.number(value)}
              </text>
            )}
            {index % everyLabel === 0 && (
              <text x={middle} y={HEIGHT - 8} textAnchor="middle" className={classes['tick']}>
                {tick}
              </text>
            )}
            <rect x={middle - slot / 2} y={TOP} width={slot} height={PLOT} fill="transparent">
              <title>{title}</title>
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
