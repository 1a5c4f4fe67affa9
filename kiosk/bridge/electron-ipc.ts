/** Names of the two Electron IPC channels that carry the bridge; everything else on IPC is refused. */
export const BRIDGE_CALL = 'kiosk-bridge:call';
export const BRIDGE_PUSH = 'kiosk-bridge:push';
