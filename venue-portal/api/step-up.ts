/** The server wants to know anew who is there before it goes on. One question at a time, whoever asked; read by the dialog. */
let answer: ((proved: boolean) => void) | null = null;
let question: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

/** Asks the person. @returns whether they proved who they are. */
export function askStepUp(): Promise<boolean> {
  if (question) return question;
  const asked = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  question = asked;
  tell();
  return asked;
}

/** What the dialog brought. */
export function answerStepUp(proved: boolean): void {
  answer?.(proved);
  answer = null;
  question = null;
  tell();
}

export const isStepUpAsked = (): boolean => question !== null;

export function subscribeStepUp(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
