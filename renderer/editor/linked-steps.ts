/** Steps of a text's history that are half of something: who made one hears when it is undone, and when it is done again. */
import { invertedEffects } from '@codemirror/commands';
import { type Extension, StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export interface LinkedStep {
  undone(): void;
  redone(): void;
}

/** Goes with the changes of the step; `isDone` is what the text is with them. */
export const linkedStep = StateEffect.define<{ step: LinkedStep; isDone: boolean }>();

export const linkedSteps: Extension = [
  invertedEffects.of(({ effects }) =>
    effects.flatMap((effect) =>
      effect.is(linkedStep) ? [linkedStep.of({ ...effect.value, isDone: !effect.value.isDone })] : [],
    ),
  ),
  EditorView.updateListener.of(({ transactions }) => {
    for (const transaction of transactions) {
      if (!transaction.isUserEvent('undo') && !transaction.isUserEvent('redo')) continue;
      for (const effect of transaction.effects) {
        if (!effect.is(linkedStep)) continue;
        if (effect.value.isDone) effect.value.step.redone();
        else effect.value.step.undone();
      }
    }
  }),
];
