import { useEffect, useState } from "preact/hooks";

/** The time (epoch milliseconds), updated every `milliseconds` while the component is shown. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
