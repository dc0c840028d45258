export function toForm(order: object): URLSearchParams;
export function orderNumberIn(reply: string): string;
