/** The smallest of 1, 2, 5 × 10ⁿ steps that divides `max` into at most four; at least 1, counts being whole. */
export function axisStep(max: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      if (max / (power * factor) <= 4) return power * factor;
    }
  }
}
