import { fileNameOf } from '../http/file-name.ts';
import type { PosterSubject } from './subject.ts';

/** `Chợ Đông Ba - Cổng chính - HUE-7K3MQ-01.pdf`: the serial tells two doors of one name apart. */
export const posterFileName = (
  { venueName, entranceName, serial }: Pick<PosterSubject, 'venueName' | 'entranceName' | 'serial'>,
  extension: string,
): string => fileNameOf([venueName, entranceName, serial], extension).normalize('NFC');
