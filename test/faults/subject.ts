/**
 * Saves notes by the code that Gleaner ships: `node subject.ts FOLDER HOME PATIENCE`. Prints `ready`; then each line on
 * stdin is a command in JSON, and each line of the answer too.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NotesError } from '../../notes/api.ts';
import { openFolder } from '../../notes/files/folder.ts';
import { openJournal } from '../../notes/files/journal.ts';

export type Command =
  | { do: 'read'; path: string }
  | { do: 'save'; path: string; base: string | null; text: string }
  | { do: 'keep'; path: string; base: string | null; text: string }
  | { do: 'kept'; path: string };

/** `kind`: what a save answers, `read`, `kept`, the code of an error, or `dead` when the process ended instead. */
export interface Answer {
  kind: string;
  message?: string;
  version?: string;
  text?: string;
  inPlace?: true;
}

if (import.meta.main) await serve();

async function serve(): Promise<void> {
  const [folder = '', home = '', patience = ''] = process.argv.slice(2);
  const journal = openJournal(join(home, 'journal'));
  const notes = openFolder(folder, {
    keepUnsaved: (path, base, text) => journal.put(path, { base, text, at: 1 }),
    patience: Number(patience),
  });
  const carryOut = async (command: Command): Promise<Answer> => {
    const { path } = command;
    switch (command.do) {
      case 'read': {
        const { version, text } = notes.read(path);
        return { kind: 'read', version, text };
      }
      case 'save':
        return await notes.save(path, command.base, command.text);
      case 'keep':
        await journal.put(path, { base: command.base, text: command.text, at: 1 });
        return { kind: 'kept' };
      case 'kept':
        return { kind: 'kept', text: journal.get(path)?.text ?? '' };
    }
  };
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    let answer: Answer;
    try {
      answer = await carryOut(JSON.parse(line) as Command);
    } catch (error) {
      if (!(error instanceof NotesError)) throw error;
      answer = { kind: error.code, message: error.message };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
