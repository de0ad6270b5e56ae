/** 简体中文. The types ask for exactly the keys of en/. */
import type { MessageKey } from './en.ts';
import type { Message } from './message.ts';
import { lists } from './zh/lists.ts';
import { sources } from './zh/sources.ts';
import { commands } from './zh/commands.ts';
import { notices } from './zh/notices.ts';
import { editor } from './zh/editor.ts';
import { finding } from './zh/finding.ts';
import { quickOpen } from './zh/quick-open.ts';
import { filters } from './zh/filters.ts';
import { tagDoctor } from './zh/tag-doctor.ts';
import { articles } from './zh/articles.ts';
import { reading } from './zh/reading.ts';
import { noteView } from './zh/note-view.ts';
import { capture } from './zh/capture.ts';
import { beside } from './zh/beside.ts';
import { comfort } from './zh/comfort.ts';
import { live } from './zh/live.ts';
import { pictures } from './zh/pictures.ts';
import { links } from './zh/links.ts';
import { writing } from './zh/writing.ts';
import { log } from './zh/log.ts';
import { trash } from './zh/trash.ts';
import { encodings } from './zh/encodings.ts';
import { versions } from './zh/versions.ts';
import { recovery } from './zh/recovery.ts';

export const zh: Record<MessageKey, Message> = {
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
