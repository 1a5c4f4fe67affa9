import { parentPort } from 'node:worker_threads';
import { unreachable } from '#shared/domain/result.ts';
import { encodePng } from '../pdf/png.ts';
import { drawColour, drawGray, withPdf } from '../pdf/rasterise.ts';
import type { PressAnswer, PressTask } from './expectation.ts';
import { inspectPage } from './pixels.ts';

async function work(task: PressTask): Promise<PressAnswer> {
  switch (task.kind) {
    case 'inspect':
      return withPdf(task.pdf, async (document) => {
        const faults = [];
        for (const expected of task.pages) {
          const image = await drawGray(document, expected.page - 1, expected.pixels);
          faults.push(...inspectPage(image, document.getPage(expected.page - 1).getText(), expected));
        }
        return { kind: 'inspect', faults };
      });
    case 'picture':
      return withPdf(task.pdf, async (document) => ({
        kind: 'picture',
        png: encodePng(await drawColour(document, task.pageIndex, task.pixels)),
      }));
    default:
      return unreachable(task);
  }
}

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: PressTask }) => {
  work(task).then(
    (answer) => parentPort?.postMessage({ id, answer }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
