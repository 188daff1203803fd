import type { Connection } from "../shared/connection";
import type { VisitorEvents, VisitorRequests } from "../shared/events";

/** The desk as the session sees it; tests pass a fake one. */
export type Desk = Pick<
  Connection<VisitorRequests, VisitorEvents>,
  "state" | "on" | "request" | "retryNow" | "restart"
>;
