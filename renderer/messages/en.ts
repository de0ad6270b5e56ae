/** The English messages, one file for each part of the window. Their keys are the catalogue: zh/ must have the same ones. */
import { lists } from './en/lists.ts';
import { sources } from './en/sources.ts';
import { commands } from './en/commands.ts';
import { notices } from './en/notices.ts';
import { editor } from './en/editor.ts';
import { finding } from './en/finding.ts';
import { quickOpen } from './en/quick-open.ts';
import { filters } from './en/filters.ts';
import { tagDoctor } from './en/tag-doctor.ts';
import { articles } from './en/articles.ts';
import { reading } from './en/reading.ts';
import { noteView } from './en/note-view.ts';
import { capture } from './en/capture.ts';
import { beside } from './en/beside.ts';
import { comfort } from './en/comfort.ts';
import { live } from './en/live.ts';
import { pictures } from './en/pictures.ts';
import { links } from './en/links.ts';
import { writing } from './en/writing.ts';
import { log } from './en/log.ts';
import { trash } from './en/trash.ts';
import { encodings } from './en/encodings.ts';
import { versions } from './en/versions.ts';
import { recovery } from './en/recovery.ts';

export const en = {
  ...lists,
  ...sources,
  ...commands,
  ...notices,
  ...editor,
  ...finding,
  ...quickOpen,
  ...filters,
  ...tagDoctor,
  ...articles,
  ...reading,
  ...noteView,
  ...capture,
  ...live,
  ...pictures,
  ...beside,
  ...comfort,
  ...links,
  ...writing,
  ...log,
  ...trash,
  ...encodings,
  ...versions,
  ...recovery,
};

export type MessageKey = keyof typeof en;
