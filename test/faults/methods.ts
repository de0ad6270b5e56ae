import type { Method } from './method.ts';
import { callOrder } from './methods/call-order.ts';
import { clock } from './methods/clock.ts';
import { errnoSweep } from './methods/errno-sweep.ts';
import { fileSize } from './methods/file-size.ts';
import { fullDisk } from './methods/full-disk.ts';
import { immutable } from './methods/immutable.ts';
import { kill } from './methods/kill.ts';
import { openedAndClosed } from './methods/opened-and-closed.ts';
import { openFiles } from './methods/open-files.ts';
import { powerCuts } from './methods/power-cut.ts';
import { readOnly } from './methods/read-only.ts';
import { refusedRename } from './methods/refused-rename.ts';
import { shortWrite } from './methods/short-write.ts';
import { slowDisk } from './methods/slow-disk.ts';
import { vanishedDisk } from './methods/vanished-disk.ts';
import { watches } from './methods/watches.ts';
import { windowsDisk } from './methods/windows-disk.ts';

export const methods: readonly Method[] = [
  callOrder,
  openedAndClosed,
  shortWrite,
  errnoSweep,
  kill,
  ...powerCuts,
  fullDisk,
  readOnly,
  immutable,
  openFiles,
  fileSize,
  watches,
  slowDisk,
  refusedRename,
  windowsDisk,
  clock,
  vanishedDisk,
];
