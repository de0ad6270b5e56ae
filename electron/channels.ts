/** What the page may ask of the main process: every channel, the shape of its argument, and who may use it. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as z from 'zod';
import { type ErrorCode, NotesError } from '../notes/api.ts';
import { largestNote } from '../notes/text/sizes.ts';
import { menuSections } from './menu.ts';

const notePath = z.string().min(1).max(4096);

/** An unknown key is refused; a channel that is not here does not exist. */
export const channels = {
  connect: z.strictObject({}),
  'open-external': z.strictObject({ url: z.string().max(100_000) }),
  'show-in-folder': z.strictObject({ path: notePath }),
  'open-folder': z.strictObject({}),
  'set-menu': z.strictObject({ sections: menuSections }),
  'set-unsaved': z.strictObject({ paths: z.array(notePath).max(1000) }),
  'save-copy': z.strictObject({ name: z.string().max(1000), text: z.string().max(largestNote) }),
  'toggle-full-screen': z.strictObject({}),
  'spelling-languages': z.strictObject({}),
  /** `null`: off. */
  'set-spelling': z.strictObject({ language: z.string().max(50).nullable() }),
  /** The page's answer to the `close` message with this number. */
  'close-answer': z.strictObject({ asked: z.int(), answer: z.enum(['close', 'keep', 'failed']) }),
} as const;

export type Channel = keyof typeof channels;
export type Asked<C extends Channel> = z.infer<(typeof channels)[C]>;

/** What comes back: an error thrown in a handler would lose its code and gain the channel's name on the way. */
export type Outcome = { ok: unknown } | { error: { code: ErrorCode; message: string } };

export type Answers = { [C in Channel]: (asked: Asked<C>) => unknown };

/** Answers every channel for the senders that `isOurs` knows, and refuses everybody else. */
export function answerPage(isOurs: (event: IpcMainInvokeEvent) => boolean, answers: Answers): void {
  for (const channel of Object.keys(channels) as Channel[]) {
    ipcMain.handle(channel, (event, ...args: unknown[]) =>
      isOurs(event)
        ? outcomeOf(channel, answers, args)
        : refusal('denied', 'Only Gleaner’s own page may ask this.'),
    );
  }
}

async function outcomeOf(channel: Channel, answers: Answers, args: unknown[]): Promise<Outcome> {
  const checked = channels[channel].safeParse(args[0]);
  if (!checked.success || args.length > 1)
    return refusal('bad-argument', `${channel}: not what this channel takes.`);
  try {
    const answer = answers[channel] as (asked: unknown) => unknown;
    return { ok: await answer(checked.data) };
  } catch (error) {
    if (error instanceof NotesError) return refusal(error.code, error.message);
    console.error(`gleaner: ${channel} failed:`, error);
    return refusal('internal', `${channel} failed for a reason Gleaner did not expect.`);
  }
}

function refusal(code: ErrorCode, message: string): Outcome {
  return { error: { code, message } };
}
