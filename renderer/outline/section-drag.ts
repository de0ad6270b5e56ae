/** A section that is dragged out of the outline: onto another heading, or onto a note of the list. */
import { moveToNote } from './moving.ts';
import { useStore } from '../store.ts';

export const sectionType = 'application/x-gleaner-section';

let dragged: number | null = null;
let over: HTMLElement | null = null;

/** The line of the heading that is on its way. */
export const draggedSection = (): number | null => dragged;

export function beginDrag(event: DragEvent, line: number, text: string): void {
  if (event.dataTransfer === null) return;
  dragged = line;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData(sectionType, String(line));
  event.dataTransfer.setData('text/plain', text);
  document.addEventListener('dragover', onOver, true);
  document.addEventListener('drop', onDrop, true);
  document.addEventListener('dragend', end, true);
}

function noteUnder(event: DragEvent): HTMLElement | null {
  const target = event.target instanceof Element ? event.target : null;
  const row = target?.closest<HTMLElement>('[data-pane="list"] [role="option"][data-path]') ?? null;
  return row?.dataset['path'] === useStore.getState().note?.path ? null : row;
}

function onOver(event: DragEvent): void {
  const row = noteUnder(event);
  mark(row);
  if (row === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'move';
}

function onDrop(event: DragEvent): void {
  const path = noteUnder(event)?.dataset['path'];
  const line = dragged;
  if (path === undefined || line === null) return;
  event.preventDefault();
  event.stopPropagation();
  end();
  void moveToNote(line, path);
}

function mark(row: HTMLElement | null): void {
  if (over === row) return;
  over?.removeAttribute('data-drop');
  row?.setAttribute('data-drop', 'true');
  over = row;
}

function end(): void {
  dragged = null;
  mark(null);
  document.removeEventListener('dragover', onOver, true);
  document.removeEventListener('drop', onDrop, true);
  document.removeEventListener('dragend', end, true);
}
