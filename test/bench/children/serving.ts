/** `gleaner serve` for the benchmark: tells its parent the address, and how far indexing is. argv: folder, built UI. */
import { openNotebook } from '../../../notes/notebook.ts';
import { startServer } from '../../../cli/server.ts';

export type Served = { kind: 'address'; address: string } | { kind: 'working'; isWorking: boolean };

const say = (served: Served): void => void process.send?.(served);
const [folder = '.', ui = 'dist/ui'] = process.argv.slice(2);
const notebook = await openNotebook(folder);
notebook.listen((event) => {
  if (event.kind !== 'state') return;
  say({ kind: 'working', isWorking: event.state.scanning !== null || event.state.indexing !== null });
});
const serving = await startServer(notebook, ui, 0);
say({ kind: 'address', address: `http://127.0.0.1:${serving.port}/#token=${serving.token}` });
process.on('disconnect', () => void serving.close(notebook.close()));
