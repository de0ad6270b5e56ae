import { spawn } from 'node:child_process';

/** Opens `address` in the person's browser where there is a screen. Never fails: the address is printed anyway. */
export function openBrowser(address: string, environment: NodeJS.ProcessEnv = process.env): void {
  const command = browserCommand(address, process.platform, environment);
  if (!command) return;
  const [program, ...args] = command;
  // Other users of this machine can see the address, token and all, among the arguments of running programs. The
  // token is spent as soon as the page is there; if somebody was faster, the page says that the address was used.
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** Program and arguments; no shell reads them. `null` where there is no screen. */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open', address];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  const hasScreen = Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  return hasScreen ? ['xdg-open', address] : null;
}
