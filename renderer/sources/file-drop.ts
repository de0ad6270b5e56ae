import { type DragEvent, useState } from 'react';

const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/** For an element onto which one file can be dropped. Other drags are none of its business. */
export function useFileDrop(onFile: (file: File) => void) {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      const { relatedTarget, currentTarget } = event;
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setIsOver(false);
      const [file] = event.dataTransfer.files;
      if (file !== undefined) onFile(file);
    },
  };
}

/** For what lies around such elements: a file that misses them is not opened in the place of the window. */
export function refuseFile(event: DragEvent): void {
  if (!hasFile(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}
