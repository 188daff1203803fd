/** What every component of the console may use. */
import { effect } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useReducer, useRef } from "preact/hooks";
import type { Language } from "../shared/names";
import type { Alerts } from "./alerts/alerts";
import type { Tabs } from "./alerts/tabs";
import type { Desk } from "./desk";
import type { Layout } from "./layout";
import type { Client } from "./client";
import type { LoginSession } from "./loginSession";
import type { ConsoleState } from "./state/model";
import { wordShop } from "./texts/wording";
import type { Texts, Localization } from "./texts";

export interface AppServices {
  login: LoginSession;
  alerts: Alerts;
  tabs: Tabs;
  layout: Layout;
  localization: Localization;
}

export const AppContext = createContext<AppServices | null>(null);
export const ClientContext = createContext<Client | null>(null);

export function useApp(): AppServices {
  return given(useContext(AppContext));
}

export function useClient(): Client {
  return given(useContext(ClientContext));
}

export function useDesk(): Desk {
  return useClient().desk;
}

/** A part of the state; the component is rendered again only when that part changes. */
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
  return useApp().localization.texts.value;
}

export function useLanguage(): Language {
  return useApp().localization.language.value;
}

/** A shop's name in the agent's language. */
export function useShopName(id: string): string {
  const language = useLanguage();
  return useSelected((state) => wordShop(state.shops, id, language));
}

function given<T>(value: T | null): T {
  if (value === null) throw new Error("This component stands outside of its context.");
  return value;
}
