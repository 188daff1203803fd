import type { Connection } from "../shared/connection";
import type { VisitorFacts, VisitorRequests } from "../shared/events";

/** The desk as the session sees it; tests give a fake one. */
export type Desk = Pick<
  Connection<VisitorRequests, VisitorFacts>,
  "state" | "on" | "request" | "retryNow" | "restart"
>;
