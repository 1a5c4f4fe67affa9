/**
 * What a UART set to `readBaud` makes of bytes sent at `sentBaud`, both 8N1, the line idle before and after.
 * As Linux delivers them under IGNPAR: bytes without a stop bit are dropped, a whole frame of zeros (a break) is a zero byte.
 */
export function receiveAt(readBaud: number, sentBaud: number, bytes: Uint8Array): Uint8Array {
  const levels = [1, 1, ...[...bytes].flatMap(toBits), 1];
  const levelAt = (time: number): number => levels[Math.floor(time * sentBaud)] ?? 1;
  const end = levels.length / sentBaud;
  const bit = 1 / readBaud;
  const step = 1 / (Math.max(readBaud, sentBaud) * 16);
  const received: number[] = [];
  for (let time = 0; time < end; time += step) {
    if (levelAt(time) === 1) continue;
    let value = 0;
    for (let index = 0; index < 8; index += 1) value |= levelAt(time + (1.5 + index) * bit) << index;
    const hasStop = levelAt(time + 9.5 * bit) === 1;
    if (hasStop || value === 0) received.push(value);
    time += 9.5 * bit;
    // After a break the receiver waits for the line to rise.
    while (!hasStop && time < end && levelAt(time) === 0) time += step;
  }
  return Uint8Array.from(received);
}

const toBits = (byte: number): number[] => [0, ...Array.from({ length: 8 }, (_, index) => (byte >> index) & 1), 1];
