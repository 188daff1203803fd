import type { Customer } from "../../shared/payloads";
import { useTexts } from "../context";
import { Icon } from "./Icon";

/** How well the desk knows the visitor: signed in, an order proved, or a guest. */
export function Trust({ customer }: { customer: Customer }) {
  const texts = useTexts();
  const known = customer.trust !== "guest";
  return (
    <span class={known ? "good" : "quiet"} data-testid="trust" data-trust={customer.trust}>
      {known && <Icon name="verified" />} {texts.trust.levels[customer.trust]}
    </span>
  );
}
