import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStore, type KeyValueStore } from "../../shared/storage";
import { FakeLocks } from "../testing/FakeLocks";
import { Alerts, type Alert } from "./alerts";
import type { Notifier, Permission } from "./notifier";
import type { AlertKind } from "./settings";
import { Tabs } from "./tabs";

let store: KeyValueStore;
let locks: FakeLocks;

beforeEach(() => {
  vi.useFakeTimers();
  // A memory of its own: the store of a browser without storage.
  store = openStore("test", () => {
    throw new Error("no storage");
  });
  locks = new FakeLocks();
});

afterEach(() => {
  vi.useRealTimers();
});

class FakeNotifier implements Notifier {
  readonly shown: string[] = [];
  answer: Permission = "granted";
  works = true;

  constructor(public state: Permission = "granted") {}

  permission() {
    return this.state;
  }

  ask() {
    if (this.state === "default") this.state = this.answer;
    return Promise.resolve(this.state);
  }

  show(tag: string, { title }: { title: string }) {
    if (this.works) this.shown.push(`${tag}: ${title}`);
    return Promise.resolve(this.works);
  }

  closeWhere() {
    this.shown.length = 0;
  }
}

/** One tab of the browser. */
function aTab({ audible = true, notifier = new FakeNotifier() } = {}) {
  const played: AlertKind[] = [];
  const tabs = new Tabs(store, locks);
  const sound = {
    ready: () => Promise.resolve(audible),
    play: (kind: AlertKind) => void played.push(kind),
  };
  return { alerts: new Alerts({ store, tabs, sound, notifier }), tabs, played, notifier };
}

function alert(mark: number, changes: Partial<Alert> = {}): Alert {
  const about = { chat: "a", title: "New message", body: "", onOpen: () => undefined };
  return { kind: "line", key: "lines:a", mark, ...about, ...changes };
}

const words = { title: "A test", body: "" };

describe("the settings", () => {
  it("begin with sounds, without notifications", () => {
    expect(aTab().alerts.settings.value).toEqual({
      chat: { sound: true, notification: false },
      line: { sound: true, notification: false },
    });
  });

  it("are kept for each kind and channel", async () => {
    const { alerts } = aTab();
    await alerts.choose("line", "sound", false);
    await alerts.choose("chat", "notification", true);

    expect(aTab().alerts.settings.value).toEqual({
      chat: { sound: true, notification: true },
      line: { sound: false, notification: false },
    });
  });

  it("take over what an agent chose when there was one switch for each channel", () => {
    store.set("sound", "off");
    store.set("notifications", "on");

    expect(aTab().alerts.settings.value.line).toEqual({ sound: false, notification: true });
  });

  it("hold in the other tabs", async () => {
    const [one, other] = [aTab(), aTab()];
    await one.alerts.choose("line", "sound", false);

    other.alerts.refresh();

    expect(other.alerts.settings.value.line.sound).toBe(false);
  });

  it.each(["denied", "default", "unsupported"] as const)(
    "stay without notifications when the browser says %s",
    async (state) => {
      const notifier = new FakeNotifier(state);
      notifier.answer = "default";
      const { alerts } = aTab({ notifier });

      await alerts.choose("line", "notification", true);

      expect(alerts.settings.value.line.notification).toBe(false);
      expect(alerts.permission.value).toBe(state);
    },
  );

  it("that cannot be read are the first ones", () => {
    store.set("alerts", "{");

    expect(aTab().alerts.settings.value.chat.sound).toBe(true);
  });
});

