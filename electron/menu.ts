/** The native menu, made from the list of commands that the page sends. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import * as z from 'zod';
import { NotesError } from '../notes/api.ts';
import { words } from './words.ts';

const menuItem = z
  .strictObject({
    command: z
      .string()
      .regex(/^[\w.:-]{1,100}$/)
      .optional(),
    role: z
      .enum([
        'undo',
        'redo',
        'cut',
        'copy',
        'paste',
        'selectAll',
        'quit',
        'minimize',
        'togglefullscreen',
        'zoomIn',
        'zoomOut',
        'resetZoom',
        'separator',
      ])
      .optional(),
    label: z.string().max(200),
    accelerator: z
      .string()
      .regex(/^[\x21-\x7e]{1,50}$/)
      .optional(),
    enabled: z.boolean().optional(),
  })
  .refine(
    (item) => !(item.command !== undefined && item.role !== undefined),
    'a command or a role, not both',
  );

export const menuSections = z
  .array(z.strictObject({ label: z.string().min(1).max(200), items: z.array(menuItem).max(200) }))
  .max(30);

/** Shows `sections` as the window's menu; `choose` gets the command of the item that was chosen. */
export function showMenu(sections: z.infer<typeof menuSections>, choose: (command: string) => void): void {
  const template = sections.map((section) => ({
    label: section.label,
    submenu: section.items.map((item) => templateOf(item, choose)),
  }));
  try {
    Menu.setApplicationMenu(Menu.buildFromTemplate([...systemMenu(), ...template]));
  } catch (error) {
    // Electron refuses what its schema cannot know, such as an accelerator that names no key.
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotesError('bad-argument', `The menu could not be built: ${reason}`);
  }
}

/** What is there before the page has sent its commands, and when it never does. */
export function showDefaultMenu(choices: { openFolder: () => void; developerTools: boolean }): void {
  const say = words();
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: say.zoomIn, accelerator: 'CmdOrCtrl+=' },
    { role: 'zoomOut', label: say.zoomOut },
    { role: 'resetZoom', label: say.resetZoom },
    line,
    { role: 'togglefullscreen', label: say.fullScreen },
  ];
  if (choices.developerTools) view.push(line, { role: 'toggleDevTools', label: say.developerTools });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...systemMenu(),
      {
        label: say.file,
        submenu: [
          { label: say.openFolder, accelerator: 'CmdOrCtrl+O', click: choices.openFolder },
          line,
          { role: 'quit', label: say.quit },
        ],
      },
      {
        label: say.edit,
        submenu: [
          { role: 'undo', label: say.undo },
          { role: 'redo', label: say.redo },
          line,
          { role: 'cut', label: say.cut },
          { role: 'copy', label: say.copy },
          { role: 'paste', label: say.paste },
          { role: 'selectAll', label: say.selectAll },
        ],
      },
      { label: say.view, submenu: view },
    ]),
  );
}

/** macOS takes the first menu for the one that carries the app's name. */
function systemMenu(): MenuItemConstructorOptions[] {
  return process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
}

function templateOf(
  item: z.infer<typeof menuItem>,
  choose: (command: string) => void,
): MenuItemConstructorOptions {
  if (item.role === 'separator') return { type: 'separator' };
  const { command, role, accelerator } = item;
  return {
    label: item.label,
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(role === undefined ? {} : { role }),
    ...(command === undefined ? {} : { click: () => choose(command) }),
    enabled: item.enabled ?? (command !== undefined || role !== undefined),
  };
}
