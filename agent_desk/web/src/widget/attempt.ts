import { useState } from "preact/hooks";
import { RequestError } from "../shared/errors";

export interface Attempt {
  busy: boolean;
  failed: boolean;
  run: (request: () => Promise<void>) => void;
}

/** The state of a request that a button starts. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const run = (request: () => Promise<void>) => {
    setBusy(true);
    setFailed(false);
    request()
      .catch((error: unknown) => {
        if (!(error instanceof RequestError)) throw error;
        setFailed(true);
      })
      .finally(() => setBusy(false));
  };
  return { busy, failed, run };
}
