/**
 * EX_TEMPFAIL of sysexits.h: "try again". Whoever started the kiosk with `--supervised` starts it again then; a unit of
 * systemd is told by RestartForceExitStatus=75.
 */
export const RESTART_CODE = 75;
