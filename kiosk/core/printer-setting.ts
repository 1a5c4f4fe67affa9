import { z } from 'zod';

/** Which printer this machine has. What is printed is the venue's choice. */
export const printerSettingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** By the operating system; name null: its default printer. */
  z.strictObject({ kind: z.literal('system'), name: z.string().max(200).nullable() }),
  /** A receipt printer that speaks ESC/POS. */
  z.strictObject({
    kind: z.literal('escpos'),
    over: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('serial'),
        path: z.string().max(200),
        baudRate: z.int().min(1_200).max(921_600),
      }),
      z.strictObject({
        kind: z.literal('network'),
        host: z.string().min(1).max(253),
        port: z.int().min(1).max(65_535),
      }),
    ]),
    /** Dots in a line: 576 for 80 mm paper, 384 for 58 mm. */
    dots: z.int().min(128).max(1_024),
    cut: z.boolean(),
  }),
]);
export type PrinterSetting = z.infer<typeof printerSettingSchema>;
