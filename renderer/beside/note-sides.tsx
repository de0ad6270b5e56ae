/** The middle of the window: a note, or two beside each other with an edge between them that can be moved. */
import { Fragment, useEffect } from 'react';
import { Group, Panel, useGroupRef } from 'react-resizable-panels';
import { NoteEditor } from '../editor/note-editor.tsx';
import { SideContext } from '../editor/side.ts';
import { StatusBar } from '../editor/status-bar.tsx';
import { t } from '../messages.ts';
import { PaneEdge } from '../pane-edge.tsx';
import { isSplit, useStore } from '../store.ts';
import { leastSide, rememberedShare, rememberShare, useHasRoomForTwo } from './room.ts';
import { SideTabs } from './side-tabs.tsx';
import './beside.css';

export function NoteSides() {
  const sides = useStore((state) => state.sides);
  const active = useStore((state) => state.side);
  const areTwo = useStore(isSplit);
  const isSingle = !useHasRoomForTwo() && areTwo;
  const group = useGroupRef();
  const [left] = sides;

  useEffect(() => {
    if (!areTwo || left === undefined) return undefined;
    // In the next frame: the group does not know a panel that has just been made.
    const frame = requestAnimationFrame(() => {
      const names = Object.keys(group.current?.getLayout() ?? {});
      if (names.length !== 2) return;
      const share = rememberedShare();
      const part = (name: string) => (name === `side-${left}` ? share : 100 - share);
      group.current?.setLayout(Object.fromEntries(names.map((name) => [name, part(name)])));
    });
    return () => cancelAnimationFrame(frame);
  }, [areTwo, left, group]);

  return (
    <div className="sides">
      {isSingle && <SideTabs />}
      <Group
        className="sides-group"
        groupRef={group}
        data-single={isSingle}
        onLayoutChanged={(layout, { isUserInteraction }) => {
          const share = left === undefined ? undefined : layout[`side-${left}`];
          if (isUserInteraction && areTwo && share !== undefined) rememberShare(share);
        }}
        resizeTargetMinimumSize={{ coarse: 24, fine: 8 }}
      >
        {sides.map((side, at) => (
          <Fragment key={side}>
            {at > 0 && <PaneEdge name="beside" label={t('beside.edge')} />}
            <Panel
              id={`side-${side}`}
              className="side"
              data-shown={!isSingle || side === active}
              minSize={areTwo ? leastSide : 0}
            >
              <SideContext value={side}>
                <NoteEditor isSplit={areTwo} isAlone={isSingle || !areTwo} />
              </SideContext>
            </Panel>
          </Fragment>
        ))}
      </Group>
      <StatusBar />
    </div>
  );
}
