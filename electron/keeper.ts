/** Keeps one notebook process alive and brings its port to the page. Note text never passes through here. */
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';

/** What the notebook process is told. A port travels with `port`. */
export type ToNotebook =
  | { kind: 'open'; folder: string; allowedAddresses?: readonly string[] }
  | { kind: 'port' }
  | { kind: 'check' }
  | { kind: 'close' };

/** What it answers. */
export type FromNotebook = { kind: 'opened' } | { kind: 'failed'; message: string };

/** This many deaths within a minute, and it is not started again unasked. */
const mostDeaths = 5;
const deathsWithinMs = 60_000;
/** Before the second start; doubles from death to death. */
const firstPauseMs = 100;
/** For the process to close its files after it was told to. */
const closeWithinMs = 3000;

export interface KeeperOptions {
  /** Absolute path of the built `notebook-process.js`. */
  entry: string;
  /** `host:port`, each named by the person: articles are fetched from there too. Default: none. */
  allowedAddresses?: readonly string[];
  /** The folder is open: after the first start, and after each start anew. */
  onOpened(folder: string): void;
  /** The folder could not be opened at all: `message` says why. The process is not started again. */
  onFailed(folder: string, message: string): void;
  /** The process died too often. `tryAgain` starts it anew. */
  onGivenUp(folder: string, tryAgain: () => void): void;
}

export interface Keeper {
  /** The folder of the notebook, absolute; `null` before the first `open`. */
  readonly folder: string | null;
  /** Ends the process of the folder before, if there is one, and starts one for `folder`. */
  open(folder: string): Promise<void>;
  /** Sends a port to the main frame of `page`, and again whenever the process had to be started again. */
  connect(page: WebContents): void;
  /** Has the notebook look for changes that its watcher may have missed. */
  check(): void;
  /** Ends the process once its files are closed, or by force after 3 s. */
  close(): Promise<void>;
}

export function createKeeper(options: KeeperOptions): Keeper {
  let folder: string | null = null;
  let child: UtilityProcess | null = null;
  let page: WebContents | null = null;
  let pause: NodeJS.Timeout | undefined;
  let deaths: number[] = [];

  function tell(message: ToNotebook): void {
    child?.postMessage(message);
  }

  function handOver(): void {
    if (child === null || page === null || page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    try {
      page.postMessage('port', null, [port2]);
    } catch (error) {
      // Between two pages there is no frame to post to. The next page asks for a port by itself.
      console.error('gleaner: the page could not be given its port:', error);
      port1.close();
      return;
    }
    child.postMessage({ kind: 'port' } satisfies ToNotebook, [port1]);
  }

  function start(opened: string): void {
    const started = utilityProcess.fork(options.entry, [], {
      serviceName: 'Gleaner notebook',
      stdio: 'inherit',
    });
    child = started;
    started.on('message', (message: FromNotebook) => {
      if (child !== started) return;
      if (message.kind === 'opened') return options.onOpened(opened);
      void stop(started);
      options.onFailed(opened, message.message);
    });
    started.once('exit', (code) => {
      // Told to end, or replaced: nothing to mend.
      if (child !== started) return;
      child = null;
      console.error(`gleaner: the notebook process ended with code ${code}`);
      restart(opened);
    });
    const { allowedAddresses = [] } = options;
    tell({ kind: 'open', folder: opened, ...(allowedAddresses.length > 0 && { allowedAddresses }) });
    handOver();
  }

  function restart(opened: string): void {
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < deathsWithinMs), now];
    if (deaths.length >= mostDeaths) {
      options.onGivenUp(opened, () => {
        deaths = [];
        if (child === null && folder === opened) start(opened);
      });
      return;
    }
    pause = setTimeout(() => start(opened), firstPauseMs * 2 ** (deaths.length - 1));
  }

  /** Resolves when `ending` is gone. Its death is expected from now on. */
  async function stop(ending: UtilityProcess): Promise<void> {
    if (child === ending) child = null;
    await new Promise<void>((gone) => {
      const force = setTimeout(() => ending.kill(), closeWithinMs);
      ending.once('exit', () => {
        clearTimeout(force);
        gone();
      });
      ending.postMessage({ kind: 'close' } satisfies ToNotebook);
    });
  }

  async function close(): Promise<void> {
    clearTimeout(pause);
    if (child !== null) await stop(child);
  }

  return {
    get folder() {
      return folder;
    },
    async open(next) {
      // The page that shows another folder must not get this one's port: the next page asks for its own.
      if (folder !== next) page = null;
      folder = next;
      deaths = [];
      await close();
      // While the one before ended, a third may have been asked for.
      if (folder === next && child === null) start(next);
    },
    connect(connected) {
      page = connected;
      handOver();
    },
    check: () => tell({ kind: 'check' }),
    close,
  };
}
