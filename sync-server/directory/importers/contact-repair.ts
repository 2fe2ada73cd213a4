import { readPhones } from '../../../src/domain/phone-writing.ts';
import type { RepairReason } from './reasons.ts';

/** E-mail and website as they can be used, with what was put right. A web address in the e-mail field moves to the website. */
export function repairedContact(email: string | undefined, website: string | undefined): RepairedContact {
  const repairs: RepairReason[] = [];
  let address = (email ?? '').trim();
  let site = (website ?? '').trim();
  if (/^mailto:/i.test(address)) {
    address = address.replace(/^mailto:/i, '').trim();
    repairs.push('email-mailto');
  }
  if (/^(?:https?:\/\/|www\.)/i.test(address)) {
    repairs.push('url-in-email');
    site = site === '' ? address : site;
    address = '';
  }
  if (/^[^\s/]+@[^\s/]+$/.test(site) && address === '') {
    address = site;
    site = '';
  }
  const [first = '', ...others] = address.split(/[;,\s]+/).filter(Boolean);
  if (others.length > 0) repairs.push('email-several');
  const usable = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(first);
  if (first !== '' && !usable) repairs.push('email-unreadable');
  const url = usableUrl(site);
  if (site !== '' && url === null) repairs.push('website-unreadable');
  return { ...(usable ? { email: first } : {}), ...(url === null ? {} : { website: url }), repairs };
}

export function repairedPhones(texts: readonly string[], department: string | undefined): { phones: string[]; repairs: RepairReason[] } {
  const phones: string[] = [];
  const repairs = new Set<RepairReason>();
  for (const text of texts) {
    if (text.trim() === '') continue;
    const found = readPhones(text, department);
    if (found.length === 0) repairs.add('phone-unreadable');
    for (const { number, repaired } of found) {
      if (repaired) repairs.add('phone-overseas-prefix');
      if (!phones.includes(number)) phones.push(number);
    }
  }
  return { phones, repairs: [...repairs] };
}

/** As written when it is an http(s) address; `www.` alone gets the https it most likely answers to. */
function usableUrl(text: string): string | null {
  const candidate = /^www\./i.test(text) ? `https://${text}` : text;
  if (!URL.canParse(candidate)) return null;
  const { protocol, hostname } = new URL(candidate);
  return (protocol === 'http:' || protocol === 'https:') && hostname.includes('.') ? candidate : null;
}

interface RepairedContact {
  readonly email?: string;
  readonly website?: string;
  readonly repairs: readonly RepairReason[];
}
