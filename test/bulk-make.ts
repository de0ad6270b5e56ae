/** A notebook whose tags are changed, its data folder, and what its files hold. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BulkChange, BulkPreview, BulkResult, Notebook, NotePath, TagChange } from '../notes/api.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { makeFolder } from './contract-make.ts';

export async function openIn(folder: string): Promise<OpenNotebook> {
  const notebook = await openNotebook(folder, { watch: false });
  onTestFinished(() => notebook.close());
  await notebook.ready;
  return notebook;
}

export async function openWith(
  files: Record<string, string | Buffer>,
): Promise<{ notebook: OpenNotebook; folder: string }> {
  const folder = makeFolder(files);
  return { notebook: await openIn(folder), folder };
}

export function renaming(to: string, ...from: string[]): TagChange {
  return { kind: 'rename', from, to };
}

export function deleting(...names: string[]): TagChange {
  return { kind: 'delete', names };
}

export function adding(name: string, filter: string): TagChange {
  return { kind: 'add', name, filter };
}

export function preview(notebook: Notebook, change: BulkChange): Promise<BulkPreview> {
  return notebook.bulkPreview({ change, offset: 0, limit: 1000 });
}

/** What a person does: looks, then does it. */
export async function change(notebook: Notebook, change: BulkChange): Promise<BulkResult> {
  const { plan } = await preview(notebook, change);
  return notebook.bulkApply({ change, plan });
}

export function textIn(folder: string, path: NotePath): string {
  return readFileSync(join(folder, path), 'utf8');
}

export function versionsIn(folder: string, paths: readonly NotePath[]): Record<NotePath, string> {
  return Object.fromEntries(
    paths.map((path) => [path, hash('sha256', readFileSync(join(folder, path)), 'hex')]),
  );
}
