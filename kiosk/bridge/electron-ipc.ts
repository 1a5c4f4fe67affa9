/** Names of the Electron IPC channels between the page and the main process; everything else on IPC is refused. */
export const BRIDGE_CALL = 'kiosk-bridge:call';
export const BRIDGE_PUSH = 'kiosk-bridge:push';
/** "Do you live?", answered with whether anything is drawn. */
export const PULSE_ASK = 'kiosk-pulse:ask';
export const PULSE_ANSWER = 'kiosk-pulse:answer';
