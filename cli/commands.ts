/** The commands of `gleaner`, their options, their exit codes. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { NotesError } from '../notes/api.ts';
import { hostPortOf } from '../notes/text/host-port.ts';
import packageFile from '../package.json' with { type: 'json' };
import { add } from './adding.ts';
import { check } from './checking.ts';
import { list, show, sources, tags } from './reading.ts';
import { oneLine } from './report.ts';
import { search } from './searching.ts';
import { type Places, serve, type ServeOptions } from './serve.ts';
import { endChange, renameTags, undoChange } from './tag-changes.ts';
import { changeTags } from './tagging.ts';

/** Runs one command. Sets the exit code: 0, 1 with one line on stderr that says what to do, 2 for wrong usage. */
export async function runCommand(args: string[], places: Places): Promise<void> {
  listenToOutput();
  try {
    await gleaner(places).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      process.exitCode = 2;
      complain(usageMessage(error));
    } else {
      process.exitCode = 1;
      complain(messageOf(error));
    }
  }
}

/** A reader that goes away or a disk that is full must never stop a command between two saves. */
function listenToOutput(): void {
  let isBroken = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isBroken) return;
    isBroken = true;
    // `gleaner list | head` has seen enough: that is not a failure.
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    complain(`What was found or done could not be printed: ${error.message}. Send it somewhere else.`);
  });
  // There is nowhere left to say it.
  process.stderr.on('error', () => undefined);
}

function gleaner(places: Places): Command {
  const program = new Command('gleaner')
    .description(
      'Gleaner (拾穗): a notebook for the articles you read. A notebook is a folder of Markdown files.',
    )
    .version(packageFile.version, '-V, --version', 'print the version')
    .hook('preAction', (_program, command) => {
      // The log of the notebook, with traces, is for who keeps a server running. A command ends with one line.
      if (command.name() !== 'serve') console.error = () => undefined;
    })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const json = () => new Option('--json', 'print one JSON document');
  const filter = () => new Option('--filter <query>', 'only notes that match').default('');
  const allowAddress = () =>
    new Option('--allow-address <host:port>', 'fetch from this private address too; repeatable')
      .default([])
      .argParser(addressesOf);

  program
    .command('serve')
    .description('open a notebook in the browser on this machine')
    .argument('[folder]', 'the notebook; without it, the one of last time')
    .addOption(new Option('--port <port>', '0 takes a free one').default(0).argParser(portOf))
    .option('--no-open', 'do not open a browser')
    .addOption(
      new Option('--lang <language>', 'language of the UI; else the one of the browser').choices([
        'en',
        'zh',
      ]),
    )
    .addOption(allowAddress())
    .action((folder: string | undefined, options: ServeOptions) => serve(folder, options, places));

  program
    .command('list')
    .description('list notes')
    .argument('<folder>', 'the notebook')
    .addOption(filter())
    .addOption(new Option('--sort <key>', 'order').choices(['date', 'title', 'modified']).default('date'))
    .addOption(new Option('--limit <n>', 'at most so many').argParser(countOf))
    .addOption(json())
    .action(list);

  program
    .command('search')
    .description('find notes by words and filters, with the lines in which the words stand')
    .argument('<folder>', 'the notebook')
    .addArgument(new Argument('<query>', 'words, "phrases", tag:, -tag: and so on').argParser(queryOf))
    .addOption(new Option('--sort <key>', 'order').choices(['date', 'relevance']).default('date'))
    .addOption(
      new Option('--limit <n>', 'at most so many notes; else 50, with --json all').argParser(countOf),
    )
    .addOption(json())
    .action(search);

  program
    .command('tags')
    .description('list tags with the number of notes that carry them')
    .argument('<folder>', 'the notebook')
    .addOption(json())
    .action(tags);

  program
    .command('sources')
    .description('list the articles that notes link to')
    .argument('<folder>', 'the notebook')
    .addOption(filter())
    .addOption(json())
    .action(sources);

  program
    .command('add')
    .description('add an article to a note, unless the notebook has it already')
    .argument('<folder>', 'the notebook')
    .argument('<url>', 'the address of the article')
    .option('--to <path>', 'the note; else the newest one with articles in its headings, else a new one')
    .option('--title <title>', 'the title of the article; else its address stands alone')
    .option('--fetch', 'ask the page for its title')
    .option('--anyway', 'add it although it is noted already')
    .addOption(allowAddress())
    .addOption(json())
    .action(add);

  program
    .command('check')
    .description('find notes with problems and, with --links, links that lead nowhere any more')
    .argument('<folder>', 'the notebook')
    .option('--links', 'ask for every article, slowly')
    .addOption(allowAddress())
    .addOption(json())
    .action(check);

  program
    .command('show')
    .description('show what Gleaner reads out of one note')
    .argument('<folder>', 'the notebook')
    .argument('<path>', 'the note')
    .addOption(json())
    .action(show);

  const tag = program.command('tag').description('change the tags of notes');
  for (const verb of ['add', 'remove'] as const) {
    tag
      .command(verb)
      .description(verb === 'add' ? 'add a tag to notes' : 'remove a tag from notes')
      .argument('<folder>', 'the notebook')
      .argument('<tag>', 'the tag, as written in the header')
      .argument('<path...>', 'the notes')
      .action((folder: string, name: string, paths: string[]) => changeTags(verb, folder, name, paths));
  }
  for (const verb of ['rename', 'merge'] as const) {
    tag
      .command(verb)
      .description(
        verb === 'rename'
          ? 'rename a tag, and what is below it, in all notes'
          : 'make several tags into one, in all notes',
      )
      .argument('<folder>', 'the notebook')
      .argument('<names...>', 'the old tags and, last, the new one')
      .option('--dry-run', 'only print what would change')
      .action(renameTags);
  }
  tag
    .command('undo')
    .description('take a change of many notes back')
    .argument('<folder>', 'the notebook')
    .argument('[batch]', 'which one; without it, the last')
    .action((folder: string, batch: string | undefined) => undoChange(folder, batch));
  for (const [verb, way, description] of [
    ['resume', 'continue', 'finish a change of many notes that was cut off'],
    ['rollback', 'roll-back', 'take a change of many notes back that was cut off'],
  ] as const) {
    tag
      .command(verb)
      .description(description)
      .argument('<folder>', 'the notebook')
      .action((folder: string) => endChange(folder, way));
  }
  return program;
}

function portOf(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function addressesOf(value: string, before: readonly string[]): string[] {
  const address = hostPortOf(value);
  if (address === null)
    throw new InvalidArgumentError('It is a host with its port, such as 127.0.0.1:8080 or [::1]:8080.');
  return [...before, address];
}

function queryOf(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty; `gleaner list` lists all notes.');
  return value;
}

function countOf(value: string): number {
  const count = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('It is a whole number.');
  return count;
}

function usageMessage(error: CommanderError): string {
  // commander prints the whole help where a command is missing.
  if (error.code === 'commander.help') return 'A command is missing. `gleaner --help` lists them.';
  const message = oneLine(error.message).replace(/^error: /, '');
  return `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.?$/, '.')} \`gleaner --help\` says more.`;
}

function messageOf(error: unknown): string {
  if (error instanceof NotesError) {
    return error.at === null ? error.message : `${error.message} (at character ${error.at + 1})`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `Something happened that Gleaner did not expect: ${reason}`;
}

function complain(message: string): void {
  process.stderr.write(`gleaner: ${oneLine(message)}\n`);
}