describe("a ring", () => {
  it("sounds, and is notified if the agent wants that", async () => {
    const { alerts, played, notifier } = aTab();
    await alerts.choose("line", "notification", true);

    await alerts.ring(alert(2));

    expect(played).toEqual(["line"]);
    expect(notifier.shown).toEqual(["a: New message"]);
  });

  it("follows the settings of its kind", async () => {
    const { alerts, played } = aTab();
    await alerts.choose("line", "sound", false);

    await alerts.ring(alert(2));
    await alerts.ring(alert(1, { kind: "chat", key: "offered:b" }));

    expect(played).toEqual(["chat"]);
  });

  it("comes from one of several tabs, which hear of it at once or later", async () => {
    const notifier = new FakeNotifier();
    const [one, other, late] = [aTab({ notifier }), aTab({ notifier }), aTab({ notifier })];
    await one.alerts.choose("line", "notification", true);
    [other, late].forEach(({ alerts }) => alerts.refresh());

    await Promise.all([one, other].map(({ alerts }) => alerts.ring(alert(2))));
    vi.advanceTimersByTime(60_000);
    await late.alerts.ring(alert(2));

    expect([one, other, late].flatMap(({ played }) => played)).toEqual(["line"]);
    expect(notifier.shown).toEqual(["a: New message"]);
  });

  it("comes from a tab that may sound", async () => {
    const [silent, other] = [aTab({ audible: false }), aTab()];

    await silent.alerts.ring(alert(2));
    await other.alerts.ring(alert(2));

    expect(silent.alerts.muted.value).toBe(true);
    expect(other.played).toEqual(["line"]);
  });

  it("comes from no tab while one of them shows the chat", async () => {
    const [watching, other] = [aTab(), aTab()];
    watching.tabs.show("a");

    await watching.alerts.ring(alert(2));
    await other.alerts.ring(alert(2));
    expect([...watching.played, ...other.played]).toEqual([]);

    watching.tabs.show(null);
    await vi.advanceTimersByTimeAsync(0);
    await other.alerts.ring(alert(3));
    expect(other.played).toEqual(["line"]);
  });

  it("sounds once for several lines at a time, and again later", async () => {
    const { alerts, played } = aTab();

    await alerts.ring(alert(2));
    vi.advanceTimersByTime(500);
    await alerts.ring(alert(3));
    expect(played).toHaveLength(1);

    vi.advanceTimersByTime(2000);
    await alerts.ring(alert(4));
    expect(played).toHaveLength(2);
  });

  it("sounds for a line right after a chat", async () => {
    const { alerts, played } = aTab();

    await alerts.ring(alert(1, { kind: "chat", key: "offered:b" }));
    await alerts.ring(alert(2));

    expect(played).toEqual(["chat", "line"]);
  });

  it("is repeated for a chat that waits, by one tab", async () => {
    const [one, other] = [aTab(), aTab()];

    await one.alerts.ring(alert(1, { kind: "chat", key: "offered:b" }));
    vi.advanceTimersByTime(5000);
    await one.alerts.remind();
    vi.advanceTimersByTime(2000);
    await other.alerts.remind();

    expect([...one.played, ...other.played]).toEqual(["chat", "chat"]);
  });

  it("sounds after the clock of the machine was put back", async () => {
    const { alerts, played } = aTab();
    await alerts.ring(alert(2));
    vi.setSystemTime(Date.now() - 3_600_000);

    await alerts.ring(alert(3));

    expect(played).toHaveLength(2);
  });
});

describe("a test", () => {
  it("sounds and is notified, as the agent wants it", async () => {
    const { alerts, played, notifier } = aTab();
    expect(await alerts.test("line", words)).toEqual({ sound: "played", notification: "off" });

    await alerts.choose("line", "sound", false);
    await alerts.choose("line", "notification", true);
    expect(await alerts.test("line", words)).toEqual({ sound: "off", notification: "shown" });

    expect(played).toEqual(["line"]);
    expect(notifier.shown).toEqual(["test: A test"]);
  });

  it("says that the browser blocks the sound", async () => {
    const { alerts } = aTab({ audible: false });

    expect((await alerts.test("chat", words)).sound).toBe("blocked");
  });

  it.each(["denied", "default", "unsupported"] as const)(
    "says that notifications are %s since",
    async (state) => {
      const { alerts, notifier } = aTab();
      await alerts.choose("chat", "notification", true);
      notifier.state = notifier.answer = state;

      expect((await alerts.test("chat", words)).notification).toBe(state);
    },
  );

  it("says that the browser shows none", async () => {
    const { alerts, notifier } = aTab();
    await alerts.choose("chat", "notification", true);
    notifier.works = false;

    expect((await alerts.test("chat", words)).notification).toBe("failed");
  });
});
