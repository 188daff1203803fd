/** A new client_message_id: 128 random bits in hex. Works on plain http too, unlike randomUUID. */
export function newClientMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
