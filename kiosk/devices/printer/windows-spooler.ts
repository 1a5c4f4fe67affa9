import { err, ok } from '#shared/domain/result.ts';
import { createPagePress } from './page-press.ts';
import type { PrintBackend } from './print-backend.ts';
import { runTool } from './run-tool.ts';

/** .NET starts slowly on small machines. */
const TOOL_MS = 15_000;
const DPI = 300;

/** Tells our own answers from PowerShell's. */
const EXIT = { unknownPrinter: 3 } as const;

/** Windows PowerShell 5.1 is part of Windows 10 and 11. It reads the pipe itself, as lines of text, into `$input`. */
const powershell = (script: string): string[] => [
  '-NoProfile',
  '-NonInteractive',
  '-InputFormat',
  'Text',
  '-EncodedCommand',
  Buffer.from(script, 'utf16le').toString('base64'),
];

/** A PowerShell string: in single quotes nothing but the quote itself is special. */
const quote = (text: string): string => `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/** The printers that this machine knows (System.Drawing.Printing.PrinterSettings.InstalledPrinters). */
export async function listWindowsPrinters(): Promise<string[]> {
  const script = `[Console]::OutputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Drawing
[System.Drawing.Printing.PrinterSettings]::InstalledPrinters`;
  const answer = await runTool('powershell.exe', powershell(script), { ms: TOOL_MS });
  return answer.kind === 'ended' && answer.code === 0 ? answer.stdout.split(/\r?\n/).filter(Boolean) : [];
}

/**
 * Prints by .NET's PrintDocument, which every printer driver of Windows knows: pictures of the pages come by the pipe, at their true
 * size, on paper of that size; no window opens and no file is written by us. @param name null: the system's default printer.
 */
export function createWindowsSpooler(name: string | null): PrintBackend {
  const closing = new AbortController();
  const { signal } = closing;
  const press = createPagePress();
  return {
    async print(pdf, copies) {
      const input = await press.prepare(pdf, { kind: 'bmp-lines', dpi: DPI });
      if (!input) return err('failed');
      const answer = await runTool('powershell.exe', powershell(printScript(name, copies)), {
        ms: TOOL_MS,
        signal,
        input,
      });
      if (answer.kind === 'not-installed') return err('no-printer');
      if (answer.kind === 'late') return err('busy');
      if (answer.code === EXIT.unknownPrinter) return err('no-printer');
      return answer.code === 0 ? ok(undefined) : err('failed');
    },
    async probe() {
      const script = `${SETTINGS(name)}
exit 0`;
      const answer = await runTool('powershell.exe', powershell(script), { ms: TOOL_MS, signal });
      return answer.kind === 'ended' && answer.code === 0 ? 'ready' : 'missing';
    },
    async close() {
      closing.abort();
      await press.close();
    },
  };
}

const SETTINGS = (name: string | null): string => `$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Drawing
$document = New-Object System.Drawing.Printing.PrintDocument
${name === null ? '' : `$document.PrinterSettings.PrinterName = ${quote(name)}`}
if (-not $document.PrinterSettings.IsValid) { exit ${EXIT.unknownPrinter} }`;

// Lengths in hundredths of an inch, as System.Drawing.Printing counts them.
const printScript = (name: string | null, copies: number): string => `${SETTINGS(name)}
$pages = New-Object System.Collections.Generic.Queue[System.Drawing.Image]
foreach ($line in $input) {
  $bytes = [Convert]::FromBase64String($line)
  $pages.Enqueue([System.Drawing.Image]::FromStream((New-Object System.IO.MemoryStream(,$bytes))))
}
$document.PrintController = New-Object System.Drawing.Printing.StandardPrintController
$document.PrinterSettings.Copies = ${copies}
$document.DocumentName = 'check-in'
$document.OriginAtMargins = $false
$document.add_QueryPageSettings({
  param($from, $details)
  $page = $pages.Peek()
  $width = [int][Math]::Round($page.Width * 100 / ${DPI})
  $height = [int][Math]::Round($page.Height * 100 / ${DPI})
  $details.PageSettings.PaperSize = New-Object System.Drawing.Printing.PaperSize('check-in', $width, $height)
  $details.PageSettings.Margins = New-Object System.Drawing.Printing.Margins(0, 0, 0, 0)
})
$document.add_PrintPage({
  param($from, $details)
  $page = $pages.Dequeue()
  $details.Graphics.DrawImage($page, 0.0, 0.0, [single]($page.Width * 100 / ${DPI}), [single]($page.Height * 100 / ${DPI}))
  $details.HasMorePages = $pages.Count -gt 0
})
$document.Print()
exit 0`;
