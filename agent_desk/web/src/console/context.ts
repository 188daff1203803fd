/** What every component of the console may use. */
import { effect } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useReducer, useRef } from "preact/hooks";
import type { Language } from "../shared/names";
import type { Alerts } from "./alerts";
import type { Desk } from "./desk";
import type { Layout } from "./layout";
import type { Running } from "./running";
import type { SessionKeeper } from "./session";
import type { ConsoleState } from "./state/model";
import type { Texts, Tongue } from "./texts";

export interface Surround {
  keeper: SessionKeeper;
  alerts: Alerts;
  layout: Layout;
  tongue: Tongue;
}

export const SurroundContext = createContext<Surround | null>(null);
export const RunningContext = createContext<Running | null>(null);

export function useSurround(): Surround {
  return given(useContext(SurroundContext));
}

export function useRunning(): Running {
  return given(useContext(RunningContext));
}

export function useDesk(): Desk {
  return useRunning().desk;
}

/** A part of the state; the component is drawn again only when that part changes. */
export function useSelected<T>(select: (state: ConsoleState) => T): T {
  const { state } = useDesk();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const shown = select(state.peek());
  const latest = useRef({ select, shown });
  latest.current = { select, shown };
  useEffect(
    () =>
      effect(() => {
        const { select, shown } = latest.current;
        if (!Object.is(select(state.value), shown)) redraw(undefined);
      }),
    [state],
  );
  return shown;
}

export function useTexts(): Texts {
  return useSurround().tongue.texts.value;
}

export function useLanguage(): Language {
  return useSurround().tongue.language.value;
}

function given<T>(value: T | null): T {
  if (value === null) throw new Error("This component stands outside of its context.");
  return value;
}
