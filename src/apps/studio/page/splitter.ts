import { element } from './element';

const [MIN, MAX, STEP] = [8, 80, 2];

interface SplitterOptions {
  label: string;
  /** The part that is resized, next to the splitter. Its size is a percentage of its parent. */
  part: HTMLElement;
  /** Whether the splitter changes a width. */
  isColumn?: boolean;
  /** Whether the part is behind the splitter: it grows when the splitter moves left or up. */
  isAfter?: boolean;
  /** The percentage before the user has changed it. */
  initial: number;
}

/**
 * Resizes a part of the page by dragging, and with the arrow keys, Home and End. A double click or Enter resets it. The
 * size is kept in localStorage.
 */
export function splitter({
  label,
  part,
  isColumn = false,
  isAfter = false,
  initial,
}: SplitterOptions): HTMLElement {
  const key = `destkit-size-${label}`;
  const direction = isAfter ? -1 : 1;
  const set = (percent: number) => {
    const size = Math.min(MAX, Math.max(MIN, Math.round(percent)));
    part.style.flexBasis = `${String(size)}%`;
    line.ariaValueNow = String(size);
    if (size === initial) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, String(size));
    }
  };
  const current = () => Number(line.ariaValueNow);
  const drag = ({ clientX, clientY, pointerId }: PointerEvent) => {
    if (line.hasPointerCapture(pointerId)) {
      const box = part.getBoundingClientRect();
      const whole = part.parentElement?.getBoundingClientRect() ?? box;
      const size = isColumn
        ? (isAfter ? box.right - clientX : clientX - box.left) / whole.width
        : (isAfter ? box.bottom - clientY : clientY - box.top) / whole.height;
      set(size * 100);
    }
  };
  const line: HTMLElement = element('div', {
    className: isColumn ? 'splitter column' : 'splitter',
    role: 'separator',
    tabIndex: 0,
    'aria-label': label,
    'aria-orientation': isColumn ? 'vertical' : 'horizontal',
    'aria-valuemin': MIN,
    'aria-valuemax': MAX,
    onpointerdown: ({ pointerId }: PointerEvent) => {
      line.setPointerCapture(pointerId);
    },
    onpointermove: drag,
    ondblclick: () => {
      set(initial);
    },
    onkeydown: (event: KeyboardEvent) => {
      const step = direction * STEP;
      const sizes: Record<string, number> = {
        [isColumn ? 'ArrowRight' : 'ArrowDown']: current() + step,
        [isColumn ? 'ArrowLeft' : 'ArrowUp']: current() - step,
        Home: MIN,
        End: MAX,
        Enter: initial,
      };
      const size = sizes[event.key];
      if (size !== undefined) {
        event.preventDefault();
        set(size);
      }
    },
  });
  set(Number(localStorage.getItem(key) ?? initial));
  return line;
}
