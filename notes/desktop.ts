/** What only a desktop window can do: the small second contract, between a page and the window it is in. */
import type { NotePath } from './api.ts';

/** What quick add is filled in with: as `AddRequest` of text/add-link.ts, which reads it. */
export interface AddRequest {
  url: string;
  title: string | null;
  quote: string | null;
}

export interface MenuItem {
  /** A command's id (renderer/commands.ts), a role that the system implements, or a line between groups. */
  command?: string;
  role?:
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'quit'
    | 'minimize'
    | 'togglefullscreen'
    | 'zoomIn'
    | 'zoomOut'
    | 'resetZoom'
    | 'separator';
  label: string;
  /** Electron accelerator: `CmdOrCtrl+N`. */
  accelerator?: string;
  enabled?: boolean;
}

export interface MenuSection {
  label: string;
  items: MenuItem[];
}

/**
 * What only a desktop window can do. The browser host has none of it: `window.gleaner` is absent there, and the
 * UI hides what needs it. A failure is an `Error` whose message is for a person: the bridge between the page and
 * its preload script keeps nothing else of an error.
 */
export interface Desktop {
  /**
   * Asks for the notebook. Its port arrives as a `message` event of the window (`source` the window itself, data
   * `gleaner:port`, the port in `ports[0]`), and another one whenever the notebook had to be started again.
   */
  connect(): void;
  /** System browser; https, http and mailto only, after a key or a click of the person; refused otherwise. */
  openExternal(url: string): Promise<void>;
  /** Shows a note in the system's file manager. */
  showInFolder(path: NotePath): Promise<void>;
  /** Asks for a folder and opens it as the notebook; `false` when the person cancelled. */
  openFolder(): Promise<boolean>;
  setMenu(sections: MenuSection[]): Promise<void>;
  /** Notes whose text is not on the disk yet, so that the question before closing without it can name them. */
  setUnsaved(paths: NotePath[]): Promise<void>;
  /** Asks where to save this text, and saves it there; the file's absolute path, or `null` when the person cancelled. */
  saveCopy(name: string, text: string): Promise<string | null>;
  /** Shows the window on the whole screen, or not any more. */
  toggleFullScreen(): Promise<void>;
  /** Languages that the window's spell check knows, as BCP 47. */
  spellingLanguages(): Promise<string[]>;
  /** Checks spelling in this language; the dictionary is fetched when it is chosen first. `null`: not any more. */
  setSpelling(language: string | null): Promise<void>;
  /** A menu item was chosen: its command. */
  onCommand(listener: (command: string) => void): void;
  /**
   * An article is to be added: a `gleaner://add` link was opened, or the key that works everywhere was pressed (then
   * with what the clipboard has). Only fills in a form; asked for before the page listens, it comes when it does.
   */
  onAdd(listener: (request: AddRequest | null) => void): void;
  /** The window is to close or to show another folder: save everything, then resolve `true`, or `false` to stay. */
  onClose(listener: () => Promise<boolean>): void;
}
