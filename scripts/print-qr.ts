import { encodeQr } from '#print/qr/matrix.ts';
import { renderQrTerminal } from '#print/qr/terminal.ts';

// `npm start -- --host 0.0.0.0` runs this in Node 24: the script itself may run in a Node that knows no TypeScript.
const encoded = encodeQr(process.argv[2] ?? '');
if (encoded.ok) process.stdout.write(renderQrTerminal(encoded.value));
