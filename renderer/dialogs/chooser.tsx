/** A field with a list under it: what is typed narrows the list, and the keys choose in it without leaving the field. */
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Span } from '../../notes/api.ts';
import { isForIme } from '../editor/ime.ts';
import { Marked } from '../lists/match-lines.tsx';
import { isMac } from '../system.ts';

export interface Choice {
  key: string;
  /** Absent where every row would have the same. */
  icon?: ReactNode;
  text: string;
  /** Where in `text` the typed characters are. */
  spans: Span[];
  /** A quiet second line. */
  detail?: string;
  /** Quiet, at the right in the same line: what it belongs to. */
  section?: string;
  /** At the right: a date, keys, a count. */
  aside?: string;
  /** A small title above it, for the first of a group. */
  group?: string;
  /** What takes a moment is waited for, and the dialog with it: keys that follow must not go to the text before it is done. */
  choose: () => void | Promise<void>;
  /** What Mod+Enter does, and a click with Mod. */
  chooseBeside?: () => void | Promise<void>;
}

interface Props {
  label: string;
  /** Of the list. */
  listLabel: string;
  placeholder: string;
  text: string;
  /** Not while an input method composes. */
  onText: (text: string) => void;
  choices: readonly Choice[];
  /** The text that `choices` answer; Enter waits for those of the text in the field. */
  answered: string;
  /** Said when there are no choices. */
  empty: string;
  /** Shift+Enter. */
  onShiftEnter?: () => void | Promise<void>;
  onClose: () => void;
  children?: ReactNode;
}

interface Early {
  choose: 'choose' | 'chooseBeside' | null;
  down: number;
}

const rowsPerPage = 8;
const isMod = ({ ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent | MouseEvent) =>
  (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !shiftKey && !altKey;
const isComposing = (event: Event) => event instanceof InputEvent && event.isComposing;

export function Chooser(props: Props) {
  const { label, listLabel, placeholder, text, onText, choices, answered, empty, onShiftEnter, onClose } =
    props;
  const id = useId();
  /** Also what an input method composes. */
  const [draft, setDraft] = useState(text);
  const [active, setActive] = useState({ index: 0, of: answered });
  /** Keys that were pressed before there was an answer to the text: Enter, and before any row was there Arrow Down. */
  const early = useRef<Early>({ choose: null, down: 0 });
  /** Something was chosen, and is being done. */
  const isChosen = useRef(false);
  const scroller = useRef<HTMLDivElement>(null);
  // Another answer begins at its first row.
  const index = active.of === answered ? Math.min(active.index, choices.length - 1) : 0;
  const optionId = (at: number) => `${id}-${at}`;

  const act = (action: Choice['choose'] | undefined) => {
    const doing = isChosen.current ? undefined : action?.();
    if (doing === undefined) return;
    isChosen.current = true;
    const end = () => void (isChosen.current = false);
    doing.then(end, end);
  };

  useLayoutEffect(() => {
    const row = scroller.current?.querySelector(`[data-at="${index}"]`);
    if (index <= 0) scroller.current?.scrollTo(0, 0);
    else row?.scrollIntoView({ block: 'nearest' });
  }, [index, answered]);
  useEffect(() => {
    if (answered !== text) return;
    const { choose, down } = early.current;
    early.current = { choose: null, down: 0 };
    const at = Math.min(down, choices.length - 1);
    if (at > 0) setActive({ index: at, of: answered });
    if (choose !== null) act(choices[at]?.[choose]);
  }, [answered, text, choices]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isForIme(event)) return;
    const { key } = event;
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    const last = choices.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: index === last ? 0 : index + 1,
      ArrowUp: index <= 0 ? last : index - 1,
      PageDown: Math.min(last, index + rowsPerPage),
      PageUp: Math.max(0, index - rowsPerPage),
      Home: 0,
      End: last,
    };
    const move = isPlain && !event.shiftKey ? moves[key] : undefined;
    if (move !== undefined && last >= 0) setActive({ index: move, of: answered });
    else if (move !== undefined && key === 'ArrowDown' && answered !== text) early.current.down += 1;
    else if (key === 'Escape') onClose();
    else if (key === 'Enter' && event.shiftKey && isPlain && onShiftEnter) act(onShiftEnter);
    else if (key === 'Enter' && (isPlain || isMod(event))) {
      const asked = isPlain ? 'choose' : 'chooseBeside';
      if (answered === text) act(choices[index]?.[asked]);
      else early.current.choose = asked;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="chooser">
      <input
        autoFocus
        className="chooser-field"
        role="combobox"
        aria-label={label}
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={choices.length > 0 ? optionId(index) : undefined}
        placeholder={placeholder}
        value={draft}
        maxLength={500}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="go"
        onChange={(event) => {
          early.current = { choose: null, down: 0 };
          setDraft(event.target.value);
          if (!isComposing(event.nativeEvent)) onText(event.target.value);
        }}
        onCompositionEnd={(event) => {
          setDraft(event.currentTarget.value);
          onText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={scroller} className="chooser-scroll">
        <div id={`${id}-list`} role="listbox" aria-label={listLabel} className="chooser-list">
          {choices.map((choice, at) => (
            <ChoiceRow
              key={choice.key}
              id={optionId(at)}
              at={at}
              choice={choice}
              isActive={at === index}
              choose={(event) => act((isMod(event) ? choice.chooseBeside : undefined) ?? choice.choose)}
              point={() => setActive({ index: at, of: answered })}
            />
          ))}
        </div>
        <p className="chooser-empty" aria-live="polite" data-shown={choices.length === 0}>
          {choices.length === 0 ? empty : ''}
        </p>
      </div>
      {props.children}
    </div>
  );
}

interface RowProps {
  id: string;
  at: number;
  choice: Choice;
  isActive: boolean;
  choose: (event: MouseEvent) => void;
  point: () => void;
}

function ChoiceRow({ id, at, choice, isActive, choose, point }: RowProps) {
  const { icon, text, spans, detail, section, aside, group } = choice;
  return (
    <>
      {group !== undefined && (
        <div role="presentation" className="chooser-group">
          {group}
        </div>
      )}
      <div
        id={id}
        role="option"
        aria-selected={isActive}
        data-at={at}
        className="chooser-row"
        // A pointer that rests there while rows come and go has chosen nothing.
        onPointerMove={(event) => {
          if (!isActive && (event.movementX !== 0 || event.movementY !== 0)) point();
        }}
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        onClick={choose}
      >
        {icon !== undefined && (
          <span className="chooser-icon" aria-hidden>
            {icon}
          </span>
        )}
        <span className="chooser-text">
          <span className="chooser-title">
            <Marked text={text} spans={spans} />
          </span>
          {detail !== undefined && <span className="chooser-detail">{detail}</span>}
        </span>
        {section !== undefined && <span className="chooser-section">{section}</span>}
        {(aside ?? section) !== undefined && <span className="chooser-aside">{aside}</span>}
      </div>
    </>
  );
}
